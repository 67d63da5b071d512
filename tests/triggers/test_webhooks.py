"""Webhooks and forms: proven, stored before they are acknowledged, counted once, answered by a run."""

import msgspec
import pytest

from sayso.runtime.inbound import Delivery, Refused, Unfit, sign
from sayso.runtime.operations.door import NotHere
from sayso.runtime.operations.receiving import Stored, form_of, receive, set_sender, submit, webhook_secret
from sayso.runtime.storage.tables import events, runs, triggers
from tests.durable.playing import Play
from tests.triggers.playing import rows, settle, states

HOOK = """flow "Leads"
on webhook "lead" with
  name: text
  email: email?
end
use people.notify
people.notify(@me, "{@name}")
"""
FORM = HOOK.replace('webhook "lead"', 'form "demo"').replace('"Leads"', '"Demo"')


def delivery(play: Play, secret: str, id: str = "d1", **data: object) -> Delivery:
    body = msgspec.json.encode(data)
    headers = {"content-type": "application/json", **sign(secret, body, play.house.clock(), id)}
    return Delivery("POST", "http://x/hooks", {name.lower(): value for name, value in headers.items()}, body)


async def hook(play: Play) -> tuple[str, str]:
    flow = await play.publish(HOOK)
    return flow, await webhook_secret(play.door, "one", flow, "lead", "me")


async def test_a_signed_delivery_is_stored_and_begins_a_run(play: Play) -> None:
    flow, secret = await hook(play)
    found = await receive(play.door, "one", flow, "lead", delivery(play, secret, name="Ann"))
    assert isinstance(found, Stored) and not found.again
    assert len(await rows(play, events)) == 1
    await settle(play)
    assert await states(play) == ["completed"]
    assert [given["message"] for given in play.effects("people.notify")] == ["Ann"]


async def test_the_same_delivery_is_acknowledged_again_and_runs_once(play: Play) -> None:
    flow, secret = await hook(play)
    first = delivery(play, secret, name="Ann")
    await receive(play.door, "one", flow, "lead", first)
    again = await receive(play.door, "one", flow, "lead", first)
    assert isinstance(again, Stored) and again.again
    await settle(play)
    assert await states(play) == ["completed"]


async def test_a_captured_delivery_under_another_id_counts_once(play: Play) -> None:
    flow, secret = await hook(play)
    first = delivery(play, secret, name="Ann")
    await receive(play.door, "one", flow, "lead", first)
    other = msgspec.structs.replace(first, headers={**first.headers, "sayso-delivery": "d2-replayed"})
    again = await receive(play.door, "one", flow, "lead", other)
    assert isinstance(again, Stored) and again.again
    await settle(play)
    assert len(await rows(play, runs)) == 1


async def test_what_is_not_proven_is_refused_and_not_stored(play: Play) -> None:
    flow, secret = await hook(play)
    good = delivery(play, secret, name="Ann")
    changed = msgspec.structs.replace(good, body=good.body.replace(b"Ann", b"Bob"))
    stale = delivery(play, secret, name="Old")
    for one in (
        delivery(play, "wrong", name="Ann"),
        changed,
        Delivery("POST", "u", {"content-type": "application/json"}, b"{}"),
    ):
        found = await receive(play.door, "one", flow, "lead", one)
        assert isinstance(found, Refused) and found.status in (400, 401)
    play.house.clock.go(seconds=301)
    assert isinstance(await receive(play.door, "one", flow, "lead", stale), Refused)
    assert await rows(play, events) == []


async def test_a_missing_field_is_told_at_once(play: Play) -> None:
    flow, secret = await hook(play)
    found = await receive(play.door, "one", flow, "lead", delivery(play, secret, email="a@b.example"))
    assert isinstance(found, Unfit)
    assert [problem.field for problem in found.problems] == ["name"]


async def test_addresses_nobody_has_are_not_told_apart(play: Play) -> None:
    flow, secret = await hook(play)
    one = delivery(play, secret, name="Ann")
    for place in (("one", flow, "other"), ("one", "flow-x", "lead")):
        with pytest.raises(NotHere):
            await receive(play.door, *place, one)


async def test_the_secret_is_sealed_in_the_table_and_can_be_changed(play: Play) -> None:
    flow, secret = await hook(play)
    (row,) = await rows(play, triggers)
    assert secret not in row.secrets and "sealed:" in row.secrets
    new = await webhook_secret(play.door, "one", flow, "lead", "me", new=True)
    assert new != secret
    for number, valid in enumerate((new, secret)):
        found = await receive(play.door, "one", flow, "lead", delivery(play, valid, f"d{number}", name="Ann"))
        assert isinstance(found, Stored)
    await webhook_secret(play.door, "one", flow, "lead", "me", new=True)
    assert isinstance(await receive(play.door, "one", flow, "lead", delivery(play, secret, "d9", name="A")), Refused)


async def test_a_webhook_keeps_its_secret_over_versions(play: Play) -> None:
    from sayso.runtime.operations.publishing import publish, save_draft

    flow, secret = await hook(play)
    await save_draft(play.door, "one", HOOK.replace("{@name}", "Hello {@name}"), "me", flow)
    await publish(play.door, "one", flow, "me")
    assert await webhook_secret(play.door, "one", flow, "lead", "me") == secret


async def test_a_vendors_sender_is_proven_in_its_own_way(play: Play) -> None:
    import hashlib
    import hmac

    flow, _ = await hook(play)
    await set_sender(play.door, "one", flow, "lead", "github", "me", "their secret")
    body = msgspec.json.encode({"name": "Ann"})
    proof = "sha256=" + hmac.new(b"their secret", body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json", "x-hub-signature-256": proof, "x-github-delivery": "g1",
        "x-github-event": "push",
    }  # fmt: skip
    assert isinstance(await receive(play.door, "one", flow, "lead", Delivery("POST", "u", headers, body)), Stored)
    await settle(play)
    assert await states(play) == ["completed"]


async def test_a_form_shows_its_fields_and_takes_them(play: Play) -> None:
    flow = await play.publish(FORM)
    form = await form_of(play.door, "one", flow)
    assert [(entry.name, entry.required) for entry in form.entries] == [("name", True), ("email", False)]
    headers = {"content-type": "application/x-www-form-urlencoded"}
    found = await submit(play.door, "one", flow, Delivery("POST", "u", headers, b"name=Ann"))
    assert isinstance(found, Stored)
    empty = await submit(play.door, "one", flow, Delivery("POST", "u", headers, b"name="))
    assert isinstance(empty, Unfit)
    await settle(play)
    assert await states(play) == ["completed"]
