"""Flows that can start themselves again."""

import pytest

from sayso.compiler import cycles
from sayso.compiler.samples import sample
from sayso.dsl.catalog import Contract
from sayso.dsl.diagnostics import Rule
from tests.compiler.checking import catalog_with, chunks_hold, found, samples_hold, told

UPDATE = 'crm.update(@deal, nextStep: "Call")'


@pytest.mark.parametrize("rule", cycles.RULES, ids=lambda rule: rule.slug)
def test_samples(rule: Rule) -> None:
    assert samples_hold(cycles.check, rule)


def test_changing_the_record_that_starts_the_flow_is_a_warning() -> None:
    [finding] = found(cycles.check, sample(UPDATE, "deal.updated"))
    assert (finding.slug, finding.severity) == ("starts-itself", "warning")
    assert finding.sentence == (
        'This flow can start itself again: "Sample" calls `crm.update`, which causes `deal.updated`, which starts it.'
    )


def test_changing_another_kind_of_record_is_not() -> None:
    assert told(cycles.check, sample('crm.update(@deal.contact, status: "a")', "deal.updated")) == []
    assert told(cycles.check, sample('crm.update(@contact, status: "a")', "contact.created")) == []


def test_an_event_named_after_a_field_needs_that_field() -> None:
    assert told(cycles.check, sample(UPDATE, "deal.stage_changed")) == []
    text = sample('crm.update(@deal, stage: "Won")', "deal.stage_changed")
    assert told(cycles.check, text) == [("starts-itself", "crm.update")]


@pytest.mark.parametrize(
    "where",
    ["@deal.nextStep is missing", '@deal.nextStep != "Call"', '@deal.value > $5 and @deal.nextStep == "Write"'],
)
def test_a_condition_that_is_false_afterwards_ends_it(where: str) -> None:
    assert told(cycles.check, sample(UPDATE, f"deal.updated where {where}")) == []


@pytest.mark.parametrize("where", ["@deal.nextStep exists", '@deal.nextStep != "Other"', "@deal.value > $5"])
def test_another_condition_does_not(where: str) -> None:
    assert told(cycles.check, sample(UPDATE, f"deal.updated where {where}")) == [("starts-itself", "crm.update")]


def test_remembering_who_was_changed_ends_it_inside_the_loop_only() -> None:
    loop = (
        "let @all = crm.find_deals()\nfor each @one in @all at most 3\n"
        '  remember @one.id in @memory.seen otherwise skip "seen"\n  crm.update(@one, nextStep: "Call")\nend\n'
    )
    memory = "memory\n  seen: list of text\nend\n\nlet @all"
    assert told(cycles.check, sample(loop, "deal.updated").replace("let @all", memory, 1)) == []
    text = sample(loop + UPDATE, "deal.updated").replace("let @all", memory, 1)
    assert [slug for slug, _ in told(cycles.check, text)] == ["starts-itself"]


def test_a_step_switched_off_starts_nothing() -> None:
    assert told(cycles.check, sample(f"off {UPDATE}", "deal.updated")) == []


def test_a_circle_of_flows_does_not_compile_and_is_told_whole() -> None:
    flows = {"B": Contract("B", (), None, starts=("C",)), "C": Contract("C", (), None, starts=("Sample",))}
    [finding] = found(cycles.check, sample('run flow "B"'), catalog_with(flows=flows))
    assert (finding.slug, finding.severity) == ("flows-run-each-other", "error")
    assert finding.sentence == '"Sample" runs "B", "B" runs "C", "C" runs "Sample", so this would never end.'


def test_starting_without_waiting_is_a_circle_too() -> None:
    flows = {"B": Contract("B", (), None, starts=("Sample",))}
    assert [slug for slug, _ in told(cycles.check, sample('start flow "B"'), catalog_with(flows=flows))] == [
        "flows-run-each-other"
    ]


def test_flows_beside_the_circle_are_no_circle() -> None:
    flows = {"B": Contract("B", (), None, starts=("C",)), "C": Contract("C", (), None, starts=("B",))}
    assert told(cycles.check, sample('run flow "B"'), catalog_with(flows=flows)) == []


def test_a_circle_of_events_through_another_flow() -> None:
    other = Contract("Other", (), None, calls=(("crm.create_contact", 1),), on=("deal.updated",))
    catalog = catalog_with(flows={"Other": other})
    text = sample('crm.create_deal(name: "a", contact: @contact)\ncrm.update(@contact, status: "a")', "contact.created")
    assert told(cycles.check, text, catalog) == []
    text = sample(
        "let @deals = crm.find_deals()\nfor each @deal in @deals at most 3\n  " + UPDATE + "\nend", "contact.created"
    )
    [finding] = found(cycles.check, text, catalog)
    assert finding.sentence == (
        'This flow can start itself again: "Sample" calls `crm.update`, which causes `deal.updated`, which starts '
        '"Other", which calls `crm.create_contact` and causes `contact.created`, which starts this flow.'
    )


def test_every_chunk_gets_its_findings() -> None:
    assert chunks_hold(cycles.check, cycles.RULES, "cycles.flow") == []
