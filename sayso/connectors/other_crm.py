"""What HubSpot and Salesforce share: finding contacts there, and writing one of our records over."""

from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import Example, examples, nothing, unconnected
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import BOOLEAN, ListOf, RecordOf

WRITTEN = ("contact", "company", "customer", "deal")
RAISES = ("invalid", "rate-limited", "unavailable", "not-connected")


def connector(name: str, title: str, scopes: tuple[str, ...]) -> Connector:
    """The connector of one other CRM."""
    tools = (_find(name, title, scopes), _upsert(name, title, scopes))
    table: dict[str, Example] = {f"{name}.find": _found, f"{name}.upsert": nothing}
    return Connector(name, title, unconnected(title, "crm.find_contacts"), examples(table), tools)


def _find(name: str, title: str, scopes: tuple[str, ...]) -> Tool:
    return Tool(
        f"{name}.find",
        f"find contacts in {title}",
        "read",
        (Parameter("where", BOOLEAN, required=False, filter="contact", words=("that", "whose")),),
        ListOf(RecordOf("contact")),
        repeatable=True,
        connection=name,
        scopes=scopes,
        raises=RAISES,
        words=(f"find in {title}", f"look up in {title}", f"search {title}"),
    )


def _upsert(name: str, title: str, scopes: tuple[str, ...]) -> Tool:
    return Tool(
        f"{name}.upsert",
        f"write {{record}} to {title}",
        "write",
        (Parameter("record", RecordOf("*"), records=WRITTEN),),
        repeatable=True,
        connection=name,
        scopes=scopes,
        raises=RAISES,
        noun="change",
        words=(f"push to {title}", f"sync to {title}", f"upsert to {title}", f"update {title}", f"hand to {title}"),
    )


def _found(call: Call, resources: Resources) -> object:
    return []
