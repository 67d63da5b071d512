"""What people decide about a call is what happens: an edited yes, a yes that comes too late."""

from typing import Any

from sayso.runtime.simulating import Simulation
from sayso.runtime.worlds.simulated import SimulatedWorld
from tests.runtime.playing import contact, play

TEXT = (
    'flow "F"\non manual\nuse crm.find_contacts, people.notify\nuse email.send with approval within 3 days\n'
    "let @people = crm.find_contacts(where: @contact.email exists)\n"
    "for each @contact in @people at most 5\n"
    'email.send(to: @contact, subject: "Hello", text: "As written")\nend\n'
)


def sent(approval: object) -> tuple[Simulation, list[Any]]:
    """The run, and the texts that really went out."""
    played = play(TEXT, records={"contact": [contact(1)]}, approvals={"email.send": approval})
    world = played.drive.world
    assert isinstance(world, SimulatedWorld)
    return played, [call.arguments["text"] for call in world.calls if call.tool == "email.send"]


def test_what_the_approver_changed_is_what_goes_out() -> None:
    _, texts = sent({"verdict": "yes", "edits": {"text": "As approved"}})
    assert texts == ["As approved"]


def test_a_yes_in_time_sends() -> None:
    _, texts = sent({"verdict": "yes", "after": "2 days"})
    assert texts == ["As written"]


def test_a_yes_that_comes_too_late_sends_nothing() -> None:
    played, texts = sent({"verdict": "yes", "after": "4 days"})
    assert texts == []
    assert [item.ended.how for item in played.run.items] == ["skipped"]
    assert (played.drive.now - played.run.started).days >= 3
