"""What a route is: a row of a table, from which the handlers, the description and the documents are made."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Literal

import msgspec

from sayso.api.programs.live import Live
from sayso.runtime.operations.door import Door

BASE = "/api/workspaces/{workspace}"
Method = Literal["GET", "POST", "PUT", "DELETE"]


class Asked(msgspec.Struct):
    """One request, read and admitted: where, in whose name, the ids of its address, its query, its body. `key` is the
    one it came with, so that it is done once; `place` is that of the last event heard; `live` tells what changes."""

    door: Door
    workspace: str
    who: str
    ids: dict[str, str]
    query: Any
    body: Any
    live: Live
    key: str | None = None
    place: str = ""


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing is asked, or told, beyond the address."""


class Streamed(msgspec.Struct):
    """An answer that is sent piece by piece; `name` is that of the file it becomes."""

    pieces: AsyncIterator[bytes]
    content_type: str
    name: str = ""


class Route(msgspec.Struct, frozen=True):
    """One route below a workspace. `example` is a body that is taken as it stands; `streams` are the content types of
    an answer that is sent piece by piece; `cached` is for how many seconds an answer is given again."""

    method: Method
    path: str
    does: Callable[[Asked], Awaitable[Any]]
    summary: str
    answer: Any
    body: Any = None
    query: type[msgspec.Struct] = Nothing
    status: int = 200
    example: dict[str, Any] | None = None
    streams: tuple[str, ...] = ()
    cached: int = 0

    @property
    def address(self) -> str:
        """The whole path, with its places in braces."""
        return BASE + self.path

    @property
    def places(self) -> list[str]:
        """The names of the path's places, without the workspace."""
        return [part[1:-1] for part in self.path.split("/") if part.startswith("{")]

    @property
    def group(self) -> str:
        """The resource it belongs to: the first word of its path."""
        return self.path.split("/")[1]
