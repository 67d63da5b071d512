"""Suggestions through the door: learned from the workspace's own flows, anew when one changes, and from no other's."""

from sayso.api.programs.suggesting import Typing, suggest
from sayso.runtime.bundled import bundled
from sayso.runtime.operations.flows import delete
from sayso.runtime.operations.learning import learnable
from sayso.runtime.operations.publishing import publish, save_draft
from tests.durable.playing import Play, playing
from tests.durable.practice import House
from tests.operations.scenes import people, played

OWN = """flow "Own {n}"
on manual
use people.notify
people.notify(@me, "one")
wait 9 days
say_goodbye
"""
TYPED = 'flow "A"\non manual\nuse people.notify\npeople.notify(@me, "one")\n'


async def offered(play: Play, workspace: str = "one", text: str = TYPED) -> list[str]:
    found = await suggest(play.door, workspace, "me", Typing(text, len(text)))
    return [one.label for one in found.suggestions]


async def made(play: Play, workspace: str, number: int) -> str:
    text = OWN.replace("{n}", str(number)).replace("say_goodbye\n", "")
    flow = await save_draft(play.door, workspace, text, "me")
    await publish(play.door, workspace, flow, "me", live=False)
    return flow


async def test_what_the_own_flows_do_is_learned_and_forgotten_with_them(url: str) -> None:
    async with played(url) as play:
        assert "wait 9 days" not in await offered(play)
        flows = [await made(play, "one", number) for number in range(24)]
        assert (await offered(play))[0] == "wait 9 days"
        for flow in flows:
            await delete(play.door, "one", flow, "me")
        assert "wait 9 days" not in await offered(play)


async def test_nothing_is_learned_from_another_workspace(file: str) -> None:
    async with playing(file, House(records=people(2), workspaces=("one", "two"))) as play:
        for number in range(24):
            await made(play, "two", number)
        assert (await offered(play, "two"))[0] == "wait 9 days"
        assert "wait 9 days" not in await offered(play, "one")
        learned = await learnable(play.door, "one")
        assert learned is not None and learned.texts == bundled()


async def test_nothing_is_learned_again_while_nothing_changed(file: str) -> None:
    async with played(file) as play:
        first = await learnable(play.door, "one")
        assert first is not None and len(first.texts) > 20
        assert await learnable(play.door, "one", first.mark) is None
        await made(play, "one", 1)
        second = await learnable(play.door, "one", first.mark)
        assert second is not None and second.mark != first.mark


async def test_any_caret_in_any_text_is_answered(file: str) -> None:
    async with played(file) as play:
        for text in ("", "\n\n", "flow", '"', "@", 'flow "A"\nif (((\n', "ü" * 300, "((((" * 400, 'x("' * 200):
            for caret in (0, len(text) // 2, len(text), len(text) + 9):
                for language in ("flow", "english"):
                    found = await suggest(play.door, "one", "me", Typing(text, caret, language))
                    assert len(found.suggestions) <= 12
