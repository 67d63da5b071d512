"""Story 3.6: if, otherwise, and, or, nested; and what happens when a field is not there."""

from typing import Any

import msgspec
import pytest

from sayso.dsl.types import TEXT, Row, optional
from tests.stories.office import Office

HEAD = 'flow "Decide"\non manual with\n  contact: contact\nend\nuse crm.create_task\n'


def decided(office: Office, condition: str, **contact: Any) -> str:
    """Which of two tasks a condition leads to for such a contact."""
    flow = (
        HEAD
        + f'if {condition}\n  crm.create_task(title: "inside")\notherwise\n  crm.create_task(title: "otherwise")\nend\n'
    )
    before = office.crm.count("task")
    told = office.run(flow, contact=office.add("contact", **contact))
    assert told.state == "completed"
    assert office.crm.count("task") == before + 1
    return str(office.find("task")[-1]["title"])


@pytest.mark.parametrize(
    ("title", "way"), [("CEO of Sales", "inside"), ("Sales Manager", "otherwise"), ("ceo", "inside")]
)
def test_title_contains_ceo(office: Office, title: str, way: str) -> None:
    """True for "CEO of Sales", so the steps inside run; false for "Sales Manager", so they are passed over."""
    assert decided(office, '@contact.title contains "CEO"', title=title) == way


def test_a_big_deal_gets_the_urgent_email_and_not_the_other(office: Office) -> None:
    """If the value is over 50,000 the urgent email, else the standard one: at 75,000 only the urgent one."""
    john = office.john()
    deal = office.add("deal", name="Acme", value=75_000, stage="Lead", contact=john)
    flow = (
        'flow "Urgent"\non manual with\n  deal: deal\nend\nuse email.send\n'
        'if @deal.value > $50_000\n  email.send(to: @deal.contact, subject: "urgent", text: "Now")\n'
        'otherwise\n  email.send(to: @deal.contact, subject: "standard", text: "Some day")\nend\n'
    )
    told = office.run(flow, deal=deal)
    assert [letter["Subject"] for letter in office.letters()] == ["urgent"]
    assert told.told("@deal.value > $50k → yes")


def test_a_condition_inside_a_condition(office: Office) -> None:
    """If they replied, and if they are interested, a demo is arranged: both must be true."""
    flow = (
        HEAD + "if @contact.replied == true\n  if @contact.interested == true\n"
        '    crm.create_task(title: "Demo with @contact.fullName")\n  end\nend\n'
    )
    keen = office.add("contact", firstName="Keen", replied=True, interested=True)
    polite = office.add("contact", firstName="Polite", replied=True, interested=False)
    silent = office.add("contact", firstName="Silent", interested=True)
    for contact in (keen, polite, silent):
        office.run(flow, contact=contact)
    assert [task["title"] for task in office.find("task")] == ["Demo with Keen"]


@pytest.mark.parametrize(
    ("title", "industry", "way"),
    [
        ("CEO", "SaaS", "inside"),
        ("CEO", "Retail", "otherwise"),
        ("CTO", "SaaS", "otherwise"),
        ("CTO", "Retail", "otherwise"),
    ],
)
def test_and_needs_both(office: Office, title: str, industry: str, way: str) -> None:
    """Title contains CEO AND industry is SaaS: only with both."""
    acme = office.add("company", name="Acme", industry=industry)
    condition = '@contact.title contains "CEO" AND @contact.company.industry == "SaaS"'
    assert decided(office, condition, title=title, company=acme) == way


@pytest.mark.parametrize(
    ("replied", "opened", "way"),
    [(True, False, "inside"), (False, True, "inside"), (True, True, "inside"), (False, False, "otherwise")],
)
def test_or_needs_one(office: Office, replied: bool, opened: bool, way: str) -> None:
    """Replied OR opened: one of them will do."""
    condition = "@contact.replied == true OR @contact.openedEmail == true"
    assert decided(office, condition, replied=replied, openedEmail=opened) == way


def test_a_field_nobody_knows_is_found_before_anything_runs(office: Office) -> None:
    """Decided otherwise: an unknown field is no false, the flow does not compile; the nearest is offered."""
    found = office.compiled(HEAD + 'if @contact.titel contains "CEO"\n  crm.create_task(title: "x")\nend\n')
    assert found.program is None
    (finding,) = found.errors
    assert finding.slug == "unknown-field"
    assert [fix.title for fix in finding.fixes] == ["Did you mean `title`?"]


def test_a_field_that_vanished_counts_as_missing_and_the_run_goes_on(office: Office) -> None:
    """A field that is gone since the flow went live: the condition is not met, the log says why, nothing crashes."""
    catalog = office.catalog
    contact = catalog.records["contact"]
    custom = Row((("customField99", optional(TEXT)),))
    fields = tuple(msgspec.structs.replace(f, type=custom) if f.name == "custom" else f for f in contact.fields)
    with_it = {**catalog.records, "contact": msgspec.structs.replace(contact, fields=fields)}
    flow = HEAD + (
        'if @contact.custom.customField99 == "A"\n  crm.create_task(title: "inside")\nend\n'
        'crm.create_task(title: "after")\n'
    )
    told = office.run(flow, catalog=msgspec.structs.replace(catalog, records=with_it), contact=office.john())
    assert told.state == "completed"
    assert [task["title"] for task in office.find("task")] == ["after"]
    assert told.told("unknown, so no (contact.custom.customField99 is missing)")


@pytest.mark.parametrize("condition", ['@contact.title contains "CEO"', 'not (@contact.title contains "CEO")'])
def test_an_empty_field_is_not_met_either_way(office: Office, condition: str) -> None:
    """What is not known is neither true nor false: a condition on it is not met, nor is its opposite."""
    assert decided(office, condition, firstName="Ann") == "otherwise"


@pytest.mark.parametrize(
    ("condition", "way"),
    [
        ("@contact.score == 7", "inside"), ("@contact.score != 7", "otherwise"), ("@contact.score > 6", "inside"),
        ("@contact.score < 7", "otherwise"), ("@contact.score >= 7", "inside"), ("@contact.score <= 6", "otherwise"),
        ('"vip" in @contact.tags', "inside"), ("@contact.title exists", "otherwise"),
        ("NOT @contact.replied", "inside"),
    ],
)  # fmt: skip
def test_every_operator(office: Office, condition: str, way: str) -> None:
    """==, !=, >, <, >=, <=, contains, exists and not."""
    assert decided(office, condition, firstName="Ann", score=7, tags=["vip"]) == way


def test_the_log_says_how_each_condition_came_out_and_with_what(office: Office) -> None:
    """The results of conditions stand in the log, with the values."""
    flow = HEAD + 'if @contact.title contains "CEO"\n  crm.create_task(title: "x")\nend\n'
    told = office.run(flow, contact=office.add("contact", title="Sales Manager"))
    assert told.told('@contact.title contains "CEO" → no (contact.title is “Sales Manager”)')
