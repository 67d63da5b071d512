"""From connectors to the catalog a flow is compiled against: one workspace's, or the fixed one of tests and docs."""

from collections.abc import Iterable

import msgspec

from sayso.connectors.shape import Connector, CustomField
from sayso.dsl.catalog import Catalog, Contract, Field, Person, Policy, RecordType, Template
from sayso.dsl.types import NUMBER, TEXT, RecordOf, Row, optional

STAGES = ("Lead", "Demo Complete", "Proposal Sent", "Negotiation", "Closed Won", "Closed Lost", "Nurture")
"""The stages a workspace starts with."""

TAGS = ("customer", "nurture", "no-reply", "webinar-june")

CUSTOM = ("contact", "company", "customer", "deal")
"""Record types a workspace may add fields to; a customer has the fields of companies."""

CONTACT_VARIABLE = (("contact", RecordOf("contact")),)
PEOPLE: tuple[Person, ...] = (
    Person("sarah", "Sarah Lind", "sarah@fernpost.example", ("owner",), "+49 30 23125 101"),
    Person("alex", "Alex Moreno", "alex@fernpost.example", ("salesRep",), "+49 30 23125 102"),
    Person("priya", "Priya Nair", "priya@fernpost.example", ("customerSuccess",), "+49 30 23125 103"),
)


def catalog_of(
    connectors: Iterable[Connector],
    *,
    people: tuple[Person, ...] = (),
    owner: str = "me",
    templates: Iterable[Template] = (),
    custom_fields: Iterable[CustomField] = (),
    tags: tuple[str, ...] | None = None,
    stages: tuple[str, ...] | None = STAGES,
    flows: Iterable[Contract] = (),
    zone: str = "UTC",
    currency: str = "USD",
    policy: Policy = Policy(),  # noqa: B008  frozen, so one for all is safe
) -> Catalog:
    """Everything a flow may name in a workspace that has these connectors, people and templates."""
    chosen = tuple(connectors)
    fields = tuple(custom_fields)
    return Catalog(
        tools={tool.name: tool for connector in chosen for tool in connector.tools},
        records={record.name: _with_custom(record, fields) for connector in chosen for record in connector.records},
        events={event.name: event for connector in chosen for event in connector.events},
        templates={template.name: template for template in templates},
        people=people,
        owner=owner,
        roles=tuple(dict.fromkeys(role for person in people for role in person.roles)),
        tags=tags,
        stages=stages,
        flows={flow.name: flow for flow in flows},
        policy=policy,
        zone=zone,
        currency=currency,
    )


def _with_custom(record: RecordType, fields: tuple[CustomField, ...]) -> RecordType:
    """The record type with its `custom` row, empty where the workspace added nothing."""
    if record.name not in CUSTOM:
        return record
    home = "company" if record.name == "customer" else record.name
    row = Row(tuple((field.name, optional(field.type)) for field in fields if field.record == home))
    return msgspec.structs.replace(record, fields=(*record.fields, Field("custom", row, writable=False)))


def standard_catalog(connectors: Iterable[Connector]) -> Catalog:
    """The fixed catalog of tests and documents: every connector, three people, eight templates, two custom fields."""
    return catalog_of(
        connectors,
        people=PEOPLE,
        owner="sarah",
        templates=STANDARD_TEMPLATES,
        custom_fields=(CustomField("contact", "leadScore", TEXT), CustomField("contact", "seats", NUMBER)),
        tags=TAGS,
        zone="Europe/Berlin",
        currency="USD",
    )


def _template(name: str, subject: str, body: str) -> Template:
    return Template(name, subject, body, CONTACT_VARIABLE)


GREETING = 'Hi {@contact.firstName or "there"},'

STANDARD_TEMPLATES: tuple[Template, ...] = (
    _template("Case study", "How others did it", f"{GREETING}\n\nhere is the case study I promised."),
    _template(
        "Outbound v2",
        'A thought for {@contact.company.name or "your team"}',
        f"{GREETING}\n\nteams like yours lose a week on every new colleague. May I show you how to win it back?",
    ),
    _template("Inbound v1", "Thank you for your interest", f"{GREETING}\n\nthank you for asking. Is this a good week?"),
    _template("Inbound v2", "Still interested?", f"{GREETING}\n\nI wrote two days ago. Shall we talk this week?"),
    _template("Renewal kick-off", "Your renewal", f"{GREETING}\n\nyour renewal comes up. Let us look at it together."),
    _template("Win back", "It has been a while", f"{GREETING}\n\na lot is new since we last spoke. May I show you?"),
    _template("Later", "Another time", f"{GREETING}\n\nthen let us talk another time."),
    _template("Intro", "Getting in touch", f"{GREETING}\n\nI would like to get to know you. Do you have ten minutes?"),
)
