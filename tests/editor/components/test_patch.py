"""What travels when a flow changes, how tall boxes are, and which wishes of a browser are taken."""

import re

import pytest

from sayso.editor.canvas.intents import is_intent
from sayso.editor.canvas.measure import height
from sayso.editor.canvas.patch import difference
from sayso.editor.canvas.said import WORDS
from sayso.editor.web import WEB
from tests.editor.components.flow_model import outbound, step


def test_only_what_changed_travels() -> None:
    flow = outbound()
    before = flow.graph()
    assert difference(before, flow.graph()) == {
        "nodes": [],
        "gone": [],
        "edges": [],
        "gone_edges": [],
        "greyed": False,
        "bar": "",
    }
    flow.delete("Check")
    patch = difference(before, flow.graph())
    assert patch["nodes"] == []
    assert set(patch["gone"]) == {"Check", "Rest", "Check-More than 5-empty"}
    assert "Note it>Check" in patch["gone_edges"]


def test_a_changed_box_travels_whole() -> None:
    flow = outbound()
    before = flow.graph()
    flow.steps[0]["sentence"] = "Every day"
    (box,) = [node for node in difference(before, flow.graph())["nodes"] if node["id"] == "Every weekday"]
    assert box["sentence"] == "Every day"
    assert box["icon"] == "clock"


def test_the_canvas_has_every_word_it_asks_for() -> None:
    sources = "".join(path.read_text("utf-8") for path in (WEB / "src" / "canvas").glob("*.js"))
    asked = set(re.findall(r"\bwords\.(\w+)", sources)) - {"value", "js"}
    assert {"insert", "help", "map"} <= asked <= set(WORDS)
    assert not re.findall(r'"aria-label": "', sources), "words stand in the table"


def test_a_box_grows_with_what_it_says() -> None:
    small = height(step("a", "Wait 3 days"))
    assert small == 72
    assert height(step("a", "Wait 3 days", badges=[{"text": "Reads"}])) == small + 28
    assert height(step("a", "Find contacts whose title contains Sales and who were never written to")) == small + 20
    assert height(step("a", "word " * 200)) == small + 40


@pytest.mark.parametrize("said", [
    {"do": "move", "ids": ["a"], "place": "0.then:1", "copy": False},
    {"do": "insert", "place": ":1", "after": "", "x": 1, "y": 2},
    {"do": "ready", "version": 0},
])  # fmt: skip
def test_a_wish_with_everything_it_needs_is_taken(said: dict[str, object]) -> None:
    assert is_intent(said)


@pytest.mark.parametrize("said", [
    None, [], {}, {"do": "move", "ids": ["a"]}, {"do": "move", "ids": [1], "place": "", "copy": False},
    {"do": "select", "ids": "abc"}, {"do": "launch"}, {"do": ["select"]},
    {"do": "insert", "place": ":1", "after": "", "x": True, "y": 2},
])  # fmt: skip
def test_a_wish_of_another_shape_is_left_lying(said: object) -> None:
    assert not is_intent(said)
