"""Story 3.13: every run is kept: who began it and how, each step, how it ended; also when the flow is gone."""

from sayso.runtime.operations.flows import delete
from sayso.runtime.operations.journals import prove, told
from sayso.runtime.operations.looking import Filter, list_runs, one_run
from sayso.runtime.operations.runs import cancel
from sayso.runtime.operations.starting import start
from tests.durable.playing import Play

SHORT = 'flow "Short"\non manual\nuse people.notify\npeople.notify(@me, "one")\n{middle}people.notify(@me, "two")\n'


async def test_a_run_is_kept_from_its_first_moment(play: Play) -> None:
    run = await play.begin(SHORT.format(middle="wait 1 day\n"))
    line = (await one_run(play.door, "one", run)).line
    assert (line.trigger, line.by, line.name) == ("manual", "me", "Short")
    assert line.started is not None and line.ended is None
    await play.work()
    await play.wait(days=1)
    line = (await one_run(play.door, "one", run)).line
    assert line.state == "completed" and line.ended is not None
    assert (line.ended - (line.started or line.ended)).days == 1
    assert (await prove(play.door, "one", run)).agrees


async def test_a_failed_run_says_what_was_done_and_where_it_stopped(play: Play) -> None:
    run = await play.begin(SHORT.format(middle='fail "no luck"\n'))
    await play.work()
    texts = [line.text for line in await told(play.door, "one", run)]
    assert any("one" in text for text in texts)
    assert any("no luck" in text for text in texts)
    assert not any("two" in text for text in texts)


async def test_a_cancelled_run_does_nothing_more_and_says_who(play: Play) -> None:
    run = await play.begin(SHORT.format(middle="wait 1 day\n"))
    await play.work()
    await cancel(play.door, "one", run, "sarah")
    await play.wait(days=2)
    assert (await one_run(play.door, "one", run)).line.state == "cancelled"
    assert len(play.effects("people.notify")) == 1


async def test_a_hundred_runs_are_a_hundred_lines(play: Play) -> None:
    flow = await play.publish(SHORT.format(middle=""))
    for _ in range(100):
        await start(play.door, "one", flow, "me")
        await play.work()
    first = await list_runs(play.door, "one", Filter(state="completed"))
    second = await list_runs(play.door, "one", Filter(state="completed"), first.next)
    assert len({line.id for line in [*first.runs, *second.runs]}) == 100


async def test_the_log_outlives_its_flow(play: Play) -> None:
    run = await play.begin(SHORT.format(middle=""))
    await play.work()
    flow = (await play.run(run)).flow
    await delete(play.door, "one", flow, "me", confirmed=True)
    line = (await one_run(play.door, "one", run)).line
    assert line.deleted and line.name == "Short"
    assert await told(play.door, "one", run)
