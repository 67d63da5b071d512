"""What is due when."""

import heapq
from collections.abc import Callable
from datetime import datetime

Delivery = Callable[[], None]


class Due:
    """Deliveries by their instant; of two at one instant the one that was arranged first comes first."""

    def __init__(self) -> None:
        """Nothing is due."""
        self._heap: list[tuple[datetime, int, Delivery]] = []
        self._count = 0

    def add(self, at: datetime, deliver: Delivery) -> None:
        """Arrange a delivery."""
        self._count += 1
        heapq.heappush(self._heap, (at, self._count, deliver))

    @property
    def next(self) -> datetime | None:
        """The instant of the next delivery."""
        return self._heap[0][0] if self._heap else None

    def take(self) -> tuple[datetime, Delivery]:
        """The next delivery, taken off."""
        at, _, deliver = heapq.heappop(self._heap)
        return at, deliver
