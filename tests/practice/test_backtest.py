"""A backtest in a practice workspace: the main job, played again; nothing of it reaches the outbox or the CRM."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sayso.runtime.operations import answers
from sayso.runtime.operations import outbox as practice
from sayso.runtime.operations.backtesting import backtest
from sayso.runtime.storage.tables import metadata
from tests.practice.playing import Fernpost
from tests.practice.test_story import FLOW, THURSDAY, three_went_out


def files(folder: Path) -> dict[str, list[str]]:
    """Everything in the files of the workspace itself."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.sqlite")):
        if file.name not in ("sayso.sqlite", "bell.sqlite"):
            with sqlite3.connect(file) as connection:
                found[file.name] = list(connection.iterdump())
            connection.close()
    return found


async def everything(play: Fernpost) -> list[Any]:
    async with play.home.storage.reading("main") as connection:
        tables = [str(tuple(row)) for one in metadata.sorted_tables for row in await connection.execute(select(one))]
    return [tables, files(play.place.folder), await practice.outbox(play.door, "main")]


async def test_the_main_job_played_again(play: Fernpost) -> None:
    """Ann answers after three hours and is handed over; Jonas and the office wait for their three days."""
    flow, _ = await three_went_out(play)
    await play.wait(hours=3)
    (ann,) = await practice.outbox(play.door, "main", person="ann.keller")
    await practice.reply(play.door, "main", ann.id, THURSDAY, "sarah")
    await play.settle()
    (handed,) = await play.asks("hand-off")
    await answers.answer_hand_off(play.door, "main", handed.id, "sarah", "taken")
    await play.wait(days=4)
    before = await everything(play)
    assert {"crm.sqlite", "practice.sqlite", "inbox.sqlite"} <= before[1].keys()

    same = await backtest(play.door, "main", flow)
    assert same.sentence.startswith(f"Over {same.triggers} triggers of the last 30 days: no difference (3 emails, ")
    assert same.labels["recorded"] == same.triggers

    asked_less = await backtest(play.door, "main", flow, text=FLOW.replace(" with approval by @me within 3 days", ""))
    told = {person.person: person.lines for person in asked_less.people}
    assert [line.partition(" (")[0].partition(": ")[0] for line in told["Ann Keller"]] == ["other words"]
    assert "quick call" in told["Ann Keller"][0] and "short call" in told["Ann Keller"][0]

    called_less = await backtest(play.door, "main", flow, text=FLOW.replace("at most 3 days", "at most 30 days"))
    tasks = [total for total in called_less.totals if total.noun == "task"]
    assert [(total.recorded, total.would, total.gone) for total in tasks] == [(2, 0, 2)]
    assert await everything(play) == before
