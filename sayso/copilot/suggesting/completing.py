"""What may stand at the caret: tools, parameters, values, data and fields, templates, tags, stages, people, events.

Each is a word to put in, with what must follow it so that the line can be read.
"""

from collections.abc import Iterator

import msgspec

from sayso.compiler.infer.words import spoken
from sayso.copilot.english import words_of
from sayso.copilot.suggesting.cursor import Cursor
from sayso.copilot.suggesting.reach import Reach
from sayso.copilot.suggesting.shapes import Kind
from sayso.copilot.suggesting.steps import hole, takes
from sayso.dsl.catalog import Catalog, Parameter
from sayso.dsl.types import BOOLEAN, DATE, DATETIME, PERSON, ListOf, RecordOf, Row, Type, may_be_missing, present

BUILT_IN: dict[str, Type] = {"me": PERSON, "today": DATE, "now": DATETIME}
PERSON_TAILS = {
    "ask": ' "Shall we?" as @answer: boolean within 2 days otherwise false',
    "hand": ' "Please have a look" within 2 days',
}
"""What follows a person, by the first word of the line."""
STARTS = ("on manual", "on call", "on schedule every weekday at 09:00")


class Entry(msgspec.Struct, frozen=True):
    """One entry of the list: its name, what it is, why, the text that is put in, and whether it fits the place and is
    a yes or no."""

    kind: Kind
    label: str
    detail: str
    reason: str
    text: str
    fits: bool = True
    truth: bool = False


def entries(cursor: Cursor, reach: Reach, catalog: Catalog) -> Iterator[Entry]:
    """Everything that may stand here, before what is typed is compared."""
    if cursor.path:
        yield from _data(cursor, reach, catalog)
        return
    parameter = parameter_at(cursor, catalog)
    if cursor.in_text:
        yield from _in_text(cursor, parameter, catalog)
    elif cursor.call:
        yield from _in_call(cursor, parameter, reach, catalog)
    else:
        yield from _in_line(cursor, reach, catalog)


def parameter_at(cursor: Cursor, catalog: Catalog) -> Parameter | None:
    """The parameter whose value is being typed, by its name or by its place."""
    tool = catalog.tools.get(cursor.call)
    if tool is None:
        return None
    if cursor.argument:
        return tool.parameter(cursor.argument)
    return tool.parameters[cursor.number] if cursor.number < len(tool.parameters) and not cursor.given else None


# ---------------------------------------------------------------------- data


def _data(cursor: Cursor, reach: Reach, catalog: Catalog) -> Iterator[Entry]:
    """Names in reach, or the fields of what a path leads to."""
    names = {**BUILT_IN, **reach.names}
    parameter = None if cursor.in_text else parameter_at(cursor, catalog)
    head, dot, _ = cursor.path[1:].rpartition(".")
    if not dot:
        if cursor.typed.startswith("for each ") and not cursor.call:
            yield from _lists(reach)
            return
        for name, kind in names.items():
            fitting = parameter is None or takes(parameter, kind)
            why = f"It fits “{words_of(parameter.name)}”." if parameter is not None and fitting else "It is known here."
            yield Entry("data", f"@{name}", spoken(kind), why, f"@{name}", fitting, present(kind) == BOOLEAN)
        if catalog.roles and not cursor.in_text:
            yield from _roles(catalog)
        return
    for name, kind, gap in _fields(head.split("."), names, catalog):
        fitting = takes(parameter, kind) if parameter is not None else not (gap and cursor.in_text)
        missing = " It may be missing." if gap else ""
        path = f"@{head}.{name}"
        put = f'{{{path} or "…"}}' if gap and cursor.in_text else path
        yield Entry("field", path, spoken(kind), f"A field of {head}.{missing}", put, fitting, present(kind) == BOOLEAN)


def _fields(path: list[str], names: dict[str, Type], catalog: Catalog) -> Iterator[tuple[str, Type, bool]]:
    if path[0] == "user" and len(path) == 1:
        yield from ((role, PERSON, False) for role in catalog.roles)
        return
    kind: Type | None = names.get(path[0])
    for name in path[1:]:
        kind = next((of for field, of in _of(kind, catalog) if field == name), None)
    for name, of in _of(kind, catalog):
        yield name, of, may_be_missing(of)


def _of(kind: Type | None, catalog: Catalog) -> Iterator[tuple[str, Type]]:
    held = present(kind) if kind is not None else None
    if isinstance(held, ListOf):
        held = present(held.item)
    if isinstance(held, Row):
        yield from held.fields
    record = catalog.record_of(held) if isinstance(held, RecordOf) else None
    for field in record.fields if record is not None else ():
        yield field.name, field.type


def _lists(reach: Reach) -> Iterator[Entry]:
    """What a loop can go through."""
    for name, kind in reach.names.items():
        if isinstance(present(kind), ListOf):
            yield Entry("data", f"@{name}", spoken(kind), "A list that is known here.", f"@{name} at most 20")


def _roles(catalog: Catalog) -> Iterator[Entry]:
    for role in catalog.roles:
        yield Entry("person", f"@user.{role}", "person", f"Your {words_of(role)}.", f"@user.{role}")


# ---------------------------------------------------------------------- calls


def _in_text(cursor: Cursor, parameter: Parameter | None, catalog: Catalog) -> Iterator[Entry]:
    """Names that are written in quotes."""
    if parameter is not None and parameter.picks:
        yield from _picked(parameter, catalog)
    elif cursor.typed.startswith(("run flow", "start flow")):
        yield from (Entry("flow", name, "flow", "A flow of this workspace.", name) for name in catalog.flows)


def _picked(parameter: Parameter, catalog: Catalog, quote: str = "") -> Iterator[Entry]:
    known = {
        "template": (tuple(catalog.templates), "template"), "tag": (catalog.tags or (), "tag"),
        "stage": (catalog.stages or (), "stage"), "flow": (tuple(catalog.flows), "flow"),
    }  # fmt: skip
    names, kind = known.get(parameter.picks, ((), "value"))
    for name in names:
        word: Kind = kind  # type: ignore[assignment]  # one of the four above
        yield Entry(word, name, kind, f"A {kind} of this workspace.", f"{quote}{name}{quote}")


def _in_call(cursor: Cursor, parameter: Parameter | None, reach: Reach, catalog: Catalog) -> Iterator[Entry]:
    """Parameters that are not given yet, and values for the one that is begun."""
    tool = catalog.tools.get(cursor.call)
    if tool is None:
        return
    if parameter is not None:
        yield from _values(parameter, cursor, reach, catalog)
    if cursor.argument or cursor.in_list:
        return
    given = {*cursor.given, *(one.name for one in tool.parameters[: cursor.number] if not cursor.given)}
    for one in tool.parameters:
        if one.name not in given:
            why = f"{cursor.call} needs it." if one.required else f"{cursor.call} takes it."
            value = _only(one, reach) or hole(one)
            yield Entry("parameter", f"{one.name}:", spoken(one.type), why, f"{one.name}: {value}", one.required)


def _only(parameter: Parameter, reach: Reach) -> str:
    """The only name in reach that fits, if there is one."""
    if parameter.picks or parameter.filter:
        return ""
    found = [name for name, kind in reach.names.items() if takes(parameter, kind) and not may_be_missing(kind)]
    return f"@{found[0]}" if len(found) == 1 else ""


def _values(parameter: Parameter, cursor: Cursor, reach: Reach, catalog: Catalog) -> Iterator[Entry]:
    if parameter.picks:
        yield from _picked(parameter, catalog, '"')
        return
    for name, kind in {**reach.names, **BUILT_IN}.items():
        if takes(parameter, kind):
            why = f"It fits “{words_of(parameter.name)}”."
            yield Entry("data", f"@{name}", spoken(kind), why, f"@{name}", not may_be_missing(kind))
    if present(parameter.type) == PERSON:
        yield from _roles(catalog)
    if present(parameter.type) == BOOLEAN and not parameter.filter:
        yield from (Entry("value", word, "yes or no", "Yes or no.", word) for word in ("true", "false"))


# ---------------------------------------------------------------------- lines


def _in_line(cursor: Cursor, reach: Reach, catalog: Catalog) -> Iterator[Entry]:
    """What a line's first words ask for."""
    typed = cursor.typed
    before = typed[: len(typed) - len(cursor.word)]
    if before.startswith("use ") and not any(word in before for word in (" at most ", " between ", " with ")):
        for name, tool in catalog.tools.items():
            if name not in reach.listed:
                yield Entry("tool", name, tool.sentence, "A tool that this flow may use then.", name)
    elif before in ("on ", "wait for ", "unless "):
        for name, event in catalog.events.items():
            tail = " at most 7 days\nend" if before == "wait for " else ""
            yield Entry("event", name, event.sentence, "Something that happens outside.", name + tail)
        if before == "on ":
            yield from (Entry("word", one[3:], "trigger", "How a run begins.", one[3:]) for one in STARTS)
    elif before in ("hand off to ", "ask "):
        yield from _people(before, catalog)


def _people(before: str, catalog: Catalog) -> Iterator[Entry]:
    tail = PERSON_TAILS[before.split(" ")[0]]
    for entry in (Entry("person", "@me", "person", "You, the flow's owner.", "@me"), *_roles(catalog)):
        yield msgspec.structs.replace(entry, text=entry.text + tail)
