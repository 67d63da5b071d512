"""`sayso publish`, `start`, `runs`, `logs`, `retry`, `cancel`, `pause` and `resume`: flows that run by themselves."""

import argparse
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sayso.cli import at_home, findings, telling
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console, Problem, plain
from sayso.cli.running import json_or_text, known_record, pairs
from sayso.cli.sources import Source, read
from sayso.compiler import Compiled
from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.parse import parse
from sayso.runtime.log import LogLine
from sayso.runtime.operations import flows
from sayso.runtime.operations import runs as orders
from sayso.runtime.operations.door import NotHere
from sayso.runtime.operations.inbox import inbox
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.looking import Filter, RunLine, RunView, list_runs, one_run
from sayso.runtime.operations.publishing import Published, check_draft, save_draft
from sayso.runtime.operations.publishing import publish as make_version
from sayso.runtime.operations.retrying import retry as try_again
from sayso.runtime.operations.retrying import start_over, what_happens_again
from sayso.runtime.operations.starting import start as begin

FAILED = ("failed", "completed with failures")
SHOWN = 20
"""So many people who wait are shown one by one."""


def publish_arguments(parser: argparse.ArgumentParser) -> None:
    """The flow's file, and whether its trigger is turned on."""
    parser.add_argument("file", metavar="FILE", help="a .flow file, or - for standard input")
    parser.add_argument("--not-live", action="store_true", help="make a version, but leave the trigger as it is")
    at_home.arguments(parser)


def publish(options: argparse.Namespace, console: Console) -> int:
    """Make a version of the flow in a file, and turn its trigger on."""
    (source,) = read([options.file], console)
    compiled, done = seated(options, lambda seat: _published(seat, source, not options.not_live))
    if done is None:
        for finding in compiled.errors:
            findings.show(console, source, finding)
        console.mark(f"[red]✗[/] {findings.to_finish(len(compiled.errors))} Nothing was published.")
        told = [findings.as_json(finding, source.text) for finding in compiled.errors]
        console.document("publish", {"ok": False, "findings": told})
        return 1
    how = "and its trigger is on" if done.live else "and its trigger is as it was"
    console.mark(f"[green]✓[/] Version {done.version} is kept, {how}. `sayso serve` runs what is due.")
    console.document("publish", {"ok": True, "flow": done.flow, "version": done.version, "live": done.live})
    return 0


async def _published(seat: Seat, source: Source, live: bool) -> tuple[Compiled, Published | None]:
    parsed = parse(source.text).flow
    try:
        known = await flows.flow_named(seat.door, seat.workspace, parsed.name) if parsed else None
    except NotHere:
        known = None
    flow = await save_draft(seat.door, seat.workspace, source.text, seat.who, known)
    compiled = await check_draft(seat.door, seat.workspace, flow)
    if compiled.program is None:
        return compiled, None
    return compiled, await make_version(seat.door, seat.workspace, flow, seat.who, live)


def start_arguments(parser: argparse.ArgumentParser) -> None:
    """The published flow, and its trigger's data."""
    parser.add_argument("flow", metavar="FLOW", help="the name of a published flow, or its id")
    parser.add_argument(
        "--input", action="append", default=[], metavar="NAME=VALUE", help="data the trigger would bring"
    )
    at_home.arguments(parser)


def start(options: argparse.Namespace, console: Console) -> int:
    """Run a published flow now, and do all that is due; what waits goes on with `sayso serve`."""

    async def do(seat: Seat) -> int:
        flow = await flows.flow_named(seat.door, seat.workspace, options.flow)
        run = await begin(seat.door, seat.workspace, flow, seat.who, await _inputs(seat, flow, options.input))
        ok, stands = await _worked(seat, console, run)
        console.document("start", {"ok": ok, **stands})
        return int(not ok)

    return seated(options, do)


async def _worked(seat: Seat, console: Console, run: str) -> tuple[bool, dict[str, Any]]:
    """Do what is due, then tell how the run stands: whether nothing failed, and the run for programs."""
    await seat.work(run)
    lines = await told(seat.door, seat.workspace, run)
    view = await one_run(seat.door, seat.workspace, run)
    _show(console, seat, lines, view)
    waiting = view.line.state in ("waiting", "needs you", "running", "queued")
    if (await inbox(seat.door, seat.workspace)).asks:
        console.mark("  Look at what needs you with: [bold]sayso approve --list[/]")
    if waiting:
        console.mark(f"  [bold]sayso serve[/] goes on with it; look again with: [bold]sayso logs {plain(run)}[/]")
    return view.line.state not in FAILED, as_json(view, lines)


async def _inputs(seat: Seat, flow: str, given: list[str]) -> dict[str, Any]:
    """The trigger's data, each of the kind its trigger names."""
    texts = pairs(given, "--input")
    line = await flows.one_flow(seat.door, seat.workspace, flow)
    if not texts or line.live is None:
        return {}
    linked = await seat.door.versions.linked(seat.workspace, flow, line.live)
    kinds = {name: kind for start in linked.program.starts for name, kind in start.binds}
    catalog, place = seat.door.premises(seat.workspace).catalog, seat.home.houses.workspace(seat.workspace)
    found: dict[str, Any] = {}
    for name, text in texts.items():
        if name not in kinds:
            raise Problem(f"This flow takes no `{name}`. It takes: {', '.join(kinds) or 'nothing'}.", "unknown-input")
        try:
            found[name] = known_record(text, kinds[name], place) or coerce(
                json_or_text(text), kinds[name], catalog.records, name, None, catalog.currency, ZoneInfo(catalog.zone)
            )
        except WrongType as problem:
            raise Problem(f"--input {name}: {problem.sentence.rstrip('.')}.", "wrong-input") from None
    return found


def runs_arguments(parser: argparse.ArgumentParser) -> None:
    """Which runs."""
    parser.add_argument("--flow", metavar="FLOW", help="only runs of this flow")
    parser.add_argument("--state", metavar="STATE", default="", help="only these: waiting, needs you, failed, …")
    parser.add_argument("--search", metavar="TEXT", default="", help="only those with this name or address in them")
    parser.add_argument("--page", metavar="PLACE", default="", help="the page after that place")
    at_home.arguments(parser)


def runs(options: argparse.Namespace, console: Console) -> int:
    """List runs, the newest first."""

    async def do(seat: Seat) -> int:
        flow = await flows.flow_named(seat.door, seat.workspace, options.flow) if options.flow else ""
        which = Filter(options.state, flow, text=options.search)
        page = await list_runs(seat.door, seat.workspace, which, options.page)
        zone = seat.door.premises(seat.workspace).zone
        if page.runs:
            console.table(["run", "flow", "state", "begun"], [_row(line, zone) for line in page.runs])
        else:
            console.say("No runs yet." if not (options.flow or options.state or options.search) else "No such runs.")
        if page.next:
            console.mark(f"More with: [bold]sayso runs --page {plain(page.next)}[/]")
        console.document("runs", {"runs": [msgspec.to_builtins(line) for line in page.runs], "next": page.next})
        return 0

    return seated(options, do)


def _row(line: RunLine, zone: ZoneInfo) -> list[str]:
    hold = f" ({line.hold})" if line.hold else ""
    name = line.name + (" (deleted)" if line.deleted else "") + (f", {line.title}" if line.title else "")
    return [line.id, name, line.state + hold, f"{line.created.astimezone(zone):%a %d %b %H:%M}"]


def logs_arguments(parser: argparse.ArgumentParser) -> None:
    """Which run."""
    parser.add_argument("run", metavar="RUN", help="the run's id, from `sayso runs`")
    at_home.arguments(parser)


def logs(options: argparse.Namespace, console: Console) -> int:
    """Tell what happened in a run, and who waits for what."""

    async def do(seat: Seat) -> int:
        lines = await told(seat.door, seat.workspace, options.run)
        view = await one_run(seat.door, seat.workspace, options.run)
        _show(console, seat, lines, view)
        console.document("logs", as_json(view, lines))
        return 0

    return seated(options, do)


def as_json(view: RunView, lines: list[LogLine]) -> dict[str, Any]:
    """A run for programs: how it stands, who is where, its log."""
    return {
        "run": msgspec.to_builtins(view.line),
        "items": view.counts,
        "on_way": [msgspec.to_builtins(one) for one in view.on_way],
        "log": [msgspec.to_builtins(line) for line in lines],
    }


def _show(console: Console, seat: Seat, lines: list[LogLine], view: RunView) -> None:
    """The log, then the state, then everybody who waits."""
    telling.show_lines(console, lines, seat.door.premises(seat.workspace).zone, pretend=False)
    line = view.line
    colour = telling.STATES.get(line.state, "cyan")
    reason = f": {line.reason}" if line.reason else ""
    console.mark(f"[bold {colour}]{line.state}[/]{plain(reason)}")
    counts = ", ".join(f"{count} {how}" for how, count in view.counts.items() if count)
    if counts and (view.arrived or len(view.on_way) > 1):
        console.say(f"  items: {counts}")
    waiting = [one for one in view.on_way if one.state not in ("items", "flow")]
    for one in waiting[:SHOWN]:
        console.mark(f"  [cyan]…[/] {plain(one.who)}: {plain(one.text)}", hang=4)
    if len(waiting) > SHOWN:
        console.say(f"  and {len(waiting) - SHOWN} more")


def retry_arguments(parser: argparse.ArgumentParser) -> None:
    """Which run, and from where."""
    parser.add_argument("run", metavar="RUN", help="the run's id, from `sayso runs`")
    parser.add_argument("--from-start", action="store_true", help="a new run with the same data")
    parser.add_argument("--yes", action="store_true", help="what happens again with --from-start was seen")
    at_home.arguments(parser)


def retry(options: argparse.Namespace, console: Console) -> int:
    """Try again what failed in a run, from the failing step on; or start it over."""

    async def do(seat: Seat) -> int:
        if not options.from_start:
            await try_again(seat.door, seat.workspace, options.run, seat.who)
            return await _retried(seat, console, options.run)
        again = await what_happens_again(seat.door, seat.workspace, options.run)
        if again and not options.yes:
            console.say("This happened, and would happen again:")
            for text in again:
                console.mark(f"  [blue]●[/] {plain(text)}", hang=4)
            console.mark("Say [bold]--yes[/] to start it over. Nothing was started.")
            console.document("retry", {"ok": False, "again": again})
            return 1
        new = await start_over(seat.door, seat.workspace, options.run, seat.who, seen=True)
        return await _retried(seat, console, new)

    return seated(options, do)


async def _retried(seat: Seat, console: Console, run: str) -> int:
    ok, stands = await _worked(seat, console, run)
    console.document("retry", {"ok": ok, **stands})
    return int(not ok)


def cancel_arguments(parser: argparse.ArgumentParser) -> None:
    """Which run, and why."""
    parser.add_argument("run", metavar="RUN", help="the run's id, from `sayso runs`")
    parser.add_argument("--because", metavar="WORDS", default="", help="why: it stands in the log")
    at_home.arguments(parser)


def cancel(options: argparse.Namespace, console: Console) -> int:
    """End a run: nothing more goes out, what was done stays done."""

    async def do(seat: Seat) -> int:
        await orders.cancel(seat.door, seat.workspace, options.run, seat.who, options.because)
        await seat.work(options.run)
        state = (await one_run(seat.door, seat.workspace, options.run)).line.state
        console.mark("[green]✓[/] Cancelled: nothing more goes out; what was done stays done.")
        console.document("cancel", {"run": options.run, "state": state})
        return 0

    return seated(options, do)


def pause_arguments(parser: argparse.ArgumentParser) -> None:
    """Which flow, and why."""
    parser.add_argument("flow", metavar="FLOW", help="the name of a published flow, or its id")
    parser.add_argument("--because", metavar="WORDS", default="", help="why: it stands beside the flow")
    at_home.arguments(parser)


def pause(options: argparse.Namespace, console: Console) -> int:
    """Turn a flow's trigger off and hold its runs where they are."""

    async def do(seat: Seat) -> int:
        flow = await flows.flow_named(seat.door, seat.workspace, options.flow)
        waiting = await flows.pause(seat.door, seat.workspace, flow, seat.who, options.because)
        console.mark(f"[green]✓[/] Paused. {_people(waiting)} where they are till you resume it.")
        console.document("pause", {"flow": flow, "waiting": waiting})
        return 0

    return seated(options, do)


def resume_arguments(parser: argparse.ArgumentParser) -> None:
    """Which flow."""
    parser.add_argument("flow", metavar="FLOW", help="the name of a paused flow, or its id")
    at_home.arguments(parser)


def resume(options: argparse.Namespace, console: Console) -> int:
    """Turn a paused flow on again."""

    async def do(seat: Seat) -> int:
        flow = await flows.flow_named(seat.door, seat.workspace, options.flow)
        going = await flows.resume(seat.door, seat.workspace, flow, seat.who)
        console.mark(f"[green]✓[/] Live again. {going} on the way go on when `sayso serve` runs.")
        console.document("resume", {"flow": flow, "going": going})
        return 0

    return seated(options, do)


def _people(count: int) -> str:
    return "Nobody is on the way; nothing waits" if not count else f"{count} on the way stay"
