"""The demonstration's main job in a practice workspace, from its first run to the second, without sleeping."""

from importlib.resources import files
from pathlib import Path

from sayso.connectors.practice import NOTHING_LEFT
from sayso.runtime.operations import answers
from sayso.runtime.operations import outbox as practice
from sayso.runtime.operations.journals import prove, told
from sayso.runtime.operations.looking import one_run
from sayso.runtime.operations.runs import continue_now
from tests.practice.playing import NOW, Fernpost, fernpost, opened

FLOW = (files("sayso") / "sample" / "proposal-follow-up.flow").read_text("utf-8")
ANN, JONAS, MEI = "ann.keller@brightwater.example", "jonas.weiss@tessel.example", "mei.tanaka@kestrel.example"
OFFICE = "office@orchardpine.example"
THURSDAY = "Thanks, let's talk Thursday"


async def three_went_out(play: Fernpost) -> tuple[str, str]:
    """The flow is live and run once; Ann's message gets one other word, all three are approved."""
    flow = await play.publish(FLOW)
    run = await play.run(flow)
    asks = [ask for ask in await play.asks("approval") if ask.run == run]
    assert sorted(ask.title for ask in asks) == ["Brightwater onboarding", "Orchard & Pine starter", "Tessel rollout"]
    for ask in asks:
        if ask.title == "Brightwater onboarding":
            text = ask.shown["text"].replace("short call", "quick call")
            await answers.edit_and_approve(play.door, "main", ask.id, "sarah", {"text": text})
        else:
            await answers.approve(play.door, "main", ask.id, "sarah")
    await play.settle()
    return flow, run


async def lanes(play: Fernpost, run: str) -> dict[str, str]:
    """Who is on the way, by the lane."""
    view = await one_run(play.door, "main", run)
    return {one.who: one.path for one in view.on_way if one.path}


async def test_the_main_job_from_run_to_run(play: Fernpost) -> None:
    flow, run = await three_went_out(play)
    sent = await practice.outbox(play.door, "main")
    assert sorted(message.address or "" for message in sent) == [ANN, JONAS, OFFICE]
    by_address = {message.address: message for message in sent}
    ann = by_address[ANN]
    assert ann.subject == "How three teams like yours did it"
    assert ann.body.startswith("Hi Ann,\n\nhere is the case study I promised")
    assert "quick call" in ann.body and "short call" not in ann.body
    assert "short call" in by_address[JONAS].body
    assert by_address[OFFICE].body.startswith("Hi there,")
    assert all(message.note == NOTHING_LEFT and message.again == 1 for message in sent)
    assert {message.flow for message in sent} == {"Proposal follow-up"}
    assert not (play.place.folder / "mail" / "new").exists()

    await play.wait(hours=3)
    await practice.reply(play.door, "main", ann.id, THURSDAY, "sarah")
    await play.settle()
    (handed,) = await play.asks("hand-off")
    assert handed.person == "sarah" and THURSDAY in handed.text
    answered = play.contact(ANN)
    assert answered["replied"] is True and answered["lastRepliedAt"] == play.clock()
    (letter,) = [one for one in play.find("email") if one["from"] == ANN]
    assert (letter["subject"], letter["body"], letter["threadId"]) == (f"Re: {ann.subject}", THURSDAY, ann.thread)
    assert letter["contact"]["id"] == answered["id"]

    before = {task["id"] for task in play.find("task")}
    waiting = await lanes(play, run)
    assert sorted(waiting) == ["Brightwater onboarding", "Orchard & Pine starter", "Tessel rollout"]
    await continue_now(play.door, "main", run, waiting["Tessel rollout"], "sarah")
    await play.settle()
    (task,) = [task for task in play.find("task") if task["id"] not in before]
    assert task["title"] == "Call Jonas Weiß about Tessel rollout" and task["assignee"]["id"] == "alex"

    await answers.answer_hand_off(play.door, "main", handed.id, "sarah", "taken")
    await continue_now(play.door, "main", run, waiting["Orchard & Pine starter"], "sarah")
    await play.settle()
    assert await play.state(run) == "completed"
    again = await play.run(flow)
    assert await play.state(again) == "completed"
    assert await play.asks("approval") == []
    assert len(await practice.outbox(play.door, "main")) == 3, "nobody is written to twice"
    log = [line.text for line in await told(play.door, "main", run)]
    assert any("opted out" in line for line in log), log
    for one in (run, again):
        proof = await prove(play.door, "main", one)
        assert proof.agrees, proof.sentence


async def test_it_goes_on_where_it_was_in_another_process(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "home"
    async with fernpost(folder, url) as play:
        _, run = await three_went_out(play)
        waiting = await lanes(play, run)
        clock = play.clock
    async with opened(folder, url, clock) as again:
        assert await lanes(again, run) == waiting
        (ann,) = await practice.outbox(again.door, "main", person="ann.keller")
        clock.go(days=1)
        await practice.reply(again.door, "main", ann.id, THURSDAY, "sarah")
        await again.settle()
        assert len(await again.asks("hand-off")) == 1
    assert clock() > NOW


async def test_an_answer_from_the_outbox_is_heard_once(file_play: Fernpost) -> None:
    play = file_play
    await three_went_out(play)
    (jonas,) = await practice.outbox(play.door, "main", person="Jonas")
    await practice.reply(play.door, "main", jonas.id, "Yes, please", "sarah")
    await play.settle()
    await play.settle()
    assert len(await play.asks("hand-off")) == 1
    await practice.reply(play.door, "main", jonas.id, "And one thing more", "sarah")
    await play.settle()
    assert len(await play.asks("hand-off")) == 1
    (answered,) = await practice.outbox(play.door, "main", person="Jonas")
    assert [answer.text for answer in answered.answers] == ["Yes, please", "And one thing more"]
    assert len([one for one in play.find("email") if one["from"] == JONAS]) == 2


async def test_whoever_opts_out_is_written_to_no_more(file_play: Fernpost) -> None:
    play = file_play
    await three_went_out(play)
    (jonas,) = await practice.outbox(play.door, "main", person="Jonas")
    done = await practice.unsubscribe(play.door, "main", jonas.id, "sarah")
    assert done.state == "unsubscribed" and play.contact(JONAS)["unsubscribed"] is True
    assert await play.told("opted-out") == ["Jonas Weiß opted out of emails. No flow writes to them any more."]
    letter = 'flow "One letter"\n\non manual\n\nuse crm.find_contacts, email.send\n\n' \
        'let @people = crm.find_contacts(where: @contact.email == "jonas.weiss@tessel.example")\n\n' \
        'for each @contact in @people at most 1\n' \
        '  email.send(to: @contact, subject: "Hello", text: "Hello again")\nend\n'  # fmt: skip
    flow = await play.publish(letter)
    run = await play.run(flow)
    assert await play.state(run) == "completed"
    assert len(await practice.outbox(play.door, "main", person="Jonas")) == 1
    assert any("opted out" in line.text for line in await told(play.door, "main", run))
