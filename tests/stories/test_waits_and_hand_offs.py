"""Story 3.12: waits, and handing a matter to a person."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.runtime.playing import calls, play
from tests.stories.office import DAY, MONDAY, Office, People

HEAD = 'flow "Patience"\non manual with\n  contact: contact\nend\nuse crm.create_task\n'
AFTER = 'crm.create_task(title: "after")\n'


def test_wait_five_days(office: Office) -> None:
    """The run waits, and says until when."""
    told = office.run('flow "Wait"\non manual\nuse crm.create_task\nwait 5 days\n' + AFTER, until=MONDAY + 4 * DAY)
    assert (told.state, told.drive.next_due) == ("waiting", MONDAY + 5 * DAY)
    assert told.told("waits until Saturday 7 March 2026, 09:00")
    assert office.find("task") == []


def test_after_five_days_the_rest_runs(office: Office) -> None:
    """When the time is over the rest runs."""
    told = office.run('flow "Wait"\non manual\nuse crm.create_task\nwait 5 days\n' + AFTER, until=MONDAY + 5 * DAY)
    assert told.state == "completed"
    assert [task["title"] for task in office.find("task")] == ["after"]


def test_three_days_and_two_days_are_five(office: Office) -> None:
    """Two waits one after the other add up."""
    flow = (
        'flow "Wait"\non manual\nuse crm.create_task\nwait 3 days\ncrm.create_task(title: "between")\nwait 2 days\n'
        + AFTER
    )
    told = office.run(flow, until=MONDAY + 3 * DAY)
    assert [task["title"] for task in office.find("task")] == ["between"]
    assert told.drive.next_due == MONDAY + 5 * DAY
    assert told.go(MONDAY + 5 * DAY).state == "completed"


def test_five_days_keep_their_hour_when_the_clocks_change(office: Office) -> None:
    """Decided: five days are five days of the calendar, to the same local hour; 120 hours are exact."""
    friday = MONDAY + 25 * DAY
    for written, hours in (("5 days", -1), ("120 hours", 0)):
        told = office.run(
            f'flow "Wait"\non manual\nuse crm.create_task\nwait {written}\n' + AFTER, at=friday, until=friday
        )
        assert told.drive.next_due == friday + 5 * DAY + timedelta(hours=hours)


@pytest.mark.parametrize(("replied", "titles"), [(False, ["Follow-up"]), (True, [])])
def test_no_reply_after_five_days(office: Office, replied: bool, titles: list[str]) -> None:
    """After five days the contact is looked at anew: who replied meanwhile gets no follow-up."""
    john = office.john()
    flow = HEAD + 'wait 5 days\nif @contact.replied == false\n  crm.create_task(title: "Follow-up")\nend\n'
    told = office.run(flow, until=MONDAY + DAY, contact=john)
    office.change(john, MONDAY + 2 * DAY, replied=replied)
    told.go(MONDAY + 5 * DAY)
    assert told.state == "completed"
    assert [task["title"] for task in office.find("task")] == titles


def test_a_contact_who_was_changed_meanwhile_is_seen_as_they_are_now(office: Office) -> None:
    """What somebody changed by hand during the wait counts after it."""
    flow = HEAD + (
        'if @contact.title != "CEO"\n  wait 5 days\nend\n'
        'if @contact.title == "CEO"\n  crm.create_task(title: "call the CEO")\nend\n'
    )
    john = office.john(title="CTO")
    told = office.run(flow, contact=john)
    office.change(john, at=MONDAY + DAY, title="CEO")
    told.go(MONDAY + 5 * DAY)
    assert [task["title"] for task in office.find("task")] == ["call the CEO"]


def test_a_contact_who_was_deleted_meanwhile_ends_the_run(office: Office) -> None:
    """Decided: who is no longer there is left alone, and the log says so."""
    john = office.john()
    told = office.run(HEAD + 'wait 5 days\ncrm.create_task(title: "Call @contact.fullName")\n', contact=john)
    with office.crm.lock:
        office.crm.connection.execute("delete from contact")
    told.go(MONDAY + 5 * DAY)
    assert (told.state, office.find("task")) == ("stopped", [])
    assert told.told("this contact is no longer there")


HAND_OFF = HEAD + (
    "hand off to @user.salesRep or @me "
    '"Personal outreach: @contact.fullName of {@contact.company.name or "nowhere"} is interested" within 2 days\n'
    + AFTER
)


def test_a_hand_off_tells_the_person_with_the_context_and_waits(office: Office) -> None:
    """The sales rep is told who it is and why; the run waits for them."""
    people = People()
    told = office.run(HAND_OFF, people=people, contact=office.john())
    assert people.told == [("Alex Moreno", "Personal outreach: John Doe of Acme Corp is interested")]
    assert told.state == "needs you"
    assert office.find("task") == []


def test_a_hand_off_nobody_takes_goes_on_by_itself(office: Office) -> None:
    """After the time that was given the run goes on."""
    told = office.run(HAND_OFF, until=MONDAY + 2 * DAY, contact=office.john())
    assert told.state == "completed"
    assert [task["title"] for task in office.find("task")] == ["after"]
    assert told.told("nobody took over, going on")


def test_take_over_ends_it_as_done(office: Office) -> None:
    """Take over: the person has it now, so the flow does no more with this contact, and the run is completed."""
    told = office.run(HAND_OFF, people=People(takes_over=True), contact=office.john())
    assert told.state == "completed"
    assert office.find("task") == []


def test_a_warm_lead_is_handed_over_when_they_reply(office: Office) -> None:
    """A reply within the time hands over at once, with what they wrote."""
    john = {"id": "john", "firstName": "John", "lastName": "Doe", "email": "john@acme.example"}
    flow = HEAD.replace("use crm.create_task", "use gmail.send, crm.create_task") + (
        'if @contact.email is missing\n  stop "no address"\nend\ngmail.send(to: @contact, template: "Intro")\n'
        "wait for email.replied where @email.from == @contact.email at most 5 days\n"
        '  hand off to @user.salesRep or @me "Warm lead: @contact.fullName wrote: @email.snippet" within 2 days\n'
        "otherwise\n" + AFTER + "end\n"
    )
    reply = {
        "event": "email.replied",
        "after": "2 days",
        "with": {"from": "john@acme.example", "snippet": "Let us talk"},
    }
    told = play(flow, records={"contact": [john]}, inputs={"contact": {**john, "fullName": "John Doe"}}, events=[reply])
    handed = [call.arguments["message"] for call in calls(told, "people.hand_off")]
    assert handed == ["Warm lead: John Doe wrote: Let us talk"]


@pytest.mark.parametrize("days", [30, 90, 400])
def test_long_waits_go_on_elsewhere(office: Office, tmp_path: Path, days: int) -> None:
    """Ninety days and more: another process goes on from the journal, at the right hour, and repeats nothing."""
    journal = tmp_path / "run.jsonl"
    flow = f'flow "Long"\non manual\nuse crm.create_task\ncrm.create_task(title: "before")\nwait {days} days\n' + AFTER
    office.run(flow, journal=journal)
    early = office.go_on(journal, flow, MONDAY + (days - 1) * DAY)
    assert early.state == "waiting"
    told = office.go_on(journal, flow, MONDAY + days * DAY)
    assert told.state == "completed"
    assert [task["title"] for task in office.find("task")] == ["before", "after"]


def test_an_answer_is_waited_for_and_a_default_taken(office: Office) -> None:
    """A question with `otherwise` goes on with it when time is out; answered, with the answer."""
    flow = HEAD + (
        'ask @user.salesRep or @me "Call @contact.fullName?" as @go: boolean within 2 days otherwise false\n'
        'if @go\n  crm.create_task(title: "yes")\notherwise\n  crm.create_task(title: "no")\nend\n'
    )
    asked = People(answers={"Call John Doe?": True})
    assert office.run(flow, people=asked, contact=office.john()).state == "completed"
    told = office.run(flow, contact=office.john(email="john2@acme.example"))
    assert told.state == "needs you"
    assert told.go(MONDAY + 2 * DAY).state == "completed"
    assert [task["title"] for task in office.find("task")] == ["yes", "no"]
