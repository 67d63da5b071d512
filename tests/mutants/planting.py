"""All planted bugs, and runs of several of them."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from tests.mutants import checking, durable, language, machine, worlds
from tests.mutants.planted import Mutant
from tests.mutants.running import LONGEST, Copy, Seen

MUTANTS: tuple[Mutant, ...] = (
    *machine.MUTANTS,
    *worlds.MUTANTS,
    *checking.MUTANTS,
    *language.MUTANTS,
    *durable.MUTANTS,
)


class Result(NamedTuple):
    """A mutant, and what each of its tests made of it."""

    mutant: Mutant
    seen: list[Seen]

    @property
    def survived(self) -> bool:
        """Whether one of the tests that had to see it did not."""
        return any(one.verdict != "red" for one in self.seen)


def named(names: list[str]) -> list[Mutant]:
    """The mutants of these names; all where none is named."""
    known = {mutant.name: mutant for mutant in MUTANTS}
    return [known[name] for name in names] if names else list(MUTANTS)


def results(mutants: list[Mutant], workers: int = 1) -> Iterator[Result]:
    """Plant each in a copy of the tree and run its tests, as many at a time as there are workers."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(workers):
            copies.put(Copy(Path(folder) / str(number)))

        def result(mutant: Mutant) -> Result:
            copy = copies.get()
            try:
                return Result(mutant, copy.seen(mutant))
            finally:
                copies.put(copy)

        yield from pool.map(result, mutants)


def sound(mutants: list[Mutant]) -> Iterator[Seen]:
    """The tests of these mutants with nothing planted, by folder: all must be green."""
    tests = sorted({test for mutant in mutants for test in mutant.tests})
    folders = {"/".join(test.split("/")[:2]) for test in tests}
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder) / "sound")
        for one in sorted(folders):
            yield copy.run(*(test for test in tests if test.startswith(one)), limit=LONGEST)
