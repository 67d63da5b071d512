"""A run on the terminal: its log line by line, who is where, and how it ended."""

from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sayso.cli.console import Console, plain
from sayso.dsl import render
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import UNKNOWN
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Journal
from sayso.runtime.log import LogLine, log
from sayso.runtime.run import Run
from sayso.runtime.testing import calls_made

SIGNS = {
    "began": ("▶", "bold"), "read": ("○", "bright_black"), "did": ("●", "blue"), "failed": ("✗", "red"),
    "refused": ("⊘", "yellow"), "asked": ("?", "green"), "waits": ("…", "cyan"), "heard": ("✉", "cyan"),
    "decided": ("◇", "magenta"), "left": ("–", "bright_black"), "late": ("⊘", "yellow"), "ended": ("■", "bold"),
    "memory": ("○", "bright_black"), "ordered": ("☞", "green"),
}  # fmt: skip
STATES = {"completed": "green", "failed": "red", "completed with failures": "yellow", "needs you": "green"}
FAILED = ("failed", "completed with failures")
"""States of a run that a command ends with 1 after."""
LONG_TEXT = 200
"""Characters of a log line on the terminal; the JSON document has all."""


def show(
    console: Console, journal: Journal, runs: dict[str, Run], catalog: Catalog, pretend: bool, after: int = 0
) -> None:
    """The log, one line for each thing that happened, the day before it where it changes; `after` so many lines."""
    show_lines(console, log(journal, runs, catalog, after), ZoneInfo(catalog.zone), pretend)


def show_lines(console: Console, lines: list[LogLine], zone: ZoneInfo, pretend: bool) -> None:
    """Lines of a log, the day before them where it changes."""
    day = ""
    for line in lines:
        line = msgspec.structs.replace(line, at=line.at.astimezone(zone))
        today = f"{line.at:%a %d %b}"
        if today != day:
            console.mark(f"[dim]{today}[/]")
            day = today
        console.mark(_line(line, pretend), hang=12 if line.lane else 10)


def _line(line: LogLine, pretend: bool) -> str:
    sign, style = SIGNS[line.kind]
    would = "would " if pretend and line.kind == "did" else ""
    text = shorten(line.text, LONG_TEXT, placeholder=" …")
    who = f"[bold]{plain(line.who)}[/]: " if line.who else ""
    indent = "  " if line.lane else ""
    return f"  [dim]{line.at:%H:%M}[/] {indent}[{style}]{sign}[/] {who}{would}{plain(text)}"


def summary(console: Console, run: Run, catalog: Catalog) -> None:
    """How the run stands: its state, its items counted, who waits for what."""
    colour = STATES.get(run.state, "cyan")
    reason = f": {run.ended.reason}" if run.ended and run.ended.reason else ""
    console.mark(f"[bold {colour}]{run.state}[/]{plain(reason)}")
    counts = item_counts(run)
    if sum(counts.values()):
        console.say("  items: " + ", ".join(f"{count} {name}" for name, count in counts.items() if count))
    for lane, parked in run.parked.items():
        console.mark(f"  [green]needs you[/] {plain(_who(run, lane, catalog))}: {plain(parked.sentence)}", hang=4)


def _who(run: Run, lane: str, catalog: Catalog) -> str:
    """Whom a lane is about: its item by name, else the flow."""
    if lane not in run.parents:
        return run.linked.program.flow
    parent, number = run.parents[lane]
    titles = {name: record.title for name, record in catalog.records.items()}
    return render.render(run.gathers[parent].spawn.items[number], UNKNOWN, titles=titles) or lane


def item_counts(run: Run) -> dict[str, int]:
    """Items in = done + skipped + failed + still on their way."""
    ended = [item.ended.how for item in run.items]
    counts = {how: ended.count(how) for how in ("done", "skipped", "failed", "cancelled")}
    return counts | {"on their way": len(run.parents)}


def as_json(run: Run, drive: Drive, catalog: Catalog) -> dict[str, Any]:
    """A run for programs: how it ended, its items, its log."""
    return {
        "run": run.id,
        "flow": run.linked.program.flow,
        "version": run.linked.program.version,
        "state": run.state,
        "reason": run.ended.reason if run.ended else "",
        "items": {how.replace(" ", "_"): count for how, count in item_counts(run).items()},
        "skipped": [
            {"item": item.key, "how": item.ended.how, "step": item.ended.step, "reason": item.ended.reason}
            for item in run.items
            if item.ended.how in ("skipped", "failed")
        ],
        "calls": calls(drive),
        "waiting": sum(lane.want is not None for lane in run.lanes.values()) if run.ended is None else 0,
        "log": [msgspec.to_builtins(line) for line in log(drive.journal, drive.runs, catalog)],
    }


def calls(drive: Drive) -> dict[str, int]:
    """How often each tool was called."""
    tools = {want.tool for entry in drive.journal.entries() if (want := entry.want) and hasattr(want, "tool")}
    return {tool: len(calls_made(drive, tool)) for tool in sorted(tools)}
