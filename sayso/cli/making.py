"""`sayso new`: a first flow to go on from."""

import argparse
import re
from pathlib import Path

import msgspec

from sayso.cli.console import Console, Problem, plain
from sayso.dsl.parse import parse
from sayso.dsl.print import print_flow

TEMPLATES = Path(__file__).parent.parent / "templates"

EMPTY = """flow "New"
goal "Say here what it is for"

on manual with
  contact: contact
end

use people.notify

people.notify(@me, "@contact.fullName is waiting for an answer")

test "I am told"
  given @contact = contact(firstName: "Ann", lastName: "Keller")
  expect people.notify once
end
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The flow's name, perhaps a template, and where it goes."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="what the flow is called; leave it out to list templates"
    )
    parser.add_argument("--template", metavar="TEMPLATE", help="begin with a template, such as deal-stage-progression")
    parser.add_argument("--to", metavar="FILE", help="the file to write (default: made from the name)")


def new(options: argparse.Namespace, console: Console) -> int:
    """Write a new flow; a file that is already there stays as it is."""
    templates = {path.stem: path for path in sorted(TEMPLATES.glob("*.flow"))}
    if options.name is None:
        widest = max(map(len, templates), default=0)
        for stem, path in templates.items():
            console.mark(
                f"[bold]{stem:{widest}}[/]  [dim]{plain(_goal(path.read_text(encoding='utf-8')))}[/]", widest + 2
            )
        console.document("new", {"templates": list(templates)})
        return 0
    if options.template is not None and options.template not in templates:
        raise Problem(
            f"There is no template `{options.template}`. There are: {', '.join(templates)}.", "unknown-template"
        )
    if not options.name.strip() or not options.name.isprintable():
        raise Problem("A flow needs a name of letters, on one line.", "wrong-name")
    target = Path(options.to or file_name(options.name))
    if target.exists():
        raise Problem(f"{target} is already there and was left as it is. Name another file with --to.", "file-exists")
    target.write_text(_text(options, templates), encoding="utf-8", newline="\n")
    console.mark(f"[green]✓[/] {plain(str(target))} written. Next: [bold]sayso check {plain(str(target))}[/]")
    console.document("new", {"file": str(target)})
    return 0


def file_name(name: str) -> str:
    """The file of a flow of that name, in this folder whatever the name holds."""
    return ("-".join(re.findall(r"\w+", name.lower())) or "flow") + ".flow"


def _text(options: argparse.Namespace, templates: dict[str, Path]) -> str:
    text = EMPTY if options.template is None else templates[options.template].read_text(encoding="utf-8")
    begun = parse(text).flow
    assert begun is not None
    return print_flow(msgspec.structs.replace(begun, name=options.name))


def _goal(text: str) -> str:
    return next((row.removeprefix("goal ").strip('"') for row in text.split("\n") if row.startswith("goal ")), "")
