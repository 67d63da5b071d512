"""What people see: whole words on a terminal of any width, whole lines in a pipe, colours only where somebody looks."""

import os
import re
import struct
import sys
from pathlib import Path

import pytest

from sayso.cli.console import Console, plain
from tests.cli.conftest import ROOT, Sayso

pty = pytest.importorskip("pty")

NOTIFY = 'flow "X"\n\non manual\n\nuse people.notify\n\npeople.notify(…)\n'
LONG = "Never more than 20 invitations a day and 100 a week, 20 emails a run, 100 on one day and 180 in one week."


def terminal(columns: int, *arguments: object, cwd: Path, environment: dict[str, str] | None = None) -> str:
    """Everything a command writes on a terminal of so many columns."""
    import fcntl
    import termios

    child, screen = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.environ.update({"TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(environment or {})})
        for name in ("COLUMNS", "NO_COLOR", "SAYSO_HOME", *(("TERM",) if environment == {"TERM": ""} else ())):
            os.environ.pop(name, None)
        os.read(0, 1)
        command = [sys.executable, "-m", "sayso", *(str(argument) for argument in arguments)]
        os.execve(sys.executable, command, dict(os.environ))  # readline sets COLUMNS behind the back of `os.environ`
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    os.write(screen, b"\n")
    told = b""
    while True:
        try:
            piece = os.read(screen, 65_536)
        except OSError:
            break
        if not piece:
            break
        told += piece
    os.waitpid(child, 0)
    os.close(screen)
    return told.decode().replace("\r\n", "\n")


def uncoloured(text: str) -> str:
    """The text without what steers the terminal."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("command", [("tools", "crm"), ("explain",), ("bounds", "hello.flow"), ("check", "hello.flow")])
def test_no_line_is_wider_than_the_terminal(hello: Path, columns: int, command: tuple[str, ...]) -> None:
    told = uncoloured(terminal(columns, *command, cwd=hello.parent))
    assert "Traceback" not in told
    assert max(len(row) for row in told.split("\n")) <= columns


def test_no_word_is_cut_or_lost(hello: Path, sayso: Sayso) -> None:
    narrow = uncoloured(terminal(60, "bounds", "hello.flow", cwd=hello.parent)).split()
    piped = sayso("bounds", "hello.flow").out.split()
    assert [word for word in piped if word not in narrow] == []


def test_a_terminal_gets_colours_and_a_pipe_none(hello: Path, sayso: Sayso) -> None:
    assert "\x1b[" in terminal(80, "check", "hello.flow", cwd=hello.parent)
    assert "\x1b[" not in terminal(80, "check", "hello.flow", "--no-colour", cwd=hello.parent)
    assert "\x1b[" not in sayso("check", "hello.flow").out


def test_a_pipe_gets_a_row_as_a_line(sayso: Sayso) -> None:
    rows = sayso("tools", "crm").out.splitlines()
    assert all(row.split()[0].startswith("crm.") for row in rows[1:])
    assert any(len(row) > 150 for row in rows)
    assert not [row for row in rows if row != row.rstrip()]


def test_a_guilty_word_far_to_the_right_is_shown_and_underlined(folder: Path) -> None:
    words = "word " * 40
    (folder / "x.flow").write_text(
        f'flow "X"\n\non manual\n\nuse people.notify\n\npeople.notify(@me, "{words}@contcat")\n'
    )
    told = uncoloured(terminal(70, "check", "x.flow", cwd=folder)).split("\n")
    at = next(number for number, row in enumerate(told) if "^" in row)
    start = told[at].index("^")
    assert told[at - 1][start : start + told[at].count("^")] == "@contcat"
    assert told[at - 1].startswith("7 | …") and len(told[at - 1]) <= 70


def test_wide_signs_and_tabs_do_not_shift_the_underlining(sayso: Sayso, folder: Path) -> None:
    (folder / "x.flow").write_text(
        'flow "X"\n\non manual\n\nuse people.notify\n\npeople.notify(\t@me, "日本 @contcat")\n'
    )
    rows = sayso("check", "x.flow").out.split("\n")
    at = next(number for number, row in enumerate(rows) if "^" in row)
    assert rows[at - 1].index("@contcat") + 2 == rows[at].index("^")
    assert "\t" not in rows[at - 1]


def test_a_continued_line_is_indented_like_its_beginning(monkeypatch: pytest.MonkeyPatch,
                                                         capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    console = Console(colour=False)
    console.mark(f"  {plain(LONG)}")
    console.mark(f"- {plain(LONG)}", hang=2)
    rows = capsys.readouterr().out.splitlines()
    assert all(row.startswith("  ") or row.startswith("- ") for row in rows) and max(map(len, rows)) <= 40
    assert " ".join(row.strip(" -") for row in rows).count(LONG) == 2


def test_a_bar_counts_the_rows_of_an_import(folder: Path) -> None:
    rows = "".join(f"F{n},p{n}@acme.example\n" for n in range(3_000))
    (folder / "x.csv").write_text("First Name,Email\n" + rows)
    told = terminal(80, "import", "x.csv", cwd=folder)
    seen = [int(count) for count in re.findall(r"(\d+)/3000", uncoloured(told))]
    assert seen and seen == sorted(seen) and seen[-1] > seen[0]
    assert "contacts: 3000 new" in told


def test_markup_and_signs_in_names_are_shown_as_they_are(sayso: Sayso, folder: Path) -> None:
    (folder / "x.flow").write_text('flow "A [bold]big[/] :smile: \\\\"\n\non manual\n\nstop "[red]x[/red]"\n')
    assert "A [bold]big[/] :smile: \\" in sayso("english", "x.flow").out
    assert "stopped: [red]x[/red]" in sayso("simulate", "x.flow").out
