"""What a name stands for: set in the flow, brought by a trigger, or built in."""

from collections import ChainMap
from collections.abc import Mapping

from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.compiler.infer.paths import path_of
from sayso.compiler.infer.state import State
from sayso.compiler.infer.triggers import kind_of, told_kind
from sayso.dsl.diagnostics import MOST_COMPARED
from sayso.dsl.expressions import Expression, Name
from sayso.dsl.types import DATE, DATETIME, PERSON, TEXT, UNKNOWN, Choice, Row, Type, join, present

BUILT_IN: dict[str, Type] = {
    "now": DATETIME,
    "today": DATE,
    "run": Row((("id", TEXT),)),
    "workspace": Row((("name", TEXT), ("currency", TEXT))),
    "me": PERSON,
}
RESERVED = frozenset({*BUILT_IN, "trigger", "memory", "user", "it", "event"})
"""Names that a flow cannot set."""


def name_type(inference: Inference, node: Name, state: State) -> Type:
    """What a name stands for at this point of the flow."""
    known = lookup(inference, node.name, state)
    return _unknown(inference, node, state) if known is None else narrowed(node, known, state)


def narrowed(expression: Expression, kind: Type, state: State) -> Type:
    """The type of a path where it is known to be there."""
    path = path_of(expression)
    return present(kind) if path is not None and state.is_there(path) else kind


def lookup(inference: Inference, name: str, state: State) -> Type | None:
    """What a name stands for, or None where it stands for nothing; says nothing."""
    if name in state.names:
        return state.names[name]
    if name in BUILT_IN:
        return BUILT_IN[name]
    if name == "memory":
        return Row(tuple(inference.facts.memory.items()))
    if name == "trigger":
        return _trigger_row(inference, state)
    return _from_triggers(inference, name, state)


def in_reach(inference: Inference, state: State) -> Mapping[str, Type]:
    """Every name that may be read here, built-in ones left out: those set in the flow, over those of its triggers."""
    brought = inference.brought.get(state.kinds)
    if brought is None:
        names = sorted({name for n in state.kinds for name in inference.trigger_names[n]})
        found = ((name, _from_triggers(inference, name, state)) for name in names)
        brought = inference.brought[state.kinds] = {name: kind for name, kind in found if kind is not None}
    return ChainMap(state.names, brought) if brought else state.names  # type: ignore[arg-type]  # never changed


def is_free(inference: Inference, name: str, state: State) -> bool:
    """Whether nothing in this lane or around it is called so."""
    brought = any(name in names for names in inference.trigger_names)
    return not (name in RESERVED or name in state.names or brought or state.lane.holds(name))


def _from_triggers(inference: Inference, name: str, state: State) -> Type | None:
    """What all triggers that can have led here bind under this name."""
    kinds = [inference.trigger_names[n].get(name) for n in sorted(state.kinds)]
    if not kinds or any(kind is None for kind in kinds):
        return None
    found = kinds[0]
    for kind in kinds[1:]:
        found = join(found, kind) if found is not None and kind is not None else None
    return found


def _trigger_row(inference: Inference, state: State) -> Type:
    kinds = tuple(dict.fromkeys(told_kind(inference.flow.triggers[n]) for n in sorted(state.kinds)))
    own = ("kind", "name")
    brought = (name for n in sorted(state.kinds) for name in inference.trigger_names[n] if name not in own)
    names = dict.fromkeys(brought)
    given = [(name, _from_triggers(inference, name, state)) for name in names]
    return Row((("kind", Choice(kinds)), ("name", TEXT), *((name, kind) for name, kind in given if kind is not None)))


def _unknown(inference: Inference, node: Name, state: State) -> Type:
    """Report a name that stands for nothing here, saying why as exactly as can be."""
    name = node.name
    if inference.may_be_set_by_broken_line(name):
        return UNKNOWN
    data: dict[str, object] = {"name": name}
    if name == "user":
        return inference.report(rules.UNKNOWN_ROLE, node.span, {"role": "", "known": _roles(inference)})
    lacking = [
        kind_of(t)
        for t, names in zip(inference.flow.triggers, inference.trigger_names, strict=True)
        if name not in names
    ]
    if any(name in names for names in inference.trigger_names):
        return inference.report(
            rules.NOT_EVERY_TRIGGER, node.span, data | {"without": lacking[0] if lacking else "one"}
        )
    if state.lane.holds(name):
        return inference.report(rules.NOT_ON_EVERY_PATH, node.span, data)
    if name in inference.inner_names:
        return inference.report(rules.NAME_INSIDE_LOOP, node.span, data)
    if name == "it":
        return inference.report(rules.IT_OUTSIDE_LIST, node.span)
    known = [*in_reach(inference, state), *BUILT_IN, "memory", "trigger"] if len(state.names) <= MOST_COMPARED else []
    return inference.report(rules.UNKNOWN_NAME, node.span, data, *did_you_mean(name, known, node.span, "@"))


def _roles(inference: Inference) -> str:
    return ", ".join(f"`@user.{role}`" for role in inference.catalog.roles) or "none yet"
