"""What the readback tells is read back to the same flow, wherever it is pasted; a word changed in it changes that."""

import random
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.compiler import compile
from sayso.copilot.drafting import draft
from sayso.copilot.proposal import Proposal, Turn
from sayso.copilot.readback import readback
from sayso.copilot.readback_rules import permission
from sayso.copilot.readback_steps import Steps
from sayso.copilot.rereading import looks_told, reread
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse
from tests.copilot.corpora import CATALOG, FILES, FOLDER, OPEN, TODAY, outcomes, scenarios
from tests.copilot.settled import settled
from tests.specimens.test_specimens import CATALOG as WITH_FLOWS
from tests.specimens.test_specimens import FILES as SPECIMENS
from tests.specimens.test_specimens import UNFINISHED

TEMPLATES = sorted((Path(sayso.__file__).parent / "templates").glob("*.flow"))
CORPORA = (*FILES, FOLDER / "unseen.jsonl", FOLDER / "later.jsonl")
STORY = next(file for file in TEMPLATES if file.stem == "big-4-outbound").read_text("utf-8")


def told(text: str, catalog: Catalog = CATALOG) -> str:
    """A flow in English, as plain text."""
    compiled = compile(text, catalog)
    assert compiled.flow is not None and not compiled.errors
    return readback(compiled.flow, compiled.facts, catalog).text


def again(words: str, catalog: Catalog = CATALOG, today: date = TODAY) -> Proposal:
    """What is drafted from a readback alone."""
    return draft(words, catalog, today=today)


def same(text: str, catalog: Catalog) -> bool:
    """Whether a flow comes back from its readback, and without a question."""
    found = again(told(text, catalog), catalog)
    one, other = parse(text).flow, parse(found.text).flow
    assert one is not None
    return other is not None and not found.questions and settled(one, catalog) == settled(other, catalog)


def changed_rows(words: str, other: str, catalog: Catalog = CATALOG) -> tuple[list[str], list[str]]:
    """The rows of a readback's flow that another readback's flow has not, and the other way round."""
    before, after = (again(one, catalog).text.splitlines() for one in (words, other))
    return [row for row in before if row not in after], [row for row in after if row not in before]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_every_template_comes_back_from_its_telling(file: Path) -> None:
    assert same(file.read_text("utf-8"), CATALOG)


@pytest.mark.parametrize("file", [one for one in SPECIMENS if one.stem not in UNFINISHED], ids=lambda file: file.stem)
def test_every_node_comes_back_from_its_telling(file: Path) -> None:
    assert same(file.read_text("utf-8"), WITH_FLOWS)


@pytest.mark.parametrize("file", CORPORA, ids=lambda file: file.stem)
def test_every_flow_that_is_heard_right_comes_back_from_its_telling(file: Path) -> None:
    texts = {one.scenario.id: draft(one.scenario.english, OPEN, today=TODAY).text
             for one in outcomes(file) if one.score.correct}  # fmt: skip
    flows = {name: text for name, text in texts.items() if text}
    other = [name for name, text in flows.items() if not same(text, OPEN)]
    print(f"{file.stem}: {1 - len(other) / len(flows):.0%} of {len(flows)} come back; not {other}")
    assert not other


def test_two_flows_that_do_different_things_are_not_the_same() -> None:
    """The comparison itself: each of these edits of one flow is seen."""
    flow = parse(STORY).flow
    assert flow is not None
    for old, new in (("3 days", "4 days"), ("if @accepted", "if not @accepted"), ("no-reply", "reply"),
                     ("at most 20 once", "at most 20"), ("@contact.owner or @me", "@me"), ("50 to 200", "50 to 201"),
                     ("@news).title", "@news).snippet"), ("100 per day", "10 per day")):  # fmt: skip
        other = parse(STORY.replace(old, new, 1)).flow
        assert other is not None and other != flow, old
        assert settled(other, CATALOG) != settled(flow, CATALOG), old


CHANGES = [
    ("Wait 3 days.", "Wait 5 days.", ["  wait 3 days"], ["  wait 5 days"]),
    ('template "Outbound v2"', 'template "Outbound v1"', ['"Outbound v2"'], ['"Outbound v1"']),
    ("50 to 200 employees", "50 to 20000 employees", ["50 to 200"], ["50 to 20_000"]),
    ("Hand over to the contact's owner or you", "Hand over to you", ["@contact.owner or @me"], ["hand off to @me"]),
    ('Add the tag "no-reply"', 'Add the tags "no-reply" and "cold"', ['["no-reply"]'], ['["no-reply", "cold"]']),
    ("at most 20, nobody twice", "at most 25", ["at most 20 once"], ["at most 25"]),
    ("If they accepted:", "If they have not accepted:", ["  if @accepted"], ["  if not @accepted"]),
    ("at most 100 a day, between", "at most 90 a day, between", ["100 per day between"], ["90 per day between"]),
]


@pytest.mark.parametrize(("old", "new", "gone", "come"), CHANGES, ids=[one[1] for one in CHANGES])
def test_a_word_changed_in_a_pasted_telling_changes_that_and_nothing_else(
    old: str, new: str, gone: list[str], come: list[str]
) -> None:
    catalog = with_template("Outbound v1")
    words = told(STORY, catalog)
    assert words.count(old) == 1
    before, after = changed_rows(words, words.replace(old, new), catalog)
    assert len(before) == len(after) == 1
    assert all(part in before[0] for part in gone) and all(part in after[0] for part in come)


def with_template(name: str) -> Catalog:
    known = CATALOG.templates["Outbound v2"]
    return msgspec.structs.replace(
        CATALOG, templates={**CATALOG.templates, name: msgspec.structs.replace(known, name=name)}
    )


def test_a_heading_is_the_flows_name() -> None:
    assert again(f"Big 4 outbound\n\n{told(STORY)}").text.startswith('flow "Big 4 outbound"\n')


def test_every_sentence_is_marked_with_its_step() -> None:
    words = told(STORY)
    found = again(words)
    assert "".join(words[one.start : one.end] for one in found.heard) == words
    marked = {words[one.start : one.end].split("\n")[0]: one for one in found.heard}
    assert marked["Wait 3 days."].address == (1, "body", 2) and marked["Wait 3 days."].became == "step"
    assert marked["May hand over to people."].became == "rule"


def test_typographic_quotes_tabs_and_line_ends_do_not_matter() -> None:
    words = told(next(file for file in TEMPLATES if file.stem == "high-value-deal-escalation").read_text("utf-8"))
    plain = again(words).text
    curly = words.replace('"', "”").replace("'", "’")
    tabs = "\n".join("\t" * ((len(row) - len(row.lstrip(" "))) // 2) + row.lstrip(" ") for row in words.split("\n"))
    for pasted in (curly, tabs, words.replace("\n", "\r\n"), words.replace("  ", "\u00a0\u00a0"), f"\n{words}\n"):
        assert plain and again(pasted).text == plain


def test_an_open_flow_gives_way_to_a_pasted_telling() -> None:
    current = 'flow "Other"\non manual\nstop\n'
    found = draft(told(STORY), CATALOG, current_flow=current, today=TODAY)
    assert found.text == again(told(STORY)).text
    (edit,) = found.edits
    assert (edit.span.start, edit.span.end, edit.text) == (0, len(current), found.text)


def test_a_sentence_in_other_words_is_heard_as_a_request_and_said_to_be_so() -> None:
    words = told(STORY).replace('Add the tag "no-reply" to the contact.', "tell me that nobody answered")
    found = again(words)
    assert 'people.notify(person: @me, message: "Nobody answered")' in found.text
    assert "crm.add_tags(" not in found.text and not found.questions
    assert [one.text for one in found.assumptions if "tell me that nobody answered" in one.text]


def test_a_sentence_nobody_understands_is_asked_about_and_the_answer_is_put_there() -> None:
    words = told(STORY).replace("Wait 3 days.", "Banana fishes.")
    found = again(words)
    (question,) = found.questions
    assert "Banana fishes." in question.text and "wait 3 days" not in found.text and "gmail.send(" in found.text
    turns = (Turn("user", words), Turn("copilot", question.text))
    for answer, rows in (("Wait 9 days.", ["  wait 9 days"]), ("Leave it out", [])):
        after = draft(answer, CATALOG, turns, today=TODAY)
        assert not after.questions
        assert [row for row in after.text.splitlines() if row not in found.text.splitlines()] == rows


def test_what_this_workspace_does_not_have_is_left_out_and_asked_about() -> None:
    found = again(told(STORY).replace('"Outbound v2"', '"Nowhere"'))
    (question,) = found.questions
    assert "There is no email template `Nowhere`." in question.text
    assert "gmail.send(" not in found.text and "wait for email.replied" in found.text
    assert not compile(found.text, CATALOG).errors


def test_a_step_put_in_by_hand_may_use_another_tool() -> None:
    words = told(STORY).replace("    Wait 3 days.\n", '    Wait 3 days.\n    Post to "#sales" on Slack: "Invited".\n')
    before, after = changed_rows(told(STORY), words)
    assert not before
    assert after == ["use slack.send_message", '  slack.send_message(channel: "#sales", text: "Invited")']


def test_texts_come_back_letter_by_letter() -> None:
    for text in ('He said \\"hi\\" twice', '5\\" wide', "a [draft] of \\\\ it", 'say \\"', "“curly”", "two  blanks "):
        flow = f'flow "A"\n\non manual\n\nstop "{text}"\n'
        assert same(flow, CATALOG), text


def test_what_tools_may_do_is_said_of_one_tool_alone() -> None:
    steps = Steps(Flow(""), None, CATALOG)
    said = [permission(tool, steps) for tool in CATALOG.tools]
    assert len(set(said)) == len(said)


# ---------------------------------------------------------------------- hostile, half-finished, and not ours

READBACKS = [told(file.read_text("utf-8")) for file in TEMPLATES]


def compiles(words: str, catalog: Catalog = CATALOG) -> None:
    found = draft(words, catalog, today=TODAY)
    assert not found.text or not compile(found.text, catalog).errors


@pytest.mark.parametrize("seed", range(60))
def test_half_finished_tellings_never_raise_and_never_give_what_does_not_compile(seed: int) -> None:
    dice = random.Random(seed)
    rows = dice.choice(READBACKS).split("\n")
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(rows))
        match dice.randrange(5):
            case 0:
                del rows[at:]
            case 1:
                del rows[at]
            case 2:
                rows[at] = rows[at][: dice.randrange(len(rows[at]) + 1)]
            case 3:
                rows.insert(dice.randrange(len(rows)), rows[at])
            case _:
                rows[at] = " " * dice.randrange(9) + rows[at].strip()
        rows = rows or ["When you start it:"]
    compiles("\n".join(rows))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(READBACKS), st.integers(0, 4_000), st.text("\"[]\\'(){}:@.,\n\t “”\u0000ab", max_size=6))
def test_signs_put_anywhere_never_raise(words: str, at: int, signs: str) -> None:
    compiles(words[: at % len(words)] + signs + words[at % len(words) :])


@pytest.mark.parametrize(
    "rest",
    [
        '  Wait 3 days.\n' * 400,
        "  If " + "either " * 300 + "the contact's title is yes:\n",
        "  Set x to " + "(" * 500 + "1" + ")" * 500 + ".\n",
        "  Keep " + " or ".join(["the a's b"] * 120) + ".\n",
        '  Keep "' + "[" * 800 + ".\n",
        "  Find contacts whose " + " and whose ".join(["title is not empty"] * 60) + ".\n",
        "  Email the contact" + " with the subject" * 80 + ".\n",
    ],
    ids=["many", "either", "brackets", "or", "holes", "and", "with"],
)  # fmt: skip
def test_hostile_tellings_take_no_longer_than_seconds(rest: str) -> None:
    began = time.process_time()
    compiles(f"Goal: x\nWhen you start it (contact):\n{rest}May send email.\n")
    assert time.process_time() - began < 20


def test_what_people_ask_for_is_not_taken_for_a_telling() -> None:
    for file in CORPORA:
        assert not [one.id for one in scenarios(file) if looks_told(one.english)]
    for request in ("When a deal is won:\n- email the contact\n- tell me", "Every Monday:\nfind deals\nremind me"):
        assert "¤" not in draft(request, CATALOG, today=TODAY).text


def test_asking_the_reader_first_costs_an_ordinary_request_next_to_nothing() -> None:
    requests = [one.english for file in CORPORA for one in scenarios(file)]
    began = time.process_time()
    for request in requests:
        assert reread(request, CATALOG) is None
    assert (time.process_time() - began) / len(requests) < 0.002


def test_a_request_that_begins_like_ours_costs_a_small_part_of_what_hearing_it_costs() -> None:
    request = "When a contact is created:\n  email them\n  wait 3 days\n"
    assert reread(request, CATALOG) is None
    ways = (lambda: reread(request, CATALOG, lambda words: []), lambda: draft(request, CATALOG, today=TODAY))
    reading, drafting = (min(seconds(way) for _ in range(15)) for way in ways)
    assert reading < drafting / 3


def seconds(way: Callable[[], object]) -> float:
    """CPU seconds that something takes."""
    began = time.process_time()
    way()
    return time.process_time() - began


def test_that_a_list_is_known_is_not_that_something_is_in_it() -> None:
    flow = 'flow "A"\n\non contact.created\n\nif {}\n  stop\nend\n'
    known, some = (told(flow.format(f"@contact.{what}")) for what in ("tags exists", "tags[0] exists"))
    assert "If the contact's tags are known:" in known and known != some
    assert same(flow.format("@contact.tags exists"), CATALOG) and same(flow.format("@contact.tags[0] exists"), CATALOG)
