"""Flows as Markdown skill files: a front matter that people and agents read, prose, and the flow in a fenced block.

The block may be a whole file or only what follows the header; name, goal and trigger then come from the front matter.
"""

import re
from typing import Any

from sayso.dsl.exchange import check_size
from sayso.dsl.exchange_problem import ExchangeProblem
from sayso.dsl.exchange_yaml import read_yaml, write_yaml
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow, print_head
from sayso.dsl.print_text import quoted
from sayso.dsl.source import SourceProblem, normalise, place

_FRONT = re.compile(r"---\n(.*?\n)?---\n", re.DOTALL)
_FENCE = re.compile(r"^(`{3,}|~{3,})flow[ \t]*\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_WHOLE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*flow[ \t]+\"")
_NAMES = {"name": "name", "title": "name", "goal": "goal", "description": "goal", "trigger": "trigger", "on": "trigger"}


def to_markdown(flow: Flow) -> str:
    """The flow as a skill file; the block holds all of it."""
    front: dict[str, Any] = {"name": flow.name}
    if flow.goal:
        front["goal"] = flow.goal.text
    if flow.triggers:
        front["trigger"] = [print_head(trigger).removeprefix("on ") for trigger in flow.triggers]
    text = print_flow(flow)
    fence = "`" * max([3, *(len(ticks) + 1 for ticks in re.findall(r"`{3,}", text))])
    title = " ".join(flow.name.split())
    goal = f"{' '.join(flow.goal.text.split())}\n\n" if flow.goal else ""
    return f"---\n{write_yaml(front)}---\n\n# {title}\n\n{goal}{fence}flow\n{text}{fence}\n"


def from_markdown(raw: str | bytes) -> Flow:
    """The flow of a skill file; raises ExchangeProblem."""
    check_size(raw)
    try:
        text = normalise(raw)
    except SourceProblem as problem:
        raise ExchangeProblem(problem.sentence) from None
    front = _front(text)
    found = _FENCE.search(text)
    if found is None:
        raise ExchangeProblem("There is no block that begins with ```flow.")
    line = place(text, found.start(2))[0]
    block = found.group(2)
    if _WHOLE.match(block):
        return _read(block, line)
    header = _header(front)
    return _read(header + block, line - header.count("\n"))


def _front(text: str) -> dict[str, list[str]]:
    """What the front matter says under the names we know; other names are other tools' business."""
    found = _FRONT.match(text)
    said = read_yaml(found.group(1) or "{}") if found else {}
    if not isinstance(said, dict):
        raise ExchangeProblem("The front matter holds no names.", "line 2")
    front: dict[str, list[str]] = {}
    for key, value in said.items():
        name = _NAMES.get(str(key).lower())
        if name is None or name in front:
            continue
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in values):
            raise ExchangeProblem(f"`{key}` needs a text.", "front matter")
        front[name] = values
    return front


def _header(front: dict[str, list[str]]) -> str:
    """The header lines that the front matter stands for."""
    if not front.get("name"):
        raise ExchangeProblem("The front matter needs a `name`, or the block the line `flow`.", "front matter")
    rows = [f"flow {quoted(front['name'][0])}"]
    rows += [f"goal {quoted(goal)}" for goal in front.get("goal", [])[:1]]
    rows += [f"on {' '.join(trigger.removeprefix('on ').split())}" for trigger in front.get("trigger", [])]
    return "\n".join(rows) + "\n\n"


def _read(text: str, line: int) -> Flow:
    parsed = parse(text if text.endswith("\n") else text + "\n")
    errors = [finding for finding in parsed.diagnostics if finding.severity == "error"]
    if parsed.flow is None or errors:
        sentence = errors[0].sentence if errors else "An `end` is missing."
        row = place(text, errors[0].span.start)[0] if errors else 1
        raise ExchangeProblem(sentence, f"line {line + row - 1}")
    return parsed.flow
