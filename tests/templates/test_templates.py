"""The templates people begin with: nothing to find in them, every way through them tried by a test of theirs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import sayso
from sayso.compiler import Compiled, compile
from sayso.connectors import standard_catalog
from sayso.dsl import flow
from sayso.dsl import statements as s
from sayso.dsl.catalog import Catalog
from sayso.dsl.format import format_text
from sayso.dsl.node import walk
from sayso.interpreter import link
from sayso.runtime.ledger import Ledger
from sayso.runtime.operations.templates import FOR_WHOM
from sayso.runtime.simulating import simulate
from sayso.runtime.testing import run_tests
from sayso.runtime.worlds.building import sides_of_records
from sayso.runtime.worlds.choices import Choices
from tests.templates.branches import gone, ways

FOLDER = Path(sayso.__file__).parent / "templates"
TEMPLATES = sorted(FOLDER.glob("*.flow"))
SALES = {
    "big-4-outbound",
    "cold-lead-re-engagement",
    "deal-stage-progression",
    "enterprise-lead-nurture",
    "high-value-deal-escalation",
    "inbound-lead-response",
    "linkedin-connection",
    "lost-deal-follow-up",
    "meeting-prep",
    "weekly-digest",
}
PLAYBOOKS = {"expansion-playbook", "onboarding-playbook", "qbr-playbook", "renewal-playbook", "risk-playbook"}
SKILLS = {
    "customer-digest-skill",
    "customer-onboard-skill",
    "help-desk-skill",
    "qbr-preparation-skill",
    "renewal-kickoff-skill",
    "risk-review-skill",
}
AFTER_SOMETHING = {"meeting-follow-up", "ticket-escalation"}
PRIVATE = {
    "meeting-follow-up": {"ai.summarize", "ai.extract"},
    "qbr-preparation-skill": {"ai.summarize"},
    "help-desk-skill": {"ai.classify"},
}
"""Where AI is given what was said or written: nothing else is, and only by these templates."""
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)

each = pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return standard_catalog()


def compiled(file: Path, catalog: Catalog) -> Compiled:
    return compile(file.read_text("utf-8"), catalog)


def test_all_are_there() -> None:
    assert {file.stem for file in TEMPLATES} == SALES | PLAYBOOKS | SKILLS | AFTER_SOMETHING


@each
def test_there_is_nothing_to_find(file: Path, catalog: Catalog) -> None:
    found = compiled(file, catalog)
    assert found.program is not None
    assert not [(finding.slug, finding.sentence) for finding in found.diagnostics]


@each
def test_its_own_tests_hold_and_everything_read_was_given(file: Path, catalog: Catalog) -> None:
    results = run_tests(compiled(file, catalog), catalog, {})
    assert results
    assert not [(result.title, [told for _, told in result.problems]) for result in results if not result.passed]
    assert not [(result.title, result.warnings) for result in results if result.warnings]


@each
def test_every_way_through_it_is_tried(file: Path, catalog: Catalog) -> None:
    found = compiled(file, catalog)
    assert found.program is not None
    tried = gone(found.program, [result.drive.journal for result in run_tests(found, catalog, {})])
    assert tried <= ways(found.program)
    assert sorted(ways(found.program) - tried) == []


@each
def test_it_is_written_in_the_one_form(file: Path) -> None:
    text = file.read_text("utf-8")
    assert format_text(text) == text


@each
def test_it_can_be_tried_with_samples(file: Path, catalog: Catalog) -> None:
    found = compiled(file, catalog)
    assert found.program is not None
    sides = sides_of_records({}, catalog, MONDAY)
    for otherwise in ("yes", "never"):
        choices = Choices(otherwise=otherwise)
        simulated = simulate(link(found.program), catalog, {}, sides, Ledger(), choices, MONDAY, {})
        assert simulated.run.state in ("completed", "stopped", "needs you")


@each
def test_it_is_a_whole_job(file: Path, catalog: Catalog) -> None:
    """Six steps or more, a decision, a wait; where messages go out somebody agrees to each."""
    found = compiled(file, catalog)
    assert found.flow is not None
    nodes = list(walk(found.flow.body))
    assert len([node for node in nodes if isinstance(node, s.Line)]) >= 6
    assert any(isinstance(node, s.If) for node in nodes)
    assert any(isinstance(node, s.Wait | s.WaitFor | s.WaitUntil | s.Stage | s.Ask) for node in nodes)
    for use in found.flow.uses:
        by_hand = all(catalog.tools[name].by_hand for name in use.tools)
        if any(catalog.tools[name].sends for name in use.tools) and not by_hand:
            assert use.approval is not None and use.quota is not None


@each
def test_private_data_stays_in(file: Path, catalog: Catalog) -> None:
    found = compiled(file, catalog)
    assert found.flow is not None
    private = {tool for use in found.flow.uses if use.private for tool in use.tools}
    assert private == PRIVATE.get(file.stem, set())


def test_they_start_in_different_ways(catalog: Catalog) -> None:
    flows = [compiled(file, catalog).flow for file in TEMPLATES]
    kinds = {type(trigger) for found in flows if found for trigger in found.triggers}
    assert kinds >= {flow.OnSchedule, flow.OnForm, flow.OnEvent, flow.OnManual, flow.OnCall, flow.OnChat}


def test_no_two_have_one_name(catalog: Catalog) -> None:
    flows = [compiled(file, catalog).flow for file in TEMPLATES]
    assert len({found.name.casefold() for found in flows if found}) == len(TEMPLATES)


@each
def test_its_goal_fits_on_a_line(file: Path, catalog: Catalog) -> None:
    """`sayso new` lists name and goal."""
    found = compiled(file, catalog)
    assert found.flow is not None and found.flow.goal is not None
    assert len(f"{file.stem}  {found.flow.goal.text}") <= 120
    assert not found.flow.goal.text.endswith(".")


def test_each_is_on_the_page_for_one_kind_of_people() -> None:
    shown = [name for names in FOR_WHOM.values() for name in names]
    assert sorted(shown) == [file.stem for file in TEMPLATES]
    assert [list(names) for names in FOR_WHOM.values()] == [sorted(names) for names in FOR_WHOM.values()]
