"""What stands behind the door: the operations, in the shape the door asks for."""

from collections.abc import Awaitable, Callable

from sayso.api.house import Answer, Form, accepted, challenged, refused, unfit, unknown
from sayso.runtime.inbound import Challenge, Delivery, Refused, Trapped, Unfit
from sayso.runtime.observing.metrics import Metrics
from sayso.runtime.operations import receiving
from sayso.runtime.operations.door import Door, NotHere

Ready = Callable[[], Awaitable[tuple[bool, dict[str, str]]]]


class Behind:
    """The house behind the door."""

    def __init__(self, door: Door, metrics: Metrics, ready: Ready) -> None:
        self.door, self._metrics, self._ready = door, metrics, ready

    async def receive(self, workspace: str, flow: str, name: str, delivery: Delivery) -> Answer:
        """A webhook's delivery: stored before it is acknowledged."""
        try:
            found = await receiving.receive(self.door, workspace, flow, name, delivery)
        except NotHere:
            self._metrics.event("other", "unknown")
            return unknown()
        return self._answer("sayso", found)

    async def form(self, workspace: str, form_id: str) -> Form | None:
        """The public form of a flow."""
        try:
            form = await receiving.form_of(self.door, workspace, form_id)
        except NotHere:
            return None
        return Form(form.title, form.entries)

    async def submit(self, workspace: str, form_id: str, delivery: Delivery) -> Answer:
        """A form that was filled in: stored before anybody is thanked."""
        try:
            found = await receiving.submit(self.door, workspace, form_id, delivery)
        except NotHere:
            return unknown()
        return self._answer("form", found)

    def _answer(self, source: str, found: receiving.Stored | Challenge | Refused | Unfit | Trapped) -> Answer:
        match found:
            case receiving.Stored():
                self._metrics.event(source, "duplicate" if found.again else "stored")
                answer = accepted(found.id, found.again)
                return Answer(answer.status, answer.body, headers=found.reply)
            case Challenge():
                self._metrics.event(source, "challenge")
                return challenged(found)
            case Unfit():
                self._metrics.event(source, "invalid")
                return unfit(found)
            case Trapped():
                self._metrics.event(source, "trapped")
                return accepted("received")
            case Refused():
                self._metrics.event(source, "refused")
                return refused(found)

    async def ready(self) -> tuple[bool, dict[str, str]]:
        """Whether work can be taken on."""
        return await self._ready()

    def metrics(self) -> bytes:
        """The numbers for operators."""
        return self._metrics.text()
