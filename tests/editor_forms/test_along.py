"""What goes along with a step that is moved away from its data."""

import pytest

from sayso.compiler import compile
from sayso.dsl import edit
from sayso.dsl.blocks import Address
from sayso.dsl.parse import parse
from sayso.editor.canvas.along import needed_along, unset_at
from tests.editor_forms.flows import catalog

TEXT = """\
flow "Digest"

on manual

use people.notify, web.search

let @place = "Berlin"
wait 1 day
if length(@me.name) > 3
  # what they write about us
  let @news = web.search("news from {@place}")
  let @count = length(@news)
  let @other = 3
  people.notify(@me, "{@count} headlines")
end
"""


@pytest.mark.parametrize(
    ("first", "block", "index", "unset"),
    [
        ((2, "then", 3), (), 0, ["count"]),
        ((2, "then", 3), (2, "then"), 1, ["count"]),
        ((2, "then", 3), (2, "then"), 2, []),
        ((2, "then", 3), (2, "then"), 4, []),
        ((2, "then", 1), (2, "then"), 0, ["news"]),
        ((2, "then", 0), (2, "then"), 2, ["news"]),
        ((2, "then", 0), (), 1, []),
        ((2, "then", 0), (), 0, ["place"]),
        ((0,), (), 3, ["place"]),
        ((1,), (), 0, []),
    ],
)
def test_a_place_leaves_the_same_names_unset_as_the_compiler_says(
    first: Address, block: Address, index: int, unset: list[str]
) -> None:
    compiled = compile(TEXT, catalog())
    assert compiled.flow is not None and compiled.facts is not None
    assert unset_at(compiled.flow, compiled.facts.names, first, 1, block, index) == unset
    moved = compile(edit.move(TEXT, compiled.flow, first, block, index), catalog())
    assert [one.sentence for one in moved.diagnostics if one.severity == "error"][:1] == [
        f"There is no `@{name}` here." for name in unset
    ]


@pytest.mark.parametrize(
    ("block", "index", "along"),
    [
        ((), 1, [(2, "then", 0), (2, "then", 1)]),
        ((), 0, [(0,), (2, "then", 0), (2, "then", 1)]),
        ((), 3, [(2, "then", 0), (2, "then", 1)]),
        ((2, "then"), 2, []),
        ((2, "then"), 1, [(2, "then", 1)]),
    ],
)
def test_the_lines_it_needs_and_no_others_go_along(block: Address, index: int, along: list[Address]) -> None:
    flow = parse(TEXT).flow
    assert flow is not None
    first: Address = (2, "then", 3)
    assert needed_along(flow, first, 1, block, index) == along
    moved = edit.move(TEXT, flow, first, block, index, 1, along)
    assert sorted(moved.split()) == sorted(TEXT.split())
    assert not [one for one in compile(moved, catalog()).diagnostics if one.severity == "error"]
    if along and along != [(2, "then", 1)]:
        assert moved.index("# what they write") < moved.index("let @news") < moved.index("let @count")
