"""How often a token may ask: a moving window in the memory of this process, bounded whatever comes."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

import msgspec

PER_MINUTE = 600
WINDOW = 60.0
"""Seconds of the window."""
MOST_TOKENS = 1_000
"""So many tokens are counted at once; of more, whoever asked longest ago is forgotten."""


class Allowed(msgspec.Struct, frozen=True):
    """Whether this request may go on; how many more may come now; when the window is free again (a Unix time, whole
    seconds), and how many seconds to wait where it may not."""

    ok: bool
    limit: int
    remaining: int
    reset: int
    wait: int

    def headers(self) -> dict[str, str]:
        """What is told with every answer."""
        told = {
            "X-RateLimit-Limit": str(self.limit), "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
        }  # fmt: skip
        return told if self.ok else {**told, "Retry-After": str(self.wait)}


class Limiter:
    """Counts by token. A request that is refused does not count."""

    def __init__(
        self, per_minute: int = PER_MINUTE, clock: Callable[[], float] = time.time, most: int = MOST_TOKENS
    ) -> None:
        self.limit, self._clock, self._most = per_minute, clock, most
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def ask(self, token: str) -> Allowed:
        """One more request of a token."""
        now = self._clock()
        times = self._asked.setdefault(token, deque())
        self._asked.move_to_end(token)
        while len(self._asked) > self._most:
            self._asked.popitem(last=False)
        while times and (times[0] <= now - WINDOW or times[0] > now):
            times.popleft()
        ok = len(times) < self.limit
        if ok:
            times.append(now)
        reset = (times[-1] if times else now) + WINDOW
        wait = max(1, math.ceil(times[0] + WINDOW - now)) if times else 1
        return Allowed(ok, self.limit, self.limit - len(times), math.ceil(reset), wait)

    def __len__(self) -> int:
        return len(self._asked)
