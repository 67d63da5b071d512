"""Suggestions while somebody types: they fit the place, can be taken with one key, say why, and are always the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso
from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.copilot.suggesting.english import suggest_english
from sayso.copilot.suggesting.habits import Habits
from sayso.copilot.suggesting.shapes import Suggestion, applied
from sayso.copilot.suggesting.sites import Reading
from sayso.copilot.suggesting.suggest import MOST, Suggester
from sayso.dsl.flow import Flow
from sayso.dsl.parse import parse

CATALOG = standard_catalog()
TEMPLATES = Path(sayso.__file__).parent / "templates"
FLOWS = {path.stem: path.read_text("utf-8") for path in sorted(TEMPLATES.glob("*.flow"))}
HEAD = 'flow "A"\non contact.created\nuse gmail.send at most 20 per day\nuse crm.create_task, web.search\n'


def read(text: str) -> Flow:
    flow = parse(text).flow
    assert flow is not None
    return flow


HABITS = Habits(CATALOG).learn(read(text) for text in FLOWS.values())


def at(typed: str) -> tuple[str, int]:
    """A text and the caret's place in it, written as `|`."""
    whole = HEAD + typed
    return whole.replace("|", ""), whole.index("|")


def suggested(typed: str) -> list[Suggestion]:
    return list(Suggester(HABITS, CATALOG).suggest(*at(typed)))


def labels(typed: str) -> list[str]:
    return [one.label for one in suggested(typed)]


def taken(typed: str, label: str) -> str:
    """The text once a suggestion was taken."""
    text, _ = at(typed)
    return applied(text, next(one for one in suggested(typed) if one.label == label))


def problems(text: str) -> set[str]:
    return {one.slug for one in compile(text, CATALOG).errors}


# ---------------------------------------------------------------------- the next step


def right(header: bool) -> tuple[int, int, int, int]:
    """How many of the steps of the bundled flows are among the first three, and how many of those that call a tool,
    when the flow itself was not learned from."""
    found = [0, 0, 0, 0]
    flows = {name: read(text) for name, text in FLOWS.items()}
    for name, flow in flows.items():
        habits = Habits(CATALOG).learn(other for called, other in flows.items() if called != name)
        reading = Reading(flow, CATALOG)
        listed = [tool for use in flow.uses for tool in use.tools]
        for address, token in reading.tokens.items():
            three = habits.next(reading.site(address), listed, header)[:3]
            assert all(one.reason.endswith(".") and len(one.reason) > 20 for one in three)
            hit, tool = token in [one.token for one in three], "." in token or token.startswith("send ")
            found = [found[0] + hit, found[1] + 1, found[2] + (hit and tool), found[3] + tool]
    return found[0], found[1], found[2], found[3]


def test_the_hidden_step_is_among_three(capsys: pytest.CaptureFixture[str]) -> None:
    """Each statement of each bundled flow hidden, learned from the others alone: with what the header lists, and, as a
    lower measure, without."""
    hits, steps, tools, calls = right(True)
    bare, _, bare_tools, _ = right(False)
    with capsys.disabled():
        print(f"\nnext step among three: {hits / steps:.1%} of {steps} steps, {tools / calls:.1%} of {calls} calls; "
              f"without the header {bare / steps:.1%} and {bare_tools / calls:.1%}")  # fmt: skip
    assert hits / steps >= 0.7
    assert tools / calls >= 0.7
    assert bare / steps >= 0.55


def test_a_step_that_is_missing_is_known_by_the_name_it_would_set() -> None:
    found = suggested("|\nif first(@news).title exists\n  stop\nend")
    assert found[0].label in ("web.search", "crm.create_task", "gmail.send")
    assert "web.search" in [one.label for one in found[:3]]


def test_a_step_is_written_out_with_what_is_in_reach_and_compiles_but_for_what_is_left_to_decide() -> None:
    text = taken("gm|", "gmail.send")
    assert 'gmail.send(to: @contact, template: todo "which template?")' in text
    assert problems(text) == {"still-to-decide"}
    assert problems(taken("|\n", "wait for email.replied where @email.from == @contact.email at most 7 days")) == set()


def test_a_tool_that_is_new_to_the_flow_brings_its_line() -> None:
    text = taken("let @x = 1\ncrm.add_t|", "crm.add_tags")
    assert "use crm.create_task, web.search, crm.add_tags\n" in text
    assert problems(text) == {"still-to-decide"}


# ---------------------------------------------------------------------- what may stand here


@pytest.mark.parametrize(
    ("typed", "label", "clean"),
    [
        ('gmail.send(to: @contact, template: "|', "Case study", True),
        ("gmail.send(to: @c|", "@contact", True),
        ("gmail.send(|", "@contact", True),
        ("gmail.send(to: @contact, te|", "template:", False),
        ('crm.add_tags(@contact, ["|', "nurture", True),
        ("crm.create_task(title: \"Call @contact.fu|", "@contact.fullName", True),
        ("if @contact.ema|", "@contact.email", True),
        ("if @contact.ema|\n  stop\nend", "@contact.email", True),
        ("hand off to |", "@me", True),
        ("ask @us|", "@user.salesRep", False),
        ("wait for em|", "email.replied", True),
        ("let @company = @contact.company.na|", "@contact.company.name", True),
        ("let @people = [@contact]\nfor each @one in @|", "@people", True),
    ],
)  # fmt: skip
def test_what_is_completed_can_be_read_and_compiles(typed: str, label: str, clean: bool) -> None:
    assert label in labels(typed)[:6]
    text = taken(typed, label)
    assert parse(text).flow is not None
    if clean:
        assert problems(text) == set(), text


def test_only_what_is_in_reach_there_is_offered() -> None:
    here = "let @first = 1\nif true\n  let @inner = 2\n  @|\nend\nlet @later = 3"
    offered = labels(here.replace("  @|", "  let @x = @|"))
    assert "@first" in offered and "@inner" in offered
    assert "@later" not in offered and "@x" not in offered
    items = "for each @item in [1, 2]\n  let @x = @item\nend\nlet @y = @|"
    assert "@item" not in labels(items)


def test_tools_of_the_header_and_its_triggers_are_offered() -> None:
    offered = [one.label for one in Suggester(HABITS, CATALOG).suggest('flow "A"\non manual\nuse gm', 26)]
    assert "gmail.send" in offered
    events = [one.label for one in Suggester(HABITS, CATALOG).suggest('flow "A"\non con', 15)]
    assert "contact.created" in events


def test_a_text_or_a_comment_is_left_alone() -> None:
    assert suggested('gmail.send(to: @contact, subject: "Hello |') == []
    assert suggested("# gm|") == []


def places() -> Iterator[tuple[str, str, int]]:
    """Many places of the bundled flows: after each row, and in the middle of it."""
    for name, text in list(FLOWS.items())[::4]:
        for row, line in enumerate(text.split("\n")):
            start = sum(len(one) + 1 for one in text.split("\n")[:row])
            yield f"{name}:{row}", text, start + len(line)
            yield f"{name}:{row}½", text, start + len(line) // 2


def test_whatever_is_taken_the_text_can_still_be_read() -> None:
    broken, count = [], 0
    suggesters = {text: Suggester(HABITS, CATALOG) for text in FLOWS.values()}
    for where, text, caret in places():
        found = suggesters[text].suggest(text, caret)
        assert len(found) <= MOST
        for one in found[:4]:
            count += 1
            after = parse(applied(text, one))
            if after.flow is None or any(finding.slug == "cannot-read" for finding in after.diagnostics):
                broken.append(f"{where} {one.label}")
            assert one.reason and one.detail and one.label
    assert count > 200
    assert broken == []


def test_the_same_place_gives_the_same_list_whatever_was_typed_before() -> None:
    one = Suggester(HABITS, CATALOG)
    text, caret = at("gmail.send(to: @c|")
    first = one.suggest(text, caret)
    one.suggest(*at("wait 2 days\n|"))
    one.suggest(*at("let @x = @contact.|"))
    assert one.suggest(text, caret) == first == Suggester(HABITS, CATALOG).suggest(text, caret)


def test_what_a_workspace_does_itself_counts() -> None:
    own = 'flow "Own {n}"\non contact.created\nuse crm.add_tags\ncrm.add_tags(@contact, ["customer"])\nstop "done"\n'
    habits = Habits(CATALOG).learn(read(own.replace("{n}", str(n))) for n in range(6))
    text = 'flow "A"\non contact.created\nuse crm.add_tags\ncrm.add_tags(@contact, ["nurture"])\n'
    found = Suggester(habits, CATALOG).suggest(text, len(text))
    assert found[0].label == 'stop "nothing to do"'
    assert found[0].reason == "6 of 6 times, flows that just add tags in the CRM stop there."


# ---------------------------------------------------------------------- English


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("When a con", "a contact is created"),
        ("Email them with the template Out", "Outbound v2"),
        ("add the tag nur", "nurture"),
        ("hand it over to @Sar", "@Sarah Lind"),
        ("When a contact is created, sen", "send email through Gmail"),
    ],
)
def test_english_is_completed_with_names_of_the_workspace(typed: str, label: str) -> None:
    found = suggest_english(typed, len(typed), HABITS, CATALOG)
    assert label in [one.label for one in found][:4]
    assert applied(typed, found[0]).startswith(typed[: len(typed) - 12].rstrip("@ "))


def test_english_goes_on_with_what_flows_usually_do() -> None:
    typed = "Find contacts, invite them on LinkedIn, then "
    found = suggest_english(typed, len(typed), HABITS, CATALOG)
    assert "wait 2 days" in [one.label for one in found]
    assert all(one.reason.endswith(".") for one in found)
    assert found == suggest_english(typed, len(typed), HABITS, CATALOG)
