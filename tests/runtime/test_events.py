"""Which replies a lane hears: each once, and none from before it asked."""

from tests.runtime.playing import calls, contact, play

HEAD = 'flow "F"\non manual with\ncontact: contact\nend\nuse email.send, people.notify\n'
SEND = 'email.send(to: @contact, template: "Intro")\n'
WAIT = (
    "wait for email.replied where @email.from == @contact.email at most 3 days\n"
    'people.notify(@me, "answered")\notherwise\npeople.notify(@me, "silence")\nend\n'
)


def said(text: str) -> list[object]:
    """What the owner is told when one reply comes, on Tuesday at ten."""
    events = [{"event": "email.replied", "at": "2026-03-03T09:00:00Z", "with": {"from": "c1@acme.example"}}]
    played = play(text, records={"contact": [contact(1)]}, inputs={"contact": contact(1)}, events=events)
    return [call.arguments["message"] for call in calls(played, "people.notify")]


def test_one_reply_answers_one_wait() -> None:
    assert said(HEAD + SEND + WAIT + WAIT) == ["answered", "silence"]


def test_a_reply_from_before_is_no_answer() -> None:
    assert said(HEAD + "wait 2 days\n" + SEND + WAIT) == ["silence"]


def test_a_reply_to_the_email_before_counts() -> None:
    assert said(HEAD + SEND + "wait 2 days\n" + WAIT) == ["answered"]
