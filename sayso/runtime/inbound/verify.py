"""Judges one delivery: proven, within its limits, readable? Proof comes before reading; nothing fails open."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sayso.dsl.diagnostics import nearest
from sayso.runtime.inbound.delivery import MAX_BODY, Challenge, Delivery, Received, Refused
from sayso.runtime.inbound.limits import Unreadable, unfit
from sayso.runtime.inbound.schemes import SCHEMES, Scheme
from sayso.runtime.inbound.signing import Secrets

_LONGEST_ID: Final = 200
NO_SECRET: Final = Refused(401, "no-secret", "This webhook has no secret yet, so no delivery can be proven.")


def verify(
    scheme: str, secret: str | Sequence[str], request: Delivery, now: datetime
) -> Received | Challenge | Refused:
    """What a delivery is: to be stored, to be answered, or refused.

    `secret` is one, or several while it is being changed. `scheme` is a name of `SCHEMES`; an unknown one refuses.
    """
    row = SCHEMES.get(scheme)
    if row is None:
        hint = nearest(scheme, list(SCHEMES))
        more = f" Did you mean `{hint}`?" if hint else ""
        return Refused(503, "unknown-scheme", f"No sender is known that signs as `{scheme[:40]}`.{more}")
    secrets = tuple(one.encode() for one in ((secret,) if isinstance(secret, str) else secret) if one.strip())
    return _judged(row, secrets, request, now)


def _judged(row: Scheme, secrets: Secrets, request: Delivery, now: datetime) -> Received | Challenge | Refused:
    if request.method not in row.methods:
        return Refused(405, "method", f"Send deliveries with {' or '.join(row.methods)}.")
    if len(request.body) <= MAX_BODY and (asked := row.before(request, secrets)) is not None:
        return asked
    if request.method != "POST":
        return Refused(401, "not-ours", "The question names nobody we know.")
    if (problem := unfit(request, row.kinds)) is not None:
        return problem
    if not secrets and not row.open:
        return NO_SECRET
    signed = row.check(secrets, request, now)
    return signed if isinstance(signed, Refused) else _taken(row, secrets, request, signed, now)


def _taken(
    row: Scheme, secrets: Secrets, request: Delivery, signed: bytes, now: datetime
) -> Received | Challenge | Refused:
    """A proven delivery, read."""
    try:
        data = row.data(request)
    except Unreadable as problem:
        return Refused(400, "body", str(problem))
    asked = row.question(request, data, secrets)
    if asked is not None:
        return asked
    id = _bounded(row.id(request, data)) or hashlib.sha256(request.body).hexdigest()
    proof = hashlib.sha256(row.name.encode() + b"\n" + signed).hexdigest()
    return Received(id, proof, data, now, row.event(request, data)[:_LONGEST_ID], row.reply(request))


def _bounded(id: str) -> str:
    """A sender's id as a key: what is long or strange is hashed."""
    plain = len(id) <= _LONGEST_ID and id.isascii() and id.isprintable()
    return id if plain else hashlib.sha256(id.encode("utf-8", "replace")).hexdigest()
