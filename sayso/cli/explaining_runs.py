"""`sayso diff` and `sayso explain run-…`: two versions side by side in words, and why a run went as it did."""

import argparse

import msgspec

from sayso.api.programs.explaining import Compared, compare
from sayso.api.programs.explaining import explain as explain_run
from sayso.cli import at_home
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console, Problem, plain
from sayso.cli.sources import build, catalog_for, workspace
from sayso.copilot.explaining.cases import Cause, Explanation
from sayso.copilot.explaining.differing import SIGNS, Difference, differing
from sayso.runtime.operations.flows import flow_named
from sayso.runtime.operations.looking import Filter, list_runs

COLOURS = {"added": "green", "removed": "red", "changed": "yellow", "moved": "cyan"}
SHOWN_DEEDS = 10
TROUBLED = ("failed", "completed with failures", "needs you", "waiting", "stopped", "cancelled")
"""Which of a flow's runs is explained, where none is named: the newest of the first state there is."""


def diff_arguments(parser: argparse.ArgumentParser) -> None:
    """A flow and perhaps two of its versions, or two files."""
    parser.add_argument("flow", metavar="FLOW", help="the name of a flow, or its id; or the first of two files")
    parser.add_argument("first", metavar="A", nargs="?", default="", help="a version such as 2, or the second file "
                        "(default: the newest version that says something else)")  # fmt: skip
    parser.add_argument("second", metavar="B", nargs="?", default="", help="a version, or draft (default: the draft)")
    at_home.arguments(parser)


def diff(options: argparse.Namespace, console: Console) -> int:
    """Tell the difference of two versions, step by step and in what the flow may do."""
    if options.flow.endswith(".flow") and not options.second:
        if not options.first:
            raise Problem("Name two files to compare, or the name of a flow.", "one-file")
        names, found = (options.flow, options.first), _files(options)
    else:
        compared = seated(options, lambda seat: _versions(seat, options))
        names, found = (compared.before, compared.after), compared.difference
    _show_difference(console, *names, found)
    console.document("diff", {"before": names[0], "after": names[1], "difference": msgspec.to_builtins(found)})
    return 0


async def _versions(seat: Seat, options: argparse.Namespace) -> Compared:
    flow = await flow_named(seat.door, seat.workspace, options.flow)
    return await compare(seat.door, seat.workspace, flow, options.first, options.second)


def _files(options: argparse.Namespace) -> Difference:
    found = workspace(options.home)
    (_, old), (_, new) = build([options.flow, options.first], found, Console()).flows
    return differing(old, new, catalog_for(found))


def _show_difference(console: Console, before: str, after: str, found: Difference) -> None:
    console.mark(f"[dim]{plain(before)} → {plain(after)}[/]")
    console.mark(f"[bold]{plain(found.sentence)}[/]")
    for power in found.powers:
        sign = "[yellow]![/]" if power.widens else "[dim]·[/]"
        console.mark(f"  {sign} {plain(power.text)}", hang=4)
    inside = ""
    for change in found.changes:
        if not change.indent and change.inside != inside:
            inside = change.inside
            if inside:
                console.mark(f"  [dim]{plain(inside)}[/]")
        deep = 2 * (change.indent + (2 if inside else 1))
        sign = f"[{COLOURS[change.kind]}]{SIGNS[change.kind]}[/]"
        console.mark(f"{' ' * deep}{sign} {plain(change.text)}", hang=deep + 2)


def explain(options: argparse.Namespace, console: Console) -> int:
    """Tell why a run went as it did, and what helps."""
    found = seated(options, lambda seat: _explained(seat, options))
    console.mark(f"[bold]{plain(found.sentence)}[/]")
    for cause in found.causes:
        _show_cause(console, cause)
    if found.did:
        console.mark("\n[bold]What was done[/]")
        for text in found.did[:SHOWN_DEEDS]:
            console.mark(f"  [blue]●[/] {plain(text)}", hang=4)
        if len(found.did) > SHOWN_DEEDS:
            console.say(f"  and {len(found.did) - SHOWN_DEEDS} more: `sayso logs {found.run}`")
    console.document("explain", {"explanation": msgspec.to_builtins(found)})
    return 0


async def _explained(seat: Seat, options: argparse.Namespace) -> Explanation:
    if not options.flow:
        return await explain_run(seat.door, seat.workspace, options.slug)
    flow = await flow_named(seat.door, seat.workspace, options.flow)
    found = (await list_runs(seat.door, seat.workspace, Filter(flow=flow))).runs
    if not found:
        raise Problem(f"“{options.flow}” has not run yet, so there is nothing to explain.", "no-runs")
    order = {state: number for number, state in enumerate(TROUBLED)}
    worst = min(found, key=lambda line: order.get(line.state, len(order)))
    return await explain_run(seat.door, seat.workspace, worst.id)


def _show_cause(console: Console, cause: Cause) -> None:
    more = cause.count - len(cause.people)
    people = ", ".join(cause.people) + (f" and {more} more" if cause.people and more > 0 else "")
    whom = f" [dim]({plain(people)})[/]" if people else ""
    sign = "[red]✗[/]" if cause.how == "failed" else "[cyan]…[/]" if cause.how == "waits" else "[yellow]⊘[/]"
    console.mark(f"\n{sign} {plain(cause.says or cause.why)}{whom}", hang=2)
    if cause.says:
        console.mark(f"  Why: {plain(cause.why)}", hang=4)
    if cause.not_done:
        console.mark("  Not done:")
        for text in cause.not_done:
            console.mark(f"    {plain(text)}", hang=6)
    console.mark(f"  Next: {plain(cause.next)}", hang=4)
    for remedy in cause.remedies:
        first = f" (first: {remedy.first.rstrip('.')})" if remedy.first else ""
        wider = " [yellow](it may then do more)[/]" if remedy.widens else ""
        console.mark(f"  [green]→[/] {plain(remedy.title)}{plain(first)}{wider}", hang=4)
