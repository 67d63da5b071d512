"""Is it allowed, and what can it do at worst? One call takes a text and a catalog and gives all that is known of it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec

from sayso.compiler import approval, cycles, hygiene, missing, names, trust, whitelist
from sayso.compiler import bounds as bounds_room
from sayso.compiler.bounds import Bounds, bound
from sayso.compiler.facts import Facts, Remembered
from sayso.compiler.infer import infer
from sayso.dsl import mistakes
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Rule
from sayso.dsl.flow import Flow
from sayso.dsl.parse import Parsed, parse

if TYPE_CHECKING:
    from sayso.compiler.ir import Program

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


class Lowerable:
    """A flow without errors and its program, which is made when somebody first asks for it: whoever writes a flow wants
    to know what is wrong with it at every key, and runs it seldom.
    """

    def __init__(self, text: str, facts: Facts, catalog: Catalog) -> None:
        """`facts` are of a flow without errors."""
        self.text, self.catalog = text, catalog
        self._facts: Facts | None = facts
        self._program: Program | None = None

    def program(self) -> "Program":
        """What the interpreter runs."""
        if self._program is None:
            from sayso.compiler.lower import lower

            facts = self._facts if self._facts is not None else _facts(self.text, self.catalog)
            self._program = lower(facts, self.catalog, trust.tainted(facts.flow, facts, self.catalog))
        return self._program

    def let_go(self) -> None:
        """The facts serve another text from now on; whoever asks after that has the flow checked anew."""
        self._facts = None


class Compiled(msgspec.Struct, frozen=True):
    """What compiling gives: the tree (None where the blocks have no safe reading), facts, bounds, every finding, and
    the program, if nothing keeps the flow from running."""

    text: str
    flow: Flow | None
    facts: Facts | None
    bounds: Bounds | None
    lowerable: Lowerable | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that keep the flow from running."""
        return tuple(finding for finding in self.diagnostics if finding.severity == "error")

    @property
    def program(self) -> "Program | None":
        """What the interpreter runs; None for a flow with errors."""
        return self.lowerable.program() if self.lowerable is not None else None


def compile(text: str, catalog: Catalog) -> Compiled:
    """Parse, check and bound a flow. Pure: reads nothing but its arguments, and never raises for any text."""
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
    lowerable = Lowerable(text, facts, catalog) if fine else None
    return Compiled(text, parsed.flow, facts, bounds, lowerable, _each_once(found))


def _facts(text: str, catalog: Catalog) -> Facts:
    """What is known of a flow that was found right before."""
    facts = compile(text, catalog).facts
    assert facts is not None
    return facts


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
