"""The documents cannot lie: their flows compile, their links lead somewhere, and nothing there is goes unnamed."""

import ast
import json
import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from docs.generate import DOCS, PAGES, all_rules
from sayso.cli.commands import COMMANDS
from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.dsl import expressions, flow, statements
from sayso.dsl.catalog import Catalog
from sayso.interpreter import link
from sayso.runtime.settings import PersonSettings, PolicySettings, Settings, SmtpSettings, settings_of
from sayso.runtime.simulating import KEYS, describe
from sayso.runtime.testing import run_tests
from tests.house.layering import OURS
from tests.house.pages import Block, anchors, blocks, is_doc, links, pages, text_of, whole_flow
from tests.house.sources import FRONT_DOOR, ROOT, modules, tree_of

FLOWS = [block for page in pages() for block in blocks(page) if block.kind.partition(" ")[0] == "flow"]
KINDS_OF_BLOCK = {"flow", "flow fragment", "sh", "text", "python", "toml", "csv", "json", "yaml"}
SETTING = re.compile(r"\bSAYSO_[A-Z_]+\b")
OUR_PATH = re.compile(r"`((?:sayso|tests|docs)/[\w./-]+)`")
OUR_COMMAND = re.compile(r"(?:^|`|bin/)sayso ([a-z]+)", re.MULTILINE)
NODES = [*get_args(statements.Statement), *get_args(expressions.Expression), *get_args(flow.Trigger),
         *get_args(flow.TestLine)]  # fmt: skip
NOUNS = ["flow", "trigger", "step", "tool", "connector", "connection", "run", "lane", "effect", "outcome", "journal",
         "log", "bound", "limit", "diagnostic", "world"]  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """What the flows of the documents may name."""
    return standard_catalog()


@pytest.mark.parametrize("block", FLOWS, ids=str)
def test_every_flow_in_the_documents_compiles(block: Block, catalog: Catalog) -> None:
    text = whole_flow(block, catalog)
    errors = compile(text, catalog).errors
    told = [f"{f.slug}: {f.sentence}  ({text[f.span.start : f.span.end][:60]!r})" for f in errors]
    assert not told, f"{block}\n" + "\n".join(told) + "\n\n" + text


@pytest.mark.parametrize("block", [block for block in FLOWS if "\ntest " in block.text], ids=str)
def test_the_tests_in_the_documents_hold(block: Block, catalog: Catalog) -> None:
    results = run_tests(compile(block.text, catalog), catalog, {})
    assert results
    assert not [(result.title, [told for _, told in result.problems]) for result in results if not result.passed]


def test_there_are_flows_to_compile() -> None:
    assert {"README.md", "docs/language.md"} <= {block.page.relative_to(ROOT).as_posix() for block in FLOWS}


def test_the_first_flow_people_see_is_the_one_that_make_run_tells() -> None:
    told = (ROOT / "sayso" / "sample" / "proposal-follow-up.flow").read_text("utf-8").partition("\ntest ")[0]
    (shown,) = (block for block in blocks(ROOT / "README.md") if block.kind == "flow")
    assert shown.text.strip() == told.strip()


def test_every_code_block_says_what_it_is() -> None:
    wrong = [
        f"{block}: {block.kind!r}" for page in pages() for block in blocks(page) if block.kind not in KINDS_OF_BLOCK
    ]
    assert not wrong, "\n".join(wrong)


def test_links_lead_somewhere() -> None:
    wrong = [
        f"{page.name}: {target}" for page in pages() for target in links(page) if not leads_somewhere(page, target)
    ]
    assert not wrong, "\n".join(wrong)


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether a link's file and heading exist; addresses elsewhere are not followed."""
    if re.match(r"https?://|mailto:", target):
        return True
    file, _, anchor = target.partition("#")
    goal = (page.parent / file).resolve() if file else page
    return goal.exists() and (not anchor or anchor in anchors(goal))


def test_every_page_is_found_from_the_table_of_contents() -> None:
    contents = DOCS / "README.md"
    linked = {(DOCS / target.partition("#")[0]).resolve() for target in links(contents)}
    missing = [page.name for page in pages() if is_doc(page) and page != contents and page not in linked]
    assert not missing, f"not in docs/README.md: {missing}"


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == PAGES[name](), f"docs/{name} is old: run `make docs`"


def unnamed(names: list[str], page: str) -> list[str]:
    """Those of the names that do not stand in backticks on the page."""
    text = text_of(page)
    return [name for name in names if f"`{name}`" not in text]


def test_every_room_is_on_the_tour() -> None:
    rooms = [f"sayso/{room}/" for room in [*OURS, FRONT_DOOR] if (ROOT / "sayso" / room).is_dir()]
    assert not unnamed(rooms, "docs/tour.md")


def test_every_node_is_in_the_language_reference() -> None:
    assert not unnamed([node.__name__ for node in NODES], "docs/language.md")


def test_every_finding_and_tool_has_its_heading(catalog: Catalog) -> None:
    findings, tools = text_of("docs/diagnostics.md"), text_of("docs/tools.md")
    assert not [rule.slug for rule in all_rules() if f"\n## {rule.slug}\n" not in findings]
    assert not [tool for tool in catalog.tools if f"\n### {tool}\n" not in tools]


def test_every_command_has_its_heading() -> None:
    page = text_of("docs/commands.md")
    assert not [command.name for command in COMMANDS if f"\n## sayso {command.name}\n" not in page]


def documents() -> list[tuple[str, str]]:
    """Every field of every JSON document of the command line, found where it is made: ("check", "files")."""
    return [
        (str(command), str(key.value))
        for path in modules("cli")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "document"
        for command, body in [(getattr(node.args[0], "value", "?"), node.args[1])]
        for key in (body.keys if isinstance(body, ast.Dict) else [])
        if isinstance(key, ast.Constant)
    ]


def test_every_json_document_is_described() -> None:
    rows = {row.split("`")[1]: row for row in text_of("docs/json.md").splitlines() if row.startswith("| `sayso ")}
    found = documents()
    assert found
    assert not [name for name in found if f"`{name[1]}`" not in rows.get(f"sayso {name[0]}", "")]


def test_every_setting_is_named() -> None:
    settings = {name for path in modules() for name in SETTING.findall(path.read_text("utf-8"))}
    assert not unnamed(sorted(settings), "docs/settings.md")


def test_every_workspace_setting_is_named() -> None:
    models = (Settings, PersonSettings, PolicySettings, SmtpSettings)
    assert not unnamed([name for model in models for name in model.model_fields], "docs/settings.md")


def test_workspace_files_in_the_documents_are_read() -> None:
    files = [block.text for page in pages() for block in blocks(page) if block.kind == "toml"]
    assert [settings_of(tomllib.loads(text)).name for text in files]


def test_worlds_in_the_documents_are_read(catalog: Catalog) -> None:
    program = compile(
        'flow "World"\non contact.created\nask @me "Go on?" as @go: boolean within 2 days\n', catalog
    ).program
    assert program is not None
    (world,) = (json.loads(block.text) for block in blocks(DOCS / "worlds.md") if block.kind == "json")
    described = describe(world, catalog, link(program))
    assert described.records["contact"]
    assert described.choices.events


def test_every_part_of_a_described_world_is_named() -> None:
    assert not unnamed(list(KEYS), "docs/worlds.md")


def test_every_noun_is_in_the_glossary() -> None:
    assert not [noun for noun in NOUNS if f"**{noun}**" not in text_of("docs/glossary.md").lower()]


def test_paths_in_the_documents_exist() -> None:
    named = {(page.name, path) for page in pages() for path in OUR_PATH.findall(page.read_text("utf-8"))}
    assert not [f"{page}: {path}" for page, path in sorted(named) if not (ROOT / path).exists()]


def test_commands_in_the_documents_exist() -> None:
    named = {(page.name, word) for page in pages() for word in OUR_COMMAND.findall(page.read_text("utf-8"))}
    known = {command.name for command in COMMANDS}
    assert not [f"{page}: sayso {word}" for page, word in sorted(named) if word not in known]
