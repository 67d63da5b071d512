"""A workspace is a folder: its settings, its CRM, its mail, its templates and its flows, opened and made here.

The folder is the one named by SAYSO_HOME, else `sayso-data` where one stands.
"""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from sayso.connectors import CONNECTORS, catalog_of
from sayso.connectors.crm.store import Store
from sayso.connectors.inbox import Inbox
from sayso.connectors.practice import CONNECTED, World, practised
from sayso.connectors.shape import Connector, CustomField, Resources
from sayso.connectors.sides import LiveSides, SimulatedSides
from sayso.dsl.catalog import Catalog, Contract, Person, RecordType, Template
from sayso.dsl.types import RecordOf, Type
from sayso.runtime.folder import FILE, WorkspaceProblem, default_folder, holds_workspace
from sayso.runtime.settings import Settings, read_settings, write_settings

CRM, INBOX, TEMPLATES, FLOWS, MAIL = "crm.sqlite", "inbox.sqlite", "templates", "flows", "mail"
PRACTICE: Final = "practice.sqlite"
LARGEST_TEXT: Final = 200_000
FRONT: Final = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*\n", re.DOTALL)
NAMED: Final = re.compile(r"(?<![A-Za-z0-9@])@([a-z][A-Za-z0-9]*)")


class Workspace:
    """One workspace, open. Close it when done."""

    def __init__(self, folder: Path, settings: Settings, connectors: tuple[Connector, ...] = CONNECTORS) -> None:
        """Use `Workspace.open` or `Workspace.create`."""
        self.folder, self.settings = folder, settings
        self.practice = World.open(folder / PRACTICE) if settings.practice else None
        self.connectors = practised(connectors, self.practice) if self.practice is not None else connectors
        self.crm = Store.open(folder / CRM, settings.zone, settings.currency)
        self.crm.set_people(self.people)
        self.inbox = Inbox(folder / INBOX)

    @classmethod
    def open(cls, folder: Path | None = None) -> "Workspace":
        """The workspace in that folder; raises `WorkspaceProblem` where there is none, or its settings are wrong."""
        place = folder or default_folder()
        return cls(place, read_settings(place / FILE))

    @classmethod
    def create(cls, folder: Path | None = None, settings: Settings | None = None) -> "Workspace":
        """A new workspace in that folder, which must not hold one already."""
        place = folder or default_folder()
        if (place / FILE).exists():
            raise WorkspaceProblem(f"There is a workspace in `{place}` already.")
        for part in ("", TEMPLATES, FLOWS, MAIL):
            (place / part).mkdir(parents=True, exist_ok=True, mode=0o700)
        write_settings(place / FILE, settings or first_settings())
        return cls.open(place)

    @staticmethod
    def exists(folder: Path | None = None) -> bool:
        """Whether that folder holds a workspace."""
        return holds_workspace(folder)

    def close(self) -> None:
        """Close its files."""
        if self.practice is not None:
            self.practice.close()
        self.crm.close()
        self.inbox.close()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *ignored: object) -> None:
        self.close()

    @property
    def people(self) -> tuple[Person, ...]:
        """Who works here."""
        return tuple(person.person() for person in self.settings.people)

    @property
    def owner(self) -> Person:
        """Whose workspace it is."""
        return next(person for person in self.people if person.id == self.settings.owner)

    def templates(self) -> tuple[Template, ...]:
        """The email templates in the folder, by name."""
        files = sorted((self.folder / TEMPLATES).glob("*.md"))
        records = {record.name: record for connector in self.connectors for record in connector.records}
        return tuple(read_template(file, records) for file in files)

    def flow_files(self) -> tuple[Path, ...]:
        """The flows in the folder, by file name."""
        return tuple(sorted((self.folder / FLOWS).glob("*.flow")))

    def add_custom_field(self, record: str, name: str, kind: Type, label: str = "") -> None:
        """Add a field of the workspace's own to contacts, companies or deals."""
        self.crm.add_custom_field(CustomField(record, name, kind, label))

    def catalog(self, flows: Iterable[Contract] = ()) -> Catalog:
        """Everything a flow of this workspace may name; `flows` are the contracts of its other flows."""
        settings = self.settings
        policy = settings.policy.policy()
        if self.practice is not None:
            policy = msgspec.structs.replace(policy, connected=CONNECTED)
        return catalog_of(
            self.connectors,
            people=self.people,
            owner=settings.owner,
            templates=self.templates(),
            custom_fields=self.crm.custom_fields(),
            tags=self.crm.tags(),
            stages=settings.stages,
            flows=flows,
            zone=settings.zone,
            currency=settings.currency,
            policy=policy,
        )

    def resources(self) -> Resources:
        """What its connectors are built from."""
        smtp = self.settings.smtp
        return Resources(
            self.folder,
            self.owner,
            self.people,
            self.crm,
            self.inbox,
            {template.name: template for template in self.templates()},
            self.settings.sender or self.owner.email,
            smtp.smtp(os.environ) if smtp else None,
            self.settings.zone,
            self.settings.currency,
        )

    def live(self) -> LiveSides:
        """The connectors that really act."""
        return LiveSides(self.connectors, self.resources())

    def simulated(self) -> SimulatedSides:
        """The connectors that pretend, on a copy of the CRM as it is now."""
        return SimulatedSides(self.connectors, self.resources())


def first_settings() -> Settings:
    """The settings of a workspace whose owner said nothing yet."""
    return Settings.model_validate({"people": [{"id": "me", "name": "Me", "email": "me@localhost.example"}]})


def read_template(file: Path, records: Mapping[str, RecordType]) -> Template:
    """A template file: `subject:` (and perhaps `name:`) between two lines of dashes, the body below."""
    if file.stat().st_size > LARGEST_TEXT:
        raise WorkspaceProblem(f"The template `{file.name}` is too long.")
    try:
        text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        raise WorkspaceProblem(f"The template `{file.name}` is not UTF-8.") from problem
    front = FRONT.match(text)
    lines = front[1].splitlines() if front else []
    said = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if not said.get("subject"):
        raise WorkspaceProblem(f"The template `{file.name}` has no `subject:` between two lines of dashes at its top.")
    body = text[front.end() :].strip("\n") if front else ""
    return Template(
        said.get("name") or file.stem, said["subject"], body, variables(f"{said['subject']}\n{body}", records)
    )


def variables(text: str, records: Mapping[str, RecordType]) -> tuple[tuple[str, Type], ...]:
    """The records that a template's texts use, by the names they use them under: `@contact` is a contact."""
    names = dict.fromkeys(NAMED.findall(text))
    return tuple((name, RecordOf(name)) for name in names if name in records)
