"""The code area in a real browser: every keystroke reaches Python, and Python's answers stand where they belong."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from sayso.editor.text.offsets import Edit, applied
from tests.editor.components.conftest import Stage
from tests.editor.components.host import TEXT


@pytest.fixture
def code(stage: Stage) -> Stage:
    return stage.open("/code")


def content(stage: Stage) -> Locator:
    return stage.page.locator(".cm-content")


def shown(stage: Stage) -> str:
    return str(
        stage.page.evaluate("document.querySelector('.cm-content').cmTile?.view?.state.doc.toString() ?? ''")
    ) or str(
        stage.page.evaluate("[...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\\n')")
    )


def at_end(stage: Stage, line: int) -> None:
    """Put the caret behind the last letter of a line."""
    stage.page.locator(".cm-line").nth(line - 1).click()
    stage.page.keyboard.press("End")


def changes(stage: Stage) -> list[dict[str, Any]]:
    return [each for each in stage.said() if "edits" in each]


def python_text(stage: Stage) -> str:
    """What Python holds now."""
    before = len(stage.said())
    stage.page.get_by_role("button", name="Text", exact=True).click()
    stage.wait(f"said.slice({before}).some((each) => 'text' in each && !('edits' in each))")
    return str([each for each in stage.said() if "text" in each and "edits" not in each][-1]["text"])


def test_the_text_is_shown_with_its_colours(code: Stage) -> None:
    line = code.page.locator(".cm-line").nth(5)
    expect(line).to_have_text('  gmail.send(to: @contact, text: "Hi {@contact.firstName}, 😀 hello")')
    colours = line.evaluate(
        "line => [...line.querySelectorAll('span')].map((each) => [each.textContent, getComputedStyle(each).color])"
    )
    named = dict(colours)
    assert named["gmail.send"] != named["@contact"] != named['"Hi ']
    assert named["@contact.firstName"] == named["@contact"], "a hole in a text is no text"


def test_a_text_in_a_hole_of_a_text_ends_where_it_ends(code: Stage) -> None:
    at_end(code, 9)
    code.page.keyboard.insert_text('say("Hi {@a.b or "you"}, @c.d 5 {{ ann@x.org") wait 3 days # "so"')
    spans = code.page.locator(".cm-line").last.evaluate(
        "line => [...line.querySelectorAll('span')].map((each) => [each.textContent, getComputedStyle(each).color])"
    )
    colour = dict(spans)
    texts = {text for text, shade in spans if shade == colour['"Hi ']}
    assert texts == {'"Hi ', '"you"', ", ", ' 5 {{ ann@x.org"'}
    assert colour["@a.b"] == colour["@c.d"] != colour['"Hi ']
    assert colour["wait"] != colour["3"] != colour['# "so"']


def test_every_keystroke_arrives_at_once_in_code_points(code: Stage) -> None:
    at_end(code, 6)
    code.page.keyboard.type("x")
    code.wait("said.some((each) => each.edits)")
    change = changes(code)[-1]
    end = TEXT.index('hello")') + len('hello")')
    assert change["edits"] == [[end, end, "x"]]
    assert change["caret"] == end + 1
    assert change["kind"] == "type"
    assert change["text"] == applied(TEXT, [Edit(end, end, "x")])


def test_an_emoji_is_one_sign_for_python(code: Stage) -> None:
    at_end(code, 9)
    code.page.keyboard.insert_text("👍🏽 ok")
    code.wait("said.some((each) => each.edits)")
    assert changes(code)[-1]["caret"] == len(TEXT) + len("👍🏽 ok")
    code.page.keyboard.type("!")
    code.wait("said.filter((each) => each.edits).length === 2")
    assert changes(code)[-1]["text"] == TEXT + "👍🏽 ok!"


def test_a_line_break_and_a_paste_say_what_they_are(code: Stage) -> None:
    at_end(code, 7)
    code.page.keyboard.press("Enter")
    code.wait("said.some((each) => each.kind === 'line')")
    assert changes(code)[-1]["edits"][0][2] == "\n  ", "the next line stands below the last one"
    code.page.evaluate("navigator.clipboard.writeText('wait 2 days\\nend')")
    code.page.keyboard.press("Control+v")
    code.wait("said.some((each) => each.kind === 'paste')")
    assert changes(code)[-1]["edits"][0][2] == "wait 2 days\nend"


def test_undo_redo_save_and_palette_are_pythons(code: Stage) -> None:
    at_end(code, 9)
    code.page.keyboard.type("ab")
    code.wait("said.filter((each) => each.edits).length === 2")
    code.page.keyboard.press("Control+z")
    expect(code.page.locator(".cm-line").nth(8)).to_have_text("a")
    for key in ("Control+y", "Control+Shift+z", "Control+s", "Control+k"):
        code.page.keyboard.press(key)
    code.wait("said.filter((each) => each.key).length === 5")
    assert [each["key"] for each in code.said() if "key" in each] == ["undo", "redo", "redo", "save", "palette"]
    assert python_text(code) == TEXT + "a"


def test_a_text_from_python_keeps_the_caret_where_it_was(code: Stage) -> None:
    at_end(code, 7)
    code.page.get_by_role("button", name="Above").click()
    expect(code.page.locator(".cm-line").first).to_have_text("# 😀 first line")
    content(code).focus()
    code.page.keyboard.type("!")
    code.wait("said.some((each) => each.edits)")
    assert "wait 3 days!" in python_text(code)


def test_letters_typed_while_python_changes_the_text_are_not_lost(code: Stage) -> None:
    at_end(code, 9)
    above = code.page.get_by_role("button", name="Above")
    above.evaluate("button => setInterval(() => window.clicks > 0 && window.clicks-- && button.click(), 7)")
    code.page.evaluate("window.clicks = 6")
    code.page.keyboard.type("the quick brown fox 🦊 jumps over the lazy dog", delay=4)
    code.page.wait_for_function("window.clicks === 0")
    code.page.wait_for_timeout(400)
    expected = "# 😀 first line\n" * 6 + TEXT + "the quick brown fox 🦊 jumps over the lazy dog"
    assert python_text(code) == expected
    expect(code.page.locator(".cm-line").last).to_have_text("the quick brown fox 🦊 jumps over the lazy dog")
    expect(code.page.locator(".cm-line")).to_have_count(expected.count("\n") + 1)


def test_a_finding_is_underlined_at_its_word_and_mended_by_its_button(code: Stage) -> None:
    at_end(code, 8)
    code.page.keyboard.press("Enter")
    code.page.keyboard.type("wat 😀 2 days")
    expect(code.page.locator(".cm-lintRange-error")).to_have_text("wat")
    expect(code.page.locator(".cm-lint-marker-error")).to_have_count(1)
    code.page.locator(".cm-lintRange-error").hover()
    expect(code.page.locator(".cm-tooltip-lint")).to_contain_text("Did you mean")
    code.page.get_by_role("button", name="Write wait").click()
    expect(code.page.locator(".cm-lintRange-error")).to_have_count(0)
    assert {"fix": [0, 0]} in code.said()
    assert "wait 😀 2 days" in python_text(code)


def test_completion_is_taken_with_tab_and_may_change_the_header_too(code: Stage) -> None:
    at_end(code, 9)
    code.page.keyboard.type("gma")
    expect(code.page.locator(".cm-tooltip-autocomplete li")).to_have_count(2)
    expect(code.page.locator(".cm-tooltip-autocomplete li").first).to_contain_text("gmail.send")
    code.page.wait_for_timeout(120)
    code.page.keyboard.press("Tab")
    expect(code.page.locator(".cm-line").first).to_have_text("use gmail")
    assert python_text(code) == "use gmail\n" + TEXT + "gmail.send()"
    content(code).focus()
    code.page.keyboard.type("1")
    code.wait("said.filter((each) => each.edits).length === 5")
    assert python_text(code).endswith("gmail.send(1)"), "the caret stands between the brackets"


def test_hover_asks_at_the_right_place(code: Stage) -> None:
    word = code.page.get_by_text("gmail.send", exact=True)
    word.hover()
    expect(code.page.locator(".sy-tip")).to_have_text("`gmail.send` is a word")


def test_tab_indents_and_after_escape_it_leaves(code: Stage) -> None:
    at_end(code, 9)
    code.page.keyboard.press("Tab")
    code.wait("said.some((each) => each.edits)")
    assert changes(code)[-1]["edits"][0][2] == "  "
    code.page.keyboard.press("Escape")
    code.page.keyboard.press("Tab")
    expect(content(code)).not_to_be_focused()


def test_the_likely_next_words_are_taken_with_tab(code: Stage) -> None:
    at_end(code, 9)
    code.page.get_by_role("button", name="Guess").click()
    expect(code.page.locator(".sy-ghost-text")).to_have_text("notify me")
    assert python_text(code) == TEXT, "what is grey is not in the text"
    content(code).focus()
    code.page.keyboard.press("Tab")
    code.wait("said.some((each) => each.edits)")
    assert changes(code)[-1]["text"] == TEXT + "notify me"


def test_what_python_changed_before_the_page_came_is_not_done_twice(stage: Stage) -> None:
    stage.open("/code?early=1")
    at_end(stage, 10)
    stage.page.keyboard.type("x")
    stage.wait("said.some((each) => each.edits)")
    expected = "# before anybody looked\n" + TEXT + "x"
    assert python_text(stage) == expected
    expect(stage.page.locator(".cm-line")).to_have_count(expected.count("\n") + 1)


def test_a_field_that_was_away_comes_back_with_what_python_holds(stage: Stage) -> None:
    stage.open("/tabs")
    at_end(stage, 9)
    stage.page.keyboard.type("abc")
    stage.page.get_by_role("button", name="Above").click()
    stage.wait("said.filter((each) => each.edits).length === 3")
    stage.page.get_by_role("tab", name="Picture").click()
    stage.page.locator('.sy-plus[data-edge="Every weekday>Find contacts"]').click()
    expect(stage.page.locator('.sy-box[data-step="New 1"]')).to_be_visible()
    stage.page.get_by_role("tab", name="Words").click()
    expect(stage.page.locator(".cm-line").first).to_have_text("# 😀 first line")
    expect(stage.page.locator(".cm-line").last).to_have_text("abc")
    at_end(stage, 10)
    stage.page.keyboard.type("d")
    stage.wait("said.filter((each) => each.edits).length === 4")
    assert python_text(stage) == "# 😀 first line\n" + TEXT + "abcd"
    stage.page.get_by_role("tab", name="Picture").click()
    expect(stage.page.locator('.sy-box[data-step="New 1"]')).to_be_visible()


def test_lines_are_marked(code: Stage) -> None:
    code.page.get_by_role("button", name="Mark").click()
    expect(code.page.locator(".sy-line-added")).to_contain_text("apollo.search")
    expect(code.page.locator(".sy-line-removed")).to_contain_text("wait 3 days")


def test_the_caret_is_told_and_revealed(code: Stage) -> None:
    code.page.get_by_role("button", name="Reveal").click()
    expect(content(code)).to_be_focused()
    code.page.keyboard.type("x")
    code.wait("said.some((each) => each.edits)")
    assert "xwait 3 days" in python_text(code)
    code.page.locator(".cm-line").first.click()
    code.wait("said.some((each) => each.caret !== undefined && !each.edits)")


def test_a_locked_text_can_be_read_but_not_changed(stage: Stage) -> None:
    stage.open("/code?locked=1")
    at_end(stage, 9)
    stage.page.keyboard.type("abc")
    assert python_text(stage) == TEXT


@pytest.mark.parametrize("query", ["", "?dark=1"])
def test_axe_finds_nothing(stage: Stage, query: str) -> None:
    stage.open(f"/code{query}")
    at_end(stage, 8)
    stage.page.keyboard.press("Enter")
    stage.page.keyboard.type("wat 2 days gma")
    expect(stage.page.locator(".cm-tooltip-autocomplete")).to_be_visible()
    stage.page.get_by_role("button", name="Mark").click()
    assert not stage.faults()
