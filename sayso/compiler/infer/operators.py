"""What operators do with kinds of values: which compare, which add up, where `or` falls back."""

from collections.abc import Callable

from sayso.compiler.infer import kind_rules as rules
from sayso.compiler.infer import mending
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.literals import check_choice, check_pick, plain
from sayso.compiler.infer.state import State
from sayso.compiler.infer.words import shown, spoken
from sayso.dsl.arithmetic import result_type
from sayso.dsl.compare import comparable
from sayso.dsl.expressions import Binary, Comparison, Expression, List, Money, Negative, Number, Range
from sayso.dsl.patterns import check_pattern
from sayso.dsl.types import (
    BOOLEAN,
    MONEY,
    NUMBER,
    TEXT,
    UNKNOWN,
    Choice,
    ListOf,
    Scalar,
    Type,
    Unknown,
    is_textlike,
    join,
    may_be_missing,
    optional,
    present,
)

TypeOf = Callable[[Expression, State], Type]
ARITHMETIC = frozenset({"+", "-", "*", "/"})


def binary_type(inference: Inference, type_of: TypeOf, node: Binary, state: State) -> Type:
    """The type of an operator's result; its sides are typed on the way, the right one after what the left taught."""
    left = type_of(node.left, state)
    match node.operator:
        case "and":
            return _and(inference, node, left, type_of(node.right, inference.learn(state, node.left, "true")))
        case "or":
            return _or(inference, type_of, node, left, state)
    right = type_of(node.right, state)
    if node.operator in ARITHMETIC:
        return _arithmetic(inference, node, left, right)
    _compare(inference, node, left, right)
    return BOOLEAN


def negative_type(inference: Inference, node: Negative, kind: Type) -> Type:
    """The type of `-x`."""
    if present(kind) in (NUMBER, MONEY, Scalar("percent"), Scalar("duration"), UNKNOWN):
        return kind
    data: dict[str, object] = {"sign": "-", "left": spoken(kind), "right": "nothing"}
    return inference.report(rules.NO_ARITHMETIC, node.span, data)


def _and(inference: Inference, node: Binary, left: Type, right: Type) -> Type:
    for side, kind in ((node.left, left), (node.right, right)):
        if present(kind) not in (BOOLEAN, UNKNOWN):
            fixes = mending.asks_presence(side)
            inference.report(rules.NOT_A_CONDITION, side.span, {"given": spoken(present(kind))}, *fixes)
    return BOOLEAN


def _or(inference: Inference, type_of: TypeOf, node: Binary, left: Type, state: State) -> Type:
    if left == optional(BOOLEAN):
        type_of(node.right, state)
        fixes = mending.mends_of_perhaps(node)
        inference.report(rules.OR_ON_PERHAPS, node.span, {"path": shown(node.left)}, *fixes)
        return BOOLEAN
    if left == BOOLEAN:
        return _and(inference, node, left, type_of(node.right, inference.learn(state, node.left, "not true")))
    return _fallback(inference, node, left, type_of(node.right, state))


def _fallback(inference: Inference, node: Binary, left: Type, right: Type) -> Type:
    if isinstance(left, Unknown):
        return UNKNOWN
    if present(right) == BOOLEAN:
        return inference.report(rules.FALLBACK_SWALLOWS, node.span, {}, *mending.parentheses(node))
    kind = present(left)
    if isinstance(kind, Choice) and plain(node.right) is not None:
        check_choice(inference, node.right, kind)
        return kind
    joined = join(kind, right)
    if joined is None:
        data: dict[str, object] = {"left": spoken(kind), "right": spoken(right)}
        return inference.report(rules.FALLBACK_OF_OTHER_KIND, node.right.span, data)
    return joined


def _arithmetic(inference: Inference, node: Binary, left: Type, right: Type) -> Type:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    gives = result_type(node.operator, left, right) if node.operator in ("+", "-", "*", "/") else None
    if gives is None:
        data: dict[str, object] = {
            "sign": node.operator,
            "left": spoken(present(left)),
            "right": spoken(present(right)),
        }
        return inference.report(rules.NO_ARITHMETIC, node.span, data)
    divides = node.operator == "/" and not (isinstance(node.right, Number) and node.right.value)
    return optional(gives) if divides or may_be_missing(left) or may_be_missing(right) else gives


def _compare(inference: Inference, node: Binary, left: Type, right: Type) -> None:
    a, b = present(left), present(right)
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        _check_options(inference, node, a)
    elif node.operator == "in":
        _membership(inference, node, a, b)
    elif node.operator == "matches":
        _texts(inference, node, a, b)
        _pattern(inference, node.right)
    elif node.operator in ("starts with", "ends with") or (node.operator == "contains" and not isinstance(a, ListOf)):
        _texts(inference, node, a, b)
    elif _alike(
        inference, node, "==", present(a.item) if isinstance(a, ListOf) and node.operator == "contains" else a, b
    ):
        _ordered(inference, node, a, b)


def _alike(inference: Inference, node: Binary, operator: Comparison, a: Type, b: Type) -> bool:
    if not comparable(operator, a, b):
        rule = rules.PERCENT_BESIDE_OTHER if _percent_beside_number(a, b) else rules.UNLIKE_VALUES
        fixes = mending.as_percent(node) if rule is rules.PERCENT_BESIDE_OTHER else mending.unquoted(node.right, a)
        inference.report(rule, node.span, {"left": spoken(a), "right": spoken(b)}, *fixes)
        return False
    if isinstance(node.left, Money) and isinstance(node.right, Money) and node.left.currency != node.right.currency:
        inference.report(rules.TWO_CURRENCIES, node.span)
    _check_options(inference, node, a)
    return True


def _check_options(inference: Inference, node: Binary, a: Type) -> None:
    """Literals beside a choice, a stage or tags must be among what there is."""
    values = node.right.items if isinstance(node.right, List) else (node.right,)
    for value in values:
        if plain(value) is not None:
            item = present(a.item) if isinstance(a, ListOf) else a
            if isinstance(item, Choice):
                check_choice(inference, value, item)
            check_pick(inference, node.left, value)


def _percent_beside_number(a: Type, b: Type) -> bool:
    names = {kind.name for kind in (a, b) if isinstance(kind, Scalar)}
    return "percent" in names and bool(names & {"number", "money"})


def _ordered(inference: Inference, node: Binary, a: Type, b: Type) -> None:
    """Values that are equal or not may still be neither bigger nor smaller."""
    operator: Comparison = node.operator if node.operator in ("<", "<=", ">", ">=") else "=="
    if not comparable(operator, a, b) and not isinstance(a, ListOf):
        inference.report(rules.NO_ORDER, node.span, {"given": spoken(a)})


def _membership(inference: Inference, node: Binary, a: Type, b: Type) -> None:
    if isinstance(node.right, Range):
        if _alike(inference, node, "==", a, b) and not comparable(">=", a, b):
            inference.report(rules.NO_ORDER, node.span, {"given": spoken(a)})
    elif isinstance(b, ListOf):
        _alike(inference, node, "==", a, present(b.item))
    else:
        inference.report(rules.NOT_A_LIST, node.right.span, {"given": spoken(b)}, *mending.swapped(node, b))


def _texts(inference: Inference, node: Binary, a: Type, b: Type) -> None:
    for side, kind in ((node.left, a), (node.right, b)):
        if not is_textlike(kind):
            data: dict[str, object] = {"wanted": spoken(TEXT), "given": spoken(kind)}
            inference.report(rules.WRONG_KIND, side.span, data)
            return


def _pattern(inference: Inference, pattern: Expression) -> None:
    words = plain(pattern)
    if words is None:
        inference.report(rules.PATTERN_NOT_LITERAL, pattern.span)
        return
    problem = check_pattern(words)
    if problem is not None:
        inference.report(rules.BAD_PATTERN, pattern.span, {"problem": str(problem)})
