"""An office for tests: the real operations behind the real door, on a free port of this machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import msgspec

from sayso.api import Desk, make_app, serve
from sayso.api.behind import Behind
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.operations.tokens import make_token
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.operations.scenes import people

ONE, TWO = "/api/workspaces/one", "/api/workspaces/two"


class Office(msgspec.Struct):
    """A play whose workspace `one` a program may ask; `token` is its own."""

    play: Play
    desk: Desk
    client: httpx2.AsyncClient
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def ask(self, method: str, path: str, body: Any = None, **how: Any) -> httpx2.Response:
        """Ask about workspace `one`."""
        headers = {**self.headers, **how.pop("headers", {})}
        path = path if path.startswith("/api") else ONE + path
        return await self.client.request(method, path, json=body, headers=headers, **how)

    async def get(self, path: str, status: int = 200, **how: Any) -> Any:
        return self._read(await self.ask("GET", path, **how), status)

    async def post(self, path: str, body: Any = None, status: int = 200, **how: Any) -> Any:
        return self._read(await self.ask("POST", path, {} if body is None else body, **how), status)

    def _read(self, answer: httpx2.Response, status: int) -> Any:
        assert answer.status_code == status, answer.text
        return answer.json()


async def _ready() -> tuple[bool, dict[str, str]]:
    return True, {"database": "ok"}


@asynccontextmanager
async def open_office(url: str, count: int = 3, **how: Any) -> AsyncIterator[Office]:
    """The office, open, and its client. Workspace `two` is there too."""
    house = House(records=people(count), workspaces=("one", "two"))
    async with playing(url, house) as play:
        desk = Desk(play.door, **how)
        token = await make_token(play.door, "one", "me", "test")
        async with served(play, desk) as client:
            yield Office(play, desk, client, token)


@asynccontextmanager
async def served(play: Play, desk: Desk) -> AsyncIterator[httpx2.AsyncClient]:
    """A desk behind its door, and a client that knows its address."""
    app = make_app(Behind(play.door, Metrics(), _ready), desk=desk)
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(app, "127.0.0.1", 0, ready.set_result, stop, 2, desk.close))
    port = await asyncio.wait_for(ready, 10)
    try:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20, trust_env=False) as client:
            yield client
    finally:
        stop.set()
        await asyncio.wait_for(serving, 10)
