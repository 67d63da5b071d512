"""What happens next? The machine: a program, a lane and an outcome give the lane's next want or its end."""

from sayso.interpreter.link import Linked, link
from sayso.interpreter.machine import advance, move
from sayso.interpreter.moving import Moving

__all__ = ["Linked", "Moving", "advance", "link", "move"]
