"""Modules, functions and names stay small enough to be read, and the rules that ruff keeps stay switched on."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, modules, place, tree_of

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
ONE_LOOP = {("sayso/dsl/lalr.py", "read")}
"""The parse machine's one loop: every call taken out of it costs a tenth of the speed of parsing."""
LONGEST_MODULE_DOCSTRING = 6
NO_ROOM = {"utils", "util", "common", "helpers", "helper", "core", "manager", "managers", "misc"}
OTHER_WORDS = re.compile(r"workflow|automation|execution", re.IGNORECASE)
"""We say flow and run. A word of a service's own (in a text it is sent) is its own affair; names of ours are ours."""


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, without its docstring; a `match` whose arms are one line each counts as one line."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        lines -= rows(function.body[0])
    tables = [node for node in ast.walk(function) if isinstance(node, ast.Match) and is_table(node)]
    return lines - sum(rows(node) - 1 for node in tables)


def rows(node: ast.stmt) -> int:
    """Lines a statement takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_table(node: ast.Match) -> bool:
    """Whether every arm of a `match` is one statement on one line."""
    return all(len(case.body) == 1 and rows(case.body[0]) == 1 for case in node.cases)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_module_is_too_long() -> None:
    lengths = {place(path): len(path.read_bytes().splitlines()) for path in files() if path.suffix == ".py"}
    long = [f"{name}: {lines} lines" for name, lines in lengths.items() if lines > LONGEST_MODULE]
    assert not long, "look for the second thing inside:\n" + "\n".join(long)


def _too_long(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    known = (path.relative_to(ROOT).as_posix(), function.name) in ONE_LOOP
    return length(function) > LONGEST_FUNCTION and not known and "migrations" not in path.parts


def test_no_function_is_too_long() -> None:
    found = [(path, function) for path in modules() for function in functions(path)]
    long = [f"{place(p, f)} {f.name}: {length(f)} lines" for p, f in found if _too_long(p, f)]
    assert not long, "\n" + "\n".join(long)


def test_every_module_says_shortly_what_it_holds() -> None:
    docstrings = {path: ast.get_docstring(tree_of(path)) for path in modules()}
    wrong = [
        place(p) for p, text in docstrings.items() if not text or len(text.splitlines()) > LONGEST_MODULE_DOCSTRING
    ]
    assert not wrong, f"a docstring of one to {LONGEST_MODULE_DOCSTRING} lines is missing:\n" + "\n".join(wrong)


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert not [place(path) for path in modules() if NO_ROOM & {path.stem, *path.parts[len(ROOT.parts) :]}]


def test_names_use_our_words() -> None:
    found = [
        f"{place(path, node)} {node.name}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and OTHER_WORDS.search(node.name)
    ]
    assert not found, "\n" + "\n".join(found)


def test_ruff_and_mypy_keep_the_rest() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    lint = tools["ruff"]["lint"]
    assert {"E", "F", "I", "B", "UP", "SIM", "C4", "RUF", "D1"} <= set(lint["select"])
    assert set(lint["per-file-ignores"]) == {"tests/**"}, "no part of the product is let off"
    assert tools["mypy"]["strict"]
    assert "ignore_errors" not in str(tools["mypy"])


@pytest.mark.parametrize(("body", "expected"), [("    x = 1\n" * 45, 46), ("    '''A\n    B'''\n    x = 1\n", 2)])
def test_functions_are_measured_without_docstring(body: str, expected: int) -> None:
    function = ast.parse("def f(x):\n" + body).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert length(function) == expected


def test_a_match_with_short_arms_counts_as_one_line() -> None:
    arms = "".join(f"        case {n}:\n            return {n}\n" for n in range(50))
    function = ast.parse("def f(x):\n    match x:\n" + arms).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert length(function) == 2
