"""The texts of email templates as trees: holes as in a flow's texts; quotes and backslashes are plain characters."""

from sayso.dsl.catalog import Template
from sayso.dsl.expressions import Expression, Text
from sayso.dsl.parse import NotAnExpression, parse_expression

ESCAPED = {'"': '\\"', "\\": "\\\\"}


def texts(template: Template) -> tuple[Text, Text]:
    """A template's subject and body; a line that cannot be read stays as it is written."""
    return _text(template.subject), _text(template.body)


def unreadable_line(template: Template) -> str | None:
    """The first line of a template whose holes cannot be read."""
    lines = [line for words in (template.subject, template.body) for line in words.splitlines()]
    return next((line for line in lines if _line(line) is None), None)


def _text(words: str) -> Text:
    parts: list[str | Expression] = []
    for number, line in enumerate(words.split("\n")):
        read = _line(line)
        for part in (["\n"] if number else []) + list((line,) if read is None else read.parts):
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part != "":
                parts.append(part)
    return Text(parts=tuple(parts))


def _line(line: str) -> Text | None:
    if not line or not set(line) & set("@{}"):
        return Text(parts=(line,) if line else ())
    try:
        read = parse_expression(f'"{_quotable(line)}"')
    except NotAnExpression:
        return None
    return read if isinstance(read, Text) else None


def _quotable(line: str) -> str:
    """The line as it is written inside quotes: what stands outside holes is escaped."""
    written: list[str] = []
    depth, quoted = 0, False
    for at, sign in enumerate(line):
        if depth == 0:
            written.append(ESCAPED.get(sign, sign))
        else:
            written.append(sign)
            quoted = quoted != (sign == '"')
        if not quoted:
            depth = max(depth + _opens(line, at, depth), 0)
    return "".join(written)


def _opens(line: str, at: int, depth: int) -> int:
    """Whether a hole begins (1) or ends (-1) here; `{{` outside a hole is a plain character."""
    if line[at] == "}" and depth:
        return -1
    doubled = line[at : at + 2] == "{{" or (at and line[at - 1] == "{" and depth == 0)
    return 1 if line[at] == "{" and not doubled else 0
