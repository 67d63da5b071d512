"""Test Mode's world: tools only pretend, people and outsiders do what was chosen, and time is virtual.

Nothing here can reach a live connector: this module imports none, and it is handed simulated sides alone.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sayso.compiler import ir
from sayso.connectors.shape import Call, Simulated, ToolError, UncertainError
from sayso.dsl import calendar
from sayso.dsl.catalog import Catalog, Person
from sayso.dsl.types import UNKNOWN, ListOf, RecordOf, present
from sayso.interpreter import Linked
from sayso.interpreter.state import Await, Effect, Event, Outcome, Watch
from sayso.runtime.ledger import Ledger
from sayso.runtime.sampling import sample, sample_record
from sayso.runtime.world import Answer, Granted, Parked, ParkedKind, Place
from sayso.runtime.worlds.choices import Answering, Choices, Chosen, Coming, Decision, path_of
from sayso.runtime.worlds.shared import SharedWorld


class SimulatedWorld(SharedWorld):
    """A world in which nothing is real, and every choice is known beforehand."""

    def __init__(
        self, catalog: Catalog, ledger: Ledger, owner: Person, programs: dict[str, Linked],
        sides: Mapping[str, Simulated], choices: Choices,
    ) -> None:  # fmt: skip
        """The ledger must be a copy; the sides work on copies of their own."""
        super().__init__(catalog, ledger, owner, programs)
        self.sides, self.choices = sides, choices
        self.unanswered: dict[str, int] = {}
        self.calls: list[Call] = []

    # People.

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        """As chosen for the tool, else yes."""
        decision = self._here(want) or self.choices.approvals.get(want.tool) or self._rejection(want) or Decision()
        if decision.verdict == "never":
            return Parked("approval", "waits for an approval that never comes", want.person)
        at = self._when(decision.after, want, now, self.choices.approve)
        if decision.verdict == "no":
            return Outcome("rejected", at, sentence=decision.words or "not approved", error="rejected")
        return Granted(at, {**want.arguments, **decision.edits})

    def _here(self, want: Effect) -> Decision | None:
        """What was chosen for this very place."""
        chosen = self.choices.places.get(want.path)
        return Decision(chosen.does, after=chosen.after) if chosen is not None else None

    def program(self, flow: str) -> Linked | Outcome | None:
        """Another flow, or what was chosen that it gives."""
        if flow in self.choices.flows:
            return Outcome("done", datetime.min.replace(tzinfo=UTC), value=self.choices.flows[flow])
        return super().program(flow)

    def _rejection(self, want: Effect) -> Decision | None:
        """A test's `given TOOL rejected "…"` speaks for the approver."""
        rule = self._rule(want.tool, want.arguments)
        return Decision("no", rule.sentence) if rule and rule.does == "rejected" else None

    def _when(self, after: Any, want: Effect, now: datetime, otherwise: str) -> datetime:
        if after is not None:
            return calendar.after(now, after, self.zone)
        return now + half(now, want.until) if otherwise == "half" else now

    def _person(self, place: Place, want: Effect, now: datetime) -> Answer:
        rule = self._rule(want.tool, want.arguments)
        if rule is not None:
            return self._as_told(rule, want.tool, now)
        chosen = self.choices.places.get(want.path)
        if chosen is not None and chosen.does == "never":
            return self._nobody(want)
        if want.tool == "people.hand_off":
            return self._default(want, now, None)
        reply = self.choices.replies.get(_answer_name(place.linked, want.step))
        if reply is not None:
            if reply.value is None:
                return Parked("question", "waits for an answer that never comes", want.person)
            return Outcome("done", self._when(reply.after, want, now, "now"), value=reply.value)
        return self._default(want, now, sample(want.answer or UNKNOWN, self.catalog, now))

    def _default(self, want: Effect, now: datetime, value: object) -> Answer:
        if self.choices.otherwise == "never":
            return self._nobody(want)
        return Outcome("done", now + half(now, want.until), value=value)

    def _nobody(self, want: Effect) -> Parked:
        kind: ParkedKind = "hand-off" if want.tool == "people.hand_off" else "question"
        return Parked(kind, "waits for an answer that never comes", want.person)

    # Tools.

    def _perform(self, call: Call) -> object:
        rule = self._rule(call.tool, call.arguments)
        self.calls.append(call)
        if rule is not None and rule.does != "rejected":
            answer = self._as_told(rule, call.tool, call.at)
            self._pretend(call)
            return answer.value if isinstance(answer, Outcome) else None
        tool = self.catalog.tools.get(call.tool)
        if self.choices.silent_reads and tool is not None and tool.effect == "read":
            self.unanswered[call.tool] = self.unanswered.get(call.tool, 0) + 1
            return nothing(tool.returns)
        return self._pretend(call)

    def _pretend(self, call: Call) -> object:
        side = self.sides.get(call.tool.partition(".")[0])
        if side is None:
            return None
        answer = side.simulate(call)
        self.caused += events_of(side, call.at)
        return answer

    def _as_told(self, rule: Answering, tool: str, now: datetime) -> Outcome:
        if rule.does == "fails":
            raise ToolError("failed", rule.sentence or f"{tool} failed")
        if rule.does == "uncertain":
            raise UncertainError(rule.sentence or f"{tool} gave no answer")
        return Outcome("done", now, value=rule.value)

    def _rule(self, tool: str, arguments: Mapping[str, object]) -> Answering | None:
        rules = self.choices.answers.get(tool, ())
        return next((rule for rule in rules if _meant(rule.when, arguments)), None)

    def _read_again(self, reader: str, kind: str, id: str, now: datetime) -> dict[str, object] | None:
        side = self.sides.get(reader)
        return side.read_again(kind, id, now) if side is not None else None

    # Events.

    def coming(self, place: Place, want: Await | Watch, now: datetime) -> Iterable[tuple[datetime, dict[str, Any]]]:
        """The chosen events that come after a lane began to wait; by default one, after half of the time."""
        here = self.choices.places.get(want.path if isinstance(want, Await) else path_of(place.lane, want))
        if here is not None:
            yield from self._chosen_here(here, want, now)
            return
        chosen = [coming for coming in self.choices.events if coming.event == want.event]
        for coming in chosen:
            if coming.at is None:
                after = calendar.after(now, coming.after, self.zone) if coming.after else now
                yield after, self.event_data(coming, want.key, after)
        if not chosen and self.choices.otherwise == "yes" and isinstance(want, Await):
            after = now + half(now, want.until)
            yield after, self.event_data(Coming(want.event), want.key, after)

    def _chosen_here(
        self, chosen: Chosen, want: Await | Watch, now: datetime
    ) -> Iterable[tuple[datetime, dict[str, Any]]]:
        """The event comes to this one place, when it was said to."""
        if chosen.does == "yes":
            until = want.until if isinstance(want, Await) else None
            at = calendar.after(now, chosen.after, self.zone) if chosen.after else now + half(now, until)
            yield at, self.event_data(Coming(want.event), want.key, at)

    def scheduled(self) -> list[Event]:
        """The chosen events that come at an instant, whoever waits."""
        dated = [coming for coming in self.choices.events if coming.at is not None]
        return [
            Event(f"event-{number}", coming.event, coming.at, self.event_data(coming, None, coming.at))
            for number, coming in enumerate(dated)
            if coming.at is not None
        ]

    def event_data(self, coming: Coming, key: tuple[str, object] | None, at: datetime) -> dict[str, Any]:
        """An event's names and values: what was chosen, the key that is waited for, samples for the rest."""
        declared = self.catalog.events[coming.event]
        chosen = {**({key[0]: key[1]} if key and "." not in key[0] else {}), **coming.fields}
        data: dict[str, Any] = {}
        for number, (name, kind) in enumerate(declared.binds):
            fields = chosen if number == 0 else {}
            if isinstance(kind, RecordOf):
                data[name] = sample_record(kind.name, self.catalog, at, fields)
            else:
                data[name] = chosen.get(name, sample(kind, self.catalog, at))
        return data


def half(now: datetime, until: datetime | None) -> timedelta:
    """Half of the time there is."""
    return (until - now) / 2 if until is not None else timedelta()


def nothing(kind: Any) -> object:
    """What a read gives that nobody prepared."""

    return [] if kind is not None and isinstance(present(kind), ListOf) else None


def events_of(side: Any, at: datetime) -> list[Event]:
    """The events that a simulated side's calls have caused, if it has any."""
    drain = getattr(side, "drain_events", None)
    happened = drain(at) if drain is not None else ()
    return [Event(one.id, one.name, max(one.at, at), one.data) for one in happened]


def _answer_name(linked: Linked, step: str) -> str:
    """What the question's answer is called in the flow."""
    asked = (op for op in linked.program.operations if isinstance(op, ir.Call) and op.step == step)
    return next((op.into or "" for op in asked if op.tool == "people.ask"), "")


def _meant(when: Mapping[str, Any], arguments: Mapping[str, object]) -> bool:
    return all(shows_as(value, arguments.get(name)) for name, value in when.items())


def shows_as(wanted: Any, given: Any) -> bool:
    """Whether a given value is the wanted one; a record is also meant by its id, address or name."""
    if isinstance(given, dict) and not isinstance(wanted, dict):
        return wanted in (given.get("id"), given.get("email"), given.get("name"))
    return bool(wanted == given)
