"""What a workspace remembers for its flows between runs: memory, who was taken by which loop, quotas used.

Plain rows in memory, kept in one JSON file for live runs. A copy serves Test Mode, so that it changes nothing.
"""

import copy
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sayso.dsl import calendar, values_json

MEMORY_LIST = 10_000
"""The most entries a list of a flow's memory can hold."""


class MemoryFull(Exception):
    """A list of the flow's memory has no room left; nothing was dropped."""


class Rows(msgspec.Struct):
    """The rows, each keyed by the flow's name and what it is about."""

    memory: dict[str, Any] = {}
    taken: dict[str, dict[str, datetime]] = {}
    on_way: dict[str, dict[str, str]] = {}
    used: dict[str, int] = {}


class Ledger:
    """A workspace's rows, and the few questions asked of them."""

    def __init__(self, rows: Rows | None = None, file: Path | None = None) -> None:
        """Begin with rows that are already there."""
        self.rows, self.file = rows or Rows(), file

    @classmethod
    def open(cls, file: Path) -> "Ledger":
        """The ledger kept in a file; empty where there is none yet."""
        if not file.exists():
            return cls(file=file)
        found = values_json.from_json(file.read_bytes())
        return cls(msgspec.convert(found, Rows), file)

    def copy(self) -> "Ledger":
        """The same rows, to be changed without effect on these."""
        return Ledger(copy.deepcopy(self.rows))

    def save(self) -> None:
        """Write the rows to the file, whole or not at all."""
        if self.file is not None:
            part = self.file.with_suffix(".part")
            part.write_bytes(values_json.to_json(msgspec.structs.asdict(self.rows)))
            part.replace(self.file)

    def remembered(self, flow: str, name: str) -> Any:
        """An entry of a flow's memory."""
        return self.rows.memory.get(f"{flow}/{name}")

    def remember(self, flow: str, name: str, value: object) -> None:
        """Set an entry of a flow's memory."""
        self.rows.memory[f"{flow}/{name}"] = value

    def add(self, flow: str, name: str, value: object, same: Any) -> bool:
        """Add to a list of a flow's memory what is not in it yet; False if it was. `same` compares by meaning."""
        held = self.rows.memory.setdefault(f"{flow}/{name}", [])
        if any(same(value, other) is True for other in held):
            return False
        if len(held) >= MEMORY_LIST:
            raise MemoryFull(f"`@memory.{name}` is full: it holds {MEMORY_LIST} entries.")
        held.append(value)
        return True

    def loop(self, flow: str, loop: str) -> tuple[dict[str, datetime], dict[str, str]]:
        """When a loop last took whom, and in which run those still on their way through it are; both may be changed."""
        name = f"{flow}/{loop}"
        return self.rows.taken.setdefault(name, {}), self.rows.on_way.setdefault(name, {})

    def arrivals(self, flow: str, loop: str) -> Callable[[str], object]:
        """Takes note of those whose lanes have ended, key by key: they are not on their way any more."""
        _, on_way = self.loop(flow, loop)
        return lambda key: on_way.pop(key, None)

    def used(self, flow: str, tool: str, per: str, at: datetime, zone: ZoneInfo, run: str) -> int:
        """How many calls a flow made of a tool in the current period."""
        return self.rows.used.get(period_of(flow, tool, per, at, zone, run), 0)

    def use(self, flow: str, tool: str, per: str, at: datetime, zone: ZoneInfo, run: str) -> None:
        """Count a call."""
        key = period_of(flow, tool, per, at, zone, run)
        self.rows.used[key] = self.rows.used.get(key, 0) + 1


def period_of(flow: str, tool: str, per: str, at: datetime, zone: ZoneInfo, run: str) -> str:
    """The name under which a flow's calls of a tool are counted in the current period."""
    local = calendar.local(at, zone)
    week = local.isocalendar()
    name = {
        "run": run, "hour": f"{local:%Y-%m-%dT%H}", "day": f"{local:%Y-%m-%d}", "week": f"{week.year}-W{week.week:02}",
        "month": f"{local:%Y-%m}",
    }[per]  # fmt: skip
    return f"{flow}/{tool}/{per}/{name}"
