"""What the forms of triggers and the rules show: addresses, what came in, what happened, what is remembered."""

import json
from typing import Any

import pytest

from sayso.compiler import compile
from sayso.runtime.inbound import Delivery, sign
from sayso.runtime.inbound import Refused as Turned
from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.form_look import form_look
from sayso.runtime.operations.happened import happened
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.receiving import Stored, receive, submit, webhook_secret
from sayso.runtime.operations.remembered import Entry, forget, remembered
from sayso.runtime.operations.requests import is_waited_for, requests_of, wait_for_one, webhook_place
from sayso.runtime.operations.telling import record_event
from sayso.runtime.operations.trigger_data import came_in, data_from
from sayso.runtime.storage.tables import events, runs
from sayso.runtime.triggers.routing import route
from tests.durable.playing import Play, playing
from tests.operations.scenes import people, played
from tests.runtime.playing import CATALOG
from tests.triggers.playing import rows, settle

HOOK = """\
flow "Leads"

on webhook "lead" with
  name: text
  seats: number?
end

use crm.create_task

crm.create_task(title: "Call @name")
"""
FORM = """\
flow "Ask us"

on form "Demo" with
  email: email
  size: "few" | "many"
  message: text?
end

stop
"""
HEADS = """\
flow "Heads"

on contact.created where @contact.lastName == "Keller"

memory
  greeted: list of text
  last: text?
end

remember @contact.id in @memory.greeted
set @memory.last = @contact.lastName
"""


CONTACTS = [
    {"type": "contact", **one, "fullName": f"{one['firstName']} {one['lastName']}"} for one in people()["contact"]
]


def delivery(play: Play, secret: str, id: str, **data: Any) -> Delivery:
    body = json.dumps(data).encode()
    headers = {name.lower(): value for name, value in sign(secret, body, play.house.clock(), id).items()}
    return Delivery("POST", "http://here/hooks", {**headers, "content-type": "application/json"}, body)


async def hooked(play: Play) -> tuple[str, str]:
    flow = await play.publish(HOOK)
    return flow, await webhook_secret(play.door, "one", flow, "lead", "me")


async def test_a_webhook_has_its_address_before_it_is_live(url: str) -> None:
    async with playing(url) as play:
        flow = await save_draft(play.door, "one", HOOK, "me")
        place = await webhook_place(play.door, "one", flow, "lead")
        assert (place.path, place.status, place.secrets) == (f"/hooks/one/{flow}/lead", "", 0)
        assert await requests_of(play.door, "one", flow, "lead") == []


async def test_a_new_secret_leaves_the_one_before_it_good(url: str) -> None:
    async with playing(url) as play:
        flow, _ = await hooked(play)
        assert (await webhook_place(play.door, "one", flow, "lead")).secrets == 1
        await webhook_secret(play.door, "one", flow, "lead", "me", new=True)
        place = await webhook_place(play.door, "one", flow, "lead")
        assert (place.status, place.secrets) == ("live", 2)


async def test_the_last_five_requests_are_told_with_what_became_of_them(url: str) -> None:
    async with playing(url) as play:
        flow, secret = await hooked(play)
        sent = [
            delivery(play, secret, "first", name="Ann"), delivery(play, "wrong", "second", name="Bo"),
            delivery(play, secret, "third", seats="many"),
        ]  # fmt: skip
        for one in sent:
            await receive(play.door, "one", flow, "lead", one)
            play.house.clock.go(seconds=1)
        await route(play.door, "one")
        found = await requests_of(play.door, "one", flow, "lead")
        assert [one.taken for one in found] == [False, False, True]
        assert found[0].sentence.startswith("name: This is missing") or "seats" in found[0].sentence
        assert found[1].sentence and found[2].run.startswith("run-") and found[2].data == {"name": "Ann"}
        for number in range(6):
            await receive(play.door, "one", flow, "lead", delivery(play, secret, f"more {number}", name="Cy"))
            play.house.clock.go(seconds=1)
        assert [one.data for one in await requests_of(play.door, "one", flow, "lead")] == [{"name": "Cy"}] * 5


async def test_what_came_in_is_what_a_test_begins_with(url: str) -> None:
    async with playing(url) as play:
        flow, secret = await hooked(play)
        await receive(play.door, "one", flow, "lead", delivery(play, secret, "a", name="Ann", seats=7, odd="x"))
        now = compile(HOOK, CATALOG)
        (came,) = await came_in(play.door, "one", flow, now)
        assert (came.kind, came.name) == ("webhook", "lead")
        given = await data_from(play.door, "one", now, {"name": "typed"}, came)
        assert given["name"] == "Ann" and int(given["seats"]) == 7 and "odd" not in given
        other = compile(HOOK.replace("name: text", "name: text\n  plan: text"), CATALOG)
        with pytest.raises(Refused, match="does not fit"):
            await data_from(play.door, "one", other, {}, came)
        assert await came_in(play.door, "one", flow, compile(HOOK.replace('"lead"', '"other"'), CATALOG)) == ()


async def test_before_a_flow_is_live_a_request_is_taken_only_while_it_is_waited_for(url: str) -> None:
    async with playing(url) as play:
        flow = await save_draft(play.door, "one", HOOK, "me")

        async def come(id: str, **data: Any) -> Any:
            return await receive(play.door, "one", flow, "lead", delivery(play, "nobody's", id, **data))

        with pytest.raises(NotHere):
            await come("early", name="Ann")
        await wait_for_one(play.door, "one", flow, "lead")
        assert is_waited_for(play.door, "one", flow, "lead")
        assert isinstance(await come("first", name="Bo", seats=2), Stored)
        with pytest.raises(NotHere):
            await come("late", name="Cy")
        (told,) = await requests_of(play.door, "one", flow, "lead")
        assert told.taken and not told.run and "before the flow was live" in told.reason
        now = compile(HOOK, CATALOG)
        (came,) = await came_in(play.door, "one", flow, now)
        assert (await data_from(play.door, "one", now, {}, came))["name"] == "Bo"
        await publish(play.door, "one", flow, "me", True)
        await settle(play)
        assert not await rows(play, events) and not await rows(play, runs)
        assert isinstance(await come("unsigned", name="Di"), Turned)


async def test_a_wait_for_a_request_ends_by_itself_and_by_hand(url: str) -> None:
    async with playing(url) as play:
        flow = await save_draft(play.door, "one", HOOK, "me")
        await wait_for_one(play.door, "one", flow, "lead")
        await wait_for_one(play.door, "one", flow, "lead", waits=False)
        assert not is_waited_for(play.door, "one", flow, "lead")
        await wait_for_one(play.door, "one", flow, "lead")
        play.house.clock.go(minutes=11)
        with pytest.raises(NotHere):
            await receive(play.door, "one", flow, "lead", delivery(play, "x", "a", name="Ann"))
        with pytest.raises(NotHere):
            await wait_for_one(play.door, "one", "flow-unknown", "lead")


async def test_a_form_is_seen_before_it_is_live_and_while_the_draft_is_unfinished(url: str) -> None:
    async with playing(url) as play:
        flow = await save_draft(play.door, "one", FORM, "me")
        look = await form_look(play.door, "one", flow, compile(FORM + 'gmail.send(to: todo "whom?")\n', CATALOG))
        assert [(one.name, one.required, one.long) for one in look.entries] == [
            ("email", True, False), ("size", True, False), ("message", False, True),
        ]  # fmt: skip
        assert (look.path, look.status) == (f"/forms/one/{flow}", "")
        live = await play.publish(FORM)
        assert (await form_look(play.door, "one", live, compile(FORM, CATALOG))).status == "live"
        sent = Delivery("POST", "http://here/forms", {"content-type": "application/json"},
                        b'{"email": "a@acme.example", "size": "few"}')  # fmt: skip
        await submit(play.door, "one", live, sent)
        (came,) = await came_in(play.door, "one", live, compile(FORM, CATALOG))
        assert came.kind == "form" and came.data["size"] == "few"


async def test_what_happened_is_told_by_name_and_judged_by_the_condition_as_it_is_now(url: str) -> None:
    async with played(url) as play:
        for number in range(7):
            await record_event(play.door, "one", "contact.created", {"contact": CONTACTS[number % 3]}, f"e{number}")
            play.house.clock.go(minutes=1)
        found = await happened(play.door, "one", compile(HEADS, CATALOG))
        assert [(one.about, one.starts) for one in found] == [
            ("Ann Keller", True), ("Cy Moor", False), ("Bo Lindt", False), ("Ann Keller", True), ("Cy Moor", False),
        ]  # fmt: skip
        unfinished = compile(HEADS + 'wait todo "how long?"\n', CATALOG)
        assert {one.starts for one in await happened(play.door, "one", unfinished)} == {None}
        assert await happened(play.door, "one", compile(HOOK, CATALOG)) == []


async def test_what_a_flow_remembers_is_shown_and_forgotten_one_by_one(url: str) -> None:
    async with played(url) as play:
        flow = await play.publish(HEADS)
        await record_event(play.door, "one", "contact.created", {"contact": CONTACTS[0]}, "e")
        await settle(play)
        greeted, last = await remembered(play.door, "one", flow)
        assert (greeted.name, greeted.count, last.entries[0].words) == ("greeted", 1, "Keller")
        stale = Entry(0, "other", '"other"')
        assert await forget(play.door, "one", flow, "greeted", "me", stale) == 0
        assert await forget(play.door, "one", flow, "greeted", "me", greeted.entries[0]) == 1
        assert [one.name for one in await remembered(play.door, "one", flow)] == ["last"]
        assert await forget(play.door, "one", flow, "last", "me") == 1
        assert await remembered(play.door, "one", flow) == ()
