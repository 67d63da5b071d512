"""Numbers in letters: "seven", "twenty-five", "the third"."""

from sayso.copilot.hearing.lexicon_words import NUMBERS, ORDINALS

_TIMES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}


def spelled_out(word: str) -> str:
    """The digits a word stands for, with "th" behind what is counted off; "" if it is no number."""
    first, dash, rest = word.partition("-")
    if dash and NUMBERS.get(first, 0) in range(20, 100):
        ones = 1 if rest == "one" else NUMBERS.get(rest, 0)
        if 0 < ones < 10:
            return str(NUMBERS[first] + ones)
        return f"{NUMBERS[first] + ORDINALS[rest]}th" if ORDINALS.get(rest, 10) < 10 else ""
    if word in NUMBERS:
        return str(NUMBERS[word])
    return f"{ORDINALS[word]}th" if ORDINALS.get(word, 0) > 4 else ""


def put_together(before: str, word: str) -> str:
    """The digits of two words in a row, "twenty five", "two hundred"; "" where they are not one number."""
    first = 1 if before == "one" else NUMBERS.get(before, 0)
    ones = 1 if word == "one" else NUMBERS.get(word, 0)
    if first in range(20, 100) and 0 < ones < 10:
        return str(first + ones)
    return str(first * _TIMES[word]) if word in _TIMES and first else ""
