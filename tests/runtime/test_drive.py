"""The meanings decided on the language's page, each played in a small world."""

import pytest

from sayso.runtime.ledger import Ledger
from tests.runtime.playing import calls, contact, days_until, linked, play

HEAD = 'flow "F"\n'
PEOPLE = {"contact": [contact(1), contact(2), contact(3)]}


def people(body: str, loop: str = "at most 10", uses: str = "") -> str:
    return (
        f"{HEAD}on manual\nuse crm.find_contacts, crm.add_tags, crm.update, crm.create_task, people.notify\n{uses}"
        f"let @people = crm.find_contacts(where: @contact.email exists)\n"
        f"for each @contact in @people {loop}\n{body}\nend\n"
    )


def test_statements_run_in_order_and_a_wait_takes_its_time() -> None:
    played = play(
        HEAD + "on manual\nuse people.notify\n"
        'people.notify(@me, "one")\nwait 3 days\npeople.notify(@me, "two")\nwait 2 days\npeople.notify(@me, "three")\n'
    )
    assert days_until(played, "people.notify") == [0, 3, 5]
    assert played.run.state == "completed"


def test_items_overlap_their_waits() -> None:
    played = play(people('wait 5 days\npeople.notify(@me, "hello {@contact.fullName}")'), records=PEOPLE)
    assert days_until(played, "people.notify") == [5, 5, 5]


def test_one_at_a_time_finishes_an_item_waits_included() -> None:
    text = people('wait 1 day\npeople.notify(@me, "hello {@contact.fullName}")', "at most 10 one at a time")
    assert days_until(play(text, records=PEOPLE), "people.notify") == [1, 2, 3]


def test_a_failed_item_does_not_stop_the_others_and_is_counted() -> None:
    body = 'if @contact.firstName == "First2"\nfail "broken"\nend\npeople.notify(@me, "ok")'
    played = play(people(body), records=PEOPLE)
    assert len(calls(played, "people.notify")) == 2
    assert played.run.state == "completed with failures"
    assert [item.ended.how for item in sorted(played.run.items, key=lambda item: item.path)] == [
        "done",
        "failed",
        "done",
    ]


def test_stop_on_error_takes_no_more_items() -> None:
    body = 'if @contact.firstName == "First2"\nfail "broken"\nend\npeople.notify(@me, "ok")'
    played = play(people(body, "at most 10 stop on error"), records=PEOPLE)
    assert len(calls(played, "people.notify")) == 1
    assert len(played.run.items) == 2


def test_at_most_leaves_out_the_rest_and_says_so() -> None:
    played = play(people('people.notify(@me, "x")', "at most 2"), records=PEOPLE)
    assert len(calls(played, "people.notify")) == 2
    notes = [note for _, _, note in played.run.notes if note.kind == "left"]
    assert dict(notes[0].values) == {"over the limit of this loop": 1}


def test_once_takes_nobody_again_in_any_run() -> None:
    ledger = Ledger()
    text = people('people.notify(@me, "x")', "at most 2 once")
    assert len(calls(play(text, ledger, records=PEOPLE), "people.notify")) == 2
    assert len(calls(play(text, ledger, records=PEOPLE), "people.notify")) == 1
    assert len(calls(play(text, ledger, records=PEOPLE), "people.notify")) == 0


def test_once_per_ninety_days_takes_them_again_later() -> None:
    from datetime import timedelta

    from tests.runtime.playing import MONDAY

    ledger, text = Ledger(), people('people.notify(@me, "x")', "at most 9 once per 90 days")
    counts = [
        len(calls(play(text, ledger, now=MONDAY + timedelta(days=days), records=PEOPLE), "people.notify"))
        for days in (0, 89, 91)
    ]
    assert counts == [3, 0, 3]


def test_a_record_that_stands_twice_is_taken_once() -> None:
    text = (
        HEAD + "on manual with\ncontacts: list of contact\nend\nuse people.notify\n"
        'for each @contact in @contacts at most 5\npeople.notify(@me, "x")\nend\n'
    )
    assert len(calls(play(text, inputs={"contacts": [contact(1), contact(1), contact(2)]}), "people.notify")) == 2


def test_keep_collects_in_item_order_without_the_skipped() -> None:
    text = (
        people(
            'if @contact.firstName == "First2"\nskip "not this one"\nend\nkeep @contact.id', "at most 10 collect @ids"
        )
        + 'people.notify(@me, "kept {join(@ids, ",")}")\n'
    )
    assert calls(play(text, records=PEOPLE), "people.notify")[0].arguments["message"] == "kept c1,c3"


def test_fresh_data_after_a_wait() -> None:
    text = people(
        'crm.add_tags(@contact, ["hot"])\nwait 1 day\nif @contact.tags contains "hot"\npeople.notify(@me, "hot")\nend'
    )
    assert len(calls(play(text, records=PEOPLE), "people.notify")) == 3


def test_a_change_is_seen_at_once_by_the_lane_that_made_it() -> None:
    text = people('crm.update(@contact, title: "CEO")\nif @contact.title == "CEO"\npeople.notify(@me, "yes")\nend')
    assert len(calls(play(text, records=PEOPLE), "people.notify")) == 3


def test_a_needed_field_that_is_missing_leaves_the_item_with_the_reason() -> None:
    text = people('linkedin.invite(to: @contact, note: "Hello")', uses="use linkedin.invite\n")
    records = {"contact": [contact(1), {**contact(2), "linkedinUrl": None}]}
    played = play(text, records=records)
    assert len(calls(played, "linkedin.invite")) == 1
    assert [i.ended.reason for i in played.run.items if i.ended.how == "skipped"] == [
        "First2 Last2 has no LinkedIn address"
    ]


def test_a_quota_makes_the_lane_wait_for_the_next_day() -> None:
    text = people('people.notify(@me, "x")').replace("people.notify\n", "people.notify\n", 1)
    text = text.replace(", people.notify\n", "\nuse people.notify at most 2 per day\n", 1)
    played = play(text, records=PEOPLE)
    entries = [e for e in played.journal.entries() if e.outcome.kind == "done"]
    assert len(calls(played, "people.notify")) == 3
    assert max(e.outcome.at for e in entries).isoformat() == "2026-03-02T23:00:00+00:00"


def test_a_window_holds_calls_until_it_opens() -> None:
    text = people('people.notify(@me, "x")').replace(
        ", people.notify\n", "\nuse people.notify between 13:00 and 14:00\n", 1
    )
    done = [e.outcome.at for e in play(text, records=PEOPLE).journal.entries() if e.outcome.kind == "done"]
    assert max(done).isoformat() == "2026-03-02T12:00:00+00:00"


def test_try_takes_a_failure_and_names_it() -> None:
    text = people(
        'try\nlet @found = apollo.enrich(@contact)\non error @error\npeople.notify(@me, "{@error.message}")\nend',
        uses="use apollo.enrich\n",
    )
    played = play(text, records={"contact": [contact(1)]}, answers={"apollo.enrich": {"fails": "no credits left"}})
    assert calls(played, "people.notify")[0].arguments["message"] == "no credits left"
    assert played.run.state == "completed"


def test_an_uncertain_call_is_never_caught_and_never_made_twice() -> None:
    text = people(
        'try\nemail.send(to: @contact, template: "Intro")\non error @error\npeople.notify(@me, "caught")\nend',
        uses="use email.send\n",
    )
    played = play(text, records={"contact": [contact(1)]}, answers={"email.send": {"uncertain": "line lost"}})
    assert played.run.state == "needs you"
    assert calls(played, "people.notify") == []
    assert len(calls(played, "email.send")) == 1


def test_a_rejected_approval_skips_the_item_with_the_approvers_words() -> None:
    text = people('email.send(to: @contact, template: "Intro") with approval', uses="use email.send\n")
    played = play(
        text, records={"contact": [contact(1)]}, approvals={"email.send": {"verdict": "no", "words": "too soon"}}
    )
    assert played.run.items[0].ended.reason == "too soon"
    assert calls(played, "email.send") == []


def test_an_approval_that_nobody_gives_expires_after_its_time() -> None:
    text = people('email.send(to: @contact, template: "Intro") with approval within 3 days', uses="use email.send\n")
    played = play(text, records={"contact": [contact(1)]}, approvals={"email.send": "never"})
    assert played.run.items[0].ended.how == "skipped"
    assert (played.drive.now - played.run.started).days == 3


def test_somebody_who_opted_out_is_skipped_before_anybody_is_asked() -> None:
    text = people('email.send(to: @contact, template: "Intro") with approval', uses="use email.send\n")
    played = play(text, records={"contact": [contact(1, unsubscribed=True)]})
    assert played.run.items[0].ended.reason == "First1 Last1 opted out"
    assert calls(played, "email.send") == []


SEQUENCE = people(
    'sequence\nemail.send(to: @contact, template: "Intro")\nwait 2 days\n'
    'email.send(to: @contact, template: "Case study")\n'
    'wait 4 days\npeople.notify(@me, "call")\nunless email.replied where @email.from == @contact.email\n'
    'crm.create_task(title: "They answered", assignee: @me)\nend',
    uses="use email.send\n",
)


@pytest.mark.parametrize(("after", "mails", "tasks"), [("1 day", 1, 1), ("3 days", 2, 1), (None, 2, 0)])
def test_a_sequence_stops_by_itself_when_they_answer(after: str | None, mails: int, tasks: int) -> None:
    events = [{"event": "email.replied", "after": after, "with": {"from": "c1@acme.example"}}] if after else []
    played = play(SEQUENCE, records={"contact": [contact(1)]}, events=events)
    assert len(calls(played, "email.send")) == mails
    assert len(calls(played, "crm.create_task")) == tasks
    assert len(calls(played, "people.notify")) == 1 - tasks


def test_a_quick_reply_is_not_lost() -> None:
    text = people(
        'email.send(to: @contact, template: "Intro")\nwait 5 days\n'
        "wait for email.replied where @email.from == @contact.email at most 1 day\n"
        'people.notify(@me, "answered")\notherwise\npeople.notify(@me, "silence")\nend',
        uses="use email.send\n",
    )
    events = [{"event": "email.replied", "at": "2026-03-03T09:00:00Z", "with": {"from": "c1@acme.example"}}]
    played = play(text, records={"contact": [contact(1)]}, events=events)
    assert calls(played, "people.notify")[0].arguments["message"] == "answered"


def test_an_event_is_for_the_lane_it_is_about() -> None:
    text = people(
        "wait for email.replied where @email.from == @contact.email at most 3 days\n"
        'people.notify(@me, "{@contact.id} answered")\nend'
    )
    events = [{"event": "email.replied", "at": "2026-03-03T09:00:00Z", "with": {"from": "C2@acme.example"}}]
    played = play(text, records=PEOPLE, events=events)
    assert [call.arguments["message"] for call in calls(played, "people.notify")] == ["c2 answered"]


def test_repeat_until_and_its_otherwise() -> None:
    body = 'repeat at most 3 times until @status == "signed"\nwait 1 day\nlet @status = esign.status(@envelope)\n'
    begin = "on manual with\nenvelope: envelope\nend\nuse esign.status, people.notify\n"
    text = f'{HEAD}{begin}{body}otherwise\npeople.notify(@me, "late")\nend\n'
    late = play(text, answers={"esign.status": "sent"})
    assert days_until(late, "esign.status") == [1, 2, 3]
    assert len(calls(late, "people.notify")) == 1
    signed = play(text, answers={"esign.status": "signed"})
    assert len(calls(signed, "esign.status")) == 1
    assert calls(signed, "people.notify") == []
    assert {c.path for c in calls(late, "esign.status")} == {"turn[1]/s3", "turn[2]/s3", "turn[3]/s3"}


STAGES = (
    HEAD + "on manual with\ncustomer: customer\nend\nuse people.notify\n"
    'stage "Early" at @customer.renewalDate - 90 days\npeople.notify(@me, "early")\nend\n'
    'stage "Late" at @customer.renewalDate - 30 days\npeople.notify(@me, "late")\nend\n'
)


def test_stages_wait_for_their_dates_and_skip_what_is_past() -> None:
    customer = {"id": "k1", "name": "Halden", "renewalDate": "2026-05-01"}
    played = play(STAGES, inputs={"customer": customer}, records={"customer": [customer]})
    assert [call.arguments["message"] for call in calls(played, "people.notify")] == ["late"]
    assert [note.kind for _, _, note in played.run.notes].count("late") == 1


def test_ask_with_otherwise_takes_it_when_nobody_answers() -> None:
    text = (
        HEAD + 'on manual\nuse people.notify\nask @me "Go?" as @go: boolean within 2 days otherwise false\n'
        'if @go\npeople.notify(@me, "yes")\notherwise\npeople.notify(@me, "no")\nend\n'
    )
    assert calls(play(text, replies={"go": None}), "people.notify")[0].arguments["message"] == "no"
    assert calls(play(text, replies={"go": True}), "people.notify")[0].arguments["message"] == "yes"
    other = text.replace("otherwise false", "otherwise true")
    assert calls(play(other, replies={"go": None}), "people.notify")[0].arguments["message"] == "yes"


def test_memory_remembers_over_runs_and_skips_whom_it_knows() -> None:
    text = people('remember @contact.id in @memory.seen otherwise skip "seen before"\npeople.notify(@me, "x")').replace(
        "let @people", "memory\nseen: list of text\nend\nlet @people"
    )
    ledger = Ledger()
    assert len(calls(play(text, ledger, records=PEOPLE), "people.notify")) == 3
    again = play(text, ledger, records=PEOPLE)
    assert calls(again, "people.notify") == []
    assert {item.ended.reason for item in again.run.items} == {"seen before"}


def test_a_flow_runs_another_and_gets_what_it_returns() -> None:
    import msgspec

    from sayso.compiler.contracts import contracts
    from tests.runtime.playing import CATALOG

    callee = 'flow "Double"\non call with\nnumber: number\nend\nwait 1 day\nreturn @number * 2\n'
    catalog = msgspec.structs.replace(CATALOG, flows=contracts([callee], CATALOG))
    caller = (
        HEAD + "on manual\nuse people.notify\n"
        'run flow "Double" with number: 21 as @result\npeople.notify(@me, "{@result}")\n'
    )
    played = play(caller, programs={"Double": linked(callee, catalog)}, catalog=catalog)
    assert calls(played, "people.notify")[0].arguments["message"] == "42"
    assert days_until(played, "people.notify") == [1]


def test_unknown_takes_otherwise_and_the_log_says_what_was_missing() -> None:
    text = people(
        'if @contact.company.employees > 50\npeople.notify(@me, "big")\notherwise\npeople.notify(@me, "small")\nend'
    )
    played = play(text, records={"contact": [contact(1)]})
    assert calls(played, "people.notify")[0].arguments["message"] == "small"
    decided = [note for _, _, note in played.run.notes if note.kind == "decided"]
    assert decided[0].truth is None
    assert decided[0].values == (("contact.company.employees", None),)


def test_keep_hands_out_to_the_innermost_loop_that_collects() -> None:
    text = (
        HEAD + "on manual with\ncontacts: list of contact\nend\nuse people.notify\n"
        "for each @contact in @contacts at most 5 collect @all\n"
        'for each @tag in @contact.tags at most 3\nkeep "{@contact.id}:{@tag}"\nend\nend\n'
        'people.notify(@me, "{join(@all, ",")}")\n'
    )
    contacts = [contact(1, tags=["a", "b"]), contact(2, tags=["c"])]
    played = play(text, inputs={"contacts": contacts}, records={"contact": contacts})
    assert calls(played, "people.notify")[0].arguments["message"] == "c1:a,c1:b,c2:c"


def test_an_input_cannot_pass_itself_off_as_the_trigger() -> None:
    text = (
        HEAD + 'on webhook "w" with\nname: text\nend\non manual with\nname: text\nend\nuse people.notify\n'
        'if @trigger is webhook "w"\npeople.notify(@me, "from the web: {@name}")\n'
        'otherwise\npeople.notify(@me, "by hand")\nend\n'
    )
    assert len(calls(play(text, inputs={"name": "x"}, trigger="manual"), "people.notify")) == 1
    said = calls(play(text, inputs={"name": "schedule"}, trigger="webhook"), "people.notify")[0].arguments["message"]
    assert said == "from the web: schedule"


def test_inputs_have_the_fields_that_the_crm_works_out() -> None:
    text = (
        HEAD + 'on manual with\ncontact: contact\nend\nuse people.notify\npeople.notify(@me, "{@contact.fullName}")\n'
    )
    played = play(text, inputs={"contact": {"firstName": "Ann", "lastName": "Keller"}})
    assert calls(played, "people.notify")[0].arguments["message"] == "Ann Keller"


def test_a_customer_about_whom_little_is_said_is_still_one_after_a_wait() -> None:
    text = (
        HEAD + "on manual with\ncustomer: customer\nend\nuse people.notify\nwait 1 day\n"
        'people.notify(@me, "{@customer.name}")\n'
    )
    played = play(text, inputs={"customer": {"name": "Halden"}})
    assert calls(played, "people.notify")[0].arguments["message"] == "Halden"
