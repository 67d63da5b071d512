"""When a flow would begin next, by its own schedules."""

from datetime import datetime
from itertools import islice

from sayso.dsl.flow import Flow, OnSchedule
from sayso.runtime.operations.door import Door
from sayso.runtime.schedules import occurrences


def next_starts(door: Door, workspace: str, flow: Flow, count: int = 3) -> list[datetime]:
    """The next instants at which a schedule of this flow is due, in their order."""
    now, zone = door.now(), door.premises(workspace).zone
    found: list[datetime] = []
    for trigger in flow.triggers:
        if isinstance(trigger, OnSchedule):
            found += islice(occurrences(trigger, zone, now, now), count)
    return sorted(found)[:count]
