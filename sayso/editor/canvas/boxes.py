"""What each box says: its sentence, its drawing and colour, its badges, and what is wrong with it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from sayso.compiler import Compiled
from sayso.compiler.header import approval_of
from sayso.copilot.readback import readback
from sayso.dsl.blocks import Address, find, inner, statements
from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.difference import difference
from sayso.dsl.flow import Flow
from sayso.dsl.graph import kind_of
from sayso.dsl.statements import Broken, Do, ForEach, Let, Off, Statement, ToolCall
from sayso.editor.canvas.places import written
from sayso.editor.catalogue import Words

ICONS = {
    "if": "git-branch", "for each": "repeat", "repeat": "repeat", "wait": "clock", "wait for": "clock",
    "wait until": "calendar", "ask": "hand", "hand off": "user", "try": "shield", "stage": "flag",
    "sequence": "layers", "let": "tag", "set": "tag", "remember": "book-open", "run flow": "workflow",
    "stop": "square", "skip": "arrow-right", "fail": "circle-x", "return": "corner-down-left",
    "broken": "alert-triangle", "todo": "info", "say": "bell",
}  # fmt: skip
CONNECTORS = {
    "gmail": "mail", "email": "mail", "outlook": "mail", "crm": "table", "slack": "slack", "linkedin": "linkedin",
    "web": "globe", "ai": "sparkles", "calendar": "calendar", "apollo": "search", "sheets": "table", "people": "users",
    "esign": "pencil", "stripe": "handshake", "zendesk": "inbox", "http": "webhook",
}  # fmt: skip
TONES = {"wait": "wait", "wait for": "wait", "wait until": "wait", "ask": "people", "hand off": "people"}
ASSUMED = "assumed"
"""The button below a box of which something was assumed."""
TRIGGERS = {
    "schedule": "calendar", "manual": "play", "call": "workflow", "event": "bell", "webhook": "webhook",
    "form": "form", "chat": "bot",
}  # fmt: skip


class Box(msgspec.Struct):
    """One box; `address` names its step, empty for the trigger's."""

    id: str
    kind: str
    address: str
    sentence: str
    title: str = ""
    tone: str = "plain"
    icon: str = "circle"
    badges: list[dict[str, str]] = []
    problem: str = ""
    mild: bool = False
    off: bool = False
    step: str = ""
    mark: str = ""
    note: str = ""
    notes: list[dict[str, str]] = []
    broken: bool = False
    counted: bool = False


class Marks(msgspec.Struct, frozen=True):
    """What is marked on boxes, by address: what was assumed, what a proposal changes."""

    notes: Mapping[str, str] = {}
    changes: Mapping[str, str] = {}

    def carried(self, before: Flow, after: Flow) -> "Marks":
        """The same once the flow was changed: a note goes with its step wherever that stands now; who changed the step
        has decided, and the note is gone."""
        if not self.notes:
            return self
        steps = {
            written(one.old): written(one.new)
            for one in difference(before, after).changes
            if one.old is not None and one.new is not None and one.kind != "changed" and not one.edited
        }
        return Marks({steps[at]: words for at, words in self.notes.items() if at in steps}, self.changes)


def boxes_of(compiled: Compiled, catalog: Catalog, say: Words, marks: Marks) -> dict[Address, Box]:
    """The box of every step by its address; the trigger's is at `()`."""
    flow = compiled.flow
    assert flow is not None
    told = readback(flow, compiled.facts, catalog)
    sentences: dict[Address, str] = {}
    for one in told.sentences:
        if one.address is not None:
            sentences.setdefault(one.address, one.text)
    problems = _problems(compiled)
    trigger = " ".join(one.text for one in told.sentences if one.kind == "trigger")
    found: dict[Address, Box] = {(): _trigger(compiled, say, trigger, *problems.get((), ("", False)))}
    count = 0
    for address, statement in statements(flow):
        step = f"s{count + 1}"
        count += 2 if isinstance(statement, Off) else 1
        box = _box(statement, address, step, sentences.get(address, ""), catalog, say)
        box.problem, box.mild = problems.get(address, ("", False))
        call = _call(inner(statement))
        if call is not None and approval_of(flow, call) is not None:
            box.badges.append({"icon": "hand", "text": say("canvas.asks"), "tone": "people"})
        at = written(address)
        box.mark, box.note = marks.changes.get(at, "assumed" if at in marks.notes else ""), marks.notes.get(at, "")
        box.notes = [{"text": say("canvas.change_assumption"), "id": ASSUMED}] if box.note else []
        found[address] = box
    return found


def _trigger(compiled: Compiled, say: Words, sentence: str, problem: str, mild: bool) -> Box:
    flow = compiled.flow
    kinds = [type(one).__name__.removeprefix("On").lower() for one in flow.triggers] if flow is not None else []
    icon = TRIGGERS.get(kinds[0] if kinds else "manual", "play")
    words = sentence.rstrip(":").rstrip() or say("canvas.no_trigger")
    return Box(
        "on", "trigger", "trigger:0", words, say("canvas.trigger"), "plain", icon, problem=problem, mild=mild, step="on"
    )


def _box(statement: Statement, address: Address, step: str, sentence: str, catalog: Catalog, say: Words) -> Box:
    kind = "broken" if isinstance(inner(statement), Broken) else kind_of(statement)
    call = _call(inner(statement))
    tool = catalog.tools.get(call.tool) if call is not None else None
    box = Box(step, kind, written(address), _plain(sentence), say.known(f"box.{kind.replace(' ', '_')}", kind))
    box.step, box.off = step, isinstance(statement, Off)
    box.tone, box.icon = TONES.get(kind, "plain"), ICONS.get(kind, "circle")
    if call is not None:
        _called(box, call, tool, say)
    if isinstance(inner(statement), Broken):
        box.broken, box.tone, box.sentence = True, "problem", getattr(inner(statement), "text", sentence).strip()
    loop = inner(statement)
    if isinstance(loop, ForEach) and loop.at_most is not None:
        box.badges.append({"icon": "", "text": say("canvas.at_most", n=loop.at_most), "tone": "plain"})
    return box


def _called(box: Box, call: ToolCall, tool: Tool | None, say: Words) -> None:
    """A call: in the colour of what it does to the world, with that as a badge."""
    connector = call.tool.partition(".")[0]
    box.icon = CONNECTORS.get(connector, "code")
    box.title = say.known(f"connector.{connector}", connector.capitalize())
    if tool is None:
        return
    does = "ai" if connector == "ai" else "people" if tool.by_hand else "send" if tool.sends else tool.effect
    box.tone = {"compute": "read"}.get(does, does)
    if does in ("send", "write", "people"):
        words = "by_hand" if tool.by_hand else f"does_{does}"
        box.badges.append({"icon": "", "text": say(f"canvas.{words}"), "tone": box.tone})


def _call(statement: Statement) -> ToolCall | None:
    if isinstance(statement, Do):
        return statement.call
    if isinstance(statement, Let) and isinstance(statement.value, ToolCall):
        return statement.value
    return None


def _plain(sentence: str) -> str:
    """A sentence as a box says it: without the sign that leads on."""
    return sentence.rstrip().removesuffix(":").removesuffix(".")


def _problems(compiled: Compiled) -> dict[Address, tuple[str, bool]]:
    """The first finding of each step, errors before warnings, and whether it only warns; what belongs to no step is the
    trigger's."""
    found: dict[Address, Diagnostic] = {}
    for finding in compiled.diagnostics:
        if finding.severity == "note" or compiled.flow is None:
            continue
        address = find(compiled.flow, finding.span.start) or ()
        if address not in found or (finding.severity == "error" and found[address].severity != "error"):
            found[address] = finding
    return {address: (finding.sentence, finding.severity != "error") for address, finding in found.items()}


def as_node(box: Box, x: int, y: int, width: int, height: int) -> dict[str, Any]:
    """A box at its place, as the browser draws it."""
    return {
        "id": box.id, "kind": box.kind, "x": x, "y": y, "w": width, "h": height, "tone": box.tone, "icon": box.icon,
        "title": box.title, "sentence": box.sentence, "chips": [], "badges": box.badges[:3],
        "problem": box.problem, "mild": box.mild,
        "state": "", "counts": "", "mark": box.mark, "note": box.note, "notes": box.notes, "off": box.off,
        "step": box.step, "address": box.address, "selectable": True, "frame": False, "empty": False,
        "broken": box.broken,
    }  # fmt: skip
