"""What forms are made of. Everything is in words; `source` alone is the language, and goes back to `changed`."""

from typing import Literal

import msgspec

from sayso.dsl.blocks import Address
from sayso.dsl.diagnostics import Fix
from sayso.dsl.types import Type

Kind = Literal[
    "data", "text", "number", "duration", "date", "time", "choice", "yes-no", "template", "person", "tag", "stage",
    "condition", "expression", "schedule", "list", "input",
]  # fmt: skip
"""How a field is drawn."""

Where = Address | str | None
"""What is selected: a step (`(0, "then", 1)` or "0.then.1"), "trigger:0", "rules", or None for the flow itself."""


class FormProblem(ValueError):
    """What somebody wrote cannot stand here; the sentence says why, in words for the person who tried."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Wrong(msgspec.Struct, frozen=True):
    """A finding in words, and the mends that one click makes. An error keeps the flow from running."""

    sentence: str
    fixes: tuple[Fix, ...] = ()
    level: Literal["error", "warning", "note"] = "error"

    @property
    def severe(self) -> bool:
        """Whether it keeps the flow from running."""
        return self.level == "error"


class Piece(msgspec.Struct, frozen=True):
    """A stretch of what stands in a field: plain words, or data as a chip. Of a chip `words` are shown, `source` is
    the language."""

    kind: Literal["words", "data"]
    words: str
    source: str


class Gap(msgspec.Struct, frozen=True):
    """The "or …" of a value that can be empty: `name` is the field to change, `of` the value in words, `source` what
    stands in its place now, `needed` whether something must."""

    name: str
    of: str
    source: str = ""
    words: str = ""
    needed: bool = False


class Option(msgspec.Struct, frozen=True):
    """One thing to choose: its source, and its words."""

    value: str
    words: str


class FormField(msgspec.Struct, frozen=True):
    """One field of a form.

    `source` is the value as it is written ("" if not given), without its "or …", which is in `gaps`. `todo` is the
    question where it is still to be decided. `wanted` is the type of value, `many` a list of it; `element` the type of
    record that a condition is about. `quoted` tells that words typed here are always a text, `data`
    that data may be put in. `theirs`: the label is
    a word of the engine, not of the catalogue.
    """

    name: str
    label: str
    kind: Kind
    source: str = ""
    shown: str = ""
    pieces: tuple[Piece, ...] = ()
    required: bool = False
    todo: str = ""
    wrong: tuple[Wrong, ...] = ()
    options: tuple[Option, ...] = ()
    note: str = ""
    gaps: tuple[Gap, ...] = ()
    wanted: Type | None = None
    many: bool = False
    element: str = ""
    quoted: bool = False
    data: bool = False
    theirs: bool = False
    group: str = ""


class Form(msgspec.Struct, frozen=True):
    """The form of what is selected: a title, what it does in a sentence, its fields (what is still to decide comes
    first), and findings that are about no field."""

    title: str
    sentence: str
    fields: tuple[FormField, ...]
    wrong: tuple[Wrong, ...] = ()
    off: bool = False
    where: str = ""

    def field(self, name: str) -> FormField | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)


class Chip(msgspec.Struct, frozen=True):
    """Data that may be put in: its path as it is written, its words, and its kind in words."""

    path: str
    words: str
    kind_words: str
    maybe: bool = False


class Choice(msgspec.Struct, frozen=True):
    """One entry of the `+` list; `statement_text` are the rows that are put in."""

    label: str
    detail: str
    group: Literal["next", "steps", "tools", "templates"]
    statement_text: str
    drawing: str = ""

    @property
    def opening(self) -> str:
        """The first words of the step: what it is, or which tool it calls."""
        return self.statement_text.partition("\n")[0].partition("(")[0]
