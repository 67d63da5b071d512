"""`sayso simulate`: Test Mode. The flow runs in virtual time over copies; nothing leaves, nothing changes."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sayso.cli import exploring, findings, telling
from sayso.cli.checking import at_most
from sayso.cli.console import Console, Problem, plain
from sayso.cli.sources import Built, build, workspace
from sayso.compiler import Compiled
from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.types import DATETIME
from sayso.interpreter import Linked, link
from sayso.runtime.guard_ahead import GUARD_DAYS, sentence, would_hold
from sayso.runtime.ledger import Ledger
from sayso.runtime.live import ledger_of
from sayso.runtime.paths import every_path
from sayso.runtime.simulating import Described, Simulation, WorldProblem, read_world
from sayso.runtime.simulating import simulate as run_simulation
from sayso.runtime.workspace import Workspace
from sayso.runtime.worlds.building import sides_of_copy, sides_of_records
from sayso.runtime.worlds.choices import Choices
from sayso.runtime.worlds.simulated import SimulatedWorld

Player = Callable[[Linked, Callable[..., SimulatedWorld]], Simulation]
NOT_BEGUN = "[yellow]Live, this run would not begin: the data do not meet the trigger's `where`.[/]"
MOST_HELD = 10
"""So many held messages are told one by one."""
NOTHING_SENT = "[green]Nothing was sent: 0 messages, 0 changes.[/]"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The flow, the world it is tried in, and what outsiders do."""
    parser.add_argument("flow", metavar="FLOW", help="a .flow file, or - for standard input")
    parser.add_argument("--world", metavar="FILE", help="a world in JSON: records, answers, events (docs/worlds.md)")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: SAYSO_HOME, else ./sayso-data)")
    parser.add_argument("--never", action="store_true", help="nobody outside answers, ever")
    parser.add_argument("--now", metavar="TIME", help="when it begins, such as 2026-03-02T09:00")
    parser.add_argument("--every-path", action="store_true", help="every way it can go for one person, one row each")


def simulate(options: argparse.Namespace, console: Console) -> int:
    """Run the flow with no effect and tell what would happen."""
    found = workspace(options.workspace)
    built = build([options.flow], found, console)
    source, compiled = built.flows[0]
    if compiled.program is None:
        for finding in compiled.errors:
            findings.show(console, source, finding)
        console.mark(f"[red]✗[/] {findings.to_finish(len(compiled.errors))} Nothing was run.")
        console.document(
            "simulate", {"ok": False, "findings": [findings.as_json(f, source.text) for f in compiled.errors]}
        )
        return 1
    play = _player(options, built, compiled, found)
    if options.every_path:
        return _every_path(console, built, compiled, play)
    simulation = play(link(compiled.program), SimulatedWorld)
    console.mark(f"[bold]Test Mode: {plain(compiled.program.flow)}[/]  [dim]{plain(at_most(compiled))}[/]")
    telling.show(console, simulation.journal, simulation.drive.runs, built.catalog, pretend=True)
    telling.summary(console, simulation.run, built.catalog)
    if not simulation.would_begin:
        console.mark(NOT_BEGUN)
    held = _held_live(console, simulation, built, found)
    console.mark(NOTHING_SENT)
    ok = simulation.run.state not in telling.FAILED
    console.document(
        "simulate",
        {
            "ok": ok,
            "would_begin": simulation.would_begin,
            "would_be_held": held,
            **telling.as_json(simulation.run, simulation.drive, built.catalog),
        },
    )
    return int(not ok)


def _held_live(console: Console, simulation: Simulation, built: Built, found: Workspace | None) -> list[str]:
    """What the contact guard would put before a person, were it live."""
    days = found.settings.policy.guard_days if found is not None else GUARD_DAYS
    held = would_hold(simulation.journal, built.catalog, days)
    told = [sentence(one, ZoneInfo(built.catalog.zone)) for one in held]
    if told:
        console.mark(f"[yellow]Live, {_messages(len(told))} would be held and put before you:[/]")
        for one in told[:MOST_HELD]:
            console.mark(f"  {plain(one)}")
    return told


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"


def _every_path(console: Console, built: Built, compiled: Compiled, play: Player) -> int:
    assert compiled.program is not None
    paths = every_path(link(compiled.program), built.catalog, [play])
    console.mark(f"[bold]Every path: {plain(compiled.program.flow)}[/]")
    exploring.show(console, paths)
    console.mark(NOTHING_SENT)
    told = exploring.as_json(paths)
    flow, version = compiled.program.flow, compiled.program.version
    console.document(
        "simulate", {"ok": True, "flow": flow, "version": version, "paths": told["paths"], "left": told["left"]}
    )
    return 0


def _player(options: argparse.Namespace, built: Built, compiled: Compiled, found: Workspace | None) -> Player:
    """The simulation the command line asks for, to be driven once or many times."""
    assert compiled.program is not None
    flow, text = compiled.program.flow, compiled.text
    world = _world(options, built, compiled)
    now = _now(options, world, ZoneInfo(built.catalog.zone))
    choices = world.choices if world else Choices(otherwise="never" if options.never else "yes")

    def play(linked: Linked, kind: Callable[..., SimulatedWorld]) -> Simulation:
        ledger = ledger_of(found).copy() if found is not None else Ledger()
        for name, value in (world.memory if world else {}).items():
            ledger.remember(flow, name, value)
        if found is not None and not (world and world.records):
            sides = sides_of_copy(found.crm, built.catalog)
        else:
            sides = sides_of_records(world.records if world else {}, built.catalog, now)
        return run_simulation(
            linked, built.catalog, built.programs, sides, ledger, choices, now, world.inputs if world else {},
            text, world.trigger if world else None, kind,
        )  # fmt: skip

    return play


def _world(options: argparse.Namespace, built: Built, compiled: Compiled) -> Described | None:
    if options.world is None:
        return None
    assert compiled.program is not None
    try:
        return read_world(Path(options.world), built.catalog, link(compiled.program))
    except WorldProblem as problem:
        raise Problem(str(problem), "wrong-world") from None


def _now(options: argparse.Namespace, world: Described | None, zone: ZoneInfo) -> datetime:
    if options.now:
        return moment(options.now, zone)
    return world.now if world and world.now else datetime.now(UTC)


def moment(text: str, zone: ZoneInfo) -> datetime:
    """An instant from the command line; without a zone it is the workspace's."""
    try:
        found = coerce(text, DATETIME, {}, "--now", None, "", zone)
    except WrongType:
        raise Problem(f"`{text}` is no time. Write it as 2026-03-02T09:00.", "wrong-time") from None
    assert isinstance(found, datetime)
    return found
