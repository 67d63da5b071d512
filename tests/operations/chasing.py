"""A chase of four people that tests of backtests play again with another text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sayso.runtime.operations import answers
from sayso.runtime.operations.backtesting import Backtest, backtest
from sayso.runtime.triggers.storing import store_event
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.runtime.playing import contact
from tests.triggers.playing import come, settle

CHASE = """flow "Chase"
on contact.created
use crm.create_task
use email.send at most 100 per day with approval by @me within 3 days
email.send(to: @contact, subject: "Hello @contact.fullName", text: "As written")
wait for email.replied where @email.from == @contact.email at most 3 days
  crm.create_task(title: "Answered", about: @contact)
otherwise
  if @contact.title == "CEO"
    email.send(to: @contact, subject: "Again", text: "Still there?")
  end
end
"""
FREE = """flow "Free"
on contact.created where @contact.title exists
use crm.create_task
use email.send at most 100 per day
email.send(to: @contact, subject: "Hello", text: "As written")
crm.create_task(title: "Call them", about: @contact)
"""
TASKS = """flow "Tasks"
on contact.created
use crm.create_task
crm.create_task(title: "Call them", about: @contact)
"""
PEOPLE = [
    contact(0, firstName="Ann", lastName="Keller", title="CEO"),
    contact(1, firstName="Bo", lastName="Lindt", title="CEO"),
    contact(2, firstName="Cy", lastName="Moor", title="CEO"),
    contact(3, firstName="Di", lastName="Nolte", title="Clerk"),
]
"""Ann answers after a day, Bo after four, Cy and Di never."""


@asynccontextmanager
async def a_play(url: str) -> AsyncIterator[Play]:
    async with playing(url, House(records={"contact": [dict(one) for one in PEOPLE]})) as play:
        yield play


async def reply(play: Play, number: int) -> None:
    """An answer, with all that a mailbox tells of one."""
    now = play.house.clock()
    sender = f"c{number}@acme.example"
    email = {"type": "email", "id": f"m{number}", "from": sender, "subject": "Re", "body": "Yes", "snippet": "Yes"}
    async with play.storage.writing("one") as connection:
        await store_event(
            connection, play.storage, "one", id=f"reply-{number}-{now:%d%H}", name="email.replied",
            data={"email": email}, at=now, now=now, source="record",
        )  # fmt: skip
    await settle(play)


async def all_come(play: Play) -> None:
    for number, one in enumerate(PEOPLE):
        whole = {"type": "contact", "fullName": f"{one['firstName']} {one['lastName']}", **one}
        await come(play, f"e{number}", "contact.created", contact=whole)
    await settle(play)


async def agree(play: Play, **hours: float) -> None:
    """Time goes by, then everything that waits for approval is approved."""
    play.house.clock.go(**hours)
    await settle(play)
    for ask in await play.asks():
        await answers.approve(play.door, "one", ask.id, "sarah")
    await settle(play)


async def chased(play: Play) -> str:
    """Nine days of the chase: approved after two hours; each whole day something happens."""
    flow = await play.publish(CHASE)
    await all_come(play)
    await agree(play, hours=2)
    for day in range(1, 9):
        play.house.clock.go(days=1)
        await settle(play)
        await agree(play)
        if day in (1, 4):
            await reply(play, 0 if day == 1 else 1)
    return flow


def texts(whole: Backtest) -> dict[str, list[str]]:
    return {person.person: person.lines for person in whole.people}


def the_same(whole: Backtest) -> None:
    """No difference, and nothing that had to be made up or assumed."""
    assert "no difference" in whole.sentence, [row for row in whole.rows if row.differences]
    assert whole.people == [] and whole.begins == whole.stays == 0
    assert {row.label for row in whole.rows} <= {"recorded"}, [(row.label, row.reasons) for row in whole.rows]


async def tried(play: Play, flow: str, *changes: tuple[str, str], text: str = CHASE) -> Backtest:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return await backtest(play.door, "one", flow, text=text)
