"""Whether a condition comes out the same every time at its place."""

from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.narrowing import literal
from sayso.compiler.infer.paths import path_of
from sayso.compiler.infer.state import State
from sayso.compiler.infer.triggers import fires
from sayso.dsl.expressions import Binary, Boolean, Exists, Expression, Field, Index, IsMissing, Name, Not, TriggerIs
from sayso.dsl.types import BOOLEAN, Optional, Unknown, present


def decide(inference: Inference, condition: Expression, state: State) -> bool | None:
    """True or False where the condition, typed already, can only come out that way; None where it depends."""
    match condition:
        case Boolean():
            return condition.value
        case Not():
            inner = decide(inference, condition.value, state)
            return None if inner is None else not inner
        case Exists() | IsMissing():
            there = _is_there(inference, condition.value, state)
            return None if there is None else there is isinstance(condition, Exists)
        case TriggerIs():
            return _trigger(inference, condition, state)
        case Name() | Field() | Index():
            fact = state.known.get(("equal", path_of(condition) or ()))
            return fact.value if fact is not None and isinstance(fact.value, bool) else None
        case Binary(operator="and" | "or"):
            return _junction(inference, condition, state)
        case Binary(operator="==" | "!="):
            return _equality(condition, state)
    return None


def _is_there(inference: Inference, value: Expression, state: State) -> bool | None:
    path = path_of(value)
    known = None if path is None else state.is_there(path)
    if known is not None:
        return known
    kind = inference.facts.type_of(value)
    return None if isinstance(kind, Optional | Unknown) else True


def _trigger(inference: Inference, condition: TriggerIs, state: State) -> bool | None:
    triggers = inference.flow.triggers
    met = {n for n in state.kinds if any(fires(kind, triggers[n]) for kind in condition.kinds)}
    if not state.kinds or not any(fires(k, t) for k in condition.kinds for t in triggers):
        return None
    return True if met == state.kinds else None if met else False


def _junction(inference: Inference, condition: Binary, state: State) -> bool | None:
    if present(inference.facts.type_of(condition.left)) != BOOLEAN:
        return None
    ends = condition.operator == "or"
    left = decide(inference, condition.left, state)
    learned = inference.learn(state, condition.left, "true" if condition.operator == "and" else "not true")
    right = decide(inference, condition.right, learned)
    if ends in (left, right):
        return ends
    return None if left is None or right is None else not ends


def _equality(condition: Binary, state: State) -> bool | None:
    path, right = path_of(condition.left), literal(condition.right)
    fact = None if path is None else state.known.get(("equal", path))
    left = literal(condition.left) if fact is None else fact.value
    if left is None or right is None or type(left) is not type(right):
        return None
    return (left == right) is (condition.operator == "==")
