"""`sayso why` on the command line: the story and its short answer, its document, and what people may type wrongly."""

from pathlib import Path

import pytest

from tests.cli.conftest import Sayso, folder, sayso
from tests.cli.test_json import fits

__all__ = ["folder", "sayso"]
CALLS = """flow "Calls"
on manual
use crm.find_contacts, crm.create_task
let @people = crm.find_contacts(where: @contact.email exists)
for each @contact in @people at most 2
  crm.create_task(title: "Call @contact.fullName", about: @contact)
  wait 2 days
end
"""
CONTACTS = (
    "First Name,Last Name,Email\nAnn,Keller,ann@acme.example\nBo,[bold]Lindt<b>,bo@acme.example\n"
    "Ann,Keller,ann@other.example\nSilent,One,\n"
)


@pytest.fixture
def ran(sayso: Sayso, folder: Path) -> Sayso:
    (folder / "contacts.csv").write_text(CONTACTS)
    assert sayso("import", "contacts.csv").code == 0
    (folder / "calls.flow").write_text(CALLS)
    assert sayso("publish", "calls.flow").code == 0
    assert sayso("start", "Calls").code == 0
    return sayso


def test_the_short_answer_comes_first_and_the_story_below(ran: Sayso) -> None:
    said = ran("why", "ann@acme.example")
    first, *rest = said.out.splitlines()
    assert said.code == 0 and first.startswith("Ann Keller was not written to; waiting until ")
    assert [row for row in rest if row.startswith("“Calls”, version 1  run-")]
    assert "taken by the loop (1 of 2)" in said.out and 'create the task "Call Ann Keller"' in said.out
    told = fits(ran("why", "ann@acme.example", "--json"), "why")
    assert (told["answer"], told["person"]["kind"]) == (first, "contact")
    assert {line["flow"] for line in told["lines"]} == {told["standing"][0]["flow"]}


def test_who_was_not_in_a_flow_is_told_why(ran: Sayso) -> None:
    said = ran("why", "Silent One", "--flow", "Calls")
    assert said.out.startswith(
        "Silent One was not written to by “Calls”: find contacts where @contact.email exists → 3 found; "
        "Silent One was not among them: contact.email was missing."
    )
    over = ran("why", "ann@other.example", "--run", fits(ran("runs", "--json"), "runs")["runs"][0]["id"])
    assert "not taken by the loop: beyond `at most 2`: number 3 of 3 on the list" in over.out


@pytest.mark.parametrize(
    ("about", "slug"),
    [("ann keller", "several"), ("nobody@acme.example", "not-found"), ("", "nobody-named"), ("x" * 10_000, "too-long"),
     ("contact:nowhere", "not-found"), ("\x1b[31m", "not-found")],
)  # fmt: skip
def test_who_cannot_be_meant_is_said_in_one_sentence(ran: Sayso, about: str, slug: str) -> None:
    said = ran("why", about, "--json")
    assert (said.code, said.json["error"]["slug"]) == (2, slug)
    plain = ran("why", about)
    assert plain.code == 2 and plain.out == "" and len(plain.err) < 500 and "Traceback" not in plain.err


def test_markup_in_a_name_is_only_text(ran: Sayso) -> None:
    said = ran("why", "Bo [bold]Lindt<b>")
    assert said.code == 0 and said.out.startswith("Bo [bold]Lindt<b> was not written to")


def test_a_flow_or_run_that_is_not_here(ran: Sayso) -> None:
    for words in (("--flow", "Nothing"), ("--run", "run-x"), ("--page", "x")):
        said = ran("why", "ann@acme.example", *words)
        assert said.code == 2 and said.err.startswith("✗ ")
