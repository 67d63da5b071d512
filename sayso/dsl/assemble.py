"""Puts lines together: blocks up to their `end`, header lines in their order, tests, comments where they belong.

Knows no syntax of a line. What does not fit is told to `report` once; a block whose head could not be read is kept
as it was written.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from sayso.dsl.build.parts import Head, Part
from sayso.dsl.flow import (
    Expect,
    Flow,
    Given,
    Goal,
    Input,
    Limit,
    Memory,
    MemoryField,
    OnCall,
    OnChat,
    OnEvent,
    OnForm,
    OnManual,
    OnSchedule,
    OnWebhook,
    Test,
    Use,
)
from sayso.dsl.frames import BLOCKS, Frame, Section, single_spaced, trimmed, without_end, without_start
from sayso.dsl.node import NO_NOTES, Notes
from sayso.dsl.scan import Line
from sayso.dsl.span import Span
from sayso.dsl.statements import (
    Broken,
    Off,
)

MOST_BLOCKS = 64
RANKS = {"flow": 0, "goal": 1, "on": 2, "use": 3, "limit": 4, "memory": 5, "statement": 6, "test": 7}
HEADER = (Goal, OnCall, OnChat, OnEvent, OnForm, OnManual, OnSchedule, OnWebhook, Use, Limit)
GOES_ON = {
    "if": ("otherwise if", "otherwise"),
    "repeat": ("otherwise",),
    "wait for": ("otherwise",),
    "sequence": ("unless",),
    "try": ("on error",),
    "broken": ("otherwise if", "otherwise", "unless", "on error"),
}
NEEDS = {"sequence": "unless", "try": "on error"}


class Unreadable(msgspec.Struct, frozen=True):
    """A line that could not be read; `opens` if it seems to be the head of a block, `part` if it goes on with one."""

    opens: bool = False
    part: str = ""


class Assembly:
    """A flow while its lines come in; `report(slug, span, data)` takes what does not fit."""

    def __init__(self, text: str, report: Callable[..., None]) -> None:
        self.text = text
        self.report = report
        self.sound = True
        self.frames: list[Frame] = []
        self.body: list[Any] = []
        self.tests: list[Test] = []
        self.header: dict[str, list[Any]] = {"goal": [], "on": [], "use": [], "limit": [], "memory": [], "flow": []}
        self.carried: tuple[str, ...] = ()
        self.rank = -1

    # ------------------------------------------------------------------ lines coming in

    def put(self, statement: Any, line: Line) -> None:
        """Takes a statement of the body that is whole already; `line` is its first."""
        self._in_order("statement", line)
        self.body.append(statement)

    def add(self, value: Any, line: Line) -> None:
        """Takes the next line: what its builder made of it."""
        if isinstance(value, Part):
            self._part(value, line)
        elif isinstance(value, Head):
            self._head(value, line)
        elif isinstance(value, Unreadable):
            self._unreadable(value, line)
        elif isinstance(value, Given | Expect):
            self._test_line(value, line)
        elif isinstance(value, Input):
            self._input(value, line)
        elif isinstance(value, HEADER):
            self._header_line(value, line)
        else:
            self._statement(value, line)

    def _statement(self, value: Any, line: Line) -> None:
        if self._leaves_fields(line):
            return
        if self.frames and self.frames[-1].kind == "test":
            self.report("statement-in-test", Span(line.start, _word_end(self.text, line)))
            return
        if not self.frames:
            self._in_order("statement", line)
        notes = self._notes(line, not self._items())
        self._items().append(msgspec.structs.replace(value, notes=notes) if notes is not NO_NOTES else value)

    def _header_line(self, value: Any, line: Line) -> None:
        kind = "goal" if isinstance(value, Goal) else "use" if isinstance(value, Use) else "on"
        kind = "limit" if isinstance(value, Limit) else kind
        if self._leaves_fields(line):
            return
        self._in_order(kind, line)
        notes = self._header_notes(line)
        self.header[kind].append(msgspec.structs.replace(value, notes=notes) if notes is not NO_NOTES else value)

    def _test_line(self, value: Any, line: Line) -> None:
        if self.frames and self.frames[-1].kind in ("test", "broken"):
            notes = self._notes(line, not self._items())
            self._items().append(msgspec.structs.replace(value, notes=notes))
        elif not self._leaves_fields(line):
            word = self.text[line.start : _word_end(self.text, line)]
            self.report("outside-test", Span(line.start, line.start + len(word)), word=word)
            self._keep_raw(line)

    def _input(self, value: Input, line: Line) -> None:
        if self.frames and self.frames[-1].kind in ("inputs", "memory", "broken"):
            made: Input | MemoryField = value
            if self.frames[-1].kind == "memory":
                made = MemoryField(value.name, value.type, span=value.span)
            self._items().append(msgspec.structs.replace(made, notes=self._header_notes(line)))
        else:
            self.report("stray-field", value.span, name=value.name)
            self._keep_raw(line)

    def _head(self, value: Head, line: Line) -> None:
        if self._leaves_fields(line):
            return
        if value.kind == "test" and self.frames:
            self.sound = False
        elif self.frames and self.frames[-1].kind == "test":
            self.report("statement-in-test", Span(line.start, _word_end(self.text, line)))
        if value.kind == "flow":
            self._in_order("flow", line)
            self.header["flow"].append((value, self._header_notes(line)))
            return
        kind = {"inputs": "on", "memory": "memory", "test": "test"}.get(value.kind, "statement")
        if kind != "statement" or not self.frames:
            self._in_order(kind, line)
        in_header = kind in ("on", "memory")
        notes = self._header_notes(line) if in_header else self._notes(line, kind == "test" or not self._items())
        self._open(Frame(value.kind, value, line, notes))

    def _open(self, frame: Frame) -> None:
        self.frames.append(frame)
        frame.broken = frame.broken or len(self.frames) > MOST_BLOCKS
        if len(self.frames) == MOST_BLOCKS + 1:
            self.report("too-deep", Span(frame.line.start, _word_end(self.text, frame.line)))

    def _unreadable(self, value: Unreadable, line: Line) -> None:
        frame = self.frames[-1] if self.frames else None
        if value.part and frame and value.part in GOES_ON.get(frame.kind, ()):
            frame.broken = True
            self._close_section(line)
            frame.sections.append(Section(value.part, None, line.end))
        elif value.opens:
            self._open(Frame("broken", None, line, self._notes(line, not self._items())))
        else:
            self._keep_raw(line)

    def _keep_raw(self, line: Line) -> None:
        if self._holds_no_statements():
            self.carried += line.before
            return
        notes = Notes(self._before(line, not self._items()))
        raw = self.text[line.row : self.text.index("\n", line.end)].rstrip(" \t")
        self._items().append(Broken(raw, span=Span(line.start, line.end), notes=notes))

    def _holds_no_statements(self) -> bool:
        """Whether what stands here can only be lines of a test, or fields."""
        return bool(self.frames) and self.frames[-1].kind in ("test", "inputs", "memory")

    def _leaves_fields(self, line: Line) -> bool:
        """Whether a line that is no field stands among fields: their `end` is missing then."""
        if self.frames and self.frames[-1].kind in ("inputs", "memory"):
            self.sound = False
            self.frames.pop()
        return False

    # ------------------------------------------------------------------ blocks

    def _part(self, value: Part, line: Line) -> None:
        if value.kind == "end":
            self._end(line)
            return
        frame = self.frames[-1] if self.frames else None
        if frame and value.kind in GOES_ON.get(frame.kind, ()) and not self._repeated(frame, value):
            self._close_section(line)
            frame.sections.append(Section(value.kind, value.value, line.end))
        elif not self._repeated(frame, value) and any(value.kind in GOES_ON.get(f.kind, ()) for f in self.frames):
            self.sound = False
        else:
            self.report("nothing-to-go-on", Span(line.start, line.end), words=value.kind)
            self._keep_raw(line)

    def _repeated(self, frame: Frame | None, value: Part) -> bool:
        last = frame.sections[-1].kind if frame else ""
        return frame is not None and frame.kind != "broken" and last in ("otherwise", "unless", "on error")

    def _close_section(self, line: Line) -> None:
        """Comments before a line that goes on with a block, and at its end, belong to what stood before it."""
        section = self.frames[-1].sections[-1]
        section.tail += [*self._taken(), *line.before]
        if line.after:
            section.tail.append(line.after)

    def _end(self, line: Line) -> None:
        if not self.frames:
            self.sound = False
            return
        frame = self.frames[-1]
        if frame.kind in ("inputs", "memory"):
            self.carried += (*line.before, *((line.after,) if line.after else ()))
        else:
            self._close_section(line)
        self.frames.pop()
        end = line.end
        needed = NEEDS.get(frame.kind)
        if needed and len(frame.sections) == 1 and not frame.broken:
            self.report(f"no-{needed.replace(' ', '-')}", Span(frame.line.start, frame.line.end))
            frame.broken = True
        if self._holds_no_statements() and frame.kind not in ("inputs", "memory"):
            self.carried += frame.notes.before
        elif frame.broken:
            raw = self.text[frame.line.row : line.end]
            self._items().append(Broken(raw, span=Span(frame.line.start, end), notes=Notes(frame.notes.before)))
        else:
            self._closed(frame, end)

    def _closed(self, frame: Frame, end: int) -> None:
        assert frame.head is not None
        span, items = Span(frame.line.start, end), tuple(frame.sections[0].items)
        match frame.kind:
            case "inputs":
                fields = dict(frame.head.fields)
                self.header["on"].append(fields.pop("node")(**fields, inputs=items, span=span, notes=frame.notes))
            case "memory":
                self.header["memory"].append(Memory(items, span=span, notes=frame.notes))
            case "test":
                tail = without_end(frame.sections[0].tail) if items else trimmed(frame.sections[0].tail)
                self.tests.append(Test(frame.head.fields["title"], items, tail, span=span, notes=frame.notes))
            case kind if frame.head.off:
                inner = BLOCKS[kind](frame, Span(frame.head.span.start, end), NO_NOTES)
                self._items().append(Off(inner, span=span, notes=frame.notes))
            case kind:
                self._items().append(BLOCKS[kind](frame, span, frame.notes))

    def _items(self) -> list[Any]:
        return self.frames[-1].sections[-1].items if self.frames else self.body

    # ------------------------------------------------------------------ comments

    def _taken(self) -> tuple[str, ...]:
        carried, self.carried = self.carried, ()
        return carried

    def _before(self, line: Line, first: bool) -> tuple[str, ...]:
        before = single_spaced(self._taken() + line.before) if self.carried else line.before
        return without_start(before) if first else before

    def _notes(self, line: Line, first: bool) -> Notes:
        before = self._before(line, first)
        return Notes(before, line.after) if before or line.after else NO_NOTES

    def _header_notes(self, line: Line) -> Notes:
        before = tuple(comment for comment in self._before(line, True) if comment)
        return Notes(before, line.after) if before or line.after else NO_NOTES

    # ------------------------------------------------------------------ the whole

    def _in_order(self, kind: str, line: Line) -> None:
        rank = RANKS[kind]
        once = kind in ("flow", "goal", "memory") and (self.header[kind] or self.rank == rank)
        if once or rank < self.rank or (self.frames and kind not in ("test", "statement")):
            word = "statement" if kind == "statement" else f"`{kind}`"
            slug = "only-once" if once else "wrong-order"
            span = Span(line.start, _word_end(self.text, line))
            self.report(slug, span, word=word, place=_PLACES.get(kind, ""))
        self.rank = max(rank, self.rank)

    def flow(self, tail: tuple[str, ...]) -> Flow | None:
        """The flow, once all lines are in; None where blocks were left open."""
        if self.frames or not self.sound:
            return None
        fields: dict[str, Any] = {"name": ""}
        notes, start = NO_NOTES, 0
        if self.header["flow"]:
            head, notes = self.header["flow"][0]
            fields, start = head.fields, head.span.start
        goal, memory = self.header["goal"][:1], self.header["memory"][:1]
        section = Section("", None, 0)
        section.items = self.body
        return Flow(
            fields["name"],
            goal[0] if goal else None,
            tuple(self.header["on"]),
            tuple(self.header["use"]),
            tuple(self.header["limit"]),
            memory[0] if memory else None,
            section.block(),
            tuple(self.tests),
            trimmed([*self._taken(), *tail]),
            span=Span(start, len(self.text)),
            notes=notes,
        )


_PLACES = {
    "flow": "as the first line",
    "goal": "after `flow`",
    "on": "after `goal`, before `use`",
    "use": "after `on`, before `limit` and the statements",
    "limit": "after `use`, before the statements",
    "memory": "after `limit`, before the statements",
    "statement": "before the first `test`",
}


def _word_end(text: str, line: Line) -> int:
    end = line.start
    while end < line.end and (text[end].isalnum() or text[end] in "_."):
        end += 1
    return max(end, line.start + 1)
