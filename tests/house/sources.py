"""The project's own files, as the house tests read them: which there are, parsed once, and how a finding is shown."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_OURS = {".venv", ".git", "__pycache__", "node_modules", "dist", "build"}
CACHES = ("_cache", ".hypothesis", ".egg-info")

PURE_ROOMS = ("grammar", "dsl", "compiler", "interpreter", "language")
FRONT_DOOR = "cli"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, under version control; where git cannot say, every file that is no cache."""
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True
    )
    if asked.returncode == 0:
        found = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _is_cache(path)]
    return tuple(sorted(path for path in found if path.is_file()))


def _is_cache(path: Path) -> bool:
    return any(part in NOT_OURS or part.endswith(CACHES) for part in path.relative_to(ROOT).parts)


def modules(*folders: str) -> Iterator[Path]:
    """The Python files below `sayso/`, or below the given rooms of it."""
    homes = [ROOT / "sayso" / folder for folder in folders] or [ROOT / "sayso"]
    return (path for path in files() if path.suffix == ".py" and any(path.is_relative_to(home) for home in homes))


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_bytes(), filename=str(path))


def room_of(path: Path) -> str:
    """The room a module of `sayso/` stands in: `dsl`. What stands beside the rooms belongs to the front door."""
    parts = path.relative_to(ROOT / "sayso").parts
    return parts[0] if len(parts) > 1 else FRONT_DOOR


def place(path: Path, node: ast.AST | None = None) -> str:
    """`sayso/dsl/parse.py:12`"""
    return path.relative_to(ROOT).as_posix() + (f":{node.lineno}" if isinstance(node, ast.stmt | ast.expr) else "")
