"""The built-in CRM: a real one, in one SQLite file of the workspace."""

from sayso.connectors.crm.declared import EVENTS, TOOLS
from sayso.connectors.crm.records import RECORDS
from sayso.connectors.shape import Connector, Live, Resources, Simulated


def _live(resources: Resources) -> Live:
    from sayso.connectors.crm.sides import CrmLive

    return CrmLive(resources)


def _simulated(resources: Resources) -> Simulated:
    from sayso.connectors.crm.sides import CrmSimulated

    return CrmSimulated(resources)


CONNECTOR = Connector("crm", "CRM", _live, _simulated, TOOLS, RECORDS, EVENTS)
