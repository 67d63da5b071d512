"""A call that gives no answer is ended when its time is over; one that does answer is left alone."""

import asyncio

import pytest

from sayso.runtime.engine.patience import Patience


async def test_a_call_that_takes_too_long_is_ended() -> None:
    patience = Patience(0.05)
    with pytest.raises(TimeoutError):
        async with patience.for_a_call():
            await asyncio.sleep(30)


async def test_a_call_in_time_is_left_alone() -> None:
    patience = Patience(5)
    async with patience.for_a_call():
        await asyncio.sleep(0.01)


async def test_a_cancel_from_outside_stays_a_cancel() -> None:
    patience = Patience(5)

    async def calling() -> None:
        async with patience.for_a_call():
            await asyncio.sleep(30)

    task = asyncio.create_task(calling())
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
