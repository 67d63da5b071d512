"""Looking: lists of runs with filters and pages, one run in words, the audit, versions."""

from datetime import timedelta

import pytest

from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.flows import pause
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.looking import Filter, audit_lines, list_runs, list_versions, one_run
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.starting import start
from tests.operations.flows import APPROVED, BODY, WAITING
from tests.operations.scenes import played


async def states(play: object, state: str) -> list[str]:
    page = await list_runs(play.door, "one", Filter(state))  # type: ignore[attr-defined]
    return [line.name for line in page.runs]


async def test_runs_are_found_by_how_they_stand(url: str) -> None:
    async with played(url) as play:
        fresh = await play.begin(BODY)
        assert await states(play, "running") == ["Body"]
        await play.work()
        await play.begin(WAITING)
        await play.work()
        await play.begin(APPROVED)
        await play.work()
        assert await states(play, "waiting") == ["Waiting"]
        assert await states(play, "needs you") == ["Approved"]
        assert await states(play, "completed") == ["Body"]
        assert await states(play, "running") == []
        assert {line.state for line in (await list_runs(play.door, "one")).runs} == {
            "waiting", "needs you", "completed",
        }  # fmt: skip
        with pytest.raises(Refused, match="isn't one of these"):
            await states(play, "sleeping")
        assert (await one_run(play.door, "one", fresh)).line.ended is not None


async def test_runs_are_found_by_name_address_flow_and_time(url: str) -> None:
    async with played(url) as play:
        run = await play.begin(WAITING)
        await play.work()
        flow = (await play.run(run)).flow
        begun = play.house.clock()

        async def found(**which: object) -> int:
            return len((await list_runs(play.door, "one", Filter(**which))).runs)  # type: ignore[arg-type]

        assert [await found(text=text) for text in ("keller", "c1@acme.example", "Nobody", "no@acme.example", "%")] == [
            1, 1, 0, 0, 0,
        ]  # fmt: skip
        assert (await found(flow=flow), await found(flow="other")) == (1, 0)
        assert (await found(since=begun), await found(since=begun + timedelta(seconds=1))) == (1, 0)
        assert (await found(until=begun), await found(until=begun + timedelta(seconds=1))) == (0, 1)


async def test_pages_hold_every_run_once(file: str) -> None:
    async with played(file) as play:
        flow = await play.publish(BODY)
        begun = []
        for number in range(7):
            begun.append(await start(play.door, "one", flow, "me"))
            await play.work()
            play.house.clock.go(seconds=number % 2)
        seen: list[str] = []
        cursor = ""
        while True:
            page = await list_runs(play.door, "one", cursor=cursor, size=3)
            seen += [line.id for line in page.runs]
            cursor = page.next
            if not cursor:
                break
        assert sorted(seen) == sorted(begun) and len(seen) == 7
        with pytest.raises(Refused, match="page doesn't exist"):
            await list_runs(play.door, "one", cursor="tomorrow")


async def test_one_run_tells_in_words_where_everybody_stands(url: str) -> None:
    async with played(url) as play:
        run = await play.begin(WAITING)
        await play.work()
        view = await one_run(play.door, "one", run)
        ann = next(one for one in view.on_way if one.who == "Ann Keller")
        assert ann.text.startswith("waiting until Wednesday 4 March 2026") and "continue" in ann.can
        assert view.counts == {"on their way": 3}
        await pause(play.door, "one", view.line.flow, "me")
        ann = next(one for one in (await one_run(play.door, "one", run)).on_way if one.who == "Ann Keller")
        assert ann.text.endswith("(paused)")
        await play.wait(days=3)
        ann = next(one for one in (await one_run(play.door, "one", run)).on_way if one.who == "Ann Keller")
        assert ann.text.startswith("paused before: create the task")


async def test_the_log_tells_what_other_logs_tell(file: str) -> None:
    async with played(file) as play:
        run = await play.begin(WAITING)
        await play.work()
        await play.wait(days=3)
        lines = await told(play.door, "one", run)
        texts = [(line.who, line.text) for line in lines]
        assert texts[0] == ("", "“Waiting” begins (manual)")
        assert any(who == "Ann Keller" and "Call them" in text for who, text in texts)
        assert any("waits until" in text for _, text in texts)
        assert [line.at for line in lines] == sorted(line.at for line in lines)


async def test_versions_and_the_audit_are_listed_newest_first(file: str) -> None:
    async with played(file) as play:
        flow = await play.publish(WAITING)
        await save_draft(play.door, "one", WAITING.replace("Call", "Ring"), "me", flow)
        await publish(play.door, "one", flow, "bo", message="friendlier")
        found = await list_versions(play.door, "one", flow)
        assert [(one.number, one.made_by, one.live) for one in found] == [(2, "bo", True), (1, "me", False)]
        lines = await audit_lines(play.door, "one")
        assert {line.what for line in lines} == {"published"}
        rest = await audit_lines(play.door, "one", cursor=lines[0].id)
        assert [line.id for line in rest] == [line.id for line in lines[1:]]
