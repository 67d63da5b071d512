"""Values as somebody would write them in a test: literals, and records with just the fields a flow uses."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from sayso.dsl import expressions as e
from sayso.dsl import values
from sayso.dsl.catalog import Catalog, RecordType
from sayso.dsl.types import UNKNOWN, ListOf, RecordOf, Row, Type, present

LONGEST = 80
"""A text in a test is cut to so many characters."""
MOST_ITEMS = 10
"""A list in a test has so many items at most."""
SIGNS = ("USD", "EUR", "GBP")
"""Currencies that can be written."""
COUNTED_TO = {"daysToRenewal": "renewalDate", "daysToClose": "closeDate"}
"""Days until a date: the test gives the date."""
WORKED_OUT = frozenset({
    "isCustomer", "status", "overdue", "loggedIn", "hoursSinceCreated", "daysSinceClosed", "type", "id",
})  # fmt: skip
"""Fields that nobody writes: the test's own CRM works them out."""
NAMES = ("firstName", "lastName")
Used = Mapping[str, set[str]]
Key = tuple[str, str]


class CannotWrite(Exception):
    """A value that no test can state."""


class Writing(msgspec.Struct, frozen=True):
    """What is known while values are written: the fields used, by kind of record; `now` is when the test begins.

    `opted_out`: kind and id of the records that are not to be written to.
    """

    catalog: Catalog
    used: Used
    now: datetime
    opted_out: frozenset[Key] = frozenset()

    def written(self, value: Any, kind: Type = UNKNOWN, fields: frozenset[str] | None = None) -> e.Expression:
        """A value as an expression; `fields` are those of a record that are wanted, by dotted path."""
        if isinstance(value, list):
            item = present(kind)
            of = item.item if isinstance(item, ListOf) else UNKNOWN
            return e.List(tuple(self.written(one, of, fields) for one in value[:MOST_ITEMS]))
        if isinstance(value, dict):
            return self._record(value, present(kind), fields)
        return self._literal(value)

    def _literal(self, value: Any) -> e.Expression:
        match value:
            case None:
                return e.Missing()
            case bool():
                return e.Boolean(value)
            case str():
                return text_of(value)
            case int() | Decimal():
                return e.Number(Decimal(value))
            case values.Money(amount=amount, currency=currency) if currency in SIGNS:
                return e.Money(Decimal(amount), currency)
            case values.Percent(value=number):
                return e.Percent(Decimal(number))
            case datetime():
                here = value.astimezone(ZoneInfo(self.catalog.zone))
                return e.DateTime(here.date(), here.time().replace(second=0, microsecond=0, tzinfo=None))
            case date():
                return e.Date(value)
            case time():
                return e.Time(value.replace(second=0, microsecond=0, tzinfo=None))
        raise CannotWrite(type(value).__name__)

    # ------------------------------------------------------------------ records

    def _record(self, value: dict[str, Any], kind: Type, fields: frozenset[str] | None) -> e.Expression:
        name = value.get("type") if value.get("type") in self.catalog.records else None
        if name is None and isinstance(kind, RecordOf):
            name = kind.name
        if name == "person":
            return self._person(value)
        record = self.catalog.records.get(str(name))
        if record is None:
            rows = dict(kind.fields) if isinstance(kind, Row) else {}
            pairs = [(key, one, rows.get(key, UNKNOWN)) for key, one in value.items() if one is not None]
            return e.Record("record", tuple(e.Argument(key, self.written(one, of)) for key, one, of in pairs))
        return e.Record(record.name, self._fields(record, value, fields))

    def _person(self, value: dict[str, Any]) -> e.Expression:
        """A member of the workspace, as the catalog knows them."""
        known = next((one for one in self.catalog.people if one.id == value.get("id")), None)
        if known is None:
            raise CannotWrite("person")
        told = {"id": known.id, "name": known.name, "email": known.email}
        return e.Record("person", tuple(e.Argument(name, text_of(words)) for name, words in told.items()))

    def _fields(
        self, record: RecordType, value: dict[str, Any], fields: frozenset[str] | None
    ) -> tuple[e.Argument, ...]:
        wanted = frozenset(self.used.get(record.name, ())) | (fields or frozenset())
        firsts = {path.partition(".")[0] for path in wanted}
        found: dict[str, e.Expression] = {}
        for field in record.fields:
            given = value.get(field.name)
            if field.name not in firsts or given is None or field.name in WORKED_OUT | COUNTED_TO.keys():
                continue
            inside = frozenset(path.partition(".")[2] for path in wanted if path.startswith(f"{field.name}."))
            secret = field.privacy == "private" and isinstance(given, str)
            found[field.name] = text_of("(sample)") if secret else self.written(given, field.type, inside)
        found |= self._dates(value, firsts)
        _named(found, value)
        if (record.name, str(value.get("id"))) in self.opted_out and record.field("unsubscribed"):
            found["unsubscribed"] = e.Boolean(True)
        return tuple(e.Argument(name, one) for name, one in found.items())

    def _dates(self, value: dict[str, Any], firsts: set[str]) -> dict[str, e.Expression]:
        today = self.now.astimezone(ZoneInfo(self.catalog.zone)).date()
        counted = {COUNTED_TO[name]: value[name] for name in COUNTED_TO if name in firsts}
        return {
            name: e.Date(today + timedelta(days=days)) for name, days in counted.items() if isinstance(days, int)
        }  # fmt: skip


def _named(found: dict[str, e.Expression], value: dict[str, Any]) -> None:
    """A whole name is written as its parts, since a record's name is worked out from them."""
    whole = found.pop("fullName", None)
    if whole is None or value.get("fullName") == value.get("email"):
        return
    words = str(value["fullName"])
    first = str(value.get("firstName") or "")
    if first and words.startswith(f"{first} "):
        parts: tuple[str, ...] = (first, words[len(first) + 1 :])
    else:
        parts = tuple(part for part in words.rpartition(" ")[::2] if part)
    rest = {name: one for name, one in found.items() if name not in NAMES}
    found.clear()
    found.update({name: text_of(part) for name, part in zip(NAMES, parts, strict=False)})
    found.update(rest)


def text_of(words: str) -> e.Text:
    """A text without holes, cut where it is long."""
    told = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    return e.Text((told,)) if told else e.Text()
