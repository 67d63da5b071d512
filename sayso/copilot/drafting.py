"""The copilot's one call: from a request in English to a proposal. Pure: what it knows it is given."""

import re
from datetime import date
from functools import cache

import msgspec

from sayso.compiler import Compiled, compile
from sayso.compiler.bounds import words as bounds_words
from sayso.copilot.answering import Exchange, answered, resumed, settled
from sayso.copilot.changing.change import change
from sayso.copilot.hearing.hearing import Hearing, hear
from sayso.copilot.hearing.marking import heard_of
from sayso.copilot.hearing.marks import Guess, Written
from sayso.copilot.hearing.meaning import Ask
from sayso.copilot.hearing.mending import mend
from sayso.copilot.hearing.plan import Call, Lookup, Plan, steps_of
from sayso.copilot.hearing.planning import Planner
from sayso.copilot.hearing.words import LONGEST
from sayso.copilot.hearing.writing import Writer
from sayso.copilot.helping import Told, told
from sayso.copilot.proposal import Alternative, Assumption, Heard, Proposal, Question, Turn
from sayso.copilot.readback import readback
from sayso.copilot.rereading import looks_told, retold, reworded
from sayso.dsl.blocks import Address, statement_at, statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Edit, Fix, apply_fix
from sayso.dsl.flow import Flow, OnSchedule
from sayso.dsl.node import NO_NOTES, Node, rebuild, walk
from sayso.dsl.print import print_flow
from sayso.dsl.span import Span
from sayso.dsl.statements import Broken, If, Line, Statement

_MARK = re.compile(r"¤(\d+)")
UNREADABLE = "Part of this flow can't be read, so I can't say what a change would do. Mend the marked lines first."
NOTHING = "I found nothing in it that I could do. What should happen, when, and to whom?"


def draft(
    request: str, catalog: Catalog, conversation: tuple[Turn, ...] = (), current_flow: str = "", *, today: date
) -> Proposal:
    """A flow for a request, or the current one changed the way it says, by rules alone. The same arguments give the
    same proposal; `today` dates "on 5 May".

    `conversation` is what was said before, `current_flow` the text the request may speak of; a new flow needs neither.
    """
    pasted = _retold(request, catalog, current_flow, today)
    if pasted is not None:
        return pasted
    help_asked = told(request)
    if help_asked is not None:
        return _told(request, help_asked)
    if current_flow.strip():
        if not _is_readable(current_flow, catalog):
            return _unread(request)
        changed = _changed(request, catalog, current_flow, conversation, today)
        if changed is not None:
            return changed
    said, exchanges = resumed(request, conversation)
    if exchanges:
        return _answered(request, said, exchanges, catalog, current_flow, today)
    return _drafted(request, catalog, current_flow, today)


def _answered(
    request: str, said: str, exchanges: tuple[Exchange, ...], catalog: Catalog, current_flow: str, today: date
) -> Proposal:
    """The request that was asked about, with the answers in it; what was answered is not asked again."""
    if looks_told(said):
        for exchange in exchanges:
            said = reworded(said, exchange)
        pasted = _retold(said, catalog, current_flow, today)
        if pasted is not None:
            return msgspec.structs.replace(pasted, request=request, heard=(Heard(0, len(request), "step"),))
    for exchange in exchanges:
        said = answered(said, exchange, _asked_about(_drafted(said, catalog, current_flow, today), exchange))
    found = _drafted(said, catalog, current_flow, today)
    chosen = {exchange.answer.lower() for exchange in exchanges}
    for note in found.assumptions:
        other = next((one for one in note.alternatives if one.title.lower() in chosen), None)
        if other is not None:
            found = _chosen(found, note, other, catalog, current_flow)
    questions = tuple(one for one in found.questions if not settled(one.text, exchanges))
    became: Heard = Heard(0, len(request), "step" if found.text else "question")
    return msgspec.structs.replace(found, request=request, questions=questions, heard=(became,), cut=0)


def _retold(request: str, catalog: Catalog, current_flow: str, today: date) -> Proposal | None:
    """The flow of a pasted readback; a sentence of it that is not ours is heard as a request of its own."""

    @cache
    def heard(words: str) -> list[Statement]:
        found = _drafted(words, catalog, "", today)
        flow = compile(found.text, catalog).flow if found.text and not found.questions else None
        return list(flow.body.statements) if flow is not None else []

    return retold(request, catalog, current_flow, heard) if looks_told(request) else None


def _asked_about(found: Proposal, exchange: Exchange) -> tuple[int, int] | None:
    """The clause that no tool can do and that was asked about, from letter to letter."""
    for number, question in enumerate(found.questions):
        if question.slug == "no-such-tool" and question.text in exchange.question:
            places = [one for one in found.heard if one.became == "question" and one.number == number]
            return (places[0].start, places[-1].end) if places else None
    return None


def _chosen(found: Proposal, note: Assumption, other: Alternative, catalog: Catalog, current_flow: str) -> Proposal:
    """The proposal with another value of something it assumed, which is no assumption any more."""
    text = apply_fix(found.text, Fix(other.title, other.edits))
    compiled = compile(text, catalog)
    if compiled.flow is None or compiled.errors:
        return found
    return msgspec.structs.replace(
        found,
        text=text,
        assumptions=tuple(one for one in found.assumptions if one is not note),
        diagnostics=compiled.diagnostics,
        readback=readback(compiled.flow, compiled.facts, catalog).text,
        bounds=bounds_words(compiled.bounds) if compiled.bounds is not None else "",
        edits=(Edit(Span(0, len(current_flow)), text),),
    )


def _drafted(request: str, catalog: Catalog, current_flow: str, today: date) -> Proposal:
    """A new flow for a request."""
    heard = hear(request, catalog, today)
    plan = Planner(heard.words).plan(heard.meanings)
    plan.title = heard.title
    _unclear(plan, heard)
    _who(plan, heard)
    if not steps_of(plan.body):
        return _nothing(request, heard, plan)
    written = Writer(plan, heard.words, heard.request, catalog, heard.labels).write()
    compiled = mend(written, catalog)
    if compiled.errors or compiled.flow is None or not compiled.flow.body.statements:
        plan.asks = written.asks
        return _nothing(request, heard, plan)
    return _proposal(request, heard, plan, written, compiled, catalog, current_flow)


def _told(request: str, said: Told) -> Proposal:
    """An answer about Sayso itself: no flow, and nothing to be asked."""
    heard = (Heard(0, len(request), "not used"),)
    more = f" More: {said.page}." if said.page else ""
    return Proposal(request, "", heard, (), (), (), "", "", answer=f"{said.text}{more}")


def _is_readable(text: str, catalog: Catalog) -> bool:
    """Whether every line of a flow can be read: beside one that can't, nobody knows what a change would do."""
    flow = compile(_whole(text), catalog).flow
    return flow is not None and not any(isinstance(node, Broken) for node in walk(flow))


def _whole(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _unread(request: str) -> Proposal:
    """A proposal that only asks for the present flow to be mended."""
    question = Question("unreadable", UNREADABLE, ("I mend it first",))
    heard = (Heard(0, len(request), "question", None, 0),)
    return Proposal(request, "", heard, (), (question,), (), "", "", cut=max(0, len(request) - LONGEST))


def _changed(request: str, catalog: Catalog, text: str, conversation: tuple[Turn, ...], today: date) -> Proposal | None:
    """The present flow changed; its edits fit the text as it was given."""
    whole = _whole(text)
    found = change(request, catalog, whole, conversation, today=today)
    if found is None or whole == text:
        return found
    return msgspec.structs.replace(found, edits=(Edit(Span(0, len(text)), found.text),) if found.text else ())


def _unclear(plan: Plan, heard: Hearing) -> None:
    """Ask where nothing was understood, or where nobody knows who is meant."""
    if not steps_of(plan.body) and not plan.asks:
        plan.asks.append(Ask(slug="unintelligible", question=NOTHING, places=tuple(range(len(heard.words)))))


TO_SOMEBODY = ("email", "gmail", "people", "slack", "twilio", "teams", "drive", "calendar", "esign", "zoom")
"""Tools that reach a person who must be known."""
_WHO = re.compile(r"(?<!\S)(?:them|him|her|it to them|whoever)(?!\S)")
_KNOWN = re.compile(
    r"(?<!\S)(?:contacts?|leads?|prospects?|customers?|clients?|deals?|accounts?|people|person|rep|owner|everyone|M\d+|csm|company|team|user|candidate|attendees?)(?:'s)?(?!\S)"
)


def _who(plan: Plan, heard: Hearing) -> None:
    """ "Email them": whom, if nothing before says it?"""
    first = next((step for step in steps_of(plan.body) if isinstance(step, Call | Lookup)), None)
    norm = " ".join(word.norm for word in heard.words)
    if not plan.default_trigger or not isinstance(first, Call) or _KNOWN.search(norm):
        return
    words = " ".join(word.norm for word in heard.words[first.words[0] : first.words[1]])
    if _WHO.search(words) and first.tool.partition(".")[0] in TO_SOMEBODY:
        said = _WHO.search(words)
        assert said
        plan.asks.append(
            Ask(
                slug="who",
                question=f"Who is “{said[0]}”?",
                answers=("The contact I choose", "The contact's owner", "Me"),
                places=first.places,
            )
        )


def _nothing(request: str, heard: Hearing, plan: Plan) -> Proposal:
    """A proposal without a flow: only questions."""
    asks = plan.asks or [Ask(slug="unintelligible", question=NOTHING, places=tuple(range(len(heard.words))))]
    marks = heard_of(heard, asks, plan.unused, [], {}, {})
    return Proposal(
        request=request,
        text="",
        heard=marks,
        assumptions=(),
        questions=_questions(asks),
        diagnostics=(),
        readback="",
        bounds="",
        cut=max(0, len(request) - LONGEST),
    )


def _questions(asks: list[Ask]) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(Question(ask.slug, ask.question, ask.answers or ("Leave it out",)) for ask in asks))


def _proposal(
    request: str, heard: Hearing, plan: Plan, written: Written, marked: Compiled, catalog: Catalog, current_flow: str
) -> Proposal:
    assert marked.flow is not None
    places, rules = _addresses(marked.flow)
    text = print_flow(_bare(marked.flow))
    compiled = compile(text, catalog)
    assert compiled.flow is not None
    assert compiled.bounds is not None
    assumptions, _numbers = _assumptions(written.guesses, text, compiled.flow, places, rules)
    return Proposal(
        request=request,
        text=text,
        heard=heard_of(heard, written.asks, plan.unused, written.marks, places, rules),
        assumptions=assumptions,
        questions=_questions(written.asks),
        diagnostics=compiled.diagnostics,
        readback=readback(compiled.flow, compiled.facts, catalog).text,
        bounds=bounds_words(compiled.bounds),
        edits=(Edit(Span(0, len(current_flow)), text),),
        assumed=(*(place for number, place in places.items() if written.marks[number].assumed), *_mends(marked.flow)),
        waits_assumed=tuple(place for number, place in places.items() if written.marks[number].wait_assumed),
        approvals_said=tuple(sorted(plan.approvals)),
        cut=max(0, len(request) - LONGEST),
    )


def _addresses(flow: Flow) -> tuple[dict[int, Address], dict[int, Line]]:
    """Where each marked line stands: statements by address; lines above the body."""
    places: dict[int, Address] = {}
    for address, statement in statements(flow):
        match = _MARK.search(statement.notes.after or "")
        if match:
            places.setdefault(int(match[1]), address)
    rules: dict[int, Line] = {}
    for line in (*flow.triggers, *flow.uses):
        match = _MARK.search(line.notes.after or "")
        if match:
            rules[int(match[1])] = line
    return places, rules


def _mends(flow: Flow) -> list[Address]:
    """Checks that mending put around a step; they carry no mark."""
    return [
        address
        for address, statement in statements(flow)
        if isinstance(statement, If) and not _MARK.search(statement.notes.after or "")
    ]


def _bare(node: Flow) -> Flow:
    """The flow without marks."""

    def bare(one: Node) -> Node:
        inner = rebuild(one, bare)
        if isinstance(inner, Line) and inner.notes != NO_NOTES:
            return msgspec.structs.replace(inner, notes=NO_NOTES)
        return inner

    flow = bare(node)
    assert isinstance(flow, Flow)
    return flow


def _assumptions(
    guesses: list[Guess], text: str, flow: Flow, places: dict[int, Address], rules: dict[int, Line]
) -> tuple[tuple[Assumption, ...], dict[int, int]]:
    """The guesses that are still in the flow, with what each alternative would change."""
    found: dict[str, Assumption] = {}
    for guess in guesses:
        address = places.get(guess.mark)
        span = statement_at(flow, address).span if address is not None else _header_span(flow, rules.get(guess.mark))
        if span is None and guess.options:
            continue
        found.setdefault(guess.text, Assumption(guess.text, address, _alternatives(guess, text, span)))
    return tuple(found.values()), {}


def _header_span(flow: Flow, line: Line | None) -> Span | None:
    """Where a line above the body stands in the final text."""
    if line is None:
        return None
    if isinstance(line, OnSchedule) and flow.triggers:
        return flow.triggers[0].span
    return next(
        (one.span for one in (*flow.triggers, *flow.uses) if one == msgspec.structs.replace(line, notes=NO_NOTES)), None
    )


def _alternatives(guess: Guess, text: str, span: Span | None) -> tuple[Alternative, ...]:
    if span is None or not guess.current:
        return ()
    place = text.find(guess.current, span.start, span.end)
    if place < 0:
        return ()
    at = Span(place, place + len(guess.current))
    return tuple(Alternative(title, (Edit(at, new),)) for title, new in guess.options)
