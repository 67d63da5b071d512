"""Random expressions and types, in every place where the grammar lets them stand."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from sayso.dsl.expressions import (
    Argument,
    Binary,
    Boolean,
    Call,
    Date,
    DateTime,
    Duration,
    Exists,
    Expression,
    Field,
    Index,
    IsMissing,
    List,
    Missing,
    Money,
    Name,
    Negative,
    Not,
    Number,
    Percent,
    Range,
    Record,
    Sorted,
    Take,
    Text,
    Time,
    Todo,
    TriggerIs,
    TriggerKind,
    Where,
)
from sayso.dsl.statements import (
    ChoiceType,
    ListType,
    OptionalType,
    TypeName,
)


def named(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The same strategy under a short name: hypothesis writes strategies out, and inner ones many times over."""

    @st.composite
    def tree(draw: st.DrawFn) -> Any:
        return draw(strategy)

    return tree()


names = st.sampled_from(["contact", "deal", "a", "b_", "x1", "news", "end", "email", "_p", "where"])
fields = st.sampled_from(["name", "email", "in", "value", "b_", "c2", "is"])
words = st.sampled_from(["lower", "count", "contact", "record", "days_between", "x"])
tools = st.sampled_from(["gmail.send", "crm.find_contacts", "web.search", "linkedin.invite", "people.notify"])
events = st.sampled_from(["email.replied", "contact.created", "deal.stage_changed"])
letters = st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=("Cs",))
characters = st.one_of(st.sampled_from(list("ab1 @@.{}\"[]0\\'_#,()=:é\t-/")), letters)
plain_row = st.text(characters.filter(lambda c: c != "\n"), min_size=1, max_size=12)
rows = st.one_of(plain_row, plain_row, st.text(st.one_of(characters, st.just("\n")), min_size=1, max_size=16))
strings = st.one_of(st.just(""), plain_row)

decimals = st.decimals(min_value=0, max_value=Decimal("99999999"), places=2, allow_nan=False, allow_infinity=False)
wholes = st.integers(0, 3_000_000).map(Decimal)
sizes = st.one_of(wholes, decimals)
signed = st.tuples(sizes, st.booleans()).map(lambda p: -p[0] if p[1] else p[0])
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
moments = st.builds(time, st.integers(0, 23), st.integers(0, 59))
units = st.sampled_from(["minutes", "hours", "days", "business days", "weeks", "months", "years"])
lengths = st.builds(Duration, sizes, units)
counts = st.integers(0, 200_000)

literals: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Number, signed),
    st.builds(Percent, signed),
    st.builds(Money, signed, st.sampled_from(["USD", "EUR", "GBP"])),
    st.builds(Duration, signed, units),
    st.builds(Date, days),
    st.builds(Time, moments),
    st.builds(DateTime, days, moments),
    st.builds(Boolean, st.booleans()),
    st.just(Missing()),
    st.builds(Todo, strings),
    st.builds(
        TriggerIs,
        st.lists(
            st.one_of(
                st.builds(TriggerKind, events),
                st.sampled_from([TriggerKind("schedule"), TriggerKind("manual"), TriggerKind("form")]),
                st.builds(TriggerKind, st.just("webhook"), strings),
            ),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
)

_paths: st.SearchStrategy[Expression] = st.recursive(
    st.builds(Name, names),
    lambda inner: st.one_of(st.builds(Field, inner, fields), st.builds(Index, inner, st.integers(0, 99))),
    max_leaves=3,
)
paths: st.SearchStrategy[Expression] = named(_paths)


def texts(holes: st.SearchStrategy[Expression], pieces: st.SearchStrategy[str] = rows) -> st.SearchStrategy[Text]:
    """Texts as the parser makes them: no empty piece, no two plain pieces side by side, no plain text in a hole."""
    return st.lists(st.one_of(pieces, holes), max_size=4).map(_text)


def _text(parts: list[Any]) -> Text:
    joined: list[Any] = []
    for part in parts:
        for piece in part.parts if _is_plain(part) else (part,):
            if isinstance(piece, str) and joined and isinstance(joined[-1], str):
                joined[-1] += piece
            else:
                joined.append(piece)
    return Text(tuple(joined))


def _is_plain(part: Any) -> bool:
    return isinstance(part, Text) and all(isinstance(inner, str) for inner in part.parts)


def arguments(values: st.SearchStrategy[Expression]) -> st.SearchStrategy[tuple[Argument, ...]]:
    """Arguments with and without names."""
    one = st.builds(Argument, st.one_of(st.none(), fields), values)
    return st.lists(one, max_size=4).map(tuple)


def pairs(values: st.SearchStrategy[Expression], least: int = 0) -> st.SearchStrategy[tuple[Argument, ...]]:
    """Arguments that all have names."""
    return st.lists(st.builds(Argument, fields, values), min_size=least, max_size=3).map(tuple)


def _grown(values: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    inner = named(values)
    operators = st.sampled_from(
        [
            "or",
            "and",
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "contains",
            "starts with",
            "ends with",
            "matches",
            "in",
            "+",
            "-",
            "*",
            "/",
        ]
    )
    calls = arguments(inner).filter(lambda given: not given or any(one.name is None for one in given))
    return st.one_of(
        texts(inner),
        st.builds(List, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Field, inner, fields),
        st.builds(Index, inner, st.integers(0, 9)),
        st.builds(Call, words, calls),
        st.builds(Record, words, pairs(inner, 1)),
        st.builds(Binary, operators, inner, inner),
        st.builds(lambda a, b, c: Binary("in", a, Range(b, c)), inner, inner, inner),
        st.builds(Not, inner),
        st.builds(Negative, inner),
        st.builds(Exists, inner),
        st.builds(IsMissing, inner),
        st.builds(Where, inner, inner),
        st.builds(Sorted, inner, inner, st.booleans()),
        st.builds(Take, st.sampled_from(["first", "last"]), st.one_of(st.builds(Number, wholes), paths), inner),
    )


_expressions = st.recursive(st.one_of(literals, paths), _grown, max_leaves=6)
expressions: st.SearchStrategy[Expression] = named(_expressions)
_messages = texts(expressions)
messages = named(_messages)
_people = st.recursive(
    st.one_of(paths, st.builds(Todo, strings), st.builds(Call, words, st.just((Argument(None, Name("a")),)))),
    lambda inner: st.builds(lambda left, right: Binary("or", left, right), inner, paths),
    max_leaves=3,
)

people = named(_people)
_types = st.recursive(
    st.one_of(
        st.sampled_from(["text", "number", "contact", "boolean"]).map(TypeName),
        st.lists(strings, min_size=1, max_size=3).map(lambda options: ChoiceType(tuple(options))),
    ),
    lambda inner: st.one_of(st.builds(ListType, inner), st.builds(OptionalType, inner)),
    max_leaves=3,
)

types = named(_types)
