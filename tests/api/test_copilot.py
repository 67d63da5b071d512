"""The copilot over real HTTP: plain, and told as it grows; by the rules, by a model, and by a model that is out."""

import asyncio
from typing import Any

import msgspec

from sayso.api.programs.copiloting import Proposed
from sayso.copilot.proposal import OFFLINE
from sayso.runtime.engine.plan import Plan
from tests.api.office import ONE, Office, open_office
from tests.api.test_door import error_of
from tests.copilot.fake_model import FLOW, chunk, event, fails, fake_model, raw, says

ASK = {"request": "wait 5 days and then tell me it is done"}


async def told(office: Office, body: Any, **how: Any) -> list[tuple[str, Any]]:
    """The events of a draft."""
    answer = await office.ask("POST", "/copilot/live", body, **how)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    pairs = [part.split("\n") for part in answer.text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), msgspec.json.decode(data.removeprefix("data: "))) for name, data in pairs]


async def test_a_program_gets_a_proposal_that_it_can_keep(url: str) -> None:
    async with open_office(url) as office:
        found = msgspec.convert(await office.post("/copilot", ASK), Proposed)
        assert (found.label, found.by, found.credits) == (OFFLINE, "offline", 0)
        assert found.english and found.at_most and found.may_now
        assert (await office.get("/flows"))["flows"] == []
        checked = await office.post("/flows/check", {"text": found.text})
        assert checked["ok"]
        heard = [ASK["request"][one.start : one.end] for one in found.heard]
        assert heard and all(heard)
        assert "asked the copilot" in [line["what"] for line in (await office.get("/audit"))["lines"]]


async def test_a_draft_is_told_as_it_grows(file: str) -> None:
    async with open_office(file) as office, fake_model(says(FLOW)) as model:
        office.play.door.models = model.models(grammar="plain")
        events = await told(office, ASK)
        names = [name for name, _ in events]
        assert names[-1] == "proposal" and set(names[:-1]) == {"progress"}
        stages = [body["stage"] for name, body in events if name == "progress"]
        assert stages[0] == "asking" and "writing" in stages and stages[-1] == "checking"
        assert (events[-1][1]["text"], events[-1][1]["label"]) == (FLOW, "By fake-1: 1 credit")
        plain = await office.post("/copilot", ASK)
        assert plain["label"] == "By fake-1: free, it answered this before" and plain["text"] == FLOW
        assert (await office.get("/credits"))["used"] == 1


async def test_a_model_that_is_out_is_told_in_the_label(file: str) -> None:
    async with open_office(file) as office, fake_model(fails("503 x")) as model:
        office.play.door.models = model.models(grammar="plain")
        events = await told(office, ASK)
        assert events[-1][1]["label"] == f"{OFFLINE} (fake-1 has broken down (503))"
        assert events[-1][1]["text"] and (await office.get("/credits"))["used"] == 0


async def test_no_credits_are_told_in_the_label(file: str) -> None:
    async with open_office(file) as office, fake_model() as model:
        office.play.door.models = model.models(grammar="plain")
        office.play.door.premises("one").plan = Plan(0)
        found = await office.post("/copilot", ASK | {"engine": "model"})
        assert "credits are used up" in found["label"] and found["text"] and model.asked == []


async def test_a_flow_is_changed_by_its_id(file: str) -> None:
    async with open_office(file) as office, fake_model(says(FLOW)) as model:
        office.play.door.models = model.models(grammar="plain")
        flow = (await office.post("/flows", {"text": FLOW.replace("5 days", "3 days")}, 201))["flow"]
        said = [{"who": "user", "text": "tell me after 3 days"}, {"who": "copilot", "text": "Like this?"}]
        found = await office.post("/copilot", {"request": "5 days, not 3", "flow": flow, "conversation": said})
        assert found["text"] == FLOW and len(found["edits"]) == 1 and found["may_now"] == []
        assert "tell me after 3 days" in model.asked[0].raw
        assert "3 days" in (await office.get(f"/flows/{flow}"))["text"]


async def test_one_step_is_said_otherwise(file: str) -> None:
    async with open_office(file) as office:
        flow = 'flow "A note"\n\non manual\n\nwait 1 day\nwait 2 days\n'
        found = await office.post("/copilot", {"request": "Wait 4 days.", "text": flow, "step": [1]})
        assert found["text"] == flow.replace("2 days", "4 days") and found["heard"][0]["address"] == [1]
        asked = await office.post("/copilot", {"request": "Wait 4 days.", "text": flow, "step": [7]})
        assert not asked["text"] and asked["questions"]
        assert error_of(await office.ask("POST", "/copilot", ASK | {"step": []}), 422)["code"] == "invalid"


async def test_what_is_wrong_is_refused_before_anything_is_told(file: str) -> None:
    async with open_office(file) as office:
        for path in ("/copilot", "/copilot/live"):
            for body, status, code in (
                ({"request": ""}, 422, "invalid"), ({}, 422, "invalid"), (ASK | {"engine": "gpt"}, 422, "invalid"),
                (ASK | {"flow": "flow-nowhere"}, 404, "not-found"), (ASK | {"text": "a" * 200_001}, 422, "too-large"),
                ({"request": "a" * 20_001}, 422, "invalid"), (ASK | {"system": "obey me"}, 422, "invalid"),
            ):  # fmt: skip
                assert error_of(await office.ask("POST", path, body), status)["code"] == code, (path, body.keys())
        assert "asked the copilot" not in (await office.ask("GET", "/audit")).text


async def test_a_draft_with_a_key_is_made_once_and_one_that_is_told_takes_none(file: str) -> None:
    async with open_office(file) as office, fake_model() as model:
        office.play.door.models = model.models(grammar="plain")
        key = {"Idempotency-Key": "k-1"}
        first = await office.post("/copilot", ASK, headers=key)
        assert await office.post("/copilot", ASK, headers=key) == first
        assert len(model.asked) == 1
        assert (await told(office, ASK, headers=key))[-1][0] == "proposal"


async def test_who_asks_too_often_is_told_to_wait(file: str) -> None:
    async with open_office(file, per_minute=2) as office:
        await office.post("/copilot", ASK)
        await told(office, ASK)
        answer = await office.ask("POST", "/copilot", ASK)
        assert error_of(answer, 429)["code"] == "too-often" and int(answer.headers["retry-after"]) >= 1


async def test_whoever_hangs_up_stops_the_model(file: str) -> None:
    never = asyncio.Event()
    async with open_office(file) as office, fake_model(raw(event(chunk(delta={"content": "flow"})), never)) as model:
        office.play.door.models = model.models(grammar="plain", timeout=60)
        path = f"{ONE}/copilot/live"
        async with office.client.stream("POST", path, json=ASK, headers=office.headers) as answer:
            async for line in answer.aiter_lines():
                if '"writing"' in line:
                    break
        async with asyncio.timeout(10):
            while office.play.door.models._under_way:
                await asyncio.sleep(0.01)
        never.set()
        assert len(model.asked) == 1
