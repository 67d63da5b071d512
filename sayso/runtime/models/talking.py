"""Speaks with an endpoint: one chat completion, streamed, tried again once where it is busy. The only module that
knows the `openai` package. What goes wrong becomes one of two things: `NotTaken`, or `Out` with why.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import httpx2
import openai
from openai import AsyncOpenAI, DefaultAsyncHttpxClient, omit

from sayso.copilot.model.task import Message
from sayso.runtime.models.out import NotTaken, Out
from sayso.runtime.models.settings import ModelSettings
from sayso.runtime.models.stream import CutOff, Nonsense, Said, gathered

ATTEMPTS: Final = 2
LONGEST_PAUSE: Final = 10.0
"""Seconds; an endpoint that wants a longer pause is out."""
BETWEEN: Final = 0.5
"""Seconds between two attempts where nothing else was said."""
NO_KEY: Final = "none"
"""What is sent where the endpoint needs no key: the package insists on one."""

Pause = Callable[[float], Awaitable[None]]


async def talk(
    settings: ModelSettings, messages: Sequence[Message], more: dict[str, Any], told: Callable[[int], None],
    pause: Pause = asyncio.sleep,
) -> Said:  # fmt: skip
    """What the model says to these messages; `more` are the fields that hold it to the language."""
    async with await asyncio.to_thread(_client, settings) as client:
        for attempt in range(ATTEMPTS):
            try:
                return await _once(client, settings, messages, more, told)
            except openai.APIStatusError as problem:
                await pause(_pause(problem, attempt))
            except (openai.APITimeoutError, httpx2.TimeoutException):
                raise Out("did not answer in time") from None
            except openai.APIConnectionError:
                if attempt == ATTEMPTS - 1:
                    raise Out("cannot be reached") from None
                await pause(BETWEEN)
            except httpx2.HTTPError:
                raise Out("was cut off in the middle of its answer") from None
            except (Nonsense, CutOff) as problem:
                raise Out(str(problem)) from None
            except (openai.OpenAIError, ValueError):
                raise Out("answered in a way that cannot be read") from None
    raise AssertionError("the last attempt returns or raises")


def _client(settings: ModelSettings) -> AsyncOpenAI:
    """A client for one talk. It follows no redirect, which would take the key along, and takes nothing from the
    environment but what the settings name."""
    return AsyncOpenAI(
        api_key=settings.key.get_secret_value() or NO_KEY, base_url=settings.url, max_retries=0,
        timeout=settings.timeout,
        default_headers={"Accept-Encoding": "identity"},
        http_client=DefaultAsyncHttpxClient(follow_redirects=False, trust_env=False),
    )  # fmt: skip


async def _once(
    client: AsyncOpenAI, settings: ModelSettings, messages: Sequence[Message], more: dict[str, Any],
    told: Callable[[int], None],
) -> Said:  # fmt: skip
    asked: list[Any] = [{"role": one.role, "content": one.content} for one in messages]
    create = client.chat.completions.with_streaming_response.create
    async with create(
        model=settings.model, messages=asked, stream=True, max_completion_tokens=settings.tokens,
        stream_options={"include_usage": True},
        extra_headers={"OpenAI-Organization": omit, "OpenAI-Project": omit},
        **more,
    ) as response:  # fmt: skip
        streams = response.headers.get("content-type", "").startswith("text/event-stream")
        return await gathered(response.iter_bytes(), streams, told)


def _pause(problem: openai.APIStatusError, attempt: int) -> float:
    """So many seconds until it is tried again; raises where that is of no use."""
    status = problem.status_code
    if status in (400, 415, 422):
        raise NotTaken(f"refused the request ({status})") from None
    if status in (401, 403):
        raise Out("does not take the key") from None
    if status == 404:
        raise Out("is not at this address") from None
    if status != 429 and status < 500:
        raise Out(f"refused the request ({status})") from None
    told = "is too busy" if status == 429 else f"has broken down ({status})"
    seconds = _seconds(problem.response.headers.get("retry-after", ""))
    if attempt == ATTEMPTS - 1 or seconds > LONGEST_PAUSE:
        raise Out(told) from None
    return seconds


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 9 else BETWEEN
