"""In a rehearsal what is read outside is answered as it was last, by an example, or, if that is wanted, for real."""

from datetime import timedelta

import pytest

from sayso.connectors.shape import ToolError
from sayso.runtime.engine.plan import Plan
from sayso.runtime.operations.answers_outside import RealAnswers
from sayso.runtime.operations.credits import credits
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.operations.rehearsing import Rehearsal, rehearse
from sayso.runtime.storage.tables import metadata
from tests.practice.playing import Fernpost

NEWS = """flow "News of won deals"

on manual

use crm.find_deals, web.search, crm.create_task

let @deals = crm.find_deals(where: @deal.stage == "Proposal Sent")
for each @deal in @deals at most 3
  let @found = web.search(query: "@deal.name news")
  crm.create_task(title: "Read {length(@found)} pages about @deal.name", assignee: @me, due: @today + 1 day)
end
"""


class Spy:
    """The live side of the web, which counts and says something of its own."""

    def __init__(self, side: object, wrong: str = "") -> None:
        self.side, self.wrong, self.asked = side, wrong, list[str]()

    async def call(self, call: object) -> object:
        self.asked.append(str(call.arguments["query"]))  # type: ignore[attr-defined]
        if self.wrong:
            raise ToolError("refused", self.wrong)
        return await self.side.call(call)  # type: ignore[attr-defined]


def listening(play: Fernpost, wrong: str = "") -> Spy:
    """Put a spy before the web."""
    sides = play.door.premises("main").sides
    spy = Spy(sides["web"], wrong)
    sides["web"] = spy  # type: ignore[index]
    return spy


def how(found: Rehearsal) -> list[str]:
    return [one.how for one in found.reads]


async def test_without_a_record_there_are_examples_and_nobody_is_asked(play: Fernpost) -> None:
    flow, spy = await save_draft(play.door, "main", NEWS, "sarah"), listening(play)
    found = await rehearse(play.door, "main", flow, NEWS)
    assert how(found) == ["example"] * 3
    assert {(one.lane, one.step) for one in found.reads} <= {(one.lane, one.step) for one in found.log}
    assert not spy.asked and (await credits(play.door, "main")).used == 0


async def test_what_a_run_was_told_is_told_again(play: Fernpost) -> None:
    flow, spy = await play.publish(NEWS), listening(play)
    began = play.door.now()
    await play.run(flow)
    asked = list(spy.asked)
    play.clock.go(days=1)
    found = await rehearse(play.door, "main", flow, NEWS)
    assert how(found) == ["recorded"] * 3 and spy.asked == asked
    assert all(one.at is not None and one.at - began < timedelta(hours=1) for one in found.reads)
    other = NEWS.replace("news", "funding")
    assert how(await rehearse(play.door, "main", flow, other)) == ["example"] * 3


async def test_real_answers_are_asked_once_and_paid_once(play: Fernpost) -> None:
    flow, spy = await save_draft(play.door, "main", NEWS, "sarah"), listening(play)
    real = RealAnswers(play.door, "main")
    found = await rehearse(play.door, "main", flow, NEWS, real=real)
    assert how(found) == ["real"] * 3 and len(spy.asked) == 3
    assert found.calls["crm.create_task"] == 3 and found.state == "completed"
    assert how(await rehearse(play.door, "main", flow, NEWS, real=real)) == ["real"] * 3
    assert len(spy.asked) == 3 == real.spent == (await credits(play.door, "main")).used


async def test_without_credits_the_rest_are_examples(play: Fernpost) -> None:
    flow, spy = await save_draft(play.door, "main", NEWS, "sarah"), listening(play)
    play.door.premises("main").plan = Plan(per_month=2)
    found = await rehearse(play.door, "main", flow, NEWS, real=RealAnswers(play.door, "main"))
    assert how(found) == ["real", "real", "example"] and len(spy.asked) == 2
    assert (await credits(play.door, "main")).used == 2


async def test_an_answer_that_does_not_come_costs_nothing_and_says_why(play: Fernpost) -> None:
    flow = await save_draft(play.door, "main", NEWS, "sarah")
    listening(play, "The search is closed today.")
    found = await rehearse(play.door, "main", flow, NEWS, real=RealAnswers(play.door, "main"))
    assert any("The search is closed today." in line.text for line in found.log)
    assert (await credits(play.door, "main")).used == 0


@pytest.mark.parametrize("really", [False, True])
async def test_a_rehearsal_changes_nothing_but_the_credits(file_play: Fernpost, really: bool) -> None:
    play = file_play
    flow = await save_draft(play.door, "main", NEWS, "sarah")

    async def everything() -> dict[str, list[str]]:
        return {table.name: sorted(map(str, await play.rows(table))) for table in metadata.sorted_tables}

    before = await everything()
    found = await rehearse(play.door, "main", flow, NEWS, real=RealAnswers(play.door, "main") if really else None)
    assert found.calls["crm.create_task"] == 3
    after = await everything()
    assert [name for name in before if before[name] != after[name]] == (["counter"] if really else [])
