"""`sayso approve`: what waits for a person, shown whole, and answered."""

import argparse
from collections.abc import Awaitable, Callable

import msgspec

from sayso.cli import at_home
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console, Problem, plain
from sayso.cli.running import pairs
from sayso.runtime.operations import answers
from sayso.runtime.operations.inbox import AskLine, inbox

KINDS = {
    "approval": "wants to be approved", "question": "asks you", "hand-off": "hands over to you",
    "held": "is held back", "by hand": "is for you to do", "uncertain": "may have been sent",
}  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is answered, and how."""
    parser.add_argument("ask", metavar="ASK", nargs="?", help="what is answered: its id, or the beginning of it")
    parser.add_argument("--list", action="store_true", help="show what waits, and change nothing")
    parser.add_argument("--edit", action="append", default=[], metavar="NAME=TEXT", help="approve it with other words")
    parser.add_argument("--reject", metavar="WORDS", help="say no, and why")
    parser.add_argument("--answer", metavar="VALUE", help="answer a question, or say one of the words that are listed")
    at_home.arguments(parser)


def approve(options: argparse.Namespace, console: Console) -> int:
    """Show what waits for people, or answer one of it."""
    return seated(options, lambda seat: _listed(seat, console) if options.list or not options.ask else _said(
        seat, options, console))  # fmt: skip


async def _listed(seat: Seat, console: Console) -> int:
    waiting = (await inbox(seat.door, seat.workspace)).asks
    for ask in waiting:
        _show(console, ask)
    if not waiting:
        console.say("Nothing waits for you.")
    console.document("approve", {"asks": [msgspec.to_builtins(ask) for ask in waiting]})
    return 0


def _show(console: Console, ask: AskLine) -> None:
    until = f" until {ask.until:%a %d %b %H:%M} UTC" if ask.until else ""
    about = f" for {plain(ask.title)}" if ask.title else ""
    console.mark(f"[bold]{ask.id}[/]  “{plain(ask.name)}”{about} {KINDS[ask.kind]}{until}: {plain(ask.text)}", hang=2)
    for name, value in ask.shown.items():
        console.mark(f"    [dim]{plain(name)}:[/] {plain(value)}", hang=6)
    console.mark(f"    [dim]{_how(ask)}[/]", hang=6)


def _how(ask: AskLine) -> str:
    """What to type."""
    match ask.kind:
        case "approval":
            edits = f", --edit {ask.editable[0]}=…" if ask.editable else ""
            return f"sayso approve {ask.id}{edits}, or --reject WORDS"
        case "question":
            return f"sayso approve {ask.id} --answer …" + (f" ({ask.wanted})" if ask.wanted else "")
    return f"sayso approve {ask.id} --answer {' or '.join(repr(choice) for choice in ask.choices)}"


async def _said(seat: Seat, options: argparse.Namespace, console: Console) -> int:
    ask = await _meant(seat, options.ask)
    edits = pairs(options.edit, "--edit")
    if sum((bool(edits), options.reject is not None, options.answer is not None)) > 1:
        raise Problem("Say one thing: --edit, --reject or --answer.", "usage")
    door, workspace, who = seat.door, seat.workspace, seat.who
    kind, id = (ask.kind, ask.id) if ask is not None else ("approval", options.ask)
    if edits:
        await answers.edit_and_approve(door, workspace, id, who, edits)
    elif options.reject is not None:
        await answers.reject(door, workspace, id, who, options.reject)
    elif ask is None and options.answer is not None:
        await answers.answer(door, workspace, id, who, options.answer)
    elif kind == "approval" and options.answer is not None:
        raise Problem(f"This {KINDS[kind]}, it asks no question. Say: {_how(ask) if ask else id}", "usage")
    elif kind == "approval":
        await answers.approve(door, workspace, id, who)
    elif options.answer is None:
        assert ask is not None
        raise Problem(f"This {KINDS[kind]}. Answer with: {_how(ask)}", "usage")
    elif kind == "question":
        await answers.answer(door, workspace, id, who, options.answer)
    else:
        await _DECIDE[kind](door, workspace, id, who, options.answer)
    await seat.work(ask.run if ask is not None else None)
    console.mark("[green]✓[/] Said. What comes next goes on by itself while `sayso serve` runs.")
    console.document("approve", {"ask": id})
    return 0


_DECIDE: dict[str, Callable[..., Awaitable[None]]] = {
    "hand-off": answers.answer_hand_off, "uncertain": answers.resolve_uncertain, "held": answers.release_held,
    "by hand": answers.done_by_hand,
}  # fmt: skip


async def _meant(seat: Seat, named: str) -> AskLine | None:
    """What waits under that id, or one that begins so; None where nothing open is meant, which the door will say."""
    waiting = (await inbox(seat.door, seat.workspace)).asks
    found = [ask for ask in waiting if ask.id == named] or [ask for ask in waiting if ask.id.startswith(named)]
    if len(found) > 1:
        raise Problem(f"{len(found)} of what waits begin with `{named}`. Name more of it.", "ambiguous")
    return found[0] if found else None
