"""Which engine drafts on the command line: Sayso's rules, or the model that the environment names."""

import argparse
import asyncio
import os
from collections.abc import Callable
from datetime import date

import msgspec

from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Problem
from sayso.cli.sources import catalog_for, workspace
from sayso.copilot.drafting import draft
from sayso.copilot.model.task import Task
from sayso.copilot.proposal import OFFLINE, Proposal
from sayso.dsl.catalog import Catalog
from sayso.runtime.home import MAIN
from sayso.runtime.models.models import Models
from sayso.runtime.models.out import Out
from sayso.runtime.operations.drafting_flows import draft_flow

ENGINES = ("auto", "offline", "model")


def argument(parser: argparse.ArgumentParser) -> None:
    """Who drafts."""
    parser.add_argument(
        "--engine", choices=ENGINES, default="auto",
        help="what drafts: offline is Sayso's rules; auto is the model where SAYSO_MODEL names one (default: auto)",
    )  # fmt: skip


def drafted(options: argparse.Namespace, current: str) -> Proposal:
    """The proposal. A model's answer costs a credit of the workspace, where there is one."""
    models = Models.from_environment(os.environ)
    place = workspace(options.workspace)
    catalog = catalog_for(place)
    if options.engine == "offline" or (options.engine == "auto" and models.settings is None):
        return draft(options.request, catalog, (), current, today=date.today())
    if place is None:
        return asyncio.run(_alone(models, Task(options.request, catalog, date.today(), (), current)))
    place.close()
    home = argparse.Namespace(home=options.workspace, database=None, inside=MAIN)

    async def ask(seat: Seat) -> Proposal:
        found = await draft_flow(
            seat.door, seat.workspace, seat.who, options.request, text=current, engine=options.engine
        )
        return found.proposal

    return seated(home, ask)


def drafts(engine: str) -> Callable[..., Proposal]:
    """What drafts one request after the other, for `sayso evaluate`. Where the model is out there is no flow: the rules
    don't help it here."""
    if engine == "offline":
        return draft
    found = Models.from_environment(os.environ)
    if found.settings is None:
        raise Problem("No model is set up: name one in `SAYSO_MODEL` (docs/how-to/use-a-model.md).", "no-model")
    models = Models(found.settings.model_copy(update={"per_minute": 10_000}))

    def by_model(request: str, catalog: Catalog, today: date) -> Proposal:
        task = Task(request, catalog, today)
        try:
            return asyncio.run(models.ask("", task, f"By {models.name}", lambda progress: None)).proposal
        except Out as out:
            return Proposal(
                request=request, text="", heard=(), assumptions=(), questions=(), diagnostics=(), readback="",
                bounds="", engine=f"{models.name} {out.why}",
            )  # fmt: skip

    return by_model


async def _alone(models: Models, task: Task) -> Proposal:
    """Without a workspace there are no credits to count; the model is asked for the standard tools."""
    try:
        return (await models.ask("", task, f"By {models.name}", lambda progress: None)).proposal
    except Out as out:
        proposal = draft(task.request, task.catalog, (), task.current_flow, today=task.today)
        return msgspec.structs.replace(proposal, engine=f"{OFFLINE} ({models.name or 'the model'} {out.why})")
