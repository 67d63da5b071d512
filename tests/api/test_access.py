"""Who may ask: every route, without a token, with a wrong one, with another workspace's; and pages of other origins."""

import pytest

from sayso.api.programs import ROUTES
from sayso.api.programs.describing import EXAMPLES
from sayso.api.programs.route import Route
from sayso.runtime.operations.tokens import bearer_of, list_tokens, make_token, revoke_token
from tests.api.office import ONE, TWO, Office, open_office, served
from tests.api.test_door import error_of, guarded
from tests.operations.flows import APPROVED, WAITING

BY_ID = [row for row in ROUTES if {"flow", "run", "ask"} & set(row.places)]


def named(row: Route) -> str:
    return f"{row.method} {row.path}"


def address(row: Route, base: str, **ids: str) -> str:
    path = row.path
    for name in row.places:
        path = path.replace("{" + name + "}", ids.get(name, EXAMPLES[name]))
    return base + path


async def test_every_route_wants_a_token_of_its_workspace(url: str) -> None:
    async with open_office(url) as office:
        other = await make_token(office.play.door, "two", "me")
        bad = office.token[:-1] + ("a" if office.token[-1] != "a" else "b")
        for row in ROUTES:
            bare = await office.client.request(row.method, address(row, ONE))
            assert error_of(bare, 401)["code"] == "no-token", named(row)
            assert bare.headers["www-authenticate"] == "Bearer"
            wrong = await office.client.request(
                row.method, address(row, ONE), headers={"Authorization": f"Bearer {bad}"}
            )
            assert error_of(wrong, 401)["code"] == "no-token", named(row)
            theirs = await office.ask(row.method, address(row, TWO))
            assert error_of(theirs, 404)["code"] == "not-found", named(row)
            back = await office.client.request(
                row.method, address(row, ONE), headers={"Authorization": f"Bearer {other}"}
            )
            assert error_of(back, 404), named(row)


@pytest.mark.parametrize(
    "shown",
    ["", "Bearer", "Bearer x", "Basic eDp5", "Bearer sayso.nowhere.0123456789ab." + "a" * 43,
     "Bearer sayso.one.0123456789ab." + "a" * 43, "Bearer " + "a" * 5_000],
)  # fmt: skip
async def test_what_is_no_token_proves_nothing(file: str, shown: str) -> None:
    async with open_office(file) as office:
        answer = await office.client.get(ONE + "/flows", headers={"Authorization": shown})
        assert error_of(answer, 401)["code"] == "no-token"
        nowhere = await office.ask("GET", "/api/workspaces/nowhere/flows")
        assert error_of(nowhere, 404)["code"] == "not-found"


async def test_ids_of_another_workspace_are_not_here(url: str) -> None:
    async with open_office(url) as office:
        ids = await _in_two(office)
        for row in BY_ID:
            body = {**(row.example or {}), **({"lane": ids["lane"]} if "lane" in (row.example or {}) else {})}
            answer = await office.ask(row.method, address(row, ONE, **ids), body if row.body else None)
            assert error_of(answer, 404)["code"] == "not-found", named(row)
        seen = await office.ask("POST", "/notifications/seen", {"id": "failing/x"})
        assert error_of(seen, 404)
        assert (await office.get("/runs", params={"flow": ids["flow"]}))["runs"] == []
        for path in ("/flows", "/runs", "/asks", "/notifications", "/audit", "/ahead", "/dashboard", "/runs/export"):
            text = (await office.ask("GET", path)).text
            assert not [id for id in ids.values() if id and id in text], path


async def _in_two(office: Office) -> dict[str, str]:
    """Workspace `two` with a run that waits and one that asks."""
    office.play.workspace = "two"
    run = await office.play.begin(WAITING)
    await office.play.begin(APPROVED)
    await office.play.work()
    flow = (await office.play.run(run)).flow
    lane = next(lane.path for lane in await office.play.lanes() if lane.run == run and lane.path)
    return {"flow": flow, "run": run, "ask": (await office.play.asks())[0].id, "lane": lane}


async def test_the_ids_tried_above_are_there_in_their_own_workspace(file: str) -> None:
    async with open_office(file) as office:
        ids = await _in_two(office)
        office.token = await make_token(office.play.door, "two", "me")
        reads = [row for row in BY_ID if row.method == "GET" and set(row.places) <= {"flow", "run"}]
        assert len(reads) > 10
        for row in reads:
            assert (await office.ask("GET", address(row, TWO, **ids))).status_code == 200, named(row)


async def test_a_revoked_token_proves_nothing(url: str) -> None:
    async with open_office(url) as office:
        (line,) = await list_tokens(office.play.door, "one")
        assert await bearer_of(office.play.door, office.token) is not None
        assert (await office.get("/flows")) == {"flows": []}
        await revoke_token(office.play.door, "one", line.id, "me")
        assert error_of(await office.ask("GET", "/flows"), 401)["code"] == "no-token"
        assert office.token not in str(await list_tokens(office.play.door, "one"))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "a:b:c", ""])
async def test_a_name_that_is_not_ours_is_refused(file: str, host: str) -> None:
    async with open_office(file) as office:
        for path in (ONE + "/flows", "/schema", "/schema/openapi.json"):
            answer = await office.client.get(path, headers=office.headers | {"Host": host})
            assert answer.status_code in (400, 421), path


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Origin": "http://127.0.0.1:1"}, {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
async def test_a_page_of_another_origin_is_refused(file: str, headers: dict[str, str]) -> None:
    async with open_office(file) as office:
        answer = await office.ask("POST", "/stop", {}, headers=headers)
        assert error_of(answer, 403)["code"] == "foreign-origin"
        asked = await office.client.request("OPTIONS", ONE + "/stop", headers=headers)
        assert not [name for name in asked.headers if name.startswith("access-control")]
        assert not (await office.get("/audit", params={}))["lines"][0]["what"].startswith("stopped")


async def test_our_own_names_are_taken(file: str) -> None:
    async with open_office(file, public_url="https://flows.example") as office:
        port = office.client.base_url.port
        for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", "flows.example"):
            own = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
            answer = await office.ask("GET", "/flows", headers=own)
            assert answer.status_code == 200, host
            guarded(answer)


async def test_a_door_without_a_desk_has_no_routes_for_programs(file: str) -> None:
    async with open_office(file) as office, served(office.play, office.desk) as client:
        assert (await client.get("/api/health")).status_code == 200
        for path in ("/api/workspaces/one", "/api/workspaces/one/nothing", "/api/workspaces//flows"):
            assert error_of(await client.get(path, headers=office.headers), 404)
        assert error_of(await client.put(ONE + "/flows", headers=office.headers), 405)
