"""Records are read again wherever they may have changed: through a link, inside a loop, before a sequence looks."""

from typing import Any

from tests.runtime.playing import calls, contact, play

ANN = contact(1, title="CTO")
HEAD = 'flow "F"\non manual with\n{}: {}\nend\nuse crm.update, email.send, people.notify\n'


def said(text: str, inputs: dict[str, Any], **world: Any) -> list[object]:
    """What the owner is told."""
    records = {"contact": [ANN], **{kind: [record] for kind, record in inputs.items() if kind != "contact"}}
    played = play(text, inputs=inputs, records=records, **world)
    return [call.arguments["message"] for call in calls(played, "people.notify")]


def test_a_change_of_a_contact_is_seen_through_the_deal_it_belongs_to() -> None:
    deal = {"id": "d1", "name": "Big", "value": 100, "stage": "open", "contact": ANN}
    text = HEAD.format("deal", "deal") + (
        'let @who = @deal.contact\ncrm.update(@who, title: "CEO")\n'
        'people.notify(@me, "{@deal.contact.title or "none"}")\n'
    )
    assert said(text, {"deal": deal}) == ["CEO"]


def test_an_item_sees_what_changed_before_its_loop_began() -> None:
    text = HEAD.format("contact", "contact") + (
        'crm.update(@contact, title: "CEO")\nfor each @number in [1, 2] at most 2\n'
        'people.notify(@me, "{@number} {@contact.title or "none"}")\nend\n'
    )
    assert said(text, {"contact": ANN}) == ["1 CEO", "2 CEO"]


def test_a_sequence_looks_for_replies_from_the_address_there_is_now() -> None:
    text = HEAD.format("contact", "contact") + (
        'sequence\ncrm.update(@contact, email: "new@acme.example")\nwait 2 days\npeople.notify(@me, "silence")\n'
        'unless email.replied where @email.from == @contact.email\npeople.notify(@me, "answered")\nend\n'
    )
    reply = {"event": "email.replied", "at": "2026-03-03T09:00:00Z"}
    assert said(text, {"contact": ANN}, events=[{**reply, "with": {"from": "new@acme.example"}}]) == ["answered"]
    assert said(text, {"contact": ANN}, events=[{**reply, "with": {"from": "c1@acme.example"}}]) == ["silence"]
