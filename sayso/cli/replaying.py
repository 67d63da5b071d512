"""`sayso replay`: proves a journal. The flow's text stands in it, so nothing else is needed but the same catalog."""

import argparse
from pathlib import Path
from textwrap import shorten
from typing import Any

import msgspec

from sayso.cli import telling
from sayso.cli.console import Console, Problem, plain
from sayso.cli.sources import catalog_for, read_bytes, workspace
from sayso.runtime.journal import Journal, JournalProblem
from sayso.runtime.replay import replay
from sayso.runtime.versions import OtherVersion, versions_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """The journal, and the workspace whose catalog it was made with."""
    parser.add_argument("journal", metavar="FILE", help="a journal written by `sayso run --journal`")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: SAYSO_HOME, else ./sayso-data)")
    parser.add_argument("--log", action="store_true", help="print the log again")


def replay_journal(options: argparse.Namespace, console: Console) -> int:
    """Run the journal again; exit 1 and name the first step that differs, if one does."""
    read_bytes(Path(options.journal))
    try:
        journal = Journal.read(Path(options.journal))
    except JournalProblem as problem:
        raise Problem(str(problem), "wrong-journal") from None
    catalog = catalog_for(workspace(options.workspace))
    try:
        replayed = replay(journal, versions_of(journal, catalog))
    except OtherVersion as problem:
        raise Problem(str(problem), "other-version") from None
    first = next(iter(replayed.runs.values()))
    if options.log:
        telling.show(console, journal, replayed.runs, catalog, pretend=False)
    body: dict[str, Any] = {"ok": replayed.difference is None, "steps": replayed.steps, "state": first.state}
    if replayed.difference is None:
        console.mark(f"[green]✓[/] {replayed.steps} steps, all the same. The run is {first.state}.")
    else:
        apart = replayed.difference
        console.mark(
            f"[red]✗[/] Line {apart.number + 1}, step {plain(apart.step)}: the replay differs from the journal."
        )
        where, recorded, replayed_ = first_apart(apart.recorded, apart.replayed)
        console.say(f"  {where or 'it'} was {recorded} and is now {replayed_}")
        body["difference"] = {"line": apart.number + 1, "step": apart.step, "field": where}
    console.document("replay", body)
    return int(replayed.difference is not None)


def first_apart(one: Any, other: Any, where: str = "") -> tuple[str, str, str]:
    """The first field in which two plain values differ, and what stands there in each."""
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = [(name, one.get(name), other.get(name)) for name in {**one, **other}]
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        pairs = [("", *both) for both in zip(one, other, strict=True)]
    else:
        return where, _shown(one), _shown(other)
    name, left, right = next(found for found in pairs if found[1] != found[2])
    return first_apart(left, right, f"{where}.{name}" if where and name else where or name)


def _shown(value: Any) -> str:
    return shorten(msgspec.json.encode(value).decode(), 120, placeholder=" …")
