"""Stories 3.6 and 3.13, asked of one person: what was decided about them, who ended it, and when the flow is gone."""

from sayso.runtime.operations.flows import delete
from sayso.runtime.operations.runs import cancel
from sayso.runtime.operations.timeline import timeline
from tests.durable.playing import Play
from tests.operations.flows import WAITING

CHIEFS = """flow "Chiefs"
on manual
use crm.find_contacts, email.send
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  if @contact.title contains "CEO"
    email.send(to: @contact, subject: "Hello", text: "To chiefs alone")
  end
end
"""


async def test_the_branch_that_was_not_taken_is_told_with_the_value(play: Play) -> None:
    await play.begin(CHIEFS)
    await play.work()
    told = await timeline(play.door, "one", "c1@acme.example")
    (decided,) = [line for line in told.lines if line.decision is not None]
    assert decided.text == '@contact.title contains "CEO" → unknown, so no (contact.title is missing)'
    assert told.answer == f"First1 Last1 was not written to by “Chiefs”: {decided.text}."


async def test_who_ended_it_is_told_and_the_person_is_found_when_the_flow_is_gone(play: Play) -> None:
    run = await play.begin(WAITING)
    await play.work()
    await cancel(play.door, "one", run, "sarah", "sent by mistake")
    await play.work()
    await delete(play.door, "one", (await play.run(run)).flow, "me", confirmed=True)
    told = await timeline(play.door, "one", "c1")
    assert {(line.name, line.deleted) for line in told.lines} == {("Waiting", True)}
    (ordered,) = [line for line in told.lines if line.kind == "ordered"]
    assert (ordered.by, ordered.state, ordered.text) == (
        "Sarah Lind",
        "cancelled",
        "Sarah Lind: cancelled the run: sent by mistake",
    )
    assert told.lines[-1].state == "cancelled" and not told.standing
