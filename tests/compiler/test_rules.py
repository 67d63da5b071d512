"""The tables of rules, each against the whole compiler: the bad sample gets its finding, the good one nothing worse."""

from collections import Counter

import msgspec
import pytest

from sayso.compiler import approval, compile, rules, whitelist
from sayso.compiler.contracts import contracts
from sayso.compiler.samples import with_samples
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog, Policy
from sayso.dsl.diagnostics import Rule, apply_fix
from sayso.dsl.source import normalise

CATALOG = with_samples(standard_catalog())
POLICIES: dict[str, Policy] = {**whitelist.POLICIES, **approval.POLICIES}

each = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.slug)


def catalog_of(rule: Rule) -> Catalog:
    """The workspace that the rule's samples are about; a sample may call itself."""
    own = contracts([normalise(rule.bad)], CATALOG)
    policy = POLICIES.get(rule.slug, CATALOG.policy)
    return msgspec.structs.replace(CATALOG, policy=policy, flows={**CATALOG.flows, **own})


@each
def test_the_bad_sample_gets_its_finding(rule: Rule) -> None:
    findings = compile(normalise(rule.bad), catalog_of(rule)).diagnostics
    own = [finding for finding in findings if finding.slug == rule.slug]
    assert own, [(finding.slug, finding.sentence) for finding in findings]
    assert {finding.severity for finding in own} == {rule.severity}


@each
def test_the_bad_sample_shows_one_mistake(rule: Rule) -> None:
    findings = compile(normalise(rule.bad), catalog_of(rule)).errors
    others = sorted({finding.slug for finding in findings} - {rule.slug})
    assert not others


@each
def test_the_good_sample_compiles_without_that_finding(rule: Rule) -> None:
    compiled = compile(normalise(rule.good), catalog_of(rule))
    assert not [(finding.slug, finding.sentence) for finding in compiled.errors]
    assert rule.slug not in {finding.slug for finding in compiled.diagnostics}
    assert compiled.program is not None


@each
def test_the_first_fix_mends_it(rule: Rule) -> None:
    text = normalise(rule.bad)
    own = [finding for finding in compile(text, catalog_of(rule)).diagnostics if finding.slug == rule.slug]
    for finding in own:
        for fix in finding.fixes:
            after = compile(apply_fix(text, fix), catalog_of(rule))
            left = [other for other in after.diagnostics if other.slug == rule.slug]
            assert len(left) < len(own), f"`{fix.title}` leaves it:\n{apply_fix(text, fix)}"


@each
def test_its_words_are_plain(rule: Rule) -> None:
    words = [rule.sentence, rule.why, rule.next]
    assert all(text.strip() and text.rstrip()[-1] in ".?!…}" for text in words), words
    assert not [text for text in words if "  " in text or "None" in text or "\n" in text]


def test_no_slug_stands_twice() -> None:
    assert [slug for slug, count in Counter(rule.slug for rule in rules()).items() if count > 1] == []


def test_every_policy_belongs_to_a_rule() -> None:
    assert POLICIES.keys() <= {rule.slug for rule in rules()}
