"""The fields a message is to have: "with the deal name and value"."""

import re

from sayso.dsl.catalog import Catalog
from sayso.dsl.types import Optional, Scalar

FIELDS: dict[str, tuple[tuple[str, str], ...]] = {
    "deal": (
        ("name|title", "name"), ("value|amount|size", "value"), ("stage", "stage"), ("owner|rep", "owner.name"),
        ("close date|closing date", "closeDate"), ("company|account|customer", "company.name"),
        ("contact|contact name", "contact.fullName"), ("next step", "nextStep"), ("probability", "probability"),
    ),
    "contact": (
        ("name|full name", "fullName"), ("e-?mail|e-?mail address|address", "email"), ("phone|phone number", "phone"),
        ("title|job title|role", "title"), ("company|company name", "company.name"), ("owner", "owner.name"),
        ("country", "country"), ("score|lead score", "score"),
    ),
    "form": (
        ("name|full name", "fullName"), ("e-?mail|e-?mail address|address", "email"), ("phone|phone number", "phone"),
        ("title|job title|role", "title"), ("company|company name", "company"), ("country", "country"),
        ("message|text|answer", "message"), ("budget", "budget"),
    ),
    "company": (
        ("name|company name", "name"), ("plan", "plan"), ("owner|csm", "owner.name"), ("health score|health", "health"),
    ),
}  # fmt: skip
"""What people call the fields of a record, and the path to each."""
WORDS = ("text", "email", "phone", "url")
"""Kinds of values that are words already."""
_LEADS = (
    r"(?:(?:and|,|, and|&|plus) )?(?:(?:the|its|their|his|her|this|that) )?"
    r"(?:(?:deal|contact|company|customer|lead|person)(?:'s)? )?"
)
_BEGINS = (
    r"(?:(?<!\S)(?:with|including|showing|containing|listing|of)|"
    r"^(?:post|share|send|put|show|message|add|write|log|record|store|save|append|copy)) "
)
_ENDS = r"(?=$|(?:in|to|on|into|as) )"


def fields_told(norm: str, record: str, path: str, catalog: Catalog) -> list[str]:
    """Each field that is named, led to from a record at `path`, as it stands in a text."""
    known = FIELDS.get("company" if record == "customer" else record, ())
    names = "|".join(names for names, _ in known)
    match = re.search(rf"{_BEGINS}(?P<all>(?:{_LEADS}(?:{names})(?: |$))+){_ENDS}", norm) if known else None
    if match is None:
        return []
    told = [found for said in re.findall(rf"(?<!\S)(?:{names})(?!\S)", match["all"]) if (found := _path(said, known))]
    return [_shown(path, one, record, catalog) for one in dict.fromkeys(told)]


def _path(said: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((path for names, path in known if re.fullmatch(names, said)), "")


def _shown(root: str, path: str, record: str, catalog: Catalog) -> str:
    declared = catalog.records.get(record)
    field = declared.field(path.partition(".")[0]) if declared is not None else None
    kind = field.type if field is not None else None
    missing = isinstance(kind, Optional)
    plain = kind.of if isinstance(kind, Optional) else kind
    words = not isinstance(plain, Scalar) or plain.name in WORDS
    value = f"{root}.{path}" if words else f"format({root}.{path})"
    return f'{{{value} or "not known"}}' if missing else f"{{{value}}}"
