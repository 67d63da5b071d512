"""Runs are found by words: at once while they go, from kept words once they have ended, and not after an erasing."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from sayso.runtime.operations import searching
from sayso.runtime.operations.erasing import erase
from sayso.runtime.operations.gists import words_in, words_of
from sayso.runtime.operations.looking import Filter, list_runs
from sayso.runtime.operations.retrying import retry
from sayso.runtime.operations.searching import read_ended
from sayso.runtime.operations.starting import start
from sayso.runtime.storage.tables import words
from sayso.runtime.triggers.sweeping import sweep
from tests.durable.playing import Play
from tests.operations.flows import FAILING, WAITING
from tests.operations.scenes import played

ONE = """flow "One"
on manual with
  name: text
  email: email
end
use people.notify
people.notify(@me, "@name is new: please write to @email before the end of the week, and tell the others about it")
"""
SEARCHES: dict[str, list[str]] = {
    "ann": ["ann"], "Ann KELLER": ["ann"], "keller ann": ["ann"], "ke": ["ann", "kemal"], "ann@acme.example": ["ann"],
    "ann@ac": ["ann"], "acme": ["ann", "kemal"], "acme.example": ["ann", "kemal"], "@acme.example": ["ann", "kemal"],
    "Kemal Öztürk": ["kemal"], "eller": [], "ann kemal": [], "an keller": [], "nobody@acme.example": [],
    "": ["ann", "kemal"],
    "%": [], "_": [], "'; --": [], "Sarah": ["ann", "kemal"],
}  # fmt: skip


async def begun(play: Play) -> dict[str, str]:
    flow = await play.publish(ONE)
    found = {}
    for name, email in (("Ann Keller", "ann@acme.example"), ("Kemal Öztürk", "kemal@acme.example")):
        found[name.split()[0].lower()] = await start(play.door, "one", flow, "me", {"name": name, "email": email})
        await play.work()
        play.house.clock.go(seconds=1)
    return found


async def all_found(play: Play, ids: dict[str, str]) -> None:
    for text, wanted in SEARCHES.items():
        found = [line.id for line in (await list_runs(play.door, "one", Filter(text=text))).runs]
        assert sorted(found) == sorted(ids[name] for name in wanted), text


async def kept(play: Play) -> list[Any]:
    async with play.storage.reading("one") as connection:
        return list((await connection.execute(select(words).order_by(words.c.word))).all())


async def test_the_same_is_found_before_and_after_the_words_are_kept(url: str) -> None:
    async with played(url) as play:
        ids = await begun(play)
        await all_found(play, ids)
        assert await read_ended(play.door, "one") == 0
        assert await kept(play) == []
        play.house.clock.go(minutes=2)
        await sweep(play.door, "one")
        assert {row.run for row in await kept(play)} == set(ids.values())
        assert await read_ended(play.door, "one") == 0
        await all_found(play, ids)


async def test_a_long_text_is_found_by_its_addresses_alone() -> None:
    long = "Please write to Bo.Lindt+x@sub.acme.example before Friday, and tell the others what came of it then."
    assert set(words_in(long)) == {"bo.lindt+x@sub.acme.example", "sub", "acme", "example"}
    assert words_of("Ünal & Söhne, a/b") == ["ünal", "söhne"]


async def test_filters_and_pages_hold_for_words_too(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "AT_ONCE", 3)
    async with played(url, count=1) as play:
        flow = await play.publish(WAITING)
        ids = []
        for _ in range(7):
            ids.append(await start(play.door, "one", flow, "me", {}))
            await play.work()
            await play.wait(days=3)
        await play.begin(FAILING)
        for read in (7, 1):
            found: list[str] = []
            cursor, more = "", True
            while more:
                page = await list_runs(play.door, "one", Filter("completed", flow, text="keller"), cursor, 2)
                found += [line.id for line in page.runs]
                cursor, more = page.next, bool(page.next)
            assert found == ids[::-1]
            nothing = await list_runs(play.door, "one", Filter("failed", flow, text="keller"))
            late = Filter(since=play.house.clock() + timedelta(days=1), text="keller")
            assert nothing.runs == [] and (await list_runs(play.door, "one", late)).runs == []
            await play.wait(days=1)
            assert await read_ended(play.door, "one") == read


async def test_a_run_that_goes_on_is_read_again(file: str) -> None:
    async with played(file, count=1) as play:
        play.house.fails = lambda call, before: "failed" if call.tool == "github.create_issue" else ""
        run = await play.begin(FAILING)
        await play.work()
        play.house.clock.go(minutes=2)
        assert await read_ended(play.door, "one") == 1
        play.house.fails = lambda call, before: ""
        assert await retry(play.door, "one", run, "me") == 1
        (one,) = (await list_runs(play.door, "one", Filter(text="keller"))).runs
        assert one.id == run
        await play.work()
        play.house.clock.go(minutes=2)
        assert await read_ended(play.door, "one") == 1


async def test_erased_people_are_found_no_more_and_others_still_are(url: str) -> None:
    async with played(url) as play:
        ids = await begun(play)
        play.house.clock.go(minutes=2)
        await sweep(play.door, "one")
        await erase(play.door, "one", "me", "ann@acme.example")
        told = [row.word for row in await kept(play) if row.run == ids["ann"]]
        assert not [word for word in told if "ann@" in word]
        assert (await list_runs(play.door, "one", Filter(text="ann@acme.example"))).runs == []
        (other,) = (await list_runs(play.door, "one", Filter(text="kemal@acme.example"))).runs
        assert other.id == ids["kemal"]


async def test_forgotten_runs_leave_no_words(file: str) -> None:
    async with played(file) as play:
        await begun(play)
        play.house.clock.go(minutes=2)
        await sweep(play.door, "one")
        assert await kept(play)
        play.house.clock.go(days=400)
        await sweep(play.door, "one")
        assert await kept(play) == []
