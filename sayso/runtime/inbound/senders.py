"""What is particular to one sender: what it signs, how it names a delivery and an event, and the questions it asks.

Each is a small function that a row of `schemes` names. None of them trusts a type: a field may be anything.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from sayso.runtime.inbound.delivery import Challenge, Delivery, Refused
from sayso.runtime.inbound.limits import FORM, Unreadable, kind_of, pairs, read_body, read_json
from sayso.runtime.inbound.signing import MISSING, WRONG, Secrets, one_of, signature

Data = dict[str, object]
Naming = Callable[[Delivery, Data], str]
_LONGEST_TOKEN: Final = 2_000
"""Characters of a text that a sender wants back."""


def fields_of(value: object) -> Data:
    """The value's fields, none where it is no object."""
    return value if isinstance(value, dict) else {}


def word(value: object) -> str:
    """A text or whole number as text; "" for anything else."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def query(delivery: Delivery, name: str) -> str:
    """A parameter of the address, "" where it is not there or there twice."""
    found = [value for key, value in parse_qsl(urlsplit(delivery.url).query[:8_000], True) if key == name]
    return found[0] if len(found) == 1 else ""


def in_header(*names: str) -> Naming:
    """Named by headers, joined; nameless where one is missing."""
    return lambda delivery, data: _joined([delivery.headers.get(name, "") for name in names])


def in_field(*paths: str) -> Naming:
    """Named by fields of the body, `data.id`, joined; nameless where one is missing."""
    return lambda delivery, data: _joined([word(_at(data, path)) for path in paths])


def first_of(*namings: Naming) -> Naming:
    """Named by the first naming that gives a name."""
    return lambda delivery, data: next(filter(None, (naming(delivery, data) for naming in namings)), "")


def nameless(delivery: Delivery, data: Data) -> str:
    """The sender names nothing."""
    return ""


def _at(data: Data, path: str) -> object:
    value: object = data
    for name in path.split("."):
        value = fields_of(value).get(name)
    return value


def _joined(parts: list[str]) -> str:
    return "/".join(parts) if all(parts) else ""


def each_item(list_name: str, *names: str) -> Naming:
    """Named by fields of every item of a list, hashed; nameless where one is missing."""

    def naming(delivery: Delivery, data: Data) -> str:
        items = data.get(list_name)
        told = (
            [[word(fields_of(item).get(name)) for name in names] for item in items] if isinstance(items, list) else []
        )
        whole = bool(told) and all(all(parts) for parts in told)
        return hashlib.sha256(json.dumps(told).encode()).hexdigest() if whole else ""

    return naming


# Reading.


def an_object(delivery: Delivery) -> Data:
    """The body, which must be an object or a form; raises `Unreadable`."""
    data = read_body(delivery)
    if not isinstance(data, dict):
        raise Unreadable("The body must be an object with fields.")
    return data


def list_or_object(delivery: Delivery) -> Data:
    """The body; a list becomes the field `items`."""
    data = read_body(delivery)
    return {"items": data} if isinstance(data, list) else an_object(delivery)


def with_payload(delivery: Delivery) -> Data:
    """The body; a form may carry its data as JSON in the field `payload`, which is then read too."""
    data = an_object(delivery)
    payload = data.get("payload")
    if kind_of(delivery) == FORM and isinstance(payload, str):
        data = {**data, "payload": read_json(payload)}
    return data


def payload_alone(delivery: Delivery) -> Data:
    """The same, without the form around it."""
    data = with_payload(delivery)
    return fields_of(data["payload"]) if kind_of(delivery) == FORM and "payload" in data else data


# Slack.


def slack_question(delivery: Delivery, data: Data, secrets: Secrets) -> Challenge | Refused | None:
    """`url_verification` is answered with its own text."""
    if data.get("type") != "url_verification":
        return None
    return Challenge(word(data.get("challenge"))[:_LONGEST_TOKEN])


# Zoom.


def zoom_question(delivery: Delivery, data: Data, secrets: Secrets) -> Challenge | Refused | None:
    """`endpoint.url_validation` is answered with its token, signed.

    A token that could be the beginning of a delivery is not: we would sign what a stranger made up.
    """
    if data.get("event") != "endpoint.url_validation":
        return None
    plain = word(fields_of(data.get("payload")).get("plainToken"))
    if not plain or len(plain) > 200 or ":" in plain:
        return Refused(400, "challenge", "The token to be signed is none that this sender gives.")
    signed = signature(secrets[0], plain.encode("utf-8", "replace"))
    return Challenge(json.dumps({"plainToken": plain, "encryptedToken": signed}), "application/json")


# GitHub.


def github_question(delivery: Delivery, data: Data, secrets: Secrets) -> Challenge | Refused | None:
    """`ping` tells that the webhook was made; nothing happened."""
    return Challenge("pong") if delivery.headers.get("x-github-event") == "ping" else None


# HubSpot.

_PLAIN: Final = {
    "%3A": ":", "%2F": "/", "%3F": "?", "%40": "@", "%21": "!", "%24": "$", "%27": "'", "%28": "(", "%29": ")",
    "%2A": "*", "%2C": ",", "%3B": ";",
}  # fmt: skip
"""The only signs of an address that HubSpot signs in plain."""


def hubspot_message(delivery: Delivery, stamp: str) -> tuple[bytes, ...]:
    """Method, address, body and instant, without anything between."""
    url = delivery.url
    for coded, plain in _PLAIN.items():
        url = url.replace(coded, plain).replace(coded.lower(), plain)
    return (f"{delivery.method}{url}".encode("utf-8", "replace") + delivery.body + stamp.encode("utf-8", "replace"),)


# Twilio.

_PORTS: Final = {"https": 443, "http": 80}


def twilio_message(delivery: Delivery, stamp: str) -> tuple[bytes, ...]:
    """The address and the form's fields in order; of a JSON body its digest, which must stand in the address."""
    told = query(delivery, "bodySHA256")
    if kind_of(delivery) == FORM:
        try:
            fields = sorted(set(pairs(delivery.body.decode("utf-8"))))
        except (UnicodeDecodeError, Unreadable):
            return ()
        more = "".join(name + value for name, value in fields)
    elif told == hashlib.sha256(delivery.body).hexdigest():
        more = ""
    else:
        return ()
    return tuple((url + more).encode("utf-8", "replace") for url in _with_and_without_port(delivery.url))


def _with_and_without_port(url: str) -> tuple[str, str]:
    """Twilio signs the address now with, now without the port that goes without saying."""
    parts = urlsplit(url)
    port = _PORTS.get(parts.scheme)
    bare = parts.netloc.removesuffix(f":{port}")
    return urlunsplit(parts._replace(netloc=f"{bare}:{port}")), urlunsplit(parts._replace(netloc=bare))


# Senders without signatures: they give back a token that we chose.


def google_channel(secrets: Secrets, delivery: Delivery, now: datetime) -> bytes | Refused:
    """Google's push channels carry the channel's token; the message's number stands for the whole."""
    token = delivery.headers.get("x-goog-channel-token", "")
    if not token:
        return MISSING
    named = in_header("x-goog-channel-id", "x-goog-message-number")(delivery, {})
    return named.encode() + delivery.body if one_of(token, secrets) else WRONG


def google_channel_data(delivery: Delivery) -> Data:
    """What Google's push channels say, all of it in headers."""
    names = ("channel-id", "message-number", "resource-id", "resource-state", "resource-uri", "changed")
    return {name: delivery.headers[f"x-goog-{name}"][:2_000] for name in names if f"x-goog-{name}" in delivery.headers}


def pubsub(secrets: Secrets, delivery: Delivery, now: datetime) -> bytes | Refused:
    """Google's Pub/Sub push carries the token we put into the address."""
    token = query(delivery, "token")
    if not token:
        return MISSING
    return delivery.body if one_of(token, secrets) else WRONG


def pubsub_data(delivery: Delivery) -> Data:
    """A Pub/Sub message; its `data` is read where it is JSON."""
    data = an_object(delivery)
    message = fields_of(data.get("message"))
    try:
        inner = read_json(base64.b64decode(word(message.get("data")), validate=True).decode("utf-8"))
    except (binascii.Error, ValueError):
        return data
    return {**data, "message": {**message, "data": inner}}


def graph(secrets: Secrets, delivery: Delivery, now: datetime) -> bytes | Refused:
    """Microsoft Graph repeats in each notification the `clientState` we chose; every one must."""
    try:
        items = an_object(delivery).get("value")
    except Unreadable as problem:
        return Refused(400, "body", str(problem))
    if not isinstance(items, list) or not items:
        return MISSING
    good = [one_of(word(fields_of(item).get("clientState")), secrets) for item in items]
    return delivery.body if all(good) else WRONG


def graph_question(delivery: Delivery, secrets: Secrets) -> Challenge | None:
    """`validationToken` in the address is sent back as plain text; it comes before there is anything to prove."""
    token = query(delivery, "validationToken")
    return Challenge(token) if token and len(token) <= _LONGEST_TOKEN else None


def notion_question(delivery: Delivery, secrets: Secrets) -> Challenge | None:
    """The first delivery tells the secret; only where there is none yet."""
    if secrets or "x-notion-signature" in delivery.headers:
        return None
    try:
        data = an_object(delivery)
    except Unreadable:
        return None
    token = word(data.get("verification_token"))
    return Challenge("", secret=token) if set(data) == {"verification_token"} and 8 <= len(token) <= 200 else None


def adobe_client(secrets: Secrets, delivery: Delivery, now: datetime) -> bytes | Refused:
    """Adobe names the application it belongs to; no secret, only better than nothing."""
    client = delivery.headers.get("x-adobesign-clientid", "")
    if not client:
        return MISSING
    return delivery.body if one_of(client, secrets) else WRONG


def adobe_question(delivery: Delivery, secrets: Secrets) -> Challenge | None:
    """A GET asks whether the address is ours: the application's name is sent back."""
    client = delivery.headers.get("x-adobesign-clientid", "")
    if delivery.method != "GET" or not one_of(client, secrets):
        return None
    return Challenge(json.dumps({"xAdobeSignClientId": client}), "application/json", adobe_reply(delivery))


def adobe_reply(delivery: Delivery) -> tuple[tuple[str, str], ...]:
    """Every delivery is acknowledged with the application's name."""
    return (("X-AdobeSign-ClientId", delivery.headers.get("x-adobesign-clientid", "")),)


def nothing_asked(secrets: Secrets, delivery: Delivery, now: datetime) -> bytes | Refused:
    """Anybody may send: chosen by a person, never by default."""
    return delivery.body
