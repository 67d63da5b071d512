"""The operations over real HTTP, on both databases: a program makes a flow, runs it, answers, looks, and ends it."""

from typing import Any

import msgspec

from tests.api.office import Office, open_office
from tests.operations.flows import APPROVED, ASKING, FAILING, WAITING


async def published(office: Office, text: str) -> str:
    flow: str = (await office.post("/flows", {"text": text}, 201))["flow"]
    await office.post(f"/flows/{flow}/publish")
    return flow


async def started(office: Office, text: str) -> tuple[str, str]:
    flow = await published(office, text)
    run: str = (await office.post(f"/flows/{flow}/trigger", status=202))["run"]
    await office.play.work()
    return flow, run


async def test_a_program_takes_a_flow_from_its_draft_to_the_end_of_its_run(url: str) -> None:
    async with open_office(url) as office:
        flow, run = await started(office, APPROVED)
        assert (await office.get(f"/runs/{run}"))["line"]["state"] == "needs you"
        first, second, third = (await office.get("/asks"))["asks"]
        await office.post(f"/asks/{first['id']}/approve")
        await office.post(f"/asks/{second['id']}/edit", {"edits": {"subject": "Other words"}})
        await office.post(f"/asks/{third['id']}/reject", {"reason": "No"})
        again = await office.post(f"/asks/{first['id']}/approve", status=409)
        assert again["error"]["code"] == "answered"
        await office.play.work()
        view = await office.get(f"/runs/{run}")
        assert view["line"]["state"].startswith("completed")
        assert (await office.get(f"/runs/{run}/proof"))["agrees"]
        lines = (await office.get(f"/runs/{run}/log", params={"text": "bo LINDT"}))["lines"]
        assert 0 < len(lines) < len((await office.get(f"/runs/{run}/log"))["lines"])
        assert all("Bo Lindt" in msgspec.json.encode(line).decode() for line in lines)
        assert (await office.get(f"/runs/{run}/journal"))["lines"][0]["run"] == run
        assert len(office.play.effects("email.send")) == 2
        figures = await office.get(f"/flows/{flow}/dashboard")
        assert (figures["now"]["runs"], figures["now"]["emails"], figures["now"]["contacts"]) == (1, 2, 3)
        told = [line["what"] for line in (await office.get("/audit"))["lines"]]
        assert {"published", "started", "answered"} <= set(told)


async def test_a_run_is_ordered_about(url: str) -> None:
    async with open_office(url) as office:
        flow, run = await started(office, WAITING)
        lanes = [one["path"] for one in (await office.get(f"/runs/{run}"))["on_way"] if one["can"]]
        assert len(lanes) == 3
        await office.post(f"/runs/{run}/continue", {"lane": lanes[0]})
        await office.post(f"/runs/{run}/skip", {"lane": lanes[1], "words": "Left"})
        await office.post(f"/runs/{run}/take-over", {"lane": lanes[2], "words": "I do it"})
        await office.play.work()
        assert (await office.get(f"/runs/{run}"))["line"]["state"] == "completed"
        assert len(office.play.effects("crm.create_task")) == 1
        refused = await office.post(f"/runs/{run}/start-over", status=409)
        assert refused["error"]["code"] == "not-seen" and refused["error"]["detail"]["again"]
        new = (await office.post(f"/runs/{run}/start-over", {"seen": True}, 202))["run"]
        await office.play.work()
        await office.post(f"/runs/{new}/cancel", {"reason": "Enough"})
        await office.play.work()
        page = await office.get("/runs", params={"state": "cancelled", "flow": flow})
        assert [line["id"] for line in page["runs"]] == [new]
        wrong = await office.get("/runs", 422, params={"state": "odd"})
        assert wrong["error"]["code"] == "unknown-state"


async def test_what_failed_is_tried_again(file: str) -> None:
    async with open_office(file) as office:
        office.play.house.fails = lambda call, before: "failed" if call.tool == "github.create_issue" else ""
        _, run = await started(office, FAILING)
        assert (await office.get(f"/runs/{run}"))["line"]["state"] == "completed with failures"
        office.play.house.fails = lambda call, before: ""
        assert (await office.post(f"/runs/{run}/retry"))["going"] == 3
        await office.play.work()
        assert (await office.get(f"/runs/{run}"))["line"]["state"] == "completed"


async def test_a_question_is_answered(file: str) -> None:
    async with open_office(file) as office:
        await started(office, ASKING)
        (ask,) = (await office.get("/asks"))["asks"]
        wrong = await office.post(f"/asks/{ask['id']}/answer", {"value": "soon"}, 422)
        assert wrong["error"]["code"] == "wrong-answer"
        await office.post(f"/asks/{ask['id']}/answer", {"value": 7})
        await office.play.work()
        assert "it is 7" in str(office.play.effects("people.notify"))


async def test_a_flow_is_paused_copied_put_away_and_taken_out_again(url: str) -> None:
    async with open_office(url) as office:
        flow, _ = await started(office, WAITING)
        refused = await office.ask("DELETE", f"/flows/{flow}")
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "under-way")
        assert (await office.post(f"/flows/{flow}/pause", {"reason": "Mend it"}))["people"] == 3
        assert (await office.get(f"/flows/{flow}"))["flow"]["pause_reason"] == "Mend it"
        assert (await office.post(f"/flows/{flow}/resume"))["people"] == 3
        copy = (await office.post(f"/flows/{flow}/duplicate", status=201))["flow"]
        assert 'flow "Copy of Waiting"' in (await office.get(f"/flows/{copy}"))["text"]
        saved = await office.ask("PUT", f"/flows/{flow}/draft", {"text": WAITING.replace("2 days", "3 days")})
        assert saved.status_code == 200
        await office.post(f"/flows/{flow}/publish", {"live": False})
        assert [one["number"] for one in (await office.get(f"/flows/{flow}/versions"))["versions"]] == [2, 1]
        assert "2 days" in (await office.get(f"/flows/{flow}/versions/1"))["text"]
        moving = await office.post(f"/flows/{flow}/move", {"version": 2})
        assert (moving["on_way"], moving["fit"]) == (3, 3)
        await office.post(f"/flows/{flow}/pause")
        gone = await office.ask("DELETE", f"/flows/{flow}", params={"confirmed": "true"})
        assert gone.json() == {"runs": 1}
        assert [one["id"] for one in (await office.get("/flows", params={"deleted": "true"}))["flows"]] == [flow]
        assert (await office.post(f"/flows/{flow}/restore"))["status"] == "paused"
        pace = await office.ask("PUT", f"/flows/{flow}/pace", {"runs_per_minute": 3})
        assert pace.json()["runs_per_minute"] == 3
        assert (await office.get(f"/flows/{flow}/export-config"))["pace"]["runs_per_minute"] == 3


async def test_a_text_is_checked_without_being_kept(file: str) -> None:
    async with open_office(file) as office:
        good = await office.post("/flows/check", {"text": APPROVED})
        assert good["ok"] and good["at_most"] and good["english"] and good["boxes"] and good["arithmetic"]
        bad = await office.post("/flows/check", {"text": APPROVED.replace("use crm.find_contacts\n", "")})
        assert not bad["ok"]
        (finding,) = [one for one in bad["findings"] if one["severity"] == "error"][:1]
        assert finding["line"] >= 1 and finding["sentence"] and finding["fixes"][0]["edits"]
        assert (await office.get("/flows"))["flows"] == []
        broken = await office.post("/flows", {"text": "flow"}, 201)
        refused = await office.post(f"/flows/{broken['flow']}/publish", status=422)
        assert refused["error"]["code"] == "not-ready" and refused["error"]["detail"]["findings"]


async def test_everything_is_stopped_and_goes_on_once_that_was_seen(file: str) -> None:
    async with open_office(file) as office:
        await started(office, WAITING)
        assert (await office.post("/stop"))["runs"] == 1
        office.play.house.clock.go(days=3)
        ahead = await office.get("/ahead")
        assert len(ahead["sentences"]) == 3
        assert (await office.post("/resume", status=409))["error"]["code"] == "not-seen"
        assert (await office.post("/resume", {"seen": True}))["runs"] == 1


async def test_events_are_told_and_people_erased(file: str) -> None:
    async with open_office(file) as office:
        contact = {"type": "contact", "id": "c9", "email": "c9@acme.example"}
        body = {"name": "contact.created", "data": {"contact": contact}, "id": "e-1"}
        assert (await office.post("/events", body, 202)) == {"again": False}
        assert (await office.post("/events", body, 202)) == {"again": True}
        assert (await office.post("/events", body | {"name": "x.y"}, 422))["error"]["code"] == "unknown-event"
        _, run = await started(office, WAITING)
        erased: dict[str, Any] = await office.post("/people/erase", {"email": "c0@acme.example"})
        assert erased["ended"] == 1
        await office.play.work()
        assert "c0@acme.example" not in str(await office.get(f"/runs/{run}/journal"))
