"""Numbers for operators, in a registry of their own. Labels come from closed lists: never a workspace, flow or person.

What is not on its list is counted as "other", so a stranger cannot make the number of series grow.
"""

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from sayso.runtime.inbound.schemes import SCHEMES

OTHER: Final = "other"
RUN_STATES: Final = frozenset({"completed", "failed", "stopped", "cancelled"})
CALL_RESULTS: Final = frozenset({"done", "failed", "refused", "uncertain", "retried", "timed-out", "limited"})
EVENT_RESULTS: Final = frozenset({"stored", "duplicate", "refused", "challenge", "unknown", "invalid", "trapped"})
EVENT_SOURCES: Final = frozenset({*SCHEMES, "form", "schedule", "chat", "poll", "record", "call"})
CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_LAGS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800)
_SIZES: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256)


class Metrics:
    """What is counted. `families` are the connectors whose calls are told apart: `gmail`, `crm`, …"""

    def __init__(self, families: Iterable[str] = ()) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        self._families = frozenset(families)
        self._counts()
        self._measures()

    def _counts(self) -> None:
        """Everything that is counted or stands at a number."""
        where = self.registry
        self._ended = Counter("sayso_runs_ended", "Runs that ended, by state.", ["state"], registry=where)
        self.steps = Counter("sayso_steps", "Steps taken.", registry=where)
        self._calls = Counter("sayso_calls", "Calls by connector and result.", ["family", "result"], registry=where)
        self._counted: dict[tuple[str, str], Counter] = {}
        self._events = Counter("sayso_events", "Events in, by source and result.", ["source", "result"], registry=where)
        self.in_flight = Gauge("sayso_lanes_in_flight", "Lanes being moved now.", registry=where)

    def _measures(self) -> None:
        """Everything that is measured."""
        where = self.registry
        self.batch = Histogram("sayso_commit_batch_size", "Lanes in one commit.", buckets=_SIZES, registry=where)
        self.commit = Histogram("sayso_commit_seconds", "Seconds of a commit.", buckets=_SECONDS, registry=where)
        self.lag = Histogram("sayso_wake_lag_seconds", "Seconds a due lane waited.", buckets=_LAGS, registry=where)
        self.call_seconds = Histogram("sayso_call_seconds", "Seconds of a call.", buckets=_SECONDS, registry=where)

    def run_ended(self, state: str) -> None:
        """A run came to its end."""
        self._ended.labels(_known(state, RUN_STATES)).inc()

    def called(self, tool: str, result: str, seconds: float | None = None) -> None:
        """A tool was called: `crm.update`."""
        family = _known(tool.partition(".")[0], self._families)
        kind = family, _known(result, CALL_RESULTS)
        counted = self._counted.get(kind)
        if counted is None:
            counted = self._counted[kind] = self._calls.labels(*kind)
        counted.inc()
        if seconds is not None:
            self.call_seconds.observe(seconds)

    def committed(self, size: int, seconds: float) -> None:
        """A commit of so many lanes went through."""
        self.batch.observe(size)
        self.commit.observe(seconds)

    def woken(self, lag: float) -> None:
        """A lane went on so many seconds after it was due."""
        self.lag.observe(max(lag, 0.0))

    def event(self, source: str, result: str) -> None:
        """Something came in: `source` is a webhook's scheme, "form", "schedule", …"""
        self._events.labels(_known(source, EVENT_SOURCES), _known(result, EVENT_RESULTS)).inc()

    def text(self) -> bytes:
        """Everything, as Prometheus reads it; its content type is `CONTENT_TYPE`."""
        return generate_latest(self.registry)


def _known(word: str, words: frozenset[str]) -> str:
    return word if word in words else OTHER
