"""Positions in the browser's units and in Python's, and the smallest edit between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.editor.text.offsets import Edit, Ruler, applied, smallest

TEXTS = st.text(alphabet="ab\n😀🦊é漢")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_a_ruler_counts_like_the_browser(text: str) -> None:
    ruler = Ruler(text)
    for point in range(len(text) + 1):
        assert ruler.to_units(point) == units(text[:point])
        assert ruler.to_points(ruler.to_units(point)) == point


def test_a_place_inside_a_sign_is_its_start() -> None:
    assert Ruler("a😀b").to_points(2) == 1
    assert Ruler("a😀b").to_points(99) == 3
    assert Ruler("a😀b").to_units(-1) == 0


@given(TEXTS, TEXTS)
def test_the_smallest_edit_makes_the_one_text_of_the_other(before: str, after: str) -> None:
    edit = smallest(before, after)
    assert applied(before, [edit]) == after
    assert not edit.text or not before[edit.start : edit.end].startswith(edit.text[:1])


def test_edits_are_counted_in_the_text_before() -> None:
    assert applied("abc", [Edit(0, 1, "xx"), Edit(2, 3, "")]) == "xxb"
