"""The words that editors colour and explain are those of the grammar, all of them; none tells what stays inside."""

import re
from typing import Any, get_args

import pytest
from lark import Lark
from msgspec.structs import replace

from sayso.dsl.catalog import Catalog
from sayso.dsl.functions import FUNCTIONS
from sayso.dsl.grammar import STARTS, grammar_text
from sayso.dsl.types import ScalarName
from sayso.language import HighlightWords, Services
from sayso.language.highlight import finite_terminals
from sayso.language.keywords import MEANINGS, SIGNS
from sayso.language.naming import BUILT_IN
from tests.house.test_words import found_in
from tests.language_services.conftest import HEAD

WORD = re.compile(r"[A-Za-z]+\Z")


@pytest.fixture(scope="module")
def terminals() -> dict[str, Any]:
    """Every terminal as Lark itself reads it from the grammar."""
    made = Lark(grammar_text(), parser="lalr", start=list(STARTS), maybe_placeholders=False)
    return {terminal.name: terminal.pattern for terminal in made.terminals}


@pytest.fixture
def words(services: Services) -> HighlightWords:
    return services.words()


def coloured(words: HighlightWords) -> set[str]:
    return {*words.keywords, *words.literals, *words.units, *words.operators}


def test_every_keyword_of_the_grammar_is_coloured(words: HighlightWords, terminals: dict[str, Any]) -> None:
    keywords = {pattern.value for pattern in terminals.values() if pattern.type == "str" and WORD.match(pattern.value)}
    assert len(keywords) > 100
    assert keywords <= coloured(words)


def test_every_word_of_a_terminal_that_stands_for_a_few_is_coloured(
    words: HighlightWords, terminals: dict[str, Any]
) -> None:
    for name, found in finite_terminals().items():
        pattern = re.compile(terminals[name].to_regexp())
        assert all(pattern.fullmatch(word) for word in found), name
        assert set(found) <= coloured(words) | set(words.signs), name
    assert {"UNIT", "PERIOD", "WEEKDAY", "NTH", "LIMITED", "ENDED", "COMPARE"} <= finite_terminals().keys()


def test_no_word_is_in_two_groups_and_none_is_made_up(words: HighlightWords, terminals: dict[str, Any]) -> None:
    groups = [words.keywords, words.literals, words.units, words.operators]
    every = [word for group in groups for word in group]
    assert len(every) == len(set(every))
    plain = {pattern.value for pattern in terminals.values() if pattern.type == "str"}
    assert {word for word in every if word not in plain} <= {
        word for found in finite_terminals().values() for word in found
    }


def test_words_are_in_the_groups_people_would_look_for_them(words: HighlightWords) -> None:
    assert set(words.literals) == {"true", "false", "missing"}
    assert {"and", "or", "not", "contains", "AND"} <= set(words.operators)
    assert {"if", "for", "let", "todo", "with", "in", "run"} <= set(words.keywords)
    assert {"days", "minute", "friday", "business days"} <= set(words.units)
    assert {"==", "+", "|"} <= set(words.signs) and '"' not in words.signs
    assert set(words.functions) == set(FUNCTIONS) and {"text", "contact", "person"} <= set(words.kinds)
    assert {"if", "let", "use", "end"} <= set(words.starts) and "most" not in words.starts


def test_every_word_that_is_coloured_is_explained(words: HighlightWords) -> None:
    explained = MEANINGS.keys() | {word.upper() for word in MEANINGS}
    days = {word for word in words.units if word.endswith("day") and word not in MEANINGS}
    assert coloured(words) - explained == days == set(finite_terminals()["WEEKDAY"])
    assert {sign for sign in words.signs if sign not in ("=", ":", "?", "|")} == SIGNS.keys()


def test_no_explanation_tells_what_stays_inside(services: Services, catalog: Catalog) -> None:
    told = [*MEANINGS.values(), *SIGNS.values(), *BUILT_IN.values()]
    for name in (*catalog.tools, *catalog.events):
        found = services.hover(f"{HEAD}{name}()", len(HEAD) + 1)
        assert found is not None
        told += found.lines
    for tool in catalog.tools.values():
        for parameter in tool.parameters:
            text = f"{HEAD}{tool.name}({parameter.name}: todo"
            found = services.hover(text, text.index("(") + 2)
            assert found is not None and found.kind == "parameter"
            told += [found.title.partition(": ")[2], *found.lines]
    for function in FUNCTIONS.values():
        found = services.hover(f"{HEAD}let @a = {function.name}(", len(HEAD) + 10)
        assert found is not None and found.kind == "function"
        told += found.lines
    assert not [text for text in told if found_in(text)]


def test_no_field_and_no_completion_tells_what_stays_inside(services: Services, catalog: Catalog) -> None:
    told = []
    for record in [one for name, one in catalog.records.items() if name not in get_args(ScalarName)]:
        text = f'flow "A"\non manual with\n  one: {record.name}\nend\nstop "{{@one.'
        items = services.complete(text, len(text)).items
        assert len(items) >= min(len(record.fields), 60), record.name
        told += [word for one in items for word in (one.detail, one.reason)]
        for field in record.fields:
            found = services.hover(f'{text}{field.name}}}"\n', len(text))
            assert found is not None, field.name
            told += found.lines
    for start in ("", "wait 5 ", "gmail.send(", "crm.create_task(", "on ", "use ", "if @contact.title "):
        whole = HEAD + start
        told += [word for one in services.complete(whole, len(whole)).items for word in (one.detail, one.reason)]
    assert len(told) > 500
    assert not [text for text in told if found_in(text)]


def test_a_workspaces_own_records_are_kinds_too(catalog: Catalog) -> None:
    own = replace(catalog, records={**catalog.records, "boat": catalog.records["deal"]})
    assert "boat" in Services(own).words().kinds and "boat" not in Services(catalog).words().kinds
