"""Commands about flows that run: they open the installation, do one thing through its door, and close it again."""

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from sayso.cli.console import Problem
from sayso.runtime.bell import BellProblem
from sayso.runtime.engine.worker import Worker
from sayso.runtime.folder import default_folder, holds_workspace
from sayso.runtime.home import MAIN, Home
from sayso.runtime.observing import logs
from sayso.runtime.observing.redacting import Redactor
from sayso.runtime.operations.door import Door, Refused
from sayso.runtime.operations.looking import is_moving
from sayso.runtime.storage.dialects import UnknownDatabase
from sayso.runtime.storage.migrating import NewerDatabase
from sayso.runtime.triggers.storing import pump

T = TypeVar("T")
BETWEEN_LOOKS = 0.1
"""Seconds between looks at a run that another process works on."""
DATABASE = ("sqlalchemy.", "asyncpg.")
"""Where the problems of a database come from, by name, as the command line knows no database."""
PATIENCE = 600
"""So many looks at most."""


class Seat(msgspec.Struct):
    """Where a command works: the installation, its door, the workspace's id, and in whose name."""

    home: Home
    door: Door
    workspace: str
    who: str

    async def work(self, run: str | None = None) -> None:
        """Do what is due, until everything rests; wait for what another process does to this run."""

        async def pumped(workspace: str) -> None:
            await pump(self.door, workspace)

        worker = Worker(self.home.storage, self.home.houses, self.door.clock, pumped)
        for _ in range(PATIENCE):
            while await worker.turn():
                pass
            if run is None or not await is_moving(self.door, self.workspace, run):
                return
            await asyncio.sleep(BETWEEN_LOOKS)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the data lies, and which workspace of it."""
    parser.add_argument("--home", metavar="FOLDER", help="all data (default: SAYSO_HOME, else ./sayso-data)")
    parser.add_argument("--database", metavar="URL", help="postgresql://… (default: SAYSO_DATABASE, else a file there)")
    parser.add_argument(
        "--in", dest="inside", metavar="WORKSPACE", default=MAIN, help=f"which workspace (default: {MAIN})"
    )


def quiet() -> None:
    """Let the engine's own log go where errors go, and only what went wrong: standard output is the command's."""
    logs.configure(Redactor(), level=os.environ.get("SAYSO_LOG", "warning").upper())


def seated(options: argparse.Namespace, do: Callable[[Seat], Awaitable[T]]) -> T:
    """Do something at home; what is refused there becomes a `Problem`."""
    folder = Path(options.home) if options.home else default_folder()
    if not holds_workspace(folder):
        raise Problem(
            f"There is no workspace in `{folder}`. Make one with `sayso serve`, or with `sayso import contacts.csv`.",
            "no-workspace",
        )
    quiet()
    try:
        return asyncio.run(_seated(options, folder, do))
    except Refused as refused:
        raise Problem(refused.sentence, refused.code) from None
    except NewerDatabase as problem:
        raise Problem(str(problem), "newer-database") from None
    except Exception as problem:
        found = database_problem(problem)
        if found is None:
            raise
        raise found from None


def database_problem(problem: Exception) -> Problem | None:
    """What is wrong with the database or the queue, in a sentence; None where it is something else."""
    if isinstance(problem, UnknownDatabase | BellProblem):
        return Problem(str(problem), "no-database")
    lost = isinstance(problem, ConnectionError) and not isinstance(problem, BrokenPipeError)
    if not (lost or type(problem).__module__.startswith(DATABASE)):
        return None
    told = str(getattr(problem, "orig", None) or problem).rstrip(".")
    return Problem(f"The database cannot be used: {told}. Nothing was changed.", "no-database")


async def _seated(options: argparse.Namespace, folder: Path, do: Callable[[Seat], Awaitable[T]]) -> T:
    home = await Home.open(folder, options.database)
    try:
        door = home.door()
        return await do(Seat(home, door, options.inside, door.premises(options.inside).owner.id))
    finally:
        await home.close()
