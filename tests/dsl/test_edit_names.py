"""A name is changed in its lane, everywhere it means the same, and nowhere else."""

import pytest

from sayso.dsl import edit
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse


def read(text: str) -> Flow:
    """The flow of a text without findings."""
    parsed = parse(text)
    assert not parsed.diagnostics, parsed.diagnostics
    assert parsed.flow is not None
    return parsed.flow


LANES = """flow "A"

on manual with
  plan: text
end

let @x = @plan
let @email = "@x and @x.y's {lower(@x)}"
for each @c in @x at most 5 collect @out
  keep "@x @c"
  for each @x in @c.list at most 2
    keep @x
  end
end
ask @me "as @x: hm" as @x: text within 2 days
keep @out

test "t"
  given answer @x = "a"
  given @plan = "b"
  expect return @trigger.plan
end
"""


def test_rename_in_a_lane_only() -> None:
    changed = edit.rename(LANES, read(LANES), "x", "total")
    assert changed == LANES.replace("@x", "@total").replace(
        "for each @total in @c.list at most 2\n    keep @total", "for each @x in @c.list at most 2\n    keep @x"
    )
    inner = edit.rename(LANES, read(LANES), "x", "one", (2, "body", 1, "body", 0))
    assert inner == LANES.replace("each @x in", "each @one in").replace("    keep @x", "    keep @one")
    out = edit.rename(LANES, read(LANES), "out", "lines")
    assert out == LANES.replace("@out", "@lines")
    given = edit.rename(LANES, read(LANES), "plan", "offer")
    assert given == LANES.replace("plan:", "offer:").replace("@plan", "@offer").replace("trigger.plan", "trigger.offer")


@pytest.mark.parametrize("new", ["email", "me", "1x", "a b"])
def test_rename_refuses(new: str) -> None:
    with pytest.raises(edit.EditProblem):
        edit.rename(LANES, read(LANES), "x", new)


def test_rename_refuses_what_comes_from_outside() -> None:
    text = 'flow "A"\n\non contact.created\n\nkeep @contact\n'
    with pytest.raises(edit.EditProblem):
        edit.rename(text, read(text), "contact", "lead")
