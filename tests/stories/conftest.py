"""Every story has a workspace of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A workspace in a temporary folder."""
    made = Office(tmp_path / "workspace")
    yield made
    made.close()
