"""pydantic-graph: nodes that name the next node; they change one object."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from pydantic_graph import BaseNode, End, GraphBuilder, GraphRunContext

from bench.peers.work import People, is_urgent, text_for


@dataclass
class State:
    """Where the loop is, and how many calls it made."""

    people: People
    at: int = 0
    text: str = ""
    urgent: int = 0
    standard: int = 0


@dataclass
class Take(BaseNode[State, None, None]):
    """The text for the next contact, and which call."""

    async def run(self, ctx: GraphRunContext[State]) -> Urgent | Standard | End[None]:
        """Go on."""
        state = ctx.state
        if state.at == len(state.people):
            return End(None)
        person = state.people[state.at]
        state.text = text_for(person)
        return Urgent() if is_urgent(person) else Standard()


@dataclass
class Urgent(BaseNode[State, None, None]):
    """The one call."""

    async def run(self, ctx: GraphRunContext[State]) -> Take:
        """Count it."""
        ctx.state.urgent += 1
        ctx.state.at += 1
        return Take()


@dataclass
class Standard(BaseNode[State, None, None]):
    """The other call."""

    async def run(self, ctx: GraphRunContext[State]) -> Take:
        """Count it."""
        ctx.state.standard += 1
        ctx.state.at += 1
        return Take()


def _built() -> Any:
    builder = GraphBuilder(state_type=State, input_type=Take, auto_instrument=False)
    builder.add(builder.edge_from(builder.start_node).to(Take), *map(builder.node, (Take, Urgent, Standard)))
    return builder.build()


GRAPH = _built()


def run(people: People) -> tuple[int, int]:
    """Run the loop."""
    state = State(people)
    asyncio.run(GRAPH.run(state=state, inputs=Take()))
    return state.urgent, state.standard
