"""Flows that call flows: the called run begins in the commit that says so, and how it ended is told to its caller."""

import hashlib

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.engine.beginning import begin
from sayso.runtime.engine.keeping import value_from
from sayso.runtime.engine.strand import Strand
from sayso.runtime.storage.storage import same
from sayso.runtime.storage.tables import flows, runs

DEEPEST = 8
"""How deep flows may call each other; the compiler refuses circles, so this only guards the process."""


async def flow_called(strand: Strand, want: Effect) -> Outcome | None:
    """Begin the called flow's run; `flow.run` rests until it has ended."""
    standing, waits = strand.standing, want.tool == "flow.run"
    depth = int(standing.trigger.get("depth", 0)) + 1
    if depth > DEEPEST:
        return Outcome("failed", strand.now(), sentence="Flows call each other too deeply.", error="not-found")
    name = str(want.arguments["flow"])

    async def decision(connection: AsyncConnection) -> Outcome:
        query = select(flows).where(same(flows, workspace=standing.workspace, name=name), flows.c.live.is_not(None))
        flow = (await connection.execute(query.where(flows.c.deleted.is_(None)))).first()
        if flow is None:
            return Outcome("failed", strand.now(), sentence=f"The flow “{name}” is not here.", error="not-found")
        linked = await strand.hands.versions.within(connection, standing.workspace, flow.id, flow.live)
        inputs = dict(want.arguments["inputs"])  # type: ignore[call-overload]
        known = [entry for start in linked.program.starts for entry in start.binds if start.kind == "call"]
        await begin(
            connection, strand.hands.storage, standing.premises, flow.id, flow.live, linked, strand.now(),
            trigger={"kind": "call", "depth": depth}, inputs={key: inputs.get(key) for key, _ in known},
            id=called_id(strand, want), caller=(standing.id, strand.path) if waits else None,
        )  # fmt: skip
        return Outcome("done", strand.now())

    begun = await strand.decide(decision)
    strand.hands.nudge()
    if begun is None or begun.kind != "done" or not waits:
        return begun
    return await called_flow_ended(strand, want)


async def called_flow_ended(strand: Strand, want: Effect) -> Outcome | None:
    """How the called run ended; while it is under way the lane rests, and is rung at its end."""
    query = select(runs).where(same(runs, workspace=strand.standing.workspace, id=called_id(strand, want)))
    async with strand.hands.storage.reading(strand.standing.workspace) as connection:
        row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    if row.ended is None:
        await strand.rest("flow")
        return None
    if row.how in ("failed", "cancelled"):
        name = str(want.arguments["flow"])
        sentence = f"The flow “{name}” failed: {row.reason}"
        return Outcome("failed", strand.now(), sentence=sentence, error="failed")
    return Outcome("done", strand.now(), value=value_from(row.value))


def called_id(strand: Strand, want: Effect) -> str:
    """What the run of the flow that such a call begins is called: the same whenever the step is called again."""
    return id_of_called(strand.standing.id, want.path)


def id_of_called(run: str, path: str) -> str:
    """The same, by the calling run's id and the call's path."""
    return f"run-{hashlib.sha256(f'{run}/{path}/flow'.encode()).hexdigest()[:20]}"
