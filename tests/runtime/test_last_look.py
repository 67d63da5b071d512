"""What the compiler has proven is looked at once more before a call: nobody takes its word at run time."""

import msgspec

from sayso.compiler import ir
from sayso.interpreter import Linked, link
from sayso.runtime.ledger import MEMORY_LIST, Ledger
from sayso.runtime.simulating import Simulation, describe, simulate
from sayso.runtime.worlds.building import sides_of_records
from sayso.runtime.worlds.choices import Choices
from sayso.runtime.worlds.simulated import SimulatedWorld
from tests.runtime.playing import CATALOG, MONDAY, calls, contact, linked, play

HEAD = 'flow "F"\non manual with\ncontact: contact\nend\n'
SEND = HEAD + 'use email.send\nemail.send(to: @contact, template: "Intro")\n'
ASK_AI = (
    HEAD + "use ai.write, crm.update\n"
    'crm.update(@contact, notes: "{@contact.notes or ""} and more")\n'
    'let @words = ai.write("Greet them", about: @contact)\n'
)


def played(program: Linked) -> Simulation:
    """The program in a world with one contact, about whom something private is known."""
    ann = contact(1, notes="is ill")
    described = describe({"inputs": {"contact": ann}}, CATALOG, program)
    sides = sides_of_records({"contact": [ann]}, CATALOG, MONDAY)
    return simulate(program, CATALOG, {}, sides, Ledger(), Choices(), MONDAY, described.inputs)


def altered(program: Linked, **change: object) -> Linked:
    """The program with its calls changed by hand."""
    operations = [
        msgspec.structs.replace(op, **change) if isinstance(op, ir.Call) else op for op in program.program.operations
    ]
    return link(msgspec.structs.replace(program.program, operations=tuple(operations)))


def test_a_strangers_words_may_not_aim_a_call_whatever_the_program_says() -> None:
    assert played(linked(SEND)).run.state == "completed"
    refused = played(altered(linked(SEND), tainted=("to", "text")))
    assert refused.run.ended is not None
    assert refused.run.ended.reason == "a stranger's words would decide at what email.send aims"


def test_private_fields_do_not_go_out_with_a_record() -> None:
    world = played(linked(ASK_AI)).drive.world
    assert isinstance(world, SimulatedWorld)
    (asked,) = [call for call in world.calls if call.tool == "ai.write"]
    about = asked.arguments["about"]
    assert isinstance(about, dict)
    assert "notes" not in about and about["id"] == "c1"


def test_a_quota_of_a_run_is_kept_whatever_the_program_says() -> None:
    text = (
        'flow "F"\non manual\nuse people.notify at most 3 per run\n'
        'people.notify(@me, "1")\npeople.notify(@me, "2")\npeople.notify(@me, "3")\n'
    )
    program = linked(text).program
    permits = tuple(msgspec.structs.replace(permit, count=2) for permit in program.permits)
    told = simulate(
        link(msgspec.structs.replace(program, permits=permits)), CATALOG, {}, sides_of_records({}, CATALOG, MONDAY),
        Ledger(), Choices(), MONDAY, {},
    )  # fmt: skip
    world = told.drive.world
    assert isinstance(world, SimulatedWorld)
    assert told.run.ended is not None
    assert (len(world.calls), told.run.ended.reason) == (2, "people.notify may be called 2 times a run, and was.")


def test_a_limit_that_is_used_up_is_no_error_to_take() -> None:
    text = (
        HEAD + "use people.notify\nmemory\nseen: list of text\nend\n"
        'try\nremember @contact.id in @memory.seen\non error @error\npeople.notify(@me, "took it")\nend\n'
    )
    ledger = Ledger()
    ledger.remember("F", "seen", [f"other {number}" for number in range(MEMORY_LIST)])
    full = play(text, ledger, inputs={"contact": contact(1)})
    assert full.run.state == "failed"
    assert calls(full, "people.notify") == []


def test_what_a_call_brings_about_ends_the_sequence_before_the_next_call() -> None:
    text = (
        'flow "F"\non manual with\ndeal: deal\nend\nuse crm.move_stage, email.send\nsequence\n'
        'crm.move_stage(@deal, "Closed Won")\nemail.send(to: @deal.contact, template: "Intro")\n'
        'unless deal.stage_changed where @event == @deal\nstop "won already"\nend\n'
    )
    program = linked(text)
    acme = {"id": "d1", "name": "Acme", "stage": "Negotiation", "contact": contact(1)}
    described = describe(
        {"records": {"contact": [contact(1)], "deal": [acme]}, "inputs": {"deal": acme}}, CATALOG, program
    )
    sides = sides_of_records(described.records, CATALOG, MONDAY)
    told = simulate(program, CATALOG, {}, sides, Ledger(), Choices(), MONDAY, described.inputs)
    assert isinstance(told.drive.world, SimulatedWorld)
    assert [call.tool for call in told.drive.world.calls] == ["crm.move_stage"]
    assert told.run.ended is not None and told.run.ended.reason == "won already"
