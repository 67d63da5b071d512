"""What is marked as decided by a stranger's words: whatever may make a call be made in one world only."""

import pytest

from sayso.compiler import compile, trust
from sayso.connectors import standard_catalog

HEAD = """flow "Marks"
on form "Demo" with
  address: email
  name: text
  names: list of text
  day: date
  seats: number
end
use people.notify, crm.find_contacts
memory
  seen: list of text
end
let @all = crm.find_contacts()
"""
NOTE = 'people.notify(@me, "x")'


def marks(body: str) -> list[str]:
    """Whose words decide something in a flow that a form begins."""
    catalog = standard_catalog()
    compiled = compile(HEAD + body + "\n", catalog)
    assert compiled.flow is not None and compiled.facts is not None
    assert not compiled.errors, [finding.sentence for finding in compiled.errors]
    return list(trust.marks(compiled.flow, compiled.facts, catalog).values())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f'if @name contains "x"\n  {NOTE}\nend', ["`@name`"]),
        (f'if @me.name contains "x"\n  {NOTE}\nend', []),
        (f'if @address == "ann@acme.example"\n  {NOTE}\nend', ["`@address`"]),
        (f"for each @one in @names at most 3\n  {NOTE}\nend", ["`@names`"]),
        (f"for each @one in @all at most 3\n  {NOTE}\nend", []),
        (f"for each @one in first @seats of @all at most 3\n  {NOTE}\nend", ["`@seats`"]),
        (f"for each @one in @all where @contact.email == @address at most 3\n  {NOTE}\nend", ["`@address`"]),
        (f"for each @one in @all where @contact.email == @me.email at most 3\n  {NOTE}\nend", []),
        (f"repeat at most 3 times until @seats > 5\n  {NOTE}\nend", ["`@seats`"]),
        (f"wait until @day at most 30 days\n{NOTE}", ["`@day`"]),
        (f"wait until @today + 1 day\n{NOTE}", []),
        (f'stage "Begin" at @day\n  {NOTE}\nend', ["`@day`"]),
        (f"for each @n in [1, 2]\n  remember @name in @memory.seen otherwise skip\n  {NOTE}\nend", ["`@name`"]),
        (f"remember @name in @memory.seen\n{NOTE}", []),
        (f"wait for email.replied where @email.from == @me.email at most 2 days\n  {NOTE}\nend", []),
        (f"wait for email.replied where @email.from == @address at most 2 days\n  {NOTE}\nend", ["`@email.from`"]),
        (
            f"wait for deal.updated where @deal.lastEmail.from == @me.email at most 2 days\n  {NOTE}\nend",
            ["`@deal.lastEmail`"],
        ),
        (f"wait for contact.created where @contact.email == @address at most 2 days\n  {NOTE}\nend", ["`@address`"]),
        (f'wait for email.replied where @email.intent == "buy" at most 2 days\n  {NOTE}\nend', ["`@email.intent`"]),
        (
            f'sequence\n  wait 2 days\n  {NOTE}\nunless email.replied where @email.subject contains "stop"\nend',
            ["`@email.subject`"],
        ),
    ],
)
def test_whose_words_decide(body: str, words: list[str]) -> None:
    assert marks(body) == words
