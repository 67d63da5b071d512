"""A planted change makes exactly its own difference in a backtest, in words, and says how sure that is."""

import pytest

from sayso.connectors.shape import Call
from sayso.runtime.operations import answers
from sayso.runtime.operations.backtesting import backtest
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.operations.chasing import CHASE, FREE, PEOPLE, a_play, all_come, chased, reply, texts, the_same, tried
from tests.triggers.playing import come, settle


async def test_a_longer_wait(file: str) -> None:
    """Bo answers after four days: in time for five, too late for three."""
    async with a_play(file) as play:
        whole = await tried(play, await chased(play), ("at most 3 days", "at most 5 days"))
    assert texts(whole) == {
        "Bo Lindt": ["no longer: email Bo Lindt: “Again”", 'new: create the task "Answered"'],
        "Cy Moor": ["2 days later: email Cy Moor: “Again”"],
    }
    assert whole.sentence == (
        "Over 4 triggers of the last 30 days this would have sent 5 emails instead of 6: 1 is gone, 1 is at another "
        "time; made 2 tasks instead of 1: 1 is new."
    )
    labels = {row.title: row.label for row in whole.rows}
    assert labels == {
        "Bo Lindt": "unknowable", "Cy Moor": "recorded", "Ann Keller": "recorded", "Di Nolte": "recorded",
    }  # fmt: skip
    (bo,) = [row for row in whole.rows if row.title == "Bo Lindt"]
    assert bo.reasons[0].startswith("an answer came after a message that this version would not have sent by then")


async def test_an_approval_less(file: str) -> None:
    """What was approved after two hours goes out at once, and its answers come as long after it as they really did;
    what was not approved goes out too."""
    async with a_play(file) as play:
        flow = await play.publish(CHASE)
        await all_come(play)
        play.house.clock.go(hours=2)
        for ask in await play.asks():
            if "Nolte" in ask.title:
                await answers.reject(play.door, "one", ask.id, "sarah", "Too soon")
            else:
                await answers.approve(play.door, "one", ask.id, "sarah")
        await settle(play)
        play.house.clock.go(days=1)
        await reply(play, 0)
        whole = await tried(play, flow, (" with approval by @me within 3 days", ""))
    assert texts(whole) == {
        "Ann Keller": [
            "2 hours earlier: email Ann Keller: “Hello Ann Keller”", '2 hours earlier: create the task "Answered"',
        ],
        "Bo Lindt": ["2 hours earlier: email Bo Lindt: “Hello Bo Lindt”"],
        "Cy Moor": ["2 hours earlier: email Cy Moor: “Hello Cy Moor”"],
        "Di Nolte": ["new: email Di Nolte: “Hello Di Nolte”"],
    }  # fmt: skip
    assert whole.labels == {"recorded": 3, "simulated": 0, "unknowable": 1}
    assert "4 emails instead of 3: 1 is new, 3 are at another time" in whole.sentence


async def test_an_answer_comes_as_long_after_the_message_as_it_did(file: str) -> None:
    """Ann answers a day after her message. It goes out two hours earlier, and another wait listens for the answer."""
    async with a_play(file) as play:
        flow = await chased(play)
        less = (" with approval by @me within 3 days", "")
        whole = await tried(play, flow, less, ("at most 3 days", "at most 5 days"))
    assert texts(whole)["Ann Keller"] == [
        "2 hours earlier: email Ann Keller: “Hello Ann Keller”", '2 hours earlier: create the task "Answered"',
    ]  # fmt: skip


async def test_a_narrower_trigger(file: str) -> None:
    async with a_play(file) as play:
        narrower = ("on contact.created", 'on contact.created where @contact.title == "CEO"')
        whole = await tried(play, await chased(play), narrower)
    assert texts(whole) == {"Di Nolte": ["no longer: email Di Nolte: “Hello Di Nolte”"]}
    assert (whole.stays, whole.begins) == (1, 0)
    assert whole.sentence == (
        "Over 4 triggers of the last 30 days this would have sent 5 emails instead of 6: 1 is gone. 1 of them begins "
        "no run any more."
    )
    assert whole.rows[0].would == "no run: its condition was not met"


async def test_a_wider_trigger(file: str) -> None:
    """Events that began no run begin one: nothing is recorded of it."""
    async with a_play(file) as play:
        flow = await play.publish(FREE.replace("title exists", 'title == "CEO"'))
        await all_come(play)
        the_same(await backtest(play.door, "one", flow))
        whole = await tried(play, flow, text=FREE)
    assert texts(whole) == {"Di Nolte": ["new: email Di Nolte: “Hello”", 'new: create the task "Call them"']}
    (row,) = [row for row in whole.rows if row.differences]
    assert (row.label, row.run, row.was) == ("simulated", "", "no run: its condition was not met")
    assert (whole.begins, whole.stays) == (1, 0)


async def test_other_words(file: str) -> None:
    async with a_play(file) as play:
        whole = await tried(play, await chased(play), ("As written", "Other words"))
    assert texts(whole) == {
        name: [f"other words: email {name}: “Hello {name}” (text “As written” → “Other words”)"]
        for name in ("Ann Keller", "Bo Lindt", "Cy Moor", "Di Nolte")
    }
    assert whole.labels["unknowable"] == 4
    assert whole.rows[0].reasons[:2] == [
        "other words were approved for this email; yes is assumed again",
        "other words were really sent; the same answers to them are assumed",
    ]


async def test_a_step_more(file: str) -> None:
    """A step at the top renumbers all others; what they did is found all the same."""
    async with a_play(file) as play:
        line = 'email.send(to: @contact, subject: "Hello'
        whole = await tried(play, await chased(play), (line, f'crm.create_task(title: "New", about: @contact)\n{line}'))
    new = 'new: create the task "New"'
    assert texts(whole) == {name: [new] for name in ("Ann Keller", "Bo Lindt", "Cy Moor", "Di Nolte")}
    assert whole.labels == {"recorded": 0, "simulated": 4, "unknowable": 0}
    assert {row.reasons[0] for row in whole.rows} == {"this task was not recorded like this: made up for the copy"}


async def test_another_condition_says_with_which_values(file: str) -> None:
    async with a_play(file) as play:
        whole = await tried(play, await chased(play), ('== "CEO"', '== "Clerk"'))
    decided = {row.title: row.decisions for row in whole.rows if row.differences}
    assert decided["Bo Lindt"] == [
        '@contact.title == "CEO" → yes (contact.title is CEO) before; '
        'now @contact.title == "Clerk" → no (contact.title is CEO)'
    ]
    (di,) = [row for row in whole.rows if row.title == "Di Nolte"]
    assert (di.label, di.reasons) == ("unknowable", ["nobody was asked to approve this email; yes is assumed"])
    assert texts(whole)["Di Nolte"] == ["new: email Di Nolte: “Again”"]


async def test_a_field_that_the_run_did_not_look_at(file: str) -> None:
    async with a_play(file) as play:
        whole = await tried(play, await chased(play), ('@contact.title == "CEO"', '@contact.firstName == "Cy"'))
    assert texts(whole) == {"Bo Lindt": ["no longer: email Bo Lindt: “Again”"]}
    assert whole.rows[0].label == "simulated"
    assert whole.rows[0].reasons == [
        "contact.firstName: as it was when the run began, the recorded run did not look at it"
    ]


async def test_an_event_that_the_live_version_does_not_hear(file: str) -> None:
    async with a_play(file) as play:
        flow = await play.publish(FREE)
        await all_come(play)
        await come(play, "r1", "email.replied", email={"type": "email", "id": "m1", "from": "c0@acme.example"})
        await settle(play)
        text = 'flow "Free"\non email.replied\nuse people.notify\npeople.notify(@me, "@email.from")\n'
        whole = await tried(play, flow, text=text)
    assert (whole.begins, whole.stays, whole.triggers) == (1, 4, 5)
    assert [row.would for row in whole.rows if row.trigger == "contact.created"] == [
        "no run: it has no such trigger"
    ] * 4


SEARCHING = """flow "Searching"
on schedule every day at 09:00
use crm.find_contacts, crm.create_task
let @people = crm.find_contacts(where: @contact.title == "CEO")
for each @contact in @people at most 10
  crm.create_task(title: "Call @contact.fullName", about: @contact)
end
"""


async def searched(play: Play) -> str:
    """Three days of it."""
    flow = await play.publish(SEARCHING)
    for _ in range(3):
        play.house.clock.go(days=1)
        await settle(play)
    assert len(play.effects("crm.create_task")) == 9
    return flow


async def test_another_search_looks_through_what_was_found(file: str) -> None:
    async with a_play(file) as play:
        flow = await searched(play)
        the_same(await backtest(play.door, "one", flow))
        narrower = ('title == "CEO")', 'title == "CEO" and @contact.firstName != "Ann")')
        whole = await tried(play, flow, narrower, text=SEARCHING)
        assert texts(whole) == {"Ann Keller": ['no longer: create the task "Call Ann Keller"'] * 3}
        assert whole.labels == {"recorded": 0, "simulated": 3, "unknowable": 0}
        wider = await tried(play, flow, ('title == "CEO")', "title exists)"), text=SEARCHING)
        assert texts(wider) == {"Di Nolte": ['new: create the task "Call Di Nolte"'] * 3}


async def test_who_changed_since_was_not_found_then(file: str) -> None:
    """Di became CEO after the last search: another search would not have found her either."""
    records = {"contact": [dict(one) for one in PEOPLE]}
    async with playing(file, House(records=records)) as play:
        flow = await searched(play)
        records["contact"][3]["title"] = "CEO"
        narrower = ('title == "CEO")', 'title == "CEO" and @contact.firstName != "Ann")')
        whole = await tried(play, flow, narrower, text=SEARCHING)
    assert texts(whole) == {"Ann Keller": ['no longer: create the task "Call Ann Keller"'] * 3}


async def test_another_schedule(file: str) -> None:
    async with a_play(file) as play:
        flow = await searched(play)
        whole = await tried(play, flow, ("every day at 09:00", "every day at 15:00"), text=SEARCHING)
    due = [row for row in whole.rows if not row.run]
    gone = [row for row in whole.rows if row.run]
    assert [row.would for row in gone] == ["no run: its schedule does not name this time"] * 3
    assert len(due) == whole.begins == 2 and {row.label for row in due} == {"simulated"}
    assert due[0].trigger == "scheduled for Tuesday 3 March 2026, 15:00"


COUNTING = """flow "Counts"
on contact.created
use people.notify
memory
  met: list of text
end
people.notify(@me, "{count(@memory.met)} before @contact.fullName")
if @contact.title == "CEO"
  remember @contact.id in @memory.met
end
"""


@pytest.mark.parametrize(("recorded", "tried_", "counts"), [("CEO", "Clerk", "0000"), ("Clerk", "CEO", "0123")])
async def test_memory_follows_from_what_the_version_remembers(
    file: str, recorded: str, tried_: str, counts: str
) -> None:
    """Ann, Bo and Cy are CEOs, Di is a clerk; they come one after the other."""
    text = COUNTING.replace("CEO", recorded)
    async with a_play(file) as play:
        flow = await play.publish(text)
        for number, one in enumerate(PEOPLE):
            whole = {"type": "contact", "fullName": f"{one['firstName']} {one['lastName']}", **one}
            await come(play, f"e{number}", "contact.created", contact=whole)
            play.house.clock.go(minutes=5)
            await settle(play)
        the_same(await backtest(play.door, "one", flow))
        changed = await tried(play, flow, (recorded, tried_), text=text)
    was = {"CEO": "0123", "Clerk": "0000"}[recorded]
    told = [one.text for row in changed.rows for one in row.differences if "before" in one.text]
    names = ("Ann Keller", "Bo Lindt", "Cy Moor", "Di Nolte")
    assert sorted(told) == sorted(
        f"other words: tell Sarah Lind: “{now} before {name}” (message “{then} before {name}” → “{now} before {name}”)"
        for then, now, name in zip(was, counts, names, strict=True)
        if then != now
    )


async def test_what_the_contact_guard_would_hold(file: str) -> None:
    """A second message within two days: live, a person decides."""
    house = House(records={"contact": [dict(one) for one in PEOPLE]}, guard_days=2)
    async with playing(file, house) as play:
        flow = await play.publish(FREE)
        await all_come(play)
        line = 'crm.create_task(title: "Call them", about: @contact)\n'
        more = f'wait 1 hour\nemail.send(to: @contact, subject: "More", text: "More")\n{line}'
        play.house.clock.go(days=1)
        whole = await tried(play, flow, (line, more), text=FREE)
    assert "no longer: create the task" in texts(whole)["Ann Keller"][0]
    assert whole.labels["unknowable"] == 4
    assert any("the contact guard would hold a message" in reason for row in whole.rows for reason in row.reasons)


async def test_what_failed_with_the_same_words_fails_again(file: str) -> None:
    """Bo's mail failed; with other words it is simulated, and goes out."""
    house = House(records={"contact": [dict(one) for one in PEOPLE]}, fails=_fails_for_bo)
    async with playing(file, house) as play:
        flow = await play.publish(FREE)
        await all_come(play)
        the_same(await backtest(play.door, "one", flow))
        task = ('title: "Call them"', 'title: "Write to them"')
        whole = await tried(play, flow, task, text=FREE)
        assert "Bo Lindt" not in texts(whole) and len(texts(whole)) == 3
        whole = await tried(play, flow, ("As written", "Other"), text=FREE)
        assert texts(whole)["Bo Lindt"] == ["new: email Bo Lindt: “Hello”", 'new: create the task "Call them"']


def _fails_for_bo(call: Call, before: int) -> str:
    return "invalid" if call.tool == "email.send" and "c1" in str(call.arguments.get("to")) else ""


async def test_what_a_person_edited_was_sent_otherwise(file: str) -> None:
    """With the approval kept the edit is kept; without it the text goes out as the flow has it."""
    async with a_play(file) as play:
        flow = await play.publish(CHASE)
        await all_come(play)
        for ask in await play.asks():
            await answers.edit_and_approve(play.door, "one", ask.id, "sarah", {"text": "As edited"})
        await settle(play)
        the_same(await backtest(play.door, "one", flow))
        whole = await tried(play, flow, (" with approval by @me within 3 days", ""))
    assert texts(whole)["Ann Keller"] == [
        "other words: email Ann Keller: “Hello Ann Keller” (text “As edited” → “As written”)"
    ]


CALLED = """flow "Called"
on call with
  contact: contact
end
use crm.create_task
crm.create_task(title: "Called", about: @contact)
"""
CALLING = """flow "Calling"
on contact.created
use people.notify
run flow "Called" with contact: @contact
people.notify(@me, "done with @contact.fullName")
"""


async def test_what_a_called_flow_did_counts_too(file: str) -> None:
    async with a_play(file) as play:
        await play.publish(CALLED)
        flow = await play.publish(CALLING)
        await all_come(play)
        the_same(await backtest(play.door, "one", flow))
        whole = await tried(play, flow, ('run flow "Called" with contact: @contact\n', ""), text=CALLING)
    gone = [line for lines in texts(whole).values() for line in lines]
    assert gone.count('no longer: create the task "Called"') == 4
    assert gone.count("no longer: run the flow “Called” and wait for it") == 4
