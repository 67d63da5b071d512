"""Practice Apollo: answers from the practice directory; a look-up takes a credit, and credits can run out."""

from typing import Final

from sayso.connectors import examples as made_up
from sayso.connectors.apollo import FILLED_IN
from sayso.connectors.practice.desk import Act, Desk
from sayso.connectors.practice.directory import FIRMS, PEOPLE, Entry, Firm
from sayso.connectors.shape import Call, ToolError
from sayso.dsl.addresses import fold, same_email

AT_FIRST: Final = 10
MOST: Final = 100
OUT_OF_CREDITS: Final = "Practice Apollo has no credits left. Nothing was looked up. Mend the practice connection."


def _enrich(desk: Desk, call: Call) -> object:
    _pay(desk)
    contact = call.arguments.get("contact")
    address = same_email(made_up.address_of(contact) or "")
    entry = next((one for one in PEOPLE if same_email(one.address) == address), None)
    firm = _firm_of(address)
    profile = _profile(desk.own_id, entry, firm, address or None)
    known = desk.known(contact)
    if known is not None:
        values = {name: profile[name] for name in FILLED_IN if profile[name] is not None}
        desk.afterwards.append(lambda: desk.crm.fill_in("contact", known, values, call.at))
    return profile


def _people(desk: Desk, call: Call) -> object:
    _pay(desk)
    wanted = {name: fold(made_up.text(call, name)) for name in ("title", "company", "country", "city")}
    limit = call.arguments.get("limit")
    most = min(int(str(limit)) if limit is not None else AT_FIRST, MOST)
    found = []
    for entry in PEOPLE:
        firm = _firm_of(entry.address)
        has = {
            "title": entry.title,
            "company": firm.name if firm else "",
            "country": firm.country if firm else "",
            "city": firm.city if firm else "",
        }
        if all(_fits(wanted[name], fold(has[name]), name) for name in wanted):
            found.append(_profile(f"practice-apollo-{entry.address.partition('@')[0]}", entry, firm, entry.address))
    return found[:most]


def _fits(wanted: str, has: str, name: str) -> bool:
    if name in ("country", "city"):
        return wanted in ("", has)
    return all(word in has.split() for word in wanted.split()) if name == "title" else wanted in has


def _pay(desk: Desk) -> None:
    """Take one credit for a call that is new."""
    left = desk.world.credits(desk.service)
    if not desk.first():
        return
    if left < 1:
        raise ToolError("refused", OUT_OF_CREDITS)
    desk.world.set_credits(desk.service, left - 1)


def _firm_of(address: str) -> Firm | None:
    domain = fold(address.rpartition("@")[2])
    return next((firm for firm in FIRMS if firm.domain == domain), None)


def _profile(id: str, entry: Entry | None, firm: Firm | None, address: str | None) -> dict[str, object]:
    """What is known, with nothing made up where nothing is."""
    slug = entry.address.partition("@")[0].replace(".", "-") if entry else ""
    return {
        "type": "profile", "id": id, "found": entry is not None or firm is not None,
        "firstName": entry.first if entry else None, "lastName": entry.last if entry else None,
        "fullName": f"{entry.first} {entry.last}" if entry else None, "title": entry.title if entry else None,
        "email": address, "phone": entry.phone or None if entry else None,
        "linkedinUrl": f"https://linkedin.example/in/{slug}" if entry else None,
        "companyName": firm.name if firm else None,
        "website": f"https://{firm.domain}/" if firm else None, "industry": firm.industry if firm else None,
        "employees": firm.employees if firm else None, "country": firm.country if firm else None,
        "city": firm.city if firm else None,
    }  # fmt: skip


APOLLO: Final[dict[str, Act]] = {"apollo.enrich": _enrich, "apollo.search_people": _people}
