"""`sayso fmt`, `sayso graph` and `sayso english`: one flow, seen in its other forms."""

import argparse
import shutil
from pathlib import Path
from typing import Any

import msgspec

from sayso.cli import findings
from sayso.cli.checking import arguments, built
from sayso.cli.console import Console, Problem, plain
from sayso.cli.sources import STDIN, Source, read
from sayso.compiler import Compiled
from sayso.copilot.readback import readback
from sayso.dsl.format import FormatProblem, format_text
from sayso.dsl.graph import Graph, graph, to_mermaid
from sayso.dsl.parse import parse

BOX = ("id", "kind", "label", "parent", "place", "address")
"""What programs are told of a box."""
MENDED = "wrong-order"
"""The one mistake that the canonical form itself mends."""


def format_arguments(parser: argparse.ArgumentParser) -> None:
    """Which flows, and whether to write or only to look."""
    parser.add_argument("flows", nargs="+", metavar="FLOW", help="a .flow file, or - for standard input")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file would change")


def format_flows(options: argparse.Namespace, console: Console) -> int:
    """Rewrite files in canonical form; standard input goes to standard output."""
    files, changed, unread = [], 0, 0
    for source in read(options.flows, console):
        formatted = _formatted(source, console.aside())
        if formatted is None:
            unread += 1
            files.append({"file": source.name, "ok": False, "changed": False, "text": None})
            continue
        differs = formatted != source.raw
        changed += differs
        _put(source, formatted, differs, options, console)
        files.append({"file": source.name, "ok": True, "changed": differs, "text": formatted})
    console.document("fmt", {"files": files})
    return int(bool(unread) or (options.check and changed > 0))


def _formatted(source: Source, console: Console) -> str | None:
    parsed = parse(source.text)
    broken = [finding for finding in parsed.diagnostics if finding.severity == "error" and finding.slug != MENDED]
    for finding in broken:
        findings.show(console, source, finding)
    if broken:
        console.mark(f"[red]✗[/] {plain(source.name)} was left as it is: {findings.summary(tuple(broken))}")
        return None
    try:
        return format_text(source.text)
    except FormatProblem as problem:
        raise Problem(f"{source.name}: {problem}", "cannot-format") from None


def _put(source: Source, formatted: str, differs: bool, options: argparse.Namespace, console: Console) -> None:
    if source.name == STDIN and not options.check:
        console.write(formatted)
    elif not differs:
        console.mark(f"[dim]{plain(source.name)} is fine as it is[/]")
    elif options.check:
        console.mark(f"[yellow]{plain(source.name)} would change[/]")
    elif not console.json:
        _rewrite(Path(source.name).resolve(), formatted)
        console.mark(f"[green]✓[/] {plain(source.name)} rewritten")


def _rewrite(file: Path, text: str) -> None:
    """Replace a file whole: whatever happens, either the old text or the new one stands there."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        shutil.copymode(file, part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def graph_arguments(parser: argparse.ArgumentParser) -> None:
    """One flow, as Mermaid or JSON."""
    arguments(parser)
    parser.add_argument("--mermaid", action="store_true", help="print a Mermaid diagram (the default)")


def graph_flow(options: argparse.Namespace, console: Console) -> int:
    """Print the flow's boxes and arrows."""
    files, code = [], 0
    for source, compiled in built(options, console).flows:
        if compiled.flow is None:
            files.append(_unreadable(console, source, compiled))
            code = 1
            continue
        drawn = graph(compiled.flow)
        console.write(to_mermaid(drawn))
        files.append({"file": source.name, "ok": True, "graph": _boxes(drawn)})
    console.document("graph", {"files": files})
    return code


def _boxes(drawn: Graph) -> dict[str, Any]:
    """A graph for programs: boxes and arrows, without the tree they stand for."""
    nodes = [{name: getattr(node, name) for name in BOX} for node in drawn.nodes]
    return {"nodes": nodes, "edges": msgspec.to_builtins(drawn.edges)}


def _unreadable(console: Console, source: Source, compiled: Compiled) -> dict[str, Any]:
    """Say beside the result why a flow has no safe reading."""
    for finding in compiled.diagnostics:
        findings.show(console.aside(), source, finding)
    told = [findings.as_json(finding, source.text) for finding in compiled.diagnostics]
    return {"file": source.name, "ok": False, "findings": told}


def english(options: argparse.Namespace, console: Console) -> int:
    """Read flows back in plain English."""
    found, files, code = built(options, console), [], 0
    for source, compiled in found.flows:
        if compiled.flow is None:
            files.append(_unreadable(console, source, compiled))
            code = 1
            continue
        told = readback(compiled.flow, compiled.facts, found.catalog)
        console.mark(f"[bold]{plain(compiled.flow.name)}[/]")
        console.say(told.text)
        sentences = [{name: value for name, value in one.items() if name != "written"}
                     for one in msgspec.to_builtins(told.sentences)]  # fmt: skip
        files.append({"file": source.name, "ok": True, "sentences": sentences, "told": told.text})
    console.document("english", {"files": files})
    return code
