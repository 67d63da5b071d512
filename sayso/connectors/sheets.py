"""Google Sheets: rows read, added and changed. A row's usual columns have names; all cells stand in `cells`."""

from datetime import timedelta

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, nothing, unconnected
from sayso.dsl.catalog import Field, Parameter, RecordType, Tool
from sayso.dsl.types import BOOLEAN, DATE, EMAIL, MONEY, NUMBER, PERCENT, PHONE, TEXT, ListOf, RecordOf, optional

ROW, SHEET = RecordOf("row"), RecordOf("sheet")
WHICH = Parameter("sheet", TEXT, aims=True, records=("sheet",), words=("spreadsheet", "the sheet"))
CELLS = Parameter("cells", ListOf(TEXT), words=("row", "values"))
RANGE = Parameter("range", TEXT, required=False, aims=True)
WRITES = ("spreadsheets",)

ROW_FIELDS: tuple[Field, ...] = (
    card("id", TEXT, writable=False),
    internal("number", NUMBER, "row number", writable=False),
    internal("cells", ListOf(TEXT), "values", writable=False),
    card("name", optional(TEXT), writable=False),
    card("firstName", optional(TEXT), writable=False),
    card("lastName", optional(TEXT), writable=False),
    card("email", optional(EMAIL), writable=False),
    card("phone", optional(PHONE), writable=False),
    card("company", optional(TEXT), writable=False),
    internal("client", optional(TEXT), "customer", writable=False),
    internal("status", optional(TEXT), writable=False),
    internal("amount", optional(MONEY), writable=False),
    internal("dueDate", optional(DATE), "due", writable=False),
    internal("daysOverdue", optional(NUMBER), "days overdue", writable=False),
    internal("roas", optional(NUMBER), "return on ad spend", writable=False),
    internal("spendPercent", optional(PERCENT), "share of the budget spent", writable=False),
)

TOOLS: tuple[Tool, ...] = (
    Tool(
        "sheets.read_rows",
        "read the sheet {sheet}",
        "read",
        (WHICH, RANGE, Parameter("where", BOOLEAN, required=False, filter="row", words=("that", "whose"))),
        ListOf(ROW),
        repeatable=True,
        connection="sheets",
        scopes=("spreadsheets.readonly",),
        words=(
            "read the sheet",
            "read the row",
            "read the spreadsheet",
            "read from the sheet",
            "get the rows",
            "find in the sheet",
        ),
    ),
    Tool(
        "sheets.append_row",
        "add a row to the sheet {sheet}",
        "write",
        (WHICH, CELLS),
        connection="sheets",
        scopes=WRITES,
        fills="row",
        noun="row",
        words=(
            "add a row",
            "append to the sheet",
            "add to the sheet",
            "put in the sheet",
            "write into the sheet",
            "log in the sheet",
            "add a line to the sheet",
            "throw into the sheet",
            "enter in the sheet",
            "record in the sheet",
        ),
    ),
    Tool(
        "sheets.update_cells",
        "change {range} of the sheet {sheet}",
        "write",
        (WHICH, Parameter("range", TEXT, aims=True), CELLS),
        repeatable=True,
        connection="sheets",
        scopes=WRITES,
        fills="row",
        noun="change",
        words=(
            "update the cells",
            "change the sheet",
            "update the sheet",
            "write into the cell",
            "update the column in the sheet",
            "set cell",
            "overwrite in the sheet",
            "update cell",
        ),
    ),
    Tool(
        "sheets.create_sheet",
        'create the sheet "{title}"',
        "write",
        (Parameter("title", TEXT, words=("called",)),),
        SHEET,
        connection="sheets",
        scopes=WRITES,
        noun="sheet",
        words=(
            "create a sheet",
            "new spreadsheet",
            "create a spreadsheet",
            "set up a sheet",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType("row", ROW_FIELDS, "name", "rows", words=("line", "invoice")),
    RecordType("sheet", (card("id", TEXT, writable=False), card("name", TEXT, writable=False)), "name", "sheets"),
)


def _row(call: Call, number: int, name: str, days_overdue: int) -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(field.name for field in ROW_FIELDS)
    return {
        **empty,
        "type": "row",
        "id": made_up.short_id(call, f"r{number}-"),
        "number": number,
        "cells": [name, f"{name.lower()}@acme.example", str(days_overdue)],
        "name": name,
        "email": f"{name.lower()}@acme.example",
        "client": "Acme",
        "status": "open",
        "dueDate": call.at.date() - timedelta(days=days_overdue),
        "daysOverdue": days_overdue,
        "roas": 3,
    }


def _rows(call: Call, resources: Resources) -> object:
    rows = [_row(call, 2, "Robin", 3), _row(call, 3, "Kim", 34)]
    where = call.arguments.get("where")
    return [row for row in rows if where(row)] if callable(where) else rows


def _sheet(call: Call, resources: Resources) -> object:
    return {"type": "sheet", "id": made_up.short_id(call, "sh"), "name": made_up.text(call, "title", "Sheet")}


EXAMPLES = {
    "sheets.read_rows": _rows,
    "sheets.append_row": nothing,
    "sheets.update_cells": nothing,
    "sheets.create_sheet": _sheet,
}

CONNECTOR = Connector("sheets", "Google Sheets", unconnected("Google Sheets"), examples(EXAMPLES), TOOLS, RECORDS)
