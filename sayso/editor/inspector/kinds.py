"""Which field a value gets: by its type, by what the catalog says of its parameter, and by what stands there now."""

from collections.abc import Callable, Iterable, Mapping

from sayso.copilot.english import words_of
from sayso.dsl import expressions as e
from sayso.dsl.catalog import Catalog, Parameter
from sayso.dsl.print import print_expression
from sayso.dsl.types import PERSON, Choice, ListOf, RecordOf, Scalar, Type, present
from sayso.editor.inspector.shapes import Kind, Option
from sayso.editor.inspector.slots import Known

OF_SCALAR: Mapping[str, Kind] = {
    "text": "text", "email": "text", "url": "text", "phone": "text", "number": "number", "percent": "number",
    "money": "number", "boolean": "yes-no", "date": "date", "datetime": "date", "time": "time", "duration": "duration",
}  # fmt: skip
PICKS: Mapping[str, Kind] = {"template": "template", "tag": "tag", "stage": "stage", "flow": "choice"}
PICKED: Mapping[str, Callable[[Catalog], Iterable[str]]] = {
    "template": lambda catalog: catalog.templates,
    "tag": lambda catalog: catalog.tags or (),
    "stage": lambda catalog: catalog.stages or (),
    "flow": lambda catalog: catalog.flows,
}
"""What the catalog offers where a parameter picks by name."""
CHOSEN: frozenset[Kind] = frozenset({"choice", "template", "stage", "yes-no"})
"""Kinds that are drawn as a list to choose from."""


def kind_of_type(wanted: Type | None) -> Kind:
    """The field for a type of value."""
    held = present(wanted) if wanted is not None else None
    match held:
        case Scalar(name=name):
            return OF_SCALAR[name]
        case Choice():
            return "choice"
        case ListOf():
            return "list"
        case RecordOf() if held == PERSON:
            return "person"
        case RecordOf():
            return "data"
        case _:
            return "expression"


def kind_of_parameter(parameter: Parameter) -> Kind:
    """The field for a parameter of a tool."""
    if parameter.filter:
        return "condition"
    if parameter.picks:
        return PICKS[parameter.picks]
    return "data" if parameter.records and not _is_text(parameter.type) else kind_of_type(parameter.type)


def _is_text(kind: Type) -> bool:
    held = present(kind)
    return isinstance(held, Scalar) and OF_SCALAR[held.name] == "text"


def is_many(kind: Type | None) -> bool:
    """Whether a list is wanted."""
    return kind is not None and isinstance(present(kind), ListOf)


def drawn(kind: Kind, value: e.Expression | None, options: tuple[Option, ...], source: str) -> Kind:
    """The field for what stands there now: what a list to choose from cannot show becomes an open field."""
    if value is None or isinstance(value, e.Todo):
        return kind
    if kind in CHOSEN and all(option.value != source for option in options):
        return "expression"
    if kind in ("list", "tag") and not _is_plain_list(value):
        return "expression"
    if kind == "text" and not isinstance(value, e.Text | e.Name | e.Field | e.Index):
        return "expression"
    return kind


def _is_plain_list(value: e.Expression) -> bool:
    return isinstance(value, e.List) and all(isinstance(item, e.Text) for item in value.items)


def options_for(kind: Kind, wanted: Type | None, picks: str, known: Known) -> tuple[Option, ...]:
    """What may be chosen."""
    if kind == "yes-no":
        return (Option("true", known.say("inspector.yes")), Option("false", known.say("inspector.no")))
    held = present(wanted) if wanted is not None else None
    if picks:
        return tuple(Option(quoted(name), name) for name in PICKED[picks](known.catalog))
    if isinstance(held, Choice):
        return tuple(Option(quoted(one), one) for one in held.options)
    if kind == "person":
        return people(known)
    return ()


def people(known: Known) -> tuple[Option, ...]:
    """Persons that are always there: the owner, and everybody by their role."""
    roles = (Option(f"@user.{role}", words_of(role).capitalize()) for role in known.catalog.roles)
    return (Option("@me", known.say("inspector.me")), *roles)


def quoted(words: str) -> str:
    """A name as it stands in a flow."""
    return print_expression(e.Text((words,) if words else ()))
