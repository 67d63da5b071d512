"""The sample workspace "Fernpost": invented people at invented companies, dates relative to the day it is made.

The files in `sayso/sample` are what a CRM exports; they go in through the ordinary import.
"""

import re
import shutil
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sayso.connectors.crm.store import Store
from sayso.connectors.crm.writing import Writing
from sayso.dsl.types import TEXT
from sayso.runtime.importing import import_table, plan_import, read_table
from sayso.runtime.sample_past import add_meetings, add_past
from sayso.runtime.settings import PolicySettings, Settings
from sayso.runtime.workspace import TEMPLATES, Workspace

BASE: Final = date(2026, 6, 15)
"""The day on which the sample files were written: dates in them move with the distance to today."""

ISO_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")

SETTINGS: Final = Settings.model_validate(
    {
        "name": "Fernpost (practice)",
        "zone": "Europe/Berlin",
        "currency": "EUR",
        "owner": "sarah",
        "people": [
            {
                "id": "sarah",
                "name": "Sarah Lind",
                "email": "sarah@fernpost.example",
                "roles": ["owner"],
                "phone": "+49 30 23125 101",
            },
            {
                "id": "alex",
                "name": "Alex Moreno",
                "email": "alex@fernpost.example",
                "roles": ["salesRep"],
                "phone": "+49 30 23125 102",
            },
            {
                "id": "priya",
                "name": "Priya Nair",
                "email": "priya@fernpost.example",
                "roles": ["customerSuccess"],
                "phone": "+49 30 23125 103",
            },
        ],
    }
)

FLOOR_PLAN: Final = "Send Karl Nowak the floor plan"
"""Where the sample has a past, a flow of it makes another task that is overdue."""
TASKS: Final = (
    ("Call Ann Keller about the proposal", "ann.keller@brightwater.example", "sarah", -3),
    (FLOOR_PLAN, "karl.nowak@tessel.example", "alex", -1),
    ("Prepare the legal review with Saltmarsh", "owen.hargreaves@saltmarsh.example", "alex", 0),
    ("Ask Ingrid Solberg for a reference", "ingrid.solberg@halden.example", "priya", 0),
    ("Check the seats at Nimbus Desk", "dana.whitfield@nimbusdesk.example", "priya", 0),
    ("Invite Clara Vogt to the autumn event", "clara.vogt@lumenledger.example", "sarah", 2),
    ("Price the second site for Halden", "ingrid.solberg@halden.example", "priya", 3),
    ("Write to Giulia Ferri before the season", "giulia.ferri@vento.example", "alex", 9),
    ("Look at Kestrel again", "bram.dewit@kestrel.example", "alex", 14),
)
"""Open tasks: what, about whom, whose, and due in how many days."""

LETTERS: Final = (
    (
        "owen.hargreaves@saltmarsh.example",
        4,
        "Re: Contract",
        "Legal has two remarks on clause 7. Can we talk on Monday?",
    ),
    (
        "luc.moreau@corvid.example",
        3,
        "Re: Demo",
        "Thank you for the demo. How long would the pilot run, and for how many?",
    ),
    (
        "ingrid.solberg@halden.example",
        2,
        "Second site",
        "We open in Moss in autumn. What would the second site cost us?",
    ),
)
"""Messages that came in: from whom, how many days ago, subject and text."""


def create_sample(folder: Path, today: date, practice: bool = False) -> Workspace:
    """Make the sample workspace in a folder that holds none; the same day gives the same workspace.

    `practice` joins it to the practice world; without it, nothing but email works in it, into a local mailbox.
    """
    workspace = Workspace.create(folder, sample_settings(today, practice))
    fill_sample(workspace, today)
    return workspace


def sample_settings(today: date, practice: bool) -> Settings:
    """The settings of the sample workspace; a practice one has credits, of a month that covers what is played."""
    policy = PolicySettings(credits_per_month=500, credits_from_day=_from_day(today)) if practice else PolicySettings()
    return SETTINGS.model_copy(update={"practice": practice, "policy": policy})


def _from_day(today: date) -> int:
    """On which day of the month the sample's credits begin anew: about four weeks back, one that all months have."""
    first = today - timedelta(days=27)
    return first.day if first.day <= 28 else 1


def fill_sample(workspace: Workspace, today: date) -> None:
    """Bring everything into a sample workspace in which nothing is yet; its dates are relative to that day."""
    _copy_templates(workspace.folder)
    workspace.add_custom_field("contact", "leadScore", TEXT, "Lead Score")
    at = datetime.combine(today, time(), ZoneInfo(SETTINGS.zone)).astimezone(UTC)
    for name in ("companies", "contacts", "deals"):
        _import(workspace, name, at, today)
    with workspace.crm.writing(at) as writing:
        writing.silent = True
        for title, address, person, days in TASKS:
            if title == FLOOR_PLAN and workspace.practice is not None:
                continue
            _add_task(writing, title, address, person, today + timedelta(days=days))
    for address, days, subject, text in LETTERS:
        _add_letter(workspace.crm, address, at - timedelta(days=days), subject, text)
    if workspace.practice is not None:
        add_past(workspace.crm, at)
        add_meetings(workspace.practice, at)


def sample_text(name: str, today: date) -> str:
    """A file of the sample with its dates moved, so that BASE becomes today."""
    text = (files("sayso") / "sample" / f"{name}.csv").read_text(encoding="utf-8")
    moved = today - BASE
    return ISO_DAY.sub(lambda found: (date.fromisoformat(found[0]) + moved).isoformat(), text)


def _import(workspace: Workspace, name: str, at: datetime, today: date) -> None:
    table = read_table(sample_text(name, today).encode())
    plan = plan_import(
        table,
        custom_fields=workspace.crm.custom_fields(),
        currency=SETTINGS.currency,
        zone=ZoneInfo(SETTINGS.zone),
    )
    report = import_table(workspace.crm, table, plan, at)
    assert not report.problems, report.problems


def _copy_templates(folder: Path) -> None:
    for template in (files("sayso") / "sample" / "templates").iterdir():
        with template.open("rb") as source, (folder / TEMPLATES / template.name).open("wb") as target:
            shutil.copyfileobj(source, target)


def _add_task(writing: Writing, title: str, address: str, person: str, due: date) -> None:
    about = {"type": "contact", "id": writing.by_key("contact", address)}
    assignee = {"type": "person", "id": person}
    values = {"title": title, "assignee": assignee, "due": due, "status": "open", "contact": about}
    writing.create("task", values)


def _add_letter(store: Store, address: str, at: datetime, subject: str, text: str) -> None:
    with store.writing(at) as writing:
        writing.silent = True
        values = {
            "from": address,
            "to": ["sarah@fernpost.example"],
            "subject": subject,
            "body": text,
            "snippet": text[:80],
            "receivedAt": at,
        }
        writing.receive(values, writing.by_key("contact", address))
