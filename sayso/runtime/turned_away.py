"""What came to a webhook of ours and was turned away: the last few of each, as long as this process lives.

A stranger can send as often as they like, so nothing of it is stored.
"""

from collections import OrderedDict, deque
from datetime import datetime

import msgspec

KEPT = 5
"""So many are known of each webhook."""
MOST = 1_000
"""Of so many webhooks."""
Address = tuple[str, str, str]
"""Workspace, flow and name."""


class Turned(msgspec.Struct, frozen=True):
    """One request that was not taken, or only answered: when, a short name for programs, the sentence for people."""

    at: datetime
    code: str
    sentence: str


class TurnedAway:
    """The last few of each webhook."""

    def __init__(self) -> None:
        self._known: OrderedDict[Address, deque[Turned]] = OrderedDict()

    def add(self, address: Address, turned: Turned) -> None:
        """One more came."""
        self._known.setdefault(address, deque(maxlen=KEPT)).append(turned)
        self._known.move_to_end(address)
        while len(self._known) > MOST:
            self._known.popitem(last=False)

    def of(self, address: Address) -> tuple[Turned, ...]:
        """The last few, the oldest first."""
        return tuple(self._known.get(address, ()))
