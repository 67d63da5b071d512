"""Practice Google Sheets: rows are kept. The first row of a sheet names its columns; a row's cells are texts."""

import json
import re
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sayso.connectors import examples as made_up
from sayso.connectors.addresses import is_email
from sayso.connectors.practice.desk import Act, Desk
from sayso.connectors.shape import Call, ToolError
from sayso.connectors.sheets import ROW_FIELDS
from sayso.dsl.addresses import fold
from sayso.dsl.coerce import WrongType, coerce

MOST_ROWS: Final = 10_000
MOST_CELLS: Final = 100
LONGEST_CELL: Final = 5_000
PLACE: Final = re.compile(r"([A-Za-z]{1,2})([1-9]\d{0,5})")
COLUMNS: Final = {fold(field.name): field for field in ROW_FIELDS if field.name not in ("id", "number", "cells")}
"""Fields that a column of the same name fills, whatever its case and blanks."""
Span = tuple[int, int, int, int]
"""First column and row, last column and row, counted from 1."""


def _read(desk: Desk, call: Call) -> object:
    key = _sheet(desk, call)
    span = _span(call)
    heads = _heads(desk, key)
    where = call.arguments.get("where")
    found = []
    for number, cells in _lines(desk, key):
        if number == 1 or (span and not span[1] <= number <= span[3]):
            continue
        row = _row(desk, key, number, cells, heads, span)
        if not callable(where) or where(row):
            found.append(row)
    return found


def _append(desk: Desk, call: Call) -> object:
    """One row more, each time it is called."""
    cells = _cells(call)
    key = _sheet(desk, call, make=True)
    last = desk.rows("select max(number) from line where sheet = ?", key)[0][0] or 1
    if last >= MOST_ROWS:
        raise ToolError("refused", f"The practice sheet is full: it holds {MOST_ROWS:,} rows.")
    _put(desk, key, last + 1, cells)
    return None


def _update(desk: Desk, call: Call) -> object:
    key, span, cells = _sheet(desk, call), _span(call), _cells(call)
    if span is None:
        raise ToolError("invalid", "Name the cells to change, such as B2 or B2:D2.")
    left, top, right, bottom = span
    if len(cells) > 1 and (left, top) == (right, bottom):
        right = left + len(cells) - 1
    wide = right - left + 1
    if len(cells) > wide * (bottom - top + 1):
        raise ToolError("invalid", f"{len(cells)} values do not fit into {made_up.text(call, 'range')}.")
    if bottom > MOST_ROWS or right > MOST_CELLS:
        raise ToolError("invalid", f"A practice sheet has {MOST_ROWS:,} rows of {MOST_CELLS} cells at most.")
    if not desk.first():
        return None
    known = dict(_lines(desk, key))
    for place in range(0, len(cells), wide):
        number, values = top + place // wide, cells[place : place + wide]
        line = known.get(number, [])
        line = [*line, *[""] * (left - 1 + len(values) - len(line))]
        line[left - 1 : left - 1 + len(values)] = values
        _put(desk, key, number, line)
    return None


def _create(desk: Desk, call: Call) -> object:
    """One sheet more, each time it is called; a name that is taken gets a number."""
    title = made_up.text(call, "title", "Sheet").strip() or "Sheet"
    name, number = title, 1
    while desk.rows("select 1 from sheet where key = ?", fold(name)):
        number += 1
        name = f"{title} ({number})"
    return _made(desk, name)


def _made(desk: Desk, name: str) -> dict[str, object]:
    before = desk.rows("select count(*) from sheet where instr(id, ?) = 1", desk.own_id)[0][0]
    id = desk.own_id + (f"-{before + 1}" if before else "")
    desk.write("insert into sheet (key, id, name) values (?, ?, ?)", fold(name), id, name)
    return {"type": "sheet", "id": id, "name": name}


def _sheet(desk: Desk, call: Call, make: bool = False) -> str:
    """The key of the sheet that is meant by its name or id."""
    given = call.arguments.get("sheet")
    named = str(given.get("id")) if isinstance(given, dict) else str(given or "").strip()
    rows = desk.rows("select key from sheet where id = ? or key = ?", named, fold(named))
    if rows:
        return str(rows[0]["key"])
    if not make or not named:
        raise ToolError("not-found", f"There is no practice sheet “{named[:100]}”. Create it, or add a row to it.")
    _made(desk, named)
    return fold(named)


def _lines(desk: Desk, key: str) -> list[tuple[int, list[str]]]:
    rows = desk.rows("select number, cells from line where sheet = ? order by number", key)
    return [(row["number"], json.loads(row["cells"])) for row in rows]


def _put(desk: Desk, key: str, number: int, cells: list[str]) -> None:
    query = "insert into line values (?, ?, ?) on conflict (sheet, number) do update set cells = excluded.cells"
    desk.write(query, key, number, json.dumps(cells, ensure_ascii=False))


def _heads(desk: Desk, key: str) -> list[str]:
    first = desk.rows("select cells from line where sheet = ? and number = 1", key)
    return [fold(cell).replace(" ", "").replace("_", "") for cell in json.loads(first[0]["cells"])] if first else []


def _row(desk: Desk, key: str, number: int, cells: list[str], heads: list[str], span: Span | None) -> dict[str, object]:
    """A row with its named columns; without names, its first cell is the name, and an address the email."""
    shown = cells[span[0] - 1 : span[2]] if span else cells
    row: dict[str, object] = dict.fromkeys(field.name for field in ROW_FIELDS)
    row |= {"type": "row", "id": f"practice-sheets-{key}-{number}", "number": number, "cells": shown}
    if heads:
        for head, cell in zip(heads, cells, strict=False):
            if head in COLUMNS and cell.strip():
                row[COLUMNS[head].name] = _value(desk, head, cell.strip())
    elif cells:
        row["name"] = cells[0]
        row["email"] = next((cell for cell in cells if is_email(cell)), None)
    if row["daysOverdue"] is None and isinstance(row["dueDate"], date):
        row["daysOverdue"] = (desk.call.at.date() - row["dueDate"]).days
    return row


def _value(desk: Desk, head: str, cell: str) -> object:
    """A cell as its field holds it; what does not fit is as if it were empty."""
    zone = ZoneInfo(desk.resources.zone)
    try:
        return coerce(cell, COLUMNS[head].type, {}, "", None, desk.resources.currency, zone)
    except WrongType:
        return None


def _cells(call: Call) -> list[str]:
    given = call.arguments.get("cells")
    cells = [str(cell) for cell in given] if isinstance(given, list) else []
    if not cells:
        raise ToolError("invalid", "There is nothing to write: give the values of the cells.")
    if len(cells) > MOST_CELLS or any(len(cell) > LONGEST_CELL for cell in cells):
        raise ToolError("invalid", f"A row takes {MOST_CELLS} values of {LONGEST_CELL:,} characters at most.")
    return cells


def _span(call: Call) -> Span | None:
    """The cells that a range names, such as `B2:D9`; None where none is given."""
    text = made_up.text(call, "range").strip()
    if not text:
        return None
    first, _, last = text.partition(":")
    begin, end = PLACE.fullmatch(first), PLACE.fullmatch(last or first)
    if begin is None or end is None:
        raise ToolError("invalid", f"“{text[:40]}” names no cells. Write it like B2, or B2:D9.")
    left, top, right, bottom = _column(begin[1]), int(begin[2]), _column(end[1]), int(end[2])
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


SHEETS: Final[dict[str, Act]] = {
    "sheets.read_rows": _read, "sheets.append_row": _append, "sheets.update_cells": _update,
    "sheets.create_sheet": _create,
}  # fmt: skip
