"""How a model is held to the language, per kind of endpoint: the fields of the request that say so."""

from typing import Any, Final

from sayso.copilot.decoding import model_grammar
from sayso.copilot.model.task import Way
from sayso.dsl.catalog import Catalog

TOOL: Final = "write_flow"
"""The one tool that a model is offered. It runs nothing: what it is given is the answer."""
WAYS: Final[tuple[Way, ...]] = ("tools", "schema", "plain")
"""What is tried one after the other where nothing was said: an endpoint that knows no custom tools refuses them. A
`guided_grammar` is left out of it, since many endpoints pass over what they don't know without a word."""

_TEXT: Final = {"type": "string"}
SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["flow", "assumptions", "questions"],
    "properties": {
        "flow": _TEXT,
        "assumptions": {"type": "array", "items": _TEXT},
        "questions": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["text", "answers"],
                "properties": {"text": _TEXT, "answers": {"type": "array", "items": _TEXT}},
            },
        },
    },
}
"""The shape of an answer where a grammar is not taken."""


def answer_grammar(catalog: Catalog) -> str:
    """The grammar of an answer: a flow that calls allowed tools only, with comments in it; or comments that ask."""
    grammar = model_grammar(catalog)
    start, flow = "\nstart: flow\n", "\nstart: flow | COMMENT+\n"
    assert start in grammar
    return grammar.replace(start, flow, 1)


def constraint(way: Way, catalog: Catalog) -> dict[str, Any]:
    """The fields of a chat completion that hold its answer to the language; `extra_body` has what only some know."""
    match way:
        case "tools":
            grammar = {"syntax": "lark", "definition": answer_grammar(catalog)}
            custom = {
                "name": TOOL, "description": "Write the flow.", "format": {"type": "grammar", "grammar": grammar},
            }  # fmt: skip
            return {
                "tools": [{"type": "custom", "custom": custom}],
                "tool_choice": {"type": "custom", "custom": {"name": TOOL}},
            }
        case "guided":
            grammar_text = answer_grammar(catalog)
            return {"extra_body": {"guided_grammar": grammar_text, "structured_outputs": {"grammar": grammar_text}}}
        case "schema":
            return {"response_format": {
                "type": "json_schema", "json_schema": {"name": "flow", "strict": True, "schema": SCHEMA},
            }}  # fmt: skip
        case "plain":
            return {}
