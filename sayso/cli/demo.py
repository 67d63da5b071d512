"""`sayso demo`: the practice workspace, made when it is absent; anew only when asked for."""

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from sayso.cli.at_home import database_problem, quiet
from sayso.cli.console import Console, plain
from sayso.connectors.practice import NOTHING_LEFT
from sayso.runtime.demo import load_demo
from sayso.runtime.folder import default_folder

HOW = {
    "made": "The practice workspace is made",
    "made anew": "The practice workspace is made anew",
    "was there": "The practice workspace is here already (--reset makes it anew)",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where it goes, and whether what was done in it is given up."""
    parser.add_argument(
        "--reset", action="store_true", help="make it anew: flows, runs and messages in it are gone then"
    )
    parser.add_argument("--home", metavar="FOLDER", help="all data (default: SAYSO_HOME, else ./sayso-data)")
    parser.add_argument("--database", metavar="URL", help="postgresql://… (default: SAYSO_DATABASE, else a file there)")


def demo(options: argparse.Namespace, console: Console) -> int:
    """Make the practice workspace, and say what is in it."""
    folder = Path(options.home) if options.home else default_folder()
    quiet()
    try:
        loaded = asyncio.run(load_demo(folder, options.database, datetime.now(UTC), options.reset))
    except Exception as problem:
        if (found := database_problem(problem)) is None:
            raise
        raise found from None
    counts = ", ".join(f"{count} {kind if count == 1 else PLURALS[kind]}" for kind, count in loaded.counts.items())
    console.mark(f"[green]✓[/] {HOW[loaded.how]} in {plain(loaded.folder)}: {counts}.", hang=2)
    console.say(NOTHING_LEFT)
    console.document("demo", msgspec.to_builtins(loaded))
    return 0


PLURALS = {
    "company": "companies", "contact": "contacts", "deal": "deals", "task": "tasks", "activity": "activities",
}  # fmt: skip
