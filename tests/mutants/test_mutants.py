"""The planted bugs still find the text they change, every suite has one it was seen red on, and a few are planted."""

from collections import Counter

import pytest

from tests.mutants.page import PAGE, names_on, suites_now, suites_part
from tests.mutants.planted import ROOT, Mutant, NotThere
from tests.mutants.planting import MUTANTS, Result
from tests.mutants.running import Copy
from tests.mutants.suites import HISTORIES, WHOLE, sees, suites

QUICK = {
    "weekends-count": "tests/dsl/test_calendar.py",
    "edited-approval-ignored": "tests/runtime/test_people_decide.py::test_what_the_approver_changed_is_what_goes_out",
    "replay-believes-anything": HISTORIES,
    "tool-not-allowed": "tests/compiler/test_whitelist.py",
}
"""Bugs that are really planted in every run of the tests, each with one of its tests that is soon over."""


def the(name: str) -> Mutant:
    return next(mutant for mutant in MUTANTS if mutant.name == name)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_it_finds_its_place_and_leaves_a_program(mutant: Mutant) -> None:
    text = (ROOT / mutant.file).read_text("utf-8")
    changed = mutant.planted_in(text)
    assert changed != text
    compile(changed, mutant.file, "exec")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_its_tests_are_there(mutant: Mutant) -> None:
    assert mutant.tests
    for test in mutant.tests:
        file, _, name = test.partition("::")
        assert (ROOT / file).exists(), test
        assert not name or f"def {name}(" in (ROOT / file).read_text("utf-8"), test


def test_there_are_many_and_no_two_have_one_name() -> None:
    assert len(MUTANTS) >= 40
    assert [name for name, count in Counter(mutant.name for mutant in MUTANTS).items() if count > 1] == []


@pytest.mark.parametrize("suite", suites())
def test_every_suite_has_a_bug_it_goes_red_on(suite: str) -> None:
    assert [mutant.name for mutant in MUTANTS if sees(suite, mutant)]


def test_the_suites_are_there() -> None:
    assert [name for name in WHOLE if not (ROOT / name).exists()] == []


def test_the_page_shows_these_bugs() -> None:
    text = PAGE.read_text("utf-8")
    assert names_on(text) == [mutant.name for mutant in MUTANTS]
    assert suites_part(text) == suites_now()
    assert "GREEN" not in text and "no end" not in text


def test_a_text_that_moved_is_told() -> None:
    with pytest.raises(NotThere):
        the("weekends-count").planted_in("x = 1\n")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("tree"))


@pytest.mark.parametrize("name", QUICK)
def test_a_planted_bug_is_seen(copy: Copy, name: str) -> None:
    mutant = the(name)._replace(tests=(QUICK[name],))
    before = (ROOT / mutant.file).read_bytes()
    assert sees(QUICK[name], the(name))
    assert not Result(mutant, copy.seen(mutant)).survived
    assert (copy.folder / mutant.file).read_bytes() == before == (ROOT / mutant.file).read_bytes()


def test_a_bug_that_nobody_sees_survives(copy: Copy) -> None:
    mutant = the("edit-takes-a-row-more")._replace(tests=(HISTORIES, "tests/histories/not_there.py"))
    result = Result(mutant, copy.seen(mutant))
    assert [one.verdict for one in result.seen] == ["GREEN", "pytest ended with 4"]
    assert result.survived
