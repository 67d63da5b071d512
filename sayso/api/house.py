"""What the door asks of the house behind it, and the answers it gets. Decides nothing, stores nothing."""

from typing import Protocol

import msgspec

from sayso.runtime.inbound import Challenge, Delivery, Entry, Problem, Refused, Unfit


class Answer(msgspec.Struct, frozen=True):
    """What to tell whoever sent something. From 400 on, `code` and `sentence` say what is wrong, `problems` where."""

    status: int = 202
    body: str = ""
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    code: str = ""
    sentence: str = ""
    problems: tuple[Problem, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """A flow's public form: its title and fields."""

    title: str
    entries: tuple[Entry, ...]


class House(Protocol):
    """Everything the door can ask. Whatever `receive` or `submit` answers with a 2xx has been stored before."""

    async def receive(self, workspace: str, flow: str, name: str, delivery: Delivery) -> Answer:
        """A webhook's delivery; an unknown workspace, flow or name gives `unknown()`."""
        ...

    async def form(self, workspace: str, form_id: str) -> Form | None:
        """The public form of a flow; None where there is none."""
        ...

    async def submit(self, workspace: str, form_id: str, delivery: Delivery) -> Answer:
        """A form that was filled in."""
        ...

    async def ready(self) -> tuple[bool, dict[str, str]]:
        """Whether work can be taken on, and the state of each part: {"database": "ok"}."""
        ...

    def metrics(self) -> bytes:
        """The numbers for operators, as Prometheus reads them."""
        ...


def accepted(id: str, again: bool = False) -> Answer:
    """It is stored; `again` says it was already, from an earlier delivery of the same."""
    return Answer(200 if again else 202, msgspec.json.encode({"id": id, "duplicate": again}).decode())


def unknown() -> Answer:
    """There is nothing at this address, or nothing the sender may know of."""
    return Answer(404, code="not-found", sentence="There is nothing at this address.")


def refused(problem: Refused) -> Answer:
    """A delivery that was not taken."""
    return Answer(problem.status, code=problem.code, sentence=problem.sentence)


def unfit(problem: Unfit) -> Answer:
    """Fields that do not fit; nothing was stored."""
    told = "Some fields do not fit. Nothing was sent; mend them and send again."
    return Answer(422, code="invalid", sentence=told, problems=problem.problems)


def challenged(challenge: Challenge) -> Answer:
    """A sender's question, answered."""
    return Answer(200, challenge.body, challenge.content_type, challenge.reply)
