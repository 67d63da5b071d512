"""What the compiler knows at a caret: the names in reach with their types, the tools the flow may call, the place.

The line being typed stands aside while the flow is read, so that half of a line takes nothing along. What was found
out about the lines around it is kept from one key to the next.
"""

import re
from collections.abc import Mapping

import msgspec

from sayso.compiler.facts import Remembered
from sayso.compiler.infer import infer
from sayso.copilot.suggesting.cursor import Cursor
from sayso.copilot.suggesting.sites import Reading, Site
from sayso.dsl.blocks import statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow
from sayso.dsl.reparse import Rereader
from sayso.dsl.types import Type

ASIDE = "stop"
"""What stands in the place of the line that is being typed."""
_HEADER = re.compile(r"(?:flow|goal|on|use|limit|memory)\b")
_FRAME = re.compile(r"(?:if|for each|repeat|stage|wait for)\b")
_INNER = re.compile(r"(?:otherwise|else|unless|on error|end|test|given|expect|sequence|try)\b")


class Reach(msgspec.Struct, frozen=True):
    """What is known at a caret; `flow` None where the text has no safe reading. `site` is None on a line that begins a
    block, and above the body. `unended`: the line begins a block that has no `end` yet."""

    flow: Flow | None
    names: Mapping[str, Type]
    listed: tuple[str, ...]
    site: Site | None
    unended: bool = False


NOWHERE = Reach(None, {}, (), None)


class Looker:
    """Looks at one flow again and again while it is edited."""

    def __init__(self) -> None:
        """Nothing was read yet."""
        self._rereader = Rereader()
        self._remembered = Remembered()

    def at(self, text: str, cursor: Cursor, catalog: Catalog, place: bool = True) -> Reach:
        """What is known at a caret; without `place` its surroundings are not looked at."""
        typed = text[cursor.start : cursor.end].strip()
        if _HEADER.match(typed) and not typed.startswith("on error"):
            flow = self._rereader.parse(text).flow
            return Reach(flow, {}, _listed(flow), None)
        for aside in _asides(typed):
            found = self._looked(text, cursor, catalog, aside, place)
            if found.flow is not None:
                return msgspec.structs.replace(found, unended=aside.endswith("end"))
        return NOWHERE

    def _looked(self, text: str, cursor: Cursor, catalog: Catalog, aside: str, place: bool) -> Reach:
        read = text[: cursor.start] + cursor.indent + aside + text[cursor.end :]
        flow = self._rereader.parse(read).flow
        if flow is None:
            return NOWHERE
        facts, _ = infer(flow, catalog, self._remembered)
        self._remembered.forget_all_but(facts.body)
        at = cursor.start + len(cursor.indent)
        found = next(((address, step) for address, step in statements(flow) if step.span.start == at), None)
        if found is None:
            return Reach(flow, {}, _listed(flow), None)
        address, step = found
        site = Reading(flow, catalog).site(address) if place and aside == ASIDE else None
        return Reach(flow, facts.names.get(id(step), {}), _listed(flow), site)


def _asides(typed: str) -> tuple[str, ...]:
    """What may stand aside for a line: the head of a block stays one, with its `end` or without."""
    if _INNER.match(typed):
        return (typed,)
    return ("if true", "if true\nend") if _FRAME.match(typed) else (ASIDE,)


def _listed(flow: Flow | None) -> tuple[str, ...]:
    return tuple(tool for use in flow.uses for tool in use.tools) if flow is not None else ()
