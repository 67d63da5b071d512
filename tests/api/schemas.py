"""JSON schemas as the description uses them: values made by one, and what is wrong with a value."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Schema = dict[str, Any]
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KNOWN = {
    "$ref", "anyOf", "type", "enum", "const", "properties", "required", "additionalProperties", "items", "title",
    "description", "default", "format", "minLength", "maxLength", "minimum", "maximum", "prefixItems", "minItems",
    "maxItems",
}  # fmt: skip


def resolved(schema: Schema, components: Schema) -> Schema:
    """The schema behind a reference."""
    while "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    return schema


def values(schema: Schema, components: Schema, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that fit a schema."""
    schema = resolved(schema, components)
    if "anyOf" in schema:
        return st.one_of([values(one, components, depth) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object" if "properties" in schema:
            fields = {name: values(one, components, depth + 1) for name, one in schema["properties"].items()}
            needed = {name: fields.pop(name) for name in schema.get("required", [])}
            return st.fixed_dictionaries(needed, optional=fields)
        case "object":
            inner = schema.get("additionalProperties")
            deeper = values(inner, components, depth + 1) if isinstance(inner, dict) else ANYTHING
            return st.dictionaries(st.text(max_size=12), deeper, max_size=3)
        case "array":
            return st.lists(values(schema.get("items", {}), components, depth + 1), max_size=3)
        case "string" if schema.get("format") == "date-time":
            return st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat())
        case "string":
            return st.text(min_size=schema.get("minLength", 0), max_size=min(schema.get("maxLength", 40), 40))
        case "integer":
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
    return ANYTHING


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
