"""Whatever a flow's values are called, they come back from the journal as they were."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from sayso.dsl.values import Money
from sayso.interpreter.state import Lane, Outcome
from sayso.runtime.engine.keeping import body_of, json_of, lane_from, line_from, snapshot_of, value_from
from sayso.runtime.journal import Entry

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
VALUES: tuple[Any, ...] = (
    {"$money": "12"}, {"a": {"$row": {"$x": 1}}}, [{"$": None}], {"m": Money(Decimal("1.50"), "EUR")}, {"at": AT}, "",
    {"text": "a\u2028b", "list": [1, True, None]},
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_values_with_strange_names_come_back(value: Any) -> None:
    assert value_from(json_of(value)) == value
    line = line_from(body_of(Entry(0, "r", "", Outcome("done", AT, value=value))))
    assert isinstance(line, Entry)
    assert line.outcome.value == value
    assert lane_from(snapshot_of(Lane("", 0, AT, {"x": value}))).data == {"x": value}
