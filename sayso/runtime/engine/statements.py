"""The statements of the grouped commits. Those with many rows are executed once for all of them."""

from typing import Any

from sqlalchemy import String, bindparam, case, delete, select, tuple_, update

from sayso.runtime.storage import Storage
from sayso.runtime.storage.tables import (
    asks,
    counters,
    events,
    flows,
    gathers,
    items,
    journal,
    lanes,
    listeners,
    notifications,
    runs,
    taken,
    touches,
)

_KEYS: Any = bindparam("keys", expanding=True)
_W: Any = bindparam("w")
_R: Any = bindparam("r")
_P: Any = bindparam("p")
_THIS_LANE = (lanes.c.workspace == _W) & (lanes.c.run == _R) & (lanes.c.path == _P)
_THIS_GATHER = (gathers.c.workspace == _W) & (gathers.c.run == _R) & (gathers.c.loop == bindparam("l"))

GUARD = (
    select(lanes.c.workspace, lanes.c.run, lanes.c.path, lanes.c.fence, lanes.c.rings, runs.c.hold)
    .join(runs, (runs.c.workspace == lanes.c.workspace) & (runs.c.id == lanes.c.run))
    .where(tuple_(lanes.c.workspace, lanes.c.run, lanes.c.path).in_(_KEYS))
    .order_by(lanes.c.workspace, lanes.c.run, lanes.c.path)
    .with_for_update(of=lanes)
)
"""The lanes that are about to change, kept from everybody else till the commit."""
WRITTEN = select(journal.c.workspace, journal.c.run, journal.c.lane, journal.c.number).where(
    tuple_(journal.c.workspace, journal.c.run, journal.c.lane, journal.c.number).in_(_KEYS)
)
COUNTERS = (
    select(counters.c.workspace, counters.c.name, counters.c.used)
    .where(tuple_(counters.c.workspace, counters.c.name).in_(_KEYS))
    .order_by(counters.c.workspace, counters.c.name)
    .with_for_update()
)
JOURNAL = journal.insert()
REST = (
    update(lanes)
    .where(_THIS_LANE)
    .values(
        resting=bindparam("b_resting"), due=bindparam("b_due"), snapshot=bindparam("b_snapshot"),
        entries=bindparam("b_entries"), wanted=bindparam("b_wanted"), until=bindparam("b_until"), owner=None, lease=0,
    )
)  # fmt: skip
END = delete(lanes).where(_THIS_LANE)
ARRIVE = (
    update(gathers)
    .where(_THIS_GATHER)
    .values(open=gathers.c.open - bindparam("n"))
    .returning(
        gathers.c.lane, gathers.c.open, gathers.c.following, gathers.c.size, gathers.c.halted, gathers.c.one_at_a_time
    )
)
ARRIVE_HALTING = ARRIVE.values(halted=True)
RING = update(lanes).where(_THIS_LANE).values(due=0, rings=lanes.c.rings + 1)
"""Wake a lane: it is due at once, and whoever holds it learns that it was rung."""


def rows(storage: Storage) -> dict[str, Any]:
    """The statements that take rows, by their names, in the order in which they are executed."""
    return {
        "counter.begin": storage.insert(counters).on_conflict_do_nothing(),
        "counter": _counter(storage),
        "listener.forget": delete(listeners).where(
            (listeners.c.workspace == _W) & (listeners.c.run == _R) & (listeners.c.lane == _P)
        ),
        "listener": storage.insert(listeners).on_conflict_do_nothing(),
        "ask.close": update(asks)
        .where((asks.c.workspace == _W) & (asks.c.run == _R) & (asks.c.lane == _P) & (asks.c.state == "open"))
        .values(state=bindparam("b_state")),
        "ask": storage.insert(asks).on_conflict_do_nothing(),
        "item": storage.insert(items).on_conflict_do_nothing(),
        "run.lost": update(runs).where((runs.c.workspace == _W) & (runs.c.id == _R)).values(lost=runs.c.lost + 1),
        "arrived": update(taken)
        .where(
            (taken.c.workspace == _W) & (taken.c.flow == bindparam("f")) & (taken.c.loop == bindparam("l"))
            & (taken.c.key == bindparam("k"))
        )
        .values(on_way=False),
        "order.forget": update(lanes).where(_THIS_LANE, lanes.c.order == bindparam("b_said")).values(order=None),
        "run.end": _run_end(),
        "run.arrived": update(taken).where((taken.c.workspace == _W) & (taken.c.run == _R)).values(on_way=False),
        "flow.well": update(flows)
        .where((flows.c.workspace == _W) & (flows.c.id == bindparam("f")) & (flows.c.failed_in_row > 0))
        .values(failed_in_row=0),
        "lane.ring": RING,
        "touch": storage.insert(touches).on_conflict_do_nothing(),
        "event": storage.insert(events).on_conflict_do_nothing(),
        "notification": storage.insert(notifications).on_conflict_do_nothing(),
    }  # fmt: skip


def _run_end() -> Any:
    """How a run ended; one that came to its end but lost items did so with failures."""
    state: Any = bindparam("b_state", type_=String())
    lost = (runs.c.lost > 0) & (state == "completed")
    return (
        update(runs)
        .where((runs.c.workspace == _W) & (runs.c.id == _R))
        .values(
            state=case((lost, "completed with failures"), else_=state), hold="",
            ended=bindparam("b_ended"), how=bindparam("b_how"), reason=bindparam("b_reason"),
            value=bindparam("b_value"),
        )
    )  # fmt: skip


def _counter(storage: Storage) -> Any:
    insert = storage.insert(counters)
    return insert.on_conflict_do_update(
        index_elements=[counters.c.workspace, counters.c.name], set_={"used": counters.c.used + insert.excluded.used}
    )
