"""`sayso import`: a CSV file into the workspace's CRM; asks what a column means only where it cannot be known."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from sayso.cli.console import Console, Problem, plain
from sayso.cli.running import pairs
from sayso.cli.sources import read_bytes
from sayso.runtime.importing import (
    ImportProblem,
    KindUnknown,
    Plan,
    Question,
    Report,
    Table,
    import_table,
    plan_import,
    preview_import,
    read_table,
)
from sayso.runtime.workspace import Workspace

PLURALS = {"contact": "contacts", "company": "companies", "deal": "deals"}
SHOWN = 20
"""Troubles listed on the terminal; the JSON report has all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file, what it holds, how its columns are to be read."""
    parser.add_argument("file", metavar="CSV", help="a CSV file with a row of headings")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: SAYSO_HOME, else ./sayso-data)")
    parser.add_argument("--as", dest="kind", choices=("contact", "company", "deal"), help="what the rows are")
    parser.add_argument(
        "--map", action="append", default=[], metavar="HEADING=FIELD", help="a column's field; empty: leave out"
    )
    parser.add_argument("--answer", action="append", default=[], metavar="QUESTION=OPTION", help="answer a question")
    parser.add_argument("--preview", action="store_true", help="say what would happen and change nothing")


def import_csv(options: argparse.Namespace, console: Console) -> int:
    """Import the file; exit 1 if rows had troubles, 2 if a question is open."""
    raw = read_bytes(Path(options.file))
    folder = Path(options.workspace) if options.workspace else None
    try:
        table = read_table(raw)
        with _existing(folder) or _scratch() as known:
            plan = _plan(table, options, known, console)
        with _scratch() if options.preview and not Workspace.exists(folder) else _opened(folder, console) as place:
            report = _worked(place, table, plan, options.preview, console)
    except ImportProblem as problem:
        hint = " Such as `--as contact`." if isinstance(problem, KindUnknown) else ""
        raise Problem(f"{options.file}: {problem.sentence}{hint}", "cannot-import") from None
    _tell(console, report, plan, options.preview)
    return int(bool(report.problems))


def _existing(folder: Path | None) -> Workspace | None:
    return Workspace.open(folder) if Workspace.exists(folder) else None


@contextmanager
def _scratch() -> Iterator[Workspace]:
    """A workspace like a new one, to look with; nothing of it is kept."""
    with tempfile.TemporaryDirectory(prefix="sayso-look-") as folder, Workspace.create(Path(folder)) as workspace:
        yield workspace


def _opened(folder: Path | None, console: Console) -> Workspace:
    """The workspace, made if there is none yet."""
    found = _existing(folder)
    if found is None:
        found = Workspace.create(folder)
        console.mark(f"[green]✓[/] A new workspace in {plain(str(found.folder))}")
    return found


def _worked(place: Workspace, table: Table, plan: Plan, preview: bool, console: Console) -> Report:
    """Import, with a bar where somebody looks."""
    work = preview_import if preview else import_table
    with console.progress() as progress:
        bar = progress.add_task(f"{'Trying' if preview else 'Importing'} rows", total=len(table.rows))
        return work(place.crm, table, plan, datetime.now(UTC), lambda: progress.advance(bar))


def _plan(table: Table, options: argparse.Namespace, workspace: Workspace, console: Console) -> Plan:
    mapping = {heading: field or None for heading, field in pairs(options.map, "--map").items()}
    answers = pairs(options.answer, "--answer")
    while True:
        plan = plan_import(
            table, kind=options.kind, mapping=mapping, answers=answers, custom_fields=workspace.crm.custom_fields(),
            currency=workspace.settings.currency, zone=ZoneInfo(workspace.settings.zone),
        )  # fmt: skip
        if not plan.questions or options.preview:
            return plan
        _ask(plan.questions[0], answers, console)


def _ask(question: Question, answers: dict[str, str], console: Console) -> None:
    """Ask what a column means, where somebody is there to answer."""
    if console.json or not sys.stdin.isatty():
        said = " or ".join(f"--answer '{question.id}={option}'" for option in question.options)
        raise Problem(f"{question.sentence} Say it with {said}.", "open-question")
    console.say(question.sentence)
    for number, option in enumerate(question.options, 1):
        console.say(f"  {number}. {option}")
    try:
        chosen = input("Which? ").strip()
    except EOFError:
        raise Problem(f"{question.sentence} Nothing was imported.", "open-question") from None
    if chosen.isdigit() and 1 <= int(chosen) <= len(question.options):
        answers[question.id] = question.options[int(chosen) - 1]
    elif chosen in question.options:
        answers[question.id] = chosen


def _tell(console: Console, report: Report, plan: Plan, preview: bool) -> None:
    would = "would be " if preview else ""
    console.table(["column", "becomes"], [[c.header, c.field or "(left out)"] for c in plan.columns])
    for note in report.notes:
        console.mark(f"[dim]{plain(note)}[/]")
    console.mark(
        f"[green]✓[/] {PLURALS[report.kind]}: {report.created} {would}new, {report.updated} {would}updated, "
        f"{report.left_out} left out"
        + (f"; {report.companies_created} companies {would}made" if report.companies_created else "")
    )
    for trouble in report.problems[:SHOWN]:
        column = f", {plain(trouble.column)}" if trouble.column else ""
        console.mark(f"  [yellow]row {trouble.row}{column}:[/] {plain(trouble.sentence)}")
    if len(report.problems) > SHOWN:
        console.say(f"  and {len(report.problems) - SHOWN:,} more; --json lists all")
    told = {name: value for name, value in msgspec.structs.asdict(report).items() if name != "sample"}
    console.document("import", {"preview": preview, **told})
