"""What the `+` offers, and what is put in: one candidate is filled in, the rest is still to decide."""

from functools import cache

import pytest

from sayso.copilot.suggesting.habits import Habits
from sayso.dsl.blocks import statement_at
from sayso.dsl.expressions import Todo
from sayso.dsl.node import walk
from sayso.dsl.parse import parse
from sayso.dsl.types import DATE, EMAIL, PERSON
from sayso.editor.inspector.forms import form_of
from sayso.editor.inspector.inserting import insert_choices, inserted, widened
from sayso.editor.inspector.reach import insertable
from sayso.editor.inspector.shapes import Choice
from tests.editor_forms.flows import FILES, ROOT, catalog, compiled, of

BIG = ROOT / "sayso" / "templates" / "big-4-outbound.flow"


@cache
def habits() -> Habits:
    flows = (compiled(file).flow for file in FILES if file.parent.name == "templates")
    return Habits(catalog()).learn([flow for flow in flows if flow is not None])


def choices(place: str, words: str = "") -> tuple[Choice, ...]:
    """What is offered at a place and has these words."""
    offered = insert_choices(compiled(BIG), catalog(), place, habits())
    return tuple(one for one in offered if words in f"{one.label} {one.detail} {one.opening}".casefold())


def test_next_steps_come_first_then_steps_then_the_rest() -> None:
    groups = [choice.group for choice in choices("1.body:2")]
    assert groups == sorted(groups, key=["next", "steps", "templates", "tools"].index)
    assert set(groups) == {"next", "steps", "templates", "tools"}


@pytest.mark.parametrize("place", ["", "body:0", "1.body:0", "1.body.4.then:1", "1.body.4.then.1.otherwise:1", ":99"])
def test_whatever_is_offered_can_be_put_in(place: str) -> None:
    known = compiled(BIG)
    assert known.flow is not None
    for choice in choices(place or ":0"):
        text, address = inserted(known.text, known, catalog(), place or ":0", choice)
        parsed = parse(text)
        assert parsed.flow is not None and not parsed.diagnostics, choice.statement_text
        statement_at(parsed.flow, address)


def test_a_choice_is_known_by_what_it_is_and_which_tool_it_calls() -> None:
    assert [choice.opening for choice in choices("1.body:2", "crm.create_task")] == ["crm.create_task"]
    assert any(choice.opening.startswith("wait ") for choice in choices("1.body:2", "wait"))


def test_one_candidate_is_filled_in_and_the_rest_is_asked() -> None:
    known = compiled(BIG)
    task = next(one for one in choices("1.body:2", "create tasks") if one.group == "tools")
    text, address = inserted(known.text, known, catalog(), "1.body:2", task)
    assert address == (1, "body", 2)
    assert "crm.create_task" in text.partition("\nlimit")[0]
    after = of(text)
    made = form_of(after, catalog(), address)
    about = made.field("about")
    assert about is not None and about.source == "@contact"
    assert made.fields[0].todo
    assert "create tasks" in widened(known, after, catalog())


def test_templates_are_sent_by_the_tool_the_flow_uses() -> None:
    own = [one for one in choices("1.body:2", "win back") if one.group == "templates"]
    assert [one.statement_text for one in own] == ['gmail.send(to: @contact, template: "Win back")']


def test_nothing_is_offered_that_makes_no_sense_there() -> None:
    inside = {one.statement_text.split()[0] for one in choices("1.body:2") if one.group == "steps"}
    outside = {one.statement_text.split()[0] for one in choices(":1") if one.group == "steps"}
    assert "skip" in inside and "stop" not in inside
    assert "stop" in outside and "skip" not in outside


def test_data_in_reach_is_offered_in_words() -> None:
    known = compiled(BIG)
    found = {chip.path: chip for chip in insertable(known, catalog(), "1.body.4.then.0")}
    assert found["@contact.firstName"].words == "Contact › First name"
    assert found["@contact.firstName"].maybe
    assert found["@me"].words == "Me"
    assert "@contact.company.name" in found and "@prospects" in found
    assert "@email.from" not in found
    assert all("." in chip.path or chip.path[1:].isalpha() for chip in found.values())


def test_only_what_fits_is_offered() -> None:
    known = compiled(BIG)
    assert {chip.path for chip in insertable(known, catalog(), "1.body.4.then.0", EMAIL)} >= {"@contact.email"}
    assert "@contact.email" not in {chip.path for chip in insertable(known, catalog(), "1.body.4.then.0", DATE)}
    people = {chip.path for chip in insertable(known, catalog(), "1.body.4.then.0", PERSON)}
    assert {"@me", "@contact.owner", "@user.salesRep"} <= people


def test_a_wait_knows_its_event_and_a_search_its_records() -> None:
    known = compiled(BIG)
    assert "@email.from" in {chip.path for chip in insertable(known, catalog(), "1.body.4.then.1")}
    first = insertable(known, catalog(), "0", None, "contact")[0]
    assert first.path == "@contact"


def test_a_step_that_was_put_in_has_no_made_up_values() -> None:
    known = compiled(BIG)
    for choice in choices("1.body:2"):
        if choice.group == "tools":
            text, address = inserted(known.text, known, catalog(), "1.body:2", choice)
            flow = parse(text).flow
            assert flow is not None
            holes = [node for node in walk(statement_at(flow, address)) if isinstance(node, Todo)]
            made = form_of(of(text), catalog(), address)
            assert len(holes) == len([field for field in made.fields if field.todo])
