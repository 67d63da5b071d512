"""A backup of all that one machine holds, made while Sayso runs: each database as of one instant, files as they are."""

import shutil
import sqlite3
from pathlib import Path

import msgspec

from sayso.runtime.folder import FILE, WorkspaceProblem

DATABASES = ("sayso.sqlite", "crm.sqlite", "inbox.sqlite", "practice.sqlite")
FILES = (FILE, "vault.keys")
FOLDERS = ("templates", "flows", "mail")
OTHERS = "workspaces"


class BackedUp(msgspec.Struct, frozen=True):
    """What a backup holds: how many files, and their bytes together."""

    files: int
    size: int


def back_up(home: Path, target: Path) -> BackedUp:
    """Copy a home into a new folder. The queue's file is left out: nothing depends on it."""
    if target.exists() and any(target.iterdir()):
        raise WorkspaceProblem(f"`{target}` is not empty. Name a new folder for the backup; nothing was copied.")
    if not (home / FILE).is_file():
        raise WorkspaceProblem(f"There is no workspace in `{home}`. Nothing was copied.")
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    _copy(home, target)
    for other in sorted((home / OTHERS).glob(f"*/{FILE}")):
        place = target / OTHERS / other.parent.name
        place.mkdir(parents=True, mode=0o700)
        _copy(other.parent, place)
    files = [file for file in target.rglob("*") if file.is_file()]
    return BackedUp(len(files), sum(file.stat().st_size for file in files))


def _copy(home: Path, target: Path) -> None:
    for name in DATABASES:
        if (home / name).is_file():
            _copy_database(home / name, target / name)
    for name in FILES:
        if (home / name).is_file():
            shutil.copy2(home / name, target / name)
    for name in FOLDERS:
        if (home / name).is_dir():
            shutil.copytree(home / name, target / name)


def _copy_database(source: Path, target: Path) -> None:
    """As of one instant, whoever writes to it meanwhile; and what was copied is whole."""
    reading, writing = sqlite3.connect(source, timeout=30), sqlite3.connect(target)
    try:
        reading.backup(writing, pages=1000)
        (found,) = writing.execute("pragma integrity_check").fetchone()
        if found != "ok":
            raise WorkspaceProblem(f"The copy of `{source.name}` is not whole: {found}.")
    finally:
        reading.close()
        writing.close()
