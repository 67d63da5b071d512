"""The type of every expression, narrowed to the place where it stands."""

from typing import assert_never

from sayso.compiler.infer import kind_rules as kinds
from sayso.compiler.infer import mending
from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.fields import field_type
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.library import call_type
from sayso.compiler.infer.names import is_free, name_type, narrowed
from sayso.compiler.infer.operators import binary_type, negative_type
from sayso.compiler.infer.state import State
from sayso.compiler.infer.triggers import fires
from sayso.compiler.infer.words import spoken
from sayso.dsl.expressions import (
    Binary,
    Boolean,
    Call,
    Date,
    DateTime,
    Duration,
    Exists,
    Expression,
    Field,
    Index,
    IsMissing,
    List,
    Missing,
    Money,
    Name,
    Negative,
    Not,
    Number,
    Percent,
    Range,
    Record,
    Sorted,
    Take,
    Text,
    Time,
    Todo,
    TriggerIs,
    Where,
)
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
    ListOf,
    RecordOf,
    Row,
    Scalar,
    Type,
    Unknown,
    is_textlike,
    join,
    may_be_missing,
    optional,
    present,
)

LITERALS: dict[type, Type] = {
    Number: NUMBER,
    Percent: PERCENT,
    Money: MONEY,
    Duration: DURATION,
    Date: DATE,
    Time: TIME,
    DateTime: DATETIME,
    Boolean: BOOLEAN,
    Missing: UNKNOWN,
    Todo: UNKNOWN,
}


class Typist:
    """Types expressions; each form has one method."""

    def __init__(self, inference: Inference) -> None:
        """For the flow on the workbench."""
        self.inference = inference

    def type_of(self, expression: Expression, state: State) -> Type:
        """The type of an expression at this point; remembered, with the types of all inside it."""
        return self.inference.settle(expression, self._type_of(expression, state))

    def _type_of(self, expression: Expression, state: State) -> Type:
        match expression:
            case Name():
                return name_type(self.inference, expression, state)
            case Field():
                return field_type(self.inference, self.type_of, expression, state)
            case Text():
                return self._text(expression, state)
            case Binary() | Not() | Negative() | Exists() | IsMissing() | TriggerIs():
                return self._operation(expression, state)
            case List():
                return self._list(expression, state)
            case Range():
                return self._range(expression, state)
            case Index():
                return self._index(expression, state)
            case Call():
                return call_type(self.inference, expression, self._arguments(expression, state))
            case Record():
                return self._record(expression, state)
            case Where() | Sorted() | Take():
                return self._list_form(expression, state)
            case (
                Number()
                | Percent()
                | Money()
                | Duration()
                | Date()
                | Time()
                | DateTime()
                | Boolean()
                | Missing()
                | Todo()
            ):
                return LITERALS[type(expression)]
            case _:
                assert_never(expression)

    def _operation(self, expression: Binary | Not | Negative | Exists | IsMissing | TriggerIs, state: State) -> Type:
        match expression:
            case Binary():
                return binary_type(self.inference, self.type_of, expression, state)
            case Not():
                return self.condition(expression.value, state)
            case Negative():
                return negative_type(self.inference, expression, self.type_of(expression.value, state))
            case Exists() | IsMissing():
                self.type_of(expression.value, state)
                return BOOLEAN
            case TriggerIs():
                return self._trigger_is(expression)
            case _:
                assert_never(expression)

    def _list_form(self, expression: Where | Sorted | Take, state: State) -> Type:
        match expression:
            case Where():
                return self._where(expression, state)
            case Sorted():
                return self._sorted(expression, state)
            case Take():
                return self._take(expression, state)
            case _:
                assert_never(expression)

    def condition(self, expression: Expression, state: State) -> Type:
        """The type of what must come out true or false; anything else is reported."""
        kind = self.type_of(expression, state)
        if present(kind) == BOOLEAN or isinstance(kind, Unknown):
            return kind
        fixes = mending.asks_presence(expression)
        return self.inference.report(kinds.NOT_A_CONDITION, expression.span, {"given": spoken(present(kind))}, *fixes)

    def element(self, place: Expression, item: Type, state: State) -> State:
        """The point inside a `where`, where the element of a list is `@it` and, if free, called by its kind."""
        item = present(item)
        names = ["it"]
        if isinstance(item, RecordOf) and is_free(self.inference, item.name, state):
            names.append(item.name)
        self.inference.facts.elements[id(place)] = tuple(names)
        return state.having(dict.fromkeys(names, item))

    def _arguments(self, call: Call, state: State) -> list[Type]:
        return [self.type_of(argument.value, state) for argument in call.arguments]

    def _text(self, text: Text, state: State) -> Type:
        for part in text.parts:
            if not isinstance(part, str):
                self._hole(part, state)
        return TEXT

    def _hole(self, hole: Expression, state: State) -> None:
        kind = present(self.type_of(hole, state))
        item = present(kind.item) if isinstance(kind, ListOf) else kind
        if isinstance(item, Row | ListOf):
            self.inference.report(kinds.SHOWN_AS_ROWS, hole.span, {"given": spoken(kind)})

    def _list(self, node: List, state: State) -> Type:
        item: Type = UNKNOWN
        for element in node.items:
            kind = self.type_of(element, state)
            joined = join(item, kind)
            if joined is None:
                return self.inference.report(
                    kinds.MIXED_LIST, element.span, {"first": spoken(item), "other": spoken(kind)}
                )
            item = joined
        return ListOf(item)

    def _range(self, node: Range, state: State) -> Type:
        low, high = self.type_of(node.low, state), self.type_of(node.high, state)
        joined = MONEY if {present(low), present(high)} == {MONEY, NUMBER} else join(low, high)
        if joined is None:
            data: dict[str, object] = {"first": spoken(low), "other": spoken(high)}
            return self.inference.report(kinds.MIXED_LIST, node.span, data)
        return joined

    def _index(self, node: Index, state: State) -> Type:
        item = self.list_of(node.of, state)
        return narrowed(node, optional(item), state)

    def list_of(self, expression: Expression, state: State) -> Type:
        """The type of the elements of what must be a list."""
        kind = present(self.type_of(expression, state))
        if isinstance(kind, ListOf):
            return present(kind.item)
        if isinstance(kind, Unknown):
            return UNKNOWN
        return self.inference.report(kinds.NOT_A_LIST, expression.span, {"given": spoken(kind)})

    def _where(self, node: Where, state: State) -> Type:
        item = self.list_of(node.of, state)
        self.condition(node.condition, self.element(node, item, state))
        return self._same_list(node.of, item)

    def _sorted(self, node: Sorted, state: State) -> Type:
        item = self.list_of(node.of, state)
        key = present(self.type_of(node.key, self.element(node, item, state)))
        if not isinstance(key, Scalar | Unknown) and not is_textlike(key):
            self.inference.report(kinds.NO_ORDER, node.key.span, {"given": spoken(key)})
        return self._same_list(node.of, item)

    def _take(self, node: Take, state: State) -> Type:
        count = self.type_of(node.count, state)
        if present(count) not in (NUMBER, UNKNOWN):
            data: dict[str, object] = {"wanted": "a number", "given": spoken(count)}
            self.inference.report(kinds.WRONG_KIND, node.count.span, data)
        return self._same_list(node.of, self.list_of(node.of, state))

    def _same_list(self, of: Expression, item: Type) -> Type:
        made: Type = ListOf(item)
        return optional(made) if may_be_missing(self.inference.facts.type_of(of)) else made

    def _record(self, node: Record, state: State) -> Type:
        given = [(argument, self.type_of(argument.value, state)) for argument in node.arguments]
        if node.type == "record":
            return Row(tuple((argument.name or "", kind) for argument, kind in given))
        self.inference.records.append(node)
        return RecordOf(node.type) if node.type in self.inference.catalog.records else UNKNOWN

    def _trigger_is(self, node: TriggerIs) -> Type:
        triggers = self.inference.flow.triggers
        for kind in node.kinds:
            if not any(fires(kind, trigger) for trigger in triggers):
                self.inference.report(rules.UNKNOWN_TRIGGER, kind.span, {"kind": kind.kind})
        return BOOLEAN
