"""Whether what comes in from outside is what it says it is: webhooks proven, forms filled. Stores nothing."""

from sayso.runtime.inbound.delivery import MAX_BODY, Challenge, Delivery, Received, Refused
from sayso.runtime.inbound.forms import (
    Entry,
    Problem,
    Submission,
    Trapped,
    Unfit,
    entries_of,
    fill,
    read_submission,
    start_of,
)
from sayso.runtime.inbound.schemes import SCHEMES
from sayso.runtime.inbound.signing import sign
from sayso.runtime.inbound.verify import verify

__all__ = [
    "MAX_BODY", "SCHEMES", "Challenge", "Delivery", "Entry", "Problem", "Received", "Refused", "Submission", "Trapped",
    "Unfit", "entries_of", "fill", "read_submission", "sign", "start_of", "verify",
]  # fmt: skip
