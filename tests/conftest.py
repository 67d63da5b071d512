"""What all tests share: how hypothesis searches, and a tally of the tests by folder at the end."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, print_blob=True, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("house"), derandomize=False, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line per folder of tests: how many passed, failed, were skipped."""
    tally: dict[str, Counter[str]] = {}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.getreports(outcome):
            folder = "/".join(report.nodeid.split("/")[:2]).partition("::")[0]
            tally.setdefault(folder, Counter())[outcome] += 1
    terminalreporter.section("tests by folder")
    for folder, counts in sorted(tally.items()):
        terminalreporter.line(f"{folder:32} " + ", ".join(f"{n} {outcome}" for outcome, n in counts.items()))
