"""Stories are played on both databases."""

from tests.durable.fixtures import guard_days, play, url

__all__ = ["guard_days", "play", "url"]
