"""Comparing by meaning, in three values."""

import time as clock
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.dsl.addresses import same_email, same_phone, same_url
from sayso.dsl.compare import (
    all_of,
    any_of,
    check_pattern,
    comparable,
    compare,
    comparer,
    contains,
    ends_with,
    equal,
    is_in,
    less,
    matcher,
    negate,
    order_key,
    range_comparer,
    starts_with,
)
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

BERLIN = ZoneInfo("Europe/Berlin")
CONTACT, PERSON = RecordOf("contact"), RecordOf("person")
PLAN = Choice(("free", "pro"))
ANN = {"type": "contact", "id": "1", "firstName": "Ann"}


def usd(amount: int) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.parametrize(
    ("op", "left", "right", "a", "b", "truth"),
    [
        ("==", TEXT, TEXT, "Acme", "acme", False),
        ("==", TEXT, TEXT, "Zoe\u0301", "Zo\u00e9", True),
        ("==", EMAIL, EMAIL, "Ann@Acme.example", "ann@acme.example", True),
        ("==", EMAIL, TEXT, " ANN@acme.example ", "ann@acme.example", True),
        ("!=", TEXT, EMAIL, "ann@acme.example", "ANN@acme.example", False),
        ("==", PHONE, TEXT, "+1 (415) 555-0100", "415-555-0100", True),
        ("==", URL, TEXT, "https://www.acme.example/", "acme.example", True),
        ("==", URL, URL, "https://acme.example/a", "https://acme.example/A", False),
        ("==", PLAN, TEXT, "pro", "pro", True),
        ("==", EMAIL, URL, "a", "a", None),
        ("==", TEXT, NUMBER, "1", 1, None),
        ("==", NUMBER, NUMBER, 1, Decimal("1.0"), True),
        ("<", NUMBER, NUMBER, 1, Decimal("1.5"), True),
        (">", MONEY, NUMBER, usd(10), 9, True),
        ("==", NUMBER, MONEY, 10, usd(10), True),
        ("<", MONEY, MONEY, usd(10), Money(Decimal(20), "EUR"), None),
        ("==", MONEY, MONEY, usd(10), Money(Decimal(10), "EUR"), None),
        ("==", PERCENT, PERCENT, Percent(Decimal(10)), Percent(Decimal("10.0")), True),
        ("==", PERCENT, NUMBER, Percent(Decimal(10)), 10, None),
        (">=", DATE, DATE, date(2026, 3, 1), date(2026, 3, 1), True),
        ("==", DATE, DATETIME, date(2026, 3, 2), datetime(2026, 3, 1, 23, 30, tzinfo=UTC), True),
        ("==", DATETIME, DATETIME, date(2026, 3, 2), datetime(2026, 3, 1, 23, 30, tzinfo=UTC), True),
        ("<", DATETIME, DATE, datetime(2026, 3, 1, 22, tzinfo=UTC), date(2026, 3, 2), True),
        ("<", TIME, TIME, time(9), time(10), True),
        (">", DURATION, DURATION, Duration(months=1), Duration(days=29), True),
        ("==", DURATION, DURATION, Duration(days=1), Duration(seconds=86_400), True),
        ("==", BOOLEAN, BOOLEAN, True, True, True),
        ("<", BOOLEAN, BOOLEAN, True, False, None),
        ("<", TEXT, TEXT, "apple", "Banana", True),
        ("==", CONTACT, CONTACT, ANN, {"type": "contact", "id": "1"}, True),
        ("==", CONTACT, CONTACT, ANN, {"type": "contact", "id": "2", "firstName": "Ann"}, False),
        ("==", CONTACT, PERSON, ANN, {"type": "person", "id": "1"}, None),
        ("==", CONTACT, TEXT, ANN, "Ann", None),
        ("==", Row(()), Row(()), {"a": 1}, {"a": Decimal(1)}, True),
        ("==", Row(()), Row(()), {"a": 1}, {"a": 1, "b": None}, True),
        ("==", Row(()), Row(()), {"a": 1}, {"a": 1, "b": 2}, False),
        ("==", ListOf(NUMBER), ListOf(NUMBER), [1, 2], [1, 2], True),
        ("==", ListOf(NUMBER), ListOf(NUMBER), [1, 2], [1], False),
        ("contains", TEXT, TEXT, "VP of Sales", "vp", True),
        ("contains", TEXT, TEXT, "STRASSE", "straße", True),
        ("starts with", TEXT, TEXT, "VP of Sales", "vp", True),
        ("ends with", TEXT, TEXT, "VP of Sales", "VP", False),
        ("matches", TEXT, TEXT, "VP of Sales", "^v.?p", True),
        ("matches", TEXT, TEXT, "VP of Sales", "(", None),
        ("contains", ListOf(EMAIL), TEXT, ["Ann@x.example"], "ann@x.example", True),
        ("contains", ListOf(TEXT), TEXT, ["VIP"], "vi", False),
        ("contains", NUMBER, TEXT, 1, "1", None),
        ("in", TEXT, ListOf(TEXT), "a", ["a", "b"], True),
        ("in", TEXT, ListOf(TEXT), "a", [], False),
        ("in", TEXT, ListOf(Optional(TEXT)), "a", ["b", None], None),
        ("in", TEXT, ListOf(Optional(TEXT)), "a", ["a", None], True),
        ("in", CONTACT, ListOf(CONTACT), ANN, [{"type": "contact", "id": "1"}], True),
        ("in", MONEY, ListOf(NUMBER), usd(5), [5], True),
        ("in", TEXT, TEXT, "a", "abc", None),
        ("in", TEXT, ListOf(UNKNOWN), "a", [], False),
        ("==", UNKNOWN, NUMBER, 1, 1, True),
        ("==", UNKNOWN, NUMBER, "1", 1, None),
        ("==", TEXT, TEXT, None, "a", None),
        ("!=", TEXT, TEXT, "a", None, None),
        ("in", TEXT, ListOf(TEXT), None, [], None),
        ("<", NUMBER, NUMBER, "x", 1, None),
    ],
)
def test_by_meaning(op: str, left: Type, right: Type, a: object, b: object, truth: bool | None) -> None:
    assert comparer(op, left, right, BERLIN)(a, b) is truth  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("op", "left", "right", "meets"),
    [
        ("==", TEXT, NUMBER, False),
        ("==", Optional(MONEY), NUMBER, True),
        ("==", PERCENT, NUMBER, False),
        ("<", CONTACT, CONTACT, False),
        ("<", BOOLEAN, BOOLEAN, False),
        ("matches", NUMBER, TEXT, False),
        ("in", NUMBER, ListOf(TEXT), False),
        ("in", NUMBER, ListOf(UNKNOWN), True),
        ("contains", ListOf(PERSON), CONTACT, False),
        ("==", UNKNOWN, TEXT, True),
    ],
)
def test_which_types_compare(op: str, left: Type, right: Type, meets: bool) -> None:
    assert comparable(op, left, right) is meets  # type: ignore[arg-type]


def test_by_looks() -> None:
    assert equal(1, Decimal("1")) is True
    assert equal(ANN, {"type": "contact", "id": "1"}) is True
    assert less(date(2026, 1, 1), date(2026, 1, 2)) is True
    assert contains("Acme", "CM") is True
    assert contains([1, 2], 2) is True
    assert starts_with("Acme", "ac") is True
    assert ends_with("Acme", "ac") is False
    assert is_in(3, [1, 2]) is False
    assert compare("==", None, None) is None


def test_ranges_include_both_ends() -> None:
    inside = range_comparer(NUMBER, NUMBER, NUMBER)
    assert [inside(n, 50, 200) for n in (49, 50, 200, 201, None)] == [False, True, True, False, None]
    assert inside(49, 50, None) is False
    assert range_comparer(MONEY, NUMBER, NUMBER)(usd(60), 50, 200) is True


def test_three_values() -> None:
    assert [negate(t) for t in (True, False, None)] == [False, True, None]
    assert all_of([True, None, False]) is False
    assert all_of([True, None]) is None
    assert all_of([]) is True
    assert any_of([False, None, True]) is True
    assert any_of([False, None]) is None
    assert any_of([]) is False


truths = st.sampled_from([True, False, None])


@given(st.lists(truths))
def test_and_is_the_mirror_of_or(many: list[bool | None]) -> None:
    assert negate(all_of(many)) is any_of(negate(one) for one in many)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("+49 (0)30 1234-56", "+4930123456"),
        ("0049 30 123456", "+4930123456"),
        ("030 / 123456", "+4930123456"),
        ("tel:+4930123456", "+4930123456"),
        ("+49 30 123456 ext. 12", "+4930123456"),
        ("none", "none"),
    ],
)
def test_phones_of_germany(written: str, same: str) -> None:
    assert same_phone(written, "DE") == same


def test_phones_of_america() -> None:
    assert {same_phone(n) for n in ("415 555 0100", "1-415-555-0100", "(415) 555.0100 x7", "+1 415 555 0100")} == {
        "+14155550100"
    }
    assert same_phone("011 49 30 123456") == "+4930123456"
    assert same_phone("06 1234567", "IT") == "+39061234567"


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("HTTPS://WWW.Acme.Example:443/Path/?q=%7ea#top", "acme.example/Path?q=~a"),
        ("http://acme.example:8080", "acme.example:8080"),
        ("acme.example", "acme.example"),
        ("https://münchen.example", "xn--mnchen-3ya.example"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("http://[::1", "http://[::1"),
        ("ftp://acme.example/", "ftp://acme.example/"),
        ("", ""),
    ],
)
def test_urls(written: str, same: str) -> None:
    assert same_url(written) == same


@given(st.text())
def test_addresses_are_normal_after_once(text: str) -> None:
    for normal in (same_email, same_url):
        assert normal(normal(text)) == normal(text) or normal is same_url
    phone = same_phone(text)
    assert not phone.startswith("+") or same_phone(phone) == phone


scalars = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.integers(-5, 5),
    st.decimals(-5, 5, places=1),
    st.booleans(),
    st.builds(Money, st.decimals(-5, 5, places=0), st.sampled_from(["USD", "EUR"])),
    st.builds(Percent, st.decimals(-5, 5, places=0)),
    st.dates(date(2026, 1, 1), date(2026, 1, 4)),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 4)).map(lambda m: m.replace(tzinfo=UTC)),
    st.times(),
    st.builds(Duration, days=st.integers(-3, 3), seconds=st.integers(-90_000, 90_000)),
    st.lists(st.integers(0, 2), max_size=2),
    st.dictionaries(st.sampled_from(["a", "id", "type"]), st.sampled_from(["x", "y", None]), max_size=3),
)
types = st.sampled_from(
    [
        *(TEXT, NUMBER, MONEY, PERCENT, BOOLEAN, DATE, DATETIME, TIME, DURATION, EMAIL, URL, PHONE, UNKNOWN, PLAN),
        *(CONTACT, Row(()), ListOf(TEXT), ListOf(UNKNOWN), Optional(NUMBER)),
    ]
)
operators = st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "contains", "starts with", "ends with", "matches", "in"])


@given(scalars, scalars)
def test_equality_is_symmetric_and_agrees_with_order(a: object, b: object) -> None:
    assert compare("==", a, b, BERLIN) is compare("==", b, a, BERLIN)
    assert compare("!=", a, b, BERLIN) is negate(compare("==", a, b, BERLIN))
    assert compare("<", a, b, BERLIN) is compare(">", b, a, BERLIN)
    assert compare("<=", a, b, BERLIN) is negate(compare(">", a, b, BERLIN))


@given(scalars)
def test_what_is_there_equals_itself(a: object) -> None:
    assert compare("==", a, a) is (None if a is None else True)


@given(operators, types, types, scalars, scalars)
def test_whatever_stands_there_nothing_raises(op: str, left: Type, right: Type, a: object, b: object) -> None:
    truth = comparer(op, left, right, BERLIN)(a, b)  # type: ignore[arg-type]
    assert truth in (True, False, None)
    if a is None or b is None or not comparable(op, left, right):  # type: ignore[arg-type]
        assert truth is None


@given(st.lists(st.one_of(st.none(), st.text(max_size=3))))
def test_sorting_puts_missing_last(items: list[str | None]) -> None:
    ordered = sorted(items, key=order_key())
    there = [item for item in ordered if item is not None]
    assert ordered == there + [None] * (len(items) - len(there))
    assert all(not less(b, a) for a, b in pairwise(there))


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "a bracket `(` is opened and never closed"),
        ("[a", "a bracket `[` is opened and never closed"),
        ("*a", "nothing before it to repeat"),
        ("(?=a)", "looking ahead or behind"),
        (r"(a)\1", "no special meaning"),
        ("a{2000}", "at most 1000 times"),
        ("a" * 1_001, "longer than 1,000 characters"),
        ("\ud800", "no text"),
    ],
)
def test_bad_patterns_are_told(pattern: str, reason: str) -> None:
    sentence = check_pattern(pattern)
    assert sentence is not None and reason in sentence
    assert matcher(pattern)("a") is None


def test_good_patterns() -> None:
    assert check_pattern(r"^(vp|head) of \w+$") is None
    assert matcher("v.p")("a VIP here") is True
    assert matcher("^vip")("a VIP here") is False
    assert matcher("a")(None) is None


def test_no_pattern_is_slow() -> None:
    evil = matcher("(a+)+$")
    began = clock.perf_counter()
    assert evil("a" * 1_000_000 + "b") is False
    assert clock.perf_counter() - began < 1
