"""A field changed changes that field's line, and no other byte; what cannot stand there is told in a sentence."""

from pathlib import Path

import pytest

from sayso.dsl.blocks import statement_at
from sayso.dsl.parse import parse
from sayso.editor.inspector.changing import changed
from sayso.editor.inspector.forms import form_of
from sayso.editor.inspector.shapes import FormProblem
from tests.editor_forms.flows import FEW, catalog, compiled, of, places

HEAD = (
    'flow "A"\n\non manual with\n  contact: contact\n  deal: deal\nend\n\nuse gmail.send, crm.create_task  # mine\n\n'
)
TAIL = '\n# a comment of mine\nstop   "odd   spaces"\n'


def done(body: str, field: str, source: str, where: str = "0", head: str = HEAD) -> str:
    """The line after a change; everything around it must be the same bytes."""
    text = f"{head}{body}\n{TAIL}"
    after = changed(text, of(text), where, field, source, catalog())
    assert after.startswith(head) and after.endswith(TAIL), after
    return after.removeprefix(head).removesuffix(TAIL).removesuffix("\n")


@pytest.mark.parametrize("file", FEW, ids=lambda file: file.stem)
def test_a_field_left_as_it_is_changes_nothing(file: Path) -> None:
    known = compiled(file)
    for where in places(known):
        for field in form_of(known, catalog(), where).fields:
            if field.source and field.name != "raw":
                after = changed(known.text, known, where, field.name, f" {field.source}", catalog())
                assert parse(after).flow == known.flow, (where, field.name)


@pytest.mark.parametrize("file", FEW, ids=lambda file: file.stem)
def test_no_byte_outside_the_step_changes(file: Path) -> None:
    known = compiled(file)
    assert known.flow is not None
    samples = {"duration": "9 days", "number": "7", "text": '"other words"', "date": "2027-05-06"}
    for where in places(known):
        if not isinstance(where, tuple):
            continue
        span = statement_at(known.flow, where).span
        for field in form_of(known, catalog(), where).fields:
            if field.kind not in samples:
                continue
            try:
                after = changed(known.text, known, where, field.name, samples[field.kind], catalog())
            except FormProblem:
                continue
            rest = known.text[span.end :].partition("\n")[2]
            assert after.startswith(known.text[: span.start]) and after.endswith(rest), (where, field.name)


@pytest.mark.parametrize(
    ("body", "field", "source", "after"),
    [
        ("wait 5 days", "duration", "3 hours", "wait 3 hours"),
        ("wait 5 days  # long", "duration", "1 day", "wait 1 day  # long"),
        ("wait until @deal.closeDate or @today", "moment", "@today + 2 days", "wait until @today + 2 days or @today"),
        ('crm.create_task(title: "Call")', "due", "@today + 1 day",
         'crm.create_task(title: "Call", due: @today + 1 day)'),
        ('crm.create_task(title: "Call", due: @today)', "due", "", 'crm.create_task(title: "Call")'),
        ('crm.create_task("Call", @me, @today)', "assignee", "", 'crm.create_task(title: "Call", due: @today)'),
        ('gmail.send(to: @contact, template: "Intro")', "template", '"Later"',
         'gmail.send(to: @contact, template: "Later")'),
        ('gmail.send(to: @contact, template: "Intro")', "to", "", 'gmail.send(to: todo "to whom?", template: "Intro")'),
        ('gmail.send(to: @contact, template: "Intro")', "approval", "true",
         'gmail.send(to: @contact, template: "Intro") with approval'),
        ('gmail.send(to: @contact, template: "Intro") with approval', "approval.by", "@deal.owner",
         'gmail.send(to: @contact, template: "Intro") with approval by @deal.owner'),
        ('gmail.send(to: @contact, template: "Intro") with approval', "approval", "false",
         'gmail.send(to: @contact, template: "Intro")'),
        ('off gmail.send(to: @contact, template: "Intro")', "template", '"Later"',
         'off gmail.send(to: @contact, template: "Later")'),
        ('hand off to @deal.owner or @me "Look" within 2 days', "person#", "",
         'hand off to @deal.owner "Look" within 2 days'),
        ('hand off to @contact.owner "Look" within 2 days', "person#", "@me",
         'hand off to @contact.owner or @me "Look" within 2 days'),
        ('hand off to @me "Hi @contact.firstName" within 2 days', "message#0", '"there"',
         'hand off to @me "Hi {@contact.firstName or "there"}" within 2 days'),
        ('hand off to @me "Hi {@contact.firstName or "there"}" within 2 days', "message#0", "",
         'hand off to @me "Hi {@contact.firstName}" within 2 days'),
        ("if @deal.value > $10k\n  stop\nend", "condition", "@deal.value > $20k", "if @deal.value > $20k\n  stop\nend"),
        ('stop "no"', "reason", "", "stop"),
        ('crm.update(@deal, nextStep: "Call")', "nextStep", "", "crm.update(record: @deal)"),
        ("crm.update(@deal)", "stage", '"Nurture"', 'crm.update(@deal, stage: "Nurture")'),
        ("email.replied", "raw", "wait 1 day", "wait 1 day"),
    ],
)  # fmt: skip
def test_changes(body: str, field: str, source: str, after: str) -> None:
    assert done(body, field, source) == after


def test_a_loop_keeps_what_is_inside() -> None:
    body = "for each @one in [@contact] at most 20\n    wait   5 days # odd\nend"
    assert done(body, "at_most", "30") == body.replace("20", "30")
    assert done(body, "again", "once") == body.replace("at most 20", "at most 20 once")
    assert done(body, "at_most", "") == body.replace(" at most 20", "")


def test_another_event_has_another_condition() -> None:
    body = "wait for email.replied where @email.from == @contact.email at most 7 days\nend"
    assert done(body, "event", "meeting.ended") == "wait for meeting.ended at most 7 days\nend"


@pytest.mark.parametrize(
    ("body", "field", "source", "sentence"),
    [
        ("wait 5 days", "duration", "soon", "This needs a length of time, such as 5 days; “soon” isn't one."),
        ('crm.create_task(title: "Call")', "due", "soon", "This needs a date; “soon” isn't one."),
        ('crm.create_task(title: "Call")', "due", '"soon"', "This needs a date; “soon” isn't one."),
        ("for each @one in [@contact] at most 20\nend", "at_most", "many",
         "This needs a whole number; “many” isn't one."),
        ("wait 5 days", "duration", "", "This cannot be left empty."),
        ('hand off to @me "Look" within 2 days', "person", '"Ann"', "This needs a person; “Ann” isn't one."),
        ('hand off to @me "Look" within 2 days', "within", "@deal.closeDate",
         "This needs a length of time, such as 5 days; “@deal.closeDate” isn't one."),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_told(body: str, field: str, source: str, sentence: str) -> None:
    with pytest.raises(FormProblem) as problem:
        done(body, field, source)
    assert problem.value.sentence == sentence


def test_a_date_in_quotes_loses_them() -> None:
    after = done('crm.create_task(title: "Call")', "due", '"2027-03-01"')
    assert after == 'crm.create_task(title: "Call", due: 2027-03-01)'


# ---------------------------------------------------------------------- above the body

FLOW = """flow "A"
goal "old"

on schedule every weekday at 09:00

use crm.find_deals, crm.add_tags
limit 50 credits per run

stop   # mine
"""


@pytest.mark.parametrize(
    ("where", "field", "source", "line"),
    [
        ("trigger:0", "unit", "month", "on schedule every month at 09:00"),
        ("trigger:0", "at", "8:30, 16:00", "on schedule every weekday at 08:30, 16:00"),
        ("trigger:0", "zone", '"Europe/Berlin"', 'on schedule every weekday at 09:00 in "Europe/Berlin"'),
        ("trigger:0", "kind", "event", "on contact.created"),
        ("trigger:0", "kind", "form", 'on form "Not named yet"'),
        ("rules", "limit:0", "60 credits per run", "limit 60 credits per run"),
        ("rules", "limit:+", "100 runs per day", "limit 100 runs per day"),
        ("rules", "use:crm.add_tags.quota", "20 per day", "use crm.add_tags at most 20 per day"),
        ("rules", "use:crm.add_tags.approval", "true", "use crm.add_tags with approval"),
        ("rules", "memory:+", "seen: list of text", "  seen: list of text"),
        (None, "goal", '"new"', 'goal "new"'),
        (None, "name", '"B"', 'flow "B"'),
    ],
)  # fmt: skip
def test_the_header_changes(where: str | None, field: str, source: str, line: str) -> None:
    after = changed(FLOW, of(FLOW), where, field, source, catalog())
    assert line in after.split("\n"), after
    assert after.endswith("stop   # mine\n")
    assert not parse(after).diagnostics


def test_a_tool_among_others_gets_a_line_of_its_own() -> None:
    after = changed(FLOW, of(FLOW), "rules", "use:crm.add_tags.quota", "20 per day", catalog())
    assert "use crm.find_deals\n" in after and "use crm.add_tags at most 20 per day\n" in after


def test_inputs_are_added_changed_and_taken_away() -> None:
    text = 'flow "A"\n\non manual\n\nstop\n'
    text = changed(text, of(text), "trigger:0", "input:+", "plan: text?", catalog())
    text = changed(text, of(text), "trigger:0", "input:+", "size: number", catalog())
    assert "on manual with\n  plan: text?\n  size: number\nend\n" in text
    text = changed(text, of(text), "trigger:0", "input:0", "", catalog())
    assert "on manual with\n  size: number\nend\n" in text


def test_a_schedule_that_cannot_be_is_refused() -> None:
    with pytest.raises(FormProblem):
        changed(FLOW, of(FLOW), "trigger:0", "at", "25:00", catalog())


def test_a_text_that_moved_on_is_not_changed() -> None:
    with pytest.raises(FormProblem):
        changed(FLOW + "\n", of(FLOW), "rules", "limit:0", "1 credits per run", catalog())
