"""The model engine over real HTTP: every way to be held to the language, repairs, changes."""

import itertools
import json
from datetime import date
from typing import Any

import msgspec
import pytest

from sayso.compiler import compile
from sayso.copilot.model.choosing import SCHEMA, answer_grammar
from sayso.copilot.proposal import Turn
from sayso.dsl.splice import spliced
from sayso.runtime.models.models import Progress
from tests.copilot.asking_models import (
    BROKEN,
    CATALOG,
    FORBIDDEN,
    NARROW,
    REQUEST,
    TASK,
    ask,
    grammar_of,
    why_out,
)
from tests.copilot.decoding_models import TEXTS
from tests.copilot.fake_model import (
    FLOW,
    KEY,
    MARKED,
    Answer,
    FakeModel,
    as_json,
    fake_model,
    head,
    says,
    takes_no,
)

# ------------------------------------------------------------------ how it is held to the language


@pytest.mark.parametrize("way", ["tools", "guided", "schema", "plain"])
async def test_a_flow_is_written_by_every_way(way: str) -> None:
    text = as_json(MARKED) if way == "schema" else MARKED
    async with fake_model(says(text)) as model:
        made = await ask(model.models(grammar=way))
    (asked,) = model.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.body["stream"] is True and asked.body["model"] == "fake-1"
    assert (asked.grammar is not None) == (way in ("tools", "guided"))
    assert ("response_format" in asked.body) == (way == "schema")
    assert made.proposal.text == FLOW
    assert (made.read, made.written) == (900, 70)
    assert made.proposal.engine == "By fake-1: 1 credit"


async def test_what_was_heard_assumed_and_left_out_is_told() -> None:
    async with fake_model(says(MARKED)) as model:
        proposal = (await ask(model.models(grammar="plain"))).proposal
    told = [(REQUEST[one.start : one.end], one.became, one.address) for one in proposal.heard]
    assert told == [
        ("wait five days", "step", (0,)), ("tell me", "step", (1,)), ("and grumble the flanges", "not used", None),
    ]  # fmt: skip
    (assumed,) = proposal.assumptions
    assert (assumed.text, assumed.address) == ("five days of all kinds", (0,))
    assert [one.title for one in assumed.alternatives] == ["5 business days", "1 week"]
    for other in assumed.alternatives:
        assert not compile(spliced(proposal.text, list(other.edits)), CATALOG).errors
    assert proposal.readback and "Never more than" in proposal.bounds


async def test_words_that_no_mark_covers_were_not_used_whatever_the_model_says() -> None:
    lying = FLOW.replace("wait 5", "# heard: everything you said and more\nwait 5")
    async with fake_model(says(lying)) as model:
        proposal = (await ask(model.models(grammar="plain"))).proposal
    assert [one.became for one in proposal.heard] == ["not used"]
    assert "grumble the flanges" in REQUEST[proposal.heard[0].start : proposal.heard[0].end]


async def test_words_said_twice_are_two_stretches_and_no_stretch_becomes_two_things() -> None:
    twice = FLOW.replace("wait", "# heard: tell me\n# heard: tell me\n# heard: tell me\n# not used: then tell\nwait")
    async with fake_model(says(twice)) as model:
        task = msgspec.structs.replace(TASK, request="tell me, then TELL  me")
        proposal = (await ask(model.models(grammar="plain"), task)).proposal
    assert [(one.start, one.end, one.became) for one in proposal.heard] == [(0, 7, "step"), (14, 22, "step")]


async def test_a_model_may_only_ask() -> None:
    asks = "# ask: Which list? | Leads | Customers\n# heard: grumble the flanges\n"
    async with fake_model(says(asks)) as model:
        proposal = (await ask(model.models(grammar="tools"))).proposal
    assert proposal.text == "" and proposal.questions[0].answers == ("Leads", "Customers")
    assert "question" in {one.became for one in proposal.heard}


@pytest.mark.parametrize(
    ("refused", "ways"),
    [((), ["tools"]), (("tools",), ["tools", "schema"]), (("tools", "response_format"), ["tools", "schema", "plain"])],
)
async def test_an_endpoint_that_takes_no_grammar_is_asked_another_way_and_that_is_remembered(
    refused: tuple[str, ...], ways: list[str]
) -> None:
    def answer(asked: Any) -> Any:
        return says(as_json(FLOW) if "response_format" in asked.body else FLOW)(asked)

    async with fake_model(takes_no(*refused, then=answer)) as model:
        models = model.models()
        await ask(models)
        await ask(models, msgspec.structs.replace(TASK, request="again"))
    assert [way_of(asked.body) for asked in model.asked] == [*ways, ways[-1]]


def way_of(body: dict[str, Any]) -> str:
    return "tools" if "tools" in body else "schema" if "response_format" in body else "plain"


def test_the_schema_is_one_that_strict_endpoints_take() -> None:
    assert set(SCHEMA["required"]) == set(SCHEMA["properties"])
    assert SCHEMA["additionalProperties"] is False


async def test_an_endpoint_that_does_not_stream_is_read_too() -> None:
    document = {"choices": [{"message": {"role": "assistant", "content": FLOW}, "finish_reason": "stop"}]}
    answer: Answer = lambda asked: iter([head(kind="application/json"), json.dumps(document).encode()])  # noqa: E731
    async with fake_model(answer) as model:
        assert (await ask(model.models(grammar="plain"))).proposal.text == FLOW


async def test_progress_is_told_while_it_writes() -> None:
    told: list[Progress] = []
    async with fake_model(says(BROKEN), says(FLOW)) as model:
        await ask(model.models(grammar="plain"), told=told.append)
    stages = [stage for stage, _ in itertools.groupby(told, key=lambda one: one.stage)]
    assert stages == ["asking", "writing", "checking", "repairing", "writing", "checking"]
    assert max(one.letters for one in told) == len(FLOW) and told[-1].repair == 1


# ------------------------------------------------------------------ the grammar


@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith("sayso/templates/")])
def test_the_grammar_takes_every_template(name: str) -> None:
    assert grammar_of(None).stops_at(TEXTS[name]) is None


def test_the_grammar_that_is_sent_lets_no_forbidden_tool_through() -> None:
    narrow = grammar_of(NARROW.policy.allowed)
    assert narrow.writes(FLOW) and narrow.writes(MARKED)
    stop = narrow.stops_at(FORBIDDEN)
    assert stop == FORBIDDEN.index("http.request")
    assert grammar_of(None).writes(FORBIDDEN)


def test_a_model_that_only_asks_keeps_to_the_grammar() -> None:
    assert grammar_of(None).writes("# ask: Which list? | Leads | Customers\n")
    assert not grammar_of(None).writes("Which list?\n")


async def test_the_grammar_is_narrowed_to_the_workspace() -> None:
    async with fake_model() as model:
        await ask(model.models(), msgspec.structs.replace(TASK, catalog=NARROW))
    assert model.asked[0].grammar == answer_grammar(NARROW)
    rules = model.asked[0].messages[0][1]
    assert "people.notify(" in rules and "http.request" not in rules and "gmail.send" not in rules


# ------------------------------------------------------------------ repairs


async def test_findings_go_back_and_what_is_mended_is_shown() -> None:
    async with fake_model(says(BROKEN), says(FLOW)) as model:
        assert (await ask(model.models(grammar="plain"))).proposal.text == FLOW
    back = model.asked[1].messages
    assert [role for role, _ in back] == ["system", "user", "user", "assistant", "user"]
    assert back[3][1] == BROKEN
    assert "`people.notify` is not among the tools this flow may use" in back[4][1]


async def test_after_three_repairs_the_model_is_out() -> None:
    async with fake_model(says(BROKEN)) as model:
        assert await why_out(model.models(grammar="plain")) == "wrote no flow that may be shown"
    assert len(model.asked) == 4


@pytest.mark.parametrize(
    "nonsense",
    ["", "I'm sorry, I can't do that.", "flow", "{}", "\x00\x01", "```\n```", "# ask: \n", 'flow "A"\n\non manual\n'],
)
async def test_what_is_no_flow_is_asked_for_again(nonsense: str) -> None:
    async with fake_model(says(nonsense), says(FLOW)) as model:
        assert (await ask(model.models(grammar="plain"))).proposal.text == FLOW


@pytest.mark.parametrize("nonsense", ["[]", "null", '{"flow": 1}', "not json", "[" * 5_000, '{"flow": "\\ud800"}'])
async def test_what_is_not_of_the_shape_is_asked_for_again(nonsense: str) -> None:
    async with fake_model(says(nonsense), says(as_json(FLOW))) as model:
        assert (await ask(model.models(grammar="schema"))).proposal.text == FLOW


async def test_a_fenced_flow_is_taken_out_of_its_fence() -> None:
    async with fake_model(says(f"```flow\n{FLOW}```\n")) as model:
        assert (await ask(model.models(grammar="plain"))).proposal.text == FLOW


# ------------------------------------------------------------------ changes


CURRENT = """flow "Tell me"

on manual
use people.notify   # mine

# three are enough
wait   3 days
people.notify(@me,   "Done")   # as she wants it

test "it tells"
  expect people.notify once
end
"""


async def test_a_change_leaves_every_other_byte_alone() -> None:
    task = msgspec.structs.replace(TASK, request="wait 5 days, not 3", current_flow=CURRENT)
    async with fake_model(says(FLOW)) as model:
        proposal = (await ask(model.models(grammar="plain"), task)).proposal
    assert proposal.text == CURRENT.replace("wait   3 days", "wait 5 days")
    assert spliced(CURRENT, list(proposal.edits)) == proposal.text and len(proposal.edits) == 1
    assert CURRENT in json.loads(model.asked[0].messages[1][1].partition(": ")[2])["current flow"]


async def test_an_addition_adds_only_its_part() -> None:
    more = FLOW.replace("use people.notify", "use people.notify, crm.create_task") + 'crm.create_task(title: "Call")\n'
    task = msgspec.structs.replace(TASK, request="add: a task", current_flow=CURRENT.replace("3 days", "5 days"))
    async with fake_model(says(more)) as model:
        proposal = (await ask(model.models(grammar="plain"), task)).proposal
    kept = [row for row in task.current_flow.splitlines() if not row.startswith("use ")]
    assert [row for row in kept if row not in proposal.text.splitlines()] == []
    assert 'crm.create_task(title: "Call")' in proposal.text and not compile(proposal.text, CATALOG).errors


# ------------------------------------------------------------------ remembered


async def test_an_answer_is_remembered_under_all_that_could_change_it() -> None:
    models = FakeModel().models()
    key = models.key("one", TASK)
    others = [
        msgspec.structs.replace(TASK, **change)
        for change in ({"request": "x"}, {"catalog": NARROW}, {"today": date(2026, 3, 3)}, {"current_flow": FLOW},
                       {"conversation": (Turn("user", "x"),)})
    ]  # fmt: skip
    keys = [key, models.key("two", TASK), FakeModel().models(model="other").key("one", TASK)]
    keys += [models.key("one", other) for other in others]
    assert len(set(keys)) == len(keys)
    assert models.key("one", TASK) == key
    assert models.kept(key) is None
