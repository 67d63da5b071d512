"""The API is tried on both databases, where it matters."""

from tests.durable.fixtures import file, url

__all__ = ["file", "url"]
