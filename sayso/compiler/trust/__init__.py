"""Group 5, trust and privacy: where strangers' words and private fields may go, decided before anything runs."""

from collections.abc import Iterator

from sayso.compiler.facts import Facts
from sayso.compiler.trust.remembering import Remembering
from sayso.compiler.trust.rules import RULES
from sayso.compiler.trust.walk import Walk
from sayso.dsl.catalog import Catalog, Privacy
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.flow import Flow

__all__ = ["RULES", "check", "marks", "result", "tainted"]


def check(flow: Flow, facts: Facts, catalog: Catalog) -> Iterator[Diagnostic]:
    """Findings about strangers' words that decide at what a call aims, and fields that go too far."""
    yield from _walked(flow, facts, catalog).findings.values()


def marks(flow: Flow, facts: Facts, catalog: Catalog) -> dict[int, str]:
    """What strangers' words decide, keyed by the identity of the deciding statement or trigger."""
    return _walked(flow, facts, catalog).marks


def tainted(flow: Flow, facts: Facts, catalog: Catalog) -> dict[int, tuple[str, ...]]:
    """The parameters that carry strangers' words, keyed by the identity of the call."""
    return _walked(flow, facts, catalog).tainted


def result(flow: Flow, facts: Facts, catalog: Catalog) -> tuple[bool, Privacy]:
    """What callers of the flow must know of what it returns: whether strangers wrote it, and how private it is."""
    label = _walked(flow, facts, catalog).result
    return bool(label.stranger), label.privacy


def _walked(flow: Flow, facts: Facts, catalog: Catalog) -> Walk:
    """The one walk that all these ask."""
    return facts.once(_walk, catalog)


def _walk(flow: Flow, facts: Facts, catalog: Catalog) -> Walk:
    return (Walk if facts.remembered is None else Remembering)(flow, facts, catalog).run()
