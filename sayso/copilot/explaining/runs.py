"""Why a run went as it did: who ended how, at which step, for what cause, what was and was not done, what helps.

Everybody with the same cause at the same step is told together. The same facts always give the same words.
"""

from collections.abc import Iterator

from sayso.compiler.facts import Facts
from sayso.compiler.infer import infer
from sayso.copilot.english import listed, sentence, service
from sayso.copilot.explaining.cases import Case, Cause, Empty, Explanation, Halt, Remedy
from sayso.copilot.explaining.causes import GRAVEST, CauseRule, cause_of
from sayso.copilot.explaining.repairs import Draft, draft_of, mended_by_findings, repairs
from sayso.copilot.readback import readback
from sayso.dsl.blocks import Address, block_at, statement_at, statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from sayso.dsl.statements import Statement

SHOWN = 5
"""So many people are named."""
CHOICES = {
    "yes": "Approve it", "no": "Say no", "send": "Send it", "skip": "Leave them out", "taken": "Go on by hand",
    "arrived": "It arrived, go on", "sent": "It is done", "go on": "Go on", "value": "Answer it",
}  # fmt: skip
"""What each answer is called on its button."""
SURE = frozenset({"value"})
"""Answers that need more than a click."""


def explain_run(case: Case, catalog: Catalog) -> Explanation:
    """The explanation of a run."""
    teller = _Teller(case, catalog)
    causes = tuple(teller.causes())
    return Explanation(case.run, case.state, _sentence(case, causes), causes, case.did)


class _Teller:
    """The version that ran, step by step, and the draft that may be changed."""

    def __init__(self, case: Case, catalog: Catalog) -> None:
        self.case = case
        self.flow: Flow | None = parse(case.text).flow
        facts: Facts | None = infer(self.flow, catalog)[0] if self.flow is not None else None
        self.places: dict[str, Address] = {}
        self.lines: dict[Address, str] = {}
        if self.flow is not None and facts is not None:
            self.places = {facts.step_of(step): address for address, step in statements(self.flow)}
            for told in readback(self.flow, facts, catalog).sentences:
                if told.address is not None:
                    self.lines.setdefault(told.address, told.text)
        self.draft: Draft | None = draft_of(case.draft, self.flow, catalog)

    def causes(self) -> Iterator[Cause]:
        """Every cause, the gravest first."""
        groups: dict[tuple[str, ...], list[Halt]] = {}
        order = {how: number for number, how in enumerate(GRAVEST)}
        for halt in sorted(self._halts(), key=lambda one: order.get(one.how, len(order))):
            rule = cause_of(halt, self._step(halt.step))
            key = (rule.slug, halt.step, *([halt.lane] if halt.ask else []))
            groups.setdefault(key, []).append(halt)
        for halts in groups.values():
            yield self._cause(halts)
        yield from self._around()

    def _halts(self) -> list[Halt]:
        """Everybody; of a cancelled run those in its loops, or the run itself where it has none."""
        inside = any(halt.lane and halt.how == "cancelled" for halt in self.case.halts)
        return [halt for halt in self.case.halts if halt.lane or halt.how != "cancelled" or not inside]

    def _step(self, step: str) -> Statement | None:
        place = self.places.get(step)
        return statement_at(self.flow, place) if self.flow is not None and place is not None else None

    def _cause(self, halts: list[Halt]) -> Cause:
        first = halts[0]
        rule, place = cause_of(first, self._step(first.step)), self.places.get(first.step)
        words = _words(first, halts)
        names = tuple(dict.fromkeys(halt.who for halt in halts if halt.who))
        return Cause(
            rule.slug, first.how, first.step, place, self.lines.get(place, "") if place else "", names[:SHOWN],
            len(halts), _filled(rule.why, words), tuple(self._not_done(first, place)), _filled(rule.next, words),
            tuple(self._remedies(rule, halts, place)), first.called,
        )  # fmt: skip

    def _not_done(self, halt: Halt, place: Address | None) -> Iterator[str]:
        """This step and those that would have come after it, to the end of the item or the run."""
        if place is None or self.flow is None or halt.resting in ("time", "event"):
            return
        if halt.resting != "uncertain" and (halt.at_call or halt.how == "failed"):
            yield self.lines.get(place, "")
        inside = _loops(halt.lane)
        while place:
            block, number = place[:-1], place[-1]
            assert isinstance(number, int)
            for later in range(number + 1, len(block_at(self.flow, block).statements)):
                yield self.lines.get((*block, later), "")
            place = block[:-1]
            if not place or (inside and self._is_loop(place)):
                return

    def _is_loop(self, place: Address) -> bool:
        assert self.flow is not None
        return type(statement_at(self.flow, place)).__name__ == "ForEach"

    # ------------------------------------------------------------------ what helps

    def _remedies(self, rule: CauseRule, halts: list[Halt], place: Address | None) -> Iterator[Remedy]:
        first = halts[0]
        for name in rule.remedies:
            match name:
                case "answer":
                    yield from _answers(first)
                case "retry" | "connect":
                    yield from self._retry(first, halts, f"Connect {_service(first)}." if name == "connect" else "")
                case "resume":
                    yield Remedy("resume", "Resume the flow")
                case "continue":
                    for halt in halts[:SHOWN]:
                        title = f"Go on now with {halt.who}" if halt.who else "Go on now"
                        yield Remedy("continue", title, lane=halt.lane)
                case "start over":
                    yield Remedy("start over", _again(len(self.case.did)))
                case _:
                    yield from repairs(name, self.draft, place)

    def _retry(self, first: Halt, halts: list[Halt], before: str) -> Iterator[Remedy]:
        if first.how != "failed" or (self.case.retry and not self.case.paused):
            return
        if self.case.paused:
            before = f"{before} Resume the flow.".strip()
        title = "Try again from this step" if len(halts) == 1 else f"Try again all {len(halts)} from this step"
        yield Remedy("retry", title, before, lane=first.lane if len(halts) == 1 else "")

    def _around(self) -> Iterator[Cause]:
        """What is true of the whole run: nobody was found, the flow was paused, it was cancelled."""
        case = self.case
        for empty in case.empty:
            yield self._nobody(empty)
        ended = case.state not in ("queued", "running", "waiting", "needs you")
        broken = tuple(mended_by_findings(self.draft)) if case.paused else ()
        if case.paused and (broken or not ended) and not any(halt.resting == "paused" for halt in case.halts):
            why = f"The flow is paused: {case.pause_reason}." if case.pause_reason else "The flow is paused."
            following = "Remedy it and publish it again." if broken else "Resume it when it may go on."
            slug = "no-longer-fits" if "was changed" in case.pause_reason else "paused"
            remedies = broken or (Remedy("resume", "Resume the flow"),)
            yield Cause(slug, "", "", None, "", (), 0, why.replace("..", "."), (), following, remedies)

    def _nobody(self, empty: Empty) -> Cause:
        place = self.places.get(empty.step)
        says = self.lines.get(place, "") if place else ""
        if empty.left:
            left = listed([f"{count} {reason}" for reason, count in empty.left.items()])
            why = f"It found {empty.found}, and took nobody: {left}."
            following = "This is what the loop says. Change its `once`, if they should be taken again."
            return Cause("nobody-taken", "", empty.step, place, says, (), 0, why, (), following)
        why = "It found nobody that fits, so nothing was done for anybody."
        following = "Look whether the condition is what you mean, and whether the data are there."
        remedies = tuple(repairs("wider", self.draft, place))
        return Cause("nobody-found", "", empty.step, place, says, (), 0, why, (), following, remedies)


def _answers(halt: Halt) -> Iterator[Remedy]:
    for choice in halt.choices:
        first = "Say what the answer is." if choice in SURE else ""
        yield Remedy("answer", CHOICES.get(choice, choice), first, ask=halt.ask, answer=choice)


def _again(count: int) -> str:
    if not count:
        return "Start it over"
    return f"Start it over: {'1 thing' if count == 1 else f'{count} things'} it did would happen again"


def _loops(lane: str) -> bool:
    return "/each[" in lane


def _words(first: Halt, halts: list[Halt]) -> dict[str, str]:
    names = [halt.who for halt in halts if halt.who]
    who = listed(list(dict.fromkeys(names))[:SHOWN]) if names else "them"
    return {
        "who": who, "service": _service(first), "reason": first.reason or "no reason was given", "call": first.call,
        "until": first.until,
    }  # fmt: skip


def _service(halt: Halt) -> str:
    return service(halt.tool.partition(".")[0]) if halt.tool else "it"


def _filled(words: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        words = words.replace("{" + name + "}", value)
    return sentence(words.replace("..", "."))


def _sentence(case: Case, causes: tuple[Cause, ...]) -> str:
    """The whole in one or two sentences."""
    said = f"“{case.name}” {_STATES.get(case.state, f'is {case.state}')}"
    if not causes:
        return sentence(f"{said}, and nothing is wrong with it")
    first = causes[0]
    where = f" “{first.says.rstrip('.:')}”{_for_whom(first)}:" if first.says else ""
    more = len(causes) - 1
    others = f" There {'is 1 more cause' if more == 1 else f'are {more} more causes'}." if more else ""
    return f"{said}.{where} {first.why}{others}"


def _for_whom(cause: Cause) -> str:
    if cause.count > 1:
        return f", for {cause.count}"
    return f", for {cause.people[0]}" if cause.people else ""


_STATES = {
    "failed": "failed", "completed": "went to its end",
    "completed with failures": "went to its end, but not for everybody", "stopped": "stopped early",
    "cancelled": "was cancelled", "waiting": "waits", "needs you": "needs you", "running": "is running",
    "queued": "has not begun yet",
}  # fmt: skip
