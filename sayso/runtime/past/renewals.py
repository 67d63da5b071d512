"""The past of "Renewal playbook": five customers, and the pause because of an urgent ticket."""

from functools import partial
from typing import Final

from sayso.connectors.crm.store import Store
from sayso.runtime.home import MAIN
from sayso.runtime.operations import answers
from sayso.runtime.operations.flows import pause
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.operations.runs import cancel
from sayso.runtime.operations.starting import start
from sayso.runtime.past.playing import PRIYA, Past, text_of
from sayso.runtime.storage.tables import runs

FLOW: Final = "renewal-playbook"
DRAFT: Final = (("- 60 days", "- 75 days"), ("within 5 days\n\nstage", "within 3 days\n\nstage"))
NOTE: Final = "Saltmarsh's urgent ticket comes first"
HEALTHIER: Final = 71
"""The health of Nimbus Desk until a week ago."""


def plan(past: Past) -> None:
    """Put everything into the script."""
    whole = text_of(FLOW)
    first_two = (whole[whole.index('stage "Decision"') :], "")
    past.then(past.at, partial(past.publish, FLOW, PRIYA, "The first two stages", first_two, ("crm.create_task, ", "")))
    past.then(past.at, partial(_health, past.place.crm, past, HEALTHIER))
    past.then(past.ago(7.3), partial(_health, past.place.crm, past, 58))
    past.then(past.by_day(30, 8), partial(_start, past, "Saltmarsh Energy"))
    past.then(past.by_day(29, 10), partial(past.publish, FLOW, PRIYA, "Decision and last call"))
    for minute, name in enumerate(("Saltmarsh Energy", "Nimbus Desk", "Pagewright")):
        past.then(past.by_day(28, 10, minute), partial(_start, past, name))
    past.then(past.by_day(27, 9, 30), partial(_start, past, "Halden Foods"))
    past.then(past.by_day(27, 9, 40), partial(_cancel, past, "Halden Foods", "Too early: they renew in half a year"))
    past.then(past.by_day(17, 9, 20), partial(_answer, past, "Saltmarsh", "unsure"))
    past.then(past.by_day(13, 11), partial(past.approve, FLOW, "Niamh Byrne", PRIYA))
    past.then(past.by_day(10, 15), partial(_cancel, past, "Pagewright", "They signed the renewal"))
    past.then(past.by_day(2, 16), partial(_draft, past))
    past.then(past.by_day(1, 17), partial(_pause, past))


async def _health(store: Store, past: Past, score: int) -> None:
    """What the health check measured for Nimbus Desk."""
    with store.writing(past.at) as writing:
        id = writing.by_key("company", "Nimbus Desk")
        assert id is not None
        writing.change("company", id, {"health": score})
        if score < HEALTHIER:
            writing.log(("company", id), "note", f"Health score fell from {HEALTHIER} to {score}")


async def _start(past: Past, name: str) -> None:
    with past.place.crm.writing(past.at) as writing:
        id = writing.by_key("company", name)
    await start(past.door, MAIN, past.flows[FLOW], PRIYA, {"customer": id})


async def _cancel(past: Past, name: str, why: str) -> None:
    """Cancel the open run of a customer."""
    query = runs.select().where(runs.c.workspace == MAIN, runs.c.flow == past.flows[FLOW], runs.c.state == "active")
    async with past.home.storage.reading(MAIN) as connection:
        rows = (await connection.execute(query)).all()
    found = next(row.id for row in rows if name in row.inputs)
    await cancel(past.door, MAIN, found, PRIYA, why)


async def _answer(past: Past, name: str, value: str) -> None:
    for ask in (await past.waiting(FLOW, "question"))[:]:
        if name in ask.text:
            await answers.answer(past.door, MAIN, ask.id, PRIYA, value)


async def _draft(past: Past) -> None:
    await save_draft(past.door, MAIN, text_of(FLOW, *DRAFT), PRIYA, past.flows[FLOW])


async def _pause(past: Past) -> None:
    await pause(past.door, MAIN, past.flows[FLOW], PRIYA, NOTE)
