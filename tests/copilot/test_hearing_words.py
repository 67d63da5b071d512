"""Letters to words: numbers, money, times, quotes, misspellings; schedules and durations."""

import pytest

from sayso.copilot.hearing.passing import approvals, limits
from sayso.copilot.hearing.spelling import distance, mended
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import DURATION_PATTERN, duration, find_schedule
from sayso.copilot.hearing.vocabulary import WORDS
from sayso.copilot.hearing.words import words_of
from tests.copilot.corpora import TODAY


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("over $50k or 10,000 and 2.5m", "over $50000 or 10000 and 2500000"),
        ("20, tag it", "20 , tag it"),
        ("by 30 percent or 5%", "by 30% or 5%"),
        ("at 9am, 10:30 pm", "at T0900 , T2230"),
        ("3d then 2 wks", "3 days then 2 weeks"),
        ("they've not, it's, didn't", "they have not , it is , did not"),
        ("twelve days w/ Ann", "12 days with / ann"),
        ("-> do it\n- then\n2) that", "-> do it • then • that"),
        ("on 03/11/2027", "on D20271103"),
        ("SEND IT NOW to Bob", "send it now to bob"),
    ],
)
def test_words_have_a_plain_form(said: str, plain: str) -> None:
    assert Line(words_of(said)).norm == plain


def test_quotes_paths_and_channels_are_one_word_each() -> None:
    words = words_of("tag 'hot lead' in #sales for @contact.firstName at https://a.example/x, it's 'let's go' time")
    assert [(word.kind, word.value) for word in words if word.kind not in ("word", "mark")] == [
        ("quote", "hot lead"), ("channel", "#sales"), ("mention", "@contact.firstName"), ("url", "https://a.example/x"),
        ("quote", "let's go"),
    ]  # fmt: skip


def test_words_know_where_they_stood() -> None:
    request = "Don't email  “Ann”, wait 3d."
    assert all(request[word.start : word.end] == word.raw for word in words_of(request))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("contcat", "contact"), ("wiat", "wait"), ("emial", "email"), ("evry", "every"), ("calender", "calendar"),
     ("flanges", "flanges"), ("replies", "replies"), ("unsubscribes", "unsubscribes"), ("temlpate", "template")],
)  # fmt: skip
def test_only_what_is_near_a_known_word_is_mended(typed: str, meant: str) -> None:
    assert mended(words_of(f"please {typed} it"), WORDS)[1].norm == meant


def test_distance_counts_a_swap_once() -> None:
    assert (distance("wiat", "wait", 9), distance("aprove", "approve", 9), distance("abc", "xyz", 2)) == (1, 1, 2)


@pytest.mark.parametrize(
    ("said", "every", "days", "at", "zone"),
    [
        ("every weekday at 9 in the morning", "weekday", (), "09:00", None),
        ("At EOD every weekday", "weekday", (), "17:00", None),
        ("each working day at half past eight London time", "weekday", (), "08:30", "Europe/London"),
        ("every other Monday at 10am", "2 weeks", ("monday",), "10:00", None),
        ("on Tuesdays and Thursdays at 2pm", "week", ("tuesday", "thursday"), "14:00", None),
        ("Friday 4pm, for each rep", "week", ("friday",), "16:00", None),
        ("Weekly review. Monday 9 AM", "week", ("monday",), "09:00", None),
        ("every 15 minutes", "15 minutes", (), None, None),
        ("nightly at 2am", "day", (), "02:00", None),
        ("at 7 each evening", "day", (), "19:00", None),
        ("every day at a quarter past four", "day", (), "16:15", None),
        ("once a quarter", "quarter", (), None, None),
        ("hourly", "hour", (), None, None),
    ],
)  # fmt: skip
def test_schedules(said: str, every: str, days: tuple[str, ...], at: str | None, zone: str | None) -> None:
    when = find_schedule(Line(words_of(said)), TODAY)
    assert when is not None
    assert (when.every, when.days, when.at, when.zone) == (every, days, at, zone)


@pytest.mark.parametrize(
    ("said", "nth", "day", "on"),
    [
        ("on the last Friday of each month", "last", None, None),
        ("first Tuesday of the month", "first", None, None),
        ("on the 15th of every month", None, 15, None),
        ("on the last day of the month", None, -1, None),
        ("on 5 May 2027 at noon", None, None, "2027-05-05"),
        ("on March 3", None, None, "2027-03-03"),
        ("on 2026-12-01", None, None, "2026-12-01"),
    ],
)
def test_days_of_the_month_and_dates(said: str, nth: str | None, day: int | None, on: str | None) -> None:
    when = find_schedule(Line(words_of(said)), TODAY)
    assert when is not None
    assert (when.nth, when.day, when.on.isoformat() if when.on else None) == (nth, day, on)


@pytest.mark.parametrize(
    "said", ["send the monthly update", "move it to Thursday at 3pm", "email them", "by 31 smarch"]
)
def test_what_is_no_schedule(said: str) -> None:
    assert find_schedule(Line(words_of(said)), TODAY) is None


@pytest.mark.parametrize(
    ("said", "length"),
    [("5 days", "5 days"), ("a week", "1 week"), ("another 4 days", "4 days"), ("half an hour", "30 minutes"),
     ("5 business days", "5 business days"), ("a fortnight", "2 weeks"), ("two quarters", "6 months")],
)  # fmt: skip
def test_durations(said: str, length: str) -> None:
    match = DURATION_PATTERN.search(Line(words_of(said)).norm)
    assert match
    assert duration(match).text == length


@pytest.mark.parametrize(
    ("said", "count", "per", "of"),
    [
        ("never send more than 100 emails a day", 100, "day", "email.send"),
        ("at most 25 of them per run", 25, "run", "loop"),
        ("send a LinkedIn invite (no more than 20 per day)", 20, "day", "linkedin.invite"),
        ("for each, up to 30: write", 30, "run", "loop"),
        ("limit it to 10 issues a run", 10, "run", "loop"),
        ("on 20 prospects a day", 20, "day", "loop"),
    ],
)
def test_limits(said: str, count: int, per: str, of: str) -> None:
    (found,) = limits(Line(words_of(said)), set())
    assert (found.count, found.per, found.of) == (count, per, of)


@pytest.mark.parametrize(
    "said", ["deals over 20 a piece", "wait at most 3 days", "companies with at most 50 employees"]
)
def test_what_is_no_limit(said: str) -> None:
    assert limits(Line(words_of(said)), set()) == []


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("send it, but let me approve each email first", "me"),
        ("send the email, which I need to approve first", "I"),
        ("email them after I've approved it", "I've"),
        ("send it once the CSM has approved", "the CSM"),
        ("write an email for my approval before sending", "my"),
        ("write it, but Sasha has to OK it", "Sasha"),
    ],
)
def test_approvals(said: str, who: str) -> None:
    (found,) = approvals(Line(words_of(said)), set(), said)
    assert found.who.startswith(who)


def test_an_approval_may_be_a_step_of_its_own() -> None:
    said = "get Maria's approval. When she approves move the deal"
    assert approvals(Line(words_of(said)), set(), said) == []
