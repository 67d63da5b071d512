"""The proven worst case: counts, credits, steps, time, days, and what a flow allows itself."""

import pytest

from sayso.compiler import bounds
from sayso.compiler.bounds import arithmetic, words
from sayso.compiler.bounds.words import at_most_words
from sayso.compiler.samples import sample
from sayso.dsl.calendar import Duration
from sayso.dsl.catalog import Contract, Policy
from sayso.dsl.diagnostics import Rule
from tests.compiler.checking import bounded, catalog_with, chunks_hold, found, mended, samples_hold, told

SCHEDULE = 'schedule every weekday at 09:00 in "Europe/Berlin"'
NOTE = 'people.notify(@me, "x")'


def notes(body: str, on: str = "manual") -> int:
    """How many notifications a run sends at most."""
    count = bounded(sample(body, on)).tools.get("people.notify")
    return count.per_run if count is not None else 0


@pytest.mark.parametrize("rule", bounds.RULES, ids=lambda rule: rule.slug)
def test_samples(rule: Rule) -> None:
    assert samples_hold(bounds.check, rule)


@pytest.mark.parametrize(
    ("body", "most"),
    [
        (NOTE, 1),
        (f"{NOTE}\n{NOTE}", 2),
        (f"off {NOTE}", 0),
        (f"repeat at most 5 times\n  {NOTE}\nend", 5),
        (f"repeat at most 5 times until @now > 2030-01-01\n  {NOTE}\notherwise\n  {NOTE}\nend", 6),
        (f"repeat at most 3 times\n  repeat at most 4 times\n    {NOTE}\n  end\nend", 12),
        (f"for each @n in [1, 2, 3] at most 20\n  {NOTE}\nend", 3),
        (f"for each @n in [1, 2, 3] at most 2\n  {NOTE}\nend", 2),
        (f"for each @n in [1, 2, 3]\n  {NOTE}\nend", 3),
        (f"let @l = [1, 2, 3]\nfor each @n in first 2 of @l\n  {NOTE}\nend", 2),
        (f"if @now > 2030-01-01\n  {NOTE}\n  {NOTE}\notherwise\n  {NOTE}\nend", 2),
        (f'if @now > 2030-01-01\n  {NOTE}\n  stop "a"\nend\n{NOTE}', 1),
        (f"if @now > 2030-01-01\n  {NOTE}\nend\n{NOTE}", 2),
        (f"try\n  {NOTE}\non error @error\n  {NOTE}\nend", 2),
        (f"try\n  wait 1 day\non error @error\n  {NOTE}\nend", 0),
        (f"wait for email.replied at most 2 days\n  {NOTE}\n  {NOTE}\notherwise\n  {NOTE}\nend", 2),
        (f"sequence\n  {NOTE}\n  wait 1 day\n  {NOTE}\nunless email.replied\n  {NOTE}\nend", 2),
        (f"sequence\n  {NOTE}\n  wait 1 day\nunless email.replied\n  {NOTE}\nend", 2),
        (f'stop "a"\n{NOTE}', 0),
        (f'for each @n in [1, 2]\n  {NOTE}\n  skip "a"\n  {NOTE}\nend', 2),
        (f'stage "Kick-off" at @today + 3 days\n  {NOTE}\nend', 1),
        (f"for each @n in [1, 2] collect @kept\n  keep @n\nend\nfor each @k in @kept\n  {NOTE}\nend", 2),
    ],
)
def test_most_calls_per_run(body: str, most: int) -> None:
    assert notes(body) == most


def test_branches_take_the_greater_side_of_each_tool_and_of_all_credits() -> None:
    body = (
        'if @now > 2030-01-01\n  let @a = web.search("x")\n  let @b = web.search("x")\notherwise\n'
        '  let @c = ai.write("x")\nend'
    )
    proven = bounded(sample(body))
    assert proven.tools["web.search"].per_run == 2 and proven.tools["ai.write"].per_run == 1
    assert proven.credits_per_run == 2


LOOP = """let @found = crm.find_contacts()
for each @contact in @found at most 20 once
  let @news = web.search("x")
  email.send(to: @contact, subject: "a", text: "b")
  wait 5 days
  crm.add_tags(@contact, ["done"])
end"""


def test_the_at_most_line() -> None:
    said = words(bounded(sample(LOOP, SCHEDULE)))
    assert said == (
        "Never more than 20 emails a day and 100 a week; 20 credits a day; each contact takes up to 5 days."
    )


def test_several_kinds_are_told_by_the_day_and_what_reaches_people_comes_first() -> None:
    body = LOOP.replace("  wait 5 days", '  linkedin.invite(to: @contact, note: "Hi")\n  wait 30 hours')
    assert words(bounded(sample(body, SCHEDULE))) == (
        "Never more than 20 emails and 20 invitations a day; 20 credits a day; each contact takes up to 1 day 6 hours."
    )


def test_what_is_left_out_is_counted() -> None:
    body = (
        'crm.create_task(title: "a", assignee: @me)\npeople.notify(@me, "a")\n'
        'slack.send_message(channel: "#a", text: "a")\ncrm.create_contact(email: "ann@acme.example")'
    )
    assert words(bounded(sample(body))) == (
        "Never more than 100 tasks, 100 notifications and 100 Slack messages a day, and 1 more kind of change."
    )


def test_the_workspace_caps_what_reaches_people_a_day() -> None:
    text = sample("\n".join(['email.send(to: "ann@acme.example", subject: "a", text: "b")'] * 3), "contact.created")
    count = bounded(text).tools["email.send"]
    assert (count.per_run, count.per_day, count.per_week) == (3, 100, 700)
    assert words(bounded(text)) == "Never more than 100 emails a day and 700 a week."
    few = bounded(text, catalog_with(Policy(emails_per_day=2)))
    assert few.tools["email.send"].per_day == 2
    assert few.makes == ("1 day for the workspace's limit of emails a day",)


def test_two_ways_to_email_are_one_kind_under_one_cap() -> None:
    mail = '(to: "ann@acme.example", subject: "a", text: "b")'
    assert words(bounded(sample(f"email.send{mail}\ngmail.send{mail}", "contact.created"))) == (
        "Never more than 100 emails a day and 700 a week."
    )


def test_the_cap_is_of_each_flow_so_a_called_one_is_not_under_it() -> None:
    contract = Contract("P", (), None, calls=(("email.send", 3),))
    proven = bounded(sample('run flow "P"'), catalog_with(flows={"P": contract}))
    assert proven.tools["email.send"].per_day == 300


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (Duration(months=3, days=25, seconds=42 * 3_600), "3 months 27 days"),
        (Duration(days=9, seconds=28 * 3_600), "10 days 4 hours"),
        (Duration(days=100), "100 days"),
        (Duration(days=2, business_days=5), "9 days"),
        (Duration(days=400), "1 year 2 months"),
        (Duration(months=1, days=60), "3 months 4 days"),
        (Duration(seconds=600), "10 minutes"),
        (Duration(days=1, seconds=4_000), "1 day 2 hours"),
    ],
)
def test_a_length_has_at_most_two_units_and_is_never_too_short(length: Duration, said: str) -> None:
    assert at_most_words(length) == said


def test_the_arithmetic_is_shown() -> None:
    lines = arithmetic(bounded(sample(LOOP, SCHEDULE)))
    assert "`email.send`: 20 contacts × 1 email = 20 per run; up to 20 a day and 100 a week" in lines
    assert "Credits: 20 contacts × 1 credit = 20 per run" in lines
    assert "Time: 5 days waiting" in lines


def test_lanes_that_wait_are_counted_side_by_side_or_one_at_a_time() -> None:
    assert bounded(sample(LOOP)).lanes == 20
    assert bounded(sample(LOOP.replace("once", "once one at a time"))).lanes == 1


def test_one_at_a_time_adds_up_the_time() -> None:
    assert bounded(sample(LOOP)).takes == "5 days"
    assert bounded(sample(LOOP.replace("once", "once one at a time"))).takes == "100 days"


def test_a_fixed_wait_moves_the_calls_of_a_run_but_does_not_pile_them_up() -> None:
    assert bounded(sample(LOOP, SCHEDULE)).tools["crm.add_tags"].per_day == 20


def test_a_wait_of_unknown_length_lets_several_runs_meet_on_one_day() -> None:
    body = 'wait for email.replied at most 3 days\n  people.notify(@me, "x")\nend'
    count = bounded(sample(body, "schedule every day at 09:00")).tools["people.notify"]
    assert (count.per_run, count.per_day, count.per_week) == (1, 4, 10)


def test_the_line_tells_what_waits_that_end_together_may_do() -> None:
    text = sample(LOOP, SCHEDULE).replace('"b")', '"b") with approval by @me within 3 days', 1)
    assert words(bounded(text)).startswith("Never more than 20 emails a run and 80 on one day;")
    capped = text.replace("email.send, ", "").replace("use ", "use email.send at most 20 per day\nuse ")
    assert words(bounded(capped)).startswith("Never more than 20 emails a day and 140 a week;")


def test_a_quota_caps_the_day_and_the_week() -> None:
    text = sample(LOOP, SCHEDULE).replace("email.send, ", "").replace("use ", "use email.send at most 5 per day\nuse ")
    count = bounded(text).tools["email.send"]
    assert (count.per_run, count.per_day, count.per_week) == (20, 5, 35)


def test_a_quota_that_makes_a_run_wait_is_a_warning_with_its_days() -> None:
    text = sample(f"repeat at most 50 times\n  {NOTE}\nend").replace(
        "people.notify\n", "people.notify at most 20 per day\n", 1
    )
    [finding] = found(bounds.check, text)
    assert (finding.slug, finding.severity) == ("quota-makes-wait", "warning")
    assert finding.sentence.endswith("at 20 per day that takes 3 days.")
    assert bounded(text).takes == "2 days"


def test_a_schedule_may_fill_a_quota_but_not_outrun_it() -> None:
    def text(quota: str) -> str:
        body = sample(f"repeat at most 10 times\n  {NOTE}\nend", "schedule every day at 09:00")
        return body.replace("people.notify\n", f"people.notify at most {quota}\n", 1)

    assert told(bounds.check, text("10 per day")) == []
    assert told(bounds.check, text("70 per week")) == []
    assert told(bounds.check, text("9 per day")) == [("schedule-outruns-quota", "people.notify")]


def test_a_rare_schedule_may_take_days_for_its_quota() -> None:
    text = sample(f"repeat at most 50 times\n  {NOTE}\nend", "schedule every month on day 1")
    text = text.replace("people.notify\n", "people.notify at most 20 per day\n", 1)
    assert [slug for slug, _ in told(bounds.check, text)] == ["quota-makes-wait"]


def test_a_loop_needs_an_at_most_and_the_fix_gives_one() -> None:
    text = sample('let @found = crm.find_contacts()\nfor each @contact in @found\n  crm.add_tags(@contact, ["a"])\nend')
    assert told(bounds.check, text) == [("loop-needs-at-most", "@found")]
    better = mended(bounds.check, text)
    assert "in @found at most 20\n" in better and found(bounds.check, better) == []


def test_a_tool_that_gives_few_needs_no_at_most() -> None:
    text = sample('let @news = web.search("x")\nfor each @one in @news\n  people.notify(@me, "{@one.title}")\nend')
    assert found(bounds.check, text) == [] and bounded(text).tools["people.notify"].per_run == 5


def test_credits_per_run_are_hard_and_the_sentence_shows_the_arithmetic() -> None:
    text = sample(LOOP).replace("let @found", "limit 15 credits per run\n\nlet @found", 1)
    [finding] = found(bounds.check, text)
    assert finding.sentence == "A run may use 20 credits (20 contacts × 1 credit); you allowed 15 per run."
    assert text[finding.span.start : finding.span.end] == "web.search"
    assert found(bounds.check, mended(bounds.check, text)) == []


def test_the_plan_is_hard_too() -> None:
    assert told(bounds.check, sample(LOOP), catalog_with(Policy(credits_per_run=20))) == []
    assert told(bounds.check, sample(LOOP), catalog_with(Policy(credits_per_run=19))) == [
        ("more-credits-than-allowed", "web.search")
    ]


def test_called_flows_count() -> None:
    contract = Contract("P", (), None, calls=(("email.send", 3),), credits=2, steps=7, longest=86_400)
    catalog = catalog_with(flows={"P": contract})
    proven = bounded(sample('repeat at most 4 times\n  run flow "P"\nend'), catalog)
    assert proven.tools["email.send"].per_run == 12
    assert (proven.credits_per_run, proven.steps) == (8, 4 * 8 + 1)
    assert proven.tools["email.send"].arithmetic == '4 turns × 1 run of "P" × 3 emails = 12'
    assert proven.takes == "4 days"


def test_runs_per_day_come_from_schedules_limits_and_the_workspace() -> None:
    assert bounded(sample(NOTE, SCHEDULE)).runs_per_day == 1
    assert bounded(sample(NOTE, SCHEDULE)).runs_per_week == 5
    assert bounded(sample(NOTE, "contact.created")).runs_per_day == 100
    limited = sample(NOTE, "contact.created").replace("people.notify(", "limit 7 runs per day\n\npeople.notify(", 1)
    assert bounded(limited).runs_per_day == 7
    assert bounded(sample(NOTE), catalog_with(Policy(runs_per_day=3))).runs_per_day == 3


def test_waits_and_answers_add_up() -> None:
    body = (
        'ask @me "Go?" as @go: boolean within 2 days otherwise false\nwait 3 hours\n'
        'wait until @today + 1 day at most 10 days\nhand off to @me "x" within 1 day'
    )
    proven = bounded(sample(body))
    assert proven.takes == "13 days 3 hours"
    assert proven.makes == (
        "2 days for an answer",
        "3 hours waiting",
        "10 days waiting for a date",
        "1 day for a hand-off",
    )


def test_business_days_may_hold_a_weekend() -> None:
    assert bounded(sample("wait 5 business days")).longest >= 7 * 86_400


def test_an_approval_waits_a_week_unless_it_says() -> None:
    assert bounded(sample(f"{NOTE} with approval")).takes == "7 days"
    assert bounded(sample(f"{NOTE} with approval by @me within 2 days")).takes == "2 days"


def test_steps_count_statements() -> None:
    assert bounded(sample(f"repeat at most 5 times\n  {NOTE}\n  wait 1 day\nend")).steps == 11


def test_a_flow_that_changes_nothing_says_so() -> None:
    assert words(bounded(sample('let @news = web.search("x")'))).startswith("It changes nothing; 100 credits a day")


def test_a_flow_nothing_starts_has_no_daily_numbers() -> None:
    count = bounded('flow "A"\n\nuse people.notify\n\npeople.notify(@me, "x")\n').tools["people.notify"]
    assert (count.per_run, count.per_day, count.per_week) == (1, None, None)


def test_every_chunk_gets_its_findings() -> None:
    assert chunks_hold(bounds.check, bounds.RULES, "bounds.flow") == []
