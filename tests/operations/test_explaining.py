"""Runs that went otherwise than they should, in the durable engine: the explanation names step, cause, what was and was
not done, and what it offers, applied, mends the run. And two versions of a flow, side by side.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete

from sayso.api.programs.explaining import compare, explain
from sayso.copilot.explaining.cases import Remedy
from sayso.copilot.explaining.causes import CAUSES
from sayso.dsl.diagnostics import Edit
from sayso.dsl.span import Span
from sayso.dsl.splice import spliced
from sayso.runtime.operations import answers, flows, retrying
from sayso.runtime.operations import runs as orders
from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.explaining import MOST_HALTS
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.starting import start
from sayso.runtime.operations.texts import draft_of
from sayso.runtime.storage.tables import memory
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.operations.flows import APPROVED, ASKING, BODY, CALLED, CALLING, FAILING, WAITING
from tests.operations.scenes import people, played

ISSUE = "github.create_issue"
EMAIL = "email.send"
SENDING = APPROVED.replace(" with approval", "")
NARROW = WAITING.replace("@contact.email exists", '@contact.email exists and @contact.title == "CEO"')
CHECKED = """flow "Checked"
on manual
use people.notify
people.notify(@me, "before")
if 1 < 2
  fail "the numbers do not add up"
end
people.notify(@me, "after")
"""
KEEPING = """flow "Keeping"
on manual
use people.notify
memory
  seen: list of text
end
people.notify(@me, "before")
remember "one more" in @memory.seen
people.notify(@me, "after")
"""
INVITING = """flow "Inviting"
on manual
use crm.find_contacts, crm.create_task, linkedin.invite
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  crm.create_task(title: "First", about: @contact)
  linkedin.invite(to: @contact, note: "Hello")
end
"""


async def apply(play: Play, run: str, remedy: Remedy) -> str:
    """Do what a remedy says, as its button would; gives the run that goes on."""
    door, going = play.door, run
    match remedy.does:
        case "retry":
            await retrying.retry(door, "one", run, "me", remedy.lane or None)
        case "answer":
            await answered(play, remedy)
        case "continue":
            await orders.continue_now(door, "one", run, remedy.lane, "me")
        case "resume":
            await flows.resume(door, "one", (await play.run(run)).flow, "me")
        case "start over":
            going = await retrying.start_over(door, "one", run, "me", seen=True)
        case "edit":
            flow = (await play.run(run)).flow
            text = (await draft_of(door, "one", flow)).text
            edits = [Edit(Span(one.start, one.end), one.text) for one in remedy.edits]
            await save_draft(door, "one", spliced(text, edits), "me", flow)
            await publish(door, "one", flow, "me")
            going = await start(door, "one", flow, "me")
    await play.work()
    return going


async def answered(play: Play, remedy: Remedy) -> None:
    """Each kind of thing that waits for a person is answered in its own way."""
    ask = next(one for one in await play.asks() if one.id == remedy.ask)
    match ask.kind:
        case "approval":
            await answers.approve(play.door, "one", ask.id, "me")
        case "question":
            await answers.answer(play.door, "one", ask.id, "me", 4)
        case "uncertain":
            await answers.resolve_uncertain(play.door, "one", ask.id, "me", remedy.answer)
        case "held":
            await answers.release_held(play.door, "one", ask.id, "me", remedy.answer)


async def began(play: Play, text: str) -> str:
    run = await play.begin(text)
    await play.work()
    return run


async def disconnected(play: Play) -> str:
    sides = dict(play.house._premises["one"].sides)
    play.house._premises["one"].sides = {name: side for name, side in sides.items() if name != "github"}
    run = await began(play, BODY)
    play.house._premises["one"].sides = sides
    return run


async def rejected(play: Play) -> str:
    run = await began(play, APPROVED)
    for ask in await play.asks():
        await answers.reject(play.door, "one", ask.id, "me", "too early for them")
    await play.work()
    return run


async def expired(play: Play) -> str:
    run = await began(play, APPROVED)
    await play.wait(days=8)
    return run


async def called(play: Play) -> str:
    await play.publish(CALLED)
    return await began(play, CALLING)


async def cancelled(play: Play) -> str:
    run = await began(play, WAITING)
    await orders.cancel(play.door, "one", run, "me", "wrong list")
    await play.work()
    return run


async def paused(play: Play) -> str:
    run = await began(play, WAITING)
    await flows.pause(play.door, "one", (await play.run(run)).flow, "me", "too loud")
    await play.wait(days=3)
    return run


async def held(play: Play) -> str:
    await began(play, SENDING)
    return await began(play, SENDING.replace('"Approved"', '"Second"'))


async def full(play: Play) -> str:
    flow = await play.publish(KEEPING)
    rows = [{"workspace": "one", "flow": flow, "name": "seen", "number": n, "value": f'"{n}"'} for n in range(10_000)]
    async with play.storage.writing("one") as connection:
        await connection.execute(memory.insert(), rows)
    run = await start(play.door, "one", flow, "me", {})
    await play.work()
    return run


async def emptied(play: Play) -> None:
    async with play.storage.writing("one") as connection:
        await connection.execute(delete(memory).where(memory.c.number < 5_000))


async def mended(play: Play) -> None:
    """Nothing needs doing by hand before the remedy."""


async def approved(play: Play) -> None:
    for ask in await play.asks():
        await answers.approve(play.door, "one", ask.id, "me")
    await play.work()


async def week_later(play: Play) -> None:
    await play.wait(days=8)
    await approved(play)


async def two_days_later(play: Play) -> None:
    await play.wait(days=2)


Step = Callable[[Play], Awaitable[None]]


class Scene(msgspec.Struct, frozen=True):
    """A run that goes wrong: for this cause at this step; `does` mends it, once `first` was done by hand, and `then`
    the rest; afterwards `effects` of `tool` have happened. `nth` of its kind is the remedy."""

    slug: str
    plays: Callable[[Play], Awaitable[str]]
    step: str
    does: str
    tool: str
    effects: int
    did: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()
    first: Step = mended
    then: Step = mended
    house: dict[str, Any] = {}
    state: str = "completed"
    nth: int = 0


def begins(text: str) -> Callable[[Play], Awaitable[str]]:
    return lambda play: began(play, text)


AFTER = ('Tell you: "after".',)
SCENES = (
    Scene("unavailable", begins(FAILING), "s4", "retry", ISSUE, 3, ('Ann Keller: create the task "First"',),
          ('Open the GitHub issue "[contact\'s full name]" in "a/b".',),
          house={"faults": {ISSUE: ["unavailable"] * 8}}),
    Scene("rate-limited", begins(BODY), "s2", "retry", ISSUE, 1, ("tell Sarah Lind: “before”",), AFTER,
          house={"faults": {ISSUE: ["rate-limited"] * 3}}),
    Scene("invalid", begins(BODY), "s2", "retry", ISSUE, 1, (), AFTER, house={"faults": {ISSUE: ["invalid"]}}),
    Scene("not-connected", disconnected, "s2", "retry", ISSUE, 1, ("tell Sarah Lind: “before”",), AFTER),
    Scene("may-have-been-sent", begins(BODY), "s2", "answer", ISSUE, 1, ("tell Sarah Lind: “before”",), AFTER,
          house={"faults": {ISSUE: ["lost after"]}}),
    Scene("rejected", rejected, "s3", "start over", EMAIL, 3, then=approved),
    Scene("expired", expired, "s3", "edit", EMAIL, 3, then=week_later),
    Scene("called-flow-failed", called, "s1", "retry", ISSUE, 1, (), ('Tell you: "got it".',),
          house={"faults": {ISSUE: ["failed"]}}),
    Scene("memory-full", full, "s2", "retry", "people.notify", 2, ("tell Sarah Lind: “before”",), AFTER, first=emptied),
    Scene("flow-failed-it", begins(CHECKED), "s3", "edit", "people.notify", 3, ("tell Sarah Lind: “before”",)),
    Scene("cancelled", cancelled, "s3", "start over", "crm.create_task", 3, then=two_days_later),
    Scene("nobody-found", begins(NARROW), "s1", "edit", "crm.create_task", 3, then=two_days_later,
          nth=1),
    Scene("held", held, "s3", "answer", EMAIL, 4, house={"guard_days": 2}, state="active"),
    Scene("waits-for-answer", begins(ASKING), "s1", "answer", "people.notify", 1),
    Scene("waits-for-approval", begins(APPROVED), "s3", "answer", EMAIL, 1, state="active"),
    Scene("waits-for-time", begins(WAITING), "s3", "continue", "crm.create_task", 1, state="active"),
    Scene("paused", paused, "s4", "resume", "crm.create_task", 3),
)  # fmt: skip


@pytest.mark.parametrize("scene", SCENES, ids=[scene.slug for scene in SCENES])
async def test_what_an_explanation_offers_mends_the_run(file: str, scene: Scene) -> None:
    async with played(file, **scene.house) as play:
        run = await scene.plays(play)
        found = await explain(play.door, "one", run)
        cause = found.causes[0]
        assert (cause.slug, cause.step) == (scene.slug, scene.step)
        assert cause.why and cause.next and cause.why in found.sentence
        assert cause.says, "the step is told in words"
        assert "{" not in cause.why + cause.next
        assert set(scene.did) <= set(found.did)
        assert set(scene.not_done) <= set(cause.not_done)
        remedy = [one for one in cause.remedies if one.does == scene.does][scene.nth]
        await scene.first(play)
        going = await apply(play, run, remedy)
        await scene.then(play)
        assert len(play.effects(scene.tool)) == scene.effects
        assert (await play.run(going)).state == scene.state


def test_ten_different_causes_of_failure_are_tried() -> None:
    assert len({scene.slug for scene in SCENES}) == len(SCENES) >= 10
    assert {scene.slug for scene in SCENES} - {"nobody-found"} <= {rule.slug for rule in CAUSES}


async def test_who_lacks_what_a_step_needs_or_opted_out_is_named_and_nothing_is_to_be_mended(file: str) -> None:
    records = people(2)
    records["contact"][0] |= {"linkedinUrl": None}
    records["contact"][1] |= {"unsubscribed": True}
    async with playing(file, House(records=records)) as play:
        run = await began(play, INVITING)
        lacking = next(one for one in (await explain(play.door, "one", run)).causes if one.how == "skipped")
        assert (lacking.slug, lacking.people, lacking.step) == ("missing-value", ("Ann Keller",), "s4")
        assert "Ann Keller has no LinkedIn" in lacking.why
        assert lacking.not_done == ()
        run = await began(play, SENDING)
        (out,) = (await explain(play.door, "one", run)).causes
        assert (out.slug, out.people, out.remedies) == ("opted-out", ("Bo Lindt",), ())


async def test_an_explanation_of_a_run_that_went_well_says_so(file: str) -> None:
    async with played(file) as play:
        run = await began(play, BODY)
        found = await explain(play.door, "one", run)
        assert found.causes == ()
        assert found.sentence == "“Body” went to its end, and nothing is wrong with it."
        assert len(found.did) == 3


async def test_the_same_run_is_explained_in_the_same_words_on_both_databases(url: str) -> None:
    async with played(url, faults={ISSUE: ["unavailable"] * 8}) as play:
        run = await began(play, FAILING)
        found = await explain(play.door, "one", run)
        assert found == await explain(play.door, "one", run)
        (cause,) = found.causes
        assert (cause.people, cause.count) == (("Ann Keller", "Bo Lindt"), 2)
        assert found.sentence.startswith("“Failing” went to its end, but not for everybody.")
        assert len(await play.items()) < MOST_HALTS


async def test_a_run_that_must_not_be_tried_again_now_is_not_offered_it(file: str) -> None:
    async with played(file, faults={ISSUE: ["unavailable"] * 3}) as play:
        run = await began(play, BODY)
        await flows.pause(play.door, "one", (await play.run(run)).flow, "me")
        retry = next(one for one in (await explain(play.door, "one", run)).causes[0].remedies if one.does == "retry")
        assert retry.first == "Resume the flow."
        await flows.resume(play.door, "one", (await play.run(run)).flow, "me")
        await apply(play, run, retry)
        assert (await play.run(run)).state == "completed"


async def test_a_flow_that_no_longer_fits_is_mended_by_what_its_finding_proposes(file: str) -> None:
    text = SENDING.replace('subject: "Hello @contact.fullName", text: "As written"', 'template: "Outbound v2"')
    async with played(file) as play:
        run = await began(play, text)
        premises = play.house._premises["one"]
        templates = {name.replace("v2", "v3"): one for name, one in premises.catalog.templates.items()}
        premises.catalog, premises.mark = msgspec.structs.replace(premises.catalog, templates=templates), "changed"
        with pytest.raises(Refused, match="no longer fits"):
            await start(play.door, "one", (await play.run(run)).flow, "me")
        (cause,) = (await explain(play.door, "one", run)).causes
        assert (cause.slug, cause.remedies[0].does) == ("no-longer-fits", "edit")
        assert "Outbound v2" in cause.why
        going = await apply(play, run, cause.remedies[0])
        assert '"Outbound v3"' in (await draft_of(play.door, "one", (await play.run(run)).flow)).text
        assert going != run


async def test_a_limit_that_is_used_up_says_until_when_and_can_be_raised(file: str) -> None:
    async with played(file) as play:
        run = await began(play, SENDING.replace("100 per day", "2 per day"))
        cause = (await explain(play.door, "one", run)).causes[0]
        assert (cause.slug, cause.people, cause.count) == ("quota-used-up", ("Cy Moor",), 1)
        assert "Tuesday 3 March 2026" in cause.next
        (raised,) = cause.remedies
        assert (raised.title, raised.widens) == ("Allow 4 per day", True)
        await apply(play, run, raised)
        text = (await draft_of(play.door, "one", (await play.run(run)).flow)).text
        assert "use email.send at most 4 per day" in text


async def test_two_versions_side_by_side(file: str) -> None:
    async with played(file) as play:
        flow = await play.publish(WAITING)
        await save_draft(play.door, "one", WAITING.replace("wait 2 days", "wait 5 days"), "me", flow)
        found = await compare(play.door, "one", flow)
        assert (found.before, found.after) == ("v1", "draft")
        assert [one.text for one in found.difference.changes] == ["Waits 5 days instead of 2."]
        back = await compare(play.door, "one", flow, "draft", "v1")
        assert [one.text for one in back.difference.changes] == ["Waits 2 days instead of 5."]
        same = await compare(play.door, "one", flow, "1", "1")
        assert same.difference.sentence == "Both say the same."
        await publish(play.door, "one", flow, "me")
        assert (await compare(play.door, "one", flow)).before == "v1", "v2 says what the draft says"
        with pytest.raises(NotHere):
            await compare(play.door, "one", flow, "7", "draft")


async def test_looking_changes_nothing(file: str) -> None:
    async with played(file, faults={ISSUE: ["unavailable"] * 8}) as play:
        run = await began(play, FAILING)
        before = await play.run(run), await play.items()
        await explain(play.door, "one", run)
        await compare(play.door, "one", (await play.run(run)).flow)
        assert (await play.run(run), await play.items()) == before
