"""The labelled change requests of this folder: what each must make of its flow."""

from functools import cache
from pathlib import Path

import msgspec

import sayso as product
from sayso.copilot.changing.change import change
from sayso.copilot.proposal import Proposal
from sayso.dsl.diagnostics import Fix, apply_fix
from sayso.dsl.edit_uses import tools_used
from sayso.dsl.flow import Flow, Use
from sayso.dsl.node import NO_NOTES
from sayso.dsl.parse import parse
from tests.copilot.corpora import CATALOG, FOLDER, TODAY

ROOT = Path(product.__file__).parent


class Row(msgspec.Struct, frozen=True):
    """One change request: `edits` are pieces of the flow's text (above its tests) and what must stand there instead."""

    id: str
    flow: str
    english: str
    edits: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    unseen: bool = False

    @property
    def text(self) -> str:
        """The flow's text."""
        return (ROOT / self.flow).read_text("utf-8")

    @property
    def expected(self) -> Flow:
        """The tree that must come out."""
        text = self.text.split('\ntest "')[0] + "\n"
        for old, new in self.edits:
            assert text.count(old) == 1, (self.id, old)
            text = text.replace(old, new)
        flow = parse(text).flow
        assert flow is not None
        return flow


@cache
def rows() -> tuple[Row, ...]:
    """All change requests."""
    lines = (FOLDER / "changes.jsonl").read_text("utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=Row) for line in lines)


@cache
def proposed(row: Row) -> Proposal | None:
    """What is proposed for a row."""
    return change(row.english, CATALOG, row.text, today=TODAY)


def comparable(flow: Flow) -> Flow:
    """Without tests, and with only those `use` lines that say more than which tools there are."""
    used = tools_used(flow)
    uses = tuple(
        Use((tool,), use.quota, use.between, use.approval, use.private)
        for use in flow.uses
        for tool in use.tools
        if tool in used and (use.quota or use.between or use.approval or use.private)
    )
    return msgspec.structs.replace(
        flow, tests=(), uses=tuple(sorted(uses, key=lambda use: use.tools)), tail=(), notes=NO_NOTES
    )


def verdict(row: Row) -> str:
    """ "right", "asked" or "wrong"."""
    proposal = proposed(row)
    if proposal is None:
        return "asked" if not row.asks else "wrong"
    if row.asks:
        return "right" if proposal.questions and not proposal.text else "wrong"
    if not proposal.text:
        return "asked"
    flow = parse(proposal.text).flow
    assert flow is not None
    assert apply_fix(row.text, Fix("", proposal.edits)) == proposal.text
    return "right" if comparable(flow) == comparable(row.expected) else "wrong"
