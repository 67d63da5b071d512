"""What stands under the caret, in words: one function for each kind of word in the table `TELLERS`."""

from collections.abc import Callable, Mapping

import msgspec

from sayso.compiler.infer.words import spoken
from sayso.copilot.english import sentence, words_of
from sayso.copilot.suggesting.completing import parameter_at
from sayso.dsl.catalog import Catalog, Event, Tool
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.functions import FUNCTIONS
from sayso.language.data import told_path
from sayso.language.keywords import MEANINGS, SIGNS
from sayso.language.shapes import Analysis, Hover, HoverKind
from sayso.language.telling import told_event, told_parameter, told_template, told_tool
from sayso.language.tokens import Kind, Token, token_at
from sayso.language.values import told_value


class Asked(msgspec.Struct, frozen=True):
    """A place that was asked about, and what is known around it."""

    analysis: Analysis
    token: Token
    caret: int
    catalog: Catalog
    last: Mapping[str, str]


class Told(msgspec.Struct, frozen=True):
    """What was found: its kind, title and sentences, and the stretch it is about where that is not the whole word."""

    kind: HoverKind
    title: str
    lines: tuple[str, ...] = ()
    span: tuple[int, int] | None = None


def hover(analysis: Analysis, caret: int, catalog: Catalog, last: Mapping[str, str]) -> Hover | None:
    """What stands under the caret, and the findings about it; None where there is nothing to say."""
    token = token_at(analysis.text, caret)
    told = TELLERS[token.kind](Asked(analysis, token, caret, catalog, last)) if token is not None else None
    findings = tuple(one for one in analysis.findings if _covers(one, caret))
    if told is not None and token is not None:
        start, end = told.span or (token.start, token.end)
        return Hover(start, end, told.kind, told.title, told.lines, findings)
    if findings:
        smallest = min(findings, key=lambda one: one.span.end - one.span.start).span
        return Hover(smallest.start, smallest.end, "finding", "", (), findings)
    return None


def _covers(finding: Diagnostic, caret: int) -> bool:
    return finding.span.start <= caret < max(finding.span.end, finding.span.start + 1)


def finding_lines(finding: Diagnostic) -> tuple[str, ...]:
    """A finding in sentences: what is wrong, and what a click would do."""
    return (finding.sentence, *(f"Try: {fix.title}" for fix in finding.fixes))


def _path(asked: Asked) -> Told | None:
    found = told_path(asked.analysis, asked.token, asked.caret, asked.catalog)
    if found is None:
        return None
    value = asked.last.get(found.path)
    last = (f"Last value: {value}",) if value is not None else ()
    return Told("data", f"{found.path}: {found.kind}", (*found.lines, *last), (asked.token.start, found.end))


def _dotted(asked: Asked) -> Told | None:
    name = asked.token.words
    if (tool := asked.catalog.tools.get(name)) is not None:
        return _tool(tool, asked.catalog)
    if (event := asked.catalog.events.get(name)) is not None:
        return _event(event)
    return None


def _tool(tool: Tool, catalog: Catalog) -> Told:
    return Told("tool", tool.name, told_tool(tool, catalog))


def _event(event: Event) -> Told:
    return Told("event", event.name, told_event(event))


def _key(asked: Asked) -> Told | None:
    """A parameter by its name; in front of a record or of an input it is a field."""
    name = asked.token.words.removesuffix(":")
    tool = asked.catalog.tools.get(asked.token.cursor.call)
    if tool is None:
        return None
    parameter = tool.parameter(name)
    if parameter is not None:
        return Told("parameter", _called(name), told_parameter(parameter, tool))
    for one in tool.parameters:
        record = asked.catalog.records.get(one.records[0] if one.records else "")
        field = record.field(name) if record is not None and tool.keywords_of == one.name else None
        if field is not None:
            return Told("parameter", _called(name), (sentence(f"Takes {spoken(field.type)}"),))
    return None


def _called(name: str) -> str:
    words = words_of(name)
    return name if words == name else f"{name}: {words}"


def _text(asked: Asked) -> Told | None:
    """A text that names something of the workspace."""
    cursor = asked.token.cursor
    end = asked.analysis.text.find('"', cursor.text_at + 1)
    name = asked.analysis.text[cursor.text_at + 1 : end] if end > 0 else ""
    span = cursor.text_at, end + 1
    parameter = parameter_at(cursor, asked.catalog)
    template = asked.catalog.templates.get(name)
    if template is not None and parameter is not None and parameter.picks == "template":
        return Told("template", name, told_template(template), span)
    if name in asked.catalog.flows and cursor.typed.startswith(("run flow", "start flow", "let")):
        kinds = [f"`{given}`: {spoken(kind)}" for given, kind in asked.catalog.flows[name].inputs]
        return Told("flow", name, ("A flow of your workspace.", *kinds), span)
    return None


def _phrase(asked: Asked) -> Told | None:
    words = " ".join(asked.token.words.split())
    return Told("keyword", words, (MEANINGS[words],))


def _word(asked: Asked) -> Told | None:
    """A function, a kind of value, a keyword."""
    words = asked.token.words
    after = asked.analysis.text[asked.token.end : asked.token.end + 1]
    if words in FUNCTIONS and after == "(":
        function = FUNCTIONS[words]
        shown = f"For example `{function.example}` is `{function.gives}`."
        return Told("function", function.words, (sentence(f"Gives {function.sentence}"), shown))
    record = asked.catalog.records.get(words)
    before = asked.analysis.text[: asked.token.start].rstrip(" \t")
    if record is not None and (after == "(" or before.endswith((":", " of"))):
        fields = ", ".join(f"`{one.name}`" for one in record.fields[:12])
        return Told("kind", words, ("A record of your workspace.", f"Its fields: {fields}."))
    if words in MEANINGS or words.lower() in MEANINGS:
        return Told("keyword", words, (MEANINGS.get(words) or MEANINGS[words.lower()],))
    return None


def _sign(asked: Asked) -> Told | None:
    words = asked.token.words
    return Told("keyword", words, (SIGNS[words],)) if words in SIGNS else None


def _value(asked: Asked) -> Told | None:
    said = told_value(asked.token.words, asked.catalog.zone)
    return Told("value", asked.token.words, (said,)) if said else None


TELLERS: dict[Kind, Callable[[Asked], Told | None]] = {
    "path": _path,
    "dotted": _dotted,
    "key": _key,
    "text": _text,
    "phrase": _phrase,
    "word": _word,
    "sign": _sign,
    "value": _value,
}
"""Who tells about which kind of word."""
