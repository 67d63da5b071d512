"""Every sender's deliveries: good ones are taken, old, changed and foreign ones are not."""

import base64
import hashlib
import json
from urllib.parse import urlencode

import pytest

from sayso.runtime.inbound import SCHEMES, Challenge, Received, Refused, sign, verify
from tests.inbound.sending import (
    DATED,
    FORM,
    NOW,
    SECRET,
    SENDERS,
    SIGNED,
    URL,
    changed,
    delivery,
    mac,
    seconds,
    sent,
    slack,
    twilio,
    unix,
)


def refused(answer: object) -> str:
    assert isinstance(answer, Refused), answer
    assert answer.sentence.endswith((".", "?"))
    assert SECRET not in answer.sentence
    return answer.code


def taken(answer: object) -> Received:
    assert isinstance(answer, Received), answer
    return answer


def test_every_scheme_has_a_sender_here() -> None:
    assert set(SENDERS) | {"none"} == set(SCHEMES)


@pytest.mark.parametrize("name", SENDERS)
def test_a_good_delivery_is_taken(name: str) -> None:
    given = sent(name)
    got = taken(verify(name, SECRET, given, NOW))
    assert got.id == (SENDERS[name][1] or hashlib.sha256(given.body).hexdigest())
    assert got.at == NOW
    assert got.data


@pytest.mark.parametrize("name", SENDERS)
def test_the_same_delivery_again_has_the_same_id(name: str) -> None:
    one, other = (taken(verify(name, SECRET, sent(name, at=NOW + seconds(n)), NOW + seconds(n))) for n in (0, 60))
    assert one.id == other.id


@pytest.mark.parametrize("name", SIGNED)
def test_a_replay_under_another_id_has_the_same_proof(name: str) -> None:
    given = sent(name)
    ids = {"sayso-delivery", "x-github-delivery", "x-atlassian-webhook-identifier", "i-twilio-idempotency-token"}
    ids.add("x-zendesk-webhook-invocation-id")
    other = changed(given, headers={key: "forged" if key in ids else value for key, value in given.headers.items()})
    one, two = (taken(verify(name, SECRET, each, NOW)) for each in (given, other))
    assert one.proof == two.proof


@pytest.mark.parametrize("name", SENDERS)
def test_a_wrong_secret_is_refused(name: str) -> None:
    assert refused(verify(name, "another-secret", sent(name), NOW)) == "signature-wrong"


@pytest.mark.parametrize("name", SENDERS)
def test_a_delivery_without_proof_is_refused(name: str) -> None:
    given = sent(name)
    bare = changed(given, headers={"content-type": given.headers.get("content-type", "application/json")}, url=URL)
    if name == "graph":
        bare = changed(bare, body=b'{"value": []}')
    assert refused(verify(name, SECRET, bare, NOW)) == "signature-missing"


@pytest.mark.parametrize("name", SIGNED)
def test_a_changed_body_is_refused(name: str) -> None:
    given = sent(name)
    for body in (given.body + b" ", given.body.replace(b"e", b"a", 1), b"", b"{}"):
        assert refused(verify(name, SECRET, changed(given, body=body), NOW)) == "signature-wrong"


@pytest.mark.parametrize("name", DATED)
def test_a_stale_delivery_is_refused_on_either_side_of_the_window(name: str) -> None:
    window = DATED[name]
    for offset in (-window, window):
        taken(verify(name, SECRET, sent(name, at=NOW + seconds(offset)), NOW))
    for offset in (-window - 1, window + 1, -(10**7), 10**7):
        assert refused(verify(name, SECRET, sent(name, at=NOW + seconds(offset)), NOW)) == "delivery-stale"


@pytest.mark.parametrize("name", DATED)
def test_an_instant_that_was_not_signed_is_refused(name: str) -> None:
    given = sent(name, at=NOW - seconds(1_000))
    fresh = sent(name).headers
    mixed = {key: fresh[key] if "timestamp" in key else value for key, value in given.headers.items()}
    mixed = {key: value.replace(unix(NOW - seconds(1_000)), unix(NOW)) for key, value in mixed.items()}
    assert refused(verify(name, SECRET, changed(given, headers=mixed), NOW)) == "signature-wrong"


@pytest.mark.parametrize("name", SENDERS)
def test_while_a_secret_is_changed_both_are_good(name: str) -> None:
    for secret in ("the-old-secret", "the-new-secret"):
        taken(verify(name, ["the-old-secret", "the-new-secret"], sent(name, secret), NOW))
    assert refused(verify(name, ["the-old-secret", "the-new-secret"], sent(name, "a-third"), NOW)) == "signature-wrong"


@pytest.mark.parametrize("name", SENDERS)
@pytest.mark.parametrize("secret", ["", [], ["", "  "]])
def test_without_a_secret_nothing_is_taken(name: str, secret: str | list[str]) -> None:
    assert refused(verify(name, secret, sent(name, ""), NOW)) in ("no-secret", "signature-wrong")


def test_an_unknown_scheme_refuses_and_names_the_nearest() -> None:
    answer = verify("strpe", SECRET, sent("stripe"), NOW)
    assert refused(answer) == "unknown-scheme"
    assert isinstance(answer, Refused) and "`stripe`" in answer.sentence


def test_one_senders_delivery_is_none_of_another() -> None:
    for name in SIGNED:
        for other in SIGNED:
            if name != other:
                assert isinstance(verify(other, SECRET, sent(name), NOW), Refused), (name, other)


def test_without_a_scheme_anybody_may_send_but_it_must_be_chosen() -> None:
    assert taken(verify("none", "", delivery(b'{"a": 1}', {}), NOW)).data == {"a": 1}
    assert refused(verify("", "", delivery(b'{"a": 1}', {}), NOW)) == "unknown-scheme"


def test_our_own_helper_signs_what_we_take() -> None:
    body = b'{"email": "ann@acme.example"}'
    headers = {name.lower(): value for name, value in sign(SECRET, body, NOW, "order-7").items()}
    assert headers["sayso-signature"] == sent("sayso").headers["sayso-signature"]
    assert taken(verify("sayso", SECRET, delivery(body, headers), NOW)).id == "order-7"


def test_two_instants_in_one_signature_are_none() -> None:
    given = sent("sayso")
    twice = given.headers["sayso-signature"] + f",t={unix(NOW)}"
    answer = verify("sayso", SECRET, changed(given, headers={**given.headers, "sayso-signature": twice}), NOW)
    assert refused(answer) == "signature-missing"


@pytest.mark.parametrize("stamp", ["", "-1", "1e9", "٣", "9" * 40, "nan", "1772438400.0"])
def test_strange_instants_are_refused_even_when_signed(stamp: str) -> None:
    body = b"{}"
    signed = mac(SECRET, stamp.encode() + b"." + body).hex()
    answer = verify("sayso", SECRET, delivery(body, {"sayso-signature": f"t={stamp},v1={signed}"}), NOW)
    assert refused(answer) in ("delivery-stale", "signature-missing")


def test_ids_that_are_long_or_strange_become_a_digest() -> None:
    for id in ("x" * 5_000, "a\nb", "é"):
        given = sent("sayso")
        got = taken(verify("sayso", SECRET, changed(given, headers={**given.headers, "sayso-delivery": id}), NOW))
        assert len(got.id) == 64


@pytest.mark.parametrize("id", [{"$ne": 1}, ["a"], True, None, 1.5])
def test_an_id_of_another_kind_is_no_id(id: object) -> None:
    body = json.dumps({"id": id, "type": ["x"]}).encode()
    given = delivery(body, {"x-notion-signature": f"sha256={mac(SECRET, body).hex()}"})
    got = taken(verify("notion", SECRET, given, NOW))
    assert got.id == hashlib.sha256(body).hexdigest()
    assert got.event == ""


# What the vendors' own documents show.


def test_slacks_own_example() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signed = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    at = NOW.fromtimestamp(1531420618, NOW.tzinfo)
    given = delivery(body, {"x-slack-signature": signed, "x-slack-request-timestamp": "1531420618"}, FORM)
    got = taken(verify("slack", "8f742231b10e8888abcd99yyyzzz85a5", given, at))
    assert got.id == "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    assert got.event == "/webhook-collect"


def test_githubs_own_example() -> None:
    signed = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    given = delivery(b"Hello, World!", {"x-hub-signature-256": signed})
    assert refused(verify("github", "It's a Secret to Everybody", given, NOW)) == "body"


def test_twilios_own_example() -> None:
    fields = {"CallSid": "CA1234567890ABCDE", "Caller": "+14158675309", "Digits": "1234", "From": "+14158675309"}
    body = urlencode(fields | {"To": "+18005551212"}).encode()
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    given = delivery(body, {"x-twilio-signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8="}, FORM, url)
    assert taken(verify("twilio", "12345", given, NOW)).data["Digits"] == "1234"


# What is particular to one sender.


def test_slack_asks_whether_the_address_is_ours() -> None:
    body = b'{"type": "url_verification", "challenge": "abc"}'
    signed = mac(SECRET, b"v0:" + unix(NOW).encode() + b":" + body).hex()
    headers = {"x-slack-signature": f"v0={signed}", "x-slack-request-timestamp": unix(NOW)}
    assert verify("slack", SECRET, delivery(body, headers), NOW) == Challenge("abc")
    assert refused(verify("slack", SECRET, delivery(body, {}), NOW)) == "signature-missing"


def test_slacks_buttons_come_as_json_inside_a_form() -> None:
    body = urlencode({"payload": '{"type": "block_actions", "trigger_id": "t1"}'}).encode()
    signed = mac(SECRET, b"v0:" + unix(NOW).encode() + b":" + body).hex()
    headers = {"x-slack-signature": f"v0={signed}", "x-slack-request-timestamp": unix(NOW)}
    got = taken(verify("slack", SECRET, delivery(body, headers, FORM), NOW))
    assert (got.id, got.event) == ("t1", "block_actions")
    assert slack(SECRET, NOW).body != body


def zooms_question(token: object, secret: str = SECRET) -> object:
    body = json.dumps({"event": "endpoint.url_validation", "payload": {"plainToken": token}}).encode()
    signed = mac(secret, b"v0:" + unix(NOW).encode() + b":" + body).hex()
    headers = {"x-zm-signature": f"v0={signed}", "x-zm-request-timestamp": unix(NOW)}
    return verify("zoom", SECRET, delivery(body, headers), NOW)


def test_zoom_gets_its_token_back_signed() -> None:
    answer = zooms_question("qgg8vlvZRS6UYooatFL8Aw")
    assert isinstance(answer, Challenge)
    assert json.loads(answer.body) == {
        "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
        "encryptedToken": mac(SECRET, b"qgg8vlvZRS6UYooatFL8Aw").hex(),
    }


@pytest.mark.parametrize("token", [f"v0:{unix(NOW)}:" + "{}", "", None, {"a": 1}, "x" * 500])
def test_zoom_cannot_have_us_sign_a_delivery(token: object) -> None:
    assert refused(zooms_question(token)) == "challenge"


def test_a_stranger_cannot_ask_zooms_question() -> None:
    assert refused(zooms_question("abc", "another-secret")) == "signature-wrong"


def test_graph_asks_before_there_is_anything_to_prove() -> None:
    url = "https://flows.example/hooks/a/b/c?validationToken=Validation%3A+ok%3Cb%3E"
    answer = verify("graph", SECRET, delivery(b"", {}, "text/plain", url), NOW)
    assert answer == Challenge("Validation: ok<b>")


def test_one_foreign_notification_spoils_graphs_whole_delivery() -> None:
    items = [{"clientState": SECRET}, {"clientState": "guess"}]
    answer = verify("graph", SECRET, delivery(json.dumps({"value": items}).encode(), {}), NOW)
    assert refused(answer) == "signature-wrong"


@pytest.mark.parametrize("state", [None, True, ["x"], {"a": SECRET}, 0])
def test_graphs_token_of_another_kind_proves_nothing(state: object) -> None:
    answer = verify("graph", SECRET, delivery(json.dumps({"value": [{"clientState": state}]}).encode(), {}), NOW)
    assert refused(answer) == "signature-wrong"


def test_notion_tells_its_secret_only_where_there_is_none() -> None:
    told = delivery(b'{"verification_token": "secret_0123456789"}', {})
    answer = verify("notion", [], told, NOW)
    assert isinstance(answer, Challenge) and answer.secret == "secret_0123456789"
    assert refused(verify("notion", SECRET, told, NOW)) == "signature-missing"


def test_adobe_gets_its_client_back() -> None:
    asked = delivery(b"", {"x-adobesign-clientid": SECRET}, "", method="GET")
    answer = verify("adobe-sign", SECRET, asked, NOW)
    assert isinstance(answer, Challenge) and answer.reply == (("X-AdobeSign-ClientId", SECRET),)
    assert taken(verify("adobe-sign", SECRET, sent("adobe-sign"), NOW)).reply == answer.reply
    foreign = changed(asked, headers={"x-adobesign-clientid": "x\r\nSet-Cookie: a"})
    assert refused(verify("adobe-sign", SECRET, foreign, NOW)) == "not-ours"


def test_githubs_ping_starts_nothing() -> None:
    given = sent("github")
    ping = changed(given, headers={**given.headers, "x-github-event": "ping"})
    assert isinstance(verify("github", SECRET, ping, NOW), Challenge)


def test_a_second_attempt_of_hubspot_is_known_again() -> None:
    given = sent("hubspot")
    body = given.body.replace(b'"attemptNumber": 0', b'"attemptNumber": 1')
    stamp = given.headers["x-hubspot-request-timestamp"]
    signed = base64.b64encode(mac(SECRET, b"POST" + URL.replace("%40", "@").encode() + body + stamp.encode())).decode()
    again = changed(given, body=body, headers={**given.headers, "x-hubspot-signature-v3": signed})
    one, other = (taken(verify("hubspot", SECRET, each, NOW)) for each in (given, again))
    assert one.id == other.id


@pytest.mark.parametrize("part", ["method", "url"])
def test_hubspot_and_twilio_sign_where_it_was_sent(part: str) -> None:
    elsewhere = "https://flows.example/hooks/other/leads/inbound"
    for name in ("hubspot", "twilio"):
        if part == "url":
            assert refused(verify(name, SECRET, changed(sent(name), url=elsewhere), NOW)) == "signature-wrong"
        else:
            assert refused(verify(name, SECRET, changed(sent(name), method="PUT"), NOW)) == "method"


def test_twilio_signs_with_and_without_the_port() -> None:
    given = twilio(SECRET, NOW)
    taken(verify("twilio", SECRET, changed(given, url=URL.replace(".example/", ".example:443/")), NOW))
    other = changed(given, url=URL.replace(".example/", ".example:8443/"))
    assert refused(verify("twilio", SECRET, other, NOW)) == "signature-wrong"


def test_twilios_json_is_held_to_the_digest_in_its_address() -> None:
    body = b'{"a": 1}'
    url = f"{URL}&bodySHA256={hashlib.sha256(body).hexdigest()}"
    signed = base64.b64encode(mac(SECRET, url.encode(), "sha1")).decode()
    given = delivery(body, {"x-twilio-signature": signed}, url=url)
    assert taken(verify("twilio", SECRET, given, NOW)).data == {"a": 1}
    assert refused(verify("twilio", SECRET, changed(given, body=b'{"a": 2}'), NOW)) == "signature-wrong"


def test_gmails_push_is_read_through() -> None:
    message = taken(verify("google-pubsub", SECRET, sent("google-pubsub"), NOW)).data["message"]
    assert isinstance(message, dict) and message["data"] == {"emailAddress": "me@acme.example", "historyId": 42}
