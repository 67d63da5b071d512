"""What people say: yes, no, other words, answers; of two at once one is heard."""

import asyncio
from typing import Any

import pytest

from sayso.runtime.operations import answers
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.inbox import inbox, mark_seen
from tests.durable.playing import Play
from tests.operations.flows import APPROVED, ASKING, HANDED, WAITING
from tests.operations.scenes import played, proven

SEND = "email.send"


async def asked(play: Play, text: str) -> tuple[str, list[str]]:
    run = await play.begin(text)
    await play.work()
    return run, [ask.id for ask in await play.asks()]


async def test_yes_other_words_and_no(url: str) -> None:
    async with played(url) as play:
        run, (first, second, third) = await asked(play, APPROVED)
        await answers.approve(play.door, "one", first, "me")
        await answers.edit_and_approve(play.door, "one", second, "me", {"subject": "Dear Bo"})
        await answers.reject(play.door, "one", third, "me", "she left")
        await play.work()
        sent = sorted((one["subject"], one["text"]) for one in play.effects(SEND))
        assert [subject for subject, _ in sent] == ["Dear Bo", "Hello Ann Keller"] or len(sent) == 2
        assert "Dear Bo" in [subject for subject, _ in sent]
        items = [(item.how, item.reason) for item in await play.items()]
        assert ("skipped", "she left") in items
        assert (await play.run(run)).state == "completed"
        await proven(play, run)


@pytest.mark.parametrize(
    ("edits", "sentence"),
    [
        ({"to": "eve@evil.example"}, "`to` can't be changed here. What can be: `subject`, `text`"),
        ({"body": "x"}, "`body` can't be changed"),
        ({"subject": "  "}, "can't be empty"),
        ({"subject": "x" * 100_001}, "100,000 characters"),
    ],
)
async def test_only_words_can_be_changed_and_not_without_measure(
    file: str, edits: dict[str, str], sentence: str
) -> None:
    async with played(file, count=1) as play:
        _, (ask,) = await asked(play, APPROVED)
        with pytest.raises(Refused, match=sentence.partition(".")[0]):
            await answers.edit_and_approve(play.door, "one", ask, "me", edits)
        assert len(await play.asks()) == 1, "it waits as before"


async def test_a_text_that_says_where_it_goes_is_no_wording(file: str) -> None:
    text = """flow "Issue"
on manual
use github.create_issue with approval
github.create_issue(repository: "a/b", title: "Done")
"""
    async with played(file) as play:
        _, (ask,) = await asked(play, text)
        with pytest.raises(Refused, match="`repository` can't be changed here"):
            await answers.edit_and_approve(play.door, "one", ask, "me", {"repository": "evil/b"})
        await answers.edit_and_approve(play.door, "one", ask, "me", {"title": "Well done"})
        await play.work()
        assert play.effects("github.create_issue")[0]["title"] == "Well done"


async def test_of_two_people_who_answer_at_once_one_is_heard(url: str) -> None:
    async with played(url, count=1) as play:
        _, (ask,) = await asked(play, APPROVED)
        found: list[Any] = await asyncio.gather(
            *(answers.approve(play.door, "one", ask, f"person {n}") for n in range(5)), return_exceptions=True
        )
        refused = [one for one in found if one is not None]
        assert len(refused) == 4
        assert all(isinstance(one, Refused) and one.code == "answered" for one in refused)
        await play.work()
        assert len(play.effects(SEND)) == 1


async def test_what_is_answered_settled_or_expired_takes_no_answer(file: str) -> None:
    async with played(file) as play:
        _, (first, second, third) = await asked(play, APPROVED)
        await answers.approve(play.door, "one", first, "ann")
        with pytest.raises(Refused, match="ann answered this already"):
            await answers.reject(play.door, "one", first, "bo")
        with pytest.raises(Refused, match="This is an approval, not a question"):
            await answers.answer(play.door, "one", second, "me", 3)
        (until,) = {ask.until for ask in (await inbox(play.door, "one")).asks if ask.id == third}
        assert until is not None
        play.house.clock.at = until
        with pytest.raises(Refused, match="time to answer this is over"):
            await answers.approve(play.door, "one", third, "me")
        await play.work()
        with pytest.raises(Refused, match="settled meanwhile"):
            await answers.approve(play.door, "one", third, "me")


async def test_a_question_takes_what_is_of_its_kind(url: str) -> None:
    async with played(url) as play:
        run, (ask,) = await asked(play, ASKING)
        with pytest.raises(Refused, match="needs a number"):
            await answers.answer(play.door, "one", ask, "me", "many")
        await answers.answer(play.door, "one", ask, "me", "12")
        await play.work()
        assert [one["message"] for one in play.effects("people.notify")] == ["it is 12"]
        await proven(play, run)


@pytest.mark.parametrize(("decision", "told"), [("go on", ["went on"]), ("taken", []), ("skip", [])])
async def test_what_was_handed_over_goes_on_or_is_taken(file: str, decision: str, told: list[str]) -> None:
    async with played(file) as play:
        run, (ask,) = await asked(play, HANDED)
        with pytest.raises(Refused, match="One can say"):
            await answers.answer_hand_off(play.door, "one", ask, "me", "perhaps")
        await answers.answer_hand_off(play.door, "one", ask, "me", decision)
        await play.work()
        assert [one["message"] for one in play.effects("people.notify")] == told
        await proven(play, run)


@pytest.mark.parametrize(
    ("decision", "sent", "how"), [("arrived", 0, "done"), ("send", 1, "done"), ("skip", 0, "skipped")]
)
async def test_what_may_have_been_sent_is_settled_by_a_person(file: str, decision: str, sent: int, how: str) -> None:
    plain = APPROVED.replace(" with approval", "")
    async with played(file, count=1, faults={SEND: ["lost before"]}) as play:
        play.house._premises["one"].can_be_asked = lambda tool: False  # type: ignore[method-assign]
        run, (ask,) = await asked(play, plain)
        assert (await inbox(play.door, "one")).asks[0].kind == "uncertain"
        await answers.resolve_uncertain(play.door, "one", ask, "me", decision)
        await play.work()
        assert len(play.effects(SEND)) == sent
        assert [item.how for item in await play.items()] == [how]
        await proven(play, run)


@pytest.mark.parametrize(
    ("decision", "sent", "how"), [("send", 2, "done"), ("skip", 1, "skipped"), ("taken", 1, "done")]
)
async def test_a_message_that_was_held_back_is_released_by_a_person(
    file: str, decision: str, sent: int, how: str
) -> None:
    plain = APPROVED.replace(" with approval", "")
    async with played(file, count=1, guard_days=2) as play:
        await asked(play, plain)
        _, (ask,) = await asked(play, plain.replace("Approved", "Second"))
        assert "automatic message" in (await inbox(play.door, "one")).asks[0].text
        await answers.release_held(play.door, "one", ask, "me", decision)
        await play.work()
        assert len(play.effects(SEND)) == sent
        assert sorted(item.how for item in await play.items()) == sorted(["done", how])


async def test_the_inbox_shows_everything_whole_and_how_it_can_be_answered(file: str) -> None:
    async with played(file, count=1) as play:
        await asked(play, APPROVED)
        play.house.clock.go(minutes=1)
        await asked(play, ASKING)
        approval, question = (await inbox(play.door, "one")).asks
        assert (approval.kind, approval.editable, approval.choices) == ("approval", ("subject", "text"), ("yes", "no"))
        assert approval.shown["text"] == "As written" and approval.title == "Ann Keller"
        assert (question.kind, question.wanted, question.text) == ("question", "number", "How many?")
        assert (await inbox(play.door, "one", person="nobody")).asks == []


async def test_what_was_told_is_seen_once_it_was_read(file: str) -> None:
    from sayso.runtime.engine.breakers import tell

    async with played(file) as play:
        flow = await play.publish(WAITING)
        async with play.storage.writing("one") as connection:
            await tell(connection, play.storage, "one", flow, "failing", "It failed", play.house.clock())
        (told,) = (await inbox(play.door, "one")).told
        await mark_seen(play.door, "one", told.id, "me")
        assert (await inbox(play.door, "one")).told == []
        assert (await inbox(play.door, "one", unseen=False)).told[0].seen
