"""Journals recorded once, which replay for ever; the text of their flow stands in the header.

A journal that no longer replays means that runs on their way would break. To add one, record it with
`sayso run FLOW --journal FILE`; never record an old one again.
"""

from pathlib import Path

import msgspec
import pytest

from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.interpreter import Linked, link
from sayso.interpreter.state import Sleep
from sayso.runtime.journal import Entry, Header, Journal, encode
from sayso.runtime.replay import Difference, Replayed, replay

FOLDER = Path(__file__).parent
HISTORIES = {"answered": ("completed", 17), "remembered": ("completed", 21), "staged": ("completed", 15)}
"""How each run stood at the end of its journal, and how many moves it took."""


def linked(header: Header) -> Linked:
    program = compile(header.text, standard_catalog()).program
    assert program is not None
    return link(program)


def replayed(name: str) -> Replayed:
    return replay(Journal.read(FOLDER / f"{name}.jsonl"), linked)


def test_every_history_is_replayed() -> None:
    assert {file.stem for file in FOLDER.glob("*.jsonl")} == {*HISTORIES, "altered"}


@pytest.mark.parametrize("name", HISTORIES)
def test_it_goes_the_way_it_went(name: str) -> None:
    state, moves = HISTORIES[name]
    again = replayed(name)
    assert again.difference is None, again.difference
    assert (again.steps, [run.state for run in again.runs.values()]) == (moves, [state])
    assert again.calling == ()


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_is_written_back_byte_for_byte(name: str) -> None:
    file = FOLDER / f"{name}.jsonl"
    assert b"".join(encode(line) + b"\n" for line in Journal.read(file).lines) == file.read_bytes()


def test_an_altered_history_is_refused_at_the_step_that_was_altered() -> None:
    """In `altered.jsonl` one word was changed by hand: the email that went to Ann says that it went to Eve."""
    again = replayed("altered")
    assert isinstance(again.difference, Difference)
    assert again.difference.step == "s3"
    assert "Hi Eve" in str(again.difference.recorded)
    assert "Hi Ann" in str(again.difference.replayed)
    assert again.steps < HISTORIES["answered"][1]


@pytest.mark.parametrize("name", HISTORIES)
def test_no_line_can_be_left_out(name: str) -> None:
    lines = Journal.read(FOLDER / f"{name}.jsonl").lines
    for place in range(1, len(lines) - 1):
        assert _breaks(Journal(lines=[*lines[:place], *lines[place + 1 :]])), lines[place]


def _breaks(journal: Journal) -> bool:
    try:
        return replay(journal, linked).difference is not None
    except (AssertionError, KeyError):
        return True


def test_time_cannot_be_moved() -> None:
    """A wait that is said to have ended later changes what comes after it."""
    journal = Journal.read(FOLDER / "staged.jsonl")
    entries = journal.entries()
    waited = next(n for n, entry in enumerate(entries) if n and isinstance(entries[n - 1].want, Sleep))
    late = msgspec.structs.replace(entries[waited].outcome, at=entries[-1].outcome.at)
    changed: Entry = msgspec.structs.replace(entries[waited], outcome=late)
    lines = [changed if line is entries[waited] else line for line in journal.lines]
    assert _breaks(Journal(lines=lines))
