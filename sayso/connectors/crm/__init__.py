"""The built-in CRM: a real one, in one SQLite file of the workspace."""

from sayso.connectors.crm.declared import EVENTS, TOOLS
from sayso.connectors.crm.records import RECORDS
from sayso.connectors.crm.sides import CrmLive, CrmSimulated
from sayso.connectors.shape import Connector

CONNECTOR = Connector("crm", "CRM", CrmLive, CrmSimulated, TOOLS, RECORDS, EVENTS)
