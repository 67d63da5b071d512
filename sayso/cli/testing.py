"""`sayso test`: runs the test blocks of flows and says what did not hold, at the line that demanded it."""

import argparse

from sayso.cli import findings
from sayso.cli.checking import built
from sayso.cli.console import Console, plain
from sayso.dsl.source import place
from sayso.runtime.testing import run_tests


def test(options: argparse.Namespace, console: Console) -> int:
    """Run every test; exit 1 if one fails or a flow has errors."""
    found, files, failed, count = built(options), [], 0, 0
    for source, compiled in found.flows:
        if compiled.program is None:
            for finding in compiled.errors:
                findings.show(console, source, finding)
            failed += 1
            files.append({"file": source.name, "ok": False, "tests": []})
            continue
        results = run_tests(compiled, found.catalog, found.programs)
        told = []
        for result in results:
            count, failed = count + 1, failed + (not result.passed)
            console.mark(f"{'[green]✓[/]' if result.passed else '[red]✗[/]'} {plain(result.title)}")
            problems = [(place(source.text, span.start)[0], sentence) for span, sentence in result.problems]
            for line, sentence in problems:
                console.mark(f"    [red]line {line}:[/] {plain(sentence)}")
            for warning in result.warnings:
                console.mark(f"    [dim]{plain(warning)}[/]")
            shown = [{"line": line, "sentence": sentence} for line, sentence in problems]
            warnings = list(result.warnings)
            told.append({"title": result.title, "ok": result.passed, "problems": shown, "warnings": warnings})
        if not results:
            console.mark(f"[dim]{plain(source.name)} has no tests[/]")
        files.append({"file": source.name, "ok": all(result.passed for result in results), "tests": told})
    console.say(f"{count} tests, {failed} failed" if failed else f"{count} tests, all passed")
    console.document("test", {"files": files})
    return int(failed > 0)
