"""What a prompt tells of the language: its examples compile, every form is there, and it stays short."""

from typing import get_args

import pytest
from msgspec.structs import replace

from sayso.compiler import compile
from sayso.compiler.contracts import contracts
from sayso.connectors import standard_catalog
from sayso.copilot.decoding import model_grammar, system_rules
from sayso.copilot.decoding.forms import HEADER, STATEMENTS, TESTS, VALUES, Form
from sayso.copilot.decoding.prompt import chosen
from sayso.dsl import flow, statements
from sayso.dsl.catalog import Catalog
from sayso.dsl.parse import parse_expression
from tests.copilot.decoding_models import Model

CATALOG = standard_catalog()
TWELVE = (
    "ai.classify", "calendar.create_event", "crm.add_tags", "crm.create_task", "crm.find_contacts", "crm.update",
    "gmail.send", "linkedin.check_accepted", "linkedin.invite", "people.notify", "slack.send_message", "web.search",
)  # fmt: skip
MOST_LETTERS = 24_000
INPUTS = "on manual with\n  contact: contact\n  deal: deal\n  deals: list of deal\nend\n"
FLOWS = (
    'flow "Proposal"\non call with\n  deal: deal\nend\nreturn "sent"\n',
    'flow "Enrich"\non call with\n  contact: contact\nend\nreturn "done"\n',
)


def known() -> Catalog:
    """The standard catalog with the flows that examples run."""
    return replace(CATALOG, flows=contracts(list(FLOWS), CATALOG))


BODIES: dict[type, str] = {
    flow.GivenAnswer: 'ask @me "Go?" as @go: boolean within 1 day\nlet @x = @go\n',
    flow.GivenEvent: next(form.example for form in STATEMENTS if form.node is statements.WaitFor) + "\n",
    flow.ExpectTool: 'if @contact.email exists\n  gmail.send(to: @contact, template: "Intro")\nend\n',
    flow.Test: "let @found = crm.find_contacts()\n",
}
"""What must stand in a flow so that a line of its test makes sense."""


def whole(form: Form) -> str:
    """A flow in which the example stands where it belongs."""
    if form.node is flow.Flow:
        return f"{form.example}\non manual\nstop\n"
    if form in HEADER:
        triggers = "on manual\n" if not form.example.startswith("on ") else ""
        parts = (form.example + "\n", triggers) if form.node is flow.Goal else (triggers, form.example + "\n")
        return f'flow "A"\n{"".join(parts)}stop\n'
    uses = "".join(f"use {tool}\n" for tool in form.tools)
    return in_test(form, uses) if form in TESTS else in_body(form, uses)


def in_test(form: Form, uses: str) -> str:
    """A flow whose test has the line, or is the example."""
    called = form.node is flow.ExpectReturn
    test = form.example if form.node is flow.Test else f'test "t"\n  {form.example}\nend'
    body = BODIES.get(form.node, "") if form.tools or form.node is not flow.Test else ""
    ending = 'return "Pilot"' if called else 'stop "no answer"'
    return f'flow "A"\n{"on call" if called else INPUTS.strip()}\n{uses}{body}{ending}\n{test}\n'


def in_body(form: Form, uses: str) -> str:
    """A flow whose body has the statement."""
    memory = "memory\n  seen: list of text\n  lastDigest: date?\nend\n"
    looped = form.inside == "loop" or form.node is statements.ForEach
    given = INPUTS.replace("  deal: deal\n", "") if looped else INPUTS
    match form.inside:
        case "loop":
            loop = f"for each @deal in @deals at most 9 collect @lines\n  {form.example}\nend\n"
            return f'flow "A"\n{given}{memory}{loop}'
        case "chat":
            return f'flow "A"\non chat "Help"\n{form.example}\n'
        case "call":
            return f'flow "A"\non call with\n  deal: deal\nend\n{form.example}\n'
        case _:
            return f'flow "A"\n{given}{uses}{memory}{form.example}\n'


@pytest.mark.parametrize("form", [*HEADER, *STATEMENTS, *TESTS], ids=lambda form: form.example.partition("\n")[0])
def test_every_example_compiles(form: Form) -> None:
    text = whole(form)
    found = compile(text, known())
    assert found.flow is not None
    assert not [(finding.slug, finding.sentence) for finding in found.errors], text


def test_every_example_can_be_written_under_the_grammar() -> None:
    model = Model(model_grammar(CATALOG))
    assert not [form.example for form in (*HEADER, *STATEMENTS, *TESTS) if not model.writes(whole(form))]


@pytest.mark.parametrize("written", [written for written, _ in VALUES])
def test_every_value_is_one(written: str) -> None:
    parse_expression(f"[{written}]")


def test_every_statement_and_trigger_is_told_of() -> None:
    told = {form.node for form in (*HEADER, *STATEMENTS)}
    wanted = {*get_args(statements.Statement), *get_args(flow.Trigger), flow.Use, flow.Limit, flow.Memory, flow.Goal}
    assert wanted - told == {statements.Broken}


def test_twelve_tools_are_told_of_in_few_words() -> None:
    assert not set(TWELVE) - CATALOG.tools.keys()
    rules = system_rules(CATALOG, TWELVE)
    assert len(rules) < MOST_LETTERS
    assert all(f"\n{name}(" in rules for name in TWELVE)


def test_no_other_tool_is_told_of() -> None:
    rules = system_rules(CATALOG, ("people.notify",))
    assert "people.notify(" in rules
    assert not [name for name in CATALOG.tools if name in rules and name != "people.notify"]


def test_an_empty_catalog_has_rules_too() -> None:
    assert "## Tools" in system_rules(Catalog())
    assert all(not form.tools and not form.events for form in chosen(STATEMENTS, (), Catalog()))
