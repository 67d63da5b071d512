"""What the names of a flow are called in English: "the grade", "the quiet contacts", "their contacts".

A list whose name is no plural is called by its name and what it holds: `@best` of deals is "the best deals".
"""

from sayso.compiler.facts import Facts
from sayso.copilot.english import is_plural, plural, singular, words_of
from sayso.copilot.readback_words import ALIKE, BUILT_IN, COUNTED, NAMED, OWNERS, QUESTIONS, UNCOUNTED
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Call, Expression, Name, Number, Sorted, Take, Where
from sayso.dsl.flow import Flow
from sayso.dsl.node import walk
from sayso.dsl.statements import ForEach, Let, ToolCall
from sayso.dsl.types import NUMBER, ListOf, RecordOf, Type, present


class Names:
    """Knows where each name comes from, and so what to call it. Facts and catalog make it better and are not needed."""

    def __init__(self, flow: Flow, facts: Facts | None = None, catalog: Catalog | None = None) -> None:
        self.facts = facts
        self.tools = catalog.tools if catalog else {}
        self.lets: dict[str, Let] = {}
        self.gathered: dict[str, ForEach] = {}
        for node in walk(flow.body):
            if isinstance(node, Let):
                self.lets.setdefault(node.name, node)
            if isinstance(node, ForEach) and node.collect:
                self.gathered.setdefault(node.collect, node)

    def words(self, name: str) -> str:
        """The words of a name, without "the"."""
        return NAMED.get(name) or words_of(name)

    def the(self, name: Name) -> str:
        """What a name is called in a sentence."""
        if name.name in BUILT_IN:
            return BUILT_IN[name.name]
        words = self.words(name.name)
        noun = self.element(name)
        if words in QUESTIONS:
            return words
        if noun is not None and words in OWNERS:
            return f"{OWNERS[words]} {plural(words_of(noun))}"
        if noun is not None and not is_plural(words) and words not in UNCOUNTED:
            return f"the {words} {plural(words_of(noun))}"
        return f"the number of {words}" if name.name in COUNTED and self.type_of(name) == NUMBER else f"the {words}"

    def subject(self, name: Name, beside: Expression) -> str:
        """The same before "is": a number with a plural name goes without "the"."""
        words = self.words(name.name)
        number = isinstance(beside, Number) or self.type_of(name) == NUMBER
        bare = number and is_plural(words) and name.name not in COUNTED and self.element(name) is None
        return words if bare else self.the(name)

    def type_of(self, expression: Expression) -> Type | None:
        """The type of a value, where facts know it."""
        return present(self.facts.type_of(expression)) if self.facts else None

    def is_list(self, expression: Expression) -> bool:
        """Whether a value is a list."""
        return (
            isinstance(self.type_of(expression), ListOf)
            or isinstance(expression, Where | Sorted | Take)
            or self.element(expression) is not None
        )

    def element(self, expression: Expression) -> str | None:
        """The record type of a list's items, where it can be known."""
        return self._element(expression, frozenset())

    def _element(self, expression: Expression, seen: frozenset[str]) -> str | None:
        kind = self.type_of(expression)
        if isinstance(kind, ListOf) and isinstance(item := present(kind.item), RecordOf):
            return item.name
        match expression:
            case Where(of=of) | Sorted(of=of) | Take(of=of):
                return self._element(of, seen)
            case Call(function=function, arguments=arguments) if function in ALIKE and arguments:
                return self._element(arguments[0].value, seen)
            case Name(name=name) if name not in seen:
                return self._of_name(name, seen | {name})
        return None

    def _of_name(self, name: str, seen: frozenset[str]) -> str | None:
        if name in self.gathered:
            return self.gathered[name].item if self.gathered[name].item not in seen else None
        let = self.lets.get(name)
        if let is None:
            return None
        return self._found(let.value) if isinstance(let.value, ToolCall) else self._element(let.value, seen)

    def _found(self, call: ToolCall) -> str | None:
        """What a tool finds: by its type, else by its name (`find_contacts`)."""
        tool = self.tools.get(call.tool)
        kind = present(tool.returns) if tool is not None and tool.returns is not None else None
        if isinstance(kind, ListOf) and isinstance(item := present(kind.item), RecordOf):
            return item.name
        verb, _, thing = call.tool.rpartition(".")[2].partition("_")
        return singular(thing) if tool is None and verb in ("find", "list") and thing else None

    def elements(self, where: Where) -> frozenset[str]:
        """What the items are called inside a condition on a list."""
        known = self.facts.elements.get(id(where)) if self.facts else None
        if known:
            return frozenset(known)
        noun = self.element(where.of)
        named = {singular(where.of.name)} if isinstance(where.of, Name) else set[str]()
        return frozenset({"it", *named, *({noun} if noun else ())})

    def filtered(self, condition: Expression, kind: str) -> frozenset[str]:
        """The same inside a tool's condition on records of a type."""
        known = self.facts.elements.get(id(condition)) if self.facts else None
        return frozenset(known or ("it", kind))
