"""`sayso draft`: a sentence in, a flow out, with everything that was heard, assumed and is still open."""

import argparse
from typing import Any

import msgspec

from sayso.cli import drafting_engines, findings
from sayso.cli.console import Console, plain
from sayso.cli.sources import read
from sayso.copilot.proposal import Heard, Proposal

COLOURS = {"step": "green", "rule": "cyan", "assumption": "yellow", "question": "magenta", "not used": "red"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What should happen, in English; perhaps the flow it is about."""
    parser.add_argument("request", metavar="REQUEST", help="what should happen, in English")
    parser.add_argument("--flow", metavar="FILE", help="the flow it is about; a change touches only what it names")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: SAYSO_HOME, else ./sayso-data)")
    drafting_engines.argument(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Print the proposal, or the answer; exit 1 if there are only questions."""
    current = read([options.flow], console)[0].text if options.flow else ""
    proposal = drafting_engines.drafted(options, current)
    _show(proposal, console)
    if current and proposal.text:
        _show_changes(proposal, current, console)
    console.document("draft", as_json(proposal))
    return int(not (proposal.text or proposal.answer))


def _show(proposal: Proposal, console: Console) -> None:
    if proposal.answer:
        console.say(proposal.answer)
        console.mark(f"\n[dim]{plain(proposal.engine)}[/]")
        return
    if proposal.text:
        console.say(proposal.text)
    console.mark("[bold]What I heard[/]")
    for one in proposal.heard:
        words = " ".join(proposal.request[one.start : one.end].split())
        console.mark(f"[{COLOURS[one.became]}]{_label(one)}[/]  {plain(words)}", hang=14)
    if proposal.cut:
        console.mark(f"[red]not read[/]  the last {proposal.cut:,} letters; say it shorter")
    if proposal.assumptions:
        console.mark("\n[bold]What I assumed[/]")
    for assumed in proposal.assumptions:
        others = " · ".join(one.title for one in assumed.alternatives)
        console.mark(f"- {plain(assumed.text)}" + (f" [dim](or: {plain(others)})[/]" if others else ""), hang=2)
    if proposal.questions:
        console.mark("\n[bold]What I must ask[/]")
    for question in proposal.questions:
        console.mark(f"- {plain(question.text)} [dim]({plain(' · '.join(question.answers))})[/]", hang=2)
    if proposal.readback:
        console.mark("\n[bold]In English[/]")
        console.say(proposal.readback.rstrip("\n"))
        console.say(proposal.bounds)
    console.mark(f"\n[dim]{plain(proposal.engine)}[/]")


def _show_changes(proposal: Proposal, current: str, console: Console) -> None:
    """The rows of the flow that go, and those that come."""
    console.mark("\n[bold]What changes[/]")
    for edit in proposal.edits:
        for row in current[edit.span.start : edit.span.end].splitlines():
            console.mark(f"[red]- {plain(row)}[/]")
        for row in edit.text.splitlines():
            console.mark(f"[green]+ {plain(row)}[/]")


def _label(one: Heard) -> str:
    return f"{one.became:<10}"


def as_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal for programs."""
    return {
        "request": proposal.request,
        "text": proposal.text,
        "heard": [msgspec.to_builtins(one) for one in proposal.heard],
        "assumptions": [
            {
                "text": one.text,
                "address": one.address,
                "alternatives": [{"title": other.title, "edits": _edits(other.edits)} for other in one.alternatives],
            }
            for one in proposal.assumptions
        ],
        "questions": [msgspec.to_builtins(one) for one in proposal.questions],
        "findings": [findings.as_json(finding, proposal.text) for finding in proposal.diagnostics],
        "readback": proposal.readback,
        "bounds": proposal.bounds,
        "edits": _edits(proposal.edits),
        "engine": proposal.engine,
        "cut": proposal.cut,
        "answer": proposal.answer,
    }


def _edits(edits: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{"start": one.span.start, "end": one.span.end, "text": one.text} for one in edits]
