"""How far comparisons reach: which of two exclude each other, and which says less than the other."""

import math
import re

from sayso.copilot.hearing.meaning import Test

_AMOUNT = re.compile(r"\$?(-?\d+(?:\.\d+)?)%?")


def apart(one: Test, other: Test) -> bool:
    """Whether no number fulfils both: below 3, and above 20."""
    if one.text or other.text or not all(_AMOUNT.fullmatch(test.value) for test in (one, other)):
        return False
    first, second = _reach(one), _reach(other)
    return first != second and (first[1] <= second[0] or second[1] <= first[0])


def follows(one: Test, other: Test) -> bool:
    """Whether the second holds wherever the first does: over 50, then over 10, as the steps of a ladder."""
    if one.text or other.text or not all(_AMOUNT.fullmatch(test.value) for test in (one, other)):
        return False
    first, second = _reach(one), _reach(other)
    return first != second and second[0] <= first[0] and first[1] <= second[1] and math.inf in (*map(abs, first),)


def _reach(test: Test) -> tuple[float, float]:
    """From where to where a comparison reaches."""
    value = _amount(test.value)
    match test.op:
        case "<" | "<=":
            return -math.inf, value
        case ">" | ">=":
            return value, math.inf
        case "in":
            return value, _amount(test.top)
        case "==":
            return value, value
        case _:
            return -math.inf, math.inf


def _amount(text: str) -> float:
    match = _AMOUNT.fullmatch(text)
    return float(match[1]) if match else math.inf
