"""How the tests of the command line call it: in a folder of their own, in this process, with everything it says."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sayso.cli import main

ROOT = Path(__file__).parents[2]
HELLO = """flow "Hello"

on manual with
  contact: contact
end

use people.notify

people.notify(@me, "@contact.fullName is new")

test "I am told"
  given @contact = contact(firstName: "Ann", lastName: "Keller")
  expect people.notify once
end
"""


class Said(NamedTuple):
    """What a command said: its exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Standard output as the one document it must be."""
        return json.loads(self.out)  # type: ignore[no-any-return]


Sayso = Callable[..., Said]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with no workspace anywhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAYSO_HOME", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def sayso(folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Sayso:
    """Call a command in the folder."""

    def call(*arguments: object, stdin: str | bytes = b"") -> Said:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return call


@pytest.fixture
def hello(folder: Path) -> Path:
    """A flow that works."""
    file = folder / "hello.flow"
    file.write_text(HELLO, encoding="utf-8")
    return file


@pytest.fixture
def home(sayso: Sayso, folder: Path) -> Path:
    """A workspace with one contact."""
    (folder / "people.csv").write_text("First Name,Last Name,Email\nAnn,Keller,ann@acme.example\n", encoding="utf-8")
    assert sayso("import", "people.csv").code == 0
    return folder / "sayso-data"


def process(*arguments: object, **options: Any) -> "subprocess.Popen[bytes]":
    """The command line as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    command = [sys.executable, "-m", "sayso", *(str(argument) for argument in arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **options)
