"""An office in a practice workspace: the real house, its practice connections and its people, behind the real door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import msgspec

from sayso.api import Desk
from sayso.runtime.operations.tokens import make_token
from tests.api.office import served
from tests.practice.playing import Fernpost, fernpost

MAIN = "/api/workspaces/main"


class Practised(msgspec.Struct):
    """A practice workspace that a program may ask; `token` is its own."""

    play: Fernpost
    client: httpx2.AsyncClient
    token: str

    async def ask(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        """Ask about it."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.client.request(method, MAIN + path, json=body, headers=headers)


@asynccontextmanager
async def practised(folder: Path, url: str) -> AsyncIterator[Practised]:
    """The office, open."""
    async with fernpost(folder / "home", url) as play:
        token = await make_token(play.door, "main", "sarah", "test")
        async with served(play, Desk(play.door)) as client:
            yield Practised(play, client, token)
