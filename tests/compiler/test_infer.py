"""Group 1: what inference knows about a flow, what it finds, and that its mends mend."""

from typing import TypeVar

import pytest

from sayso.compiler import names
from sayso.compiler.facts import Facts
from sayso.compiler.infer import infer
from sayso.compiler.samples import sample, with_samples
from sayso.connectors import standard_catalog
from sayso.dsl.diagnostics import Diagnostic, Rule, apply_fix
from sayso.dsl.expressions import Name, Text
from sayso.dsl.node import Node, walk
from sayso.dsl.parse import parse
from sayso.dsl.statements import Ask, Do, ForEach, If, Let, Return, ToolCall, WaitFor
from sayso.dsl.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    EMAIL,
    MONEY,
    NUMBER,
    PERSON,
    TEXT,
    Choice,
    ListOf,
    RecordOf,
    optional,
)
from tests.diagnostics_reader import Chunk, read_chunks, told

N = TypeVar("N", bound=Node)
CATALOG = with_samples(standard_catalog())
CONTACT, DEAL = RecordOf("contact"), RecordOf("deal")


def facts_of(text: str) -> Facts:
    parsed = parse(text)
    assert parsed.flow is not None and not parsed.diagnostics
    facts, found = infer(parsed.flow, CATALOG)
    assert [finding for finding in found if finding.severity == "error"] == []
    return facts


def found_in(text: str) -> list[Diagnostic]:
    parsed = parse(text)
    assert parsed.flow is not None
    facts, _ = infer(parsed.flow, CATALOG)
    return list(names.check(parsed.flow, facts, CATALOG))


def nodes(facts: Facts, kind: type[N]) -> list[N]:
    return [node for node in walk(facts.flow.body) if isinstance(node, kind)]


def type_of_let(body: str, on: str = "deal.updated") -> object:
    facts = facts_of(sample(body, on))
    let = nodes(facts, Let)[-1]
    return facts.bound[id(let)][let.name]


@pytest.mark.parametrize("rule", names.RULES, ids=lambda rule: rule.slug)
def test_every_rule_has_a_sample_that_gets_it_and_one_that_does_not(rule: Rule) -> None:
    assert [finding.slug for finding in found_in(rule.bad)] == [rule.slug]
    assert found_in(rule.good) == []


def test_slugs_are_unique() -> None:
    assert len({rule.slug for rule in names.RULES}) == len(names.RULES)


@pytest.mark.parametrize("chunk", read_chunks("names.flow"), ids=lambda chunk: chunk.name)
def test_findings_stand_where_the_marks_are(chunk: Chunk) -> None:
    assert told(chunk.text, tuple(found_in(chunk.text))) == chunk.findings


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("@deal.value + 5", MONEY),
        ("@deal.value * 10%", MONEY),
        ("@deal.value / @deal.value", optional(NUMBER)),
        ("@deal.value / 2", MONEY),
        ("@today + 5 days", DATE),
        ("@now - 2 hours", DATETIME),
        ("5 days", DURATION),
        ("@deal.closeDate", optional(DATE)),
        ("@deal.closeDate or @today", DATE),
        ("@deal.owner == @me", BOOLEAN),
        ("@deal.company.name", optional(TEXT)),
        ("@deal.tags[0]", optional(TEXT)),
        ("first 2 of @deal.tags", ListOf(TEXT)),
        ("@deal.tags where @it contains \"x\"", ListOf(TEXT)),
        ("@previous.value", MONEY),
        ("[@deal.contact].email", ListOf(EMAIL)),
        ("@user.salesRep", PERSON),
        ("record(name: @deal.name).name", TEXT),
        ("@deal.status", Choice(("open", "won", "lost"))),
        ("count(@deal.tags)", NUMBER),
        ("\"Hi @deal.name\"", TEXT),
    ],
)  # fmt: skip
def test_types_of_expressions(value: str, kind: object) -> None:
    assert type_of_let(f"let @x = {value}") == kind


def test_a_check_narrows_until_the_record_is_read_again() -> None:
    body = "if @contact.title exists\n  let @a = @contact.title\n  wait 1 day\n  let @b = @contact.title\nend"
    facts = facts_of(sample(body, "contact.created"))
    first, second = (facts.type_of(let.value) for let in nodes(facts, Let) if not isinstance(let.value, ToolCall))
    assert (first, second) == (TEXT, optional(TEXT))


def test_a_name_of_its_own_stays_narrowed_over_a_wait() -> None:
    body = "let @a = @contact.title\nif @a exists\n  wait 1 day\n  let @b = @a\nend"
    assert type_of_let(body, "contact.created") == TEXT


def test_setting_another_name_keeps_what_is_known() -> None:
    body = "if @contact.title exists\n  let @other = 1\n  let @b = @contact.title\nend"
    facts = facts_of(sample(body, "contact.created"))
    assert [facts.bound[id(let)][let.name] for let in nodes(facts, Let)] == [NUMBER, TEXT]


def test_a_change_of_another_record_keeps_what_is_known() -> None:
    body = (
        'if @deal.closeDate exists\n  crm.add_tags(@deal.contact, ["nurture"])\n  let @a = @deal.closeDate\n'
        '  crm.add_tags(@deal, ["nurture"])\n  let @b = @deal.closeDate\nend'
    )
    facts = facts_of(sample(body, "deal.updated"))
    assert [facts.bound[id(let)][let.name] for let in nodes(facts, Let)] == [DATE, optional(DATE)]


@pytest.mark.parametrize(
    ("condition", "then", "otherwise"),
    [
        ("@contact.title exists", True, False),
        ("@contact.title is missing", False, True),
        ('@contact.title == "VP"', True, False),
        ('not (@contact.title == "VP")', True, False),
        ('@contact.title == "VP" and @contact.city == "Berlin"', True, False),
        ('@contact.title == "VP" or @contact.city == "Berlin"', False, False),
        ("@contact.title is missing or @contact.city is missing", False, True),
        ("not (@contact.title exists)", False, True),
        ("not (@contact.title is missing or @contact.replied)", True, False),
    ],
)
def test_what_a_condition_teaches_on_either_way(condition: str, then: bool, otherwise: bool) -> None:
    body = f"if {condition}\n  let @a = @contact.title\notherwise\n  let @b = @contact.title\nend"
    facts = facts_of(sample(body, "contact.created"))
    kinds = [facts.bound[id(let)][let.name] for let in nodes(facts, Let)]
    assert kinds == [TEXT if then else optional(TEXT), TEXT if otherwise else optional(TEXT)]


def test_arguments_stand_in_the_order_of_the_parameters() -> None:
    facts = facts_of(
        sample('crm.update(source: "web", record: @contact)\ncrm.add_tags(@contact, tags: [])', "contact.created")
    )
    update, tags = (facts.call_of(do.call) for do in nodes(facts, Do))
    assert update is not None and tags is not None
    assert (list(update.arguments), list(update.keywords), list(tags.arguments)) == (
        ["record"], ["source"], ["record", "tags"],
    )  # fmt: skip


def test_what_a_call_returns_follows_its_values() -> None:
    assert type_of_let('let @x = ai.classify("hi", into: ["good", "bad"])') == Choice(("good", "bad"))
    assert type_of_let("let @x = crm.find_deals()") == ListOf(DEAL)


def test_the_element_is_called_by_its_kind_only_where_that_is_free() -> None:
    body = (
        "let @a = crm.find_contacts(where: @it.company == @contact.company)\n"
        "let @b = crm.find_deals(where: @deal.owner == @me)"
    )
    facts = facts_of(sample(body, "contact.created"))
    elements = [facts.elements[id(call.arguments["where"])] for call in facts.calls.values()]
    assert elements == [("it",), ("it", "deal")]


def test_events_bind_their_short_name_where_it_is_free() -> None:
    body = "wait for {event} where @event.id == @deal.id at most 1 day\nend"
    for event, bound in (("deal.updated", {"event"}), ("contact.created", {"event", "contact"})):
        facts = facts_of(sample(body.format(event=event), "deal.updated"))
        wait = nodes(facts, WaitFor)[0]
        assert set(facts.bound[id(wait)]) == bound
        assert facts.events[id(wait.event)].name == event


def test_names_in_reach_and_names_bound() -> None:
    body = (
        'let @deals = crm.find_deals()\nfor each @deal in @deals at most 5 collect @lines\n  keep "@deal.name"\nend\n'
        'ask @me "Go on?" as @go: boolean within 1 day\nreturn @lines'
    )
    facts = facts_of(sample(body, "contact.created"))
    assert set(facts.names[id(nodes(facts, Ask)[0])]) == {"contact", "deals", "lines"}
    assert facts.bound[id(nodes(facts, ForEach)[0])] == {"deal": DEAL, "lines": ListOf(TEXT)}
    assert facts.names[id(nodes(facts, Return)[0])]["go"] == BOOLEAN
    assert facts.returns == ListOf(TEXT)


def test_a_return_on_some_ways_may_be_missing() -> None:
    assert facts_of(sample("if @contact.replied\n  return 5\nend", "contact.created")).returns == optional(NUMBER)
    assert facts_of(sample("return 5")).returns == NUMBER
    assert facts_of(sample('people.notify(@me, "x")')).returns is None


def test_inputs_that_not_every_trigger_brings_may_be_missing() -> None:
    facts = facts_of(sample('people.notify(@me, "x")', "contact.created; manual with\n  note: text\nend"))
    assert facts.inputs == {"contact": optional(CONTACT), "note": optional(TEXT)}


def test_memory_starts_empty() -> None:
    facts = facts_of(sample("return @memory.last", "manual\n\nmemory\n  seen: list of text\n  last: date\nend"))
    assert facts.memory == {"seen": ListOf(TEXT), "last": optional(DATE)}


def test_used_fields_are_noted_for_every_record_on_the_path() -> None:
    body = 'people.notify(@me, "@deal.contact.fullName {@deal.contact.company.name or "none"}")'
    used = facts_of(sample(body, "deal.updated")).used_fields
    assert used["deal"] == {"contact.fullName", "contact.company.name"}
    assert used["contact"] == {"fullName", "company.name"}
    assert used["company"] == {"name"}


def test_used_fields_count_templates_and_what_tools_need() -> None:
    used = facts_of(sample('gmail.send(to: @deal.contact, template: "Outbound v2")', "deal.updated")).used_fields
    assert {"contact.email", "contact.firstName", "contact.company.name"} <= used["deal"]
    assert {"email", "firstName", "company.name"} <= used["contact"]


def test_a_template_is_filled_with_what_is_at_hand() -> None:
    facts = facts_of(sample('gmail.send(to: @deal.contact, template: "Intro")', "deal.updated"))
    call = next(iter(facts.calls.values()))
    assert call.template == "Intro" and list(call.variables) == ["contact"]
    names_read = {node.name for text in call.texts for node in walk(text) if isinstance(node, Name)}
    assert names_read == {"deal"}
    assert all(isinstance(text, Text) for text in call.texts)


def test_always_and_unreachable_are_noted() -> None:
    facts = facts_of(sample('if true\n  stop "x"\nend\nstop "y"\nstop "z"'))
    branch = nodes(facts, If)[0].branches[0]
    assert facts.always == {id(branch.condition): True}
    assert facts.unreachable == {id(facts.flow.body.statements[2])}


def test_off_is_checked_and_sets_nothing() -> None:
    slugs = [finding.slug for finding in found_in(sample('off let @a = @nobody\npeople.notify(@me, "@a")'))]
    assert slugs == ["unknown-name", "name-not-on-every-path"]


def test_a_line_that_cannot_be_read_costs_no_second_finding() -> None:
    text = sample('let @a = ???\npeople.notify(@me, "@a")')
    assert parse(text).diagnostics and found_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        sample('people.notify(@me, "@contcat.fullName")', "contact.created"),
        sample('people.notify(@me, "@contact.industry")', "contact.created"),
        sample('crm.ad_tags(@contact, ["nurture"])', "contact.created"),
        sample('if @deal.discount > 20\n  stop "x"\nend', "deal.updated"),
        sample('if @contact.company.employees or 0 > 50\n  stop "x"\nend', "contact.created"),
        sample('crm.create_task(title: "Call", due: "2026-03-01")'),
        sample('crm.create_deal(name: "Big", contact: @contact, value: 500)', "contact.created"),
        sample('crm.add_tags(@contact, "nurture")', "contact.created"),
        sample("people.notify(@me, @deal.value)", "deal.updated"),
        sample('hand off to @deal.contact "please" within 1 day\n', "deal.updated"),
        sample('if @deal.name\n  stop "x"\nend', "deal.updated"),
        sample('if "Big" in @deal.name\n  stop "x"\nend', "deal.updated"),
        sample('skip "x"'),
        sample('gmail.send(to: @contact, template: "Intor")', "contact.created"),
    ],
)
def test_one_click_mends(text: str) -> None:
    findings = found_in(text)
    assert len(findings) == 1
    mended = apply_fix(text, findings[0].fixes[0])
    assert parse(mended).diagnostics == ()
    assert found_in(mended) == []


@pytest.mark.parametrize("choice", [0, 1])
def test_both_meanings_of_or_are_offered(choice: int) -> None:
    text = sample(
        'ask @me "Go on?" as @go: boolean? within 1 day\nif @go or @contact.replied\n  stop "x"\nend', "contact.created"
    )
    mended = apply_fix(text, found_in(text)[0].fixes[choice])
    assert parse(mended).diagnostics == () and found_in(mended) == []
