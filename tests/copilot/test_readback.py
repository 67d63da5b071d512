"""The readback says every step in plain English, and says which step it tells of."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from sayso.compiler.facts import Facts
from sayso.copilot.readback import Readback, readback
from sayso.copilot.readback_rules import schedule_sentence
from sayso.copilot.readback_words import FUNCTIONS
from sayso.dsl.blocks import statement_at, statements
from sayso.dsl.catalog import Catalog, Event, Parameter, Tool
from sayso.dsl.flow import Flow, OnSchedule
from sayso.dsl.functions import FUNCTIONS as LIBRARY
from sayso.dsl.parse import parse
from sayso.dsl.types import BOOLEAN, TEXT, ListOf, RecordOf
from tests.dsl import trees

DSL = Path(__file__).parents[1] / "dsl"
INSIDE = ("null", "boolean", "loop variable", "lane", "bound", "effect", "journal")

CATALOG = Catalog(
    tools={
        tool.name: tool
        for tool in (
            Tool("gmail.send", "email {to} the template {template}", "write",
                 (Parameter("to", RecordOf("contact")), Parameter("template", TEXT), Parameter("text", TEXT))),
            Tool("crm.find_contacts", "find contacts", "read", (Parameter("where", BOOLEAN, filter="contact"),)),
            Tool("crm.create_task", 'create the task "{title}"', "write",
                 (Parameter("title", TEXT), Parameter("assignee", TEXT), Parameter("due", TEXT),
                  Parameter("about", RecordOf("*")))),
            Tool("linkedin.check_accepted", "check whether {contact} accepted the invitation", "read",
                 (Parameter("contact", RecordOf("contact")),)),
            Tool("crm.update", "update {record}", "write", (Parameter("record", RecordOf("*")),), keywords_of="record"),
            Tool("crm.add_tags", "add the tags {tags} to {record}", "write",
                 (Parameter("record", RecordOf("*")), Parameter("tags", TEXT))),
            Tool("ai.summarize", "let AI summarise it", "read", (Parameter("text", TEXT),)),
        )
    },
    events={"deal.stage_changed": Event("deal.stage_changed", (), "a deal moves to another stage")},
)  # fmt: skip


def read(body: str, header: str = "on manual\n") -> Flow:
    """A flow with these steps."""
    parsed = parse(f'flow "A"\n\n{header}\n{body}\n')
    assert not parsed.diagnostics, parsed.diagnostics
    assert parsed.flow is not None
    return parsed.flow


def steps(body: str, catalog: Catalog | None = CATALOG, header: str = "on manual\n") -> list[str]:
    """The sentences of the steps, indented."""
    told = readback(read(body, header), None, catalog)
    return ["  " * (one.indent - 1) + one.text for one in told.sentences if one.kind not in ("goal", "trigger")]


def condition(words: str) -> str:
    """An `if` with this condition, without its "If" and colon."""
    return steps(f"if {words}\nend")[0][3:-1]


def test_the_story() -> None:
    flow = parse((DSL / "example_outbound.flow").read_text("utf-8")).flow
    assert flow is not None
    told = readback(flow, None, CATALOG)
    assert [one.text for one in told.sentences] == [
        "Goal: Invite VPs of Sales, email those who accept, hand replies to their owner",
        "Every weekday at 09:00 (Europe/Berlin):",
        'Find contacts whose title contains "VP" and whose company has 50 to 200 employees.',
        "For each contact, at most 20, nobody twice:",
        "Search \"recent news about [contact's company name or the contact's full name]\" (the news).",
        'Invite (LinkedIn) to the contact: "Hi [contact\'s first name or "there"], saw [the title of the first '
        'news item or "you are growing"]!"',
        "Wait 5 days.",
        "Check whether the contact accepted the invitation.",
        "If they accepted:",
        'Email the contact the template "Outbound v2", after you approve (within 3 days).',
        "Wait for a reply by email from the contact, at most 7 days. When it comes:",
        "Hand over to the contact's owner or you: \"[contact's full name] replied: [email's snippet]\", "
        "and wait up to 2 days.",
        "If that does not happen in time:",
        'Add the tag "no-reply" to the contact.',
    ]
    assert [one.text for one in told.rules] == [
        "May send LinkedIn invitations, at most 20 a day.",
        "May send email through Gmail, at most 100 a day, between 08:00 and 18:00, after you approve (within 3 days).",
        "May also find contacts, add tags in the CRM, search the web and look whether LinkedIn invitations were "
        "accepted.",
        "May hand over to people.",
        "Never more than 50 credits in one run and 100 runs a day.",
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('@contact.title contains "VP"', 'the contact\'s title contains "VP"'),
        ("@deal.value > $10k", "the deal's value is more than $10k"),
        ("@deal.value <= 10", "the deal's value is at most 10"),
        ("@contact.company.employees in 50 to 200", "the contact's company has 50 to 200 employees"),
        ("@company.employees > 50", "the company has more than 50 employees"),
        ("not @company.employees > 50", "the company has at most 50 employees"),
        ("@deal.discount is missing", "the deal's discount is empty"),
        ("@deal.discount exists", "the deal's discount is not empty"),
        ('@deal.stage in ["Won", "Lost"]', 'the deal\'s stage is either "Won" or "Lost"'),
        ('@deal.stage not in ["Won", "Lost"]', 'the deal\'s stage is neither "Won" nor "Lost"'),
        ("@deal.value not in 1 to 5", "the deal's value is not between 1 and 5"),
        ('not @x contains "a"', 'the x does not contain "a"'),
        ("@deal.lastActivity < @today - 5 days", "the deal's last activity is more than 5 days ago"),
        ("@deal.closeDate < 2026-03-01", "the deal's close date is before 1 March 2026"),
        ("@deal.closeDate >= @today", "the deal's close date is on or after today"),
        ("@contact.optedOut", "the contact has opted out"),
        ("not @contact.optedOut", "the contact has not opted out"),
        ("@deal.isOpen", "the deal is open"),
        ("@deal.urgent", "the deal is urgent"),
        ("@a == true and not @b", "the a is yes and the b is not yes"),
        ("(@a.b > 1 or @a.c > 2) and @a.d > 3", "either the a's b is more than 1 or the a's c is more than 2, and "
         "the a's d is more than 3"),
        ("@trigger is schedule | webhook \"x\"", 'it began because either it was time or another program sent "x"'),
        ("count(@deals) == 0", "there are no deals"),
        ("count(@deals) > 0", "there are any deals"),
        ("count(@deals) >= 5", "there are at least 5 deals"),
        ("@news[0] exists", "there is any news"),
        ("first(@news) is missing", "there is no news"),
        ("@points >= 70", "points is at least 70"),
        ("@points > (@memory.best or 0)", "the points is more than the remembered best (or 0)"),
        ("@deal.daysSinceActivity >= 5", "the deal's last activity was at least 5 days ago"),
        ('@a.t matches "^vp "', 'the a\'s t matches the pattern "^vp "'),
        ("@trigger is contact.created and @a.b > 1", "it began because a contact was created, and the a's b is more "
         "than 1"),
        ("@a.b > 1 and @a.c > 2 or @a.d > 3", "the a's b is more than 1 and the a's c is more than 2, or the a's d is "
         "more than 3"),
        ('@nps.score > 6', "the NPS score is more than 6"),
        ('contains_any(@a.t, ["x", "y"])', 'the a\'s t contains any of "x" and "y"'),
        ("@deal.owner == @me", "the deal's owner is you"),
    ],
)  # fmt: skip
def test_conditions(written: str, said: str) -> None:
    assert condition(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('gmail.send(to: @contact, template: "Intro")', 'Email the contact the template "Intro".'),
        ('gmail.send(to: @contact, text: "Hi")', 'Email the contact: "Hi".'),
        ('gmail.send(@contact, "Intro") with approval', 'Email the contact the template "Intro", after you approve.'),
        ("gmail.send(to: @c) with approval by @deal.owner", "Email the c, after the deal's owner approves."),
        ('crm.create_task(title: "Call", assignee: @me, due: @today + 1 day)',
         'Create the task "Call" for you, due tomorrow.'),
        ("let @sum = ai.summarize(text: @email.body)", "Let AI summarise the email's body."),
        ("set @memory.lastDigest = @today", "Remember today as the last digest."),
        ('off wait 2 days', "Wait 2 days (switched off)."),
        ('stop "nothing to do"', 'Stop here: "nothing to do".'),
        ("wait until @meeting.startsAt - 1 hour at most 60 days",
         "Wait until 1 hour before the meeting's start, but no longer than 60 days."),
        ("run flow \"P\" with deal: @deal", 'Run the flow "P" with the deal.'),
        ("let @x = first 10 of @deals where @deal.value > 5",
         "Of the deals whose value is more than 5, call the first 10 x."),
        ("keep @a * 2 + 1", "Keep the a times 2 plus 1."),
        ("wait @days * 1 day", "Wait the given number of days."),
        ("wait @delay * 1 day", "Wait the delay in days."),
        ("let @price = @deal.value * (1 - 5 / 100)", "Set price to the deal's value times (1 minus 5 divided by 100)."),
        ("let @x = 10 - (@a - 3)", "Set x to 10 minus (the a minus 3)."),
        ("let @x = (@a or 0) + 1", "Set x to the a (or 0) plus 1."),
        ("let @points = 10", "Set points to 10."),
        ("let @points = @points + 40", "Add 40 to the points."),
        ("let @points = @points + -@penalty", "Take the penalty off the points."),
        ("let @external = @meetings where @it.external sorted by @it.startsAt",
         "Take the external meetings, earliest first, and call them external."),
        ('crm.update(@contact, leadScore: @grade)', "Set the contact's lead score to the grade."),
        ('crm.add_tags(@contact, ["no-reply"])', 'Add the tag "no-reply" to the contact.'),
        ('crm.add_tags(@contact, ["a", "b"])', 'Add the tags "a" and "b" to the contact.'),
        ('crm.create_task(title: "Call", due: @today, about: @deal)',
         'Create the task "Call", due today, about the deal.'),
        ('keep "{clip(@message, 200)} {join(@lines)} {format(@deal.value)}"',
         'Keep "[the first 200 characters of the message] [the lines] [deal\'s value]".'),
        ("keep record(name: @deal.name, known: false)", "Keep a row with name: the deal's name and known: no."),
        ('wait for email.replied since @mail where @email.from == @contact.email at most 1 day\nend',
         "Wait for the contact's reply to that email, at most 1 day. When it comes:"),
        ('ask @me "Go?" as @go: boolean within 2 days otherwise false',
         'Ask you "Go?" (yes or no), and wait up to 2 days; without an answer take no.'),
        ("people.notify(@user.salesRep, \"Hi\")", 'Notify the sales rep: "Hi".'),
        ("remember @contact.id in @memory.seen otherwise skip \"seen before\"",
         'Remember the contact\'s id under seen; if it is there already, leave this one out ("seen before").'),
    ],
)  # fmt: skip
def test_steps(written: str, said: str) -> None:
    assert steps(written)[0] == said


def test_frames() -> None:
    assert steps("repeat at most 5 times until @s == 1\n  skip\notherwise\n  stop\nend") == [
        "Repeat up to 5 times, until the s is 1:",
        "  Leave this one out.",
        "If that never happens:",
        "  Stop here.",
    ]
    assert steps("if @a.b > 1\notherwise if @a.b > 2\n  stop\notherwise\nend") == [
        "If the a's b is more than 1:",
        "Otherwise, if the a's b is more than 2:",
        "  Stop here.",
        "Otherwise:",
    ]
    assert steps("for each @deal in @deals at most 5 once per 90 days one at a time collect @lines\nend")[0] == (
        "For each deal, at most 5, none again within 90 days, one after the other, gathering the lines:"
    )


def test_holes_are_still_to_decide() -> None:
    told = steps('gmail.send(to: @contact, template: todo "which template?")')
    assert told == ["Email the contact the template (still to decide).", "  Still to decide: which template?"]


def test_they_only_when_it_is_clear() -> None:
    loop = "for each @contact in @list at most 5\n  let @accepted = linkedin.check_accepted({})\n  if {}\n  end\nend"
    assert steps(loop.format("@contact", "@accepted"))[2] == "  If they accepted:"
    assert steps(loop.format("@contact", "not @accepted"))[2] == "  If they have not accepted:"
    assert steps(loop.format("@other", "@accepted"))[2] == "  If the accepted is yes:"
    assert "they" not in " ".join(steps(loop.replace("contact in", "deal in").format("@deal", "@accepted")))


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("on manual with\n  customer: customer\nend\n", "When you start it (customer):"),
        ("on deal.stage_changed where @deal.value > $10k\n",
         "When a deal moves to another stage and the deal's value is more than $10k:"),
        ("on contact.created\non schedule every 15 minutes\n", "When a contact is created, or every 15 minutes:"),
        ('on form "Demo" with\n  name: text\n  email: email\nend\n',
         'When somebody fills in the form "Demo" (name and email):'),
        ("on schedule every monday, thursday at 8:30, 16:00\n", "Every Monday and Thursday at 08:30 and 16:00:"),
        ("on schedule every month on last friday\n", "Every month on the last Friday at 09:00:"),
        ("on schedule every year on 03-01\n", "Every year on 1 March at 09:00:"),
        ("on schedule once on 2027-11-03 at 10:00\n", "Once, on 3 November 2027 at 10:00:"),
        ("", "When you start it:"),
    ],
)  # fmt: skip
def test_triggers(header: str, said: str) -> None:
    assert readback(read("skip", header), None, CATALOG).sentences[0].text == said


def test_every_day_of_the_month_has_its_ending() -> None:
    said = [schedule_sentence(OnSchedule("month", day=day)).split()[4] for day in (1, 2, 3, 4, 11, 12, 13, 21, 22, 31)]
    assert said == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "31st"]


@pytest.mark.parametrize("catalog", [None, CATALOG])
@pytest.mark.parametrize("name", ["outbound", "chase", "fragments"])
def test_every_step_is_told_with_its_place(name: str, catalog: Catalog | None) -> None:
    flow = parse((DSL / f"example_{name}.flow").read_text("utf-8")).flow
    assert flow is not None
    told = readback(flow, Facts(flow), catalog)
    check(flow, told)
    ids = Facts(flow).steps
    for one in told.sentences:
        if one.address is not None:
            assert ids[id(statement_at(flow, one.address))] == one.step
    for word in INSIDE:
        assert not re.search(rf"\b{word}\b", told.text)


def check(flow: Flow, told: Readback) -> None:
    """Every statement is told, and each sentence ends like one."""
    assert {one.address for one in told.sentences if one.address is not None} == {
        place for place, _ in statements(flow)
    }
    for one in told.sentences:
        assert one.text[-1:] in '.:!?"…' or one.kind == "goal", one.text
        assert "\n" not in one.text


@settings(max_examples=60)
@given(trees.flows)
def test_any_flow_can_be_told(flow: Flow) -> None:
    check(flow, readback(flow))
    assert readback(flow, None, CATALOG) == readback(flow, None, CATALOG)


def test_every_function_has_its_words() -> None:
    for function in LIBRARY.values():
        required = [one for one in function.parameters if one.required]
        for count in range(len(required), len(function.parameters) + 1):
            assert (function.name, count) in FUNCTIONS


def test_lists_are_called_by_what_they_hold() -> None:
    body = (
        'let @quiet = crm.find_contacts(where: @contact.title == "VP")\n'
        "if count(@quiet) == 0\nend\n"
        "for each @rep in @quiet.owner at most 5\n"
        "  let @theirs = @quiet where @contact.owner == @rep\n"
        '  keep "{count(@theirs)}"\n'
        "end"
    )
    finds = Tool("crm.find_contacts", "find contacts", "read",
                 (Parameter("where", BOOLEAN, filter="contact"),), ListOf(RecordOf("contact")))  # fmt: skip
    catalog = Catalog(tools={**CATALOG.tools, finds.name: finds})
    assert steps(body, catalog) == [
        'Find contacts whose title is "VP" (the quiet contacts).',
        "If there are no quiet contacts:",
        "For each owner of the quiet contacts (rep), at most 5:",
        "  Take the quiet contacts whose owner is the rep and call them theirs.",
        '  Keep "[the number of their contacts]".',
    ]
