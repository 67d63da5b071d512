"""The suites that must each be seen red, and short names for those that mutants often point at."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.mutants.planted import ROOT, Mutant

REFERENCE = "tests/reference/test_reference.py"
GOLDEN = "tests/golden"
HISTORIES = "tests/histories"
SPECIMENS = "tests/specimens"
LANGUAGE = "tests/language"
STORIES = "tests/stories"
TEMPLATES = "tests/templates"
TEXTS = "tests/properties/test_texts.py::"
RUNS = "tests/properties/test_runs.py::"
CHANGES = "tests/properties/test_changes.py::"
CUTS = "tests/properties/test_interruptions.py::"
AGREE = "tests/properties/test_worlds_agree.py"
FOUND = "tests/properties/test_found.py"
COVERAGE = "tests/properties/test_coverage.py"
PRINT = "tests/dsl/test_print.py"
EDIT = "tests/dsl/test_edit.py"
GRAPH = "tests/dsl/test_graph.py"
DRIVE = "tests/runtime/test_drive.py"
PARTS = "tests/dsl/"

WHOLE = (
    REFERENCE, GOLDEN, HISTORIES, SPECIMENS, LANGUAGE, STORIES, TEMPLATES, FOUND, COVERAGE, PRINT, EDIT, GRAPH,
)  # fmt: skip
"""Suites seen as a whole. Of `tests/properties`, every property is a suite of its own."""


def suites() -> list[str]:
    """Every suite that some mutant must turn red."""
    return [*WHOLE, *properties()]


def properties() -> Iterator[str]:
    """Every test of `tests/properties` that looks at drawn examples."""
    for file in sorted((ROOT / "tests" / "properties").glob("test_*.py")):
        for node in ast.parse(file.read_bytes()).body:
            if isinstance(node, ast.FunctionDef) and any("given" in ast.unparse(one) for one in node.decorator_list):
                yield f"{_place(file)}::{node.name}"


def _place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def sees(suite: str, mutant: Mutant) -> bool:
    """Whether one of the mutant's tests is the suite, or a part of it."""
    return any(test == suite or test.startswith((f"{suite}/", f"{suite}::", f"{suite}[")) for test in mutant.tests)
