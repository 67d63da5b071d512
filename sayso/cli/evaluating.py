"""`sayso evaluate`: how many requests of a file become the flow they were labelled with."""

import argparse
from datetime import date
from pathlib import Path

import msgspec

from sayso.cli import drafting_engines
from sayso.cli.console import Console, Problem, plain
from sayso.cli.sources import catalog_for, read_bytes, workspace
from sayso.copilot.evaluating import Label, Outcome, Scenario, by_level, evaluate, open_catalog, share, wrong_fields

SHOWN = ("correct", "strict", "trigger", "actions", "conditions", "waits", "loops", "approvals", "limits", "unclear")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file of scenarios, the engine, and where to write what was drafted."""
    parser.add_argument("corpus", metavar="CORPUS", help="a file with one scenario (JSON) per line")
    parser.add_argument(
        "--engine", choices=("offline", "model"), default="offline", help="what drafts (default: offline)"
    )
    parser.add_argument("--predictions", metavar="OUT", help="write what each draft comes to, one JSON per line")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: the standard tools, any stage)")


def run(options: argparse.Namespace, console: Console) -> int:
    """Draft every scenario, print the accuracy per level and field, and the ids that came out wrong."""
    scenarios = _scenarios(options.corpus)
    home = workspace(options.workspace) if options.workspace else None
    catalog = catalog_for(home)
    if home is None:
        catalog = open_catalog(catalog)
    outcomes = list(evaluate(scenarios, catalog, date.today(), drafting_engines.drafts(options.engine)))
    if options.predictions:
        _write(options.predictions, outcomes)
    levels = by_level(outcomes)
    console.table(
        ["level", "n", *SHOWN],
        [[level, str(part.n), *(f"{part.means[field]:.0%}" for field in SHOWN)] for level, part in levels.items()],
    )
    wrong = [one for one in outcomes if not one.score.correct]
    for one in wrong:
        fields = ", ".join(wrong_fields(one))
        console.mark(f"[red]✗[/] {plain(one.scenario.id)} [dim]{plain(fields)}: {plain(one.scenario.english[:80])}[/]")
    negatives = [one for one in outcomes if one.scenario.expect.get("unclear")]
    asked = sum(one.score.unclear for one in negatives)
    needless = sum(bool(one.found.get("unclear")) and not one.scenario.expect.get("unclear") for one in outcomes)
    compiling = sum(one.compiles for one in outcomes)
    console.say(
        f"{len(outcomes) - len(wrong)} of {len(outcomes)} correct; {asked} of {len(negatives)} that must be asked "
        f"back were; "
        f"{needless} needless questions; {compiling} of {len(outcomes)} compile"
    )
    body = {
        "levels": {level: {"n": part.n, **part.means} for level, part in levels.items()},
        "negatives": {"n": len(negatives), **share(negatives).means},
        "needless": needless,
        "compile": compiling,
        "wrong": [{"id": one.scenario.id, "fields": wrong_fields(one)} for one in wrong],
    }
    console.document("evaluate", body)
    return 0


def _scenarios(name: str) -> list[Scenario]:
    """The scenarios of a file; a line that is none is told with its number."""
    found = []
    for number, row in enumerate(read_bytes(Path(name)).decode("utf-8", "replace").splitlines(), 1):
        if not row.strip():
            continue
        try:
            scenario = msgspec.json.decode(row, type=Scenario)
            msgspec.convert(scenario.expect, Label)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise Problem(f"{name}, line {number} is no scenario: {error}.", "not-a-scenario") from None
        found.append(scenario)
    if not found:
        raise Problem(f"{name} holds no scenarios.", "empty-file")
    return found


def _write(name: str, outcomes: list[Outcome]) -> None:
    rows = (msgspec.json.encode({"id": one.scenario.id, "expect": one.found}).decode() for one in outcomes)
    try:
        Path(name).write_text("".join(f"{row}\n" for row in rows), "utf-8")
    except OSError as error:
        raise Problem(f"{name} cannot be written: {error.strerror}.", "cannot-write-file") from None
