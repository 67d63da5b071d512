"""How well labelled requests are understood: floors for the figures, and what must hold for every one of them."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sayso.compiler import compile
from sayso.copilot.drafting import draft
from sayso.copilot.evaluating import by_level, evaluate, share
from tests.copilot import variations
from tests.copilot.corpora import CATALOG, FILES, FOLDER, OPEN, TODAY, outcomes, scenarios

LEAST = 0.90
LEAST_PER_LEVEL = 0.80
MOST_LOST = 0.05

by_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@by_file
def test_most_requests_become_the_flow_they_mean(file: Path) -> None:
    levels = by_level(list(outcomes(file)))
    assert levels["all"].means["correct"] >= LEAST
    assert {
        level: part.means["correct"] for level, part in levels.items() if part.means["correct"] < LEAST_PER_LEVEL
    } == {}


@by_file
def test_what_must_be_asked_is_asked_and_nothing_is_planned_beyond_it(file: Path) -> None:
    negatives = [one for one in outcomes(file) if one.scenario.expect.get("unclear")]
    assert negatives
    assert [one.scenario.id for one in negatives if not one.score.correct] == []


@by_file
def test_every_draft_compiles_in_any_workspace(file: Path) -> None:
    assert [one.scenario.id for one in outcomes(file) if not one.compiles] == []
    for one in scenarios(file):
        proposal = draft(one.english, CATALOG, today=TODAY)
        if proposal.text:
            assert [finding.slug for finding in compile(proposal.text, CATALOG).errors] == [], one.id


@by_file
def test_every_letter_of_a_request_is_accounted_for(file: Path) -> None:
    for one in scenarios(file):
        heard = draft(one.english, OPEN, today=TODAY).heard
        assert (heard[0].start, heard[-1].end) == (0, len(one.english)), one.id
        assert [part.start for part in heard[1:]] == [part.end for part in heard[:-1]], one.id


@by_file
def test_what_nobody_can_do_is_reported(file: Path) -> None:
    for one in scenarios(file):
        request = variations.extended(one.english)
        place = request.rindex(variations.EXTRA) + len("and also ")
        became = [part.became for part in draft(request, OPEN, today=TODAY).heard if part.start <= place < part.end]
        assert became in (["question"], ["not used"]), one.id


@by_file
@pytest.mark.parametrize("change", [variations.lowered, variations.raised, variations.slipped, variations.reordered])
def test_other_ways_to_type_it_cost_little(file: Path, change: Callable[[str], str]) -> None:
    changed = [msgspec.structs.replace(one, english=change(one.english)) for one in scenarios(file)]
    assert changed != list(scenarios(file))
    lost = share(list(outcomes(file))).means["correct"] - share(list(evaluate(changed, OPEN, TODAY))).means["correct"]
    assert lost <= MOST_LOST


@by_file
def test_the_same_request_gives_the_same_proposal(file: Path) -> None:
    for one in scenarios(file)[::7]:
        assert draft(one.english, OPEN, today=TODAY) == draft(one.english, OPEN, today=TODAY)


def test_requests_written_while_the_rules_grew_stay_understood() -> None:
    later = outcomes(FOLDER / "later.jsonl")
    assert share(list(later)).means["correct"] >= 0.85
    assert [one.scenario.id for one in later if not one.compiles] == []


def test_our_own_requests_are_many_and_of_every_level() -> None:
    seen, unseen = scenarios(FOLDER / "own.jsonl"), scenarios(FOLDER / "unseen.jsonl")
    assert len(seen) + len(unseen) >= 150
    assert len(unseen) * 3 >= len(seen) + len(unseen)
    assert {one.level for one in seen} == {one.level for one in unseen} == {1, 2, 3, 4, 5}
    assert not {one.english for one in seen} & {one.english for one in unseen}
