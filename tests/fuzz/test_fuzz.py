"""What the fuzzer once found is looked at for ever; and the fuzzer itself sees what it is there to see."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz import trying
from tests.fuzz.making import MAKERS, made
from tests.fuzz.nests import LARGEST, NESTS, nested
from tests.fuzz.smaller import smaller
from tests.fuzz.trying import guilt

ROOT = Path(__file__).parents[2]
FOUND = sorted((Path(__file__).parent / "found").glob("*.flow"))
SHORT = 2_000
"""Bytes of each nest in the tests; the command tries them at their full size."""


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_was_found_stays_mended(file: Path) -> None:
    assert guilt(file.read_bytes().decode("utf-8")) is None


def test_deep_and_long_texts_do_no_harm() -> None:
    guilty = {nest.name: found for nest in NESTS if (found := guilt(nested(nest, SHORT)))}
    assert not guilty


def test_the_deepest_trees_end_no_process() -> None:
    code = (
        "import threading\n"
        "from sayso.dsl.parse import parse\n"
        "from tests.fuzz.nests import LARGEST, NESTS, nested\n"
        "threading.stack_size(512 * 1024)\n"
        "deep = [nested(nest, LARGEST) for nest in NESTS if nest.name in ('minuses', 'nots', 'plus', 'path')]\n"
        "threading.Thread(target=lambda: [parse(text) for text in deep]).start()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b""), "a thread has little room: nothing may recurse, not even freeing"


@pytest.mark.parametrize("seed", range(20))
def test_texts_of_the_first_numbers_do_no_harm(seed: int) -> None:
    assert guilt(made(seed)[1][:20_000]) is None


def test_the_same_number_makes_the_same_text() -> None:
    assert [made(seed) for seed in range(30)] == [made(seed) for seed in range(30)]
    assert {made(seed)[0] for seed in range(60)} == MAKERS.keys()


def test_no_nest_is_too_long_for_a_flow() -> None:
    assert all(100_000 < len(nested(nest, LARGEST).encode()) < 200_000 for nest in NESTS)


@pytest.mark.parametrize("error", [RecursionError, AssertionError, KeyError])
def test_an_exception_is_seen(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def raising(text: str, seen: object) -> None:
        raise error

    monkeypatch.setitem(trying.READERS, "parse", raising)
    found = guilt("stop\n")
    assert found is not None
    assert (found.reader, found.kind.partition(" ")[0]) == ("parse", error.__name__)


def test_slowness_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(text: str, seen: object) -> None:
        while True:
            pass

    monkeypatch.setattr(trying, "GIVEN_UP", 0.05)
    monkeypatch.setitem(trying.READERS, "graph", busy)
    found = guilt("stop\n")
    assert found is not None
    assert (found.reader, found.kind) == ("graph", "slow")


def test_a_guilty_text_is_made_small() -> None:
    assert smaller("one\ntwo x\nthree\n", lambda text: "x" in text) == "x"
