"""The top of the syntax tree: a flow, its header lines and its tests. Each docstring shows the surface text."""

from datetime import date, time
from typing import Literal

from sayso.dsl.expressions import Argument, DateTime, Duration, Expression, Text
from sayso.dsl.node import Node
from sayso.dsl.statements import Approval, Block, Line, TypeText

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Input(Line, frozen=True):
    """One line of `with … end` after a trigger: `employees: number?`"""

    name: str
    type: TypeText


class OnManual(Line, frozen=True):
    """`on manual`, `on manual with` inputs `end`"""

    inputs: tuple[Input, ...] = ()


class OnCall(Line, frozen=True):
    """`on call with` inputs `end`: other flows, the API and MCP clients call it as a typed tool"""

    inputs: tuple[Input, ...] = ()


class OnEvent(Line, frozen=True):
    """`on deal.stage_changed where @deal.value > $10k`"""

    event: str
    where: Expression | None = None


class OnWebhook(Line, frozen=True):
    """`on webhook "inbound-lead" with` inputs `end`"""

    name: str
    inputs: tuple[Input, ...] = ()


class OnForm(Line, frozen=True):
    """`on form "Demo request" with` inputs `end`"""

    name: str
    inputs: tuple[Input, ...] = ()


class OnChat(Line, frozen=True):
    """`on chat "Support"`: binds @visitor and @message"""

    name: str


class NthWeekday(Node, frozen=True):
    """`last friday`, `first monday` of a month"""

    nth: Literal["first", "second", "third", "fourth", "last"]
    weekday: Weekday


class OnSchedule(Line, frozen=True):
    """`on schedule every weekday at 09:00 in "Europe/Berlin"`

    `every` counts `unit`s: every 15 minutes is (15, "minute"). `weekdays` belong to unit "week", `day` (1 to 31),
    `nth` to "month", `date_of_year` (month, day) to "year". Unit "once" has `on` and one `at`.
    """

    unit: Literal["minute", "hour", "day", "weekday", "week", "month", "quarter", "year", "once"]
    every: int = 1
    weekdays: tuple[Weekday, ...] = ()
    day: int | None = None
    nth: NthWeekday | None = None
    date_of_year: tuple[int, int] | None = None
    on: date | None = None
    at: tuple[time, ...] = ()
    zone: str | None = None


Trigger = OnManual | OnCall | OnEvent | OnWebhook | OnForm | OnChat | OnSchedule
"""Every way a run can begin."""


class Quota(Node, frozen=True):
    """`at most 20 per day`"""

    count: int
    per: Literal["run", "hour", "day", "week", "month"]


class Between(Node, frozen=True):
    """`between 08:00 and 18:00`"""

    start: time
    end: time


class Use(Line, frozen=True):
    """`use crm.find_contacts, web.search`; `use gmail.send at most 100 per day between 08:00 and 18:00 with approval`

    A line with conditions names one tool.
    """

    tools: tuple[str, ...]
    quota: Quota | None = None
    between: Between | None = None
    approval: Approval | None = None
    private: bool = False


class Limit(Line, frozen=True):
    """`limit 50 credits per run`"""

    count: int
    of: Literal["credits", "runs", "steps"]
    per: Literal["run", "hour", "day", "week", "month"]


class MemoryField(Line, frozen=True):
    """One line of `memory … end`: `seen: list of text`"""

    name: str
    type: TypeText


class Given(Line, frozen=True):
    """What a test takes for granted; see the classes below."""


class GivenTool(Given, frozen=True):
    """`given crm.find_contacts returns [contact(…)]`, `given apollo.enrich fails "…"`, `given gmail.send uncertain`"""

    tool: str
    outcome: Literal["returns", "fails", "rejected", "uncertain"]
    value: Expression | None = None


class GivenFlow(Given, frozen=True):
    """`given flow "Proposal" returns "https://…"`"""

    flow: str
    value: Expression


class GivenData(Given, frozen=True):
    """`given @contact = contact(…)`, `given @memory.seen = ["a"]`: path is ("memory", "seen")"""

    path: tuple[str, ...]
    value: Expression


class GivenNow(Given, frozen=True):
    """`given now 2026-03-01 09:00`"""

    moment: DateTime


class GivenEvent(Given, frozen=True):
    """`given email.replied after 2 days with from: "ann@acme.example"`"""

    event: str
    after: Duration | None = None
    fields: tuple[Argument, ...] = ()


class GivenAnswer(Given, frozen=True):
    """`given answer @go = true after 1 day`; `given no answer @go` has value None"""

    name: str
    value: Expression | None
    after: Duration | None = None


class Expect(Line, frozen=True):
    """What a test demands; see the classes below."""


class ExpectTool(Expect, frozen=True):
    """`expect gmail.send once with template: "Outbound v2"`; never is 0 times"""

    tool: str
    times: int
    fields: tuple[Argument, ...] = ()


class ExpectEnd(Expect, frozen=True):
    """`expect completed`, `expect skipped "seen before"`"""

    state: Literal["completed", "stopped", "failed", "skipped"]
    reason: Text | None = None


class ExpectReturn(Expect, frozen=True):
    """`expect return 5`"""

    value: Expression


TestLine = (
    GivenTool | GivenFlow | GivenData | GivenNow | GivenEvent | GivenAnswer | ExpectTool | ExpectEnd | ExpectReturn
)  # fmt: skip


class Test(Line, frozen=True):
    """`test "title"`, `given` and `expect` lines, `end`"""

    __test__ = False

    title: str
    lines: tuple[TestLine, ...] = ()
    tail: tuple[str, ...] = ()


class Goal(Line, frozen=True):
    """`goal "Invite VPs of Sales"`"""

    text: str


class Memory(Line, frozen=True):
    """`memory`, fields, `end`"""

    fields: tuple[MemoryField, ...] = ()


class Flow(Line, frozen=True):
    """One `.flow` file; its `notes` belong to the line `flow "Big 4 outbound"`, `tail` holds the last comment lines."""

    name: str
    goal: Goal | None = None
    triggers: tuple[Trigger, ...] = ()
    uses: tuple[Use, ...] = ()
    limits: tuple[Limit, ...] = ()
    memory: Memory | None = None
    body: Block = Block()
    tests: tuple[Test, ...] = ()
    tail: tuple[str, ...] = ()
