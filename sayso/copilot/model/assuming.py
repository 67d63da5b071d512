"""What a model assumed, with what else it could be: only what compiles and calls no other tool."""

from collections.abc import Iterator
from typing import Final

from sayso.compiler import Compiled, compile
from sayso.compiler.permissions import permissions
from sayso.copilot.model.reading import Mark
from sayso.copilot.proposal import Alternative, Assumption
from sayso.dsl.blocks import Address, find
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Edit
from sayso.dsl.span import Span

MOST_ASSUMPTIONS: Final = 12
MOST_ALTERNATIVES: Final = 4


def assumptions_of(marks: tuple[Mark, ...], compiled: Compiled, catalog: Catalog) -> tuple[Assumption, ...]:
    """The assumptions of a flow, each once."""
    told = [mark for mark in marks if mark.kind == "assumed"][:MOST_ASSUMPTIONS]
    found: dict[str, Assumption] = {}
    for mark in told:
        found.setdefault(mark.words[0], _assumption(mark, compiled, catalog))
    return tuple(found.values())


def _assumption(mark: Mark, compiled: Compiled, catalog: Catalog) -> Assumption:
    row = _row(compiled.text, mark.row)
    alternatives = tuple(_alternatives(mark, row, compiled, catalog)) if len(mark.words) > 2 else ()
    address = _address(compiled, row) if len(mark.words) > 1 else None
    return Assumption(mark.words[0], address, alternatives)


def _alternatives(mark: Mark, row: Span, compiled: Compiled, catalog: Catalog) -> Iterator[Alternative]:
    was, *others = mark.words[1:]
    start = compiled.text.find(was, row.start, row.end) if was else -1
    for other in dict.fromkeys(others[:MOST_ALTERNATIVES] if start >= 0 else ()):
        edit = Edit(Span(start, start + len(was)), other)
        if other and other != was and _may_be_offered(edit, compiled, catalog):
            yield Alternative(other, (edit,))


def _may_be_offered(edit: Edit, compiled: Compiled, catalog: Catalog) -> bool:
    """Whether the flow would still compile and still call the same tools under the same conditions."""
    changed = compile(compiled.text[: edit.span.start] + edit.text + compiled.text[edit.span.end :], catalog)
    if changed.errors or changed.flow is None or compiled.flow is None:
        return False
    return changed.flow.uses == compiled.flow.uses


def may_now(old: Compiled | None, new: Compiled, catalog: Catalog) -> tuple[str, ...]:
    """What the new flow may do that the old one, in just these words, may not."""
    before = _permissions(old, catalog) if old else []
    return tuple(sentence for sentence in _permissions(new, catalog) if sentence not in before)


def _permissions(compiled: Compiled, catalog: Catalog) -> list[str]:
    if compiled.flow is None or compiled.facts is None:
        return []
    return list(permissions(compiled.flow, compiled.facts, catalog))


def _row(text: str, number: int) -> Span:
    """The row of that number, the last one where there are fewer."""
    start = 0
    for _ in range(number):
        after = text.find("\n", start) + 1
        if not 0 < after < len(text):
            break
        start = after
    end = text.find("\n", start)
    return Span(start, end if end >= 0 else len(text))


def _address(compiled: Compiled, row: Span) -> Address | None:
    if compiled.flow is None:
        return None
    indent = len(compiled.text[row.start : row.end]) - len(compiled.text[row.start : row.end].lstrip())
    return find(compiled.flow, row.start + indent)
