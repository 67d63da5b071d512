"""The twelve operations with their expressions linked to closures: what each does, and what it does with the answer.

`run` moves a lane on or leaves a want; `receive` takes what came of that want. Nothing here knows the world.
"""

from sayso.interpreter.operations.base import Linkable
from sayso.interpreter.operations.blocks import Each, Guard, Release, Turn
from sayso.interpreter.operations.calls import Call
from sayso.interpreter.operations.plain import Assign, End, Hand, Jump, Test
from sayso.interpreter.operations.times import Hear, Listener, Pause

__all__ = [
    "Assign", "Call", "Each", "End", "Guard", "Hand", "Hear", "Jump", "Linkable", "Listener", "Pause", "Release",
    "Test", "Turn",
]  # fmt: skip
