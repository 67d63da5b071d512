"""`python -m tests.durable --all [NAME ...]`: workers die at every point of every scene, on SQLite.

`--postgresql` does so there. `--simulate N --seed S` walks N times through the simulation; a seed that fails is kept in
`tests/durable/found`. Exit 1 if something was lost or doubled.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from contextlib import ExitStack

from tests.durable.enumerating import Stage
from tests.durable.scenes import SCENES
from tests.durable.walking import STEPS, keep, walk
from tests.services import fresh_database


def main(arguments: list[str]) -> int:
    """Do what is asked for; gives the exit code."""
    parser = argparse.ArgumentParser(prog="tests.durable", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*SCENES, []], help="only these scenes")
    parser.add_argument("--all", action="store_true", help="every point of every scene")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL")
    parser.add_argument("--simulate", type=int, default=0, metavar="N", help="walk so many times")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the first walk's number")
    options = parser.parse_args(arguments)
    wrong = 0
    if options.all:
        for name in options.names or SCENES:
            wrong += asyncio.run(_every_point(name, options.postgresql))
    if options.simulate:
        wrong += _walks(options.seed, options.simulate)
    return int(wrong > 0)


async def _every_point(name: str, postgresql: bool) -> int:
    began, wrong = time.monotonic(), 0
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = stack.enter_context(fresh_database()) if postgresql else f"sqlite:///{folder}/scene.sqlite"
        stage = await Stage(SCENES[name], url).prepare()
        whole = await stage.whole()
        for at in range(len(whole.points)):
            try:
                await stage.dies(whole, at)
            except AssertionError as problem:
                wrong += 1
                print(f"  {str(problem)[:600]}", flush=True)
    seconds = time.monotonic() - began
    print(f"{name:12} {len(whole.points):4} points, {wrong} wrong, {seconds:.0f} s", flush=True)
    return wrong


def _walks(first: int, count: int) -> int:
    wrong = 0
    for seed in range(first, first + count):
        try:
            walk(seed)
        except Exception as problem:
            wrong += 1
            print(f"{seed}: {type(problem).__name__}: {str(problem)[:600]}\n  {keep(seed, STEPS)}", flush=True)
    print(f"{count} walks of {STEPS} steps, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
