"""How figures are taken and told: work done in turn, medians of CPU seconds, each figure beside its aim."""

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence

import msgspec

Work = Callable[[], object]
PAIRS = 9


class Figure(msgspec.Struct, frozen=True):
    """One figure and the most it should be."""

    name: str
    value: float
    aim: float
    unit: str = "x"

    @property
    def reached(self) -> bool:
        """Whether the figure is no more than its aim."""
        return self.value <= self.aim


def seconds(*works: Work, turns: int = PAIRS) -> list[float]:
    """CPU seconds of each work, medians over turns in which each has one go; the first turn only warms up."""
    times = [[cpu(work) for work in works] for _ in range(turns + 1)]
    return [statistics.median(taken) for taken in zip(*times[1:], strict=True)]


def ratio(one: Work, other: Work, turns: int = PAIRS) -> float:
    """How many times as long one work takes as the other."""
    ours, theirs = seconds(one, other, turns=turns)
    return ours / theirs


def cpu(work: Work) -> float:
    """CPU seconds that a work takes in this process; what the last one left behind is cleared away before."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def spread(values: Sequence[float]) -> float:
    """How many times the smallest value the largest is."""
    return max(values) / min(values)


def tell(about: str, figures: Callable[[], Iterable[Figure]], arguments: list[str] | None = None) -> None:
    """Take the figures and print each as soon as it is known; with `--json` all as one document."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of lines")
    if parser.parse_args(arguments).json:
        print(json.dumps([{**msgspec.to_builtins(one), "reached": one.reached} for one in figures()]))
        return
    for one in figures():
        mark = "" if one.reached else "  MISSED"
        print(f"{one.name:66} {one.value:8.2f} {one.unit:2}  aim {one.aim:g}{mark}", flush=True)
