"""Types as they are written in a flow: `text`, `list of contact`, `"free" | "pro"`, `date?`."""

from typing import assert_never, get_args

from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.dsl.statements import ChoiceType, ListType, OptionalType, TypeName, TypeText
from sayso.dsl.types import PERSON, Choice, ListOf, RecordOf, Scalar, ScalarName, Type, optional

SCALARS: dict[str, Type] = {name: Scalar(name) for name in get_args(ScalarName)}


def written_type(inference: Inference, text: TypeText) -> Type:
    """The type that was written."""
    match text:
        case TypeName():
            return _named(inference, text)
        case ListType():
            return ListOf(written_type(inference, text.item))
        case OptionalType():
            return optional(written_type(inference, text.of))
        case ChoiceType():
            return Choice(text.options)
        case _:
            assert_never(text)


def _named(inference: Inference, text: TypeName) -> Type:
    if text.name in SCALARS:
        return SCALARS[text.name]
    if text.name in inference.catalog.records:
        return RecordOf(text.name)
    if text.name == "person":
        return PERSON
    known = [*SCALARS, *inference.catalog.records, "person"]
    return inference.report(
        rules.UNKNOWN_KIND, text.span, {"name": text.name}, *did_you_mean(text.name, known, text.span)
    )
