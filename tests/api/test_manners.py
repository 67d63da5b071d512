"""Bounds and manners: bodies, keys that make a request happen once, rates, files for spreadsheets, figures."""

import asyncio
import csv
import io
import time
from typing import Any

import pytest

from sayso.api.programs.limiting import Limiter
from sayso.runtime.operations import replies
from sayso.runtime.operations.cells import cell, csv_rows
from sayso.runtime.operations.door import Refused
from tests.api.fake_house import raw
from tests.api.office import ONE, Office, open_office
from tests.api.test_door import error_of
from tests.api.test_operations import published, started
from tests.operations.flows import APPROVED, WAITING

CHECK = ONE + "/flows/check"


def head(office: Office, *more: str) -> bytes:
    lines = [
        f"POST {CHECK} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", "Connection: close",
        f"Authorization: Bearer {office.token}", *more, "", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


async def test_bombs_are_refused_in_time(file: str) -> None:
    async with open_office(file) as office:
        began = time.monotonic()
        deep, wide = b"[" * 400_000, b'{"text":' + b"9" * 500_000 + b"}"
        for body in (deep, wide, b'{"text":"a","text":"b"}', b"\xff{}", b"{", b'{"text":NaN}'):
            answer = await office.client.post(
                CHECK, content=body, headers=office.headers | {"Content-Type": "application/json"}
            )
            assert error_of(answer, 400)["code"] == "body"
        assert b"413" in (await raw(office.client, head(office, "Content-Length: 1000001")))[:20]
        many = "\r\n".join(f"X-A{n}: {'a' * 900}" for n in range(60))
        assert b" 200 " not in (await raw(office.client, head(office, many, "Content-Length: 0")))[:20]
        long = await office.ask("GET", "/flows?" + "&".join(f"a{n}=1" for n in range(500)))
        assert error_of(long, 422)["code"] == "query"
        zipped = await office.ask("POST", "/flows/check", {"text": ""}, headers={"Content-Encoding": "gzip"})
        assert error_of(zipped, 415)["code"] == "compressed"
        assert error_of(await office.ask("POST", "/flows", {"text": "x" * 200_001}), 422)["code"] == "too-large"
        assert time.monotonic() - began < 10


@pytest.mark.parametrize("body", [{}, {"text": 1}, {"text": "a", "more": 1}, [], "text", None, 3])
async def test_a_body_that_does_not_fit_is_told(file: str, body: Any) -> None:
    async with open_office(file) as office:
        answer = await office.ask("POST", "/flows/check", body)
        assert error_of(answer, 422)["code"] == "invalid"


@pytest.mark.parametrize(
    "query", ["odd=1", "deleted=maybe", "deleted=1&deleted=0", "deleted=%00", "deleted=%ff", "deleted"]
)
async def test_a_query_that_does_not_fit_is_told(file: str, query: str) -> None:
    async with open_office(file) as office:
        assert error_of(await office.ask("GET", f"/flows?{query}"), 422)


async def test_what_no_database_holds_is_refused_before_it(url: str) -> None:
    async with open_office(url) as office:
        flow = await published(office, WAITING)
        for text in ("%00", "a%00b"):
            assert error_of(await office.ask("GET", f"/runs?text={text}"), 422)["code"] == "query"
        for number in ("9" * 30, "-1", "x", "0"):
            assert error_of(await office.ask("GET", f"/flows/{flow}/versions/{number}"), 404)
        assert error_of(await office.ask("POST", f"/flows/{flow}/trigger", {"version": 2**40}), 422)
        assert (await office.ask("PUT", f"/flows/{flow}/draft", {"text": "a\0b"})).status_code == 200


# The same key, the same answer.


async def test_the_same_key_does_it_once(url: str) -> None:
    async with open_office(url) as office:
        flow = await published(office, WAITING)
        key = {"Idempotency-Key": "start-1"}
        both = await asyncio.gather(*(office.ask("POST", f"/flows/{flow}/trigger", {}, headers=key) for _ in range(4)))
        first = [one for one in both if one.status_code == 202]
        assert first and all(one.status_code == 202 or one.json()["error"]["code"] == "under-way" for one in both)
        again = await office.ask("POST", f"/flows/{flow}/trigger", {}, headers=key)
        assert (again.status_code, again.content) == (202, first[0].content)
        assert again.headers["idempotency-replayed"] == "true"
        assert len((await office.get("/runs"))["runs"]) == 1
        other = await office.ask("POST", f"/flows/{flow}/trigger", {"data": {}}, headers=key)
        assert error_of(other, 422)["code"] == "key-used"
        elsewhere = await office.ask("POST", "/stop", {}, headers=key)
        assert error_of(elsewhere, 422)["code"] == "key-used"


async def test_what_was_refused_may_be_asked_again_with_its_key(file: str) -> None:
    async with open_office(file) as office:
        key = {"Idempotency-Key": "resume"}
        assert error_of(await office.ask("POST", "/resume", {"seen": True}, headers=key), 409)
        await office.post("/stop")
        assert (await office.ask("POST", "/resume", {"seen": True}, headers=key)).status_code == 200


async def test_what_was_never_answered_is_not_done_again(file: str) -> None:
    async with open_office(file) as office:
        door = office.play.door
        assert await replies.reply_to(door, "one", "k", b"asked") is None
        with pytest.raises(Refused, match="right now"):
            await replies.reply_to(door, "one", "k", b"asked")
        office.play.house.clock.go(minutes=5)
        with pytest.raises(Refused, match="Nobody knows"):
            await replies.reply_to(door, "one", "k", b"asked")
        office.play.house.clock.go(days=2)
        assert await replies.reply_to(door, "one", "k", b"asked") is None


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb"])
async def test_a_key_is_short_and_plain(file: str, key: str) -> None:
    async with open_office(file) as office:
        answer = await office.ask("POST", "/stop", {}, headers={"Idempotency-Key": key})
        assert error_of(answer, 422)["code"] == "wrong-key"


# How often.


async def test_who_asks_too_often_is_told_when_to_come_back(file: str) -> None:
    async with open_office(file, per_minute=3) as office:
        left = []
        for n in range(3):
            answer = await office.ask("GET", "/flows", headers={"X-Forwarded-For": f"10.0.0.{n}"})
            assert (answer.status_code, answer.headers["x-ratelimit-limit"]) == (200, "3")
            left.append(answer.headers["x-ratelimit-remaining"])
        assert left == ["2", "1", "0"]
        refused = await office.ask("POST", "/stop", {}, headers={"X-Forwarded-For": "10.0.0.9"})
        assert error_of(refused, 429)["code"] == "too-often"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert time.time() < int(refused.headers["x-ratelimit-reset"]) < time.time() + 62


def test_the_window_moves_and_stays_small() -> None:
    now = [1_000.0]
    limiter = Limiter(2, lambda: now[0], most=10)
    assert [limiter.ask("a").ok for _ in range(3)] == [True, True, False]
    now[0] += 59
    assert not limiter.ask("a").ok
    assert limiter.ask("b").ok
    now[0] += 1.5
    assert limiter.ask("a").ok
    for n in range(1_000):
        limiter.ask(str(n))
    assert len(limiter) == 10


# Files.


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "-2+3",
     "@import", "+491234", "=\n1"],
)  # fmt: skip
def test_a_cell_is_never_a_formula(text: str) -> None:
    assert cell(text) == "'" + text
    ((shown,),) = csv.reader(io.StringIO(csv_rows([[text]]).decode(), newline=""))
    assert shown == "'" + text


def test_other_cells_stay_as_they_are() -> None:
    values = ["a,b", 'say "x"', "two\nlines", -3, 2.5, None, True, "a=1", {}]
    (row,) = csv.reader(io.StringIO(csv_rows([values]).decode(), newline=""))
    assert row == ["a,b", 'say "x"', "two\nlines", "-3", "2.5", "", "yes", "a=1", ""]


async def test_runs_and_logs_are_taken_elsewhere(url: str) -> None:
    async with open_office(url) as office:
        flow, run = await started(office, APPROVED.replace('"Approved"', '"=Approved"'))
        for ask in (await office.get("/asks"))["asks"]:
            await office.post(f"/asks/{ask['id']}/approve")
        await office.play.work()
        answer = await office.ask("GET", "/runs/export", params={"format": "csv"})
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.headers["content-disposition"] == 'attachment; filename="runs.csv"'
        (row,) = csv.DictReader(io.StringIO(answer.text, newline=""))
        assert (row["id"], row["name"], row["state"]) == (run, "'=Approved", "completed")
        assert (row["contacts"], row["actions"]) == ("3", "3")
        (same,) = (await office.get(f"/flows/{flow}/runs/export"))["runs"]
        assert (same["id"], same["contacts"], same["actions"]) == (run, 3, 3)
        assert (await office.get("/runs/export", params={"state": "failed"})) == {"runs": []}
        log = await office.ask("GET", f"/runs/{run}/log/export", params={"format": "csv"})
        lines = list(csv.DictReader(io.StringIO(log.text, newline="")))
        assert len(lines) == len((await office.get(f"/runs/{run}/log/export"))["log"]) > 5
        assert error_of(await office.ask("GET", "/runs/export", params={"state": "odd"}), 422)


# Figures.


async def test_figures_are_of_a_period_and_the_one_before(url: str) -> None:
    async with open_office(url) as office:
        clock = office.play.house.clock
        office.play.house.fails = lambda call, before: "failed" if call.tool == "crm.create_task" else ""
        flow = await published(office, 'flow "Once"\non manual\nuse crm.create_task\ncrm.create_task(title: "a")\n')
        for days in (0, 8, 1):
            clock.go(days=days)
            await office.post(f"/flows/{flow}/trigger", status=202)
            clock.go(seconds=0)
            await office.play.work()
            clock.go(minutes=1)
            office.play.house.fails = lambda call, before: ""
        found = await office.get("/dashboard", params={"range": "7d"})
        now, before = found["now"], found["before"]
        assert (now["runs"], now["completed"], now["tasks"], now["success_rate"]) == (2, 2, 2, 1.0)
        assert (before["runs"], before["failed"], before["success_rate"]) == (1, 1, 0.0)
        assert [day["runs"] for day in found["days"]] == [1, 1]
        whole = await office.get(f"/flows/{flow}/dashboard", params={"range": "all"})
        assert (whole["now"]["runs"], whole["before"]) == (3, None)
        assert whole["advice"]
        await office.post(f"/flows/{flow}/trigger", status=202)
        assert (await office.get("/dashboard", params={"range": "7d"})) == found
        assert error_of(await office.ask("GET", "/dashboard?range=1d"), 422)
