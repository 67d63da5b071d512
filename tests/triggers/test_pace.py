"""A flow's pace is what its owner set, and counts from the next run."""

import pytest

from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.pacing import pace, set_pace
from sayso.runtime.triggers.settings import FlowSettings
from tests.durable.playing import Play
from tests.triggers.playing import come, settle, states
from tests.triggers.test_events import CREATED, PERSON


async def test_a_faster_pace_lets_a_burst_through(play: Play) -> None:
    flow = await play.publish(CREATED)
    await set_pace(play.door, "one", flow, "me", FlowSettings(runs_per_minute=50))
    assert (await pace(play.door, "one", flow)).runs_per_minute == 50
    for number in range(30):
        await come(play, f"e{number}", "contact.created", contact=PERSON)
    await settle(play)
    assert await states(play) == ["completed"] * 30


async def test_one_at_a_time_waits_for_the_run_before(play: Play) -> None:
    flow = await play.publish(CREATED.replace("people.notify(", "wait 1 hour\npeople.notify("))
    await set_pace(play.door, "one", flow, "me", FlowSettings(one_at_a_time=True))
    for number in range(2):
        await come(play, f"e{number}", "contact.created", contact=PERSON)
    await settle(play)
    assert await states(play) == ["active", "queued"]
    play.house.clock.go(hours=1)
    await settle(play)
    assert await states(play) == ["completed", "active"]


async def test_a_pace_that_makes_no_sense_is_refused(play: Play) -> None:
    flow = await play.publish(CREATED)
    for wrong in (FlowSettings(runs_per_minute=0), FlowSettings(silent_hours=-1)):
        with pytest.raises(Refused):
            await set_pace(play.door, "one", flow, "me", wrong)
