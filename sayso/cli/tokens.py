"""`sayso token`: what programs prove themselves with: list them, make one, revoke one."""

import argparse

import msgspec

from sayso.cli import at_home
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console, plain
from sayso.runtime.operations.tokens import TokenLine, list_tokens, make_token, revoke_token


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do."""
    parser.add_argument("--new", action="store_true", help="make one; it is shown this once")
    parser.add_argument("--name", metavar="WORDS", default="", help="what the new one is for")
    parser.add_argument("--revoke", metavar="TOKEN", help="from now on this one proves nothing: its id")
    at_home.arguments(parser)


def token(options: argparse.Namespace, console: Console) -> int:
    """List the tokens of a workspace, after one was made or revoked."""
    made, lines = seated(options, lambda seat: _done(seat, options))
    if made:
        console.mark(f"[bold]{made}[/]")
        console.say("Keep it: it is shown this once. A program sends it as `Authorization: Bearer …`.")
    elif lines:
        console.table(["token", "for", "acts as", "made", ""], [_row(line) for line in lines])
    else:
        console.mark("No program has a token here. Make one with: [bold]sayso token --new[/]")
    console.document("token", {"token": made or None, "tokens": [msgspec.to_builtins(line) for line in lines]})
    return 0


async def _done(seat: Seat, options: argparse.Namespace) -> tuple[str, list[TokenLine]]:
    made = ""
    if options.revoke:
        await revoke_token(seat.door, seat.workspace, options.revoke, seat.who)
    if options.new:
        made = await make_token(seat.door, seat.workspace, seat.who, options.name)
    return made, await list_tokens(seat.door, seat.workspace)


def _row(line: TokenLine) -> list[str]:
    stands = f"revoked {line.revoked:%d %b %Y}" if line.revoked else ""
    return [line.id, plain(line.name), line.who, f"{line.created:%d %b %Y}", stands]
