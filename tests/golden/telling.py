"""What a story tells, as text: its findings, what it may do at most, its program, and what happened in its world."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from sayso.compiler import Compiled, compile, ir
from sayso.compiler.bounds import words
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.source import place
from sayso.dsl.types import RecordOf, Scalar
from sayso.interpreter import link
from sayso.runtime.ledger import Ledger
from sayso.runtime.log import log
from sayso.runtime.simulating import Simulation, describe, simulate
from sayso.runtime.worlds.building import sides_of_records


def told(file: Path, catalog: Catalog) -> str:
    """Everything a story's flow and world come to."""
    compiled = compile(file.read_text("utf-8"), catalog)
    parts = [f"# {file.stem}", "\n".join(["## findings", *findings(compiled)])]
    parts.append("\n".join(["## at most", words(compiled.bounds) if compiled.bounds else "-"]))
    if compiled.program is not None:
        parts.append("\n".join(["## operations", *operations(compiled.program)]))
        parts.append("\n".join(["## what happens", *happened(simulated(file, compiled, catalog), catalog)]))
    return "\n\n".join(parts) + "\n"


def findings(compiled: Compiled) -> Iterator[str]:
    """Each finding: slug, line, the guilty words, the sentence, the buttons."""
    for finding in compiled.diagnostics:
        yield _finding(finding, compiled.text)
        yield from (f"  [{fix.title}]" for fix in finding.fixes)
    if not compiled.diagnostics:
        yield "none"


def _finding(finding: Diagnostic, text: str) -> str:
    guilty = text[finding.span.start : finding.span.end].partition("\n")[0]
    line, _ = place(text, finding.span.start)
    return f"{finding.severity} {finding.slug}, line {line}: `{guilty}`\n  {finding.sentence}"


def operations(program: ir.Program) -> Iterator[str]:
    """Each operation on a line, what is as always left out."""
    for number, operation in enumerate(program.operations):
        yield f"{number:3} {plain(operation)}"


def plain(value: object) -> str:
    """A value of the IR on one line."""
    match value:
        case ir.Load(name=name) | Scalar(name=name) | RecordOf(name=name):
            return name
        case ir.Get(of=of, field=field):
            return f"{plain(of)}.{field}"
        case ir.Const(value=held):
            return repr(held)
        case ir.Join(parts=parts):
            pieces = (repr(part)[1:-1] if isinstance(part, str) else f"{{{plain(part[0])}}}" for part in parts)
            return f'"{"".join(pieces)}"'
        case ir.Core():
            return f"{type(value).__name__}({', '.join(held for _, held in _fields(value))})"
        case msgspec.Struct():
            return f"{type(value).__name__}({', '.join(f'{name}={held}' for name, held in _fields(value))})"
        case tuple() | list():
            return f"[{', '.join(plain(item) for item in value)}]"
        case _:
            return repr(value)


def _fields(value: msgspec.Struct) -> Iterator[tuple[str, str]]:
    for field in msgspec.structs.fields(value):
        held = getattr(value, field.name)
        if held != field.default:
            yield field.name, plain(held)


def simulated(file: Path, compiled: Compiled, catalog: Catalog) -> Simulation:
    """The flow in its world."""
    assert compiled.program is not None
    linked = link(compiled.program)
    world = describe(json.loads(file.with_suffix(".json").read_text("utf-8")), catalog, linked)
    assert world.now is not None, "a story says when it begins"
    ledger = Ledger()
    for name, value in world.memory.items():
        ledger.remember(compiled.program.flow, name, value)
    sides = sides_of_records(world.records, catalog, world.now)
    return simulate(
        linked, catalog, {}, sides, ledger, world.choices, world.now, world.inputs, compiled.text, world.trigger
    )


def happened(simulation: Simulation, catalog: Catalog) -> Iterator[str]:
    """The log, with what each call was given; then how the run ended."""
    zone = ZoneInfo(catalog.zone)
    for line in log(simulation.journal, simulation.drive.runs, catalog):
        who = f"{line.who}: " if line.who else ""
        yield f"{_when(line.at, zone)} {line.step or '-':4} {line.kind:8} {who}{line.text}"
        if line.kind in ("did", "failed", "refused"):
            yield from (f"{'':31}{name}: {_one_line(value)}" for name, value in line.detail.items())
    run = simulation.run
    yield f"= {run.state}"
    yield from (f"  {item.key}: {item.ended.how} {item.ended.reason}".rstrip() for item in run.items)
    yield from (f"  {lane or 'the run'} waits for a person: {parked.sentence}" for lane, parked in run.parked.items())


def _when(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _one_line(text: str) -> str:
    return " / ".join(row.strip() for row in text.splitlines() if row.strip())
