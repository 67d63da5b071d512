"""Is it allowed, and what can it do at worst? One call takes a text and a catalog and gives all that is known of it."""

from collections.abc import Callable, Iterator

import msgspec

from sayso.compiler import approval, cycles, hygiene, ir, missing, names, trust, whitelist
from sayso.compiler import bounds as bounds_room
from sayso.compiler.bounds import Bounds, bound
from sayso.compiler.facts import Facts, Remembered
from sayso.compiler.infer import infer
from sayso.compiler.lower import lower
from sayso.dsl import mistakes
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Rule
from sayso.dsl.flow import Flow
from sayso.dsl.parse import Parsed, parse

Check = Callable[[Flow, Facts, Catalog], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    names.check,
    missing.check,
    whitelist.check,
    bounds_room.check,
    trust.check,
    approval.check,
    cycles.check,
    hygiene.check,
)
"""Everything that is proven before a flow runs, in the order of the language's page."""


class Compiled(msgspec.Struct, frozen=True):
    """What compiling gives: the tree (None where the blocks have no safe reading), facts, bounds, every finding, and
    the program, if nothing keeps the flow from running."""

    text: str
    flow: Flow | None
    facts: Facts | None
    bounds: Bounds | None
    program: ir.Program | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that keep the flow from running."""
        return tuple(finding for finding in self.diagnostics if finding.severity == "error")


def compile(text: str, catalog: Catalog) -> Compiled:
    """Parse, check, bound and lower a flow. Pure: reads nothing but its arguments, and never raises for any text."""
    return compile_parsed(text, parse(text), catalog)


def compile_parsed(text: str, parsed: Parsed, catalog: Catalog, remembered: Remembered | None = None) -> Compiled:
    """The same for a text that was read already; what is `remembered` of the last check is not checked again."""
    if parsed.flow is None:
        return Compiled(text, None, None, None, None, parsed.diagnostics)
    facts, _ = infer(parsed.flow, catalog, remembered)
    found = [*parsed.diagnostics, *(finding for check in CHECKS for finding in check(parsed.flow, facts, catalog))]
    found.sort(key=lambda finding: (finding.span.start, finding.span.end, finding.slug))
    fine = not any(finding.severity == "error" for finding in found)
    bounds = bound(parsed.flow, facts, catalog)
    program = lower(facts, catalog, trust.tainted(parsed.flow, facts, catalog)) if fine else None
    return Compiled(text, parsed.flow, facts, bounds, program, _each_once(found))


def rules() -> tuple[Rule, ...]:
    """The words of every finding there is."""
    return (
        *mistakes.rules(),
        *names.RULES,
        *missing.RULES,
        *whitelist.RULES,
        *bounds_room.RULES,
        *trust.RULES,
        *approval.RULES,
        *cycles.RULES,
        *hygiene.RULES,
    )


def _each_once(findings: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same finding about the same place said once."""
    return tuple({(f.slug, f.span.start, f.span.end, f.sentence): f for f in findings}.values())


__all__ = ["CHECKS", "Bounds", "Compiled", "compile", "rules"]
