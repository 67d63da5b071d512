"""Routes about people: what waits for them, what they were told, who did what, and stopping and erasing."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sayso.api.programs.flows import Because, Runs
from sayso.api.programs.route import Asked, Nothing, Route
from sayso.api.programs.runs import Done, Seen, Words
from sayso.runtime.operations import answers, stopping
from sayso.runtime.operations.erasing import Erased, erase
from sayso.runtime.operations.inbox import AskLine, Told, inbox, mark_seen
from sayso.runtime.operations.looking import PAGE, AuditLine, audit_lines
from sayso.runtime.operations.stopping import Ahead
from sayso.runtime.operations.timeline import Timeline, timeline

Id = Annotated[str, Meta(max_length=500)]


class Whose(msgspec.Struct, frozen=True):
    """Whose, by a person's id; empty for everybody's."""

    person: Annotated[str, Meta(max_length=200)] = ""


class Unseen(msgspec.Struct, frozen=True):
    """Whose, and whether only what nobody has seen yet."""

    person: Annotated[str, Meta(max_length=200)] = ""
    unseen: bool = True


class AskList(msgspec.Struct, frozen=True):
    """What waits for people, the oldest first."""

    asks: list[AskLine]


class NotificationList(msgspec.Struct, frozen=True):
    """What people were told, the newest first."""

    notifications: list[Told]


class Notification(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which one."""

    id: Id


class Place(msgspec.Struct, frozen=True):
    """`cursor` is `next` of the page before."""

    cursor: Annotated[str, Meta(max_length=200)] = ""


class AuditPage(msgspec.Struct, frozen=True):
    """Who did what, the newest first; `next` is the place of the page after it, or empty."""

    lines: list[AuditLine]
    next: str


class Edits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Other words, by the name of the argument."""

    edits: dict[str, str]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer: a value of the kind that is asked for, or a text that stands for one."""

    value: Any


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the choices of the ask; and why. `value` is what a call gave, where somebody knows that it arrived."""

    decision: Annotated[str, Meta(max_length=40)]
    words: Words = ""
    value: Any = None


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By an address, or by a record's kind and id."""

    email: Annotated[str, Meta(max_length=320)] = ""
    kind: Annotated[str, Meta(max_length=80)] = ""
    id: Annotated[str, Meta(max_length=200)] = ""


class Within(msgspec.Struct, frozen=True):
    """Of which flow or run alone, also where they are not in it; `cursor` is `next` of the page before."""

    flow: Annotated[str, Meta(max_length=200)] = ""
    run: Annotated[str, Meta(max_length=500)] = ""
    cursor: Annotated[str, Meta(max_length=20)] = ""


async def asks(asked: Asked) -> AskList:
    """What waits."""
    return AskList((await inbox(asked.door, asked.workspace, asked.query.person)).asks)


async def approve(asked: Asked) -> Done:
    """Yes."""
    await answers.approve(asked.door, asked.workspace, asked.ids["ask"], asked.who)
    return Done()


async def edit(asked: Asked) -> Done:
    """Yes, with other words."""
    await answers.edit_and_approve(asked.door, asked.workspace, asked.ids["ask"], asked.who, asked.body.edits)
    return Done()


async def reject(asked: Asked) -> Done:
    """No."""
    await answers.reject(asked.door, asked.workspace, asked.ids["ask"], asked.who, asked.body.reason)
    return Done()


async def answer(asked: Asked) -> Done:
    """Answer a question."""
    await answers.answer(asked.door, asked.workspace, asked.ids["ask"], asked.who, asked.body.value)
    return Done()


async def hand_off(asked: Asked) -> Done:
    """Say of something handed over."""
    body: Decision = asked.body
    await answers.answer_hand_off(
        asked.door, asked.workspace, asked.ids["ask"], asked.who, body.decision, body.words
    )  # fmt: skip
    return Done()


async def uncertain(asked: Asked) -> Done:
    """Say of something that may have been sent."""
    body: Decision = asked.body
    await answers.resolve_uncertain(
        asked.door, asked.workspace, asked.ids["ask"], asked.who, body.decision, body.value, body.words
    )  # fmt: skip
    return Done()


async def release(asked: Asked) -> Done:
    """Say of a message held back."""
    body: Decision = asked.body
    await answers.release_held(
        asked.door, asked.workspace, asked.ids["ask"], asked.who, body.decision, body.words
    )  # fmt: skip
    return Done()


async def by_hand(asked: Asked) -> Done:
    """Say of a step that a person does."""
    body: Decision = asked.body
    await answers.done_by_hand(
        asked.door, asked.workspace, asked.ids["ask"], asked.who, body.decision, body.words
    )  # fmt: skip
    return Done()


async def notifications(asked: Asked) -> NotificationList:
    """What people were told."""
    query: Unseen = asked.query
    found = await inbox(asked.door, asked.workspace, query.person, query.unseen)
    return NotificationList(found.told)


async def seen(asked: Asked) -> Done:
    """It was read."""
    await mark_seen(asked.door, asked.workspace, asked.body.id, asked.who)
    return Done()


async def audit(asked: Asked) -> AuditPage:
    """Who did what."""
    lines = await audit_lines(asked.door, asked.workspace, asked.query.cursor)
    return AuditPage(lines, lines[-1].id if len(lines) == PAGE else "")


async def stop(asked: Asked) -> Runs:
    """Stop everything."""
    return Runs(await stopping.stop_everything(asked.door, asked.workspace, asked.who))


async def ahead(asked: Asked) -> Ahead:
    """What would happen."""
    return await stopping.what_would_happen(asked.door, asked.workspace)


async def resume(asked: Asked) -> Runs:
    """Resume everything."""
    return Runs(await stopping.resume_everything(asked.door, asked.workspace, asked.who, asked.body.seen))


async def timeline_of(asked: Asked) -> Timeline:
    """What every flow did about somebody."""
    query: Within = asked.query
    return await timeline(asked.door, asked.workspace, asked.ids["person"], query.flow, query.run, query.cursor)


async def erase_person(asked: Asked) -> Erased:
    """Erase a person."""
    body: Person = asked.body
    record = (body.kind, body.id) if body.kind and body.id else None
    return await erase(asked.door, asked.workspace, asked.who, body.email, record)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/asks", asks, "What waits for people, the oldest first.", AskList, query=Whose),
    Route("POST", "/asks/{ask}/approve", approve, "Yes: it goes out as it was shown.", Done, Nothing, example={}),
    Route("POST", "/asks/{ask}/edit", edit, "Yes, with other words.", Done, Edits,
          example={"edits": {"subject": "Hello Ann"}}),
    Route("POST", "/asks/{ask}/reject", reject, "No: it does not go out.", Done, Because,
          example={"reason": "Not now"}),
    Route("POST", "/asks/{ask}/answer", answer, "Answer a question.", Done, Value, example={"value": 3}),
    Route("POST", "/asks/{ask}/hand-off", hand_off, "Of something handed over: `go on`, `taken` or `skip`.", Done,
          Decision, example={"decision": "taken", "words": "I call her"}),
    Route("POST", "/asks/{ask}/uncertain", uncertain, "Of something that may have been sent: `arrived`, `send` or "
          "`skip`.", Done, Decision, example={"decision": "arrived"}),
    Route("POST", "/asks/{ask}/release", release, "Of a message held back: `send`, `skip` or `taken`.", Done, Decision,
          example={"decision": "skip"}),
    Route("POST", "/asks/{ask}/by-hand", by_hand, "Of a step that only a person may do: `sent`, `skip` or `taken`.",
          Done, Decision, example={"decision": "sent"}),
    Route("GET", "/notifications", notifications, "What people were told, the newest first.", NotificationList,
          query=Unseen),
    Route("POST", "/notifications/seen", seen, "Somebody has read it.", Done, Notification,
          example={"id": "failing/flow-1//3"}),
    Route("GET", "/audit", audit, "Who did what, the newest first, 50 a page.", AuditPage, query=Place),
    Route("POST", "/stop", stop, "Stop everything: nothing acts any more. Gives how many runs are held.", Runs, Nothing,
          example={}),
    Route("GET", "/ahead", ahead, "What would happen at once if everything went on.", Ahead),
    Route("POST", "/resume", resume, "Let everything go on, once what would happen was seen.", Runs, Seen,
          example={"seen": True}),
    Route("GET", "/people/{person}/timeline", timeline_of, "What every flow did about somebody, why it did or didn't, "
          "and what they wait for. `person` is an address, a name, or a record such as `deal:d1`; 50 lines a page, the "
          "newest page first.", Timeline, query=Within),
    Route("POST", "/people/erase", erase_person, "Erase a person, wherever they are told of.", Erased, Person,
          example={"email": "ann@acme.example"}),
)  # fmt: skip
