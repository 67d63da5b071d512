"""What comes before any route: heads that are too long, too many, too slow or no HTTP at all; and too much at once."""

import asyncio
import time
from typing import Any

import httpx2
import msgspec
import pytest

from sayso.api import serving, wire
from sayso.api.wire import Wire, bounded
from tests.api.fake_house import FakeHouse, open_house, raw
from tests.api.test_door import HOOK, error_of, signed

MILLION = 1_000_000


def said_in_our_words(said: bytes, status: int, code: str) -> None:
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), said[:200]
    lines = head.decode().lower().split("\r\n")
    assert "content-type: application/json" in lines and "connection: close" in lines
    error = msgspec.json.decode(body)["error"]
    assert error["code"] == code and error["message"].endswith(".")
    assert f"x-request-id: {error['request_id']}" in lines


NO_REQUEST: dict[str, bytes] = {
    "no HTTP": b"\x16\x03\x01\x02\x00 hello\r\n\r\n",
    "a wrong length": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
    "a header that goes on": b"GET / HTTP/1.1\r\n X: b\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "a length and pieces": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0",
    "lines that end in half": b"GET / HTTP/1.1\nHost: a\nX: b\rc\n\n",
    "a nought in a header": b"GET / HTTP/1.1\r\nHost: a\r\nX: b\x00c\r\n\r\n",
    "a blank before the colon": b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\n",
    "letters of no alphabet": b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n",
}
_IN_PIECES = b"POST /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
TOO_LONG: dict[str, bytes] = {
    "a line without end": b"GET /" + b"a" * 200_000,
    "headers without end": b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-A: b\r\n" * 30_000,
    "blank lines without end": b"\r\n" * 100_000,
    "a long header": b"GET / HTTP/1.1\r\nHost: a\r\nX-A: " + b"a" * 32_770 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(200)) + b"\r\n",
    "a long address": b"GET /" + b"a" * 32_760 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
}


@pytest.mark.parametrize("name", NO_REQUEST)
async def test_what_is_no_request_is_refused_in_our_words(name: str) -> None:
    async with open_house(FakeHouse()) as client:
        said_in_our_words(await raw(client, NO_REQUEST[name]), 400, "bad-request")
        assert (await client.get("/api/health")).status_code == 200


@pytest.mark.parametrize("name", TOO_LONG)
async def test_a_head_that_is_too_long_is_refused(name: str) -> None:
    async with open_house(FakeHouse()) as client:
        said_in_our_words(await raw(client, TOO_LONG[name]), 431, "head-too-large")


@pytest.mark.parametrize(
    "around", [b"3;" + b"a" * 33_000, b"0\r\n" + b"X-A: b\r\n" * 4_200, b"0\r\nX-A: " + b"a" * 33_000]
)
async def test_what_stands_around_a_body_has_an_end(around: bytes) -> None:
    async with open_house(FakeHouse()) as client:
        said = await raw(client, _IN_PIECES, around, pause=0.1, most=-1)
        assert said.startswith(b"HTTP/1.1 404 ")
        said_in_our_words(said[said.index(b"HTTP/1.1 431") :], 431, wire.LONG[0])
        assert (await client.get("/api/health")).status_code == 200


async def test_requests_in_a_row_are_answered_in_their_order() -> None:
    async with open_house(FakeHouse()) as client:
        one, last = (
            b"GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n" % line
            for line in ((b"/api/health", b""), (b"/api/none", b"Connection: close\r\n"))
        )
        said = await raw(client, one * 5 + last, most=-1)
        assert said.count(b'{"status":"ok"}') == 5
        assert said.rindex(b"HTTP/1.1 200") < said.index(b"HTTP/1.1 404")


async def test_nobody_holds_a_connection_with_blank_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wire, "slowest_head", 0.2)
    async with open_house(FakeHouse()) as client:
        said_in_our_words(await raw(client, *[b"\r\n"] * 20, pause=0.05), 408, "too-slow")


async def test_a_head_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wire, "slowest_head", 0.2)
    async with open_house(FakeHouse()) as client:
        drops = [b"GET / HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 20]
        said_in_our_words(await raw(client, *drops, pause=0.05), 408, "too-slow")
        said_in_our_words(await raw(client), 408, "too-slow")
        reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(b"GET /api/health HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await reader.readuntil(b'{"status":"ok"}')).startswith(b"HTTP/1.1 200")
        writer.write(b"GET / HTTP/1.1\r\n")
        said_in_our_words(await asyncio.wait_for(reader.read(), 8), 408, "too-slow")
        writer.close()


async def test_a_request_that_takes_long_is_no_slow_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wire, "slowest_head", 0.1)
    house = FakeHouse()
    house.slow = 0.4
    async with open_house(house) as client:
        assert (await client.post(HOOK, content=b"{}", headers=signed(b"{}"))).status_code == 202


async def test_more_than_can_be_taken_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_MOST", 1)
    house = FakeHouse()
    house.slow = 0.5
    async with open_house(house) as client:
        first = asyncio.ensure_future(client.post(HOOK, content=b"{}", headers=signed(b"{}")))
        async with asyncio.timeout(5):
            while not house.asked:
                await asyncio.sleep(0.01)
        busy = await client.get("/api/health")
        assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
        assert busy.json()["error"]["code"] == "busy"
        assert (await first).status_code == 202
        assert (await client.get("/api/health")).status_code == 200


async def test_a_connection_too_many_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wire, "most", 1)
    async with open_house(FakeHouse()) as client:
        assert (await client.get("/api/health")).status_code == 200
        said_in_our_words(await raw(client), 503, "busy")


async def test_a_busy_house_answers_a_socket_too() -> None:
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def never(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError("it was asked")

    await bounded(never, 0)({"type": "websocket"}, receive, send)
    assert [one["type"] for one in said] == ["websocket.http.response.start", "websocket.http.response.body"]
    assert said[0]["status"] == 503 and wire.BUSY[0].encode() in said[1]["body"]


FIELDS = b",".join(b'"%d":1' % number for number in range(80_000))
BURSTS = [
    b"[" * MILLION, b'{"a":' * 190_000 + b"1" + b"}" * 50, b"[" + b"9" * 900_000 + b"]", b"[1e" + b"9" * 900_000 + b"]",
    b'{"a":1,' * 100_000, b'"' + b"\\u0000" * 160_000, b"{" + FIELDS + b"}", b"[" + b"1," * 490_000 + b"1]",
    b"-" * MILLION, b"\xef\xbb\xbf{}", b"[0x1]", b'{"a":Infinity}',
]  # fmt: skip


@pytest.mark.parametrize("body", BURSTS, ids=range(len(BURSTS)))
async def test_bodies_that_would_burst_are_refused_in_time(body: bytes) -> None:
    async with open_house(FakeHouse()) as client:
        began = time.monotonic()
        answer = await client.post(HOOK, content=body, headers=signed(body))
        assert time.monotonic() - began < 3
        assert error_of(answer, 400)["code"] == "body"


async def test_many_bombs_at_once_leave_room_for_others() -> None:
    async with open_house(FakeHouse()) as client:

        async def bomb() -> httpx2.Response:
            return await client.post(HOOK, content=b"[" * MILLION, headers=signed(b"[" * MILLION))

        answers = await asyncio.gather(*(bomb() for _ in range(8)), client.get("/api/health"))
        assert [one.status_code for one in answers] == [400] * 8 + [200]
