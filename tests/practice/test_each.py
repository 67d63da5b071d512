"""What is particular to each practice connection."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.connectors.practice import CannotAnswer, NoMessage, events_since
from sayso.connectors.shape import ToolError
from sayso.dsl.calendar import Duration
from tests.practice.services import AT, Practice, later


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Practice]:
    found = Practice(tmp_path)
    yield found
    found.close()


def notes(place: Practice, kind: str) -> list[str]:
    return [str(one["title"]) for one in place.store.find("activity", AT) if one["kind"] == kind]


def test_mail_lands_in_the_outbox_exactly_and_in_the_crm_as_a_note(place: Practice) -> None:
    answer = place.call("gmail.send", to=place.ann, subject="Hi Ann", text="Hello,\n\nhow are you?")
    (message,) = place.messages()
    assert (message.connection, message.kind, message.state) == ("gmail", "email", "sent")
    assert (message.person, message.address, message.contact) == ("Ann Keller", "ann@acme.example", place.ann_id)
    assert (message.subject, message.body) == ("Hi Ann", "Hello,\n\nhow are you?")
    assert (message.id, message.sender, message.flow, message.at) == (
        answer["id"],
        "sarah@fernpost.example",
        "A flow",
        AT,
    )
    assert message.id.startswith("practice-gmail-") and message.note == "Practice: nothing left this machine."
    assert notes(place, "email") == ["Email sent to Ann Keller"]


def test_mail_sent_twice_is_told_twice(place: Practice) -> None:
    for _ in range(2):
        place.call("email.send", to=place.ann, subject="Hi", text="Hello")
    assert [message.again for message in place.messages()] == [2, 1]
    assert len(notes(place, "email")) == 2


def test_whoever_opted_out_gets_no_mail(place: Practice) -> None:
    place.call("gmail.send", to=place.ann, subject="Hi", text="Hello")
    place.recipient.unsubscribe(place.messages()[0].id, AT)
    assert place.ann["unsubscribed"] is True
    with pytest.raises(ToolError) as caught:
        place.call("gmail.send", key="run/s2", to=place.ann, subject="Hi", text="Hello")
    assert caught.value.kind == "opted-out" and len(place.messages()) == 1
    with pytest.raises(CannotAnswer, match="opted out already"):
        place.recipient.unsubscribe(place.messages()[0].id, AT)


def test_a_conversation_is_found_and_read_whole(place: Practice) -> None:
    mail = place.call("gmail.send", to=place.ann, subject="The pilot", text="Shall we?")
    place.recipient.reply(mail["id"], "On Thursday, gladly", later(hours=1))
    found = place.call("gmail.search", key="run/s2", query="thursday PILOT")
    assert [one["from"] for one in found] == ["ann@acme.example"] and found[0]["threadId"] == mail["id"]
    thread = place.call("gmail.get_thread", key="run/s3", email=found[0])
    assert [one["body"] for one in thread] == ["Shall we?", "On Thursday, gladly"]
    assert place.call("gmail.search", key="run/s4", query="friday") == []


def test_a_draft_is_not_sent_and_cannot_be_answered(place: Practice) -> None:
    draft = place.call("gmail.draft", to=place.ann, subject="Hi", text="Hello")
    assert place.messages()[0].state == "draft" and notes(place, "email") == []
    with pytest.raises(CannotAnswer, match="draft"):
        place.recipient.reply(draft["id"], "Hello", AT)


def test_a_reply_becomes_one_event_with_everything_in_it(place: Practice) -> None:
    mail = place.call("gmail.send", to=place.ann, subject="Hi", text="Hello")
    place.recipient.reply(mail["id"], "Thanks", later(hours=1))
    (event,) = events_since(place.world, place.resources, 0, later(hours=1))
    assert (event.name, event.at, event.number) == ("email.replied", later(hours=1), 1)
    email = event.data["email"]
    assert isinstance(email, dict)
    assert (email["from"], email["subject"], email["body"]) == ("ann@acme.example", "Re: Hi", "Thanks")
    assert email["threadId"] == mail["id"] and email["contact"]["id"] == place.ann_id
    assert events_since(place.world, place.resources, event.number, later(hours=2)) == []
    assert place.store.last_event() == 0, "the CRM tells nothing of it a second time"


def test_whoever_is_in_no_crm_can_answer_too_and_cannot_opt_out(place: Practice) -> None:
    mail = place.call("gmail.send", to="stranger@elsewhere.example", subject="Hi", text="Hello")
    place.recipient.reply(mail["id"], "Who are you?", AT)
    (event,) = events_since(place.world, place.resources, 0, AT)
    email = event.data["email"]
    assert isinstance(email, dict) and email["contact"] is None
    with pytest.raises(CannotAnswer, match="Nobody in the CRM"):
        place.recipient.unsubscribe(mail["id"], AT)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_001])
def test_an_answer_says_something_and_not_too_much(place: Practice, text: str) -> None:
    mail = place.call("gmail.send", to=place.ann, subject="Hi", text="Hello")
    with pytest.raises(CannotAnswer):
        place.recipient.reply(mail["id"], text, AT)
    with pytest.raises(NoMessage):
        place.recipient.reply("practice-gmail-nothing", "Hello", AT)


def test_an_invitation_is_pending_until_it_is_accepted(place: Practice) -> None:
    place.call("linkedin.invite", to=place.ann, note="Hello")
    assert place.call("linkedin.check_accepted", key="run/s2", contact=place.ann) is False
    (message,) = place.messages("linkedin")
    place.recipient.accept(message.id, later(hours=1))
    assert place.call("linkedin.check_accepted", key="run/s3", contact=place.ann) is True
    assert place.ann["linkedinAccepted"] is True
    with pytest.raises(CannotAnswer, match="accepted this already"):
        place.recipient.accept(message.id, later(hours=2))


def test_only_invitations_are_accepted_and_only_mail_is_opted_out_of(place: Practice) -> None:
    place.call("linkedin.message", to=place.ann, text="Hello")
    (message,) = place.messages()
    with pytest.raises(CannotAnswer, match="no invitation"):
        place.recipient.accept(message.id, AT)
    with pytest.raises(CannotAnswer, match="opts out of emails"):
        place.recipient.unsubscribe(message.id, AT)
    assert place.recipient.reply(message.id, "Hello Sarah", AT).answers[0].text == "Hello Sarah"
    assert "Ann Keller answered on LinkedIn" in notes(place, "note")


def test_nobody_without_a_profile_is_invited(place: Practice) -> None:
    with pytest.raises(ToolError, match="no LinkedIn profile"):
        place.call("linkedin.invite", to={**place.ann, "linkedinUrl": None})


def test_slack_keeps_channels_messages_and_answers(place: Practice) -> None:
    sent = place.call("slack.send_message", channel="deals", text="Acme has signed")
    names = [one["name"] for one in place.call("slack.list_channels", key="run/s2")]
    assert names == ["#general", "#sales", "#wins", "#deals"] and sent["channel"] == "#deals"
    place.recipient.reply(sent["id"], "Well done, Acme team", AT)
    found = place.call("slack.search_messages", key="run/s3", query="ACME")
    assert {one["text"] for one in found} == {"Acme has signed", "Well done, Acme team"}
    place.call("slack.add_reaction", key="run/s4", message=found[0], emoji="tada")
    with pytest.raises(ToolError, match="no such message"):
        place.call("slack.add_reaction", key="run/s5", message={"type": "message", "id": "sl1"}, emoji="tada")


def test_a_meeting_is_kept_moved_accepted_and_over(place: Practice) -> None:
    given = {"startsAt": later(days=1), "duration": Duration(seconds=2_700), "with": place.ann}
    meeting = place.call("calendar.create_event", title="Demo", **given)
    assert (meeting["durationMinutes"], meeting["external"], meeting["contact"]["id"]) == (45, True, place.ann_id)
    (invitation,) = place.messages("calendar")
    assert invitation.subject == "Invitation: Demo" and "10:00 (Europe/Berlin)" in invitation.body
    assert place.recipient.accept(invitation.id, AT).state == "accepted"
    place.call("calendar.update_event", key="run/s2", meeting=meeting, startsAt=later(days=2))
    (listed,) = place.call("calendar.list_events", key="run/s3", **{"from": AT, "until": later(days=3)})
    assert (listed["startsAt"], listed["endsAt"]) == (later(days=2), later(days=2, minutes=45))
    assert events_since(place.world, place.resources, 0, later(days=2)) == []
    (event,) = events_since(place.world, place.resources, 0, later(days=5))
    assert (event.name, event.at) == ("meeting.ended", later(days=2, minutes=45))
    assert [one.number for one in events_since(place.world, place.resources, 0, later(days=6))] == [1]


def test_free_times_lie_in_working_hours_and_beside_meetings(place: Practice) -> None:
    place.call("calendar.create_event", title="Demo", startsAt=later(hours=1))
    free = place.call("calendar.find_availability", key="run/s2", **{"from": AT, "until": later(days=3)})
    starts = [one["startsAt"] for one in free]
    assert AT in starts and later(hours=1) not in starts and later(hours=1, minutes=30) in starts
    assert {start.date() for start in starts} == {date(2026, 11, 20), date(2026, 11, 23)}, "between lies a weekend"
    assert max(start.hour for start in starts) == 15, "17:00 in Berlin is 16:00 in UTC"
    with pytest.raises(ToolError, match="takes some time"):
        place.call("calendar.find_availability", key="run/s3", duration=Duration())


def test_a_look_up_takes_a_credit_and_fills_in_what_is_missing(place: Practice) -> None:
    with place.store.writing(AT) as writing:
        id = writing.create("contact", {"email": "Robin.Hale@acme.example", "title": "Boss"})
    profile = place.call("apollo.enrich", contact=place.store.read("contact", id, AT))
    assert (profile["found"], profile["fullName"], profile["companyName"]) == (True, "Robin Hale", "Acme")
    known = place.store.read("contact", id, AT)
    assert known is not None
    assert (known["firstName"], known["title"], known["phone"]) == ("Robin", "Boss", "+12065550121")
    assert place.world.credits("apollo") == 499
    place.call("apollo.enrich", contact=known)
    assert place.world.credits("apollo") == 499


def test_whom_the_directory_does_not_know_it_makes_up_nothing_about(place: Practice) -> None:
    profile = place.call("apollo.enrich", contact={"type": "contact", "id": "c9", "email": "a@nowhere.example"})
    assert profile["found"] is False and profile["fullName"] is None and profile["title"] is None
    people = place.call("apollo.search_people", key="run/s2", title="vp sales", company="Acme", country="US")
    assert [one["fullName"] for one in people] == ["Robin Hale"]


def test_credits_run_out_and_are_mended(place: Practice) -> None:
    place.world.set_credits("apollo", 0)
    with pytest.raises(ToolError, match="no credits left") as caught:
        place.call("apollo.enrich", contact=place.ann)
    assert caught.value.kind == "refused"
    place.world.mend("apollo")
    assert place.call("apollo.enrich", contact=place.ann)["found"] is True


def test_rows_are_named_by_the_first_row_and_changed_where_told(place: Practice) -> None:
    place.call("sheets.create_sheet", title="Invoices")
    heads = ["Client", "Email", "Amount", "Due Date", "Share"]
    place.call("sheets.update_cells", key="run/s2", sheet="invoices", range="A1:E1", cells=heads)
    for number, due in enumerate(("2026-11-10", "soon"), 3):
        row = ["Acme", "ann@acme.example", "120.50", due, "=1+1"]
        place.call("sheets.append_row", key=f"run/s{number}", sheet="Invoices", cells=row)
    first, second = place.call("sheets.read_rows", key="run/s5", sheet="Invoices")
    assert (first["number"], first["client"], first["email"]) == (2, "Acme", "ann@acme.example")
    assert (first["dueDate"], first["daysOverdue"], second["dueDate"]) == (date(2026, 11, 10), 10, None)
    assert (str(first["amount"].amount), first["amount"].currency) == ("120.50", "EUR")
    assert first["cells"][4] == "=1+1", "nothing in a cell is ever worked out"
    place.call("sheets.update_cells", key="run/s6", sheet="Invoices", range="B3:C3", cells=["bo@acme.example", "7"])
    found = place.call("sheets.read_rows", key="run/s7", sheet="Invoices", where=lambda row: row["amount"].amount == 7)
    assert [row["email"] for row in found] == ["bo@acme.example"]
    cut = place.call("sheets.read_rows", key="run/s8", sheet="Invoices", range="B3:C3")
    assert [row["cells"] for row in cut] == [["bo@acme.example", "7"]]


@pytest.mark.parametrize("range", ["B", "2B", "A0", "A1:", "A1:B99999", "ZZ1"])
def test_cells_that_are_none_are_refused(place: Practice, range: str) -> None:
    place.call("sheets.create_sheet", title="S")
    if range == "A1:":
        assert place.call("sheets.update_cells", key="run/s2", sheet="S", range=range, cells=["x"]) is None
        return
    with pytest.raises(ToolError):
        place.call("sheets.update_cells", key="run/s2", sheet="S", range=range, cells=["x"])


def test_a_sheet_that_is_not_there_is_not_read(place: Practice) -> None:
    with pytest.raises(ToolError, match="no practice sheet"):
        place.call("sheets.read_rows", sheet="Nowhere")


def test_articles_are_about_the_companies_of_the_crm_and_say_what_they_are(place: Practice) -> None:
    found = place.call("web.search", query="recent news about Acme")
    ours = [one for one in found if "practice" in one["url"]]
    assert 1 <= len(ours) <= 3 and all("[practice article]" in one["title"] + one["snippet"] for one in ours)
    page = place.call("web.fetch_page", key="run/s2", url=ours[0]["url"])
    assert page["text"].startswith("[practice article] Acme")
    with pytest.raises(ToolError, match="No page outside was asked for"):
        place.call("web.fetch_page", key="run/s3", url="https://elsewhere.example/")
