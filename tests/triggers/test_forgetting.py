"""What is older than the workspace keeps it goes, whole; what is younger stays, whole."""

from sayso.runtime.storage.tables import events, items, journal, runs
from tests.durable.playing import Play
from tests.triggers.playing import come, rows, settle
from tests.triggers.test_events import CREATED, PERSON


async def test_old_runs_go_with_all_that_belongs_to_them(play: Play) -> None:
    await play.publish(CREATED)
    await come(play, "e1", "contact.created", contact=PERSON)
    await settle(play)
    play.house.clock.go(days=200)
    await come(play, "e2", "contact.created", contact=PERSON)
    await settle(play)
    assert len(await rows(play, runs)) == 2
    play.house.clock.go(days=166)
    await settle(play)
    (left,) = await rows(play, runs)
    assert {row.run for row in await rows(play, journal)} == {left.id}
    assert await rows(play, items) == []
    assert [row.id for row in await rows(play, events)] == ["e2"]
