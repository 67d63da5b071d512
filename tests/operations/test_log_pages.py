"""Paging through a long log works it out once; whatever changes the run's log works it out anew."""

from typing import Any

import pytest

from sayso.runtime import recent
from sayso.runtime.operations import history
from sayso.runtime.operations.erasing import erase
from sayso.runtime.operations.history import log_page
from sayso.runtime.recent import Recent
from tests.operations.flows import WAITING
from tests.operations.scenes import played


async def test_a_log_is_worked_out_once_for_all_its_pages(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    worked = 0
    real = history.told

    async def counted(*asked: Any) -> Any:
        nonlocal worked
        worked += 1
        return await real(*asked)

    monkeypatch.setattr(history, "told", counted)
    async with played(url) as play:
        run = await play.begin(WAITING)
        await play.work()
        first = await log_page(play.door, "one", run, size=2)
        rest, cursor = list(first.lines), first.next
        while cursor:
            page = await log_page(play.door, "one", run, cursor=cursor, size=2)
            rest, cursor = rest + page.lines, page.next
        assert (worked, len(rest)) == (1, first.found) and first.found > 5
        await play.wait(days=2)
        assert (await log_page(play.door, "one", run)).found > first.found
        assert worked == 2
        await erase(play.door, "one", "me", "c0@acme.example")
        assert "c0@acme.example" not in str((await log_page(play.door, "one", run)).lines)
        assert worked == 3


def test_few_things_are_kept_for_a_short_while(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Recent(heaviest=10)
    kept.put("a", 1, [1] * 6)
    assert kept.get("a", 1) == [1] * 6 and kept.get("a", 2) is None
    kept.put("b", 1, [2] * 6)
    assert kept.get("a", 1) is None and kept.get("b", 1) is not None
    kept.put("c", 1, [3] * 11)
    assert kept.get("c", 1) is None
    for number in range(20):
        kept.put(number, 1, [])
    assert sum(kept.get(number, 1) is not None for number in range(20)) == recent.MOST
    monkeypatch.setattr(recent, "SECONDS", -1.0)
    assert kept.get(19, 1) is None
