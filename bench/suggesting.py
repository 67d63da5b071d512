"""Suggestions at many places of a flow of 300 lines, each after a key, beside a plain parse of the same text.

`python -m bench.suggesting [--json]`. Both sides take turns in one process; a figure is the ratio of CPU seconds. What
is promised in milliseconds, 50 at the median and 200 for one in a hundred, is held by the aims: reading 300 lines takes
about 20 ms where these figures were taken.
"""

import statistics
from collections.abc import Iterator
from functools import partial

from bench.measuring import Figure, cpu, tell
from bench.texts import flow_of
from sayso.connectors import standard_catalog
from sayso.copilot.suggesting.habits import Habits
from sayso.copilot.suggesting.suggest import Suggester
from sayso.dsl.parse import parse
from sayso.runtime.bundled import bundled

LINES = 300
PLACES = 200
MEDIAN_AIM, SLOWEST_AIM, LEARN_AIM = 2.5, 10, 10
CATALOG = standard_catalog()
TYPED = ("", "gm", "crm.cr", "gmail.send(", "gmail.send(to: @", "if @contact.", "wait for ", "crm.create_task(ti")
"""What somebody types on a new row, up to the caret."""


def figures() -> Iterator[Figure]:
    """Every figure, as soon as it is known."""
    flow = flow_of(LINES)
    flows = [parsed for text in bundled() if (parsed := parse(text).flow) is not None]
    habits = Habits(CATALOG).learn(flows)
    suggester = Suggester(habits, CATALOG)
    times = sorted(ours / theirs for ours, theirs in measured(suggester, flow))
    lines = flow.count("\n")
    yield Figure(f"suggest in {lines} lines, median / parse", statistics.median(times), MEDIAN_AIM)
    yield Figure(f"suggest in {lines} lines, one in a hundred / parse", times[-len(times) // 100 - 1], SLOWEST_AIM)
    learning = cpu(partial(Habits(CATALOG).learn, flows)) / cpu(partial(parse, flow))
    yield Figure(f"learn {len(flows)} flows / parse of {lines} lines", learning, LEARN_AIM)


def measured(suggester: Suggester, flow: str) -> Iterator[tuple[float, float]]:
    """CPU seconds of a list of suggestions and of a plain parse, at places all over the flow."""
    rows = [place + 1 for place, letter in enumerate(flow) if letter == "\n"][6:]
    for number in range(PLACES):
        at, typed = rows[number * 7919 % len(rows)], TYPED[number % len(TYPED)]
        text = f"{flow[:at]}{typed}\n{flow[at:]}"
        caret = at + len(typed)
        yield cpu(partial(suggester.suggest, text, caret)), cpu(partial(parse, text))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    tell(__doc__ or "", figures, arguments)


if __name__ == "__main__":
    main()
