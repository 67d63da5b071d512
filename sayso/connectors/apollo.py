"""Apollo: filling in what is missing about a contact, and finding people."""

from sayso.connectors import examples as made_up
from sayso.connectors.declare import card, internal, words_of_strangers
from sayso.connectors.shape import Call, Connector, Resources
from sayso.connectors.unconnected import examples, unconnected
from sayso.dsl.catalog import Parameter, RecordType, Tool
from sayso.dsl.types import BOOLEAN, EMAIL, NUMBER, PHONE, TEXT, URL, ListOf, RecordOf, optional

PROFILE = RecordOf("profile")

FILLED_IN = ("firstName", "lastName", "title", "phone", "linkedinUrl", "country")
"""What an enrichment fills in on the contact, where it is missing."""

TOOLS: tuple[Tool, ...] = (
    Tool(
        "apollo.enrich",
        "look up {contact} in Apollo and fill in what is missing",
        "write",
        (
            Parameter(
                "contact", RecordOf("contact"), audience="outside", needs=("email",), records=("contact",), changes=True
            ),
        ),
        PROFILE,
        repeatable=True,
        stranger=True,
        credits=1,
        connection="apollo",
        raises=("rate-limited", "unavailable", "not-connected"),
        noun="Apollo look-up",
        words=(
            "enrich",
            "enrich with apollo",
            "look them up in apollo",
            "complete details from Apollo",
            "fill in details apollo",
            "get data from Apollo",
            "run through Apollo",
            "get enriched",
            "look up phone apollo",
        ),
    ),
    Tool(
        "apollo.search_people",
        "search Apollo for people",
        "read",
        (
            Parameter("title", TEXT, required=False, audience="outside", words=("job title", "role")),
            Parameter(
                "company", TEXT, required=False, audience="outside", needs=("name",), records=("company", "customer")
            ),
            Parameter("country", TEXT, required=False, audience="outside"),
            Parameter("city", TEXT, required=False, audience="outside"),
            Parameter("limit", NUMBER, required=False, default="10", words=("at most",)),
        ),
        ListOf(PROFILE),
        repeatable=True,
        stranger=True,
        at_most=100,
        credits=1,
        connection="apollo",
        raises=("rate-limited", "unavailable", "not-connected"),
        noun="Apollo search",
        words=(
            "search apollo",
            "find people in apollo",
            "find people on apollo",
            "find in apollo",
            "find their replacement",
            "search apollo for replacement",
            "source prospects from Apollo",
            "use Apollo to find people",
            "get people from apollo",
            "source from apollo",
        ),
    ),
)

RECORDS: tuple[RecordType, ...] = (
    RecordType(
        "profile",
        words_of_strangers(
            card("id", TEXT),
            internal("found", BOOLEAN, "was found"),
            card("firstName", optional(TEXT)),
            card("lastName", optional(TEXT)),
            card("fullName", optional(TEXT)),
            card("title", optional(TEXT), "job title"),
            card("email", optional(EMAIL)),
            card("phone", optional(PHONE)),
            card("linkedinUrl", optional(URL)),
            card("companyName", optional(TEXT), "company"),
            card("website", optional(URL), "web page of the company"),
            internal("industry", optional(TEXT)),
            internal("employees", optional(NUMBER), "company size"),
            card("country", optional(TEXT)),
            card("city", optional(TEXT)),
        ),
        "fullName",
        "profiles",
        outsiders=True,
        words=("person found", "enrichment"),
    ),
)


def _profile(id: str, first: str | None, last: str | None, email: str | None, title: str) -> dict[str, object]:
    return {
        "type": "profile",
        "id": id,
        "found": True,
        "firstName": first,
        "lastName": last,
        "fullName": " ".join(part for part in (first, last) if part) or None,
        "title": title,
        "email": email,
        "phone": "+4930123456",
        "linkedinUrl": f"https://linkedin.example/in/{id}",
        "companyName": "Acme",
        "website": "https://acme.example/",
        "industry": "SaaS",
        "employees": 120,
        "country": "DE",
        "city": "Berlin",
    }


def _enrich(call: Call, resources: Resources) -> object:
    contact = call.arguments.get("contact")
    known = contact if isinstance(contact, dict) else {}
    first, last = known.get("firstName"), known.get("lastName")
    title = str(known.get("title") or "VP Sales")
    profile = _profile(made_up.short_id(call, "ap"), first, last, made_up.address_of(contact), title)
    if resources.crm.read("contact", str(known.get("id")), call.at):
        resources.crm.fill_in("contact", str(known["id"]), {name: profile[name] for name in FILLED_IN}, call.at)
    return profile


def _people(call: Call, resources: Resources) -> object:
    title = made_up.text(call, "title", "VP Sales")
    return [
        _profile(made_up.short_id(call, "ap1"), "Robin", "Example", "robin@acme.example", title),
        _profile(made_up.short_id(call, "ap2"), "Kim", "Sample", "kim@acme.example", title),
    ]


EXAMPLES = {"apollo.enrich": _enrich, "apollo.search_people": _people}

CONNECTOR = Connector("apollo", "Apollo", unconnected("Apollo"), examples(EXAMPLES), TOOLS, RECORDS)
