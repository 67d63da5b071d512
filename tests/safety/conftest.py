"""Played on both databases, with the contact guard on."""

import pytest

from tests.durable.fixtures import play, url

__all__ = ["guard_days", "play", "url"]


@pytest.fixture
def guard_days() -> int:
    """The contact guard is on, as it is for everybody who says nothing."""
    return 2
