"""Plain data read as values, and what is refused with which words."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.dsl.catalog import Field, RecordType
from sayso.dsl.coerce import WrongType, coerce
from sayso.dsl.readings import read_datetime, read_money, read_number
from sayso.dsl.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    EMAIL,
    MONEY,
    NUMBER,
    PERCENT,
    PHONE,
    TEXT,
    TIME,
    UNKNOWN,
    URL,
    Choice,
    ListOf,
    Optional,
    RecordOf,
    Row,
    Type,
)
from sayso.dsl.values import Duration, Money, Percent
from sayso.dsl.values_json import from_json, to_json

BERLIN = ZoneInfo("Europe/Berlin")
CONTACT, COMPANY = RecordOf("contact"), RecordOf("company")
RECORDS = {
    "contact": RecordType(
        "contact",
        (
            Field("firstName", TEXT),
            Field("email", Optional(EMAIL)),
            Field("company", Optional(COMPANY)),
            Field("manager", Optional(CONTACT)),
        ),
        title="firstName",
    ),
    "company": RecordType("company", (Field("name", TEXT), Field("employees", Optional(NUMBER)))),
}
MOMENT_WANTED = "this needs a date and time, as in `2026-03-01 09:00`"
MONEY_WANTED = "this needs an amount of money, as in `$50k` or `EUR 120`"
PLAN = Choice(("Free", "Pro"))
INPUT = Row((("email", EMAIL), ("employees", Optional(NUMBER))))


def money(amount: str, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


def read(value: object, kind: Type, where: str = "", used: dict[str, set[str]] | None = None) -> object:
    return coerce(value, kind, RECORDS, where, used, "USD", BERLIN)


@pytest.mark.parametrize(
    ("value", "kind", "result"),
    [
        (" Ann ", TEXT, " Ann "),
        ("", TEXT, ""),
        (12345, TEXT, "12345"),
        (1.50, TEXT, "1.5"),
        ("Zoe\u0301\ud800", TEXT, "Zoé?"),
        (42, NUMBER, 42),
        (0.1, NUMBER, Decimal("0.1")),
        (2.0, NUMBER, 2),
        (" 1,250.50 ", NUMBER, Decimal("1250.50")),
        ("1_000", NUMBER, 1000),
        ("50k", NUMBER, 50_000),
        ("1e3", NUMBER, 1000),
        (50000, MONEY, money("50000")),
        ("$50k", MONEY, money("5E+4")),
        ("EUR 120", MONEY, money("120", "EUR")),
        ("120.50 chf", MONEY, money("120.50", "CHF")),
        ("-€1,250.50", MONEY, money("-1250.50", "EUR")),
        ("120", MONEY, money("120")),
        ({"amount": 1.5, "currency": "eur"}, MONEY, money("1.5", "EUR")),
        ({"amount": "7"}, MONEY, money("7")),
        (10, PERCENT, Percent(Decimal(10))),
        ("12.5 %", PERCENT, Percent(Decimal("12.5"))),
        (True, BOOLEAN, True),
        ("Yes", BOOLEAN, True),
        ("0", BOOLEAN, False),
        ("2026-03-01", DATE, date(2026, 3, 1)),
        ("2026-03-01T23:30:00Z", DATE, date(2026, 3, 2)),
        ("9:05", TIME, time(9, 5)),
        ("2026-03-01 09:00", DATETIME, datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01T09:00:00.25Z", DATETIME, datetime(2026, 3, 1, 9, 0, 0, 250_000, tzinfo=UTC)),
        ("2026-03-01T09:00:00-05:00", DATETIME, datetime(2026, 3, 1, 14, tzinfo=UTC)),
        ("2026-03-01", DATETIME, datetime(2026, 2, 28, 23, tzinfo=UTC)),
        (datetime(2026, 3, 1, 9), DATETIME, datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("5 days", DURATION, Duration(days=5)),
        (" Ann@Acme.example ", EMAIL, "Ann@Acme.example"),
        ("acme.example/a", URL, "acme.example/a"),
        ("+49 30 1234", PHONE, "+49 30 1234"),
        ("pro", PLAN, "Pro"),
        ("", Optional(NUMBER), None),
        (None, Optional(TEXT), None),
        ("", Optional(TEXT), ""),
        ([1, "2"], ListOf(NUMBER), [1, 2]),
        ({"email": "a@b.example"}, INPUT, {"email": "a@b.example", "employees": None}),
        ({"a": [1.5, None, {"b": True}]}, UNKNOWN, {"a": [Decimal("1.5"), None, {"b": True}]}),
    ],
)
def test_what_is_read(value: object, kind: Type, result: object) -> None:
    found = read(value, kind)
    assert found == result
    assert type(found) is type(result)
    assert from_json(to_json(found)) == found


@pytest.mark.parametrize(
    ("value", "kind", "sentence"),
    [
        ("many", NUMBER, "this needs a number; `many` isn't one"),
        (True, NUMBER, "this needs a number; `true` isn't one"),
        (float("nan"), NUMBER, "this needs a number; `nan` isn't one"),
        (float("inf"), NUMBER, "this needs a number; `inf` isn't one"),
        ("1e999", NUMBER, "this needs a number; `1e999` isn't one"),
        ("1.250,50", NUMBER, "this needs a number; `1.250,50` isn't one"),
        ("12,50", NUMBER, "this needs a number; `12,50` isn't one"),
        (["a"], TEXT, "this needs a text; a list isn't one"),
        ({"amount": 1, "currency": "EURO"}, MONEY, f"{MONEY_WANTED}; a row of fields isn't one"),
        ("$5 EUR", MONEY, f"{MONEY_WANTED}; `$5 EUR` isn't one"),
        ("2026-02-30", DATE, "this needs a date, as in `2026-03-01`; `2026-02-30` isn't one"),
        ("03/01/2026", DATE, "this needs a date, as in `2026-03-01`; `03/01/2026` isn't one"),
        ("25:00", TIME, "this needs a time, as in `09:00`; `25:00` isn't one"),
        ("0001-01-01 00:00Z", DATETIME, f"{MOMENT_WANTED}; `0001-01-01 00:00Z` isn't one"),
        ("ann", EMAIL, "this needs an email address; `ann` isn't one"),
        ("Ann <a@b.example>", EMAIL, "this needs an email address; `Ann <a@b.example>` isn't one"),
        ("javascript:alert(1)", URL, "this needs a web address; `javascript:alert(1)` isn't one"),
        ("prro", PLAN, "this needs one of `Free` and `Pro`; `prro` isn't one; did you mean `Pro`?"),
        (None, TEXT, "this needs a text and is missing"),
        ("", NUMBER, "this needs a number and is missing"),
        ("a", ListOf(TEXT), "this needs a list; `a` isn't one"),
        ("c1", CONTACT, "this needs a contact with its fields; `c1` isn't one"),
        ([0] * 10_001, ListOf(NUMBER), "this list has more than 10,000 items"),
        ("a" * 1_000_001, TEXT, "this text is longer than 1,000,000 characters"),
        ({"id": "1"}, RecordOf("deal"), "`deal` is no kind of record here"),
        ({1, 2}, UNKNOWN, "this is nothing a flow can hold"),
        ("x" * 100, NUMBER, "this needs a number; `" + "x" * 40 + "…` isn't one"),
    ],
)  # fmt: skip
def test_what_is_refused(value: object, kind: Type, sentence: str) -> None:
    with pytest.raises(WrongType) as refusal:
        read(value, kind)
    assert refusal.value.sentence == sentence


@pytest.mark.parametrize(
    ("value", "kind", "where", "said"),
    [
        (
            [{}, {}, {}, {"company": {"employees": "many"}}],
            ListOf(CONTACT),
            "contacts",
            "contacts[3].company.employees: this needs a number; `many` isn't one",
        ),
        ({"employes": 5}, INPUT, "", "employes: a row has no field `employes`; did you mean `employees`?"),
        ({"employees": 5}, INPUT, "with", "with.email: this needs an email address and is missing"),
        ({"phone": "1"}, CONTACT, "it", "it.phone: a contact has no field `phone`"),
        ({"type": "deal"}, CONTACT, "it", "it.type: this needs a contact with its fields; `deal` isn't one"),
        ({"id": [1]}, CONTACT, "it", "it.id: this needs a text; a list isn't one"),
    ],
)  # fmt: skip
def test_the_place_is_named(value: object, kind: Type, where: str, said: str) -> None:
    with pytest.raises(WrongType) as refusal:
        read(value, kind, where)
    assert str(refusal.value) == said


def test_records_have_a_type_and_an_id() -> None:
    assert read({"id": 7, "firstName": "Ann", "email": None}, CONTACT) == {
        "type": "contact",
        "id": "7",
        "firstName": "Ann",
    }
    given = [{"firstName": "Ann"}, {"company": {"name": "Acme"}}, {"id": ""}]
    found = read(given, ListOf(CONTACT), "contacts")
    assert isinstance(found, list)
    assert [one["id"] for one in found] == ["new-1", "new-2", "new-3"]
    assert found[1]["company"] == {"type": "company", "id": "new-2-company", "name": "Acme"}
    assert read({}, CONTACT) == {"type": "contact", "id": "new-1"}
    assert read({"manager": {}}, CONTACT, "it") == {
        "type": "contact",
        "id": "new-1",
        "manager": {"type": "contact", "id": "new-1-manager"},
    }
    assert read({}, CONTACT, "contacts[3]") == {"type": "contact", "id": "new-4"}


def test_only_used_fields_are_kept() -> None:
    given = {
        "id": "1",
        "firstName": "Ann",
        "email": "a@b.example",
        "phone": "1",
        "company": {"name": "Acme", "city": "X"},
    }
    found = read(given, CONTACT, "", {"contact": {"company"}})
    assert found == {
        "type": "contact",
        "id": "1",
        "firstName": "Ann",
        "company": {"type": "company", "id": "new-1-company", "name": "Acme"},
    }
    assert read({"email": "a@b.example", "x": 1}, INPUT, "", {}) == {"email": "a@b.example", "employees": None}


def test_unused_fields_may_be_anything() -> None:
    assert read({"email": "no address"}, CONTACT, "", {"contact": set()}) == {"type": "contact", "id": "new-1"}


def test_depth_is_bounded() -> None:
    deep: dict[str, object] = {}
    plain: list[object] = []
    for _ in range(5_000):
        deep, plain = {"manager": deep}, [plain]
    for value, kind in ((deep, CONTACT), (plain, UNKNOWN)):
        with pytest.raises(WrongType, match="64 levels"):
            read(value, kind)


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.binary(max_size=3)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
kinds = st.sampled_from(
    [
        *(
            TEXT,
            NUMBER,
            PERCENT,
            MONEY,
            BOOLEAN,
            DATE,
            TIME,
            DATETIME,
            DURATION,
            EMAIL,
            URL,
            PHONE,
            PLAN,
            UNKNOWN,
            INPUT,
        ),
        *(CONTACT, ListOf(CONTACT), ListOf(TEXT), Optional(MONEY)),
    ]
)


@given(junk, kinds, st.sampled_from([None, {}]))
def test_anything_is_read_or_refused(value: object, kind: Type, used: dict[str, set[str]] | None) -> None:
    try:
        found = read(value, kind, "it", used)
    except WrongType as refusal:
        assert refusal.where.startswith("it") and len(refusal.sentence) < 300
    else:
        assert read(found, kind, "it", used) == found
        assert from_json(to_json(found)) == found


@given(st.text(st.sampled_from("0123456789.,-+$€kKeEUSDR TZ:"), max_size=25))
def test_odd_texts_are_no_trouble(text: str) -> None:
    for reading in (read_number(text), read_money(text, "USD"), read_datetime(text, BERLIN)):
        assert not isinstance(reading, float)
