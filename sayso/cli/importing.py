"""`sayso import`: a CSV file into the workspace's CRM; asks what a column means only where it cannot be known."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from sayso.cli.console import Console, Problem, plain
from sayso.cli.running import pairs
from sayso.cli.sources import read_bytes
from sayso.runtime.importing import (
    ImportProblem,
    Plan,
    Report,
    Table,
    import_table,
    plan_import,
    preview_import,
    read_table,
)
from sayso.runtime.settings import WorkspaceProblem
from sayso.runtime.workspace import Workspace

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
    with _workspace(options, console) as workspace:
        try:
            table = read_table(raw)
            plan = _plan(table, options, workspace, console)
            now = datetime.now(UTC)
            with console.progress() as progress:
                progress.add_task(f"Importing {len(table.rows)} rows", total=None)
                work = preview_import if options.preview else import_table
                report = work(workspace.crm, table, plan, now)
        except ImportProblem as problem:
            raise Problem(f"{options.file}: {problem.sentence}", "cannot-import") from None
    _tell(console, report, plan, options.preview)
    return int(bool(report.problems))


def _workspace(options: argparse.Namespace, console: Console) -> Workspace:
    folder = Path(options.workspace) if options.workspace else None
    try:
        if Workspace.exists(folder):
            return Workspace.open(folder)
        made = Workspace.create(folder)
    except WorkspaceProblem as problem:
        raise Problem(problem.sentence, "workspace") from None
    console.mark(f"[green]✓[/] A new workspace in {plain(str(made.folder))}")
    return made


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
        question = plan.questions[0]
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
        f"[green]✓[/] {report.kind}s: {report.created} {would}new, {report.updated} {would}updated, "
        f"{report.left_out} left out"
        + (f"; {report.companies_created} companies {would}made" if report.companies_created else "")
    )
    for trouble in report.problems[:SHOWN]:
        column = f", {plain(trouble.column)}" if trouble.column else ""
        console.mark(f"  [yellow]row {trouble.row}{column}:[/] {plain(trouble.sentence)}")
    if len(report.problems) > SHOWN:
        console.say(f"  and {len(report.problems) - SHOWN} more; --json lists all")
    console.document("import", {"preview": preview, **msgspec.to_builtins(msgspec.structs.replace(report, sample=()))})
