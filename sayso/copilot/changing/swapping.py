"""Another value in the place of one: numbers, times, templates, texts, channels, people."""

import re
from decimal import Decimal

from sayso.copilot.changing.copy import SO_ALREADY, Changed, Copy, Outcome, Unclear
from sayso.copilot.changing.pieces import Piece
from sayso.copilot.changing.slots import ROLES, Slot, slots
from sayso.copilot.changing.steps import chosen, label, meant
from sayso.copilot.changing.values import Value, alike, contrast, person_text, time_of, values
from sayso.copilot.hearing.reach import quoted
from sayso.dsl.blocks import Address
from sayso.dsl.diagnostics import Edit
from sayso.dsl.splice import spliced

ONE_SIDED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"(?:wait|pause|delay|hold|after|give them|make it|make the wait)(?!\S)", "duration", ("wait", "reply")),
    (r"(?:template|uses?)(?!\S)", "template", ("template",)),
    (r"template(?!\S)", "text", ("template",)),
    (r"subject(?!\S)", "text", ("subject",)),
    (r"(?:note|text|message|wording|words|say|says)(?!\S)", "text", ("note", "text", "message")),
    (r"title(?!\S)", "text", ("title",)),
    (r"assign(?:ed)?(?!\S)|tasks? (?:should )?(?:go|goes|to|for)(?!\S)", "person", ("assignee",)),
    (r"hand(?!\S)|hand-?off(?!\S)|(?:assign|give) (?:the |all )?(?:replies|answers)(?!\S)", "person", ("person",)),
    (r"(?:channel|post|in|use)(?!\S)", "channel", ("channel",)),
)
"""What is said without the old value: words, the kind of the new value, and what it is for."""
_MORE = re.compile(
    r"(?:add|also|then|afterwards|otherwise|if|when|finally|notify|tell|(?:after|before) (?:the|each|every|that))(?!\S)"
)
_REPLIES = re.compile(r"(?<!\S)(?:repl(?:y|ies)|answers?|responses?)(?!\S)")


def swap(piece: Piece, copy: Copy) -> Outcome:
    """The value that the clause names, changed."""
    parts = contrast(piece.line)
    if parts is not None:
        new, old = (values(part, copy.catalog) for part in parts)
        if old:
            return _contrasted(piece, copy, new, old)
    if _MORE.match(piece.norm):
        return None
    return _one_sided(piece, copy, values(piece.line, copy.catalog))


def _contrasted(piece: Piece, copy: Copy, new: list[Value], old: list[Value]) -> Outcome:
    if not new or not old:
        return None
    for wanted in new:
        for was in old:
            before = alike(wanted, was)
            if before is None:
                continue
            now = alike(was, wanted) if before is was and wanted.kind == "number" != was.kind else wanted
            found = [slot for slot in slots(copy) if _holds(slot, before, copy)]
            if found and _is_so(piece, copy, found, now or wanted):
                return SO_ALREADY
            if found:
                return _chosen(piece, copy, found, now or wanted)
    return None


def _is_so(piece: Piece, copy: Copy, found: list[Slot], wanted: Value) -> bool:
    """Whether what the words speak of has the new value, while the old one stands elsewhere alone."""
    if any(_score(slot, piece.norm) for slot in found):
        return False
    return any(_score(slot, piece.norm) and _holds(slot, wanted, copy) for slot in slots(copy))


def _holds(slot: Slot, was: Value, copy: Copy) -> bool:
    """Whether the old value stands here."""
    held = slot.value
    if was.kind == "person":
        return held.kind == "person" and held.text == person_text(was.text, copy.catalog)
    if was.kind in ("text", "template", "stage", "channel"):
        return held.kind in ("text", "template", "channel") and held.text.lower() == was.text.lower()
    if was.kind == "time":
        return held.kind == "time" and held.text == time_of(was)
    if was.kind == "duration":
        return held.span is not None and was.span is not None and held.span.text == was.span.text
    if held.number is None or was.number is None or {held.kind, was.kind} > {"percent"}:
        return False
    return held.number in (was.number, was.number * 1000)


def _one_sided(piece: Piece, copy: Copy, new: list[Value]) -> Outcome:
    for pattern, kind, roles in ONE_SIDED:
        wanted = next((one for one in reversed(new) if one.kind == kind), None)
        if wanted is None or not re.search(rf"(?<!\S)(?:{pattern})", piece.norm):
            continue
        if kind == "channel" and any(one.kind == "text" for one in new):
            continue
        for role in roles if kind == "duration" else ("|".join(roles),):
            found = [slot for slot in slots(copy) if slot.role in role.split("|") and _fits(slot, kind)]
            if kind == "person" and roles == ("person",):
                hands = meant("hand off", copy)
                found = [slot for slot in found if slot.address in hands]
            if found:
                return _chosen(piece, copy, found, wanted)
    return _bare(piece, copy)


def _fits(slot: Slot, kind: str) -> bool:
    return slot.value.kind == kind or {slot.value.kind, kind} <= {"text", "template"}


def _bare(piece: Piece, copy: Copy) -> Outcome:
    """ "Change the template": which, and to what?"""
    match = re.fullmatch(
        r"(?:change|use|set|pick|take) (?:the |an? )?(?:other |another |different )?template", piece.norm
    )
    if not match:
        return None
    found = [slot for slot in slots(copy) if slot.role == "template"]
    if not found:
        return None
    if len(found) > 1:
        found = _by_step(piece, copy, found)
    if len(found) > 1:
        return _which(copy, found)
    held = found[0].value.text
    others = tuple(name for name in copy.catalog.templates or () if name != held)[:4]
    named = next((name for name in others if name in copy.answers), None)
    if named is None:
        return Unclear("template", f"Which template instead of “{held}”?", others or ("Leave it out",))
    return _written(copy, found[0], Value("template", named))


def _chosen(piece: Piece, copy: Copy, found: list[Slot], new: Value) -> Outcome:
    """The one slot that is meant, or the question which."""
    found = [one for one in found if not any(_is_within(one, other) for other in found)]
    if len(found) > 1:
        scores = [_score(slot, piece.norm) for slot in found]
        found = [slot for slot, score in zip(found, scores, strict=True) if score == max(scores)]
    if len(found) > 1 and _REPLIES.search(piece.norm):
        inside = [slot for slot in found if _in_reply(slot.address)]
        found = inside or found
    if len(found) > 1:
        found = _by_step(piece, copy, found)
    if len(found) > 1:
        found = [slot for slot in found if _shown(copy, slot) in copy.answers][:1] or found
    if len(found) > 1:
        return _which(copy, found)
    return _written(copy, found[0], new)


def _is_within(one: Slot, other: Slot) -> bool:
    """A text in a hole of another."""
    return one is not other and other.span.start < one.span.start and one.span.end < other.span.end


def _in_reply(address: Address | None) -> bool:
    return address is not None and len(address) > 1 and address[-2] in ("body", "unless")


def _by_step(piece: Piece, copy: Copy, found: list[Slot]) -> list[Slot]:
    """Narrowed by the step that is named ("the first email"), then by what was clicked."""
    steps = meant(piece.norm, copy)
    inside = [slot for slot in found if slot.address in steps]
    if inside and len(steps) < len(found):
        found = inside
    nth = next((word for word in piece.norm.split() if word in ("first", "second", "third", "last")), "")
    place = {"first": 0, "second": 1, "third": 2, "last": -1}.get(nth)
    if len(found) > 1 and place is not None and place < len(found):
        return [found[place]]
    addresses = [slot.address for slot in found if slot.address is not None]
    if len(addresses) == len(found):
        left = chosen(addresses, copy)
        return [slot for slot in found if slot.address in left]
    return found


def _which(copy: Copy, found: list[Slot]) -> Unclear:
    addresses = list(dict.fromkeys(slot.address for slot in found if slot.address is not None))
    if not addresses:
        return Unclear("which", "Which of these is meant?", tuple(_shown(copy, slot) for slot in found[:4]))
    return Unclear("which", "Which step is meant?", tuple(label(one, addresses, copy) for one in addresses[:4]))


def _shown(copy: Copy, slot: Slot) -> str:
    return f"{slot.role}: {copy.text[slot.span.start : slot.span.end]}"


def _score(slot: Slot, norm: str) -> int:
    """How many of the words speak of this value."""
    score = 0
    if slot.names and re.search(rf"(?<!\S)(?:{slot.names})(?!\S)", norm):
        score += 2
    words = ROLES.get(slot.role)
    if words and re.search(rf"(?<!\S)(?:{words})(?!\S)", norm):
        score += 2
    return score + (slot.role == "wait") + 2 * (slot.role in norm.split())


def _written(copy: Copy, slot: Slot, new: Value) -> Outcome:
    """The new value as the language writes it, in the way the old one was written."""
    old = copy.text[slot.span.start : slot.span.end]
    match new.kind:
        case "duration":
            text = new.span.text if new.span else ""
        case "number" | "money" | "percent":
            text = _number(old, new, slot)
        case "time":
            text = time_of(new)
        case "person":
            text = person_text(new.text, copy.catalog)
        case _:
            text = quoted(new.text)
    if not text or text == old:
        return None
    return Changed(spliced(copy.text, [Edit(slot.span, text)]), slot.address)


def _number(old: str, new: Value, slot: Slot) -> str:
    number = new.number or Decimal(0)
    if slot.value.kind == "duration" and slot.value.span:
        return f"{number:f} {slot.value.span.unit}"
    if old.startswith("$") and old.endswith("k") and number % 1000 == 0:
        return f"${number / 1000:f}k"
    whole = f"{number:f}"
    if slot.value.number and number < 1000 <= slot.value.number and new.kind == "number":
        whole = f"{number * 1000:f}"
    if "_" in old and int(Decimal(whole)) >= 1000:
        whole = f"{int(Decimal(whole)):_}"
    prefix = old[0] if old[0] in "$€£" else ""
    return f"{prefix}{whole}{'%' if old.endswith('%') else ''}"
