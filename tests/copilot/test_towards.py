"""A text brought to what another flow says: as little as may be, and never to anything else."""

import pytest

from sayso.copilot.model.towards import edits_between, towards
from sayso.dsl.difference import difference
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow
from sayso.dsl.splice import spliced
from tests.copilot.decoding_models import TEXTS

TEMPLATES = [name for name in TEXTS if name.startswith("sayso/templates/")]


@pytest.mark.parametrize("name", TEXTS)
def test_what_says_the_same_keeps_every_byte(name: str) -> None:
    flow = parse(TEXTS[name]).flow
    assert flow is not None
    untidy = TEXTS[name].replace(", ", ",  ") + "# the last word\n"
    assert towards(TEXTS[name], flow) == TEXTS[name]
    again = parse(untidy).flow
    assert again is not None
    printed = parse(print_flow(again)).flow
    assert printed is not None
    assert towards(untidy, printed) == untidy


@pytest.mark.parametrize("name", TEMPLATES)
def test_any_flow_is_brought_to_any_other(name: str) -> None:
    for other in TEMPLATES[::10]:
        wanted = parse(TEXTS[other]).flow
        assert wanted is not None
        changed = towards(TEXTS[name], wanted)
        assert changed is not None, other
        made = parse(changed).flow
        assert made is not None
        assert difference(made, wanted).same, other
        assert spliced(TEXTS[name], list(edits_between(TEXTS[name], changed))) == changed


def test_a_text_without_a_safe_reading_is_not_changed() -> None:
    flow = parse('flow "A"\n\non manual\n').flow
    assert flow is not None
    assert towards('flow "A"\n\nif @a == 1\n', flow) is None


BEFORE = """flow "Chase"   # ours

goal "Get an answer"

on manual
use people.notify, crm.create_task   # both

# first a word
if @me.name == "x"   # is it me?
  people.notify(@me,  "one")   # kept
  # and then
  people.notify(@me, "two")
end

wait   2 days   # long enough

test "nobody"
  expect people.notify never
end
"""


@pytest.mark.parametrize(
    ("what", "by", "rows"),
    [
        ('"two"', '"three"', ['  people.notify(@me, "three")']),
        ("2 days", "3 days", ["wait 3 days   # long enough"]),
        ('on manual\n', "on schedule every day at 09:00\n", ["on schedule every day at 09:00"]),
        ('"Get an answer"', '"Get two"', ['goal "Get two"']),
        ('if @me.name == "x"', 'if @me.name == "y"', ['if @me.name == "y"   # is it me?']),
    ],
)  # fmt: skip
def test_one_thing_changes_one_row(what: str, by: str, rows: list[str]) -> None:
    old = parse(BEFORE).flow
    assert old is not None
    wanted = parse(print_flow(old).replace(what, by)).flow
    assert wanted is not None
    changed = towards(BEFORE, wanted)
    assert changed is not None
    before, after = BEFORE.splitlines(), changed.splitlines()
    assert len(before) == len(after)
    assert [new for old_row, new in zip(before, after, strict=True) if old_row != new] == rows
