"""A real workspace in a temporary folder: its CRM in SQLite, its mail in a Maildir, flows run live on a virtual clock.

Only the clock and the people are played: time goes as far as a story says, and people say what it lets them say.
"""

import email
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import msgspec

from sayso.compiler import Compiled, compile
from sayso.connectors.shape import Call, Live, Looked
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import TEXT
from sayso.interpreter import Linked, link
from sayso.interpreter.state import Effect, Outcome
from sayso.runtime.drive import Drive
from sayso.runtime.journal import Header, Journal
from sayso.runtime.live import continued, ledger_of
from sayso.runtime.log import log
from sayso.runtime.run import Run
from sayso.runtime.settings import Settings
from sayso.runtime.starting import owner_of, start_for
from sayso.runtime.workspace import Workspace
from sayso.runtime.world import Granted, Parked, Place
from sayso.runtime.worlds.live import LiveWorld

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""Nine o'clock in Berlin."""
DAY = timedelta(days=1)

SETTINGS = Settings.model_validate(
    {
        "name": "Fernpost", "zone": "Europe/Berlin", "currency": "USD", "owner": "sarah",
        "people": [
            {"id": "sarah", "name": "Sarah Lind", "email": "sarah@fernpost.example", "roles": ["owner"]},
            {"id": "alex", "name": "Alex Moreno", "email": "alex@fernpost.example", "roles": ["salesRep"]},
        ],
        "policy": {"connected": ["gmail", "web", "apollo", "linkedin"]},
    }
)  # fmt: skip

OUTBOUND = """---
name: Outbound v2
subject: Hi {@contact.firstName or "there"}, question about {@contact.company.name or "your team"}
---
Dear {@contact.fullName}, how is work at {@contact.company.name or "your company"}?
"""


class People:
    """What people say: yes to approvals, answers to questions; to hand-offs nothing, or that they take over."""

    def __init__(self, answers: Mapping[str, object] | None = None, takes_over: bool = False) -> None:
        self.answers, self.takes_over = dict(answers or {}), takes_over
        self.told: list[tuple[str, str]] = []

    def approve(self, place: Place, want: Effect, now: datetime) -> Granted | Outcome | Parked:
        return Granted(now, want.arguments)

    def ask(self, place: Place, want: Effect, now: datetime) -> Outcome | Parked:
        person: Any = want.arguments["person"]
        words = str(want.arguments.get("question") or want.arguments.get("message"))
        self.told.append((person["name"], words))
        if want.tool == "people.hand_off":
            taken = Outcome("taken", now, sentence="taken over")
            return taken if self.takes_over else Parked("hand-off", words, person)
        return Outcome("done", now, value=self.answers[words]) if words in self.answers else Parked("question", words)


class Service:
    """A service outside, played: gives the next of its answers, or raises it."""

    def __init__(self, *answers: object) -> None:
        self.answers, self.calls = list(answers), list[Call]()

    async def call(self, call: Call) -> object:
        self.calls.append(call)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def lookup(self, call: Call) -> Looked:
        return Looked(happened=False)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        return None


class Told(msgspec.Struct):
    """A run under way: go on with it, look at it, read its log."""

    run: Run
    drive: Drive
    world: LiveWorld

    def go(self, until: datetime) -> "Told":
        """Let time pass."""
        self.drive.go(until)
        return self

    @property
    def state(self) -> str:
        return self.run.state

    @property
    def log(self) -> list[str]:
        """What happened, in words."""
        return [line.text for line in log(self.drive.journal, self.drive.runs, self.world.catalog)]

    def steps(self, *kinds: str) -> list[str]:
        """The steps of the log's lines of these kinds, in order."""
        lines = log(self.drive.journal, self.drive.runs, self.world.catalog)
        return [line.step for line in lines if line.kind in kinds]

    def told(self, words: str) -> bool:
        """Whether a line of the log has these words."""
        return any(words in line for line in self.log)


class Office:
    """One workspace."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace.create(folder, SETTINGS)
        (folder / "templates" / "outbound-v2.md").write_text(OUTBOUND, "utf-8")
        self.workspace.add_custom_field("contact", "leadScore", TEXT, "Lead Score")
        self.crm = self.workspace.crm
        self.worlds: list[LiveWorld] = []
        self.pauses: list[float] = []
        self.runs = 0

    @property
    def catalog(self) -> Catalog:
        return self.workspace.catalog()

    def close(self) -> None:
        for world in self.worlds:
            world.close()
        self.workspace.close()

    def add(self, record: str, at: datetime = MONDAY, **values: Any) -> dict[str, Any]:
        """A record of the CRM."""
        with self.crm.writing(at) as writing:
            id = writing.create(record, values)
        return self.read(record, id, at)

    def change(self, record: Mapping[str, Any], at: datetime = MONDAY, **values: Any) -> None:
        """Somebody changes a record by hand."""
        with self.crm.writing(at) as writing:
            writing.change(record["type"], record["id"], values)

    def read(self, record: str, id: str, at: datetime = MONDAY) -> dict[str, Any]:
        found = self.crm.read(record, id, at)
        assert found is not None
        return found

    def find(self, record: str, at: datetime = MONDAY) -> list[dict[str, Any]]:
        return self.crm.find(record, at)

    def john(self, **values: Any) -> dict[str, Any]:
        """John Doe of Acme Corp."""
        acme = self.add("company", name="Acme Corp", industry="SaaS", employees=120)
        known = {"firstName": "John", "lastName": "Doe", "email": "john@acme.example", "company": acme}
        return self.add("contact", **{**known, **values})

    def letters(self) -> list[EmailMessage]:
        """The messages in the mailbox, oldest first."""
        files = (self.workspace.folder / "mail" / "new").glob("*")
        read = [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]
        return sorted(read, key=lambda letter: str(letter["To"]))

    def compiled(self, text: str, catalog: Catalog | None = None) -> Compiled:
        return compile(text, catalog or self.catalog)

    def linked(self, text: str, catalog: Catalog | None = None) -> Linked:
        compiled = self.compiled(text, catalog)
        assert compiled.program is not None, [(f.slug, f.sentence) for f in compiled.errors]
        return link(compiled.program)

    def world(self, people: People | None = None, services: Mapping[str, Live] | None = None) -> LiveWorld:
        sides = {connector.name: connector.live(self.workspace.resources()) for connector in self.workspace.connectors}
        world = LiveWorld(
            self.catalog, ledger_of(self.workspace), owner_of(self.catalog), {}, {**sides, **(services or {})},
            people or People(), self.pauses.append,
        )  # fmt: skip
        self.worlds.append(world)
        return world

    def run(
        self, text: str, until: datetime = MONDAY, at: datetime = MONDAY, people: People | None = None,
        services: Mapping[str, Live] | None = None, journal: Path | None = None, catalog: Catalog | None = None,
        **inputs: Any,
    ) -> Told:  # fmt: skip
        """Run a flow live, as far as an instant."""
        linked, world = self.linked(text, catalog), self.world(people, services)
        drive = Drive(world, Journal(journal), explain=True)
        trigger, data = start_for(linked.program, inputs, lambda kind: None)
        self.runs += 1
        run = drive.begin(linked, data, at, text, f"run-{self.runs}", "live", trigger)
        return Told(run, drive, world).go(until)

    def go_on(
        self, journal: Path, text: str, at: datetime, people: People | None = None,
        services: Mapping[str, Live] | None = None,
    ) -> Told:  # fmt: skip
        """Go on with a run in another process: all that is left of it is its journal."""
        linked, world = self.linked(text), self.world(people, services)

        def linked_for(header: Header) -> Linked:
            return linked

        drive = continued(Journal.read(journal), linked_for, world, at)
        return Told(next(iter(drive.runs.values())), drive, world).go(at)


def day(number: int) -> date:
    """A day of March 2026."""
    return date(2026, 3, number)
