"""What happens next? The machine: a program, a lane and an outcome give the lane's next want or its end."""

from sayso.interpreter.link import Linked, link
from sayso.interpreter.machine import advance

__all__ = ["Linked", "advance", "link"]
