"""Tool calls: every parameter by its declaration, with values that may go where it sends them."""

from sayso.dsl import expressions as e
from sayso.dsl.catalog import Parameter, Tool
from sayso.dsl.statements import Approval, ToolCall
from sayso.dsl.types import ListOf, Optional, RecordOf, Scalar, Type, fits, present
from tests.properties.generating.catalog import catalog
from tests.properties.generating.chance import Chance
from tests.properties.generating.expressions import Values
from tests.properties.generating.literals import length, text
from tests.properties.generating.scope import CLEAN, INTERNAL, LOOSE, Named, Scope, is_record

LEFT_OUT = ("people.ask", "people.hand_off", "people.say", "people.approve", "http.request", "web.fetch_page")
"""Statements of their own, and tools whose address must be written out."""
MOST_RECORDS = (
    "crm.find_contacts", "crm.find_contacts", "crm.find_contacts", "crm.find_deals", "crm.find_companies", "web.search",
    "calendar.list_events", "sheets.read_rows", "jira.search", "gmail.search",
)  # fmt: skip
AUDIENCE = {"workspace": LOOSE, "ai": INTERNAL, "person": CLEAN, "outside": CLEAN}


class Calls:
    """Writes tool calls; remembers which tools were used."""

    def __init__(self, chance: Chance, values: Values) -> None:
        self.chance, self.values = chance, values
        self.used: dict[str, None] = {}
        self.taken: set[str] = set()
        self.tools = [tool for tool in catalog().tools.values() if tool.name not in LEFT_OUT]

    def call(self, scope: Scope, gives: bool) -> tuple[ToolCall, Type | None, int] | None:
        """A call that fits here, what it returns, and of which rank; `gives`: it must return something."""
        for _ in range(8):
            tool = self._tool(scope)
            if gives and tool.returns is None:
                continue
            arguments = self._arguments(tool, scope)
            if arguments is None:
                continue
            self.used[tool.name] = None
            call = ToolCall(tool=tool.name, arguments=arguments, approval=self._approval(tool, scope))
            if call.approval is not None or any(parameter.changes for parameter in tool.parameters):
                scope.forget()
            returns = tool.returns
            return call, None if returns == RecordOf("*") else returns, self._rank(tool)
        return None

    def is_free(self, name: str, scope: Scope) -> bool:
        """Whether nothing in this flow is called so."""
        return name not in scope.names and name not in self.taken

    def finding(self) -> str:
        """A tool that brings records."""
        return self.chance.one(MOST_RECORDS)

    def _tool(self, scope: Scope) -> Tool:
        if self.chance.yes(20) or (not scope.paths(LOOSE) and self.chance.yes(70)):
            return catalog().tools[self.finding()]
        return self.chance.one(self.tools)

    def _rank(self, tool: Tool) -> int:
        """What was written into a record or an answer stays what it was, so these are handled with care."""
        finds = any(parameter.filter for parameter in tool.parameters)
        return CLEAN if finds and not tool.stranger else LOOSE if tool.effect == "write" or tool.stranger else INTERNAL

    def _approval(self, tool: Tool, scope: Scope) -> Approval | None:
        if tool.effect != "write" or not self.chance.yes(12):
            return None
        within = length(self.chance, 10) if self.chance.yes() else None
        return Approval(by=self.person(scope) if self.chance.yes() else None, within=within)

    def person(self, scope: Scope) -> e.Expression:
        """Somebody of the workspace."""
        found = self.values.found(RecordOf("person"), scope, INTERNAL, missing=None)
        me = e.Name(name="me")
        if found is None or found.path[0] == "memory":
            return me
        return e.Binary(operator="or", left=found.expression, right=me) if found.missing else found.expression

    def _arguments(self, tool: Tool, scope: Scope) -> tuple[e.Argument, ...] | None:
        given = []
        texts = {p.name for p in tool.parameters if p.picks == "template"}
        template = bool(texts) and self.chance.yes(40) and "contact" in scope.names
        for parameter in tool.parameters:
            wanted = parameter.required or self.chance.yes(45) or (bool(texts) and not template)
            if parameter.picks == "template":
                wanted = template
            elif template and parameter.name in ("subject", "text"):
                wanted = False
            if not wanted:
                continue
            value = self._argument(tool, parameter, scope, template)
            if value is None and (parameter.required or (texts and parameter.name in ("subject", "text"))):
                return None
            if value is not None:
                given.append(e.Argument(name=parameter.name, value=value))
        given += self._keywords(tool, given, scope)
        return tuple(self._unnamed_first(given, tool))

    def _unnamed_first(self, given: list[e.Argument], tool: Tool) -> list[e.Argument]:
        """The first parameter's value often stands without its name."""
        if given and given[0].name == tool.parameters[0].name and self.chance.yes(40):
            return [e.Argument(name=None, value=given[0].value), *given[1:]]
        return given

    def _argument(self, tool: Tool, parameter: Parameter, scope: Scope, template: bool) -> e.Expression | None:
        if parameter.filter:
            return self.filter(parameter.filter, scope)
        if parameter.picks:
            return self._picked(parameter)
        rank = min(AUDIENCE[parameter.audience], CLEAN if parameter.aims or parameter.changes else LOOSE)
        if parameter.records and (self.chance.yes(70) or present(parameter.type) == RecordOf("*") or template):
            found = self._record(parameter.records, scope)
            if found is not None or parameter.type == RecordOf("*"):
                return found
        if present(parameter.type) == Scalar("text") and not parameter.aims and self.chance.yes(60):
            return self.values.text(scope, rank)
        if parameter.type == RecordOf("person"):
            return self.person(scope)
        if present(parameter.type) == Scalar("text") and parameter.aims:
            return text(self.chance.one(("#sales", "Sheet 1", "A1:C9")))
        if isinstance(parameter.type, Optional):
            return self.values.perhaps(parameter.type.of, scope, rank)
        if isinstance(present(parameter.type), RecordOf):
            found_one = self.values.found(parameter.type, scope, INTERNAL if parameter.aims else LOOSE, missing=False)
            return found_one.expression if found_one else None
        return self.values.value(parameter.type, scope, rank)

    def _record(self, kinds: tuple[str, ...], scope: Scope) -> e.Expression | None:
        fitting = [one for one in scope.paths(CLEAN) if is_record(one.type, kinds) and not one.missing]
        return self.chance.one(fitting).expression if fitting else None

    def _picked(self, parameter: Parameter) -> e.Expression | None:
        known = {
            "template": tuple(catalog().templates),
            "tag": catalog().tags or (),
            "stage": catalog().stages or (),
        }.get(parameter.picks, ())
        if not known:
            return None
        if isinstance(present(parameter.type), ListOf):
            return e.List(items=tuple(text(word) for word in self.chance.some(known, 1, 2)))
        return text(self.chance.one(known))

    def filter(self, kind: str, scope: Scope) -> e.Expression:
        """A condition over the records that are looked for."""
        inside = scope.inner()
        names = ["it", kind] if self.is_free(kind, scope) else ["it"]
        inside.names[self.chance.one(names)] = Named(RecordOf(kind), CLEAN, own=False)
        return self.values.condition(inside, CLEAN, 1)

    def _keywords(self, tool: Tool, given: list[e.Argument], scope: Scope) -> list[e.Argument]:
        record = next((one.value for one in given if one.name == tool.keywords_of), None)
        if tool.keywords_of is None or record is None:
            return []
        kind = next((one.type for one in scope.paths(LOOSE) if one.expression == record), None)
        declared = catalog().record_of(kind) if kind is not None else None
        writable = [field for field in declared.fields if field.writable] if declared else []
        made = []
        for field in self.chance.some(writable, 1, 3):
            value = None if not _has_literal(field.type) else self.values.value(field.type, scope, CLEAN)
            if value is not None and field.name not in ("stage", "tags"):
                made.append(e.Argument(name=field.name, value=value))
        return made


def _has_literal(kind: Type) -> bool:
    return not isinstance(present(kind), RecordOf) and not fits(kind, ListOf(RecordOf("contact")))
