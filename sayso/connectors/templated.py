"""What Google Docs and Google Slides share: one tool that fills a copy of a template."""

from sayso.connectors import examples as made_up
from sayso.connectors.drive import DOCUMENT, document
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.types import TEXT, RecordOf

FILLED_WITH = ("contact", "company", "customer", "deal", "form")


def connector(name: str, title: str, thing: str, scopes: tuple[str, ...]) -> Connector:
    """The connector that makes one kind of document from a template."""
    tool = Tool(
        f"{name}.create_from_template",
        f'create the {thing} from the template "{{template}}"',
        "write",
        (
            Parameter("template", TEXT, aims=True, words=("from",)),
            Parameter("about", RecordOf("*"), required=False, records=FILLED_WITH, words=("for",)),
            Parameter("title", TEXT, required=False, words=("called",)),
        ),
        DOCUMENT,
        lookup=True,
        connection=name,
        scopes=scopes,
        raises=("not-found", "rate-limited", "not-connected"),
        noun=thing,
        words=(f"create the {thing}", f"create the {thing} from the template"),
    )
    return Connector(name, title, unconnected(title), examples({tool.name: _filled}), (tool,))


def _filled(call: Call, resources: Resources) -> object:
    template = made_up.text(call, "template", "Template")
    return document(call, made_up.text(call, "title", f"{template} for {made_up.text(call, 'about', 'you')}"))
