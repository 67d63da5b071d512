"""One port for pages and programs: what programs ask goes to the API, everything else to the pages."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any

PROGRAMS = ("/api/", "/hooks/", "/forms/", "/metrics", "/schema")
Application = Callable[[Any, Any, Any], Awaitable[None]]
Lifespan = Callable[[], AbstractAsyncContextManager[Any]]


def one_port(programs: Application, pages: Application, lifespans: Sequence[Lifespan]) -> Application:
    """Both as one application; what begins last ends first."""

    async def asked(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _live(lifespans, receive, send)
        elif scope["path"].startswith(PROGRAMS):
            await programs(scope, receive, send)
        else:
            await pages(scope, receive, send)

    return asked


async def _live(lifespans: Sequence[Lifespan], receive: Any, send: Any) -> None:
    await receive()
    async with AsyncExitStack() as stack:
        for one in lifespans:
            await stack.enter_async_context(one())
        await send({"type": "lifespan.startup.complete"})
        await receive()
    await send({"type": "lifespan.shutdown.complete"})
