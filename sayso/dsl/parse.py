"""Text to tree: each logical line is read by the grammar, an assembly puts the lines together.

So a line that cannot be read costs that line alone: it stays in the tree as `Broken`, with one finding.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from sayso.dsl import lalr
from sayso.dsl.assemble import HEADER, Assembly, Unreadable
from sayso.dsl.build import BUILDERS
from sayso.dsl.build.parts import Head, Part, Refused
from sayso.dsl.depth import MOST_DEEP, depth_of
from sayso.dsl.diagnostics import Diagnostic, Edit, Fix
from sayso.dsl.expressions import Expression
from sayso.dsl.flow import Flow, Input
from sayso.dsl.grammar import load_table
from sayso.dsl.mistakes import explain, explain_refused, finding, mend_unclosed
from sayso.dsl.node import Node
from sayso.dsl.scan import Line, scan
from sayso.dsl.span import Span
from sayso.dsl.structure import Role, find_end

MOST_EXPLAINED = 100
_MARKS = re.compile(r'\\.|"""|"|#|\n')
_THOUSANDS = re.compile(r"(?<![\w.,])[$€£]?\d{1,3}(?:,\d{3})+(?![\w,])")
_PART = re.compile(
    r"(?P<otherwise_if>(?:otherwise|else)[ \t]+if\b|elif|elsif|elseif)|(?P<otherwise>\}?[ \t]*(?:otherwise|else)\b)"
    r"|(?P<unless>unless\b)|(?P<on_error>on[ \t]+error\b|catch\b|except\b)"
)
_END = re.compile(r"(?:end\w*|\}|fi|done)(?:[ \t]+\w+)?[ \t]*[;.]?\Z")
_OPENS = re.compile(r"(?:off[ \t]+)?(?:if|for|foreach|while|repeat|sequence|try|stage|test|memory|wait[ \t]+for)\b")
_ONE_LINE = re.compile(r"if\b.*\bthen[ \t]+\w")


class Parsed(msgspec.Struct, frozen=True):
    """What a text says, and what about it could not be read; `flow` is None where blocks and `end`s do not fit."""

    flow: Flow | None
    diagnostics: tuple[Diagnostic, ...]


class NotAnExpression(Exception):
    """The text is no expression; the finding says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.sentence)
        self.diagnostic = diagnostic


@cache
def machine() -> lalr.Machine:
    """The one machine over the packaged grammar."""
    return lalr.Machine(load_table(), BUILDERS)


def parse(text: str) -> Parsed:
    """The flow that a normalised text says, and every finding about its syntax, in the order of the text."""
    return Parsing(text if text.endswith("\n") else text + "\n").run()


def parse_expression(text: str) -> Expression:
    """The value that a text says; raises NotAnExpression."""
    try:
        value: Expression = machine().read(text, 0, len(text), "expression")
    except lalr.Unreadable as problem:
        raise NotAnExpression(explain(text, 0, len(text), problem, _reader("expression"))) from None
    except Refused as problem:
        raise NotAnExpression(explain_refused(text, 0, len(text), problem)) from None
    return value


def _reader(rule: str) -> Any:
    """A trial reading: what is wrong with some words, or None."""

    def read(words: str) -> lalr.Unreadable | None:
        try:
            machine().read(words, 0, len(words), rule)
        except lalr.Unreadable as problem:
            return problem
        except Refused:
            return None
        return None

    return read


class Parsing:
    """One parsing: its text and what was found so far."""

    def __init__(self, text: str) -> None:
        """Nothing is read before `run`."""
        self.text = text
        self.found: list[Diagnostic] = []
        self.values: list[Any] = []
        self.told: set[int] = set()
        self.lines, self.tail = scan(text)
        self.unindented = all(line.indent == 0 for line in self.lines)

    def run(self) -> Parsed:
        """Read it all."""
        assembly = Assembly(self.text, self.report)
        self._thousands()
        while len(self.values) < len(self.lines):
            self.take(assembly, len(self.values))
        self._first_line()
        flow = assembly.flow(self.tail)
        if flow is None:
            roles = [Role(*_role(value), line) for value, line in zip(self.values, self.lines, strict=True)]
            self.found.append(find_end(self.text, roles))
        return Parsed(flow, tuple(sorted(self.found, key=lambda diagnostic: diagnostic.span.start)))

    def take(self, assembly: Assembly, number: int) -> None:
        """Read a line and give it to the flow that comes in."""
        line = self.lines[number]
        self.values.append(self.read(line, number))
        assembly.add(self.values[-1], line)

    def report(self, slug: str, span: Span, **data: object) -> None:
        """Takes a finding."""
        self.found.append(finding(slug, span, data))

    def read(self, line: Line, number: int) -> Any:
        """What a line says; what cannot be read is reported."""
        if line.problem:
            self._unclosed(line)
            return self._unreadable(number)
        try:
            value = machine().read(self.text, line.start, line.end, "line")
        except lalr.Unreadable as problem:
            self._explain(line, problem)
            return self._unreadable(number)
        except Refused as problem:
            self.found.append(explain_refused(self.text, line.start, line.end, problem))
            return self._unreadable(number)
        if line.end - line.start > MOST_DEEP and any(depth_of(node) > MOST_DEEP for node in _said(value)):
            self.report("too-deep", value.span)
            return self._unreadable(number)
        return value

    def _unclosed(self, line: Line) -> None:
        assert line.problem is not None
        slug, span = line.problem
        here = self.text[span.start : span.end]
        mend = None
        if slug != "too-deep":
            mend = mend_unclosed(self.text, line.start, line.end, span.start, here, _reader("line"))
        self.found.append(finding(slug, span, {"here": here}, *((mend,) if mend else ())))

    def _explain(self, line: Line, problem: lalr.Unreadable) -> None:
        if line.start in self.told:
            return
        if len(self.found) < MOST_EXPLAINED:
            self.found.append(explain(self.text, line.start, line.end, problem, _reader("line")))
        else:
            self.report("cannot-read", Span(problem.at, problem.at + 1), sentence="I cannot read this line.")

    def _unreadable(self, number: int) -> Any:
        """What an unreadable line seems to do to the blocks around it."""
        line = self.lines[number]
        words = self.text[line.start : line.end]
        if _END.match(words):
            return Part("end", None, Span(line.start, line.end))
        part = _PART.match(words)
        if part:
            return Unreadable(part=(part.lastgroup or "").replace("_", " "))
        if _ONE_LINE.match(words):
            return Unreadable()
        following = self.lines[number + 1].indent if number + 1 < len(self.lines) else 0
        return Unreadable(opens=following > line.indent or (self.unindented and bool(_OPENS.match(words))))

    def _thousands(self) -> None:
        """Commas between thousands, which the grammar would take for commas between values."""
        starts = [line.start for line in self.lines]
        found: dict[int, dict[int, re.Match[str]]] = {}
        for match in _THOUSANDS.finditer(self.text):
            number = bisect_right(starts, match.start()) - 1
            if number >= 0 and match.start() < self.lines[number].end:
                found.setdefault(starts[number], {})[match.start()] = match
        for start, matches in found.items():
            for place in _outside_words(self.text, start, matches):
                span, plain = Span(*matches[place].span()), matches[place][0].replace(",", "")
                fix = Fix("Write it without commas", (Edit(span, plain),))
                self.told.add(start)
                self.found.append(finding("thousands-comma", span, {"fix": plain, "here": matches[place][0]}, fix))

    def _first_line(self) -> None:
        if any(isinstance(value, Head) and value.kind == "flow" for value in self.values):
            return
        words = self.text[self.lines[0].start : self.lines[0].end] if self.lines else ""
        if words.startswith("flow"):
            return
        start = self.lines[0].row if self.lines else 0
        fix = Fix("Put the first line", (Edit(Span(start, start), 'flow "Untitled"\n'),))
        self.found.append(finding("no-flow-line", Span(start, start), {}, fix))


def _outside_words(text: str, start: int, places: Iterable[int]) -> Iterator[int]:
    """Those of some places in a line, in order, that lie in no text and no comment, going by the quotes before them."""
    quote, comment, seen = "", False, start
    for place in places:
        for mark in _MARKS.finditer(text, seen, place):
            sign = mark[0]
            if comment or sign == "\n":
                comment = comment and sign != "\n"
            elif sign == "#":
                comment = not quote
            elif sign[0] == '"' and (not quote or sign == quote or quote == '"'):
                quote = "" if quote else sign
        seen = place
        if not quote and not comment:
            yield place


def _said(value: Any) -> list[Node]:
    """The nodes that a line's builder made."""
    parts = (
        value.fields.values() if isinstance(value, Head) else (value.value,) if isinstance(value, Part) else (value,)
    )
    return [part for part in parts if isinstance(part, Node)]


def _role(value: Any) -> tuple[str, str]:
    """What a line does to the blocks, and the kind of block."""
    match value:
        case Head(kind="flow"):
            return "header", "flow"
        case Head(kind="test"):
            return "top", "test"
        case Head(kind=kind):
            return "open", kind
        case Part(kind="end"):
            return "end", ""
        case Part(kind=kind):
            return "part", kind
        case Unreadable(opens=True):
            return "open", "broken"
        case Unreadable(part=part) if part:
            return "part", part
        case Input():
            return "field", ""
        case _:
            return ("header" if isinstance(value, HEADER) else "line"), ""
