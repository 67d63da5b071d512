"""Stories 3.5 and 3.6 on the durable engine: steps in order, a failure in the middle, waits between, conditions."""

from decimal import Decimal
from typing import Any

import pytest

from sayso.dsl.values import Money
from sayso.runtime.operations.looking import one_run
from tests.durable.playing import Play


def numbered(count: int, between: dict[int, str] | None = None) -> str:
    steps = [(between or {}).get(n, f'people.notify(@me, "step {n}")') for n in range(1, count + 1)]
    return 'flow "Steps"\non manual\nuse people.notify\n' + "\n".join(steps) + "\n"


def notified(play: Play) -> list[str]:
    return [given["message"] for given in play.effects("people.notify")]


async def test_twenty_steps_run_in_their_order(play: Play) -> None:
    run = await play.begin(numbered(20))
    await play.work()
    assert notified(play) == [f"step {n}" for n in range(1, 21)]
    assert (await play.run(run)).state == "completed"


async def test_a_failing_step_leaves_what_was_done_and_stops_the_rest(play: Play) -> None:
    run = await play.begin(numbered(5, {3: 'fail "the third"'}))
    await play.work()
    assert notified(play) == ["step 1", "step 2"]
    row = await play.run(run)
    assert (row.state, row.reason) == ("failed", "the third")


async def test_a_wait_at_step_seven_spans_the_days_and_the_rest_follows(play: Play) -> None:
    run = await play.begin(numbered(20, {7: "wait 3 days"}))
    await play.work()
    assert len(notified(play)) == 6
    view = await one_run(play.door, "one", run)
    assert view.line.state == "waiting"
    assert view.on_way[0].until == play.house.clock().replace(day=5)
    await play.wait(days=2, hours=23)
    assert len(notified(play)) == 6
    await play.wait(hours=1)
    assert len(notified(play)) == 19
    assert (await play.run(run)).state == "completed"


async def test_memory_goes_from_step_to_step_and_from_run_to_run(play: Play) -> None:
    text = (
        'flow "Once"\non manual\nuse crm.find_contacts, people.notify\nmemory\n  met: list of text\nend\n'
        "let @people = crm.find_contacts(where: @contact.email exists)\n"
        "for each @contact in @people at most 5\nif @memory.met contains @contact.id\nskip\nend\n"
        'people.notify(@me, "new: {@contact.id}")\nremember @contact.id in @memory.met\nend\n'
    )
    from sayso.runtime.operations.starting import start

    flow = await play.publish(text)
    for _ in range(2):
        await start(play.door, "one", flow, "me")
        await play.work()
    assert sorted(notified(play)) == ["new: c0", "new: c1", "new: c2"]


DEAL = 'flow "Deal"\non manual with\n  deal: deal\nend\nuse people.notify\n{body}'
BRANCH = 'if @deal.value > $50000\npeople.notify(@me, "urgent")\nelse\npeople.notify(@me, "standard")\nend\n'


@pytest.mark.parametrize(("value", "said"), [(75_000, "urgent"), (50_000, "standard"), (None, "standard")])
async def test_a_condition_chooses_one_branch(play: Play, value: int | None, said: str) -> None:
    deal: dict[str, Any] = {"type": "deal", "id": "d1", "name": "Big"}
    deal |= {} if value is None else {"value": Money(Decimal(value), "USD")}
    await play.begin(DEAL.format(body=BRANCH), deal=deal)
    await play.work()
    assert notified(play) == [said]


async def test_nested_and_joined_conditions(play: Play) -> None:
    body = (
        'if @deal.name contains "Big"\nif @deal.value > $1 and @deal.stage == "Lead"\npeople.notify(@me, "both")\nend\n'
        'if @deal.value > $99 or @deal.stage == "Lead"\npeople.notify(@me, "either")\nend\nend\n'
    )
    deal = {"type": "deal", "id": "d1", "name": "Big", "stage": "Lead", "value": Money(Decimal(50), "USD")}
    await play.begin(DEAL.format(body=body), deal=deal)
    await play.work()
    assert notified(play) == ["both", "either"]
