"""Operations are tried on both databases."""

from tests.durable.fixtures import file, url

__all__ = ["file", "url"]
