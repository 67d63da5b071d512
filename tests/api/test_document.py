"""The examples of docs/api.md, asked of the real thing in their order."""

import re
from pathlib import Path
from typing import Any

import msgspec

from tests.api.office import open_office
from tests.api.practised import practised
from tests.api.test_live import quick
from tests.api.test_operations import started
from tests.api.test_socket import connected, heard
from tests.house.pages import blocks
from tests.house.sources import ROOT
from tests.operations.flows import WAITING

EXAMPLE = re.compile(
    r"(?P<method>GET|POST|PUT|DELETE) (?P<path>\S+)\n(?:(?P<body>\{.*\})\n)?→ (?P<status>\d+) \{(?P<told>.*)\}\n"
)
RESOURCES = {
    "copilot", "flows", "runs", "asks", "stop", "resume", "events", "people", "notifications", "audit", "records",
    "credits", "outbox", "connections",
}  # fmt: skip


def examples() -> list[dict[str, str]]:
    found = [block.text for block in blocks(ROOT / "docs" / "api.md") if block.kind == "text"]
    matches = [EXAMPLE.fullmatch(text) for text in found if not text.startswith(("id:", '{"error"'))]
    assert all(matches), [text for text, match in zip(found, matches, strict=False) if not match]
    return [match.groupdict() for match in matches if match]


def learn(known: dict[str, str], answer: dict[str, Any]) -> None:
    """What was answered under the names that later examples use."""
    known |= {name: str(answer[name]) for name in ("flow", "run") if str(answer.get(name)).startswith(f"{name}-")}
    if answer.get("messages"):
        known["message"] = answer["messages"][0]["id"]
    if answer.get("asks"):
        known["ask"] = answer["asks"][0]["id"]
    if lanes := [one["path"] for one in answer.get("on_way", []) if "skip" in one["can"]]:
        known["lane"] = lanes[-1]


def filled(text: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        text = text.replace("{" + name + "}", value)
    return text


async def test_the_examples_of_the_document_are_true(tmp_path: Path, file: str) -> None:
    known: dict[str, str] = {}
    async with practised(tmp_path, file) as office:
        for one in examples():
            body = msgspec.json.decode(filled(one["body"], known)) if one["body"] else None
            body = {} if body is None and one["method"] == "POST" else body
            answer = await office.ask(one["method"], filled(one["path"], known), body)
            assert answer.status_code == int(one["status"]), (one, answer.text)
            told = answer.json()
            wanted = re.findall(r'"(\w+)"', one["told"])
            inner = told.get("error", told)
            assert [name for name in wanted if name not in inner and name not in inner.values()] == [], one
            learn(known, told)
            await office.play.settle()


def test_every_resource_has_an_example() -> None:
    assert {re.split(r"[/?]", one["path"])[1] for one in examples()} >= RESOURCES


async def test_the_socket_of_the_document_tells_what_it_says(file: str) -> None:
    hello, change = (
        msgspec.json.decode(block.text) for block in blocks(ROOT / "docs" / "api.md")
        if block.kind == "json" and ('"token"' in block.text or '"event"' in block.text)
    )  # fmt: skip
    async with open_office(file) as office:
        await quick(office)
        async with connected(office, {}) as line:
            await line.send(msgspec.json.encode(hello | {"token": office.token, "after": ""}).decode())
            assert (await heard(line))["event"] == "open"
            await started(office, WAITING)
            told = await heard(line)
    assert list(told) == list(change) and list(told["data"]) == list(change["data"])
