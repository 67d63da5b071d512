"""Routes about the workspace's own data: contacts, companies, deals, tasks. What flows see, programs may look at."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from sayso.api.programs.route import Asked, Route
from sayso.runtime.operations import credits as counting
from sayso.runtime.operations.credits import Credits
from sayso.runtime.operations.records import RecordPage, record, records


class Which(msgspec.Struct, frozen=True):
    """Only records in which `text` stands; `cursor` is `next` of the page before."""

    text: Annotated[str, Meta(max_length=200)] = ""
    cursor: Annotated[str, Meta(max_length=20)] = ""


class Record(msgspec.Struct, frozen=True):
    """One record with every field that flows know."""

    record: dict[str, Any]


async def list_(asked: Asked) -> RecordPage:
    """The records of a kind."""
    return await records(asked.door, asked.workspace, asked.ids["kind"], asked.query.text, asked.query.cursor)


async def one(asked: Asked) -> Record:
    """One record."""
    return Record(await record(asked.door, asked.workspace, asked.ids["kind"], asked.ids["id"]))


async def credits(asked: Asked) -> Credits:
    """What was used."""
    return await counting.credits(asked.door, asked.workspace)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/records/{kind}", list_, "The records of a kind, 50 a page: contact, company, deal, task, activity "
          "or email.", RecordPage, query=Which),
    Route("GET", "/records/{kind}/{id}", one, "One record as it is now.", Record),
    Route("GET", "/credits", credits, "How many credits were used in this period, and how many there are.", Credits),
)  # fmt: skip
