"""What is selected: from an address as a page writes it to the line of the flow, and back."""

from sayso.compiler import Compiled
from sayso.compiler.facts import Facts
from sayso.dsl.blocks import Address, NoSuchPlace, statement_at
from sayso.dsl.flow import Flow, Trigger
from sayso.dsl.statements import Statement
from sayso.editor.catalogue import Words
from sayso.editor.inspector.shapes import FormProblem, Where

RULES = "rules"
TRIGGER = "trigger:"


def address_from(words: str) -> Address:
    """`0.then.1` as an address; "" and "body" are the flow's body."""
    parts = () if words in ("", "body") else tuple(words.split("."))
    return tuple(int(part) if part.isdecimal() else part for part in parts)


def words_of_address(address: Address) -> str:
    """An address as a page writes it."""
    return ".".join(str(part) for part in address)


def place_from(words: str) -> tuple[Address, int]:
    """`0.then:1` as a block and a place in it."""
    block, _, index = words.rpartition(":")
    return address_from(block), int(index) if index.isdecimal() else 0


def where_of(where: Where) -> Where:
    """What is selected in one form: an address, "trigger:N", "rules" or None."""
    if not isinstance(where, str):
        return where or None
    if where == TRIGGER[:-1]:
        return f"{TRIGGER}0"
    return where if where == RULES or where.startswith(TRIGGER) else address_from(where) or None


def read(compiled: Compiled, say: Words) -> tuple[Flow, Facts]:
    """The flow and what is known of it; raises FormProblem where its blocks have no safe reading."""
    if compiled.flow is None or compiled.facts is None:
        raise FormProblem(say("inspector.unread"))
    return compiled.flow, compiled.facts


def statement_of(flow: Flow, address: Address, say: Words) -> Statement:
    """The step at an address; raises FormProblem where there is none any more."""
    try:
        return statement_at(flow, address)
    except NoSuchPlace:
        raise FormProblem(say("inspector.gone")) from None


def trigger_of(flow: Flow, where: str, say: Words) -> Trigger | None:
    """The trigger that "trigger:N" names; None for the first of a flow that has none."""
    number = where.removeprefix(TRIGGER)
    if number == "0" and not flow.triggers:
        return None
    if not number.isdecimal() or int(number) >= len(flow.triggers):
        raise FormProblem(say("inspector.gone"))
    return flow.triggers[int(number)]
