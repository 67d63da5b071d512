"""Story 3.12 on the durable engine: waits that survive everything, replies, pauses, hand-offs."""

import pytest

from sayso.runtime.operations.answers import answer_hand_off
from sayso.runtime.operations.flows import pause, resume
from sayso.runtime.operations.inbox import inbox
from sayso.runtime.operations.looking import one_run
from sayso.runtime.operations.runs import continue_now
from tests.durable.playing import Play
from tests.triggers.playing import come, settle

REPLY = (
    'flow "Follow up"\non manual\nuse crm.find_contacts, people.notify\nuse email.send\n'
    "let @people = crm.find_contacts(where: @contact.email exists)\n"
    "for each @contact in @people at most 1\n"
    'email.send(to: @contact, subject: "Hi", text: "Hello")\n'
    "wait for email.replied where @email.from == @contact.email at most 5 days\n"
    'people.notify(@me, "they replied")\n'
    'else\npeople.notify(@me, "no reply")\nend\nend\n'
)
TWO_WAITS = 'flow "Two"\non manual\nuse people.notify\nwait 3 days\nwait 2 days\npeople.notify(@me, "after five")\n'
HAND = (
    'flow "Hand"\non manual\nuse people.notify, people.hand_off\n'
    'hand off to @me "Warm lead" within 3 days\npeople.notify(@me, "goes on")\n'
)


def notified(play: Play) -> list[str]:
    return [given["message"] for given in play.effects("people.notify")]


async def test_a_wait_shows_until_when_and_goes_on_by_itself(play: Play) -> None:
    run = await play.begin(TWO_WAITS)
    await play.work()
    view = await one_run(play.door, "one", run)
    assert view.line.state == "waiting"
    assert view.on_way[0].until is not None and view.on_way[0].until.day == 5
    await play.wait(days=3)
    assert notified(play) == []
    await play.wait(days=2)
    assert notified(play) == ["after five"]


async def test_a_wait_of_ninety_days_outlives_every_worker(play: Play) -> None:
    run = await play.begin(TWO_WAITS.replace("3 days", "90 days"))
    await play.work()
    play.worker = play.new_worker()
    await play.wait(days=90)
    play.worker = play.new_worker()
    await play.wait(days=2)
    assert (await play.run(run)).state == "completed"


async def test_a_paused_flow_stays_where_it_is_until_it_is_resumed(play: Play) -> None:
    run = await play.begin(TWO_WAITS)
    await play.work()
    flow = (await play.run(run)).flow
    assert await pause(play.door, "one", flow, "me") == 1
    await play.wait(days=10)
    assert notified(play) == []
    await resume(play.door, "one", flow, "me")
    for _ in range(2):
        await play.wait(days=3)
    assert notified(play) == ["after five"]


async def test_no_reply_leads_to_the_follow_up(play: Play) -> None:
    await play.begin(REPLY)
    await settle(play)
    play.house.clock.go(days=5)
    await settle(play)
    assert notified(play) == ["no reply"]


async def test_a_reply_goes_on_at_once_and_the_follow_up_is_left_out(play: Play) -> None:
    await play.begin(REPLY)
    await settle(play)
    play.house.clock.go(days=1)
    await come(play, "r0", "email.replied", email={"type": "email", "id": "m0", "from": "other@x.example"})
    await settle(play)
    assert notified(play) == []
    await come(play, "r1", "email.replied", email={"type": "email", "id": "m1", "from": "C0@acme.example"})
    await settle(play)
    assert notified(play) == ["they replied"]
    play.house.clock.go(days=5)
    await settle(play)
    assert notified(play) == ["they replied"]


async def test_continue_now_is_as_if_no_reply_came(play: Play) -> None:
    run = await play.begin(REPLY)
    await settle(play)
    (lane,) = [lane for lane in await play.lanes() if lane.parent is not None]
    await continue_now(play.door, "one", run, lane.path, "me")
    await settle(play)
    assert notified(play) == ["no reply"]


@pytest.mark.parametrize(("decision", "said"), [("go on", ["goes on"]), ("taken", [])])
async def test_a_hand_off_waits_for_the_person(play: Play, decision: str, said: list[str]) -> None:
    run = await play.begin(HAND)
    await settle(play)
    (item,) = (await inbox(play.door, "one")).asks
    assert item.kind == "hand-off" and "Warm lead" in item.text
    await answer_hand_off(play.door, "one", item.id, "me", decision)
    await settle(play)
    assert notified(play) == said
    assert (await play.run(run)).state == "completed"


async def test_a_hand_off_nobody_takes_goes_on_when_its_time_is_out(play: Play) -> None:
    await play.begin(HAND)
    await settle(play)
    play.house.clock.go(days=3)
    await settle(play)
    assert notified(play) == ["goes on"]
    assert (await inbox(play.door, "one")).asks == []
