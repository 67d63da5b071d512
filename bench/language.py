"""What an editor asks at every key in a flow of 300 lines, beside a plain parse of the same text.

`python -m bench.language [--json]`. Both sides take turns in one process; a figure is the ratio of CPU seconds. What is
promised in milliseconds, 150 from a key to the findings, is held by the aims: reading 300 lines takes about 20 ms where
these figures were taken.
"""

import statistics
from collections.abc import Callable, Iterator
from functools import partial

from bench.measuring import Figure, cpu, tell
from bench.texts import flow_of
from sayso.connectors import standard_catalog
from sayso.dsl.parse import parse
from sayso.language import Services

LINES = 300
KEYS = 60
FINDINGS_AIM, SLOWEST_AIM, LIST_AIM, HOVER_AIM, FORM_AIM = 2, 5, 2.5, 1, 6
CATALOG = standard_catalog()
TYPED = 'if @contact.title contains "VP" and @contact.email exists\n  wait 2 days\nend\n'
"""What is typed key by key, with all that is broken on the way."""

Ask = Callable[[Services, str, int], object]
ASKED: dict[str, tuple[float, Ask]] = {
    "what may come next": (LIST_AIM, lambda services, text, caret: services.complete(text, caret)),
    "what stands there": (HOVER_AIM, lambda services, text, caret: services.hover(text, caret)),
    "the outline": (HOVER_AIM, lambda services, text, caret: services.symbols(text)),
    "the canonical form": (FORM_AIM, lambda services, text, caret: services.format(text)),
}
"""What is asked after each key, its aim, and how."""


def figures() -> Iterator[Figure]:
    """Every figure, as soon as it is known."""
    flow = flow_of(LINES)
    lines = flow.count("\n")
    times = sorted(ours / theirs for ours, theirs in keys(flow))
    yield Figure(f"findings after a key in {lines} lines, median / parse", statistics.median(times), FINDINGS_AIM)
    yield Figure(f"findings after a key in {lines} lines, slowest / parse", times[-1], SLOWEST_AIM)
    for name, (aim, ask) in ASKED.items():
        found = [ours / theirs for ours, theirs in asked(flow, ask)]
        yield Figure(f"{name} in {lines} lines, median / parse", statistics.median(found), aim)


def typing(flow: str) -> Iterator[tuple[str, int]]:
    """The flow after each key, and where the caret stands then: the keys fall in the middle of it."""
    row = flow.index("\nlet @people", len(flow) // 2) + 1
    for count in range(1, min(KEYS, len(TYPED)) + 1):
        yield flow[:row] + TYPED[:count] + "\n" + flow[row:], row + count


def keys(flow: str) -> Iterator[tuple[float, float]]:
    """CPU seconds from each key to the findings, and of a plain parse."""
    services = Services(CATALOG)
    services.analyse(flow)
    for text, _ in typing(flow):
        yield cpu(partial(services.analyse, text)), cpu(partial(parse, text))


def asked(flow: str, ask: Ask) -> Iterator[tuple[float, float]]:
    """CPU seconds of an answer after each key, once the findings are known, and of a plain parse."""
    services = Services(CATALOG)
    for text, caret in list(typing(flow))[::4]:
        services.analyse(text)
        yield cpu(partial(ask, services, text, caret)), cpu(partial(parse, text))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    tell(__doc__ or "", figures, arguments)


if __name__ == "__main__":
    main()
