"""Live runs in one process: the world of a workspace, and a run that goes on from its journal."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from sayso.connectors import CONNECTORS
from sayso.dsl.catalog import Catalog
from sayso.dsl.values_json import CodecProblem
from sayso.interpreter import Linked
from sayso.runtime.drive import Drive
from sayso.runtime.folder import WorkspaceProblem
from sayso.runtime.journal import Header, Journal, JournalProblem
from sayso.runtime.ledger import Ledger
from sayso.runtime.replay import replay
from sayso.runtime.starting import owner_of
from sayso.runtime.workspace import Workspace
from sayso.runtime.worlds.live import Asker, LiveWorld

LEDGER = "ledger.json"


def live_world(workspace: Workspace, catalog: Catalog, programs: dict[str, Linked], asker: Asker) -> LiveWorld:
    """The live world of a workspace."""
    resources = workspace.resources()
    sides = {connector.name: connector.live(resources) for connector in CONNECTORS}
    return LiveWorld(catalog, ledger_of(workspace), owner_of(catalog), programs, sides, asker)


def ledger_of(workspace: Workspace) -> Ledger:
    """What the workspace remembers for its flows."""
    try:
        return Ledger.open(workspace.folder / LEDGER)
    except (CodecProblem, msgspec.ValidationError) as problem:
        raise WorkspaceProblem(f"`{LEDGER}`, in which flows remember, cannot be read.") from problem


def continued(journal: Journal, linked: Callable[[Header], Linked], world: LiveWorld, now: datetime) -> Drive:
    """The driver of the runs in a journal, ready to go on: every open want is taken up again.

    A call whose outcome the journal lacks may have gone out: it becomes uncertain, unless a repeat does no harm.
    """
    replayed = replay(journal, linked)
    if replayed.difference is not None:
        place = f"Line {replayed.difference.number + 1}, step {replayed.difference.step}"
        raise JournalProblem(f"{place}: the journal was changed, so its run cannot go on from there.")
    drive = Drive(world, journal, explain=True)
    drive.adopt(replayed.runs, {(calling.run, calling.lane) for calling in replayed.calling}, now)
    return drive
