"""Signatures: made, compared in constant time, and dated within a window. Also the headers of our own scheme."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final, Literal

import msgspec

from sayso.runtime.inbound.delivery import Delivery, Refused

WINDOW: Final = 300
"""Seconds that a signed instant may lie before or after ours."""
_MOST: Final = 10
"""So many signatures of one delivery are looked at."""

Secrets = tuple[bytes, ...]
Digest = Literal["sha256", "sha1"]
Encoding = Literal["hex", "base64"]
Stamp = Literal["seconds", "milliseconds", "iso"]
MISSING: Final = Refused(401, "signature-missing", "The delivery carries no signature that can be read.")
WRONG: Final = Refused(
    401, "signature-wrong", "The signature does not fit the body and our secret. Nothing was stored."
)
STALE: Final = Refused(
    401, "delivery-stale", "The delivery was signed too long ago, or its sender's clock is wrong. Nothing was stored."
)


class Given(msgspec.Struct, frozen=True):
    """What a delivery's headers say of its signature: the candidates, and the instant as it stands there."""

    values: tuple[str, ...]
    stamp: str = ""


class Hmac(msgspec.Struct, frozen=True):
    """One way to sign with a shared secret: where the signature stands, what was signed, how, and for how long.

    `message` gives what may have been signed, one text for each way the sender may have written it. A `window` of None
    means that no instant is signed.
    """

    given: Callable[[Mapping[str, str]], Given]
    message: Callable[[Delivery, str], tuple[bytes, ...]]
    digest: Digest = "sha256"
    encoding: Encoding = "hex"
    window: int | None = WINDOW
    stamp: Stamp = "seconds"

    def __call__(self, secrets: Secrets, delivery: Delivery, now: datetime) -> bytes | Refused:
        """What was signed, if one of the secrets signed it within the window."""
        given = self.given(delivery.headers)
        if not given.values:
            return MISSING
        messages = self.message(delivery, given.stamp)
        if not self.made_by(secrets, messages, given.values):
            return WRONG
        if self.window is not None:
            at = instant(given.stamp, self.stamp)
            if at is None or abs((now - at).total_seconds()) > self.window:
                return STALE
        return messages[0]

    def made_by(self, secrets: Secrets, messages: tuple[bytes, ...], given: tuple[str, ...]) -> bool:
        """Whether any secret gives any of the signatures; takes as long whichever it is."""
        good = False
        for secret in secrets:
            for message in messages:
                expected = self.of(secret, message).encode()
                for value in given[:_MOST]:
                    good |= hmac.compare_digest(expected, value.encode("utf-8", "replace"))
        return good

    def of(self, secret: bytes, message: bytes) -> str:
        """The signature of a message."""
        return signature(secret, message, self.digest, self.encoding)


def signature(secret: bytes, message: bytes, digest: Digest = "sha256", encoding: Encoding = "hex") -> str:
    """The HMAC of a message."""
    made = hmac.new(secret, message, digest).digest()
    return made.hex() if encoding == "hex" else base64.b64encode(made).decode()


def instant(text: str, unit: Stamp) -> datetime | None:
    """A signed instant as senders write it; None where it is none."""
    if unit == "iso":
        return _iso(text)
    if not (text.isascii() and text.isdigit() and len(text) <= 14):
        return None
    seconds = int(text) / 1000 if unit == "milliseconds" else int(text)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return at if at.tzinfo else None


def same(one: str, other: bytes) -> bool:
    """Whether a text is a secret, told in the same time either way."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other)


def one_of(text: str, secrets: Secrets) -> bool:
    """Whether a text is one of the secrets."""
    good = False
    for secret in secrets:
        good |= same(text, secret)
    return good


def header(name: str, prefix: str = "", stamp: str = "") -> Callable[[Mapping[str, str]], Given]:
    """Reads a signature that stands alone in a header, after a prefix; `stamp` is the header with its instant."""

    def read(headers: Mapping[str, str]) -> Given:
        value = headers.get(name, "")
        found = value.startswith(prefix) and len(value) > len(prefix)
        return Given((value[len(prefix) :],) if found else (), headers.get(stamp, "") if stamp else "")

    return read


def numbered(prefix: str) -> Callable[[Mapping[str, str]], Given]:
    """Reads signatures from headers that are counted from 1."""
    names = [f"{prefix}{number}" for number in range(1, _MOST + 1)]
    return lambda headers: Given(tuple(headers[name] for name in names if headers.get(name)))


def dated(name: str) -> Callable[[Mapping[str, str]], Given]:
    """Reads `t=…,v1=…`: one instant and at least one signature. Two instants are none."""

    def read(headers: Mapping[str, str]) -> Given:
        parts = [part.strip().partition("=") for part in headers.get(name, "").split(",")[: _MOST + 1]]
        stamps = [value for key, _, value in parts if key == "t"]
        values = tuple(value for key, _, value in parts if key == "v1" and value)
        return Given(values, stamps[0]) if len(stamps) == 1 and stamps[0] else Given(())

    return read


def raw(delivery: Delivery, stamp: str) -> tuple[bytes, ...]:
    """The body alone is signed."""
    return (delivery.body,)


def after(pattern: str) -> Callable[[Delivery, str], tuple[bytes, ...]]:
    """The body is signed after a text that names the instant: `v0:{stamp}:`"""
    return lambda delivery, stamp: (pattern.replace("{stamp}", stamp).encode("utf-8", "replace") + delivery.body,)


OURS: Final = Hmac(dated("sayso-signature"), after("{stamp}."))
"""Our own scheme: `Sayso-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""


def sign(secret: str, body: bytes, at: datetime, id: str | None = None) -> dict[str, str]:
    """The headers a sender adds to a body so that the scheme `sayso` takes it; without an id, one made of both."""
    stamp = str(int(at.timestamp()))
    message = stamp.encode() + b"." + body
    return {
        "Sayso-Signature": f"t={stamp},v1={OURS.of(secret.encode(), message)}",
        "Sayso-Delivery": id or hashlib.sha256(message).hexdigest()[:32],
    }
