"""What the mends offer in place of a missing value."""

import pytest

from sayso.compiler.missing_mends import fallback_for
from sayso.dsl.types import NUMBER, TEXT


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("@contact.firstName", '"there"'),
        ("@deal.contact.firstName", '"there"'),
        ("@contact.company.name", '"your company"'),
        ("@deal.name", 'todo "what to say instead?"'),
        ("@contact.fullName", 'todo "what to say instead?"'),
        ("@contact.title", 'todo "what to say instead?"'),
    ],
)
def test_there_is_only_for_those_who_are_greeted(path: str, other: str) -> None:
    assert fallback_for(TEXT, path) == other


def test_a_number_has_its_own() -> None:
    assert fallback_for(NUMBER, "@contact.score") == "0"
