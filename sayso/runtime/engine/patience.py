"""The longest a call may take. One look a second serves all calls, so that none needs a timer of its own."""

import asyncio
from types import TracebackType
from typing import Any

STEP = 1.0
"""Seconds between two looks: so much later than its time a call may be ended."""


class Patience:
    """Ends what takes longer than so many seconds with a `TimeoutError`."""

    def __init__(self, longest: float) -> None:
        self.longest = longest
        self._waits: set[Wait] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: asyncio.TimerHandle | None = None

    def for_a_call(self) -> "Wait":
        """`async with patience.for_a_call():` around one call."""
        return Wait(self)

    def begin(self, wait: "Wait") -> None:
        """A call goes out."""
        loop = wait.loop
        wait.until = loop.time() + self.longest
        self._waits.add(wait)
        if self._next is None or self._loop is not loop:
            self._loop, self._next = loop, loop.call_later(min(STEP, self.longest), self._look, loop)

    def end(self, wait: "Wait") -> None:
        """It came back."""
        self._waits.discard(wait)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._next = loop.call_later(min(STEP, self.longest), self._look, loop) if self._waits else None
        now = loop.time()
        for wait in [one for one in self._waits if one.loop is loop and one.until <= now]:
            wait.give_up()


class Wait:
    """One call that is waited for."""

    __slots__ = ("_before", "_given_up", "_patience", "_task", "loop", "until")

    def __init__(self, patience: Patience) -> None:
        self._patience, self._given_up, self.until, self._before = patience, False, 0.0, 0
        self.loop = asyncio.get_running_loop()
        self._task: asyncio.Task[Any] | None = None

    def give_up(self) -> None:
        """It took too long."""
        if self._task is not None and not self._given_up:
            self._given_up = True
            self._task.cancel()

    async def __aenter__(self) -> None:
        self._task = asyncio.current_task()
        self._before = self._task.cancelling() if self._task is not None else 0
        self._patience.begin(self)

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._patience.end(self)
        if self._given_up and self._task is not None:
            ours = self._task.uncancel() <= self._before
            if ours and kind is asyncio.CancelledError:
                raise TimeoutError from problem
