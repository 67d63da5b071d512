"""Email templates: what their names stand for in a call, and what their texts read there."""

from sayso.compiler.facts import Resolved
from sayso.compiler.infer import name_rules as rules
from sayso.compiler.infer.expressions import Typist
from sayso.compiler.infer.inference import Inference
from sayso.compiler.infer.names import in_reach
from sayso.compiler.infer.paths import path_of
from sayso.compiler.infer.state import State
from sayso.compiler.infer.template_texts import texts, unreadable_line
from sayso.compiler.infer.words import shown
from sayso.dsl.catalog import Template
from sayso.dsl.expressions import Expression, Field, Name, Text
from sayso.dsl.node import Node, rebuild
from sayso.dsl.types import Type, may_be_missing, present

__all__ = ["fill_template", "texts"]


def fill_template(typist: Typist, resolved: Resolved, template: Template, place: Expression, state: State) -> None:
    """Decide what each name of the call's template stands for, and type the texts with it."""
    inference = typist.inference
    line = unreadable_line(template)
    if line is not None:
        inference.report(rules.TEMPLATE_UNREADABLE, place.span, {"template": template.name, "line": line})
        return
    resolved.template = template.name
    for name, kind in template.variables:
        value = _handed_in(inference, resolved, kind) or _at_hand(inference, name, kind, state)
        value = value or _linked(inference, resolved, name, kind)
        if value is None:
            inference.report(rules.TEMPLATE_LACKS, place.span, {"template": template.name, "name": name})
            return
        typist.type_of(value, state)
        resolved.variables[name] = value
    resolved.texts = tuple(_filled(text, resolved.variables, place) for text in texts(template))
    for text in resolved.texts:
        typist.type_of(text, state)
        _note_gaps(inference, text, template.name, place)


def _handed_in(inference: Inference, resolved: Resolved, kind: Type) -> Expression | None:
    """A value of that kind among the call's own."""
    given = (value for _, _, value in resolved.given())
    return next((value for value in given if present(inference.facts.type_of(value)) == kind), None)


def _at_hand(inference: Inference, name: str, kind: Type, state: State) -> Expression | None:
    """The name itself, or the only name of that kind in reach."""
    names = in_reach(inference, state)
    if name in names and present(names[name]) == present(kind):
        return Name(name=name)
    same = [one for one, held in names.items() if present(held) == present(kind) and one != "event"]
    return Name(name=same[0]) if len(same) == 1 else None


def _linked(inference: Inference, resolved: Resolved, name: str, kind: Type) -> Expression | None:
    """The record of that kind linked from a record the call was given, under the variable's name."""
    for _, _, value in resolved.given():
        record = inference.catalog.record_of(present(inference.facts.type_of(value)))
        field = record.field(name) if record else None
        if field is not None and present(field.type) == present(kind) and path_of(value) is not None:
            return Field(of=value, name=name)
    return None


def _filled(text: Text, variables: dict[str, Expression], place: Expression) -> Text:
    """The text with its names replaced by what they stand for, every node placed where the template is named."""

    def fill(node: Node) -> Node:
        if isinstance(node, Name) and node.name in variables:
            return _placed(variables[node.name], place)
        return _placed(rebuild(node, fill), place)

    filled = fill(text)
    assert isinstance(filled, Text)
    return filled


def _placed(node: Node, place: Expression) -> Node:
    values = {name: getattr(node, name) for name in node.__struct_fields__}
    return type(node)(**(values | {"span": place.span}))


def _note_gaps(inference: Inference, text: Text, template: str, place: Expression) -> None:
    """Note what the text reads and may be missing here."""
    for part in text.parts:
        if not isinstance(part, str) and may_be_missing(inference.facts.type_of(part)):
            inference.facts.gaps.append((place.span, template, shown(part)))
