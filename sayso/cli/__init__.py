"""The front door: the command line. Composes the rooms and holds no rule of its own.

Exit codes: 0 fine, 1 findings (or a test that failed, a run that failed, a replay that differs), 2 a wrong call.
"""

import argparse
import gc
import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from sayso import __version__
from sayso.cli.commands import COMMANDS
from sayso.cli.console import Console, Problem
from sayso.dsl.diagnostics import nearest
from sayso.runtime.folder import WorkspaceProblem

WRONG_CALL = 2
NEW_OBJECTS = 50_000
"""So many are made before the collector of garbage looks through them; Python's own 700 are for small programs."""
STOPPED = "Stopped. What had been done is done; what had not begun was not begun."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what a person did wrong becomes one sentence and exit code 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf_8()
    console = Console(json="--json" in given, colour="--no-colour" not in given)
    try:
        if not given:
            parser(given).print_help()
            return WRONG_CALL
        options = parser(given).parse_args(given)
        if arguments is None:
            _keep_what_is_loaded()
        code = int(options.command_run(options, console))
        console.flush()
        return max(code, WRONG_CALL * bool(console.problems))
    except Problem as problem:
        console.problem(problem)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        console.problem(Problem(STOPPED, "stopped"))
    except WorkspaceProblem as problem:
        console.problem(Problem(problem.sentence, "workspace"))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        console.problem(Problem(f"{where}{(error.strerror or str(error)).capitalize()}.", "file"))
    except Exception as error:
        if type(error).__module__ != "sqlite3":  # by its name, so that commands without data need not load it
            raise
        console.problem(Problem(f"The workspace's data cannot be used: {error}.", "workspace-data"))
    return WRONG_CALL


def _keep_what_is_loaded() -> None:
    """In a process of its own: what it loaded need not be looked through for garbage. Trees hold no circles, so that
    many new objects are usual before there is any."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 10, 10)
    gc.enable()


def parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """The command that was given with its options, else every command."""
    top = _Parser(prog="sayso", description="Say what should happen; read it, test it, let it run.")
    top.add_argument("--version", action="version", version=f"sayso {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in [one for one in COMMANDS if [one.name] == given[:1]] or COMMANDS:
        one = commands.add_parser(command.name, help=command.help, description=command.help)
        if command.name in given:
            command.arguments(one)
        one.add_argument("--json", action="store_true", help="print JSON of a documented shape instead of text")
        one.add_argument("--no-colour", action="store_true", help="print without colours")
        one.set_defaults(command_run=command.run)
    return top


class _Parser(argparse.ArgumentParser):
    """Says a wrong call in one sentence, like everything else."""

    def error(self, message: str) -> NoReturn:
        """Raise it as a `Problem`."""
        raise Problem(f"{_in_our_words(message)} `{self.prog} --help` shows what there is.", "usage")


def _in_our_words(message: str) -> str:
    if found := re.search(r"argument COMMAND: invalid choice: '(.*?)' \(", message):
        near = nearest(found[1], [command.name for command in COMMANDS])
        return f"There is no command `{found[1]}`." + (f" Did you mean `{near}`?" if near else "")
    if found := re.match(r"unrecognized arguments: (.*)", message):
        return f"`{found[1]}` is not understood here."
    if found := re.match(r"the following arguments are required: (.*)", message):
        return f"Name a {found[1]}."
    if found := re.match(r"argument (\S+): expected one argument", message):
        return f"`{found[1]}` needs a value."
    if found := re.match(r"argument (\S+): invalid choice: '(.*?)' \(choose from (.*)\)", message):
        return f"`{found[1]}` is one of {found[3]}; `{found[2]}` is not."
    return f"{message[:1].upper()}{message[1:]}."


def _speak_utf_8() -> None:
    """Whatever the terminal is set to, a sign it cannot show never ends a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and stream.encoding.lower() != "utf-8":
            reconfigure(errors="replace")
