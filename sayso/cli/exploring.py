"""Every path on the terminal: one row for each, and the paths that a flow's tests never went."""

from typing import Any

from sayso.cli.console import Console, plain
from sayso.runtime.paths import Paths, Tried

MOST_ROWS = 64
"""Rows on the terminal; the JSON document has all."""
MOST_NAMES = 8
"""Names of paths that no test went, in one line."""


def show(console: Console, paths: Paths) -> None:
    """The rows, and what was left out."""
    rows = [[path.name, _end(path.ended, path.reason), _calls(path.calls)] for path in paths.rows[:MOST_ROWS]]
    console.table(["path", "ends", "calls"], rows)
    hidden = len(paths.rows) - len(rows)
    more = f"; {hidden} more are not shown here, --json lists them" if hidden else ""
    count = len(paths.rows)
    console.mark(f"[bold]{count} path{'' if count == 1 else 's'}[/]{more}")
    for choice, left in paths.left.items():
        console.mark(f"[dim]{left:,} more way{'' if left == 1 else 's'} not tried, at {plain(choice)}[/]")


def never_tried(console: Console, tried: Tried) -> None:
    """`paths never tried: 2 of 5: opted out; nothing found`"""
    names = [path.name for path in tried.never]
    of = f"{len(names)} of {len(tried.paths.rows)}{' or more' if tried.paths.left else ''}"
    shown = "; ".join(names[:MOST_NAMES]) + (f"; and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
    console.mark(f"[dim]paths never tried: {of}{plain(f': {shown}') if names else ''}[/]", hang=2)


def as_json(paths: Paths) -> dict[str, Any]:
    """The rows for programs, and what was left out by its choice."""
    rows = [
        {"name": path.name, "also": path.also, "ended": path.ended, "reason": path.reason, "calls": path.calls}
        for path in paths.rows
    ]
    return {"paths": rows, "left": [{"choice": choice, "ways": ways} for choice, ways in paths.left.items()]}


def _end(ended: str, reason: str) -> str:
    return f"{ended}: {reason}" if reason else ended


def _calls(calls: tuple[str, ...]) -> str:
    return ", ".join(calls) or "none"
