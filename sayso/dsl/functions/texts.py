"""The library's functions on texts."""

import re
import unicodedata
from typing import Final

from sayso.dsl.functions.shape import Function, FunctionParameter, Site
from sayso.dsl.readings import read_number
from sayso.dsl.render import render
from sayso.dsl.types import NUMBER, TEXT, UNKNOWN, ListOf, Type, is_textlike, optional, present
from sayso.dsl.values import MAX_LIST, MAX_TEXT, Money, Number, Percent, as_number, clean

_WORD: Final = re.compile(r"\S+")
_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_TEXT: Final = FunctionParameter("text", "a text")


def _lower(site: Site, text: str) -> str:
    return clean(text.lower())[:MAX_TEXT]


def _upper(site: Site, text: str) -> str:
    return clean(text.upper())[:MAX_TEXT]


def _trim(site: Site, text: str) -> str:
    return text.strip()


def _title_case(site: Site, text: str) -> str:
    return clean(_WORD.sub(lambda word: word[0][:1].upper() + word[0][1:].lower(), text))[:MAX_TEXT]


def _words(site: Site, text: str) -> list[str]:
    return [found[0] for found, _ in zip(_WORD.finditer(text), range(MAX_LIST), strict=False)]


def _length(site: Site, value: str | list[object]) -> int:
    return len(value)


def _split(site: Site, text: str, separator: str) -> list[str]:
    pieces = text.split(separator, MAX_LIST - 1) if separator else [text]
    return [piece.strip() for piece in pieces]


def _replace(site: Site, text: str, old: str, new: str) -> str:
    if not old:
        return text
    return text.replace(old, new, MAX_TEXT // max(len(new), 1) + 1)[:MAX_TEXT]


def _clip(site: Site, text: str, length: Number) -> str:
    most = max(int(length), 0)
    return text if len(text) <= most else (text[: most - 1].rstrip() + "…" if most else "")


def _slug(site: Site, text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode("ascii").lower()
    return _NO_SLUG.sub("-", plain).strip("-")[:MAX_TEXT]


def _email_domain(site: Site, email: str) -> str | None:
    name, _, domain = email.strip().rpartition("@")
    return domain.lower() if name and domain else None


def _text(site: Site, value: object) -> str | None:
    return render(value, site.types[0] or UNKNOWN, site.setting.zone, site.setting.titles)


def _number(site: Site, value: object) -> object:
    match value:
        case str():
            return read_number(value)
        case Money(amount, _):
            return as_number(amount)
        case Percent(share):
            return as_number(share)
        case _:
            return value


def _number_type(types: object) -> Type:
    kind = types[0] if isinstance(types, list) else None
    return optional(NUMBER) if kind is not None and is_textlike(present(kind)) else NUMBER


TEXTS: Final = (
    Function("lower", "the text in small letters", (_TEXT,), TEXT, _lower, 'lower("ACME")', "acme"),
    Function("upper", "the text in capitals", (_TEXT,), TEXT, _upper, 'upper("vip")', "VIP"),
    Function("trim", "the text without blanks around it", (_TEXT,), TEXT, _trim, 'trim("  Ann ")', "Ann"),
    Function(
        "title_case",
        "the text with a capital at the start of each word",
        (_TEXT,),
        TEXT,
        _title_case,
        'title_case("ann smith")',
        "Ann Smith",
    ),
    Function("words", "the words of the text", (_TEXT,), ListOf(TEXT), _words, 'words("one two")', "one and two"),
    Function(
        "length",
        "how many characters a text has, or items a list",
        (FunctionParameter("value", "a text or a list"),),
        NUMBER,
        _length,
        'length("Acme")',
        "4",
    ),
    Function(
        "split",
        "the pieces of the text between the separators",
        (_TEXT, FunctionParameter("separator", "a text")),
        ListOf(TEXT),
        _split,
        'split("a, b", ",")',
        "a and b",
    ),
    Function(
        "replace",
        "the text with every `old` turned into `new`",
        (_TEXT, FunctionParameter("old", "a text"), FunctionParameter("new", "a text")),
        TEXT,
        _replace,
        'replace("Acme Inc", " Inc", "")',
        "Acme",
    ),
    Function(
        "clip",
        "at most so many characters of the text, ending in … where some were cut off",
        (_TEXT, FunctionParameter("length", "a number")),
        TEXT,
        _clip,
        'clip("a long story", 7)',
        "a long…",
    ),
    Function(
        "slug", "the text as it can stand in a web address", (_TEXT,), TEXT, _slug, 'slug("Acme & Söhne")', "acme-sohne"
    ),
    Function(
        "email_domain",
        "what stands after the @ of an email address",
        (FunctionParameter("email", "a text"),),
        optional(TEXT),
        _email_domain,
        'email_domain("ann@acme.example")',
        "acme.example",
    ),
    Function(
        "text",
        "the value as a text shows it",
        (FunctionParameter("value", "anything"),),
        TEXT,
        _text,
        "text(10%)",
        "10%",
    ),
    Function(
        "number",
        "the number that a text, an amount or a percent says",
        (FunctionParameter("value", "a value a text can hold as a number"),),
        _number_type,
        _number,
        'number("1,250")',
        "1250",
    ),
)
"""The functions on texts, in the order the documentation shows them."""
