"""Salesforce."""

from sayso.connectors import other_crm

CONNECTOR = other_crm.connector("salesforce", "Salesforce", ("api",))
