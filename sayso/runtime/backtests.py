"""Which backtests run in this process, and the last one of each flow, for those who turn its pages."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MOST_KEPT = 8
"""So many backtests are kept, whosever they are; the oldest goes first."""


class Cancelled(Exception):
    """Somebody stopped it."""


class Stopping:
    """Whether a backtest is to stop; whoever works on it looks from time to time."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """Stop at the next look."""
        self._asked.set()

    def look(self) -> None:
        """Raises `Cancelled` where somebody asked to stop."""
        if self._asked.is_set():
            raise Cancelled


class Backtests:
    """The backtests of one process."""

    def __init__(self) -> None:
        self._running: dict[str, Stopping] = {}
        self._kept: OrderedDict[tuple[str, str], Any] = OrderedDict()

    @contextmanager
    def running(self, workspace: str) -> Iterator[Stopping | None]:
        """A backtest runs; None where one of this workspace does already. It stops where nobody waits for it."""
        if workspace in self._running:
            yield None
            return
        stopping = self._running[workspace] = Stopping()
        try:
            yield stopping
        except BaseException:
            stopping.ask()
            raise
        finally:
            del self._running[workspace]

    def runs(self, workspace: str) -> bool:
        """Whether one runs in a workspace."""
        return workspace in self._running

    def stop(self, workspace: str) -> bool:
        """Stop what runs in a workspace; whether there was anything."""
        stopping = self._running.get(workspace)
        if stopping is not None:
            stopping.ask()
        return stopping is not None

    def keep(self, workspace: str, flow: str, whole: Any) -> None:
        """Keep a backtest in place of the last one of this flow."""
        self._kept.pop((workspace, flow), None)
        self._kept[workspace, flow] = whole
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def kept(self, workspace: str, flow: str) -> Any | None:
        """The last backtest of a flow, if it is kept."""
        return self._kept.get((workspace, flow))
