"""How the tests of the compiler's checks look at one check alone: a text, a catalog, what is found and where."""

from collections.abc import Callable, Iterator

import msgspec

from sayso.compiler.bounds import Bounds, bound
from sayso.compiler.facts import Facts
from sayso.compiler.infer import infer
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog, Contract, Policy
from sayso.dsl.diagnostics import Diagnostic, Rule, apply_fix
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from tests.diagnostics_reader import read_chunks
from tests.diagnostics_reader import told as told_by_line

Check = Callable[[Flow, Facts, Catalog], Iterator[Diagnostic]]


def catalog_with(policy: Policy | None = None, flows: dict[str, Contract] | None = None) -> Catalog:
    """The standard catalog of a workspace with this policy and these other flows."""
    return msgspec.structs.replace(standard_catalog(), policy=policy or Policy(), flows=flows or {})


def understood(text: str, catalog: Catalog) -> tuple[Flow, Facts]:
    """The tree and the facts of a text that parses."""
    parsed = parse(text)
    assert parsed.flow is not None and not parsed.diagnostics, parsed.diagnostics
    facts, findings = infer(parsed.flow, catalog)
    wrong = [finding.sentence for finding in findings if finding.severity == "error"]
    assert not wrong, wrong
    return parsed.flow, facts


def found(check: Check, text: str, catalog: Catalog | None = None) -> list[Diagnostic]:
    """What one check finds."""
    catalog = catalog or standard_catalog()
    flow, facts = understood(text, catalog)
    return list(check(flow, facts, catalog))


def told(check: Check, text: str, catalog: Catalog | None = None) -> list[tuple[str, str]]:
    """Slugs and underlined texts of what one check finds, in the order of the text."""
    findings = sorted(found(check, text, catalog), key=lambda finding: finding.span.start)
    return [(finding.slug, text[finding.span.start : finding.span.end]) for finding in findings]


def mended(check: Check, text: str, catalog: Catalog | None = None, fix: int = 0) -> str:
    """The text after one fix of the first finding."""
    return apply_fix(text, found(check, text, catalog)[0].fixes[fix])


def bounded(text: str, catalog: Catalog | None = None) -> Bounds:
    """The proof of a text."""
    catalog = catalog or standard_catalog()
    flow, facts = understood(text, catalog)
    return bound(flow, facts, catalog)


def samples_hold(check: Check, rule: Rule, catalog: Catalog | None = None) -> bool:
    """Whether a rule's bad sample gets its finding, and the good one does not."""
    catalog = catalog or standard_catalog()
    slugs = []
    for text in (rule.bad, rule.good):
        flow = parse(text).flow
        assert flow is not None
        slugs.append({finding.slug for finding in check(flow, infer(flow, catalog)[0], catalog)})
    return rule.slug in slugs[0] and rule.slug not in slugs[1]


def chunks_hold(
    check: Check, rules: tuple[Rule, ...], file: str, policies: dict[str, Policy] | None = None
) -> list[str]:
    """The chunks of a file of findings of which a check with these rules says something else, and what it says.

    A chunk is about the workspace that its first finding's samples are about.
    """
    wrong = []
    for chunk in read_chunks(file):
        slug = chunk.findings[0][1] if chunk.findings else ""
        catalog = catalog_with((policies or {}).get(slug))
        flow = parse(chunk.text).flow
        assert flow is not None, chunk.name
        findings = tuple(check(flow, infer(flow, catalog)[0], catalog))
        given = sorted(told_by_line(chunk.text, findings))
        if given != sorted(mark for mark in chunk.findings if mark[1] in {rule.slug for rule in rules}):
            wrong.append(f"{chunk.name}: {given}")
    return wrong
