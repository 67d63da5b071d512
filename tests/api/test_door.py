"""The door over real HTTP on this machine: what it takes, what it refuses, and how it says so."""

import asyncio
import re
import time
from datetime import UTC, datetime

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from sayso.runtime.inbound import sign
from tests.api.fake_house import SECRET, FakeHouse, open_house, raw

HOOK = "/hooks/acme/leads/inbound"
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BODY = b'{"email": "ann@acme.example"}'
GOOD = {"name": "Ann", "email": "ann@acme.example", "plan": "free"}
HEAD = b"POST /hooks/acme/leads/inbound HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


def signed(body: bytes = BODY, id: str | None = None) -> dict[str, str]:
    return JSON | sign(SECRET, body, datetime.now(UTC), id)


def error_of(answer: httpx2.Response, status: int) -> dict[str, str]:
    """The one shape of an error."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    error: dict[str, str] = answer.json()["error"]
    assert {"code", "message", "request_id"} <= set(error) <= {"code", "message", "request_id", "problems"}
    assert re.fullmatch(r"[a-z-]+", error["code"]) and re.fullmatch(r"[0-9a-f]{32}", error["request_id"])
    assert error["message"].endswith(".")
    assert answer.headers["x-request-id"] == error["request_id"]
    assert "Traceback" not in answer.text and "File " not in answer.text
    guarded(answer)
    return error


def guarded(answer: httpx2.Response) -> None:
    """The headers every answer has."""
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "server" not in answer.headers
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_a_good_delivery_is_stored_once() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        first = await client.post(HOOK, content=BODY, headers=signed(id="d-1"))
        again = await client.post(HOOK, content=BODY, headers=signed(id="d-1"))
    assert (first.status_code, first.json()) == (202, {"id": "d-1", "duplicate": False})
    assert (again.status_code, again.json()) == (200, {"id": "d-1", "duplicate": True})
    assert house.stored == {"d-1": {"email": "ann@acme.example"}}
    guarded(first)


async def test_the_body_reaches_the_house_as_it_came() -> None:
    house = FakeHouse()
    body = b' {"a" : 1.0,\r\n"b":"\\u00e9"}  '
    async with open_house(house, public_url="https://flows.example/in/") as client:
        await client.post(HOOK + "?a=%40b&c", content=body, headers=signed(body) | {"X-Forwarded-Host": "evil.example"})
    (got,) = house.asked
    assert got.body == body
    assert got.url == "https://flows.example/in/hooks/acme/leads/inbound?a=%40b&c"
    assert got.headers["content-type"] == "application/json"


async def test_refusals_have_one_shape() -> None:
    async with open_house(FakeHouse()) as client:
        wrong = await client.post(HOOK, content=BODY + b" ", headers=signed())
        bare = await client.post(HOOK, content=BODY, headers=JSON)
        kind = await client.post(HOOK, content=BODY, headers=signed() | {"Content-Type": "text/plain"})
        files = await client.post(HOOK, files={"a": b"x"})
        zipped = await client.post(HOOK, content=BODY, headers=signed() | {"Content-Encoding": "gzip"})
        broken = await client.post(HOOK, content=b"{", headers=signed(b"{"))
        asked = await client.get(HOOK)
    assert error_of(wrong, 401)["code"] == "signature-wrong"
    assert error_of(bare, 401)["code"] == "signature-missing"
    assert error_of(kind, 415)["code"] == "content-type"
    assert error_of(files, 415)["code"] == "content-type"
    assert error_of(zipped, 415)["code"] == "compressed"
    assert error_of(broken, 400)["code"] == "body"
    assert error_of(asked, 405)["code"] == "method"


@pytest.mark.parametrize(
    "path",
    ["/", "/nowhere", "/hooks/acme/leads", "/hooks/acme/leads/other", "/hooks/acme/leads/inbound/more", "/hooks///x",
     "/hooks/acme/leads/%00", "/hooks/acme/leads/" + "x" * 201, "/hooks/../metrics/x", "/schema",
     "/schema/openapi.json", "/hooks/acme/leads/%2e%2e%2fx", "/forms/acme/other"],
)  # fmt: skip
async def test_an_unknown_address_has_the_same_shape(path: str) -> None:
    async with open_house(FakeHouse()) as client:
        assert error_of(await client.post(path, content=BODY, headers=signed()), 404)["code"] == "not-found"


async def test_other_methods_have_the_same_shape() -> None:
    async with open_house(FakeHouse()) as client:
        for answer in (await client.put(HOOK), await client.delete("/api/health"), await client.post("/metrics")):
            assert error_of(answer, 405)["code"] == "method"


async def test_what_breaks_inside_is_not_told() -> None:
    house = FakeHouse()
    house.breaks = True
    async with open_house(house) as client:
        answer = await client.post(HOOK, content=BODY, headers=signed())
    assert error_of(answer, 500)["code"] == "internal"
    assert "hunter2" not in answer.text and "postgresql" not in answer.text


async def test_an_id_sent_along_is_not_believed() -> None:
    async with open_house(FakeHouse()) as client:
        answer = await client.get("/nowhere", headers={"X-Request-Id": "a" * 32})
    assert error_of(answer, 404)["request_id"] != "a" * 32


# Too much, too slow, in strange pieces.


async def test_a_body_announced_too_long_is_refused_before_it_comes() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        said = await raw(client, HEAD + b"Content-Length: 1000001\r\n\r\n")
        huge = await raw(client, HEAD + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 413") and b'"too-large"' in said and b"connection: close" in said.lower()
    assert huge.startswith((b"HTTP/1.1 413", b"HTTP/1.1 400"))
    assert not house.asked


async def test_a_body_in_chunks_is_cut_off_at_the_first_byte_too_many() -> None:
    house, chunk = FakeHouse(), b"10000\r\n" + b" " * 65_536 + b"\r\n"
    async with open_house(house) as client:
        said = await raw(client, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 16)
        good = await raw(
            client, HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n", *[chunk] * 15, b"0\r\n\r\n"
        )
    assert said.startswith(b"HTTP/1.1 413"), said[:200]
    assert good.startswith(b"HTTP/1.1 401"), good[:200]
    assert [len(one.body) for one in house.asked] == [65_536 * 15]


async def test_a_body_of_just_the_longest_is_read() -> None:
    house = FakeHouse()
    body = b'{"a":"' + b"x" * (1_000_000 - 8) + b'"}'
    async with open_house(house) as client:
        assert (await client.post(HOOK, content=body, headers=signed(body))).status_code == 202
        assert error_of(await client.post(HOOK, content=body + b" ", headers=signed(body)), 413)["code"] == "too-large"


async def test_a_body_that_drips_is_given_up() -> None:
    house = FakeHouse()
    async with open_house(house, slowest=0.5) as client:
        started = time.monotonic()
        said = await raw(client, HEAD + b"Content-Length: 100\r\n\r\n", *[b" "] * 8, pause=0.1)
        assert time.monotonic() - started < 3
    assert said.startswith(b"HTTP/1.1 408") and b'"too-slow"' in said
    assert not house.asked


async def test_a_sender_that_goes_away_leaves_nothing() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        reader, writer = await asyncio.open_connection("127.0.0.1", client.base_url.port)
        writer.write(HEAD + b"Content-Length: 100\r\n\r\n{")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        assert (await client.get("/api/health")).status_code == 200
    assert not house.asked
    assert reader


async def test_two_lengths_are_no_length() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        lengths = b"Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}"
        both = b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        first, second = await raw(client, HEAD + lengths), await raw(client, HEAD + b"Connection: close\r\n" + both)
    assert first.startswith(b"HTTP/1.1 400")
    assert second.startswith(b"HTTP/1.1 4")
    assert not house.stored


async def test_a_header_that_comes_twice_proves_nothing() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        headers = [*signed().items(), ("Content-Type", "text/plain")]
        assert error_of(await client.post(HOOK, content=BODY, headers=headers), 415)["code"] == "content-type"


# Forms.


async def test_a_form_is_shown_filled_in_and_taken() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        page = await client.get("/forms/acme/leads")
        id = re.search(r'name="sayso-submission" value="([0-9a-f]{32})"', page.text)
        assert id
        fields = GOOD | {"sayso-submission": id[1], "sayso-leave-empty": "", "topics": "a\r\nb", "budget": ""}
        for _ in range(2):
            thanks = await client.post("/forms/acme/leads", data=fields, headers={"Accept": "text/html,*/*"})
            assert thanks.status_code == 200 and "Thank you" in thanks.text
            guarded(thanks)
    assert list(house.stored) == [id[1]]
    assert house.stored[id[1]]["topics"] == ["a", "b"]


async def test_the_form_is_plain_and_nothing_in_it_runs() -> None:
    async with open_house(FakeHouse()) as client:
        page = await client.get("/forms/acme/leads")
    guarded(page)
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text and " on" + "click" not in page.text and "http" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text and "pro &quot;&lt;b&gt;&quot;" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    labels = set(re.findall(r'<label for="([^"]+)"', page.text))
    controls = set(re.findall(r'<(?:input|select|textarea) (?!type="hidden")id="([^"]+)"', page.text))
    assert labels == controls and "field-email" in labels
    assert '<html lang="en">' in page.text and "<main>" in page.text and "<h1>" in page.text


PAYLOADS = [
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    "</textarea><img src=x onerror=alert(1)>",
    "{{7*7}}",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_what_was_filled_in_comes_back_escaped(payload: str) -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        sent = {"name": payload, "email": payload, "plan": payload, "message": payload, "topics": payload}
        page = await client.post("/forms/acme/leads", data=sent, headers={"Accept": "text/html"})
    assert page.status_code == 422
    assert "<script" not in page.text and "<img" not in page.text and "</textarea><" not in page.text
    assert 'aria-invalid="true"' in page.text and 'id="field-email-problem"' in page.text
    assert not house.stored


async def test_programs_get_the_problems_as_json() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        answer = await client.post("/forms/acme/leads", json={"name": "Ann", "email": "nobody"})
        good = await client.post("/forms/acme/leads", json=GOOD)
        files = await client.post("/forms/acme/leads", files={"a": b"x"}, headers={"Accept": "application/json"})
    error_of(answer, 422)
    problems = {one["field"]: one["sentence"] for one in answer.json()["error"]["problems"]}
    assert set(problems) == {"email", "plan"}
    assert good.status_code == 202
    error_of(files, 415)


async def test_a_machine_is_thanked_and_forgotten() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        fields = GOOD | {"sayso-leave-empty": "http://spam.example"}
        answer = await client.post("/forms/acme/leads", data=fields, headers={"Accept": "text/html"})
    assert "Thank you" in answer.text
    assert not house.stored


# For operators.


async def test_health_readiness_and_numbers() -> None:
    house = FakeHouse()
    async with open_house(house) as client:
        assert (await client.get("/api/health")).json() == {"status": "ok"}
        assert (await client.get("/api/ready")).json() == {"ready": True, "parts": {"database": "ok"}}
        house.good = False
        unready = await client.get("/api/ready")
        numbers = await client.get("/metrics")
    assert (unready.status_code, unready.json()["parts"]) == (503, {"database": "gone"})
    assert "sayso_steps" in {family.name for family in text_string_to_metric_families(numbers.text)}
    assert numbers.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
async def test_numbers_are_not_shown_through_a_proxy(name: str) -> None:
    async with open_house(FakeHouse()) as client:
        error_of(await client.get("/metrics", headers={name: "127.0.0.1"}), 404)


async def test_with_a_token_numbers_are_for_whoever_has_it() -> None:
    async with open_house(FakeHouse(), metrics_token="a-long-token") as client:
        error_of(await client.get("/metrics"), 404)
        error_of(await client.get("/metrics", headers={"Authorization": "Bearer a-long-toke"}), 404)
        good = {"Authorization": "Bearer a-long-token", "X-Forwarded-For": "10.0.0.1"}
        assert (await client.get("/metrics", headers=good)).status_code == 200
