"""Story 3.2: a person starts a flow by hand, sees how it went, and never starts it twice."""

import pytest

from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.flows import pause
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.looking import list_runs, one_run
from sayso.runtime.operations.retrying import retry
from sayso.runtime.operations.starting import start
from tests.durable.playing import Play

FIVE = (
    'flow "Hello"\non manual\nuse crm.find_contacts, people.notify\nuse email.send\n'
    "let @people = crm.find_contacts(where: @contact.email exists)\n"
    'for each @contact in @people at most 5\nemail.send(to: @contact, subject: "Hi", text: "Hello")\nend\n'
)
WAITS = 'flow "Waits"\non manual\nuse people.notify\nwait 1 day\npeople.notify(@me, "x")\n'


async def test_run_now_runs_at_once_and_tells_how_it_went(play: Play) -> None:
    run = await play.begin(FIVE)
    await play.work()
    view = await one_run(play.door, "one", run)
    assert view.line.state == "completed"
    assert len(view.arrived) == 3
    assert (await list_runs(play.door, "one")).runs[0].id == run
    assert any("Hello" in line.text or "Hi" in line.text for line in await told(play.door, "one", run))


async def test_a_draft_that_has_a_version_can_be_run_without_going_live(play: Play) -> None:
    flow = await play.publish(FIVE, live=False)
    await start(play.door, "one", flow, "me")
    await play.work()
    assert len(play.effects("email.send")) == 3


async def test_a_run_that_is_under_way_is_named_not_doubled(play: Play) -> None:
    flow = await play.publish(WAITS)
    run = await start(play.door, "one", flow, "me")
    with pytest.raises(Refused, match="running already") as refused:
        await start(play.door, "one", flow, "me")
    assert refused.value.detail["run"] == run
    assert len((await list_runs(play.door, "one")).runs) == 1
    await play.work()
    await start(play.door, "one", flow, "me")


async def test_a_key_that_is_sent_twice_starts_one_run(play: Play) -> None:
    flow = await play.publish(WAITS)
    first = await start(play.door, "one", flow, "me", key="click-1")
    assert await start(play.door, "one", flow, "me", key="click-1") == first


async def test_a_failure_is_told_with_its_reason_and_can_be_retried_and_the_flow_stays_live(play: Play) -> None:
    play.house._premises["one"].sides["crm"].faults["crm.create_task"] = ["unavailable"] * 3  # type: ignore[attr-defined]
    text = 'flow "Task"\non manual\nuse crm.create_task\ncrm.create_task(title: "Call")\n'
    flow = await play.publish(text)
    run = await start(play.door, "one", flow, "me")
    await play.work()
    view = await one_run(play.door, "one", run)
    assert view.line.state == "failed"
    assert "unavailable" in view.line.reason
    from tests.triggers.playing import flow as row_of

    assert (await row_of(play, flow)).status == "live"
    assert await retry(play.door, "one", run, "me") == 1
    await play.work()
    assert (await one_run(play.door, "one", run)).line.state == "completed"
    assert len(play.effects("crm.create_task")) == 1


async def test_a_paused_flow_is_not_started(play: Play) -> None:
    flow = await play.publish(FIVE)
    await pause(play.door, "one", flow, "me")
    with pytest.raises(Refused, match="paused"):
        await start(play.door, "one", flow, "me")
