"""The description names every route with an example, and what is really answered fits it."""

import msgspec

from sayso.api.programs import ROUTES
from sayso.api.programs.describing import description
from tests.api.office import Office, open_office
from tests.api.schemas import problems
from tests.api.test_access import address, named
from tests.api.test_operations import published, started
from tests.operations.flows import APPROVED, ASKING, WAITING

WHOLE = description()
COMPONENTS = WHOLE["components"]["schemas"]
OPERATIONS = [(path, method, one) for path, methods in WHOLE["paths"].items() for method, one in methods.items()]


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


PRACTISED = ("records", "outbox", "connections")
"""Asked in a practice workspace, by `test_practice`."""


async def _ids(office: Office) -> dict[str, list[str]]:
    flow, run = await started(office, WAITING)
    other, asking = await started(office, APPROVED)
    third, question = await started(office, ASKING)
    asks = [ask["id"] for ask in (await office.get("/asks"))["asks"]]
    return {"flow": [flow, other, third], "run": [run, asking, question], "ask": asks, "version": ["1", "2"]}


async def test_real_answers_fit_the_description(url: str) -> None:
    async with open_office(url) as office:
        ids = {name: found[0] for name, found in (await _ids(office)).items()}
        webhook = 'flow "Hook"\non webhook "lead" with\n  name: text\nend\nuse people.notify\npeople.notify(@me, "x")\n'
        ids |= {"webhook": "lead"}
        hooked = await published(office, webhook)
        for row in ROUTES:
            if row.method != "GET" or row.streams or row.group in PRACTISED:
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
