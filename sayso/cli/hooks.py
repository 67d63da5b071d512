"""`sayso webhook`: the address of a flow's webhook or form, and the secret its sender signs with."""

import argparse

from sayso.cli import at_home
from sayso.cli.at_home import Seat, seated
from sayso.cli.console import Console, plain
from sayso.cli.serving import HOST, PORT
from sayso.runtime.inbound import SCHEMES
from sayso.runtime.operations.flows import flow_named
from sayso.runtime.operations.receiving import Place, places, set_sender, webhook_secret


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which flow, and what to change."""
    parser.add_argument("flow", metavar="FLOW", help="the name of a live flow, or its id")
    parser.add_argument("--name", metavar="NAME", help="the webhook's name, where the flow has several")
    parser.add_argument("--secret", action="store_true", help="show the secret that its sender signs with")
    parser.add_argument("--new-secret", action="store_true", help="make another; the old one stays valid beside it")
    parser.add_argument("--sender", choices=sorted(SCHEMES), help="who sends, and so how deliveries are proven")
    parser.add_argument("--sender-secret", metavar="TEXT", help="the secret that this sender gave you")
    parser.add_argument(
        "--at", default=f"http://{HOST}:{PORT}", metavar="ADDRESS", help="where the outside reaches you"
    )
    at_home.arguments(parser)


def webhook(options: argparse.Namespace, console: Console) -> int:
    """Show where deliveries go, and what proves them."""
    found = seated(options, lambda seat: _found(seat, options))
    for place, secret in found:
        console.mark(f"[bold]{plain(options.at.rstrip('/') + place.path)}[/]  {_about(place)}")
        if secret:
            console.mark(f"    secret: {plain(secret)}")
    if not found:
        console.mark("This flow takes in nothing from outside: it has no webhook and no form.")
    told = [
        {"address": options.at.rstrip("/") + place.path, "kind": place.kind, "name": place.name,
         "sender": place.scheme, "secret": secret or None}
        for place, secret in found
    ]  # fmt: skip
    console.document("webhook", {"places": told})
    return 0


def _about(place: Place) -> str:
    return "the public form" if place.kind == "form" else f"webhook “{place.name}”, proven as {place.scheme}"


async def _found(seat: Seat, options: argparse.Namespace) -> list[tuple[Place, str]]:
    flow = await flow_named(seat.door, seat.workspace, options.flow)
    there = [one for one in await places(seat.door, seat.workspace, flow) if options.name in (None, one.name)]
    told = []
    for place in there:
        secret = ""
        if place.kind == "webhook":
            name = place.name
            if options.sender:
                given = options.sender_secret
                await set_sender(seat.door, seat.workspace, flow, name, options.sender, seat.who, given)
            if options.secret or options.new_secret:
                secret = await webhook_secret(
                    seat.door, seat.workspace, flow, name, seat.who, new=options.new_secret
                )  # fmt: skip
        told.append((place, secret))
    if options.sender:
        there = await places(seat.door, seat.workspace, flow)
        told = [(next(one for one in there if one.name == place.name), secret) for place, secret in told]
    return told
