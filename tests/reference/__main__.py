"""`python -m tests.reference --count 1000000 --seed N`: compare the two sides, as long as you like, on two cores."""

import argparse
import time
from concurrent.futures import ProcessPoolExecutor

from tests.reference.differential import case
from tests.reference.finding import Tally, keep, made_small, run_seeds, told_of

CHUNK = 200
MOST_KEPT = 20


def main() -> int:
    """Compare; what differs is made small and kept in `found/`. Gives how many programs differ, at most 1."""
    arguments = _arguments()
    began, totals, kept = time.monotonic(), Tally(0, 0, ()), 0
    starts = range(arguments.seed, arguments.seed + arguments.count, CHUNK)
    counts = [min(CHUNK, arguments.seed + arguments.count - start) for start in starts]
    with ProcessPoolExecutor(arguments.workers) as workers:
        for number, tally in enumerate(workers.map(run_seeds, starts, counts), 1):
            agreed, uncompiled = totals.agreed + tally.agreed, totals.uncompiled + tally.uncompiled
            totals = Tally(agreed, uncompiled, totals.differed + tally.differed)
            for seed in tally.differed[: MOST_KEPT - kept]:
                kept += 1
                _show(seed)
            if number % 50 == 0 or number == len(starts):
                print(_line(totals, time.monotonic() - began), flush=True)
    return 1 if totals.differed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.reference", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="the first one")
    parser.add_argument("--workers", type=int, default=2, help="how many processes")
    return parser.parse_args()


def _show(seed: int) -> None:
    small = made_small(case(seed))
    file = keep(small, f"seed_{seed}")
    print(f"seed {seed}, kept as {file.name}: {told_of(small)}\n\n{small.text}", flush=True)


def _line(totals: Tally, seconds: float) -> str:
    done = totals.agreed + totals.uncompiled + len(totals.differed)
    return (
        f"{done} programs in {seconds:.0f} s: {totals.agreed} agree, {len(totals.differed)} differ, "
        f"{totals.uncompiled} do not compile"
    )


if __name__ == "__main__":
    raise SystemExit(main())
