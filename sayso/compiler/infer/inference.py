"""The workbench of inference: the flow, the catalog, the facts so far, and the one way to report a finding.

One problem gives one finding: the same rule speaks once about a place, and what was reported is Unknown afterwards.
"""

import re

from sayso.compiler.facts import Facts, Remembered
from sayso.compiler.infer.narrowing import Lesson, Teacher, Verdict
from sayso.compiler.infer.paths import is_read_again
from sayso.compiler.infer.state import Lane, State, Stretch
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Fix, Rule, nearest, replace
from sayso.dsl.expressions import Expression, Record
from sayso.dsl.flow import Flow, OnChat
from sayso.dsl.span import Span
from sayso.dsl.statements import Broken
from sayso.dsl.types import UNKNOWN, RecordOf, Type

_DATA = re.compile(r"@\w+")


class Inference:
    """What all parts of inference share while one flow is judged.

    `reread` are the kinds of records that are read again after a wait, `approved` the tools whose `use` line asks for
    approval of every call, `stretches` what blocks do to what was known before them, `brought` the names that triggers
    bring which can have led to a place.
    """

    def __init__(self, flow: Flow, catalog: Catalog, remembered: Remembered | None = None) -> None:
        """Nothing is judged yet."""
        self.flow = flow
        self.catalog = catalog
        self.facts = Facts(flow, remembered)
        self.trigger_names: list[dict[str, Type]] = [{} for _ in flow.triggers]
        self.inner_names: dict[str, Type] = {}
        self.returned: list[tuple[Type, Span]] = []
        self.stops = False
        self.records: list[Record] = []
        self.teacher = Teacher(self.facts, catalog, flow.triggers)
        self.reread = frozenset(name for name in catalog.records if is_read_again(RecordOf(name), catalog))
        self.approved = frozenset(tool for use in flow.uses if use.approval is not None for tool in use.tools)
        self.stretches: dict[int, Stretch] = {}
        self.brought: dict[frozenset[int], dict[str, Type]] = {}
        self.unread = frozenset(name for node in self.facts.of(Broken) for name in _DATA.findall(node.raw))
        self.asked_of_broken = 0
        self._said: set[tuple[str, int, int]] = set()

    def report(self, rule: Rule, span: Span, data: dict[str, object] | None = None, *fixes: Fix) -> Type:
        """Put down a finding once per rule and place; gives Unknown, so that nothing follows from it."""
        if (rule.slug, span.start, span.end) not in self._said:
            self.say(rule.at(span, data, *fixes))
        return UNKNOWN

    def say(self, finding: Diagnostic) -> None:
        """Put down a finding."""
        self._said.add((finding.slug, finding.span.start, finding.span.end))
        self.facts.findings.append(finding)

    def settle(self, expression: Expression, kind: Type) -> Type:
        """Remember the type of an expression."""
        self.facts.types[id(expression)] = kind
        return kind

    def start(self) -> State:
        """The point before the first statement."""
        return State(Lane(), kinds=frozenset(range(len(self.flow.triggers))))

    def learn(self, state: State, condition: Expression, verdict: Verdict) -> State:
        """The point where a condition came out this way."""
        return self.lesson(condition, verdict).into(state)

    def lesson(self, condition: Expression, verdict: Verdict) -> Lesson:
        """What a condition that was typed teaches."""
        return self.teacher.implied(condition, verdict)

    def may_be_set_by_broken_line(self, name: str) -> bool:
        """Whether a line that could not be read speaks of the name; `asked_of_broken` counts who asked."""
        self.asked_of_broken += 1
        return any(said.startswith(f"@{name}") for said in self.unread)

    @property
    def has_visitor(self) -> bool:
        """Whether a chat can start this flow."""
        return any(isinstance(trigger, OnChat) for trigger in self.flow.triggers)


def did_you_mean(word: str, known: list[str], span: Span, before: str = "", after: str = "") -> tuple[Fix, ...]:
    """The fix that puts the nearest known name in place, if one is like enough."""
    found = nearest(word, known)
    return (
        () if found is None else (replace(f"Did you mean `{before}{found}{after}`?", span, f"{before}{found}{after}"),)
    )


def tail(span: Span, length: int) -> Span:
    """The last `length` characters of a span."""
    return Span(span.end - length, span.end)
