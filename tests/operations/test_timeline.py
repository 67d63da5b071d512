"""The person timeline: why did, or didn't, this person get the email? Played by the real engine on both databases."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sayso.connectors.crm.store import Store
from sayso.runtime.operations import answers, concerning, flows
from sayso.runtime.operations import outbox as practice
from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.operations.moving import move_waiting
from sayso.runtime.operations.person_lanes import part_of
from sayso.runtime.operations.persons import Subject, subject_of
from sayso.runtime.operations.publishing import publish, save_draft
from sayso.runtime.operations.runs import continue_now, skip_item
from sayso.runtime.operations.starting import start
from sayso.runtime.operations.timeline import Line, Timeline, timeline
from tests.durable.playing import Play, playing, sqlite_url
from tests.durable.practice import House
from tests.operations.flows import WAITING
from tests.operations.scenes import people, played
from tests.practice.playing import Fernpost, fernpost
from tests.practice.test_story import ANN, FLOW, JONAS, MEI, OFFICE, THURSDAY, lanes, three_went_out
from tests.runtime.playing import contact

INGRID = "ingrid.solberg@halden.example"
LETTER = (
    'flow "One letter"\n\non manual\n\nuse crm.find_contacts, email.send\n\n'
    f'let @people = crm.find_contacts(where: @contact.email == "{ANN}")\n\nfor each @contact in @people at most 1\n'
    '  email.send(to: @contact, subject: "Hello", text: "Hello again")\nend\n'
)
WELCOME = (
    'flow "Welcome"\n\non contact.created where @contact.title contains "CEO"\n\nuse people.notify\n\n'
    'people.notify(@me, "@contact.fullName is new")\n'
)
TITLES = """flow "Titles"
on manual
use crm.find_contacts, crm.create_task, people.notify
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  if @contact.title contains "CEO"
    crm.create_task(title: "Call them", about: @contact)
  end
end
people.notify(@me, "all done")
"""


@pytest.fixture
async def practised(tmp_path: Path, url: str) -> AsyncIterator[Fernpost]:
    async with fernpost(tmp_path / "home", url) as found:
        yield found


@pytest.fixture
async def file_practised(tmp_path: Path) -> AsyncIterator[Fernpost]:
    async with fernpost(tmp_path / "home", sqlite_url(tmp_path)) as found:
        yield found


async def why(play: Fernpost | Play, about: str, flow: str = "", run: str = "") -> Timeline:
    workspace = play.workspace if isinstance(play, Play) else "main"
    return await timeline(play.door, workspace, about, flow, run)


def texts(found: Timeline) -> list[str]:
    return [line.text for line in found.lines]


def saying(found: Timeline, part: str) -> Line:
    """The one line that says it."""
    lines = [line for line in found.lines if part in line.text]
    assert len(lines) == 1, texts(found)
    return lines[0]


async def test_each_of_the_demonstration_is_told_what_became_of_them(practised: Fernpost) -> None:
    play = practised
    _, run = await three_went_out(play)
    (ann,) = await practice.outbox(play.door, "main", person="ann.keller")
    await play.wait(hours=3)
    await practice.reply(play.door, "main", ann.id, THURSDAY, "sarah")
    await play.settle()
    await continue_now(play.door, "main", run, (await lanes(play, run))["Tessel rollout"], "sarah")
    await play.settle()

    told = await why(play, ANN)
    assert told.answer.startswith(
        "Ann Keller was written to once, on Tuesday 24 November 2026, 09:00, by “Proposal follow-up”; handed over"
    )
    assert (told.person.kind, told.person.name, told.next, told.left) == ("contact", "Ann Keller", "", "")
    assert [line.at for line in told.lines] == sorted(line.at for line in told.lines)
    edited = saying(told, "approved it with other words")
    assert (edited.by, edited.step) == ("Sarah Lind", "s3") and "quick call" in edited.detail["text"]
    kinds = [line.kind for line in told.lines]
    assert kinds.index("asked") < kinds.index("ordered") < kinds.index("did"), texts(told)
    (sent,) = [line for line in told.lines if line.sent]
    assert (sent.run, sent.version, sent.state, sent.name) == (run, 1, "done", "Proposal follow-up")
    assert saying(told, "handed over to Sarah Lind").state == "waiting"
    assert saying(told, f"Ann Keller answered: “{THURSDAY}”").flow == ""
    assert not any("Jonas Weiß" in text or "Mei" in text for text in texts(told))

    jonas = await why(play, JONAS)
    assert saying(jonas, "Continue now").by == "Sarah Lind"
    assert saying(jonas, "Continue now").who == "Tessel rollout"
    assert saying(jonas, "create the task").state == "done" and not jonas.standing
    waiting = await why(play, OFFICE)
    assert [one.until is not None for one in waiting.standing] == [True]
    assert waiting.answer.endswith(
        "waiting until somebody answers an email, at most until Friday 27 November 2026, 09:00."
    )
    assert waiting.lines[-1].state == "waiting"
    mei = await why(play, MEI)
    assert mei.answer == "Mei Tanaka was not written to by “Proposal follow-up”: skipped: Mei Tanaka opted out."
    assert mei.lines[-1].state == "skipped"


async def test_who_was_not_found_is_told_the_condition_and_the_values(practised: Fernpost) -> None:
    play = practised
    flow = await play.publish(FLOW)
    run = await play.run(flow)
    for found in (await why(play, INGRID), await why(play, INGRID, flow), await why(play, "Halden expansion", run=run)):
        line = saying(found, "Halden expansion was not among them")
        where = 'where @deal.stage == "Proposal Sent" and @deal.daysSinceActivity >= 5'
        end = "→ 4 found; Halden expansion was not among them: deal.daysSinceActivity was 2"
        assert line.text == f"find deals {where} {end}"
        assert line.decision is not None and (line.decision.answer, line.state) == ("no", "skipped")
        assert f"where {line.decision.condition}" == where
        assert line.decision.values == {"deal.daysSinceActivity": "2"}
        assert line.text in found.answer
    change(play.place.crm, "Halden expansion", {"stage": "Negotiation"}, play, hours=1)
    later = saying(await why(play, INGRID, flow), "Halden expansion was not among them")
    assert "changed since, so only today's values are known: deal.stage is “Negotiation”" in later.text
    change(play.place.crm, "Halden first year", {"stage": "Proposal Sent"}, play, days=9)
    await play.settle()
    found = await why(play, INGRID, flow)
    assert ("Halden first year", "taken by the loop (1 of 1)") in [(line.who, line.text) for line in found.lines]
    of_then = saying(await why(play, INGRID, run=run), "Halden first year was not among them")
    assert "only today's values are known" in of_then.text or "not recorded" in of_then.text


def change(crm: Store, name: str, values: dict[str, object], play: Fernpost, **later: float) -> None:
    """A deal is changed, a while later."""
    play.clock.go(**later)
    (deal,) = [one for one in crm.find("deal", play.clock()) if one["name"] == name]
    with crm.writing(play.clock()) as writing:
        writing.change("deal", str(deal["id"]), values)


async def test_a_second_run_says_for_each_why_it_took_nobody(practised: Fernpost) -> None:
    play = practised
    flow = await play.publish(FLOW)
    await play.run(flow)
    asks = {ask.title: ask.id for ask in await play.asks("approval")}
    await answers.reject(play.door, "main", asks["Brightwater onboarding"], "sarah", "too soon")
    await play.settle()
    again = await play.run(flow)
    assert await play.state(again) == "completed"
    said = {who: saying(await why(play, who, run=again), "not taken by the loop").text for who in (ANN, JONAS, MEI)}
    lead = "not taken by the loop: taken before, on Tuesday 24 November 2026, 09:00"
    end = "and nobody is taken twice within 30 days"
    assert said[ANN] == f"{lead} (there: skipped, too soon), {end}"
    assert said[JONAS] == f"{lead} (there: still on the way), {end}"
    assert said[MEI] == f"{lead} (there: skipped, Mei Tanaka opted out), {end}"
    both = await why(play, ANN, flow)
    assert "Ann Keller was not written to by “Proposal follow-up”" in both.answer
    assert saying(both, "Sarah Lind did not approve it: too soon").state == "skipped"


@pytest.mark.parametrize(("line", "reason"), [("at most 1", "beyond `at most 1`: number 3 of 3 on the list"),
                                              ("at most 10", "still on the way in an earlier run, since")])  # fmt: skip
async def test_whom_a_loop_left_out(url: str, line: str, reason: str) -> None:
    async with played(url) as play:
        flow = await play.publish(WAITING.replace("at most 10", line))
        run = await start(play.door, "one", flow, "me")
        await play.work()
        again = await start(play.door, "one", flow, "me")
        await play.work()
        found = await why(play, "c2@acme.example", run=run if line == "at most 1" else again)
        assert reason in saying(found, "not taken by the loop").text


async def test_an_event_that_began_no_run_is_told_with_the_reason(practised: Fernpost) -> None:
    play = practised
    await play.publish(WELCOME)
    play.clock.go(minutes=1)
    with play.place.crm.writing(play.clock()) as writing:
        writing.create("contact", {"firstName": "Ned", "lastName": "Moor", "email": "ned@x.example", "title": "Clerk"})
        writing.create("contact", {"firstName": "Cleo", "email": "cleo@x.example", "title": "CEO"})
    await play.settle()
    ned = await why(play, "ned@x.example")
    line = saying(ned, "no run began")
    assert (line.name, line.state, line.run) == ("Welcome", "skipped", "")
    assert line.text.endswith("no run began, skipped: its condition was not met")
    cleo = await why(play, "Cleo")
    assert saying(cleo, "is new").state == "done" and not [text for text in texts(cleo) if "no run" in text]


async def test_a_flow_that_did_not_run_says_so(practised: Fernpost) -> None:
    play = practised
    flow = await play.publish(FLOW)
    never = await why(play, ANN, flow)
    assert never.left.startswith("“Proposal follow-up” did not run since") and never.lines == []
    await flows.pause(play.door, "main", flow, "sarah", "holidays")
    await play.wait(days=1, hours=1)
    paused = await why(play, ANN, flow)
    line = saying(paused, "was due, and no run began")
    assert (line.name, line.state) == ("Proposal follow-up", "skipped") and "paused" in line.text
    assert line.text in paused.answer


async def test_what_the_contact_guard_held_back_and_who_let_it_go(practised: Fernpost) -> None:
    play = practised
    await play.run(await play.publish(LETTER))
    await play.wait(hours=1)
    await play.run(await play.publish(LETTER.replace("One letter", "Another")))
    held = await why(play, ANN)
    line = saying(held, "held back by the contact guard")
    assert (line.state, line.name) == ("held", "Another") and "got an automatic message" in line.text
    assert "written to once" in held.answer and "held back by the contact guard" in held.answer
    (ask,) = await play.asks("held")
    await play.wait(hours=1)
    await answers.release_held(play.door, "main", ask.id, "sarah", "send", "she asked for it")
    await play.settle()
    sent = await why(play, ANN)
    assert saying(sent, "Sarah Lind sent it anyway: she asked for it").by == "Sarah Lind"
    assert saying(sent, "held back by the contact guard").state == "done"
    assert sent.answer.startswith("Ann Keller was written to twice, the last time on")


async def test_what_may_have_been_sent_is_said_to_be_so(file_practised: Fernpost) -> None:
    play = file_practised
    await practice.plant_fault(play.door, "main", "gmail", "hang up", "sarah")
    await play.run(await play.publish(LETTER.replace("email.send", "gmail.send")))
    unsure = await why(play, ANN)
    assert saying(unsure, "may have been sent").state == "may have been sent"
    assert "one message may have been sent, by “One letter”: somebody must look" in unsure.answer
    assert not [line for line in unsure.lines if line.sent]
    (ask,) = await play.asks("uncertain")
    await answers.resolve_uncertain(play.door, "main", ask.id, "sarah", "arrived")
    await play.settle()
    sure = await why(play, ANN)
    assert saying(sure, "Sarah Lind says that it arrived").state == "done"
    assert sure.answer.startswith("Ann Keller was written to once")


async def test_a_condition_is_told_with_its_values(url: str) -> None:
    records = {"contact": [contact(0, title="Sales Manager"), contact(1, title="CEO"), contact(2)]}
    async with playing(url, House(records=records)) as play:
        run = await play.begin(TITLES)
        await play.work()
        manager = next(one for one in (await why(play, "contact:c0")).lines if one.decision)
        assert manager.text == '@contact.title contains "CEO" → no (contact.title is “Sales Manager”)'
        assert manager.decision is not None and manager.decision.answer == "no"
        assert manager.decision.values == {"contact.title": "“Sales Manager”"}
        everything = texts(await why(play, "contact:c0"))
        assert not [text for text in everything if "all done" in text or "create the task" in text], everything
        unknown = next(one for one in (await why(play, "c2", run=run)).lines if one.decision)
        assert unknown.decision is not None
        assert (unknown.decision.answer, unknown.decision.values) == ("unknown", {"contact.title": "missing"})


async def test_a_condition_on_a_list_is_told_for_whom_it_left_out(file: str) -> None:
    records = {"contact": [contact(0, title="Sales Manager"), contact(1, title="CEO")]}
    chiefs = 'let @chiefs = @people where @contact.title contains "CEO"\nfor each @contact in @chiefs at'
    flow = TITLES.replace("for each @contact in @people at", chiefs)
    async with playing(file, House(records=records)) as play:
        await play.begin(flow)
        await play.work()
        line = saying(await why(play, "c0"), "left out by the condition of the list")
        assert line.text.endswith("contact.title was “Sales Manager”")
        assert not [text for text in texts(await why(play, "c1")) if "left out" in text]


async def test_a_run_that_was_moved_to_another_version_is_told_too(file: str) -> None:
    async with played(file) as play:
        run = await play.begin(WAITING)
        await play.work()
        flow = (await play.run(run)).flow
        await save_draft(play.door, "one", WAITING.replace("Call them", "Write to them"), "me", flow)
        version = (await publish(play.door, "one", flow, "me")).version
        await move_waiting(play.door, "one", flow, version, "me", dry_run=False)
        await play.wait(days=3)
        found = await why(play, "c1")
        assert saying(found, "Write to them").who == "Bo Lindt" and saying(found, "Write to them").version == 2
        assert saying(found, "taken by the loop (2 of 3)").state == "done"


async def test_an_order_of_a_person_is_told(file: str) -> None:
    async with played(file) as play:
        run = await play.begin(WAITING)
        await play.work()
        await skip_item(play.door, "one", run, "s2/each[contact:c1]", "me", "left the company")
        await play.work()
        found = await why(play, "Bo Lindt")
        assert saying(found, "nothing more happens here: left the company").who == "Bo Lindt"
        assert found.lines[-1].state == "skipped" and "left the company" in found.answer


async def test_who_is_meant(file: str) -> None:
    names = {"contact": [contact(0, firstName="Ann", lastName="Keller"), contact(1, firstName="Ann", lastName="Keller"),
                         contact(2, firstName="<b>Bo</b>", lastName="[red]")]}  # fmt: skip
    async with playing(file, House(records=names)) as play:
        with pytest.raises(Refused, match=r"2 could be meant by `ann keller`\. Name one of them: contact:c0") as found:
            await why(play, "ann keller")
        assert found.value.detail == {"choices": ["contact:c0", "contact:c1"]}
        assert (await why(play, " C1@ACME.example ")).person.id == "c1"
        assert (await why(play, "contact/c0")).person.id == (await why(play, "c0")).person.id == "c0"
        assert (await why(play, "<b>bo</b> [red]")).person.id == (await why(play, "bo</b>")).person.id == "c2"
        nothing = await why(play, "c2")
        assert nothing.answer == "<b>Bo</b> [red] was not written to, and nothing else was done." and not nothing.lines
        for unknown in ("nobody@acme.example", "Zed", "contact:c9", "task:t1", "%", "a:b:c", "\x00@x", "\ud800"):
            with pytest.raises(NotHere):
                await why(play, unknown)
        for code, about in (("nobody-named", "  "), ("too-long", "x" * 10_000)):
            with pytest.raises(Refused) as refused:
                await why(play, about)
            assert refused.value.code == code


async def test_pages_go_back_in_time(file: str) -> None:
    async with played(file) as play:
        await play.begin(WAITING)
        await play.work()
        await play.wait(days=2)
        whole = await timeline(play.door, "one", "c0")
        last = await timeline(play.door, "one", "c0", size=3)
        assert last.lines == whole.lines[-3:] and last.next
        read, cursor = last.lines, last.next
        while cursor:
            page = await timeline(play.door, "one", "c0", cursor=cursor, size=3)
            read, cursor = page.lines + read, page.next
        assert read == whole.lines and page.answer == whole.answer
        for wrong in ("x", "-1", "0", "9" * 30, "²"):
            with pytest.raises(Refused, match="This page doesn't exist"):
                await timeline(play.door, "one", "c0", cursor=wrong)


async def test_nothing_is_told_of_another_workspace(url: str) -> None:
    async with playing(url, House(records=people(2), workspaces=("one", "two"))) as play:
        play.workspace = "two"
        run = await play.begin(WAITING)
        await play.work()
        assert len((await why(play, "c0")).lines) > 3
        for about in ("c0", "c0@acme.example", "Ann Keller"):
            assert (await timeline(play.door, "one", about)).lines == []
        with pytest.raises(NotHere):
            await timeline(play.door, "one", "c0", run=run)


async def test_only_their_part_of_a_run_is_read(file: str) -> None:
    async with playing(file, House(records={"contact": [contact(n) for n in range(60)]})) as play:
        run = await play.begin(WAITING.replace("at most 10", "at most 60"))
        await play.work()
        await play.wait(days=2)
        subject = await subject_of(play.house.premises("one"), "c1", play.house.clock())
        async with play.storage.reading("one") as connection:
            part = await part_of(connection, play.door, await play.run(run), subject)
        assert part is not None
        assert {entry.lane for entry in part.entries} == {"", "s2/each[contact:c1]"} == {"", *part.own}


async def test_no_more_runs_are_told_than_may_be(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concerning, "MOST_RUNS", 2)
    async with played(file) as play:
        flow, begun = await play.publish(TITLES), list[str]()
        for _ in range(3):
            begun.append(await start(play.door, "one", flow, "me"))
            await play.work()
            play.house.clock.go(days=1)
        found = await why(play, "c0")
        assert {line.run for line in found.lines} == set(begun[1:]) and found.left
        play.house.clock.go(days=100)
        assert (await why(play, "c0")).lines == []


def test_somebody_is_known_again_wherever_they_stand(file: str) -> None:
    ann = {"type": "contact", "id": "c1", "email": "Ann@x.example"}
    subject = Subject("Ann", "contact", "c1", "ann@x.example", [ann, {"type": "deal", "id": "d1"}])
    assert subject.owns({"type": "deal", "id": "d9", "contact": {"type": "contact", "id": "c1"}})
    assert subject.owns({"type": "deal", "id": "d1"}) and subject.stands_in({"to": ["ANN@x.example"]})
    assert not subject.owns({"type": "deal", "id": "c1", "contact": None})
    assert not subject.stands_in({"to": "ann@y.example", "about": {"type": "company", "id": "c1"}})
    assert subject.guarded == {"contact/c1", "address/ann@x.example"}
