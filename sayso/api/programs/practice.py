"""Routes of a practice workspace: its outbox, answered there as whoever got a message, and how its connections do."""

from typing import Annotated

import msgspec
from msgspec import Meta

from sayso.api.programs.route import Asked, Nothing, Route
from sayso.api.programs.runs import Done
from sayso.runtime.operations import outbox as practice
from sayso.runtime.operations.outbox import OutboxMessage, PracticeConnection

Name = Annotated[str, Meta(max_length=200)]


class Sent(msgspec.Struct, frozen=True):
    """What was sent: over one connection, to whoever has `person` in the name or address."""

    connection: Name = ""
    person: Name = ""


class Outbox(msgspec.Struct, frozen=True):
    """What was sent, the newest first."""

    messages: list[OutboxMessage]


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The answer's words."""

    text: Annotated[str, Meta(min_length=1, max_length=20_000)]


class ConnectionList(msgspec.Struct, frozen=True):
    """How the practice connections do."""

    connections: list[PracticeConnection]


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What goes wrong with the next calls: `hang up`, `rate limit` or `no credits`; with so many of them."""

    fault: Annotated[str, Meta(max_length=40)]
    times: Annotated[int, Meta(ge=1, le=20)] = 1


async def outbox(asked: Asked) -> Outbox:
    """The outbox."""
    query: Sent = asked.query
    return Outbox(await practice.outbox(asked.door, asked.workspace, query.connection, query.person))


async def reply(asked: Asked) -> OutboxMessage:
    """Reply as the recipient."""
    return await practice.reply(asked.door, asked.workspace, asked.ids["message"], asked.body.text, asked.who)


async def accept(asked: Asked) -> OutboxMessage:
    """Accept as the recipient."""
    return await practice.accept(asked.door, asked.workspace, asked.ids["message"], asked.who)


async def unsubscribe(asked: Asked) -> OutboxMessage:
    """Opt out as the recipient."""
    return await practice.unsubscribe(asked.door, asked.workspace, asked.ids["message"], asked.who)


async def connections(asked: Asked) -> ConnectionList:
    """How they do."""
    return ConnectionList(await practice.connections(asked.door, asked.workspace))


async def plant(asked: Asked) -> Done:
    """Let something go wrong."""
    body: Fault = asked.body
    await practice.plant_fault(
        asked.door, asked.workspace, asked.ids["connection"], body.fault, asked.who, body.times
    )  # fmt: skip
    return Done()


async def mend(asked: Asked) -> Done:
    """Mend it."""
    await practice.mend(asked.door, asked.workspace, asked.ids["connection"], asked.who)
    return Done()


ROUTES: tuple[Route, ...] = (
    Route("GET", "/outbox", outbox, "What was sent in a practice workspace, the newest first.", Outbox, query=Sent),
    Route("POST", "/outbox/{message}/reply", reply, "Answer a message as whoever got it.", OutboxMessage, Reply,
          example={"text": "Thanks, let's talk Thursday"}),
    Route("POST", "/outbox/{message}/accept", accept, "Accept an invitation as whoever got it.", OutboxMessage, Nothing,
          example={}),
    Route("POST", "/outbox/{message}/unsubscribe", unsubscribe, "Opt out of emails as whoever got this one.",
          OutboxMessage, Nothing, example={}),
    Route("GET", "/connections", connections, "How the practice connections do.", ConnectionList),
    Route("POST", "/connections/{connection}/plant", plant, "Let the next calls of a practice connection go wrong.",
          Done, Fault, example={"fault": "hang up"}),
    Route("POST", "/connections/{connection}/mend", mend, "Nothing goes wrong with it any more.", Done, Nothing,
          example={}),
)  # fmt: skip
