"""Connections: standard input and output, as editors start it, or a port that only this computer can reach."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from threading import Thread
from typing import BinaryIO

from pygls.io_ import StdoutWriter, run_async

from sayso.language_server.documents import ServicesOf
from sayso.language_server.protocol import Server
from sayso.language_server.server import make_server

LOOPBACK = "127.0.0.1"
CHUNK = 65_536
LONGEST_MESSAGE = 50_000_000
"""Bytes; of a longer message nothing is kept."""
NO_MESSAGE = b"{}"


class Reader:
    """Reads messages; one that is too long is passed over."""

    def __init__(self, stream: asyncio.StreamReader) -> None:
        """From a stream of bytes."""
        self._stream = stream

    async def readline(self) -> bytes:
        """A line of a message's head; "" at the end."""
        try:
            return await self._stream.readline()
        except (ValueError, ConnectionError):
            return b""

    async def readexactly(self, size: int) -> bytes:
        """A message's body; "" at the end."""
        try:
            if size <= LONGEST_MESSAGE:
                return await self._stream.readexactly(size)
            while size > 0:
                size -= len(await self._stream.readexactly(min(size, CHUNK)))
            return NO_MESSAGE
        except (asyncio.IncompleteReadError, ConnectionError):
            return b""


def serve_stdio(services_of: ServicesOf, version: str) -> int:
    """Serve the editor that started this process until it leaves; 0 if it took leave, else 1.

    What anybody prints meanwhile goes to standard error: standard output is the editor's.
    """
    _quiet()
    server = make_server(services_of, version)
    sys.stdout.flush()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server.protocol.set_writer(StdoutWriter(out))
    asyncio.run(_over_pipes(server, sys.stdin.buffer))
    return 0 if server.protocol.was_shut_down else 1


async def _over_pipes(server: Server, pipe: BinaryIO) -> None:
    stream = asyncio.StreamReader(limit=CHUNK)
    loop = asyncio.get_running_loop()

    def fed() -> None:
        while chunk := os.read(pipe.fileno(), CHUNK):
            loop.call_soon_threadsafe(stream.feed_data, chunk)
        loop.call_soon_threadsafe(stream.feed_eof)

    # A thread that ends with the process: a read that waits for the editor never keeps it alive.
    Thread(target=fed, daemon=True).start()
    await _served(server, stream)


async def _served(server: Server, stream: asyncio.StreamReader) -> None:
    """Answer messages until there are no more, or the editor leaves."""
    log = logging.getLogger("pygls")
    await run_async(server.left, Reader(stream), server.protocol, log, server.report_server_error)


def serve_tcp(services_of: ServicesOf, version: str, port: int, told: Callable[[int], None]) -> int:
    """Serve every editor that connects from this computer, until stopped; `told` hears which port it became."""
    _quiet()

    async def connected(stream: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = make_server(services_of, version)
        server.protocol.set_writer(writer)
        try:
            await _served(server, stream)
        finally:
            writer.close()

    async def listen() -> None:
        async with await asyncio.start_server(connected, LOOPBACK, port, limit=CHUNK) as listening:
            told(listening.sockets[0].getsockname()[1])
            await listening.serve_forever()

    asyncio.run(listen())
    return 0


def _quiet() -> None:
    """The library tells of every message; nobody reads it."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
