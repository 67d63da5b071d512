"""Every form the language's page shows stands in a flow of this folder; each compiles, is canonical, and runs."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from sayso.compiler import compile
from sayso.compiler.contracts import contracts
from sayso.connectors import standard_catalog
from sayso.dsl.format import format_text
from sayso.interpreter import link
from sayso.runtime.ledger import Ledger
from sayso.runtime.simulating import simulate
from sayso.runtime.worlds.building import sides_of_records
from sayso.runtime.worlds.choices import Choices

FLOWS = {file.stem: file.read_text("utf-8") for file in sorted(Path(__file__).parent.glob("*.flow"))}
CATALOG = standard_catalog()
KNOWN = msgspec.structs.replace(CATALOG, flows=contracts(list(FLOWS.values()), CATALOG))
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", [name for name in FLOWS if name != "todo"])
def test_it_compiles_and_runs_to_an_end(name: str) -> None:
    programs = {text: compile(text, KNOWN) for text in FLOWS.values()}
    compiled = programs[FLOWS[name]]
    assert [finding.sentence for finding in compiled.diagnostics] == []
    assert compiled.program is not None
    linked = {c.program.flow: link(c.program, c.text) for c in programs.values() if c.program}
    sides = sides_of_records({}, KNOWN, NOW)
    played = simulate(linked[compiled.program.flow], KNOWN, linked, sides, Ledger(), Choices(), NOW, {})
    assert played.run.ended is not None


@pytest.mark.parametrize("name", list(FLOWS))
def test_it_is_in_its_canonical_form(name: str) -> None:
    assert format_text(FLOWS[name]) == FLOWS[name]


def test_a_hole_is_one_finding_and_never_runs() -> None:
    compiled = compile(FLOWS["todo"], CATALOG)
    assert [finding.sentence for finding in compiled.diagnostics] == ["Still to decide: which template?"]
    assert compiled.program is None
