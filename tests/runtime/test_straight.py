"""Loops whose items go straight to their end write the same journal, and tell the same, as if each had its lane."""

from datetime import timedelta
from typing import Any

import pytest

from sayso.interpreter.state import Note
from sayso.runtime.drive import Drive
from sayso.runtime.journal import encode
from sayso.runtime.ledger import Ledger
from sayso.runtime.run import Gather, Run
from sayso.runtime.simulating import describe
from sayso.runtime.starting import owner_of
from sayso.runtime.worlds.building import sides_of_records
from sayso.runtime.worlds.simulated import SimulatedWorld
from tests.runtime.playing import CATALOG, MONDAY, contact, linked

HEAD = 'flow "F"\non manual with\n  contacts: list of contact\nend\n'
LOOP = "for each @contact in @contacts at most 50\n"
FLOWS = {
    "names, decisions and an answer": (
        "use web.search, crm.create_task\n"
        f"{LOOP}"
        '  let @news = web.search("news about @contact.fullName")\n'
        '  let @title = "{first(@news).title or "nothing new"} for {@contact.firstName or "somebody"}"\n'
        '  if @contact.title contains "CEO" and @contact.score > 50\n'
        '    crm.create_task(title: "Call {@title}", assignee: @me)\n'
        "  otherwise\n"
        '    skip "@title"\n'
        "  end\n"
        "end\n"
    ),
    "an item that is skipped for what it lacks": (
        'use gmail.send\n'
        f"{LOOP}"
        '  let @text = "Hello {@contact.firstName or "there"}"\n'
        '  gmail.send(to: @contact, subject: @text, text: "Only this.")\n'
        "end\n"
    ),
    "a quota that is used up on the way": (
        "use crm.create_task at most 3 per day\n"
        f"{LOOP}"
        '  let @title = "Call {@contact.firstName or "somebody"}"\n'
        "  crm.create_task(title: @title, assignee: @me)\n"
        '  crm.create_task(title: "{@title} again", assignee: @me)\n'
        "end\n"
    ),
}  # fmt: skip


class WithLanes(Drive):
    """Gives every item its lane."""

    def _straight(self, run: Run, path: str, gather: Gather) -> None:
        self._item(run, path, gather)


def played(kind: type[Drive], text: str, **world: Any) -> tuple[list[bytes], list[tuple[int, str, Note]], list[object]]:
    """The journal, what was told, and how the items ended."""
    program = linked(text)
    assert program.straight.ahead, "this loop does not go straight"
    described = describe({"records": {"contact": people()}, **world}, CATALOG, program)
    sides = sides_of_records(described.records, CATALOG, MONDAY)
    drive = kind(SimulatedWorld(CATALOG, Ledger(), owner_of(CATALOG), {}, sides, described.choices), explain=True)
    run = drive.begin(program, {"contacts": people()}, MONDAY)
    drive.go(MONDAY + timedelta(days=60))
    return [encode(line) for line in drive.journal.lines], run.notes, list(run.items)


def people() -> list[dict[str, Any]]:
    """Contacts of whom some lack something."""
    titles = ["CEO", "VP Sales", None, "Co-founder & CEO"]
    whole = [
        {"type": "contact", **contact(number), "title": titles[number % 4], "score": number * 13 % 100}
        for number in range(12)
    ]
    return [{name: value for name, value in one.items() if value is not None and (number % 5 or name != "email")}
            for number, one in enumerate(whole)]  # fmt: skip


@pytest.mark.parametrize("name", FLOWS)
def test_an_item_that_goes_straight_does_what_one_with_a_lane_does(name: str) -> None:
    straight, lanes = played(Drive, HEAD + FLOWS[name]), played(WithLanes, HEAD + FLOWS[name])
    assert straight == lanes
    assert len(straight[2]) == len(people())


@pytest.mark.parametrize("trouble", ["fails", "uncertain"])
def test_an_item_whose_call_goes_wrong_goes_on_as_any_other(trouble: str) -> None:
    text = HEAD + FLOWS["names, decisions and an answer"]
    world: dict[str, Any] = {"answers": {"crm.create_task": {trouble: "the service is down"}}}
    assert played(Drive, text, **world) == played(WithLanes, text, **world)
