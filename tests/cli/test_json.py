"""`--json` of every command: one document of the described, versioned shape, and nothing beside it."""

from pathlib import Path
from types import UnionType
from typing import Any

import pytest

import sayso as product
from sayso.cli.commands import COMMANDS
from sayso.dsl.diagnostics import Edit, Fix, apply_fix
from sayso.dsl.span import Span
from tests.cli.conftest import HELLO, ROOT, Said, Sayso

Shape = Any
"""A type, [shape] for a list, {name: shape} for an object, {str: shape} for a table, (shape, …) for one of these."""

TEXT_OR_NULL = str | None
EDIT = {"start": int, "end": int, "text": str}
FIX = {"title": str, "edits": [EDIT]}
FINDING = {
    "slug": str, "severity": str, "line": int, "column": int, "end_line": int, "end_column": int, "sentence": str,
    "fix": (FIX, None), "fixes": [FIX],
}  # fmt: skip
COUNT = {
    "per_run": int, "per_day": int | None, "per_week": int | None, "arithmetic": str, "noun": str, "effect": str,
    "sends": bool, "by_hand": bool,
}  # fmt: skip
BOUNDS = {
    "tools": {str: COUNT}, "steps": int, "lanes": int, "credits_per_run": int, "credits_per_day": int | None,
    "credits_per_week": int | None, "credits_arithmetic": str, "runs_per_day": int | None, "runs_per_week": int | None,
    "longest": int, "takes": str, "makes": [str], "each": ({"noun": str, "seconds": int, "words": str}, None),
    "sends_per_day": int | None,
}  # fmt: skip
ITEMS = {"done": int, "skipped": int, "failed": int, "cancelled": int, "on_their_way": int}
LINE = {
    "at": str, "run": str, "lane": str, "who": str, "step": str, "kind": str, "text": str, "detail": {str: str},
}  # fmt: skip
RUN = {
    "ok": bool, "run": str, "flow": str, "version": str, "state": str, "reason": str, "items": ITEMS,
    "skipped": [{"item": str, "how": str, "step": str, "reason": str}], "calls": {str: int}, "waiting": int,
    "log": [LINE],
}  # fmt: skip
NOT_RUN = {"ok": bool, "findings": [FINDING]}
PATH = {"name": str, "also": [str], "ended": str, "reason": str, "calls": [str]}
PATHS = {"ok": bool, "flow": str, "version": str, "paths": [PATH], "left": [{"choice": str, "ways": int}]}
TEST = {"title": str, "ok": bool, "problems": [{"line": int, "sentence": str}], "warnings": [str]}
PATH = {"name": str, "also": [str], "ended": str, "reason": str, "calls": [str]}
NODE = {
    "id": str, "kind": str, "label": str, "parent": TEXT_OR_NULL, "place": int, "address": ([int | str], None),
}  # fmt: skip
SENTENCE = {"kind": str, "text": str, "indent": int, "step": str, "address": ([int | str], None)}
UNREAD = {"file": str, "ok": bool, "findings": [FINDING]}
RULE = {"slug": str, "sentence": str}
PARAMETER = {"name": str, "type": str, "required": bool, "aims": bool}
TOOL = {
    "name": str, "effect": str, "sentence": str, "credits": int, "repeatable": bool, "sends": bool, "connection": str,
    "returns": TEXT_OR_NULL, "parameters": [PARAMETER],
}  # fmt: skip

KEPT = {
    "id": str, "flow": str, "name": str, "deleted": bool, "version": int | None, "state": str, "hold": str,
    "trigger": str, "by": str, "title": str, "created": str, "started": TEXT_OR_NULL, "ended": TEXT_OR_NULL,
    "reason": str, "lost": int, "retry_of": str,
}  # fmt: skip
PERSON = {"path": str, "who": str, "state": str, "text": str, "until": TEXT_OR_NULL, "can": [str]}
STANDS = {"run": KEPT, "items": {str: int}, "on_way": [PERSON], "log": [LINE]}
ASK = {
    "id": str, "kind": str, "person": str, "title": str, "text": str, "shown": {str: str}, "editable": [str],
    "choices": [str], "wanted": str, "flow": str, "name": str, "run": str, "lane": str, "created": str,
    "until": TEXT_OR_NULL, "tool": str, "address": str,
}  # fmt: skip

CONNECTION = {
    "name": str, "title": str, "state": str, "sentence": str, "faults": [str], "credits": int | None,
    "expires": TEXT_OR_NULL,
}  # fmt: skip
MESSAGE = {
    "id": str, "connection": str, "kind": str, "person": str, "address": TEXT_OR_NULL, "contact": TEXT_OR_NULL,
    "subject": str, "body": str, "thread": str, "sender": str, "at": str, "flow": str, "run": str, "state": str,
    "again": int, "answers": [{"kind": str, "author": str, "text": str, "at": str}], "note": str,
}  # fmt: skip

TOLD = {
    "at": str, "flow": str, "name": str, "deleted": bool, "version": int | None, "run": str, "step": str, "who": str,
    "kind": str, "text": str, "state": str, "by": str, "sent": bool,
    "decision": ({"condition": str, "answer": str, "values": {str: str}}, None), "detail": {str: str},
}  # fmt: skip

UNLIKE = {"kind": str, "tool": str, "noun": str, "person": str, "text": str}
BACKTEST = {
    "flow": str, "name": str, "against": str, "since": str, "until": str, "days": int, "triggers": int,
    "left_out": int, "sentence": str,
    "totals": [{"noun": str, "sends": bool, "recorded": int, "would": int, "same": int, "new": int, "gone": int,
                "other_words": int, "other_time": int}],
    "people": [{"person": str, "lines": [str]}], "more_people": int, "labels": {str: int}, "begins": int, "stays": int,
    "rows": [{"at": str, "trigger": str, "title": str, "run": str, "label": str, "reasons": [str], "was": str,
              "would": str, "differences": [UNLIKE], "decisions": [str]}],
    "next": str,
}  # fmt: skip

PROPOSAL = {
    "request": str, "text": str, "heard": [{"start": int, "end": int, "became": str, "address": ([int | str], None),
                                            "number": int | None}],
    "assumptions": [{"text": str, "address": ([int | str], None), "alternatives": [{"title": str, "edits": [EDIT]}]}],
    "questions": [{"slug": str, "text": str, "answers": [str]}], "findings": [FINDING], "readback": str, "bounds": str,
    "edits": [EDIT], "engine": str, "cut": int, "answer": str,
}  # fmt: skip
ACCURACY = {
    "n": int, "trigger": float, "actions": float, "conditions": float, "waits": float, "loops": float,
    "approvals": float, "limits": float, "unclear": float, "correct": float, "strict": float,
}  # fmt: skip

DIFFERENCE = {
    "sentence": str, "powers": [{"text": str, "widens": bool}],
    "changes": [{"kind": str, "text": str, "inside": str, "indent": int, "old": ([int | str], None),
                 "new": ([int | str], None)}],
    "widens": bool, "unread": str,
}  # fmt: skip
REMEDY = {
    "does": str, "title": str, "first": str, "lane": str, "ask": str, "answer": str, "edits": [EDIT], "widens": bool,
}  # fmt: skip
EXPLANATION = {
    "run": str, "state": str, "sentence": str, "did": [str],
    "causes": [{"slug": str, "how": str, "step": str, "address": ([int | str], None), "says": str, "people": [str],
                "count": int, "why": str, "not_done": [str], "next": str, "remedies": [REMEDY], "called": str}],
}  # fmt: skip

SHAPES: dict[str, tuple[Shape, ...]] = {
    "draft": (PROPOSAL,),
    "evaluate": ({"levels": {str: ACCURACY}, "negatives": ACCURACY, "needless": int, "compile": int,
                  "wrong": [{"id": str, "fields": [str]}]},),
    "check": ({"files": [{"file": str, "flow": TEXT_OR_NULL, "version": TEXT_OR_NULL, "ok": bool,
                          "findings": [FINDING]}]},),
    "fmt": ({"files": [{"file": str, "ok": bool, "changed": bool, "text": TEXT_OR_NULL}]},),
    "bounds": ({"files": [{"file": str, "ok": bool, "bounds": (BOUNDS, None)}]},),
    "test": ({"files": [{"file": str, "ok": bool, "tests": [TEST], "findings": [FINDING], "paths": int,
                         "never_tried": [str], "left": int}]},),
    "simulate": (RUN | {"would_begin": bool, "would_be_held": [str]}, NOT_RUN,
                 {"ok": bool, "flow": str, "version": str, "paths": [PATH], "left": [{"choice": str, "ways": int}]}),
    "run": (RUN, NOT_RUN),
    "publish": ({"ok": bool, "flow": str, "version": int, "live": bool}, NOT_RUN),
    "start": ({"ok": bool, **STANDS},),
    "runs": ({"runs": [KEPT], "next": str},),
    "logs": (STANDS,),
    "why": ({"person": {"name": str, "kind": str, "id": str, "email": str}, "answer": str, "standing": [{
        "flow": str, "name": str, "run": str, "lane": str, "who": str, "state": str, "text": str,
        "until": TEXT_OR_NULL}], "lines": [TOLD], "next": str, "since": str, "left": str},),
    "backtest": (BACKTEST,),
    "approve": ({"asks": [ASK]}, {"ask": str}),
    "outbox": ({"messages": [MESSAGE]}, {"message": MESSAGE},
               {"connections": [CONNECTION]}),
    "retry": ({"ok": bool, **STANDS}, {"ok": bool, "again": [str]}),
    "cancel": ({"run": str, "state": str},),
    "pause": ({"flow": str, "waiting": int},),
    "resume": ({"flow": str, "going": int},),
    "serve": ({"host": str, "port": int, "token": TEXT_OR_NULL},),
    "token": ({"token": TEXT_OR_NULL, "tokens": [{"id": str, "name": str, "who": str, "created": str,
                                                  "revoked": TEXT_OR_NULL}]},),
    "worker": ({"ready": bool},),
    "lsp": ({"port": int},),
    "pace": ({"pace": {"runs_per_minute": int, "one_at_a_time": bool, "catch_up": str, "silent_hours": float | None}},),
    "webhook": ({"places": [{"address": str, "kind": str, "name": str, "sender": str, "secret": TEXT_OR_NULL}]},),
    "backup": ({"folder": str, "files": int, "bytes": int},),
    "replay": ({"ok": bool, "steps": int, "state": str},
               {"ok": bool, "steps": int, "state": str, "difference": {"line": int, "step": str, "field": str}}),
    "graph": ({"files": [({"file": str, "ok": bool, "graph": {
        "nodes": [NODE], "edges": [{"source": str, "target": str, "label": str}]}}, UNREAD)]},),
    "english": ({"files": [({"file": str, "ok": bool, "sentences": [SENTENCE], "told": str}, UNREAD)]},),
    "diff": ({"before": str, "after": str, "difference": DIFFERENCE},),
    "explain": ({"rules": [RULE]}, {"explanation": EXPLANATION},
                {"rule": {**RULE, "severity": str, "why": str, "next": str, "bad": str, "good": str}}),
    "tools": ({"tools": [TOOL]},),
    "new": ({"file": str}, {"templates": [str]}),
    "import": ({"preview": bool, "kind": str, "created": int, "updated": int, "companies_created": int,
                "left_out": int, "problems": [{"row": int, "column": str, "sentence": str}], "notes": [str]},),
    "demo": ({"how": str, "folder": str, "counts": {str: int}},),
    "story": (
        {"ok": bool, "test_changed_nothing": bool, "replays": bool, "messages": int, "skipped_again": [str],
         "run": KEPT, "log": [LINE]},
    ),
}  # fmt: skip


def misfit(value: Any, shape: Shape, where: str = "") -> str:
    """Where a value is not of a shape, or ""."""
    if isinstance(shape, tuple):
        told = [misfit(value, one, where) for one in shape]
        return "" if "" in told else " / ".join(told)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{where} is no list"
        return next((found for n, item in enumerate(value) if (found := misfit(item, shape[0], f"{where}[{n}]"))), "")
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return f"{where} is no object"
        wanted = dict.fromkeys(value, shape[str]) if str in shape else shape
        if value.keys() != wanted.keys():
            return f"{where} differs in {sorted(value.keys() ^ wanted.keys())}"
        return next((found for name in value if (found := misfit(value[name], wanted[name], f"{where}.{name}"))), "")
    kinds = shape if isinstance(shape, type | UnionType) else type(shape)
    fits = isinstance(value, kinds) and (not isinstance(value, bool) or kinds is bool)
    return "" if fits else f"{where} is {value!r}"


def fits(said: Said, command: str) -> dict[str, Any]:
    """The document of a command, which must have its shape."""
    document = said.json
    assert said.err == ""
    assert (document.pop("sayso"), document.pop("command")) == (1, command)
    assert misfit(document, SHAPES[command]) == ""
    return document


BROKEN = 'flow "B"\n\non manual\n\nif true\n  stop\n'
WRONG = 'flow "W"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "@contcat.name")\nwait five days\n'


def test_every_command_has_a_shape() -> None:
    assert SHAPES.keys() == {command.name for command in COMMANDS}


@pytest.mark.parametrize("command", ["check", "fmt", "bounds", "test", "graph", "english"])
def test_documents_of_several_files(sayso: Sayso, folder: Path, command: str) -> None:
    for name, text in (("hello", HELLO), ("broken", BROKEN), ("wrong", WRONG)):
        (folder / f"{name}.flow").write_text(text)
    files = fits(sayso(command, "hello.flow", "--json"), command)["files"]
    assert files[0]["ok"] is True
    said = sayso(command, "hello.flow", "broken.flow", "wrong.flow", "--json")
    assert said.code == 1
    files = fits(said, command)["files"]
    assert [(file["file"], file["ok"]) for file in files[:2]] == [("hello.flow", True), ("broken.flow", False)]
    assert (folder / "broken.flow").read_text() == BROKEN


@pytest.mark.parametrize("name", ["big-4-outbound", "renewal-playbook", "weekly-digest"])
def test_documents_of_templates(sayso: Sayso, name: str) -> None:
    file = Path(product.__file__).parent / "templates" / f"{name}.flow"
    for command in ("bounds", "graph", "english", "simulate"):
        fits(sayso(command, file, "--json"), command)


def test_documents_of_runs(sayso: Sayso, home: Path, hello: Path) -> None:
    (home.parent / "wrong.flow").write_text(WRONG)
    asked = ("run", hello, "--input", "contact=ann@acme.example", "--journal", "a.journal", "--json")
    assert fits(sayso("simulate", hello, "--every-path", "--json"), "simulate")["paths"]
    ran = fits(sayso(*asked), "run")
    assert (ran["state"], ran["calls"]) == ("completed", {"people.notify": 1})
    assert fits(sayso("simulate", hello, "--json"), "simulate")["ok"] is True
    assert fits(sayso("simulate", hello, "--every-path", "--json"), "simulate")["paths"]
    for command in ("run", "simulate"):
        said = sayso(command, "wrong.flow", "--json")
        assert (said.code, fits(said, command)["ok"]) == (1, False)
    assert fits(sayso("replay", "a.journal", "--json"), "replay")["steps"] == 2
    journal = home.parent / "a.journal"
    head, _, rest = journal.read_text("utf-8").partition("\n")
    journal.write_text(head + "\n" + rest.replace("is new", "is old"), "utf-8")
    apart = fits(sayso("replay", "a.journal", "--json"), "replay")
    assert apart["difference"] == {"line": 2, "step": "s1", "field": "arguments.message"}


def test_documents_of_the_others(sayso: Sayso, folder: Path) -> None:
    assert len(fits(sayso("explain", "--json"), "explain")["rules"]) > 50
    assert fits(sayso("explain", "unknown-name", "--json"), "explain")["rule"]["slug"] == "unknown-name"
    assert {tool["name"] for tool in fits(sayso("tools", "crm", "--json"), "tools")["tools"]} >= {"crm.add_tags"}
    assert "big-4-outbound" in fits(sayso("new", "--json"), "new")["templates"]
    assert fits(sayso("new", "My flow", "--json"), "new") == {"file": "my-flow.flow"}
    (folder / "x.csv").write_text("First Name,Email\nAnn,ann@acme.example\n,?\n")
    for preview in (["--preview"], []):
        said = sayso("import", "x.csv", "--json", *preview)
        assert said.code == 1
        assert fits(said, "import")["preview"] is bool(preview)


def test_the_documents_of_the_copilot(sayso: Sayso, folder: Path) -> None:
    proposal = fits(sayso("draft", "When a deal is won, email the contact", "--json"), "draft")
    assert proposal["text"].startswith("flow ") and proposal["edits"][0]["text"] == proposal["text"]
    said = sayso("draft", "blorp the wibble", "--json")
    assert said.code == 1
    assert fits(said, "draft")["questions"]
    (folder / "c.jsonl").write_text(
        '{"id": "a", "english": "Add the tag \'x\' to this contact.", "level": 1, "expect": {"trigger": '
        '{"kind": "manual"}, "actions": ["crm.add_tags"], "conditions": [], "waits": [], "loops": 0}}\n'
    )
    evaluated = fits(sayso("evaluate", "c.jsonl", "--predictions", "p.jsonl", "--json"), "evaluate")
    assert (evaluated["levels"]["1"]["correct"], evaluated["wrong"]) == (1.0, [])
    assert '"crm.add_tags"' in (folder / "p.jsonl").read_text()


def test_the_document_of_the_story(sayso: Sayso) -> None:
    told = fits(sayso("story", "--json"), "story")
    assert told["ok"] and told["replays"] and told["test_changed_nothing"]


def test_a_finding_says_where_and_a_fix_mends_it(sayso: Sayso, folder: Path) -> None:
    text = 'flow "F"\r\n\r\non contact.created\r\n\r\npeople.notify(@me, "ü @contact.fullName")\r\n'
    (folder / "f.flow").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (finding,) = fits(sayso("check", "f.flow", "--json"), "check")["files"][0]["findings"]
    assert (finding["slug"], finding["severity"]) == ("tool-not-listed", "error")
    assert (finding["line"], finding["column"], finding["end_column"]) == (5, 1, 14)
    edits = tuple(Edit(Span(edit["start"], edit["end"]), edit["text"]) for edit in finding["fix"]["edits"])
    mended = apply_fix(text.replace("\r\n", "\n"), Fix(finding["fix"]["title"], edits))
    assert sayso("check", "-", stdin=mended).code == 0


def test_bounds_count_tools_steps_credits_and_time(sayso: Sayso) -> None:
    file = Path(product.__file__).parent / "templates" / "big-4-outbound.flow"
    bounds = fits(sayso("bounds", file, "--json"), "bounds")["files"][0]["bounds"]
    assert bounds["tools"]["gmail.send"]["per_run"] == 20
    assert bounds["credits_per_run"] == 20
    assert bounds["steps"] > 100
    assert bounds["longest"] > 15 * 86_400
    assert bounds["takes"].startswith("15 days")


def names_of(shape: Shape) -> set[str]:
    """Every field's name in a shape."""
    if isinstance(shape, dict):
        return {name for name in shape if isinstance(name, str)} | {n for s in shape.values() for n in names_of(s)}
    return {name for one in shape for name in names_of(one)} if isinstance(shape, tuple | list) else set()


def test_every_field_is_described() -> None:
    page = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert sorted(name for name in names_of(tuple(SHAPES.values())) if f"`{name}`" not in page) == []


@pytest.mark.parametrize(
    ("value", "shape"),
    [({"a": 1}, {"a": str}), ({"a": 1, "b": 2}, {"a": int}), ({}, {"a": int}), ([1, "x"], [int]), (True, int),
     ({"x": 1}, {str: str}), (None, (str, [int])), ("x", None)],
)  # fmt: skip
def test_a_misfit_is_seen(value: Any, shape: Shape) -> None:
    assert misfit(value, shape) != ""
