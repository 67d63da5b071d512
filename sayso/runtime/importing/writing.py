"""Writing a planned table into the CRM: one transaction, row by row, every trouble noted with its row and column.

A cell that cannot be read is left out and reported; the rest of its row is kept. Contacts with a known address,
companies with a known name and deals with a known name at the same company are updated, not doubled.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec

from sayso.connectors.crm.store import Store
from sayso.connectors.crm.writing import Writing
from sayso.connectors.shape import ToolError
from sayso.dsl.addresses import fold, same_email
from sayso.dsl.catalog import Person
from sayso.dsl.values import Money
from sayso.runtime.importing.cells import CellProblem, cell_value
from sayso.runtime.importing.columns import Column, Plan
from sayso.runtime.importing.files import ImportProblem, Table

SHOWN: Final = 5
"""So many rows are shown in a report."""

Values = dict[str, object]


class Problem(msgspec.Struct, frozen=True):
    """What was wrong in one cell (or, without a column, with a whole row)."""

    row: int
    column: str
    sentence: str


class Report(msgspec.Struct, frozen=True):
    """How an import went, or would go: counts, troubles, and the first records as they are now."""

    kind: str
    created: int
    updated: int
    companies_created: int
    left_out: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    sample: tuple[dict[str, object], ...]


def _unheard() -> None:
    """Nobody follows how far the work is."""


def import_table(store: Store, table: Table, plan: Plan, at: datetime, tick: Callable[[], object] = _unheard) -> Report:
    """Write the table into the CRM; all of it, or nothing where something unforeseen happens. `tick`: a row is done."""
    if plan.questions:
        raise ImportProblem(plan.questions[0].sentence)
    with store.writing(at) as writing:
        writing.silent = True
        task = _Import(writing, table, plan, store.people())
        for number, row in table.rows:
            task.take(number, row)
            tick()
    sample = tuple(record for id in task.first if (record := store.read(plan.kind, id, at)))
    return Report(
        plan.kind, task.created, task.updated, task.companies_created, task.left_out, tuple(task.problems),
        plan.notes, sample,
    )  # fmt: skip


def preview_import(
    store: Store, table: Table, plan: Plan, at: datetime, tick: Callable[[], object] = _unheard
) -> Report:
    """What importing would do: done on a copy. Open questions are taken as their first option."""
    answered = msgspec.structs.replace(plan, questions=())
    copy = store.copy()
    try:
        return import_table(copy, table, answered, at, tick)
    finally:
        copy.close()


class _Import:
    """One import under way, inside its transaction."""

    def __init__(self, writing: Writing, table: Table, plan: Plan, people: tuple[Person, ...]) -> None:
        self.writing, self.plan, self.people = writing, plan, people
        self.places = [(table.headers.index(column.header), column) for column in plan.columns if column.field]
        self.width = len(table.headers)
        self.created = self.updated = self.companies_created = self.left_out = 0
        self.problems: list[Problem] = []
        self.first: list[str] = []

    def take(self, number: int, row: tuple[str, ...]) -> None:
        """One row: its cells read, then the record found or made."""
        if len(row) > self.width:
            self._trouble(number, "", f"This row has {len(row)} cells, the headers {self.width}; the rest is left out.")
        values: Values = {}
        for place, column in self.places:
            text = row[place].strip() if place < len(row) else ""
            if text:
                self._read(number, column, text, values)
        try:
            {"contact": self._contact, "company": self._company, "deal": self._deal}[self.plan.kind](number, values)
        except ToolError as problem:
            self.left_out += 1
            self._trouble(number, "", f"Left out: {problem.sentence}")

    def _read(self, number: int, column: Column, text: str, values: Values) -> None:
        try:
            values[str(column.field)] = cell_value(text, column.type, column.manner)
        except CellProblem as problem:
            self._trouble(number, column.header, problem.sentence)

    def _trouble(self, number: int, column: str, sentence: str) -> None:
        self.problems.append(Problem(number, column, sentence))

    def _header(self, field: str) -> str:
        return next((column.header for _, column in self.places if column.field == field), "")

    def _keep(self, kind: str, known: str | None, values: Values) -> str:
        if known is None:
            self.created += 1
            id = self.writing.create(kind, values)
        else:
            self.updated += 1
            self.writing.change(kind, known, values)
            id = known
        if len(self.first) < SHOWN and id not in self.first:
            self.first.append(id)
        return id

    def _contact(self, number: int, values: Values) -> None:
        self._owner(number, values)
        _split_name(values)
        company = values.pop("company", None)
        about = {name: values.pop(field, None) for field, name in COMPANY_PARTS.items()}
        if company:
            values["company"] = self._linked_company(str(company), {k: v for k, v in about.items() if v is not None})
        address = values.get("email")
        if not any(values.get(name) for name in ("email", "firstName", "lastName", "company", "phone")):
            raise ToolError("invalid", "nobody is named here.")
        known = self.writing.by_key("contact", str(address)) if address else self._namesake(values)
        if known is not None and "tags" in values:
            self.writing.add_tags("contact", known, [str(tag) for tag in values.pop("tags")])  # type: ignore[attr-defined]
        self._keep("contact", known, values)

    def _namesake(self, values: Values) -> str | None:
        """Somebody without an address, of the same name at the same company."""
        if not values.get("firstName") and not values.get("lastName"):
            return None
        company = values.get("company")
        query = (
            "select id from contact where email is null and firstName is ? and lastName is ? and company is ? limit 1"
        )
        named = (values.get("firstName"), values.get("lastName"), company["id"] if isinstance(company, dict) else None)
        row = self.writing.connection.execute(query, named).fetchone()
        return row["id"] if row else None

    def _company(self, number: int, values: Values) -> None:
        self._owner(number, values)
        if not values.get("name"):
            raise ToolError("invalid", "the company has no name.")
        contact = values.pop("contact", None)
        if contact:
            values["contact"] = self._linked_contact(number, str(contact), None)
        self._keep("company", self.writing.by_key("company", str(values["name"])), values)

    def _deal(self, number: int, values: Values) -> None:
        self._owner(number, values)
        currency = values.pop("currency", None)
        if isinstance(values.get("value"), Money) and currency:
            values["value"] = self._in_currency(number, values["value"], str(currency))
        company, contact = values.pop("company", None), values.pop("contact", None)
        if not values.get("name"):
            raise ToolError("invalid", "the deal has no name.")
        if company:
            values["company"] = self._linked_company(str(company), {})
        known = self._same_deal(str(values["name"]), values.get("company"))
        if contact:
            linked = self._linked_contact(number, str(contact), values.get("company"))
            values |= {"contact": linked} if linked else {}
        if known is None:
            values = {"value": Money(ZERO, self.writing.currency), "stage": "Lead", **values}
            values.setdefault("owner", {"type": "person", "id": self.people[0].id if self.people else "me"})
            if "contact" not in values:
                values["contact"] = self._nobody(number, values.get("company"))
        self._keep("deal", known, values)

    def _in_currency(self, number: int, value: object, currency: str) -> object:
        code = currency.strip().upper()
        if len(code) == 3 and code.isalpha() and isinstance(value, Money):
            return Money(value.amount, code)
        self._trouble(
            number, self._header("currency"), f"`{currency[:20]}` is no currency; {self.writing.currency} was taken."
        )
        return value

    def _same_deal(self, name: str, company: object) -> str | None:
        rows = self.writing.connection.execute("select id, company from deal where key = ?", (same_email(name),))
        wanted = company["id"] if isinstance(company, dict) else None
        return next((row["id"] for row in rows if wanted is None or row["company"] in (None, wanted)), None)

    def _nobody(self, number: int, company: object) -> Values:
        """A nameless contact, so that the deal is kept; it has no address, so nobody is written to by mistake."""
        who = {"company": company} if isinstance(company, dict) else {}
        self._trouble(number, self._header("contact"), "No contact is named; the deal got an empty one to fill in.")
        return {"type": "contact", "id": self.writing.create("contact", who)}

    def _linked_company(self, name: str, about: Mapping[str, object]) -> Values:
        id = self.writing.by_key("company", name)
        if id is None:
            self.companies_created += 1
            id = self.writing.create("company", {"name": name, **about})
        elif about:
            self.writing.change("company", id, about)
        return {"type": "company", "id": id}

    def _linked_contact(self, number: int, text: str, company: object) -> Values | None:
        """The contact of that address or name; made where an address or a name is new and a company is given."""
        if "@" in text:
            address = text.rpartition("<")[2].strip("<> ")
            id = self.writing.by_key("contact", address)
        else:
            address, id = "", self._named(number, text, company)
        if id is None and company is None and not address:
            self._trouble(number, self._header("contact"), f"No contact is called `{text[:80]}`.")
            return None
        if id is None:
            values: Values = {"email": address} if address else {"fullName": text}
            _split_name(values)
            id = self.writing.create("contact", values | ({"company": company} if company else {}))
        return {"type": "contact", "id": id}

    def _named(self, number: int, name: str, company: object) -> str | None:
        query = (
            "select id, company from contact where "
            "trim(coalesce(firstName, '') || ' ' || coalesce(lastName, '')) = ? collate nocase"
        )
        rows = self.writing.connection.execute(query, (name,)).fetchall()
        if isinstance(company, dict) and any(row["company"] == company["id"] for row in rows):
            rows = [row for row in rows if row["company"] == company["id"]]
        if len(rows) > 1:
            self._trouble(
                number, self._header("contact"), f"{len(rows)} contacts are called `{name[:80]}`; none was taken."
            )
        return rows[0]["id"] if len(rows) == 1 else None

    def _owner(self, number: int, values: Values) -> None:
        """The colleague meant by a name or an address."""
        text = values.pop("owner", None)
        if not text:
            return
        wanted = fold(str(text))
        for person in self.people:
            if wanted in (fold(person.name), fold(person.email), fold(person.id), fold(person.name.split()[0])):
                values["owner"] = {"type": "person", "id": person.id}
                return
        self._trouble(
            number, self._header("owner"), f"Nobody here is called `{str(text)[:80]}`; the owner is left out."
        )


COMPANY_PARTS: Final = {"companyEmployees": "employees", "companyIndustry": "industry"}
"""Columns of a file of contacts that say something about the company."""
ZERO: Final = Decimal(0)


def _split_name(values: Values) -> None:
    """A whole name becomes first and last name, unless those are there."""
    whole = values.pop("fullName", None)
    if not whole or values.get("firstName") or values.get("lastName"):
        return
    last, comma, first = str(whole).partition(",")
    if not comma:
        first, _, last = str(whole).strip().rpartition(" ")
        first, last = (first, last) if first else (last, "")
    values |= {"firstName": first.strip() or None, "lastName": last.strip() or None}
