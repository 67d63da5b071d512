"""Files of runs: every run of a filter once, page by page in the order of the list, as CSV and as JSON."""

import csv
import io
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from sayso.runtime.operations import in_short
from sayso.runtime.operations.exports import runs_as_file
from sayso.runtime.operations.flows import delete
from sayso.runtime.operations.in_short import RunShort
from sayso.runtime.operations.looking import Filter, list_runs
from sayso.runtime.storage import micros
from sayso.runtime.storage.tables import runs
from sayso.runtime.triggers.sweeping import sweep
from tests.durable.playing import Play
from tests.operations.flows import APPROVED, BODY, WAITING
from tests.operations.scenes import played

ODD = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", 'a "b", c', "a\r\nb", "Zoë 日本 \\ \U0001f600", "", "null"]


async def taken(play: Play, format: str, which: Filter | None = None, workspace: str = "one") -> bytes:
    return b"".join([piece async for piece in await runs_as_file(play.door, workspace, which or Filter(), format)])


async def as_objects(play: Play, which: Filter | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = msgspec.json.decode(await taken(play, "json", which))["runs"]
    return found


async def as_rows(play: Play, which: Filter | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((await taken(play, "csv", which)).decode(), newline="")))


async def lived(play: Play) -> None:
    """Runs of each kind: some read by the sweeps, some not; one of a flow that is deleted."""
    for text in (BODY, WAITING, APPROVED):
        await play.begin(text)
        await play.work()
        play.house.clock.go(seconds=40)
        await sweep(play.door, "one")
    play.house.clock.go(minutes=2)
    await sweep(play.door, "one")
    last = await play.begin(BODY.replace('"Body"', '"Other"'))
    await play.work()
    await delete(play.door, "one", (await play.run(last)).flow, "me")


@pytest.mark.parametrize("size", [1, 2, 100])
async def test_every_run_stands_in_both_files_as_in_the_list(
    url: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_short, "AT_ONCE", size)
    async with played(url) as play:
        await lived(play)
        lines = (await list_runs(play.door, "one")).runs
        objects, rows = await as_objects(play), await as_rows(play)
        assert len(lines) == 4 and {line.state for line in lines} == {"completed", "waiting", "needs you"}
        assert [one["id"] for one in objects] == [row["id"] for row in rows] == [line.id for line in lines]
        for line, one, row in zip(lines, objects, rows, strict=True):
            shown = msgspec.to_builtins(line)
            same = (
                "flow",
                "version",
                "state",
                "trigger",
                "by",
                "title",
                "created",
                "started",
                "ended",
                "lost",
                "reason",
            )
            assert {name: one[name] for name in same} == {name: shown[name] for name in same}
            assert one["name"] == line.name + (" (deleted)" if line.deleted else "")
            assert row == {name: "" if value is None else str(value) for name, value in one.items()}
        assert [one["name"].endswith("(deleted)") for one in objects] == [True, False, False, False]


async def test_what_a_run_did_is_told_alike_before_and_after_it_was_read(url: str) -> None:
    async with played(url) as play:
        await play.begin(WAITING)
        await play.work()
        await play.wait(days=30)
        (before,) = await as_objects(play)
        play.house.clock.go(minutes=2)
        await sweep(play.door, "one")
        async with play.storage.reading("one") as connection:
            assert (await connection.execute(select(runs.c.deeds))).scalar_one() is not None
        assert (before["state"], before["contacts"], before["actions"] > 0) == ("completed", 3, True)
        assert await as_objects(play) == [before]


async def test_odd_texts_come_through_and_no_cell_is_a_formula(url: str) -> None:
    async with played(url) as play:
        flow = await play.publish(BODY)
        now = play.house.clock()
        made = [
            {"workspace": "one", "id": f"run-{number}", "flow": flow, "state": "failed", "title": text, "reason": text,
             "created": micros(now - timedelta(seconds=number))} for number, text in enumerate(ODD)
        ]  # fmt: skip
        async with play.storage.writing("one") as connection:
            await connection.execute(runs.insert(), made)
        objects, rows = await as_objects(play), await as_rows(play)
        assert [one["title"] for one in objects] == [one["reason"] for one in objects] == ODD
        safe = [f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text for text in ODD]
        assert [row["title"] for row in rows] == [row["reason"] for row in rows] == safe


async def test_filters_hold_and_nothing_found_is_a_file_too(url: str) -> None:
    async with played(url) as play:
        await lived(play)
        assert [one["state"] for one in await as_objects(play, Filter("waiting"))] == ["waiting"]
        assert [row["title"] for row in await as_rows(play, Filter(text="keller"))] != []
        assert await taken(play, "json", Filter("failed")) == b'{"runs":[]}'
        assert await taken(play, "csv", Filter("failed")) == (",".join(RunShort.__struct_fields__) + "\r\n").encode()


async def test_another_workspaces_runs_stand_in_no_file(url: str) -> None:
    async with played(url) as play:
        await lived(play)
        async with play.storage.writing("two") as connection:
            await connection.execute(
                runs.insert(), [{"workspace": "two", "id": "theirs", "created": 1, "trigger": "{}"}]
            )
        assert "theirs" not in [one["id"] for one in await as_objects(play)]
