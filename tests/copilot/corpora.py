"""The labelled requests of this folder, those a variable of the environment names, and their catalog."""

import os
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from sayso.connectors import standard_catalog
from sayso.copilot.evaluating import Outcome, Scenario, evaluate, open_catalog

FOLDER = Path(__file__).parent / "corpus"
TODAY = date(2026, 11, 21)
CATALOG = standard_catalog()
OPEN = open_catalog(CATALOG)

FILES = (FOLDER / "own.jsonl", *(Path(name) for name in os.environ.get("SAYSO_CORPORA", "").split(os.pathsep) if name))
"""`own.jsonl`, and more files of that form where SAYSO_CORPORA names some. `unseen.jsonl` is for `sayso evaluate`."""


@cache
def scenarios(file: Path) -> tuple[Scenario, ...]:
    """The scenarios of a file."""
    rows = file.read_text("utf-8").splitlines()
    return tuple(msgspec.json.decode(row, type=Scenario) for row in rows if row.strip())


@cache
def outcomes(file: Path) -> tuple[Outcome, ...]:
    """Every scenario of a file, drafted and compared."""
    return tuple(evaluate(scenarios(file), OPEN, TODAY))
