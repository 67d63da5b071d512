"""Email: the checks before sending, the message, the local mailbox, the mail server, and what is kept in the CRM."""

import asyncio
import mailbox
import socket
import threading
from email import message_from_bytes, policy

import pytest

from sayso.connectors.posting import Mailbox, letter_of, mime
from sayso.connectors.shape import Smtp, ToolError, UncertainError
from tests.connectors.places import AT, Place, a_call


def messages(folder):
    return list(mailbox.Maildir(folder / "mail", create=False))


def sent(place, **arguments):
    given = {"to": place.ann, "subject": "Hello", "body": "A line.\nAnother ähm line."}
    return place.call("email.send", **{**given, **arguments})


def test_mail_goes_into_the_local_mailbox(tmp_path):
    place = Place(tmp_path)
    answer = sent(place)
    (message,) = messages(tmp_path)
    parsed = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert parsed["To"] == "Ann Keller <ann@acme.example>"
    assert parsed["From"] == "Sarah Lind <sarah@fernpost.example>"
    assert parsed["Subject"] == "Hello"
    assert parsed.get_content().strip().splitlines() == ["A line.", "Another ähm line."]
    assert (answer["type"], answer["to"], answer["sentAt"]) == ("mail", "ann@acme.example", AT)


def test_the_same_key_is_sent_once(tmp_path):
    place = Place(tmp_path)
    assert sent(place, key="k") == sent(place, key="k")
    assert len(messages(tmp_path)) == 1
    sent(place, key="other")
    assert len(messages(tmp_path)) == 2


def test_it_is_found_again_also_when_it_was_read(tmp_path):
    place = Place(tmp_path)
    call = a_call("email.send", to=place.ann, subject="Hello", body="Text")
    assert asyncio.run(place.live.lookup(call)).happened is False
    answer = asyncio.run(place.live.call(call))
    (file,) = (tmp_path / "mail" / "new").iterdir()
    file.rename(tmp_path / "mail" / "cur" / f"{file.name}:2,S")
    looked = asyncio.run(place.live.lookup(call))
    assert (looked.happened, looked.answer) == (True, answer)
    asyncio.run(place.live.call(call))
    assert len(messages(tmp_path)) == 1


def test_the_crm_says_that_somebody_was_written_to(tmp_path):
    place = Place(tmp_path)
    sent(place)
    sent(place)
    (activity,) = place.store.find("activity", AT)
    assert activity["title"] == "Email sent to Ann Keller"
    assert activity["contact"]["id"] == place.ann_id
    assert place.ann["lastContactedAt"] == AT
    assert place.deal["daysSinceActivity"] == 0


@pytest.mark.parametrize("address", ["", "ann", "ann@", "a@b.example, c@d.example", "x@y.example\r\nBcc: z@y.example"])
def test_an_invalid_address(tmp_path, address):
    place = Place(tmp_path)
    with pytest.raises(ToolError) as caught:
        sent(place, to=address)
    assert caught.value.kind == "invalid"
    assert caught.value.sentence.startswith("Invalid email address: ")
    assert not (tmp_path / "mail").exists()


def test_an_opt_out_is_respected_also_when_it_came_later(tmp_path):
    place = Place(tmp_path)
    before = place.ann
    place.call("crm.update", key="u", record=before, unsubscribed=True)
    for to in (before, "ANN@acme.example"):
        with pytest.raises(ToolError) as caught:
            sent(place, to=to)
        assert (caught.value.kind, caught.value.sentence) == ("opted-out", "Ann Keller opted out of emails.")


def test_an_opt_out_after_sending_does_not_make_it_unsent(tmp_path):
    place = Place(tmp_path)
    call = a_call("email.send", to=place.ann, subject="Hello", body="Text")
    answer = asyncio.run(place.live.call(call))
    place.call("crm.update", key="u", record=place.ann, unsubscribed=True)
    assert asyncio.run(place.live.lookup(call)).answer == answer
    assert asyncio.run(place.live.call(call)) == answer


def test_nothing_to_say(tmp_path):
    with pytest.raises(ToolError, match="nothing to send"):
        sent(Place(tmp_path), body=" ")


@pytest.mark.parametrize("text", ["Hi\r\nBcc: evil@x.example", "Hi\nX-A: b", "Hi\x00\x0b\u2028there", "a" * 5_000])
def test_no_header_can_be_smuggled_in(text):
    place = Place()
    with place.store.writing(AT) as writing:
        writing.change("contact", place.ann_id, {"firstName": text[:200], "lastName": '"><x@y.example>'})
    message = mime(letter_of(a_call("email.send", to=place.ann, subject=text, body="x"), place.resources))
    parsed = message_from_bytes(message.as_bytes(), policy=policy.default)
    allowed = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"}
    assert set(parsed.keys()) <= allowed | {"Content-Type", "Content-Transfer-Encoding"}
    assert [address.addr_spec for address in parsed["To"].addresses] == ["ann@acme.example"]


def test_a_mailbox_keeps_each_id_once(tmp_path):
    place, box = Place(), Mailbox(tmp_path / "mail")
    letter = letter_of(a_call("email.send", to=place.ann, subject="x", body="y"), place.resources)
    assert box.keep(letter.id, mime(letter))
    assert not box.keep(letter.id, mime(letter))


def test_a_simulation_sends_nothing_and_notes_everything(tmp_path):
    place = Place(tmp_path)
    place.pretend("gmail.send", to=place.ann, subject="Hi", body="Text")
    place.pretend("gmail.send", to=place.ann, subject="Hi", body="Text")
    assert [letter.subject for letter in place.simulated.sides["gmail"].sent] == ["Hi"]
    assert place.simulated.read_again("contact", place.ann_id, AT)["lastContactedAt"] == AT
    assert place.ann["lastContactedAt"] is None
    assert not (tmp_path / "mail").exists()


class Server:
    """A mail server on this machine that answers from a list, one answer per line it hears."""

    def __init__(self, answers, closes_after_data=False):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.answers, self.closes_after_data = answers, closes_after_data
        self.heard = []
        threading.Thread(target=self._serve, daemon=True).start()

    def smtp(self):
        return Smtp("127.0.0.1", self.port, security="none", timeout=5)

    def _serve(self):
        connection, _ = self.socket.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            in_text = False
            for line in lines:
                self.heard.append(line)
                if in_text and line != b".\r\n":
                    continue
                if in_text and self.closes_after_data:
                    return
                word = "." if in_text else line[:4].decode().upper().strip()
                in_text = word == "DATA" and "DATA" not in self.answers
                connection.sendall(self.answers.get(word, b"354 go on" if in_text else b"250 fine") + b"\r\n")

    def close(self):
        self.socket.close()


def through(tmp_path, server):
    place = Place(tmp_path, smtp=server.smtp())
    try:
        return place, sent(place)
    finally:
        server.close()


def test_a_mail_server_gets_the_message(tmp_path):
    server = Server({})
    place, _ = through(tmp_path, server)
    heard = b"".join(server.heard)
    assert b"rcpt to:<ann@acme.example>" in heard.lower()
    assert b"Subject: Hello\r\n" in heard
    assert len(messages(tmp_path)) == 1
    assert place.store.count("activity") == 1


def test_a_refused_recipient_is_an_invalid_address(tmp_path):
    with pytest.raises(ToolError) as caught:
        through(tmp_path, Server({"RCPT": b"550 nobody"}))
    assert (caught.value.kind, caught.value.sentence) == ("invalid", "Invalid email address: ann@acme.example")


def test_a_busy_server_is_asked_again_later(tmp_path):
    with pytest.raises(ToolError) as caught:
        through(tmp_path, Server({"RCPT": b"451 later"}))
    assert (caught.value.kind, caught.value.retry_after) == ("unavailable", 60.0)


def test_a_refused_text_was_surely_not_sent(tmp_path):
    with pytest.raises(ToolError, match="refused the message"):
        through(tmp_path, Server({".": b"554 spam"}))


def test_a_line_lost_after_the_text_is_uncertain(tmp_path):
    server = Server({}, closes_after_data=True)
    with pytest.raises(UncertainError, match="may have been sent"):
        through(tmp_path, server)
    place = Place(tmp_path, smtp=server.smtp())
    looked = asyncio.run(place.live.lookup(a_call("email.send", to=place.ann, subject="Hello", body="x")))
    assert looked.happened is None


def test_no_server_at_all(tmp_path):
    free = socket.create_server(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    place = Place(tmp_path, smtp=Smtp("127.0.0.1", port, security="none", timeout=2))
    with pytest.raises(ToolError, match="cannot be reached"):
        sent(place)
    assert place.store.count("activity") == 0
