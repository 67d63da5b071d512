"""Sending mail: the checks before, the message itself, the local mailbox it goes to, or the mail server.

A message's id is made of the call's key: the mailbox has room for one message of an id, so a repeated call writes none.
"""

import asyncio
import hashlib
import os
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Final

import msgspec

from sayso.connectors.addresses import is_email
from sayso.connectors.shape import Call, Looked, Resources, Smtp, ToolError, UncertainError
from sayso.connectors.unconnected import Example

LONGEST_SUBJECT: Final = 200
LOST: Final = "The mail server took the message and the line broke before it answered: it may have been sent."


class Letter(msgspec.Struct, frozen=True):
    """A message that passed the checks, ready to be sent."""

    id: str
    to: str
    name: str
    contact: str | None
    subject: str
    body: str
    sender: str
    sender_name: str
    at: datetime
    opted_out: bool = False

    @property
    def message_id(self) -> str:
        """The Message-ID header."""
        return f"<{self.id}@{self.sender.rpartition('@')[2]}>"

    def answer(self) -> dict[str, object]:
        """What the sending tool gives back."""
        return {"type": "mail", "id": self.id, "to": self.to, "subject": self.subject, "sentAt": self.at}


def letter_of(call: Call, resources: Resources) -> Letter:
    """The message a call asks for; raises `ToolError` for a bad address or nothing to say."""
    target = call.arguments.get("to")
    address = str(target.get("email") or "") if isinstance(target, dict) else str(target or "")
    address = address.strip()
    if not is_email(address):
        raise ToolError("invalid", f"Invalid email address: {address[:100] or 'none given'}")
    contact = _contact(call, resources, target, address)
    name = str(contact["fullName"]) if contact else _name(target, address)
    body = str(call.arguments.get("body") or call.arguments.get("text") or "")
    if not body.strip():
        raise ToolError("invalid", "There is nothing to send: give a template, or a subject and a text.")
    subject = _one_line(str(call.arguments.get("subject") or body))
    id = hashlib.sha256(call.key.encode()).hexdigest()[:32]
    who = str(contact["id"]) if contact else None
    opted_out = bool(contact and contact.get("unsubscribed"))
    return Letter(id, address, name, who, subject, body, resources.sender, call.actor.name, call.at, opted_out)


def respect(letter: Letter) -> None:
    """Raise `ToolError` where the contact does not want mail."""
    if letter.opted_out:
        raise ToolError("opted-out", f"{letter.name} opted out of emails.")


def _contact(call: Call, resources: Resources, target: object, address: str) -> dict[str, object] | None:
    """The contact as the CRM knows it now: an opt-out since the flow read it counts."""
    if isinstance(target, dict) and target.get("type") == "contact":
        return resources.crm.read("contact", str(target["id"]), call.at) or target
    return resources.crm.contact_by_email(address, call.at)


def _name(target: object, address: str) -> str:
    return str(target.get("fullName") or target.get("name") or address) if isinstance(target, dict) else address


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1] + "…"


def mime(letter: Letter) -> EmailMessage:
    """The message as it goes over the wire. Headers are made by the library, never pasted together."""
    message = EmailMessage(policy=policy.SMTP.clone(cte_type="7bit"))
    message["From"] = Address(_display(letter.sender_name), addr_spec=letter.sender)
    message["To"] = Address(_display(letter.name) if letter.name != letter.to else "", addr_spec=letter.to)
    message["Subject"] = _plain(letter.subject)
    message["Date"] = letter.at
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body.replace("\r\n", "\n"))
    return message


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable())


def _display(name: str) -> str:
    """A name short and plain enough that no folding of the header can tear it from its address."""
    return "".join(character for character in _plain(name) if character not in '"<>\\')[:60].strip()


class Mailbox:
    """A Maildir folder in which a message's file is named by its id, so each id is there once at most."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, id: str) -> bool:
        """Whether the message is there, read or unread."""
        return any(next((self.folder / part).glob(f"{id}*"), None) for part in ("new", "cur"))

    def keep(self, id: str, message: EmailMessage) -> bool:
        """Put a message in; False where it was there already."""
        for part in ("tmp", "new", "cur"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        if self.holds(id):
            return False
        draft = self.folder / "tmp" / f"{id}.{os.getpid()}"
        with draft.open("wb") as file:
            file.write(message.as_bytes(policy=policy.default))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, self.folder / "new" / id)
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        return True


class MailLive:
    """Sends through the workspace's mail server; without one, into the workspace's own mailbox: nothing leaves."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self.mailbox = Mailbox((resources.folder or Path(".")) / "mail")

    async def call(self, call: Call) -> object:
        """Send it, once per key, and log it on the contact."""
        return await asyncio.to_thread(self._send, call)

    async def lookup(self, call: Call) -> Looked:
        """Whether the message is in the mailbox; a mail server cannot be asked."""
        letter = await asyncio.to_thread(letter_of, call, self.resources)
        if await asyncio.to_thread(self.mailbox.holds, letter.id):
            return Looked(True, letter.answer())
        return Looked(happened=None if self.resources.smtp else False)

    async def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """Messages are not read again."""
        return None

    def _send(self, call: Call) -> object:
        letter = letter_of(call, self.resources)
        if not self.mailbox.holds(letter.id):
            respect(letter)
            message = mime(letter)
            if self.resources.smtp:
                hand_over(self.resources.smtp, letter, message)
            self.mailbox.keep(letter.id, message)
        log(self.resources, call, letter)
        return letter.answer()


def log(resources: Resources, call: Call, letter: Letter) -> None:
    """Keep in the CRM that the contact was written to, once per call."""
    about = ("contact", letter.contact) if letter.contact else None
    resources.crm.note(call.key, about, "email", f"Email sent to {letter.name}", call.at)


def hand_over(smtp: Smtp, letter: Letter, message: EmailMessage) -> None:
    """Give the message to the mail server; until the text itself goes out, nothing can have been sent."""
    try:
        server = _connected(smtp)
    except (OSError, smtplib.SMTPException) as problem:
        raise _refused(smtp, problem) from problem
    try:
        _say_who(smtp, server, letter)
        _say_what(server, message)
    finally:
        server.close()


def _say_who(smtp: Smtp, server: smtplib.SMTP, letter: Letter) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        _check(server.mail(letter.sender), letter.sender)
        _check(server.rcpt(letter.to), letter.to)
    except (OSError, smtplib.SMTPException) as problem:
        raise _refused(smtp, problem) from problem


def _say_what(server: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        code, words = server.data(message.as_bytes())
    except smtplib.SMTPDataError as problem:
        raise ToolError("refused", f"The mail server refused the message: {_words(problem.smtp_error)}") from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise UncertainError(LOST) from problem
    if code != 250:
        raise ToolError("refused", f"The mail server refused the message: {_words(words)}")


def _connected(smtp: Smtp) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if smtp.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=smtp.timeout, context=context)
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout)
    try:
        if smtp.security == "starttls":
            server.starttls(context=context)
        if smtp.user and smtp.password is not None:
            server.login(smtp.user, smtp.password)
    except BaseException:
        server.close()
        raise
    return server


def _check(answer: tuple[int, bytes], address: str) -> None:
    code, words = answer
    if code >= 500:
        raise ToolError("invalid", f"Invalid email address: {address}")
    if code not in (250, 251):
        raise ToolError("unavailable", f"The mail server is busy: {_words(words)}", 60.0)


def _refused(smtp: Smtp, problem: Exception) -> ToolError:
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return ToolError("refused", f"The mail server {smtp.host} does not accept the user name or password.")
    if isinstance(problem, TimeoutError):
        return ToolError("timed-out", f"The mail server {smtp.host} did not answer in time.", 60.0)
    return ToolError("unavailable", f"The mail server {smtp.host} cannot be reached.", 60.0)


def _words(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())[:200]


class MailSimulated:
    """Does every check and logs the mail in the copy of the CRM; nothing is sent. `sent` holds what would have gone."""

    def __init__(self, resources: Resources, others: Mapping[str, Example] | None = None) -> None:
        """`others` are examples of tools that do not send."""
        self.resources = resources
        self.others = others or {}
        self.sent: list[Letter] = []
        self._ids: set[str] = set()

    def simulate(self, call: Call) -> object:
        """The message that would have gone, or the example."""
        if call.tool in self.others:
            return self.others[call.tool](call, self.resources)
        letter = letter_of(call, self.resources)
        respect(letter)
        if call.action == "send" and letter.id not in self._ids:
            self._ids.add(letter.id)
            self.sent.append(letter)
            log(self.resources, call, letter)
        return letter.answer()

    def read_again(self, record_type: str, id: str, at: datetime) -> dict[str, object] | None:
        """Messages are not read again."""
        return None
