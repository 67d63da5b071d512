"""The table of commands: each has a name, one sentence of help, its arguments and what it does.

A command's module is imported when the command is called, so that no command waits for what another one needs.
"""

import argparse
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from sayso.cli.console import Console


class Parts(NamedTuple):
    """What a command takes, and what it does; `run` gives the exit code."""

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Console], int]


class Command(msgspec.Struct, frozen=True):
    """One command; `parts` imports its module."""

    name: str
    help: str
    parts: Callable[[], Parts]

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what the command takes."""
        self.parts().arguments(parser)

    def run(self, options: argparse.Namespace, console: Console) -> int:
        """Do it; gives the exit code."""
        return self.parts().run(options, console)


def _check() -> Parts:
    from sayso.cli import checking

    return Parts(checking.arguments, checking.check)


def _bounds() -> Parts:
    from sayso.cli import checking

    return Parts(checking.arguments, checking.bounds)


def _fmt() -> Parts:
    from sayso.cli import reading

    return Parts(reading.format_arguments, reading.format_flows)


def _graph() -> Parts:
    from sayso.cli import reading

    return Parts(reading.graph_arguments, reading.graph_flow)


def _english() -> Parts:
    from sayso.cli import checking, reading

    return Parts(checking.arguments, reading.english)


def _test() -> Parts:
    from sayso.cli import checking, testing

    return Parts(checking.arguments, testing.test)


def _simulate() -> Parts:
    from sayso.cli import simulating

    return Parts(simulating.arguments, simulating.simulate)


def _run() -> Parts:
    from sayso.cli import running

    return Parts(running.arguments, running.run)


def _replay() -> Parts:
    from sayso.cli import replaying

    return Parts(replaying.arguments, replaying.replay_journal)


def _explain() -> Parts:
    from sayso.cli import explaining

    return Parts(explaining.arguments, explaining.explain)


def _tools() -> Parts:
    from sayso.cli import explaining

    return Parts(explaining.tools_arguments, explaining.tools)


def _new() -> Parts:
    from sayso.cli import making

    return Parts(making.arguments, making.new)


def _import() -> Parts:
    from sayso.cli import importing

    return Parts(importing.arguments, importing.import_csv)


def _story() -> Parts:
    from sayso.cli import story

    return Parts(story.arguments, story.tell)


COMMANDS: tuple[Command, ...] = (
    Command("check", "Read flows, prove what they can do, list every finding.", _check),
    Command("fmt", "Write flows in their one canonical form.", _fmt),
    Command("bounds", "The most a flow can do per run, day and week.", _bounds),
    Command("test", "Run the test blocks of flows.", _test),
    Command("simulate", "Test Mode: run a flow with no effect.", _simulate),
    Command("run", "Run a flow live in the workspace.", _run),
    Command("replay", "Prove a journal: run it again, step for step.", _replay),
    Command("graph", "The flow as boxes and arrows.", _graph),
    Command("english", "The flow read back in plain English.", _english),
    Command("explain", "What a finding means, and how to go on.", _explain),
    Command("tools", "Every tool that a flow may name.", _tools),
    Command("new", "A new flow, empty or from a template.", _new),
    Command("import", "Bring contacts, companies or deals in from CSV.", _import),
    Command("story", "The main job, told in the terminal.", _story),
)
"""Every command there is, in the order a newcomer meets them."""
