"""Live runs in one process: the world of a workspace, and a run that goes on from its journal."""

from collections.abc import Callable
from datetime import datetime

from sayso.connectors import CONNECTORS
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Header, Journal
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
    return Ledger.open(workspace.folder / LEDGER)


def continued(journal: Journal, linked: Callable[[Header], Linked], world: LiveWorld, now: datetime) -> Drive:
    """The driver of the runs in a journal, ready to go on: every open want is taken up again.

    A call whose outcome the journal lacks may have gone out: it becomes uncertain, unless a repeat does no harm.
    """
    replayed = replay(journal, linked)
    drive = Drive(world, journal, explain=True)
    drive.adopt(replayed.runs, {(calling.run, calling.lane) for calling in replayed.calling}, now)
    return drive
