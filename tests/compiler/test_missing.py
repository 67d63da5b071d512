"""Group 2: values that may be missing, and the mends for them."""

import pytest

from sayso.compiler import missing, names
from sayso.compiler.infer import infer
from sayso.compiler.samples import for_contact, sample, with_samples
from sayso.connectors import standard_catalog
from sayso.dsl.diagnostics import Diagnostic, Rule, apply_fix
from sayso.dsl.parse import parse
from tests.diagnostics_reader import Chunk, read_chunks, told

NAMES = "manual with\n  names: list of text?\nend"
NOTE = "manual with\n  note: text?\nend\n\nmemory\n  seen: list of text\nend"
CATALOG = with_samples(standard_catalog())


def found_in(text: str) -> list[Diagnostic]:
    parsed = parse(text)
    assert parsed.flow is not None and parsed.diagnostics == ()
    facts, _ = infer(parsed.flow, CATALOG)
    assert list(names.check(parsed.flow, facts, CATALOG)) == []
    return list(missing.check(parsed.flow, facts, CATALOG))


@pytest.mark.parametrize("rule", missing.RULES, ids=lambda rule: rule.slug)
def test_every_rule_has_a_sample_that_gets_it_and_one_that_does_not(rule: Rule) -> None:
    assert [finding.slug for finding in found_in(rule.bad)] == [rule.slug]
    assert found_in(rule.good) == []


@pytest.mark.parametrize("chunk", read_chunks("missing.flow"), ids=lambda chunk: chunk.name)
def test_findings_stand_where_the_marks_are(chunk: Chunk) -> None:
    findings = sorted(found_in(chunk.text), key=lambda finding: finding.span.start)
    assert told(chunk.text, tuple(findings)) == chunk.findings


@pytest.mark.parametrize(
    "text",
    [
        for_contact('people.notify(@me, "Hi @contact.firstName, hello")'),
        for_contact('people.notify(@me, "Hi {@contact.firstName}, hello")'),
        for_contact('people.notify(@me, "Of {first(@contact.tags)}.")'),
        for_contact("crm.create_task(title: @contact.title)"),
        for_contact("wait until @contact.lastContactedAt + 5 days"),
        for_contact('hand off to @contact.owner "Please call" within 2 days'),
        for_contact('crm.update(@contact, replied: @contact.city == "x", tags: @contact.company.tags)'),
        sample('for each @name in @names at most 5\n  people.notify(@me, "@name")\nend', NAMES),
        sample("remember @note in @memory.seen", NOTE),
    ],
)  # fmt: skip
def test_each_mend_mends(text: str) -> None:
    findings = found_in(text)
    assert len(findings) == 1 and findings[0].fixes
    for fix in findings[0].fixes:
        assert found_in(apply_fix(text, fix)) == []


def test_a_path_among_others_in_a_text_is_put_in_braces() -> None:
    text = for_contact('people.notify(@me, "@contact.fullName, {@contact.replied} @contact.firstName!")')
    mended = apply_fix(text, found_in(text)[0].fixes[0])
    assert '"@contact.fullName, {@contact.replied} {@contact.firstName or "there"}!"' in mended


def test_no_mend_is_offered_where_the_braces_cannot_be_told() -> None:
    text = for_contact('people.notify(@me, "Say \\"hello\\" to @contact.firstName")')
    assert [fix.title for fix in found_in(text)[0].fixes] == ["Do it only if `@contact.firstName` exists"]


def test_what_only_the_log_reads_may_be_missing() -> None:
    assert (
        found_in(for_contact('if @contact.replied\n  stop "no @contact.firstName"\nend\nfail "no {@contact.title}"'))
        == []
    )


def test_what_is_only_compared_may_be_missing() -> None:
    body = (
        'let @same = crm.find_contacts(where: @it.title == "{@contact.title}" and @it.company == @contact.company)\n'
        'let @big = @contact.company.employees > 50\npeople.notify(@me, "{count(@same)} {@big or false}")'
    )
    assert [finding.slug for finding in found_in(for_contact(body.replace("{@big or false}", "")))] == []


def test_a_template_read_inside_a_check_is_whole() -> None:
    body = 'if @contact.firstName exists\n  gmail.send(to: @contact, template: "Bare")\nend'
    assert found_in(for_contact(body)) == []


def test_missing_itself_goes_nowhere() -> None:
    assert [finding.slug for finding in found_in(for_contact("let @a = missing\ncrm.create_task(title: @a)"))] == [
        "missing-in-step"
    ]
