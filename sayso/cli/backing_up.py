"""`sayso backup`: a copy of everything, made while Sayso runs."""

import argparse
from pathlib import Path

from sayso.cli.console import Console, Problem, plain
from sayso.runtime.backing_up import back_up
from sayso.runtime.folder import WorkspaceProblem, default_folder


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where from, and where to."""
    parser.add_argument("folder", metavar="FOLDER", help="a new folder for the copy")
    parser.add_argument("--home", metavar="FOLDER", help="all data (default: SAYSO_HOME, else ./sayso-data)")


def backup(options: argparse.Namespace, console: Console) -> int:
    """Make the copy, and say how to use it."""
    home, target = Path(options.home) if options.home else default_folder(), Path(options.folder)
    try:
        made = back_up(home, target)
    except WorkspaceProblem as problem:
        raise Problem(problem.sentence, "no-backup") from None
    console.mark(f"[green]✔[/] {made.files} files, {made.size / 1e6:.1f} MB, in {plain(str(target))}.")
    console.mark(f"  To go back to it: stop Sayso, then start it with SAYSO_HOME={plain(str(target))}.")
    console.document("backup", {"folder": str(target), "files": made.files, "bytes": made.size})
    return 0
