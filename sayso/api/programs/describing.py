"""The description of every route for programs, OpenAPI 3.1, and a page that shows it with nothing from elsewhere."""

from html import escape
from typing import Any, Final

import msgspec
from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler

from sayso import __version__
from sayso.api.pages import POLICY, page
from sayso.api.programs.access import admit_host
from sayso.api.programs.route import Route
from sayso.api.programs.table import ROUTES
from sayso.api.reading import AnyRequest

REF: Final = "#/components/schemas/{name}"
EXAMPLES: Final = {
    "workspace": "main", "flow": "flow-1f0c9a52d7b34e68", "run": "run-3c5e1d2a90b74f6e8d11",
    "ask": "ask-6f0cf1cf49983e3773ed1e06", "version": "1", "webhook": "lead",
    "person": "contact:c1", "kind": "contact", "id": "c1", "message": "m1", "connection": "gmail",
}  # fmt: skip
LIMITS: Final = {
    "X-RateLimit-Limit": "So many requests may come in a minute.",
    "X-RateLimit-Remaining": "So many more may come now.",
    "X-RateLimit-Reset": "When the window is wholly free again, a Unix time.",
}


class Wrong(msgspec.Struct, frozen=True):
    """What went wrong: a short name for programs, a sentence for people, and the request's id."""

    code: str
    message: str
    request_id: str
    detail: Any = None
    problems: Any = None


class Error(msgspec.Struct, frozen=True):
    """The one shape of everything that goes wrong."""

    error: Wrong


def description() -> dict[str, Any]:
    """The whole description."""
    types = [one for row in ROUTES for one in (row.body, row.answer, row.query) if one is not None]
    shapes = list(dict.fromkeys([*types, Error]))
    schemas, components = msgspec.json.schema_components(shapes, ref_template=REF)
    known = dict(zip(shapes, schemas, strict=True))
    paths: dict[str, Any] = {}
    for row in ROUTES:
        paths.setdefault(row.address, {})[row.method.lower()] = _operation(row, known, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sayso", "version": __version__,
            "description": "Every operation of a workspace. Times are in UTC, lists have pages of 50, whatever goes "
            "wrong has one shape.",
        },
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "headers": {
                name: {"description": told, "schema": {"type": "integer"}} for name, told in LIMITS.items()
            },
        },
    }  # fmt: skip


def _operation(row: Route, known: dict[Any, Any], components: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": f"{row.method.lower()}{row.path.replace('/', '_').replace('{', '').replace('}', '')}".replace(
            "-", "_"
        ),
        "tags": [row.group],
        "summary": row.summary,
        "parameters": [*_places(row), *_query(row, known, components), *_headers(row)],
        "responses": {
            str(row.status): _answer(row, known),
            "default": {"description": "It was not done.", "content": {"application/json": {"schema": known[Error]}}},
        },
    }
    if row.body is not None:
        content: dict[str, Any] = {"schema": known[row.body]}
        if row.example is not None:
            content["example"] = row.example
        needed = bool(components[known[row.body]["$ref"].rpartition("/")[2]].get("required"))
        told["requestBody"] = {"required": needed, "content": {"application/json": content}}
    return told


def _places(row: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "example": EXAMPLES[name]}
        for name in ("workspace", *row.places)
    ]


def _query(row: Route, known: dict[Any, Any], components: dict[str, Any]) -> list[dict[str, Any]]:
    shape = components[known[row.query]["$ref"].rpartition("/")[2]]
    required = shape.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in shape["properties"].items()
    ]


def _headers(row: Route) -> list[dict[str, Any]]:
    key = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"}
    found = []
    if row.method == "POST" and not row.streams:
        told = "The same request with the same key is done once, and answered the same for a day."
        found.append({"name": "Idempotency-Key", "in": "header", "description": told, "schema": key})
    if row.path == "/events" and row.method == "GET":
        told = "The id of the last event that was heard."
        found.append({"name": "Last-Event-ID", "in": "header", "description": told, "schema": {"type": "string"}})
    return found


def _answer(row: Route, known: dict[Any, Any]) -> dict[str, Any]:
    kinds = row.streams or ("application/json",)
    schema = known[row.answer] if row.answer is not None else {"type": "string"}
    special: dict[str, Any] = {"application/json": {"type": "object"}, "text/event-stream": {}} if row.streams else {}
    names = [kind.partition(";")[0] for kind in kinds]
    content = {name: {"schema": special.get(name, schema)} for name in names}
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in LIMITS}
    return {"description": row.summary, "content": content, "headers": headers}


def described(public_url: str) -> list[HTTPRouteHandler]:
    """The routes of the description and its page."""
    whole = msgspec.json.encode(description())
    shown = page("The API of Sayso", _rows())

    @get("/schema/openapi.json")
    async def openapi(request: AnyRequest) -> Response[bytes]:
        """The description."""
        admit_host(request, public_url)
        return Response(whole, media_type="application/json")

    @get("/schema", media_type=MediaType.HTML)
    async def schema(request: AnyRequest) -> Response[str]:
        """Its page."""
        admit_host(request, public_url)
        return Response(shown, media_type=MediaType.HTML, headers={"Content-Security-Policy": POLICY})

    return [openapi, schema]


def _rows() -> str:
    parts = ['<p>The whole description for programs: <a href="/schema/openapi.json">openapi.json</a>.</p>']
    for row in ROUTES:
        parts.append(f"<h2>{escape(row.method)} {escape(row.address)}</h2>\n<p>{escape(row.summary)}</p>")
        if row.query.__struct_encode_fields__:
            names = ", ".join(f"<code>{escape(name)}</code>" for name in row.query.__struct_encode_fields__)
            parts.append(f"<p>In the query: {names}.</p>")
        if row.example:
            parts.append(f"<pre>{escape(msgspec.json.encode(row.example).decode())}</pre>")
    return "\n".join(parts)
