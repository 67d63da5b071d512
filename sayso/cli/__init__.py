"""The front door: the command line. Composes the rooms and holds no rule of its own.

Exit codes: 0 fine, 1 findings (or a test that failed, a run that failed, a replay that differs), 2 a wrong call.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from sayso import __version__
from sayso.cli.commands import COMMANDS
from sayso.cli.console import Console, Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what a person did wrong becomes one sentence and exit code 2."""
    options = parser().parse_args(arguments)
    console = Console(json=getattr(options, "json", False), colour=not getattr(options, "no_colour", False))
    try:
        code = int(options.run(options, console))
        console.flush()
        return code
    except Problem as problem:
        console.problem(problem)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        console.say("\nStopped. What had been done is done; what had not begun was not begun.")
        return 2


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(prog="sayso", description="Say what should happen; read it, test it, let it run.")
    top.add_argument("--version", action="version", version=f"sayso {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        one = commands.add_parser(command.name, help=command.help, description=command.help)
        command.arguments(one)
        one.add_argument("--json", action="store_true", help="print JSON of a documented shape instead of text")
        one.add_argument("--no-colour", action="store_true", help="print without colours")
        one.set_defaults(run=command.run)
    return top
