"""The steps of a plan: calls, lists, loops, branches and waits, and the rules beside them."""

import msgspec

from sayso.copilot.hearing.meaning import Approve, Ask, Begins, Condition, Limit, Unused, tests_of
from sayso.copilot.hearing.times import Span

Block = list["Step"]


ABOUT_ONE = ("row", "ticket", "issue")
"""Items that are about somebody who may be among our records."""


class Step(msgspec.Struct, kw_only=True):
    """A step of the plan. `places`: the words that ask for it."""

    places: tuple[int, ...] = ()


class Call(Step):
    """A tool is called; `words` are the places its arguments are read from."""

    tool: str
    words: tuple[int, int] = (0, 0)
    each: bool = False


class Lookup(Step):
    """A list is looked for. `one`: of it the one that the item of the loop around it is about."""

    tool: str
    record: str
    where: Condition | None = None
    words: tuple[int, int] = (0, 0)
    at_most: int | None = None
    one: bool = False


class Loop(Step):
    """Something is done for every one of a list."""

    record: str
    body: Block = []
    of: Lookup | Call | None = None


class Branch(Step):
    """Something happens under a condition, and perhaps something else otherwise. `within`: it is about an answer that
    is waited for so long; `assumed` if nobody said how long. `skips`: it was said as who is left out; `quiet`: it was
    said that nothing more happens."""

    condition: Condition
    then: Block = []
    otherwise: Block = []
    within: Span | None = None
    assumed: bool = False
    skips: bool = False
    quiet: bool = False


class Wait(Step):
    """A wait."""

    span: Span


class Ending(Step):
    """Nothing more happens from here on."""


class Plan(msgspec.Struct):
    """Everything that was understood."""

    begins: Begins
    body: Block
    limits: list[Limit]
    approvals: dict[str, Approve]
    asks: list[Ask]
    unused: list[Unused]
    default_trigger: bool = False
    title: str = ""


def _all(block: Block) -> list[Step]:
    """Every step of a block and below it."""
    found: list[Step] = []
    for step in block:
        found.append(step)
        if isinstance(step, Loop):
            found.extend(_all(step.body))
        if isinstance(step, Branch):
            found.extend([*_all(step.then), *_all(step.otherwise)])
    return found


def blocks_of(block: Block) -> list[Block]:
    """Every block below a block."""
    found: list[Block] = []
    for step in block:
        below = (
            [step.body] if isinstance(step, Loop) else [step.then, step.otherwise] if isinstance(step, Branch) else []
        )
        for one in below:
            found.extend((one, *blocks_of(one)))
    return found


def steps_of(block: Block) -> list[Step]:
    """Every step of a block and below it, in order."""
    return _all(block)


def asks_for_any(steps: Block) -> bool:
    """Whether what follows depends on whether anything was found."""
    branches = [step for step in steps if isinstance(step, Branch)]
    return any(test.record == "found" for branch in branches for test in tests_of(branch.condition))


def end_there(block: Block, sides: list[Block], follows: bool = False) -> None:
    """Put an ending on the sides of conditions that were said to end, wherever something would follow them."""
    for number, step in enumerate(block):
        more = follows or number + 1 < len(block)
        if isinstance(step, Loop):
            end_there(step.body, sides)
        if isinstance(step, Branch):
            for side in (step.then, step.otherwise):
                end_there(side, sides, more)
                if more and any(side is one for one in sides):
                    side.append(Ending())
