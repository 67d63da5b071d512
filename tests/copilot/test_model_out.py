"""A model that is out, over real HTTP: every failure is one sentence, in bounded time and space."""

import asyncio
import itertools
from typing import Any

import msgspec
import pytest

from tests.copilot.asking_models import (
    TASK,
    ask,
    why_out,
)
from tests.copilot.fake_model import (
    CUT,
    FLOW,
    Answer,
    chunk,
    ended,
    event,
    fails,
    fake_model,
    head,
    raw,
    says,
)

CUT_OFF = "was cut off in the middle of its answer"
TOO_LONG = "was cut off: its answer is longer than it may be"
UNREADABLE = "answered in a way that cannot be read"


@pytest.mark.parametrize(
    ("answer", "why", "times"),
    [
        (fails("401 Unauthorized"), "does not take the key", 1),
        (fails("404 Not Found"), "is not at this address", 1),
        (fails("400 Bad Request"), "refused the request (400)", 1),
        (fails("429 Too Many Requests", Retry_After="2"), "is too busy", 2),
        (fails("429 Too Many Requests", Retry_After="3600"), "is too busy", 1),
        (fails("500 Internal Server Error"), "has broken down (500)", 2),
        (fails("302 Found", Location="http://127.0.0.1:1/"), "refused the request (302)", 1),
        (raw(event(chunk(delta={"content": "flow"}))), CUT_OFF, 1),
        (raw(event(chunk(delta={"content": "flow"})), b"data: [DONE]\n\n"), CUT_OFF, 1),
        (raw(event(chunk(delta={"content": FLOW})), *ended("length")), TOO_LONG, 1),
        (raw(event(chunk(delta={"content": FLOW})), *ended("content_filter")), "refused to answer", 1),
        (raw(event(chunk(delta={"refusal": "No."})), *ended()), "refused to answer", 1),
        (raw(b"data: {not json\n\n"), UNREADABLE, 1),
        (raw(b'data: {"choices": [{"delta": {"content": "\xff\xfe"}}]}\n\n'), UNREADABLE, 1),
        (raw(b"data: " + b"[" * 100_000 + b"\n\n"), UNREADABLE, 1),
        (raw(b'data: {"choices": 7}\n\n'), UNREADABLE, 1),
        (raw(event({"error": {"message": "overloaded"}})), "reported an error in the middle of its answer", 1),
        (raw(b""), CUT_OFF, 1),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)  # fmt: skip
async def test_what_goes_wrong_is_said(answer: Answer, why: str, times: int) -> None:
    async with fake_model(answer) as model:
        assert await why_out(model.models(grammar="plain")) == why
    assert len(model.asked) == times


async def test_a_busy_endpoint_is_asked_again_after_the_time_it_names() -> None:
    async with fake_model(fails("429 Too Many Requests", Retry_After="2"), says(FLOW)) as model:
        assert (await ask(model.models(grammar="plain"))).proposal.text == FLOW
    assert model.pauses == [2.0]


async def test_a_line_that_breaks_is_a_cut_answer() -> None:
    chunked = [head(Transfer_Encoding="chunked"), b"5\r\ndata:\r\n", CUT]
    async with fake_model(lambda asked: iter(chunked)) as model:
        assert await why_out(model.models(grammar="plain")) == CUT_OFF


async def test_nobody_at_the_address() -> None:
    async with fake_model() as model:
        models = model.models(url="http://127.0.0.1:1/v1")
        assert await why_out(models) == "cannot be reached"


async def test_an_answer_that_does_not_come_is_not_waited_for() -> None:
    never = asyncio.Event()
    async with fake_model(raw(event(chunk(delta={"content": "flow"})), never)) as model:
        assert await why_out(model.models(grammar="plain", timeout=0.3)) == "did not answer within 0.3 seconds"
        never.set()


@pytest.mark.parametrize(
    "piece", [event(chunk(delta={"content": "wait 5 days\n" * 50})), b": x\n" * 5_000, b"x" * 9_999]
)
async def test_an_answer_without_end_is_ended(piece: bytes) -> None:
    def endless(asked: Any) -> Any:
        yield head()
        yield from itertools.repeat(piece)

    async with fake_model(endless) as model:
        assert await why_out(model.models(grammar="plain")) == "wrote without end"


async def test_too_many_questions_a_minute_are_not_asked() -> None:
    async with fake_model() as model:
        models = model.models(per_minute=2)
        for number in range(2):
            await ask(models, msgspec.structs.replace(TASK, request=f"wait {number}"))
        assert "2 times a minute" in await why_out(models)
        await models.ask("two", TASK, "x", lambda progress: None)
    assert len(model.asked) == 3
