"""Steps of a pasted readback that this workspace does not allow, left out and asked about: a template it has not."""

import msgspec

from sayso.compiler import Compiled, compile
from sayso.dsl import edit
from sayso.dsl.blocks import Address, find
from sayso.dsl.catalog import Catalog
from sayso.dsl.edit_problem import EditProblem

MOST = 8
"""So many steps are left out at most; a flow with more that do not fit is none for this workspace."""


class LeftOut(msgspec.Struct, frozen=True):
    """A step that was left out: where it stood in the flow as it was told, and why."""

    place: Address
    why: str


def without_faults(compiled: Compiled, catalog: Catalog) -> tuple[Compiled, tuple[LeftOut, ...]] | None:
    """The flow without the steps that are not allowed; None where that leaves none that compiles."""
    left: list[LeftOut] = []
    faults = compiled.errors
    while faults and len(left) < MOST:
        flow = compiled.flow
        place = find(flow, faults[0].span.start) if flow is not None else None
        if flow is None or place is None:
            return None
        left.append(LeftOut(_before(place, left), faults[0].sentence))
        try:
            compiled = compile(edit.delete(compiled.text, flow, place), catalog)
        except EditProblem:
            return None
        faults = compiled.errors
    if faults or compiled.flow is None or not compiled.flow.body.statements:
        return None
    return compiled, tuple(left)


def _before(place: Address, left: list[LeftOut]) -> Address:
    """Where a step stood before those in front of it in its block were left out."""
    *block, number = place
    for one in reversed(left):
        *other, gone = one.place
        if other == block and isinstance(number, int) and isinstance(gone, int) and gone <= number:
            number += 1
    return (*block, number)
