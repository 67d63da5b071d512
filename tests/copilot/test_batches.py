"""Requests of the batches stay understood, new ones beside an open flow stay new, a readback is understood again."""

import pytest

from sayso.copilot.changing.change import change
from sayso.copilot.drafting import draft
from sayso.copilot.evaluating import share
from sayso.copilot.expecting import expectation
from sayso.copilot.scoring import score
from tests.copilot.corpora import CATALOG, FOLDER, OPEN, TODAY, outcomes, scenarios

FLOORS = (
    ("a", 0.96), ("b", 0.96), ("c", 0.88), ("d", 0.80), ("e", 0.96), ("g", 0.86), ("h", 0.88), ("i", 0.68), ("j", 0.58),
    ("k", 0.84), ("l", 0.76), ("m", 0.82), ("n", 0.80), ("o", 0.90), ("p", 0.91), ("q", 0.85), ("r", 0.82),
    ("s", 0.95), ("t", 0.91), ("u", 0.91), ("v", 0.84), ("w", 0.89), ("x", 0.92), ("y", 0.96), ("z", 0.89),
)  # fmt: skip
GRIDS = (
    ("triggers", 0.96), ("triggers_2", 0.93), ("triggers_3", 0.91), ("conditions", 0.90),
    ("conditions_2", 0.76), ("conditions_3", 0.64),
    ("actions", 0.93),
    ("actions_2", 0.92), ("actions_3", 0.88),
)  # fmt: skip
"""Requests of one or two phrases each, by what they are about, and the share of them that is understood."""
READ_AGAIN = 0.30
"""The share of our own requests whose readback, typed as a request, gives a flow of the same content."""
OPENED = "When a deal is won, create a task for the owner and post it in #wins. Wait 3 days and email the contact."


@pytest.mark.parametrize(("batch", "least"), FLOORS)
def test_a_batch_that_was_mended_stays_understood(batch: str, least: float) -> None:
    found = list(outcomes(FOLDER / f"batch_{batch}.jsonl"))
    assert share(found).means["correct"] >= least
    assert [one.scenario.id for one in found if not one.compiles] == []


def test_new_requests_beside_an_open_flow_are_rarely_taken_for_changes_of_it() -> None:
    flow = draft(OPENED, CATALOG, today=TODAY).text
    rows = scenarios(FOLDER / "own.jsonl")
    taken = [one.english for one in rows if change(one.english, OPEN, flow, today=TODAY) is not None]
    assert len(taken) <= 0.06 * len(rows), taken


def spoken(readback: str) -> str:
    """A readback without its goal and what it may do."""
    return "\n".join(row for row in readback.splitlines() if row.strip() and not row.startswith(("Goal:", "May ")))


def test_what_is_read_back_is_understood_again_for_a_third() -> None:
    same = []
    for one in scenarios(FOLDER / "own.jsonl"):
        first = draft(one.english, OPEN, today=TODAY)
        if not first.text:
            continue
        again = draft(spoken(first.readback), OPEN, today=TODAY)
        wanted = {**expectation(first, OPEN), "unclear": []}
        same.append(score(wanted, {**expectation(again, OPEN), "unclear": []}).correct)
    assert sum(same) / len(same) >= READ_AGAIN, sum(same) / len(same)


def test_a_list_moved_in_under_a_condition_belongs_to_it() -> None:
    request = (
        "When a contact is created:\n  If the score is above 50:\n    - hand it to sales\n    - tag them hot\n"
        "  Otherwise:\n    Tag them cold"
    )
    text = draft(request, OPEN, today=TODAY).text
    inside, _, other = text.split("if @contact.score > 50")[1].partition("otherwise")
    assert "hand off to" in inside
    assert '["hot"]' in inside
    assert '["cold"]' in other


def test_the_first_example_has_a_name_of_its_own() -> None:
    request = (
        "Every weekday at 9, find deals in Proposal Sent with no activity for 5 days, at most 20. Email each "
        "contact the "
        '"Case study" template, but let me approve each email first.'
    )
    assert draft(request, CATALOG, today=TODAY).text.startswith('flow "Follow up on proposals"\n')


@pytest.mark.parametrize(("grid", "least"), GRIDS)
def test_the_phrases_of_a_grid_stay_understood(grid: str, least: float) -> None:
    found = list(outcomes(FOLDER / f"grid_{grid}.jsonl"))
    assert share(found).means["correct"] >= least
    assert [one.scenario.id for one in found if not one.compiles] == []
