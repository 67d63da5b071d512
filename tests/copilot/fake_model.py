"""A model's endpoint on this machine: the real protocol of chat completions over real HTTP, and all that can go wrong.

It answers what it is told to, one answer a request, and keeps what it was asked. A grammar that came along is kept to,
where the test says so: then only what llguidance lets through is written.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from sayso.runtime.models.models import Models
from sayso.runtime.models.settings import ModelSettings
from tests.copilot.decoding_models import Model

KEY = "sk-canary-3f9a"
FLOW = 'flow "Tell me"\n\non manual\n\nuse people.notify\n\nwait 5 days\npeople.notify(@me, "Done")\n'
MARKED = """# not used: and grumble the flanges
flow "Tell me"

on manual

use people.notify

# heard: wait five days
# assumed: five days of all kinds | 5 days | 5 business days | 1 week | five
wait 5 days
# heard: tell me
people.notify(@me, "Done")
"""


class Asked(msgspec.Struct):
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    raw: str

    @property
    def grammar(self) -> str | None:
        """The grammar that came along, in either way."""
        for tool in self.body.get("tools", []):
            return str(tool["custom"]["format"]["grammar"]["definition"])
        return self.body.get("guided_grammar")

    @property
    def messages(self) -> list[tuple[str, str]]:
        return [(one["role"], one["content"]) for one in self.body["messages"]]


Answer = Callable[[Asked], Iterator[bytes | float | asyncio.Event]]
"""Gives the bytes of a response, head and all, as they are sent; an event is waited for, -1 cuts the line."""
CUT = -1.0


def head(status: str = "200 OK", kind: str = "text/event-stream", **more: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def chunk(**choice: Any) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "fake",
        "choices": [{"index": 0, "delta": {}, "finish_reason": None} | choice],
    }  # fmt: skip


def event(value: Any) -> bytes:
    return b"data: " + json.dumps(value).encode() + b"\n\n"


USAGE = {
    "id": "chatcmpl-1",
    "choices": [],
    "usage": {"prompt_tokens": 900, "completion_tokens": 70, "total_tokens": 970},
}


def ended(reason: str = "stop") -> Iterator[bytes]:
    yield event(chunk(finish_reason=reason))
    yield event(USAGE)
    yield b"data: [DONE]\n\n"


def says(text: str, size: int = 7) -> Answer:
    """The text, streamed in pieces: as the input of the tool that was offered, or as plain content."""

    def answer(asked: Asked) -> Iterator[bytes]:
        yield head()
        tool = asked.body.get("tools")
        if tool:
            call = {"index": 0, "id": "call-1", "type": "custom", "custom": {"name": "write_flow", "input": ""}}
            yield event(chunk(delta={"role": "assistant", "tool_calls": [call]}))
        for at in range(0, len(text), size):
            piece = text[at : at + size]
            more = {"index": 0, "id": None, "type": None, "function": None, "custom": {"input": piece}}
            inside = {"tool_calls": [more]} if tool else {"content": piece}
            yield event(chunk(delta=inside))
        yield from ended("tool_calls" if tool else "stop")

    return answer


def obeys(text: str) -> Answer:
    """The text as far as the grammar that came along lets it through; what it does not is never written."""

    def answer(asked: Asked) -> Iterator[bytes | float | asyncio.Event]:
        assert asked.grammar is not None
        stop = Model(asked.grammar).stops_at(text)
        return says(text if stop is None else text.encode()[:stop].decode())(asked)

    return answer


def as_json(flow: str, questions: list[Any] | None = None, assumptions: list[str] | None = None) -> str:
    return json.dumps({"flow": flow, "assumptions": assumptions or [], "questions": questions or []})


def raw(*pieces: bytes | float | asyncio.Event) -> Answer:
    """These bytes after the head of a stream."""
    return lambda asked: iter([head(), *pieces])


def fails(status: str, **headers: str) -> Answer:
    body = json.dumps({"error": {"message": "no", "type": "x", "code": "x"}}).encode()
    return lambda asked: iter([head(status, "application/json", **headers), body])


def takes_no(*names: str, then: Answer) -> Answer:
    """Refuses a request that has one of these fields, as an endpoint does that does not know them."""
    return lambda asked: (fails("400 Bad Request") if set(names) & set(asked.body) else then)(asked)


class FakeModel:
    """The endpoint. `answers` are given in turn, the last one again and again; `asked` is all that came."""

    def __init__(self) -> None:
        self.answers: list[Answer] = [says(FLOW)]
        self.asked: list[Asked] = []
        self.hung_up = 0
        self.port = 0
        self.pauses: list[float] = []

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def models(self, **how: Any) -> Models:
        """A model that is asked here; it waits in no real time."""
        given = {"model": "fake-1", "url": f"http://127.0.0.1:{self.port}/v1", "key": KEY, "timeout": 10} | how
        return Models(ModelSettings.model_validate(given), pause=self.pause)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._handle(reader, writer)
        except ConnectionError:
            self.hung_up += 1
        finally:
            writer.close()

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        asked = Asked(lines[0].split()[1], headers, json.loads(body), body.decode())
        self.asked.append(asked)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        for piece in answer(asked):
            if isinstance(piece, asyncio.Event):
                await piece.wait()
            elif piece == CUT:
                writer.transport.abort()
                return
            else:
                assert isinstance(piece, bytes)
                writer.write(piece)
                await writer.drain()


@asynccontextmanager
async def fake_model(*answers: Answer) -> AsyncIterator[FakeModel]:
    """The endpoint, listening."""
    model = FakeModel()
    if answers:
        model.answers = list(answers)
    server = await asyncio.start_server(model.handle, "127.0.0.1", 0, limit=10_000_000)
    model.port = server.sockets[0].getsockname()[1]
    try:
        yield model
    finally:
        server.close()
