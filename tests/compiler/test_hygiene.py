"""Group 8: what is left over, leads nowhere, asks nothing, or takes the same people again."""

import pytest

from sayso.compiler import hygiene
from sayso.compiler.infer import infer
from sayso.compiler.samples import for_contact, sample, with_samples
from sayso.connectors import standard_catalog
from sayso.dsl.diagnostics import Diagnostic, Rule, apply_fix
from sayso.dsl.parse import parse
from tests.diagnostics_reader import Chunk, read_chunks, told

CATALOG = with_samples(standard_catalog())
DAILY = "schedule every weekday at 09:00"


def found_in(text: str) -> list[Diagnostic]:
    parsed = parse(text)
    assert parsed.flow is not None and parsed.diagnostics == ()
    facts, _ = infer(parsed.flow, CATALOG)
    return list(hygiene.check(parsed.flow, facts, CATALOG))


def slugs(text: str) -> list[str]:
    return [finding.slug for finding in found_in(text)]


@pytest.mark.parametrize("rule", hygiene.RULES, ids=lambda rule: rule.slug)
def test_every_rule_has_a_sample_that_gets_it_and_one_that_does_not(rule: Rule) -> None:
    assert slugs(rule.bad) == [rule.slug]
    assert slugs(rule.good) == []


@pytest.mark.parametrize("chunk", read_chunks("hygiene.flow"), ids=lambda chunk: chunk.name)
def test_findings_stand_where_the_marks_are(chunk: Chunk) -> None:
    findings = sorted(found_in(chunk.text), key=lambda finding: finding.span.start)
    assert told(chunk.text, tuple(findings)) == chunk.findings


@pytest.mark.parametrize(
    "rule",
    [
        rule
        for rule in hygiene.RULES
        if rule.slug in ("unused-name", "unreachable-statement", "taken-again", "unused-tool")
    ],
    ids=lambda rule: rule.slug,
)
def test_one_click_mends(rule: Rule) -> None:
    assert rule.slug not in slugs(apply_fix(rule.bad, found_in(rule.bad)[0].fixes[0]))


def test_the_fix_for_the_same_people_writes_once() -> None:
    rule = next(rule for rule in hygiene.RULES if rule.slug == "taken-again")
    assert "at most 20 once\n" in apply_fix(rule.bad, found_in(rule.bad)[0].fixes[0])


MAIL = 'for each @contact in @found at most 20{how}\n{before}  gmail.send(to: @contact, template: "Intro")\n{after}end'


@pytest.mark.parametrize(
    ("trigger", "where", "how", "after", "again"),
    [
        (DAILY, '@it.title contains "VP"', "", "", True),
        ("manual", '@it.title contains "VP"', "", "", False),
        ("schedule once on 2027-11-03 at 10:00", '@it.title contains "VP"', "", "", False),
        (DAILY, '@it.title contains "VP"', " again", "", False),
        (DAILY, '@it.title contains "VP"', " once per 90 days", "", False),
        (DAILY, "@it.createdAt > @today - 1 day", "", "", False),
        (DAILY, "not @it.id in @memory.seen", "", "", False),
        (DAILY, 'not @it.tags contains "customer"', "", '  crm.add_tags(@contact, ["customer"])\n', False),
        (DAILY, 'not @it.tags contains "customer"', "", "", True),
    ],
)
def test_what_leaves_out_those_already_taken(trigger: str, where: str, how: str, after: str, again: bool) -> None:
    body = f"let @found = crm.find_contacts(where: {where})\n" + MAIL.format(how=how, before="", after=after)
    text = sample(body, trigger).replace("\nlet @found", "\nmemory\n  seen: list of text\nend\n\nlet @found")
    assert ("taken-again" in slugs(text)) is again


def test_a_name_read_by_a_template_is_used() -> None:
    body = (
        'let @contact = crm.create_contact(email: "ann@acme.example")\n'
        'gmail.send(to: "ann@acme.example", template: "Intro")'
    )
    assert slugs(sample(body)) == []


def test_every_hole_is_named() -> None:
    text = for_contact('crm.create_task(title: todo "which title?", due: todo "by when?")')
    assert [finding.sentence for finding in found_in(text)] == [
        "Still to decide: which title?",
        "Still to decide: by when?",
    ]
    assert {finding.severity for finding in found_in(text)} == {"error"}
