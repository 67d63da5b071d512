"""The request said back: every stretch of it, and what it became."""

from sayso.copilot.hearing.hearing import Hearing
from sayso.copilot.hearing.marks import Mark
from sayso.copilot.hearing.meaning import Ask, Unused
from sayso.copilot.proposal import Became, Heard
from sayso.dsl.blocks import Address
from sayso.dsl.statements import Line

What = tuple[Became, Address | None, int | None]


NOT_USED: What = ("not used", None, None)


def heard_of(
    heard: Hearing,
    asks: list[Ask],
    unused: list[Unused],
    marks: list[Mark],
    places: dict[int, Address],
    rules: dict[int, Line],
) -> tuple[Heard, ...]:
    """Stretches that cover the whole request, in order."""
    became: dict[int, What] = {}
    for number, mark in enumerate(marks):
        what: What = ("step", places[number], None) if number in places else ("rule", None, None)
        if number in places or number in rules:
            for place in mark.places:
                became.setdefault(place, what)
    for left in unused:
        for place in left.places:
            became.setdefault(place, ("not used", None, None))
    questions = list(dict.fromkeys(ask.question for ask in asks))
    for ask in asks:
        for place in ask.places:
            if (
                ask.slug in ("no-such-tool", "rules", "dangerous", "unintelligible")
                or place not in became
                or became[place][0] != "step"
            ):
                became[place] = ("question", None, questions.index(ask.question))
    for place in heard.aside:
        became.setdefault(place, ("rule", None, None))
    return _stretches(heard, became)


def _stretches(heard: Hearing, became: dict[int, What]) -> tuple[Heard, ...]:
    """Words of one kind beside each other become one stretch; small words go with what stands before them."""
    request = heard.full or heard.request
    if not request:
        return ()
    runs: list[tuple[int, What]] = []
    for place, word in enumerate(heard.words):
        if place not in became and (word.kind == "mark" or runs):
            continue
        what = became.get(place, NOT_USED)
        if not runs or runs[-1][1] != what:
            runs.append((word.start, what))
    if not runs:
        return (Heard(0, len(request), "not used"),)
    starts = [0, *(start for start, _ in runs[1:])]
    ends = [*starts[1:], len(request)]
    return tuple(Heard(start, end, *what) for start, end, (_, what) in zip(starts, ends, runs, strict=True))
