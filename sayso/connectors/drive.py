"""Google Drive: documents and folders found, made and shared."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import EMAIL, TEXT, URL, Choice, ListOf, RecordOf

DOCUMENT = RecordOf("document")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "drive.search",
        'search Drive for "{query}"',
        "read",
        (Parameter("query", TEXT, words=("for", "called")),),
        ListOf(DOCUMENT),
        repeatable=True,
        at_most=100,
        connection="drive",
        scopes=("drive.readonly",),
        words=(
            "search drive",
            "find the file in drive",
            "find in drive",
            "look in drive",
            "locate in drive",
            "dig out from drive",
        ),
    ),
    Tool(
        "drive.create_folder",
        'create the folder "{name}"',
        "write",
        (Parameter("name", TEXT, words=("called", "for")),),
        DOCUMENT,
        repeatable=True,
        lookup=True,
        connection="drive",
        scopes=("drive.file",),
        noun="folder",
        words=("create a folder", "create a drive folder"),
    ),
    Tool(
        "drive.upload_file",
        'save "{name}" in Drive',
        "write",
        (
            Parameter("name", TEXT, words=("called",)),
            Parameter("text", TEXT, words=("content",)),
            Parameter("folder", DOCUMENT, required=False, words=("into", "in")),
        ),
        DOCUMENT,
        repeatable=True,
        lookup=True,
        connection="drive",
        scopes=("drive.file",),
        noun="file",
        words=(
            "save a file in drive",
            "save it in drive",
            "upload",
            "store it in drive",
            "put it in drive",
            "put the file in the folder",
            "save to drive",
            "stick in drive folder",
        ),
    ),
    Tool(
        "drive.share",
        "share {document} with {with}",
        "write",
        (
            Parameter("document", DOCUMENT, audience="person", words=("file", "folder")),
            Parameter(
                "with",
                EMAIL,
                audience="person",
                aims=True,
                needs=("email",),
                records=("contact", "person"),
                words=("to", "with"),
            ),
            Parameter("as", Choice(("reader", "commenter", "writer")), required=False, default='"reader"'),
        ),
        repeatable=True,
        sends=True,
        connection="drive",
        scopes=("drive.file",),
        noun="share",
        words=(
            "share the file",
            "share it with",
            "share in drive",
            "give access",
            "share the folder",
            "give them access to the folder",
            "grant access",
            "let them view",
            "share the document",
            "share the deck",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "document",
        (card("id", TEXT, writable=False), card("name", TEXT, writable=False), card("url", URL, writable=False)),
        "name",
        "documents",
        words=("file", "folder", "slides", "deck"),
    ),
)


def document(call: Call, name: str) -> dict[str, object]:
    """A made-up document of that name."""
    id = made_up.short_id(call, "doc")
    return {"type": "document", "id": id, "name": name, "url": f"https://drive.example/{id}"}


def _search(call: Call, resources: Resources) -> object:
    return [document(call, made_up.text(call, "query", "Notes"))]


def _made(call: Call, resources: Resources) -> object:
    return document(call, made_up.text(call, "name", "Document"))


EXAMPLES = {
    "drive.search": _search,
    "drive.create_folder": _made,
    "drive.upload_file": _made,
    "drive.share": nothing,
}

CONNECTOR = Connector("drive", "Google Drive", unconnected("Google Drive"), examples(EXAMPLES), TOOLS, RECORDS)
