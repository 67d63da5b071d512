"""Flows that once broke something: each compiles and keeps every promise, in several worlds."""

from pathlib import Path

import pytest

from sayso.dsl.format import format_text
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow
from tests.properties.failing import holds_for_text
from tests.properties.test_interruptions import _bytes_do_the_same, _goes_on
from tests.properties.test_runs import _comes_to_an_end, _replays, _stays_within
from tests.properties.test_worlds_agree import _do_the_same

FOUND = sorted((Path(__file__).parent / "found").glob("*.flow"))
WORLDS = [str(number) for number in range(25)]
PROMISES = (_comes_to_an_end, _stays_within, _replays, _bytes_do_the_same, _goes_on, _do_the_same)


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_a_flow_that_was_found_keeps_every_promise(file: Path) -> None:
    text = file.read_text()
    for world in WORLDS:
        for promise in PROMISES:
            holds_for_text(text, lambda compiled, promise=promise, world=world: promise(compiled, world))


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_a_flow_that_was_found_reads_back(file: Path) -> None:
    parsed = parse(file.read_text())
    assert parsed.flow is not None
    assert parse(print_flow(parsed.flow)).flow == parsed.flow
    assert format_text(format_text(file.read_text())) == format_text(file.read_text())
