"""Runs cases by their seeds, makes a failing flow small, and keeps it in `found/`."""

import traceback
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow
from tests.properties.reducing import reduced
from tests.reference.differential import Case, NotAFlow, case, difference

FOUND = Path(__file__).parent / "found"
MOST_TRIES = 1_500


class Tally(NamedTuple):
    """How many programs agreed, did not compile, and differed (their seeds)."""

    agreed: int
    uncompiled: int
    differed: tuple[int, ...]


def run_seeds(first: int, count: int) -> Tally:
    """Compare the two sides for so many seeds."""
    agreed, uncompiled, differed = 0, 0, []
    for seed in range(first, first + count):
        try:
            told = told_of(case(seed))
        except NotAFlow:
            uncompiled += 1
            continue
        if told is None:
            agreed += 1
        else:
            differed.append(seed)
    return Tally(agreed, uncompiled, tuple(differed))


def told_of(one: Case) -> str | None:
    """Where the two sides part, or what went wrong; None where they agree."""
    try:
        return difference(one)
    except NotAFlow:
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"


def made_small(one: Case) -> Case:
    """The smallest case found that still differs."""
    flow = parse(one.text).flow
    assert flow is not None
    crashed = _crashed(told_of(one))

    def fails(smaller: Flow) -> bool:
        try:
            told = told_of(replace(one, text=print_flow(smaller)))
        except NotAFlow:
            return False
        return told is not None and _crashed(told) == crashed

    return replace(one, text=print_flow(reduced(flow, fails, MOST_TRIES)))


def _crashed(told: str | None) -> str | None:
    """Which line raised, if one did."""
    return told.split(": ")[0] if told and " at " in told.split(": ")[0] else None


def keep(one: Case, name: str) -> Path:
    """Write a case down, so that it is compared from now on."""
    file = FOUND / f"{name}.flow"
    steady = "steady" if one.steady else "moving"
    file.write_text(f"# world {one.world} {steady} {one.trouble}\n{one.text}", encoding="utf-8")
    return file


def kept(file: Path) -> Case:
    """A case that was written down."""
    first, _, text = file.read_text(encoding="utf-8").partition("\n")
    _, _, world, steady, trouble = first.split()
    return Case(text, world, steady == "steady", int(trouble))
