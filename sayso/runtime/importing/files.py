"""From the bytes of a CSV file to a table of texts: encoding and delimiter found out, and said where it was a guess."""

import csv
import io
from typing import Final

import msgspec

LARGEST: Final = 20_000_000
MOST_ROWS: Final = 50_000
DELIMITERS: Final = (",", ";", "\t", "|")
NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


class ImportProblem(Exception):
    """The file cannot be imported, or not yet; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class KindUnknown(ImportProblem):
    """The headings do not tell what the rows are."""


class Table(msgspec.Struct, frozen=True):
    """A CSV file as texts. `rows` carry their number as a spreadsheet shows it: the first after the headers is 2."""

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    delimiter: str
    notes: tuple[str, ...] = ()

    def cells(self, header: str) -> list[str]:
        """Every filled cell of a column."""
        place = self.headers.index(header)
        return [row[place].strip() for _, row in self.rows if place < len(row) and row[place].strip()]


def read_table(raw: bytes) -> Table:
    """The table in these bytes; raises `ImportProblem` where there is none."""
    if len(raw) > LARGEST:
        raise ImportProblem(f"The file is larger than {LARGEST // 1_000_000} MB. Split it.")
    text, encoding, notes = _decoded(raw)
    if "\0" in text:
        raise ImportProblem("This is not a CSV file.")
    delimiter = _delimiter(text)
    if delimiter != ",":
        notes.append(f"The columns are separated by {NAMES[delimiter]}.")
    lines = _lines(text, delimiter)
    _refuse_open_quote(text, delimiter)
    first = next((number for number, line in enumerate(lines) if any(cell.strip() for cell in line)), None)
    if first is None:
        raise ImportProblem("The file is empty.")
    headers = _headers(lines[first], notes)
    rows = [
        (number, tuple(line))
        for number, line in enumerate(lines[first + 1 :], first + 2)
        if any(cell.strip() for cell in line)
    ]
    if len(rows) > MOST_ROWS:
        raise ImportProblem(f"The file has {len(rows):_} rows; at most {MOST_ROWS:_} go in one import. Split it.")
    return Table(headers, tuple(rows), encoding, delimiter, tuple(notes))


def _decoded(raw: bytes) -> tuple[str, str, list[str]]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(raw, "utf-16"), "utf-16", ["The file was read as UTF-16."]
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp1252":
            return text, "latin-1", [LATIN]
        return text, "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8", []
    return raw.decode("latin-1"), "latin-1", [LATIN]


LATIN: Final = "The file is not UTF-8 and was read as Latin-1 (Western European). Look at names with accents."


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as problem:
        raise ImportProblem("The file's characters cannot be read. Save it as UTF-8.") from problem


def _delimiter(text: str) -> str:
    """The one that gives the most columns in most of the first lines."""

    def score(delimiter: str) -> tuple[int, int]:
        widths = [len(line) for line in _lines(text[:20_000], delimiter)[:20] if line]
        width = widths[0] if widths else 0
        return (sum(1 for other in widths if other == width) if width > 1 else 0, width)

    return max(DELIMITERS, key=score)


def _lines(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(1_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise ImportProblem("The file cannot be read as CSV.") from problem


def _refuse_open_quote(text: str, delimiter: str) -> None:
    """A quote that is never closed would swallow every row after it."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            raise ImportProblem(
                "A quotation mark opens a cell and is never closed, so the rows after it cannot be told apart."
            ) from None


def _headers(line: list[str], notes: list[str]) -> tuple[str, ...]:
    headers: list[str] = []
    for number, cell in enumerate(line, 1):
        header = " ".join(cell.split()) or f"Column {number}"
        if header in headers:
            notes.append(f"`{header}` stands twice; the second one is called `{header} {number}` here.")
            header = f"{header} {number}"
        headers.append(header)
    return tuple(headers)
