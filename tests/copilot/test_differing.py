"""Two versions of a flow in words: what each kind of change says, and what the flow may do more or less."""

from pathlib import Path

import pytest
from hypothesis import given, settings

import sayso
from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.copilot.explaining.differing import Difference, differing
from sayso.dsl.blocks import statements
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow
from tests.dsl import trees

CATALOG = standard_catalog()
ROOM = Path(sayso.__file__).parent
FLOWS = sorted([*(ROOM / "templates").glob("*.flow"), *(ROOM / "sample" / "flows").glob("*.flow")])
BASE = """flow "Chase"
goal "Nobody is forgotten"

on schedule every weekday at 09:00

use crm.find_contacts, crm.create_task
use gmail.send at most 20 per day with approval by @me within 3 days

limit 10 runs per day

let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10 once
  gmail.send(to: @contact, template: "Outbound v2")
  wait 3 days
  crm.create_task(title: "Call @contact.fullName", about: @contact)
end
"""


def compared(old: str, new: str) -> Difference:
    return differing(compile(old, CATALOG), compile(new, CATALOG), CATALOG)


def changed(*pairs: tuple[str, str]) -> Difference:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return compared(BASE, text)


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("wait 3 days", "wait 5 days", "changed", "Waits 5 days instead of 3."),
        ("wait 3 days", "wait 3 hours", "changed", "Waits 3 hours instead of 3 days."),
        ("Outbound v2", "Inbound v1", "changed", 'The email: the template is "Inbound v1" instead of "Outbound v2".'),
        ("at most 10 once", "at most 25 once", "changed", "Takes at most 25 instead of 10."),
        ("at most 10 once", "at most 10", "changed", "May take the same again instead of takes nobody twice."),
        ("  wait 3 days\n", "", "removed", "Wait 3 days."),
        ("  crm.create", "  off crm.create", "changed", "The task: is switched off."),
        ('title: "Call', 'title: "Ring', "changed", None),
        ("@contact.email exists", "@contact.phone exists", "changed", None),
    ],
)  # fmt: skip
def test_a_step_that_changed_says_what_changed(old: str, new: str, kind: str, words: str | None) -> None:
    (change,) = changed((old, new)).changes
    assert change.kind == kind
    assert words is None or change.text == words
    assert change.text.endswith(".")


def test_steps_that_came_stand_in_their_frame_and_their_block() -> None:
    more = '  if @contact.title contains "CEO"\n    crm.create_task(title: "Write by hand")\n  end\n'
    found = changed(("  wait 3 days\n", "  wait 3 days\n" + more)).changes
    assert [(one.kind, one.indent) for one in found] == [("added", 0), ("added", 1)]
    assert found[0].inside.startswith("For each contact")
    assert 'title contains "CEO"' in found[0].text and "Write by hand" in found[1].text


def test_a_step_that_moved_says_where_it_stands_now() -> None:
    task = '  crm.create_task(title: "Call @contact.fullName", about: @contact)\n'
    found = changed((task, ""), ("  gmail.send", task + "  gmail.send")).changes
    assert [one.kind for one in found] == ["moved"]
    assert "now first in “For each contact" in found[0].text


@pytest.mark.parametrize(
    ("pairs", "words", "widens"),
    [
        ((("gmail.send at most 20 per day", "gmail.send at most 40 per day"),), "rule says at most 40 a day", True),
        (((" with approval by @me within 3 days", ""),), "nobody is asked any more; before, only after you", True),
        ((("within 3 days", "within 5 days"),), "there are 5 days to approve it instead of 3 days", False),
        ((("10 runs per day", "5 runs per day"),), "Limit: at most 5 runs a day, instead of 10", False),
        ((("limit 10 runs per day\n", ""),), "no limit on runs a day, instead of 10", True),
        ((("every weekday", "every day"),), "every day at 09:00 instead of every weekday at 09:00", True),
        ((("Nobody is forgotten", "All are written to"),), 'The goal says "All are written to"', False),
        ((("20 per day with", "20 per day between 08:00 and 18:00 with"),), "only between 08:00 and 18:00", False),
        ((("  wait 3 days\n", "  wait 30 days\n"),), "takes up to", False),
    ],
)  # fmt: skip
def test_what_the_flow_may_do_is_told_with_its_numbers(
    pairs: tuple[tuple[str, str], ...], words: str, widens: bool
) -> None:
    found = changed(*pairs)
    power = next((one for one in found.powers if words in one.text), None)
    assert power is not None, [one.text for one in found.powers]
    assert power.widens is widens
    assert found.widens >= widens


def test_a_flow_that_can_write_now_says_so_with_the_proven_number() -> None:
    mute = BASE.replace('  gmail.send(to: @contact, template: "Outbound v2")\n', "")
    mute = mute.replace("use gmail.send at most 20 per day with approval by @me within 3 days\n", "")
    found = compared(mute, BASE)
    most = compile(BASE, CATALOG).bounds
    assert most is not None
    number = most.tools["gmail.send"].per_day
    assert found.powers[0].text == f"Can now send email through Gmail: was 0, now at most {number} a day."
    assert found.widens and found.powers[0].text in found.sentence
    assert any("only after you approve (within 3 days)" in one.text for one in found.powers)
    back = compared(BASE, mute)
    assert not back.widens
    assert back.powers[0].text == f"Can no longer send email through Gmail: was at most {number} a day, now 0."


def test_the_same_says_that_it_is_the_same() -> None:
    assert compared(BASE, BASE).sentence == "Both say the same."
    assert compared(BASE, BASE + "\n# a comment\n").sentence == "Both say the same."


def test_what_cannot_be_read_is_not_compared() -> None:
    found = compared(BASE, BASE + "if true\n")
    assert found.unread and found.changes == ()


@pytest.mark.parametrize("file", FLOWS, ids=lambda file: file.stem)
def test_any_two_flows_can_be_compared_and_every_step_is_told_once(file: Path) -> None:
    other = FLOWS[(FLOWS.index(file) + 1) % len(FLOWS)]
    old, new = (compile(one.read_text("utf-8"), CATALOG) for one in (file, other))
    found = differing(old, new, CATALOG)
    assert found == differing(old, new, CATALOG)
    came = [one.new for one in found.changes if one.kind == "added"]
    went = [one.old for one in found.changes if one.kind == "removed"]
    assert len(set(came)) == len(came) and len(set(went)) == len(went)
    assert old.flow is not None and new.flow is not None
    told = len(came) + len([one for one in found.changes if one.kind in ("changed", "moved")])
    assert told <= len(list(statements(new.flow)))
    assert "{}" not in found.text
    assert all(row.strip() for row in found.text.splitlines())


@settings(max_examples=25, deadline=None)
@given(trees.flows, trees.flows)
def test_whatever_two_flows_say_it_can_be_told(one: object, other: object) -> None:
    texts = [print_flow(flow) for flow in (one, other)]  # type: ignore[arg-type]
    assert all(parse(text).flow is not None for text in texts)
    found = compared(*texts)
    assert found.sentence
    assert found == compared(*texts)


def test_the_versions_of_the_practice_workspace_read_well() -> None:
    folder = ROOM / "sample" / "flows"
    first, last = (f"big-4-outbound{end}.flow" for end in ("-first", ""))
    found = compared((folder / first).read_text("utf-8"), (folder / last).read_text("utf-8"))
    assert "Waits 5 days instead of 3." in [one.text for one in found.changes]
    assert "Can now search the web and let AI sort texts." in [one.text for one in found.powers]
    assert found.sentence.startswith("7 steps: 5 added and 2 changed. Can send email through Gmail more often")
