"""What grows with the work, and how: reading and checking, loops, lanes that wait, and the memory that these take.

`python -m bench.growth [--json]`. Linear growth is one price per line, item or lane at every size: the figure is the
highest price beside the lowest, of CPU seconds that are medians of turns.
"""

import functools
import gc
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bench.loop import NoJournal, Recorded, catalog
from bench.measuring import Figure, Work, seconds, spread, tell
from bench.texts import flow_of
from sayso.compiler import compile
from sayso.connectors import standard_catalog
from sayso.interpreter import Linked, link
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Journal
from sayso.runtime.ledger import Ledger
from sayso.runtime.starting import NOBODY
from sayso.runtime.worlds.choices import Choices

LINES = (50, 100, 200, 500, 1_000, 2_000)
ITEMS = (100, 1_000, 10_000)
LINEAR_AIM, MEGABYTES_AIM = 1.5, 20
TURNS = 7
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
STANDARD, CATALOG = standard_catalog(), catalog()

HEAD = """flow "Growing"
on manual with
  contacts: list of contact
end
use bench.urgent, bench.standard
"""
LOOP = """for each @contact in @contacts at most 10_000
  if @contact.title contains "CEO"
    bench.urgent(to: @contact.email, text: "Hi @contact.firstName")
  otherwise
    bench.standard(to: @contact.email, text: "Hi")
  end
end
"""
LANES = """for each @contact in @contacts at most 10_000
  wait 1 day
  bench.urgent(to: @contact.email, text: "Hi @contact.firstName")
end
"""


def figures() -> Iterator[Figure]:
    """Every figure, as soon as it is known; what was loaded before is no part of any."""
    gc.collect()
    gc.freeze()
    texts = {text.count("\n"): text for text in map(flow_of, LINES)}
    prices = per_piece({lines: functools.partial(compile, text, STANDARD) for lines, text in texts.items()})
    yield Figure(f"a line of {sizes(LINES)} lines, read and checked: dearest / cheapest", spread(prices), LINEAR_AIM)
    loop, lanes = linked(HEAD + LOOP), linked(HEAD + LANES)
    prices = per_piece({items: functools.partial(begun, loop, items, Journal) for items in ITEMS})
    yield Figure(f"an item of a loop over {sizes(ITEMS)}: dearest / cheapest", spread(prices), LINEAR_AIM)
    prices = per_piece({items: functools.partial(begun, lanes, items, Journal) for items in ITEMS})
    yield Figure(f"a lane of {sizes(ITEMS)} that wait: dearest / cheapest", spread(prices), LINEAR_AIM)
    for name, journal in (("", NoJournal), (" and their journal in memory", Journal)):
        yield Figure(f"{ITEMS[-1]:,} lanes that wait{name}", megabytes(lanes, ITEMS[-1], journal), MEGABYTES_AIM, "MB")


def per_piece(works: dict[int, Work]) -> list[float]:
    """CPU seconds for one piece of each work, by how many pieces there are."""
    return [taken / pieces for taken, pieces in zip(seconds(*works.values(), turns=TURNS), works, strict=True)]


def linked(text: str) -> Linked:
    """A flow ready to run."""
    program = compile(text, CATALOG).program
    assert program is not None
    return link(program, text)


def begun(flow: Linked, items: int, journal: Callable[[], Journal]) -> Drive:
    """A run over so many contacts, taken as far as it goes at once."""
    world = Recorded(CATALOG, Ledger(), NOBODY, {}, {}, Choices())
    world.hits = {}
    drive = Drive(world, journal())
    drive.begin(flow, {"contacts": people(items)}, NOW)
    drive.go(NOW)
    return drive


@functools.cache
def people(count: int) -> list[dict[str, object]]:
    """Contacts as records of the catalog."""
    return [
        {"type": "contact", "id": f"c{n}", "firstName": f"F{n}", "title": ("CEO", "Engineer")[n % 2],
         "email": f"f{n}@x.example"}
        for n in range(count)
    ]  # fmt: skip


def megabytes(flow: Linked, lanes: int, journal: Callable[[], Journal]) -> float:
    """Memory that a run takes while all its lanes wait."""
    people(lanes)
    gc.collect()
    tracemalloc.start()
    drive = begun(flow, lanes, journal)
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    waiting = sum(
        lane.want is not None and lane.ended is None for run in drive.runs.values() for lane in run.lanes.values()
    )
    assert waiting >= lanes, waiting
    return taken / 1e6


def sizes(counts: tuple[int, ...]) -> str:
    """`100 to 10,000`"""
    return f"{counts[0]:,} to {counts[-1]:,}"


def main(arguments: list[str] | None = None) -> None:
    """Measure and print."""
    tell(__doc__ or "", figures, arguments)


if __name__ == "__main__":
    main()
