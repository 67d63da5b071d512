"""Live changes over a WebSocket: the same as the server-sent events; who may listen, and how it ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sayso.api.programs import live, socket
from sayso.runtime.operations.tokens import make_token
from tests.api.office import ONE, TWO, Office, open_office
from tests.api.test_live import listening, quick
from tests.api.test_operations import published
from tests.operations.flows import APPROVED


@asynccontextmanager
async def connected(office: Office, headers: dict[str, str], base: str = ONE) -> AsyncIterator[ClientConnection]:
    url = f"ws://127.0.0.1:{office.client.base_url.port}{base}/live"
    async with connect(url, additional_headers=headers, proxy=None) as found:
        yield found


async def heard(line: ClientConnection) -> dict[str, Any]:
    """The next thing that is told, besides signs of life."""
    async with asyncio.timeout(10):
        while True:
            found: dict[str, Any] = msgspec.json.decode(await line.recv())
            if found["event"] != "alive":
                return found


async def end_of(line: ClientConnection) -> tuple[int, str]:
    """The code and the sentence with which it is closed."""
    async with asyncio.timeout(10):
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await line.recv()
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code, closed.value.rcvd.reason


async def test_it_tells_what_the_events_tell(url: str) -> None:
    async with open_office(url) as office:
        await quick(office)
        async with connected(office, office.headers) as line, listening(office) as ear:
            first = await heard(line)
            assert first["event"] == "open"
            await ear.one()
            flow = await published(office, APPROVED)
            await office.post(f"/flows/{flow}/trigger", status=202)
            await office.play.work()
            seen = [await heard(line) for _ in range(4)]
            assert [(one["id"], one["event"], one["data"]) for one in seen] == [await ear.one() for _ in range(4)]
        async with connected(office, office.headers | {"Last-Event-ID": seen[0]["id"]}) as line:
            assert (await heard(line))["event"] == "open"
            assert await heard(line) == seen[1]
        async with connected(office, {}) as line:
            await line.send(msgspec.json.encode({"token": office.token, "after": first["id"]}).decode())
            assert (await heard(line))["event"] == "open"
            assert await heard(line) == seen[0]
        async with connected(office, office.headers | {"Last-Event-ID": "x"}) as line:
            assert (await heard(line))["event"] == "reset"


async def test_silence_has_a_sign_of_life(file: str) -> None:
    async with open_office(file) as office:
        await quick(office)
        async with connected(office, office.headers) as line:
            await heard(line)
            assert msgspec.json.decode(await asyncio.wait_for(line.recv(), 10)) == {
                "id": "", "event": "alive", "data": {}
            }  # fmt: skip


async def test_who_may_not_listen_is_answered_before_it_opens(file: str) -> None:
    async with open_office(file) as office:
        other = {"Authorization": f"Bearer {await make_token(office.play.door, 'two', 'me')}"}
        port = office.client.base_url.port
        bad = [
            (ONE, {"Authorization": "Bearer x"}, 401, "no-token"), (ONE, {"Authorization": ""}, 401, "no-token"),
            (TWO, office.headers, 404, "not-found"), (ONE, other, 404, "not-found"),
            (ONE, office.headers | {"Origin": "http://evil.example"}, 403, "foreign-origin"),
            (ONE, {"Origin": "null"}, 403, "foreign-origin"),
            (ONE, {"Sec-Fetch-Site": "cross-site"}, 403, "foreign-origin"),
        ]  # fmt: skip
        for base, headers, status, code in bad:
            with pytest.raises(InvalidStatus) as refused:
                async with connected(office, headers, base):
                    pass
            response = refused.value.response
            assert response.status_code == status, headers
            error = msgspec.json.decode(response.body or b"")["error"]
            assert error["code"] == code and error["message"].endswith(".")
            assert response.headers["x-request-id"] == error["request_id"]
            assert response.headers["x-content-type-options"] == "nosniff"
        with pytest.raises(InvalidStatus) as strange:
            url = f"ws://evil.example:{port}{ONE}/live"
            async with connect(url, host="127.0.0.1", port=port, additional_headers=office.headers, proxy=None):
                pass
        assert strange.value.response.status_code == 421


@pytest.mark.parametrize(
    ("said", "code"),
    [('{"token": "sayso.one.0123456789ab.x"}', 4401), ('{"token": ""}', 4401), ("hello", 4400), ("[]", 4400),
     ('{"token": 1}', 4400), ('{"token": "x", "more": 1}', 4400), (b"\xff\x00", 4400), ("x" * 5_000, 1009),
     ("[" * 4_000, 4400)],
)  # fmt: skip
async def test_a_first_message_that_proves_nothing_closes_it(file: str, said: str | bytes, code: int) -> None:
    async with open_office(file) as office, connected(office, {}) as line:
        await line.send(said)
        found, sentence = await end_of(line)
        assert found == code
        assert code == 1009 or sentence.endswith((".", "}."))


async def test_a_token_of_another_workspace_and_silence_close_it(file: str, monkeypatch: Any) -> None:
    async with open_office(file) as office:
        other = await make_token(office.play.door, "two", "me")
        async with connected(office, {}) as line:
            await line.send(msgspec.json.encode({"token": other}).decode())
            assert (await end_of(line))[0] == 4404
        monkeypatch.setattr(socket, "FIRST", 0.05)
        async with connected(office, {}) as line:
            assert await end_of(line) == (4400, socket.NO_HELLO.sentence)


async def test_it_only_tells(file: str) -> None:
    async with open_office(file) as office:
        async with connected(office, office.headers) as line:
            await heard(line)
            await line.send("more")
            assert await end_of(line) == (4400, socket.ONLY_LISTENS.sentence)
        async with connected(office, office.headers) as line:
            await heard(line)
            await line.send("x" * 5_000)
            assert (await end_of(line))[0] == 1009
        async with asyncio.timeout(10):
            while office.desk.live.rooms["one"].listeners:
                await asyncio.sleep(0.01)


async def test_too_many_and_too_often_are_sent_away(file: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(live, "MOST", 1)
    async with open_office(file, per_minute=3) as office, connected(office, office.headers) as line:
        await heard(line)
        async with connected(office, {}) as second:
            await second.send(msgspec.json.encode({"token": office.token}).decode())
            assert await end_of(second) == (4503, live.TOO_MANY.sentence)
        with pytest.raises(InvalidStatus) as many:
            async with connected(office, office.headers):
                pass
        assert many.value.response.status_code == 503
        with pytest.raises(InvalidStatus) as often:
            async with connected(office, office.headers):
                pass
        assert often.value.response.status_code == 429
        assert int(often.value.response.headers["retry-after"]) > 0


async def test_the_end_of_the_house_is_told(file: str) -> None:
    async with open_office(file) as office, connected(office, office.headers) as line:
        await heard(line)
        office.desk.close()
        assert await end_of(line) == (1001, live.CLOSING.sentence)


async def test_a_socket_is_no_page(file: str) -> None:
    async with open_office(file) as office:
        assert (await office.ask("GET", "/live")).status_code in (404, 405, 426)
