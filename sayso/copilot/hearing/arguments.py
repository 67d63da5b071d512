"""What a call is given: read from the words of its clause, else the likeliest value, said as an assumption."""

import re
from typing import TYPE_CHECKING

from sayso.copilot.hearing.colleagues import as_one_letter, phones_known
from sayso.copilot.hearing.fills import SPECIAL
from sayso.copilot.hearing.lexicon_people import COLLEAGUES, OWNER
from sayso.copilot.hearing.lexicon_words import everyday
from sayso.copilot.hearing.reach import Way, quoted
from sayso.copilot.hearing.setting import field_and_value
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.vocabulary import WORDS
from sayso.copilot.hearing.wording import Wording
from sayso.dsl.catalog import Parameter

if TYPE_CHECKING:
    pass

SUBJECT_WORDS = ("contact", "customer", "company", "deal", "meeting", "ticket", "form", "row", "issue", "profile")

_WRITES_ME = re.compile(r"(?:\S+ )?(?:email|mail|send|text|write) (?:me|us)(?!\S)")
_BY_PHONE = re.compile(r"(?:please |and |then |also )*(?:text|sms|send (?:me|us) an? (?:text|sms))(?!\S)")
_NAMED_WHO = re.compile(
    r"(?:please |and |then |also |, )*(?:e-?mail|mail|text|sms|call|phone|ring|write|message|send)(?: to)? "
    r"(?P<who>[^\W\d_]+)(?!\S)"
)
"""The word behind a verb of writing to somebody."""
_HEAD_OF_TEAM = re.compile(
    r"(?:team|sales|tech|product|support|finance|engineering|marketing|account|project|design|success|ops|"
    r"office|shift) "
    r"leads?(?!\S)"
)
"""A lead who is a colleague."""
_WITH_NAME = re.compile(r".* (?:with|to) (?P<who>[^\W\d_]+)$")
"""The name at the end of what is shared."""
_TO_ME = re.compile(
    r"(?:please |and |then |also )*(?:tell|notify|remind|inform|warn|alert|ping|message|text|call|dm|send|show|give) "
    r"(?:me|us)(?! and| or|,)(?!\S)"
)
"""Who is told stands right behind the verb; whoever is named later is what they are told of."""

_ON_TO_US = re.compile(
    r"(?:and |then |also |please )*(?:e-?mail|mail|send|forward) (?:it|them|that|this|these|those|the list|"
    r"everything|all of them) "
    rf"(?:all )?(?:over |on )?to (?:me|us|(?:the |my |our )(?:\S+ )?(?:{OWNER}|{COLLEAGUES}))(?!\S)"
)
"""What was found is sent to one of us."""


class Arguments(Wording):
    """Fills the parameters of one call."""

    def all(self) -> list[tuple[str, str]] | None:
        """Every argument as (name, text of the language); None if a needed one cannot be had."""
        found: list[tuple[str, str]] = []
        for parameter in self.tool.parameters:
            if parameter.filter:
                continue
            value = self.one(parameter)
            if value is None and parameter.required:
                return None
            if value is not None:
                found.append((parameter.name, value))
        return self._keywords(found)

    def one(self, parameter: Parameter) -> str | None:
        """The value of one parameter."""
        special = SPECIAL.get(f"{self.tool.name}.{parameter.name}") or SPECIAL.get(parameter.name)
        if special is not None:
            return special(self, parameter)
        kind = str(parameter.type)
        if kind in self.reach.names:
            return self.reach.names[kind]
        if kind in self.writer.catalog.records:
            way = self.reach.way(kind)
            if way is not None and (not way.optional or parameter.required):
                return self.writer.bound(kind, way, self.reach)
            return self.writer.brought([kind], self.reach, [kind]) if parameter.required else None
        if parameter.records:
            return self.record(parameter)
        if parameter.required and kind == "text":
            return quoted(self.matter())
        return None

    # -- who and what ------------------------------------------------------------------------------

    def record(self, parameter: Parameter) -> str | None:
        """The record meant: the one that is named, else the one in focus."""
        allowed = [
            record
            for record in parameter.records
            if record in SUBJECT_WORDS or record in ("email", "usage", "document")
        ]
        if not allowed or (
            not parameter.required and parameter.name not in ("about", "customer", "company", "requester", "with")
        ):
            return None
        named = [
            record
            for pattern, record in NAMED
            if re.search(rf"(?<!\S)(?:{pattern})(?:'s)?(?!\S)", self.norm)
            and (record in allowed or (record == "company" and "customer" in allowed))
        ]
        named = named or self._has_field(allowed)
        for record in [*named, *self.reach.focus, *allowed]:
            if record == "company" and "company" not in allowed:
                record = "customer"
            way = self.reach.way(record) if record in allowed else None
            if way is not None and (not way.optional or parameter.required):
                return self.writer.bound(record, way, self.reach)
        if not parameter.required:
            return None
        return self.writer.brought(allowed, self.reach, named)

    def _has_field(self, allowed: list[str]) -> list[str]:
        """The records with a field that is named, where a field is set: only companies have an industry."""
        if not self.tool.keywords_of:
            return []
        found = [
            record
            for record in allowed
            if (declared := self.writer.catalog.records.get(record)) is not None
            and any(
                re.search(rf"(?<!\S){re.escape(word.lower())}(?!\S)", self.norm)
                for field in declared.fields
                if field.writable
                for word in (field.name, *field.words)
            )
        ]
        return found if len(found) < len(allowed) else []

    def person(self, parameter: Parameter) -> str:
        """Somebody of the workspace."""
        for word in self.words:
            if word.kind == "mention" and word.value.startswith("@user."):
                role = word.value.removeprefix("@user.").split(".")[0]
                if role in self.writer.catalog.roles:
                    return f"@user.{role} or @me"
                return self.nobody(word.value)
        for person in self.writer.catalog.people:
            first = person.name.split()[0].lower()
            if re.search(rf"(?<!\S){re.escape(first)}(?:'s)?(?!\S)", self.norm):
                return "@me" if person.id == self.writer.catalog.owner else self.colleague(person.roles)
        if _BY_PHONE.match(self.norm) and self.tool.name == "people.notify":
            self.writer.assume("your number is not known here, so Sayso tells you without a phone", [], "")
        if _TO_ME.match(self.norm):
            return "@me"
        if re.search(r"(?<!\S)(?:me|my|i|us)(?!\S)", self.norm) and not re.search(rf"(?<!\S){OWNER}", self.norm):
            return "@me"
        if re.search(rf"(?<!\S){OWNER}(?:'s)?(?!\S)", self.norm) or "approver" in self.norm:
            return self.owner()
        if re.search(rf"(?<!\S){COLLEAGUES}(?!\S)", self.norm):
            role = self.role()
            if role:
                return f"@user.{role} or @me"
            return self.nobody(re.search(rf"(?<!\S)(?:the )?(?:\S+ )?{COLLEAGUES}(?: of \S+)?(?!\S)", self.norm)[0])  # type: ignore[index]
        called = self.by_name()
        if called and self.tool.name != "people.hand_off":
            return self.nobody(called)
        return "@me" if self.tool.name != "people.hand_off" else self.owner()

    def member(self, said: str) -> str:
        """A member of the workspace by the words that name them."""
        names = {word.casefold() for word in said.split()}
        members = self.writer.catalog.people
        person = next((one for one in members if names & {one.id.casefold(), *one.name.casefold().split()[:1]}), None)
        if names & {"me", "myself"} or (person is not None and person.id == self.writer.catalog.owner):
            return "@me"
        return self.colleague(person.roles) if person is not None else self.nobody(said)

    def role(self) -> str:
        """A role of the workspace that sounds like who was said: "sales" is a salesRep."""
        for role in self.writer.catalog.roles:
            first = re.match(r"[a-z]+", role)
            if role != "owner" and first and re.search(rf"(?<!\S){first[0]}(?!\S)", self.norm):
                return role
        return ""

    def colleague(self, roles: tuple[str, ...]) -> str:
        """A member by a role that is theirs."""
        role = next((role for role in roles if role != "owner"), None)
        return f"@user.{role} or @me" if role else "@me"

    def nobody(self, said: str) -> str:
        """A person nobody knows: the flow's owner, said."""
        people = [person for person in self.writer.catalog.people if person.id != self.writer.catalog.owner]
        self.writer.assume(
            f"“{said.strip()}” is you",
            [("you", "@me"), *((person.name, self.colleague(person.roles)) for person in people[:3])],
            "@me",
        )
        return "@me"

    def owner(self) -> str:
        """The owner of the record in focus."""
        for record in self.reach.focus:
            if record in ("deal", "contact", "company", "customer"):
                return (
                    f"{self.reach.names[record]}.owner"
                    if record == "deal"
                    else f"{self.reach.names[record]}.owner or @me"
                )
        way = self.reach.way("customer") or self.reach.way("contact")
        return f"{way.path}.owner or @me" if way else "@me"

    def recipient(self, parameter: Parameter) -> str | None:
        """Whom a message goes to; a letter to one of ours is worded otherwise."""
        to = self._recipient(parameter)
        if to is not None and (to.startswith(("@me", "@user.")) or ".owner" in to):
            self.used.append("inside")
        return to

    def _recipient(self, parameter: Parameter) -> str | None:
        inside = re.search(
            (
                rf"(?<!\S)(?:to |email |mail |send |write |text |call |phone |with )?(?:me|us|my \w+|{OWNER}|"
                rf"(?:the )?{COLLEAGUES})(?!\S)"
            ),
            self.norm,
        )
        outside = re.search(
            (
                r"(?<!\S)(?:them|him|her|contacts?|customers?|clients?|leads?|prospects?|attendees?|everyone|"
                r"each|their)(?!\S)"
            ),
            _HEAD_OF_TEAM.sub("boss", self.norm),
        )
        outside = None if _ON_TO_US.match(self.norm) else outside
        by_phone = str(parameter.type) == "phone"
        takes_person = "person" in parameter.records and (not by_phone or phones_known(self.writer.catalog))
        named = self.by_name() if not outside or _WITH_NAME.match(self.norm) or self._calls_colleague() else ""
        outside = None if named else outside
        inside = inside or (re.search(rf"(?<!\S){re.escape(named.lower())}", self.norm) if named else None)
        mention = next((word.value for word in self.words if word.kind == "mention"), "")
        told = (inside and not outside) or mention.startswith("@user.")
        if takes_person and told and not re.search(r"asking (?:me|us)", self.norm):
            return self.person(parameter)
        if takes_person and (_WRITES_ME.match(self.norm) or (by_phone and _TO_ME.match(self.norm))):
            return "@me"
        if takes_person and as_one_letter(Line(self.words)):
            return self.person(parameter)
        if inside and not outside and not takes_person:
            said = f"“{inside[0].strip()}” has no number here, so it goes to the contact, and you are asked first"
            self.writer.assume(said, [], "")
            self.writer.guarded.add(self.tool.name)
        return self.contact(parameter)

    def _calls_colleague(self) -> bool:
        """Whether somebody known to work here is named right behind the verb."""
        match = _NAMED_WHO.match(self.norm)
        return match is not None and match["who"] in {one.name.split()[0].lower() for one in self.writer.catalog.people}

    def by_name(self) -> str:
        """A colleague who is called by name right behind the verb; in a flow that something starts, any name is one."""
        match = _NAMED_WHO.match(self.norm)
        if match is None or not Line(self.words).of(match, "who").words[0].raw[:1].isupper():
            match = _WITH_NAME.match(self.norm)
        word = Line(self.words).of(match, "who").words[0] if match else None
        if word is None or not word.raw[:1].isupper():
            return ""
        known = {person.name.split()[0].lower() for person in self.writer.catalog.people}
        plain = word.norm.removesuffix("'s")
        new = plain not in WORDS and plain not in everyday() and self.writer.plan.begins.kind in ("event", "schedule")
        return word.raw if plain in known or new else ""

    def contact(self, parameter: Parameter) -> str | None:
        """The person outside whom the flow is about."""
        if "profile" in self.reach.focus[:1] and takes_address(parameter):
            return self.writer.bound_address(self.reach, "profile")
        way = self.reach.way("contact")
        if way is not None:
            return self.writer.bound("contact", way, self.reach)
        field = "phone" if str(parameter.type) == "phone" else "email"
        for start in ("form", "row", "profile", "visitor"):
            if start in self.reach.names and takes_address(parameter):
                return self.writer.bound_address(self.reach, start, field)
        if "issue" in self.reach.names and takes_address(parameter):
            return self.writer.bound_address(self.reach, "issue", "reporterEmail")
        if self.writer.takes_inputs and "payload" in self.reach.names:
            return (
                self.writer.input_address(field)
                if takes_address(parameter)
                else self.writer.brought(["contact"], self.reach, ["contact"])
            )
        return self.writer.brought(["contact"], self.reach, ["contact"])

    # -- texts -------------------------------------------------------------------------------------

    def _keywords(self, found: list[tuple[str, str]]) -> list[tuple[str, str]] | None:
        """For tools that set fields: which field, and to what."""
        if not self.tool.keywords_of:
            return found
        pair = field_and_value(self.writer, self.words, found[0][1] if found else "", self.member)
        return [*found, pair] if pair else None


def takes_address(parameter: Parameter) -> bool:
    """Whether an address does as well as a record."""
    return str(parameter.type) in ("email", "phone")


NAMED = (
    (r"deals?|opportunity", "deal"),
    (r"customers?|clients?|accounts?|compan(?:y|ies)", "company"),
    (r"tickets?", "ticket"),
    (r"meetings?|calls?", "meeting"),
    (r"contacts?|leads?|prospects?|persons?|them|him|her", "contact"),
)


__all__ = ["Arguments", "Way"]
