"""An event is answered once by every flow it concerns: with a run, or with the reason why there is none."""

from sqlalchemy import update

from sayso.runtime.storage.tables import flows, runs
from tests.durable.playing import Play
from tests.triggers.playing import come, flow, reasons, rows, settle, states, told

NOTE = 'flow "{name}"\non {trigger}\nuse people.notify\npeople.notify(@me, "{text}")\n'
CREATED = NOTE.format(name="New", trigger="contact.created", text="hi")
PERSON = {"type": "contact", "id": "c1", "fullName": "First1 Last1", "email": "c1@acme.example"}


def deal(value: int, stage: str = "Lead") -> dict[str, object]:
    from decimal import Decimal

    from sayso.dsl.values import Money

    return {"type": "deal", "id": "d1", "name": "Big", "stage": stage, "value": Money(Decimal(value), "USD")}


async def test_an_event_begins_a_run_with_its_record(play: Play) -> None:
    await play.publish(CREATED)
    assert await come(play, "e1", "contact.created", contact=PERSON)
    await settle(play)
    (run,) = await rows(play, runs)
    assert run.state == "completed"
    assert run.title == "First1 Last1"
    assert len(play.effects("people.notify")) == 1


async def test_the_same_event_counts_once(play: Play) -> None:
    await play.publish(CREATED)
    assert await come(play, "e1", "contact.created", contact=PERSON)
    assert not await come(play, "e1", "contact.created", contact=PERSON)
    await settle(play)
    assert not await come(play, "e1", "contact.created", contact=PERSON)
    await settle(play)
    assert await states(play) == ["completed"]


async def test_a_condition_that_is_not_met_makes_no_run_and_says_so(play: Play) -> None:
    trigger = "deal.updated where @deal.value > $10000"
    await play.publish(NOTE.format(name="Big", trigger=trigger, text="big"))
    await come(play, "e1", "deal.updated", deal=deal(5_000), previous=deal(1))
    await settle(play)
    assert await states(play) == []
    assert await reasons(play) == ["skipped: its condition was not met"]
    await come(play, "e2", "deal.updated", deal=deal(15_000), previous=deal(1))
    await settle(play)
    assert await states(play) == ["completed"]


async def test_every_flow_with_the_trigger_answers_for_itself(play: Play) -> None:
    await play.publish(CREATED)
    await play.publish(CREATED.replace('"New"', '"Other"'))
    await come(play, "e1", "contact.created", contact=PERSON)
    await settle(play)
    assert await states(play) == ["completed", "completed"]


async def test_a_flow_whose_version_cannot_be_read_is_no_other_flows_trouble(play: Play) -> None:
    from sayso.runtime.storage.tables import versions

    await play.publish(CREATED)
    broken = await play.publish(CREATED.replace('"New"', '"Broken"'))
    async with play.storage.writing("one") as connection:
        await connection.execute(update(versions).where(versions.c.flow == broken).values(program="{}"))
    play.door.versions._known.clear()
    await come(play, "e1", "contact.created", contact=PERSON)
    await settle(play)
    assert await states(play) == ["completed"]
    assert await reasons(play) == ["skipped: this flow's trigger could not be looked at"]


async def test_a_paused_flow_skips_events_and_says_so(play: Play) -> None:
    id = await play.publish(CREATED)
    async with play.storage.writing("one") as connection:
        await connection.execute(update(flows).where(flows.c.id == id).values(status="paused"))
    await come(play, "e1", "contact.created", contact=PERSON)
    await settle(play)
    assert await states(play) == []
    assert await reasons(play) == ["skipped: the flow was paused"]


async def test_events_from_before_going_live_begin_nothing(play: Play) -> None:
    from datetime import timedelta

    await play.publish(CREATED)
    await come(play, "e1", "contact.created", at=play.house.clock() - timedelta(seconds=1), contact=PERSON)
    await settle(play)
    assert await states(play) == []


async def test_a_burst_is_queued_and_nothing_is_lost(play: Play) -> None:
    await play.publish(CREATED)
    for number in range(25):
        await come(play, f"e{number}", "contact.created", contact={**PERSON, "id": f"c{number}"})
    await settle(play)
    assert sorted(await states(play)) == ["completed"] * 10 + ["queued"] * 15
    play.house.clock.go(seconds=59)
    await settle(play)
    assert sorted(await states(play)) == ["completed"] * 10 + ["queued"] * 15
    play.house.clock.go(seconds=1)
    await settle(play)
    assert sorted(await states(play)) == ["completed"] * 20 + ["queued"] * 5
    play.house.clock.go(seconds=61)
    await settle(play)
    assert await states(play) == ["completed"] * 25


async def test_the_hundred_and_first_run_of_a_day_pauses_the_flow_and_tells_its_owner(play: Play) -> None:
    from sayso.runtime.engine.keeping import json_of

    id = await play.publish(CREATED)
    async with play.storage.writing("one") as connection:
        await connection.execute(update(flows).values(settings=json_of({"runs_per_minute": 1_000})))
    for number in range(103):
        await come(play, f"e{number}", "contact.created", contact=PERSON)
    for _ in range(3):
        await settle(play)
    assert sorted(await states(play)) == ["completed"] * 100 + ["queued"] * 3
    paused = await flow(play, id)
    assert (paused.status, paused.pause_reason) == ("paused", "execution limit reached (100 runs a day)")
    (message,) = await told(play, "paused")
    assert "execution limit reached" in message
    play.house.clock.go(hours=16, minutes=1)
    await settle(play)
    assert (await flow(play, id)).status == "live"
    assert await states(play) == ["completed"] * 103


async def test_three_failures_in_a_row_are_told_once(play: Play) -> None:
    text = 'flow "Fails"\non contact.created\nfail "broken"\n'
    await play.publish(text)
    for number in range(5):
        await come(play, f"e{number}", "contact.created", contact=PERSON)
        await settle(play)
    assert await states(play) == ["failed"] * 5
    (message,) = await told(play, "failing")
    assert "3 times in a row" in message


async def test_a_flow_that_ran_daily_and_is_silent_is_told_of(play: Play) -> None:
    await play.publish(CREATED)
    for number in range(7):
        await come(play, f"e{number}", "contact.created", contact=PERSON)
        await settle(play)
        play.house.clock.go(days=1)
    await settle(play)
    assert await told(play, "silent") == []
    play.house.clock.go(days=2, hours=1)
    await settle(play)
    assert len(await told(play, "silent")) == 1
