"""Stories 3.13 to 3.15 by the API: every run can be found, filtered, looked into and taken elsewhere; figures say how
it goes, beside the period before, and what to do about it.
"""

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from sayso.runtime.triggers.sweeping import sweep
from tests.api.office import Office, open_office
from tests.api.test_operations import published, started
from tests.operations.flows import APPROVED, FAILING, WAITING

FIVE = 'flow "Five"\non manual\nuse people.notify\nuse github.create_issue\n' + "".join(
    'github.create_issue(repository: "a/b", title: "3")\n' if number == 3 else f'people.notify(@me, "step {number}")\n'
    for number in range(1, 6)
)
MAIL = """flow "Mail"
on manual
use crm.find_contacts
use email.send at most 100 per day
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  email.send(to: @contact, subject: "Hi", text: "Dear @contact.fullName")
end
"""
SLOW = 'flow "Slow"\non manual\nuse people.notify\nwait 5 minutes\npeople.notify(@me, "done")\n'


@pytest.fixture
async def office(url: str) -> AsyncIterator[Office]:
    async with open_office(url) as found:
        found.desk._cached.clear()
        yield found


async def ids(office: Office, **query: str) -> list[str]:
    return [line["id"] for line in (await office.get("/runs", params=query))["runs"]]


async def fresh(office: Office, path: str) -> Any:
    """Figures as they are now, not as they were worked out before."""
    office.desk._cached.clear()
    return await office.get(path)


def fails(office: Office, tool: str = "") -> None:
    office.play.house.fails = lambda call, before: "failed" if tool and call.tool == tool else ""


async def test_a_run_is_kept_with_who_began_it_how_and_when(office: Office) -> None:
    flow, run = await started(office, SLOW)
    line = (await office.get(f"/runs/{run}"))["line"]
    assert (line["trigger"], line["by"], line["flow"], line["state"]) == ("manual", "me", flow, "waiting")
    assert line["started"] and line["ended"] is None
    await office.play.wait(minutes=6)
    line = (await office.get(f"/runs/{run}"))["line"]
    assert line["state"] == "completed" and line["ended"] > line["started"]
    short = (await office.get("/runs/export", params={"format": "json"}))["runs"][0]
    assert (short["id"], short["seconds"], short["actions"]) == (run, 360.0, 1)


async def test_it_says_what_it_did(office: Office) -> None:
    _, run = await started(office, MAIL)
    view = await office.get(f"/runs/{run}")
    assert view["counts"] == {"done": 3, "on their way": 0}
    short = (await office.get("/runs/export", params={"format": "json"}))["runs"][0]
    assert (short["contacts"], short["actions"]) == (3, 3)


async def test_a_failure_says_at_which_step_and_why_and_what_was_not_done(office: Office) -> None:
    fails(office, "github.create_issue")
    _, run = await started(office, FIVE)
    line = (await office.get(f"/runs/{run}"))["line"]
    assert line["state"] == "failed" and line["reason"] and line["ended"]
    lines = (await office.get(f"/runs/{run}/log"))["lines"]
    assert all(one["at"] and one["kind"] for one in lines)
    told = " ".join(one["text"] for one in lines)
    assert "step 1" in told and "step 2" in told and "step 4" not in told and "step 5" not in told
    (failed,) = [one for one in lines if one["kind"] == "failed"][:1]
    assert failed["step"] == "s3"


async def test_a_cancelled_run_says_who_ended_it(office: Office) -> None:
    _, run = await started(office, SLOW)
    await office.post(f"/runs/{run}/cancel", {"reason": "Not today"})
    await office.play.work()
    line = (await office.get(f"/runs/{run}"))["line"]
    assert line["state"] == "cancelled" and line["ended"]
    told = [one for one in (await office.get("/audit"))["lines"] if one["about"] == run]
    assert [one["who"] for one in told if "cancel" in one["what"]] == ["me"]


async def test_what_is_too_old_is_forgotten_and_nothing_before(office: Office) -> None:
    _, run = await started(office, FIVE)
    office.play.house.clock.go(days=300)
    await sweep(office.play.door, "one")
    assert await ids(office) == [run]
    office.play.house.clock.go(days=100)
    await sweep(office.play.door, "one")
    assert await ids(office) == []


async def test_runs_are_listed_newest_first_and_filtered(office: Office) -> None:
    fails(office, "github.create_issue")
    _, failed = await started(office, FIVE)
    office.play.house.clock.go(days=3)
    _, completed = await started(office, MAIL)
    office.play.house.clock.go(days=3)
    _, asked = await started(office, APPROVED)
    office.play.house.clock.go(minutes=1)
    _, waiting = await started(office, WAITING)
    office.play.house.clock.go(minutes=1)
    _, gone = await started(office, SLOW)
    await office.post(f"/runs/{gone}/cancel", {})
    await office.play.work()
    assert await ids(office) == [gone, waiting, asked, completed, failed]
    by_state = {"completed": [completed], "failed": [failed], "waiting": [waiting], "needs you": [asked],
                "cancelled": [gone], "queued": [], "completed with failures": []}  # fmt: skip
    for state, wanted in by_state.items():
        assert await ids(office, state=state) == wanted, state
    now = office.play.house.clock()
    for days, count in ((1, 3), (4, 4), (7, 5)):
        assert len(await ids(office, since=(now - timedelta(days=days)).isoformat())) == count
    custom = {"since": (now - timedelta(days=5)).isoformat(), "until": (now - timedelta(days=2)).isoformat()}
    assert await ids(office, **custom) == [completed]


async def test_an_address_finds_the_runs_it_is_in(office: Office) -> None:
    _, mail = await started(office, MAIL)
    await started(office, FIVE)
    email = "c1@acme.example"
    assert await ids(office, text=email) == [mail]
    office.play.house.clock.go(minutes=5)
    await sweep(office.play.door, "one")
    assert await ids(office, text=email) == [mail]
    assert await ids(office, text=email, state="failed") == []
    assert await ids(office, text="nobody@acme.example") == []


async def test_what_runs_now_tells_how_far_it_is(office: Office) -> None:
    _, run = await started(office, WAITING)
    view = await office.get(f"/runs/{run}")
    assert view["counts"]["on their way"] == 3 and len(view["on_way"]) >= 3
    assert all(one["until"] for one in view["on_way"] if one["state"] == "time")


async def test_what_failed_is_tried_again_and_a_new_run_stands_for_itself(office: Office) -> None:
    fails(office, "github.create_issue")
    _, run = await started(office, FIVE)
    fails(office)
    new = (await office.post(f"/runs/{run}/start-over", {"seen": True}, 202))["run"]
    await office.play.work()
    line = (await office.get(f"/runs/{new}"))["line"]
    assert (line["state"], line["retry_of"]) == ("completed", run) and new != run


async def test_runs_are_exported_with_the_filters(office: Office) -> None:
    fails(office, "github.create_issue")
    await started(office, FIVE)
    office.play.house.clock.go(days=100)
    _, mail = await started(office, MAIL)
    since = (office.play.house.clock() - timedelta(days=90)).isoformat()
    answer = await office.ask("GET", "/runs/export", params={"format": "csv", "since": since})
    (row,) = csv.DictReader(io.StringIO(answer.text, newline=""))
    assert row["id"] == mail and row["state"] == "completed" and row["created"]
    assert (row["contacts"], row["actions"]) == ("3", "3") and float(row["seconds"]) >= 0
    assert len((await office.get("/runs/export", params={"state": "failed"}))["runs"]) == 1


async def test_figures_of_ninety_that_went_well_and_ten_that_did_not(office: Office) -> None:
    good = await published(office, 'flow "Good"\non manual\nuse people.notify\npeople.notify(@me, "x")\n')
    bad = await published(office, 'flow "Bad"\non manual\nfail "no luck"\n')
    for number in range(20):
        flow = bad if number % 10 == 9 else good
        await office.post(f"/flows/{flow}/trigger", status=202)
        await office.play.work()
    found = await fresh(office, "/dashboard?range=30d")
    now = found["now"]
    assert (now["runs"], now["success_rate"], now["failure_rate"]) == (20, 0.9, 0.1)
    assert found["sentence"] == "90% went well (18 of 20 runs)." and found["advice"] == ""
    assert now["actions"] == {"people.notify": 18}
    rows = {one["name"]: (one["runs"], one["success_rate"], one["contacts"]) for one in found["flows"]}
    assert rows == {"Good": (18, 1.0, 0), "Bad": (2, 0.0, 0)}
    for _ in range(3):
        await office.post(f"/flows/{bad}/trigger", status=202)
        await office.play.work()
    worse = await fresh(office, "/dashboard?range=30d")
    assert worse["advice"].startswith("Success rate below target (78%")
    assert worse["advice"].endswith("Look at what failed lately, and mend the flow.")


async def test_figures_say_how_long_it_took_and_how_it_was_before(office: Office) -> None:
    await started(office, SLOW)
    await office.play.wait(minutes=6)
    office.play.house.clock.go(days=40)
    _, mail = await started(office, MAIL)
    for _ in range(2):
        found = await fresh(office, "/dashboard?range=30d")
        assert found["times"] == "0 s on average (100% within 30 s)."
        assert (found["now"]["runs"], found["before"]["runs"]) == (1, 1)
        assert (found["now"]["contacts"], found["now"]["emails"], found["before"]["emails"]) == (3, 3, 0)
        assert found["before"]["average_seconds"] == 360.0 and found["before"]["fast_rate"] == 0.0
        assert [one["contacts"] for one in found["flows"]] == [3]
        office.play.house.clock.go(minutes=5)
        await sweep(office.play.door, "one")
    whole = await fresh(office, "/dashboard?range=all")
    assert whole["now"]["runs"] == 2 and whole["before"] is None
    assert whole["times"] == "3 minutes on average (50% within 30 s)."
    assert mail


async def test_a_flow_is_taken_elsewhere_with_everything_it_is(office: Office) -> None:
    flow = await published(office, FAILING)
    config = await office.get(f"/flows/{flow}/export-config")
    assert config["text"] == FAILING and config["pace"]["runs_per_minute"] == 10
    assert config["name"] == "Failing"
