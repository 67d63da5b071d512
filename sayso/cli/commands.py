"""The table of commands: each has a name, one sentence of help, its arguments and what it does."""

import argparse
from collections.abc import Callable

import msgspec

from sayso.cli import checking, explaining, importing, making, reading, replaying, running, simulating, story, testing
from sayso.cli.console import Console


class Command(msgspec.Struct, frozen=True):
    """One command; `run` gives the exit code."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Console], int]


COMMANDS: tuple[Command, ...] = (
    Command("check", "Read flows, prove what they can do, list every finding.", checking.arguments, checking.check),
    Command("fmt", "Write flows in their one canonical form.", reading.format_arguments, reading.format_flows),
    Command("bounds", "The most a flow can do per run, day and week.", checking.arguments, checking.bounds),
    Command("test", "Run the test blocks of flows.", checking.arguments, testing.test),
    Command("simulate", "Test Mode: run a flow with no effect.", simulating.arguments, simulating.simulate),
    Command("run", "Run a flow live in the workspace.", running.arguments, running.run),
    Command("replay", "Prove a journal: run it again, step for step.", replaying.arguments, replaying.replay_journal),
    Command("graph", "The flow as boxes and arrows.", reading.graph_arguments, reading.graph_flow),
    Command("english", "The flow read back in plain English.", checking.arguments, reading.english),
    Command("explain", "What a finding means, and how to go on.", explaining.arguments, explaining.explain),
    Command("tools", "Every tool that a flow may name.", explaining.tools_arguments, explaining.tools),
    Command("new", "A new flow, empty or from a template.", making.arguments, making.new),
    Command("import", "Bring contacts, companies or deals in from CSV.", importing.arguments, importing.import_csv),
    Command("story", "The main job, told in the terminal.", story.arguments, story.tell),
)
"""Every command there is, in the order a newcomer meets them."""
