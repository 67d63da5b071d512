"""The rows of a readback put together to a flow: what is above the body, and steps inside steps by how far they are
set in."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from sayso.copilot.rereading.above import Above
from sayso.copilot.rereading.calls import Calls
from sayso.copilot.rereading.clauses import Clauses
from sayso.copilot.rereading.declaring import Declaring
from sayso.copilot.rereading.happening import Happening
from sayso.copilot.rereading.parts import Parts
from sayso.copilot.rereading.rows import Masked
from sayso.copilot.rereading.scope import Scope
from sayso.copilot.rereading.splitting import MOST, Patience
from sayso.copilot.rereading.steps import Steps
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow, Goal, Limit, Memory, MemoryField, Trigger, Use
from sayso.dsl.node import walk
from sayso.dsl.statements import (
    Block,
    Branch,
    ForEach,
    If,
    Off,
    Repeat,
    Sequence,
    Statement,
    ToolCall,
    Try,
    WaitFor,
)
from sayso.dsl.types import UNKNOWN, ListOf

STYLE = -1
"""Among the choices: whether items of lists are written by their place."""

LONGEST_SENTENCE = 1_500
"""Letters of a sentence, each of its texts counted as one."""

DEEPEST = 40
"""Steps inside steps."""

Hears = Callable[[str], list[Statement]]
"""The steps of a sentence that is not ours; none where nobody understands it."""


class Unread(Exception):
    """A row says nothing that the reader knows."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def begins(parts: Parts, catalog: Catalog, patience: Patience) -> bool:
    """Whether the row that says what starts a run is ours; most requests of other people's end here."""
    try:
        return Building(parts, catalog, {}, patience).triggers() is not None
    except Unread:
        return False


class Building:
    """Builds one flow. `choices` says which of its readings a row is taken for, when it is not the first."""

    def __init__(
        self, parts: Parts, catalog: Catalog, choices: dict[int, int], patience: Patience, hears: Hears | None = None
    ) -> None:
        self.parts = parts
        self.choices = choices
        self.hears = hears
        self.otherwise: list[int] = []
        self.unheard: list[int] = []
        self.added: tuple[str, ...] = ()
        self.catalog = catalog
        self.scope = Scope(catalog, patience)
        self.scope.by_place = bool(choices.get(STYLE))
        self.masked = Masked([])
        self.clauses = Clauses(self.scope, self.masked, Happening(catalog))
        self.names = Declaring(self.clauses)
        self.above = Above(catalog, self.clauses)
        self.ways: dict[int, int] = {STYLE: 2}
        self.pending = list(parts.steps)
        self.depth = 0

    def flow(self) -> Flow:
        """The flow that the rows tell; raises Unread where one tells nothing known."""
        triggers = self.triggers()
        if triggers is None:
            raise Unread(0)
        self.names.bind(triggers)
        calls = Calls(self.clauses)
        lines = [line for rule in self.parts.rules for line in self._rule(rule, calls)]
        uses = tuple(line for line in lines if isinstance(line, Use))
        listed = [tool for use in uses for tool in use.tools]
        calls.allow(self.catalog.tools[name] for name in dict.fromkeys((*listed, *self.catalog.tools)))
        calls.approvals = {tool: use.approval for use in uses if use.approval for tool in use.tools}
        self.steps = Steps(self.clauses, calls, self.above)
        body = self._block(-1)
        kept = tuple(line for line in lines if isinstance(line, MemoryField))
        limits = tuple(line for line in lines if isinstance(line, Limit))
        goal = Goal(self.parts.goal) if self.parts.goal else None
        self.added = tuple(dict.fromkeys(
            node.tool for node in walk(body) if isinstance(node, ToolCall) and node.tool not in listed
        ))  # fmt: skip
        more = (Use(self.added),) if self.added else ()
        return Flow(self.parts.name, goal, triggers, (*uses, *more), limits, Memory(kept) if kept else None, body)

    @property
    def unbound(self) -> set[str]:
        """The names that were used and that nothing is called by."""
        return self.scope.free - self.scope.types.keys()

    def triggers(self) -> tuple[Trigger, ...] | None:
        """What starts a run; None where the row says none of it."""
        return self.above.triggers(self._masked(self.parts.trigger, 0))

    def _rule(self, rule: str, calls: Calls) -> list[Use | Limit | MemoryField]:
        found = self.above.rule(self._masked(rule, 0).removesuffix("."), calls)
        if found is None:
            raise Unread(0)
        return found

    def _masked(self, words: str, row: int) -> str:
        masked = self.masked.mask(words)
        if masked is None or len(masked) > LONGEST_SENTENCE:
            raise Unread(row)
        return masked

    # ------------------------------------------------------------------ steps inside steps

    def _block(self, outer: int) -> Block:
        """The steps that are set in further than `outer`."""
        found: list[Statement] = []
        self.depth += 1
        while self.pending and self.pending[0][1].indent > outer:
            if self.depth > DEEPEST:
                raise Unread(self.pending[0][0])
            found += self._statement(found[-1] if found else None)
        self.depth -= 1
        return Block(tuple(found))

    def _statement(self, before: Statement | None) -> list[Statement]:
        number, row = self.pending.pop(0)
        told = self._masked(row.words, number)
        words = told.removesuffix(":") if told.endswith(":") else told.removesuffix(".")
        found = self._chosen(number, words, before)
        if found is None:
            return self._heard(number, row.words)
        own = found.statement if isinstance(found, Off) else found
        if told.endswith(":"):
            own = self._held(own, row.indent)
        else:
            self.names.after(own)
        return [Off(own) if isinstance(found, Off) else own]

    def _heard(self, number: int, words: str) -> list[Statement]:
        """The steps of a sentence that is not ours: as somebody else hears it, or none, and it is asked about."""
        few = len(self.otherwise) + len(self.unheard) < len(self.parts.steps) / 2 - 1
        if self.hears is None or words.endswith(":") or not few:
            raise Unread(number)
        found = self.hears(words)
        (self.otherwise if found else self.unheard).append(number)
        for one in found:
            self.names.after(one)
        return found

    def _chosen(self, number: int, words: str, before: Statement | None) -> Statement | None:
        ways = list(self._distinct(words, before))
        self.ways[number] = len(ways)
        choice = self.choices.get(number, 0)
        return ways[choice] if choice < len(ways) else None

    def _distinct(self, words: str, before: Statement | None) -> Iterator[Statement]:
        seen: list[Statement] = []
        for one in self.steps.read(words, before):
            if one not in seen:
                seen.append(one)
                yield one
            if len(seen) > MOST:
                return

    def _held(self, head: Statement, indent: int) -> Statement:
        """A step with the steps inside it, and what is said before each of its blocks."""
        self.names.inside(head)
        body = self._block(indent)
        match head:
            case If(branches=(first,)):
                return self._branches(replace(first, body=body), indent)
            case WaitFor() | Repeat():
                words = "If that does not happen in time" if isinstance(head, WaitFor) else "If that never happens"
                return replace(head, body=body, otherwise=self._next(words, indent))
            case Sequence():
                self.names.happened(head.event.event)
                return replace(head, body=body, unless=self._next("As soon as it happens", indent) or Block())
            case Try():
                return replace(head, body=body, handler=self._next("If that does not work", indent) or Block())
            case ForEach(collect=collect):
                if collect:
                    self.scope.declare(collect, ListOf(UNKNOWN))
                    self.clauses.forget()
                return replace(head, body=body)
            case _:
                return replace(head, body=body) if hasattr(head, "body") else head

    def _branches(self, first: Branch, indent: int) -> If:
        branches = [first]
        while self.pending and self.pending[0][1].indent == indent:
            number, row = self.pending[0]
            if not row.words.startswith("Otherwise, if "):
                break
            self.pending.pop(0)
            words = self._masked(row.words, number).removeprefix("Otherwise, i").removesuffix(":")
            head = self._chosen(number, f"I{words}", None)
            if not isinstance(head, If):
                raise Unread(number)
            branches.append(replace(head.branches[0], body=self._block(indent)))
        return If(tuple(branches), self._next("Otherwise", indent))

    def _next(self, words: str, indent: int) -> Block | None:
        """The block that these words stand before, if it comes next."""
        if self.pending and self.pending[0][1].indent == indent and self.pending[0][1].words == f"{words}:":
            self.pending.pop(0)
            return self._block(indent)
        return None
