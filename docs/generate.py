"""Writes the pages that are made from tables: `python -m docs.generate`. A test checks that they are current.

Each comes from the table that the product itself uses: commands, rules of the checks, functions, connectors.
"""

import argparse
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from sayso.api.programs import ROUTES
from sayso.api.programs.route import Route
from sayso.cli.commands import COMMANDS, Command
from sayso.compiler import compile, rules
from sayso.compiler.bounds import words
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Event, Field, Parameter, RecordType, Tool
from sayso.dsl.diagnostics import Rule
from sayso.dsl.functions import FUNCTIONS
from sayso.runtime.operations.templates import FOR_WHOM

DOCS = Path(__file__).parent
TEMPLATES = DOCS.parent / "sayso" / "templates"
NOTICE = "<!-- Made by docs/generate.py from {source}. Change that, then run `make docs`. -->\n"
SEVERITIES = {
    "error": "keeps the flow from running",
    "warning": "does not keep it from running",
    "note": "only worth knowing",
}
WHOM = {
    "alone": "Who sells alone",
    "sales": "Sales teams",
    "success": "Customer success: playbooks, which begin by themselves",
    "skills": "Customer success: skills, for when you need them",
}
"""What those are called for whom templates are made."""
EFFECTS = {"compute": "works something out", "read": "reads", "write": "changes something"}


def main() -> None:
    """Write every page anew."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


def all_rules() -> list[Rule]:
    """Every rule of reading and of checking, by slug."""
    return sorted(rules(), key=lambda rule: rule.slug)


def diagnostics() -> str:
    """The page of findings: why each is one, how to go on, a bad and a good flow."""
    return _page(
        "Findings",
        "the rules of `sayso/compiler/` and `sayso/dsl/mistakes.py`",
        "What Sayso may say about a flow before it runs, by its short name. All findings of a file are told at once.",
        (part for rule in all_rules() for part in _rule(rule)),
    )


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.slug}"
    yield f"> {rule.sentence.replace('{{', '{').replace('}}', '}')}"
    yield f"*{rule.severity.capitalize()}: {SEVERITIES[rule.severity]}.* {rule.why}"
    yield f"**How to go on.** {rule.next}"
    yield f"```text\n{rule.bad.strip()}\n```"
    yield f"Better:\n\n```flow\n{rule.good.strip()}\n```"


def tools() -> str:
    """The page of what flows may call, wait for and read, from the standard catalog."""
    catalog = standard_catalog()
    return _page(
        "Tools, events and records",
        "`sayso/connectors/`",
        "What a flow may call, wait for and read. A workspace adds its own fields, templates, people and flows.",
        [
            *_tools(sorted(catalog.tools.values(), key=lambda tool: tool.name)),
            "## Events",
            "\n".join(_event(event) for _, event in sorted(catalog.events.items())),
            "## Records",
            *(part for _, record in sorted(catalog.records.items()) for part in _record(record)),
        ],
    )


def _tools(tools: list[Tool]) -> Iterator[str]:
    for connector, group in groupby(tools, key=lambda tool: tool.connector):
        yield f"## {connector}"
        for tool in group:
            yield f"### {tool.name}"
            yield f"{_sentence(tool.sentence)} {_manners(tool)}"
            if tool.parameters:
                yield "\n".join(_parameter(parameter) for parameter in tool.parameters)
            if tool.returns is not None:
                yield f"Gives `{tool.returns}`."


def _manners(tool: Tool) -> str:
    said = [EFFECTS[tool.effect]]
    said += ["a message goes out"] if tool.sends else []
    said += ["a person does it by hand"] if tool.by_hand else []
    said += ["safe to repeat"] if tool.effect == "write" and tool.repeatable else []
    said += [f"{tool.credits} credit{'s' if tool.credits > 1 else ''}"] if tool.credits else []
    said += ["holds words of strangers"] if tool.stranger else []
    return f"*{'; '.join(said).capitalize()}.*"


def _parameter(parameter: Parameter) -> str:
    kind = " or ".join(f"`{name}`" for name in parameter.records or (str(parameter.type),))
    kind = f"a condition on `{parameter.filter}`" if parameter.filter else kind
    said = [kind if parameter.required else f"{kind}, may be left out"]
    said += ["decides at what it aims"] if parameter.aims else []
    said += ["needs " + ", ".join(f"`{name}`" for name in parameter.needs)] if parameter.needs else []
    return f"- `{parameter.name}`: {'; '.join(said)}"


def _event(event: Event) -> str:
    binds = ", ".join(f"`@{name}` ({kind})" for name, kind in event.binds)
    answers = ", ".join(f"`{tool}`" for tool in event.answers)
    return f"- `{event.name}`: {_sentence(event.sentence)} Binds {binds}." + (f" Answers {answers}." if answers else "")


def _record(record: RecordType) -> Iterator[str]:
    yield f"### {record.name}"
    yield "\n".join(_field(field) for field in record.fields)


def _field(field: Field) -> str:
    words = f" ({', '.join(field.words)})" if field.words else ""
    said = [str(field.type), field.privacy, *(["a stranger's words"] if field.stranger else [])]
    return f"- `{field.name}`{words}: {', '.join(said)}"


def _sentence(text: str) -> str:
    """A tool's or event's words as a sentence, its places in backticks."""
    said = re.sub(r"\{(\w+)\}", r"`\1`", text)
    return said[0].upper() + said[1:] + "."


def templates() -> str:
    """The page of flows to begin with: what each is for, and the most it can do as the compiler prints it."""
    return _page(
        "Templates",
        "`sayso/templates/` and `FOR_WHOM` in `sayso/runtime/operations/templates.py`",
        "Flows to begin with. `sayso new Outbound --template big-4-outbound` writes one under a name of yours;\n"
        "change what you like, then `sayso check` it. Each asks before a message goes out, and has tests of its own.",
        (part for people, names in FOR_WHOM.items() for part in _templates(WHOM[people], names)),
    )


def _templates(people: str, names: tuple[str, ...]) -> Iterator[str]:
    yield f"## {people}"
    rows = ["| template | what it does | at most |", "|---|---|---|", *map(_template, names)]
    yield "\n".join(rows)


def _template(name: str) -> str:
    compiled = compile((TEMPLATES / f"{name}.flow").read_text(encoding="utf-8"), standard_catalog())
    assert compiled.flow and compiled.flow.goal and compiled.bounds
    return f"| `{name}` | {compiled.flow.goal.text} | {words(compiled.bounds)} |"


def functions() -> str:
    """The page of the closed library of pure functions."""
    rows = [
        f"| `{f.words}` | {f.sentence} | `{f.example}` | {f.gives} |".replace("\n", " ") for f in FUNCTIONS.values()
    ]
    return _page(
        "Functions",
        "`FUNCTIONS` in `sayso/dsl/functions/`",
        "What an expression may call. A function works something out and never acts; only statements call tools.\n"
        "Where an argument is missing the result is missing too. A `?` marks what may be left out.",
        ["\n".join(["| function | gives | for example | is |", "|---|---|---|---|", *rows])],
    )


def commands() -> str:
    """The page of the command line, from the table of commands and their parsers."""
    table = [f"| [`sayso {command.name}`](#sayso-{command.name}) | {command.help} |" for command in COMMANDS]
    return _page(
        "Commands",
        "`COMMANDS` in `sayso/cli/commands.py`",
        "`sayso` is in `.venv/bin` once `make run` has set it up. It ends with 0 if all is fine, with 1 if there are\n"
        "findings (or a test or a run failed, or a replay differs), with 2 after a wrong call.\n"
        "`--json` gives every command's result as [one document](json.md) for other programs.",
        ["\n".join(["| command | what it does |", "|---|---|", *table]), *(p for c in COMMANDS for p in _command(c))],
    )


def _command(command: Command) -> Iterator[str]:
    parser = argparse.ArgumentParser(add_help=False)
    command.arguments(parser)
    yield f"## sayso {command.name}"
    yield command.help
    if options := [_option(action) for action in parser._actions]:
        yield "\n".join(options)


def _option(action: argparse.Action) -> str:
    takes = " ".join(action.metavar) if isinstance(action.metavar, tuple) else action.metavar
    name = ", ".join(action.option_strings) or str(takes or action.dest).upper()
    value = f" {takes or action.dest.upper()}" if action.option_strings and action.nargs != 0 else ""
    choices = f" One of {', '.join(f'`{choice}`' for choice in action.choices)}." if action.choices else ""
    return f"- `{name}{value}`: {action.help or ''}{choices}".rstrip(": ")


def _page(title: str, source: str, opening: str, parts: Iterator[str] | list[str]) -> str:
    return "\n\n".join([NOTICE.format(source=source) + f"\n# {title}", opening, *parts]) + "\n"


def routes() -> str:
    """The page of what programs may ask, from the table that the handlers are made of."""
    rows = sorted(ROUTES, key=lambda row: row.group)
    return _page(
        "Routes",
        "`sayso/api/programs/`",
        "What a program may ask of a workspace, below `/api/workspaces/{workspace}`. [How to ask](api.md) says the\n"
        "rest; `/schema/openapi.json` describes every field.",
        (part for group, found in groupby(rows, key=lambda row: row.group) for part in _routes(group, list(found))),
    )


def _routes(group: str, rows: list[Route]) -> Iterator[str]:
    yield f"## {group}"
    yield "\n".join(["| route | what it does | it takes |", "|---|---|---|", *map(_route, rows)])


def _route(row: Route) -> str:
    names = [*row.query.__struct_encode_fields__, *(row.body.__struct_encode_fields__ if row.body is not None else ())]
    return f"| `{row.method} {row.path}` | {row.summary} | {', '.join(f'`{name}`' for name in names)} |"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "diagnostics.md": diagnostics,
    "functions.md": functions,
    "routes.md": routes,
    "templates.md": templates,
    "tools.md": tools,
}
"""The generated pages, each with what makes its text."""


if __name__ == "__main__":
    main()
