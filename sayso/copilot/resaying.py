"""One sentence of a flow's readback, said otherwise: the step is written so that it reads back as what was said.

Pure. Where rules do it, the sentence is read as the readback's own, and what reads back word for word is certain; else
it is heard as a request, which will do where it changes this step alone. Everything else is asked about.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice

import msgspec

from sayso.compiler import Compiled, compile
from sayso.compiler.bounds import words as bounds_words
from sayso.copilot.changing.change import change, line_edits
from sayso.copilot.explaining.differing import differing
from sayso.copilot.model.task import Task
from sayso.copilot.proposal import Assumption, Heard, Proposal, Question
from sayso.copilot.readback import Sentence, readback
from sayso.copilot.rereading import sentences
from sayso.dsl.blocks import Address, NoSuchPlace, statement_at
from sayso.dsl.catalog import Catalog
from sayso.dsl.difference import difference
from sayso.dsl.edit import replace
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.flow import Flow

_QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'"})
_DAYS = re.compile(r"in (\d+ (?:days?|weeks?|months?))")
MOST = 12
"""So many ways of reading a sentence are tried."""
UNHEARD = "I could not make this step say that: “{words}”. Say it in other words?"
"""What is asked where nothing will do; the words stay where they were typed."""


def resay(words: str, catalog: Catalog, current_flow: str, address: Address, *, today: date) -> Proposal:
    """A proposal in which the step at `address` says these words; without a text where no way of writing it does."""
    before = compile(current_flow, catalog)
    said = " ".join(words.split())
    if before.flow is None or not said or not _is_there(before.flow, address):
        return _unheard(words, said)
    other = problem = ""
    for text, sure in _tries(words.translate(_QUOTES), said, before, catalog, address, today):
        after = compile(text, catalog)
        if after.flow is None or not _only(before.flow, after.flow, address):
            continue
        exact = _same(_sentence(after, catalog, address), said)
        wrong = _new_error(before, after)
        if exact and not wrong:
            return _proposal(words, text, before, catalog, address)
        problem = problem or (wrong if exact else "")
        other = other or (text if sure and not wrong else "")
    return _proposal(words, other, before, catalog, address) if other else _unheard(words, said, problem)


def _is_there(flow: Flow, address: Address) -> bool:
    """Whether the step is still in the flow: somebody else may have taken it away."""
    try:
        statement_at(flow, address)
    except NoSuchPlace:
        return False
    return True


def worded(task: Task) -> Task:
    """The same wish as a request in words, for a model: which sentence is to say what instead."""
    if task.step is None:
        return task
    compiled = compile(task.current_flow, task.catalog)
    old = _sentence(compiled, task.catalog, task.step) if compiled.flow is not None else ""
    request = f"Change one step and nothing else. It says: “{old}” It is to say instead: “{task.request}”"
    return msgspec.structs.replace(task, request=request, step=None) if old else task


def _tries(
    words: str, said: str, before: Compiled, catalog: Catalog, address: Address, today: date
) -> Iterator[tuple[str, bool]]:
    """Texts that may say it, and whether one may be proposed although it reads back in other words."""
    flow = before.flow
    assert flow is not None
    for new in islice(sentences(words, flow, catalog, address), MOST):
        with suppress(EditProblem, LookupError):
            yield replace(before.text, flow, address, new), False
    found = change(said, catalog, before.text, today=today)
    if found is not None and found.text and not found.questions:
        yield found.text, True


def _sentence(compiled: Compiled, catalog: Catalog, address: Address) -> str:
    """What a step says now."""
    assert compiled.flow is not None
    told: tuple[Sentence, ...] = readback(compiled.flow, compiled.facts, catalog).sentences
    return next((one.text for one in told if one.address == address), "")


def _bare(sentence: str) -> str:
    return " ".join(sentence.split()).rstrip(".: ")


def _same(one: str, other: str) -> bool:
    """The same words, whatever quotes and capitals are used, whoever "me" is; the sentence that leads on to the steps
    inside may be left out."""
    full, said = _settled(one), _settled(other)
    return full == said or full.startswith(f"{said}. ")


def _settled(sentence: str) -> str:
    words = _bare(sentence).translate(_QUOTES).casefold()
    return re.sub(r"\bme\b", "you", _DAYS.sub(r"\1 from today", words))


def _only(before: Flow, after: Flow, address: Address) -> bool:
    """Whether nothing but this step says something else."""
    told = [one for one in difference(before, after).changes if one.kind != "unchanged"]
    return bool(told) and all(one.kind == "changed" and one.old == address == one.new for one in told)


def _new_error(before: Compiled, after: Compiled) -> str:
    known = {one.sentence for one in before.errors}
    return next((one.sentence for one in after.errors if one.sentence not in known), "")


def _proposal(words: str, text: str, before: Compiled, catalog: Catalog, address: Address) -> Proposal:
    after = compile(text, catalog)
    assert after.flow is not None
    powers = differing(before, after, catalog).powers
    return Proposal(
        words, text, (Heard(0, len(words), "step", address),),
        tuple(Assumption(f"May do more: {one.text}", None, ()) for one in powers if one.widens), (), after.diagnostics,
        readback(after.flow, after.facts, catalog).text,
        bounds_words(after.bounds) if after.bounds is not None else "", line_edits(before.text, text),
    )  # fmt: skip


def _unheard(words: str, said: str, problem: str = "") -> Proposal:
    question = Question("unheard", f"{problem} Say it otherwise?" if problem else UNHEARD.format(words=said), ())
    heard = (Heard(0, len(words), "question", number=0),) if words else ()
    return Proposal(words, "", heard, (), (question,), (), "", "")
