"""Conditions as rows; what rows cannot show is one field. Below, of how many it holds now."""

from sayso.dsl.parse import NotAnExpression, parse_expression
from sayso.editor.inspector import rows_draft
from sayso.editor.inspector.bench import Bench, Spot
from sayso.editor.inspector.chips import pieces_of
from sayso.editor.inspector.draw_value import draw_value
from sayso.editor.inspector.elements import heard
from sayso.editor.inspector.lines import known_of
from sayso.editor.inspector.needs import Counts
from sayso.editor.inspector.operators import Operator, operators_of, word_key
from sayso.editor.inspector.reach import element_names, kind_of, names_at
from sayso.editor.inspector.rows import DEEPEST, Row, Rows, rows_of, source_of
from sayso.editor.inspector.rows_draft import Place
from sayso.editor.inspector.shapes import FormField
from sayso.editor.inspector.written import source_from
from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import Tag, box, theirs


def draw_rows(bench: Bench, field: FormField, spot: Spot) -> None:
    """A condition, with its count below."""
    known = known_of(bench.editor.compiled, bench.editor.catalog, bench.say)
    names = names_at(known.flow, known.facts, known.catalog, bench.where)
    names = element_names(field.element, names) | names
    try:
        condition = parse_expression(field.source) if field.source else None
    except NotAnExpression:
        condition = None
    rows = bench.keeper.unwritten.get(field.name) or rows_of(condition, None, bench.editor.catalog, names)
    if rows is None:
        _as_written(bench, field, spot)
    else:
        RowsEditor(bench, field, spot.problem, box("conditions"), rows).draw()
    if field.source:
        _count(bench, field)


def _as_written(bench: Bench, field: FormField, spot: Spot) -> None:
    """One field, for what rows cannot show."""
    value = parse_expression(field.source)

    async def left(told: object) -> None:
        open_field = FormField(field.name, field.label, "expression", data=True)
        source = source_from(open_field, heard(told))
        if source != field.source:
            await bench.put(field, field.name, source, spot.problem)

    def wanted() -> None:
        bench.offer(place, made, None, field.element, False)

    told = bench.told(pieces_of(value, field.source, 0))
    made = bench.keeper.pieces(
        field.name, field.label, told, many=True, off=bench.off, asks=True, changed=left, wanted=wanted
    )
    if not bench.off:
        button(bench.say("inspector.insert"), made.ask, "link small-one at-head", "at-sign")
    place = box("data-place")


def _count(bench: Bench, field: FormField) -> None:
    """Of how many it holds now; asked once the form stands."""
    counted = box("count", role="status")
    editor = bench.editor

    async def count() -> None:
        told = await editor.count_matching(field.source) if isinstance(editor, Counts) else ""
        if told and not counted.is_deleted:
            with counted:
                theirs(told, "small quiet")

    bench.later(count)


class RowsEditor:
    """Rows while they are worked on; each change that can be read is one step of the history."""

    def __init__(self, bench: Bench, field: FormField, problem: Tag, holder: Tag, rows: Rows) -> None:
        """Nothing is drawn yet."""
        self.bench, self.field, self.problem, self.holder = bench, field, problem, holder
        self.rows = rows if rows.rows or not field.required else rows_draft.added(rows, ())

    def draw(self) -> None:
        """Draw them all."""
        with self.bench.keeper.again(self.holder):
            self._group(self.rows, ())

    async def take(self, rows: Rows) -> None:
        """Other rows: kept here, and in the flow as far as they are filled in."""
        self.rows, name, unwritten = rows, self.field.name, self.bench.keeper.unwritten
        self.draw()
        source = source_of(rows)
        same = source == self.field.source and name not in unwritten
        if same or (self.field.required and not source):
            return
        unwritten[name] = rows
        try:
            await self.bench.put(self.field, name, source, self.problem)
        finally:
            if unwritten.get(name) is rows:
                del unwritten[name]

    # ------------------------------------------------------------------ groups

    def _group(self, group: Rows, place: Place) -> None:
        bench, say = self.bench, self.bench.say
        with box("group stack tight", role="group", aria_label=say(f"inspector.join_{group.join}")):
            if len(group.rows) > 1:
                joins = [("and", say("inspector.join_and")), ("or", say("inspector.join_or"))]
                bench.keeper.line(
                    self.field.name, "select", say("inspector.join"), group.join, options=joins, off=bench.off,
                    changed=lambda join: self.take(rows_draft.joined(self.rows, place, join)),
                )  # fmt: skip
            for number, row in enumerate(group.rows):
                if isinstance(row, Rows):
                    self._group(row, (*place, number))
                else:
                    self._row(row, (*place, number))
            if not bench.off:
                self._more(place)

    def _more(self, place: Place) -> None:
        say = self.bench.say
        with box("line wrap"):
            button(say("inspector.add_row"), lambda: self._add(place, rows_draft.EMPTY), "link small-one", "plus")
            if len(place) < DEEPEST - 1 and self.rows.rows:
                other = "or" if getattr(rows_draft.at(self.rows, place), "join", "and") == "and" else "and"
                group = Rows("or" if other == "or" else "and", (rows_draft.EMPTY, rows_draft.EMPTY))
                button(say("inspector.add_group"), lambda: self._add(place, group), "link small-one", "plus")

    def _add(self, place: Place, new: Row | Rows) -> None:
        self.rows = rows_draft.added(self.rows, place, new)
        self.draw()

    # ------------------------------------------------------------------ rows

    def _row(self, row: Row, place: Place) -> None:
        bench, say = self.bench, self.bench.say
        with box("condition-row"):
            with box("line"):
                words = row.words or say("inspector.choose_field")
                chooser = button(words, lambda: self._fields(row, place, below), "field-name", off=bench.off)
                chooser.mark(translate="no")
                if not bench.off:
                    button("", lambda: self.take(rows_draft.put(self.rows, place, None)), "plain tiny", "x",
                           say("inspector.remove", what=row.words or say("inspector.row")))  # fmt: skip
            below = box("data-place")
            if row.path:
                self._operator(row, place)
                draw_value(bench, self.field, row, lambda new: self.take(rows_draft.put(self.rows, place, new)))

    def _operator(self, row: Row, place: Place) -> None:
        known = operators_of(row.kind)
        offered: tuple[Operator, ...] = known if row.operator in known else (*known, row.operator)
        options = [(one, self.bench.say(word_key(one, row.kind))) for one in offered]
        by_name = {one: one for one in offered}

        async def chosen(name: str) -> None:
            operator = next(one for one in by_name if one == name)
            await self.take(rows_draft.put(self.rows, place, rows_draft.asking(row, operator)))

        label = self.bench.say("inspector.operator", of=row.words)
        self.bench.keeper.line(self.field.name, "select", label, row.operator, options=options, off=self.bench.off,
                               changed=chosen)  # fmt: skip

    def _fields(self, row: Row, place: Place, below: Tag) -> None:
        """The list of fields to ask about."""
        if list(below.default_slot.children):
            return
        bench = self.bench

        async def take(path: str) -> None:
            below.clear()
            known = known_of(bench.editor.compiled, bench.editor.catalog, bench.say)
            names = names_at(known.flow, known.facts, known.catalog, bench.where)
            names = element_names(self.field.element, names) | names
            kind = kind_of(parse_expression(path), names, bench.editor.catalog)
            await self.take(rows_draft.put(self.rows, place, rows_draft.about(row, path, kind)))

        bench.listed(below, None, self.field.element, take, below.clear)
