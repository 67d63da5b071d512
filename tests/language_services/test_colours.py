"""Every word of a flow has the colour of what the tree says it is, and no text can make two pieces overlap."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.dsl.expressions import Field, Index, Name
from sayso.dsl.node import Node, children, walk
from sayso.dsl.parse import parse
from sayso.dsl.statements import ToolCall
from sayso.language import Services
from tests.language_services.conftest import HEAD
from tests.language_services.test_any_text import ODD, damaged

ROOT = Path(__file__).parents[2]
FLOWS = [*sorted((ROOT / "sayso" / "templates").glob("*.flow")), *sorted((ROOT / "tests" / "dsl").glob("*.flow"))]


def paths_of(flow: Node) -> set[tuple[int, int]]:
    """Where the whole paths of a flow stand."""
    found, open_ = set(), [flow]
    while open_:
        node = open_.pop()
        if isinstance(node, Name | Field | Index) and begins_with_a_name(node):
            found.add((node.span.start, node.span.end))
        else:
            open_ += children(node)
    return found


def begins_with_a_name(node: Node) -> bool:
    while isinstance(node, Field | Index):
        node = node.of
    return isinstance(node, Name)


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_data_and_tools_are_coloured_where_the_tree_has_them(services: Services, path: Path) -> None:
    text = path.read_text("utf-8")
    flow = parse(text).flow
    assert flow is not None
    found = services.pieces(text)
    data = {(one.start, one.end) for one in found if one.kind == "data"}
    assert paths_of(flow) <= data
    tools = {text[one.start : one.end] for one in found if one.kind == "tool"}
    assert {node.tool for node in walk(flow) if isinstance(node, ToolCall)} <= tools


def test_each_piece_is_what_it_looks_like(services: Services) -> None:
    text = HEAD + 'if first(@contact.tags) == "a{@contact.title or "b"} ann@x.example {{" # why\n  wait 1.5 days\nend'
    pieces = [(one.kind, text[one.start : one.end]) for one in services.pieces(text)]
    assert pieces[6:] == [
        ("keyword", "if"), ("function", "first"), ("data", "@contact.tags"), ("operator", "=="), ("text", '"a'),
        ("data", "@contact.title"), ("operator", "or"), ("text", '"b"'), ("text", ' ann@x.example {{"'),
        ("comment", "# why"), ("keyword", "wait"), ("number", "1.5"), ("unit", "days"), ("keyword", "end"),
    ]  # fmt: skip


def test_the_words_behind_a_colon_are_kinds(services: Services) -> None:
    text = 'flow "A"\non manual with\n  all: list of contact\n  size: number?\nend\n'
    kinds = [text[one.start : one.end] for one in services.pieces(text) if one.kind == "kind"]
    assert kinds == ["contact", "number"]


def test_no_text_makes_pieces_overlap_or_vanish(services: Services) -> None:
    for text in [*damaged(random.Random(11)), *ODD]:
        found = services.pieces(text)
        assert all(0 <= one.start < one.end <= len(text) for one in found)
        assert all(one.end <= other.start for one, other in pairwise(found))
        words = sum(letter.isalpha() for letter in text)
        assert found or words == 0 or len(set(text)) == 1
