"""`sayso story`: the main job told in the terminal, in a throw-away practice workspace; nothing leaves this machine.

Everything in it is done by the same rooms as everywhere else: the compiler, Test Mode, the engine over the embedded
tables with practice connections, a replay. Only the clock is moved on by hand, and says so.
"""

import argparse
import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sayso.cli import telling
from sayso.cli.at_home import quiet
from sayso.cli.checking import at_most
from sayso.cli.console import Console, plain
from sayso.cli.story_live import Live
from sayso.compiler import Compiled, compile
from sayso.connectors.practice import NOTHING_LEFT
from sayso.copilot.drafting import draft
from sayso.copilot.readback import readback
from sayso.dsl import calendar
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked, link
from sayso.runtime.clockwork import Clockwork
from sayso.runtime.home import Home
from sayso.runtime.ledger import Ledger
from sayso.runtime.sample_workspace import create_sample
from sayso.runtime.simulating import simulate
from sayso.runtime.workspace import Workspace
from sayso.runtime.worlds.building import sides_of_copy
from sayso.runtime.worlds.choices import Choices

SENTENCE = (
    "Every weekday at 9, find deals in Proposal Sent with no activity for 5 days, at most 20. Email each contact the "
    '"Case study" template, but let me approve each email first. Wait up to 3 days for a reply. If they reply, hand it '
    "to the deal's owner, otherwise create a task to call them."
)
KINDS = (("contact", "contacts"), ("company", "companies"), ("deal", "deals"))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to keep what the story makes."""
    parser.add_argument("--keep", metavar="FOLDER", help="tell it in this folder and keep it (default: thrown away)")


def tell(options: argparse.Namespace, console: Console) -> int:
    """Tell the whole story; exit 1 if any part of it did not come out as it must."""
    quiet()
    if options.keep:
        return asyncio.run(_told(console, Path(options.keep)))
    with tempfile.TemporaryDirectory(prefix="sayso-story-") as folder:
        return asyncio.run(_told(console, Path(folder) / "workspace"))


async def _told(console: Console, folder: Path) -> int:
    now = datetime.now(UTC)
    create_sample(folder, now.date(), practice=True).close()
    home = await Home.open(folder, f"sqlite:///{folder.absolute()}/sayso.sqlite")
    try:
        return await _Story(console, Clockwork(home, now)).tell()
    finally:
        await home.close()


class _Story:
    """One telling."""

    def __init__(self, console: Console, play: Clockwork) -> None:
        self.console, self.play = console, play
        self.place: Workspace = play.home.houses.workspace("main")

    async def tell(self) -> int:
        catalog = self.place.catalog()
        self._head("1. A practice workspace", NOTHING_LEFT)
        counted = [f"{len(self.place.crm.find(kind, self.play.at))} {kinds}" for kind, kinds in KINDS]
        self.console.say(f"  {', '.join(counted)} in {self.place.settings.name}.")
        compiled = self._checked(self._drafted(catalog), catalog)
        if compiled.program is None:
            return 1
        before = self._state()
        self._tested(catalog, link(compiled.program))
        untouched = self._state() == before
        self._say_untouched(untouched)
        self._head("5. Live", "The real engine, its tables, its approvals; messages land in the practice outbox.")
        live = Live(self.console, self.play)
        went_well, told = await live.tell(compiled.text)
        good = untouched and went_well
        self._end(good)
        self.console.document("story", {"ok": good, "test_changed_nothing": untouched, **told})
        return int(not good)

    def _head(self, title: str, sentence: str) -> None:
        self.console.mark(f"\n[bold]{title}[/]  [dim]{plain(sentence)}[/]")

    def _drafted(self, catalog: Catalog) -> str:
        """What should happen, said in English, and the flow that comes of it."""
        self._head("2. Say it in English", "A sentence in, a flow out; every part of it is accounted for.")
        self.console.say(f"  “{SENTENCE}”")
        proposal = draft(SENTENCE, catalog, today=calendar.local(self.play.at, ZoneInfo(catalog.zone)).date())
        for one in proposal.heard:
            words = " ".join(SENTENCE[one.start : one.end].split())
            self.console.mark(f"  [green]{one.became:<10}[/] {plain(words)}", hang=13)
        for assumed in proposal.assumptions:
            others = " · ".join(one.title for one in assumed.alternatives)
            self.console.mark(f"  [yellow]assumed[/]    {plain(assumed.text)} [dim](or: {plain(others)})[/]", hang=13)
        self.console.mark(f"  [dim]{plain(proposal.engine)}[/]")
        self._head("   The flow", "One statement a line.")
        for row in proposal.text.rstrip().split("\n"):
            self.console.mark(f"  [dim]│[/] {plain(row)}")
        return proposal.text

    def _checked(self, text: str, catalog: Catalog) -> Compiled:
        compiled = compile(text, catalog)
        self._head("   In English", "")
        if compiled.flow is not None:
            for sentence in readback(compiled.flow, compiled.facts, catalog).sentences:
                self.console.say("  " + "  " * sentence.indent + sentence.text)
        self._head("3. Proven before it runs", "Names, missing values, permissions, who gets what, and the worst case.")
        for finding in compiled.diagnostics:
            self.console.mark(f"  [red]{plain(finding.sentence)}[/]")
        found = "nothing wrong was found" if not compiled.diagnostics else f"{len(compiled.diagnostics)} findings"
        self.console.mark(f"  [green]✓[/] {found}. {plain(at_most(compiled))}")
        return compiled

    def _tested(self, catalog: Catalog, linked: Linked) -> None:
        self._head("4. Test Mode", "Today's data, no effect: everybody outside answers after half of the time.")
        sides = sides_of_copy(self.place.crm, catalog)
        simulation = simulate(linked, catalog, {}, sides, Ledger(), Choices(), self.play.at, {})
        telling.show(self.console, simulation.journal, simulation.drive.runs, catalog, pretend=True)
        telling.summary(self.console, simulation.run, catalog)

    def _state(self) -> tuple[int, int, int, Any]:
        """Messages, tasks and activities there are, and the latest thing that happened."""
        crm, world = self.place.crm, self.place.practice
        assert world is not None
        return len(world.messages()), crm.count("task"), crm.count("activity"), crm.last_event()

    def _say_untouched(self, untouched: bool) -> None:
        if untouched:
            self.console.mark("  [green]✓ Nothing was sent: 0 messages, 0 changes.[/]")
        else:
            self.console.mark("  [red]✗ Test Mode changed something.[/]")

    def _end(self, good: bool) -> None:
        if not good:
            self.console.mark("\n[red]The story did not come out as it must; the lines above say where.[/]")
        self.console.say("\nGo on in a practice workspace of your own: `sayso demo`, then `sayso serve`.")
