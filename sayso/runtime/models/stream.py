"""A model's answer as it comes in: server-sent events, decoded strictly and within bounds, put together to a text.

Whatever else comes raises `Nonsense`. An answer that has no end, or ends without saying so, is none.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Final

import msgspec

from sayso.copilot.model.choosing import TOOL
from sayso.copilot.model.task import LONGEST_ANSWER

MOST_BYTES: Final = 4_000_000
"""Of a whole answer with its wrapping."""
LONGEST_EVENT: Final = 1_000_000


class Nonsense(Exception):
    """What came is no answer; the sentence goes on after the model's name."""


class CutOff(Exception):
    """The answer began and did not end; the sentence goes on after the model's name."""


class _Named(msgspec.Struct):
    name: str | None = None
    input: str | None = None
    arguments: str | None = None


class _Call(msgspec.Struct):
    index: int = 0
    custom: _Named | None = None
    function: _Named | None = None


class _Delta(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[_Call] | None = None


class _Choice(msgspec.Struct):
    delta: _Delta | None = None
    message: _Delta | None = None
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Wrong(msgspec.Struct):
    message: str = ""


class _Chunk(msgspec.Struct):
    choices: list[_Choice] = []
    usage: _Usage | None = None
    error: _Wrong | None = None


class Said(msgspec.Struct, frozen=True):
    """A whole answer, and the tokens that were read and written for it, as the endpoint counts them."""

    text: str
    read: int = 0
    written: int = 0


class Gathering:
    """Puts an answer together. Calls of a tool that was not offered are passed over."""

    def __init__(self, told: Callable[[int], None]) -> None:
        """`told` gets the number of letters, whenever some came."""
        self._told, self.ended, self.refused = told, "", False
        self._content: list[str] = []
        self._calls: dict[int, list[str]] = {}
        self._names: dict[int, str] = {}
        self._letters = 0
        self._usage = _Usage()

    def add(self, chunk: _Chunk) -> None:
        """One more piece."""
        if chunk.error is not None:
            raise Nonsense("reported an error in the middle of its answer")
        self._usage = chunk.usage or self._usage
        for choice in chunk.choices[:1]:
            self._delta(choice.delta or choice.message or _Delta())
            self.ended = choice.finish_reason or self.ended
        if self._letters > LONGEST_ANSWER:
            raise Nonsense("wrote without end")

    def _delta(self, delta: _Delta) -> None:
        self.refused = self.refused or bool(delta.refusal)
        if delta.content:
            self._content.append(self._counted(delta.content))
        for call in delta.tool_calls or ():
            named = call.custom or call.function or _Named()
            if named.name:
                self._names[call.index] = named.name
            self._calls.setdefault(call.index, []).append(self._counted(named.input or named.arguments or ""))

    def _counted(self, text: str) -> str:
        self._letters += len(text)
        if text:
            self._told(self._letters)
        return text

    def said(self) -> Said:
        """The whole answer; raises where it did not end, or was refused."""
        if self.refused or self.ended == "content_filter":
            raise Nonsense("refused to answer")
        if self.ended == "length":
            raise CutOff("was cut off: its answer is longer than it may be")
        if not self.ended:
            raise CutOff("was cut off in the middle of its answer")
        calls = ["".join(pieces) for index, pieces in self._calls.items() if self._names.get(index) == TOOL]
        text = calls[0] if calls else "".join(self._content)
        return Said(text, max(0, self._usage.prompt_tokens), max(0, self._usage.completion_tokens))


async def gathered(pieces: AsyncIterator[bytes], streams: bool, told: Callable[[int], None]) -> Said:
    """The answer in the body of a response: events where it `streams`, else one document."""
    gathering = Gathering(told)
    if not streams:
        gathering.add(_decoded(await _whole(pieces)))
        return gathering.said()
    async for event in _events(pieces):
        if event.strip() == b"[DONE]":
            break
        gathering.add(_decoded(event))
    return gathering.said()


async def _whole(pieces: AsyncIterator[bytes]) -> bytes:
    found = bytearray()
    async for piece in pieces:
        found += piece
        if len(found) > MOST_BYTES:
            raise Nonsense("wrote without end")
    return bytes(found)


async def _events(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The data of each event; lines that say anything else are passed over."""
    held, size = bytearray(), 0
    async for piece in pieces:
        size += len(piece)
        held += piece
        if size > MOST_BYTES or len(held) > LONGEST_EVENT:
            raise Nonsense("wrote without end")
        *lines, rest = bytes(held).split(b"\n")
        held = bytearray(rest)
        for data in _data(lines):
            yield data
    for data in _data([bytes(held)]):
        yield data


def _data(lines: list[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line.startswith(b"data:"):
            yield line[5:].strip()


def _decoded(raw: bytes) -> _Chunk:
    try:
        return msgspec.json.decode(raw, type=_Chunk)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Nonsense("answered in a way that cannot be read") from None
