"""The practice outbox through the door: faults and the engine's promise, answers, other workspaces, and no practice."""

from pathlib import Path
from typing import Any

import pytest

from sayso.connectors.practice import CONNECTED, PracticeLive
from sayso.runtime import home
from sayso.runtime.folder import FILE, WorkspaceProblem
from sayso.runtime.home import Home
from sayso.runtime.operations import answers
from sayso.runtime.operations import outbox as practice
from sayso.runtime.operations.answers import done_by_hand
from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.journals import told
from sayso.runtime.operations.retrying import retry as try_again
from sayso.runtime.settings import read_settings, settings_of, write_settings
from sayso.runtime.storage.tables import audit
from sayso.runtime.workspace import PRACTICE, Workspace, first_settings
from tests.durable.playing import sqlite_url
from tests.durable.practice import Clock
from tests.practice.playing import NOW, Fernpost, opened

ANN = "ann.keller@brightwater.example"
FIND = f'let @people = crm.find_contacts(where: @contact.email == "{ANN}")\n\nfor each @contact in @people at most 1\n'


def flow(uses: str, body: str) -> str:
    lines = "".join(f"  {line}\n" for line in body.splitlines())
    return f'flow "Try"\n\non manual\n\nuse crm.find_contacts, {uses}\n\n{FIND}{lines}end\n'


TO_A = 'flow "A"\n\non manual\n\nuse gmail.send\n\ngmail.send(to: "a@b.example", subject: "Hi", text: "Hello")\n'
GMAIL = flow("gmail.send", 'gmail.send(to: @contact, subject: "Hello", text: "How are you?")')
EMAIL = GMAIL.replace("gmail.send", "email.send")
ENRICH = flow("apollo.enrich, crm.log_activity", "let @profile = apollo.enrich(@contact)")
WAITS = flow(
    "gmail.send, crm.add_tags",
    'let @mail = gmail.send(to: @contact, subject: "Hello", text: "How are you?")\n'
    "wait for email.replied where @email.from == @contact.email at most 3 days\n"
    '  crm.add_tags(@contact, tags: ["nurture"])\notherwise\n  skip "no answer"\nend',
)
INVITES = flow(
    "linkedin.invite, linkedin.check_accepted, crm.add_tags",
    'linkedin.invite(@contact, note: "Hello")\nwait 2 days\nlet @accepted = linkedin.check_accepted(@contact)\n'
    'if @accepted\n  crm.add_tags(@contact, tags: ["nurture"])\nend',
)


async def test_a_hang_up_asks_a_person_and_sends_nothing_twice(play: Fernpost) -> None:
    await practice.plant_fault(play.door, "main", "gmail", "hang up", "sarah")
    run = await play.run(await play.publish(GMAIL))
    (ask,) = await play.asks("uncertain")
    assert "Practice Gmail" in ask.text and "the line broke" in ask.text
    (message,) = await practice.outbox(play.door, "main")
    await play.wait(days=3)
    assert len(await practice.outbox(play.door, "main")) == 1
    await answers.resolve_uncertain(play.door, "main", ask.id, "sarah", "arrived")
    await play.settle()
    assert await play.state(run) == "completed"
    assert await practice.outbox(play.door, "main") == [message]


async def test_told_to_send_again_it_goes_out_again_and_the_outbox_says_so(file_play: Fernpost) -> None:
    play = file_play
    await practice.plant_fault(play.door, "main", "gmail", "hang up", "sarah")
    await play.run(await play.publish(GMAIL))
    (ask,) = await play.asks("uncertain")
    await answers.resolve_uncertain(play.door, "main", ask.id, "sarah", "send")
    await play.settle()
    assert [message.again for message in await practice.outbox(play.door, "main")] == [2, 1]


async def test_a_lost_email_is_looked_up_and_nobody_is_asked(file_play: Fernpost) -> None:
    play = file_play
    await practice.plant_fault(play.door, "main", "email", "hang up", "sarah")
    run = await play.run(await play.publish(EMAIL))
    assert await play.state(run) == "completed"
    assert await play.asks() == [] and len(await practice.outbox(play.door, "main")) == 1


async def test_without_credits_it_fails_and_is_retried_once_mended(file_play: Fernpost) -> None:
    play = file_play
    await practice.plant_fault(play.door, "main", "apollo", "no credits", "sarah")
    run = await play.run(await play.publish(ENRICH))
    assert await play.state(run) in ("failed", "completed with failures")
    (apollo,) = [one for one in await practice.connections(play.door, "main") if one.name == "apollo"]
    assert apollo.credits == 0
    await practice.mend(play.door, "main", "apollo", "sarah")
    await try_again(play.door, "main", run, "sarah")
    await play.settle()
    assert await play.state(run) == "completed"
    (apollo,) = [one for one in await practice.connections(play.door, "main") if one.name == "apollo"]
    assert apollo.credits == 499


async def test_a_service_that_asks_to_wait_is_waited_for(file_play: Fernpost, monkeypatch: pytest.MonkeyPatch) -> None:
    play = file_play
    monkeypatch.setattr(home, "FRESH", 600.0)  # the premises stay the ones that are changed here

    async def at_once(seconds: float) -> None:
        waited.append(seconds)

    waited: list[float] = []
    play.door.premises("main")._pause = at_once
    await practice.plant_fault(play.door, "main", "gmail", "rate limit", "sarah")
    run = await play.run(await play.publish(GMAIL))
    assert await play.state(run) == "completed" and waited == [1.0]
    assert len(await practice.outbox(play.door, "main")) == 1


async def test_a_reply_reaches_whoever_waits_and_nobody_else(play: Fernpost) -> None:
    run = await play.run(await play.publish(WAITS))
    (message,) = await practice.outbox(play.door, "main")
    assert await play.state(run) == "active"
    done = await practice.reply(play.door, "main", message.id, "Gladly", "sarah")
    assert done.state == "replied"
    await play.settle()
    assert await play.state(run) == "completed"
    assert "nurture" in play.contact(ANN)["tags"]
    kept = [(row.who, row.what, row.about) for row in await play.rows(audit)]
    assert ("sarah", "replied as the recipient", message.id) in kept


async def sent_by_hand(play: Fernpost) -> None:
    """Sarah presses the button at LinkedIn, and says so."""
    (ask,) = await play.asks("by hand")
    await done_by_hand(play.door, "main", ask.id, "sarah", "sent")
    await play.settle()


@pytest.mark.parametrize("accepts", [True, False])
async def test_an_invitation_counts_once_it_is_accepted(file_play: Fernpost, accepts: bool) -> None:
    play = file_play
    run = await play.run(await play.publish(INVITES))
    await sent_by_hand(play)
    (message,) = await practice.outbox(play.door, "main", connection="linkedin")
    if accepts:
        await practice.accept(play.door, "main", message.id, "sarah")
    await play.wait(days=2, minutes=1)
    assert await play.state(run) == "completed"
    assert ("nurture" in play.contact(ANN)["tags"]) == accepts


MEETS = """flow "After the call"

on meeting.ended where @meeting.external

use crm.create_task

crm.create_task(title: "Write up {@meeting.title}")
"""


async def test_a_meeting_that_is_over_begins_the_flow_that_waits_for_it_once(play: Fernpost) -> None:
    await play.publish(MEETS)
    books = flow(
        "calendar.create_event", 'calendar.create_event(title: "Demo", startsAt: @now + 2 hours, with: @contact)'
    )
    await play.run(await play.publish(books))
    assert [message.kind for message in await practice.outbox(play.door, "main")] == ["invitation"]
    titles = [task["title"] for task in play.find("task")]
    await play.wait(hours=2)
    assert [task["title"] for task in play.find("task")] == titles
    await play.wait(hours=2)
    await play.wait(hours=2)
    assert [task["title"] for task in play.find("task")] == [*titles, "Write up Demo"]


async def test_what_cannot_be_is_refused(file_play: Fernpost) -> None:
    door = file_play.door
    await file_play.run(await file_play.publish(GMAIL))
    (message,) = await practice.outbox(door, "main")
    for code, doing in {
        "unknown-fault": practice.plant_fault(door, "main", "gmail", "earthquake", "sarah"),
        "takes-no-credits": practice.plant_fault(door, "main", "gmail", "no credits", "sarah"),
        "wrong-times": practice.plant_fault(door, "main", "gmail", "hang up", "sarah", times=21),
        "nothing-to-accept": practice.accept(door, "main", message.id, "sarah"),
        "empty": practice.reply(door, "main", message.id, " ", "sarah"),
    }.items():
        with pytest.raises(Refused) as caught:
            await doing
        assert caught.value.code == code
    for unknown in (
        practice.plant_fault(door, "main", "zoom", "hang up", "sarah"),
        practice.mend(door, "main", "zoom", "sarah"),
        practice.reply(door, "main", "practice-gmail-0", "Hello", "sarah"),
    ):
        with pytest.raises(NotHere):
            await unknown


async def test_messages_of_another_workspace_are_not_here(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    for place in (folder, folder / "workspaces" / "other"):
        Workspace.create(place, first_settings().model_copy(update={"practice": True})).close()
    async with opened(folder, sqlite_url(tmp_path), Clock(NOW)) as play:
        await play.run(await play.publish(TO_A))
        (message,) = await practice.outbox(play.door, "main")
        assert await practice.outbox(play.door, "other") == []
        for doing in (
            practice.reply(play.door, "other", message.id, "Hello", "me"),
            practice.accept(play.door, "other", message.id, "me"),
            practice.unsubscribe(play.door, "other", message.id, "me"),
        ):
            with pytest.raises(NotHere):
                await doing
        await practice.plant_fault(play.door, "other", "gmail", "hang up", "me")
        assert all(one.faults == [] for one in await practice.connections(play.door, "main"))
        assert await practice.outbox(play.door, "main") == [message]


async def test_without_practice_it_is_not_connected_as_ever(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    Workspace.create(folder).close()
    (folder / PRACTICE).touch()
    async with opened(folder, sqlite_url(tmp_path), Clock(NOW)) as play:
        premises = play.door.premises("main")
        assert not any(isinstance(side, PracticeLive) for side in premises.sides.values())
        assert set(premises.sources) == {"crm"}
        with pytest.raises(Refused) as caught:
            await practice.outbox(play.door, "main")
        assert caught.value.code == "no-practice"
        text = TO_A.replace("gmail.send", "slack.send_message").replace(
            'to: "a@b.example", subject: "Hi"', 'channel: "#x"'
        )
        run = await play.run(await play.publish(text))
        assert await play.state(run) == "failed"
        log = [line.text for line in await told(play.door, "main", run)]
        assert any("Slack is not connected. Connect it under Connections" in line for line in log), log


async def test_with_practice_only_the_practice_services_are_connected(file_play: Fernpost) -> None:
    play = file_play
    assert play.place.catalog().policy.connected == CONNECTED
    run = await play.run(
        await play.publish('flow "Z"\n\non manual\n\nuse zoom.list_meetings\n\nzoom.list_meetings()\n')
    )
    assert await play.state(run) == "failed"
    log = [line.text for line in await told(play.door, "main", run)]
    assert any("Zoom is not connected" in line for line in log), log


PERSON = {"people": [{"id": "me", "name": "Me", "email": "me@localhost.example"}]}


@pytest.mark.parametrize(
    ("more", "words"),
    [({"smtp": {"host": "mail.example"}}, "`[smtp]` out"), ({"policy": {"connected": ["gmail"]}}, "`connected` out")],
)
def test_nothing_real_stands_beside_practice(more: dict[str, Any], words: str) -> None:
    assert settings_of({**PERSON, **more}).practice is False
    with pytest.raises(WorkspaceProblem, match="practice") as caught:
        settings_of({**PERSON, **more, "practice": True})
    assert words in caught.value.sentence


def test_the_setting_is_kept(tmp_path: Path) -> None:
    write_settings(tmp_path / FILE, settings_of({**PERSON, "practice": True}))
    assert "practice = true" in (tmp_path / FILE).read_text("utf-8")
    assert read_settings(tmp_path / FILE).practice is True


async def test_it_is_kept_for_the_next_process_and_in_a_backup(file_play: Fernpost, tmp_path: Path) -> None:
    from sayso.runtime.backing_up import back_up

    await file_play.run(await file_play.publish(GMAIL))
    before = await practice.outbox(file_play.door, "main")
    back_up(file_play.home.folder, tmp_path / "copy")
    copy = await Home.open(tmp_path / "copy", sqlite_url(tmp_path))
    try:
        assert await practice.outbox(copy.door(), "main") == before
    finally:
        await copy.close()
