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


def _serve() -> Parts:
    from sayso.cli import serving

    return Parts(serving.arguments, serving.serve)


def _worker() -> Parts:
    from sayso.cli import serving

    return Parts(serving.worker_arguments, serving.work)


def _pace() -> Parts:
    from sayso.cli import pacing

    return Parts(pacing.arguments, pacing.pace)


def _webhook() -> Parts:
    from sayso.cli import hooks

    return Parts(hooks.arguments, hooks.webhook)


def _token() -> Parts:
    from sayso.cli import tokens

    return Parts(tokens.arguments, tokens.token)


def _backup() -> Parts:
    from sayso.cli import backing_up

    return Parts(backing_up.arguments, backing_up.backup)


def _publish() -> Parts:
    from sayso.cli import runs

    return Parts(runs.publish_arguments, runs.publish)


def _start() -> Parts:
    from sayso.cli import runs

    return Parts(runs.start_arguments, runs.start)


def _runs() -> Parts:
    from sayso.cli import runs

    return Parts(runs.runs_arguments, runs.runs)


def _logs() -> Parts:
    from sayso.cli import runs

    return Parts(runs.logs_arguments, runs.logs)


def _why() -> Parts:
    from sayso.cli import why

    return Parts(why.arguments, why.why)


def _approve() -> Parts:
    from sayso.cli import answering

    return Parts(answering.arguments, answering.approve)


def _outbox() -> Parts:
    from sayso.cli import outbox

    return Parts(outbox.arguments, outbox.outbox)


def _retry() -> Parts:
    from sayso.cli import runs

    return Parts(runs.retry_arguments, runs.retry)


def _cancel() -> Parts:
    from sayso.cli import runs

    return Parts(runs.cancel_arguments, runs.cancel)


def _pause() -> Parts:
    from sayso.cli import runs

    return Parts(runs.pause_arguments, runs.pause)


def _resume() -> Parts:
    from sayso.cli import runs

    return Parts(runs.resume_arguments, runs.resume)


def _replay() -> Parts:
    from sayso.cli import replaying

    return Parts(replaying.arguments, replaying.replay_journal)


def _backtest() -> Parts:
    from sayso.cli import backtesting

    return Parts(backtesting.arguments, backtesting.run)


def _explain() -> Parts:
    from sayso.cli import explaining

    return Parts(explaining.arguments, explaining.explain)


def _diff() -> Parts:
    from sayso.cli import explaining_runs

    return Parts(explaining_runs.diff_arguments, explaining_runs.diff)


def _tools() -> Parts:
    from sayso.cli import explaining

    return Parts(explaining.tools_arguments, explaining.tools)


def _new() -> Parts:
    from sayso.cli import making

    return Parts(making.arguments, making.new)


def _import() -> Parts:
    from sayso.cli import importing

    return Parts(importing.arguments, importing.import_csv)


def _lsp() -> Parts:
    from sayso.cli import lsp

    return Parts(lsp.arguments, lsp.serve)


def _demo() -> Parts:
    from sayso.cli import demo

    return Parts(demo.arguments, demo.demo)


def _story() -> Parts:
    from sayso.cli import story

    return Parts(story.arguments, story.tell)


def _draft() -> Parts:
    from sayso.cli import drafting

    return Parts(drafting.arguments, drafting.run)


def _evaluate() -> Parts:
    from sayso.cli import evaluating

    return Parts(evaluating.arguments, evaluating.run)


COMMANDS: tuple[Command, ...] = (
    Command("draft", "Say in English what should happen, and get a flow.", _draft),
    Command("check", "Read flows, prove what they can do, list every finding.", _check),
    Command("fmt", "Write flows in their one canonical form.", _fmt),
    Command("bounds", "The most a flow can do per run, day and week.", _bounds),
    Command("test", "Run the test blocks of flows.", _test),
    Command("simulate", "Test Mode: run a flow with no effect.", _simulate),
    Command("run", "Run a flow live in the workspace.", _run),
    Command("publish", "Make a version of a flow, and turn its trigger on.", _publish),
    Command("start", "Run a published flow now; what must wait goes on later.", _start),
    Command("runs", "What ran and what is on its way.", _runs),
    Command("logs", "What happened in a run, and who waits for what.", _logs),
    Command("why", "Why somebody did, or didn't, get the email.", _why),
    Command("backtest", "What another version would have done: nothing is sent.", _backtest),
    Command("approve", "What waits for you: show it, approve it, answer it.", _approve),
    Command("outbox", "What a practice workspace sent, and answering it as who got it.", _outbox),
    Command("retry", "Try again what failed in a run.", _retry),
    Command("cancel", "End a run: nothing more goes out.", _cancel),
    Command("pause", "Turn a flow off, and hold everybody where they are.", _pause),
    Command("resume", "Turn a paused flow on again.", _resume),
    Command("serve", "Run what is due, take in webhooks and forms, until stopped.", _serve),
    Command("worker", "Run what is due, beside a server, until stopped.", _worker),
    Command("pace", "How fast a flow may start, and what becomes of missed times.", _pace),
    Command("webhook", "Where a flow takes things in, and the secret that proves them.", _webhook),
    Command("token", "What programs prove themselves with: list, make, revoke.", _token),
    Command("backup", "Copy everything, while Sayso runs.", _backup),
    Command("replay", "Prove a journal: run it again, step for step.", _replay),
    Command("graph", "The flow as boxes and arrows.", _graph),
    Command("english", "The flow read back in plain English.", _english),
    Command("diff", "What two versions of a flow differ in, in words.", _diff),
    Command("explain", "What a finding means; why a run went as it did.", _explain),
    Command("evaluate", "How many labelled requests become the flow they mean.", _evaluate),
    Command("tools", "Every tool that a flow may name.", _tools),
    Command("new", "A new flow, empty or from a template.", _new),
    Command("import", "Bring contacts, companies or deals in from CSV.", _import),
    Command("lsp", "Help with flows in VS Code, Neovim and other editors.", _lsp),
    Command("demo", "A practice workspace to try everything in.", _demo),
    Command("story", "The main job, told in the terminal.", _story),
)
"""Every command there is, in the order a newcomer meets them."""
