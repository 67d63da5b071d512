"""What the model's copy of the grammar changes, as tables: closed lists by place, blanks, texts, bounded repetition.

The parser looks at the longest word and back again; llguidance reads on as long as any terminal could go on, and never
goes back. So texts are cut into other terminals here, and every blank and line break is where the printer puts it.
A change names what it replaces, so that it cannot outlive it.
"""

from typing import NamedTuple


class Change(NamedTuple):
    """A rule or terminal as `flow.lark` has it, and as the model gets it."""

    was: str
    now: str


PLACES: dict[tuple[str, str], str] = {
    ("use_line", "DOTTED"): "TOOL",
    ("given_returns", "DOTTED"): "TOLD_TOOL",
    ("given_fails", "DOTTED"): "TOLD_TOOL",
    ("given_rejected", "DOTTED"): "TOLD_TOOL",
    ("given_uncertain", "DOTTED"): "TOLD_TOOL",
    ("expect_tool", "DOTTED"): "TOLD_TOOL",
    ("given_event", "DOTTED"): "EVENT",
    ("on_event", "DOTTED"): "EVENT",
    ("event", "DOTTED"): "EVENT",
    ("kind", "DOTTED"): "EVENT",
    ("function", "WORD"): "FUNCTION",
    ("function", "FIRST"): "",
    ("function", "LAST"): "",
    ("type_name", "WORD"): "TYPE",
    ("negative", '"-"'): "_SIGN",
    ("negative_literal", '"-"'): "_SIGN",
    ("trigger_is", "sum"): '"@trigger"',
    ("every_minute", "INT"): "POSITIVE",
    ("every_hour", "INT"): "POSITIVE",
    ("every_day", "INT"): "POSITIVE",
    ("every_week", "INT"): "POSITIVE",
    ("every_month", "INT"): "POSITIVE",
    ("every_quarter", "INT"): "POSITIVE",
    ("every_year", "INT"): "POSITIVE",
    ("on_day", "INT"): "DAY",
    ("duration", "NUMBER"): "LENGTH",
    ("flow", "_NL?"): "COMMENT*",
}
"""What stands for a symbol in one place: in the form of that alias or the rule of that name; "" takes the form away."""

TO_BE_PLACED = ("DOTTED", "WORD")
"""Free names of the grammar that a model never gets; one without a place is an error."""

NOT_WRITTEN = ('"else"', '"OR"', '"AND"', '"NOT"')
"""Spellings that are read but never printed."""

INSIDE = ("arguments", "list", "group", "hole", "quoted_hole")
"""Forms whose insides stand in brackets: there, a row may end before `and` and `or`."""

SCOPES: dict[str, frozenset[str]] = {
    "in": frozenset({"_argument", "argument", "field", "expression", "list_form", "or_form", "and_form"}),
    "length": frozenset({
        "expression", "list_form", "or_form", "and_form", "not_form", "comparison", "sum", "product", "unary",
        "postfix", "minus", "literal",
    }),
    "mail": frozenset({"arguments", "_argument", "field"}),
}  # fmt: skip
"""Rules written differently inside brackets, as what `wait` waits for, and as arguments of a tool with a template."""

OPENS_SCOPE: dict[tuple[str, str], str] = {("wait", "expression"): "length", ("templated_call", "arguments"): "mail"}
"""Where the two others begin: by form and symbol."""

HANDS_ON = ("group", "negative_literal")
"""Forms with several symbols that are still the same length of time."""

NO_LENGTH = ("number",)
"""Forms that say no length of time: `wait 5`."""

IN_ORDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "use_condition": (("quota",), ("between",), ("approval",), ("private_data",)),
    "loop_condition": (
        ("loop_most",), ("loop_once", "loop_once_per", "loop_again"), ("loop_one",), ("loop_stop",), ("loop_collect",),
    ),
}  # fmt: skip
"""Conditions that are read in any order and printed in this one, each once or not at all; of several, one."""

TIGHT_BEFORE = frozenset({
    "_CLOSE", "_CLOSE_LIST", "_CLOSE_HOLE", "_COMMA", "FIELD", "INDEX", "_NL", '":"', '"?"', "COMMENT",
})  # fmt: skip
"""No blank stands before these."""

TIGHT_AFTER = frozenset({
    "_OPEN", "_OPEN_LIST", "_OPEN_HOLE", "QUOTED_OPEN", "_COMMA", "_NL", "COMMENT", "_SIGN",
})  # fmt: skip
"""No blank stands after these; those among them that end a row take the next row's indentation with them."""

TIGHT_PAIRS = frozenset({("FUNCTION", "_OPEN"), ("PLAIN_TOOL", "_OPEN"), ("MAIL_TOOL", "_OPEN")})
"""No blank stands between these two, though each has one elsewhere."""

MAY_BREAK = ("_or", "_and")
"""Inside brackets a row may end before these."""

TEXT_RULES = ("text", "plain")
"""Rules in which every blank is a character of the text."""

RULES: dict[str, Change] = {
    "text": Change(
        "_QUOTE (TEXT | path_in_text | hole)* _QUOTE"
        " | _LONG (LONG_TEXT | quote_mark | path_in_long | hole_in_long)* _LONG",
        'EMPTY | _QUOTE (TEXT | "{{" | hole)+ _QUOTE'
        " | _LONG (LONG_TEXT | QUOTED_TEXT | BRACES | hole | quoted_hole)* _LONG",
    ),
    "plain": Change(
        "_QUOTE TEXT? _QUOTE | _LONG (LONG_TEXT | quote_mark)* _LONG",
        "EMPTY | _QUOTE PLAIN _QUOTE | _LONG (LONG_PLAIN | QUOTED_PLAIN)* _LONG",
    ),
    "call": Change("DOTTED arguments", "PLAIN_TOOL arguments | templated_call"),
    "templated_call": Change("", "MAIL_TOOL arguments"),
    "quoted_hole": Change("", "QUOTED_OPEN expression _CLOSE_HOLE"),
    "template_field": Change("", "TEMPLATE_KEY (TEMPLATE | todo) | OTHER_KEY expression"),
    "_nl": Change("", "_NL COMMENT*"),
}
"""Rules written anew (and rules of our own, which replace none)."""

IN_MAILS = {"field": "template_field"}
"""Rules that another one stands for among the arguments of a tool that takes a template."""

_BLANK = r"(?:[ \t]*(?:#[^\n]*)?\n)*"
_INDENT = " {0,64}"
_QUOTES = '["]["]?'
_OTHER = r'[^A-Za-z0-9"@{\\\r\x00]|\\["\\]'
_ONE_ROW = r'[^A-Za-z0-9"@{\\\n\r\x00]|\\["\\]'


def _run(other: str, path: bool) -> str:
    """A run of a text: `@@`, and `@` after a letter or digit, are plain; with `path` a name begins at any other `@`."""
    word = ("(?:@?[A-Za-z]|[0-9])" if path else "[A-Za-z0-9]") + "(?:@?[A-Za-z0-9])*"
    at = "@@|@_" if path else "@@"
    return f"(?:(?:{other}|{at}|{word}(?:@@|@(?:{other}))?)+(?:{word}@)?|{word}@)"


_YEAR = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_FOURTH = "(?:0[48]|[2468][048]|[13579][26])"
_LEAP = f"(?:[0-9][0-9]{_FOURTH}|{_FOURTH}00)"
_DAYS = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"

TERMINALS: dict[str, Change] = {
    "TEXT": Change(
        r'(?:[A-Za-z0-9](?:@@|@)?|[^A-Za-z0-9"@{\\\n]|@@|\{\{|\\["\\])+',
        _run(_ONE_ROW, path=True),
    ),
    "LONG_TEXT": Change(
        r'(?:[A-Za-z0-9](?:@@|@)?|[^A-Za-z0-9"@{\\]|@@|\{\{|\\["\\])+',
        _run(_OTHER, path=True),
    ),
    "TEXT_PATH": Change(r"@[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*|\[[0-9]+\])*", ""),
    "TEXT_PATH_AT": Change(
        r"@(?:[A-Za-z_][A-Za-z0-9_]*(?:\[[0-9]+\])*\.)*(?:[A-Za-z_][A-Za-z0-9_]*[A-Za-z0-9]|[A-Za-z])(?:@@|@)", ""
    ),
    "PLAIN": Change("", _run(_ONE_ROW + r"|\{\{", path=False)),
    "LONG_PLAIN": Change("", _run(_OTHER + r"|\{\{", path=False)),
    "QUOTED_TEXT": Change("", _QUOTES + _run(_OTHER, path=True)),
    "QUOTED_PLAIN": Change("", _QUOTES + _run(_OTHER + r"|\{\{", path=False)),
    "QUOTED_OPEN": Change("", _QUOTES + r"\{"),
    "BRACES": Change("", rf"(?:{_QUOTES})?\{{\{{"),
    "EMPTY": Change("", '["]["]'),
    "_OPEN": Change(rf"\({_BLANK}", rf"\((?:\n{_INDENT})?"),
    "_CLOSE": Change(rf"{_BLANK}[ \t]*\)", rf"(?:\n{_INDENT})?\)"),
    "_OPEN_LIST": Change(rf"\[{_BLANK}", rf"\[(?:\n{_INDENT})?"),
    "_CLOSE_LIST": Change(rf"{_BLANK}[ \t]*\]", rf"(?:\n{_INDENT})?\]"),
    "_OPEN_HOLE": Change(rf"\{{{_BLANK}", r"\{"),
    "_CLOSE_HOLE": Change(rf"{_BLANK}[ \t]*\}}", r"\}"),
    "_COMMA": Change(f",{_BLANK}", rf",(?: |\n{_INDENT})"),
    "_NL": Change(r"(?:[ \t]*(?:#[^\n]*)?\n)+", rf"(?: {{1,2}}#[^\n\r\x00]*)?\n\n?{_INDENT}"),
    "COMMENT": Change("", rf"#[^\n\r\x00]*\n\n?{_INDENT}"),
    "ROW": Change("", rf"\n{_INDENT}"),
    "BLANK": Change("", '" "'),
    "_SIGN": Change("", '"-"'),
    "POSITIVE": Change("", "[1-9][0-9]{0,8}"),
    "LENGTH": Change("", r"[0-9](?:_?[0-9]){0,8}(?:\.[0-9]{1,9})?"),
    "DAY": Change("", "[1-9]|[12][0-9]|3[01]"),
    "DATE": Change(
        "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]",
        rf"{_YEAR}-(?:{_DAYS}|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29",
    ),
    "TIME": Change("[0-9][0-9]?:[0-9][0-9]", "(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"),
    "MONTH_DAY": Change("[0-9][0-9]?-[0-9][0-9]?", rf"{_DAYS}|02-(?:0[1-9]|[12][0-9])"),
    "UNIT": Change(
        r"(?:minute|hour|day|week|month|year)s?|business[ \t]+days?",
        "(?:minute|hour|day|week|month|year)s?|business days?",
    ),
}
"""Terminals written anew (and terminals of our own). What is refused after reading (`2026-02-30`) cannot be written."""

BOUNDED: tuple[tuple[str, str], ...] = (
    ("(?:_?[0-9])*", "(?:_?[0-9]){0,13}"),
    ("[A-Za-z0-9_]*", "[A-Za-z0-9_]{0,63}"),
    ("[0-9]+", "[0-9]{1,9}"),
)
"""Repetition that every other terminal has, and its bound: a number has at most 28 digits."""
