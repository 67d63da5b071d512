"""Says in words what the grammar would have accepted at a place."""

import re
from functools import cache

from sayso.dsl.grammar import load_table

_LAST = re.compile(r'(?:[A-Za-z_@.][\w.]*|"[^"]*"|\S)\Z')

AFTER = {
    "wait": "a length of time, such as `5 days`, or `for` and an event, or `until` and a moment",
    "let": "a name, such as `@total`",
    "set": "the flow's memory, such as `@memory.seen`",
    "for each": "a name, such as `@contact`",
    "within": "a length of time, such as `2 days`",
    "after": "a length of time, such as `2 days`",
    "at most": "a number or a length of time, such as `20` or `7 days`",
    "per": "`run`, `hour`, `day`, `week` or `month`",
    "use": "a tool, such as `gmail.send`",
    "on": "a trigger, such as `manual`, `schedule` or `contact.created`",
    "wait for": "an event, such as `email.replied`",
    "unless": "an event, such as `email.replied`",
    "if": "a condition, such as `@accepted`",
    "until": "a condition or a moment",
    "where": 'a condition, such as `@contact.title contains "CEO"`',
    "say": "a text in quotes",
    "fail": "a text in quotes",
    "goal": "a text in quotes",
    "flow": "a name in quotes",
    "test": "a title in quotes",
    "stage": "a title in quotes",
    "hand off to": "a person, such as `@me`",
    "ask": "a person, such as `@me`",
    "hand": "`off to`",
    "given": "what is given, such as `crm.find_contacts returns [..]`",
    "expect": "what is expected, such as `gmail.send once`",
    "on schedule": "`every` or `once`, such as `every weekday at 09:00`",
    "limit": "a number, such as `50 credits per run`",
    "return": "a value",
    "keep": "a value",
    "remember": "a value, such as `@contact.id in @memory.seen`",
}

KINDS = {
    "TEXT": None,
    "LONG_TEXT": None,
    "AT_NAME": "a name, such as `@contact`",
    "UNIT": "a unit, such as `days`",
    "DOTTED": "a tool or an event, such as `gmail.send`",
    "_QUOTE": "a text in quotes",
    "INT": "a whole number",
    "NUMBER": "a number",
    "KEY": "a name with a colon, such as `to:`",
    "FIELD": "a field, such as `.name`",
    "WEEKDAY": "a weekday",
    "TIME": "a time, such as `09:00`",
    "DATE": "a date, such as `2026-03-01`",
    "MONTH_DAY": "a day of the year, such as `03-01`",
    "PERIOD": "`run`, `hour`, `day`, `week` or `month`",
    "LIMITED": "`credits`, `runs` or `steps`",
    "ENDED": "`completed`, `stopped`, `failed` or `skipped`",
    "NTH": "`first`, `second`, `third`, `fourth` or `last`",
    "WORD": "a word",
    "_CLOSE": "`)`",
    "_CLOSE_LIST": "`]`",
    "_CLOSE_HOLE": "`}`",
    "_COMMA": "a comma",
    "COMPARE": "a comparison",
}


@cache
def _spelling() -> dict[str, str]:
    table = load_table()
    return {name: word for word, name in (table.keywords | table.signs).items()}


def keywords(expected: frozenset[str]) -> list[str]:
    """The keywords among the terminals, as they are written."""
    known = load_table().keywords
    return [word for word, name in known.items() if name in expected and not word.isupper()]


def last_word(before: str) -> str:
    """The last word, text or sign of what could be read."""
    found = _LAST.search(before)
    return found[0] if found else ""


def sentence(before: str, word: str, expected: frozenset[str]) -> str:
    """`After `wait` I need a length of time, such as `5 days`.`"""
    tail = next((words for words in sorted(AFTER, key=len, reverse=True) if _ends(before, words)), None)
    need = AFTER[tail] if tail else _needed(expected)
    where = f"After `{tail or last_word(before)}`" if before else "Here"
    if need:
        return f"{where} I need {need}." if not word else f"{where} I need {need}, not `{word}`."
    return f"{where} I did not expect `{word}`." if word else f"{where} the line stops too early."


def _ends(before: str, words: str) -> bool:
    return before == words or before.endswith((" " + words, "(" + words))


def _needed(expected: frozenset[str]) -> str:
    """Up to four things that could stand there; nothing where the line could have ended."""
    if "$END" in expected or "_NL" in expected:
        return ""
    if {"AT_NAME", "NUMBER", "_QUOTE"} <= expected:
        return 'a value, such as `@contact.name`, `"text"` or `5`'
    spelling = _spelling()
    words = [KINDS[name] for name in KINDS if name in expected]
    words += [f"`{spelling[name]}`" for name in sorted(expected) if name in spelling and name != "_QUOTE"]
    found = [word for word in dict.fromkeys(words) if word and word != '`"""`']
    if not found or len(found) > 4:
        return ""
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} or {found[-1]}"
