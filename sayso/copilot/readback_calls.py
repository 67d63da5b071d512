"""A tool call in English, from the tool's own sentence where a catalog knows it, else from its name.

Parameters the sentence does not mention are said behind it; parts of the sentence without a value are left out.
"""

import re

import msgspec

from sayso.compiler.facts import Facts
from sayso.copilot.conditions import Conditions
from sayso.copilot.english import listed, possessive, service, singular, words_of
from sayso.copilot.readback_words import AT_HOME
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.expressions import Expression, List, Money, Name, Number, Percent, Record, Text, Todo
from sayso.dsl.flow import Flow
from sayso.dsl.node import walk
from sayso.dsl.print import print_expression
from sayso.dsl.statements import Approval, ToolCall

PLACE = re.compile(r'"?\{(\w+)\}"?')
_IT = re.compile(r"\bit\b")
_FILTERS = frozenset({"where", "filter"})
WORDS_LAST = ("text", "body", "message", "note", "notes", "content", "question", "prompt")
LEADS = {
    "to": "to", "for": "for", "from": "from", "until": "until", "at": "at", "assignee": "for", "due": ", due",
    "about": "about", "over": "over", "duration": "for", "with": "with", "using": "using", "limit": ", at most",
}  # fmt: skip
_LITERAL = (Text, Number, Percent, Money, Todo)


class Said(msgspec.Struct, frozen=True):
    """A value with the name it is handed over under; "" where nobody knows it."""

    name: str
    value: Expression


class Calls:
    """Says tool calls."""

    def __init__(self, conditions: Conditions, flow: Flow, facts: Facts | None, catalog: Catalog | None) -> None:
        self.conditions = conditions
        self.phrases = conditions.phrases
        self.facts = facts
        self.tools = catalog.tools if catalog else {}
        self.used = {node.tool for node in walk(flow.body) if isinstance(node, ToolCall)}
        self.approvals = {tool: use.approval for use in flow.uses if use.approval is not None for tool in use.tools}

    def sentence(self, call: ToolCall) -> str:
        """What the call does: "Email the contact with the template "Intro", after you approve"."""
        tool = self.tools.get(call.tool)
        given = self._given(call, tool)
        said = self._written(tool, given) or self._filled(tool, given) if tool else self._from_name(call.tool, given)
        return said + self._through(call, tool) + self._approved(call)

    def _through(self, call: ToolCall, tool: Tool | None) -> str:
        """By which service, where another tool of this flow does the same."""
        alike = [
            name for name in self.used if tool and name in self.tools and self.tools[name].sentence == tool.sentence
        ]
        return f" (through {service(call.tool.rpartition('.')[0])})" if len(alike) > 1 else ""

    def _written(self, tool: Tool, given: list[Said]) -> str | None:
        """A record's fields set: "Set the contact's lead score to the grade and score to the points"."""
        record = next((one for one in given if one.name == tool.keywords_of), None)
        fields = [one for one in given if tool.parameter(one.name) is None]
        if record is None or tool.sentence != f"update {{{tool.keywords_of}}}" or not fields:
            return None
        said = [f"{words_of(one.name)} to {self.phrases.value(one.value)}" for one in fields]
        return f"Set {possessive(self.phrases.value(record.value))} {listed(said)}"

    def _given(self, call: ToolCall, tool: Tool | None) -> list[Said]:
        known = self.facts.call_of(call) if self.facts else None
        if known is not None:
            return [Said(name, value) for _, name, value in known.given()]
        free = [one.name for one in tool.parameters] if tool else []
        named = {given.name for given in call.arguments}
        places = iter([name for name in free if name not in named])
        return [Said(given.name or next(places, ""), given.value) for given in call.arguments]

    def _filled(self, tool: Tool, given: list[Said]) -> str:
        by_name = {one.name: one for one in given}
        words, mentioned, start = "", set[str](), 0
        told = sentence_of(tool, "text" in by_name)
        for found in PLACE.finditer(told):
            name = found.group(1)
            if name in by_name:
                mentioned.add(name)
                said = self._value(by_name[name], tool)
                quoted = found.group().startswith('"') and not isinstance(by_name[name].value, Text | Todo)
                words += told[start : found.start()] + (f'"[{_chip(said)}]"' if quoted else said)
            elif not words:
                words = told[: found.start()].rstrip()
            start = found.end()
        words += told[start:]
        rest = [one for one in given if one.name not in mentioned]
        return (words.replace("the tags", "the tag") if _one_tag(given) else words) + self._rest(rest, tool)

    def _from_name(self, name: str, given: list[Said]) -> str:
        home, _, action = name.rpartition(".")
        words = words_of(action)
        unnamed = [one for one in given if not one.name]
        objects = " ".join(self._value(one, None) for one in unnamed[:1])
        through = "" if home in AT_HOME else f" ({service(home)})"
        said = " ".join(part for part in (words, objects) if part)
        more = [Said("text" if isinstance(one.value, Text) else "", one.value) for one in unnamed[1:]]
        return f"{said}{through}" + self._rest([*more, *(one for one in given if one.name)], None)

    def _value(self, one: Said, tool: Tool | None) -> str:
        kind = self._element(one, tool)
        if kind is not None:
            return self.conditions.filter(one.value, self.conditions.names.filtered(one.value, kind))
        return self.phrases.value(one.value)

    def _element(self, one: Said, tool: Tool | None) -> str | None:
        """The record type of which a value is a condition, if it is one."""
        parameter = tool.parameter(one.name) if tool else None
        if parameter is not None and parameter.filter:
            return parameter.filter
        if one.name not in _FILTERS or parameter is not None:
            return None
        name = next((part for part in _names(one.value) if part not in ("me", "today", "now")), "it")
        return singular(name)

    def _rest(self, given: list[Said], tool: Tool | None) -> str:
        """What the sentence did not mention, conditions first, long words last."""
        filters = [one for one in given if self._element(one, tool) is not None]
        last = [one for one in given if one.name in WORDS_LAST and one not in filters]
        middle = [one for one in given if one not in filters and one not in last]
        said = "".join(f" {self._value(one, tool)}" for one in filters)
        for one in middle:
            lead = LEADS.get(one.name)
            comma = "," if lead == "about" and ", due" in said else ""
            said += f"{comma} {lead} {self.phrases.value(one.value)}".replace(" ,", ",") if lead else ""
        said += self._with([one for one in middle if one.name not in LEADS], bool(said))
        if len(last) == 1:
            return said + f": {self.phrases.value(last[0].value)}"
        return said + "".join(f", {self.phrases.pair(one.name, one.value)}" for one in last)

    def _with(self, given: list[Said], again: bool) -> str:
        """What is handed over besides: " with email: the work email and phone: the mobile"."""
        plain = all(isinstance(one.value, _LITERAL) for one in given if one.name)
        said = [
            f"the {words_of(one.name)} {self.phrases.value(one.value)}"
            if one.name and (plain or one.name == "template")
            else self.phrases.pair(one.name, one.value)
            for one in given
        ]
        rows = any(isinstance(one.value, Record | List) for one in given)
        joined = "; ".join(said) if rows and len(said) > 1 else listed(said)
        return f"{',' if again else ''} with {joined}" if said else ""

    def _approved(self, call: ToolCall) -> str:
        approval = call.approval or self.approvals.get(call.tool)
        return f", {after_approval(approval, self.conditions)}" if approval else ""


def after_approval(approval: Approval, conditions: Conditions) -> str:
    """ "after you approve" """
    person = conditions.phrases.person(approval.by) if approval.by else "you"
    verb = "approve" if person == "you" or " or " in person else "approves"
    within = f" (within {print_expression(approval.within)})" if approval.within else ""
    return f"after {person} {verb}{within}"


def _chip(said: str) -> str:
    return said.removeprefix("the ") if "'s " in said or said.count(" ") == 1 else said


def sentence_of(tool: Tool, with_text: bool) -> str:
    """The tool's sentence; "it" is the text, where one is given that the sentence has no place for."""
    return _IT.sub("{text}", tool.sentence, count=1) if with_text and "{text}" not in tool.sentence else tool.sentence


def _one_tag(given: list[Said]) -> bool:
    return any(one.name == "tags" and isinstance(one.value, List) and len(one.value.items) == 1 for one in given)


def _names(value: Expression) -> list[str]:
    return [node.name for node in walk(value) if isinstance(node, Name)]
