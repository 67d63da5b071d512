"""What only a person may do at a service is put before a person, and counts as done when the person says so."""

from sayso.runtime.operations.answers import done_by_hand
from tests.durable.playing import Play
from tests.triggers.playing import settle, states

INVITE = """flow "Invitations"
on manual
use crm.find_contacts, crm.create_task
use linkedin.invite at most 2 per day
let @people = crm.find_contacts(where: @contact.linkedinUrl exists)
for each @contact in @people at most 3
  linkedin.invite(to: @contact, note: "Hello")
  crm.create_task(title: "Invited", about: @contact)
end
"""
MAIL = """flow "Mail"
on manual
use crm.find_contacts, email.send
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 1
  email.send(to: @contact, subject: "Hello", text: "Hello")
end
"""


async def said(play: Play, decision: str) -> None:
    """The oldest of what waits is decided so."""
    ask = (await play.asks())[0]
    assert ask.kind == "by hand"
    await done_by_hand(play.door, "one", ask.id, "me", decision)
    await settle(play)


async def test_nothing_goes_out_before_the_person_says_so(play: Play) -> None:
    await play.begin(INVITE)
    await settle(play)
    assert play.effects("linkedin.invite") == []
    assert [ask.kind for ask in await play.asks()] == ["by hand", "by hand"], "the third waits for the next day"
    await said(play, "sent")
    assert len(play.effects("linkedin.invite")) == 1 and len(play.effects("crm.create_task")) == 1


async def test_so_many_a_day_are_put_before_the_person_and_no_more(play: Play) -> None:
    await play.begin(INVITE)
    await settle(play)
    await said(play, "sent")
    await said(play, "sent")
    assert await play.asks() == []
    play.house.clock.go(days=1)
    await settle(play)
    await said(play, "sent")
    assert len(play.effects("linkedin.invite")) == 3
    assert await states(play) == ["completed"]


async def test_who_is_skipped_gets_none_and_who_is_taken_over_is_done(play: Play) -> None:
    await play.begin(INVITE.replace("at most 3", "at most 2"))
    await settle(play)
    await said(play, "skip")
    await said(play, "taken")
    assert play.effects("linkedin.invite") == [] and play.effects("crm.create_task") == []
    assert await states(play) == ["completed"]


async def test_it_waits_as_long_as_the_person_likes(play: Play) -> None:
    await play.begin(INVITE.replace("at most 3", "at most 1"))
    await settle(play)
    play.house.clock.go(days=90)
    await settle(play)
    await said(play, "sent")
    assert len(play.effects("linkedin.invite")) == 1


async def test_the_contact_guard_counts_it(play: Play) -> None:
    await play.begin(INVITE.replace("at most 3", "at most 1"))
    await settle(play)
    await play.begin(MAIL)
    await settle(play)
    assert play.effects("email.send") == []
    assert {ask.kind for ask in await play.asks()} == {"by hand", "held"}
