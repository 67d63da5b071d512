"""The command line over the installation: publish, start, look, answer, try again, pause, cancel."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Sayso, folder, sayso
from tests.cli.test_json import fits
from tests.operations.flows import WAITING

__all__ = ["folder", "sayso"]
HELLO = """flow "Hello"
on manual with
  contact: contact
end
use people.notify
people.notify(@me, "@contact.fullName is new")
"""
ASKING = """flow "Asking"
on manual
use people.notify
ask @me "How many?" as @count: number within 2 days otherwise 0
people.notify(@me, "it is @count")
"""
APPROVED = """flow "Approved"
on manual
use crm.find_contacts
use crm.create_task with approval
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 10
  crm.create_task(title: "Call @contact.fullName", about: @contact)
end
"""


@pytest.fixture
def home(sayso: Sayso, folder: Path) -> Path:
    """An installation with two contacts."""
    (folder / "contacts.csv").write_text(
        "First Name,Last Name,Email\nAnn,Keller,ann@acme.example\nBo,Lindt,bo@acme.example\n"
    )
    assert sayso("import", "contacts.csv").code == 0
    return folder


def published(sayso: Sayso, home: Path, text: str) -> None:
    (home / "flow.flow").write_text(text)
    said = sayso("publish", "flow.flow")
    assert (said.code, said.err) == (0, ""), said
    assert "Version" in said.out


def started(sayso: Sayso, name: str, *more: str) -> dict[str, Any]:
    return fits(sayso("start", name, *more, "--json"), "start")


def test_publish_start_and_look(sayso: Sayso, home: Path) -> None:
    published(sayso, home, HELLO)
    said = sayso("start", "Hello", "--input", "contact=ann@acme.example")
    assert said.code == 0, said
    assert "Ann Keller is new" in said.out and "completed" in said.out
    (run,) = fits(sayso("runs", "--json"), "runs")["runs"]
    assert "Hello" in sayso("runs", "--flow", "Hello").out
    assert sayso("runs", "--state", "failed").out == "No such runs.\n"
    assert "Ann Keller is new" in sayso("logs", run["id"]).out
    assert fits(sayso("logs", run["id"], "--json"), "logs")["run"] == run


def test_a_flow_with_findings_is_not_published(sayso: Sayso, home: Path) -> None:
    (home / "wrong.flow").write_text(HELLO.replace("@contact.fullName", "@contcat.fullName"))
    said = sayso("publish", "wrong.flow")
    assert said.code == 1
    assert "Nothing was published" in said.out
    assert fits(sayso("publish", "wrong.flow", "--json"), "publish")["ok"] is False
    said = sayso("start", "Hello")
    assert (said.code, said.err) == (2, "✗ There is no such flow here.\n")


def test_what_waits_is_told_and_goes_on_with_a_server(sayso: Sayso, home: Path) -> None:
    published(sayso, home, WAITING)
    said = sayso("start", "Waiting")
    assert said.code == 0
    assert "Ann Keller: waiting until" in said.out
    assert "sayso serve goes on with it" in said.out
    (run,) = sayso("runs", "--state", "waiting", "--json").json["runs"]
    assert "2 not taken, still on their way in an earlier run" in sayso("start", "Waiting").out
    assert "2 on the way stay where they are" in sayso("pause", "Waiting", "--because", "new offer").out
    assert fits(sayso("pause", "Waiting", "--json"), "pause")["waiting"] == 2
    assert "(paused)" in sayso("logs", run["id"]).out
    assert fits(sayso("resume", "Waiting", "--json"), "resume")["going"] == 2
    assert "Cancelled" in sayso("cancel", run["id"], "--because", "wrong list").out
    document = sayso("logs", run["id"], "--json").json
    assert (document["run"]["state"], document["items"]["cancelled"]) == ("cancelled", 2)
    assert sayso("cancel", run["id"], "--json").json["error"]["slug"] == "ended"
    assert sayso("cancel", run["id"]).err.startswith("✗ This run has ended already")


def test_a_question_is_answered(sayso: Sayso, home: Path) -> None:
    published(sayso, home, ASKING)
    assert started(sayso, "Asking")["run"]["state"] == "needs you"
    (ask,) = fits(sayso("approve", "--list", "--json"), "approve")["asks"]
    said = sayso("approve", ask["id"], "--answer", "many")
    assert (said.code, "needs a number" in said.err) == (2, True)
    assert "Answer with" in sayso("approve", ask["id"]).err
    assert sayso("approve", ask["id"][:12], "--answer", "12").code == 0
    (run,) = sayso("runs", "--json").json["runs"]
    assert run["state"] == "completed"
    assert "it is 12" in sayso("logs", run["id"]).out
    assert "answered this already" in sayso("approve", ask["id"], "--answer", "13").err
    assert sayso("approve").out == "Nothing waits for you.\n"


def test_yes_other_words_and_no(sayso: Sayso, home: Path) -> None:
    published(sayso, home, APPROVED)
    run = started(sayso, "Approved")["run"]["id"]
    listed = sayso("approve", "--list").out
    assert "wants to be approved" in listed and "--edit title=…" in listed
    first, second = sayso("approve", "--json").json["asks"]
    said = sayso("approve", first["id"], "--answer", "no")
    assert said.code == 2 and "asks no question" in said.err
    assert len(sayso("approve", "--json").json["asks"]) == 2, "a no is never taken for a yes"
    assert sayso("approve", first["id"], "--edit", "about=x").err.startswith("✗ `about` can't be changed here.")
    assert sayso("approve", first["id"], "--edit", "title=Ring Ann").code == 0
    said = sayso("approve", second["id"], "--reject", "he left", "--json")
    assert fits(said, "approve") == {"ask": second["id"]}
    document = sayso("logs", run, "--json").json
    assert document["run"]["state"] == "completed"
    assert (document["items"]["done"], document["items"]["skipped"]) == (1, 1)


def test_a_run_is_started_over_only_after_a_look(sayso: Sayso, home: Path) -> None:
    published(sayso, home, HELLO)
    run = started(sayso, "Hello", "--input", "contact=ann@acme.example")["run"]["id"]
    said = sayso("retry", run)
    assert said.err.startswith("✗ Nothing failed here")
    said = sayso("retry", run, "--from-start")
    assert said.code == 1 and "Ann Keller is new" in said.out and "Nothing was started" in said.out
    assert fits(sayso("retry", run, "--from-start", "--json"), "retry")["again"]
    again = fits(sayso("retry", run, "--from-start", "--yes", "--json"), "retry")
    assert (again["run"]["state"], again["run"]["retry_of"]) == ("completed", run)


def test_without_an_installation_nothing_is_made(sayso: Sayso, folder: Path) -> None:
    for command in (["runs"], ["start", "X"], ["logs", "x"], ["approve"], ["pause", "X"], ["cancel", "x"]):
        said = sayso(*command)
        assert said.code == 2 and said.err.startswith("✗ There is no workspace in"), command
    assert list(folder.iterdir()) == []


def test_another_workspace_of_the_installation_has_flows_of_its_own(sayso: Sayso, home: Path) -> None:
    published(sayso, home, HELLO)
    assert sayso("runs", "--in", "other").err.startswith("✗ There is no such workspace here.")
    said = sayso("runs", "--database", "postgresql://127.0.0.1:1/none")
    assert said.code == 2 and "Traceback" not in said.err


def test_a_run_is_explained_and_two_versions_are_compared(sayso: Sayso, home: Path) -> None:
    published(sayso, home, WAITING)
    run = started(sayso, "Waiting")["run"]["id"]
    explained = fits(sayso("explain", run, "--json"), "explain")["explanation"]
    assert (explained["state"], explained["causes"][0]["slug"]) == ("waiting", "waits-for-time")
    assert "It waits until" in sayso("explain", "--flow", "Waiting").out
    assert "no such run" in sayso("explain", "run-7").err
    (home / "later.flow").write_text(WAITING.replace("wait 2 days", "wait 5 days"))
    files = fits(sayso("diff", "flow.flow", "later.flow", "--json"), "diff")
    assert [one["text"] for one in files["difference"]["changes"]] == ["Waits 5 days instead of 2."]
    assert sayso("publish", "later.flow").code == 0
    assert "Waits 5 days instead of 2." in sayso("diff", "Waiting").out
    assert "Waits 2 days instead of 5." in sayso("diff", "Waiting", "2", "1").out
    assert sayso("diff", "flow.flow").code == 2
