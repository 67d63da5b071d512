"""The description is true: requests made from it never break anything, and every answer fits it."""

from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sayso.api.programs import ROUTES
from sayso.api.programs.describing import description
from tests.api.office import Office, open_office
from tests.api.schemas import ANYTHING, problems, values
from tests.api.test_access import address, named
from tests.api.test_operations import published, started
from tests.operations.flows import APPROVED, ASKING, WAITING

WHOLE = description()
COMPONENTS = WHOLE["components"]["schemas"]
OPERATIONS = [(path, method, one) for path, methods in WHOLE["paths"].items() for method, one in methods.items()]
EACH = 10
"""So many requests are made up for each operation: more than 500 in all."""
NAMES = st.text(min_size=1, max_size=20) | st.sampled_from(["flow", "run", "ask", "1", "..x", "%2e", "'--", "lead"])


def test_every_route_is_described_with_an_example() -> None:
    assert WHOLE["openapi"] == "3.1.0"
    assert len(OPERATIONS) == len(ROUTES) > 50
    ids = [one["operationId"] for _, _, one in OPERATIONS]
    assert len(set(ids)) == len(ids)
    for row in ROUTES:
        assert (row.body is None) == (row.example is None), named(row)
        if row.body is not None:
            msgspec.convert(row.example, row.body)


async def test_the_description_and_its_page_need_nothing_from_elsewhere(file: str) -> None:
    async with open_office(file) as office:
        told = await office.client.get("/schema/openapi.json")
        assert told.json() == msgspec.json.decode(msgspec.json.encode(WHOLE))
        page = await office.client.get("/schema")
        assert "http" not in page.text.replace("http-equiv", "") and "<script" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert all(row.path in page.text for row in ROUTES)


@st.composite
def requests(draw: st.DrawFn, path: str, one: dict[str, Any], ids: dict[str, list[str]]) -> dict[str, Any]:
    """A request that fits, or nearly fits, the description of an operation."""
    query: dict[str, Any] = {}
    headers: dict[str, str] = {}
    for parameter in one["parameters"]:
        name, schema = parameter["name"], parameter["schema"]
        if parameter["in"] == "path" and name != "workspace":
            chosen = draw(st.sampled_from(ids[name]) | NAMES if name in ids else NAMES)
            path = path.replace("{" + name + "}", quote(chosen, safe=""))
        elif parameter["in"] == "query" and draw(st.booleans()):
            query[name] = _text(draw(values(schema, COMPONENTS) | ANYTHING))
        elif name == "Idempotency-Key" and draw(st.booleans()):
            headers[name] = draw(st.text("abc", min_size=1, max_size=2))
    body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if body is None:
        return {"path": path.replace("{workspace}", "one"), "params": query, "headers": headers, "body": None}
    made = draw(values(body, COMPONENTS) | ANYTHING)
    return {"path": path.replace("{workspace}", "one"), "params": query, "headers": headers, "body": made}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _sendable(request: dict[str, Any]) -> bool:
    try:
        msgspec.json.encode([request["body"], request["params"]])
    except (msgspec.MsgspecError, UnicodeError, OverflowError):
        return False
    return True


async def _ids(office: Office) -> dict[str, list[str]]:
    flow, run = await started(office, WAITING)
    other, asking = await started(office, APPROVED)
    third, question = await started(office, ASKING)
    asks = [ask["id"] for ask in (await office.get("/asks"))["asks"]]
    return {"flow": [flow, other, third], "run": [run, asking, question], "ask": asks, "version": ["1", "2"]}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_made_up_requests_break_nothing_and_answers_fit(kind: str, tmp_path: Any) -> None:
    from tests.durable.playing import sqlite_url
    from tests.services import fresh_database

    if kind == "sqlite":
        await _try_all(sqlite_url(tmp_path), EACH)
    else:
        with fresh_database() as url:
            await _try_all(url, EACH // 3)


async def _try_all(url: str, each: int) -> None:
    async with open_office(url, per_minute=100_000) as office:
        ids = await _ids(office)
        wrong: list[str] = []
        done = 0
        for path, method, one in OPERATIONS:
            if "text/event-stream" in str(one["responses"]):
                continue
            for request in _made_up(path, one, ids, each):
                good, found = await _tried(office, method, one, request)
                wrong, done = wrong + found, done + good
        assert not wrong, "\n".join(wrong[:20])
        assert done > 10 * each, "too few of them were taken to try anything"


def _made_up(path: str, one: dict[str, Any], ids: dict[str, list[str]], each: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    @settings(
        max_examples=each, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck),
        derandomize=True,
    )  # fmt: skip
    @given(requests(path, one, ids).filter(_sendable))
    def collect(request: dict[str, Any]) -> None:
        found.append(request)

    collect()
    return found


async def _tried(office: Office, method: str, one: dict[str, Any], request: dict[str, Any]) -> tuple[bool, list[str]]:
    told = f"{method} {request}"
    content = msgspec.json.encode(request["body"]) if request["body"] is not None else b""
    headers = office.headers | request["headers"] | {"Content-Type": "application/json"}
    answer = await office.client.request(
        method.upper(), request["path"], params=request["params"], content=content, headers=headers
    )
    if answer.status_code >= 500:
        return False, [f"{answer.status_code}: {told}"[:1_500]]
    known = one["responses"].get(str(answer.status_code), one["responses"]["default"])
    if answer.status_code < 400 and str(answer.status_code) not in one["responses"]:
        return False, [f"{answer.status_code} is not described: {told}"]
    kind = answer.headers["content-type"].partition(";")[0]
    schema = known["content"][kind]["schema"]
    if kind != "application/json":
        return True, []
    found = [f"{problem}: {told}"[:800] for problem in problems(answer.json(), schema, COMPONENTS)]
    return answer.status_code < 300, found


async def test_real_answers_fit_the_description(url: str) -> None:
    async with open_office(url) as office:
        ids = {name: found[0] for name, found in (await _ids(office)).items()}
        webhook = 'flow "Hook"\non webhook "lead" with\n  name: text\nend\nuse people.notify\npeople.notify(@me, "x")\n'
        ids |= {"webhook": "lead"}
        hooked = await published(office, webhook)
        for row in ROUTES:
            if row.method != "GET" or row.streams:
                continue
            at = {**ids, "flow": hooked} if "places" in row.path else ids
            path = address(row, "/api/workspaces/one", **at)
            answer = await office.ask("GET", path)
            assert answer.status_code == 200, (path, answer.text)
            schema = WHOLE["paths"][row.address]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            assert not list(problems(answer.json(), schema, COMPONENTS)), path
        secret = await office.post(f"/flows/{hooked}/webhooks/lead/secret", {"new": True})
        assert len(secret["secret"]) > 30
        sender = await office.ask("PUT", f"/flows/{hooked}/webhooks/lead/sender", {"scheme": "github"})
        assert sender.json() == {"done": True}
        assert (await office.get(f"/flows/{hooked}/places"))["places"][0]["scheme"] == "github"
