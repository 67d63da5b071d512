"""The words of comparisons, the other way round: "is at least" is `>=`; "is not before" a `<` that does not hold."""

from sayso.copilot.readback_words import AGES, COMPARISONS, DATES, PLURALS


def backwards(words: dict[str, str]) -> dict[str, str]:
    """What each of the words stands for; the empty ones last."""
    return {said: sign for sign, said in sorted(words.items(), key=lambda one: -len(one[1]))}


def _compared() -> list[tuple[str, tuple[str, bool]]]:
    found: dict[str, tuple[str, bool]] = {}
    for table in (COMPARISONS, DATES):
        for operator, (yes, _) in table.items():
            found.setdefault(yes, (operator, True))
    for table in (COMPARISONS, DATES):
        for operator, (_, no) in table.items():
            found.setdefault(no, (operator, False))
    return sorted(found.items(), key=lambda one: -len(one[0]))


COMPARED = _compared()
"""The words of every comparison, longest first, with its sign and whether it holds."""

AGO = backwards(AGES)
"""Before "5 days ago"."""

_SINGULAR = {several: one for one, several in PLURALS.items()}


def singular_rest(rest: str) -> str:
    """What is said of several, as it is said of one: "contain "x"" as "contains "x""."""
    return next((one + rest.removeprefix(many) for many, one in _SINGULAR.items() if rest.startswith(many)), rest)
