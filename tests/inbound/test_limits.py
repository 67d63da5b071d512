"""Bodies that are too much, or not what they say they are, are refused quickly and in a sentence."""

import json
import time

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from sayso.runtime.inbound import MAX_BODY, SCHEMES, Delivery, Received, Refused, verify
from tests.inbound.sending import FORM, JSON, NOW, delivery


def open_door(body: bytes, kind: str = JSON, **headers: str) -> Received | Refused:
    answer = verify("none", "", delivery(body, headers, kind), NOW)
    assert isinstance(answer, Received | Refused)
    return answer


def refused(body: bytes, kind: str = JSON, **headers: str) -> str:
    answer = open_door(body, kind, **headers)
    assert isinstance(answer, Refused), answer
    assert answer.sentence.endswith(".")
    return answer.code


def data(body: bytes, kind: str = JSON) -> dict[str, object]:
    answer = open_door(body, kind)
    assert isinstance(answer, Received), answer
    return answer.data


BOMBS = {
    "nested lists": b"[" * 999_999,
    "nested objects": b'{"a":' * 199_999,
    "nested and closed": b'{"a":' + b"[" * 400_000 + b"]" * 400_000 + b"}",
    "65 levels": b'{"a":' + b"[" * 64 + b"]" * 64 + b"}",
    "a long list": b'{"a":[' + b"0," * 400_000 + b"0]}",
    "many fields": json.dumps({str(n): 0 for n in range(60_000)}).encode(),
    "a number without end": b'{"a":' + b"9" * 900_000 + b"}",
    "a fraction without end": b'{"a":0.' + b"9" * 900_000 + b"}",
    "a power": b'{"a":1e999}',
    "a large power": b'{"a":1e300}',
    "a large number": b'{"a":' + b"9" * 29 + b"}",
    "no number": b'{"a":NaN}',
    "infinity": b'{"a":-Infinity}',
    "a doubled name": b'{"to":"a","to":"b"}',
    "a doubled name, written in two ways": b'{"to":"a","t\\u006f":"b"}',
    "no json": b"{",
    "nothing": b"",
    "a list": b"[1]",
    "a text": b'"x"',
    "a number": b"1",
    "null": b"null",
    "utf-16": '{"a": 1}'.encode("utf-16"),
    "broken utf-8": b'{"a":"\xff"}',
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly(name: str) -> None:
    assert len(BOMBS[name]) <= MAX_BODY
    started = time.perf_counter()
    assert refused(BOMBS[name]) == "body"
    assert time.perf_counter() - started < 1.0


def test_a_form_with_too_many_fields_is_refused_quickly() -> None:
    started = time.perf_counter()
    assert refused(b"a=1&" * 200_000, FORM) == "body"
    assert time.perf_counter() - started < 0.5


def test_what_lies_within_the_limits_is_taken() -> None:
    assert data(b'{"a":' + b"[" * 63 + b"]" * 63 + b"}")
    assert data(b'{"a":[' + b"0," * 9_999 + b"0]}")
    assert data(b'{"a":12345678901234567890,"b":0.1,"c":-7,"d":true,"e":null}') == {
        "a": 12345678901234567890, "b": 0.1, "c": -7, "d": True, "e": None,
    }  # fmt: skip


def test_a_body_that_is_too_long_is_refused() -> None:
    assert refused(b" " * (MAX_BODY + 1)) == "too-large"


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "text/json",
        "application/jsonp",
        "application/json; charset=utf-16",
        "application/json, text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=iso-8859-1",
        "application/xml",
        "*/*",
    ],
)
def test_other_content_types_are_refused(kind: str) -> None:
    assert refused(b'{"a":1}', kind) == "content-type"


@pytest.mark.parametrize("kind", [JSON, "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'])
def test_ways_to_write_the_one_content_type(kind: str) -> None:
    assert data(b'{"a":1}', kind) == {"a": 1}


@pytest.mark.parametrize("coding", ["gzip", "deflate, gzip", "br"])
def test_compressed_bodies_are_refused(coding: str) -> None:
    assert refused(b"\x1f\x8b", **{"content-encoding": coding}) == "compressed"


@pytest.mark.parametrize("scheme", ["stripe", "notion", "typeform"])
def test_senders_of_json_may_not_send_forms(scheme: str) -> None:
    answer = verify(scheme, "a-secret", delivery(b"a=1", {}, FORM), NOW)
    assert isinstance(answer, Refused) and answer.code == "content-type"


def test_a_body_never_becomes_a_file() -> None:
    body = b'{"files": {"a": {"filepath": "/etc/passwd"}}, "__class__": "x", "a": "{{7*7}} ${x} {0.__init__}"}'
    assert data(body) == json.loads(body)


def test_what_no_database_holds_is_replaced() -> None:
    assert data(b'{"a\\u0000":"x\\u0000y","b":"\\ud800","c":["\\u0000"]}') == {
        "a\ufffd": "x\ufffdy",
        "b": "?",
        "c": ["\ufffd"],
    }
    assert data(b"a=%00", FORM) == {"a": "\ufffd"}


def test_forms_keep_every_value() -> None:
    assert data(b"a=1&b=&a=2&a=3&c=%E2%82%AC+%26", FORM) == {"a": ["1", "2", "3"], "b": "", "c": "€ &"}
    assert refused(b"a=%ff", FORM) == "body"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "post", ""])
def test_other_methods_are_refused(method: str) -> None:
    answer = verify("none", "", delivery(b'{"a":1}', {}, method=method), NOW)
    assert isinstance(answer, Refused) and answer.status == 405


@for_all(st.binary(max_size=300), st.sampled_from([JSON, FORM]))
def test_no_body_makes_it_fall_over(body: bytes, kind: str) -> None:
    open_door(body, kind)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(st.characters(codec="ascii", min_codepoint=32), max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4),
    max_leaves=20,
)


@for_all(st.dictionaries(st.text("abc", max_size=3), PLAIN, max_size=5))
def test_plain_data_comes_through_unchanged(value: dict[str, object]) -> None:
    assert data(json.dumps(value).encode()) == value


HEADERS = [
    "sayso-signature", "stripe-signature", "x-slack-signature", "x-slack-request-timestamp", "x-hub-signature",
    "x-hub-signature-256", "x-hubspot-signature-v3", "x-hubspot-request-timestamp", "x-twilio-signature",
    "x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp", "x-goog-channel-token", "content-type",
    "x-docusign-signature-1", "typeform-signature", "x-adobesign-clientid", "x-zm-signature",
]  # fmt: skip


@for_all(
    st.dictionaries(
        st.sampled_from(HEADERS), st.text(max_size=60) | st.sampled_from(["t=1,v1=a", "v0=x", "sha256=é", JSON, FORM])
    ),
    st.binary(max_size=60),
    st.text(max_size=60),
)
def test_nothing_made_up_is_ever_taken_for_proven(headers: dict[str, str], body: bytes, url: str) -> None:
    for scheme in SCHEMES:
        if scheme != "none":
            answer = verify(
                scheme, "a-secret-nobody-guesses", Delivery("POST", f"https://a.example/{url}", headers, body), NOW
            )
            assert not isinstance(answer, Received)
