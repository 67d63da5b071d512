"""Whatever is selected has a form in words: values, what is still to decide, what is wrong with which field."""

import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings

from sayso.compiler import compile
from sayso.dsl.blocks import inner, statements
from sayso.dsl.flow import Flow
from sayso.dsl.print import print_flow
from sayso.dsl.statements import Broken, Statement
from sayso.editor.catalogue import words
from sayso.editor.inspector.forms import form_of
from sayso.editor.inspector.lines import known_of, selected, slots_of
from sayso.editor.inspector.shapes import Form, FormProblem
from tests.dsl import trees
from tests.editor_forms.flows import FILES, catalog, compiled, of, places

INSIDE = re.compile(
    r"\b(type|null|bound|lane|effect|journal|untrusted|uncertain|idempotent|diagnostic|missing)s?\b", re.I
)
HEAD = 'flow "A"\n\non manual with\n  contact: contact\nend\n\n'


def form(body: str, where: str = "0", header: str = HEAD) -> Form:
    return form_of(of(f"{header}{body}\n"), catalog(), where)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_everything_that_can_be_selected_has_a_form_in_plain_words(file: Path) -> None:
    known = compiled(file)
    for where in places(known):
        made = form_of(known, catalog(), where)
        assert made.title
        names = [field.name for field in made.fields]
        assert len(names) == len(set(names)), names
        for field in made.fields:
            assert field.label and field.label[0] == field.label[0].upper()
            told = f"{made.title} {field.label} {field.note} {' '.join(option.words for option in field.options)}"
            assert not INSIDE.search(told), told
            assert "@" not in field.label


def test_every_kind_of_step_was_seen() -> None:
    seen = {type(inner(step)) for file in FILES for _, step in statements(_flow(file))}
    assert {kind for kind in get_args(Statement) if kind.__name__ != "Off"} - seen <= {Broken}


def _flow(file: Path) -> Flow:
    found = compiled(file).flow
    assert found is not None
    return found


@settings(max_examples=60)
@given(trees.flows)
def test_any_flow_at_all_has_forms(flow: Flow) -> None:
    known = compile(print_flow(flow), catalog())
    for where in places(known):
        for field in form_of(known, catalog(), where).fields:
            assert field.label


def test_what_is_still_to_decide_comes_first() -> None:
    made = form('gmail.send(to: @contact, template: todo "which template?")')
    assert made.fields[0].name == "template"
    assert made.fields[0].todo == "which template?"
    assert made.fields[0].source == ""
    assert {option.words for option in made.fields[0].options} == set(catalog().templates)


def test_data_is_shown_in_words() -> None:
    note = form('linkedin.invite(to: @contact, note: "Hi {@contact.firstName or "there"}!")').field("note")
    assert note is not None
    assert [(piece.kind, piece.words) for piece in note.pieces] == [
        ("words", "Hi "), ("data", "Contact › First name or “there”"), ("words", "!"),
    ]  # fmt: skip
    assert "@" not in note.shown


def test_a_value_that_can_be_empty_has_its_own_or() -> None:
    note = form('linkedin.invite(to: @contact, note: "Hi @contact.firstName!")').field("note")
    assert note is not None
    assert [(gap.name, gap.of, gap.source, gap.needed) for gap in note.gaps] == [
        ("note#0", "Contact › First name", "", True)
    ]
    given = form('linkedin.invite(to: @contact, note: "Hi {@contact.firstName or "you"}!")').field("note")
    assert given is not None and given.gaps[0].source == '"you"'
    person = form('hand off to @contact.owner or @me "Look" within 2 days').field("person")
    assert person is not None
    assert (person.source, person.gaps[0].source, person.gaps[0].words) == ("@contact.owner", "@me", "Me")


def test_a_finding_stands_at_its_field_with_its_mends_and_in_words() -> None:
    made = form('crm.create_task(title: "Call", due: "2027-03-01")')
    due = made.field("due")
    assert due is not None
    assert [wrong.sentence for wrong in due.wrong] == ["This needs a date; it is a text."]
    assert [fix.title for fix in due.wrong[0].fixes] == ["Take the quotes away"]
    assert [wrong.fixes[0].title for wrong in made.wrong] == ["Add `use crm.create_task`"]
    lacking = form("crm.add_tags(@contact)").field("tags")
    assert lacking is not None and lacking.wrong and lacking.wrong[0].fixes
    gap = form('linkedin.invite(to: @contact, note: "Hi @contact.firstName!")').field("note")
    assert gap is not None and gap.wrong and "@" not in gap.wrong[0].sentence


def test_a_rule_that_asks_is_told_at_the_step() -> None:
    header = 'flow "A"\n\non manual with\n  contact: contact\nend\n\nuse gmail.send with approval\n\n'
    asked = form('gmail.send(to: @contact, template: "Intro")', header=header).field("approval")
    assert asked is not None and asked.shown == words()("inspector.approve_rules")


def test_a_flow_with_no_safe_reading_has_no_form() -> None:
    known = of('flow "A"\non manual\nif true\n  stop\n')
    assert known.flow is None
    with pytest.raises(FormProblem):
        form_of(known, catalog(), "0")


def test_what_is_gone_is_said() -> None:
    with pytest.raises(FormProblem, match="not there any more"):
        form("stop", "7")


def test_every_slot_reads_what_it_shows() -> None:
    """What a slot tells of itself is found in the text, or can be read by it."""
    for file in FILES:
        known = known_of(compiled(file), catalog())
        for where in places(compiled(file)):
            for slot in slots_of(selected(known, where), known):
                assert slot.node is None or slot.node.span.end <= len(known.text)
