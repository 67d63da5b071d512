"""What a form or webhook sends, fitted to what the flow declares."""

import json
from decimal import Decimal
from urllib.parse import urlencode

import pytest

from sayso.compiler import compile
from sayso.compiler.ir import Start
from sayso.connectors import standard_catalog
from sayso.dsl.values import Money
from sayso.runtime.inbound import (
    Refused,
    Submission,
    Trapped,
    Unfit,
    entries_of,
    fill,
    read_submission,
    start_of,
    verify,
)
from sayso.runtime.inbound.delivery import Received
from tests.inbound.sending import FORM, JSON, NOW, SECRET, delivery, sent

CATALOG = standard_catalog()
FIELDS = """name: text
email: email
plan: "free" | "pro"
budget: money?
start: date?
topics: list of text?
calls: boolean?"""
TEXTS = {
    "form": f'flow "F"\non form "Demo request" with\n{FIELDS}\nend\nstop "x"\n',
    "webhook": 'flow "F"\non webhook "lead" with\nemail: email\nemployees: number?\nend\nstop "x"\n',
}
GOOD = {"name": "Ann", "email": "ann@acme.example", "plan": "pro"}


def start(kind: str = "form", name: str = "Demo request") -> Start:
    program = compile(TEXTS[kind], CATALOG).program
    assert program is not None
    found = start_of(program, kind, name)
    assert found is not None
    return found


def filled(data: dict[str, object], kind: str = "form", name: str = "Demo request") -> Submission | Unfit | Trapped:
    return fill(start(kind, name), data, CATALOG.records, "id-1")


def problems(data: dict[str, object], kind: str = "form", name: str = "Demo request") -> dict[str, str]:
    answer = filled(data, kind, name)
    assert isinstance(answer, Unfit), answer
    return {problem.field: problem.sentence for problem in answer.problems}


def test_a_filled_form_gives_a_value_for_every_name() -> None:
    answer = filled({**GOOD, "budget": "$50k", "calls": "yes", "topics": "one\r\n\r\ntwo\r\n"})
    assert isinstance(answer, Submission)
    assert answer.inputs == {
        "name": "Ann", "email": "ann@acme.example", "plan": "pro", "budget": Money(Decimal(50_000), "USD"),
        "start": None, "topics": ["one", "two"], "calls": True,
    }  # fmt: skip


def test_fields_nobody_declared_are_dropped_and_told() -> None:
    answer = filled({**GOOD, "isAdmin": "true", "__proto__": "x"})
    assert isinstance(answer, Submission)
    assert set(answer.inputs) == {"name", "email", "plan", "budget", "start", "topics", "calls"}
    assert answer.dropped == ("isAdmin", "__proto__")


def test_every_missing_field_has_its_sentence() -> None:
    assert problems({"name": "  ", "plan": ""}) == {
        "name": "This is missing: it needs a text.",
        "email": "This is missing: it needs an email address.",
        "plan": "This is missing: it needs one of `free` and `pro`.",
    }


def test_every_wrong_kind_has_its_sentence() -> None:
    told = problems({"name": ["a", "b"], "email": "nobody", "plan": "prro", "budget": "much", "start": "31 June"})
    assert set(told) == {"name", "email", "plan", "budget", "start"}
    assert told["email"] == "This needs an email address; `nobody` isn't one."
    assert "did you mean `pro`" in told["plan"]
    assert all(sentence.endswith(".") for sentence in told.values())


@pytest.mark.parametrize("value", [{"type": "contact", "id": "ann"}, ["a"], 1.5e300, True])
def test_values_of_another_kind_are_refused(value: object) -> None:
    assert "email" in problems({**GOOD, "email": value})


def test_a_field_that_is_too_long_is_refused() -> None:
    assert "longer than 20,000" in problems({**GOOD, "name": "x" * 20_001})["name"]


def test_a_machine_that_fills_in_everything_is_caught() -> None:
    assert isinstance(filled({**GOOD, "sayso-leave-empty": "http://spam.example"}), Trapped)
    assert isinstance(filled({**GOOD, "sayso-leave-empty": ""}), Submission)


def test_a_form_takes_no_records_from_strangers() -> None:
    text = 'flow "F"\non form "x" with\nwho: contact\nend\nstop "x"\n'
    program = compile(text, CATALOG).program
    assert program is not None
    answer = fill(program.starts[0], {"who": {"type": "contact", "id": "ann"}}, CATALOG.records, "1")
    assert isinstance(answer, Unfit)
    assert answer.problems[0].sentence == "This cannot be filled in by a form."
    assert not entries_of(program.starts[0])


def test_a_webhook_with_declared_inputs_is_fitted_the_same_way() -> None:
    received = verify("sayso", SECRET, sent("sayso"), NOW)
    assert isinstance(received, Received)
    answer = filled({**received.data, "employees": 12, "more": {"x": 1}}, "webhook", "lead")
    assert isinstance(answer, Submission)
    assert (answer.inputs, answer.dropped) == ({"email": "ann@acme.example", "employees": 12}, ("more",))
    assert set(problems({"employees": "many"}, "webhook", "lead")) == {"email", "employees"}


def test_a_trigger_is_found_by_kind_and_name() -> None:
    program = compile(TEXTS["webhook"], CATALOG).program
    assert program is not None
    assert start_of(program, "webhook", "lead") == program.starts[0]
    assert start_of(program, "webhook", "other") is None
    assert start_of(program, "form", "lead") is None


def test_a_form_shows_its_fields() -> None:
    shown = {entry.name: (entry.label, entry.kind, entry.required) for entry in entries_of(start())}
    assert shown["email"] == ("Email", "email", True)
    assert shown["plan"] == ("Plan", "choice", True)
    assert shown["topics"] == ("Topics", "list", False)


def test_a_second_click_has_the_same_id() -> None:
    fields = {**GOOD, "sayso-submission": "0123456789abcdef"}
    for body, kind in ((urlencode(fields).encode(), FORM), (json.dumps(fields).encode(), JSON)):
        read = read_submission(delivery(body, {}, kind))
        assert read == ("0123456789abcdef", GOOD)


@pytest.mark.parametrize("id", ["", "x", "a b c d e f g h", "../../../../etc", "x" * 65, ["0123456789abcdef"], 5])
def test_a_strange_id_is_not_used(id: object) -> None:
    read = read_submission(delivery(json.dumps({**GOOD, "sayso-submission": id}).encode(), {}))
    assert not isinstance(read, Refused)
    assert len(read[0]) == 64


def test_a_form_is_no_place_for_files() -> None:
    read = read_submission(delivery(b"--x\r\n", {}, "multipart/form-data; boundary=x"))
    assert isinstance(read, Refused) and read.status == 415
    assert isinstance(read_submission(delivery(b"[1]", {})), Refused)
