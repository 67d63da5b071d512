"""The walk of labels that remembers statements: one that taught inference the same, where the same labels hold, is not
walked again.

Only statements that found nothing and wrote nothing are remembered, so nothing that is handed on can be overlooked.
"""

from typing import Any

import msgspec

from sayso.compiler.facts import Facts
from sayso.compiler.scope import differing
from sayso.compiler.trust.env import Env
from sayso.compiler.trust.label import Label
from sayso.compiler.trust.walk import Walk
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic
from sayso.dsl.flow import Flow
from sayso.dsl.statements import Statement

Held = tuple[dict[Any, Label], dict[Any, Label]]


class Walked(msgspec.Struct):
    """What walking one statement gave, and from where; `held` is what memory and records held."""

    node: Statement
    learned: Any
    held: Held
    before: Env
    after: Env | None
    marks: dict[int, str]
    tainted: dict[int, tuple[str, ...]]
    kept: list[Label]


class Remembering(Walk):
    """Walks all statements that are not remembered."""

    def __init__(self, flow: Flow, facts: Facts, catalog: Catalog) -> None:
        """What was remembered is brought up to date."""
        super().__init__(flow, facts, catalog)
        assert facts.remembered is not None
        self.learned: dict[int, Any] = facts.remembered.learned
        self.walked: dict[int, Walked] = facts.remembered.walked
        self._held: Held = ({}, {})
        self._told = 0

    def _statement(self, statement: Statement, env: Env) -> Env | None:
        learned = self.learned.get(id(statement))
        if learned is None or self.passing is not None:
            return super()._statement(statement, env)
        known = self.walked.get(id(statement))
        if (
            known is None
            or known.learned is not learned
            or known.held != (self.reader.memory, self.reader.written)
            or not (known.before == env or _catches_up(known, env))
        ):
            return self._anew(statement, learned, env)
        self.marks |= known.marks
        self.tainted |= known.tainted
        self.kept.extend(known.kept)
        return known.after

    def _anew(self, statement: Statement, learned: Any, env: Env) -> Env | None:
        self.walked.pop(id(statement), None)
        if self._held != (self.reader.memory, self.reader.written):
            self._held = dict(self.reader.memory), dict(self.reader.written)
        held, result, told, kept = self._held, self.result, self._told, len(self.kept)
        marks, tainted = self.marks, self.tainted
        self.marks, self.tainted = {}, {}
        after = super()._statement(statement, env)
        known = Walked(
            statement, learned, held, env, after, self.marks, self.tainted, self.kept[kept:]
        )  # fmt: skip
        self.marks, self.tainted = marks | self.marks, tainted | self.tainted
        if self._told == told and self.result is result and held == (self.reader.memory, self.reader.written):
            self.walked[id(statement)] = known
        return after

    def _meaning(self, env: Env, root: str) -> Env:
        return env.forget(root)

    def _report(self, finding: Diagnostic) -> None:
        self._told += 1
        super()._report(finding)


def _catches_up(known: Walked, env: Env) -> bool:
    """Whether all that is new are names that the statement does not mean, of values that are about nobody: walking it
    gives the same, and from now on it knows of them."""
    then = known.before.names.plainly()
    new = differing(then, env.names.plainly())
    if known.before.matches != env.matches or known.learned.says(new):
        return False
    if not all(label is None or _is_about_nobody(label) for pair in new.values() for label in pair):
        return False
    after = known.after.names.caught_up(then, env.names) if known.after is not None else None
    if known.after is not None:
        if after is None:
            return False
        known.after = Env(after, known.after.matches)
    known.before = env
    return True


def _is_about_nobody(label: Label) -> bool:
    return not (label.about or label.owners or label.path or label.parts)
