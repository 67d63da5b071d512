"""Scenarios and drafts compared: each field by its own rule."""

from typing import Any

import pytest

from sayso.copilot.drafting import draft
from sayso.copilot.evaluating import Scenario, by_level, evaluate, wrong_fields
from sayso.copilot.expecting import expectation
from sayso.copilot.scoring import score
from sayso.copilot.scoring_conditions import canonical
from tests.copilot.corpora import FILES, OPEN, TODAY, scenarios

WANTED: dict[str, Any] = {
    "trigger": {"kind": "schedule", "schedule": {"every": "weekday", "at": "09:00"}},
    "actions": ["crm.find_deals", "gmail.send"],
    "conditions": ["deal.value > 50000", 'deal.stage == "Proposal" or deal.stage == "Won"'],
    "waits": ["1 week"],
    "loops": 1,
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("deal.value > $50k", "@deal.amount > 50_000".replace("_", "")),
        ('not contact.tags contains "x"', 'contact.tags not contains "x"'),
        ("contact.company.employees in 50..200", "company.size >= 50 and company.size <= 200"),
        ('contact.country in ["UK", "Ireland"]', 'contact.country == "Ireland" or contact.country == "uk"'),
        ("contact.hasReplied == true", "not contact.replied != yes"),
        ("search.count > 0", "tickets.length >= 1"),
        ("contact.phone exists", "contact.phone != empty"),
        ('customer.plan == "Pro" and usage.seats > 80', 'usage.seats > 80 and company.plan == "pro"'),
        ('not (deal.value > 5 or deal.stage == "Won")', 'deal.value <= 5 and deal.stage != "closed won"'),
    ],
)
def test_two_ways_to_write_a_condition_are_one(one: str, other: str) -> None:
    assert canonical({"conditions": [one]}) == canonical({"conditions": [other]})


@pytest.mark.parametrize("unread", ["deal.value >", "a ~ b", "(deal.value > 5", "", "deal.value > 5 extra words"])
def test_a_condition_nobody_can_read_equals_only_itself(unread: str) -> None:
    assert canonical({"conditions": [unread]}) == {" ".join(unread.lower().split())}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"trigger": {"kind": "manual"}}, "trigger"),
        ({"trigger": {"kind": "schedule", "schedule": {"every": "day", "at": "9 am"}}}, "trigger"),
        ({"actions": ["gmail.send", "crm.find_deals"]}, "actions"),
        ({"conditions": ["deal.value > 50000"]}, "conditions"),
        ({"waits": ["8 days"]}, "waits"),
        ({"loops": 0}, "loops"),
        ({"approvals": ["gmail.send"]}, "approvals"),
        ({"limits": {"loop": "5 per run"}}, "limits"),
        ({"unclear": ["what?"]}, "unclear"),
    ],
)
def test_a_difference_is_seen_in_its_field(change: dict[str, Any], field: str) -> None:
    assert score(WANTED, WANTED).strict
    assert float(getattr(score(WANTED, {**WANTED, **change}), field)) < 1
    assert not score(WANTED, {**WANTED, **change}).strict


@pytest.mark.parametrize(
    "change",
    [
        {"trigger": {"kind": "schedule", "schedule": {"every": "weekday", "at": "9am", "timezone": "UTC"}}},
        {"actions": ["crm.find_deals", "crm.find_deals", "esign.status", "gmail.send"]},
        {"waits": ["7 days"]},
        {"waits": ["168 hours"]},
    ],
)
def test_what_says_the_same_counts_as_the_same(change: dict[str, Any]) -> None:
    assert score(WANTED, {**WANTED, **change}).strict


def test_branches_may_stand_the_other_way_round() -> None:
    wanted = {"actions": ["a.x", "a.y"], "conditions": ["deal.value > 5"], "either_way": ["deal.value > 5"]}
    turned = {"actions": ["a.y", "a.x"], "conditions": ["deal.value <= 5"]}
    assert score(wanted, turned).correct
    assert not score({**wanted, "either_way": []}, turned).correct


def test_what_must_be_asked_may_plan_no_more_than_the_label_allows() -> None:
    wanted = {"actions": ["a.x"], "unclear": ["who?"]}
    assert score(wanted, {"actions": [], "unclear": ["?"]}).correct
    assert not score(wanted, {"actions": ["a.x", "a.y"], "unclear": ["?"]}).correct
    assert not score(wanted, {"actions": ["a.x"], "unclear": []}).correct


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_label_is_right_by_its_own_measure(file: Any) -> None:
    assert [one.id for one in scenarios(file) if not score(one.expect, one.expect).strict] == []


def test_what_a_flow_comes_to_is_read_from_the_flow() -> None:
    request = (
        "Every Monday at 8, find companies with over 50 employees in France, at most 10. For each, email the contact "
        "the offer, at most 5 emails a day, wait 3 days, and if they reply hand it to me, otherwise tag them 'cold'."
    )
    found = expectation(draft(request, OPEN, today=TODAY), OPEN)
    assert found["trigger"]["schedule"]["every"] == "week"
    assert found["actions"] == ["crm.find_companies", "gmail.send", "people.hand_off", "crm.add_tags"]
    assert canonical(found) == {"company.employees > 50", "company.country == france", "contact.replied == true"}
    assert (found["waits"], found["loops"]) == (["3 days"], 1)
    assert found["limits"] == {"gmail.send": "5 per day", "loop": "10 per run"}


def test_what_was_only_assumed_was_not_asked_for() -> None:
    found = expectation(draft("Email the contact. If they reply, hand it to me.", OPEN, today=TODAY), OPEN)
    assert (found["waits"], found["conditions"]) == ([], ["contact.replied == true"])


def test_levels_and_wrong_fields() -> None:
    right = Scenario(
        "a", "Add the tag 'x' to this contact.", {"trigger": {"kind": "manual"}, "actions": ["crm.add_tags"]}, 1
    )
    wrong = Scenario("b", "Add the tag 'x' to this contact.", {"trigger": {"kind": "chat"}, "actions": ["a.b"]}, 2)
    outcomes = list(evaluate([right, wrong], OPEN, TODAY))
    levels = by_level(outcomes)
    assert {level: part.means["correct"] for level, part in levels.items()} == {"1": 1.0, "2": 0.0, "all": 0.5}
    assert wrong_fields(outcomes[1]) == ["trigger", "actions"]
