"""`sayso run`: live, in one process. Everything due is done; what must wait is kept in the journal and told."""

import argparse
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sayso.cli import findings, telling
from sayso.cli.asking import Terminal
from sayso.cli.console import Console, Problem, plain
from sayso.cli.sources import Built, build, workspace
from sayso.compiler import Compiled
from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.types import RecordOf, Type, present
from sayso.interpreter import link
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Journal, JournalProblem
from sayso.runtime.live import continued, live_world
from sayso.runtime.run import Run
from sayso.runtime.starting import start_for
from sayso.runtime.versions import OtherVersion, versions_of
from sayso.runtime.workspace import Workspace
from sayso.runtime.worlds.live import LiveWorld


def arguments(parser: argparse.ArgumentParser) -> None:
    """The flow, its trigger's data, who answers, and where the journal is kept."""
    parser.add_argument("flow", metavar="FLOW", help="a .flow file, or - for standard input")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: SAYSO_HOME, else ./sayso-data)")
    parser.add_argument(
        "--input", action="append", default=[], metavar="NAME=VALUE", help="data the trigger would bring"
    )
    parser.add_argument("--journal", metavar="FILE", help="keep the journal here; a run that waits there goes on")
    parser.add_argument("--yes", action="store_true", help="approve every call that asks for approval")
    parser.add_argument(
        "--answer", action="append", default=[], metavar="NAME=VALUE", help="answer a question, by the answer's name"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Run the flow, or go on with the run in the journal."""
    found = workspace(options.workspace, needed=True)
    assert found is not None
    built = build([options.flow], found, console)
    source, compiled = built.flows[0]
    if compiled.program is None:
        for finding in compiled.errors:
            findings.show(console, source, finding)
        console.mark(f"[red]✗[/] {findings.to_finish(len(compiled.errors))} Nothing was run.")
        console.document("run", {"ok": False, "findings": [findings.as_json(f, source.text) for f in compiled.errors]})
        return 1
    asker = Terminal(console, options.yes, pairs(options.answer, "--answer"))
    world = live_world(found, built.catalog, built.programs, asker)
    try:
        drive, run_ = _driven(options, built, compiled, found, world)
    finally:
        world.close()
    telling.show(console, drive.journal, drive.runs, built.catalog, pretend=False, after=drive.told)
    telling.summary(console, run_, built.catalog)
    _tell_next(console, options, drive)
    ok = run_.state not in telling.FAILED
    console.document("run", {"ok": ok, **telling.as_json(run_, drive, built.catalog)})
    return int(not ok)


def _driven(
    options: argparse.Namespace, built: Built, compiled: Compiled, found: Workspace, world: LiveWorld
) -> tuple[Drive, Run]:
    assert compiled.program is not None
    linked, now = link(compiled.program), datetime.now(UTC)
    file = Path(options.journal) if options.journal else None
    if file is not None and file.exists():
        drive = _continued(file, linked.program.flow, built, world)
    else:
        drive = Drive(world, Journal(file), explain=True)
        start, inputs = start_for(compiled.program, _inputs(options, compiled, built, found), _nothing_made_up)
        _check_inputs(compiled, inputs)
        drive.begin(linked, inputs, now, compiled.text, f"run-{secrets.token_hex(4)}", "live", start)
    drive.go(datetime.now(UTC))
    return drive, next(iter(drive.runs.values()))


def _continued(file: Path, flow: str, built: Built, world: LiveWorld) -> Drive:
    """The run in the journal, on the version it began with, whatever the flow's file says by now."""
    try:
        journal = Journal.read(file)
        if (other := journal.headers()[0].flow) != flow:
            raise Problem(f"The run in {file} is one of “{other}”. Name another journal for “{flow}”.", "other-flow")
        return continued(journal, versions_of(journal, built.catalog), world, datetime.now(UTC))
    except JournalProblem as problem:
        raise Problem(str(problem), "wrong-journal") from None
    except OtherVersion as problem:
        raise Problem(str(problem), "other-version") from None


def _inputs(options: argparse.Namespace, compiled: Compiled, built: Built, found: Workspace) -> dict[str, Any]:
    assert compiled.program is not None
    kinds = {name: kind for start in compiled.program.starts for name, kind in start.binds}
    given: dict[str, Any] = {}
    for name, text in pairs(options.input, "--input").items():
        if name not in kinds:
            raise Problem(f"This flow takes no `{name}`. It takes: {', '.join(kinds) or 'nothing'}.", "unknown-input")
        try:
            given[name] = known_record(text, kinds[name], found) or coerce(
                json_or_text(text), kinds[name], built.catalog.records, name, None, built.catalog.currency,
                ZoneInfo(built.catalog.zone),
            )  # fmt: skip
        except WrongType as problem:
            raise Problem(f"--input {name}: {problem.sentence.rstrip('.')}.", "wrong-input") from None
    return given


KEPT = ("contact", "company", "customer", "deal", "task")
"""Records of the workspace that an input may name."""


def known_record(text: str, kind: Type, found: Workspace) -> dict[str, object] | None:
    """The workspace's record of that id, address or name."""
    kind = present(kind)
    if not isinstance(kind, RecordOf) or kind.name not in KEPT or text[:1] == "{":
        return None
    now = datetime.now(UTC)

    def called_so(record: dict[str, object]) -> bool:
        return text in (record.get("email"), record.get("name"), record.get("fullName"))

    return found.crm.read(kind.name, text, now) or next(iter(found.crm.find(kind.name, now, called_so)), None)


def json_or_text(text: str) -> Any:
    """What JSON says, or the text itself."""
    try:
        return msgspec.json.decode(text) if text[:1] in "[{" else text
    except msgspec.DecodeError:
        return text


def _nothing_made_up(kind: object) -> Any:
    """A live run is never given made-up data."""
    return ...


def _check_inputs(compiled: Compiled, inputs: dict[str, Any]) -> None:
    lacking = [name for name, value in inputs.items() if value is ...]
    if lacking:
        raise Problem(f"This run needs `{lacking[0]}`. Give it as --input {lacking[0]}=…", "missing-input")


def pairs(given: list[str], option: str) -> dict[str, str]:
    """`NAME=VALUE` options as a table."""
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise Problem(f"{option} is written as NAME=VALUE; `{text}` has no `=`.", "usage")
        found[name] = value
    return found


def _tell_next(console: Console, options: argparse.Namespace, drive: Drive) -> None:
    due = drive.next_due
    if due is None and not any(run.parked for run in drive.runs.values()):
        return
    if due is not None:
        console.mark(f"  [cyan]Will resume on {due:%A %d %B %Y at %H:%M} UTC.[/]")
    if options.journal:
        console.mark(f"  Go on with: [bold]sayso run {plain(options.flow)} --journal {plain(options.journal)}[/]")
    else:
        console.mark("  [yellow]Nothing keeps this run: name a --journal so that it can go on later.[/]")
