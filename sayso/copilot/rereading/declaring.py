"""Which names a flow's own lines give to the steps behind and inside them."""

from typing import Any

from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.steps import ANSWER
from sayso.copilot.unsaid import own_words
from sayso.dsl.expressions import Index
from sayso.dsl.flow import OnChat, OnEvent, Trigger
from sayso.dsl.statements import Ask, Do, ForEach, Let, ListType, RunFlow, Statement, ToolCall, Try, WaitFor
from sayso.dsl.types import BOOLEAN, TEXT, UNKNOWN, ListOf, RecordOf, Type


class Declaring:
    """Declares names, and lets what was read with fewer names be read again."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.scope = clauses.scope
        self.catalog = clauses.scope.catalog

    def bind(self, triggers: tuple[Trigger, ...]) -> None:
        """The names that what starts a run gives."""
        for trigger in triggers:
            if isinstance(trigger, OnEvent):
                self.happened(trigger.event)
            if isinstance(trigger, OnChat):
                self.scope.declare("visitor", RecordOf("visitor"))
                self.scope.declare("message", TEXT)
            for one in getattr(trigger, "inputs", ()):
                self.scope.declare(one.name, self._type(one.type))
        self.clauses.forget()

    def happened(self, event: str) -> None:
        """The names that an event gives."""
        known = self.catalog.events.get(event)
        for name, kind in known.binds if known else ():
            self.scope.declare(name, kind)
        self.clauses.forget()

    def _type(self, kind: Any) -> Type | None:
        inner = getattr(kind, "of", kind)
        if isinstance(inner, ListType):
            return ListOf(self._type(inner.item) or UNKNOWN)
        name = getattr(inner, "name", "")
        return RecordOf(name) if name in self.catalog.records else None

    def after(self, step: Statement) -> None:
        """The names that a step gives to those behind it."""
        match step:
            case Do(call=call):
                known = self.catalog.tools.get(call.tool)
                if known and known.returns is not None:
                    self.scope.results.append((own_words(call, self.catalog), known.returns))
            case Let(name=name, value=ToolCall(tool=tool)):
                known = self.catalog.tools.get(tool)
                self.scope.declare(name, known.returns if known else None)
            case Let(name=name, value=value) if not isinstance(value, ToolCall):
                self.scope.declare(name, self.scope.type_of(value))
            case Ask(answer=answer) if answer != ANSWER:
                self.scope.declare(answer, BOOLEAN if getattr(step.type, "name", "") == "boolean" else TEXT)
            case RunFlow(result=str() as name):
                self.scope.declare(name)
            case _:
                return
        self.clauses.forget()

    def inside(self, head: Statement) -> None:
        """The names that a step gives to those inside it."""
        match head:
            case ForEach(item=item, items=items):
                self.scope.declare(item, self.scope.type_of(Index(items, 0)))
            case WaitFor(event=event):
                self.happened(event.event)
            case Try():
                self.scope.declare("error")
            case _:
                return
        self.clauses.forget()
