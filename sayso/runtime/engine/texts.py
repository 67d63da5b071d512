"""Statements as text, for a driver that is spoken to directly: written once, from the same statements as everywhere."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from sayso.runtime.storage import Storage

Row = Mapping[str, Any]


class Text(msgspec.Struct, frozen=True):
    """A statement's text, the names of its parameters in their order, and those that are always the same."""

    sql: str
    names: tuple[str, ...]
    fixed: dict[str, Any]

    def values(self, rows: Iterable[Row]) -> list[tuple[Any, ...]]:
        """The parameters of each row, in the text's order."""
        fixed = self.fixed
        return [tuple(row[name] if name in row else fixed[name] for name in self.names) for row in rows]


class Texts:
    """Texts by the statement's name and the columns that its rows bring."""

    def __init__(self, storage: Storage, statements: Mapping[str, Any]) -> None:
        self._language, self._statements = storage.language, statements
        self.names = tuple(statements)
        """The names of the statements, in the order in which they are executed."""
        self._known: dict[tuple[str, ...], Text] = {}

    def of(self, name: str, row: Row) -> Text:
        """The text of a statement for rows with these columns."""
        key = (name, *row)
        known = self._known.get(key)
        if known is None:
            compiled = self._statements[name].compile(dialect=self._language, column_keys=list(row))
            fixed = {name: value for name, value in compiled.params.items() if name not in row}
            known = self._known[key] = Text(compiled.string, tuple(compiled.positiontup), fixed)
        return known
