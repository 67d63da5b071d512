"""What is kept of a run once it has ended, out of what was recorded: the words by which it is found, and what it did.

Words are those of names, addresses and short values; the text of a letter is not taken apart, the addresses in it are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sayso.runtime.storage.tables import items, journal, lanes, runs

LONGEST_VALUE: Final = 80
"""Longer texts are not taken apart."""
LONGEST_WORD: Final = 60
SHORTEST_WORD: Final = 2
MOST_WORDS: Final = 5_000
"""So many words of one run are kept."""
_ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@([\w-]+(?:\.[\w-]+)+)")
_WORD: Final = re.compile(r"[\w.+-]*@[\w.-]*\w|\w+")
_PART: Final = re.compile(r"\w+")
_TOLD: Final = ("value", "sentence", "error", "event", "arguments", "reason")
"""What in a journal line tells of people and things; the rest is its frame."""


class Gist(msgspec.Struct):
    """One run: its words, how often each tool that changes something was called and answered, how many people and
    records it handled."""

    words: set[str] = msgspec.field(default_factory=set)
    deeds: dict[str, int] = msgspec.field(default_factory=dict)
    people: int = 0

    def told(self, texts: Iterable[str]) -> None:
        """Take in what was told of somebody or something."""
        for text in texts:
            if len(self.words) < MOST_WORDS:
                self.words.update(words_in(text))


def words_of(text: str) -> list[str]:
    """The words of a text, addresses whole, in small letters."""
    found = [one.rstrip(".@").casefold() for one in _WORD.findall(text)]
    whole = [word for one in found for word in (_PART.findall(one) if one.startswith("@") else [one.lstrip(".")])]
    return [one for one in whole if SHORTEST_WORD <= len(one) <= LONGEST_WORD]


def words_in(text: str) -> Iterator[str]:
    """By what words a text is found: a short one by its own, a long one by the addresses in it."""
    if len(text) <= LONGEST_VALUE:
        yield from words_of(text)
    if "@" in text:
        for found in _ADDRESS.finditer(text):
            yield from words_of(found[0])
            yield from words_of(found[1].replace(".", " "))


async def gists_of(connection: AsyncConnection, workspace: str, ids: Sequence[str]) -> dict[str, Gist]:
    """The gist of each of these runs."""
    found = {id: Gist() for id in ids}
    of_run = select(runs.c.id, runs.c.title, runs.c.inputs).where(runs.c.workspace == workspace, runs.c.id.in_(ids))
    for id, title, inputs in await connection.execute(of_run):
        found[id].told([title, *_strings(_plain(inputs))])
    for table in (items, lanes):
        of_table = select(table.c.run, table.c.who).where(table.c.workspace == workspace, table.c.run.in_(ids))
        for run, who in await connection.execute(of_table):
            found[run].told([who])
            found[run].people += table is items
    of_lines = select(journal.c.run, journal.c.lane, journal.c.body).where(
        journal.c.workspace == workspace, journal.c.run.in_(ids)
    )
    wanted: dict[tuple[str, str], Any] = {}
    for run, lane, body in await connection.execute(of_lines.order_by(journal.c.run, journal.c.lane, journal.c.number)):
        line = _plain(body)
        found[run].told(_of_line(line))
        _count(found[run].deeds, line, wanted.get((run, lane)) or {})
        wanted[run, lane] = line.get("want") or wanted.get((run, lane))
    return found


def _count(deeds: dict[str, int], line: Any, wanted: Any) -> None:
    """Count what a lane had wanted, where it was done and changes something."""
    outcome = line.get("outcome")
    if outcome and outcome.get("kind") == "done" and wanted.get("effect") == "write":
        deeds[wanted["tool"]] = deeds.get(wanted["tool"], 0) + 1


def _plain(text: str | None) -> Any:
    return msgspec.json.decode(text) if text else None


def _of_line(line: Any) -> Iterator[str]:
    for part in ("outcome", "answered", "want", "ended"):
        told = line.get(part)
        for name in _TOLD if isinstance(told, dict) else ():
            yield from _strings(told.get(name))


def _strings(value: Any) -> Iterator[str]:
    """The texts in a value, without its types and marks."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [inner for name, inner in one.items() if name != "type" and not name.startswith("$")]
