"""Types in English: "optional work email", "employees as number", "plan as "free" or "pro"".

A name that ends in the name of a type is of that type, any other is a text; that much goes without saying.
"""

from typing import assert_never, get_args

from sayso.copilot.english import listed, words_of
from sayso.dsl.statements import ChoiceType, ListType, OptionalType, TypeName, TypeText
from sayso.dsl.types import ScalarName

RECORDS = frozenset({
    "contact", "company", "customer", "deal", "task", "email", "person", "meeting", "document", "issue", "ticket",
    "message", "envelope", "contract", "page", "row", "record",
})  # fmt: skip
"""Records that inputs are called after."""

NAMED = frozenset({*get_args(ScalarName), *RECORDS}) - {"text"}
TEXT = TypeName("text")


def field_words(name: str, kind: TypeText) -> str:
    """An input, or a field of the memory, with its type where that doesn't go without saying."""
    words = words_of(name)
    inner = kind.of if isinstance(kind, OptionalType) else kind
    optional = "optional " if isinstance(kind, OptionalType) else ""
    return optional + (words if inner == usual(words) else f"{words} as {kind_words(inner)}")


def usual(words: str) -> TypeName:
    """The type of what is called so and nothing else is said."""
    last = words.rpartition(" ")[2]
    return TypeName(last) if last in NAMED else TEXT


def kind_words(kind: TypeText) -> str:
    """A type: "number", "list of text", ""free" or "pro"", "optional date"."""
    match kind:
        case TypeName(name="boolean"):
            return "yes or no"
        case TypeName(name=name):
            return name
        case ListType(item=item):
            return f"list of {kind_words(item)}"
        case OptionalType(of=of):
            return f"optional {kind_words(of)}"
        case ChoiceType(options=options):
            return listed([f'"{option}"' for option in options], "or")
        case _:
            assert_never(kind)
