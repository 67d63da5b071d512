"""Scenes that several tests of operations begin with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sayso.runtime.operations.journals import prove
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.runtime.playing import contact

NAMES = ["Ann Keller", "Bo Lindt", "Cy Moor", "Di Nolte"]


def people(count: int = 3) -> dict[str, Any]:
    names = [name.split() for name in NAMES[:count]]
    return {"contact": [contact(n, firstName=first, lastName=last) for n, (first, last) in enumerate(names)]}


@asynccontextmanager
async def played(url: str, count: int = 3, **how: Any) -> AsyncIterator[Play]:
    async with playing(url, House(records=people(count), **how)) as play:
        yield play


async def proven(play: Play, run: str) -> None:
    """A replay of what was recorded agrees with it."""
    proof = await prove(play.door, play.workspace, run)
    assert proof.agrees, proof.sentence
    assert proof.steps > 0
