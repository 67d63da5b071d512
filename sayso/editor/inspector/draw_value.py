"""The value of one row of a condition: a choice, words and data, two of them, or several with commas."""

from collections.abc import Awaitable, Callable

import msgspec

from sayso.dsl.expressions import Text
from sayso.dsl.parse import NotAnExpression, parse_expression
from sayso.dsl.types import TEXT, Choice, ListOf, Type, Unknown, optional, present
from sayso.editor.inspector.bench import Bench
from sayso.editor.inspector.chips import is_path, pieces_of, pieces_of_text
from sayso.editor.inspector.elements import heard
from sayso.editor.inspector.kinds import kind_of_type, quoted
from sayso.editor.inspector.operators import MANY, NO_VALUE, TWO
from sayso.editor.inspector.rows import Row
from sayso.editor.inspector.shapes import FormField, Kind, Option, Piece
from sayso.editor.inspector.written import source_from
from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import box, said

Take = Callable[[Row], Awaitable[None]]


def draw_value(bench: Bench, field: FormField, row: Row, take: Take) -> None:
    """What a row compares with."""
    if row.operator in NO_VALUE:
        return
    options = _options(bench, row)
    if options and row.operator not in MANY:
        _chosen(bench, field, row, options, take)
    elif row.operator in MANY:
        _several(bench, field, row, take)
    else:
        for number in range(2 if row.operator in TWO else 1):
            if number:
                said(bench.say("inspector.and"), "small quiet", tag="span")
            _one(bench, field, row, number, take)


def _options(bench: Bench, row: Row) -> tuple[Option, ...]:
    """What may be chosen, for fields that have few values; none where something else stands there."""
    kind = present(row.kind) if row.kind is not None else None
    last = row.path.rpartition(".")[2]
    named = {"stage": bench.editor.catalog.stages, "tags": bench.editor.catalog.tags}.get(last) or ()
    equal = row.operator in ("==", "!=", "contains", "not contains")
    words = kind.options if isinstance(kind, Choice) else named if equal else ()
    options = tuple(Option(quoted(one), one) for one in words)
    return options if not row.values or any(one.value == row.values[0] for one in options) else ()


def _chosen(bench: Bench, field: FormField, row: Row, options: tuple[Option, ...], take: Take) -> None:
    here = row.values[0] if row.values else ""
    offered = [*([] if here else [("", bench.say("inspector.choose"))]), *((one.value, one.words) for one in options)]

    async def chosen(value: str) -> None:
        await take(msgspec.structs.replace(row, values=(value,) if value else ()))

    label = bench.say("inspector.row_value", of=row.words)
    bench.keeper.line(field.name, "select", label, here, options=offered, off=bench.off, changed=chosen)


def _several(bench: Bench, field: FormField, row: Row, take: Take) -> None:
    """Several values with commas between."""
    wanted = _wanted(row)

    async def left(words: str) -> None:
        kind = kind_of_type(wanted)
        parts = [part.strip() for part in words.split(",") if part.strip()]
        await take(msgspec.structs.replace(row, values=tuple(_written(part, kind) for part in parts)))

    shown = ", ".join(_plain(value) for value in row.values)
    label, hint = bench.say("inspector.row_value", of=row.words), bench.say("inspector.several")
    bench.keeper.line(field.name, "text", label, shown, hint=hint, off=bench.off, changed=left)


def _written(part: str, kind: Kind) -> str:
    if part.startswith("@") or kind not in ("text", "expression", "choice"):
        return part
    return quoted(part)


def _plain(value: str) -> str:
    """A text without its quotes."""
    try:
        read = parse_expression(value)
    except NotAnExpression:
        return value
    plain = read.parts if isinstance(read, Text) else ()
    return str(plain[0]) if len(plain) == 1 and isinstance(plain[0], str) else value


def _wanted(row: Row) -> Type:
    """The type of what a field is compared with: an element of a list, a text for a text."""
    kind = present(row.kind) if row.kind is not None else Unknown()
    if isinstance(kind, ListOf):
        return present(kind.item)
    return TEXT if row.operator in ("contains", "starts with", "ends with", "matches") else kind


def _one(bench: Bench, field: FormField, row: Row, number: int, take: Take) -> None:
    """One value in words and data."""
    wanted = _wanted(row)
    kind = kind_of_type(wanted)
    label = bench.say("inspector.row_value", of=row.words)
    here = row.values[number] if number < len(row.values) else ""
    asked = FormField("", label, kind if kind != "list" else "expression", here, data=True, wanted=wanted)

    async def left(told: object) -> None:
        values = [*row.values, "", ""][: max(2 if row.operator in TWO else 1, 1)]
        values[number] = _typed(asked, heard(told))
        await take(msgspec.structs.replace(row, values=tuple(values)))

    def offer() -> None:
        goal = None if isinstance(wanted, Unknown) else optional(wanted)
        bench.offer(place, made, goal, field.element, True)

    with box("line"):
        hint = bench.say.known(f"hint.{kind.replace('-', '_')}", "")
        made = bench.keeper.pieces(field.name, label, bench.told(_pieces(here)), hint=hint, off=bench.off, asks=True,
                                   changed=left, wanted=offer)  # fmt: skip
        made.classes("grow")
        if not bench.off:
            button("", made.ask, "plain tiny", "at-sign", bench.say("inspector.insert"))
    place = box("data-place")


def _typed(asked: FormField, pieces: tuple[Piece, ...]) -> str:
    """What somebody left; bare words that say no value are a text."""
    source = source_from(asked, pieces)
    if asked.kind not in ("expression", "choice") or not source:
        return source
    try:
        parse_expression(source)
    except NotAnExpression:
        return quoted(source)
    return source


def _pieces(source: str) -> tuple[Piece, ...]:
    try:
        value = parse_expression(source) if source else None
    except NotAnExpression:
        value = None
    if value is None:
        return (Piece("words", source, source),) if source else ()
    if isinstance(value, Text) and not is_path(value):
        return pieces_of_text(value)
    return pieces_of(value, source, 0)
