"""Which type an expression has, from the types of the names in reach: only as much as meanings depend on it."""

from collections.abc import Mapping

from sayso.dsl import expressions as e
from sayso.dsl import functions
from sayso.dsl import statements as s
from sayso.dsl.arithmetic import result_type
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    TIME,
    UNKNOWN,
    Choice,
    ListOf,
    Optional,
    RecordOf,
    Row,
    Scalar,
    Type,
    join,
    may_be_missing,
    optional,
    present,
)

SCALARS: dict[str, Type] = {
    **{str(kind): kind for kind in (TEXT, NUMBER, PERCENT, MONEY, BOOLEAN, DATE, TIME, DATETIME, DURATION)},
    "email": Scalar("email"), "url": Scalar("url"), "phone": Scalar("phone"),
}  # fmt: skip
LITERALS: dict[type, Type] = {
    e.Text: TEXT, e.Number: NUMBER, e.Percent: PERCENT, e.Money: MONEY, e.Duration: DURATION, e.Date: DATE,
    e.Time: TIME, e.DateTime: DATETIME, e.Boolean: BOOLEAN, e.Exists: BOOLEAN, e.IsMissing: BOOLEAN,
    e.TriggerIs: BOOLEAN,
}  # fmt: skip
Kinds = Mapping[str, Type]


def written(kind: s.TypeText) -> Type:
    """The type that a written one stands for."""
    match kind:
        case s.TypeName(name=name):
            return SCALARS.get(name) or RecordOf(name)
        case s.ListType(item=item):
            return ListOf(written(item))
        case s.OptionalType(of=of):
            return Optional(written(of))
        case s.ChoiceType(options=options):
            return Choice(options)


def is_truth(expression: e.Expression, kinds: Kinds, catalog: Catalog) -> bool:
    """Whether an expression is a boolean, so that `or` joins it instead of falling back."""
    return present(kind_of(expression, kinds, catalog)) == BOOLEAN


def kind_of(expression: e.Expression, kinds: Kinds, catalog: Catalog) -> Type:
    """The expression's type."""
    if type(expression) in LITERALS:
        return LITERALS[type(expression)]
    match expression:
        case e.Name(name=name):
            return kinds.get(name, UNKNOWN)
        case e.Field(of=of, name=name):
            return field_kind(kind_of(of, kinds, catalog), name, catalog)
        case e.Index(of=of):
            return optional(item_kind(kind_of(of, kinds, catalog)))
        case e.List(items=items):
            return ListOf(_joined([kind_of(item, kinds, catalog) for item in items]))
        case e.Call():
            return _call_kind(expression, kinds, catalog)
        case e.Record(type=name, arguments=arguments):
            fields = tuple((one.name or "", kind_of(one.value, kinds, catalog)) for one in arguments)
            return Row(fields) if name == "record" else RecordOf(name)
        case e.Binary():
            return _binary_kind(expression, kinds, catalog)
        case e.Not():
            return BOOLEAN
        case e.Negative(value=value):
            return kind_of(value, kinds, catalog)
        case e.Where(of=of) | e.Sorted(of=of) | e.Take(of=of):
            return kind_of(of, kinds, catalog)
    return UNKNOWN


def field_kind(kind: Type, name: str, catalog: Catalog) -> Type:
    """The type of a field of a record, of a row, or of each record of a list."""
    here = present(kind)
    if isinstance(here, ListOf):
        return ListOf(present(field_kind(here.item, name, catalog)))
    record = catalog.record_of(here)
    if record is not None:
        field = record.field(name)
        found: Type = field.type if field is not None else UNKNOWN
    else:
        found = dict(here.fields).get(name, UNKNOWN) if isinstance(here, Row) else UNKNOWN
    return optional(found) if may_be_missing(kind) else found


def item_kind(kind: Type) -> Type:
    """The type of a list's items."""
    here = present(kind)
    return here.item if isinstance(here, ListOf) else UNKNOWN


def inside(kinds: Kinds, items: Type) -> dict[str, Type]:
    """The names in reach inside `where` and `sorted by`, where the element is `@it` and has its type's name if free."""
    element = present(item_kind(items))
    names = {**kinds, "it": element}
    if isinstance(element, RecordOf) and element.name not in kinds:
        names[element.name] = element
    return names


def _joined(kinds: list[Type]) -> Type:
    found: Type = UNKNOWN
    for kind in kinds:
        found = join(found, kind) or UNKNOWN
    return found


def _call_kind(call: e.Call, kinds: Kinds, catalog: Catalog) -> Type:
    result = functions.signature(call.function, argument_kinds(call, kinds, catalog))
    return UNKNOWN if isinstance(result, functions.Problem) else result


def argument_kinds(call: e.Call, kinds: Kinds, catalog: Catalog) -> list[Type | None]:
    """The types of a call's arguments in the order of the function's parameters, None for those left out."""
    places = functions.places(call.function, [argument.name for argument in call.arguments])
    assert not isinstance(places, functions.Problem)
    return [None if at is None else kind_of(call.arguments[at].value, kinds, catalog) for at in places]


def _binary_kind(binary: e.Binary, kinds: Kinds, catalog: Catalog) -> Type:
    match binary.operator:
        case "or":
            left, right = (kind_of(side, kinds, catalog) for side in (binary.left, binary.right))
            return join(present(left), right) or UNKNOWN
        case "+" | "-" | "*" | "/":
            left, right = (kind_of(side, kinds, catalog) for side in (binary.left, binary.right))
            return result_type(binary.operator, left, right) or UNKNOWN
    return BOOLEAN
