"""One sentence of a flow's readback, said otherwise: the step is written so that it reads back as what was said.

Pure. Where rules do it, several ways of writing it are tried: one that reads back word for word is certain, one of the
copilot's own that changes this step alone will do. Everything else is asked about.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from difflib import SequenceMatcher

import msgspec

from sayso.compiler import Compiled, compile
from sayso.compiler.bounds import words as bounds_words
from sayso.copilot.changing.change import change, line_edits
from sayso.copilot.explaining.differing import differing
from sayso.copilot.model.task import Task
from sayso.copilot.proposal import Assumption, Heard, Proposal, Question
from sayso.copilot.readback import Sentence, readback
from sayso.dsl.blocks import Address, blocks, statement_at
from sayso.dsl.catalog import Catalog
from sayso.dsl.difference import difference
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.flow import Flow

_WORD = re.compile(r"[\w@.:'%€$-]*\w|\S")
_QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'"})
_DAYS = re.compile(r"in (\d+ (?:days?|weeks?|months?))")
NAMED = {"me": "@me", "you": "@me", "today": "@today", "tomorrow": "@today + 1 day", "yesterday": "@today - 1 day"}
"""Values that have a name of their own in English."""
UNHEARD = "I could not make this step say that: “{words}”. Say it in other words?"
"""What is asked where nothing will do; the words stay where they were typed."""


def resay(words: str, catalog: Catalog, current_flow: str, address: Address, *, today: date) -> Proposal:
    """A proposal in which the step at `address` says these words; without a text where no way of writing it does."""
    before = compile(current_flow, catalog)
    said = " ".join(words.split())
    if before.flow is None or not said:
        return _unheard(words, said)
    old, other, problem = _sentence(before, catalog, address), "", ""
    for text, sure in _tries(said, old, before, catalog, address, today):
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


def worded(task: Task) -> Task:
    """The same wish as a request in words, for a model: which sentence is to say what instead."""
    if task.step is None:
        return task
    compiled = compile(task.current_flow, task.catalog)
    old = _sentence(compiled, task.catalog, task.step) if compiled.flow is not None else ""
    request = f"Change one step and nothing else. It says: “{old}” It is to say instead: “{task.request}”"
    return msgspec.structs.replace(task, request=request, step=None) if old else task


def _tries(
    said: str, old: str, before: Compiled, catalog: Catalog, address: Address, today: date
) -> Iterator[tuple[str, bool]]:
    """Texts that may say it, and whether one may be proposed although it reads back in other words."""
    text, flow = before.text, before.flow
    assert flow is not None
    swaps = _swaps(old, said)
    with suppress(EditProblem, LookupError):
        yield _swapped(text, flow, address, swaps), False
    for request in (*(f"{one} → {other}" for one, other in swaps), *(f"change {a} to {b}" for a, b in swaps), said):
        found = change(request, catalog, text, today=today)
        if found is not None and found.text and not found.questions:
            yield found.text, len(swaps) == 1 and request != said


def _swaps(old: str, new: str) -> list[tuple[str, str]]:
    """Which words stand in place of which."""
    before, after = (_WORD.findall(_bare(one).translate(_QUOTES)) for one in (old, new))
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace":
            found.append((" ".join(before[a:b]), " ".join(after[c:d])))
    return found


def _swapped(text: str, flow: Flow, address: Address, swaps: list[tuple[str, str]]) -> str:
    """The step's own rows with other words in them, as they stand in the flow."""
    span = statement_at(flow, address).span
    inside = [one.span.start for _, block in blocks(statement_at(flow, address)) for one in block.statements]
    end = min([span.end, *inside])
    head = text[span.start : end]
    for old, new in swaps:
        ways = [(old, new), (_written(old), _written(new))]
        here = next(((one, other) for one, other in ways if head.count(one) == 1), None)
        if here is None:
            raise EditProblem("These words do not stand in the step.")
        head = head.replace(*here)
    return text[: span.start] + head + text[end:]


def _written(phrase: str) -> str:
    """A value as a flow has it: `@deal.owner` for "the deal's owner", `@today + 3 days` for "in 3 days"."""
    words = phrase.strip()
    if words in NAMED:
        return NAMED[words]
    if days := _DAYS.fullmatch(words):
        return f"@today + {days[1]}"
    first, *rest = words.removeprefix("the ").split("'s ")
    return "@" + ".".join([first, *(_camel(one) for one in rest)])


def _camel(words: str) -> str:
    first, *rest = words.split()
    return first + "".join(word.capitalize() for word in rest)


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
