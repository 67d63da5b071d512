"""How one talks to other services: every connector by name, and the catalogs made of them."""

from sayso.connectors import (
    ai,
    analytics,
    apollo,
    calendar,
    catalogs,
    crm,
    docs,
    drive,
    email,
    esign,
    forms,
    github,
    gmail,
    health,
    http,
    hubspot,
    jira,
    linkedin,
    notion,
    people,
    salesforce,
    sheets,
    slack,
    slides,
    teams,
    twilio,
    web,
    zendesk,
    zoom,
)
from sayso.connectors.catalogs import catalog_of
from sayso.connectors.shape import Connector
from sayso.dsl.catalog import Catalog

CONNECTORS: tuple[Connector, ...] = (
    crm.CONNECTOR,
    email.CONNECTOR,
    people.CONNECTOR,
    forms.CONNECTOR,
    gmail.CONNECTOR,
    linkedin.CONNECTOR,
    web.CONNECTOR,
    slack.CONNECTOR,
    apollo.CONNECTOR,
    esign.CONNECTOR,
    calendar.CONNECTOR,
    ai.CONNECTOR,
    twilio.CONNECTOR,
    sheets.CONNECTOR,
    drive.CONNECTOR,
    docs.CONNECTOR,
    slides.CONNECTOR,
    zoom.CONNECTOR,
    github.CONNECTOR,
    jira.CONNECTOR,
    hubspot.CONNECTOR,
    salesforce.CONNECTOR,
    teams.CONNECTOR,
    zendesk.CONNECTOR,
    notion.CONNECTOR,
    http.CONNECTOR,
    health.CONNECTOR,
    analytics.CONNECTOR,
)


def standard_catalog() -> Catalog:
    """The fixed catalog of tests and documents, with every connector."""
    return catalogs.standard_catalog(CONNECTORS)


__all__ = ["CONNECTORS", "catalog_of", "standard_catalog"]
