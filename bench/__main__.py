"""`python -m bench`: every benchmark, each in a process of its own, with its figures."""

import subprocess
import sys

BENCHES = (
    "loop",
    "front",
    "growth",
    "decoding",
    "suggesting",
    "language",
    "browser",
    "durable",
    "parked",
    "backtest",
    "sample",
    "peers",
)


def main() -> int:
    """Run them one after the other; 1 if one of them could not be run."""
    failed = 0
    for name in BENCHES:
        print(f"\n{name}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", f"bench.{name}"]).returncode
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
