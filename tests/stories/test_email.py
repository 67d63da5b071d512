"""Story 3.7: templates and what they are filled with, the record of each email, and the limits."""

from datetime import timedelta

import msgspec

from sayso.compiler import compile
from sayso.connectors.shape import ToolError
from tests.runtime.playing import CATALOG, calls, contact, play
from tests.stories.office import DAY, MONDAY, Office, Service

FLOW = (
    'flow "Write"\non manual with\n  contact: contact\nend\nuse email.send\n'
    'email.send(to: @contact, template: "Outbound v2")\n'
)


def test_the_template_is_loaded_and_its_names_filled_in(office: Office) -> None:
    """ "Hi @contact.firstName, question about @company.name" goes to John of Acme Corp filled in, the body too."""
    office.run(FLOW, contact=office.john())
    (letter,) = office.letters()
    assert letter["Subject"] == "Hi John, question about Acme Corp"
    assert letter.get_content().strip() == "Dear John Doe, how is work at Acme Corp?"
    assert "john@acme.example" in letter["To"]


def test_a_template_reads_well_for_somebody_of_whom_little_is_known(office: Office) -> None:
    """Fallbacks of the template are used where a field is missing."""
    office.run(FLOW, contact=office.add("contact", lastName="Doe", email="doe@acme.example"))
    (letter,) = office.letters()
    assert letter["Subject"] == "Hi there, question about your team"


def test_a_template_nobody_knows_does_not_compile(office: Office) -> None:
    """A template that is not there is found beforehand, with the nearest name."""
    found = office.compiled(FLOW.replace("v2", "v3"))
    assert [finding.slug for finding in found.errors] == ["unknown-template"]


def test_an_email_leaves_a_trace_in_the_crm_and_in_the_log(office: Office) -> None:
    """An activity "Email sent to …" is kept with the contact; the log names the email."""
    told = office.run(FLOW, contact=office.john())
    (activity,) = office.find("activity")
    assert activity["title"] == "Email sent to John Doe"
    assert activity["contact"]["fullName"] == "John Doe"
    assert told.steps("did") == ["s1"]


def test_gmail_that_is_not_connected_is_said_before_anything_runs(office: Office) -> None:
    """Without a connection the flow says so; nothing is sent and nothing half done."""
    catalog = office.catalog
    policy = msgspec.structs.replace(catalog.policy, connected=())
    found = office.compiled(FLOW.replace("email.send", "gmail.send"), msgspec.structs.replace(catalog, policy=policy))
    assert "not-connected" in [finding.slug for finding in found.diagnostics]


def test_a_service_that_lost_its_connection_fails_the_step_in_plain_words(office: Office) -> None:
    """A call to a service that is no longer connected fails with that sentence."""
    told = office.run(FLOW.replace("email.send", "gmail.send"), contact=office.john())
    assert told.state == "failed"
    assert told.told("Gmail is not connected")
    assert office.letters() == []


def test_the_hundred_and_first_email_waits_for_the_next_day() -> None:
    """Decided otherwise: the email over the limit does not fail the run, it goes out when the day is new."""
    flow = (
        'flow "Many"\non manual\nuse crm.find_contacts\nuse email.send at most 100 per day\n'
        "let @all = crm.find_contacts()\nfor each @contact in @all at most 101\n"
        '  email.send(to: @contact, template: "Intro")\nend\n'
    )
    played = play(flow, records={"contact": [contact(number) for number in range(101)]})
    begun = played.run.started
    assert len(calls(played, "email.send")) == 101
    sent = [
        entry.outcome.at for entry in played.journal.entries() if entry.outcome.kind == "done" and "each" in entry.lane
    ]
    assert sum(at - begun < timedelta(hours=12) for at in sent) == 100
    assert max(sent) == begun + DAY, "nine o'clock the next morning, not midnight"
    assert played.run.state == "completed"


def test_the_compiler_warns_of_the_days_a_quota_takes() -> None:
    """That a quota makes the run take two days is said beforehand."""
    flow = (
        'flow "Many"\non manual\nuse crm.find_contacts\nuse email.send at most 100 per day\n'
        "let @all = crm.find_contacts()\nfor each @contact in @all at most 101\n"
        '  email.send(to: @contact, template: "Intro")\nend\n'
    )
    (finding,) = compile(flow, CATALOG).diagnostics
    assert finding.slug == "quota-makes-wait"
    assert "2 days" in finding.sentence


def test_too_many_requests_are_tried_three_times_with_growing_pauses(office: Office) -> None:
    """A service that says 429 is asked three times; then the step fails and says so."""
    busy = Service(ToolError("rate-limited", "Gmail rate limit exceeded"))
    told = office.run(FLOW.replace("email.send", "gmail.send"), contact=office.john(), services={"gmail": busy})
    assert len(busy.calls) == 3
    assert office.pauses == sorted(office.pauses) and len(set(office.pauses)) == 2
    assert told.state == "failed"
    assert told.told("Gmail rate limit exceeded")


def test_a_service_that_recovers_is_not_written_to_twice(office: Office) -> None:
    """One refusal for a passing reason, then it works: one email, the same key both times."""
    sent = {"type": "mail", "id": "m1", "to": "john@acme.example", "subject": "x", "sentAt": MONDAY}
    busy = Service(ToolError("rate-limited", "busy", 2.0), sent)
    told = office.run(FLOW.replace("email.send", "gmail.send"), contact=office.john(), services={"gmail": busy})
    assert told.state == "completed"
    assert len({call.key for call in busy.calls}) == 1
    assert office.pauses == [2.0]


def test_an_address_that_is_none_fails_with_the_address(office: Office) -> None:
    """ "Invalid email address: …" names the address; nothing is sent."""
    john = office.john()
    with office.crm.lock:
        office.crm.connection.execute("update contact set email = 'john(at)acme'")
    told = office.run(FLOW, contact={**john, "email": "john(at)acme"})
    assert told.state == "failed"
    assert told.told("Invalid email address: john(at)acme")
    assert office.letters() == []


def test_whoever_opted_out_gets_nothing(office: Office) -> None:
    """An opt-out is looked at when the email is sent."""
    told = office.run(FLOW, contact=office.john(unsubscribed=True))
    assert office.letters() == []
    assert told.told("John Doe opted out")
