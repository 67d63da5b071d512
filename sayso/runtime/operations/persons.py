"""Whom a timeline is about: found by an address, a record or a name; and how they are known again in what is kept."""

import unicodedata
from datetime import datetime
from typing import Any, Final

import msgspec

from sayso.connectors.shape import Call, ToolError, UncertainError
from sayso.dsl.addresses import fold, same_email
from sayso.runtime.engine.premises import Premises
from sayso.runtime.operations.door import NotHere, Refused
from sayso.runtime.worlds.policy import person_of

FINDS = {"contact": "crm.find_contacts", "deal": "crm.find_deals", "company": "crm.find_companies"}
"""The kinds of record a timeline is told of, and the tool that finds them."""
THEIRS = {"contact": ("deal",), "company": ("contact", "deal"), "deal": ()}
"""The records that belong to one of each kind: what happens to these happens to them."""
NO_SIGNS: Final = ("Cc", "Cs")
"""Categories of signs that stand in no name, and that no database takes: control characters, halves of signs."""
LONGEST = 320
"""The most characters of an address or name."""
MOST_CHOICES = 10
MOST_THEIRS = 200
"""The most records that are told with the one they belong to."""
SHORTEST_PART = 3
"""A name is looked for inside other names from so many characters on."""
DEEPEST = 3
"""So deep a record is looked for inside an item of a loop."""


class Subject(msgspec.Struct):
    """Whom it is about. `kind` and `id` are empty for an address that no record has; `theirs` are their records as the
    CRM has them today, the own one first."""

    name: str
    kind: str = ""
    id: str = ""
    email: str = ""
    theirs: list[dict[str, Any]] = []

    @property
    def keys(self) -> set[str]:
        """What they, and what is theirs, are called in a lane's path."""
        kinds = {(str(one["type"]), str(one["id"])) for one in self.theirs}
        kinds |= {("customer", id) for kind, id in kinds if kind == "company"}
        return {f"{kind}:{id}" for kind, id in kinds}

    @property
    def guarded(self) -> set[str]:
        """Under which names the contact guard knows them."""
        own = {person_of(self.theirs[0])} if self.kind else set()
        return own | ({person_of(self.email)} if self.email else set())

    def needles(self) -> list[str]:
        """Texts of which one stands in whatever is kept of them: whole values, so that `c1` is not found in `c10`."""
        found = {f'"{same_email(self.email)}"'} if self.email else set()
        for key in self.keys:
            found |= {f'"{key}"', f"[{key}]", f'"{key.partition(":")[2]}"'}
        return sorted(found)

    def is_them(self, value: object) -> bool:
        """Whether a value is their record or address, or a record that is theirs."""
        if isinstance(value, str):
            return bool(self.email) and same_email(value) == same_email(self.email)
        if not isinstance(value, dict):
            return False
        return f"{value.get('type')}:{value.get('id')}" in self.keys or self.is_them(value.get("email"))

    def owns(self, value: object, depth: int = DEEPEST) -> bool:
        """Whether an item of a loop, or what a run began with, is theirs: they stand in it."""
        if self.is_them(value):
            return True
        return isinstance(value, dict) and depth > 0 and any(self.owns(one, depth - 1) for one in value.values())

    def stands_in(self, value: object) -> bool:
        """Whether they stand anywhere in a value."""
        if isinstance(value, dict):
            return self.is_them(value) or any(self.stands_in(one) for one in value.values())
        if isinstance(value, list):
            return any(self.stands_in(one) for one in value)
        return self.is_them(value)


async def subject_of(premises: Premises, about: str, now: datetime) -> Subject:
    """Who is meant; `Refused` where several could be, or nobody is named, `NotHere` where nobody is called so."""
    said = about.strip()
    if not said:
        raise Refused("nobody-named", "Name somebody: by an address, a name, or a record such as `contact:c1`.")
    if len(said) > LONGEST:
        raise Refused("too-long", f"An address or a name has at most {LONGEST} characters; this has {len(said):,}.")
    if any(unicodedata.category(sign) in NO_SIGNS for sign in said):
        raise NotHere("person, deal or company")
    meant = await _record(premises, said, now) or await _by_address(premises, said, now)
    if meant is None:
        meant = await _by_name(premises, said, now)
    if meant is None and "@" in said:
        return Subject(said, email=same_email(said))
    if meant is None:
        raise NotHere("person, deal or company")
    return await _whole(premises, meant, now)


async def _record(premises: Premises, said: str, now: datetime) -> dict[str, Any] | None:
    kind, _, id = said.replace("/", ":", 1).partition(":")
    kinds = [kind.strip()] if id else [*FINDS]
    id = (id or said).strip()
    for kind in kinds:
        reader = premises.sides.get("crm")
        found = await reader.read_again(kind, id, now) if kind in FINDS and reader is not None else None
        if found is not None:
            return found
    return None


async def _by_address(premises: Premises, said: str, now: datetime) -> dict[str, Any] | None:
    if "@" not in said:
        return None
    address = same_email(said)
    found = await find(premises, "contact", lambda one: same_email(str(one.get("email") or "")) == address, now)
    return _the_one(premises, said, found)


async def _by_name(premises: Premises, said: str, now: datetime) -> dict[str, Any] | None:
    """Somebody called exactly so, else somebody in whose name it stands."""
    wanted = fold(said)
    several: list[dict[str, Any]] = []
    for kind in FINDS:
        several += await find(premises, kind, lambda one: wanted in fold(_title(premises, one)), now)
    exact = [one for one in several if fold(_title(premises, one)) == wanted]
    return _the_one(premises, said, exact or (several if len(wanted) >= SHORTEST_PART else []))


def _the_one(premises: Premises, said: str, found: list[dict[str, Any]]) -> dict[str, Any] | None:
    if len(found) <= 1:
        return found[0] if found else None
    told = [
        f"{one['type']}:{one['id']} ({', '.join(filter(None, (_title(premises, one), one.get('email'))))})"
        for one in found[:MOST_CHOICES]
    ]
    more = f", and {len(found) - MOST_CHOICES} more" if len(found) > MOST_CHOICES else ""
    sentence = f"{len(found)} could be meant by `{said}`. Name one of them: {', '.join(told)}{more}."
    raise Refused("several", sentence, choices=[f"{one['type']}:{one['id']}" for one in found[:MOST_CHOICES]])


def _title(premises: Premises, record: dict[str, Any]) -> str:
    return str(record.get(premises.catalog.records[record["type"]].title) or "")


async def _whole(premises: Premises, own: dict[str, Any], now: datetime) -> Subject:
    """Somebody with all that is theirs."""
    kind, id, theirs = str(own["type"]), str(own["id"]), [own]

    def belongs(record: dict[str, Any]) -> bool:
        held = record.get(kind)
        return isinstance(held, dict) and str(held.get("id")) == id

    for other in THEIRS.get(kind, ()):
        theirs += await find(premises, other, belongs, now)
    return Subject(_title(premises, own) or id, kind, id, str(own.get("email") or ""), theirs[:MOST_THEIRS])


async def find(premises: Premises, kind: str, where: Any, now: datetime) -> list[dict[str, Any]]:
    """The CRM's records of a kind that meet a condition, as they are today; none where there is no CRM."""
    side = premises.sides.get("crm")
    if side is None:
        return []
    call = Call(FINDS[kind], {"where": where}, f"look/{kind}", now, "", "", premises.owner)
    try:
        found = await side.call(call)
    except (ToolError, UncertainError):
        return []
    return found if isinstance(found, list) else []
