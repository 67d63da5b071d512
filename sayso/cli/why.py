"""`sayso why`: why somebody did, or didn't, get the email; every step of every flow that touched them, as a story."""

import argparse
from collections.abc import Sequence
from textwrap import shorten
from zoneinfo import ZoneInfo

import msgspec

from sayso.cli import at_home
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console, plain
from sayso.cli.telling import LONG_TEXT, SIGNS
from sayso.runtime.operations import flows
from sayso.runtime.operations.timeline import Line, Timeline, timeline

STYLES = {
    "skipped": ("⊘", "yellow"), "held": ("?", "green"), "failed": ("✗", "red"), "cancelled": ("⊘", "yellow"),
    "may have been sent": ("?", "red"),
}  # fmt: skip
"""The sign of a line by how it stands; of what is done or waits by its kind."""
STANDING = ("waiting", "held", "may have been sent")
"""A line of the story that says by itself where somebody stands now."""
OTHER = ("●", "blue")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whom, and of which flow or run alone."""
    parser.add_argument(
        "person", metavar="PERSON", help="an address, a name, or a record such as contact:c1 or deal:d1"
    )
    parser.add_argument("--flow", metavar="NAME", help="only this flow, and why it did not take them")
    parser.add_argument("--run", metavar="RUN", default="", help="only this run, from `sayso runs`")
    parser.add_argument("--page", metavar="PLACE", default="", help="what happened before that place")
    at_home.arguments(parser)


def why(options: argparse.Namespace, console: Console) -> int:
    """Tell what every flow did about somebody, and what decided."""

    async def do(seat: Seat) -> int:
        flow = await flows.flow_named(seat.door, seat.workspace, options.flow) if options.flow else ""
        found = await timeline(seat.door, seat.workspace, options.person, flow, options.run, options.page)
        _show(console, found, seat.door.premises(seat.workspace).zone)
        console.document("why", msgspec.to_builtins(found))
        return 0

    return seated(options, do)


def _show(console: Console, found: Timeline, zone: ZoneInfo) -> None:
    """The short answer, then the story: by flow and run, in the order in which they began."""
    console.mark(f"[bold]{plain(found.answer)}[/]")
    for lines in _by_run(found.lines):
        first = lines[0]
        name = f"“{first.name}”{' (deleted)' if first.deleted else ''}" if first.flow else "From outside"
        version = f", version {first.version}" if first.version is not None else ""
        run = f"  [dim]{plain(first.run)}[/]" if first.run else ""
        console.mark(f"\n[bold]{plain(name)}[/]{version}{run}")
        _lines(console, lines, zone)
        if not any(line.state in STANDING for line in lines):
            for one in found.standing:
                if one.run == first.run:
                    console.mark(f"  [cyan]…[/] [bold]{plain(one.who)}[/]: {plain(one.text)}", hang=4)
    if found.next:
        console.mark(f"\nWhat happened before: [bold]sayso why … --page {plain(found.next)}[/]")
    if found.left:
        console.say(f"\n{found.left}")


def _by_run(lines: Sequence[Line]) -> list[list[Line]]:
    grouped: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        grouped.setdefault((line.flow, line.run), []).append(line)
    return list(grouped.values())


def _lines(console: Console, lines: Sequence[Line], zone: ZoneInfo) -> None:
    day = ""
    for line in lines:
        at = line.at.astimezone(zone)
        today = f"{at:%a %d %b}"
        if today != day:
            console.mark(f"[dim]{today}[/]")
            day = today
        sign, style = STYLES.get(line.state) or SIGNS.get(line.kind, OTHER)
        who = f"[bold]{plain(line.who)}[/]: " if line.who else ""
        by = f" [dim]({plain(line.by)})[/]" if line.by and line.by not in line.text else ""
        text = plain(shorten(line.text, LONG_TEXT, placeholder=" …"))
        console.mark(f"  [dim]{at:%H:%M}[/] [{style}]{sign}[/] {who}{text}{by}", hang=10)
