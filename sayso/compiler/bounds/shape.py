"""What the proof says: how often each tool is called at most, and what a run costs and takes."""

import msgspec

from sayso.dsl.catalog import Effect


class Count(msgspec.Struct, frozen=True):
    """How often one tool is called at most; per day and week None where nothing says how often a run begins.

    `arithmetic` shows how the number per run comes about. `noun` is what one call is: "email".
    `sends`: it reaches people outside; `by_hand`: the user makes it with a click.
    """

    per_run: int
    per_day: int | None
    per_week: int | None
    arithmetic: str
    noun: str
    effect: Effect = "write"
    sends: bool = False
    by_hand: bool = False


class Each(msgspec.Struct, frozen=True):
    """The longest one item of the flow's loops takes, in seconds and in words."""

    noun: str
    seconds: int
    words: str


class Bounds(msgspec.Struct, frozen=True):
    """The proven worst case of a flow.

    `lanes` wait at the same time in one run, at most. `longest` is the longest a run takes, in seconds; `takes` says
    it in words and `makes` what it is made of. Steps are statements that run, in loops once per turn.
    `sends_per_day` is the workspace's ceiling on all that reaches people outside, None where it does not hold for all.
    """

    tools: dict[str, Count]
    steps: int
    credits_per_run: int
    credits_per_day: int | None
    credits_per_week: int | None
    credits_arithmetic: str
    runs_per_day: int | None
    runs_per_week: int | None
    lanes: int
    longest: int
    takes: str
    makes: tuple[str, ...] = ()
    each: Each | None = None
    sends_per_day: int | None = None
