"""The copilot beside the canvas: what was said, what it made of it, and what it proposes to change."""

import json
from typing import Any

import msgspec
from nicegui import ui

from sayso.compiler import compile
from sayso.compiler.bounds import words as bounds_words
from sayso.copilot.proposal import Alternative, Proposal, Turn
from sayso.dsl.blocks import Address
from sayso.dsl.diagnostics import Fix, apply_fix
from sayso.dsl.difference import difference
from sayso.dsl.parse import parse
from sayso.editor.canvas.boxes import Marks
from sayso.editor.canvas.places import written
from sayso.editor.drafting.editor import Editor
from sayso.editor.kit.doing import button, toast
from sayso.editor.kit.fields import Field
from sayso.editor.kit.tags import Tag, badge, box, icon, said, theirs
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.drafting_flows import Drafted, draft_flow
from sayso.runtime.operations.naming_flows import freely_named

WIDENS = "May do more: "
"""So begins what the box of the proposal says by itself."""
REVEAL = """
  const words = %s;
  const all = [...document.querySelectorAll("[data-assumed]")];
  const found = all.filter((one) => words.includes(one.dataset.assumed)).at(-1);
  found?.scrollIntoView({ block: 'nearest' });
  found?.querySelector('button')?.focus();
"""
"""Moves to the last place in the chat that speaks of it."""


class Said(msgspec.Struct):
    """One turn of the chat: the request, what came of it, and how it ended: "", accepted, rejected, applied."""

    request: str
    drafted: Drafted | None = None
    base: str = ""
    ended: str = ""
    trouble: str = ""


class Chat:
    """The chat of one editor."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.turns: list[Said] = []
        self._holder = box("chat-turns", role="log", aria_label=editor.say("chat.title"))
        with box("chat-say stack tight"):
            self._field = Field(
                "area", editor.say("chat.field"), hint=editor.say("chat.hint"), rows=2, entered=self.say,
            ).mark("chat")  # fmt: skip
            with box("line apart"):
                said(editor.say("chat.enter"), "small quiet", tag="span")
                button(editor.say("chat.send"), self._send, "", "send")
        editor.on_note.append(self.reveal)
        self._show()

    async def _send(self) -> None:
        await self.say(str(self._field.value))

    async def say(self, words: str, step: Address | None = None) -> str:
        """Ask the copilot; on an empty flow what it makes is applied at once. With a `step`, it is what this step is to
        say. Gives what it asks back, where it proposes nothing."""
        if not words.strip():
            return ""
        editor = self.editor
        self._field.put("")
        turn = Said(words.strip(), base=editor.text)
        self.turns.append(turn)
        self._show()
        request = words.strip()
        try:
            turn.drafted = await draft_flow(
                editor.view.door, editor.view.workspace, editor.view.who, request, tuple(editor.conversation),
                editor.flow, editor.text, step=step,
            )  # fmt: skip
        except Refused as problem:
            turn.trouble = problem.sentence
            self._show()
            return turn.trouble
        editor.conversation.append(Turn("user", request))
        proposal = turn.drafted.proposal
        told = proposal.questions[0].text if proposal.questions else proposal.readback.split("\n")[0]
        editor.conversation.append(Turn("copilot", told))
        if proposal.text and not editor.text.strip():
            await self._apply(turn, "applied")
        elif proposal.text and proposal.text != editor.text:
            self._propose(turn)
        self._show()
        return told if proposal.questions and not proposal.text else ""

    # ------------------------------------------------------------------ proposals

    def _propose(self, turn: Said) -> None:
        """Mark what would change, on canvas and in text."""
        assert turn.drafted is not None
        old, new = parse(self.editor.text).flow, parse(turn.drafted.proposal.text).flow
        if old is None or new is None:
            return
        changes = {
            written(one.old): one.kind for one in difference(old, new).changes
            if one.old is not None and one.kind in ("changed", "removed", "moved")
        }  # fmt: skip
        self.editor.mark(Marks(self.editor.marks.notes, changes))

    async def _accept(self, turn: Said) -> None:
        await self._apply(turn, "accepted")

    async def _apply(self, turn: Said, how: str) -> None:
        """One undo step; on top of what was changed meanwhile, where it touches other words."""
        assert turn.drafted is not None
        editor, proposal = self.editor, turn.drafted.proposal
        if not turn.base.strip():
            text = await freely_named(editor.view.door, editor.view.workspace, editor.flow, proposal.text)
            proposal = msgspec.structs.replace(proposal, text=text)
            turn.drafted = msgspec.structs.replace(turn.drafted, proposal=proposal)
        await editor.change(proposal.text, editor.say("chat.step", words=_short(turn.request)), before=turn.base)
        turn.ended = how
        notes: dict[str, str] = {}
        for one in proposal.assumptions:
            if one.address is not None:
                at = written(one.address)
                notes[at] = f"{notes[at]}; {one.text}" if at in notes else one.text
        made, now = parse(proposal.text).flow, editor.compiled.flow
        if made is not None and now is not None:
            editor.mark(Marks({**editor.marks.notes, **Marks(notes).carried(made, now).notes}))
        if how == "applied":
            toast(editor.say("chat.applied"), editor.say("editor.undo"), editor.undo)
        self._show()

    def _reject(self, turn: Said) -> None:
        turn.ended = "rejected"
        self.editor.mark(Marks(self.editor.marks.notes, {}))
        self._show()

    def _reopen(self, turn: Said) -> None:
        turn.ended, turn.base = "", self.editor.text
        self._propose(turn)
        self._show()

    async def _choose(self, turn: Said, alternative: Alternative) -> None:
        """Another value for what was assumed: in the proposal, and in the draft once that was taken."""
        assert turn.drafted is not None
        text = apply_fix(turn.drafted.proposal.text, Fix(alternative.title, alternative.edits))
        if turn.ended in ("accepted", "applied"):
            await self.editor.change(text, alternative.title, before=turn.drafted.proposal.text)
        turn.drafted = msgspec.structs.replace(
            turn.drafted, proposal=msgspec.structs.replace(turn.drafted.proposal, text=text, assumptions=tuple(
                one for one in turn.drafted.proposal.assumptions if alternative not in one.alternatives)))  # fmt: skip
        self._show()

    # ------------------------------------------------------------------ showing

    def reveal(self, words: str) -> None:
        """Go to what else something assumed could be."""
        ui.run_javascript(REVEAL % json.dumps(words))

    def _show(self) -> None:
        self._holder.clear()
        with self._holder:
            if not self.turns:
                said(self.editor.say("chat.begin"), "quiet")
            for turn in self.turns:
                self._turn(turn)
        ui.run_javascript(f"getHtmlElement({self._holder.id})?.scrollTo(0, 1e9)")

    def _turn(self, turn: Said) -> None:
        with Tag("article", look="turn", attributes={"data-turn": turn.ended or "open"}):
            with box("turn-mine"):
                self._request(turn)
            if turn.trouble:
                theirs(turn.trouble, "words")
            elif turn.drafted is None:
                said(self.editor.say("chat.thinking"), "quiet", tag="span").mark(role="status")
            else:
                self._answer(turn, turn.drafted.proposal)

    def _request(self, turn: Said) -> None:
        """The sentence, each clause marked by what it became."""
        proposal = turn.drafted.proposal if turn.drafted is not None else None
        if proposal is None or proposal.request != turn.request:
            theirs(turn.request, "words")
            return
        at = 0
        for heard in sorted(proposal.heard, key=lambda one: one.start):
            if heard.start < at:
                continue
            theirs(turn.request[at : heard.start])
            words = self.editor.say(f"chat.became_{heard.became.replace(' ', '_')}")
            mark = theirs(turn.request[heard.start : heard.end], "heard")
            mark.mark(title=words, data_became=heard.became)
            if heard.address is not None:
                address = written(heard.address)
                mark.on("click", lambda address=address: self.editor.select(address))
            at = heard.end
        theirs(turn.request[at:])

    def _answer(self, turn: Said, proposal: Proposal) -> None:
        say = self.editor.say
        theirs(proposal.engine, "small quiet", tag="p").mark(data_engine=turn.drafted.by if turn.drafted else "")
        if proposal.answer:
            theirs(proposal.answer, "note words", tag="p").mark(data_answer="true")
            return
        for clause in [one for one in proposal.heard if one.became == "not used"]:
            theirs(say("chat.left_out", words=proposal.request[clause.start : clause.end]), "note warn words", tag="p")
        for question in proposal.questions:
            self._question(question)
        for assumption in proposal.assumptions:
            if assumption.text.startswith(WIDENS):
                continue
            with box("assumed line wrap", data_assumed=assumption.text):
                icon("info")
                theirs(say("chat.assumed", words=assumption.text), "words", tag="span")
                for one in assumption.alternatives[:4]:
                    button(one.title, lambda one=one: self._choose(turn, one), "link").mark(translate="no")
        if proposal.text and proposal.text != turn.base:
            self._change(turn, proposal)
        elif not proposal.questions and not proposal.text:
            theirs(proposal.readback or say("chat.nothing"), "words", tag="p")

    def _question(self, question: Any) -> None:
        with box("note accent stack tight"):
            theirs(question.text, "words", tag="p")
            with box("line wrap"):
                for answer in question.answers[:4]:
                    button(answer, lambda answer=answer: self.say(answer)).mark(translate="no")

    def _change(self, turn: Said, proposal: Proposal) -> None:
        """What would change: what it may do then, the ceiling before and after, and the two answers."""
        say = self.editor.say
        with box("proposal stack tight", data_proposal=turn.ended or "open"):
            for power in turn.drafted.may_now if turn.drafted and turn.base.strip() else ():
                theirs(say("chat.may_now", words=power), "note warn words", tag="p")
            before = _at_most(turn.base, self.editor)
            if before and before != proposal.bounds:
                theirs(f"{before} → {proposal.bounds}", "small quiet words", tag="p")
            if turn.ended in ("accepted", "applied"):
                badge(say("chat.accepted"), "good", "check")
            elif turn.ended == "rejected":
                with box("line"):
                    badge(say("chat.rejected"))
                    button(say("chat.reopen"), lambda: self._reopen(turn), "link")
            else:
                with box("line"):
                    button(say("chat.accept"), lambda: self._accept(turn), "first", "check")
                    button(say("chat.reject"), lambda: self._reject(turn))


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


def _at_most(text: str, editor: Editor) -> str:
    if not text.strip():
        return ""
    bounds = compile(text, editor.catalog).bounds
    return bounds_words(bounds) if bounds is not None else ""
