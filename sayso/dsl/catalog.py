"""The shape of everything a flow may name: tools, record types, events, templates, people, policies of a workspace.

A catalog is an argument, never a global: the compiler and the editor know only what they were handed. Connectors
declare tools in these shapes; a workspace adds its custom fields, templates, people and policies.
"""

from typing import Literal

import msgspec

from sayso.dsl.types import RecordOf, Type

Privacy = Literal["card", "internal", "private"]
"""Who may see a field: `card` anybody; `internal` the workspace and its AI and the person it is about; `private`
(mail bodies, notes, transcripts) the workspace and that person alone."""

Audience = Literal["workspace", "person", "ai", "outside"]
"""Where what goes into a parameter ends up: the workspace's own channels; the person a record is about; connected AI;
anybody else. Card fields go anywhere, internal ones to all but `outside`, private ones to `workspace` and `person`."""

Effect = Literal["compute", "read", "write"]
"""What a tool does to the world; `read` changes nothing."""


class Field(msgspec.Struct, frozen=True):
    """A field of a record type. `stranger`: its words were written by somebody outside the workspace."""

    name: str
    type: Type
    privacy: Privacy = "internal"
    stranger: bool = False
    writable: bool = True
    words: tuple[str, ...] = ()


class RecordType(msgspec.Struct, frozen=True):
    """A kind of record. `title` is the field shown for the whole record; `reader` the tool that reads it again.

    `outsiders`: strangers can add records of this type (a public form, say), so a list of them is no trusted list.
    """

    name: str
    fields: tuple[Field, ...]
    title: str = "name"
    plural: str = ""
    reader: str | None = None
    outsiders: bool = False
    words: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        for field in self.fields:
            if field.name == name:
                return field
        return None


class Parameter(msgspec.Struct, frozen=True):
    """What a tool is given.

    `type`: RecordOf("*") takes a record of any of `records`. `aims`: decides at what the call aims (recipient, URL,
    channel, amount, path), so a stranger's words may not go in. `needs`: fields a record given here must have.
    `changes`: the call changes the record given here. `filter`: takes a condition over records of that type (`@it`,
    or the type's name), not a value. `fields_of`: the call takes that other parameter's record's writable fields as
    keywords. `template`: names an email template of the catalog. `tag`, `stage`, `person_list`: see `picks`.
    """

    name: str
    type: Type
    required: bool = True
    audience: Audience = "workspace"
    aims: bool = False
    needs: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    changes: bool = False
    filter: str | None = None
    picks: Literal["", "template", "tag", "stage", "flow"] = ""
    default: str | None = None
    words: tuple[str, ...] = ()


class Tool(msgspec.Struct, frozen=True):
    """One action of a connector: what it takes, gives and does, and the words people use for it.

    `sentence` is the plain-English readback with parameters in braces: "email {to} the template {template}".
    `returns` None gives nothing. `same_as` names a parameter whose record type (list of it for a find) is returned.
    `stranger`: what it returns was written by strangers. `repeatable`: calling again with the same key does no harm.
    `sends`: reaches a person outside. `keywords_of` names the record parameter whose writable fields are keywords.
    `loads`: the record type whose used fields the call loads. `at_most`: most records it returns.
    `per_call` credits. `lookup`: the service can be asked what became of an uncertain call. `connection` names what
    must be connected before it runs live ("" for built-in ones). `waits`: a person answers, so records go stale.
    `fills`: the record type in whose fields what is written is found again, whichever they are.
    `causes`: events that a call brings about; `noun`: what one call is in a count ("email" in "20 emails a day").
    """

    name: str
    sentence: str
    effect: Effect
    parameters: tuple[Parameter, ...] = ()
    returns: Type | None = None
    repeatable: bool = False
    sends: bool = False
    stranger: bool = False
    privacy: Privacy = "internal"
    keywords_of: str | None = None
    at_most: int = 10_000
    credits: int = 0
    lookup: bool = False
    connection: str = ""
    scopes: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()
    waits: bool = False
    by_hand: bool = False
    fills: str = ""
    causes: tuple[str, ...] = ()
    noun: str = ""
    words: tuple[str, ...] = ()

    @property
    def connector(self) -> str:
        """The part of the name before the dot: `gmail` of `gmail.send`."""
        return self.name.partition(".")[0]

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        return None


class Event(msgspec.Struct, frozen=True):
    """Something that happens outside. `binds` are the names a trigger gets (`deal`, `previous`), in that order;
    the first is the event's short name in `wait for`. `answers`: tools it is the answer to. `key`: the field of the
    short name that is compared with `==` in most `where`s. `stranger`: outsiders can cause it.
    """

    name: str
    binds: tuple[tuple[str, Type], ...]
    sentence: str
    answers: tuple[str, ...] = ()
    key: str | None = None
    stranger: bool = False
    connection: str = ""
    words: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The short name: the first it binds, `email` of `email.replied` and `health` of `health_score.dropped`."""
        return self.binds[0][0] if self.binds else self.name.partition(".")[0]


class Template(msgspec.Struct, frozen=True):
    """An email template; `variables` are the names its texts use (`contact`, `deal`), with their types."""

    name: str
    subject: str
    body: str
    variables: tuple[tuple[str, Type], ...] = ()


class Person(msgspec.Struct, frozen=True):
    """A member of the workspace. `phone`: the number for calls and text messages; "" if none is known."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...] = ()
    phone: str = ""


class Contract(msgspec.Struct, frozen=True):
    """What another flow promises to its callers.

    `calls`: its tools with their most calls per run. `starts`: the flows it runs or starts, by name. `on`: the events
    that start it. `credits` and `steps` at most per run; `longest`: seconds a run can take.
    """

    name: str
    inputs: tuple[tuple[str, Type], ...]
    returns: Type | None
    calls: tuple[tuple[str, int], ...] = ()
    starts: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    stranger: bool = False
    privacy: Privacy = "internal"
    credits: int = 0
    steps: int = 0
    longest: int = 0


class Policy(msgspec.Struct, frozen=True):
    """What a workspace allows. `allowed` None allows every tool; `connected` None takes every connection as there.

    `scopes`: what each connection was granted; a connection that is not named was granted everything.
    """

    allowed: tuple[str, ...] | None = None
    sensitive: tuple[str, ...] = ()
    connected: tuple[str, ...] | None = None
    scopes: dict[str, tuple[str, ...]] | None = None
    credits_per_run: int | None = None
    runs_per_day: int = 100
    emails_per_day: int = 100


class Catalog(msgspec.Struct, frozen=True):
    """Everything a flow of one workspace may name."""

    tools: dict[str, Tool] = {}
    records: dict[str, RecordType] = {}
    events: dict[str, Event] = {}
    templates: dict[str, Template] = {}
    people: tuple[Person, ...] = ()
    owner: str = "me"
    roles: tuple[str, ...] = ()
    tags: tuple[str, ...] | None = None
    stages: tuple[str, ...] | None = None
    flows: dict[str, Contract] = {}
    policy: Policy = Policy()
    zone: str = "UTC"
    currency: str = "USD"

    def record_of(self, kind: Type) -> RecordType | None:
        """The record type behind a type, if it is one the catalog knows."""
        return self.records.get(kind.name) if isinstance(kind, RecordOf) else None
