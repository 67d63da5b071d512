"""Live changes for programs: one look at the tables a second and workspace serves everybody who listens there."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator
from typing import Final, NamedTuple

import msgspec

from sayso.api.failing import Failure
from sayso.runtime.observing.logs import log
from sayso.runtime.operations.changes import Change, Watch
from sayso.runtime.operations.door import Door

PAUSE: Final = 1.0
"""Seconds between two looks."""
HEARTBEAT: Final = 15.0
"""Seconds of silence after which a sign of life is sent."""
WINDOW: Final = 1_000
"""So many changes are kept for those who come back."""
MOST: Final = 500
"""So many may listen to one process."""
LINGER: Final = 60.0
"""So many seconds the looks go on when nobody listens, for those who come back."""
RETRY: Final = b"retry: 2000\n"
TOO_MANY: Final = Failure(503, "too-many-listeners", f"{MOST} listen already. Come back later.")
CLOSING: Final = Failure(503, "stopping", "Sayso is being stopped. Come back later.")


class Told(NamedTuple):
    """Something that listeners are told: the place after it, what it is about, and the rest as JSON."""

    place: str
    event: str
    body: bytes


Telling = AsyncIterator[tuple[Told, ...]]
"""What a listener is told, as it comes; nothing at all is a sign of life."""


class Room:
    """One workspace's recent changes, and who waits for the next ones."""

    def __init__(self, watch: Watch) -> None:
        self.watch, self.listeners = watch, 0
        self.name = secrets.token_hex(4)
        self.number = 0
        self.recent: deque[tuple[int, Told]] = deque(maxlen=WINDOW)
        self.changed = asyncio.Event()
        self.looking: asyncio.Task[None] | None = None

    def add(self, change: Change) -> None:
        """One more change."""
        self.number += 1
        self.recent.append((self.number, self.told(change.kind, msgspec.json.encode(change))))

    def told(self, event: str, body: bytes) -> Told:
        """What is told, with the place after it."""
        return Told(f"{self.name}-{self.number}", event, body)

    def wake(self) -> None:
        """Let everybody look."""
        before, self.changed = self.changed, asyncio.Event()
        before.set()

    def after(self, place: str) -> int | None:
        """The number that a listener has heard last; None where what came since is not known any more."""
        name, _, number = place.partition("-")
        if name != self.name or not (number.isascii() and number.isdigit() and len(number) < 16):
            return None
        oldest = self.recent[0][0] if self.recent else self.number + 1
        return int(number) if oldest - 1 <= int(number) <= self.number else None


class Live:
    """The rooms of one process, one for each workspace somebody listens to."""

    def __init__(self, door: Door, pause: float = PAUSE, heartbeat: float = HEARTBEAT, linger: float = LINGER) -> None:
        self.door, self.pause, self.heartbeat, self.linger = door, pause, heartbeat, linger
        self.rooms: dict[str, Room] = {}
        self.closed = False
        self._opening = asyncio.Lock()

    async def open(self, workspace: str, place: str = "") -> Telling:
        """The changes from now on, or from a place on; raises `Failure` where too many listen."""
        if self.closed:
            raise CLOSING
        if sum(room.listeners for room in self.rooms.values()) >= MOST:
            raise TOO_MANY
        async with self._opening:
            room = self.rooms.get(workspace) or await self._opened(workspace)
        return self._stream(room, place)

    async def _opened(self, workspace: str) -> Room:
        room = Room(Watch(self.door, workspace))
        await room.watch.look()
        room.looking = asyncio.create_task(self._look(workspace, room))
        self.rooms[workspace] = room
        return room

    async def _look(self, workspace: str, room: Room) -> None:
        """Look again and again, until nobody has listened for a while."""
        alone = 0.0
        while not self.closed and alone < self.linger:
            await asyncio.sleep(self.pause)
            alone = 0.0 if room.listeners else alone + self.pause
            try:
                changes = await room.watch.look()
            except Exception as problem:
                log().warning("the changes cannot be read", workspace=workspace, problem=str(problem)[:300])
                continue
            for change in changes:
                room.add(change)
            if changes:
                room.wake()
        if self.rooms.get(workspace) is room:
            del self.rooms[workspace]
        room.wake()

    async def _stream(self, room: Room, place: str) -> Telling:
        room.listeners += 1
        try:
            known = room.after(place) if place else room.number
            yield (room.told("open" if known is not None else "reset", _WORDS[known is not None]),)
            heard = room.number if known is None else known
            while not self.closed and self.rooms.get(self._name_of(room)) is room:
                changed = room.changed
                oldest = room.recent[0][0] if room.recent else room.number + 1
                if heard < oldest - 1:
                    yield (room.told("reset", _WORDS[False]),)
                elif heard < room.number:
                    yield tuple(told for number, told in room.recent if number > heard)
                heard = room.number
                try:
                    async with asyncio.timeout(self.heartbeat):
                        await changed.wait()
                except TimeoutError:
                    yield ()
        finally:
            room.listeners -= 1

    def _name_of(self, room: Room) -> str:
        return room.watch.workspace

    def close(self) -> None:
        """Let everybody go; nobody can listen any more."""
        self.closed = True
        for room in list(self.rooms.values()):
            if room.looking is not None:
                room.looking.cancel()
            room.wake()
        self.rooms.clear()


_WORDS: Final = {
    True: b'{"message":"What changes is told from here on."}',
    False: b'{"message":"What changed meanwhile is not known any more: read the lists again."}',
}


async def as_events(telling: Telling) -> AsyncIterator[bytes]:
    """What is told as server-sent events."""
    yield RETRY
    async for told in telling:
        yield b"".join(_event(one) for one in told) or b": still here\n\n"


def _event(told: Told) -> bytes:
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (told.place.encode(), told.event.encode(), told.body)
