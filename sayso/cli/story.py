"""`sayso story`: the main job told in the terminal, in a throw-away workspace, with nothing leaving this machine.

Everything in it is done by the same rooms as everywhere else: import, compiler, Test Mode, a live run over the
workspace's CRM and a local mailbox, a replay. Only the clock is moved on by hand, and says so.
"""

import argparse
import mailbox
import tempfile
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from importlib.resources import files
from pathlib import Path

from sayso.cli import telling
from sayso.cli.checking import at_most
from sayso.cli.console import Console, plain
from sayso.compiler import Compiled, compile
from sayso.copilot.readback import readback
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked, link
from sayso.interpreter.state import Effect, Event, Outcome
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Journal
from sayso.runtime.ledger import Ledger
from sayso.runtime.live import live_world
from sayso.runtime.replay import replay
from sayso.runtime.run import Run
from sayso.runtime.sample_workspace import create_sample
from sayso.runtime.sampling import sample_record
from sayso.runtime.simulating import simulate
from sayso.runtime.workspace import Workspace
from sayso.runtime.world import Granted, Place
from sayso.runtime.worlds.building import sides_of_copy
from sayso.runtime.worlds.choices import Choices

FLOW = "proposal-follow-up.flow"
ANN = "ann.keller@brightwater.example"
REPLY = "Thanks, let's talk Thursday"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to keep what the story makes."""
    parser.add_argument("--keep", metavar="FOLDER", help="tell it in this folder and keep it (default: thrown away)")


def tell(options: argparse.Namespace, console: Console) -> int:
    """Tell the whole story; exit 1 if any part of it did not come out as it must."""
    if options.keep:
        return _Story(console, Path(options.keep)).tell()
    with tempfile.TemporaryDirectory(prefix="sayso-story-") as folder:
        return _Story(console, Path(folder) / "workspace").tell()


class Sarah:
    """The owner in this story: reads what would go out, changes one subject, approves; takes over what is handed on."""

    def __init__(self, console: Console) -> None:
        """Nothing read yet."""
        self.console, self.read = console, 0

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted:
        """Approve; the first message gets another subject before it goes out."""
        self.read += 1
        to, subject = want.arguments["to"], str(want.arguments["subject"])
        name = to.get("fullName") or to.get("email") if isinstance(to, dict) else to
        arguments = want.arguments
        edited = ""
        if self.read == 1:
            arguments = {**want.arguments, "subject": f"{subject}, in four pages"}
            edited = f"  [yellow]Sarah makes it “{plain(str(arguments['subject']))}”[/]"
        self.console.mark(
            f"  [green]? Sarah reads the email to {plain(str(name))}: “{plain(subject)}”[/] and approves.{edited}"
        )
        return Granted(now, arguments)

    def ask(self, place: Place, want: Effect, now: datetime) -> Outcome:
        """Whoever it is handed to takes over."""
        person = want.arguments["person"]
        name = person.get("name") if isinstance(person, dict) else person
        self.console.mark(f"  [green]→ Handed to {plain(str(name))}:[/] {plain(str(want.arguments['message']))}")
        return Outcome("taken", now, sentence="taken over")


class _Story:
    """One telling."""

    def __init__(self, console: Console, folder: Path) -> None:
        self.console, self.folder = console, folder

    def tell(self) -> int:
        now = datetime.now(UTC)
        self._head("1. A CRM, as it was exported", "Three CSV files, brought into a new workspace on this machine.")
        with create_sample(self.folder, now.date()) as workspace:
            self._counts(workspace)
            catalog = workspace.catalog()
            compiled = self._checked(catalog)
            if compiled.program is None:
                return 1
            linked = link(compiled.program)
            before = self._state(workspace)
            known = {task["id"] for task in workspace.crm.find("task", now)}
            self._tested(workspace, catalog, linked, now)
            untouched = self._state(workspace) == before
            self._say_untouched(untouched)
            drive, run = self._live(workspace, catalog, linked, compiled, now)
            self._changes(workspace, now, known)
            self._log(drive, run, catalog)
            replays = self._proven(drive, linked)
            good = untouched and replays and run.state == "completed"
            self._end(workspace, good)
            told = telling.as_json(run, drive, catalog)
            self.console.document("story", {"ok": good, "test_changed_nothing": untouched, "replays": replays, **told})
            return int(not good)

    def _head(self, title: str, sentence: str) -> None:
        self.console.mark(f"\n[bold]{title}[/]  [dim]{plain(sentence)}[/]")

    def _counts(self, workspace: Workspace) -> None:
        now = datetime.now(UTC)
        counted = [f"{len(workspace.crm.find(kind, now))} {kinds}" for kind, kinds in KINDS]
        self.console.say(f"  {', '.join(counted)} in {workspace.settings.name}.")

    def _checked(self, catalog: Catalog) -> Compiled:
        text = (files("sayso") / "sample" / FLOW).read_text(encoding="utf-8")
        self._head("2. The flow", "One statement a line; this is the file, and what it says in English.")
        shown = text.partition("\ntest ")[0].rstrip()
        for row in shown.split("\n"):
            self.console.mark(f"  [dim]│[/] {plain(row)}")
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

    def _tested(self, workspace: Workspace, catalog: Catalog, linked: Linked, now: datetime) -> None:
        self._head("4. Test Mode", "Today's data, no effect: everybody outside answers after half of the time.")
        sides = sides_of_copy(workspace.crm, catalog)
        simulation = simulate(linked, catalog, {}, sides, Ledger(), Choices(), now, {})
        telling.show(self.console, simulation.journal, simulation.drive.runs, catalog, pretend=True)
        telling.summary(self.console, simulation.run, catalog)

    def _state(self, workspace: Workspace) -> tuple[int, int, int]:
        """Messages, tasks and activities there are."""
        now = datetime.now(UTC)
        return (
            len(self._messages(workspace)),
            len(workspace.crm.find("task", now)),
            len(workspace.crm.find("activity", now)),
        )

    def _say_untouched(self, untouched: bool) -> None:
        if untouched:
            self.console.mark("  [green]✓ Nothing was sent: 0 messages, 0 changes.[/]")
        else:
            self.console.mark("  [red]✗ Test Mode changed something.[/]")

    def _live(
        self, workspace: Workspace, catalog: Catalog, linked: Linked, compiled: Compiled, now: datetime
    ) -> tuple[Drive, Run]:
        self._head("5. Live", "Real rows in the CRM, real messages in a local mailbox; Sarah approves each one.")
        world = live_world(workspace, catalog, {}, Sarah(self.console))
        try:
            drive = Drive(world, Journal(), explain=True)
            run = drive.begin(linked, {}, now, compiled.text, "story", "live", {"kind": "schedule"})
            drive.go(now)
            self._mail(workspace)
            self.console.say("  The clock of this throw-away workspace moves on. A day later Ann Keller answers.")
            drive.happen(self._answer(workspace, catalog, now + timedelta(days=1)))
            drive.go(now + timedelta(days=2))
            self.console.say("  Three days are over for the others.")
            drive.go(now + timedelta(days=9))
        finally:
            world.close()
        return drive, run

    def _log(self, drive: Drive, run: Run, catalog: Catalog) -> None:
        self._head("6. The log", "What happened to each deal, and why.")
        telling.show(self.console, drive.journal, drive.runs, catalog, pretend=False)
        telling.summary(self.console, run, catalog)

    def _answer(self, workspace: Workspace, catalog: Catalog, at: datetime) -> Event:
        fields = {
            "from": "ann.keller@brightwater.example",
            "snippet": REPLY,
            "body": REPLY,
            "subject": "Re: case study",
        }
        return Event("reply-from-ann", "email.replied", at, {"email": sample_record("email", catalog, at, fields)})

    def _messages(self, workspace: Workspace) -> list[mailbox.MaildirMessage]:
        folder = workspace.folder / "mail"
        return list(mailbox.Maildir(folder)) if (folder / "cur").exists() else []

    def _mail(self, workspace: Workspace) -> None:
        for message in self._messages(workspace):
            to, subject = (str(make_header(decode_header(message[name] or ""))) for name in ("to", "subject"))
            self.console.mark(f"  [blue]✉ in the mailbox:[/] to {plain(to)}: “{plain(subject)}”")

    def _changes(self, workspace: Workspace, now: datetime, known: set[object]) -> None:
        later = now + timedelta(days=9)
        for task in workspace.crm.find("task", later):
            if task["id"] not in known:
                assignee = task.get("assignee")
                who = assignee.get("name") if isinstance(assignee, dict) else "nobody"
                self.console.mark(f"  [blue]● new task:[/] {plain(str(task['title']))}, for {plain(str(who))}")

    def _proven(self, drive: Drive, linked: Linked) -> bool:
        replayed = replay(drive.journal, lambda header: linked)
        self._head("7. Replayed", "The same version and the same journal are the same run.")
        same = replayed.difference is None
        mark = "[green]✓[/]" if same else "[red]✗[/]"
        self.console.mark(f"  {mark} {replayed.steps} steps, {'all the same' if same else 'and one differs'}.")
        return same

    def _end(self, workspace: Workspace, good: bool) -> None:
        if not good:
            self.console.mark("\n[red]The story did not come out as it must; the lines above say where.[/]")
        self.console.say('\nGo on with your own: `sayso import contacts.csv`, then `sayso new "My first flow"`.')


KINDS = (("contact", "contacts"), ("company", "companies"), ("deal", "deals"))
