"""The page of the documents that shows which bug which tests see, and which bugs each suite was seen red on."""

import re

from tests.mutants.planted import ROOT, Mutant
from tests.mutants.planting import MUTANTS, Result
from tests.mutants.suites import sees, suites

PAGE = ROOT / "docs" / "mutants.md"
INTRODUCTION = """# Planted bugs

A test that cannot fail is a defect. So bugs are planted: each is one small change in one file of `sayso/`, made in a
copy of the tree, and the tests named beside it must go red on it, each by itself. This page is written by

```sh
.venv/bin/python -m tests.mutants --write
```

which runs them all, and first the same tests with nothing planted. `python -m tests.mutants NAME …` runs some, and
`--workers 2` two at a time. The bugs are listed in `tests/mutants/`; `make test` looks that each still finds the text
it changes, and plants a few.
"""
ROW = re.compile(r"^\| `([a-z-]+)` \|", re.MULTILINE)


def page(done: list[Result]) -> str:
    """The page, from a run of all mutants."""
    return "\n".join([INTRODUCTION, *_bugs(done), "", *_suites(list(MUTANTS))]) + "\n"


def names_on(text: str) -> list[str]:
    """The mutants in the table of a page."""
    return ROW.findall(text)


def suites_part(text: str) -> str:
    """The second table of a page."""
    return text[text.index("## What each suite") :]


def suites_now() -> str:
    """The second table as it should be."""
    return "\n".join(_suites(list(MUTANTS))) + "\n"


def _bugs(done: list[Result]) -> list[str]:
    rows = [
        f"| `{mutant.name}` | {mutant.breaks} | `{mutant.file}` | {_tests(result)} | "
        f"{sum(one.seconds for one in result.seen):.0f} |"
        for result in done
        for mutant in [result.mutant]
    ]
    head = f"{len(done)} bugs, {sum(len(result.seen) for result in done)} times a test had to go red."
    return [
        "## What each bug breaks, and who sees it", "", head, "",
        "| Bug | What goes wrong | Planted in | Tests | Seconds |", "| --- | --- | --- | --- | ---: |", *rows,
    ]  # fmt: skip


def _tests(result: Result) -> str:
    return "<br>".join(f"{one.verdict}: `{one.test}`" for one in result.seen)


def _suites(mutants: list[Mutant]) -> list[str]:
    rows = [
        f"| `{suite}` | {', '.join(f'`{mutant.name}`' for mutant in mutants if sees(suite, mutant))} |"
        for suite in suites()
    ]
    return [
        "## What each suite was seen red on", "",
        "Every golden suite, and every property of `tests/properties/` by itself.", "",
        "| Suite | Bugs |", "| --- | --- |", *rows,
    ]  # fmt: skip
