"""The table of senders: how each signs, which bodies it sends, what it names a delivery by, what it asks beforehand.

A new sender is a row, and where it has ways of its own a small function in `senders`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from sayso.runtime.inbound.delivery import Challenge, Delivery, Refused
from sayso.runtime.inbound.limits import FORM, JSON
from sayso.runtime.inbound.senders import (
    Data,
    Naming,
    adobe_client,
    adobe_question,
    adobe_reply,
    an_object,
    each_item,
    first_of,
    github_question,
    google_channel,
    google_channel_data,
    graph,
    graph_question,
    hubspot_message,
    in_field,
    in_header,
    list_or_object,
    nameless,
    nothing_asked,
    notion_question,
    payload_alone,
    pubsub,
    pubsub_data,
    slack_question,
    twilio_message,
    with_payload,
    zoom_question,
)
from sayso.runtime.inbound.signing import OURS, Hmac, Secrets, after, dated, header, numbered, raw

Check = Callable[[Secrets, Delivery, datetime], bytes | Refused]
_OPEN: Final = "none"


class Scheme(msgspec.Struct, frozen=True):
    """How deliveries of one sender are told from a stranger's.

    `check` gives what was signed. `before` answers questions that come before there is a secret, `question` those
    that are signed. `kinds` are the content types taken; none at all where the body says nothing.
    """

    name: str
    check: Check
    id: Naming = nameless
    event: Naming = nameless
    kinds: tuple[str, ...] = (JSON,)
    data: Callable[[Delivery], Data] = an_object
    before: Callable[[Delivery, Secrets], Challenge | None] = lambda delivery, secrets: None
    question: Callable[[Delivery, Data, Secrets], Challenge | Refused | None] = lambda delivery, data, secrets: None
    reply: Callable[[Delivery], tuple[tuple[str, str], ...]] = lambda delivery: ()
    methods: tuple[str, ...] = ("POST",)

    @property
    def open(self) -> bool:
        """Whether anybody may send."""
        return self.name == _OPEN


_ROWS: Final = (
    Scheme("sayso", OURS, in_header("sayso-delivery"), in_header("sayso-event"), (JSON, FORM)),
    Scheme(_OPEN, nothing_asked, kinds=(JSON, FORM)),
    Scheme("stripe", Hmac(dated("stripe-signature"), after("{stamp}.")), in_field("id"), in_field("type")),
    Scheme(
        "slack",
        Hmac(header("x-slack-signature", "v0=", "x-slack-request-timestamp"), after("v0:{stamp}:")),
        first_of(in_field("event_id"), in_field("payload.trigger_id"), in_field("trigger_id")),
        first_of(in_field("event.type"), in_field("payload.type"), in_field("command")),
        (JSON, FORM),
        data=with_payload,
        question=slack_question,
    ),
    Scheme(
        "zoom",
        Hmac(header("x-zm-signature", "v0=", "x-zm-request-timestamp"), after("v0:{stamp}:")),
        event=in_field("event"),
        question=zoom_question,
    ),
    Scheme(
        "github",
        Hmac(header("x-hub-signature-256", "sha256="), raw, window=None),
        in_header("x-github-delivery"),
        in_header("x-github-event"),
        (JSON, FORM),
        data=payload_alone,
        question=github_question,
    ),
    Scheme(
        "jira",
        Hmac(header("x-hub-signature", "sha256="), raw, window=None),
        in_header("x-atlassian-webhook-identifier"),
        in_field("webhookEvent"),
    ),
    Scheme(
        "hubspot",
        Hmac(
            header("x-hubspot-signature-v3", stamp="x-hubspot-request-timestamp"),
            hubspot_message,
            encoding="base64",
            stamp="milliseconds",
        ),
        each_item("items", "eventId", "subscriptionId", "objectId", "occurredAt"),
        data=list_or_object,
    ),
    Scheme(
        "twilio",
        Hmac(header("x-twilio-signature"), twilio_message, "sha1", "base64", window=None),
        in_header("i-twilio-idempotency-token"),
        first_of(in_field("MessageStatus"), in_field("CallStatus"), in_field("SmsStatus")),
        (JSON, FORM),
    ),
    Scheme(
        "zendesk",
        Hmac(
            header("x-zendesk-webhook-signature", stamp="x-zendesk-webhook-signature-timestamp"),
            after("{stamp}"),
            encoding="base64",
            stamp="iso",
        ),
        in_header("x-zendesk-webhook-invocation-id"),
        in_field("type"),
    ),
    Scheme(
        "intercom",
        Hmac(header("x-hub-signature", "sha1="), raw, "sha1", window=None),
        in_field("id"),
        in_field("topic"),
    ),
    Scheme(
        "notion",
        Hmac(header("x-notion-signature", "sha256="), raw, window=None),
        in_field("id"),
        in_field("type"),
        before=notion_question,
    ),
    Scheme(
        "docusign",
        Hmac(numbered("x-docusign-signature-"), raw, encoding="base64", window=None),
        in_field("event", "data.envelopeId", "generatedDateTime"),
        in_field("event"),
    ),
    Scheme(
        "calendly",
        Hmac(dated("calendly-webhook-signature"), after("{stamp}."), window=180),
        event=in_field("event"),
    ),
    Scheme(
        "typeform",
        Hmac(header("typeform-signature", "sha256="), raw, encoding="base64", window=None),
        first_of(in_field("event_id"), in_field("form_response.token")),
        in_field("event_type"),
    ),
    Scheme(
        "segment",
        Hmac(header("x-signature"), raw, "sha1", window=None),
        in_field("messageId"),
        first_of(in_field("event"), in_field("type")),
    ),
    Scheme(
        "google",
        google_channel,
        in_header("x-goog-channel-id", "x-goog-message-number"),
        in_header("x-goog-resource-state"),
        (),
        data=google_channel_data,
    ),
    Scheme("google-pubsub", pubsub, in_field("message.messageId"), data=pubsub_data),
    Scheme(
        "graph",
        graph,
        each_item("value", "id"),
        before=graph_question,
    ),
    Scheme(
        "adobe-sign",
        adobe_client,
        in_field("webhookNotificationId"),
        in_field("event"),
        before=adobe_question,
        reply=adobe_reply,
        methods=("POST", "GET"),
    ),
)

SCHEMES: Final[dict[str, Scheme]] = {row.name: row for row in _ROWS}
"""Every way a delivery can be proven, by its name."""
