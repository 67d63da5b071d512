"""The IR: a flat list of eleven operations, and the typed core that their expressions are made of.

A program is data: no closures, no spans, no names of vendors in its shape. Its hash names a version. Positions count
operations from 0; every operation carries the id of the step it belongs to. `stored` keeps it as JSON.
"""

import hashlib
from typing import Literal

import msgspec

from sayso.dsl.catalog import Effect
from sayso.dsl.expressions import Comparison
from sayso.dsl.flow import OnSchedule
from sayso.dsl.types import Type


class Core(msgspec.Struct, frozen=True, tag_field="core", tag=True, gc=False, forbid_unknown_fields=True):
    """An expression whose kinds were decided by the compiler."""


class Const(Core, frozen=True):
    """A value written in the flow, in the lossless JSON form of `values_json`."""

    value: object


class Load(Core, frozen=True):
    """A name of the lane or of its ancestors; `now` and `today` come from the outcome's instant."""

    name: str


class Get(Core, frozen=True):
    """A field of a record or row; missing of a missing one."""

    of: "Expression"
    field: str


class Project(Core, frozen=True):
    """A field of every record of a list, missing ones left out."""

    of: "Expression"
    field: str


class At(Core, frozen=True):
    """The element at a position, missing past the end."""

    of: "Expression"
    position: int


class Apply(Core, frozen=True):
    """A pure function of the library; None stands for a parameter that was left out."""

    function: str
    arguments: tuple["Expression | None", ...]
    types: tuple[Type | None, ...]


class Compare(Core, frozen=True):
    """A comparison by meaning, chosen by the types of its sides; unknown where a side is missing."""

    op: Comparison
    left: "Expression"
    right: "Expression"
    left_type: Type
    right_type: Type


class All(Core, frozen=True):
    """Three-valued `and`."""

    items: tuple["Expression", ...]


class Any(Core, frozen=True):
    """Three-valued `or`."""

    items: tuple["Expression", ...]


class Negate(Core, frozen=True):
    """Three-valued `not`."""

    item: "Expression"


class Fallback(Core, frozen=True):
    """`a or b` where `a` is not boolean: `b` if `a` is missing."""

    left: "Expression"
    right: "Expression"


class Present(Core, frozen=True):
    """`exists` (wanted True) or `is missing` (wanted False)."""

    item: "Expression"
    wanted: bool


class Arith(Core, frozen=True):
    """`+ - * /` by meaning; unknown where a side is."""

    op: Literal["+", "-", "*", "/"]
    left: "Expression"
    right: "Expression"


class Minus(Core, frozen=True):
    """A number, amount or length below zero."""

    item: "Expression"


class Join(Core, frozen=True):
    """A text with holes: plain pieces, and values with the type that says how they are shown."""

    parts: tuple[str | tuple["Expression", Type], ...]


class Items(Core, frozen=True):
    """A list."""

    items: tuple["Expression", ...]


class Build(Core, frozen=True):
    """A row or record from named values; `type` is "" for a plain row."""

    type: str
    fields: tuple[tuple[str, "Expression"], ...]


class Keep(Core, frozen=True):
    """`LIST where CONDITION`; `names` are what the element is called inside."""

    of: "Expression"
    names: tuple[str, ...]
    condition: "Expression"


class Order(Core, frozen=True):
    """`LIST sorted by KEY`; missing keys come last."""

    of: "Expression"
    names: tuple[str, ...]
    key: "Expression"
    descending: bool


class Slice(Core, frozen=True):
    """`first N of LIST`, `last N of LIST`"""

    end: Literal["first", "last"]
    count: "Expression"
    of: "Expression"


class Matching(Core, frozen=True):
    """`matches` with its literal pattern."""

    item: "Expression"
    pattern: str


class Condition(Core, frozen=True):
    """A tool's filter: its canonical text, what the element is called, and the free names it reads."""

    text: str
    names: tuple[str, ...]
    condition: "Expression"
    free: tuple[str, ...]


Expression = (
    Const | Load | Get | Project | At | Apply | Compare | All | Any | Negate | Fallback | Present | Arith | Minus | Join
    | Items | Build | Keep | Order | Slice | Matching | Condition
)  # fmt: skip
"""Every form of core; fields name it and not `Core`, so that a stored program can be read again."""


class Listen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is listened for: an event type, its condition, the field compared by `==` (the lane's indexed key), the
    tools or the step whose last call it must follow, the names it binds, and those of them that stand for records: an
    event may tell of a part, so these are read at their first use."""

    event: str
    where: Expression | None
    key: tuple[str, Expression] | None
    after_tools: tuple[str, ...]
    after_step: str | None
    names: tuple[str, ...]
    records: tuple[str, ...] = ()


class Approval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who must agree before the call goes out, and within how many seconds at most."""

    by: Expression
    within: Expression


class Op(msgspec.Struct, frozen=True, tag_field="op", tag=True, kw_only=True, forbid_unknown_fields=True):
    """One operation. `reads` names the records it looks at, which must be fresh; `memory` the entries it reads."""

    step: str
    reads: tuple[str, ...] = ()


class Assign(Op, frozen=True):
    """Give a name a value."""

    name: str
    value: Expression


class Call(Op, frozen=True):
    """Ask the world for an effect. `stales` names the records that must be read again afterwards.

    `needs`: (parameter, field) pairs that must be there, else the item is skipped. `tainted`: parameters that carry a
    stranger's words, checked again at the call. `answer` is the type of a person's answer.
    """

    tool: str
    effect: Effect
    arguments: tuple[tuple[str, Expression], ...]
    into: str | None = None
    approval: Approval | None = None
    needs: tuple[tuple[str, str], ...] = ()
    stales: tuple[str, ...] = ()
    tainted: tuple[str, ...] = ()
    within: Expression | None = None
    otherwise: Expression | None = None
    returns: Type | None = None
    reason: Expression | None = None


class Jump(Op, frozen=True):
    """Go on elsewhere."""

    to: int


class Test(Op, frozen=True):
    """Go on at the next operation if the condition is true, else (false or unknown) at `otherwise`."""

    condition: Expression
    otherwise: int
    text: str = ""


class Pause(Op, frozen=True):
    """Sleep: for a duration, or until a moment that is computed again on waking. `stage` names a stage, whose block
    is left at `exit` when it is too late. `at_most` and `late` are durations."""

    duration: Expression | None = None
    moment: Expression | None = None
    at_most: Expression | None = None
    stage: str | None = None
    late: Expression | None = None
    exit: int = 0
    stales: tuple[str, ...] = ()


class Hear(Op, frozen=True):
    """Wait for an event, at most so long; past that go on at `otherwise`."""

    listen: Listen
    at_most: Expression
    otherwise: int
    stales: tuple[str, ...] = ()


class Each(Op, frozen=True):
    """Open a lane for each item; go on when all have ended. The items' lanes run from the next operation to `End`.

    `loop` names the loop over all runs and versions, for `once`.
    """

    item: str
    loop: str
    items: Expression
    after: int
    item_type: Type
    at_most: int | None = None
    again: Literal["", "once", "again"] = ""
    per: Expression | None = None
    one_at_a_time: bool = False
    stop_on_error: bool = False
    collect: str | None = None


class Guard(Op, frozen=True):
    """Begin a `try` (handler takes failures, bound to `error`) or a `sequence` (handler takes the event)."""

    handler: int
    error: str | None = None
    listen: Listen | None = None
    stales: tuple[str, ...] = ()


class Release(Op, frozen=True):
    """End the innermost guard."""


class Turn(Op, frozen=True):
    """Begin a turn of a `repeat`; past `at_most` go on at `exit`, and forget the count."""

    at_most: int
    exit: int
    first: bool = False


class Hand(Op, frozen=True):
    """`keep`: hand a value to the loop that collects."""

    value: Expression


class End(Op, frozen=True):
    """End the lane: an item, or the run."""

    how: Literal["done", "stopped", "skipped", "failed", "returned"]
    value: Expression | None = None


Operation = Assign | Call | Jump | Test | Pause | Hear | Each | Guard | Release | Turn | Hand | End


class Permit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a `use` line allows a tool: so many per period, between two times of day ("08:00"), private data."""

    tool: str
    count: int | None = None
    per: str | None = None
    start: str | None = None
    end: str | None = None
    private: bool = False


class Start(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One trigger: its kind ("manual", "call", "event", "webhook", "form", "chat", "schedule"), its name or event,
    the names it binds with their types, the condition that must be true for a run to be made, its schedule."""

    kind: str
    name: str = ""
    binds: tuple[tuple[str, Type], ...] = ()
    where: Expression | None = None
    schedule: OnSchedule | None = None


class Program(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the interpreter runs."""

    flow: str
    goal: str
    starts: tuple[Start, ...]
    operations: tuple[Operation, ...]
    permits: tuple[Permit, ...]
    limits: tuple[tuple[str, int, str], ...]
    memory: tuple[tuple[str, Type], ...]
    uses: tuple[tuple[str, tuple[str, ...]], ...]
    marks: tuple[str, ...]
    titles: tuple[tuple[str, str], ...]
    zone: str
    currency: str
    returns: Type | None = None
    catalog: str = ""
    version: str = ""


def fingerprint(value: object) -> str:
    """The first 16 hex digits of the SHA-256 of a value's canonical JSON."""
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()[:16]
