"""Every path of one person: which rows there are, what they are called, which of them a flow's tests went."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.compiler import compile
from sayso.runtime.ledger import Ledger
from sayso.runtime.paths import Paths, every_path, tried
from sayso.runtime.simulating import Simulation, describe, simulate
from sayso.runtime.testing import run_tests
from sayso.runtime.worlds.building import sides_of_records
from sayso.runtime.worlds.choices import Choices
from sayso.runtime.worlds.choosing import event_words
from sayso.runtime.worlds.simulated import SimulatedWorld
from tests.runtime.playing import CATALOG, MONDAY, contact, linked

ROOT = Path(__file__).parents[2]
FOLLOW_UP = (ROOT / "sayso" / "sample" / "proposal-follow-up.flow").read_text("utf-8")
CONTACT = "on manual with\n  contact: contact\nend\n"


def paths(text: str, most: int = 2_000, **records: object) -> Paths:
    """Every path of a flow, from Monday nine o'clock, in a world of these records."""
    program = linked(text)
    world = describe({"records": records}, CATALOG, program)

    def play(twin: object, kind: Callable[..., SimulatedWorld]) -> Simulation:
        sides = sides_of_records(world.records, CATALOG, MONDAY)
        return simulate(twin, CATALOG, {}, sides, Ledger(), Choices(), MONDAY, {}, kind=kind)  # type: ignore[arg-type]

    return every_path(program, CATALOG, [play], most)


def names(found: Paths) -> list[str]:
    return [row.name for row in found.rows]


def calls(found: Paths) -> dict[str, tuple[str, ...]]:
    return {row.name: row.calls for row in found.rows}


def test_the_demonstration_has_five_rows() -> None:
    found = paths(FOLLOW_UP)
    assert names(found) == ["replied", "no reply", "not approved", "opted out", "nothing found"]
    assert calls(found) == {
        "replied": ("email.send", "people.hand_off"),
        "no reply": ("email.send", "crm.create_task"),
        "not approved": (),
        "opted out": (),
        "nothing found": (),
    }
    assert [row.ended for row in found.rows] == ["done", "done", "skipped", "skipped", "done"]
    assert found.rows[3].also == ("no email address",)
    assert found.left == {}


def test_the_tests_of_the_demonstration_leave_two_rows() -> None:
    compiled = compile(FOLLOW_UP, CATALOG)
    seen = tried(compiled, CATALOG, {}, run_tests(compiled, CATALOG, {}))
    assert names(seen.paths) == ["replied", "no reply", "not approved", "opted out", "nothing found"]
    assert [path.name for path in seen.never] == ["opted out", "nothing found"]


def test_a_record_that_really_opted_out_does_not_hide_the_other_rows() -> None:
    text = """flow "F"
on manual
use crm.find_contacts
use email.send at most 5 per day
let @all = crm.find_contacts(where: @contact.email exists)
for each @contact in @all at most 5 again
  email.send(to: @contact, template: "Case study")
end
"""
    found = paths(text, contact=[contact(1, unsubscribed=True)])
    assert names(found) == ["straight through", "opted out", "nothing found"]
    assert found.rows[0].calls == ("email.send",)


def test_a_question_goes_each_way_and_unanswered() -> None:
    text = """flow "F"
on manual
use people.notify
ask @me "Which?" as @plan: "free" | "pro" within 1 day otherwise "none"
""".replace('"none"', '"free"')
    ends = 'if @plan == "pro"\n  people.notify(@me, "pro")\nend\n'
    found = paths(text + ends)
    assert calls(found) == {"plan: free": ("people.ask",), "plan: pro": ("people.ask", "people.notify")}
    assert found.rows[0].also == ("plan: nobody answered",)


def test_a_question_without_otherwise_ends_where_nobody_answers() -> None:
    found = paths('flow "F"\non manual\nask @me "Go?" as @go: boolean within 1 day\nif not @go\n  stop "no"\nend\n')
    assert [(row.name, row.ended) for row in found.rows] == [
        ("go: yes", "done"),
        ("go: no", "stopped"),
        ("go: nobody answered", "stopped"),
    ]


def test_a_repeat_ends_at_once_in_its_first_and_in_its_last_turn() -> None:
    text = f"""flow "F"
{CONTACT}use linkedin.check_accepted, people.notify
let @there = linkedin.check_accepted(@contact)
if @there
  stop "at once"
end
repeat at most 9 times until @there
  wait 1 day
  people.notify(@me, "turn")
  let @there = linkedin.check_accepted(@contact)
otherwise
  stop "never"
end
"""
    found = paths(text)
    assert sorted((len(row.calls), row.reason) for row in found.rows) == [
        (0, "at once"),
        (1, ""),
        (9, ""),
        (9, "never"),
    ]
    assert found.driven == 4, "what lies between the first and the last turn is not driven"


def test_a_failure_that_a_try_takes_is_a_path() -> None:
    text = f"""flow "F"
{CONTACT}use apollo.enrich, people.notify
try
  let @found = apollo.enrich(@contact)
on error @error
  people.notify(@me, "@error.message")
end
"""
    found = paths(text)
    assert "apollo.enrich failed" in names(found)
    assert calls(found)["apollo.enrich failed"] == ("people.notify",)


def test_a_failure_that_nobody_takes_is_none() -> None:
    assert names(paths(f'flow "F"\n{CONTACT}use apollo.enrich\nlet @found = apollo.enrich(@contact)\n')) == [
        "straight through"
    ]


def test_a_loop_inside_a_try_keeps_its_failures() -> None:
    text = """flow "F"
on manual
use crm.find_contacts, people.notify, slack.send_message
let @all = crm.find_contacts(where: @contact.email exists)
try
  for each @contact in @all at most 2 again
    people.notify(@me, "one")
  end
on error
  slack.send_message(channel: "#x", text: "lost")
end
"""
    assert names(paths(text)) == ["straight through", "nothing found"]


def test_what_ends_a_sequence_comes_after_each_call_or_never() -> None:
    text = f"""flow "F"
{CONTACT}use gmail.send at most 5 per day
use people.notify
sequence
  gmail.send(to: @contact, template: "Case study")
  wait 2 days
  gmail.send(to: @contact, template: "Win back")
  wait 2 days
unless email.replied where @email.from == @contact.email
  people.notify(@me, "stop")
end
"""
    found = {row.name: row.calls for row in paths(text).rows}
    assert found["replied after gmail.send, after 2 calls"] == ("gmail.send", "people.notify")
    assert found["replied after gmail.send, after 3 calls"] == ("gmail.send", "gmail.send", "people.notify")
    assert found["straight through"] == ("gmail.send", "gmail.send")


def test_an_answer_of_many_is_tried_as_the_flow_names_it_and_as_one_other() -> None:
    text = f"""flow "F"
{CONTACT}use esign.send at most 1 per run
use esign.status, people.notify
let @sent = esign.send(document: "Contract", to: @contact)
let @status = esign.status(@sent)
if @status == "signed"
  people.notify(@me, "signed")
end
"""
    assert {"sent", "signed"} <= set(names(paths(text)))
    assert "declined" not in str(paths(text))


def test_each_of_the_first_items_goes_its_own_way_by_its_data() -> None:
    text = """flow "F"
on manual
use crm.find_contacts, people.notify
let @all = crm.find_contacts(where: @contact.email exists)
for each @contact in @all at most 5 again
  if @contact.title == "CEO"
    people.notify(@me, "a chief")
  otherwise
    skip "no chief"
  end
end
"""
    found = paths(text, contact=[contact(1, title="CEO"), contact(2, title="VP")])
    assert {row.ended for row in found.rows} == {"done", "skipped"}
    assert len({row.name for row in found.rows}) == len(found.rows), "names tell the rows apart"


def test_a_limit_takes_the_likeliest_and_names_the_rest() -> None:
    found = paths(FOLLOW_UP, most=3)
    assert found.driven == 3
    assert found.rows[0].name == "replied"
    assert sum(found.left.values()) == 7
    assert "email.send" in found.left


def test_the_same_flow_has_the_same_paths() -> None:
    assert paths(FOLLOW_UP) == paths(FOLLOW_UP)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("email.replied", ("replied", "no reply")),
        ("deal.stage_changed", ("deal stage changed", "deal stage not changed")),
    ],
)
def test_events_have_words(event: str, words: tuple[str, str]) -> None:
    assert event_words(event) == words


def test_every_test_of_the_examples_went_a_path() -> None:
    text = (ROOT / "docs" / "examples" / "nps-follow-up.flow").read_text("utf-8")
    compiled = compile(text, CATALOG)
    results = run_tests(compiled, CATALOG, {})
    seen = tried(compiled, CATALOG, {}, results)
    assert len(seen.paths.rows) - len(seen.never) == len(results), "each of these tests went a row of its own"
