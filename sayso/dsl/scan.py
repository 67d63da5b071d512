"""Finds the logical lines of a flow: newlines inside brackets, long texts and after a comma do not end one.

Every line carries its comments. A bracket or quote that is never closed ends its line at the next one that looks
like the start of a statement, so a slip in one line does not swallow the others.
"""

import re
from typing import NamedTuple

from sayso.dsl.span import Span

MOST_NESTED = 64

_OUTSIDE = r'[^"#()\[\]{}\n]++'
_QUOTED = r'"(?:[^"\\{\n]++|\{[^"#()\[\]{}\n]*+\})*+"(?!")'
_PLAIN = re.compile(rf"(?:{_OUTSIDE}|{_QUOTED}|\((?:{_OUTSIDE}|{_QUOTED})*+\))*+\n")
"""Most lines: words, texts, and brackets that hold words and texts, to the end of the row, without a comment."""
_CODE = re.compile(r'"""|"(?:[^"\\{\n]|\\.|\{\{)*"|["#()\[\]{}\n]')
_TEXT = re.compile(r'\\.|\{\{|["{\n]')
_LONG_TEXT = re.compile(r'\\.|\{\{|"""|\{', re.DOTALL)
_LEAD = re.compile(r"[ \t]*")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_STATEMENT = re.compile(
    r"""[ \t]*(?:
      (?:flow|goal|on|use|limit|memory|let|set|wait|ask|hand|say|remember|run|start|stop|skip|fail|return|keep|off|if
        |for|repeat|sequence|unless|try|stage|otherwise|else|test|given|expect|end)(?![A-Za-z0-9_:(.])
      | [A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+[ \t]*\(
    )""",
    re.VERBOSE,
)


class Problem(NamedTuple):
    """A bracket or quote that is never closed, or one too deep inside others."""

    slug: str
    span: Span


class Line(NamedTuple):
    """A logical line: `row` is where its first row begins, `start` to `end` what is to be parsed."""

    row: int
    start: int
    end: int
    before: tuple[str, ...]
    after: str | None
    problem: Problem | None

    @property
    def indent(self) -> int:
        """How far the line is indented, in characters."""
        return self.start - self.row


class Scan(NamedTuple):
    """All logical lines, and the comment lines after the last."""

    lines: list[Line]
    tail: tuple[str, ...]


def scan(text: str) -> Scan:
    """The logical lines of a normalised text."""
    lines: list[Line] = []
    pending: list[str] = []
    place, size = 0, len(text)
    while place < size:
        start = _LEAD.match(text, place).end()  # type: ignore[union-attr]
        first = text[start : start + 1]
        if first == "\n":
            if not pending or pending[-1]:
                pending.append("")
            place = start + 1
        elif first == "#":
            end = text.find("\n", start)
            pending.append(text[start:end].rstrip())
            place = end + 1
        elif (plain := _plain(text, start)) is not None:
            end, following = plain
            lines.append(Line(place, start, end, tuple(pending), None, None))
            pending = []
            place = following
        elif first:
            reading = _Reading(text, start)
            end, following = reading.run()
            before = (*pending, *reading.inside)
            lines.append(Line(place, start, end, before, reading.after, reading.problem))
            pending = []
            place = following
        else:
            break
    return Scan(lines, tuple(pending))


def _plain(text: str, start: int) -> tuple[int, int] | None:
    """Where the content of a plain line ends, and where the next line begins; None for any other line."""
    found = _PLAIN.match(text, start)
    if found is None:
        return None
    end = _content_end(text, found.end())
    return None if text[end - 1] == "," else (end, found.end())


class _Reading:
    """One logical line while it is read."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.open: list[tuple[str, int]] = []
        self.comments: list[str] = []
        self.inside: list[str] = []
        self.after: str | None = None
        self.problem: Problem | None = None

    def run(self) -> tuple[int, int]:
        """Where the line's content ends, and where the next line begins."""
        text, place, opened = self.text, self.start, self.open
        comment = -1
        while True:
            top = opened[-1][0] if opened else ""
            pattern = _TEXT if top == '"' else _LONG_TEXT if top == '"""' else _CODE
            found = pattern.search(text, place)
            if found is None:
                return self._unclosed(len(text) - 1)
            token, at = found[0], found.start()
            place = found.end()
            if token == "\n":
                if top == '"':
                    return self._unclosed(at)
                end = _content_end(text, comment if comment >= 0 else at)
                ended = self._newline(end, at, comment)
                if ended is not None:
                    return ended
                comment = -1
            elif token == "#":
                comment = at
                place = text.index("\n", at)
            elif token in ('"', '"""'):
                if top == token:
                    opened.pop()
                else:
                    self._enter(token, at)
            elif token in ("(", "[") or (token == "{" and top.startswith('"')):
                self._enter(token, at)
            elif token in _CLOSING:
                self._leave(_CLOSING[token])

    def _enter(self, token: str, at: int) -> None:
        self.open.append((token, at))
        if len(self.open) > MOST_NESTED and self.problem is None:
            self.problem = Problem("too-deep", Span(at, at + len(token)))

    def _leave(self, opener: str) -> None:
        """Closes the nearest bracket of its kind; one that closes nothing is left for the parser to find."""
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth][0] == opener:
                del self.open[depth:]
                return
            if self.open[depth][0] in ('"', '"""'):
                return

    def _newline(self, end: int, at: int, comment: int) -> tuple[int, int] | None:
        """The end of the line if this newline ends it."""
        goes_on = self.open or self.text[end - 1] == ","
        note = self.text[comment:at].rstrip() if comment >= 0 else None
        if not goes_on:
            self.after = note
            return end, at + 1
        following = _next_row(self.text, at + 1)
        if following is None or _STATEMENT.match(self.text, following):
            self.after = note
            return (end, at + 1) if not self.open else self._unclosed(end)
        if note:
            self.inside.append(note)
        return None

    def _unclosed(self, at: int) -> tuple[int, int]:
        """Reports what was not closed, and resumes at the next line that looks like a statement."""
        text = self.text
        token, place = self.open[-1]
        if [token for token, _ in self.open[-3:]] == ['"', "{", '"']:
            token, place = self.open[-2]
        slug = "unclosed-quote" if token.startswith('"') else "unclosed-bracket"
        self.problem = Problem(slug, Span(place, place + len(token)))
        self.after = None
        row = text.index("\n", at if token == '"' else place)
        brackets = any(not token.startswith('"') for token, _ in self.open)
        end = row
        while row + 1 < len(text) and (brackets or token == '"""') and not _STATEMENT.match(text, row + 1):
            row = text.index("\n", row + 1)
            end = row if text[row - 1] != "\n" else end
        return _content_end(text, end), row + 1


def _content_end(text: str, end: int) -> int:
    while text[end - 1] in " \t\n":
        end -= 1
    return end


def _next_row(text: str, place: int) -> int | None:
    """The next row that holds more than blanks or a comment."""
    while place < len(text):
        start = _LEAD.match(text, place).end()  # type: ignore[union-attr]
        if text[start : start + 1] not in ("\n", "#", ""):
            return place
        place = text.find("\n", start) + 1 or len(text)
    return None
