"""What a connector is: its declarations, a side that really calls the service, and a side that only pretends.

Calls carry finished values; nothing here knows a service by name. Policy (quotas, approvals, retries) is not a
connector's business: it says what happened, or raises one of the errors below.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from sayso.connectors.inbox import Inbox
from sayso.connectors.searching import SearchIndex, recorded
from sayso.connectors.text_work import BASIC, TextWork
from sayso.dsl.catalog import Event, Person, RecordType, Template, Tool
from sayso.dsl.types import Type

ErrorKind = Literal[
    "invalid",
    "not-found",
    "not-connected",
    "opted-out",
    "rate-limited",
    "timed-out",
    "refused",
    "unavailable",
    "failed",
]
"""Why a call failed, as `@error.kind` shows it."""


class ToolError(Exception):
    """A call failed and surely had no effect. `retry_after` is in seconds, where the service named a time."""

    def __init__(self, kind: ErrorKind, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.retry_after = retry_after


class NotConnected(ToolError):
    """The service has no connection in this workspace."""

    def __init__(self, sentence: str) -> None:
        super().__init__("not-connected", sentence)


class UncertainError(Exception):
    """The line was lost after the call went out: it may have happened."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Call(msgspec.Struct, frozen=True, gc=False):
    """One call of a tool with finished values. `key` is the same when the same step is called again.

    A record argument is a dict with "type" and "id"; a filter argument is a `Callable[[dict], bool]`; keywords of a
    `keywords_of` tool stand among the arguments under their field names. `at` is the instant of the step.
    """

    tool: str
    arguments: dict[str, object]
    key: str
    at: datetime
    flow: str
    run: str
    actor: Person

    @property
    def action(self) -> str:
        """The part of the tool's name after the dot."""
        return self.tool.partition(".")[2]


class Looked(msgspec.Struct, frozen=True):
    """What a look-up of an uncertain call found; `happened` None means the service cannot say."""

    happened: bool | None = None
    answer: object = None


class Happened(msgspec.Struct, frozen=True):
    """Something that happened in a connector's own data: the names it binds and their values, as a flow sees them.

    `number` counts up, so that whoever reads events can go on where they stopped.
    """

    id: str
    name: str
    at: datetime
    data: dict[str, object]
    number: int = 0


class Live(Protocol):
    """The side that really does it."""

    async def call(self, call: Call) -> object:
        """Do it and give the answer; raises `ToolError` or `UncertainError`."""

    async def lookup(self, call: Call) -> Looked:
        """Whether an uncertain call happened."""

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as it is now, or None where it is no longer there."""


class Simulated(Protocol):
    """The side that pretends, on its own copy of the data."""

    def simulate(self, call: Call) -> object:
        """A plausible answer, the same for the same call; changes only the copy."""

    def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as the copy has it now, or None."""


class CustomField(msgspec.Struct, frozen=True):
    """A field a workspace added to a record type: `@contact.custom.leadScore`."""

    record: str
    name: str
    type: Type
    label: str = ""


class Smtp(msgspec.Struct, frozen=True):
    """A mail server that sends for the workspace. Times are in seconds."""

    host: str
    port: int = 587
    user: str | None = None
    password: str | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    timeout: float = 20.0


class Crm(Protocol):
    """What other connectors may ask of the workspace's own CRM."""

    def read(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """The record as it is now, with derived fields and linked records."""

    def contact_by_email(self, address: str, at: datetime) -> dict[str, object] | None:
        """The contact who has this address, whatever its case."""

    def note(self, key: str, about: tuple[str, str] | None, kind: str, title: str, at: datetime) -> None:
        """Keep an activity about a record; the same key a second time changes nothing."""

    def fill_in(self, record_type: str, id: str, values: Mapping[str, object], at: datetime) -> None:
        """Set the fields that are missing; the others stay as they are."""

    def copy(self) -> "Crm":
        """A copy in memory: what happens to it stays there."""


class Resources(msgspec.Struct, frozen=True):
    """What a workspace lends its connectors. Simulated sides get one whose `crm` is a copy.

    `search` and `text_work` answer for web and AI; what comes with Sayso needs no connection and says what it is.
    """

    folder: Path | None
    owner: Person
    people: tuple[Person, ...]
    crm: Crm
    inbox: Inbox
    templates: Mapping[str, Template] = {}
    sender: str = "sayso@localhost.example"
    smtp: Smtp | None = None
    zone: str = "UTC"
    currency: str = "USD"
    search: SearchIndex = msgspec.field(default_factory=recorded)
    text_work: TextWork = BASIC


class Connector(msgspec.Struct, frozen=True):
    """One service: what it declares and how its two sides are built."""

    name: str
    title: str
    live: Callable[[Resources], Live]
    simulated: Callable[[Resources], Simulated]
    tools: Sequence[Tool] = ()
    records: Sequence[RecordType] = ()
    events: Sequence[Event] = ()

    @property
    def built_in(self) -> bool:
        """Whether it works without connecting anything."""
        return not any(tool.connection for tool in self.tools)
