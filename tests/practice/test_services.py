"""Every tool of every practice connection: it answers as declared, acts as often as declared, breaks as told."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.connectors.practice import CONNECTED, HANG_UP, RATE_LIMIT, SERVICES
from sayso.connectors.shape import ToolError, UncertainError
from sayso.dsl.types import BOOLEAN
from tests.connectors.fitting import misfit
from tests.practice.services import CATALOG, TOOLS, Practice, the_call

WRITES = [name for name, tool in TOOLS.items() if tool.effect == "write"]
CHANGES = {*WRITES, "apollo.search_people"}
"""A search in Apollo takes a credit."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Practice]:
    found = Practice(tmp_path)
    yield found
    found.close()


def test_every_tool_of_the_services_practises() -> None:
    assert set(TOOLS) == {name for acts, _ in SERVICES.values() for name in acts}
    assert set(CONNECTED) == {tool.connection for tool in TOOLS.values() if tool.connection}
    assert {name for _, finds in SERVICES.values() for name in finds} == {n for n, tool in TOOLS.items() if tool.lookup}


@pytest.mark.parametrize("name", TOOLS)
def test_its_answer_is_of_the_declared_type(place: Practice, name: str) -> None:
    answer = place.call(name, **place.furnish()[name])
    assert misfit(answer, TOOLS[name].returns, CATALOG.records) is None
    assert answer != []


@pytest.mark.parametrize("name", [name for name, tool in TOOLS.items() if tool.returns not in (None, BOOLEAN)])
def test_every_record_it_gives_says_that_it_is_practice(place: Practice, name: str) -> None:
    answer = place.call(name, **place.furnish()[name])
    for one in answer if isinstance(answer, list) else [answer]:
        assert "practice" in one["id"] or "[recorded example]" in one["title"]


@pytest.mark.parametrize("name", TOOLS)
def test_nothing_leaves_this_machine(place: Practice, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*anything: object) -> None:
        raise AssertionError("a practice service reached for the network")

    given = place.furnish()[name]
    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    place.call(name, **given)


@pytest.mark.parametrize("name", TOOLS)
def test_the_same_call_in_two_worlds_gives_the_same(tmp_path: Path, name: str) -> None:
    answers = []
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        place = Practice(tmp_path / folder)
        answers.append((place.call(name, **place.furnish()[name]), place.state()))
        place.close()
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", TOOLS)
def test_again_with_its_key_it_acts_once_where_it_says_so_and_doubles_where_not(place: Practice, name: str) -> None:
    given = place.furnish()[name]
    before = place.state()
    first = place.call(name, **given)
    once = place.state()
    assert (once != before) == (name in CHANGES)
    second = place.call(name, **given)
    if TOOLS[name].repeatable:
        assert place.state() == once
        assert second == first
        return
    assert place.state() != once
    if isinstance(first, dict):
        assert second["id"] == f"{first['id']}-2"


SETS = ("slack.add_reaction", "sheets.update_cells", "calendar.update_event")
"""What sets something to what it is already changes nothing."""


@pytest.mark.parametrize("name", [name for name in WRITES if name not in SETS])
def test_with_another_key_it_is_another_call(place: Practice, name: str) -> None:
    given = place.furnish()[name]
    place.call(name, **given)
    once = place.state()
    place.call(name, key="run/s2", **given)
    assert place.state() != once


@pytest.mark.parametrize("name", TOOLS)
def test_a_hang_up_comes_after_the_effect_and_once(place: Practice, name: str) -> None:
    given = place.furnish()[name]
    before = place.state()
    place.world.plant(TOOLS[name].connector, HANG_UP)
    with pytest.raises(UncertainError, match="It may have happened"):
        place.call(name, **given)
    assert (place.state() != before) == (name in CHANGES)
    place.call(name, **given)


@pytest.mark.parametrize("name", TOOLS)
def test_a_rate_limit_comes_before_the_effect_and_once(place: Practice, name: str) -> None:
    given = place.furnish()[name]
    before = place.state()
    place.world.plant(TOOLS[name].connector, RATE_LIMIT)
    with pytest.raises(ToolError) as caught:
        place.call(name, **given)
    assert (caught.value.kind, caught.value.retry_after) == ("rate-limited", 1.0)
    assert place.state() == before
    place.call(name, **given)


@pytest.mark.parametrize("name", TOOLS)
def test_only_what_can_be_looked_up_says_whether_it_happened(place: Practice, name: str) -> None:
    given = place.furnish()[name]
    call = the_call(name, **given)
    before = place.lookup(call).happened
    answer = place.call(name, **given)
    looked = place.lookup(call)
    if TOOLS[name].lookup:
        assert (before, looked.happened, looked.answer) == (False, True, answer)
    else:
        assert (before, looked.happened) == (None, None)


def test_a_refused_call_leaves_nothing_and_keeps_the_fault(place: Practice) -> None:
    place.world.plant("gmail", HANG_UP)
    with pytest.raises(ToolError):
        place.call("gmail.send", to="no address", subject="Hi", text="Hello")
    assert place.messages() == [] and place.world.faults("gmail") == [HANG_UP]


def test_a_tool_it_does_not_know_is_refused(place: Practice) -> None:
    with pytest.raises(ToolError):
        asyncio.run(place.live.sides["gmail"].call(the_call("gmail.burn")))


def test_the_world_is_there_again_when_it_is_opened_again(tmp_path: Path) -> None:
    place = Practice(tmp_path)
    place.furnish()
    before = place.state()
    place.close()
    again = Practice(tmp_path)
    assert again.state() == before
    again.close()
