"""Plays small flows in described worlds, for tests: compile, simulate, look at what happened."""

from datetime import UTC, datetime
from typing import Any

from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked, link
from sayso.interpreter.state import Effect
from sayso.runtime.ledger import Ledger
from sayso.runtime.simulating import Simulation, describe, simulate
from sayso.runtime.testing import calls_made
from sayso.runtime.worlds.building import sides_of_records

CATALOG = standard_catalog()
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""Nine o'clock in Berlin, on a Monday in winter."""


def linked(text: str, catalog: Catalog = CATALOG) -> Linked:
    """The program of a flow that must compile."""
    compiled = compile(text, catalog)
    assert compiled.program is not None, [(d.slug, d.sentence) for d in compiled.errors]
    return link(compiled.program)


def play(text: str, ledger: Ledger | None = None, programs: dict[str, Linked] | None = None, catalog: Catalog = CATALOG,
         now: datetime = MONDAY, **world: Any) -> Simulation:  # fmt: skip
    """Simulate a flow in a world, from Monday nine o'clock in Berlin."""
    program = linked(text, catalog)
    described = describe(world, catalog, program)
    ledger = ledger if ledger is not None else Ledger()
    for name, value in described.memory.items():
        ledger.remember(program.program.flow, name, value)
    sides = sides_of_records(described.records, catalog, now)
    return simulate(
        program, catalog, programs or {}, sides, ledger, described.choices, described.now or now, described.inputs,
        text, described.trigger,
    )  # fmt: skip


def calls(simulation: Simulation, tool: str) -> list[Effect]:
    """The calls of a tool that went out."""
    return calls_made(simulation.drive, tool)


def days_until(simulation: Simulation, tool: str) -> list[float]:
    """How many days after the beginning each call of a tool went out."""
    begun = simulation.run.started
    return [(call.at - begun).total_seconds() / 86_400 for call in calls(simulation, tool)]


def contact(number: int, **fields: Any) -> dict[str, Any]:
    """A contact with an address, a name and a LinkedIn page."""
    return {
        "id": f"c{number}", "firstName": f"First{number}", "lastName": f"Last{number}",
        "email": f"c{number}@acme.example", "linkedinUrl": f"https://linkedin.example/in/c{number}", **fields,
    }  # fmt: skip
