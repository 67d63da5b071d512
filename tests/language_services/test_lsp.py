"""`sayso lsp` as editors use it: a real process, its pipes, a real socket, and all the ways an editor can misbehave."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.language_services.talking import PATIENCE, ROOT, Editor, framed, read_messages

URI = "file:///nowhere/a.flow"
FLOW = 'flow "A"\non contact.created\nuse gmail.send\n\n'
FORMED = FLOW.replace("\non", "\n\non").replace("\nuse", "\n\nuse")
WRONG = FLOW + "gmail.sned()\n"
BOATS = """name = "Boats"
stages = ["At sea"]
owner = "me"
[[people]]
id = "me"
name = "Me"
email = "me@acme.example"
"""
MARKDOWN = {"hover": {"contentFormat": ["markdown", "plaintext"]}}
SNIPPETS = {"completion": {"completionItem": {"snippetSupport": True}}}


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    made = Editor(tmp_path)
    try:
        yield made
    finally:
        made.close()


def area(line: int, start: int, end: int) -> dict[str, Any]:
    """A range in one line."""
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


def codes(findings: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in findings]


def units(text: str, encoding: str = "utf-16") -> int:
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return len(text.encode(encoding if size == 1 else encoding + "-le")) // size


def made_of(text: str, edits: list[dict[str, Any]]) -> str:
    """A text after an editor made edits, counted in UTF-16."""
    rows = text.split("\n")
    starts = [sum(len(row) + 1 for row in rows[:number]) for number in range(len(rows) + 1)]

    def place(at: dict[str, int]) -> int:
        row = rows[at["line"]] if at["line"] < len(rows) else ""
        return starts[at["line"]] + len(row.encode("utf-16-le")[: 2 * at["character"]].decode("utf-16-le"))

    for edit in sorted(edits, key=lambda one: place(one["range"]["start"]), reverse=True):
        text = text[: place(edit["range"]["start"])] + edit["newText"] + text[place(edit["range"]["end"]) :]
    return text


def coloured(text: str, data: list[int], names: list[str]) -> list[tuple[str, str]]:
    """The words that are coloured, and how: five numbers for each, counted from the one before."""
    rows = [row.encode("utf-16-le") for row in text.split("\n")]
    found, line, at = [], 0, 0
    for number in range(0, len(data), 5):
        down, right, length, kind, _ = data[number : number + 5]
        line, at = line + down, right + (0 if down else at)
        found.append((rows[line][2 * at : 2 * (at + length)].decode("utf-16-le"), names[kind]))
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_places_are_counted_as_the_editor_asked(editor: Editor, encoding: str) -> None:
    told = editor.begin(encoding)
    assert told["capabilities"]["positionEncoding"] == encoding
    before = 'stop "😀é @contact.'
    (finding,) = [one for one in editor.open(FLOW + before + 'emial"\n') if one["code"] == "unknown-field"]
    row = before + "emial"
    start, end = finding["range"]["start"], finding["range"]["end"]
    assert (start["line"], end["line"]) == (4, 4)
    assert end["character"] == units(row, encoding) and start["character"] in (
        units(before, encoding), units(before[:-9], encoding), units(before[:-1], encoding),
    )  # fmt: skip
    assert editor.leave() == 0
    assert editor.errors == []


def test_an_editor_that_says_nothing_of_it_counts_in_utf_16(editor: Editor) -> None:
    assert editor.begin()["capabilities"]["positionEncoding"] == "utf-16"


def test_findings_follow_the_keys_and_vanish_with_the_document(editor: Editor) -> None:
    editor.begin("utf-16")
    assert codes(editor.open(FLOW + "# 😀😀\ngmail.sned(to: @contact)\n")) == ["unused-tool", "unknown-tool"]
    change = {"range": area(5, 6, 10), "text": "send"}
    for version in range(2, 12):
        # after the first of the two, which is two units wide
        editor.change({"range": area(4, 4, 4), "text": "😀"}, version=version)
    editor.change(change, {"range": area(4, 2, 4), "text": ""}, version=12)
    assert "unknown-tool" not in codes(editor.findings(12))
    told = [one for one in editor.kept if one.get("method") == "textDocument/publishDiagnostics"]
    assert len(told) < 10, "keys that follow each other quickly are checked together"
    editor.send("textDocument/didClose", {"textDocument": {"uri": URI}})
    gone = editor.wait(lambda one: one.get("method") == "textDocument/publishDiagnostics")
    assert gone["params"]["diagnostics"] == []
    assert editor.ask("textDocument/hover", editor.at(1, 1)) is None


def test_everything_an_editor_asks_is_answered(editor: Editor) -> None:
    told = editor.begin("utf-16", **MARKDOWN, **SNIPPETS)
    text = FLOW + 'let @found = "😀 {@contact.fullName}"\ngmail.sned(to: @contact, subject: @found, text: "Hi")\n'
    editor.open(text)
    hover = editor.ask("textDocument/hover", editor.at(4, 28))
    assert hover["contents"]["value"].startswith("**@contact.fullName: a text**")
    place = editor.ask("textDocument/definition", editor.at(5, 38))
    assert place["range"] == {"start": {"line": 4, "character": 4}, "end": {"line": 4, "character": 10}}
    where = {"textDocument": {"uri": URI}, "range": area(5, 2, 2), "context": {"diagnostics": []}}
    actions = editor.ask("textDocument/codeAction", where)
    assert actions[0]["isPreferred"] and actions[0]["diagnostics"][0]["code"] == "unknown-tool"
    assert "gmail.send(" in made_of(text, actions[0]["edit"]["changes"][URI])
    renamed = editor.ask("textDocument/rename", editor.at(4, 6, newName="hello"))
    assert made_of(text, renamed["changes"][URI]) == text.replace("@found", "@hello")
    data = editor.ask("textDocument/semanticTokens/full", {"textDocument": {"uri": URI}})["data"]
    names = told["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"]
    assert coloured(text, data, names)[:3] == [("flow", "keyword"), ('"A"', "string"), ("on", "keyword")]
    assert ('"😀 ', "string") in coloured(text, data, names) and ("@found", "variable") in coloured(text, data, names)
    (outline,) = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": URI}})
    assert [one["name"] for one in outline["children"]][:2] == ["on contact.created", "use gmail.send"]
    assert editor.leave() == 0


def test_a_completion_is_put_in_with_the_caret_where_it_goes_on(editor: Editor) -> None:
    editor.begin("utf-16", **SNIPPETS)
    editor.open(FLOW + "# 😀\ngm")
    found = editor.ask("textDocument/completion", editor.at(5, 2))
    item = next(one for one in found["items"] if one["label"] == "gmail.send")
    assert found["isIncomplete"] and item["textEdit"]["range"]["start"] == {"line": 5, "character": 0}
    assert item["textEdit"]["newText"].startswith("gmail.send(to: @contact")
    editor.change({"text": FLOW + "if @contact.email is missing\n  wait 5 "}, version=2)
    found = editor.ask("textDocument/completion", editor.at(5, 9))
    assert "days" in [one["label"] for one in found["items"]]


def test_formatting_changes_only_what_is_out_of_form(editor: Editor) -> None:
    editor.begin("utf-16")
    text = FORMED + "# 😀\nif @contact.email exists\nstop\nend\n"
    editor.open(text)
    options = {"textDocument": {"uri": URI}, "options": {"tabSize": 2, "insertSpaces": True}}
    edits = editor.ask("textDocument/formatting", options)
    assert made_of(text, edits) == text.replace("\nstop", "\n  stop") and len(edits) == 1
    assert edits[0]["range"]["start"]["line"] == 8
    editor.change({"text": text + "if true\n"}, version=2)
    assert editor.ask("textDocument/formatting", options) == []
    windows = text.replace("\n", "\r\n")
    editor.change({"text": windows}, version=3)
    (edit,) = editor.ask("textDocument/formatting", options)
    assert edit["newText"] == "  stop\r\n"


def test_a_flow_beside_it_can_be_called_and_is_known_again_after_saving(tmp_path: Path) -> None:
    folder = tmp_path / "my flows"
    folder.mkdir()
    callee = folder / "callee.flow"
    callee.write_text('flow "Callee"\non call with\n  deal: deal\nend\nstop "done"\n', "utf-8")
    text = 'flow "Caller"\non deal.stage_changed\nrun flow "Callee" with deal: @deal\n'
    uri = (folder / "caller.flow").as_uri()
    editor = Editor(tmp_path)
    try:
        editor.begin()
        assert editor.open(text, uri) == []
        callee.write_text(callee.read_text("utf-8").replace('"Callee"', '"Other"'), "utf-8")
        editor.send("textDocument/didSave", {"textDocument": {"uri": callee.as_uri()}})
        assert codes(editor.findings(1, uri)) == ["unknown-flow"]
        assert editor.leave() == 0
    finally:
        editor.close()


def test_the_workspace_in_the_folder_is_the_one_that_counts(tmp_path: Path) -> None:
    folder = tmp_path / "sayso-data"
    folder.mkdir()
    (folder / "workspace.toml").write_text(BOATS, "utf-8")
    editor = Editor(tmp_path)
    try:
        editor.begin()
        editor.open('flow "A"\non deal.stage_changed\nuse crm.move_stage\ncrm.move_stage(deal: @deal, stage: ')
        found = editor.ask("textDocument/completion", editor.at(3, 35))
        assert [one["label"] for one in found["items"]] == ["At sea"]
    finally:
        editor.close()


# ---------------------------------------------------------------------- what goes wrong


BAD = [
    b"Content-Length: 5\r\n\r\n{bad}",
    b"nonsense\r\n\r\n\r\n",
    b"Content-Length: abc\r\n\r\n",
    framed(b"\xff\xfe\x00"),
    framed(b"[]"),
    framed(b"{}"),
    framed(b"null"),
    framed(json.dumps({"jsonrpc": "2.0", "id": 90, "method": "no/such/method", "params": None}).encode()),
    framed(json.dumps({"jsonrpc": "2.0", "id": 91, "method": "textDocument/hover", "params": {"x": 1}}).encode()),
    framed(json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": None}).encode()),
    framed(json.dumps({"jsonrpc": "2.0", "id": 7, "result": 5}).encode()),
    framed(json.dumps({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 4711}}).encode()),
]


def test_bad_messages_never_end_it(editor: Editor) -> None:
    editor.begin("utf-16")
    for raw in BAD:
        editor.write(raw)
    editor.change({"text": "flow"}, version=9, uri="file:///never/opened.flow")
    editor.change({"range": area(9, 9, 0), "text": "x"}, version=2)
    assert editor.ask("textDocument/hover", editor.at(0, 0, "file:///never/opened.flow")) is None
    assert "error" in editor.answer("no/such/method", {})
    assert "unknown-tool" in codes(editor.open(FLOW + "gmail.sned(to: @contact)\n"))
    assert editor.leave() == 0
    assert not any(b"Traceback" in line for line in editor.errors)


def test_a_message_without_end_is_passed_over(editor: Editor) -> None:
    editor.begin("utf-16")
    editor.write(b"Content-Length: 60000000\r\n\r\n" + b" " * 60_000_000)
    assert editor.open('flow "A"\non manual\n', version=3) == []


def test_texts_that_are_no_flow_are_answered(editor: Editor) -> None:
    editor.begin("utf-16")
    for version, text in enumerate(["", "\0", "😀" * 300_000, "@" * 50_000, 'flow "A"\n' + "if true\n" * 2_000], 1):
        found = editor.open(text, version=version)
        assert len(found) >= 1 or not text
        for method in ("textDocument/hover", "textDocument/completion", "textDocument/definition"):
            editor.ask(method, editor.at(0, 1))
    assert editor.leave() == 0


def test_places_that_are_not_in_the_text_are_answered(editor: Editor) -> None:
    editor.begin("utf-16")
    editor.open(FLOW)
    for line, character in ((0, 2**31 - 1), (2**31 - 1, 0)):
        for method in ("textDocument/hover", "textDocument/completion", "textDocument/definition"):
            editor.ask(method, editor.at(line, character))
    change = {"range": {"start": {"line": 4, "character": 50}, "end": {"line": 500, "character": 2}}, "text": "sotp\n"}
    editor.change(change, version=2)
    assert editor.findings(2)


@pytest.mark.parametrize("last", [b"", b"Content-Le", b"Content-Length: 500\r\n\r\n{"], ids=["between", "head", "body"])
def test_an_editor_that_vanishes_takes_it_along(editor: Editor, last: bytes) -> None:
    editor.begin("utf-16")
    editor.open(FLOW + "gmail.sned(to: @contact)\n")
    editor.write(last)
    assert editor.process.stdin
    editor.process.stdin.close()
    assert editor.gone() == 1
    assert not any(b"Traceback" in line for line in editor.errors)


def test_an_editor_that_reads_no_more_takes_it_along(editor: Editor) -> None:
    editor.begin("utf-16")
    assert editor.process.stdin and editor.process.stdout
    editor.send("exit", None)
    assert editor.gone() == 1, "it left without saying so beforehand"


def test_two_editors_share_a_port_of_this_computer_alone(tmp_path: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "sayso", "lsp", "--tcp", "0"], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout
        port = int(server.stdout.readline().split("127.0.0.1:")[1].split(".")[0])
        assert over_socket(port, WRONG) == ["unused-tool", "unknown-tool"]
        assert over_socket(port, FLOW + 'stop "x"\n') == ["unused-tool"]
        one = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        one.sendall(b"Content-Length: 99\r\n\r\n{")
        one.close()
        assert over_socket(port, WRONG) == ["unused-tool", "unknown-tool"]
        assert server.poll() is None
    finally:
        server.terminate()
        server.wait(PATIENCE)
        server.stdout.close() if server.stdout else None


def over_socket(port: int, text: str) -> list[str]:
    """The findings of a text, from beginning to leave over a connection of its own."""
    item = {"uri": URI, "languageId": "sayso", "version": 1, "text": text}
    messages = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
        {"id": 2, "method": "shutdown", "params": None},
        {"method": "exit", "params": None},
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        for message in messages:
            connection.sendall(framed(json.dumps({"jsonrpc": "2.0", **message}).encode()))
        told = list(read_messages(connection.makefile("rb")))
    (findings,) = [one["params"] for one in told if one.get("method") == "textDocument/publishDiagnostics"]
    return codes(findings["diagnostics"])
