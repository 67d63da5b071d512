"""Serves an application on a port until it is told to stop; then finishes what is under way, within so many seconds.

Signals are the caller's affair.
"""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from typing import Any, Final

import uvicorn

from sayso.api.wire import Wire, bounded

_MOST: Final = 1_000
"""So many requests at once; more are told to come back."""
_LONGEST_MESSAGE: Final = 1_000_000
"""Bytes of a message that comes in over a WebSocket, such as a text that was pasted; a longer one closes it."""


class PortTaken(OSError):
    """Nobody can listen there: the sentence says where and why."""


async def serve(
    app: Any,
    host: str,
    port: int,
    on_ready: Callable[[int], None],
    stop: asyncio.Event | None = None,
    within: int = 10,
    leaving: Callable[[], None] = lambda: None,
) -> None:
    """Serve until `stop` is set or the task is cancelled; `on_ready` gets the port (a free one where 0 was asked).

    Requests under way have `within` seconds to end; `leaving` is called before, to end those without end. Raises
    `PortTaken`.
    """
    listening = _listen(host, port)
    config = uvicorn.Config(
        bounded(app, _MOST),
        http=Wire,
        ws="websockets-sansio",
        ws_max_size=_LONGEST_MESSAGE,
        ws_per_message_deflate=False,
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=within,
    )
    server = _Server(config, lambda: on_ready(listening.getsockname()[1]))
    try:
        await _until_stopped(server, listening, stop or asyncio.Event(), leaving)
    finally:
        listening.close()


async def _until_stopped(
    server: "_Server", listening: socket.socket, stop: asyncio.Event, leaving: Callable[[], None]
) -> None:
    serving = asyncio.ensure_future(server.serve([listening]))
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        leaving()
        server.should_exit = True
        await asyncio.shield(serving)


def _listen(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as problem:
        told = problem.strerror or "it is taken"
        raise PortTaken(f"Nobody can listen on {host}, port {port}: {told}. Choose another port.") from problem
    # Connections inherit it. Without it the second half of an answer waits 40 ms until the first is acknowledged.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


class _Server(uvicorn.Server):
    """uvicorn's server without its signal handlers, which tells when it listens."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then tell."""
        await super().startup(sockets)
        if self.started:
            self._tell()
