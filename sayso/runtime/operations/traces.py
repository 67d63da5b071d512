"""What tells of one person in what is kept: how they are found, and what stands in their place afterwards."""

import re
from typing import Any

from sayso.dsl.addresses import same_email

NAMES = ("fullName", "name")
"""Fields that name somebody whole: replaced wherever they stand."""
PARTS = ("firstName", "lastName")
"""Fields that name somebody in part: replaced only in what is about them."""
REACHED = ("email", "phone", "mobile", "mobilePhone", "linkedinUrl", "url", "website", "address")
"""Fields by which somebody is reached."""
SHORTEST_NAME = 3
DISTINCT = 6
"""An id of so many characters is taken for itself wherever it stands as a word."""


class Traces:
    """One person's traces. `token` stands in the place of ids, `[erased]` in that of names and addresses."""

    def __init__(self, token: str, email: str = "", record: tuple[str, str] | None = None) -> None:
        self.token = token
        self.emails = {same_email(email)} if email else set()
        self.ids: set[tuple[str, str]] = {record} if record else set()
        self.words: set[str] = set()
        self.parts: set[str] = set()

    def is_them(self, value: dict[str, Any]) -> bool:
        """Whether a record is this person."""
        email = value.get("email")
        known = isinstance(email, str) and same_email(email) in self.emails
        return known or (str(value.get("type")), str(value.get("id"))) in self.ids

    def learn(self, value: Any) -> None:
        """Take in what records of this person say of them, wherever they lie in a value."""
        waiting = [value]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict):
                if self.is_them(one):
                    self._known(one)
                waiting += one.values()
            elif isinstance(one, list):
                waiting += one

    def _known(self, record: dict[str, Any]) -> None:
        if record.get("type") and record.get("id"):
            self.ids.add((str(record["type"]), str(record["id"])))
        if isinstance(record.get("email"), str) and record["email"]:
            self.emails.add(same_email(record["email"]))
        texts = {
            name: value for name, value in record.items() if isinstance(value, str) and len(value) >= SHORTEST_NAME
        }
        self.words |= {texts[name] for name in (*NAMES, *REACHED) if name in texts}
        self.parts |= {texts[name] for name in PARTS if name in texts}
        if "firstName" in texts and "lastName" in texts:
            self.words.add(f"{texts['firstName']} {texts['lastName']}")

    def needles(self) -> list[str]:
        """Texts of which one stands in whatever tells of them."""
        found = self.emails | self.words
        for kind, id in self.ids:
            found |= {f"{kind}:{id}", f"{kind}/{id}", f'"{id}"'}
            found |= {id} if len(id) >= DISTINCT else set()
        return sorted(found)

    def cleaner(self, whole: bool) -> "Cleaner":
        """What takes them out; with `whole` their first and last names too."""
        return Cleaner(self, whole)


class Cleaner:
    """Takes one person out of texts and values."""

    def __init__(self, traces: Traces, whole: bool) -> None:
        self.traces = traces
        words = {*traces.words, *(traces.parts if whole else ())} - traces.emails
        ids = {id for _, id in traces.ids}
        tokens = {f"{kind}{mark}{id}" for kind, id in traces.ids for mark in ":/"}
        self._exact = {id for id in ids if not id.isdigit()}
        self._ids = _any_of({id for id in ids if len(id) >= DISTINCT} | tokens, "", "-")
        self._emails = _any_of(traces.emails, ".+-")
        self._words = _any_of(words)
        self._kinds = {f"{kind}{mark}{id}": f"{kind}{mark}" for kind, id in traces.ids for mark in ":/"}

    def text(self, text: str) -> str:
        """A text without them."""
        if text in self._exact:
            return self.traces.token
        if self._emails is not None:
            text = self._emails.sub("[erased]", text)
        if self._words is not None:
            text = self._words.sub("[erased]", text)
        return self._ids.sub(self._token, text) if self._ids is not None else text

    def _token(self, found: "re.Match[str]") -> str:
        return self._kinds.get(found[0], "") + self.traces.token

    def value(self, value: Any) -> Any:
        """A value without them: of a record that is them, only its kind is left."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(one) for one in value]
        if not isinstance(value, dict):
            return value
        if self.traces.is_them(value):
            return {"type": value.get("type"), "id": self.traces.token}
        return {self.text(name): self.value(one) for name, one in value.items()}


def _any_of(texts: set[str], before: str = "", behind: str = "") -> "re.Pattern[str] | None":
    """Any of these texts, as words, the longest first; `before` and `behind` are more signs of which a word is made."""
    if not texts:
        return None
    choices = "|".join(re.escape(text) for text in sorted(texts, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![\w@{before}])(?:{choices})(?![\w@{behind}])", re.IGNORECASE)
