"""Explanations, differences and suggestions over real HTTP; what a remedy says is done by the routes there are."""

from tests.api.office import open_office
from tests.api.test_operations import published, started
from tests.operations.flows import APPROVED, WAITING

TYPED = 'flow "A"\non contact.created\nuse gmail.send at most 20 per day\n'


async def test_a_run_is_explained_and_what_helps_is_done(url: str) -> None:
    async with open_office(url) as office:
        _, run = await started(office, APPROVED)
        found = await office.get(f"/runs/{run}/explanation")
        assert [cause["slug"] for cause in found["causes"]] == ["waits-for-approval"] * 3
        remedy = next(one for one in found["causes"][0]["remedies"] if one["does"] == "answer")
        await office.post(f"/asks/{remedy['ask']}/approve")
        await office.play.work()
        assert len((await office.get(f"/runs/{run}/explanation"))["causes"]) == 2
        assert len(office.play.effects("email.send")) == 1
        await office.get("/runs/run-7/explanation", 404)


async def test_two_versions_are_compared(file: str) -> None:
    async with open_office(file) as office:
        flow = await published(office, WAITING)
        changed = {"text": WAITING.replace("wait 2 days", "wait 5 days")}
        assert (await office.ask("PUT", f"/flows/{flow}/draft", changed)).status_code == 200
        found = await office.get(f"/flows/{flow}/difference")
        assert (found["before"], found["after"]) == ("v1", "draft")
        assert [one["text"] for one in found["difference"]["changes"]] == ["Waits 5 days instead of 2."]
        back = await office.get(f"/flows/{flow}/difference", params={"from": "draft", "to": "1"})
        assert "Waits 2 days instead of 5." in back["text"]


async def test_a_suggestion_is_given_with_its_edit(file: str) -> None:
    async with open_office(file) as office:
        asked = {"text": TYPED + "gm", "caret": len(TYPED) + 2}
        first = (await office.post("/suggest", asked))["suggestions"][0]
        assert first["label"] == "gmail.send" and first["reason"]
        assert first["edits"][0]["start"] == len(TYPED)
        english = await office.post("/suggest", {"text": "When a con", "caret": 10, "language": "english"})
        assert english["suggestions"][0]["label"] == "a contact is created"
