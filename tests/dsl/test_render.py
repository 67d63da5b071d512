"""How numbers read inside a text."""

from decimal import Decimal

import pytest

from sayso.dsl.functions import FUNCTIONS
from sayso.dsl.functions.shape import Setting, ready
from sayso.dsl.render import number_words
from sayso.dsl.types import NUMBER
from sayso.dsl.values import CONTEXT

THIRD = CONTEXT.divide(Decimal(1), Decimal(3))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (THIRD, "0.333333"),
        (Decimal("2.5"), "2.5"),
        (Decimal("0.0000005"), "0"),
        (Decimal("-0.0000001"), "0"),
        (Decimal("1.9999999"), "2"),
        (Decimal("12345678901234567890123.45678"), "12345678901234567890123.45678"),
        (7, "7"),
    ],
)
def test_a_text_shows_at_most_six_decimals(number: Decimal | int, said: str) -> None:
    assert number_words(number) == said


def test_format_groups_what_a_text_would_show() -> None:
    shown = ready(FUNCTIONS["format"], [NUMBER], Setting())
    assert shown(Decimal("-1234.5") + THIRD) == "-1,234.166667"
    assert shown(Decimal("-0.5")) == "-0.5"
    assert shown(1_250_000) == "1,250,000"
