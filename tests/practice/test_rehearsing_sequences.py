"""What would end a `sequence` comes in a rehearsal only for whom it was chosen, and when."""

from sayso.runtime.operations.publishing import save_draft
from sayso.runtime.operations.rehearsing import Choice, Rehearsal, rehearse
from sayso.runtime.operations.testing_flows import keep_as_tests, results_of
from sayso.runtime.operations.texts import check_text
from tests.practice.playing import Fernpost

STAY = """flow "Stay with them"

on schedule every weekday at 09:00 in "Europe/Berlin"

use email.send with approval by @me within 3 days
use crm.find_deals, crm.create_task

let @deals = crm.find_deals(where: @deal.stage == "Proposal Sent")
for each @deal in @deals at most 20 once per 30 days
  sequence
    email.send(to: @deal.contact, template: "Case study")
    wait 3 days
    crm.create_task(title: "Call @deal.contact.fullName", assignee: @deal.owner, due: @today + 1 day)
    wait 5 days
    crm.create_task(title: "Give up @deal.contact.fullName", assignee: @deal.owner, due: @today + 1 day)
  unless email.replied where @email.from == @deal.contact.email
    hand off to @deal.owner "@deal.contact.fullName answered" within 2 days
  end
end
"""


async def rehearsed(play: Fernpost, flow: str, choices: dict[str, Choice]) -> Rehearsal:
    return await rehearse(play.door, "main", flow, STAY, choices)


def tools(found: Rehearsal, lane: str) -> list[str]:
    return [line.text for line in found.log if line.lane == lane and line.kind == "did"]


async def test_an_answer_ends_the_sequence_of_the_one_who_gave_it(file_play: Fernpost) -> None:
    flow = await save_draft(file_play.door, "main", STAY, "me")
    plain = await rehearsed(file_play, flow, {})
    points = [one for one in plain.points if one.kind == "sequence"]
    assert len(points) == len({one.lane for one in points}) > 1
    assert "people.hand_off" not in plain.calls
    first = points[0]
    early = await rehearsed(file_play, flow, {first.path: Choice("yes", 1)})
    assert early.calls["people.hand_off"] == 1
    assert early.calls["crm.create_task"] == plain.calls["crm.create_task"] - 2
    assert any("answered" in said for said in tools(early, first.lane))
    assert [tools(early, one.lane) for one in points[1:]] == [tools(plain, one.lane) for one in points[1:]]
    assert [one.path for one in early.points if one.kind == "sequence"] == [one.path for one in points]
    later = await rehearsed(file_play, flow, {first.path: Choice("yes", 6)})
    assert later.calls["crm.create_task"] == plain.calls["crm.create_task"] - 1
    assert (await rehearsed(file_play, flow, {first.path: Choice("never")})).calls == plain.calls


async def test_an_answer_in_a_sequence_is_kept_as_a_test(file_play: Fernpost) -> None:
    text = STAY.replace(" with approval by @me within 3 days", "")
    flow = await save_draft(file_play.door, "main", text, "me")
    plain = await rehearse(file_play.door, "main", flow, text)
    answers = {one.path: Choice("yes", 1) for one in plain.points if one.kind == "sequence"}
    kept = await keep_as_tests(file_play.door, "main", flow, text, answers)
    assert kept.count == 2 and not kept.left
    assert "given email.replied after 1 day" in kept.text
    assert "expect people.hand_off once" in kept.text
    compiled, catalog = await check_text(file_play.door, "main", kept.text)
    assert all(one.passed for one in await results_of(compiled, catalog, kept.text))
