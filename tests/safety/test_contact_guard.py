"""All flows together write to nobody twice within two days, nor to anybody who answered meanwhile; a person decides."""

from sayso.runtime.operations.answers import release_held
from tests.durable.playing import Play
from tests.triggers.playing import come, settle, states

SEND = (
    'flow "{name}"\non manual\nuse crm.find_contacts\nuse email.send\n'
    "let @people = crm.find_contacts(where: @contact.email exists)\n"
    "for each @contact in @people at most {most}\n"
    'email.send(to: @contact, subject: "Hello", text: "{name}")\n{more}end\n'
)
FIRST = SEND.format(name="First", most=1, more="")
SECOND = SEND.format(name="Second", most=1, more="")
TWICE = SEND.format(name="Twice", most=1, more='wait 3 days\nemail.send(to: @contact, subject: "Again", text: "b")\n')


async def test_a_second_flow_is_held_and_says_why(play: Play) -> None:
    await play.begin(FIRST)
    await settle(play)
    await play.begin(SECOND)
    await settle(play)
    assert [given["text"] for given in play.effects("email.send")] == ["First"]
    (held,) = await play.asks()
    assert held.kind == "held"
    assert "got an automatic message on Monday" in held.shown and "First" in held.shown


async def test_who_works_here_is_told_as_often_as_asked(play: Play) -> None:
    for name in ("First", "Second"):
        await play.begin(
            f'flow "{name}"\non manual\nuse email.send\nemail.send(to: @me, subject: "Won", text: "{name}")\n'
        )
        await settle(play)
    assert [given["text"] for given in play.effects("email.send")] == ["First", "Second"]
    assert await play.asks() == []


async def test_two_flows_at_the_same_instant_do_not_both_send(play: Play) -> None:
    await play.begin(FIRST)
    await play.begin(SECOND)
    await settle(play)
    assert len(play.effects("email.send")) == 1
    assert len(await play.asks()) == 1


async def test_after_two_days_the_next_message_goes_out(play: Play) -> None:
    await play.begin(TWICE)
    await settle(play)
    play.house.clock.go(days=3)
    await settle(play)
    assert len(play.effects("email.send")) == 2
    assert await states(play) == ["completed"]


async def test_a_person_may_send_it_anyway_or_skip_it(play: Play) -> None:
    await play.begin(FIRST)
    await settle(play)
    for number, answer in enumerate(("send", "skip")):
        await play.begin(SECOND.replace("Second", f"S{number}"))
        await settle(play)
        (held,) = await play.asks()
        await release_held(play.door, "one", held.id, "me", answer)
        await settle(play)
    assert [given["text"] for given in play.effects("email.send")] == ["First", "S0"]
    assert await play.asks() == []


async def test_somebody_who_replied_since_the_run_began_gets_nothing_unseen(play: Play) -> None:
    await play.begin(TWICE.replace("wait 3 days", "wait 3 days"))
    await settle(play)
    play.house.clock.go(days=1)
    email = {"type": "email", "id": "m1", "from": "c0@acme.example", "contact": {"type": "contact", "id": "c0"}}
    await come(play, "r1", "email.replied", email=email)
    await settle(play)
    play.house.clock.go(days=2)
    await settle(play)
    assert len(play.effects("email.send")) == 1
    (held,) = await play.asks()
    assert "replied on Tuesday" in held.shown


async def test_a_message_a_person_approves_is_not_held_again(play: Play) -> None:
    from sayso.runtime.operations.answers import approve

    await play.begin(FIRST)
    await settle(play)
    await play.begin(SECOND.replace("use email.send", "use email.send with approval"))
    await settle(play)
    (waiting,) = await play.asks()
    assert waiting.kind == "approval"
    await approve(play.door, "one", waiting.id, "me")
    await settle(play)
    assert [given["text"] for given in play.effects("email.send")] == ["First", "Second"]
