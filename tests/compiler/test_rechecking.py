"""A flow that is edited line by line is found to be what it would be found to be if it were read for the first time."""

import random
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
import pytest

from sayso.compiler import Compiled, compile, trust
from sayso.compiler.facts import Resolved
from sayso.compiler.infer.statements import Statements
from sayso.compiler.rechecking import Checker
from sayso.compiler.trust.walk import Walk
from sayso.connectors import standard_catalog
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.source import SourceProblem, normalise
from sayso.dsl.span import Span
from sayso.dsl.statements import Line
from tests.fuzz.making import ACCIDENTS, corpus
from tests.fuzz.nests import NESTS, nested

CATALOG = standard_catalog()
LONGEST = 20_000
BY_NODE = ("types", "calls", "events", "names", "bound", "elements", "always", "steps")


def everything(compiled: Compiled) -> list[tuple[str, object]]:
    """All that is known of a flow, its nodes by their number in the tree; as words, since spans are all equal."""
    known: list[tuple[str, object]] = [
        (name, repr(getattr(compiled, name))) for name in ("text", "flow", "bounds", "diagnostics", "program")
    ]
    if compiled.flow is None:
        return known
    assert compiled.facts is not None
    facts, nodes = compiled.facts, list(walk(compiled.flow))
    known += [("gaps", repr(facts.gaps)), ("inputs", facts.inputs), ("memory", facts.memory)]
    known += [("used", facts.used_fields), ("returns", facts.returns), ("found", repr(facts.findings))]
    kept: dict[str, Any] = {name: getattr(facts, name) for name in BY_NODE}
    kept["marks"] = trust.marks(compiled.flow, facts, CATALOG)
    kept["tainted"] = trust.tainted(compiled.flow, facts, CATALOG)
    kept["unreachable"] = dict.fromkeys(facts.unreachable, True)
    for name, table in kept.items():
        known.append((name, {number: _said(table[id(node)]) for number, node in enumerate(nodes) if id(node) in table}))
    return known


def _said(value: Any) -> object:
    if isinstance(value, Resolved):
        return repr(msgspec.structs.replace(value, texts=())), value.texts  # a template's texts stand nowhere in a flow
    return repr(dict(value) if isinstance(value, Mapping) else value)


def first_difference(one: Compiled, other: Compiled) -> tuple[object, object] | None:
    pairs = zip(everything(one), everything(other), strict=True)
    return next(((known, fresh) for known, fresh in pairs if known != fresh), None)


@cache
def sound() -> tuple[str, ...]:
    """Flows that can run as they are."""
    return tuple(text for text in map(normal, corpus()) if text and compile(text, CATALOG).program is not None)


def statement_of(text: str, chance: random.Random) -> tuple[int, int]:
    """Where one of the flow's statements begins and ends."""
    flow = parse(text).flow
    found = [node.span for node in walk(flow.body) if isinstance(node, Line)] if flow else []
    span = chance.choice(found) if found else Span(len(text), len(text))
    return span.start, span.end


PUT_IN = (
    "wait 3 days", "wait 1 hour", "let @more = 1", "let @contact = 2", "let @email = 3", "let @news = @today", "stop",
    "off wait 1 day",
)  # fmt: skip


def put_in(text: str, chance: random.Random) -> str:
    start, _ = statement_of(text, chance)
    words = chance.choice(
        (
            "wait 3 days",
            "wait 1 hour",
            "let @more = 1",
            "let @contact = 2",
            "let @email = 3",
            "let @news = @today",
            "stop",
            "off wait 1 day",
        )
    )
    return f"{text[:start]}{words}\n{text[start:]}"


def take_out(text: str, chance: random.Random) -> str:
    start, end = statement_of(text, chance)
    return text[:start] + text[end:]


def move(text: str, chance: random.Random) -> str:
    start, end = statement_of(text, chance)
    rest = text[:start] + text[end:]
    place, _ = statement_of(rest, chance)
    return f"{rest[:place]}{text[start:end]}\n{rest[place:]}"


def say_twice(text: str, chance: random.Random) -> str:
    start, end = statement_of(text, chance)
    return f"{text[:end]}\n{text[start:end]}{text[end:]}"


def guard(text: str, chance: random.Random) -> str:
    start, end = statement_of(text, chance)
    head = chance.choice(("if @now > @today", "repeat at most 2 times", "for each @n in [1, 2] at most 2"))
    return f"{text[:start]}{head}\n{text[start:end]}\nend{text[end:]}"


def count_anew(text: str, chance: random.Random) -> str:
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text
    one = chance.choice(found)
    return f"{text[: one.start()]}{chance.randint(1, 9)}{text[one.end() :]}"


def break_line(text: str, chance: random.Random) -> str:
    """A line as it stands while somebody types: it has no reading, and speaks of what it spoke of."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] += chance.choice((")", " (", " @", ' "'))
    return "\n".join(lines)


def note_down(text: str, chance: random.Random) -> str:
    """A comment before a row, at its end, or a blank line; inside a long text it is just more text."""
    rows = text.split("\n")
    at = chance.randrange(len(rows))
    rows[at] = chance.choice(
        (f"# {at}\n{rows[at]}", f"{rows[at]}  # {at}", f"\n{rows[at]}", rows[at].partition(" #")[0])
    )
    return "\n".join(rows)


CAREFUL = (put_in, take_out, move, say_twice, guard, count_anew, note_down)
"""What people do to flows; most of what comes out can run."""


def edits(seed: int) -> list[str]:
    """A flow and what becomes of it, one edit after the other; some are taken back, some are accidents."""
    chance = random.Random(seed)
    texts = [chance.choice(sound())]
    for _ in range(8):
        if len(texts) > 1 and chance.random() < 0.3:
            texts.append(texts[-2])
        else:
            kinds = chance.choices((ACCIDENTS, (break_line,), CAREFUL), (0.1, 0.2, 0.7))[0]
            edit = chance.choice(kinds)
            texts.append(normal(edit(texts[-1], chance)) or texts[-1])
    return [text for text in texts if len(text) < LONGEST]


def normal(text: str) -> str | None:
    try:
        return normalise(text)
    except SourceProblem:
        return None


@pytest.mark.parametrize("seed", range(100))
def test_a_flow_that_is_edited_is_found_as_if_it_were_new(seed: int) -> None:
    checker = Checker()
    for text in edits(seed):
        assert first_difference(checker.check(text, CATALOG), compile(text, CATALOG)) is None


@pytest.mark.parametrize("seed", range(1_000, 1_020))
def test_a_program_may_be_asked_for_when_another_text_was_checked_since(seed: int) -> None:
    checker = Checker()
    found = [checker.check(text, CATALOG) for text in edits(seed)]
    assert [repr(one.program) for one in found] == [repr(compile(one.text, CATALOG).program) for one in found]


ROUND = """
let @people{n} = crm.find_contacts(where: @contact.title contains "round {n}")
for each @contact in @people{n} at most 5
  wait 2 days
  crm.log_activity(@contact, "Written to in round {n}")
end
"""
LONG = 'flow "Long"\n\non manual\n\nuse crm.find_contacts, crm.log_activity\n' + "".join(
    ROUND.format(n=number) for number in range(20)
)
EDITS = {
    "a text": ("in round 7", "in round 8"),
    "a step more": ("\nlet @people7 ", "\nwait 1 hour\nlet @people7 "),
    "a step less": ('  crm.log_activity(@contact, "Written to in round 7")\n', ""),
    "a name more": ("\nlet @people7 ", "\nlet @more = 7\nlet @people7 "),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_checked_and_little_else(edit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of some twenty loops only the one that was edited is judged and walked again."""
    checker = Checker()
    checker.check(LONG, CATALOG)
    done = {kind: _counted(monkeypatch, kind, name) for kind, name in ((Statements, "statement"), (Walk, "_statement"))}
    edited = LONG.replace(*EDITS[edit], 1)
    assert edited != LONG
    checker.check(edited, CATALOG)
    assert {kind.__name__: len(nodes) for kind, nodes in done.items() if not 0 < len(nodes) <= 10} == {}


def test_a_line_without_a_reading_leaves_the_others_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it speaks of may be set by it; that concerns those alone that ask for a name that is not there."""
    checker = Checker()
    checker.check(LONG, CATALOG)
    judged = _counted(monkeypatch, Statements, "statement")
    for broken in ('in round 7"))', 'in round 7" @people3)'):
        found = checker.check(LONG.replace('in round 7")', broken, 1), CATALOG)
        assert found.errors
        assert len(judged) <= 10
        judged.clear()


def _counted(monkeypatch: pytest.MonkeyPatch, kind: type, name: str) -> list[object]:
    seen: list[object] = []
    method = getattr(kind, name)

    def counted(self: object, node: object, *others: object) -> object:
        seen.append(node)
        return method(self, node, *others)

    monkeypatch.setattr(kind, name, counted)
    return seen


def test_another_catalog_is_another_check() -> None:
    checker = Checker()
    text = normalise('flow "A"\n\non manual\n\nuse web.search\n\nlet @news = web.search("Acme")\n')
    poorer = msgspec.structs.replace(CATALOG, tools={})
    for catalog in (CATALOG, poorer, CATALOG):
        assert checker.check(text, catalog).diagnostics == compile(text, catalog).diagnostics
    assert compile(text, CATALOG).diagnostics != compile(text, poorer).diagnostics


def test_words_of_strangers_reach_statements_that_did_not_change() -> None:
    checker = Checker()
    head = 'flow "A"\n\non webhook "w" with\n  words: text\nend\n\nuse crm.create_task\n\n'
    for value in ('"ours"', "@words", '"ours"'):
        text = f"{head}let @title = {value}\ncrm.create_task(title: @title)\n"
        checked = checker.check(text, CATALOG)
        assert first_difference(checked, compile(text, CATALOG)) is None
        assert checked.program is not None
        assert bool(checked.program.operations[1].tainted) == (value == "@words")


def test_deep_and_long_texts_are_checked_again() -> None:
    for nest in NESTS:
        checker, text = Checker(), normalise(nested(nest, 2_000))
        for edited in (text, text + "stop\n", text):
            checked = checker.check(edited, CATALOG)
            assert repr(checked.diagnostics) == repr(compile(edited, CATALOG).diagnostics), nest.name


def test_names_that_change_places_do_so_below_too() -> None:
    checker, head, lines = Checker(), 'flow "A"\n\non manual\n\n', ("let @a = 1\n", "let @b = 2\n")
    for first, second in (lines, lines[::-1]):
        text = f"{head}{first}{second}wait 1 day\n"
        assert first_difference(checker.check(text, CATALOG), compile(text, CATALOG)) is None
