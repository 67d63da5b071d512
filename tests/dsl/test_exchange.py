"""JSON, YAML and Markdown hold the same tree, and nothing else gets in."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from sayso.dsl.exchange import ExchangeProblem, from_json, from_yaml, to_json, to_yaml
from sayso.dsl.exchange_markdown import from_markdown, to_markdown
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from tests.dsl import trees

HERE = Path(__file__).parent
OUTBOUND = parse((HERE / "example_outbound.flow").read_text("utf-8")).flow or Flow("")


@settings(max_examples=40)
@given(trees.flows)
def test_json_yaml_and_markdown_give_the_flow_back(flow: Flow) -> None:
    assert from_json(to_json(flow)) == flow
    assert from_yaml(to_yaml(flow)) == flow
    assert from_markdown(to_markdown(flow)) == flow


def test_the_form_of_json() -> None:
    document = json.loads(to_json(OUTBOUND))
    assert document["sayso"] == 1
    assert document["flow"]["name"] == "Big 4 outbound"
    assert document["flow"]["body"]["statements"][0]["node"] == "Let"
    assert "span" not in to_json(OUTBOUND)


def changed(*path: Any, to: Any) -> str:
    """The JSON of a flow with one value changed."""
    document = json.loads(to_json(OUTBOUND))
    here = document
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = to
    return json.dumps(document)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (changed("sayso", to=2), "does not belong"),
        (changed("more", to=1), "no field `more`|does not belong"),
        (changed("flow", "more", to=1), "`Flow` has no field `more`"),
        (changed("flow", "name", to=5), "expected a text, got a whole number"),
        (changed("flow", "node", to="Block"), "does not belong|no field"),
        (changed("flow", "node", to="Nothing"), "called `Nothing`"),
        (changed("flow", "body", "statements", 0, "name", to="two words"), "cannot be written"),
        (changed("flow", "body", "statements", 0, "name", to="x\u0000"), "cannot be written"),
        (changed("flow", "name", to="a\rb"), "cannot be written"),
        (changed("flow", "limits", 0, "count", to=-5), "cannot be written"),
        (changed("flow", "body", "statements", 0, "value", to={"node": "Number", "value": "NaN"}), "cannot be written"),
        (changed("flow", "body", "statements", 0, "value", to={"node": "Broken", "raw": "end"}), "does not belong"),
        (changed("flow", "body", "statements", 0, to={"node": "Broken", "raw": "skip"}), "cannot be written"),
        ("{", "not JSON"),
        ("[" * 100_000, "deeper|not JSON"),
        ('{"sayso": 1, "sayso": 1}', "twice"),
        ('{"sayso": NaN}', "no value"),
        ("[]", "does not belong|called"),
        (" " * 1_000_001, "megabyte"),
        (b"\xff\xfe{", "not JSON"),
    ],
)
def test_json_refuses(raw: str | bytes, sentence: str) -> None:
    with pytest.raises(ExchangeProblem, match=sentence):
        from_json(raw)


def test_deep_trees_are_refused() -> None:
    value: dict[str, Any] = {"node": "Name", "name": "a"}
    for _ in range(400):
        value = {"node": "Not", "value": value}
    with pytest.raises(ExchangeProblem, match="deeper"):
        from_json(changed("flow", "body", "statements", 0, "value", to=value))


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ("sayso: 1\nsayso: 1\n", "stands here twice"),
        ("sayso: &a 1\nflow: *a\n", "Anchors"),
        ("sayso: !!int 1\n", "Tags"),
        ("sayso: !!python/object/apply:os.system [ls]\n", "Tags"),
        ("%YAML 1.1\n---\nsayso: 1\n", "Directives"),
        ("sayso: 1\n---\nsayso: 1\n", "only one"),
        ("", "is expected"),
        ("[" * 2000, "deeper|not YAML"),
        ("a: [\n", "not YAML"),
        ("? [a]\n: b\n", "name is expected|no part"),
        ("sayso: 1\nflow: {node: Flow, name: 5}\n", "expected a text"),
        (b"\xff\xfe\xff", "not YAML"),
        ("x" * 1_000_001, "megabyte"),
    ],
)
def test_yaml_refuses(raw: str | bytes, sentence: str) -> None:
    with pytest.raises(ExchangeProblem, match=sentence):
        from_yaml(raw)


def test_problems_name_their_place() -> None:
    with pytest.raises(ExchangeProblem) as problem:
        from_json(changed("flow", "limits", 0, "count", to="five"))
    assert problem.value.place == "$.flow.limits[0].count"
    with pytest.raises(ExchangeProblem) as problem:
        from_yaml("sayso: 1\nflow: !x\n")
    assert problem.value.place == "line 2, column 7"


SKILL = """---
name: Follow up
description: Ask again after two days
version: 3
trigger:
  - contact.created
  - on schedule every weekday at 09:00
---

# Follow up

Some prose.

```flow
use gmail.send

gmail.send(to: @contact, template: "Intro")
```
"""


def test_a_skill_file_brings_its_header() -> None:
    flow = from_markdown(SKILL)
    assert flow.name == "Follow up"
    assert flow.goal is not None
    assert flow.goal.text == "Ask again after two days"
    assert len(flow.triggers) == 2
    assert len(flow.body.statements) == 1


@pytest.mark.parametrize(
    ("raw", "sentence", "place"),
    [
        (SKILL.replace("```flow", "```"), "no block", "$"),
        (SKILL.replace("name: Follow up\n", ""), "needs a `name`", "front matter"),
        (SKILL.replace("name: Follow up", "name: [1]"), "needs a text", "front matter"),
        (SKILL.replace("gmail.send(to", "let let(to"), "let", "line 17"),
    ],
)
def test_markdown_refuses(raw: str, sentence: str, place: str) -> None:
    with pytest.raises(ExchangeProblem, match=sentence) as problem:
        from_markdown(raw)
    assert problem.value.place == place
