"""A pasted readback as a proposal: its flow, each sentence marked with its step, and what of it was not ours."""

import re
from itertools import pairwise

from sayso.compiler.bounds import words as bounds_words
from sayso.copilot.answering import LEFT, Exchange
from sayso.copilot.proposal import Assumption, Heard, Proposal, Question
from sayso.copilot.readback import readback
from sayso.copilot.rereading.building import Hears
from sayso.copilot.rereading.reading import Reread, reread
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Edit
from sayso.dsl.span import Span

LEFT_OUT = "I could not read “{words}”, and left it out. Say it in other words?"
NOT_ALLOWED = "I left out “{words}”: {why} What should it say?"
_ASKED = re.compile(r"“(.+?)”(?=, and left it out|: )", re.DOTALL)
OTHERWISE = "“{words}” is in your own words: see whether the step says what you mean"


def retold(request: str, catalog: Catalog, current_flow: str, hears: Hears) -> Proposal | None:
    """The proposal for a request that is the readback of a flow; None where it is not."""
    found = reread(request, catalog, hears)
    if found is None or found.compiled.flow is None:
        return None
    compiled, flow = found.compiled, found.compiled.flow
    bounds = bounds_words(compiled.bounds) if compiled.bounds else ""
    return Proposal(
        request, compiled.text, _heard(found, len(request)), _assumptions(found), _questions(found),
        compiled.diagnostics, readback(flow, compiled.facts, catalog).text, bounds,
        (Edit(Span(0, len(current_flow)), compiled.text),),
    )  # fmt: skip


def reworded(text: str, exchange: Exchange) -> str:
    """The readback with an answer in place of the sentence that was asked about, or without it."""
    asked = next((words for words in _ASKED.findall(exchange.question) if words in text), None)
    if asked is None:
        return text
    left = exchange.answer.strip().lower() in LEFT
    return text.replace(asked, "" if left else exchange.answer.strip(), 1)


def _heard(found: Reread, length: int) -> tuple[Heard, ...]:
    """What each row became; a row reaches up to the next one."""
    starts = [0, *(row.start for row in found.rows[1:]), length]
    return tuple(_became(found, row, start, end) for row, (start, end) in enumerate(pairwise(starts)))


def _became(found: Reread, row: int, start: int, end: int) -> Heard:
    asked, otherwise = [*found.unheard, *found.left], found.otherwise
    if row in asked:
        return Heard(start, end, "question", None, asked.index(row))
    if row in otherwise:
        return Heard(start, end, "assumption", None, otherwise.index(row))
    place = found.places.get(row)
    return Heard(start, end, "rule" if place is None else "step", place)


def _assumptions(found: Reread) -> tuple[Assumption, ...]:
    return tuple(Assumption(OTHERWISE.format(words=found.rows[row].words), None, ()) for row in found.otherwise)


def _questions(found: Reread) -> tuple[Question, ...]:
    said = [found.rows[row].words for row in found.unheard]
    asked = [LEFT_OUT.format(words=words) for words in said]
    asked += [NOT_ALLOWED.format(words=found.rows[row].words, why=why) for row, why in found.left.items()]
    return tuple(Question("unheard", text, ("Leave it out",)) for text in asked)
