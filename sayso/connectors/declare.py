"""Short ways to say the fields of a record type by who may see them."""

from sayso.dsl.catalog import Field
from sayso.dsl.types import Type


def card(name: str, kind: Type, *words: str, writable: bool = True) -> Field:
    """A field anybody may see: names, titles, addresses."""
    return Field(name, kind, "card", False, writable, words)


def internal(name: str, kind: Type, *words: str, writable: bool = True) -> Field:
    """A field for the workspace, its AI and the person it is about."""
    return Field(name, kind, "internal", False, writable, words)


def private(name: str, kind: Type, *words: str, writable: bool = True) -> Field:
    """A field for the workspace and that person alone."""
    return Field(name, kind, "private", False, writable, words)


def derived(name: str, kind: Type, *words: str) -> Field:
    """An internal field that is worked out, never written."""
    return Field(name, kind, "internal", False, False, words)


def words_of_strangers(*fields: Field) -> tuple[Field, ...]:
    """The same fields, written by somebody outside, and not writable by a flow."""
    return tuple(Field(f.name, f.type, f.privacy, True, False, f.words) for f in fields)
