"""What the tests of the language services share: the standard catalog, and a text with a mark where the caret is."""

import pytest

from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog
from sayso.language import Services

HEAD = 'flow "A"\non contact.created\nuse gmail.send\n\n'


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return standard_catalog()


@pytest.fixture
def services(catalog: Catalog) -> Services:
    return Services(catalog)


def marked(text: str, head: str = HEAD) -> tuple[str, int]:
    """A flow's text, and where its `|` stood."""
    whole = head + text
    caret = whole.index("|")
    return whole[:caret] + whole[caret + 1 :], caret
