"""The flow canvas in a real browser: what it draws, and what it says when somebody clicks, types or drags."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.editor.components.conftest import Stage


def box(stage: Stage, name: str) -> Locator:
    return stage.page.locator(f'.sy-box[data-step="{name}"]')


def plus(stage: Stage, edge: str) -> Locator:
    return stage.page.locator(f'.sy-plus[data-edge="{edge}"]')


def zoom(stage: Stage) -> str:
    return str(stage.page.locator(".vue-flow__transformationpane").evaluate("pane => pane.style.transform"))


def middle(place: Locator) -> tuple[float, float]:
    found = place.bounding_box()
    assert found
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def drag(stage: Stage, what: Locator, to: tuple[float, float], alt: bool = False) -> None:
    mouse = stage.page.mouse
    mouse.move(*middle(what))
    mouse.down()
    mouse.move(*[at + 12 for at in middle(what)], steps=3)
    mouse.move(*to, steps=8)
    stage.page.wait_for_timeout(80)
    if alt:
        stage.page.keyboard.down("Alt")
    mouse.up()
    if alt:
        stage.page.keyboard.up("Alt")


@pytest.fixture
def canvas(stage: Stage) -> Stage:
    return stage.open("/canvas")


def test_a_flow_is_drawn_with_its_first_box_at_the_top_in_full_size(canvas: Stage) -> None:
    expect(box(canvas, "Every weekday")).to_be_in_viewport()
    assert "scale(1)" in zoom(canvas)
    assert middle(box(canvas, "Every weekday"))[1] < 150


def test_a_box_says_itself_to_a_screen_reader(canvas: Stage) -> None:
    found = box(canvas, "Send an email")
    assert found.get_attribute("role") == "button"
    assert found.get_attribute("data-address") == "2.do.0"
    assert found.get_attribute("aria-label") == (
        "Email the contact with the template Outbound v2. Contact › First name. Sends email. Needs approval. "
        "At most 20. Send an email. Sends"
    )


def test_boxes_are_as_tall_as_what_they_say(canvas: Stage) -> None:
    """Nothing is cut off, and no line is left over: the estimate of `measure` against the browser's own lines."""
    canvas.page.get_by_role("button", name="Show the whole flow").click()
    canvas.page.wait_for_timeout(300)
    left = canvas.page.locator(".sy-node:not(.is-empty)").evaluate_all(
        """nodes => nodes.map((node) => {
            const inner = node.querySelector('.sy-box');
            const last = inner.children[inner.children.length - 2];
            return [node.textContent, inner.clientHeight - 11 - (last.offsetTop + last.offsetHeight - inner.offsetTop)];
        })"""
    )
    assert len(left) == 13
    assert not [(words, over) for words, over in left if not -2 <= over < 8]


def test_a_problem_is_spoken_too(canvas: Stage) -> None:
    canvas.page.get_by_role("button", name="Show the whole flow").click()
    expect(box(canvas, "Note it")).to_have_attribute(
        "aria-label", re.compile("This needs a title. Say which. Note it. Writes. Problem")
    )


def test_a_click_on_plus_inserts_there(canvas: Stage) -> None:
    plus(canvas, "Every weekday>Find contacts").click()
    wish = canvas.wish("insert")
    assert wish["place"] == ":1"
    assert wish["y"] > 0
    expect(box(canvas, "New 1")).to_be_visible()


def test_slash_inserts_after_the_box_that_has_the_keyboard(canvas: Stage) -> None:
    box(canvas, "Send an email").click()
    canvas.page.keyboard.press("/")
    wish = canvas.wish("insert")
    assert (wish["place"], wish["after"]) == ("2.do:1", "Send an email")


def test_arrows_walk_the_flow_and_enter_opens(canvas: Stage) -> None:
    box(canvas, "Every weekday").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
        canvas.page.keyboard.press(key)
    expect(box(canvas, "Send an email")).to_be_focused()
    canvas.page.keyboard.press("ArrowUp")
    canvas.page.keyboard.press("Enter")
    assert canvas.wish("open") == {"do": "open", "id": "For each"}
    assert canvas.wish("select")["ids"] == ["For each"]


def test_left_and_right_walk_between_branches(canvas: Stage) -> None:
    box(canvas, "Every weekday").focus()
    for _ in range(6):
        canvas.page.keyboard.press("ArrowDown")
    expect(box(canvas, "Book a call")).to_be_focused()
    canvas.page.keyboard.press("ArrowRight")
    expect(box(canvas, "Ask again")).to_be_focused()
    expect(box(canvas, "Ask again")).to_be_in_viewport(ratio=1)
    canvas.page.keyboard.press("ArrowLeft")
    expect(box(canvas, "Book a call")).to_be_focused()


def test_one_box_is_reached_by_tab_and_the_next_tab_leaves(canvas: Stage) -> None:
    assert canvas.page.locator('.sy-box[tabindex="0"]').count() == 1
    box(canvas, "Every weekday").focus()
    canvas.page.keyboard.press("Tab")
    assert not canvas.page.evaluate("document.activeElement.closest('.sy-canvas')")


def test_delete_removes_and_the_keyboard_stays_on_a_neighbour(canvas: Stage) -> None:
    box(canvas, "Find contacts").click()
    canvas.page.keyboard.press("Delete")
    assert canvas.wish("delete")["ids"] == ["Find contacts"]
    expect(box(canvas, "Find contacts")).to_have_count(0)
    expect(box(canvas, "For each")).to_be_focused()


def test_a_box_is_moved_to_an_edge(canvas: Stage) -> None:
    drag(canvas, box(canvas, "Find contacts"), middle(plus(canvas, "For each>Send an email")))
    wish = canvas.wish("move")
    assert wish == {"do": "move", "ids": ["Find contacts"], "place": "2.do:0", "copy": False}
    expect(box(canvas, "Find contacts")).to_have_attribute("data-address", "1.do.0")


def test_alt_and_an_arrow_move_a_step_without_a_mouse(canvas: Stage) -> None:
    box(canvas, "Send an email").click()
    canvas.page.keyboard.press("Alt+ArrowUp")
    canvas.page.keyboard.press("Alt+ArrowDown")
    assert canvas.wish("move") == {"do": "move", "ids": ["Send an email"], "place": "2.do:2", "copy": False}
    expect(box(canvas, "Send an email")).to_have_attribute("data-address", "2.do.1")


def test_alt_copies(canvas: Stage) -> None:
    drag(canvas, box(canvas, "Find contacts"), middle(plus(canvas, "For each>Send an email")), alt=True)
    assert canvas.wish("move")["copy"] is True
    expect(box(canvas, "Find contacts again")).to_be_visible()


def test_beside_every_edge_a_box_springs_back(canvas: Stage) -> None:
    drag(canvas, box(canvas, "Find contacts"), (1300, 400))
    canvas.wait("said.filter((each) => each.do === 'drag').length === 2")
    assert not [each for each in canvas.said() if each["do"] == "move"]
    expect(canvas.page.locator(".sy-ghost")).to_have_count(0)


def test_escape_lets_go(canvas: Stage) -> None:
    canvas.page.mouse.move(*middle(box(canvas, "Find contacts")))
    canvas.page.mouse.down()
    canvas.page.mouse.move(*middle(plus(canvas, "For each>Send an email")), steps=5)
    expect(canvas.page.locator(".sy-plus.is-target")).to_have_count(1)
    canvas.page.keyboard.press("Escape")
    canvas.page.mouse.up()
    expect(canvas.page.locator(".sy-ghost")).to_have_count(0)
    assert not [each for each in canvas.said() if each["do"] == "move"]


def test_while_dragging_edges_that_would_break_turn_amber_with_the_reason(canvas: Stage) -> None:
    canvas.page.get_by_role("button", name="Zoom out").click()
    canvas.page.wait_for_timeout(250)
    canvas.page.mouse.move(*middle(box(canvas, "Find contacts")))
    canvas.page.mouse.down()
    canvas.page.mouse.move(800, 340, steps=5)
    expect(canvas.page.locator(".sy-amber")).to_have_text("This would leave @found unset")
    canvas.page.mouse.move(*middle(plus(canvas, "For each>Send an email")), steps=5)
    expect(canvas.page.locator(".sy-ghost-note")).to_have_text("This would leave @found unset")
    canvas.page.keyboard.press("Escape")
    canvas.page.mouse.up()
    expect(canvas.page.locator(".sy-amber")).to_have_count(0)


def test_a_frame_takes_its_body_along_and_cannot_be_dropped_into_itself(canvas: Stage) -> None:
    start = middle(box(canvas, "For each"))
    canvas.page.mouse.move(*start)
    canvas.page.mouse.down()
    canvas.page.mouse.move(start[0] + 20, start[1] + 20, steps=3)
    expect(canvas.page.locator(".sy-ghost-count")).to_have_text("8 steps")
    inside = plus(canvas, "Send an email>Wait for")
    expect(inside).not_to_have_class(re.compile("is-lit"))
    expect(plus(canvas, "Every weekday>Find contacts")).to_have_class(re.compile("is-lit"))
    canvas.page.mouse.move(*middle(plus(canvas, "Every weekday>Find contacts")), steps=5)
    canvas.page.wait_for_timeout(80)
    canvas.page.mouse.up()
    assert canvas.wish("move")["place"] == ":1"
    expect(box(canvas, "Send an email")).to_have_attribute("data-address", "1.do.0")


def test_an_empty_body_takes_a_click_and_a_drop(canvas: Stage) -> None:
    canvas.page.get_by_role("button", name="Show the whole flow").click()
    canvas.page.wait_for_timeout(300)
    empty = canvas.page.locator('.sy-box[data-place="4.More than 5:0"]')
    drag(canvas, box(canvas, "Note it"), middle(empty))
    assert canvas.wish("move")["place"] == "4.More than 5:0"
    expect(box(canvas, "Note it")).to_have_attribute("data-address", "3.More than 5.0")


def test_zoom_and_place_stay_when_the_flow_changes(canvas: Stage) -> None:
    canvas.page.get_by_role("button", name="Zoom out").click()
    canvas.page.wait_for_timeout(300)
    before = zoom(canvas)
    assert "scale(1)" not in before
    plus(canvas, "Every weekday>Find contacts").click()
    expect(box(canvas, "New 1")).to_be_visible()
    assert zoom(canvas) == before


def test_what_python_changed_before_the_page_came_is_there(stage: Stage) -> None:
    stage.open("/canvas?early=1")
    expect(box(stage, "Every weekday")).to_have_count(0)
    plus(stage, "Find contacts>For each").click()
    expect(box(stage, "New 1")).to_be_visible()


def test_states_are_shown_without_moving_anything(canvas: Stage) -> None:
    before = box(canvas, "Send an email").bounding_box()
    canvas.page.get_by_role("button", name="Run", exact=True).click()
    expect(box(canvas, "Send an email")).to_have_attribute("data-state", "running")
    expect(box(canvas, "Send an email")).to_have_attribute("aria-label", re.compile("11 waiting"))
    expect(canvas.page.get_by_text("20: 11 waiting, 8 done, 1 failed")).to_be_visible()
    assert box(canvas, "Send an email").bounding_box() == before


def test_the_wheel_moves_the_canvas_over_boxes_too_and_with_control_it_zooms(canvas: Stage) -> None:
    before = middle(box(canvas, "Find contacts"))
    canvas.page.mouse.move(*before)
    canvas.page.mouse.wheel(0, 100)
    canvas.page.wait_for_function(
        "y => document.querySelector('[data-step=\"Find contacts\"]').getBoundingClientRect().y < y - 60", arg=before[1]
    )
    assert "scale(1)" in zoom(canvas)
    canvas.page.keyboard.down("Control")
    canvas.page.mouse.wheel(0, 200)
    canvas.page.keyboard.up("Control")
    canvas.page.wait_for_function(
        "() => !document.querySelector('.vue-flow__transformationpane').style.transform.includes('scale(1)')"
    )


def test_python_chooses_and_reveals(canvas: Stage) -> None:
    canvas.page.get_by_role("button", name="Choose").click()
    expect(box(canvas, "Note it")).to_have_attribute("aria-pressed", "true")
    expect(box(canvas, "Note it")).to_be_in_viewport(ratio=1)
    assert not [each for each in canvas.said() if each["do"] == "select"]


def test_search_finds_boxes_by_their_words(canvas: Stage) -> None:
    box(canvas, "Every weekday").focus()
    canvas.page.keyboard.press("Control+f")
    expect(canvas.page.get_by_label("Find a step", exact=True)).to_be_focused()
    canvas.page.keyboard.type("wait")
    expect(canvas.page.locator(".sy-count")).to_have_text("3")
    canvas.page.keyboard.press("Enter")
    expect(canvas.page.locator(".sy-count")).to_have_text("1 of 3")
    assert canvas.wish("select")["ids"] == ["Wait for"]
    canvas.page.keyboard.press("Enter")
    expect(box(canvas, "Wait longer")).to_be_in_viewport(ratio=1)
    canvas.page.keyboard.press("Escape")
    expect(box(canvas, "Wait longer")).to_be_focused()


def test_keys_it_does_not_own_go_to_python(canvas: Stage) -> None:
    box(canvas, "Every weekday").focus()
    for key in ("Control+z", "Control+Shift+z", "Control+y", "Control+k"):
        canvas.page.keyboard.press(key)
    canvas.wait("said.filter((each) => each.do === 'command').length === 4")
    keys = [each["key"] for each in canvas.said() if each["do"] == "command"]
    assert keys == ["ctrl+z", "ctrl+shift+z", "ctrl+y", "ctrl+k"]


def test_boxes_are_copied_and_pasted_as_text(canvas: Stage) -> None:
    box(canvas, "Find contacts").click()
    canvas.page.keyboard.press("Control+c")
    canvas.wish("copy")
    canvas.page.wait_for_function("navigator.clipboard.readText().then((text) => text === 'steps: Find contacts')")
    canvas.page.keyboard.press("Control+v")
    assert canvas.wish("paste") == {"do": "paste", "text": "steps: Find contacts", "ids": ["Find contacts"]}


def test_several_boxes_are_chosen_with_shift(canvas: Stage) -> None:
    box(canvas, "Every weekday").click()
    box(canvas, "Find contacts").click(modifiers=["Shift"])
    canvas.wait("said.at(-1).ids?.length === 2")
    assert canvas.said()[-1]["ids"] == ["Every weekday", "Find contacts"]
    canvas.page.mouse.click(100, 500)
    canvas.wait("said.at(-1).ids?.length === 0")


def test_a_note_below_a_box_is_a_button(canvas: Stage) -> None:
    canvas.page.get_by_role("button", name="Show the whole flow").click()
    canvas.page.get_by_role("button", name="assumed: template").click()
    assert canvas.wish("note") == {"do": "note", "note": "n1", "id": "Ask again"}


def test_a_text_that_cannot_be_read_greys_the_flow_and_locks_it(canvas: Stage) -> None:
    canvas.page.get_by_role("button", name="Break").click()
    expect(canvas.page.get_by_role("status")).to_contain_text("Line 14")
    expect(canvas.page.locator(".sy-plus")).to_have_count(0)
    assert not canvas.faults(), "grey, but still to be read"
    box(canvas, "Find contacts").click()
    canvas.page.keyboard.press("Delete")
    canvas.page.get_by_role("button", name="Mend").click()
    expect(canvas.page.locator(".sy-plus").first).to_be_visible()
    assert not [each for each in canvas.said() if each["do"] == "delete"]


def test_a_locked_flow_can_be_walked_and_chosen_but_not_changed(stage: Stage) -> None:
    stage.open("/canvas?locked=1")
    box(stage, "Find contacts").click()
    stage.page.keyboard.press("Delete")
    stage.page.keyboard.press("/")
    stage.page.keyboard.press("ArrowDown")
    assert stage.wait("said.length === 2")["ids"] == ["For each"]
    assert [each["do"] for each in stage.said()] == ["select", "select"]


def test_on_a_phone_a_tap_opens_and_nothing_is_dragged(phone: Stage) -> None:
    phone.open("/canvas")
    box(phone, "Every weekday").tap()
    assert phone.wish("open")["id"] == "Every weekday"
    assert phone.page.locator(".vue-flow__minimap").count() == 0
    before = zoom(phone)
    touch = phone.page.context.new_cdp_session(phone.page)
    x, y = middle(box(phone, "Find contacts"))
    for kind, at in (("touchStart", 0), ("touchMove", 40), ("touchMove", 90), ("touchEnd", None)):
        points = [] if at is None else [{"x": x, "y": y + at}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert not [each for each in phone.said() if each["do"] in ("move", "drag")]
    assert zoom(phone) != before, "dragging on a box pans"


@pytest.mark.parametrize("query", ["", "?dark=1"])
def test_axe_finds_nothing(stage: Stage, query: str) -> None:
    stage.open(f"/canvas{query}")
    stage.page.get_by_role("button", name="Run", exact=True).click()
    stage.page.get_by_role("button", name="Show the whole flow").click()
    stage.page.wait_for_timeout(300)
    assert not stage.faults()


def test_of_three_hundred_boxes_only_those_in_sight_are_drawn_and_dragging_keeps_sixty_frames(stage: Stage) -> None:
    stage.open("/canvas?boxes=300")
    assert 3 < stage.page.locator(".sy-box").count() < 30
    stage.page.mouse.move(*middle(box(stage, "Step 2")))
    stage.page.mouse.down()
    stage.page.mouse.move(700, 420, steps=2)
    stage.page.evaluate(
        "() => { window.frames = []; let last = performance.now();"
        " const tick = (now) => { frames.push(now - last); last = now;"
        " if (frames.length < 400) requestAnimationFrame(tick) }; requestAnimationFrame(tick) }"
    )
    for at in range(60):
        stage.page.mouse.move(700 + at, 420 + at * 2)
    frames = sorted(stage.page.evaluate("frames"))
    stage.page.mouse.up()
    assert frames[len(frames) // 2] < 20, frames
