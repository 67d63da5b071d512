"""No text makes a service raise, no place lies outside it, and what is remembered changes no answer."""

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.compiler import compile
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import apply_fix
from sayso.dsl.parse import parse
from sayso.language import Services, Symbol
from sayso.language.changing import edits_between
from sayso.language.reading import readable

FLOWS = sorted((Path(__file__).parents[2] / "sayso" / "templates").glob("*.flow"))[::4]
INSERTS = ["@", ".", "(", ")", '"', '"""', "{", "}", "[", "\n", "\r\n", "\r", "\t", "end\n", "if ", "😀", "é", "\u2028",
           "#", " \ufeff", "@contact.", "gmail.send(", "todo", "\x1a", "1_000.5k", "@@", "{{", "\\", "with", ":",
           "\x01"]  # fmt: skip
ODD = ["", "\n", "\r", "\ufeff", "@", "#", '"', "\0", "\ud83d", "a" * 30_000, "(" * 300, "-" * 5_000, "@a.b" * 2_000,
       '"{' * 200, "if true\n" * 200, "😀\r\n" * 50, "x" * 200_001]  # fmt: skip


def damaged(chance: random.Random) -> Iterator[str]:
    """Flows with a few characters put in, left out or doubled, one after the other, as typing makes them."""
    for path in FLOWS:
        text = path.read_text("utf-8")
        for _ in range(8):
            at = chance.randrange(len(text) + 1)
            cut = chance.choice([0, 0, 1, 5, 40])
            text = text[:at] + chance.choice(["", *INSERTS]) + text[at + cut :]
            yield text


def every_place(symbols: tuple[Symbol, ...]) -> Iterator[tuple[int, int]]:
    for one in symbols:
        yield one.start, one.end
        yield one.start, one.head
        yield from every_place(one.inside)


def ask_everything(services: Services, text: str, caret: int) -> None:
    """Ask every service; every place of every answer lies in the text."""
    found = services.analyse(text)
    hover, list_, defined = (
        services.hover(text, caret),
        services.complete(text, caret),
        services.definition(text, caret),
    )
    services.rename(text, caret, "other")
    form = services.format(text)
    places = [(one.span.start, one.span.end) for one in found.findings]
    places += [(hover.start, hover.end)] if hover else []
    places += [(list_.start, list_.end)] if list_.items else []
    places += [(defined.start, defined.end)] if defined else []
    places += every_place(services.symbols(text))
    assert all(0 <= start <= end <= len(text) + 1 for start, end in places), (places, len(text))
    for fix in services.fixes(text, 0, len(text)):
        services.fix(text, fix)
    assert form.problem or parse(form.text).flow == parse(readable(text).replace(" \n", "\n")).flow or "\r" in text


@pytest.mark.parametrize("seed", range(2))
def test_damaged_flows_are_answered_as_if_they_were_new(catalog: Catalog, seed: int) -> None:
    chance = random.Random(seed)
    services = Services(catalog)
    for text in damaged(chance):
        ask_everything(services, text, chance.randrange(len(text) + 1))
        assert services.analyse(text).findings == compile(readable(text), catalog).diagnostics
        caret = chance.randrange(len(text) + 1)
        fresh = Services(catalog)
        assert services.hover(text, caret) == fresh.hover(text, caret)
        assert services.complete(text, caret) == fresh.complete(text, caret)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_are_answered(catalog: Catalog, text: str) -> None:
    services = Services(catalog)
    for caret in {-3, 0, 1, len(text) // 2, len(text), len(text) + 9}:
        ask_everything(services, text, caret)


def test_the_edits_between_two_texts_make_the_one_of_the_other() -> None:
    chance = random.Random(7)
    texts = list(damaged(chance))
    for old, new in pairwise(texts):
        edits = edits_between(old, new)
        changed = old
        for edit in reversed(edits):
            changed = changed[: edit.span.start] + edit.text + changed[edit.span.end :]
        assert changed == new
        assert all(one.span.end <= other.span.start for one, other in pairwise(edits))
    assert edits_between("a\n", "a\n") == ()


def test_every_mend_that_is_offered_can_be_made(catalog: Catalog) -> None:
    services = Services(catalog)
    made = 0
    for text in damaged(random.Random(3)):
        for finding in services.analyse(text).findings:
            for fix in finding.fixes:
                made += services.fix(text, fix) == apply_fix(text, fix) != text
    assert made > 50
