"""Parts that are new, drafted by the engine that builds flows, for a place in a flow where certain data is in reach."""

import msgspec

from sayso.compiler.infer import infer
from sayso.copilot.changing.copy import Copy
from sayso.copilot.hearing.hearing import Hearing, hear
from sayso.copilot.hearing.marks import Written
from sayso.copilot.hearing.plan import Plan
from sayso.copilot.hearing.planning import Planner
from sayso.copilot.hearing.reach import Reach
from sayso.copilot.hearing.writing import Writer
from sayso.dsl import edit
from sayso.dsl.blocks import Address, block_at, blocks, inner, statement_at
from sayso.dsl.flow import Trigger
from sayso.dsl.node import NO_NOTES, Node, rebuild
from sayso.dsl.parse import parse
from sayso.dsl.statements import Do, ForEach, Line, Statement, Stop, WaitFor
from sayso.dsl.types import RecordOf

SENT = "Email the contact. "
"""Put before words about an answer, so that they are heard as being about one; the step for it is not used."""
_BUILT_IN = ("me", "now", "today", "run", "workspace", "trigger", "memory", "user", "previous")


class PlaceWriter(Writer):
    """Writes a plan for a place: what is in reach there is given, nothing is brought by a trigger."""

    place: Reach

    def root(self) -> Reach:
        """What is in reach."""
        return self.place.copy()


class Part(msgspec.Struct):
    """Drafted steps, with what was heard and what became of it."""

    statements: tuple[Statement, ...]
    heard: Hearing
    plan: Plan
    written: Written


def trigger(request: str, copy: Copy) -> Trigger | None:
    """What starts a flow that is asked for in these words; None if nothing is said."""
    heard = hear(request, copy.catalog, copy.today)
    plan = Planner(heard.words).plan(heard.meanings)
    if plan.asks or plan.default_trigger:
        return None
    written = Writer(plan, heard.words, heard.request, copy.catalog, heard.labels).write()
    flow = parse(written.text).flow
    return bare(flow.triggers[0]) if flow is not None and flow.triggers else None  # type: ignore[return-value]


def part(request: str, copy: Copy, block: Address, index: int, *, sent: bool = False) -> Part:
    """The steps a request asks for, for a place in the flow. `sent`: it is about the answer to an email before it."""
    heard = hear(SENT + request if sent else request, copy.catalog, copy.today)
    plan = Planner(heard.words).plan(heard.meanings)
    writer = PlaceWriter(plan, heard.words, heard.request, copy.catalog, heard.labels)
    writer.place = reach(copy, block, index)
    written = writer.write()
    flow = parse(written.text).flow
    held = flow.body.statements if flow is not None else ()
    mail = next((place for place, one in enumerate(held) if isinstance(one, Do) and ".send" in one.call.tool), -1)
    return Part(tuple(held[mail + 1 :] if sent else held), heard, plan, written)


def reach(copy: Copy, block: Address, index: int) -> Reach:
    """The names in reach at a place, by kind of record; for a block that is not there yet, those before its frame."""
    if block and not _is_there(copy, block):
        last = block[-2]
        assert isinstance(last, int)
        block, index = block[:-2], last
    text = edit.insert(copy.text, copy.flow, block, index, (Stop(),))
    flow = parse(text).flow
    assert flow is not None
    facts, _ = infer(flow, copy.catalog)
    held = block_at(flow, block).statements
    names = facts.names.get(id(held[min(index, len(held) - 1)]), {})
    loop = _loop(flow, block)
    found = Reach(copy.catalog, in_loop=loop is not None)
    item = loop.item if loop is not None else ""
    for name, kind in sorted(names.items(), key=lambda one: one[0] == item):
        if name in _BUILT_IN:
            continue
        if isinstance(kind, RecordOf) and kind.name in copy.catalog.records and kind.name != "email":
            found.put(kind.name, f"@{name}")
        if name == "accepted":
            found.values["accepted"] = "@accepted"
    if len(block) > 1 and block[-1] == "body" and isinstance(inner(statement_at(flow, block[:-1])), WaitFor):
        found.names["reply"] = "@email" if "email" in names else "@event"
    return found


def _is_there(copy: Copy, block: Address) -> bool:
    return block[-1] in dict(blocks(statement_at(copy.flow, block[:-1])))


def _loop(flow: object, block: Address) -> ForEach | None:
    """The innermost loop around a place."""
    for end in range(len(block), 0, -2):
        frame = inner(statement_at(flow, block[: end - 1]))  # type: ignore[arg-type]
        if isinstance(frame, ForEach):
            return frame
    return None


def bare(node: Node) -> Node:
    """Without comments, and so without marks."""
    inside = rebuild(node, bare)
    if isinstance(inside, Line) and inside.notes != NO_NOTES:
        return msgspec.structs.replace(inside, notes=NO_NOTES)
    return inside
