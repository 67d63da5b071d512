"""What outlives the process: who was taken, which calls had gone out, every item of a loop, a journal cut off."""

from pathlib import Path

import pytest

from sayso.connectors.shape import Call, Looked, UncertainError
from sayso.runtime.journal import Journal
from tests.stories.office import DAY, MONDAY, Office, Service

LOOP = (
    'flow "All"\non manual\nuse crm.find_contacts, crm.create_task\n'
    "let @all = crm.find_contacts()\nfor each @contact in @all at most 9"
)
WRITE = (
    'flow "Write"\non manual with\n  contact: contact\nend\nuse gmail.send\n'
    'gmail.send(to: @contact, template: "Outbound v2")\n'
)


class PowerCut(BaseException):
    """The process ends in the middle of a call."""


class Forgetful(Service):
    """A service that cannot say whether a call had its effect."""

    async def lookup(self, call: Call) -> Looked:
        return Looked()


def people(office: Office) -> None:
    for name in ("Ann", "Bea", "Cem"):
        office.add("contact", firstName=name, lastName="Doe", email=f"{name.lower()}@acme.example")


def tasks(office: Office) -> list[str]:
    return sorted(task["title"] for task in office.find("task"))


def test_once_holds_over_processes(office: Office) -> None:
    """Whoever was taken by a loop with `once` is not taken again by the run of another day and another process."""
    people(office)
    flow = LOOP + ' once\n  crm.create_task(title: "Call {@contact.firstName or ""}")\nend\n'
    office.run(flow)
    office.run(flow, at=MONDAY + DAY, until=MONDAY + DAY)
    assert tasks(office) == ["Call Ann", "Call Bea", "Call Cem"]


def test_every_item_goes_on_in_another_process(office: Office, tmp_path: Path) -> None:
    """Three contacts wait side by side; the process ends; all three go on."""
    people(office)
    flow = LOOP + '\n  wait 5 days\n  crm.create_task(title: "Call {@contact.firstName or ""}")\nend\n'
    office.run(flow, journal=tmp_path / "run.jsonl")
    told = office.go_on(tmp_path / "run.jsonl", flow, MONDAY + 5 * DAY)
    assert told.state == "completed"
    assert tasks(office) == ["Call Ann", "Call Bea", "Call Cem"]


def test_a_call_during_which_the_process_ended_is_not_made_again(office: Office, tmp_path: Path) -> None:
    """The journal says that it went out and not what came of it: a person decides, nothing is sent twice."""
    journal, gmail = tmp_path / "run.jsonl", Service(PowerCut())
    with pytest.raises(PowerCut):
        office.run(WRITE, journal=journal, services={"gmail": gmail}, contact=office.john())
    told = office.go_on(journal, WRITE, MONDAY + DAY, services={"gmail": gmail})
    assert told.state == "needs you"
    assert len(gmail.calls) == 1


def test_a_call_whose_fate_is_unknown_is_not_made_again(office: Office) -> None:
    """The line was lost and the service cannot say: the run waits for a person."""
    gmail = Forgetful(UncertainError("the line was lost"))
    told = office.run(WRITE, services={"gmail": gmail}, contact=office.john())
    assert told.state == "needs you"
    assert len(gmail.calls) == 1


def test_a_journal_that_was_cut_off_in_a_line_is_gone_on_with(office: Office, tmp_path: Path) -> None:
    """The torn end is left out and taken away, so that the journal can be read again and again."""
    journal = tmp_path / "run.jsonl"
    flow = 'flow "Long"\non manual\nuse crm.create_task\nwait 2 days\ncrm.create_task(title: "after")\n'
    office.run(flow, journal=journal)
    with journal.open("ab") as out:
        out.write(b'{"number": 2, "run": "ru')
    assert office.go_on(journal, flow, MONDAY + 2 * DAY).state == "completed"
    assert Journal.read(journal).entries()[-1].ended is not None
    assert tasks(office) == ["after"]
