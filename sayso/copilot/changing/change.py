"""A change request against a flow: a proposal whose edits touch only what the request names."""

import re
from datetime import date
from difflib import SequenceMatcher

import msgspec

from sayso.compiler.bounds import words as bounds_words
from sayso.copilot.changing.adding import COLD, add
from sayso.copilot.changing.anchors import speaks_of_the_flow
from sayso.copilot.changing.copy import LEAVE, Changed, Copy, Outcome, Unclear, shifted
from sayso.copilot.changing.filtering import narrow
from sayso.copilot.changing.pieces import CUES, Piece, pieces
from sayso.copilot.changing.removing import fitting_tests, remove
from sayso.copilot.changing.rules import rule
from sayso.copilot.changing.swapping import swap
from sayso.copilot.explaining.differing import differing
from sayso.copilot.hearing.danger import dangers
from sayso.copilot.hearing.hearing import hear
from sayso.copilot.hearing.meaning import Act, Approve, Begins, Find, Pause
from sayso.copilot.hearing.words import LONGEST, Word
from sayso.copilot.proposal import Assumption, Heard, Proposal, Question, Turn
from sayso.copilot.readback import readback
from sayso.dsl.blocks import Address
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Edit
from sayso.dsl.edit_uses import tools_used
from sayso.dsl.span import Span

_NEW = re.compile(
    r"(?<!\S)(?:build|create|make|draft|set up|need|want|start)(?: me| us)?(?: an?| another|"
    r" one)?(?: new| second| different)*"
    r" (?:flow|automation|agent|workflow)(?!\S)"
)
_CUE = re.compile(r"(?<!\S)(?:instead|rather|not|also|add|change|only|no longer|as well|too|afterwards)(?!\S)")
_ADDED = re.compile(r"^(?:\w+ [.!,] )?(?:also )?add :(?= )")
"""Something to add to what is there, said as such: "Perfect. Add: if …"."""
_ANOTHER = re.compile(r"(?<!\S)(?:instead|rather than|no longer|also|as well|change|afterwards|too)(?!\S)")
"""Words that set what is asked for beside something that is there."""
_POINTS = re.compile(r"(?:\S+ ){1,3}?(?:it|them|him|her|the (?:owner|rep|csm|replies|email|emails|task|message))(?!\S)")
"""What points at something the flow does, near the beginning."""
_SOMEBODY = re.compile(r"(?:when|whenever|as soon as|every time|once|if) (?:someone|somebody|anyone|anybody|an? \w+) ")
FIRST_WORDS = 8
"""So many words say whether the present flow is meant ("also …", "change …")."""
LONG = 30
"""A request of more words without such a sign describes a flow of its own."""
_APPROVAL = re.compile(r"(?<!\S)approvals?(?!\S)")
_SPEAKS_OF_IT = re.compile(
    r"(?:only|just|skip|exclude|leave out|remove|drop|delete|change|replace|raise|lower|increase|reduce|shorten|extend|"
    r"rename|switch|turn|disable|pause|do not|no more|instead)(?!\S)|.*(?<!\S)(?:instead of|rather than|instead)(?!\S)"
)


def lost(piece: Piece, copy: Copy) -> Outcome:
    """A clause that would change something, of which nothing in the flow is found: asked, never guessed."""
    if not _SPEAKS_OF_IT.match(piece.norm):
        return None
    words = copy.request[piece.line.words[0].start : piece.line.words[-1].end]
    question = f"I do not find in this flow what “{words[:80]}” speaks of. Which step or rule do you mean?"
    return Unclear("not-found", question, ("Leave it out",))


RULES = (rule, swap, remove, narrow, lost, add)
"""Tried one after the other; the first that has to do with a clause takes it."""
SOFT = ("no-such-tool", "unintelligible")
"""Questions that need not be asked where the rest of the request was understood: the words are reported instead."""


class Heeded(msgspec.Struct):
    """A clause and what it became. `address` is kept up to date while later clauses move steps."""

    piece: Piece
    outcome: Outcome
    address: Address | None = None


def change(
    request: str, catalog: Catalog, current_flow: str, conversation: tuple[Turn, ...] = (), *, today: date
) -> Proposal | None:
    """The proposal for a change request; None if it is not about the present flow. Pure: the same arguments give the
    same proposal. An answer to the copilot's last question is taken with the request it was asked about."""
    said, answers = _resumed(request, conversation)
    copy = Copy(current_flow, catalog, today, said[:LONGEST], answers)
    if copy.compiled.flow is None or not copy.flow.body.statements:
        return None
    if answers and CUES.match(request.strip().lower()):  # whoever was asked may want something else first
        alone = change(request, catalog, current_flow, today=today)
        if alone is not None and alone.text:
            return alone
    words, found = pieces(said, catalog)
    norm = " ".join(word.norm for word in words)
    if _is_new(norm, copy) or (dangers(words)[0] and not _APPROVAL.search(norm)):
        return None
    heeded: list[Heeded] = []
    for piece in found:
        copy = _heed(piece, copy, heeded)
    if not answers and not any(isinstance(one.outcome, Changed | Unclear) for one in heeded):
        return None
    return _proposal(request, said, words, copy, current_flow, heeded)


def _is_new(norm: str, copy: Copy) -> bool:
    """Whether a whole flow is asked for: "Every Monday, find my open deals and …"."""
    if _NEW.search(norm):
        return True
    words = norm.split()
    first = " ".join(words[:FIRST_WORDS])
    if _ADDED.search(norm) or _ANOTHER.search(first) or (speaks_of_the_flow(norm) and not _SOMEBODY.match(norm)):
        return False
    if COLD.search(first) and "crm.find_deals" in tools_used(copy.flow):
        return False
    meanings = hear(copy.request, copy.catalog, copy.today).meanings
    looks = any(isinstance(one, Find) and one.tool and not one.tool.startswith("web.") for one in meanings)
    begins = any(isinstance(one, Begins) for one in meanings)
    acts = any(isinstance(one, Act) for one in meanings)
    if begins and (looks or acts):
        return True
    if _CUE.search(first) or _POINTS.match(norm):
        return False
    steps = [one for one in meanings if isinstance(one, Act | Find | Pause | Approve)]
    if len(steps) > 1 and isinstance(steps[0], Act | Find):
        return True
    return len(words) > LONG or (looks and len(words) > FIRST_WORDS and "also" not in words)


def _resumed(request: str, conversation: tuple[Turn, ...]) -> tuple[str, tuple[str, ...]]:
    """The request that is still open, with the answers given since; else this one."""
    turns, answers = list(conversation), [request.strip()]
    while len(turns) >= 2 and turns[-1].who == "copilot" and turns[-2].who == "user":
        if not turns[-1].text.rstrip().endswith("?"):
            break
        if not _is_answer(answers[-1]):
            break
        answers.append(turns[-2].text.strip())
        turns = turns[:-2]
    return (answers[-1], tuple(answers[:-1])) if len(answers) > 1 else (request, ())


def _is_answer(text: str) -> bool:
    """Answers that can be clicked name something; they do not ask for anything."""
    return len(text.split()) <= 14 and not re.match(
        r"(?:add|also|and|if|change|use|wait|remove|do|don't)\b", text.lower()
    )


def _heed(piece: Piece, copy: Copy, heeded: list[Heeded]) -> Copy:
    """One clause, and the state after it."""
    outcome = next((found for one in RULES if (found := one(piece, copy)) is not None), None)
    if isinstance(outcome, Unclear) and set(copy.answers) & set(LEAVE):
        outcome = None
    if isinstance(outcome, Changed):
        text, removed = fitting_tests(outcome.text, copy)
        new = copy.with_text(text)
        problem = _problem(copy, new)
        if problem:
            left = set(copy.answers) & set(LEAVE)
            outcome = None if left else Unclear("does-not-fit", f"{problem} What should I do?", LEAVE[1:])
        else:
            note = Assumption(f"{removed} lines of the tests spoke of a step that is gone, and are gone too", None, ())
            more = (*outcome.assumptions, note) if removed else outcome.assumptions
            outcome = msgspec.structs.replace(outcome, text=text, assumptions=more)
            for one in heeded:
                one.address = shifted(one.address, outcome.moved)
            heeded.append(Heeded(piece, outcome, outcome.address))
            return new
    heeded.append(Heeded(piece, outcome))
    return copy


def _problem(old: Copy, new: Copy) -> str:
    """Why the new text does not do, in the compiler's words; "" if it does."""
    if new.compiled.flow is None:
        return "That cannot be written down."
    known = {one.sentence for one in old.compiled.errors}
    return next((one.sentence for one in new.compiled.errors if one.sentence not in known), "")


def _proposal(request: str, said: str, words: list[Word], copy: Copy, current: str, heeded: list[Heeded]) -> Proposal:
    done = [one.outcome for one in heeded if isinstance(one.outcome, Changed)]
    questions = _questions(heeded, bool(done))
    notes = tuple(note for one in done for note in one.assumptions)
    compiled = copy.compiled
    assert compiled.flow is not None
    heard = _heard(said, words, heeded, questions)
    changed = copy.text != current
    if changed:
        told = differing(copy.compile(current), compiled, copy.catalog)
        notes = (*(Assumption(f"May do more: {one.text}", None, ()) for one in told.powers if one.widens), *notes)
    return Proposal(
        request=request,
        text=copy.text if changed or (copy.answers and not questions) else "",
        heard=heard
        if said == request
        else (Heard(0, len(request), "step" if changed else "question", number=None if changed else 0),),
        assumptions=notes,
        questions=questions,
        diagnostics=compiled.diagnostics if changed else (),
        readback=readback(compiled.flow, compiled.facts, copy.catalog).text if changed else "",
        bounds=bounds_words(compiled.bounds) if changed and compiled.bounds is not None else "",
        edits=line_edits(current, copy.text),
        cut=max(0, len(request) - LONGEST),
    )


def _questions(heeded: list[Heeded], done: bool) -> tuple[Question, ...]:
    found = [one.outcome for one in heeded if isinstance(one.outcome, Unclear)]
    asked = [one for one in found if not (done and one.slug in SOFT)]
    return tuple(dict.fromkeys(Question(one.slug, one.question, one.answers) for one in asked))


def _heard(said: str, words: list[Word], heeded: list[Heeded], questions: tuple[Question, ...]) -> tuple[Heard, ...]:
    """Stretches that cover the whole request, one for each clause; words that were not used are stretches too."""
    runs: list[tuple[int, tuple[str, Address | None, int | None]]] = []
    for one in heeded:
        for place in one.piece.places:
            what = _became(one, place, questions)
            if not runs or runs[-1][1] != what or place == one.piece.places[0]:
                runs.append((words[place].start, what))
    if not runs:
        return ()
    starts = [0, *(start for start, _ in runs[1:])]
    ends = [*starts[1:], len(said)]
    return tuple(Heard(start, end, *what) for start, end, (_, what) in zip(starts, ends, runs, strict=True))  # type: ignore[arg-type]


def _became(one: Heeded, place: int, questions: tuple[Question, ...]) -> tuple[str, Address | None, int | None]:
    if isinstance(one.outcome, Changed):
        if place in one.outcome.left:
            return "not used", None, None
        return ("step", one.address, None) if one.address is not None else ("rule", None, None)
    if isinstance(one.outcome, Unclear):
        for number, question in enumerate(questions):
            if question.text == one.outcome.question:
                return "question", None, number
    return "not used", None, None


def line_edits(old: str, new: str) -> tuple[Edit, ...]:
    """Edits in whole rows that turn one text into the other."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0]
    for row in before:
        starts.append(starts[-1] + len(row))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Edit(Span(starts[first], starts[last]), "".join(after[start:end]))
        for tag, first, last, start, end in matcher.get_opcodes()
        if tag != "equal"
    )
