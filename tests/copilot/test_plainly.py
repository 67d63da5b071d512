"""Lines of the log in the words of the readback."""

import pytest

from sayso.connectors import standard_catalog
from sayso.copilot.plainly import clause, field, plainly

FOUND = "4 found; Halden expansion was not among them: "
LINES = [
    (
        'find deals where @deal.stage == "Proposal Sent" and @deal.daysSinceActivity >= 5 → '
        f"{FOUND}deal.daysSinceActivity was 2",
        'find deals whose stage is "Proposal Sent" and whose last activity was at least 5 days ago → '
        f"{FOUND}the deal's days since activity was 2",
    ),
    (
        "Ann was not written to by “Big 4”: find contacts where @contact.linkedinUrl exists → 23 found; Ann was not "
        "among them. Only today's values are known: contact.linkedinUrl is missing.",
        "Ann was not written to by “Big 4”: find contacts whose LinkedIn page is not empty → 23 found; Ann was not "
        "among them. Only today's values are known: the contact's LinkedIn page is missing.",
    ),
    (
        '@contact.title contains "CEO" → unknown, so no (contact.title is missing)',
        "the contact's title contains \"CEO\" → unknown, so no (the contact's title is missing)",
    ),
]
AS_THEY_ARE = (
    "email Ann Keller the template “Case study”",
    "let AI sort it: “me @ home” → other",
    "find deals where @deal.stage == → 4 found",
    "look up ann@brightwater.example → Ann Keller",
)


@pytest.mark.parametrize(("line", "words"), LINES)
def test_a_condition_and_its_fields_are_said_in_words(line: str, words: str) -> None:
    assert plainly(line, standard_catalog()) == words


def test_a_field_and_a_condition_alone() -> None:
    catalog = standard_catalog()
    assert field("contact.title", catalog) == "the contact's title"
    assert field("accepted", catalog) == "accepted"
    assert clause("@deal.value > $50k", catalog) == "the deal's value is more than $50k"
    assert clause("not a condition at all", catalog) == "not a condition at all"


@pytest.mark.parametrize("line", AS_THEY_ARE)
def test_what_has_no_condition_stays_as_it_is(line: str) -> None:
    assert plainly(line, standard_catalog()) == line
