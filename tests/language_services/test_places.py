"""Places in the units of an editor and in code points are the same places."""

import random

import pytest
from lsprotocol import types

from sayso.language_server.places import UNITS, Ruler

TEXTS = ["", "a", "a\n", "\n\n", "a\r\nb\rc\nd", "😀a😀\né😀\n", "x\u2028y\x0cz\x85\n😀", "e\u0301 👩‍👩‍👧 \t|\r\n"]


def units(text: str, encoding: str) -> int:
    """How long Python finds a text in that encoding."""
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return len(text.encode(encoding if size == 1 else encoding + "-le")) // size


@pytest.mark.parametrize("encoding", UNITS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_place_is_found_again(text: str, encoding: str) -> None:
    ruler = Ruler(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] == "\r\n":
            continue
        position = ruler.position(offset)
        assert ruler.offset(position) == offset
        lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert position == types.Position(len(lines) - 1, units(lines[-1], encoding))


@pytest.mark.parametrize("encoding", UNITS)
def test_places_outside_the_text_are_brought_to_its_nearest_end(encoding: str) -> None:
    ruler = Ruler("ab\n😀\n", encoding)
    assert ruler.offset(types.Position(0, 99)) == 2
    assert ruler.offset(types.Position(1, 99)) == 4
    assert ruler.offset(types.Position(99, 0)) == 5
    assert ruler.position(99) == types.Position(2, 0)
    assert ruler.position(-4) == types.Position(0, 0)


def test_a_place_inside_a_letter_is_before_it() -> None:
    assert Ruler("😀a", "utf-16").offset(types.Position(0, 1)) == 0
    assert Ruler("éa", "utf-8").offset(types.Position(0, 1)) == 0


@pytest.mark.parametrize("encoding", UNITS)
def test_typing_arrives_letter_by_letter(encoding: str) -> None:
    from sayso.connectors import standard_catalog
    from sayso.language import Services
    from sayso.language_server.documents import Document

    chance = random.Random(encoding)
    document = Document("", 0, Services(standard_catalog()), encoding)
    text = ""
    for version in range(200):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice([0, 0, 0, 1, 3]))
        new = chance.choice(["a", "😀", "é\n", "\n", "\u2028", "", "wait 5 days\n"])
        ruler = Ruler(text, encoding)
        change = types.TextDocumentContentChangePartial(ruler.range(start, end), new)
        document.change([change], version)
        text = text[:start] + new + text[end:]
        assert document.text == text
