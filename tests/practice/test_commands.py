"""`sayso outbox`: shown, answered as the recipient, and heard by the run that waits, each in a process's own home."""

from datetime import datetime
from pathlib import Path

import pytest

from sayso.connectors.practice import NOTHING_LEFT
from sayso.runtime.workspace import Workspace, first_settings
from tests.cli.conftest import Sayso, folder, sayso

__all__ = ["folder", "sayso"]

WAITS = """flow "Waits"

on manual

use gmail.send, crm.create_task

gmail.send(to: "ann@acme.example", subject: "Hello", text: "How are you?")
wait for email.replied where @email.from == "ann@acme.example" at most 3 days
  crm.create_task(title: "Read {@email.subject}")
otherwise
  crm.create_task(title: "Nobody answered")
end
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAYSO_HOME", str(tmp_path / "home"))
    Workspace.create(tmp_path / "home", first_settings().model_copy(update={"practice": True})).close()
    (tmp_path / "waits.flow").write_text(WAITS, "utf-8")
    return tmp_path


def test_a_message_is_shown_answered_and_the_answer_is_heard(sayso: Sayso, home: Path) -> None:
    assert sayso("outbox").out.startswith(f"Nothing was sent yet. {NOTHING_LEFT}")
    sayso("publish", str(home / "waits.flow"))
    run = sayso("start", "Waits", "--json").json["run"]["id"]
    (message,) = sayso("outbox", "--json").json["messages"]
    assert (message["subject"], message["body"], message["state"]) == ("Hello", "How are you?", "sent")
    shown = sayso("outbox").out
    assert "How are you?" in shown and "ann@acme.example" in shown and NOTHING_LEFT in shown
    said = sayso("outbox", "--reply", message["id"], "Very well", "--json")
    assert said.code == 0 and said.json["message"]["answers"][0]["text"] == "Very well"
    assert sayso("logs", run, "--json").json["run"]["state"] == "completed"
    assert "reply by ann@acme.example" in sayso("outbox").out
    with Workspace.open(home / "home") as workspace:
        tasks = workspace.crm.find("task", datetime.fromisoformat(message["at"]))
    assert [task["title"] for task in tasks] == ["Read Re: Hello"]


def test_a_fault_is_planted_and_mended(sayso: Sayso, home: Path) -> None:
    planted = sayso("outbox", "--plant", "gmail", "hang up", "--json").json["connections"]
    assert {one["name"]: one["faults"] for one in planted}["gmail"] == ["hang up"]
    mended = sayso("outbox", "--mend", "gmail", "--json").json["connections"]
    assert all(one["faults"] == [] for one in mended)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--reply", "practice-gmail-0", "Hello"], "There is no such message in the outbox here."),
        (["--accept", "practice-gmail-0", "--mend", "gmail"], "Do one thing"),
        (["--plant", "gmail", "earthquake"], "What can go wrong is"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(sayso: Sayso, home: Path, given: list[str], words: str) -> None:
    said = sayso("outbox", *given)
    assert said.code == 2 and words in said.err


def test_a_workspace_without_practice_has_no_outbox(sayso: Sayso, tmp_path: Path) -> None:
    Workspace.create(tmp_path / "plain").close()
    said = sayso("outbox", "--home", str(tmp_path / "plain"))
    assert said.code == 2 and "no practice workspace" in said.err
