"""A flow that is edited line by line is found to be what it would be found to be if it were read for the first time."""

import random
from typing import Any

import msgspec
import pytest

from sayso.compiler import Compiled, compile, trust
from sayso.compiler.facts import Resolved
from sayso.compiler.rechecking import Checker
from sayso.connectors import standard_catalog
from sayso.dsl.node import walk
from sayso.dsl.source import SourceProblem, normalise
from tests.fuzz.making import ACCIDENTS, corpus

CATALOG = standard_catalog()
LONGEST = 20_000
BY_NODE = ("types", "calls", "events", "names", "bound", "elements", "always", "steps")


def everything(compiled: Compiled) -> list[tuple[str, object]]:
    """All that is known of a flow, its nodes by their number in the tree; as words, since spans are all equal."""
    known: list[tuple[str, object]] = [
        (name, repr(getattr(compiled, name))) for name in ("text", "flow", "bounds", "diagnostics", "program")
    ]
    if compiled.flow is None:
        return known
    assert compiled.facts is not None
    facts, nodes = compiled.facts, list(walk(compiled.flow))
    known += [("gaps", repr(facts.gaps)), ("inputs", facts.inputs), ("memory", facts.memory)]
    known += [("used", facts.used_fields), ("returns", facts.returns), ("found", repr(facts.findings))]
    kept: dict[str, Any] = {name: getattr(facts, name) for name in BY_NODE}
    kept["marks"] = trust.marks(compiled.flow, facts, CATALOG)
    kept["tainted"] = trust.tainted(compiled.flow, facts, CATALOG)
    kept["unreachable"] = dict.fromkeys(facts.unreachable, True)
    for name, table in kept.items():
        known.append((name, {number: _said(table[id(node)]) for number, node in enumerate(nodes) if id(node) in table}))
    return known


def _said(value: Any) -> object:
    if isinstance(value, Resolved):
        return repr(msgspec.structs.replace(value, texts=())), value.texts  # a template's texts stand nowhere in a flow
    return repr(dict(value) if hasattr(value, "keys") else value)


def first_difference(one: Compiled, other: Compiled) -> tuple[object, object] | None:
    pairs = zip(everything(one), everything(other), strict=True)
    return next(((known, fresh) for known, fresh in pairs if known != fresh), None)


def edits(seed: int) -> list[str]:
    """A flow and what becomes of it, one accident after the other; some are taken back."""
    chance = random.Random(seed)
    texts = [chance.choice(corpus())]
    for _ in range(6):
        if len(texts) > 1 and chance.random() < 0.3:
            texts.append(texts[-2])
        else:
            texts.append(chance.choice(ACCIDENTS)(texts[-1], chance))
    return [text for text in map(normal, texts) if text is not None and len(text) < LONGEST]


def normal(text: str) -> str | None:
    try:
        return normalise(text)
    except SourceProblem:
        return None


@pytest.mark.parametrize("seed", range(40))
def test_a_flow_that_is_edited_is_found_as_if_it_were_new(seed: int) -> None:
    checker = Checker()
    for text in edits(seed):
        assert first_difference(checker.check(text, CATALOG), compile(text, CATALOG)) is None
