"""A line of the log for people who do not read the language: conditions and fields in the words of the readback.

The log itself keeps the flow's own text, which a program or an engineer can search for.
"""

import re

from sayso.copilot.conditions import Conditions
from sayso.copilot.readback_steps import Steps
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Expression, Name
from sayso.dsl.flow import Flow
from sayso.dsl.node import walk
from sayso.dsl.parse import NotAnExpression, parse_expression

_BEGINS = re.compile(r"^| where |: ")
_PATH = re.compile(r"(?<![\w@.{])([a-z]\w*(?:\.[a-zA-Z]\w*)+)(?= (?:is|was) )")


def plainly(text: str, catalog: Catalog) -> str:
    """The line with its condition, which ends at an arrow, and the fields it looked at in words; a line without one as
    it is."""
    told, arrow, rest = text.partition(" → ")
    if not arrow or "@" not in told:
        return text
    says = Steps(Flow(""), None, catalog).conditions
    for begin in _BEGINS.finditer(told):
        condition = _read(told[begin.end() :])
        if condition is not None:
            said = (
                _filter(says, condition) if begin.group() == " where " else f"{begin.group()}{says.clause(condition)}"
            )
            return f"{told[: begin.start()]}{said}{arrow}{_PATH.sub(lambda path: _field(says, path[1]), rest)}"
    return text


def clause(condition: str, catalog: Catalog) -> str:
    """A condition of a flow in words; what can't be read as it is."""
    found = _read(condition)
    return Steps(Flow(""), None, catalog).conditions.clause(found) if found is not None else condition


def field(path: str, catalog: Catalog) -> str:
    """A field in words: "the contact's title" for "contact.title"."""
    return _field(Steps(Flow(""), None, catalog).conditions, path) if "." in path else path


def _filter(says: Conditions, condition: Expression) -> str:
    names = frozenset(one.name for one in walk(condition) if isinstance(one, Name))
    return f" {says.filter(condition, names)}"


def _field(says: Conditions, path: str) -> str:
    value = _read(f"@{path}")
    return says.phrases.value(value) if value is not None else path


def _read(text: str) -> Expression | None:
    try:
        return parse_expression(text) if "@" in text else None
    except NotAnExpression:
        return None
