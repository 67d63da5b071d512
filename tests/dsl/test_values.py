"""Values, arithmetic, the JSON codec and how values read in a text."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.dsl.arithmetic import SIGNS, add, divide, multiply, negate, result_type, subtract
from sayso.dsl.compare import type_of_value
from sayso.dsl.render import render
from sayso.dsl.types import DATE, DURATION, MONEY, NUMBER, TEXT, UNKNOWN, ListOf, Optional, RecordOf, Row, Scalar
from sayso.dsl.values import Duration, Filter, Money, Percent, as_number, kind_of
from sayso.dsl.values_json import CodecProblem, from_json, to_json

BERLIN = ZoneInfo("Europe/Berlin")
D = Decimal


def usd(amount: str) -> Money:
    return Money(D(amount), "USD")


@pytest.mark.parametrize(
    ("sign", "a", "b", "result"),
    [
        ("+", 1, 2, 3),
        ("+", 1, D("0.5"), D("1.5")),
        ("+", D("0.1"), D("0.2"), D("0.3")),
        ("+", D("0.5"), D("0.5"), 1),
        ("/", 6, 3, 2),
        ("/", 1, 3, D("0.3333333333333333333333333333")),
        ("/", 1, 0, None),
        ("/", 0, 0, None),
        ("*", 10**14, 10**14, None),
        ("*", 10**13, 10**14, D(10**27)),
        ("+", usd("1.50"), usd("2.50"), usd("4.00")),
        ("+", usd("1"), Money(D(1), "EUR"), None),
        ("-", usd("10"), 3, usd("7")),
        ("*", usd("10"), 3, usd("30")),
        ("*", 3, usd("10"), usd("30")),
        ("*", usd("50"), Percent(D(10)), usd("5")),
        ("/", usd("10"), usd("4"), D("2.5")),
        ("/", usd("10"), 0, None),
        ("/", usd("10"), Money(D(1), "EUR"), None),
        ("+", Percent(D(10)), Percent(D(5)), Percent(D(15))),
        ("*", 200, Percent(D(10)), 20),
        ("*", Duration(days=2), 3, Duration(days=6)),
        ("+", Duration(days=2), Duration(seconds=60), Duration(days=2, seconds=60)),
        ("+", date(2026, 1, 31), Duration(months=1), date(2026, 2, 28)),
        ("-", date(2026, 3, 8), date(2026, 3, 1), Duration(days=7)),
        ("-", date(2026, 3, 1), Duration(days=1), date(2026, 2, 28)),
        ("+", "a", "b", "ab"),
        ("+", "a", 1, None),
        ("+", True, 1, None),
        ("+", None, 1, None),
        ("*", 2, None, None),
        ("+", date(9999, 12, 31), Duration(days=1), None),
        ("*", Duration(days=1), D(10) ** 20, None),
    ],
)
def test_arithmetic(sign: str, a: object, b: object, result: object) -> None:
    found = SIGNS[sign](a, b, UTC)  # type: ignore[index]
    assert found == result
    assert type(found) is type(result)


def test_days_after_a_moment_follow_the_zone() -> None:
    moment = datetime(2026, 3, 28, 8, tzinfo=UTC)
    assert add(moment, Duration(days=1), BERLIN) == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert subtract(datetime(2026, 3, 29, 7, tzinfo=UTC), Duration(days=1), BERLIN) == moment


def test_types_of_arithmetic() -> None:
    assert result_type("*", MONEY, NUMBER) == MONEY
    assert result_type("/", MONEY, MONEY) == NUMBER
    assert result_type("-", DATE, DATE) == DURATION
    assert result_type("+", Optional(NUMBER), NUMBER) == Optional(NUMBER)
    assert result_type("+", Scalar("email"), TEXT) == TEXT
    assert result_type("+", UNKNOWN, TEXT) == UNKNOWN
    assert result_type("+", TEXT, NUMBER) is None
    assert result_type("/", NUMBER, MONEY) is None


def test_negation() -> None:
    assert negate(5) == -5
    assert negate(usd("2")) == usd("-2")
    assert negate(Duration(days=1)) == Duration(days=-1)
    assert negate("a") is None
    assert negate(None) is None


def test_texts_stop_growing() -> None:
    text = add("a" * 999_999, "bcd")
    assert isinstance(text, str) and len(text) == 1_000_000 and text.endswith("ab")


numbers = st.one_of(
    st.integers(-(10**14), 10**14),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20).map(
        lambda value: as_number(value)
    ),
)
texts = st.text(st.characters(codec="utf-8"), max_size=20)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)).map(lambda m: m.replace(tzinfo=UTC))
durations = st.builds(Duration, *(st.integers(-(10**4), 10**4) for _ in range(4)))
filters = st.builds(
    Filter,
    texts,
    st.just(("it", "contact")),
    st.dictionaries(texts, numbers, max_size=2),
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    texts,
    numbers,
    st.builds(Money, st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["USD", "EUR", "CHF"])),
    st.builds(Percent, st.decimals(-100, 100, places=1)),
    st.dates(),
    st.times(),
    moments,
    durations,
)
keys = st.one_of(texts, st.sampled_from(["$money", "$row", "type", "id", "$x"]))
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)


def shape(value: object) -> object:
    """The value with the type of each part, so that 1 and true differ."""
    match value:
        case list():
            return [shape(item) for item in value]
        case dict():
            return {key: shape(item) for key, item in value.items()}
        case Decimal():
            return ("number", str(value))
    return (kind_of(value), value)


@given(values | filters)
def test_json_loses_nothing(value: object) -> None:
    kept = to_json(value)
    assert shape(from_json(kept)) == shape(value)
    assert to_json(from_json(kept)) == kept


@given(scalars, scalars, st.sampled_from(["+", "-", "*", "/"]))
def test_arithmetic_never_raises_and_keeps_its_type(a: object, b: object, sign: str) -> None:
    found = SIGNS[sign](a, b, BERLIN)  # type: ignore[index]
    assert not isinstance(found, float)
    if a is not None and b is not None and found is not None:
        assert type_of_value(found) == result_type(sign, type_of_value(a), type_of_value(b))  # type: ignore[arg-type]


@given(numbers, numbers)
def test_sums_turn_around(a: object, b: object) -> None:
    assert add(a, b) == add(b, a)
    assert multiply(a, b) == multiply(b, a)
    assert subtract(a, b) == add(a, negate(b))


def test_json_is_readable() -> None:
    row = {"amount": Money(D("12.50"), "EUR"), "share": Percent(D(10)), "day": date(2026, 3, 1), "n": D("1.5")}
    assert to_json(row) == (
        b'{"amount":{"$money":"12.50","currency":"EUR"},"share":{"$percent":"10"},'
        b'"day":{"$date":"2026-03-01"},"n":{"$number":"1.5"}}'
    )
    assert to_json(Duration(days=2)) == b'{"$duration":{"days":2}}'


@pytest.mark.parametrize(
    "data",
    [
        b"{", b"1.5", b'{"$number":"x"}', b'{"$number":1}', b'{"$money":"1"}', b'{"$date":"2026-02-30"}',
        b'{"$what":1}',
        b'{"$row":[]}', b'{"$filter":{"node":"Nothing"},"element":[],"values":{}}', b"[" * 100_000, b"\xff",
        b'{"$number":"NaN"}', b'{"$money":"Infinity","currency":"USD"}', b'{"$duration":{"days":"x"}}',
    ],
)  # fmt: skip
def test_json_refuses_what_it_would_not_write(data: bytes) -> None:
    with pytest.raises(CodecProblem):
        from_json(data)


def test_json_refuses_what_is_no_value() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    for value in (1.5, object(), {"a": {1, 2}}, deep, 10**40, "\ud800", {1: 2}):
        with pytest.raises(CodecProblem):
            to_json(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("Ann", "Ann"),
        (True, "yes"),
        (False, "no"),
        (1000, "1000"),
        (D("1250.50"), "1250.5"),
        (D("1E+20"), "100000000000000000000"),
        (D("-0.00"), "0"),
        (usd("50000"), "$50,000"),
        (usd("-50000"), "-$50,000"),
        (Money(D("1250.5"), "EUR"), "€1,250.50"),
        (Money(D(120), "CHF"), "CHF 120"),
        (Money(D("120.4"), "JPY"), "¥120"),
        (Money(D("0.005"), "USD"), "$0"),
        (Percent(D("12.50")), "12.5%"),
        (date(2026, 3, 1), "1 March 2026"),
        (time(9), "09:00"),
        (datetime(2026, 3, 1, 8, tzinfo=UTC), "1 March 2026 09:00"),
        (Duration(days=5), "5 days"),
        ([], ""),
        (["a"], "a"),
        (["a", None, "b", 3], "a, b and 3"),
        ({"type": "contact", "id": "c1", "fullName": "Ann Smith"}, "Ann Smith"),
        ({"type": "contact", "id": "c1"}, "c1"),
        ({"type": "deal", "id": "d1", "name": "Big"}, "Big"),
        ({"name": "Ann", "age": 5, "note": None}, "name: Ann, age: 5"),
    ],
)
def test_how_values_read(value: object, text: str | None) -> None:
    assert render(value, UNKNOWN, BERLIN, {"contact": "fullName"}) == text


def test_a_record_may_take_its_kind_from_the_type() -> None:
    assert render({"fullName": "Ann"}, RecordOf("contact"), BERLIN, {"contact": "fullName"}) == "Ann"
    assert render([{"fullName": "Ann"}], ListOf(RecordOf("contact")), BERLIN, {"contact": "fullName"}) == "Ann"
    assert render({"fullName": "Ann"}, Row(()), BERLIN) == "fullName: Ann"


@given(values)
def test_everything_but_missing_reads(value: object) -> None:
    text = render(value, UNKNOWN, BERLIN)
    assert isinstance(text, str) or value is None or isinstance(value, dict)


def test_numbers_have_bounds() -> None:
    assert as_number(D("2.00")) == 2 and type(as_number(D("2.00"))) is int
    assert as_number(D("1E+999999")) is None
    assert as_number(D("NaN")) is None
    assert as_number(10**40) is None
    assert divide(D("1E27"), D("0.001")) is None
