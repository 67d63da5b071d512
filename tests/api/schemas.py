"""JSON schemas as the description uses them: what is wrong with a value."""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
KNOWN = {
    "$ref", "anyOf", "type", "enum", "const", "properties", "required", "additionalProperties", "items", "title",
    "description", "default", "format", "minLength", "maxLength", "minimum", "maximum", "prefixItems", "minItems",
    "maxItems", "pattern",
}  # fmt: skip


def resolved(schema: Schema, components: Schema) -> Schema:
    """The schema behind a reference."""
    while "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    return schema


TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip


def problems(value: Any, schema: Schema, components: Schema, at: str = "$") -> Iterator[str]:
    """What does not fit."""
    schema = resolved(schema, components)
    if "anyOf" in schema:
        if not any(not list(problems(value, one, components, at)) for one in schema["anyOf"]):
            yield f"{at}: none of the kinds"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    wanted = schema.get("type")
    if wanted and (not isinstance(value, TYPES[wanted]) or (wanted != "boolean" and isinstance(value, bool))):
        yield f"{at}: {value!r} is no {wanted}"
    elif isinstance(value, dict):
        yield from _object(value, schema, components, at)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from problems(item, schema.get("items", {}), components, f"{at}[{number}]")


def _object(value: dict[str, Any], schema: Schema, components: Schema, at: str) -> Iterator[str]:
    fields = schema.get("properties", {})
    yield from (f"{at}: lacks {name}" for name in schema.get("required", []) if name not in value)
    if fields:
        yield from (f"{at}: has {name}" for name in value if name not in fields)
    other = schema.get("additionalProperties", {})
    for name, item in value.items():
        inner = fields.get(name, other if isinstance(other, dict) else {})
        yield from problems(item, inner, components, f"{at}.{name}")
