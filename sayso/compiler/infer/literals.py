"""Texts written in the flow that must be one of a known set: options, templates, stages, tags."""

from sayso.compiler.infer import kind_rules, name_rules
from sayso.compiler.infer.inference import Inference, did_you_mean
from sayso.dsl.diagnostics import Rule
from sayso.dsl.expressions import Expression, Field, Text
from sayso.dsl.types import Choice, ListOf, RecordOf, present

FIELD_PICKS = {("deal", "stage"): "stage", ("deal", "previousStage"): "stage"}
"""Fields of records whose texts come from a set that the workspace keeps."""


def plain(expression: Expression) -> str | None:
    """The words of a text without holes; None for anything else."""
    if not isinstance(expression, Text):
        return None
    if not expression.parts:
        return ""
    first = expression.parts[0]
    return first if len(expression.parts) == 1 and isinstance(first, str) else None


def check_choice(inference: Inference, value: Expression, kind: Choice) -> None:
    """Report a literal that is none of the options."""
    words = plain(value)
    if words is None or words in kind.options:
        return
    options = ", ".join(f'"{option}"' for option in kind.options)
    fixes = did_you_mean(words, list(kind.options), value.span, '"', '"')
    inference.report(kind_rules.UNKNOWN_OPTION, value.span, {"given": words, "options": options}, *fixes)


def check_pick(inference: Inference, field: Expression, value: Expression) -> None:
    """Report a literal compared with a deal's stage or a record's tags that the workspace does not have."""
    if not isinstance(field, Field):
        return
    of = present(inference.facts.type_of(field.of))
    if isinstance(of, ListOf):
        of = present(of.item)
    if isinstance(of, RecordOf):
        picks = "tag" if field.name == "tags" else FIELD_PICKS.get((of.name, field.name), "")
        check_named(inference, picks, value)


PICKS: dict[str, Rule] = {
    "template": name_rules.UNKNOWN_TEMPLATE,
    "stage": name_rules.UNKNOWN_STAGE,
    "tag": name_rules.UNKNOWN_TAG,
    "flow": name_rules.UNKNOWN_FLOW,
}


def known_names(inference: Inference, picks: str) -> list[str] | None:
    """The names a workspace has of a sort; None where it keeps no list."""
    catalog = inference.catalog
    kept = {
        "template": tuple(catalog.templates),
        "stage": catalog.stages,
        "tag": catalog.tags,
        "flow": tuple(catalog.flows),
    }
    names = kept.get(picks)
    return None if names is None else list(names)


def check_named(inference: Inference, picks: str, value: Expression) -> None:
    """Report a literal name of a template, stage, tag or flow that the workspace does not have."""
    words, known = plain(value), known_names(inference, picks)
    if words is None or known is None or words in known:
        return
    fixes = did_you_mean(words, known, value.span, '"', '"')
    rule = PICKS[picks]
    inference.report(rule, value.span, {"name": words}, *fixes)
