"""A rehearsal kept as tests, what a flow would do today, and of how many records a condition holds."""

from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso.compiler import compile
from sayso.runtime.operations.counting import matching
from sayso.runtime.operations.door import Refused
from sayso.runtime.operations.flows import list_flows
from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.operations.rehearsing import Choice, rehearse
from sayso.runtime.operations.testing_flows import Kept, keep_as_tests, results_of, untried, without_test
from sayso.runtime.operations.texts import catalog_of, check_text, draft_of
from sayso.runtime.operations.today import today_of
from sayso.runtime.operations.trigger_data import asked_of, data_from, search_for
from tests.practice.playing import Fernpost

TEMPLATES = sorted((Path(sayso.__file__).parent / "templates").glob("*.flow"))
CHASE = """flow "Chase"

on schedule every weekday at 09:00 in "Europe/Berlin"

use email.send with approval by @me within 3 days
use crm.find_deals, crm.create_task

let @deals = crm.find_deals(where: @deal.stage == "Proposal Sent" and @deal.daysSinceActivity >= 5)
for each @deal in @deals at most 20 once per 30 days
  email.send(to: @deal.contact, template: "Case study")
  wait for email.replied where @email.from == @deal.contact.email at most 3 days
    hand off to @deal.owner "@deal.contact.fullName answered: @email.snippet" within 2 days
  otherwise
    crm.create_task(title: "Call @deal.contact.fullName", assignee: @deal.owner, due: @today + 1 day)
  end
end
"""
COUNTED = {
    '@deal.stage == "Proposal Sent" and @deal.daysSinceActivity >= 5': (4, 15, "deals"),
    "@contact.email exists": (38, 40, "contacts"),
    '@it.stage == "Lead"': (2, 15, "deals"),
    "@contact.owner == @me": (15, 40, "contacts"),
}
NOT_COUNTED = ("@customer.x", "true", '@contact.title contains "', "@a\nfail", "@it.email exists" + " " * 5_000)
REPLIED = """
test "replied"
  given now 2026-11-24 09:00
  given crm.find_deals returns [
    deal(
      stage: "Proposal Sent",
      contact: contact(firstName: "Ann", lastName: "Keller", email: "ann.keller@brightwater.example"),
      owner: person(id: "sarah", name: "Sarah Lind", email: "sarah@fernpost.example"),
      daysSinceActivity: 6,
    ),
  ]
  given email.replied after 36 hours with from: "ann.keller@brightwater.example"
  expect email.send once with template: "Case study"
  expect people.hand_off once
  expect crm.create_task never
  expect completed
end
"""


async def drafted(play: Any, text: str) -> str:
    """A draft of that text; gives its flow."""
    return await save_draft(play.door, "main", text, "sarah")


async def kept(play: Fernpost, text: str, choices: dict[str, Choice] | None = None) -> Kept:
    return await keep_as_tests(play.door, "main", await drafted(play, text), text, choices or {})


async def chosen(play: Fernpost, text: str, kind: str, does: Choice) -> dict[str, Choice]:
    found = await rehearse(play.door, "main", await drafted(play, text), text)
    return {point.path: does for point in found.points if point.kind == kind}


async def hold(play: Fernpost, text: str) -> set[str]:
    """Every test of a text holds, and each has its own title; gives what is found in the text."""
    compiled, catalog = await check_text(play.door, "main", text)
    results = await results_of(compiled, catalog, text)
    assert results
    assert [(one.title, one.problems) for one in results if not one.passed] == []
    assert len({one.title for one in results}) == len(results)
    return {one.sentence for one in compiled.diagnostics}


async def test_the_outcomes_of_a_rehearsal_are_told_apart_and_titled(file_play: Fernpost) -> None:
    found = await kept(file_play, CHASE)
    assert (found.count, found.left) == (2, ())
    assert found.text.startswith(CHASE)
    assert REPLIED in found.text
    assert 'test "opted out"' in found.text
    assert "unsubscribed: true" in found.text
    assert 'expect skipped "Mei Tanaka opted out"' in found.text
    await hold(file_play, found.text)


async def test_what_was_chosen_of_outsiders_is_kept_and_nothing_twice(file_play: Fernpost) -> None:
    text = (await kept(file_play, CHASE)).text
    assert (await kept(file_play, text)) == Kept(text, 0, ())
    silent = await kept(file_play, text, await chosen(file_play, text, "event", Choice("never")))
    assert silent.count == 1
    assert 'test "no reply"' in silent.text
    refused = await kept(file_play, silent.text, await chosen(file_play, silent.text, "approval", Choice("no")))
    assert refused.count == 1
    assert 'test "not approved"' in refused.text
    assert 'given email.send rejected "not approved"' in refused.text
    await hold(file_play, refused.text)
    compiled, catalog = await check_text(file_play.door, "main", refused.text)
    paths = await untried(compiled, catalog)
    assert (paths.paths, paths.never) == (5, ("nothing found",))


async def test_what_no_test_can_say_is_left_out_and_named(file_play: Fernpost) -> None:
    never = await chosen(file_play, CHASE, "approval", Choice("never"))
    found = await kept(file_play, CHASE, never)
    assert found.count == 1
    assert len(found.left) == 1
    assert 'test "opted out"' in found.text
    with pytest.raises(Refused):
        await kept(file_play, CHASE.replace("@deal.stage", "@deal.stag"))


@pytest.mark.parametrize("does", ["yes", "never"])
async def test_every_flow_and_template_can_be_kept_as_tests_that_hold(file_play: Fernpost, does: str) -> None:
    catalog = await catalog_of(file_play.door, "main")
    texts = [(one.id, (await draft_of(file_play.door, "main", one.id)).text) for one in
             await list_flows(file_play.door, "main")]  # fmt: skip
    texts += [("new", file.read_text("utf-8")) for file in TEMPLATES]
    added = 0
    for _, text in texts:
        silent = await chosen(file_play, text, "event", Choice("never")) if does == "never" else {}
        if does == "never" and not silent:
            continue
        found = await kept(file_play, text, silent)
        assert found.left == ()
        assert await hold(file_play, found.text) <= {one.sentence for one in compile(text, catalog).diagnostics}
        added += found.count
    assert added > len(texts) / 3


async def test_a_saved_test_fails_once_the_flow_does_something_else(file_play: Fernpost) -> None:
    text = (await kept(file_play, CHASE)).text.replace('"Case study")', '"Win back")', 1)
    compiled, catalog = await check_text(file_play.door, "main", text)
    failed = [one for one in await results_of(compiled, catalog, text) if not one.passed]
    assert [one.title for one in failed] == ["replied"]
    problem = failed[0].problems[0]
    assert "email.send" in problem.sentence
    assert text.splitlines()[problem.line - 1].strip() == 'expect email.send once with template: "Case study"'
    without = without_test(text, failed[0].start)
    assert 'test "replied"' not in without
    assert 'test "opted out"' in without
    assert compile(without, catalog).program is not None
    with pytest.raises(Refused):
        without_test(text, failed[0].start + 1)


async def test_today_counts_who_is_found_and_who_is_written_to(file_play: Fernpost) -> None:
    today = await today_of(file_play.door, "main", await drafted(file_play, CHASE), CHASE)
    assert (today.found, today.kind, today.sends) == (4, "deals", ("3 emails",))
    later = CHASE.replace("  email.send", "  wait 2 days\n  email.send")
    assert (await today_of(file_play.door, "main", await drafted(file_play, later), later)).sends == ()
    one = CHASE.replace("at most 20", "at most 1")
    assert (await today_of(file_play.door, "main", await drafted(file_play, one), one)).sends == ("1 email",)


async def test_a_condition_is_counted_over_the_records_it_is_about(file_play: Fernpost) -> None:
    for condition, told in COUNTED.items():
        found = await matching(file_play.door, "main", condition)
        assert found is not None
        assert (found.count, found.of, found.kind) == told
    for condition in NOT_COUNTED:
        assert await matching(file_play.door, "main", condition) is None


async def test_a_rehearsal_begins_with_a_chosen_record(file_play: Fernpost) -> None:
    text = (
        'flow "Hello"\n\non contact.created\n\nuse crm.add_tags\n\ncrm.add_tags(@contact, ["nurture"])\n'
        'if @contact.title exists\n  stop "@contact.fullName has one"\nend\n'
    )
    compiled, _ = await check_text(file_play.door, "main", text)
    (asked,) = await asked_of(file_play.door, "main", compiled)
    assert (asked.name, asked.record, len(asked.newest)) == ("contact", "contact", 5)
    assert (await search_for(file_play.door, "main", "contact", "keller"))[0] == ("c1", "Ann Keller")
    data = await data_from(file_play.door, "main", compiled, {"contact": "c1"})
    found = await keep_as_tests(file_play.door, "main", await drafted(file_play, text), text, {}, data)
    assert found.count == 1
    assert 'given @contact = contact(firstName: "Ann", lastName: "Keller"' in found.text
    assert 'expect stopped "Ann Keller has one"' in found.text
    with pytest.raises(Refused):
        await data_from(file_play.door, "main", compiled, {"contact": "nobody"})
