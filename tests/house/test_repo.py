"""What may stand in the repository: our own text, small files, no address of a registry, nothing half done."""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files, place

LARGEST = 400_000
"""Bytes. A larger file is generated, or somebody else's."""

REGISTRIES = re.compile("|".join(re.escape(host + end) for host, end in [
    ("pypi", ".org"), ("python", "hosted"), ("registry", ".npmjs"), ("npmjs", ".com"), ("registry", ".yarnpkg"),
    ("deb.debian", ".org"), ("crates", ".io"), ("proxy.golang", ".org"),
]), re.IGNORECASE)  # fmt: skip
"""Where libraries come from is the reader's affair; a lock file says which and with what hash."""

WORKPLACE = re.compile("|".join(re.escape(a + b) for a, b in [
    ("/wo", "rk/"), ("/ro", "ot/"), ("sub", "agent"), ("sub-", "agent"), ("co-authored", "-by"),
]), re.IGNORECASE)  # fmt: skip
"""Words that tell of where the code was written, not of what it does."""

UNFINISHED = re.compile("|".join([r"\bTO" r"DO\b", "FIX" "ME", r"\bXX" r"X\b", "NotImpl" "ementedError",
    r"pytest\.mark\.(?:skip|x" r"fail)"]))  # fmt: skip
"""Marks of what was left for later or switched off. The language's own `todo` is written small."""

BUNDLES = (".min.js", ".min.css", ".whl", ".tar.gz", ".zip", ".pyc", ".so", ".dll", ".pkl", ".pickle", ".db", ".sqlite")
FOREIGN_FOLDERS = {"node_modules", "vendor", "third_party", "site-packages"}
MADE = (ROOT / "sayso" / "grammar" / "flow.table.json",)
"""Made from the grammar, with the names of its words in it, `todo` too."""


def texts() -> list[tuple[Path, list[str]]]:
    """Every text file that somebody wrote, as lines."""
    found = []
    for path in files():
        raw = path.read_bytes()
        if b"\0" not in raw and path not in MADE:
            found.append((path, raw.decode("utf-8").splitlines()))
    return found


def hits(pattern: re.Pattern[str]) -> list[str]:
    """Every line of the repository in which the pattern occurs."""
    return [
        f"{place(path)}:{number}: {line.strip()[:120]}"
        for path, lines in texts()
        for number, line in enumerate(lines, 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [REGISTRIES, WORKPLACE, UNFINISHED], ids=["registries", "workplace", "unfinished"])
def test_a_kind_of_word_stands_nowhere(pattern: re.Pattern[str]) -> None:
    found = hits(pattern)
    assert not found, "\n" + "\n".join(found)


def test_no_file_is_large() -> None:
    large = [f"{place(path)}: {path.stat().st_size} bytes" for path in files() if path.stat().st_size > LARGEST]
    assert not large, "\n" + "\n".join(large)


def test_nothing_of_others_is_bundled() -> None:
    found = [place(p) for p in files() if p.name.endswith(BUNDLES) or FOREIGN_FOLDERS & set(p.relative_to(ROOT).parts)]
    assert not found, "\n" + "\n".join(found)


def test_the_locks_hold_every_library_with_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        pinned = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE)
        lines = [line for line in text.splitlines() if line and not line.startswith(("    --hash=sha256:", "#"))]
        assert len(pinned) == len(lines) > 10, f"{name}: a line that pins nothing"
        assert all(line.endswith("\\") for line in lines), f"{name}: a library without a hash"


def test_both_locks_agree() -> None:
    run, dev = (set(re.findall(r"^\S+==\S+", (ROOT / name).read_text("utf-8"), re.MULTILINE))
                for name in ("requirements.lock", "requirements-dev.lock"))  # fmt: skip
    assert run <= dev, f"only in requirements.lock: {sorted(run - dev)}"


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (REGISTRIES, "https://files.python" + "hosted.org/x"),
        (WORKPLACE, "see /wo" + "rk/plan"),
        (UNFINISHED, "# TO" + "DO: later"),
    ],
)
def test_such_a_word_would_be_seen(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


def test_the_language_may_say_what_is_still_to_be_decided() -> None:
    assert not UNFINISHED.search('template: todo "which template?"')
