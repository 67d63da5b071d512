"""Changes of a draft that mend what went wrong. Each gives the draft's new text, or nothing where it has none to give;
what does not compile afterwards is never offered.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import msgspec

from sayso.compiler import Compiled, compile
from sayso.copilot.explaining.cases import Remedy, Splice
from sayso.copilot.explaining.facets import called
from sayso.copilot.readback_steps import Steps
from sayso.dsl.blocks import Address, inner, statement_at
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import apply_fix
from sayso.dsl.difference import difference
from sayso.dsl.edit import replace, replace_expression, set_limits, set_line, switch_off, wrap
from sayso.dsl.edit_problem import EditProblem
from sayso.dsl.expressions import Binary, Duration, Expression, Text
from sayso.dsl.flow import Flow, Use
from sayso.dsl.print import print_expression
from sayso.dsl.statements import Approval, Ask, Block, Do, HandOff, Let, Statement, ToolCall, Try

MOST_FIXES = 10
WEEK = Decimal(7)
MOST_CHOICES = 3


class Draft(msgspec.Struct, frozen=True):
    """A flow's draft, and where the steps of the version that ran stand in it."""

    compiled: Compiled
    catalog: Catalog
    places: dict[Address, Address]

    @property
    def text(self) -> str:
        """The draft's text."""
        return self.compiled.text

    @property
    def flow(self) -> Flow:
        """Its tree."""
        assert self.compiled.flow is not None
        return self.compiled.flow


def draft_of(text: str, ran: Flow | None, catalog: Catalog) -> Draft | None:
    """The draft, if it can be read."""
    compiled = compile(text, catalog)
    if compiled.flow is None:
        return None
    matches = difference(ran, compiled.flow).matches() if ran is not None else {}
    return Draft(compiled, catalog, {old: new for new, old in matches.items()})


Offer = tuple[str, str, bool]
"""A button's words, the draft's new text, and whether the flow may do more then."""
Repair = Callable[[Draft, Address, Statement], Iterator[Offer]]


def repairs(name: str, draft: Draft | None, address: Address | None) -> Iterator[Remedy]:
    """What one kind of change offers for a step, as remedies that compile."""
    place = draft.places.get(address) if draft is not None and address is not None else None
    if draft is None or place is None:
        return
    yield from _compiling(draft, REPAIRS[name](draft, place, inner(statement_at(draft.flow, place))))


def _compiling(draft: Draft, offers: Iterator[Offer]) -> Iterator[Remedy]:
    try:
        for title, text, widens in offers:
            if text != draft.text and compile(text, draft.catalog).program is not None:
                yield Remedy("edit", title, edits=(edit_between(draft.text, text),), widens=widens)
    except EditProblem:
        return


def edit_between(old: str, new: str) -> Splice:
    """The one edit that makes one text of another."""
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    tail = next((n for n in range(most) if old[len(old) - 1 - n] != new[len(new) - 1 - n]), most)
    return Splice(start, len(old) - tail, new[start : len(new) - tail])


def mended_by_findings(draft: Draft | None) -> Iterator[Remedy]:
    """A draft that does not compile any more, mended by what its findings themselves propose."""
    if draft is None or draft.compiled.program is not None:
        return
    first = draft.compiled.errors[0].sentence
    text, compiled = draft.text, draft.compiled
    for _ in range(MOST_FIXES):
        fix = next((finding.fixes[0] for finding in compiled.errors if finding.fixes), None)
        if fix is None:
            break
        text = apply_fix(text, fix)
        compiled = compile(text, draft.catalog)
    yield from _compiling(draft, iter([(f"Remedy it: {first}", text, False)]))


# ---------------------------------------------------------------------- one kind each


def _longer(draft: Draft, address: Address, step: Statement) -> Iterator[Offer]:
    """More time for whoever must answer."""
    text, flow = draft.text, draft.flow
    if isinstance(step, Ask | HandOff):
        longer = _twice(step.within)
        title = f"Give them {print_expression(longer)}"
        yield title, replace(text, flow, address, _stepped(draft, address, within=longer)), False
        return
    call = called(step)
    use = _use(flow, call.tool) if call else None
    approval = call.approval if call and call.approval else use.approval if use else None
    if call is None or approval is None:
        return
    longer = _twice(approval.within)
    new = Approval(approval.by, longer)
    title = f"Give them {print_expression(longer)}"
    if call.approval is not None:
        yield title, replace(text, flow, address, _with_call(step, msgspec.structs.replace(call, approval=new))), False
    elif use is not None:
        yield title, set_line(text, flow, use, msgspec.structs.replace(use, approval=new)), False


def _twice(length: Duration | None) -> Duration:
    return Duration(length.count * 2, length.unit) if length else Duration(WEEK * 2, "days")


def _stepped(draft: Draft, address: Address, **changes: Any) -> Statement:
    new: Statement = msgspec.structs.replace(statement_at(draft.flow, address), **changes)
    return new


def _with_call(step: Statement, call: ToolCall) -> Statement:
    if isinstance(step, Let):
        return msgspec.structs.replace(step, value=call)
    assert isinstance(step, Do)
    return msgspec.structs.replace(step, call=call)


def _use(flow: Flow, tool: str) -> Use | None:
    return next((use for use in flow.uses if tool in use.tools), None)


def _quota(draft: Draft, address: Address, step: Statement) -> Iterator[Offer]:
    """Twice as many calls in the same time."""
    call = called(step)
    use = _use(draft.flow, call.tool) if call else None
    if use is None or use.quota is None:
        return
    count = use.quota.count * 2
    quota = msgspec.structs.replace(use.quota, count=count)
    text = set_line(draft.text, draft.flow, use, msgspec.structs.replace(use, quota=quota))
    yield f"Allow {count} per {quota.per}", text, True


def _hours(draft: Draft, address: Address, step: Statement) -> Iterator[Offer]:
    """No hours any more."""
    call = called(step)
    use = _use(draft.flow, call.tool) if call else None
    if use is not None and use.between is not None:
        text = set_line(draft.text, draft.flow, use, msgspec.structs.replace(use, between=None))
        yield "Let it go out at any hour", text, True


def _limit(draft: Draft, address: Address, step: Statement) -> Iterator[Offer]:
    """Twice the credits of a run."""
    limits = [one for one in draft.flow.limits if one.of == "credits" and one.per == "run"]
    for limit in limits:
        more = msgspec.structs.replace(limit, count=limit.count * 2)
        others = tuple(more if one is limit else one for one in draft.flow.limits)
        yield f"Allow {more.count} credits per run", set_limits(draft.text, draft.flow, others), True


def _template(draft: Draft, address: Address, step: Statement) -> Iterator[Offer]:
    """Another template that there is."""
    for node in _picked(draft, step, "template"):
        for name in draft.catalog.templates:
            text = replace_expression(draft.text, draft.flow, node, Text((name,)))
            yield f"Take the template “{name}”", text, False


def _picked(draft: Draft, step: Statement, picks: str) -> Iterator[Expression]:
    call = called(step)
    known = draft.compiled.facts.call_of(call) if call and draft.compiled.facts else None
    for parameter, _, value in known.given() if known else ():
        if parameter is not None and parameter.picks == picks:
            yield value


def _go_on(draft: Draft, address: Address, step: Statement) -> Iterator[Offer]:
    """The next step, whatever becomes of this one."""
    if isinstance(step, Do):
        frame = Try(Block(), None, Block())
        yield "Go on with the next step when this fails", wrap(draft.text, draft.flow, address, frame), False


def _off(draft: Draft, address: Address, step: Statement) -> Iterator[Offer]:
    """The step without which it would have gone on."""
    yield "Switch this step off", switch_off(draft.text, draft.flow, address), True


def _wider(draft: Draft, address: Address, step: Statement) -> Iterator[Offer]:
    """One condition less on those who are looked for."""
    call = called(step)
    known = draft.compiled.facts.call_of(call) if call and draft.compiled.facts else None
    for parameter, _, value in known.given() if known else ():
        parts = _parts(value) if parameter is not None and parameter.filter else []
        steps = Steps(draft.flow, draft.compiled.facts, draft.catalog)
        for part in parts[:MOST_CHOICES] if len(parts) > 1 else []:
            rest = [one for one in parts if one is not part]
            left = rest[0]
            for one in rest[1:]:
                left = Binary("and", left, one)
            text = replace_expression(draft.text, draft.flow, value, left)
            kind = parameter.filter if parameter is not None and parameter.filter else ""
            said = steps.conditions.filter(part, steps.conditions.names.filtered(part, kind))
            yield f"Leave out “{said}”", text, True


def _parts(condition: Expression) -> list[Expression]:
    if isinstance(condition, Binary) and condition.operator == "and":
        return [*_parts(condition.left), *_parts(condition.right)]
    return [condition]


REPAIRS: dict[str, Repair] = {
    "longer": _longer, "quota": _quota, "hours": _hours, "limit": _limit, "template": _template, "go on": _go_on,
    "off": _off, "wider": _wider,
}  # fmt: skip
"""The kinds of changes, by the names that the table of causes uses."""
