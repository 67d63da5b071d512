"""HubSpot."""

from sayso.connectors import other_crm

CONNECTOR = other_crm.connector("hubspot", "HubSpot", ("crm.objects.contacts.read", "crm.objects.contacts.write"))
