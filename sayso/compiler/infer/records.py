"""Records written out in the flow: `record(name: @x)`, `contact(firstName: "Ann")`."""

from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.fields import field_names
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.compiler.infer.wants import check
from sayso.compiler.infer.words import spoken
from sayso.dsl.diagnostics import Fix
from sayso.dsl.expressions import Argument, Record
from sayso.dsl.span import Span
from sayso.dsl.types import RecordOf


def check_record(inference: Inference, node: Record) -> None:
    """Report fields the kind of record does not have, and values of the wrong kind; the values are typed already."""
    if node.type == "record":
        return
    if node.type not in inference.catalog.records:
        place = Span(node.span.start, node.span.start + len(node.type))
        fixes = did_you_mean(node.type, [*inference.catalog.records, "record"], place)
        inference.report(rules.UNKNOWN_RECORD, place, {"name": node.type}, *fixes)
        return
    known = field_names(inference, RecordOf(node.type))
    for argument in node.arguments:
        name = argument.name or ""
        if name in known:
            check(inference, argument.value, inference.facts.type_of(argument.value), known[name])
        else:
            data: dict[str, object] = {"owner": spoken(RecordOf(node.type)).capitalize(), "name": name}
            place = Span(argument.span.start, argument.span.start + len(name))
            inference.report(rules.UNKNOWN_FIELD, place, data, *name_mends(argument, list(known)))


def name_mends(argument: Argument, known: list[str]) -> tuple[Fix, ...]:
    """The nearest known name in place of an argument's."""
    name = argument.name or ""
    return did_you_mean(name, known, Span(argument.span.start, argument.span.start + len(name)))
