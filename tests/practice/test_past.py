"""The sample workspace's past: made by the engine, the same on every day, and true when it is run again."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.runtime.demo import load_demo
from sayso.runtime.operations import answers
from sayso.runtime.operations import outbox as practice
from sayso.runtime.operations.credits import credits
from sayso.runtime.operations.figures import figures
from sayso.runtime.operations.flows import one_flow
from sayso.runtime.operations.journals import prove
from sayso.runtime.operations.looking import RunLine, list_versions, one_run, page_of
from sayso.runtime.operations.retrying import retry
from sayso.runtime.storage.tables import answers as event_answers
from tests.durable.playing import sqlite_url
from tests.durable.practice import Clock
from tests.practice.playing import NOW, Fernpost, opened

MOMENTS = (
    datetime(2027, 3, 29, 2, 10, tzinfo=UTC), datetime(2027, 2, 26, 22, 50, tzinfo=UTC),
    datetime(2026, 11, 21, 22, 20, tzinfo=UTC),
)  # fmt: skip
"""The Monday night after a clock change, a Friday late in February, and a night less than 30 days after summer time."""
OUTBOUND, INBOUND, RENEWALS = "Big 4 outbound", "Inbound lead response", "Renewal playbook"


@asynccontextmanager
async def loaded(folder: Path, url: str, now: datetime = NOW) -> AsyncIterator[Fernpost]:
    """The practice workspace as it is when it was just made."""
    await load_demo(folder, url, now)
    async with opened(folder, url, Clock(now)) as play:
        yield play


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that was just made, for copies."""
    folder = tmp_path_factory.mktemp("sample") / "home"
    asyncio.run(load_demo(folder, None, NOW))
    return folder


@pytest.fixture
async def play(made: Path, tmp_path: Path) -> AsyncIterator[Fernpost]:
    """A copy of it."""
    home = shutil.copytree(made, tmp_path / "home")
    async with opened(home, f"sqlite+aiosqlite:///{home}/sayso.sqlite", Clock(NOW)) as found:
        yield found


async def runs_of(play: Fernpost) -> list[RunLine]:
    return (await page_of(play.door, "main", size=500)).runs


async def waiting(play: Fernpost) -> Counter[tuple[str, str]]:
    return Counter((ask.person, ask.kind) for ask in await play.asks())


async def test_every_page_has_something_to_show(tmp_path: Path, url: str) -> None:
    async with loaded(tmp_path / "home", url) as play:
        runs = await runs_of(play)
        assert await waiting(play) == {
            ("sarah", "by hand"): 3, ("sarah", "approval"): 3, ("sarah", "uncertain"): 1, ("sarah", "held"): 1,
            ("alex", "hand-off"): 1, ("priya", "question"): 1,
        }  # fmt: skip
        states = Counter((run.name, run.state) for run in runs)
        assert [states[INBOUND, one] for one in ("completed", "completed with failures", "failed", "waiting")] == [
            15, 1, 1, 1,
        ]  # fmt: skip
        assert states[OUTBOUND, "waiting"] == 4 and states[OUTBOUND, "needs you"] == 9
        assert (states[RENEWALS, "completed"], states[RENEWALS, "cancelled"]) == (1, 2)
        assert Counter(run.hold for run in runs if run.name == RENEWALS) == {"": 3, "paused": 2}
        for run in runs:
            proof = await prove(play.door, "main", run.id)
            assert proof.agrees, (run.name, proof.sentence)


@pytest.mark.parametrize("now", MOMENTS, ids=lambda at: at.strftime("%a-%d-%b"))
async def test_it_is_the_same_on_whatever_day_it_is_made(tmp_path: Path, now: datetime) -> None:
    async with loaded(tmp_path / "home", sqlite_url(tmp_path), now) as play:
        assert sum((await waiting(play)).values()) == 10
        used = await credits(play.door, "main")
        assert (used.used, used.allowed) == (137, 500) and used.since <= now.date() < used.until
        runs = await runs_of(play)
        assert sum(run.name == INBOUND for run in runs) == 18 and sum(run.name == RENEWALS for run in runs) == 5
        until = {
            one.until for run in runs if run.name == OUTBOUND and run.state == "waiting"
            for one in (await one_run(play.door, "main", run.id)).on_way if one.until
        }  # fmt: skip
        assert len(until) == 4 and min(until) > now, "four people wait, until four different dates"
        assert all(run.created <= now and (run.ended is None or run.ended <= now) for run in runs)
        await play.settle()
        assert sum((await waiting(play)).values()) == 10, "nothing was left half done"


async def test_the_flows_stand_as_they_are_told(play: Fernpost) -> None:
    found = {row.name: await one_flow(play.door, "main", row.id) for row in await play.rows_of_flows()}
    assert {name: (flow.status, flow.live) for name, flow in found.items()} == {
        OUTBOUND: ("live", 3), INBOUND: ("live", 4), RENEWALS: ("paused", 2),
    }  # fmt: skip
    paused = found[RENEWALS]
    assert "urgent ticket" in paused.pause_reason
    texts = [line.note for line in await list_versions(play.door, "main", found[INBOUND].id)]
    assert len(texts) == 4 and all(texts)
    skipped = [row.reason for row in await play.rows(event_answers) if row.run is None]
    assert "skipped: its condition was not met" in skipped
    told = await figures(play.door, "main", range="30d")
    failed = [day for day in told.days if day.failed]
    assert len(failed) == 1 and failed[0].runs > failed[0].completed
    assert told.now.emails > 20 and len(told.flows) == 3


async def test_the_failed_run_goes_on_once_the_connection_is_mended(play: Fernpost) -> None:
    found = {one.name: one for one in await practice.connections(play.door, "main")}
    assert found["apollo"].state == "fails" and "credits" in found["apollo"].sentence
    soon = [one for one in found.values() if one.state == "expires"]
    assert [one.expires.date() - NOW.date() for one in soon if one.expires] == [timedelta(days=6)]
    assert len(found) == 8
    (failed,) = [run for run in await runs_of(play) if run.state == "failed"]
    assert "no credits left" in failed.reason
    await practice.mend(play.door, "main", "apollo", "sarah")
    assert await retry(play.door, "main", failed.id, "sarah") == 1
    await play.settle()
    assert await play.state(failed.id) == "active"
    (ask,) = [ask for ask in await play.asks("approval") if ask.run == failed.id]
    await answers.approve(play.door, "main", ask.id, "alex")


async def test_what_the_sample_says_of_its_people_is_still_true(play: Fernpost) -> None:
    people = play.find("contact")
    tags = Counter(tag for one in people for tag in one["tags"])
    assert {name: tags[name] for name in ("webinar-june", "customer", "no-reply", "nurture")} == {
        "webinar-june": 6, "customer": 9, "no-reply": 4, "nurture": 3,
    }  # fmt: skip
    assert len(people) == 40
    assert sum(one["firstName"] is None for one in people) == 3
    assert sum(one["unsubscribed"] for one in people) == 2
    idle = [deal for deal in play.find("deal") if deal["stage"] == "Proposal Sent"]
    assert sorted(deal["daysSinceActivity"] for deal in idle) == [2, 6, 7, 8, 11]
    tasks = play.find("task")
    assert len(tasks) == 9 and sum(task["due"] < NOW.date() for task in tasks) == 2
    assert 100 <= len(play.find("activity")) <= 180
    assert play.place.practice is not None
    meetings = play.place.practice.rows("select * from meeting")
    assert len(meetings) == 5 and sum(row["transcript"] is not None for row in meetings) == 2


async def test_one_that_was_interrupted_is_made_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dies(*_: object) -> None:
        raise KeyboardInterrupt

    home, url = tmp_path / "home", sqlite_url(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("sayso.runtime.demo.play_past", dies)
        with pytest.raises(KeyboardInterrupt):
            await load_demo(home, url, NOW)
    assert (await load_demo(home, url, NOW)).how == "made anew"
    assert (await load_demo(home, url, NOW)).how == "was there"
