"""When something a live flow uses is changed, its next run takes that; what no longer fits is paused and told."""

import msgspec
import pytest

from sayso.dsl.catalog import Template
from sayso.dsl.types import RecordOf
from sayso.runtime.engine.premises import Premises
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.starting import start
from tests.durable.playing import Play
from tests.triggers.playing import come, flow, reasons, settle, states, told
from tests.triggers.test_events import PERSON

USES = 'flow "Uses"\non contact.created\nuse email.send\nemail.send(to: @contact, template: "Hello")\n'


def with_template(play: Play, body: str | None) -> None:
    before = play.house.premises("one")
    kinds = (("contact", RecordOf("contact")),)
    templates = {} if body is None else {"Hello": Template("Hello", "Hi", body, kinds)}
    catalog = msgspec.structs.replace(before.catalog, templates=templates)
    play.house._premises["one"] = Premises("one", catalog, before.sides, guard_days=0)


async def test_the_next_run_takes_the_changed_template(play: Play) -> None:
    with_template(play, "First words")
    await play.publish(USES)
    await come(play, "e1", "contact.created", contact={**PERSON, "id": "c1"})
    await settle(play)
    with_template(play, "Second words")
    await come(play, "e2", "contact.created", contact={**PERSON, "id": "c2"})
    await settle(play)
    assert await states(play) == ["completed", "completed"]
    bodies = [given["text"] for given in play.effects("email.send")]
    assert bodies == ["First words", "Second words"]


async def test_a_flow_whose_template_is_gone_is_paused_and_its_owner_told(play: Play) -> None:
    with_template(play, "First words")
    id = await play.publish(USES)
    with_template(play, None)
    await come(play, "e1", "contact.created", contact=PERSON)
    await settle(play)
    assert await states(play) == []
    assert (await flow(play, id)).status == "paused"
    (message,) = await told(play, "broken")
    assert "Hello" in message
    assert "no longer fits" in (await reasons(play))[0]
    with pytest.raises(Refused):
        await start(play.door, "one", id, "me", {"contact": PERSON})
