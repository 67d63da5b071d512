"""Drafts, step by step: what somebody did is taken back and done again, and what others did meanwhile stays."""

import pytest

from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.editing import MOST_STEPS, TYPED, Splice, edit_draft, open_draft, redo, splice, undo
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.operations.texts import drafts_of
from tests.durable.playing import Play
from tests.operations.scenes import played

BEGUN = 'flow "A"\non manual\n'


async def drafted(play: Play, text: str = BEGUN) -> str:
    return await save_draft(play.door, "one", text, "ann")


async def typed(play: Play, flow: str, words: str, who: str = "ann") -> str:
    """Type at the end, key by key."""
    text = (await open_draft(play.door, "one", flow, who)).text
    for key in words:
        await edit_draft(play.door, "one", flow, who, text, text + key)
        text += key
    return text


@pytest.mark.parametrize(
    ("before", "after", "made"),
    [("abc", "abc", Splice(3, "", "")), ("abc", "aXc", Splice(1, "b", "X")), ("", "x", Splice(0, "", "x")),
     ("aa", "aaa", Splice(2, "", "a")), ("xyz", "", Splice(0, "xyz", "")), ("😀a", "😀b", Splice(1, "a", "b"))],
)  # fmt: skip
def test_two_texts_differ_in_one_stretch(before: str, after: str, made: Splice) -> None:
    assert splice(before, after) == made
    assert before[: made.start] + made.new + before[made.start + len(made.old) :] == after


async def test_what_is_typed_without_a_pause_is_one_step(url: str) -> None:
    async with played(url) as play:
        flow = await drafted(play)
        text = await typed(play, flow, "stop")
        play.house.clock.go(seconds=2)
        await typed(play, flow, " now")
        assert (await undo(play.door, "one", flow, "ann")).text == text
        assert (await undo(play.door, "one", flow, "ann")).text == BEGUN
        with pytest.raises(Refused, match="nothing to undo"):
            await undo(play.door, "one", flow, "ann")
        assert (await redo(play.door, "one", flow, "ann")).text == text
        done = await redo(play.door, "one", flow, "ann")
        assert (done.text, done.undo, done.redo) == (text + " now", TYPED, "")


async def test_a_new_line_begins_a_step_and_so_does_every_other_kind_of_change(url: str) -> None:
    async with played(url) as play:
        flow = await drafted(play)
        await typed(play, flow, "ab\ncd")
        text = (await open_draft(play.door, "one", flow, "ann")).text
        await edit_draft(play.door, "one", flow, "ann", text, text + "!", "moved a step")
        back = [(await undo(play.door, "one", flow, "ann")).text for _ in range(4)]
        assert back == [BEGUN + "ab\ncd", BEGUN + "ab\n", BEGUN + "ab", BEGUN]


async def test_what_somebody_else_changed_elsewhere_stays(url: str) -> None:
    async with played(url) as play:
        flow = await drafted(play, "one\ntwo\nthree\n")
        await edit_draft(play.door, "one", flow, "ann", "one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "ann's")
        await edit_draft(play.door, "one", flow, "bo", "one\ntwo\nthree\n", "one\ntwo\nTHREE\n", "bo's")
        both = await open_draft(play.door, "one", flow, "ann")
        assert (both.text, both.undo) == ("ONE\ntwo\nTHREE\n", "ann's")
        assert (await undo(play.door, "one", flow, "ann")).text == "one\ntwo\nTHREE\n"
        assert (await undo(play.door, "one", flow, "bo")).text == "one\ntwo\nthree\n"


async def test_the_same_words_changed_by_two_are_refused_and_nothing_is_lost(url: str) -> None:
    async with played(url) as play:
        flow = await drafted(play, "one two three")
        await edit_draft(play.door, "one", flow, "ann", "one two three", "one 2 three", "ann's")
        with pytest.raises(Refused, match="same words"):
            await edit_draft(play.door, "one", flow, "bo", "one two three", "one zwei three", "bo's")
        await edit_draft(play.door, "one", flow, "bo", "one 2 three", "one deux three", "bo's")
        with pytest.raises(Refused, match="changed by somebody else"):
            await undo(play.door, "one", flow, "ann")
        assert (await open_draft(play.door, "one", flow, "ann")).text == "one deux three"


async def test_a_new_step_ends_what_could_be_done_again_and_the_oldest_are_forgotten(file: str) -> None:
    async with played(file) as play:
        flow, text = await drafted(play, ""), ""
        for number in range(MOST_STEPS + 5):
            after = text + f"{number}\n"
            await edit_draft(play.door, "one", flow, "ann", text, after, f"step {number}")
            text = after
        for _ in range(MOST_STEPS):
            text = (await undo(play.door, "one", flow, "ann")).text
        assert text == "0\n1\n2\n3\n4\n"
        with pytest.raises(Refused):
            await undo(play.door, "one", flow, "ann")
        await edit_draft(play.door, "one", flow, "ann", text, text + "new", "another")
        with pytest.raises(Refused, match="nothing more"):
            await redo(play.door, "one", flow, "ann")


async def test_the_drafts_that_are_open_are_looked_at_together(url: str) -> None:
    async with played(url) as play:
        one, other = await drafted(play), await drafted(play, "flow")
        text = await typed(play, one, "stop")
        assert await drafts_of(play.door, "one", (one, other, "gone")) == {one: text, other: "flow"}
        assert await drafts_of(play.door, "one", ()) == {}
