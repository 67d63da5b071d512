"""A value that a run is given, or that the flow remembers: its name, what it is, and whether it may be left out."""

import re
from functools import partial

from sayso.copilot.english import words_of
from sayso.dsl.print import print_type
from sayso.dsl.statements import ChoiceType, ListType, OptionalType, TypeName, TypeText
from sayso.editor.inspector.bench import Bench, Spot
from sayso.editor.inspector.reading import read_input
from sayso.editor.inspector.shapes import FormField
from sayso.editor.kit.doing import button
from sayso.editor.kit.tags import box

KINDS = ("text", "number", "money", "percent", "boolean", "date", "datetime", "time", "email", "url", "phone")
"""What may be given, besides records."""
_UNFIT = re.compile(r"[^A-Za-z0-9_]+")


def name_from(words: str) -> str:
    """Words as a name: "Company size" is `companySize`."""
    parts = [part for part in _UNFIT.split(words.strip()) if part]
    if not parts:
        return ""
    first, *others = parts
    name = first[:1].lower() + first[1:] + "".join(part[:1].upper() + part[1:] for part in others)
    return f"value{name}" if name[0].isdigit() else name


def said_name(name: str) -> str:
    """A name in words, where the words give the same name again."""
    words = words_of(name)
    return words[:1].upper() + words[1:] if name_from(words) == name else name


def draw_input(bench: Bench, field: FormField, spot: Spot) -> None:
    """One line of inputs, or the place where one more begins."""
    read = read_input(field.source) if field.source else None
    name = read.name if read is not None else ""
    kind: TypeText = read.type if read is not None else TypeName("text")
    optional = isinstance(kind, OptionalType)
    held = kind.of if isinstance(kind, OptionalType) else kind

    async def put(name: str, kind: str, optional: bool) -> None:
        named = name_from(name)
        await bench.put(field, field.name, f"{named}: {kind}{'?' if optional else ''}" if named else "", spot.problem)

    base = print_type(held)
    with box("line wrap given"):
        label, hint = bench.say("inspector.input_name"), bench.say("inspector.input_hint")
        line = partial(bench.keeper.line, field.name)
        line("text", label, said_name(name), hint=hint, off=bench.off,
             changed=lambda words: put(words, base, optional)).classes("grow")  # fmt: skip
        if not name:
            return
        line("select", bench.say("inspector.input_kind", name=name), base, options=_kinds(bench, held, base),
             off=bench.off, changed=lambda chosen: put(name, chosen, optional))  # fmt: skip
        line("check", bench.say("inspector.input_optional", name=name), optional, off=bench.off,
             text=bench.say("inspector.optional"), changed=lambda ticked: put(name, base, bool(ticked)))  # fmt: skip
        if not bench.off:
            button(
                "",
                lambda: bench.put(field, field.name, "", spot.problem),
                "plain",
                "x",
                bench.say("inspector.remove", what=name),
            )


def _kinds(bench: Bench, held: TypeText, base: str) -> list[tuple[str, str]]:
    """The kinds to choose from; one that is not among them keeps its own entry."""
    kinds = [(kind, bench.say(f"kind.{kind}")) for kind in KINDS]
    kinds += [(name, words_of(name).capitalize()) for name in bench.editor.catalog.records]
    known = {value for value, _ in kinds}
    if base not in known and isinstance(held, ChoiceType):
        return [*kinds, (base, " · ".join(held.options))]
    if base not in known and isinstance(held, ListType):
        return [*kinds, (base, bench.say("kind.list", of=print_type(held.item)))]
    return kinds if base in known else [*kinds, (base, base)]
