"""Senders for tests: each signs as its vendor's documents say, in its own words, sharing no code with the product."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import msgspec

from sayso.runtime.inbound import Delivery

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECRET = "whsec-of-the-test-0123456789"
URL = "https://flows.example/hooks/acme/leads/inbound?from=a%40b"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def mac(secret: str, message: bytes, digest: str = "sha256") -> bytes:
    return hmac.new(secret.encode(), message, digest).digest()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def delivery(body: bytes, headers: dict[str, str], kind: str = JSON, url: str = URL, method: str = "POST") -> Delivery:
    return Delivery(method, url, {"content-type": kind, **headers} if kind else headers, body)


def unix(at: datetime) -> str:
    return str(int(at.timestamp()))


def sayso(secret: str, at: datetime) -> Delivery:
    body = b'{"email": "ann@acme.example"}'
    signed = mac(secret, unix(at).encode() + b"." + body).hex()
    return delivery(body, {"sayso-signature": f"t={unix(at)},v1={signed}", "sayso-delivery": "d-1"})


def stripe(secret: str, at: datetime) -> Delivery:
    body = b'{"id": "evt_1", "type": "invoice.paid"}'
    signed = mac(secret, unix(at).encode() + b"." + body).hex()
    return delivery(body, {"stripe-signature": f"t={unix(at)},v1={'0' * 64},v1={signed},v0=ff"})


def slack(secret: str, at: datetime) -> Delivery:
    body = b'{"type": "event_callback", "event_id": "Ev1", "event": {"type": "message", "text": "hi"}}'
    signed = mac(secret, b"v0:" + unix(at).encode() + b":" + body).hex()
    return delivery(body, {"x-slack-signature": f"v0={signed}", "x-slack-request-timestamp": unix(at)})


def zoom(secret: str, at: datetime) -> Delivery:
    body = b'{"event": "recording.completed", "event_ts": 1, "payload": {}}'
    signed = mac(secret, b"v0:" + unix(at).encode() + b":" + body).hex()
    return delivery(body, {"x-zm-signature": f"v0={signed}", "x-zm-request-timestamp": unix(at)})


def github(secret: str, at: datetime) -> Delivery:
    body = b'{"action": "opened"}'
    headers = {"x-hub-signature-256": f"sha256={mac(secret, body).hex()}", "x-github-delivery": "72d3162e-cc78"}
    return delivery(body, {**headers, "x-github-event": "issues"})


def jira(secret: str, at: datetime) -> Delivery:
    body = b'{"webhookEvent": "jira:issue_created"}'
    headers = {"x-hub-signature": f"sha256={mac(secret, body).hex()}", "x-atlassian-webhook-identifier": "w-9"}
    return delivery(body, headers)


def hubspot(secret: str, at: datetime) -> Delivery:
    body = json.dumps(
        [{"eventId": 1, "subscriptionId": 2, "objectId": 3, "occurredAt": 4, "attemptNumber": 0}]
    ).encode()
    stamp = str(int(at.timestamp() * 1000))
    signed = b64(mac(secret, b"POST" + URL.replace("%40", "@").encode() + body + stamp.encode()))
    return delivery(body, {"x-hubspot-signature-v3": signed, "x-hubspot-request-timestamp": stamp})


def twilio(secret: str, at: datetime) -> Delivery:
    fields = {"To": "+1", "From": "+2", "Body": "Hé & co", "MessageStatus": "sent"}
    signed = b64(mac(secret, (URL + "".join(name + fields[name] for name in sorted(fields))).encode(), "sha1"))
    headers = {"x-twilio-signature": signed, "i-twilio-idempotency-token": "tw-1"}
    return delivery(urlencode(fields).encode(), headers, FORM)


def zendesk(secret: str, at: datetime) -> Delivery:
    body, stamp = b'{"type": "zen:event-type:ticket.created"}', at.strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = {"x-zendesk-webhook-signature": b64(mac(secret, stamp.encode() + body))}
    more = {"x-zendesk-webhook-signature-timestamp": stamp, "x-zendesk-webhook-invocation-id": "8350205582"}
    return delivery(body, headers | more)


def intercom(secret: str, at: datetime) -> Delivery:
    body = b'{"id": "notif_1", "topic": "conversation.user.replied"}'
    return delivery(body, {"x-hub-signature": f"sha1={mac(secret, body, 'sha1').hex()}"})


def notion(secret: str, at: datetime) -> Delivery:
    body = b'{"id": "n-1", "type": "page.created"}'
    return delivery(body, {"x-notion-signature": f"sha256={mac(secret, body).hex()}"})


def docusign(secret: str, at: datetime) -> Delivery:
    data = {"event": "envelope-completed", "generatedDateTime": "2026-03-02", "data": {"envelopeId": "e"}}
    body = json.dumps({**data, "retryCount": 0}).encode()
    return delivery(body, {"x-docusign-signature-1": b64(b"0" * 32), "x-docusign-signature-2": b64(mac(secret, body))})


def calendly(secret: str, at: datetime) -> Delivery:
    body = b'{"event": "invitee.created", "payload": {"uri": "https://api.calendly.example/1"}}'
    signed = mac(secret, unix(at).encode() + b"." + body).hex()
    return delivery(body, {"calendly-webhook-signature": f"t={unix(at)},v1={signed}"})


def typeform(secret: str, at: datetime) -> Delivery:
    body = b'{"event_id": "01", "event_type": "form_response"}'
    return delivery(body, {"typeform-signature": f"sha256={b64(mac(secret, body))}"})


def segment(secret: str, at: datetime) -> Delivery:
    body = b'{"type": "track", "event": "Signed Up", "messageId": "m-1", "userId": "u"}'
    return delivery(body, {"x-signature": mac(secret, body, "sha1").hex()})


def google(secret: str, at: datetime) -> Delivery:
    headers = {"x-goog-channel-token": secret, "x-goog-channel-id": "c1", "x-goog-message-number": "7"}
    return delivery(b"", headers | {"x-goog-resource-state": "exists"}, "")


def pubsub(secret: str, at: datetime) -> Delivery:
    inner = b64(b'{"emailAddress": "me@acme.example", "historyId": 42}')
    body = json.dumps({"message": {"messageId": "p-1", "data": inner}, "subscription": "s"}).encode()
    return delivery(body, {}, url=f"https://flows.example/hooks/a/b/c?{urlencode({'token': secret})}")


def graph(secret: str, at: datetime) -> Delivery:
    items = [{"id": "g-1", "clientState": secret, "resource": "r"}, {"id": "g-2", "clientState": secret}]
    return delivery(json.dumps({"value": items}).encode(), {})


def adobe(secret: str, at: datetime) -> Delivery:
    return delivery(b'{"webhookNotificationId": "a-1", "event": "AGREEMENT_CREATED"}', {"x-adobesign-clientid": secret})


Sending = Callable[[str, datetime], Delivery]
SENDERS: dict[str, tuple[Sending, str]] = {
    "sayso": (sayso, "d-1"),
    "stripe": (stripe, "evt_1"),
    "slack": (slack, "Ev1"),
    "zoom": (zoom, ""),
    "github": (github, "72d3162e-cc78"),
    "jira": (jira, "w-9"),
    "hubspot": (hubspot, hashlib.sha256(b'[["1", "2", "3", "4"]]').hexdigest()),
    "twilio": (twilio, "tw-1"),
    "zendesk": (zendesk, "8350205582"),
    "intercom": (intercom, "notif_1"),
    "notion": (notion, "n-1"),
    "docusign": (docusign, "envelope-completed/e/2026-03-02"),
    "calendly": (calendly, ""),
    "typeform": (typeform, "01"),
    "segment": (segment, "m-1"),
    "google": (google, "c1/7"),
    "google-pubsub": (pubsub, "p-1"),
    "graph": (graph, hashlib.sha256(b'[["g-1"], ["g-2"]]').hexdigest()),
    "adobe-sign": (adobe, "a-1"),
}
"""Every sender, and the id its delivery is known by: "" where it is the body's digest."""

SIGNED = [name for name in SENDERS if name not in ("google", "google-pubsub", "graph", "adobe-sign")]
"""Senders that sign their bodies; the others only show a token."""
DATED = {"sayso": 300, "stripe": 300, "slack": 300, "zoom": 300, "hubspot": 300, "zendesk": 300, "calendly": 180}
"""Senders that sign an instant, and the seconds it may be old."""


def sent(name: str, secret: str = SECRET, at: datetime = NOW) -> Delivery:
    return SENDERS[name][0](secret, at)


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def changed(given: Delivery, **parts: object) -> Delivery:
    return msgspec.structs.replace(given, **parts)
