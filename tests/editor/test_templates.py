"""The templates in a real browser: chosen by whom they are for, read, and made a flow of one's own."""

import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.templates import FOR_WHOM, MOST, WHAT_FOR, Question, filled, questions, templates
from tests.editor.browser import PHONE
from tests.editor.conftest import Opens

OTHERS = {"template": "Case study", "person": "@user.salesRep", "most": "15", "wait": "9", "time": "7:05",
          "channel": '#quo"te {x} @me'}  # fmt: skip


def others(asked: list[Question]) -> list[str]:
    return [OTHERS[one.kind] for one in asked]


def test_every_template_has_its_place_for_whom_and_for_what() -> None:
    bundled = {path.stem for path in (Path(__file__).parents[2] / "sayso" / "templates").glob("*.flow")}
    assert {name for names in FOR_WHOM.values() for name in names} == bundled
    assert {name for names in WHAT_FOR.values() for name in names} == bundled


@pytest.mark.parametrize("name", [one.name for one in templates()])
def test_other_answers_to_every_question_still_make_a_flow_that_can_run(name: str) -> None:
    one = next(one for one in templates() if one.name == name)
    catalog = standard_catalog()
    asked = questions(one.text, catalog)
    assert len(asked) <= MOST
    text = filled(one.text, 'My "own" {x} @y', asked, others(asked))
    compiled = compile(text, catalog)
    assert compiled.flow is not None
    assert compiled.flow.name == 'My "own" {x} @y'
    assert [one.now for one in questions(text, catalog) if one.kind in ("template", "most")] == [
        OTHERS[one.kind] for one in asked if one.kind in ("template", "most")
    ]


def test_the_same_answers_change_nothing_but_the_name() -> None:
    one = templates()[0]
    asked = questions(one.text, standard_catalog())
    text = filled(one.text, "Mine", asked, [one.now for one in asked])
    assert text == one.text.replace('flow "Big 4 outbound"', 'flow "Mine"', 1)


def test_a_hole_is_asked_first_and_stays_a_hole_without_an_answer() -> None:
    text = 'flow "A"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, todo "what to say?")\n'
    asked = questions(text, standard_catalog())
    assert [(one.kind, one.about) for one in asked] == [("hole", "what to say?")]
    assert filled(text, "A", asked, [""]) == text
    assert 'people.notify(@me, "Hi {"' not in filled(text, "A", asked, ['Hi {"'])
    assert compile(filled(text, "A", asked, ['Hi {"']), standard_catalog()).program is not None


@pytest.mark.parametrize(("kind", "answer"), [
    ("most", "0"), ("most", "-3"), ("most", "1.5"), ("most", "٣"), ("most", "9" * 30), ("template", "Nowhere"),
    ("person", '@me"\nuse x.y'),
])  # fmt: skip
def test_an_answer_that_cannot_stand_there_is_refused(kind: str, answer: str) -> None:
    one = templates()[0]
    asked = questions(one.text, standard_catalog())
    given = [answer if question.kind == kind else question.now for question in asked]
    with pytest.raises(Refused):
        filled(one.text, "Mine", asked, given)


def test_they_are_chosen_by_role_and_goal(opens: Opens) -> None:
    page = opens("/templates")
    expect(page.locator("[data-template]")).to_have_count(len(templates()))
    page.get_by_role("button", name="Sales teams").click()
    page.get_by_role("button", name="Keep deals moving").click()
    expect(page.locator("[data-template]")).to_have_count(3)
    page.wait_for_url(lambda url: "role=" in url and "aim=" in url)
    page.reload()
    expect(page.locator("[data-template]")).to_have_count(3)
    page.get_by_role("button", name="Start well").click()
    expect(page.get_by_text("No template is for both.")).to_be_visible()


def test_it_is_read_answered_and_made_a_draft(opens: Opens, home: Path) -> None:
    page = opens("/templates/big-4-outbound", PHONE)
    expect(page.locator("[data-at-most]")).to_contain_text("Never more than 20 invitations and 100 emails a day")
    expect(page.locator(".readback").first).to_contain_text("For each contact, at most 20, nobody twice:")
    page.get_by_role("textbox", name="What is it called?").fill('Our "own" outbound')
    page.get_by_role("combobox", name="Which email template").select_option("Case study")
    page.get_by_role("spinbutton", name="How many invitations").fill("7")
    page.get_by_role("button", name="Make the flow").tap()
    page.wait_for_url("**/flows/flow-*")
    flow = page.url.rpartition("/")[2]
    with sqlite3.connect(home / "sayso.sqlite") as tables:
        draft = tables.execute("select draft from flow where id = ?", (flow,)).fetchone()[0]
    compiled = compile(draft, standard_catalog())
    assert compiled.program is not None
    assert compiled.flow is not None
    assert compiled.flow.name == 'Our "own" outbound'
    assert 'template: "Case study"' in draft
    assert "use linkedin.invite at most 7 per day" in draft


def test_a_number_that_is_none_is_refused_in_words(opens: Opens) -> None:
    page = opens("/templates/big-4-outbound")
    page.get_by_role("spinbutton", name="How many invitations").fill("0")
    page.get_by_role("button", name="Make the flow").click()
    expect(page.locator(".toast")).to_contain_text("This needs a whole number from 1 to 10,000")
