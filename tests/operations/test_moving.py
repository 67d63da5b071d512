"""Waiting runs move to another version where that is sure, and say why where it is not."""

import pytest

from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.journals import prove
from sayso.runtime.operations.moving import Moving, move_waiting
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.retrying import retry
from sayso.runtime.operations.runs import continue_now
from tests.durable.playing import Play
from tests.operations.flows import WAITING
from tests.operations.scenes import played

TASK = "crm.create_task"
CALL = '  crm.create_task(title: "Call them", about: @contact)\n'
ROUND = """flow "Round"
on manual
use crm.find_contacts, crm.create_task, people.notify
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  let @word = "first"
  crm.create_task(title: "@word", about: @contact)
  wait 2 days
  crm.create_task(title: "@word again", about: @contact)
end
people.notify(@me, "all done")
"""


async def changed(play: Play, flow: str, text: str) -> int:
    await save_draft(play.door, "one", text, "me", flow)
    return (await publish(play.door, "one", flow, "me")).version


async def tried(play: Play, text: str, new: str, dry_run: bool = True) -> tuple[str, Moving]:
    run = await play.begin(text)
    await play.work()
    flow = (await play.run(run)).flow
    version = await changed(play, flow, new)
    return run, await move_waiting(play.door, "one", flow, version, "me", dry_run)


async def test_looking_first_says_how_many_fit_and_moves_nobody(url: str) -> None:
    async with played(url) as play:
        run, found = await tried(play, WAITING, WAITING.replace("Call them", "Write to them"))
        assert (found.on_way, found.fit, found.stays) == (3, 3, [])
        assert found.sentence == "3 on their way: 3 fit."
        assert (await play.run(run)).version == 1
        await play.wait(days=3)
        assert {one["title"] for one in play.effects(TASK)} == {"Call them"}


async def test_who_is_moved_goes_on_as_the_new_version_says(url: str) -> None:
    new = WAITING.replace(CALL, CALL.replace("Call them", "Write to them") + CALL)
    async with played(url) as play:
        run, found = await tried(play, WAITING, new, dry_run=False)
        assert found.fit == 3
        assert (await play.run(run)).version == 2
        await play.wait(days=3)
        assert sorted(one["title"] for one in play.effects(TASK)) == ["Call them"] * 3 + ["Write to them"] * 3
        assert (await play.run(run)).state == "completed"
        assert (await prove(play.door, "one", run)).agrees, "what was before is the same in both"


async def test_a_step_before_the_place_does_not_make_them_wait_twice(file: str) -> None:
    new = ROUND.replace("  wait 2 days\n", "  wait 1 day\n  wait 2 days\n")
    async with played(file) as play:
        run, found = await tried(play, ROUND, new, dry_run=False)
        assert found.fit == 3, found.stays
        await play.wait(days=2)
        titles = [one["title"] for one in play.effects(TASK)]
        assert sorted(titles) == ["first"] * 3 + ["first again"] * 3
        assert (await play.run(run)).state == "completed"
        proof = await prove(play.door, "one", run)
        assert not proof.agrees and "moved to another version" in proof.sentence


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("  wait 2 days\n", "", "is not in the new version"),
        ('let @word = "first"', 'let @word = "other"', "`@word` is made in another way"),
        ("  wait 2 days\n", '  let @late = "late"\n  wait 2 days\n  crm.create_task(title: "@late", about: @contact)\n',
         "needs `@late`"),
        ("  wait 2 days\n", "  if @contact.email exists\n    wait 2 days\n  end\n", "not in the new version"),
        ("  wait 2 days\n", "  wait 2 days\n  if @contact.phone exists\n    skip\n  end\n", "looks at `phone`"),
        ('  crm.create_task(title: "@word", about: @contact)\n', "", "taken out or moved"),
    ],
)  # fmt: skip
async def test_who_does_not_fit_stays_and_says_why(file: str, old: str, new: str, why: str) -> None:
    async with played(file) as play:
        run, found = await tried(play, ROUND, ROUND.replace(old, new, 1), dry_run=False)
        assert (found.on_way, found.fit) == (3, 0)
        assert all(why in one.why for one in found.stays), found.stays
        assert sorted(one.who for one in found.stays) == ["Ann Keller", "Bo Lindt", "Cy Moor"]
        assert (await play.run(run)).version == 1
        await play.wait(days=3)
        assert sorted(one["title"] for one in play.effects(TASK)) == ["first"] * 3 + ["first again"] * 3


async def test_a_run_moves_as_a_whole_and_one_about_to_act_stays(file: str) -> None:
    async with played(file) as play:
        run = await play.begin(WAITING)
        await play.work()
        flow = (await play.run(run)).flow
        version = await changed(play, flow, WAITING.replace("Call them", "Write"))
        lane = next(lane.path for lane in await play.lanes() if lane.who == "Bo Lindt")
        await continue_now(play.door, "one", run, lane, "me")
        found = await move_waiting(play.door, "one", flow, version, "me", dry_run=False)
        why = {one.who: one.why for one in found.stays}
        assert found.fit == 0 and "about to act" in why["Bo Lindt"]
        assert "as a whole" in why["Ann Keller"]


async def test_a_moved_run_is_not_tried_again_and_another_version_is_needed(file: str) -> None:
    async with played(file) as play:
        run, _ = await tried(play, WAITING, WAITING.replace("Call them", "Write"), dry_run=False)
        await play.wait(days=3)
        with pytest.raises(Refused, match="moved to another version"):
            await retry(play.door, "one", run, "me")
        with pytest.raises(NotHere):
            await move_waiting(play.door, "one", (await play.run(run)).flow, 99, "me")
