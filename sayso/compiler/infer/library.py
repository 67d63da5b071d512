"""Calls of the library's pure functions."""

from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.dsl.expressions import Call
from sayso.dsl.functions import FUNCTIONS, Problem, places, signature
from sayso.dsl.span import Span
from sayso.dsl.types import UNKNOWN, RecordOf, Type, Unknown


def call_type(inference: Inference, call: Call, given: list[Type]) -> Type:
    """The type a function gives for values of these types; `usage()` is a record about which nothing is said."""
    place = Span(call.span.start, call.span.start + len(call.function))
    if call.function in inference.catalog.records and not call.arguments:
        return RecordOf(call.function)
    if call.function not in FUNCTIONS:
        fixes = did_you_mean(call.function, list(FUNCTIONS), place)
        return inference.report(rules.UNKNOWN_FUNCTION, place, {"name": call.function}, *fixes)
    order = places(call.function, [argument.name for argument in call.arguments])
    if isinstance(order, Problem):
        return _wrong(inference, call, order)
    gives = signature(call.function, [None if at is None else given[at] for at in order])
    if not isinstance(gives, Problem):
        return gives
    return UNKNOWN if any(isinstance(kind, Unknown) for kind in given) else _wrong(inference, call, gives)


def _wrong(inference: Inference, call: Call, problem: Problem) -> Type:
    data: dict[str, object] = {"name": call.function, "problem": problem.sentence}
    return inference.report(rules.WRONG_FUNCTION_VALUES, call.span, data)
