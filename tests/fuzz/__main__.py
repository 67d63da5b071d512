"""`python -m tests.fuzz --minutes 30 --seed 7`: texts that nobody should write, until the time is over.

Each mistake is kept once, made small, in `tests/fuzz/found`, where the tests look at it for ever. Exit 1 if one is new.
"""

import argparse
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.making import made
from tests.fuzz.nests import LARGEST, NESTS, nested
from tests.fuzz.smaller import smaller
from tests.fuzz.trying import Guilt, guilt

FOUND = Path(__file__).parent / "found"
LARGEST_KEPT = 30_000
"""Bytes; what is only slow at its full size is told, and its size in `NESTS` is what the tests try."""


def main(arguments: list[str]) -> int:
    """Try texts, from the number of the seed on; with seed 0 every nest at its full size first."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    end = time.monotonic() + 60 * options.minutes
    tried, met = Counter[str](), dict[tuple[str, str], str]()
    for kind, text in _texts(options.seed):
        if time.monotonic() > end:
            break
        tried[kind] += 1
        found = guilt(text)
        if found is not None and (found.reader, found.kind) not in met:
            met[found.reader, found.kind] = kind
            print(f"{kind}: {found.reader}: {found.kind}\n{found.told}\n  {_kept(text, found)}\n", flush=True)
    counts = ", ".join(f"{count:,} {kind}" for kind, count in tried.items())
    print(f"{tried.total():,} texts tried ({counts}), {len(met)} mistakes")
    return int(bool(met))


def _texts(seed: int) -> Iterator[tuple[str, str]]:
    yield from (("full size", nested(nest, LARGEST)) for nest in NESTS if seed == 0)
    while True:
        yield made(seed)
        seed += 1


def _kept(text: str, found: Guilt) -> str:
    """Where the text was kept, made small; what is slow stays as it is."""
    small = text if found.kind == "slow" else smaller(text, lambda one: _same(guilt(one), found), seconds=60)
    if len(small.encode()) > LARGEST_KEPT:
        return f"not kept: {len(small):,} characters, from {text[:80]!r}"
    name = hashlib.sha256(small.encode()).hexdigest()[:10]
    file = FOUND / f"{found.reader}-{name}.flow"
    FOUND.mkdir(exist_ok=True)
    file.write_bytes(small.encode())
    return str(file)


def _same(one: Guilt | None, other: Guilt) -> bool:
    return one is not None and (one.reader, one.kind) == (other.reader, other.kind)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
