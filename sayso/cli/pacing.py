"""`sayso pace`: how fast a flow may start, whether its runs wait for each other, what becomes of missed times."""

import argparse

import msgspec

from sayso.cli import at_home
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console
from sayso.runtime.operations.flows import flow_named
from sayso.runtime.operations.pacing import pace as pace_of
from sayso.runtime.operations.pacing import set_pace
from sayso.runtime.triggers.settings import FlowSettings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which flow, and what to set; nothing set only shows it."""
    parser.add_argument("flow", metavar="FLOW", help="the name of a published flow, or its id")
    parser.add_argument("--per-minute", type=int, metavar="N", help="how many runs may begin within a minute")
    parser.add_argument("--one-at-a-time", choices=("yes", "no"), help="whether a run waits for the one before it")
    parser.add_argument(
        "--missed", choices=("latest", "all", "none"), help="which missed times of a schedule run later"
    )
    parser.add_argument("--silent-after", type=float, metavar="HOURS", help="tell me when no run began for so long")
    at_home.arguments(parser)


def pace(options: argparse.Namespace, console: Console) -> int:
    """Show or set a flow's pace."""
    found = seated(options, lambda seat: _set(seat, options))
    console.mark(f"  at most {found.runs_per_minute} runs begin within a minute; the others are queued")
    console.mark(f"  {'a run waits' if found.one_at_a_time else 'only scheduled runs wait'} for the one before it")
    console.mark(f"  missed times of a schedule that run later: {found.catch_up}")
    silent = f"after {found.silent_hours:g} hours" if found.silent_hours else "when it is silent for longer than usual"
    console.mark(f"  its owner is told {silent}")
    console.document("pace", {"pace": msgspec.to_builtins(found)})
    return 0


async def _set(seat: Seat, options: argparse.Namespace) -> FlowSettings:
    flow = await flow_named(seat.door, seat.workspace, options.flow)
    before = await pace_of(seat.door, seat.workspace, flow)
    given = {
        "runs_per_minute": options.per_minute, "catch_up": options.missed, "silent_hours": options.silent_after,
        "one_at_a_time": None if options.one_at_a_time is None else options.one_at_a_time == "yes",
    }  # fmt: skip
    wanted = msgspec.structs.replace(before, **{name: value for name, value in given.items() if value is not None})
    if wanted != before:
        await set_pace(seat.door, seat.workspace, flow, seat.who, wanted)
    return wanted
