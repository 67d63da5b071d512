"""The simulation, for about a minute; and the seeds on which it once failed."""

import msgspec
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.durable.simulation import Simulation
from tests.durable.walking import FOUND, walk
from tests.properties.budget import examples

STEPS = 25


def test_whatever_happens_in_whatever_order_nothing_is_lost_and_nothing_is_twice() -> None:
    run_state_machine_as_test(Simulation, settings=settings(examples(14), stateful_step_count=STEPS))


def test_walks_that_failed_once_hold_now() -> None:
    for file in sorted(FOUND.glob("*.json")):
        seed, steps = msgspec.json.decode(file.read_bytes(), type=tuple[int, int])
        walk(seed, steps)
