"""What one call does with labels: what it returns, what it writes into records, and what may not go into it.

A stranger's words may go anywhere but where a call aims; fields go no further than their privacy says.
"""

from collections.abc import Iterator

from sayso.compiler.approval import ask_each_time
from sayso.compiler.facts import Resolved
from sayso.compiler.header import add_condition, approval_of, may_take_private
from sayso.compiler.trust.env import Env
from sayso.compiler.trust.label import CLEAN, MEMBER, NOBODY, Label, Owner, joined
from sayso.compiler.trust.reading import Reader, paths_in, root_of, spell
from sayso.compiler.trust.rules import AIMS, LEAVES
from sayso.dsl.catalog import Audience, Parameter, RecordType, Tool
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.expressions import Expression
from sayso.dsl.flow import Flow
from sayso.dsl.statements import ToolCall
from sayso.dsl.types import EMAIL, MONEY, PHONE, ListOf, RecordOf, Type, present

EXACT_NAMES = ("id",)
WHOM: dict[Audience, str] = {
    "outside": "somebody outside the workspace",
    "ai": "the connected AI",
    "person": "a person it is not about",
    "workspace": "the workspace",
}


def returned(reader: Reader, call: Resolved, env: Env) -> Label:
    """The label of what a call gives back."""
    tool = call.tool
    handed = joined(*(_handed(reader, parameter, value, env) for parameter, _, value in call.given()))
    record = reader.record_type(call.returns)
    if record is not None:
        stranger = "" if tool.effect == "write" else _picked_by(reader, call, env)
        return Label(stranger, reader.listed(record), owners=frozenset({NOBODY}))
    made_of_inputs = tool.effect == "compute" or _is_ai(tool)
    stranger = f"what `{tool.name}` gives" if tool.stranger else "" if tool.effect == "write" else handed.stranger
    if made_of_inputs:
        return Label(stranger, "", handed.privacy, handed.what, handed.about, handed.owners)
    owners = handed.owners or frozenset({NOBODY})
    about = frozenset() if tool.privacy == "card" else owners
    return Label(stranger, "", tool.privacy, f"what `{tool.name}` gives", about, owners)


def writes(reader: Reader, call: Resolved, env: Env) -> Iterator[tuple[tuple[str, str], Label]]:
    """The record fields that a call writes, with the labels of what is written."""
    if call.tool.effect != "write":
        return
    changed = [reader.record_of(value) for parameter, _, value in call.given() if parameter and parameter.changes]
    made = [reader.record_type(call.returns)]
    for record in (*changed, *made):
        for parameter, name, value in call.given() if record is not None else ():
            if record is not None and _is_field(record, parameter, name):
                yield (record.name, name), reader.spoken(value, env).as_words()
    yield from _fills(reader, call, env)


def _fills(reader: Reader, call: Resolved, env: Env) -> Iterator[tuple[tuple[str, str], Label]]:
    """The fields in which a stranger's words are found again that a call writes into rows, whichever they are."""
    filled = reader.catalog.records.get(call.tool.fills)
    words = (reader.spoken(value, env).stranger for _, _, value in call.given()) if filled is not None else ()
    stranger = next((found for found in words if found), "")
    if filled is not None and stranger:
        yield from (((filled.name, field.name), Label(stranger)) for field in filled.fields if field.name != "id")


def aims(reader: Reader, flow: Flow, call: ToolCall, resolved: Resolved, env: Env) -> Iterator[Diagnostic]:
    """Where a stranger's words would decide at what a call aims, though nobody approves it."""
    if approval_of(flow, call) is not None:
        return
    for parameter, name, value in resolved.given():
        if stranger := _aimed_by(reader, resolved.tool, parameter, value, env):
            data: dict[str, object] = {"source": stranger, "what": f"`{name}` of `{call.tool}`"}
            yield AIMS.at(value.span, data, ask_each_time(call))


def leaks(reader: Reader, flow: Flow, call: ToolCall, resolved: Resolved, env: Env) -> Iterator[Diagnostic]:
    """Where a call would hand a field to somebody who may not see it."""
    if may_take_private(flow, call.tool):
        return
    recipients = whom(reader, resolved, env)
    fix = add_condition(flow, call.tool, "with private data", f"Allow private data for `{call.tool}`")
    for audience, value, label in _handed_out(reader, resolved, env):
        if not may_see(label, audience, recipients, env):
            data: dict[str, object] = {"field": label.what, "privacy": label.privacy, "whom": WHOM[audience]}
            yield LEAVES.at(value.span, {**data, "tool": f"`{call.tool}`"}, *([fix] if fix else []))


def may_see(label: Label, audience: Audience, recipients: frozenset[Owner], env: Env) -> bool:
    """Whether what has this label may go where that audience sees it."""
    if label.privacy == "card" or audience == "workspace":
        return True
    if audience == "person":
        if recipients and recipients <= {MEMBER}:
            return True
        return bool(label.about and recipients) and all(
            is_about(owner, one, env) for owner in label.about for one in recipients
        )
    return audience == "ai" and label.privacy == "internal"


def is_about(owner: Owner, recipient: Owner, env: Env) -> bool:
    """Whether what is about `owner` may be told to `recipient`: the same person, or one that belongs to the record."""
    if not owner.path or not recipient.path:
        return False
    if owner == recipient or (not owner.person and owner.root == recipient.root):
        return True
    return any({owner, recipient} == set(pair) for pair in env.matches.pairs)


def tainted(reader: Reader, resolved: Resolved, env: Env) -> tuple[str, ...]:
    """The parameters of a call that carry a stranger's words."""
    return tuple(
        name
        for parameter, name, value in resolved.given()
        if (parameter is None or parameter.filter is None) and reader.spoken(value, env).stranger
    )


def whom(reader: Reader, call: Resolved, env: Env) -> frozenset[Owner]:
    """Whom a call reaches: the owners of the records and addresses it aims at."""
    reached = [
        reader.label(value, env).owners or frozenset({NOBODY})
        for parameter, _, value in call.given()
        if parameter is not None and parameter.aims and _reaches(parameter, reader.facts.type_of(value))
    ]
    return frozenset().union(*reached)


def _reaches(parameter: Parameter, kind: Type) -> bool:
    inner = present(kind)
    inner = present(inner.item) if isinstance(inner, ListOf) else inner
    return isinstance(inner, RecordOf) or EMAIL in (inner, parameter.type) or PHONE in (inner, parameter.type)


def _handed_out(reader: Reader, call: Resolved, env: Env) -> Iterator[tuple[Audience, Expression, Label]]:
    for parameter, _, value in call.given():
        if parameter is not None and parameter.audience != "workspace":
            yield parameter.audience, value, _handed(reader, parameter, value, env)
        if parameter is not None and parameter.picks == "template":
            for text in call.texts:
                yield "person", value, reader.label(text, env)


def _handed(reader: Reader, parameter: Parameter | None, value: Expression, env: Env) -> Label:
    """The label of what a parameter really takes of a value: of a record, the fields the tool needs."""
    if parameter is not None and parameter.filter is not None:
        elements = reader.elements(value)
        return joined(*(reader.label(path, env) for path in paths_in(value) if root_of(path) not in elements))
    label, record = reader.label(value, env), reader.record_of(value)
    if record is None:
        return label
    names = parameter.needs if parameter is not None and parameter.needs else (record.title,)
    spelled = spell(value)
    needed = [reader.field_of(label, record, name, f"{spelled}.{name}") for name in names]
    whole = joined(*needed)
    if parameter is None or parameter.needs or parameter.aims or parameter.audience in ("person", "workspace"):
        return joined(whole, Label(label.stranger, owners=label.owners))
    return joined(whole, Label(label.stranger, "", "internal", f"`{spelled}`", label.owners, label.owners))


def _aimed_by(reader: Reader, tool: Tool, parameter: Parameter | None, value: Expression, env: Env) -> str:
    """The stranger's words in what a call aims at; an amount written into a record is such a thing too."""
    if parameter is None:
        amount = present(reader.facts.type_of(value)) == MONEY
        return reader.label(value, env).stranger if amount else ""
    if parameter.filter is not None:
        if tool.effect != "write":
            return ""
        return reader.chosen_by(value, CLEAN, reader.elements(value), env)
    label, record = reader.label(value, env), reader.record_of(value)
    if record is None or not parameter.aims:
        return label.stranger if parameter.aims or (record is not None and parameter.changes) else ""
    spelled = spell(value)
    needed = (reader.field_of(label, record, name, f"{spelled}.{name}").stranger for name in parameter.needs)
    return label.stranger or next((words for words in needed if words), "") or label.listed


def _picked_by(reader: Reader, call: Resolved, env: Env) -> str:
    """A stranger's words that pick the records a reading call returns by anything but an exact match."""
    for parameter, name, value in call.given():
        if parameter is not None and parameter.filter is not None:
            found = reader.chosen_by(value, CLEAN, reader.elements(value), env)
        else:
            exact = parameter is not None and (name in EXACT_NAMES or _is_exact(parameter.type))
            found = "" if exact and reader.record_of(value) is None else reader.label(value, env).stranger
        if found:
            return found
    return ""


def _is_exact(kind: Type) -> bool:
    return present(kind) in (EMAIL, PHONE)


def _is_ai(tool: Tool) -> bool:
    return any(parameter.audience == "ai" for parameter in tool.parameters)


def _is_field(record: RecordType, parameter: Parameter | None, name: str) -> bool:
    if parameter is None:
        return True
    return not parameter.changes and record.field(name) is not None
