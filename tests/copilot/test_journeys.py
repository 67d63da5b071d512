"""The dialogues of the four journeys, turn by turn: the first sentence is drafted, what follows changes the draft; the
flow that comes out keeps what was promised, shown by tests of its own."""

import msgspec
import pytest

from sayso.compiler import compile
from sayso.copilot.changing.change import change
from sayso.copilot.drafting import draft
from sayso.copilot.proposal import Proposal
from sayso.dsl.diagnostics import Fix, apply_fix
from sayso.runtime.testing import run_tests
from tests.copilot.corpora import CATALOG, TODAY


class Turned(msgspec.Struct, frozen=True):
    """One change: the text before, and what was proposed."""

    before: str
    proposal: Proposal

    @property
    def rows(self) -> tuple[list[str], list[str]]:
        """The rows that went, and those that came."""
        went = [self.before[one.span.start : one.span.end] for one in self.proposal.edits]
        came = [one.text for one in self.proposal.edits]
        return "".join(went).splitlines(), "".join(came).splitlines()


def talked(first: str, *later: str) -> list[Turned]:
    """A dialogue: a first sentence and what was said then."""
    proposal = draft(first, CATALOG, today=TODAY)
    assert proposal.text
    assert proposal.questions == ()
    turns = [Turned("", proposal)]
    for said in later:
        before = turns[-1].proposal.text
        found = change(said, CATALOG, before, today=TODAY)
        assert found is not None
        assert found.questions == ()
        assert apply_fix(before, Fix("", found.edits)) == found.text
        turns.append(Turned(before, found))
    return turns


def promised(text: str, tests: str) -> None:
    """The flow compiles with these tests, and each of them passes."""
    compiled = compile(text.rstrip("\n") + "\n\n" + tests, CATALOG)
    assert [finding.sentence for finding in compiled.errors] == []
    results = run_tests(compiled, CATALOG, {})
    assert results
    assert [(one.title, [words for _, words in one.problems]) for one in results if not one.passed] == []


SARAH = (
    "Every weekday at 9, find VPs of Sales at B2B SaaS companies with 50-200 employees, at most 20. Search the web for "
    "recent news about their company, then send each a personalized LinkedIn invite mentioning the news. Wait 3 days, "
    "and if they accepted, send them a personalized email. If they reply, notify me to take over."
)
OUTBOUND = """
test "who accepts hears from us, and a reply is mine"
  given crm.find_contacts returns [contact(firstName: "Ann", email: "ann@acme.example")]
  given web.search returns []
  given ai.write returns "Saw that you are growing"
  given linkedin.check_accepted returns true
  given email.replied after 2 days with from: "ann@acme.example"
  expect linkedin.invite once with note: "Saw that you are growing"
  expect email.send once
  expect {mine} once
end

test "who never accepts gets no email"
  given crm.find_contacts returns [contact(firstName: "Ann", email: "ann@acme.example")]
  given web.search returns []
  given ai.write returns "Saw that you are growing"
  given linkedin.check_accepted returns false
  expect linkedin.invite once
  expect email.send never
end
"""


def test_sarah_emails_after_five_days_not_three() -> None:
    first, then = talked(SARAH, "Yes! But email after 5 days, not 3")
    assert then.rows == (["  wait 3 days"], ["  wait 5 days"])
    assert "wait 3 days" in first.proposal.text
    promised(then.proposal.text, OUTBOUND.format(mine="people.notify"))


MARCUS = (
    "Every weekday at 9, find deals in Demo Complete with no activity for 7 days, at most 20. Send the contact a "
    "follow-up email. If the deal is over $50K, notify me and the owner. Wait up to 3 days for a reply. If they reply, "
    "notify the owner immediately."
)


def test_marcus_adds_what_happens_to_cold_deals() -> None:
    _, then = talked(MARCUS, "Perfect. Add: if deal goes cold, move to 'Nurture' and monthly update email")
    went, came = then.rows
    assert [row for row in went if not row.startswith("use ")] == []
    assert [row.strip() for row in came][1:8] == [
        "otherwise",
        "wait 14 days",
        "if @deal.daysSinceActivity >= 14",
        'crm.move_stage(deal: @deal, stage: "Nurture")',
        "repeat at most 6 times",
        "wait 1 month",
        'email.send(to: @deal.contact, subject: "Update", text: """',
    ]
    told = [one.text for one in then.proposal.assumptions]
    assert "cold means no activity for 14 days" in told
    assert told[0].startswith("May do more: ")
    promised(
        then.proposal.text,
        """
test "a cold deal is kept warm every month"
  given now 2026-03-02 09:00
  given crm.find_deals returns [
    deal(name: "Brightwater", value: $60k, lastActivityAt: 2026-01-20 09:00,
      contact: contact(email: "ann@acme.example")),
  ]
  expect people.notify twice
  expect crm.move_stage once with stage: "Nurture"
  expect email.send 7 times
end

test "a deal that is only quiet hears from us once, and a reply is told at once"
  given now 2026-03-02 09:00
  given crm.find_deals returns [
    deal(name: "Brightwater", value: $10k, lastActivityAt: 2026-02-22 09:00,
      contact: contact(email: "ann@acme.example")),
  ]
  given email.replied after 1 day with from: "ann@acme.example"
  expect email.send once
  expect people.notify once
  expect crm.move_stage never
end
""",
    )


JENNIFER = (
    "Every Monday at 9 AM, for each customer, get last week's usage metrics and send them a personalized email "
    "'Week in review'."
)


def test_jennifer_adds_a_gentle_check_in() -> None:
    _, then = talked(JENNIFER, "Yes! Add: if client hasn't replied in 2 weeks, gentle check-in")
    went, came = then.rows
    assert went == []
    assert came[0].strip() == "wait for email.replied where @email.from == @contact.email at most 2 weeks"
    promised(
        then.proposal.text,
        """
test "silence for two weeks brings a gentle check-in"
  given crm.find_companies returns [company(name: "Halden", contact: contact(email: "ingrid@halden.example"))]
  given ai.write returns "Your week in review"
  expect email.send once with subject: "Week in review"
  expect email.send once with subject: "Gentle check-in"
end

test "who answers is left alone"
  given crm.find_companies returns [company(name: "Halden", contact: contact(email: "ingrid@halden.example"))]
  given ai.write returns "Your week in review"
  given email.replied after 3 days with from: "ingrid@halden.example"
  expect email.send once
end
""",
    )


def test_alex_gets_the_replies_of_a_flow_of_his_own() -> None:
    *_, third, fourth = talked(
        SARAH.replace("notify me to take over", "hand it to their owner"),
        "email after 5 days, not 3",
        "Assign the replies to Alex",
        "rename it to Outbound for Alex",
    )
    went, came = third.rows
    assert (len(went), len(came)) == (1, 1)
    assert came[0].strip().startswith("hand off to @user.salesRep or @me ")
    assert fourth.rows[1] == ['flow "Outbound for Alex"']
    promised(fourth.proposal.text, OUTBOUND.format(mine="people.hand_off"))


@pytest.mark.parametrize(
    "said", ["Every Monday at 9, find my open deals and post them in #sales on Slack.", "asdf qwer"]
)
def test_what_is_not_about_the_flow_is_left_to_a_new_draft(said: str) -> None:
    current = draft(SARAH, CATALOG, today=TODAY).text
    assert change(said, CATALOG, current, today=TODAY) is None
