"""What a version would have done beside what was done: calls paired person by person, and the difference in words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import takewhile
from textwrap import shorten
from typing import Any, Literal

import msgspec

from sayso.compiler.bounds.words import noun_of, plural
from sayso.dsl.calendar import Duration, duration_words
from sayso.dsl.catalog import Catalog
from sayso.interpreter.state import Effect, Note
from sayso.runtime.engine.loops import who
from sayso.runtime.operations.words import Words
from sayso.runtime.worlds.course import Act
from sayso.runtime.worlds.policy import person_of
from sayso.runtime.worlds.recorded import same_call, same_values

Kind = Literal["new", "gone", "other words", "other time"]
SOON = timedelta(minutes=1)
"""Who acts this much earlier or later acts at the same time."""
LONGEST, BEFORE = 80, 20
"""So many characters of a value are shown, and of what both have in common before they part."""
MOST_FIELDS = 3
NOUNS = {
    "people.ask": "question", "people.hand_off": "hand-over", "memory.set": "note to itself",
    "memory.remember": "note to itself", "people.notify": "notification", "flow.run": "run of another flow",
    "flow.start": "run of another flow",
}  # fmt: skip
"""What calls of the language itself are in a count."""


class Difference(msgspec.Struct, frozen=True):
    """One call that would be otherwise: to whom, of which tool, as what it counts, and all of it in words."""

    kind: Kind
    tool: str
    noun: str
    person: str
    text: str


class Total(msgspec.Struct):
    """Calls of one kind: how many there were and would have been, and how many of them are which."""

    noun: str
    sends: bool
    recorded: int = 0
    would: int = 0
    same: int = 0
    new: int = 0
    gone: int = 0
    other_words: int = 0
    other_time: int = 0

    @property
    def differs(self) -> bool:
        """Whether anything of this kind would be otherwise."""
        return self.same != self.recorded or self.same != self.would


class Pairs(msgspec.Struct):
    """Calls that belong together, and those that have no counterpart."""

    same: list[Act]
    moved: list[tuple[Act, Act]]
    changed: list[tuple[Act, Act]]
    gone: list[Act]
    new: list[Act]


class Comparing:
    """Compares what was done with what would have been, in the words of one workspace."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog, self.words = catalog, Words(catalog)
        self.totals: dict[str, Total] = {}

    def noun(self, tool: str) -> str:
        """What one call of a tool is in a count."""
        declared = self.catalog.tools.get(tool)
        return NOUNS.get(tool) or (noun_of(declared) if declared else f"`{tool}` call")

    def total(self, tool: str) -> Total:
        """The total that calls of a tool count in."""
        noun, declared = self.noun(tool), self.catalog.tools.get(tool)
        return self.totals.setdefault(noun, Total(noun, bool(declared and declared.sends)))

    def compare(self, recorded: Sequence[Act], would: Sequence[Act], timed: bool, title: str) -> list[Difference]:
        """The differences of one trigger; the totals count everything. `timed`: when things happen is compared too."""
        for act in recorded:
            self.total(act.want.tool).recorded += 1
        for act in would:
            self.total(act.want.tool).would += 1
        pairs = paired(recorded, would, self._key, timed)
        for act in pairs.same:
            self.total(act.want.tool).same += 1
        return list(self._told(pairs, title))

    def _told(self, pairs: Pairs, title: str) -> Iterable[Difference]:
        for was, now in pairs.changed:
            self.total(now.want.tool).other_words += 1
            yield self._difference("other words", now, title, f"other words: {self._fields(was.want, now.want)}")
        for was, now in pairs.moved:
            self.total(now.want.tool).other_time += 1
            text = f"{_later(now.at - was.at)}: {self.words.sentence(now.want)}"
            yield self._difference("other time", now, title, text)
        for act in pairs.gone:
            self.total(act.want.tool).gone += 1
            yield self._difference("gone", act, title, f"no longer: {self.words.sentence(act.want)}")
        for act in pairs.new:
            self.total(act.want.tool).new += 1
            yield self._difference("new", act, title, f"new: {self.words.sentence(act.want)}")

    def _difference(self, kind: Kind, act: Act, title: str, text: str) -> Difference:
        return Difference(kind, act.want.tool, self.noun(act.want.tool), self.person(act.want) or title, text)

    def _fields(self, was: Effect, now: Effect) -> str:
        """What differs, by the names of the arguments."""
        names = [name for name in {**was.arguments, **now.arguments}
                 if not same_values(was.arguments.get(name), now.arguments.get(name))]  # fmt: skip
        told = [f"{name} {self._beside(was, now, name)}" for name in names[:MOST_FIELDS]]
        more = f" and {len(names) - MOST_FIELDS} more" if len(names) > MOST_FIELDS else ""
        return f"{self.words.sentence(now)} ({'; '.join(told)}{more})"

    def _beside(self, was: Effect, now: Effect, name: str) -> str:
        """Both values, long ones from where they part."""
        one, other = (" ".join(self.words.show(want.arguments.get(name)).split()) for want in (was, now))
        begin = 0
        if max(len(one), len(other)) > LONGEST:
            alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
            begin = one.rfind(" ", 0, max(0, alike - BEFORE)) + 1
        return " → ".join(f"“{_from(text, begin) or 'nothing'}”" for text in (one, other))

    def _aim(self, want: Effect) -> Any:
        """Whom a call is about: at whom it aims, else the first record it is given."""
        declared = self.catalog.tools.get(want.tool)
        aims = [want.arguments.get(one.name) for one in declared.parameters if one.aims] if declared else []
        records = [value for value in want.arguments.values() if isinstance(value, dict) and "id" in value]
        return next((one for one in [*aims, *records] if one is not None), None)

    def _key(self, act: Act) -> tuple[str, str]:
        aim = self._aim(act.want)
        return act.want.tool, person_of(aim) if isinstance(aim, dict | str) else ""

    def person(self, want: Effect) -> str:
        """Whom a call is about, by name."""
        aim = self._aim(want)
        return who(aim) if isinstance(aim, dict | str) else ""

    # The whole, in words.

    def sentence(self, triggers: int, days: int) -> str:
        """The difference in one sentence."""
        over = f"Over {_count(triggers, 'trigger')} of the last {_count(days, 'day')}"
        told = sorted(self.totals.values(), key=lambda one: (not one.sends, not one.differs, one.noun))
        if not any(one.differs for one in told):
            same = ", ".join(_count(one.recorded, one.noun, self.catalog) for one in told) or "nothing was done"
            return f"{over}: no difference ({same})."
        return f"{over} this would have {'; '.join(self._total(one) for one in told if one.differs)}."

    def _total(self, total: Total) -> str:
        verb = "sent" if total.sends else "made"
        count = _count(total.would, total.noun, self.catalog)
        parts = [
            f"{number} {'is' if number == 1 else 'are'} {what}"
            for number, what in (
                (total.new, "new"), (total.gone, "gone"), (total.other_words, "with other words"),
                (total.other_time, "at another time"),
            )
            if number
        ]  # fmt: skip
        beside = f" instead of {total.recorded}" if total.would != total.recorded else ", as many as there were"
        return f"{verb} {count}{beside}: {', '.join(parts)}"

    def decisions(self, was: Iterable[tuple[str, Note]], now: Iterable[tuple[str, Note]]) -> list[str]:
        """Conditions that came out otherwise at the same place, with what they looked at."""
        known = {path: note for path, note in was if note.kind == "decided"}
        found = []
        for path, note in now:
            before = known.get(path)
            if note.kind == "decided" and before is not None and before.truth is not note.truth:
                was_, now_ = self._decided(before), self._decided(note)
                found.append(f"{was_} before; now {now_}")
        return found

    def _decided(self, note: Note) -> str:
        answer = "yes" if note.truth else "no" if note.truth is False else "unknown, so no"
        seen = ", ".join(f"{label} is {self.words.show(value) or 'missing'}" for label, value in note.values)
        return f"{note.text} → {answer}" + (f" ({seen})" if seen else "")


def paired(recorded: Sequence[Act], would: Sequence[Act], key: Any, timed: bool) -> Pairs:
    """Which call stands for which: the same words to the same person first, then the same step, then the order."""
    pairs = Pairs([], [], [], [], [])
    left: dict[Any, list[Act]] = defaultdict(list)
    for act in recorded:
        left[key(act)].append(act)
    rest: list[Act] = []
    for act in would:
        mine = left[key(act)]
        was = _taken(mine, [one for one in mine if same_call(one.want, act.want)], act)
        if was is None:
            rest.append(act)
        elif timed and abs(act.at - was.at) >= SOON:
            pairs.moved.append((was, act))
        else:
            pairs.same.append(act)
    for act in rest:
        mine = left[key(act)]
        was = _taken(mine, [one for one in mine if one.path == act.path] or mine, act)
        if was is None:
            pairs.new.append(act)
        else:
            pairs.changed.append((was, act))
    pairs.gone = [act for acts in left.values() for act in acts]
    return pairs


def _taken(mine: list[Act], fitting: list[Act], act: Act) -> Act | None:
    if not fitting:
        return None
    found = min(fitting, key=lambda one: (one.path != act.path, abs(one.at - act.at)))
    mine.remove(found)
    return found


def _from(text: str, begin: int) -> str:
    """A long text from a place on."""
    before = "… " if begin else ""
    return before + shorten(text[begin:], LONGEST, placeholder=" …")


def _later(difference: timedelta) -> str:
    length = abs(difference)
    days, seconds = length.days, int(length.seconds)
    whole = Duration(days=days, seconds=seconds - seconds % 60)
    return f"{duration_words(whole)} {'later' if difference > timedelta() else 'earlier'}"


def _count(number: int, noun: str, catalog: Catalog | None = None) -> str:
    return f"{number:,} {plural(noun, number, catalog)}"
