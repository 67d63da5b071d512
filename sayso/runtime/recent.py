"""What was worked out lately and may be asked for again soon: few things, for a short while, each good as long as its
mark is the same.
"""

import time
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

MOST = 8
"""So many things are kept."""
SECONDS = 30.0
"""For so long after they were last asked for."""


class Recent:
    """A few things by their keys. Those that are too large are not kept: `heaviest` is the most of all together."""

    def __init__(self, heaviest: int = 200_000) -> None:
        self.heaviest = heaviest
        self._kept: OrderedDict[Hashable, tuple[float, Hashable, list[Any]]] = OrderedDict()

    def get(self, key: Hashable, mark: Hashable) -> list[Any] | None:
        """What is kept under a key, if its mark is still this one."""
        self._forget()
        known = self._kept.get(key)
        if known is None or known[1] != mark:
            return None
        self._keep(key, mark, known[2])
        return known[2]

    def put(self, key: Hashable, mark: Hashable, lines: list[Any]) -> None:
        """Keep something."""
        self._keep(key, mark, lines)
        while self._kept and (
            len(self._kept) > MOST or sum(len(one[2]) for one in self._kept.values()) > self.heaviest
        ):
            self._kept.popitem(last=False)

    def _keep(self, key: Hashable, mark: Hashable, lines: list[Any]) -> None:
        self._kept[key] = (time.monotonic(), mark, lines)
        self._kept.move_to_end(key)

    def _forget(self) -> None:
        old = time.monotonic() - SECONDS
        while self._kept and next(iter(self._kept.values()))[0] < old:
            self._kept.popitem(last=False)
