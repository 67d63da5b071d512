"""How well requests are understood: each scenario drafted, turned back into the scenario's own shape, and compared."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from sayso.copilot.drafting import draft
from sayso.copilot.expecting import Expectation, expectation
from sayso.copilot.proposal import Proposal
from sayso.copilot.scoring import FIELDS, Score, score
from sayso.dsl.catalog import Catalog


class Scenario(msgspec.Struct, frozen=True):
    """A request with a label: what a flow for it must contain."""

    id: str
    english: str
    expect: dict[str, Any] = {}
    level: int = 0
    tags: tuple[str, ...] = ()


class LabelledTrigger(msgspec.Struct, frozen=True):
    """What a label may say of the start of a flow."""

    kind: str = ""
    event: str | None = None
    schedule: dict[str, Any] | None = None
    where: str | list[str] | None = None


class Label(msgspec.Struct, frozen=True):
    """The form of a label; what it may hold beside this is not looked at."""

    trigger: LabelledTrigger | None = None
    trigger_alt: list[LabelledTrigger] | None = None
    actions: list[str] | None = None
    optional: list[str] | None = None
    conditions: list[str] | None = None
    either_way: list[str] | None = None
    waits: list[str] | None = None
    loops: int | None = None
    approvals: list[str] | None = None
    limits: dict[str, str] | None = None
    unclear: list[str] | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What became of one scenario. `compiles`: the drafted flow has no errors, or no flow was drafted."""

    scenario: Scenario
    found: Expectation
    score: Score
    compiles: bool


class Share(msgspec.Struct, frozen=True):
    """The mean of every field over some scenarios, from 0 to 1."""

    n: int
    means: dict[str, float]


def open_catalog(catalog: Catalog) -> Catalog:
    """The catalog for scenarios, which know no workspace: any stage and any tag may be named."""
    return msgspec.structs.replace(catalog, stages=None, tags=None)


def evaluate(
    scenarios: Iterable[Scenario], catalog: Catalog, today: date, drafts: Callable[..., Proposal] = draft
) -> Iterator[Outcome]:
    """Draft each scenario and compare, one after the other."""
    for scenario in scenarios:
        proposal = drafts(scenario.english, catalog, today=today)
        found = expectation(proposal, catalog)
        compiles = not any(finding.severity == "error" for finding in proposal.diagnostics)
        yield Outcome(scenario, found, score(scenario.expect, found), compiles)


def share(outcomes: list[Outcome]) -> Share:
    """The means over some outcomes."""
    count = len(outcomes)
    means = {
        field: sum(float(getattr(one.score, field)) for one in outcomes) / count if count else 0.0 for field in FIELDS
    }
    return Share(count, means)


def by_level(outcomes: list[Outcome]) -> dict[str, Share]:
    """The means per level, in order, then of all."""
    levels = sorted({one.scenario.level for one in outcomes})
    parts = {str(level): share([one for one in outcomes if one.scenario.level == level]) for level in levels}
    return {**parts, "all": share(outcomes)}


def wrong_fields(outcome: Outcome) -> list[str]:
    """The fields in which a draft differs from its label."""
    return [
        field for field in FIELDS if field not in ("correct", "strict") and float(getattr(outcome.score, field)) < 1
    ]
