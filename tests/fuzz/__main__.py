"""`python -m tests.fuzz --minutes 30 --seed 7`: texts that nobody should write, until the time is over.

Each mistake is kept once, made small, in `tests/fuzz/found`, where the tests look at it for ever. Exit 1 if one is new.
"""

import argparse
import hashlib
import sys
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.making import NESTS, made, nested
from tests.fuzz.smaller import smaller
from tests.fuzz.trying import Guilt, guilt

FOUND = Path(__file__).parent / "found"
LARGEST_KEPT = 30_000
"""Bytes; what is only slow at its full size is told, and its size in `NESTS` is what the tests try."""


def main(arguments: list[str]) -> int:
    """Try texts; every nest at its full size first, then whatever the numbers from the seed on make."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    end = time.monotonic() + 60 * options.minutes
    tried, met = Counter[str](), dict[str, str]()
    for kind, text in _texts(options.seed):
        if time.monotonic() > end:
            break
        tried[kind] += 1
        found = guilt(text)
        if found is not None and f"{found.reader} {found.kind}" not in met:
            met[f"{found.reader} {found.kind}"] = _kept(text, found)
            print(
                f"{kind}: {found.reader}: {found.kind}\n{found.told}\n  {met[f'{found.reader} {found.kind}']}\n",
                flush=True,
            )
    print(
        f"{tried.total():,} texts tried ({', '.join(f'{n:,} {kind}' for kind, n in tried.items())}), {len(met)} mistakes"
    )
    return int(bool(met))


def _texts(seed: int):  # type: ignore[no-untyped-def]
    yield from ((nest.name, nested(nest, 199_000)) for nest in NESTS) if seed == 0 else ()
    while True:
        yield made(seed)
        seed += 1


def _kept(text: str, found: Guilt) -> str:
    """Where the text was kept, made small; slow ones only where that is possible."""
    small = smaller(text, lambda one: _same(guilt(one), found), seconds=60)
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
