"""Narrow places, each found by looking or by the simulation: what happened there once must not happen again."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from sayso.runtime.engine import answering
from sayso.runtime.engine.changes import Change, Fenced, JournalLine
from sayso.runtime.engine.commits import Commits
from sayso.runtime.engine.taking import renew, take
from sayso.runtime.engine.waking import ring
from sayso.runtime.storage import micros
from sayso.runtime.storage.tables import journal, lanes
from tests.durable.acting import answer, cancel, happen, hold, order
from tests.durable.crashing import Crash, mourn_quietly
from tests.durable.playing import Play, playing, sqlite_url
from tests.durable.practice import House
from tests.durable.scenes import QUOTA
from tests.durable.truth import over
from tests.runtime.playing import contact

LOOP = """flow "Loop"
on manual
use crm.create_task
wait 5 days
for each @word in ["a", "b"] at most 2
  crm.create_task(title: @word)
  wait 1 day
end
crm.create_task(title: "last")
"""

ISSUE = """flow "Issue"
on manual
use github.create_issue
github.create_issue(repository: "a/b", title: "one")
"""

REPLY = """flow "Reply"
on manual
use crm.create_task
wait for email.replied where @email.from == "c0@acme.example" at most 7 days
  crm.create_task(title: "answered")
end
"""

SENDS = """flow "Sends"
on manual
use crm.find_contacts
use gmail.send at most 20 per day with approval by @me within 3 days
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 1
  gmail.send(to: @contact, subject: "Hello", text: "As written")
end
"""

TASK = """flow "Task"
on manual
use crm.create_task
crm.create_task(title: "one")
"""


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Play]:
    mourn_quietly()
    async with playing(sqlite_url(tmp_path), House({"contact": [contact(0)]})) as made:
        yield made


def titles(play: Play) -> list[str]:
    return sorted(given["title"] for given in play.effects("crm.create_task"))


async def dies(play: Play, at: str) -> None:
    """A worker dies at the first point of that kind."""

    def seam(what: str, where: str) -> None:
        if what == at:
            raise Crash

    play.house.seam = seam
    await play.new_worker().turn()
    play.house.seam = lambda what, where: None


async def test_to_go_on_now_opens_the_loop_that_follows(play: Play) -> None:
    run = await play.begin(LOOP)
    await play.work()
    await order(play, run, "", "continue")
    await play.work()
    assert titles(play) == ["a", "b"]
    await play.wait(days=1.1)
    assert (await play.run(run)).state == "completed"
    await over(play)


async def test_a_cancelled_run_ends_as_cancelled_when_its_items_have(play: Play) -> None:
    run = await play.begin(LOOP)
    await play.work()
    await play.wait(days=5)
    await cancel(play, run)
    while await play.worker.turn(most=1):
        pass
    assert ((await play.run(run)).state, titles(play)) == ("cancelled", ["a", "b"])
    assert [item.how for item in await play.items()] == ["cancelled", "cancelled"]
    await over(play)


async def test_a_run_cancelled_after_its_worker_died_in_a_call_ends_as_cancelled(play: Play) -> None:
    run = await play.begin(TASK + 'crm.create_task(title: "two")\n')
    await dies(play, "before call")
    await cancel(play, run)
    await play.wait(minutes=1)
    assert ((await play.run(run)).state, titles(play)) == ("cancelled", [])


async def test_what_a_person_said_of_an_earlier_call_is_not_said_of_the_next(tmp_path: Path) -> None:
    lost = House(fails=lambda call, before: ("lost before", "lost after", "")[min(before, 2)])
    async with playing(sqlite_url(tmp_path), lost) as play:
        run = await play.begin(ISSUE)
        await hold(play, run, "paused")
        await play.work()
        play.house.clock.go(hours=3)
        await hold(play, run, "")
        await play.work()
        play.house.clock.go(hours=-2)
        (asked,) = await play.asks()
        await answer(play, asked, answer="send")
        await play.work()
        (again,) = await play.asks()
        assert again.id != asked.id
        await ring(play.storage, "one", run, "")
        await play.work()
        assert len(play.house.ledger.made) == 1
        await answer(play, again, answer="arrived")
        await play.work()
        assert ((await play.run(run)).state, len(play.house.ledger.made)) == ("completed", 1)


async def test_a_yes_that_comes_too_late_sends_nothing(play: Play) -> None:
    run = await play.begin(SENDS)
    await play.work()
    (asked,) = await play.asks()
    play.house.clock.go(days=3, minutes=1)
    await answer(play, asked, answer="yes")
    await play.work()
    assert play.effects("gmail.send") == []
    assert [(item.how, item.reason) for item in await play.items()] == [("skipped", "nobody approved it in time")]
    assert (await play.run(run)).state == "completed"


async def test_an_event_stored_while_a_lane_lies_down_is_heard_though_its_worker_dies(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await play.begin(REPLY)
    looks = answering.look_again

    async def comes(strand: Any, want: Any) -> None:
        from sqlalchemy import delete

        from sayso.runtime.storage.tables import listeners

        async with play.storage.writing("one") as connection:
            kept = [dict(row._mapping) for row in await connection.execute(select(listeners))]
            await connection.execute(delete(listeners))
        await happen(play, "email.replied", "c0")
        async with play.storage.writing("one") as connection:
            await connection.execute(listeners.insert(), kept)
        raise Crash

    monkeypatch.setattr(answering, "look_again", comes)
    await play.new_worker().turn()
    monkeypatch.setattr(answering, "look_again", looks)
    await play.work()
    assert titles(play) == []
    await play.wait(minutes=2)
    assert titles(play) == ["answered"]
    assert (await play.run(run)).state == "completed"


async def test_a_call_whose_worker_died_is_not_made_again_while_the_run_is_paused(play: Play) -> None:
    run = await play.begin(TASK)
    await dies(play, "before call")
    await hold(play, run, "paused")
    await play.wait(minutes=1)
    await play.wait(hours=5)
    assert play.house.ledger.made == []
    await hold(play, run, "")
    await play.work()
    assert ((await play.run(run)).state, titles(play)) == ("completed", ["one"])


async def test_a_line_that_another_worker_wrote_is_not_taken_for_ones_own(play: Play) -> None:
    run = await play.begin(TASK)
    async with play.storage.writing("one") as connection:
        await connection.execute(update(lanes).values(fence=2))
        row = {"workspace": "one", "run": run, "lane": "", "number": 0, "at": 0, "calls": True, "body": "{}"}
        await connection.execute(journal.insert(), [row])
    change = Change("one", run, "", 1, lines=[JournalLine(0, 0, "{}", True)], calling=True)
    assert isinstance((await Commits(play.storage).write([change], again=True))[0], Fenced)


async def test_a_lane_that_a_worker_has_let_down_is_not_kept_from_others_by_its_heartbeat(play: Play) -> None:
    await play.begin(LOOP)
    now, lease = micros(play.house.clock()), 30_000_000
    ((held, _),) = await take(play.storage, "a", now, lease, 10)
    await renew(play.storage, "a", [msgspec.structs.replace(held, path="another")], now + 10 * lease)
    assert [one.path for one in await play.storage.due(now + 2 * lease, 10)] == [""]
    await renew(play.storage, "a", [held], now + 10 * lease)
    assert await play.storage.due(now + 2 * lease, 10) == []


async def test_a_paused_run_calls_nobody(play: Play) -> None:
    run = await play.begin(TASK)
    await hold(play, run, "paused")
    await play.work()
    await play.wait(days=1)
    assert play.house.ledger.made == []
    await hold(play, run, "")
    await play.work()
    assert titles(play) == ["one"]


async def test_what_is_counted_is_counted_with_the_call(tmp_path: Path) -> None:
    async with playing(sqlite_url(tmp_path), House({"contact": [contact(number) for number in range(5)]})) as play:
        run = await play.begin(QUOTA)
        for invited in (2, 4, 5):
            while await play.worker.turn(most=1):
                pass
            assert len(play.effects("twilio.send_sms")) == invited
            play.house.clock.go(days=1)
        assert (await play.run(run)).state == "completed"


async def test_a_lane_whose_row_is_new_goes_on_where_its_journal_stands(play: Play) -> None:
    run = await play.begin(LOOP)
    await play.work()
    async with play.storage.writing("one") as connection:
        await connection.execute(update(lanes).values(fence=0))
    await play.wait(days=5)
    assert titles(play) == ["a", "b"]
    assert (await play.run(run)).state == "active"
    await play.wait(days=1.1)
    await over(play)


async def test_a_loop_ends_with_its_items_whatever_is_ordered_meanwhile(play: Play) -> None:
    run = await play.begin(LOOP)
    await play.work()
    await play.wait(days=5)
    for what in ("skip", "take over", "continue"):
        await order(play, run, "", what)
        await play.work()
    assert (await play.run(run)).state == "active"
    await play.wait(days=1.1)
    assert ((await play.run(run)).state, titles(play)) == ("completed", ["a", "b", "last"])
    await over(play)
