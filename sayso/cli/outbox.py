"""`sayso outbox`: what was sent in a practice workspace, and answering it as the one who got it."""

import argparse
from collections.abc import Awaitable, Callable
from zoneinfo import ZoneInfo

import msgspec

from sayso.cli import at_home
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console, Problem, plain
from sayso.connectors.practice import FAULTS, NOTHING_LEFT, SERVICES, Message
from sayso.runtime.operations import outbox as operations
from sayso.runtime.triggers.routing import route
from sayso.runtime.triggers.storing import pump

FIRST = 20
"""So many messages are shown unless more are asked for."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What one does as the recipient, or what is to go wrong."""
    parser.add_argument("--reply", nargs=2, metavar=("ID", "TEXT"), help="answer this message as whoever got it")
    parser.add_argument("--accept", metavar="ID", help="accept this invitation as whoever got it")
    parser.add_argument("--unsubscribe", metavar="ID", help="opt out of emails as whoever got this one")
    parser.add_argument(
        "--plant", nargs=2, metavar=("SERVICE", "FAULT"), help=f"let its next call go wrong: {', '.join(FAULTS)}"
    )
    parser.add_argument("--mend", metavar="SERVICE", help=f"nothing goes wrong any more with {', '.join(SERVICES)}")
    parser.add_argument("--to", metavar="PERSON", default="", help="only what went to this name or address")
    parser.add_argument("--most", metavar="N", type=int, default=FIRST, help=f"show so many (default: {FIRST})")
    at_home.arguments(parser)


def outbox(options: argparse.Namespace, console: Console) -> int:
    """Show the practice outbox, or do something in it."""
    chosen = [name for name in DOES if getattr(options, name) is not None]
    if len(chosen) > 1:
        raise Problem(f"Do one thing: {', '.join(f'--{name}' for name in DOES)}.", "usage")
    if chosen:
        return seated(options, lambda seat: DOES[chosen[0]](seat, options, console))
    return seated(options, lambda seat: _listed(seat, options, console))


async def _listed(seat: Seat, options: argparse.Namespace, console: Console) -> int:
    found = await operations.outbox(seat.door, seat.workspace, person=options.to, most=options.most)
    zone = seat.door.premises(seat.workspace).zone
    for message in found:
        _show(console, message, zone)
    console.say(NOTHING_LEFT if found else f"Nothing was sent yet. {NOTHING_LEFT}")
    console.document("outbox", {"messages": [msgspec.to_builtins(message) for message in found]})
    return 0


def _show(console: Console, message: Message, zone: ZoneInfo) -> None:
    address = f" <{plain(message.address)}>" if message.address else ""
    subject = f": “{plain(message.subject)}”" if message.subject else ""
    what = message.kind if message.kind == message.connection else f"{message.connection} {message.kind}"
    again = f" [red]({message.again} times now)[/]" if message.again > 1 else ""
    console.mark(
        f"[bold]{message.id}[/]  {message.at.astimezone(zone):%a %d %b %H:%M}  {what}, "
        f"{message.state}, to {plain(message.person)}{address}{subject}{again}", hang=2,
    )  # fmt: skip
    for line in message.body.splitlines():
        console.mark(f"    [dim]│[/] {plain(line)}", hang=6)
    for answer in message.answers:
        text = f": {plain(answer.text)}" if answer.text else ""
        console.mark(f"    [green]↩ {answer.kind} by {plain(answer.author)}[/]{text}", hang=6)


async def _reply(seat: Seat, options: argparse.Namespace, console: Console) -> int:
    id, text = options.reply
    done = await operations.reply(seat.door, seat.workspace, id, text, seat.who)
    return await _answered(seat, console, done, f"Answered as {plain(done.person)}.")


async def _accept(seat: Seat, options: argparse.Namespace, console: Console) -> int:
    done = await operations.accept(seat.door, seat.workspace, options.accept, seat.who)
    return await _answered(seat, console, done, f"Accepted as {plain(done.person)}.")


async def _unsubscribe(seat: Seat, options: argparse.Namespace, console: Console) -> int:
    done = await operations.unsubscribe(seat.door, seat.workspace, options.unsubscribe, seat.who)
    return await _answered(seat, console, done, f"Opted out as {plain(done.person)}.")


async def _answered(seat: Seat, console: Console, done: Message, sentence: str) -> int:
    """Let whoever waits for it hear it at once."""
    await pump(seat.door, seat.workspace)
    await route(seat.door, seat.workspace)
    await seat.work()
    console.mark(f"[green]✓[/] {sentence} {NOTHING_LEFT}")
    console.document("outbox", {"message": msgspec.to_builtins(done)})
    return 0


async def _plant(seat: Seat, options: argparse.Namespace, console: Console) -> int:
    service, fault = options.plant
    await operations.plant_fault(seat.door, seat.workspace, service, fault, seat.who)
    console.mark(f"[green]✓[/] Planted: {plain(service)}, {plain(fault)}. Mend it with: sayso outbox --mend {service}")
    return await _connections(seat, console)


async def _mend(seat: Seat, options: argparse.Namespace, console: Console) -> int:
    await operations.mend(seat.door, seat.workspace, options.mend, seat.who)
    console.mark(f"[green]✓[/] Mended: {plain(options.mend)}.")
    return await _connections(seat, console)


async def _connections(seat: Seat, console: Console) -> int:
    found = await operations.connections(seat.door, seat.workspace)
    console.document("outbox", {"connections": [msgspec.to_builtins(one) for one in found]})
    return 0


DOES: dict[str, Callable[[Seat, argparse.Namespace, Console], Awaitable[int]]] = {
    "reply": _reply, "accept": _accept, "unsubscribe": _unsubscribe, "plant": _plant, "mend": _mend,
}  # fmt: skip
