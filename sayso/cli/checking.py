"""`sayso check` and `sayso bounds`: what is wrong with flows, and what they can do at most."""

import argparse
from typing import Any

import msgspec

from sayso.cli import findings
from sayso.cli.console import Console, plain
from sayso.cli.sources import Built, Source, build, workspace
from sayso.compiler import Compiled
from sayso.compiler.bounds import Bounds, arithmetic, words
from sayso.dsl.catalog import Catalog


def arguments(parser: argparse.ArgumentParser) -> None:
    """Flows to look at, and the workspace they belong to."""
    parser.add_argument("flows", nargs="+", metavar="FLOW", help="a .flow file, or - for standard input")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: SAYSO_HOME, else ./sayso-data)")


def built(options: argparse.Namespace, console: Console) -> Built:
    """The named flows, compiled against the workspace."""
    return build(options.flows, workspace(options.workspace), console)


def check(options: argparse.Namespace, console: Console) -> int:
    """List every finding; exit 1 if one keeps a flow from running."""
    found = built(options, console)
    for source, compiled in found.flows:
        for finding in compiled.diagnostics:
            findings.show(console, source, finding)
        fine = not compiled.errors
        mark = "[green]✓[/]" if fine else "[red]✗[/]"
        console.mark(f"{mark} {plain(source.name)}: {findings.summary(compiled.diagnostics)}")
        if fine:
            console.mark(f"  [dim]{plain(at_most(compiled))}[/]")
    if len(found.flows) > 1:
        wrong = sum(bool(compiled.errors) for _, compiled in found.flows)
        console.say(
            f"{len(found.flows)} flows, {wrong} with errors" if wrong else f"{len(found.flows)} flows, all fine"
        )
    if console.json:  # who only reads the findings does not wait for programs
        console.document("check", {"files": [_as_told(source, compiled) for source, compiled in found.flows]})
    return int(any(compiled.errors for _, compiled in found.flows))


def _as_told(source: Source, compiled: Compiled) -> dict[str, Any]:
    return {
        "file": source.name,
        "flow": compiled.flow.name if compiled.flow else None,
        "version": compiled.program.version if compiled.program else None,
        "ok": not compiled.errors,
        "findings": [findings.as_json(finding, source.text) for finding in compiled.diagnostics],
    }


def at_most(compiled: Compiled) -> str:
    """The "at most" line of a flow."""
    return words(compiled.bounds) if compiled.bounds else ""


def bounds(options: argparse.Namespace, console: Console) -> int:
    """Print what each flow can do at most, with the arithmetic."""
    found = built(options, console)
    files = []
    for source, compiled in found.flows:
        if compiled.bounds is None or compiled.facts is None or compiled.flow is None:
            for finding in compiled.diagnostics:
                findings.show(console, source, finding)
            files.append({"file": source.name, "ok": False, "bounds": None})
            continue
        _show(console, compiled, found.catalog)
        files.append({"file": source.name, "ok": not compiled.errors, "bounds": as_json(compiled.bounds)})
    console.document("bounds", {"files": files})
    return int(any(compiled.errors for _, compiled in found.flows))


def _show(console: Console, compiled: Compiled, catalog: Catalog) -> None:
    assert compiled.flow is not None
    assert compiled.bounds is not None
    assert compiled.facts is not None
    console.mark(f"[bold]{plain(compiled.flow.name)}[/]")
    console.say(at_most(compiled))
    rows = [
        [name, f"{count.per_run:,}", _or_dash(count.per_day), _or_dash(count.per_week), count.arithmetic]
        for name, count in compiled.bounds.tools.items()
    ]
    if rows:
        console.table(["tool", "a run", "a day", "a week", "how it is counted"], rows)
    for line in arithmetic(compiled.bounds)[len(rows) :]:
        console.mark(f"[dim]{plain(line)}[/]", hang=2)
    console.mark(f"[dim]Steps: at most {compiled.bounds.steps:,} a run[/]")
    from sayso.compiler.permissions import permissions

    for line in permissions(compiled.flow, compiled.facts, catalog):
        console.mark(f"- {plain(line)}", hang=2)
    console.say()


def _or_dash(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def as_json(bound: Bounds) -> dict[str, Any]:
    """The bounds of a flow for programs."""
    return dict(msgspec.to_builtins(bound))
