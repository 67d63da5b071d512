"""Where a caret stands in a flow's text: in which line, which call and parameter, in a text or behind an `@`."""

import re

import msgspec

_PATH = re.compile(r"(?<![A-Za-z0-9@])@[\w.]*\Z")
_WORD = re.compile(r"[\w.]*\Z")
_CALLEE = re.compile(r"([A-Za-z_][\w.]*)[ \t]*\Z")
_NAMED = re.compile(r"\s*([A-Za-z_]\w*)\s*:(?!:)")
_STATEMENT = re.compile(
    r"[ \t]*(?:(?:let|set|wait|ask|hand|say|remember|run|start|stop|skip|fail|return|keep|off|if|for|repeat|try|stage"
    r"|sequence|unless|otherwise|on|end|test)\b(?!:)|[A-Za-z_]\w*(?:\.\w+)+\()"
)
MOST_ROWS = 40
_CLOSING = {"(": ")", "[": "]", "{": "}", '"': '"', '"""': '"""'}


class Open(msgspec.Struct):
    """A bracket or quote that is open at the caret; of a call `callee` and where each argument begins."""

    sign: str
    at: int
    callee: str = ""
    commas: list[int] = []


class Cursor(msgspec.Struct, frozen=True):
    """The caret's place. `start` to `end` is its line as far as it belongs to it, `head` what stands there before the
    caret, `word` what is being typed from `word_at` on. `call` is the tool whose arguments are open, `given` those
    that have a name, `argument` the one being typed (a name, or its number), `in_text` whether it is inside quotes
    that began at `text_at`; `closers` end whatever is open."""

    caret: int
    start: int
    end: int
    head: str
    word: str
    word_at: int
    path: str
    call: str
    given: tuple[str, ...]
    argument: str
    number: int
    in_text: bool
    text_at: int
    closers: str
    in_list: bool

    @property
    def indent(self) -> str:
        """The blanks before the line."""
        return self.head[: len(self.head) - len(self.head.lstrip(" \t"))]

    @property
    def typed(self) -> str:
        """What stands on the line before the caret, without its indentation."""
        return self.head.lstrip(" \t")


def cursor_at(text: str, caret: int) -> Cursor:
    """The caret's place in a normalised text."""
    caret = max(0, min(caret, len(text)))
    start = _line_start(text, caret)
    head = text[start:caret]
    opened = _opened(head)
    end = _line_end(text, start, caret) if opened else _row_end(text, caret)
    quote = next((one for one in reversed(opened) if one.sign in ('"', '"""')), None)
    inside = quote is not None and opened[-1] is quote
    call = next((one for one in reversed(opened) if one.sign == "(" and "." in one.callee), None)
    given, argument, number = _arguments(head, call)
    path = _PATH.search(head)
    if inside and quote is not None and path is None:
        at = quote.at + len(quote.sign)
        word = head[at:]
    else:
        found = _WORD.search(head)
        at = found.start() if found else len(head)
        word = head[at:]
    if path is not None:
        at, word = path.start(), path.group()
    closers = "".join(_CLOSING[one.sign] for one in reversed(opened))
    return Cursor(
        caret, start, end, head, word, start + at, path.group() if path else "",
        call.callee if call else "", given, argument, number, inside, start + quote.at if quote else -1, closers,
        (bool(opened) and opened[-1].sign == "[") or (inside and len(opened) > 1 and opened[-2].sign == "["),
    )  # fmt: skip


def _line_start(text: str, caret: int) -> int:
    """Where the logical line begins: further up, while brackets or a long text are open there."""
    start = text.rfind("\n", 0, caret) + 1
    for _ in range(12):
        if start == 0 or not text[:start].rstrip(" \t\n").endswith((",", "(", "[", '"""')):
            break
        before = text.rfind("\n", 0, start - 1) + 1
        if not _opened(text[before:start]) and not text[before:start].strip().endswith(","):
            break
        start = before
    return start


def _row_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _line_end(text: str, start: int, caret: int) -> int:
    """Where the logical line ends: further down, where a row closes what is open at the caret; else with its row."""
    row = end = _row_end(text, caret)
    for _ in range(MOST_ROWS):
        if not _opened(text[start:end]):
            return end
        if end == len(text) or _STATEMENT.match(text, end + 1):
            return row
        end = _row_end(text, end + 1)
    return row


def _opened(head: str) -> list[Open]:
    """The brackets and quotes that are open at the end of a stretch of text."""
    stack: list[Open] = []
    at = 0
    while at < len(head):
        sign = stack[-1].sign if stack else ""
        at += _in_text(head, at, sign, stack) if sign in ('"', '"""') else _in_code(head, at, stack)
    return stack


def _in_text(head: str, at: int, sign: str, stack: list[Open]) -> int:
    if head.startswith("\\", at) or head.startswith("{{", at):
        return 2
    if head.startswith(sign, at):
        stack.pop()
        return len(sign)
    if head[at] == "{":
        stack.append(Open("{", at))
    return 1


def _in_code(head: str, at: int, stack: list[Open]) -> int:
    letter = head[at]
    if letter == "#":
        newline = head.find("\n", at)
        return (len(head) if newline < 0 else newline) - at
    if letter == '"':
        sign = '"""' if head.startswith('"""', at) else '"'
        stack.append(Open(sign, at))
        return len(sign)
    if letter in "([{":
        callee = _CALLEE.search(head[:at]) if letter == "(" else None
        stack.append(Open(letter, at, callee.group(1) if callee else "", []))
    elif letter in ")]}" and stack and _CLOSING[stack[-1].sign] == letter:
        stack.pop()
    elif letter == "," and stack:
        stack[-1].commas.append(at)
    return 1


def _arguments(head: str, call: Open | None) -> tuple[tuple[str, ...], str, int]:
    """The names given in a call, and the name and number of the argument at the caret."""
    if call is None:
        return (), "", 0
    begins = [call.at, *call.commas]
    parts = [head[here + 1 : there] for here, there in zip(begins, [*begins[1:], len(head)], strict=True)]
    names = [found.group(1) if (found := _NAMED.match(part)) else "" for part in parts]
    return tuple(name for name in names[:-1] if name), names[-1], len(parts) - 1
