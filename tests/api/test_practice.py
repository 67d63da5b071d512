"""The routes of a practice workspace, and those about its own data: each is asked, and answers as it is described."""

from pathlib import Path
from typing import Any

from sayso.api.programs.describing import description
from sayso.api.programs.table import ROUTES
from tests.api.practised import Practised, practised
from tests.api.schemas import problems
from tests.practice.test_story import FLOW

WHOLE = description()
GROUPS = ("records", "credits", "outbox", "connections")
ANN = "ann.keller@brightwater.example"


async def fits(office: Practised, method: str, template: str, path: str, body: Any = None) -> Any:
    """The answer, which is what the description says of it."""
    answer = await office.ask(method, path, body)
    assert answer.status_code == 200, answer.text
    told = WHOLE["paths"]["/api/workspaces/{workspace}" + template][method.lower()]["responses"]["200"]
    schema = told["content"]["application/json"]["schema"]
    assert not list(problems(answer.json(), schema, WHOLE["components"]["schemas"])), path
    return answer.json()


async def test_what_was_sent_is_answered_and_found_in_the_records(tmp_path: Path, file: str) -> None:
    asked = set()

    async def ask(method: str, template: str, path: str, body: Any = None) -> Any:
        asked.add((method, template))
        return await fits(office, method, template, path, body)

    async with practised(tmp_path, file) as office:
        play = office.play
        await play.run(await play.publish(FLOW.replace(" with approval by @me within 3 days", "")))
        assert len((await ask("GET", "/outbox", "/outbox"))["messages"]) == 3
        (mail,) = (await ask("GET", "/outbox", f"/outbox?person={ANN}&connection=email"))["messages"]
        replied = await ask("POST", "/outbox/{message}/reply", f"/outbox/{mail['id']}/reply", {"text": "Gladly"})
        assert replied["state"] == "replied" and replied["answers"][0]["text"] == "Gladly"
        await ask("POST", "/outbox/{message}/unsubscribe", f"/outbox/{mail['id']}/unsubscribe", {})
        asked.add(("POST", "/outbox/{message}/accept"))
        answer = await office.ask("POST", f"/outbox/{mail['id']}/accept", {})
        assert answer.status_code == 409 and "no invitation" in answer.text
        (ann,) = (await ask("GET", "/records/{kind}", f"/records/contact?text={ANN}"))["records"]
        assert ann["replied"] is True and ann["unsubscribed"] is True
        (one,) = (await ask("GET", "/records/{kind}/{id}", f"/records/contact/{ann['id']}")).values()
        assert one == ann
        page = await ask("GET", "/records/{kind}", "/records/activity")
        assert len(page["records"]) == 50 and page["next"]
        rest = await ask("GET", "/records/{kind}", f"/records/activity?cursor={page['next']}")
        assert rest["records"] and rest["records"][0] != page["records"][0]
        used = await ask("GET", "/credits", "/credits")
        assert (used["used"], used["allowed"]) == (0, 500)
        await ask("POST", "/connections/{connection}/plant", "/connections/apollo/plant", {"fault": "no credits"})
        found = {one["name"]: one for one in (await ask("GET", "/connections", "/connections"))["connections"]}
        assert found["apollo"]["state"] == "fails" and found["gmail"]["state"] == "works" and len(found) == 8
        await ask("POST", "/connections/{connection}/mend", "/connections/apollo/mend", {})
        assert (await office.ask("GET", "/connections")).json()["connections"][5]["credits"] == 500
    assert asked == {(row.method, row.path) for row in ROUTES if row.group in GROUPS}


async def test_test_mode_tells_what_would_happen_and_changes_nothing(tmp_path: Path, file: str) -> None:
    async with practised(tmp_path, file) as office:
        flow = (await office.ask("POST", "/flows", {"text": FLOW})).json()["flow"]
        before = list(office.play.place.crm.connection.iterdump())
        silent = {"data": {}, "world": {"otherwise": {"events": "never"}}}
        tried = await fits(office, "POST", "/flows/{flow}/test", f"/flows/{flow}/test", {})
        assert tried["state"] == "completed" and tried["calls"]["email.send"] == 3
        assert tried["items"] == {"done": 3, "skipped": 1}
        assert any("opted out" in line["text"] for line in tried["log"])
        answer = await office.ask("POST", f"/flows/{flow}/test", silent)
        assert answer.status_code in (200, 422), answer.text
        assert list(office.play.place.crm.connection.iterdump()) == before
        assert (await office.ask("GET", "/outbox")).json()["messages"] == []
        wrong = await office.ask("POST", f"/flows/{flow}/test", {"world": {"weather": 1}})
        assert wrong.status_code == 422 and "weather" in wrong.text
        broken = (await office.ask("POST", "/flows", {"text": FLOW.replace("Case study", "Nope")})).json()["flow"]
        refused = await office.ask("POST", f"/flows/{broken}/test", {})
        assert refused.status_code == 422 and "to finish first" in refused.text


async def test_bad_questions_are_answered_in_a_sentence(tmp_path: Path, file: str) -> None:
    async with practised(tmp_path, file) as office:
        for path, status in (
            ("/records/unicorn", 422), ("/records/contact?cursor=x", 422), ("/records/contact/nobody", 404),
            ("/outbox/none/reply", 405), ("/records/contact?text=" + "x" * 300, 422),
        ):  # fmt: skip
            answer = await office.ask("GET", path)
            assert answer.status_code == status and answer.json()["error"]["message"].endswith("."), (path, answer.text)
        for path, body, status in (
            ("/outbox/none/reply", {"text": "x"}, 404), ("/outbox/none/reply", {"text": ""}, 422),
            ("/connections/none/mend", {}, 404), ("/connections/gmail/plant", {"fault": "rain"}, 422),
            ("/connections/gmail/plant", {"fault": "no credits"}, 409),
        ):  # fmt: skip
            answer = await office.ask("POST", path, body)
            assert answer.status_code == status and answer.json()["error"]["message"].endswith("."), (path, answer.text)
