"""The slots of steps that turn to others: asking a person, running another flow."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from sayso.compiler.infer.words import spoken
from sayso.copilot.english import words_of
from sayso.dsl.expressions import Argument, Expression
from sayso.dsl.parse import parse_expression
from sayso.dsl.print import print_type
from sayso.dsl.statements import Ask, ChoiceType, RunFlow, TypeName
from sayso.dsl.types import BOOLEAN, DATE, MONEY, NUMBER, PERSON, TEXT, Choice, Type, may_be_missing
from sayso.editor.inspector.kinds import is_many, kind_of_type, options_for, people, quoted
from sayso.editor.inspector.shapes import Option
from sayso.editor.inspector.slots import Known, Slot, options_of, replaced, setter

ANSWERS: dict[str, Type] = {"boolean": BOOLEAN, "text": TEXT, "number": NUMBER, "date": DATE, "money": MONEY}
"""What may be answered, besides one of several words."""


def ask_slots(step: Ask, known: Known) -> Iterator[Slot]:
    """Asking somebody: whom, what, which answers, for how long, and what counts without an answer."""
    say = known.say
    yield Slot("person", say("field.person_ask"), "person", setter(step, "person"), step.person, required=True,
               wanted=PERSON, options=people(known))  # fmt: skip
    yield Slot("question", say("field.question"), "text", setter(step, "question"), step.question, reads="text",
               required=True, wanted=TEXT)  # fmt: skip
    yield _answers(step, known)
    wanted = _answered(step)
    yield Slot("within", say("field.within_answer"), "duration", setter(step, "within"), step.within, reads="length",
               required=True)  # fmt: skip
    kind = kind_of_type(wanted)
    yield Slot("otherwise", say("field.without_answer"), kind, setter(step, "otherwise"), step.otherwise,
               wanted=wanted, options=options_for(kind, wanted, "", known),
               note=say("inspector.no_answer"))  # fmt: skip


def _answers(step: Ask, known: Known) -> Slot:
    """Which answers there are; choices of words keep their own entry."""
    source = print_type(step.type)
    options = options_of(known.say, "answers", ANSWERS)
    own = step.type.options if isinstance(step.type, ChoiceType) else ()
    if own:
        options = (*options, Option(source, " · ".join(own)))
    elif source not in ANSWERS:
        options = (*options, Option(source, source))
    return Slot("answers", known.say("field.answers"), "choice", setter(step, "type"), source=source, reads="kind",
                required=True, options=options)  # fmt: skip


def _answered(step: Ask) -> Type | None:
    match step.type:
        case TypeName(name=name):
            return ANSWERS.get(name)
        case ChoiceType(options=options):
            return Choice(options)
        case _:
            return None


def run_slots(step: RunFlow, known: Known) -> Iterator[Slot]:
    """Running another flow: which one, what it is given, and whether to wait for it."""
    say = known.say
    names = dict.fromkeys([*known.catalog.flows, step.flow])
    yield Slot("flow", say("field.flow"), "choice", setter(step, "flow"), source=quoted(step.flow), reads="title",
               required=True, options=tuple(Option(quoted(name), name) for name in names))  # fmt: skip
    contract = known.catalog.flows.get(step.flow)
    inputs = dict(contract.inputs) if contract is not None else {}
    for name in dict.fromkeys([*inputs, *(one.name or "" for one in step.arguments)]):
        yield _given(step, name, inputs.get(name), known)
    yes = (Option("true", say("inspector.wait_yes")), Option("false", say("inspector.wait_no")))
    yield Slot("waits", say("field.waits"), "yes-no", _waits(step), source="true" if step.waits else "false",
               reads="flag", options=yes)  # fmt: skip


def _waits(step: RunFlow) -> Callable[[Any], Any]:
    def put(value: Any) -> RunFlow:
        return msgspec.structs.replace(step, waits=bool(value), result=step.result if value else None)

    return put


def _given(step: RunFlow, name: str, wanted: Type | None, known: Known) -> Slot:
    """One value that the other flow is given."""
    place = next((number for number, one in enumerate(step.arguments) if one.name == name), None)
    required = wanted is not None and not may_be_missing(wanted)
    kind = kind_of_type(wanted)
    words = words_of(name)
    value = step.arguments[place].value if place is not None else None

    def put(value: Expression | None) -> RunFlow:
        if value is None and required:
            value = parse_expression(f'todo "which {words}?"')
        number = len(step.arguments) if place is None else place
        new = None if value is None else Argument(name, value)
        return msgspec.structs.replace(step, arguments=replaced(step.arguments, number, new))

    return Slot(name, words[:1].upper() + words[1:], kind, put, value, required=required, wanted=wanted,
                many=is_many(wanted), options=options_for(kind, wanted, "", known), theirs=True,
                note=spoken(wanted) if wanted is not None else "")  # fmt: skip
