"""Operations that only compute: names, conditions, jumps, what is handed out, and the end of a lane."""

from collections.abc import Iterable

from sayso.compiler import ir
from sayso.interpreter.expressions import Env, Settings, closure
from sayso.interpreter.moving import STAY, Moving
from sayso.interpreter.operations.base import Linkable, optional
from sayso.interpreter.state import Ended


class Assign(Linkable):
    """`let @x = …`"""

    def __init__(self, op: ir.Assign, settings: Settings) -> None:
        """Link the value."""
        super().__init__(op, settings)
        self.name, self.value = op.name, closure(op.value, settings)

    def run(self, moving: Moving) -> int:
        """Bind the name."""
        lane, env = moving.lane, moving.env
        lane.data[self.name] = env[self.name] = self.value(env)
        if lane.stale:
            lane.stale -= {self.name}
        return self.next


class Jump(Linkable):
    """Go on elsewhere."""

    def __init__(self, op: ir.Jump, settings: Settings) -> None:
        """Keep the place."""
        super().__init__(op, settings)
        self.to = op.to

    def run(self, moving: Moving) -> int:
        """Go there."""
        return self.to


class Test(Linkable):
    """`if`, and the `until` of a `repeat`."""

    __test__ = False

    def __init__(self, op: ir.Test, settings: Settings) -> None:
        """Link the condition, and what it looks at for those who ask why."""
        super().__init__(op, settings)
        self.condition, self.otherwise, self.text = closure(op.condition, settings), op.otherwise, op.text
        self.looks = [(label, closure(core, settings)) for label, core in looks_at(op.condition)]

    def run(self, moving: Moving) -> int:
        """True goes on; false and unknown go to `otherwise`."""
        truth = self.condition(moving.env)
        if moving.notes is not None:
            moving.note("decided", self.step, text=self.text, truth=truth, values=self.looked_at(moving.env))
        return self.next if truth is True else self.otherwise

    def looked_at(self, env: Env) -> tuple[tuple[str, object], ...]:
        """The values that the condition looks at."""
        return tuple((label, value(env)) for label, value in self.looks)


def looks_at(core: ir.Core) -> list[tuple[str, ir.Core]]:
    """The data a condition looks at, by the words of its paths: "contact.title"."""
    label = _label(core)
    if label:
        return [(label, core)]
    inner = (getattr(core, name) for name in core.__struct_fields__)
    found = [pair for value in inner for pair in _inside(value)]
    return list(dict(found).items())


def _inside(value: object) -> Iterable[tuple[str, ir.Core]]:
    if isinstance(value, ir.Core):
        return looks_at(value)
    if isinstance(value, tuple):
        return [pair for item in value for pair in _inside(item)]
    return []


def _label(core: ir.Core) -> str:
    match core:
        case ir.Load() if "." not in core.name:
            return core.name.partition("#")[0]
        case ir.Get() | ir.Project():
            of = _label(core.of)
            return f"{of}.{core.field}" if of else ""
    return ""


class Hand(Linkable):
    """`keep`"""

    def __init__(self, op: ir.Hand, settings: Settings) -> None:
        """Link the value."""
        super().__init__(op, settings)
        self.value = closure(op.value, settings)

    def run(self, moving: Moving) -> int:
        """Hand the value out."""
        moving.lane.kept += (self.value(moving.env),)
        return self.next


class End(Linkable):
    """The end of a lane."""

    def __init__(self, op: ir.End, settings: Settings) -> None:
        """Link the reason or value."""
        super().__init__(op, settings)
        self.how, self.value = op.how, optional(op.value, settings)
        self.plainly = Ended(op.how, op.step) if op.value is None else None

    def run(self, moving: Moving) -> int:
        """End it."""
        moving.lane.ended = self.plainly or self.ended(moving.env)
        return STAY

    def ended(self, env: Env) -> Ended:
        """How a lane ends whose reason or value must be worked out."""
        value = self.value(env) if self.value is not None else None
        if self.how == "returned":
            return Ended("returned", self.step, value=value)
        return Ended(self.how, self.step, str(value or ""))
