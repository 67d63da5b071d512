"""Somebody asks to be forgotten: nothing that is kept names them any more, and everybody else goes on."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from sayso.runtime.engine.worker import Worker
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.erasing import erase
from sayso.runtime.operations.journals import prove, told
from sayso.runtime.operations.looking import audit_lines, one_run
from sayso.runtime.storage.tables import metadata
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.runtime.playing import contact

XENIA = {
    "id": "xq-77401", "firstName": "Xenobia", "lastName": "Quillfeather", "email": "xenobia@quillfeather.example",
    "linkedinUrl": "https://linkedin.example/in/xenobia-q",
}  # fmt: skip
TRACES = ("xq-77401", "Xenobia", "Quillfeather", "quillfeather")
FLOW = """flow "Campaign"
on manual
use crm.find_contacts, crm.create_task, people.notify
use email.send at most 100 per day
memory
  met: list of text
end
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  email.send(to: @contact, subject: "Hello {@contact.firstName or "you"}", text: "Dear @contact.fullName")
  remember @contact.id in @memory.met
  wait 2 days
  crm.create_task(title: "Call @contact.fullName", about: @contact)
end
people.notify(@me, "all done")
"""
ABOUT = """flow "About one"
on manual with
  contact: contact
end
use people.notify
people.notify(@me, "@contact.fullName is new")
wait 2 days
people.notify(@me, "Dear {@contact.firstName or "you"}")
"""


def house(**how: Any) -> House:
    return House(records={"contact": [contact(0), contact(1, **XENIA), contact(2)]}, **how)


async def kept(play: Play) -> str:
    """Everything that the tables hold."""
    found = []
    async with play.storage.reading("one") as connection:
        for table in metadata.sorted_tables:
            found += [str(tuple(row)) for row in await connection.execute(select(table))]
    return "\n".join(found)


def in_the_file(folder: Path) -> list[str]:
    whole = b"".join(file.read_bytes() for file in folder.glob("sayso.sqlite*")).lower()
    return [trace for trace in TRACES if trace.lower().encode() in whole]


async def test_nothing_that_is_kept_names_them_afterwards(url: str, tmp_path: Path) -> None:
    async with playing(url, house(guard_days=2)) as play:
        run = await play.begin(FLOW)
        await play.work()
        about = await play.begin(ABOUT, contact={"type": "contact", **XENIA, "fullName": "Xenobia Quillfeather"})
        await play.work()
        before = await kept(play)
        assert [trace for trace in TRACES if trace in before] == list(TRACES)
        done = await erase(play.door, "one", "me", email="Xenobia@Quillfeather.example")
        assert (done.ended, done.flows) == (2, [])
        after = await kept(play)
        assert [trace for trace in TRACES if trace.lower() in after.lower()] == []
        if url.startswith("sqlite"):
            assert in_the_file(tmp_path) == []
        await play.wait(days=3)
        assert len(play.effects("crm.create_task")) == 2, "the others go on"
        items = {(item.how, item.reason) for item in await play.items()}
        assert ("skipped", "erased on request") in items
        row, own = await play.run(run), await play.run(about)
        assert (row.state, own.state, own.reason) == ("completed", "stopped", "erased on request")
        assert [trace for trace in TRACES if trace.lower() in (await kept(play)).lower()] == []


async def test_what_ended_long_ago_is_erased_too_and_says_why_it_cannot_be_proven(url: str) -> None:
    async with playing(url, house()) as play:
        run = await play.begin(FLOW)
        await play.work()
        await play.wait(days=3)
        assert (await play.run(run)).state == "completed"
        done = await erase(play.door, "one", "me", record=("contact", "xq-77401"))
        assert done.ended == 0 and done.rows > 5
        after = (await kept(play)).lower()
        assert [trace for trace in TRACES if trace.lower() in after] == []
        proof = await prove(play.door, "one", run)
        assert proof.agrees or "erased on request" in proof.sentence
        assert await told(play.door, "one", run)
        assert await one_run(play.door, "one", run)


async def test_the_audit_keeps_only_that_it_happened(file: str) -> None:
    async with playing(file, house()) as play:
        await play.begin(FLOW)
        await play.work()
        await erase(play.door, "one", "bo", email=XENIA["email"])
        (line,) = [one for one in await audit_lines(play.door, "one") if one.what == "erased a person"]
        assert (line.who, line.about) == ("bo", "")
        assert line.detail.startswith("1 ended, ")


async def test_somebody_with_a_similar_address_or_id_stays_whole(file: str) -> None:
    others = [contact(0, id="xq-774011", email="jo.xenobia@quillfeather.example", firstName="Xenobian")]
    async with playing(file, House(records={"contact": [*others, contact(1, **XENIA)]})) as play:
        await play.begin(FLOW)
        await play.work()
        await erase(play.door, "one", "me", email=XENIA["email"])
        after = await kept(play)
        assert "jo.xenobia@quillfeather.example" in after and "xq-774011" in after and "Xenobian Last0" in after
        await play.wait(days=3)
        assert [one["title"] for one in play.effects("crm.create_task")] == ["Call Xenobian Last0"]


async def test_a_flow_that_names_them_in_its_own_text_is_told(file: str) -> None:
    text = ABOUT.replace("is new", "is new, not xenobia@quillfeather.example").replace("About one", "Not her")
    async with playing(file, house()) as play:
        await play.publish(text)
        done = await erase(play.door, "one", "me", email=XENIA["email"])
        assert done.flows == ["Not her"]
        with pytest.raises(Refused, match="Name the person"):
            await erase(play.door, "one", "me", email="nobody")


async def test_what_a_worker_is_at_is_not_pulled_away(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.runtime.operations.erasing.TRIES", 2)
    monkeypatch.setattr("sayso.runtime.operations.erasing.BETWEEN", 0.01)
    async with playing(file, house()) as play:
        await play.begin(ABOUT, contact={"type": "contact", **XENIA})
        from sayso.runtime.engine.taking import take
        from sayso.runtime.storage import micros

        now = micros(play.house.clock())
        assert await take(play.storage, "another", now, 30_000_000, 10)
        with pytest.raises(Refused, match="going out right now"):
            await erase(play.door, "one", "me", email=XENIA["email"])
        assert isinstance(play.worker, Worker)
        play.house.clock.go(seconds=31)
        assert (await erase(play.door, "one", "me", email=XENIA["email"])).ended == 1


def test_the_look_into_the_file_would_see_a_trace(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "sayso.sqlite")) as connection:
        connection.execute("create table t (x text)")
        connection.execute("insert into t values ('Xenobia')")
        connection.commit()
    assert in_the_file(tmp_path) == ["Xenobia"]
