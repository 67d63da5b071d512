"""A program with a token beside the browser, and patience where a machine has much else to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editor.stories.programs import Programs, token_for

PATIENCE = 20_000
"""Milliseconds in which what a story waits for has to come."""


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def programs(address: str, home: Path) -> Iterator[Programs]:
    """Uses the workspace that is served, through the API."""
    used = Programs(address, token_for(home))
    yield used
    used.close()
