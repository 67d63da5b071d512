"""`sayso test`: runs the test blocks of flows and says what did not hold, at the line that demanded it."""

import argparse
from typing import Any

from sayso.cli import exploring, findings
from sayso.cli.checking import built
from sayso.cli.console import Console, plain
from sayso.cli.sources import Built, Source
from sayso.compiler import Compiled
from sayso.dsl.source import place
from sayso.runtime.paths import tried
from sayso.runtime.testing import Tested, run_tests

NO_PATHS: dict[str, Any] = {"paths": 0, "never_tried": [], "left": 0}
"""Where there is no test to go any."""


def test(options: argparse.Namespace, console: Console) -> int:
    """Run every test; exit 1 if one fails or a flow has errors."""
    found = built(options, console)
    files: list[dict[str, Any]] = []
    for source, compiled in found.flows:
        if len(options.flows) > 1:
            console.mark(f"[bold]{plain(source.name)}[/]")
        files.append(_tested(console, found, source, compiled))
    tests = [one for file in files for one in file["tests"]]
    failed = sum(not one["ok"] for one in tests)
    unread = sum(compiled.program is None for _, compiled in found.flows)
    console.say(_counted(len(tests), failed, unread))
    console.document("test", {"files": files})
    return int(failed + unread > 0)


def _tested(console: Console, found: Built, source: Source, compiled: Compiled) -> dict[str, Any]:
    if compiled.program is None:
        for finding in compiled.errors:
            findings.show(console, source, finding)
        told = [findings.as_json(finding, source.text) for finding in compiled.errors]
        return {"file": source.name, "ok": False, "tests": [], "findings": told, **NO_PATHS}
    results = run_tests(compiled, found.catalog, found.programs)
    if not results:
        console.mark(f"[dim]{plain(source.name)} has no tests[/]")
    tests = [_told(console, source, result) for result in results]
    paths = _paths(console, found, compiled, results) if results else NO_PATHS
    return {"file": source.name, "ok": all(test["ok"] for test in tests), "tests": tests, "findings": [], **paths}


def _paths(console: Console, found: Built, compiled: Compiled, results: list[Tested]) -> dict[str, Any]:
    seen = tried(compiled, found.catalog, found.programs, results)
    exploring.never_tried(console, seen)
    names, left = [path.name for path in seen.never], sum(seen.paths.left.values())
    return {"paths": len(seen.paths.rows), "never_tried": names, "left": left}


def _told(console: Console, source: Source, result: Tested) -> dict[str, Any]:
    console.mark(f"{'[green]✓[/]' if result.passed else '[red]✗[/]'} {plain(result.title)}", hang=2)
    problems = [(place(source.text, span.start)[0], sentence) for span, sentence in result.problems]
    for line, sentence in problems:
        console.mark(f"    [red]line {line}:[/] {plain(sentence)}")
    for warning in result.warnings:
        console.mark(f"    [dim]{plain(warning)}[/]")
    shown = [{"line": line, "sentence": sentence} for line, sentence in problems]
    return {"title": result.title, "ok": result.passed, "problems": shown, "warnings": list(result.warnings)}


def _counted(count: int, failed: int, unread: int) -> str:
    """`3 tests, 1 failed; 1 flow has errors`"""
    tests = f"{count} test{'' if count == 1 else 's'}"
    told = f"{tests}, {failed} failed" if failed else f"{tests}, all passed" if count else "no tests"
    flows = (
        f"; {unread} flow{' has' if unread == 1 else 's have'} errors and {'was' if unread == 1 else 'were'} not tested"
    )
    return told + (flows if unread else "")
