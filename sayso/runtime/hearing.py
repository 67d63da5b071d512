"""Who listens for which events, and which of them a lane hears: each at most once, none from before it may count."""

from collections.abc import Iterator
from datetime import datetime

from sayso.interpreter.operations import Listener
from sayso.interpreter.state import Await, Event, Lane, Outcome, Want, Watch
from sayso.runtime.run import Run
from sayso.runtime.world import World


class Hearing:
    """The events so far, and the lanes that listen with the want they listen for."""

    def __init__(self, world: World) -> None:
        """Nobody listens yet."""
        self.world = world
        self.events: list[Event] = []
        self._ids: set[str] = set()
        self._own_events: dict[tuple[str, str], list[Event]] = {}
        self.listening: dict[tuple[str, str], Want] = {}
        self._announced: set[tuple[str, str, str]] = set()

    def already(self, run: Run, path: str, want: Want, now: datetime) -> Outcome | None:
        """An event that has already come and ends the wait, or the sequence the call stands in."""
        if not want.watch and not isinstance(want, Await):
            return None
        own = self._own_events.get((run.id, path), [])
        heard = (self.hears(run, path, want, event, now) for event in [*self.events, *own])
        return next((outcome for outcome in heard if outcome is not None), None)

    def listen(self, run: Run, path: str, want: Want, now: datetime) -> Iterator[Event]:
        """Listen from now on; gives the events that will come to this lane because it waits."""
        for each in self.begin(run, path, want):
            guard = _guard(path, want, each)
            for number, (at, data) in enumerate(self.world.coming(run.place(path), each, now)):
                yield Event(f"{path}/{guard}/{each.event}/{number}", each.event, at, data)

    def begin(self, run: Run, path: str, want: Want) -> Iterator[Await | Watch]:
        """Listen from now on; gives what this lane has not listened for before."""
        awaited: list[Await | Watch] = [*want.watch, *([want] if isinstance(want, Await) else [])]
        if awaited:
            self.listening[run.id, path] = want
        for each in awaited:
            known = (run.id, path, _guard(path, want, each))
            if known not in self._announced:
                self._announced.add(known)
                yield each

    def came(self, event: Event) -> None:
        """An event came; from now on whoever looks sees it."""
        if event.id not in self._ids:
            self._ids.add(event.id)
            self.events.append(event)

    def keep(self, run: Run, path: str, event: Event) -> None:
        """An event came to one lane alone."""
        self._own_events.setdefault((run.id, path), []).append(event)

    def listeners(self, event: Event) -> list[tuple[str, str, Want]]:
        """The lanes that listen for events of this name, in the order they began to."""
        return [(run, path, want) for (run, path), want in self.listening.items() if _listens(want, event.name)]

    def hears(self, run: Run, path: str, want: Want, event: Event, now: datetime) -> Outcome | None:
        """What comes of an event for a lane, if it is the one that was meant."""
        lane = run.lanes[path]
        if event.id in lane.heard:
            return None
        for each in want.watch:
            listener = run.linked.listeners[lane.frames[each.frame].at]
            if each.event == event.name and event.at >= each.since and _meant(run, path, lane, listener, event, now):
                return Outcome("heard", now, event=event, frame=each.frame)
        if not isinstance(want, Await) or want.event != event.name or event.at < want.since:
            return None
        listener = run.linked.hearing[lane.pc]
        return Outcome("heard", now, event=event) if _meant(run, path, lane, listener, event, now) else None


def _guard(path: str, want: Want, each: Await | Watch) -> str:
    """What is listened for at one place of a lane, by name."""
    return want.path if isinstance(each, Await) else f"{path}#{each.frame}"


def _listens(want: Want, name: str) -> bool:
    return any(each.event == name for each in want.watch) or (isinstance(want, Await) and want.event == name)


def _meant(run: Run, path: str, lane: Lane, listener: Listener, event: Event, now: datetime) -> bool:
    return listener.hears({**run.scope(path), **lane.data, "now": now}, event.data)
