"""Figures beside the same counted plainly, in Python, from the same rows."""

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from sayso.runtime.operations.figures import ENDED, FAST, WELL, Figures, Sum, figures
from sayso.runtime.storage import micros
from sayso.runtime.storage.tables import flows, items, runs
from tests.durable.playing import Play
from tests.operations.scenes import played

STATES = (*ENDED, "cancelled", "active", "queued")
FLOWS = {"f1": "One", "f2": "Two", "f3": "Three"}
DEEDS: tuple[dict[str, int], ...] = ({}, {"email.send": 3}, {"crm.create_task": 1, "gmail.send": 2})


def made(dice: random.Random, now: datetime, number: int) -> dict[str, Any]:
    """One run of the last ten weeks; some are not read yet."""
    created = now - timedelta(seconds=dice.randrange(70 * 86_400))
    state, read = dice.choice(STATES), dice.random() < 0.8
    open_ = state in ("active", "queued")
    started = None if state == "queued" or dice.random() < 0.1 else micros(created) + dice.randrange(10**9)
    ended = None if open_ or started is None else started + int(10 ** dice.uniform(3, 11))
    return {
        "workspace": "one", "id": f"run-{number}", "flow": dice.choice(list(FLOWS)), "state": state,
        "created": micros(created), "started": started, "ended": ended,
        "deeds": msgspec.json.encode(dice.choice(DEEDS)).decode() if read and not open_ else None,
        "people": dice.randrange(5) if read and not open_ else None,
    }  # fmt: skip


async def kept(play: Play, rows: list[dict[str, Any]]) -> dict[str, int]:
    """Keep the runs, and an item or two of some that are not read; gives how many people each run handled."""
    handled = {row["id"]: row["people"] or 0 for row in rows}
    met = []
    for place, row in enumerate(one for one in rows if one["people"] is None):
        handled[row["id"]] = place % 3
        met += [{"workspace": "one", "run": row["id"], "loop": "s1", "number": n} for n in range(place % 3)]
    async with play.storage.writing("one") as connection:
        await connection.execute(flows.insert(), [{"workspace": "one", "id": id, "name": FLOWS[id]} for id in FLOWS])
        await connection.execute(runs.insert(), rows)
        if met:
            await connection.execute(items.insert(), met)
    return handled


def plainly(rows: list[dict[str, Any]], handled: dict[str, int]) -> dict[str, Any]:
    """What a period comes to."""
    states = Counter(row["state"] for row in rows)
    done = [row for row in rows if row["state"] in ENDED]
    took = sorted(row["ended"] - row["started"] for row in done if row["ended"] and row["started"])
    under = [time for time in took if sum(other <= time for other in took) * 100 >= 95 * len(took)]
    acts = Counter[str]()
    for row in rows:
        acts.update(msgspec.json.decode(row["deeds"] or "{}"))
    return {
        "runs": len(rows), "completed": sum(states[state] for state in WELL), "failed": states["failed"],
        "with_failures": states["completed with failures"], "cancelled": states["cancelled"],
        "open": states["active"] + states["queued"],
        "success_rate": round(sum(states[state] for state in WELL) / len(done), 4) if done else None,
        "failure_rate": round(states["failed"] / len(done), 4) if done else None,
        "average_seconds": pytest.approx(sum(took) / len(took) / 1e6, abs=0.001) if took else None,
        "p95_seconds": pytest.approx(min(under) / 1e6, abs=0.001) if took else None,
        "fast_rate": round(sum(time < FAST * 1e6 for time in took) / len(took), 4) if took else None,
        "contacts": sum(handled[row["id"]] for row in rows), "actions": dict(sorted(acts.items())),
        "emails": acts["email.send"] + acts["gmail.send"], "tasks": acts["crm.create_task"],
    }  # fmt: skip


def same(found: Sum | None, rows: list[dict[str, Any]], handled: dict[str, int]) -> None:
    assert found is not None
    assert msgspec.to_builtins(found) == plainly(rows, handled)


def of_flows(found: Figures, rows: list[dict[str, Any]], handled: dict[str, int]) -> None:
    assert {one.flow for one in found.flows} == {row["flow"] for row in rows}
    assert [one.runs for one in found.flows] == sorted((one.runs for one in found.flows), reverse=True)
    for one in found.flows:
        wanted = plainly([row for row in rows if row["flow"] == one.flow], handled)
        told = {name: wanted[name] for name in ("runs", "success_rate", "contacts")}
        assert {"runs": one.runs, "success_rate": one.success_rate, "contacts": one.contacts} == told
        assert one.name == FLOWS[one.flow]


@pytest.mark.parametrize("count", [1, 2, 19, 400])
async def test_figures_are_what_the_rows_come_to(url: str, count: int) -> None:
    async with played(url) as play:
        now, dice = play.house.clock(), random.Random(count)
        rows = [made(dice, now, number) for number in range(count)]
        handled = await kept(play, rows)
        for days in (7, 30):
            since, before = micros(now - timedelta(days=days)), micros(now - timedelta(days=2 * days))
            found = await figures(play.door, "one", range=f"{days}d")
            lately = [row for row in rows if row["created"] > since]
            same(found.now, lately, handled)
            same(found.before, [row for row in rows if before < row["created"] <= since], handled)
            of_flows(found, lately, handled)
            assert sum(day.runs for day in found.days) == len(lately)
        whole = await figures(play.door, "one", range="all")
        same(whole.now, rows, handled)
        assert whole.before is None
        of_flow = [row for row in rows if row["flow"] == "f1"]
        same((await figures(play.door, "one", "f1", "all")).now, of_flow, handled)
