"""An editor's side of the protocol, over a real process's pipes: JSON-RPC by hand, so that bad messages go too."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
PATIENCE = 30
Message = dict[str, Any]


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def read_messages(stream: IO[bytes]) -> Iterator[Message]:
    """Messages until the stream ends."""
    while True:
        size = 0
        while (line := stream.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        if not size:
            return
        yield json.loads(stream.read(size))


class Editor:
    """One editor and the server it started."""

    def __init__(self, folder: Path, *words: str, environment: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sayso", "lsp", *words], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env={"PYTHONPATH": str(ROOT), "PATH": "", **(environment or {})},
        )  # fmt: skip
        assert self.process.stdin and self.process.stdout and self.process.stderr
        self.told: queue.Queue[Message] = queue.Queue()
        self.errors: list[bytes] = []
        self.number = 0
        self.kept: list[Message] = []
        self._threads = [threading.Thread(target=self._listen), threading.Thread(target=self._complain)]
        for thread in self._threads:
            thread.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for message in read_messages(self.process.stdout):
            self.told.put(message)

    def _complain(self) -> None:
        assert self.process.stderr
        self.errors.extend(self.process.stderr)

    def write(self, raw: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(raw)
        self.process.stdin.flush()

    def send(self, method: str, params: Any, **more: Any) -> None:
        self.write(framed(json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()))

    def ask(self, method: str, params: Any) -> Any:
        """What the server answers; an answer that is an error fails."""
        answer = self.answer(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def answer(self, method: str, params: Any) -> Message:
        self.number += 1
        self.send(method, params, id=self.number)
        return self.wait(lambda message: message.get("id") == self.number)

    def wait(self, wanted: Any) -> Message:
        """The first message that is wanted; others are kept for later."""
        for message in self.kept:
            if wanted(message):
                self.kept.remove(message)
                return message
        while True:
            message = self.told.get(timeout=PATIENCE)
            if wanted(message):
                return message
            self.kept.append(message)

    def begin(self, *encodings: str, **text_document: Any) -> Message:
        general = {"positionEncodings": list(encodings)} if encodings else {}
        capabilities = {"general": general, "textDocument": text_document}
        told = self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.send("initialized", {})
        return told

    def open(self, text: str, uri: str = "file:///nowhere/a.flow", version: int = 1) -> list[Message]:
        """Open a flow; gives its findings."""
        item = {"uri": uri, "languageId": "sayso", "version": version, "text": text}
        self.send("textDocument/didOpen", {"textDocument": item})
        return self.findings(version, uri)

    def change(self, *changes: Message, version: int, uri: str = "file:///nowhere/a.flow") -> None:
        self.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                             "contentChanges": list(changes)})  # fmt: skip

    def findings(self, version: int, uri: str = "file:///nowhere/a.flow") -> list[Message]:
        """The findings that are told of a version."""
        told = self.wait(
            lambda message: message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri and message["params"].get("version") == version
        )  # fmt: skip
        found: list[Message] = told["params"]["diagnostics"]
        return found

    def at(self, line: int, character: int, uri: str = "file:///nowhere/a.flow", **more: Any) -> Message:
        return {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}, **more}

    def leave(self) -> int:
        """Take leave as editors do; gives the exit code."""
        self.ask("shutdown", None)
        self.send("exit", None)
        return self.gone()

    def gone(self) -> int:
        """The exit code, once the process is gone."""
        code = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        return code

    def close(self) -> None:
        """Whatever became of it, nothing is left behind."""
        if self.process.poll() is None:
            self.process.kill()
        self.gone()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
