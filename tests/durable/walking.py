"""Walks through the simulation that a seed alone decides: one number is a whole story, told again by that number."""

import random
from pathlib import Path

import msgspec

from tests.durable.acting import cancel, happen, hold
from tests.durable.simulation import FLOWS, World

FOUND = Path(__file__).parent / "found"
STEPS = 40
SELDOM = ("begin", "answer", "answer", "event", "hold", "free", "order", "cancel", "faults")
ACTS = ("turn",) * 6 + ("dies",) * 4 + ("clock",) * 4 + SELDOM


def walk(seed: int, steps: int = STEPS) -> None:
    """The walk of that number; raises where something is lost or doubled, or never ends."""
    chance = random.Random(seed)
    world = World(chance.randrange(2**32), chance.randint(2, 5))
    try:
        world.do(world.begin(chance.choice(FLOWS)))
        for _ in range(steps):
            _step(world, chance, chance.choice(ACTS))
            world.do(world.holds_true())
    finally:
        world.close()


def _step(world: World, chance: random.Random, act: str) -> None:
    match act:
        case "turn":
            world.do(world.turn(chance.randrange(world.workers), None))
        case "dies":
            world.do(world.turn(chance.randrange(world.workers), chance.randrange(25)))
        case "clock":
            world.play.house.clock.go(minutes=chance.choice((1, 1, 70, 60 * 25, 60 * 50, -60)))
        case "begin":
            world.do(world.begin(chance.choice(FLOWS)))
        case "answer":
            world.do(world.answers())
        case "event":
            world.do(happen(world.play, "email.replied", chance.choice(("c0", "c1", "c2"))))
        case "order":
            world.do(world.orders(chance.choice(("continue", "skip", "take over"))))
        case "faults":
            world.troubled = chance.choice((0.0, 0.3, 0.8))
        case "hold" | "free" | "cancel":
            run = world.do(world.some_run())
            if run is not None and act == "cancel":
                world.do(cancel(world.play, run))
            elif run is not None:
                world.do(hold(world.play, run, "paused" if act == "hold" else ""))


def keep(seed: int, steps: int) -> Path:
    """Keep a number on which a walk failed, where the tests look at it for ever."""
    FOUND.mkdir(exist_ok=True)
    file = FOUND / f"walk-{seed}.json"
    file.write_bytes(msgspec.json.encode((seed, steps)))
    return file
