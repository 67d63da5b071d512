"""Why a step did not do what it says: the table of causes. The first row that fits is the cause.

`why` and `next` have holes for {who}, {service}, {reason}, {call}, {until}; `remedies` name what helps, in the order in
which it is offered (`sayso.copilot.explaining.remedies`).
"""

from collections.abc import Callable

import msgspec

from sayso.copilot.explaining.cases import Halt
from sayso.dsl.statements import Fail, Skip, Statement, Stop

Fits = Callable[[Halt, Statement | None], bool]


class CauseRule(msgspec.Struct, frozen=True):
    """One cause: its slug, when it is that, its words, and which remedies it has."""

    slug: str
    fits: Fits
    why: str
    next: str
    remedies: tuple[str, ...] = ()


def _came(how: str = "", kind: str = "", error: str = "") -> Fits:
    """A call of this step came out so."""

    def fits(halt: Halt, step: Statement | None) -> bool:
        called = halt.at_call if kind or error else True
        return called and how in ("", halt.how) and kind in ("", halt.kind) and error in ("", halt.error)

    return fits


def _rests(on: str) -> Fits:
    return lambda halt, step: halt.how == "waits" and halt.resting == on


def _says(kind: type[Statement]) -> Fits:
    """The flow itself says that it ends here."""
    return lambda halt, step: not halt.at_call and isinstance(step, kind)


def _in_words(fits: Fits, *words: str) -> Fits:
    return lambda halt, step: fits(halt, step) and any(word in halt.reason.lower() for word in words)


def _of_tool(fits: Fits, *tools: str) -> Fits:
    return lambda halt, step: fits(halt, step) and halt.tool in tools


CAUSES: tuple[CauseRule, ...] = (
    # ------------------------------------------------------------------ standing
    CauseRule("may-have-been-sent", _rests("uncertain"),
              "It was handed to {service}, and the line was lost before the answer: {call} may have happened.",
              "Look at {service}, then say whether it arrived. It is not sent again by itself.", ("answer",)),
    CauseRule("held", _rests("held"),
              "The contact guard held it back: somebody wrote to {who} lately, or they replied meanwhile.",
              "Send it anyway, skip them, or go on by hand.", ("answer",)),
    CauseRule("waits-for-approval", _rests("approval"), "It waits until somebody approves: {call}.",
              "Approve it, change its words, or say no.", ("answer", "longer")),
    CauseRule("waits-for-answer", _rests("question"), "It waits until somebody answers a question.",
              "Answer it. Without an answer the flow goes on as it says there.", ("answer",)),
    CauseRule("handed-over", _rests("hand-off"), "It was handed over to a person, who has not gone on yet.",
              "Go on with it, or take it over.", ("answer",)),
    CauseRule("by-hand", _rests("by hand"),
              "{service} lets only a person do this, and nobody has said that it is done.",
              "Do it there, then say so.", ("answer",)),
    CauseRule("quota-used-up", _rests("quota"), "The limit on {call} is used up for now.",
              "It goes on by itself on {until}. A higher limit helps the next runs.", ("quota",)),
    CauseRule("outside-hours", _rests("window"), "{call} goes out only within its hours.",
              "It goes on by itself on {until}.", ("hours",)),
    CauseRule("paused", _rests("paused"), "The flow is paused.", "Resume it, and everybody goes on where they stand.",
              ("resume",)),
    CauseRule("stopped-by-hand", _rests("stopped"), "Everything was stopped in this workspace.",
              "Resume everything, and it goes on from here."),
    CauseRule("waits-for-time", _rests("time"), "It waits until {until}, as the flow says.",
              "Nothing is wrong. Go on now, if it should not wait.", ("continue",)),
    CauseRule("waits-for-event", _rests("event"), "It waits until {reason}, at most until {until}.",
              "Nothing is wrong. Go on now, if it should not wait.", ("continue",)),
    # ------------------------------------------------------------------ ended by people or by the flow's own words
    CauseRule("cancelled", _came("cancelled"), "Somebody cancelled it: {reason}.",
              "What was done stays done. Start it over, if it should run after all.", ("start over",)),
    CauseRule("flow-failed-it", _says(Fail), "The flow says itself that this counts as failed: {reason}.",
              "Look at what decided that, and mend it there.", ("start over", "off")),
    CauseRule("flow-left-it-out", _says(Skip), "The flow says itself to leave {who} out: {reason}.",
              "Nothing is wrong. Change the condition before it, if they should have been taken."),
    CauseRule("flow-stopped", _says(Stop), "The flow says itself to stop here: {reason}.",
              "Nothing is wrong. Change the condition before it, if it should have gone on."),
    CauseRule("missing-value", lambda halt, step: halt.how in ("skipped", "stopped") and not halt.at_call,
              "The step needs something that is not there: {reason}.", "Fill it in, then start it over.",
              ("start over",)),
    CauseRule("rejected", _came(kind="rejected", error="rejected"), "Somebody said no: {reason}.",
              "Nothing went out. Start it over to ask again.", ("start over",)),
    CauseRule("expired", _came(kind="expired"), "Nobody answered in time, so it did not go out.",
              "Give them longer, or ask somebody else; then start it over.", ("longer", "start over")),
    CauseRule("opted-out", _came(error="opted-out"), "{reason}",
              "They may not be written to. Nothing needs mending."),
    CauseRule("gone", _came(kind="gone"), "The record was deleted while the flow was on its way: {reason}.",
              "There is nothing to go on with."),
    CauseRule("skipped-by-hand", _came(kind="skip"), "A person said to leave {who} out: {reason}.",
              "Start it over, if they should be taken after all.", ("start over",)),
    # ------------------------------------------------------------------ failed calls
    CauseRule("broke-off", lambda halt, step: halt.gave_up and halt.effect == "write",
              "Sayso could not go on here, and nobody knows whether the call went out: {call}.",
              "Look whether it arrived. Then start over what is missing.", ("start over",)),
    CauseRule("memory-full", _in_words(_came(error="exhausted"), "is full"), "{reason}",
              "Take old entries out of the flow's memory, or let it remember less; then try again.", ("retry",)),
    CauseRule("limit-used-up", _came(error="exhausted"), "{reason}", "Raise the limit, then start it over.",
              ("limit", "start over")),
    CauseRule("no-credits", _in_words(_came("failed"), "credits"), "{reason}",
              "Buy credits there, or wait until they are refreshed; then try again.", ("retry", "go on")),
    CauseRule("not-connected", _came(error="not-connected"), "{service} is not connected: {reason}",
              "Connect it, then try again.", ("connect", "go on")),
    CauseRule("called-flow-gone", _of_tool(_came("failed", error="not-found"), "flow.run", "flow.start"), "{reason}",
              "Publish that flow, or name another one; then try again.", ("retry",)),
    CauseRule("called-flow-failed", _of_tool(_came("failed"), "flow.run"), "The flow it runs failed: {reason}",
              "Remedy what failed there, then try again: both go on.", ("retry",)),
    CauseRule("template-gone", _in_words(_came("failed"), "template"), "{reason}",
              "Take another template, or make it again; then try again.", ("template", "retry")),
    CauseRule("not-found", _came("failed", error="not-found"), "{service} does not know what was named: {reason}",
              "Make it there, or name something else; then try again.", ("retry", "go on")),
    CauseRule("invalid", _came("failed", error="invalid"), "{service} did not take what it was given: {reason}",
              "Remedy the data, then try again.", ("retry", "go on")),
    CauseRule("rate-limited", _came("failed", error="rate-limited"), "{service} takes no more for now: {reason}",
              "Wait a while, then try again.", ("retry", "go on")),
    CauseRule("timed-out", _came("failed", error="timed-out"), "{service} did not answer in time: {reason}",
              "Try again.", ("retry", "go on")),
    CauseRule("refused", _came("failed", error="refused"), "{service} refused: {reason}",
              "Look at {service} why, then try again.", ("retry", "go on")),
    CauseRule("unavailable", _came("failed", error="unavailable"), "{service} could not be reached: {reason}",
              "Try again once it is there.", ("retry", "go on")),
    CauseRule("failed", lambda halt, step: True, "{reason}", "Try again, or start it over.", ("retry", "start over")),
)  # fmt: skip
"""Every cause there is."""

GRAVEST = ("failed", "waits", "cancelled", "stopped", "skipped")
"""Which causes are told first, by how their people ended."""


def cause_of(halt: Halt, step: Statement | None) -> CauseRule:
    """The row that fits."""
    return next(rule for rule in CAUSES if rule.fits(halt, step))
