"""The model's grammar: who accepts it, what it carries over from `flow.lark`, and what cannot be spelled under it."""

import re
from functools import cache
from typing import get_args

import msgspec
import pytest
from lark import Lark
from llguidance import LLMatcher

from sayso.connectors import standard_catalog
from sayso.copilot.decoding import changes, model_grammar
from sayso.copilot.decoding.blanks import Unclear, with_blanks
from sayso.copilot.decoding.derive import Stale, derive, scoped
from sayso.copilot.decoding.grammar import derived
from sayso.copilot.decoding.lists import any_name_but, closed_lists
from sayso.copilot.decoding.notation import Grammar, NotUnderstood, read, symbols, write
from sayso.dsl.catalog import Catalog, Policy, Template
from sayso.dsl.functions import FUNCTIONS
from sayso.dsl.grammar import grammar_text, load_table
from sayso.dsl.types import ScalarName
from tests.copilot.decoding_models import TEXTS, Model, tokenizer_of

CATALOG = standard_catalog()
TOOLS = ("crm.find_contacts", "gmail.send", "people.notify")
HOSTED = {
    "look-around": r"\(\?[=!<]",
    "lazy repetition": r"[*+?}]\?(?![\\\])])",
    "priorities": r"^[A-Za-z_]+\.[0-9]",
    "templates": r"^[a-z_]+\{",
    "orders": r"^%",
}
"""What the dialect of hosted models leaves out of Lark's."""

LEFT_OUT = {
    "path_in_text": "a run of a text holds its paths",
    "path_in_long": "a run of a text holds its paths",
    "hole_in_long": "stands as `hole` and `quoted_hole`",
    "quote_mark": "stands in the runs of long texts",
    "field": "among arguments it is `field_in` or `template_field_mail_in`",
    "every_weekday": "is empty",
    "use_condition": "its forms stand in order in `use_line`",
    "loop_condition": "its forms stand in order in `for_each_line`",
}
"""Rules of a flow that the model's grammar has under another name."""


@cache
def model(kind: str = "bytes", allowed: tuple[str, ...] | None = None) -> Model:
    return Model(model_grammar(CATALOG, allowed), kind)


def reached(grammar: Grammar, start: str) -> set[str]:
    seen = [start]
    for name in seen:
        seen += [symbol for symbol in symbols(grammar.rules.get(name, ())) if symbol not in seen]
    return set(seen)


# ------------------------------------------------------------------ who accepts it


@pytest.mark.parametrize("allowed", [None, TOOLS, ()], ids=["all", "three", "none"])
def test_llguidance_accepts_it_without_a_warning(allowed: tuple[str, ...] | None) -> None:
    grammar = LLMatcher.grammar_from_lark(model_grammar(CATALOG, allowed))
    assert LLMatcher.validate_grammar_with_warnings(grammar, tokenizer_of("bytes")) == (False, [])


def test_an_empty_catalog_has_a_grammar_too() -> None:
    nothing = Model(model_grammar(Catalog()))
    assert nothing.writes('flow "A"\n\non manual\n\nstop\n')
    assert not nothing.writes('flow "A"\n\nuse gmail.send\n')


def test_lark_accepts_it_and_reads_flows_with_it() -> None:
    lark = Lark(model_grammar(CATALOG), parser="earley")
    for name in ("tests/language/chase.flow", "tests/language/todo.flow"):
        assert lark.parse(TEXTS[name])
    with pytest.raises(Exception, match="No terminal matches"):
        lark.parse('flow "A"\n\nuse gmail.wrong\n')


@pytest.mark.parametrize("what", HOSTED)
def test_it_keeps_to_what_hosted_models_take(what: str) -> None:
    assert not re.findall(HOSTED[what], model_grammar(CATALOG), re.MULTILINE)


@pytest.mark.parametrize(
    ("what", "text"),
    [("look-around", "A: /a(?=b)/"), ("lazy repetition", "A: /a*?/"), ("priorities", "AB.2: /a/"),
     ("templates", "_a{x}: x"), ("orders", "%declare A")],
)  # fmt: skip
def test_what_they_do_not_take_would_be_seen(what: str, text: str) -> None:
    assert re.search(HOSTED[what], text, re.MULTILINE)


@pytest.mark.parametrize("kind", ["bytes", "words"])
@pytest.mark.parametrize("name", TEXTS)
def test_every_flow_passes_token_by_token(name: str, kind: str) -> None:
    text = TEXTS[name]
    stop = model(kind).stops_at(text)
    tokens = model(kind).tokens
    assert stop is None, b"".join(tokens.tokens[n] for n in tokens(text)[:stop])[-80:]


# ------------------------------------------------------------------ derived, not written


def test_the_notation_is_read_as_lark_reads_it() -> None:
    again = write(read(grammar_text())) + r"%ignore /[ \t]+/" + "\n"
    ours, theirs = (
        Lark(text, parser="earley", start=["flow", "line", "expression"], maybe_placeholders=False)
        for text in (again, grammar_text())
    )
    plain = [sorted((_open(rule.origin.name), [_open(s.name) for s in rule.expansion]) for rule in lark.rules)
             for lark in (ours, theirs)]  # fmt: skip
    assert plain[0] == plain[1]


def _open(name: str) -> str:
    """The name without the number that Lark gives to what stands in parentheses."""
    return re.sub(r"_(star|plus)_\d+", r"_\1", name)


def test_every_rule_of_a_flow_is_carried_over() -> None:
    there = derived(CATALOG)
    source = read(grammar_text())
    wanted = {name for name in reached(source, "flow") if name in source.rules}
    carried = {name for name in wanted if any(made == name or made.startswith(f"{name}_") for made in there.rules)}
    assert wanted - carried - LEFT_OUT.keys() == set()
    assert LEFT_OUT.keys() <= wanted


def test_every_keyword_is_carried_over() -> None:
    there, source = reached(derived(CATALOG), "flow"), reached(read(grammar_text()), "flow")
    words = {name for name in source if name.startswith('"')}
    assert words - there == {*changes.NOT_WRITTEN}


def test_a_rule_that_the_grammar_gains_is_carried_over() -> None:
    source = grammar_text().replace('| "say" text -> say', '| "say" text -> say\n       | "shout" DURATIONS+ text\n')
    source += "\nDURATIONS: /long|short/\n"
    grown = with_blanks(derive(source, closed_lists(CATALOG, None)))
    start = write(Grammar({"start": read("start: flow\n").rules["start"]} | grown.rules, grown.terminals))
    assert Model(start).writes('flow "A"\n\nshout long short "hey"\n')
    assert not Model(start).writes('flow "A"\n\nshoutlong "hey"\n')


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('| "say" text -> say', '| "say" DOTTED -> say'),
        ('| "again" -> loop_again', '| "again" -> loop_again\n | "soon" -> loop_soon'),
        ("plain: _QUOTE TEXT? _QUOTE", "plain: _QUOTE TEXT _QUOTE"),
        ("TIME.1: /[0-9][0-9]?:", "TIME.1: /[0-9]+:"),
        ("call: DOTTED arguments", "call: DOTTED arguments?"),
    ],
)
def test_a_change_without_its_place_is_an_error(was: str, now: str) -> None:
    source = grammar_text()
    assert was in source
    with pytest.raises(Stale):
        derive(source.replace(was, now), closed_lists(CATALOG, None))


def test_what_touches_in_one_case_only_is_an_error() -> None:
    with pytest.raises(Unclear):
        with_blanks(read('flow: "a" data\ndata: FIELD | AT_NAME\n'))


@pytest.mark.parametrize("text", ["%declare A\n", 'a: "x"~3\n', "a{b}: b\n", 'A: "x" "y"\n', 'a: "x"i\n'])
def test_notation_that_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read(text)


def test_every_table_names_what_there_is() -> None:
    source = read(grammar_text())
    keys = {form.alias or name for name, forms in source.rules.items() for form in forms} | source.rules.keys()
    ours = keys | changes.RULES.keys()
    known = reached(source, "flow") | source.terminals.keys() | changes.TERMINALS.keys()
    assert {place for place, _ in changes.PLACES} | set(changes.NO_LENGTH) | set(changes.HANDS_ON) <= ours
    assert {symbol.rstrip("?") for _, symbol in changes.PLACES} <= known
    assert {name for scope in changes.SCOPES.values() for name in scope} <= source.rules.keys()
    assert set(changes.INSIDE) | {place for place, _ in changes.OPENS_SCOPE} <= ours
    assert changes.IN_ORDER.keys() <= source.rules.keys()
    assert known >= changes.TIGHT_BEFORE | changes.TIGHT_AFTER
    assert scoped("field", frozenset({"mail", "in"})) == "field_in_mail"


# ------------------------------------------------------------------ what cannot be spelled

KEYWORDS = tuple(load_table().keywords)
TOLD = ("people.hand_off", "people.ask", "people.say")
CALLED = (*FUNCTIONS, *CATALOG.records, "record")
NAMES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "a tool in `use`": ('flow "A"\n\nuse ', (*CATALOG.tools,), TOOLS, ()),
    "a tool that is called": ('flow "A"\n\non manual\n\n', (*CATALOG.tools,), TOOLS, KEYWORDS),
    "a tool that gives something": ('flow "A"\n\nlet @a = ', (*CATALOG.tools,), TOOLS, (*KEYWORDS, *CALLED)),
    "a tool in a test": (
        'flow "A"\n\ntest "t"\n  expect ', (*CATALOG.tools,), (*TOOLS, *TOLD),
        ("return", "completed", "stopped", "failed", "skipped"),
    ),
    "an event": ('flow "A"\n\non ', ("email.opened", "contact.deleted"), (*CATALOG.events,), KEYWORDS),
    "an event that is waited for": ('flow "A"\n\nwait for ', ("email.opened", "deal.x"), (*CATALOG.events,), ()),
    "a function": (
        'flow "A"\n\nlet @a = ', ("upcase", "len", "firstly"), ("first", "lower", "contact"),
        (*KEYWORDS, *CALLED, *TOOLS),
    ),
    "a type": (
        'flow "A"\n\nmemory\n  seen: ', ("string", "contacts", "texts"), ("text", "contact", "number"),
        ("list", *CATALOG.records, *get_args(ScalarName)),
    ),
    "a template": (
        'flow "A"\n\ngmail.send(template: ', ('"Outbound v3"', '"intro"'), ('"Intro"', '"Outbound v2"'),
        tuple(f'"{name}"' for name in CATALOG.templates),
    ),
}  # fmt: skip
"""What stands before, names that were not given, names that were, and what else may stand there."""


@pytest.mark.parametrize("what", NAMES)
def test_a_name_that_was_not_given_cannot_be_spelled(what: str) -> None:
    before, names, known, others = NAMES[what]
    for name in known:
        assert model("bytes", TOOLS).stops_at(before + name) == len(before + name), name
    for name in set(names) - set(known):
        stop = model("bytes", TOOLS).stops_at(f"{before}{name} ")
        assert stop is not None
        assert stop - len(before) <= max(_same(name, other) for other in (*known, *others)), name


def _same(one: str, other: str) -> int:
    """How many letters two names begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@pytest.mark.parametrize("kind", ["bytes", "words"])
def test_the_mask_holds_no_token_that_leads_elsewhere(kind: str) -> None:
    before = 'flow "A"\n\nuse '
    for allowed in (TOOLS, ("web.search",)):
        tokens = model(kind, allowed).allowed_after(before)
        assert tokens
        ways = [name.encode() for name in allowed]
        assert not [token for token in tokens if not any(way.startswith(token[: len(way)]) for way in ways)]
        assert {way[:1] for way in ways} == {token[:1] for token in tokens}


def test_the_workspace_narrows_too() -> None:
    narrow = msgspec.structs.replace(CATALOG, policy=Policy(allowed=("web.search",)))
    assert Model(model_grammar(narrow, (*TOOLS, "web.search"))).writes('flow "A"\n\nuse web.search\n')
    assert not Model(model_grammar(narrow)).writes('flow "A"\n\nuse gmail.send\n')
    assert not Model(model_grammar(narrow)).writes('flow "A"\n\nuse people.ask\n')


def test_names_with_signs_and_breaks_are_spelled_as_they_are_printed() -> None:
    names = ['Say "hi" / bye', "50 % {off}", "Zwölf\tÄpfel", "back\\slash", "a@b", "#1 (new)|old"]
    catalog = msgspec.structs.replace(CATALOG, templates={name: Template(name, "", "") for name in names})
    spelt = Model(model_grammar(catalog))
    for name in (
        '"Say \\"hi\\" / bye"',
        '"50 % {{off}"',
        '"Zwölf\tÄpfel"',
        '"back\\\\slash"',
        '"a@b"',
        '"#1 (new)|old"',
    ):
        assert spelt.writes(f'flow "A"\n\ngmail.send(to: @a, template: {name})\n'), name
    assert not spelt.writes('flow "A"\n\ngmail.send(to: @a, template: "a@c")\n')


@pytest.mark.parametrize("words", [[], ["template"], ["template", "temp", "a"]])
def test_any_name_but_some(words: list[str]) -> None:
    pattern = re.compile(any_name_but(words))
    for name in ("template", "temp", "a", "te", "templates", "templa", "ab", "A", "_", "x9", "tempo"):
        assert bool(pattern.fullmatch(name)) == (name not in words), name
    assert not pattern.fullmatch("9a")


# ------------------------------------------------------------------ no end of it


@pytest.mark.parametrize(
    "endless",
    ["\n" * 3, "\n" + " " * 65, "\n\nlet @a = [" + "\n" * 3, "\n\nlet @" + "a" * 65, "\n\nlet @a = " + "1" * 15,
     "\n\nlet @a =  ", "\n\nlet @a = @b[" + "1" * 10, "\n\non schedule every 1" + "0" * 9],
)  # fmt: skip
def test_what_says_nothing_comes_to_an_end(endless: str) -> None:
    text = 'flow "A"' + endless
    assert model().stops_at(text) == len(text) - 1
