"""People of the workspace: what they are told, what they are asked, and how they answer."""

import asyncio
from datetime import timedelta

import pytest

from sayso.connectors.inbox import Inbox
from sayso.connectors.shape import ToolError
from sayso.dsl.calendar import Duration
from tests.connectors.places import AT, Place

ALEX = {
    "type": "person",
    "id": "alex",
    "name": "Alex Moreno",
    "email": "alex@fernpost.example",
    "phone": "+49 30 23125 102",
}


def test_notify_puts_it_in_the_inbox_once():
    place = Place()
    place.call("people.notify", person=ALEX, message="A deal is won")
    place.call("people.notify", person=ALEX, message="A deal is won")
    (told,) = place.inbox.notifications("alex")
    assert (told.message, told.flow, told.at, told.seen) == ("A deal is won", "A flow", AT, False)
    place.inbox.mark_seen(told.key)
    assert place.inbox.notifications("alex", unseen=True) == []
    assert place.inbox.notifications("priya") == []


@pytest.mark.parametrize(
    ("tool", "parameter", "kind"),
    [
        ("people.hand_off", "message", "hand_off"),
        ("people.ask", "question", "ask"),
        ("people.approve", "what", "approve"),
    ],
)
def test_questions_wait_for_an_answer(tool, parameter, kind):
    place = Place()
    place.call(tool, person=ALEX, within=Duration(days=2), **{parameter: "Send it?"})
    (item,) = place.inbox.items("alex")
    assert (item.kind, item.message, item.until) == (kind, "Send it?", AT + timedelta(days=2))
    assert place.inbox.answer(item.key, {"yes": True}, "alex", AT)
    assert not place.inbox.answer(item.key, {"yes": False}, "sarah", AT), "the first answer counts"
    assert place.inbox.items("alex") == []
    answered = place.inbox.item(item.key)
    assert (answered.answer, answered.answered_by, answered.open) == ({"yes": True}, "alex", False)


def test_somebody_who_does_not_work_here():
    tom = {"type": "person", "id": "tom", "name": "Tom", "email": "tom@x.example"}
    with pytest.raises(ToolError, match="nobody called `Tom`"):
        Place().call("people.notify", person=tom, message="Hi")


def test_a_visitor_hears_it():
    place = Place()
    place.call("people.say", message="Thanks")
    assert place.inbox.notifications("visitor")[0].message == "Thanks"


def test_a_person_is_read_again():
    place = Place()
    assert asyncio.run(place.live.read_again("person", "alex", AT)) == ALEX
    assert asyncio.run(place.live.read_again("person", "tom", AT)) is None


def test_simulated_people_agree():
    place = Place()
    assert place.pretend("people.approve", person=ALEX, what="the discount")["approved"] is True
    assert place.pretend("people.hand_off", key="2", person=ALEX, message="x") == "done"
    assert [told.message for told in place.simulated.sides["people"].told] == ["the discount", "x"]
    assert place.inbox.items() == []


def test_the_inbox_is_there_when_opened_again(tmp_path):
    place = Place()
    place.call("people.ask", person=ALEX, question="Now?")
    file = Inbox(tmp_path / "inbox.sqlite")
    file.put(place.inbox.items()[0])
    file.close()
    assert Inbox(tmp_path / "inbox.sqlite").items()[0].message == "Now?"
