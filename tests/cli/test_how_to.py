"""The pages that tell people what to do: their files are written down, their commands called as they stand there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT

PAGES = ROOT / "docs" / "how-to"
BLOCK = re.compile(r"^( *)```(\w+)([^\n]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
COMMAND = ".venv/bin/sayso "


def blocks(page: str, kind: str) -> list[str]:
    """The whole blocks of that kind on a page, without their indentation."""
    text = (PAGES / f"{page}.md").read_text("utf-8")
    found = [(len(indent), name, more, body) for indent, name, more, body in BLOCK.findall(text)]
    return [
        "\n".join(row[n:] for row in body.split("\n")) for n, name, more, body in found if (name, more) == (kind, "")
    ]


def commands(page: str) -> list[str]:
    """The commands of a page, one each."""
    rows = [row for block in blocks(page, "sh") for row in block.split("\n") if row.strip()]
    assert rows and all(row.startswith(COMMAND) for row in rows)
    return rows


def called(row: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Call a command as the page has it."""
    words = shlex.split(row.removeprefix(COMMAND))
    environment = {name: value for name, value in os.environ.items() if name != "SAYSO_HOME"} | {
        "PYTHONPATH": str(ROOT)
    }
    return subprocess.run(
        [sys.executable, "-m", "sayso", *words], cwd=folder, env=environment, capture_output=True, text=True,
        timeout=120, stdin=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip


def followed(page: str, folder: Path) -> dict[str, str]:
    """What each command of a page said; all must end well."""
    told = {}
    for row in commands(page):
        done = called(row, folder)
        assert done.returncode == 0, f"{row}\n{done.stdout}{done.stderr}"
        told[row.removeprefix(COMMAND)] = done.stdout
    return told


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A folder with the contacts and the flow that the other pages begin with."""
    (tmp_path / "contacts.csv").write_text(blocks("import-contacts", "csv")[0], "utf-8")
    (tmp_path / "hello.flow").write_text(blocks("first-flow", "flow")[0], "utf-8")
    assert called(COMMAND + "import contacts.csv", tmp_path).returncode == 0
    return tmp_path


def test_import_contacts(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(blocks("import-contacts", "csv")[0], "utf-8")
    told = followed("import-contacts", tmp_path)
    assert "2 would be new" in told["import contacts.csv --preview"]
    assert "2 new, 0 updated, 0 left out; 2 companies made" in told["import contacts.csv"]
    assert (tmp_path / "sayso-data" / "workspace.toml").exists()


def test_first_flow(tmp_path: Path) -> None:
    (tmp_path / "hello.flow").write_text(blocks("first-flow", "flow")[0], "utf-8")
    (told,) = followed("first-flow", tmp_path).values()
    assert "✓ hello.flow" in told and "20 emails a day" in told
    without = (tmp_path / "hello.flow").read_text("utf-8").replace(' or "there"', "")
    (tmp_path / "hello.flow").write_text(without, "utf-8")
    done = called(COMMAND + "check hello.flow", tmp_path)
    assert done.returncode == 1 and "missing-in-text" in done.stdout and "Try:" in done.stdout


def test_test_a_flow(tmp_path: Path) -> None:
    (tmp_path / "hello.flow").write_text(blocks("test-a-flow", "flow")[0], "utf-8")
    told = followed("test-a-flow", tmp_path)
    assert told["test hello.flow"].endswith("4 tests, all passed\n")


def test_say_it(tmp_path: Path) -> None:
    (tmp_path / "requests.jsonl").write_text(blocks("say-it", "json")[0], "utf-8")
    (tmp_path / "quiet.flow").write_text(blocks("say-it", "flow")[0], "utf-8")
    first, second, changed, evaluated = followed("say-it", tmp_path).values()
    assert "for each @deal in @deals at most 20 once per 30 days" in first
    assert (
        "What I assumed" in first and "once per deal in 30 days" in first and "By Sayso's rules: free, no AI" in first
    )
    assert '"became": "question"' in second or '"became":"question"' in second
    assert "-   wait 3 days" in changed and "+   wait 5 days" in changed
    assert [row for row in changed.split("What changes")[1].splitlines() if row.startswith("+")][1:] == [
        '+   email.send(to: @deal.contact, template: "Win back")',
        '+   crm.move_stage(deal: @deal, stage: "Negotiation")',
        "+   wait 5 days",
    ]
    assert "2 of 2 correct" in evaluated and (tmp_path / "drafted.jsonl").exists()


def test_practise(tmp_path: Path) -> None:
    told = followed("practise", tmp_path)
    listed = told["approve --list"]
    kinds = ("is for you to do", "wants to be", "may have been", "is held back")
    assert [listed.count(words) for words in kinds] == [
        3, 3, 1, 1,
    ]  # fmt: skip
    karl = told['why "Karl Nowak"']
    waits = ("held back by the contact guard", "handed over")
    assert any(words in karl.splitlines()[0] for words in waits), "which of the two depends on the hour of the day"
    assert "Big 4 outbound" in karl
    assert "no credits left" in told["why petra.lang@brightwater.example"]
    assert "failed" in told["runs"] and "Renewal playbook" in told["runs"]


def test_why(tmp_path: Path) -> None:
    (tmp_path / "quiet.flow").write_text(blocks("why", "flow")[0], "utf-8")
    told = list(followed("why", tmp_path).values())
    ann, mei, halden = told[-3:]
    assert "Ann Keller was " in ann.splitlines()[0] and "Quiet proposals" in ann
    assert mei.startswith("Mei Tanaka was not written to by “Quiet proposals”: skipped: Mei Tanaka opted out.")
    (shown,) = blocks("why", "text")
    assert " ".join(shown.split()) in " ".join(halden.split())


def test_explain(tmp_path: Path) -> None:
    told = followed("explain", tmp_path)
    why = told['explain --flow "Inbound lead response"']
    failed, changed = blocks("explain", "text")
    assert failed.strip() in why and "no credits left" in why and "→ Try again from this step" in why
    assert changed.strip() in told['diff "Inbound lead response" 2 3']
    outbound = told['diff "Big 4 outbound" 1 2']
    assert "Waits 5 days instead of 3." in outbound and "Can now search the web" in outbound


def test_backtest(prepared: Path) -> None:
    before, after = blocks("backtest", "flow")
    (prepared / "greeting.flow").write_text(before, "utf-8")
    (prepared / "changed.flow").write_text(after, "utf-8")
    told = followed("backtest", prepared)["backtest Greeting changed.flow"]
    (shown,) = blocks("backtest", "text")
    assert " ".join(shown.split()) in " ".join(told.split())
    assert "Nothing was sent or changed." in told and "no longer: create the task" in told


@pytest.mark.parametrize("page", ["read-a-log", "replay"])
def test_a_run_is_kept_and_told_again(prepared: Path, page: str) -> None:
    told = list(followed(page, prepared).values())
    assert "hello.journal" in told[0] and "waits until" in told[0]
    assert "all the same" in told[-1]
    lines = [row for row in told[0].splitlines() if re.match(r"  \d\d:\d\d ", row)]
    assert lines
    if page == "read-a-log":
        assert [row for row in lines if row not in told[-1]] == []


@pytest.mark.parametrize("page", sorted(path.stem for path in PAGES.glob("*.md")))
def test_the_flows_of_a_page_can_be_tried(page: str, tmp_path: Path) -> None:
    for number, text in enumerate(blocks(page, "flow")):
        (tmp_path / f"{number}.flow").write_text(text, "utf-8")
        for command in ("check", "simulate", "english"):
            done = called(f"{COMMAND}{command} {number}.flow", tmp_path)
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
