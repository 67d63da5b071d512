"""The model of an installation: asked within a time, a rate and a number at once; what it answered is remembered.

Kept in the memory of this process. It decides nothing about credits: whoever asks pays first.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, Literal

import msgspec

from sayso.compiler.ir import fingerprint
from sayso.copilot.model.choosing import WAYS, constraint
from sayso.copilot.model.drafting import Asking, Drafting, NotWritten, drafting
from sayso.copilot.model.task import Task, Way
from sayso.copilot.proposal import Proposal
from sayso.runtime.models.out import NotTaken, Out
from sayso.runtime.models.settings import ModelSettings, model_settings
from sayso.runtime.models.stream import Said
from sayso.runtime.observing.logs import log

MOST_KEPT: Final = 200
"""So many answers are remembered."""
KEPT_FOR: Final = 3_600.0
"""Seconds."""
MOST_AT_ONCE: Final = 8
MINUTE: Final = 60.0

Stage = Literal["rules", "asking", "writing", "checking", "repairing"]


class Progress(msgspec.Struct, frozen=True):
    """How far a draft is: what happens now, how many letters have come, which repair it is (0: none)."""

    stage: Stage
    letters: int = 0
    repair: int = 0


Told = Callable[[Progress], None]
Talk = Callable[..., Awaitable[Said]]


class Made(msgspec.Struct, frozen=True):
    """A model's proposal; tokens that were read and written for it."""

    proposal: Proposal
    read: int
    written: int


class Models:
    """One endpoint, or none. `clock` gives seconds, `pause` waits for some."""

    def __init__(
        self, settings: ModelSettings | None = None, clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:  # fmt: skip
        self.settings, self._clock, self._pause = settings, clock, pause
        self._kept: OrderedDict[str, tuple[float, Made]] = OrderedDict()
        self._asked: dict[str, deque[float]] = {}
        self._way: Way | None = None
        self._under_way = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Models":
        """What the environment names; raises `WorkspaceProblem`."""
        return cls(model_settings(environment))

    @property
    def name(self) -> str:
        """The model's name; empty where there is none."""
        return self.settings.model if self.settings else ""

    def key(self, workspace: str, task: Task) -> str:
        """What an answer is remembered under: everything that could change it."""
        catalog = fingerprint(task.catalog)
        asked = (task.request, task.today, task.conversation, task.current_flow)
        return fingerprint((workspace, self.settings.model if self.settings else "", catalog, asked))

    def kept(self, key: str) -> Made | None:
        """What was answered before, if it is still known."""
        known = self._kept.get(key)
        return known[1] if known is not None and self._clock() - known[0] < KEPT_FOR else None

    async def ask(self, workspace: str, task: Task, label: str, told: Told) -> Made:
        """Let the model draft; raises `Out`. Only what compiles is given, and remembered."""
        if self.settings is None:
            raise Out("is not set up")
        self._count(workspace)
        self._under_way += 1
        try:
            async with asyncio.timeout(self.settings.timeout):
                made = await self._drafted(self.settings, task, label, told)
        except TimeoutError:
            raise Out(f"did not answer within {self.settings.timeout:g} seconds") from None
        finally:
            self._under_way -= 1
        self._keep(self.key(workspace, task), made)
        return made

    def _count(self, workspace: str) -> None:
        """One more question of a workspace; raises `Out` where there are too many."""
        assert self.settings is not None
        now = self._clock()
        times = self._asked.setdefault(workspace, deque())
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) >= self.settings.per_minute:
            raise Out(f"is asked {self.settings.per_minute} times a minute at most")
        if self._under_way >= MOST_AT_ONCE:
            raise Out(f"answers {MOST_AT_ONCE} at once, and no more")
        times.append(now)

    def _keep(self, key: str, made: Made) -> None:
        self._kept[key] = (self._clock(), made)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    async def _drafted(self, settings: ModelSettings, task: Task, label: str, told: Told) -> Made:
        """By the first way that the endpoint takes; which one that is, is remembered."""
        ways = (settings.grammar,) if settings.grammar != "auto" else (self._way,) if self._way else WAYS
        for way in ways:
            try:
                made = await self._by(settings, way, task, label, told)
            except NotTaken:
                if way == ways[-1]:
                    self._way = None
                    raise
                continue
            self._way = way if settings.grammar == "auto" else None
            return made
        raise AssertionError("the last way returns or raises")

    async def _by(self, settings: ModelSettings, way: Way, task: Task, label: str, told: Told) -> Made:
        talk = await asyncio.to_thread(_talk)
        read = written = 0
        more = await asyncio.to_thread(constraint, way, task.catalog)
        machine = drafting(task, way, label)
        asking = next(machine)
        while True:
            repair = asking.round
            told(Progress("repairing" if repair else "asking", 0, repair))
            said = await talk(settings, asking.messages, more, _writing(told, repair), self._pause)
            read, written = read + said.read, written + said.written
            told(Progress("checking", len(said.text), repair))
            answer = await asyncio.to_thread(_sent, machine, said.text)
            if isinstance(answer, Proposal):
                return Made(answer, read, written)
            if isinstance(answer, NotWritten):
                log().info("a model's draft was not taken", model=settings.model, problems=answer.problems[:3])
                raise Out("wrote no flow that may be shown")
            asking = answer


def _talk() -> Talk:
    """How one talks with an endpoint: a second to import, which only a house with a model spends."""
    from sayso.runtime.models.talking import talk

    return talk


def _writing(told: Told, repair: int) -> Callable[[int], None]:
    return lambda letters: told(Progress("writing", letters, repair))


def _sent(machine: Drafting, said: str) -> Asking | Proposal | NotWritten:
    """What the machine makes of an answer. A generator's end cannot pass through a thread as an exception."""
    try:
        return machine.send(said)
    except StopIteration as end:
        found: Proposal | NotWritten = end.value
        return found
