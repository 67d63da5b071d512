"""What a prompt tells a model of the language: made from the table of forms, the catalog and the functions."""

from collections.abc import Collection, Iterable, Iterator

from sayso.copilot.decoding.forms import HEADER, RULES, STATEMENTS, TESTS, VALUES, Form
from sayso.copilot.decoding.lists import allowed_tools
from sayso.dsl.catalog import Catalog, Parameter, RecordType, Tool
from sayso.dsl.functions import FUNCTIONS
from sayso.dsl.print_text import quoted
from sayso.dsl.types import ListOf, Optional, RecordOf, Row, Type

NO_FIELDS = Row(())
EFFECTS = {"compute": "", "read": "reads", "write": "changes something"}


def system_rules(catalog: Catalog, allowed: Collection[str] | None = None) -> str:
    """The language in short, with one example of each form, and what this catalog lets a flow name."""
    tools = [catalog.tools[name] for name in allowed_tools(catalog, allowed)]
    return "\n".join(_rows(catalog, tools))


def _rows(catalog: Catalog, tools: list[Tool]) -> Iterator[str]:
    yield "You write flows in Sayso, a small language that reads aloud as English."
    yield from (f"- {rule}" for rule in RULES)
    names = {tool.name for tool in tools}
    for title, forms in (("Header", HEADER), ("Statements", STATEMENTS), ("Tests", TESTS)):
        yield f"\n## {title}"
        yield from (_form(form) for form in chosen(forms, names, catalog))
    yield "\n## Values"
    yield from (f"{written}  # {says}" for written, says in VALUES)
    yield "\n## Functions"
    yield ", ".join(function.words for function in FUNCTIONS.values())
    yield "\n## Records (`?`: may be missing)"
    yield from (_record(record) for record in _records(catalog, tools))
    yield "\n## Events and what they give"
    yield from (f"{event.name}: {_given(event.binds)}" for event in catalog.events.values())
    yield "\n## Templates\n" + (", ".join(map(quoted, sorted(catalog.templates))) or "none")
    yield "\n## Tools. There are no others"
    yield from map(_tool, tools)
    yield ""


def chosen(forms: Iterable[Form], tools: Collection[str], catalog: Catalog) -> list[Form]:
    """The forms to show: for each node the first whose tools and events are there."""
    found: dict[type, Form] = {}
    for form in forms:
        if set(form.tools) <= set(tools) and set(form.events) <= catalog.events.keys():
            found.setdefault(form.node, form)
    return list(found.values())


def _form(form: Form) -> str:
    first, *rest = form.example.split("\n")
    return "\n".join((f"{first}  # {form.says}", *rest))


def _tool(tool: Tool) -> str:
    parameters = ", ".join(map(_parameter, tool.parameters))
    more = f", and fields of `{tool.keywords_of}`" if tool.keywords_of else ""
    gives = f" gives {tool.returns}" if tool.returns else ""
    about = ", ".join(words for words in (EFFECTS[tool.effect], tool.sentence) if words)
    return f"{tool.name}({parameters}{more}){gives}  # {about}"


def _parameter(parameter: Parameter) -> str:
    if parameter.filter:
        kind = f"a condition on @{parameter.filter}"
    elif parameter.records:
        kind = " or ".join(dict.fromkeys((*parameter.records, *_plain(parameter.type))))
    else:
        kind = str(parameter.type)
    return f"{parameter.name}{'' if parameter.required else '?'}: {kind}"


def _plain(kind: Type) -> tuple[str, ...]:
    """The type beside the records that a parameter takes."""
    return () if isinstance(kind, RecordOf) else (str(kind),)


def _given(binds: tuple[tuple[str, Type], ...]) -> str:
    return ", ".join(f"@{name}" if str(kind) == name else f"@{name} ({kind})" for name, kind in binds) or "nothing"


def _record(record: RecordType) -> str:
    """A record's fields, those of a type together: `deal. money?: value; text: name, status`"""
    kinds: dict[str, list[str]] = {}
    for field in record.fields:
        if field.type == NO_FIELDS:
            continue
        kinds.setdefault(str(field.type), []).append(field.name)
    return f"{record.name}. " + "; ".join(f"{kind}: {', '.join(names)}" for kind, names in kinds.items())


def _records(catalog: Catalog, tools: list[Tool]) -> list[RecordType]:
    """The records that these tools take and give, those that events bring, and those their fields lead to."""
    kinds = [kind for tool in tools for kind in (tool.returns, *(parameter.type for parameter in tool.parameters))]
    kinds += [kind for event in catalog.events.values() for _, kind in event.binds]
    kinds += [RecordOf(name) for tool in tools for parameter in tool.parameters for name in parameter.records]
    near = {name for kind in kinds if kind for name in _named(kind)}
    for one in near & catalog.records.keys():
        near |= {name for field in catalog.records[one].fields for name in _named(field.type)}
    return [record for name, record in catalog.records.items() if name in near]


def _named(kind: Type) -> Iterator[str]:
    match kind:
        case RecordOf(name=name):
            yield name
        case ListOf(item=inner) | Optional(of=inner):
            yield from _named(inner)
        case Row(fields=fields):
            for _, inner in fields:
                yield from _named(inner)
