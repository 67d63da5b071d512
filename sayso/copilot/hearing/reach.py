"""What data a step can speak of: records by kind, and the values earlier steps gave."""

import msgspec

from sayso.copilot.hearing.meaning import Condition, Joined, Test
from sayso.dsl.catalog import Catalog

LINKS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "contact": (
        ("deal", "contact", False),
        ("nps", "contact", True),
        ("customer", "contact", True),
        ("company", "contact", True),
        ("email", "contact", True),
        ("meeting", "contact", True),
    ),
    "company": (
        ("customer", "", False),
        ("deal", "company", True),
        ("contact", "company", True),
        ("meeting", "customer", True),
    ),
    "customer": (
        ("company", "", False),
        ("meeting", "customer", True),
        ("contact", "company", True),
        ("deal", "company", True),
    ),
}
"""Which record leads to which: from, by which field, and whether it may be missing."""


class Way(msgspec.Struct, frozen=True):
    """How a record is reached: its path, and whether it may be missing there."""

    path: str
    optional: bool = False


class Reach:
    """The names in reach at a place of the flow."""

    def __init__(self, catalog: Catalog, in_loop: bool = False) -> None:
        self.catalog = catalog
        self.names: dict[str, str] = {}
        self.shared: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.in_loop = in_loop
        self.focus: list[str] = []

    def copy(self, in_loop: bool | None = None) -> "Reach":
        """The same for a block inside."""
        other = Reach(self.catalog, self.in_loop if in_loop is None else in_loop)
        other.shared = self.shared
        other.names, other.values, other.focus = (
            dict(self.names),
            dict(self.values),
            list(self.focus),
        )
        return other

    def without(self, record: str) -> "Reach":
        """The same where such a record is not there."""
        other = self.copy()
        other.forget(record)
        return other

    def forget(self, record: str) -> None:
        """A record may not be there any more."""
        if record:
            self.names.pop(record, None)
            self.values.pop("one", None)
            self.focus = [one for one in self.focus if one != record]

    def put(self, record: str, path: str) -> None:
        """A record of this kind is there under this path."""
        self.names[record] = path
        self.focus = [record, *(one for one in self.focus if one != record)]

    def way(self, record: str) -> Way | None:
        """How a record of this kind is reached, if it is."""
        self.names = {**self.shared, **self.names}
        if record in self.names:
            return Way(self.names[record])
        ways: list[Way] = []
        for start, field, optional in LINKS.get(record, ()):
            if start in self.names:
                path = f"{self.names[start]}.{field}" if field else self.names[start]
                ways.append(Way(path, optional))
        if not ways and record in ("company", "customer") and "contact" not in self.names:
            contact = self.way("contact")
            return Way(f"{contact.path}.company", True) if contact is not None else None
        return ways[0] if ways else None

    def field(self, test: Test) -> str | None:
        """The path of what a condition compares, if it can be reached."""
        special = self._special(test)
        if special is not None:
            return special
        record, name = test.record, test.field
        if record in ("found", "class", "approval", "answer", "esign", "call", "requirement"):
            return None
        if record in ("health", "nps", "renewal", "usage") and record not in self.names:
            moved = {
                "health": {"score": "health", "trend": "healthTrend"},
                "nps": {"score": "nps"},
                "renewal": {"daysLeft": "daysToRenewal"},
                "usage": {"seats": "seats", "seatsPercent": "seatsPercent"},
            }[record].get(name)
            if moved is None:
                return None
            record, name = "company", moved
        way = self.way(record)
        for stranger in ("form", "profile"):
            if way is None and stranger in self.names:
                return self._of_stranger(stranger, record, name)
        if way is None:
            return None
        declared = self.catalog.records.get("customer" if way.path.endswith("customer") else record)
        if declared is not None and declared.field(name) is None:
            return None
        path = f"{way.path}.{name}"
        return f"{path}.name" if name in ("owner", "customer") and test.text else path

    def _of_stranger(self, known: str, record: str, name: str) -> str | None:
        """Fields of somebody who is known by a form or a profile alone."""
        declared = self.catalog.records.get(known)
        if record in ("contact", "company") and declared is not None and declared.field(name) is not None:
            return f"{self.names[known]}.{name}"
        return None

    def _special(self, test: Test) -> str | None:
        """Values that earlier steps gave."""
        key = {
            ("class", "label"): "class",
            ("approval", "approved"): "approval",
            ("answer", "text"): "answer",
            ("esign", "status"): "esign",
            ("call", "answered"): "call",
            ("requirement", "answered"): "answered",
        }.get((test.record, test.field))
        if key is not None:
            return self.values.get(key)
        if test.record == "health" and test.field in ("score", "trend"):
            return self.values.get(f"health.{test.field}")
        if test.record == "usage":
            usage = self.values.get("usage")
            return f"{usage}.{test.field}" if usage else None
        if test.record == "contact" and test.field == "linkedinAccepted":
            return self.values.get("accepted")
        if test.record == "payload":
            return self.values.get(f"payload.{test.field}")
        if (test.record, test.field) == ("meeting", "attendees"):
            way = self.way("meeting")
            return f"count({way.path}.attendees)" if way is not None else None
        if test.record == "found":
            listed = self.values.get("list")
            return f"count({listed})" if listed else None
        return None


def said(condition: Condition, reach: Reach, inner: bool = False) -> str | None:
    """A condition as the language writes it; None if something in it cannot be reached."""
    if isinstance(condition, Joined):
        parts = [said(part, reach, inner=True) for part in condition.parts]
        if any(part is None for part in parts):
            return None
        text = f" {condition.how} ".join(part for part in parts if part)
        return f"({text})" if inner else text
    path = reach.field(condition)
    if condition.record in ("call", "requirement") and path is not None:
        return f'{path} {"==" if condition.value == "true" else "!="} "answered"'
    return None if path is None else compared(_whole_name(condition, reach.catalog), path)


def _whole_name(test: Test, catalog: Catalog) -> Test:
    """A member who owns something by the whole name, which is what is stored."""
    if test.field != "owner" or not test.text:
        return test
    word = test.value.casefold()
    names = {one.id if one.id != catalog.owner else "me": one.name for one in catalog.people}
    names = {key.casefold(): name for whose, name in names.items() for key in (whose, name, name.split()[0])}
    return msgspec.structs.replace(test, value=names.get(word, test.value))


def compared(test: Test, path: str) -> str:
    """One comparison as the language writes it."""
    value = quoted(test.value) if test.text else test.value
    if not test.text and value.startswith("$"):
        value = value[1:]
    match test.op:
        case "exists":
            text = f"{path} exists"
        case "missing":
            text = f"{path} is missing"
        case "in":
            text = f"{path} in {value.removeprefix('$')} to {test.top.removeprefix('$')}"
        case "==" if value in ("true", "false"):
            text = path if value == "true" else f"not {path}"
        case _:
            text = f"{path} {test.op} {value}"
    return f"not ({text})" if test.negated else text


def quoted(text: str) -> str:
    """A text as the language writes it, without data in it."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("@", "@@").replace("{", "{{").replace("\n", " ")
    return f'"{plain}"'


def asked_of(where: Condition | None, known: list[str]) -> list[tuple[str, str]]:
    """What a search for people outside is asked for: one job title, one country, one city."""
    parts = where.parts if isinstance(where, Joined) and where.how == "and" else (where,)
    asked = {
        part.field: quoted(part.value)
        for part in parts
        if isinstance(part, Test) and part.op in ("contains", "==") and part.text and not part.negated
    }
    return [(name, asked[name]) for name in ("title", "country", "city") if name in asked and name not in known]


def also(one: str, where: str | None) -> str:
    """Both conditions."""
    if not where:
        return one
    return f"{one} and ({where})" if " or " in where else f"{one} and {where}"
