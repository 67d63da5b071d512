"""A person's timeline over the API: by address, name and record; another workspace's flows and runs; odd words."""

from urllib.parse import quote

import pytest

from tests.api.office import open_office
from tests.api.test_door import error_of
from tests.operations.flows import WAITING


async def test_a_person_is_told_of_by_address_name_and_record(url: str) -> None:
    async with open_office(url) as office:
        run = await office.play.begin(WAITING)
        await office.play.work()
        whole = await office.get("/people/contact:c1/timeline")
        assert whole["person"]["name"] == "Bo Lindt" and len(whole["lines"]) > 3
        assert {line["run"] for line in whole["lines"]} == {run} and whole["standing"][0]["run"] == run
        for about in ("c1@acme.example", "Bo Lindt", "c1"):
            told = await office.get(f"/people/{quote(about)}/timeline", params={"run": run})
            assert (told["lines"], told["person"]) == (whole["lines"], whole["person"])


async def test_flows_and_runs_of_another_workspace_are_not_here(url: str) -> None:
    async with open_office(url) as office:
        office.play.workspace = "two"
        run = await office.play.begin(WAITING)
        await office.play.work()
        flow = (await office.play.run(run)).flow
        for query in ({"flow": flow}, {"run": run}):
            told = await office.ask("GET", "/people/contact:c1/timeline", params=query)
            assert error_of(told, 404)["code"] == "not-found"
        assert (await office.get("/people/contact:c1/timeline"))["lines"] == []


@pytest.mark.parametrize(
    ("about", "status"),
    [("nobody@acme.example", 404), ("%00@x", 404), ("<b>", 404), ("x" * 10_000, 404), ("%20", 422),
     ("%25", 404), ("keller", 200), ("%F0%9F%98%80", 404)],
)  # fmt: skip
async def test_who_cannot_be_meant_is_said(url: str, about: str, status: int) -> None:
    async with open_office(url) as office:
        told = await office.ask("GET", f"/people/{about}/timeline")
        assert told.status_code == status
        assert status == 200 or error_of(told, status)["message"]
