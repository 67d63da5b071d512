"""`sayso backtest`: a version of a flow over what really began it, beside what really happened."""

import argparse
from zoneinfo import ZoneInfo

import msgspec

from sayso.cli import at_home
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console, Problem, plain
from sayso.cli.sources import read
from sayso.dsl import calendar
from sayso.runtime.operations.backtest_play import Row
from sayso.runtime.operations.backtesting import Backtest, backtest, last_backtest
from sayso.runtime.operations.flows import flow_named

SHOWN = 20
"""So many triggers that differ, and so many people, are shown."""
REASONS = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """The flow, what is tried in its place, and how far back."""
    parser.add_argument("flow", metavar="FLOW", help="the name of a flow, or its id")
    parser.add_argument("file", metavar="FILE", nargs="?", help="the text to try, - for standard input (default: the "
                        "draft)")  # fmt: skip
    parser.add_argument("--version", type=int, metavar="N", help="try this version instead")
    parser.add_argument("--days", type=int, default=30, metavar="N", help="so many days back (default: 30)")
    at_home.arguments(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Play it, and tell the difference: as a sentence, by person, by trigger. Nothing is sent or changed."""
    if options.file and options.version is not None:
        raise Problem("Name a file or a version to try, not both.")
    text = read([options.file], console)[0].text if options.file else None
    whole, zone = seated(options, lambda seat: _played(seat, options, text))
    console.mark(f"[bold]{plain(whole.sentence)}[/]")
    console.mark(f"[dim]Tried: {plain(whole.against)}. {plain(_labels(whole))} Nothing was sent or changed.[/]")
    for person in whole.people[:SHOWN]:
        console.mark(f"\n[bold]{plain(person.person)}[/]")
        for line in person.lines:
            console.mark(f"  {plain(line)}", hang=4)
    hidden = len(whole.people) - SHOWN + whole.more_people
    if hidden > 0:
        console.mark(f"\n… and {hidden:,} more people.")
    _rows(console, [row for row in whole.rows if row.differences], zone)
    console.document("backtest", msgspec.to_builtins(whole))
    return 0


async def _played(seat: Seat, options: argparse.Namespace, text: str | None) -> tuple[Backtest, ZoneInfo]:
    """The backtest with all its rows, and the zone of the workspace."""
    flow = await flow_named(seat.door, seat.workspace, options.flow)
    found = await backtest(seat.door, seat.workspace, flow, options.version, text, options.days)
    rows, following = list(found.rows), found.next
    while following:
        page = (await last_backtest(seat.door, seat.workspace, flow, following)).backtest
        assert page is not None
        rows, following = rows + page.rows, page.next
    zone = ZoneInfo(seat.door.premises(seat.workspace).catalog.zone)
    return msgspec.structs.replace(found, rows=rows, next=""), zone


def _labels(whole: Backtest) -> str:
    told = [f"{count:,} {label}" for label, count in whole.labels.items() if count]
    more = f" The newest {whole.triggers:,} count; {whole.left_out:,} before them do not." if whole.left_out else ""
    return f"{', '.join(told)}.{more}"


def _rows(console: Console, rows: list[Row], zone: ZoneInfo) -> None:
    for row in rows[:SHOWN]:
        local = calendar.local(row.at, zone)
        head = " · ".join(part for part in (f"{local:%d %b %Y %H:%M}", row.trigger, row.title) if part)
        ends = f"{row.was}, would be {row.would}" if row.was != row.would else row.was
        console.mark(f"\n[bold]{plain(head)}[/]  [dim]{plain(row.label)} · {plain(ends)}[/]")
        for text in [*(one.text for one in row.differences), *(f"because {one}" for one in row.decisions)]:
            console.mark(f"  {plain(text)}", hang=4)
        for reason in row.reasons[:REASONS]:
            console.mark(f"  [dim]{plain(row.label)}: {plain(reason)}[/]", hang=4)
    if len(rows) > SHOWN:
        console.mark(f"\n… and {len(rows) - SHOWN:,} more triggers that differ; [bold]--json[/] has them all.")
