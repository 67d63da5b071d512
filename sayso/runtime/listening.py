"""What came to a webhook that is not live while its owner waited for it: to be looked at and tried, nothing else.

Such a request needs no signature, for it starts nothing and is shown to whoever waits. It is never stored: a few of
each webhook are known as long as this process lives.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from typing import Any

import msgspec

from sayso.runtime.turned_away import KEPT, MOST, Address

PATIENCE = timedelta(minutes=10)
"""So long the next request is waited for."""


class Caught(msgspec.Struct, frozen=True):
    """One request that was waited for."""

    id: str
    at: datetime
    data: dict[str, Any]


class Listening:
    """Which webhooks wait for their next request, and the last few that came."""

    def __init__(self) -> None:
        self._until: OrderedDict[Address, datetime] = OrderedDict()
        self._caught: OrderedDict[Address, deque[Caught]] = OrderedDict()

    def begin(self, address: Address, now: datetime) -> None:
        """Wait for the next one."""
        self._until[address] = now + PATIENCE
        _keep_few(self._until, address)

    def end(self, address: Address) -> None:
        """Wait no longer."""
        self._until.pop(address, None)

    def waits(self, address: Address, now: datetime) -> bool:
        """Whether the next one is waited for."""
        until = self._until.get(address)
        return until is not None and now < until

    def catch(self, address: Address, caught: Caught) -> None:
        """It came; nothing more is waited for."""
        self.end(address)
        self._caught.setdefault(address, deque(maxlen=KEPT)).append(caught)
        _keep_few(self._caught, address)

    def of(self, address: Address) -> tuple[Caught, ...]:
        """The last few, the oldest first."""
        return tuple(self._caught.get(address, ()))


def _keep_few(known: OrderedDict[Address, Any], newest: Address) -> None:
    known.move_to_end(newest)
    while len(known) > MOST:
        known.popitem(last=False)
