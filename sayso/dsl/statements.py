"""The statement half of the syntax tree: what stands on a line of a body. Each docstring shows the surface text."""

from typing import Literal

from sayso.dsl.expressions import Argument, Duration, Expression, Text
from sayso.dsl.node import NO_NOTES, Node, Notes


class TypeName(Node, frozen=True):
    """`text`, `contact`: a word for a type"""

    name: str


class ListType(Node, frozen=True):
    """`list of text`"""

    item: "TypeText"


class OptionalType(Node, frozen=True):
    """`text?`: may be missing"""

    of: "TypeText"


class ChoiceType(Node, frozen=True):
    """`"free" | "pro"`"""

    options: tuple[str, ...]


TypeText = TypeName | ListType | OptionalType | ChoiceType
"""A type as it is written."""


class Approval(Node, frozen=True):
    """`with approval by @me within 3 days`; `with approval` alone asks the flow's owner, within 7 days"""

    by: Expression | None = None
    within: Duration | None = None


class Line(Node, frozen=True, kw_only=True):
    """What stands on a line of its own and may carry comments."""

    notes: Notes = NO_NOTES


class Block(Node, frozen=True):
    """Statements up to `end` or `otherwise`; `tail` holds the comment lines after the last statement."""

    statements: tuple["Statement", ...] = ()
    tail: tuple[str, ...] = ()


class ToolCall(Node, frozen=True):
    """`gmail.send(to: @contact, template: "Intro") with approval by @me`"""

    tool: str
    arguments: tuple[Argument, ...] = ()
    approval: Approval | None = None


class Do(Line, frozen=True):
    """A tool called for what it does: `crm.add_tags(@contact, ["x"])`"""

    call: ToolCall


class Let(Line, frozen=True):
    """`let @news = web.search("…")`, `let @total = @a + @b`"""

    name: str
    value: ToolCall | Expression


class Set(Line, frozen=True):
    """`set @memory.lastDigest = @today`: only the flow's memory is set; name is "lastDigest" """

    name: str
    value: Expression


class Wait(Line, frozen=True):
    """`wait 5 days`, `wait @days * 1 day`"""

    duration: Expression


class WaitUntil(Line, frozen=True):
    """`wait until @meeting.startsAt - 1 hour at most 60 days`"""

    moment: Expression
    at_most: Duration | None = None


class EventPattern(Node, frozen=True):
    """`email.replied since @mail where @email.from == @contact.email`"""

    event: str
    since: Expression | None = None
    where: Expression | None = None


class WaitFor(Line, frozen=True):
    """`wait for EVENT at most 7 days`, block, `otherwise`, block, `end`"""

    event: EventPattern
    at_most: Duration
    body: Block
    otherwise: Block | None = None


class Sequence(Line, frozen=True):
    """`sequence`, block, `unless EVENT`, block, `end`"""

    body: Block
    event: EventPattern
    unless: Block


class Branch(Node, frozen=True):
    """One condition of an `if` and what it leads to; the first is `if`, the others `otherwise if`"""

    condition: Expression
    body: Block


class If(Line, frozen=True):
    """`if CONDITION`, block, `otherwise if CONDITION`, block, `otherwise`, block, `end`"""

    branches: tuple[Branch, ...]
    otherwise: Block | None = None


class ForEach(Line, frozen=True):
    """`for each @contact in @prospects at most 20 once collect @lines`, block, `end`

    `once` alone takes nobody twice; `once per 90 days` sets `per`; `again` lifts the guard against a record that is
    still on its way in an earlier run.
    """

    item: str
    items: Expression
    at_most: int | None
    body: Block
    again: Literal["", "once", "again"] = ""
    per: Duration | None = None
    one_at_a_time: bool = False
    stop_on_error: bool = False
    collect: str | None = None


class Repeat(Line, frozen=True):
    """`repeat at most 5 times until @status == "signed"`, block, `otherwise`, block, `end`

    `until` is tested after each turn; `otherwise` runs when all turns were used up in vain.
    """

    at_most: int
    until: Expression | None
    body: Block
    otherwise: Block | None = None


class Try(Line, frozen=True):
    """`try`, block, `on error @error`, block, `end`"""

    body: Block
    error: str | None
    handler: Block


class Stage(Line, frozen=True):
    """`stage "Kick-off" at @customer.renewalDate - 90 days at most 60 days even if late at most 10 days`, block, `end`

    `at_most` is how long is waited for the date, `late` how long after it the stage still runs.
    """

    title: str
    moment: Expression
    body: Block
    late: Duration | None = None
    at_most: Duration | None = None


class Ask(Line, frozen=True):
    """`ask @deal.owner "Send it?" as @go: boolean within 2 days otherwise false`"""

    person: Expression
    question: Text
    answer: str
    type: TypeText
    within: Duration
    otherwise: Expression | None = None


class HandOff(Line, frozen=True):
    """`hand off to @contact.owner or @me "@contact.fullName replied" within 2 days`"""

    person: Expression
    message: Text
    within: Duration


class Say(Line, frozen=True):
    """`say "Thanks, @plan it is."`: to the visitor of a chat"""

    message: Text


class Remember(Line, frozen=True):
    """`remember @contact.id in @memory.seen otherwise skip "seen before"`; `reason` None means no `otherwise`"""

    value: Expression
    name: str
    reason: Text | None = None
    skip: bool = False


class RunFlow(Line, frozen=True):
    """`run flow "Proposal" with deal: @deal as @proposal`; `start flow …` does not wait (waits False)"""

    flow: str
    arguments: tuple[Argument, ...] = ()
    result: str | None = None
    waits: bool = True


class Stop(Line, frozen=True):
    """`stop "nothing to do"`: ends the run"""

    reason: Text | None = None


class Skip(Line, frozen=True):
    """`skip "reason"`: ends the item"""

    reason: Text | None = None


class Fail(Line, frozen=True):
    """`fail "message"`: ends the item, or the run outside one, as failed"""

    reason: Text


class Return(Line, frozen=True):
    """`return @value`"""

    value: Expression


class Keep(Line, frozen=True):
    """`keep "@deal.name: @summary"`: hands a value to the innermost loop with `collect`"""

    value: Expression


class Off(Line, frozen=True):
    """`off gmail.send(…)`: a statement that is checked, left out of bounds and never run"""

    statement: "Statement"


class Broken(Line, frozen=True):
    """Lines that could not be read, kept as they were written"""

    raw: str


Statement = (
    Do | Let | Set | Wait | WaitUntil | WaitFor | Sequence | If | ForEach | Repeat | Try | Stage | Ask | HandOff | Say
    | Remember | RunFlow | Stop | Skip | Fail | Return | Keep | Off | Broken
)  # fmt: skip
"""Every form that may stand on a line of a flow's body."""
