"""Strangers' words decide whether, where the compiler says so, and never at what a call aims."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given

from sayso.compiler import Compiled, trust
from sayso.dsl.print import print_flow
from tests.properties.budget import examples, seeds
from tests.properties.failing import holds_for
from tests.properties.generating.catalog import catalog
from tests.properties.playing import compiled_flow
from tests.trust.careless import careless_flow
from tests.trust.comparing import Two, changed_targets, foreign_targets, marked_steps, run_twice, unmarked_forks

FLOWS = 200


@given(seeds, seeds)
@examples(320)
def test_two_worlds_of_other_strangers_words_make_the_same_calls_but_where_it_is_marked(seed: int, world: int) -> None:
    holds_for(careless_flow(seed), lambda compiled: _are_alike(compiled, str(world)))


def _are_alike(compiled: Compiled, world: str) -> None:
    two = run_twice(compiled, world)
    assert list(changed_targets(two, catalog())) == []
    assert list(foreign_targets(two, catalog())) == []
    assert list(unmarked_forks(two, catalog())) == []


@given(seeds, seeds)
@examples(160)
def test_a_word_that_was_matched_aims_at_trusted_data_alone(seed: int, world: int) -> None:
    holds_for(careless_flow(seed), lambda compiled: _stay_inside(compiled, str(world)))


def _stay_inside(compiled: Compiled, world: str) -> None:
    assert list(foreign_targets(run_twice(compiled, world, matching=True), catalog())) == []


@cache
def seen() -> Counter[str]:
    """How often strangers' words mattered in the flows of the first seeds."""
    tally: Counter[str] = Counter()
    for seed in range(FLOWS):
        compiled = compiled_flow(print_flow(careless_flow(seed)))
        tally.update({finding.slug for finding in compiled.errors})
        if compiled.program is not None:
            tally.update(["flows", *_uses(compiled, run_twice(compiled, str(seed)))])
    return tally


def _uses(compiled: Compiled, two: Two) -> Iterator[str]:
    assert compiled.flow is not None and compiled.facts is not None
    marked = bool(marked_steps(compiled, catalog()))
    told = bool(trust.tainted(compiled.flow, compiled.facts, catalog()))
    if marked:
        yield "a condition is marked"
    if told:
        yield "a call is told strangers' words"
    if marked or told:
        yield "strangers' words are used"
    if any(two.fork(lane) is not None for lane in two.shared()):
        yield "the worlds part"


def test_a_good_share_of_the_flows_uses_strangers_words(capsys: pytest.CaptureFixture[str]) -> None:
    tally = seen()
    with capsys.disabled():
        print(f"\nOf {FLOWS} careless flows: " + ", ".join(f"{name} {count}" for name, count in tally.most_common(6)))
    assert tally["flows"] >= FLOWS * 0.8
    assert tally["strangers' words are used"] >= tally["flows"] * 0.4
    assert tally["the worlds part"] >= tally["flows"] * 0.06
    assert tally["stranger-decides"] >= FLOWS * 0.04
