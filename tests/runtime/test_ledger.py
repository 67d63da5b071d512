"""What a workspace remembers: a simulation plays with a copy, and what is saved is all there again."""

from pathlib import Path

from sayso.runtime.ledger import Ledger
from tests.runtime.playing import MONDAY, calls, contact, play

TEXT = (
    'flow "F"\non manual\nuse crm.find_contacts\nuse people.notify at most 5 per day\nmemory\nseen: list of text\nend\n'
    "let @people = crm.find_contacts(where: @contact.email exists)\n"
    'for each @contact in @people at most 5 once\nremember @contact.id in @memory.seen\npeople.notify(@me, "x")\nend\n'
)


def told(ledger: Ledger) -> int:
    """How many contacts a run told of."""
    return len(calls(play(TEXT, ledger, records={"contact": [contact(1), contact(2)]}), "people.notify"))


def test_a_simulation_on_a_copy_leaves_nothing_behind() -> None:
    real = Ledger()
    assert [told(real.copy()), told(real.copy())] == [2, 2]
    assert (real.rows.memory, real.rows.taken, real.rows.used) == ({}, {}, {})


def test_what_is_saved_is_there_again(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "ledger.json")
    assert told(ledger) == 2
    ledger.save()
    again = Ledger.open(tmp_path / "ledger.json")
    assert again.rows == ledger.rows
    assert again.rows.taken == {"F/contact": {"contact:c1": MONDAY, "contact:c2": MONDAY}}
    assert again.remembered("F", "seen") == ["c1", "c2"]
    assert told(again) == 0
