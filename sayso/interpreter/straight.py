"""Which loops have a body that goes straight: it sets names, decides, calls tools and ends, and does nothing else.

An item of such a loop needs no lane as long as the world answers at once: its names are all there is to it. What only
sets names and decides is one function from each call to the next, in which every operation hands on to the one after.
"""

from collections.abc import Callable, Sequence

from sayso.interpreter.expressions import Closure, Env
from sayso.interpreter.operations import Assign, Call, Each, End, Jump, Linkable, Test
from sayso.interpreter.state import Note

Seen = list[Note] | None
"""What was decided, if anybody listens; with the path of the step alone."""
Ahead = Callable[[Env, Seen], Call | End]
"""Sets names and decides, up to the next call or the end, and gives that."""
ASKING = ("people", "flow")
"""Calls of these are answered by somebody, or by another run: later."""
LONGEST = 100
"""A body of more operations than these does not go straight: so many functions hand on to each other at most."""


class Straight:
    """The bodies that go straight: what lies `ahead` where they begin, and after each of their calls.

    `trusted` are the tools whose arguments no stranger's words are in.
    """

    def __init__(self, operations: Sequence[Linkable]) -> None:
        self._operations = operations
        self.ahead: dict[int, Ahead] = {}
        for begin in (op.at + 1 for op in operations if isinstance(op, Each)):
            self._look_at(begin)
        calls = [op for op in operations if isinstance(op, Call)]
        self.trusted = {call.tool for call in calls} - {call.tool for call in calls if call.tainted}

    def _look_at(self, begin: int) -> None:
        """Keep what lies ahead in a body, if it goes straight."""
        body = self._reached(begin)
        if len(body) <= LONGEST and all(self._is_straight(op) for op in body):
            calls = [op for op in body if isinstance(op, Call)]
            self.ahead |= {place: self._from(place) for place in (begin, *(call.next for call in calls))}
            for call in calls:
                after = self._operations[call.next]
                call.ends = after.plainly if isinstance(after, End) else None

    def _reached(self, begin: int) -> list[Linkable]:
        """All operations that can be reached from here, in a body without turns."""
        reached, following = dict[int, Linkable](), [begin]
        while following:
            place = following.pop()
            if place not in reached:
                op = reached[place] = self._operations[place]
                following += _following(op)
        return list(reached.values())

    def _is_straight(self, op: Linkable) -> bool:
        """Whether it only sets names and decides, calls a tool that answers at once, or ends without a failure."""
        match op:
            case Assign() | Test() | Jump():
                return True
            case End():
                return op.how != "failed"
            case Call() if type(op) is Call:
                after = self._operations[op.next]
                is_fresh = not op.stales or (isinstance(after, End) and after.plainly is not None)
                return op.plain and not op.marks and is_fresh and op.tool.partition(".")[0] not in ASKING
        return False

    def _from(self, place: int) -> Ahead:
        """What lies ahead of a place."""
        op = self._operations[place]
        match op:
            case Assign():
                return _set(op.name, op.value, self._from(op.next))
            case Test():
                return _decided(op, self._from(op.next), self._from(op.otherwise))
            case Jump():
                return self._from(op.to)
            case Call() | End():
                return lambda env, seen: op
        raise TypeError(f"{type(op).__name__} does not go straight")


def _following(op: Linkable) -> tuple[int, ...]:
    match op:
        case Test():
            return op.next, op.otherwise
        case Jump():
            return (op.to,)
        case Assign() | Call():
            return (op.next,)
    return ()


def _set(name: str, value: Closure, onward: Ahead) -> Ahead:
    def set_name(env: Env, seen: Seen) -> Call | End:
        env[name] = value(env)
        return onward(env, seen)

    return set_name


def _decided(test: Test, met: Ahead, otherwise: Ahead) -> Ahead:
    """True goes on; false and unknown go to `otherwise`."""
    condition = test.condition

    def decide(env: Env, seen: Seen) -> Call | End:
        truth = condition(env)
        if seen is not None:
            seen.append(Note("decided", test.step, test.step, test.text, truth, test.looked_at(env)))
        return met(env, seen) if truth is True else otherwise(env, seen)

    return decide
