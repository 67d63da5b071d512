"""Story 3.1: names in a text become what they stand for."""

from tests.stories.office import Office

HEAD = 'flow "Greeting"\non manual with\n  contact: contact\nend\nuse email.send, crm.create_task, people.notify\n'


def test_hi_first_name_becomes_hi_john(office: Office) -> None:
    """ "Hi @contact.firstName" becomes "Hi John"."""
    flow = HEAD.replace(", crm.create_task, people.notify", "") + (
        "if @contact.email exists and @contact.firstName exists\n"
        '  email.send(to: @contact, subject: "Hello", text: "Hi @contact.firstName")\nend\n'
    )
    told = office.run(flow, contact=office.john())
    assert told.state == "completed"
    assert [letter.get_content().strip() for letter in office.letters()] == ["Hi John"]


def test_data_of_a_deal_and_of_its_contact(office: Office) -> None:
    """Names of a deal are filled in like those of a contact."""
    john = office.john()
    deal = office.add("deal", name="Acme renewal", value=75_000, stage="Proposal Sent", contact=john)
    flow = (
        'flow "Deal"\non manual with\n  deal: deal\nend\nuse crm.create_task\n'
        'crm.create_task(title: "@deal.name: {format(@deal.value)} with @deal.contact.fullName")\n'
    )
    office.run(flow, deal=deal)
    assert [task["title"] for task in office.find("task")] == ["Acme renewal: $75,000 with John Doe"]


def test_memory_is_filled_in(office: Office) -> None:
    """@memory names what the flow wrote down before."""
    flow = (
        'flow "Counter"\non manual\nuse crm.create_task\nmemory\n  runs: number?\nend\n'
        'set @memory.runs = (@memory.runs or 0) + 1\ncrm.create_task(title: "Run number {@memory.runs or 0}")\n'
    )
    for _ in range(3):
        office.run(flow)
    assert [task["title"] for task in office.find("task")] == ["Run number 1", "Run number 2", "Run number 3"]


def test_what_a_stranger_wrote_is_never_filled_in_again(office: Office) -> None:
    """A name that looks like a variable stays the text it is."""
    odd = office.john(firstName="@me.email {1+1}")
    flow = (
        HEAD.replace("email.send, crm.create_task, people.notify", "crm.create_task")
        + 'crm.create_task(title: "Call {@contact.firstName or "them"}")\n'
    )
    office.run(flow, contact=odd)
    assert [task["title"] for task in office.find("task")] == ["Call @me.email {1+1}"]


def test_a_missing_value_needs_a_fallback_before_anything_runs(office: Office) -> None:
    """A hole in a message is found when the flow is written, not when it is sent."""
    flow = HEAD + 'email.send(to: @contact, subject: "Hello", text: "Hi @contact.firstName")\n'
    found = office.compiled(flow)
    assert found.program is None
    assert "missing-in-text" in [finding.slug for finding in found.errors]


def test_what_cannot_be_read_runs_nothing_and_says_where(office: Office) -> None:
    """Instructions that cannot be read keep the flow from starting; the sentence names the place."""
    found = office.compiled(HEAD + "make it so\n")
    assert found.program is None
    (finding,) = [finding for finding in found.errors if finding.span.start >= len(HEAD)]
    assert finding.sentence
