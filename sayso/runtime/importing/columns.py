"""Which column goes to which field, guessed from its header, and what has to be asked because a column is ambiguous."""

import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import Final, Literal

import msgspec

from sayso.connectors.crm.records import RECORDS
from sayso.connectors.shape import CustomField
from sayso.dsl.catalog import Field
from sayso.dsl.types import DATE, DATETIME, MONEY, NUMBER, PERCENT, TEXT, Type, present
from sayso.runtime.importing.cells import SHORT_DATE, Manner, currency_in
from sayso.runtime.importing.files import ImportProblem, KindUnknown, Table
from sayso.runtime.importing.headers import NAMES, TELLING, Kind

Asked = Literal["percent", "currency", "date", "number"]

EXTRA: Final[dict[str, Type]] = {
    "fullName": TEXT,
    "companyEmployees": NUMBER,
    "companyIndustry": TEXT,
    "currency": TEXT,
    "contact": TEXT,
    "company": TEXT,
    "owner": TEXT,
}
"""Fields that a text in a cell stands for: names of people and companies, and what belongs to the company."""


class Column(msgspec.Struct, frozen=True):
    """A column and the field it goes to; `field` None leaves it out. `custom`: the field is the workspace's own."""

    header: str
    field: str | None = None
    type: Type = TEXT
    custom: bool = False
    manner: Manner = Manner()


class Question(msgspec.Struct, frozen=True):
    """What has to be known before a column can be read. Answer with one of `options` under `id`."""

    id: str
    column: str
    asked: Asked
    sentence: str
    options: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """How a table will be imported. Open questions must be answered first."""

    kind: Kind
    columns: tuple[Column, ...]
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


def plan_import(
    table: Table,
    *,
    kind: Kind | None = None,
    mapping: Mapping[str, str | None] | None = None,
    answers: Mapping[str, str] | None = None,
    custom_fields: Iterable[CustomField] = (),
    currency: str = "USD",
    zone: tzinfo | None = None,
) -> Plan:
    """A plan for a table. `mapping` overrides guesses, header to field (None leaves a column out)."""
    own = tuple(custom_fields)
    chosen = kind or _kind(table)
    columns, notes = _columns(table, chosen, dict(mapping or {}), own)
    manners, questions = _Manners(table, dict(answers or {}), currency, zone).of(columns)
    settled = tuple(
        msgspec.structs.replace(column, manner=manner) for column, manner in zip(columns, manners, strict=True)
    )
    return Plan(chosen, settled, tuple(questions), (*table.notes, *notes))


def _key(header: str) -> str:
    bare = re.sub(r"\((?!%)[^)]*\)", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header))
    return re.sub(r"[^a-z0-9]+", "", bare.casefold())


def _known(kind: Kind, own: tuple[CustomField, ...]) -> dict[str, tuple[str, bool]]:
    known: dict[str, tuple[str, bool]] = {}
    for field in own:
        if field.record == kind:
            known |= {_key(name): (field.name, True) for name in (field.name, field.label) if name}
    for name, headers in NAMES[kind].items():
        for header in (name, *headers):
            known.setdefault(_key(header), (name, False))
    for declared in _record_fields(kind).values():
        for word in (declared.name, *declared.words):
            if declared.writable:
                known.setdefault(_key(word), (declared.name, False))
    return known


def _record_fields(kind: Kind) -> dict[str, Field]:
    record = next(record for record in RECORDS if record.name == kind)
    return {field.name: field for field in record.fields}


def _kind(table: Table) -> Kind:
    def score(kind: Kind, telling: frozenset[str]) -> int:
        return len({name for name, _ in _guesses(table, kind)} & telling)

    scores = [(score(kind, telling), kind) for kind, telling in TELLING]
    best = max(scores, key=lambda pair: pair[0])
    if best[0] == 0 and {known for known, _ in _guesses(table, "contact")} >= {"fullName", "company"}:
        return "contact"
    if best[0] == 0:
        raise KindUnknown("These headers look like neither contacts nor companies nor deals. Say which they are.")
    return best[1]


def _guesses(table: Table, kind: Kind) -> list[tuple[str, bool]]:
    known = _known(kind, ())
    return [known[_key(header)] for header in table.headers if _key(header) in known]


def _columns(
    table: Table, kind: Kind, mapping: dict[str, str | None], own: tuple[CustomField, ...]
) -> tuple[list[Column], list[str]]:
    known = _known(kind, own)
    unknown = [header for header in mapping if header not in table.headers]
    if unknown:
        raise ImportProblem(f"There is no column `{unknown[0]}`.")
    notes: list[str] = []
    taken: set[str] = {field for field in mapping.values() if field}
    columns: list[Column] = []
    for header in table.headers:
        if header in mapping:
            columns.append(_column(header, kind, mapping[header], own))
            continue
        name, custom = known.get(_key(header), (None, False))
        if name is None or name in taken:
            notes.append(f"`{header}` is left out." if name is None else f"`{header}` is left out: `{name}` is there.")
            columns.append(Column(header))
            continue
        taken.add(name)
        columns.append(_typed(header, kind, name, custom, own))
    return columns, notes


def _column(header: str, kind: Kind, field: str | None, own: tuple[CustomField, ...]) -> Column:
    if field is None:
        return Column(header)
    custom = any(f.record == kind and f.name == field for f in own)
    if not custom and field not in EXTRA and field not in _record_fields(kind):
        raise ImportProblem(f"A {kind} has no field `{field}`.")
    return _typed(header, kind, field, custom, own)


def _typed(header: str, kind: Kind, name: str, custom: bool, own: tuple[CustomField, ...]) -> Column:
    if custom:
        return Column(header, name, next(f.type for f in own if f.record == kind and f.name == name), True)
    if name in EXTRA and not (name == "contact" and kind == "contact"):
        return Column(header, name, EXTRA[name])
    return Column(header, name, present(_record_fields(kind)[name].type))


class _Manners:
    """How each column is to be read: by what its cells show, else by an answer, else a question."""

    def __init__(self, table: Table, answers: dict[str, str], currency: str, zone: tzinfo | None) -> None:
        self.table, self.answers, self.currency = table, answers, currency
        self.plain = Manner(currency=currency) if zone is None else Manner(currency=currency, zone=zone)
        self.questions: list[Question] = []

    def of(self, columns: list[Column]) -> tuple[list[Manner], list[Question]]:
        """The manner of each column, and what is still open."""
        named = any(column.field == "currency" for column in columns)
        return [self._manner(column, named) for column in columns], self.questions

    def _manner(self, column: Column, named: bool) -> Manner:
        if column.field is None:
            return self.plain
        changes: dict[str, object] = {}
        cells = self.table.cells(column.header)
        if column.type in (NUMBER, MONEY, PERCENT):
            changes["comma"] = self._comma(column.header, cells)
        if column.type == PERCENT:
            changes["fraction"] = self._fraction(column.header, cells)
        if column.type == MONEY:
            changes["currency"] = self._currency(column.header, cells, named)
        if column.type in (DATE, DATETIME):
            changes["month_first"] = self._month_first(column.header, cells)
        return msgspec.structs.replace(self.plain, **changes)

    def _ask(self, column: str, asked: Asked, sentence: str, options: tuple[str, ...]) -> str:
        """The answer, or the first option for the time being, with the question noted as open."""
        id = f"{column}:{asked}"
        if id in self.answers:
            answer = self.answers[id]
            if asked != "currency" and answer not in options:
                raise ImportProblem(f"`{answer}` is no answer to: {sentence}")
            return answer
        self.questions.append(Question(id, column, asked, sentence, options))
        return options[0]

    def _comma(self, header: str, cells: list[str]) -> bool:
        shapes = [_separators(cell) for cell in cells]
        if any(shape == "comma" for shape in shapes):
            return True
        unclear = next((cell for cell, shape in zip(cells, shapes, strict=True) if shape == "unclear"), None)
        if unclear is None or any(shape == "point" for shape in shapes):
            return False
        digits = re.sub(r"[^\d.,]", "", unclear)
        large, small = re.sub(r"[.,]", "", digits), re.sub(",", ".", digits)
        sentence = f"Is {digits} in `{header}` {large} or {small}?"
        is_large = self._ask(header, "number", sentence, (large, small)) == large
        return ("." in digits) == is_large

    def _fraction(self, header: str, cells: list[str]) -> bool:
        bare = [_size(cell) for cell in cells if not cell.endswith("%")]
        small = [size for size in bare if size is not None and 0 < size <= 1]
        if "%" in header or not small:
            return False
        shown = f"{max(small):g}"
        large = f"{max(small) * 100:g}%"
        sentence = f"Does {shown} in `{header}` mean {large} or {shown}%?"
        return self._ask(header, "percent", sentence, (large, f"{shown}%")) == large

    def _currency(self, header: str, cells: list[str], named: bool) -> str:
        said = currency_in(header)
        if said or named or not cells or all(currency_in(cell) for cell in cells):
            return said or self.currency
        options = tuple(dict.fromkeys((self.currency, "EUR", "USD", "GBP")))
        answer = self._ask(header, "currency", f"Which currency is `{header}` in?", options)
        if not re.fullmatch(r"[A-Z]{3}", answer):
            raise ImportProblem(f"`{answer}` is no currency. Use three letters, like EUR.")
        return answer

    def _month_first(self, header: str, cells: list[str]) -> bool:
        dates = [found for found in (SHORT_DATE.match(cell) for cell in cells) if found]
        if any(int(found[1]) > 12 for found in dates) or not dates or all("." in found[0] for found in dates):
            return False
        if any(int(found[2]) > 12 for found in dates):
            return True
        unclear = next((found[0] for found in dates if found[1] != found[2]), None)
        if unclear is None:
            return False
        sentence = f"In `{header}`, does {unclear} begin with the day or the month?"
        return self._ask(header, "date", sentence, ("day first", "month first")) == "month first"


def _separators(cell: str) -> Literal["none", "comma", "point", "unclear"]:
    """Which mark is the decimal one, as far as one cell shows it."""
    digits = re.sub(r"[^\d.,]", "", cell).strip(".,")
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return "none"
    if len(set(marks)) == 2:
        return "comma" if marks[-1] == "," else "point"
    if len(marks) > 1:
        return "comma" if marks[0] == "." else "point"
    head, _, tail = digits.partition(marks[0])
    if len(tail) == 3 and head not in ("", "0") and len(head) <= 3:
        return "unclear"
    return "comma" if marks[0] == "," else "point"


def _size(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None
