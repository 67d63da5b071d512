"""The rooms import one way, the pure rooms stay pure, and nobody runs text as code."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.layering import CLOCKS, EVERYWHERE, FORBIDDEN, FOREIGN, IMPURE, OURS, STANDARD
from tests.house.sources import FRONT_DOOR, PURE_ROOMS, modules, place, room_of, tree_of

RUNS_TEXT = ("eval", "exec", "compile", "__import__")
MUTABLE_CALLS = ("list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict")
CHANGING = ("append", "add", "extend", "insert", "update", "setdefault", "pop", "popitem", "clear", "remove", "discard")


def imports_of(tree: ast.Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every import as a full dotted name: `from sayso.dsl import parse` gives `sayso.dsl.parse`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module or ''}.{alias.name}") for alias in node.names)


def within(name: str, allowed: str) -> bool:
    """Whether a dotted name is `allowed` or something inside it."""
    return name == allowed or name.startswith(allowed + ".")


def import_problem(room: str, name: str) -> str | None:
    """Why a module of this room may not import that name, or None."""
    top = name.partition(".")[0]
    if top == "sayso":
        return our_import_problem(room, name.removeprefix("sayso").removeprefix("."))
    if top in FORBIDDEN:
        return f"nobody imports {top}"
    if room in PURE_ROOMS and any(within(name, impure) for impure in IMPURE):
        return f"`{room}` is pure and may not import {name}"
    if top in sys.stdlib_module_names:
        homes = STANDARD.get(top, EVERYWHERE)
    elif top in FOREIGN:
        homes = FOREIGN[top]
    else:
        return f"{top} has no home yet: name it in tests/house/layering.py and in docs/decisions/"
    return None if homes == EVERYWHERE or room in homes else f"{top} is not at home in `{room}`"


def our_import_problem(room: str, name: str) -> str | None:
    """The same for our own rooms; `name` without the leading `sayso.`"""
    if room == FRONT_DOOR or within(name, room) or name in ("", "__version__"):
        return None
    return None if any(within(name, allowed) for allowed in OURS[room]) else f"`{room}` may not import sayso.{name}"


def code_problems(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Relative imports, `global`, and calls that run text as code."""
    own_names = {
        alias.asname or alias.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names
    }
    own_names |= {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(level=level) if level:
                yield node, "imports are absolute"
            case ast.Global():
                yield node, "no state at module level"
            case ast.Call(func=ast.Name(id=name)) if name in RUNS_TEXT and name not in own_names:
                yield node, f"`{name}` runs text as code"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="builtins" | "importlib"), attr=name)):
                if name in (*RUNS_TEXT, "import_module"):
                    yield node, f"`{name}` runs text as code"


def purity_problems(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """`async`, open files and clocks in a pure room."""
    for node in ast.walk(tree):
        match node:
            case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield node, "no `async` in a pure room"
            case ast.Call(func=ast.Name(id="open" | "print" | "input")):
                yield node, "no files and no terminal in a pure room"
            case ast.Attribute(value=ast.Name(id="datetime" | "date"), attr=name) if name in CLOCKS:
                yield node, "no clock in a pure room"


def state_problems(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Changeable values at module level that are no constants, and constants that a function changes."""
    constants = set()
    for statement in tree.body:
        for name, value in assigned(statement):
            if not is_mutable(value):
                continue
            if name.isupper() or name == "__all__":
                constants.add(name)
            else:
                yield statement, f"`{name}` is state at module level: a constant is written in UPPER_CASE"
    for node in ast.walk(tree):
        changed = changed_name(node)
        if changed in constants and node not in tree.body:
            yield node, f"`{changed}` is a constant and may not be changed"


def assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """The names an assignment gives values to."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value


def is_mutable(value: ast.expr) -> bool:
    """Whether an expression makes a list, dict or set."""
    match value:
        case ast.List() | ast.Dict() | ast.Set() | ast.ListComp() | ast.DictComp() | ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in MUTABLE_CALLS
        case ast.BinOp(left=left, right=right):
            return is_mutable(left) or is_mutable(right)
    return False


def changed_name(node: ast.AST) -> str | None:
    """The name whose contents a node changes: `X` of `X[1] = 2`, `del X[1]` and `X.append(1)`."""
    match node:
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in CHANGING:
            return name
    return None


def problems(path: Path) -> list[str]:
    """Everything a module does that its room forbids."""
    tree, room = tree_of(path), room_of(path)
    found: list[tuple[ast.AST, str | None]] = [(n, import_problem(room, name)) for n, name in imports_of(tree)]
    found += [*code_problems(tree), *state_problems(tree)]
    if room in PURE_ROOMS:
        found += purity_problems(tree)
    return [f"{place(path, node)}: {problem}" for node, problem in found if problem]


def test_every_module_keeps_to_its_room() -> None:
    found = [problem for path in modules() for problem in problems(path)]
    assert not found, "\n" + "\n".join(found)


def test_every_room_has_a_row_in_the_table() -> None:
    rooms = {room_of(path) for path in modules()} - {FRONT_DOOR}
    assert rooms <= set(OURS), f"rooms without a row: {sorted(rooms - set(OURS))}"


@pytest.mark.parametrize(
    ("room", "name"),
    [
        ("dsl", "sayso.compiler"),
        ("compiler", "sayso.connectors.crm"),
        ("interpreter", "sayso.compiler.bounds"),
        ("editor", "sayso.api.routes"),
        ("dsl", "random"),
        ("interpreter", "time"),
        ("runtime", "lark"),
        ("dsl", "pickle"),
        ("connectors", "requests"),
        ("dsl", "sqlite3"),
    ],
)
def test_a_wrong_import_is_seen(room: str, name: str) -> None:
    assert import_problem(room, name)


@pytest.mark.parametrize(
    ("room", "name"),
    [
        ("compiler", "sayso.dsl.parse"),
        ("interpreter", "sayso.compiler.ir.Program"),
        ("dsl", "lark.Lark"),
        ("dsl", "sayso.dsl.node"),
        ("cli", "sayso.runtime.worlds"),
        ("connectors", "sqlite3"),
    ],
)
def test_a_right_import_is_let_through(room: str, name: str) -> None:
    assert import_problem(room, name) is None


@pytest.mark.parametrize(
    "code",
    [
        "from . import x",
        "eval('1')",
        "exec('1')",
        "compile('1', '', 'eval')",
        "__import__('os')",
        "import importlib\nimportlib.import_module('os')",
        "def f():\n    global x\n    x = 1",
    ],
)
def test_code_that_runs_text_is_seen(code: str) -> None:
    assert list(code_problems(ast.parse(code)))


def test_our_own_compile_is_let_through() -> None:
    assert not list(code_problems(ast.parse("from sayso.compiler import compile\ncompile('x', catalog)")))


@pytest.mark.parametrize("code", ["async def f(): pass", "open('x')", "datetime.now()", "x = date.today()"])
def test_impure_code_is_seen(code: str) -> None:
    assert list(purity_problems(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "seen = []",
        "cache: dict[str, int] = {}",
        "known = set()",
        "TABLE = {}\ndef f():\n    TABLE['a'] = 1",
        "TABLE = []\ndef f():\n    TABLE.append(1)",
    ],
)
def test_state_at_module_level_is_seen(code: str) -> None:
    assert list(state_problems(ast.parse(code)))


@pytest.mark.parametrize("code", ["TABLE = {'a': 1}", "NAMES = [x for x in 'ab']", "LIMIT = 3", "pair = (1, 2)"])
def test_constants_are_let_through(code: str) -> None:
    assert not list(state_problems(ast.parse(code)))
