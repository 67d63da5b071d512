"""The package holds what it needs at run time, and setting up says plainly what is missing on a bare machine."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files

BROKEN_VENV = "#!/bin/sh\ncase $2 in venv) exit 1;; esac\nexit 0\n"
"""A Python that is new enough but cannot make a virtual environment, as on a Debian without python3-venv."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of all files in the built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built).namelist()


def test_the_wheel_holds_every_file_of_the_package(wheel: list[str]) -> None:
    ours = [path.relative_to(ROOT).as_posix() for path in files() if path.is_relative_to(ROOT / "sayso")]
    assert "sayso/grammar/flow.lark" in ours
    assert not set(ours) - set(wheel)


def test_the_wheel_holds_nothing_else(wheel: list[str]) -> None:
    assert not [name for name in wheel if not name.startswith(("sayso/", "sayso-"))]


def set_up(folder: Path, pythons: str) -> subprocess.CompletedProcess[str]:
    """Try to make the virtual environment in a folder, with these Pythons to choose from."""
    target = f"{folder}/venv"
    command = ["make", "--no-print-directory", f"VENV={target}", f"PYTHONS={pythons}", f"{target}/bin/python"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "Sayso needs Python 3.11 to 3.14."),
        ("#!/bin/sh\nexit 1\n", "Sayso needs Python 3.11 to 3.14."),
        (BROKEN_VENV, "apt install python3-venv"),
    ],
    ids=["no Python", "an old Python", "no venv"],
)
def test_setting_up_says_what_is_missing_in_one_line(tmp_path: Path, script: str | None, said: str) -> None:
    assert shutil.which("make")
    python = tmp_path / "python3"
    if script:
        python.write_text(script)
        python.chmod(0o755)
    done = set_up(tmp_path, str(python))
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert done.returncode
    assert len(lines) == 1
    assert said in lines[0]
    assert not (tmp_path / "venv").exists()
