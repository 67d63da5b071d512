"""Test Mode says which messages the contact guard would hold, were it live."""

from sayso.runtime.guard_ahead import would_hold
from tests.runtime.playing import CATALOG, contact, play

TEXT = (
    'flow "F"\non manual\nuse crm.find_contacts\nuse email.send{approval}\n'
    "let @people = crm.find_contacts(where: @contact.email exists)\n"
    "for each @contact in @people at most 5\n"
    'email.send(to: @contact, subject: "One", text: "a")\nwait {days} days\n'
    'email.send(to: @contact, subject: "Two", text: "b")\nend\n'
)


def held(days: int, approval: str = "") -> list[str]:
    played = play(TEXT.format(days=days, approval=approval), records={"contact": [contact(1), contact(2)]})
    return [one.who for one in would_hold(played.journal, CATALOG)]


def test_a_second_message_within_two_days_would_be_held() -> None:
    assert held(1) == ["First1 Last1", "First2 Last2"]


def test_after_two_days_nothing_is_held() -> None:
    assert held(2) == []


def test_what_a_person_approves_is_seen_anyway() -> None:
    assert held(1, " with approval") == []
