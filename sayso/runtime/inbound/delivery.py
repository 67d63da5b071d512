"""What comes in through a webhook or a form, and the three things that can be made of it: received, answered, refused.

Plain shapes, no reading and no judging.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

MAX_BODY: Final = 1_000_000
"""No body is longer, in bytes."""


class Delivery(msgspec.Struct, frozen=True):
    """One request as it came: `url` is the full address its sender called, `headers` have names in small letters,
    `body` is raw."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


class Received(msgspec.Struct, frozen=True):
    """A delivery that may be stored.

    `id` is the key under which a second one of the same delivery is known; `proof` the SHA-256 of what the sender
    signed: senders that do not sign their delivery's id can only be held to it. `event` is the sender's name of what
    happened, "" where it gives none. `reply` are headers the sender wants back.
    """

    id: str
    proof: str
    data: dict[str, object]
    at: datetime
    event: str = ""
    reply: tuple[tuple[str, str], ...] = ()


class Challenge(msgspec.Struct, frozen=True):
    """A sender's question whether this address is ours: what to answer with a 200. Nothing is stored, no run is made.

    `secret` is the one a sender just told, to be shown to the person who sets the webhook up, and kept on their word.
    """

    body: str
    content_type: str = "text/plain; charset=utf-8"
    reply: tuple[tuple[str, str], ...] = ()
    secret: str | None = None


class Refused(msgspec.Struct, frozen=True):
    """Why a delivery was not taken: an HTTP status, a short name for programs, a sentence for people."""

    status: int
    code: str
    sentence: str
