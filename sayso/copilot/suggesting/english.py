"""Suggestions in an English request: names of the workspace where they are begun, and what people usually ask next.

Words of tools, events, templates, tags, stages and people are the catalog's; a new connector brings its own.
"""

import re
from collections.abc import Iterator

from sayso.copilot.english import words_of
from sayso.copilot.readback_words import PERMISSIONS
from sayso.copilot.suggesting.habits import Habits
from sayso.copilot.suggesting.shapes import Kind, Suggestion, TextEdit
from sayso.copilot.suggesting.sites import NOTHING, Site, token_of_tool
from sayso.copilot.suggesting.words import token_words
from sayso.dsl.catalog import Catalog

MOST = 12
STEPS = 5
LONGEST = 4_000
"""So many characters before the caret are looked at."""
PHRASES = {
    "Wait": "wait 2 days", "HandOff": "hand it over to me", "Ask": "ask me first",
    "WaitFor": "wait for a reply for 7 days",
    "If": "if they reply, tell me", "Stop": "stop there", "Skip": "skip them",
}  # fmt: skip
"""How people say the steps that are no tool's."""
_CLAUSE = re.compile(r"(?:[,.;:]|\bthen|\band)\s*\Z|\A\s*\Z")
_LAST = re.compile(r"[\w'-]*\Z")
_NAMED = re.compile(r'\b(template|tags?|stage|flow|move (?:it|them|the deal) to)\s+"?([^",.;]*)\Z', re.IGNORECASE)
_AT = re.compile(r"(?<!\w)@([\w .]*)\Z")
_WHEN = re.compile(r"\b(?:when|whenever|if|as soon as)\s+([^,.;]*)\Z", re.IGNORECASE)


def suggest_english(text: str, caret: int, habits: Habits, catalog: Catalog) -> tuple[Suggestion, ...]:
    """What may follow at the caret of a request, the likeliest first."""
    head = text[max(0, caret - LONGEST) : caret]
    if (at := _AT.search(head)) is not None:
        found = _people(at.group(1), caret - len(at.group()), caret, catalog)
    elif (named := _NAMED.search(head)) is not None:
        found = _names(named.group(1).casefold(), named.group(2), caret - len(named.group(2)), caret, catalog)
    elif (when := _WHEN.search(head)) is not None and when.group(1).strip():
        found = _events(when.group(1), caret - len(when.group(1)), caret, catalog)
    elif _CLAUSE.search(head):
        found = _next(head, caret, habits, catalog)
    else:
        found = _words(head, caret, habits, catalog)
    return tuple(one for one, _ in zip(found, range(MOST), strict=False))


def _one(kind: Kind, start: int, caret: int, text: str, detail: str, reason: str) -> Suggestion:
    return Suggestion(kind, text.strip(), detail, reason, (TextEdit(start, caret, text),), start + len(text))


def _people(typed: str, start: int, caret: int, catalog: Catalog) -> Iterator[Suggestion]:
    for person in catalog.people:
        if person.name.casefold().startswith(typed.casefold()):
            yield _one("person", start, caret, f"@{person.name}", person.email, "A member of your workspace.")
    for role in catalog.roles:
        if role.casefold().startswith(typed.casefold()):
            yield _one("person", start, caret, f"@{words_of(role)}", "a role", "A role in your workspace.")


def _names(what: str, typed: str, start: int, caret: int, catalog: Catalog) -> Iterator[Suggestion]:
    kinds: dict[str, tuple[Kind, tuple[str, ...]]] = {
        "template": ("template", tuple(catalog.templates)), "tag": ("tag", catalog.tags or ()),
        "flow": ("flow", tuple(catalog.flows)),
    }  # fmt: skip
    kind, names = kinds.get(what.rstrip("s"), ("stage", catalog.stages or ()))
    for name in names:
        if name.casefold().startswith(typed.casefold()):
            yield _one(kind, start, caret, name, f"a {kind}", f"A {kind} of your workspace.")


def _events(typed: str, start: int, caret: int, catalog: Catalog) -> Iterator[Suggestion]:
    words = typed.casefold()
    for event in catalog.events.values():
        if event.sentence.casefold().startswith(words):
            yield _one("event", start, caret, event.sentence, "something that happens", "It can begin a flow.")


def _next(head: str, caret: int, habits: Habits, catalog: Catalog) -> Iterator[Suggestion]:
    """What flows do after what was said last."""
    before = _said(head, catalog)
    site = Site(before, NOTHING, NOTHING, "", "", "", "", "", "")
    lead = "" if not head or head.endswith((" ", "\n")) else " "
    offered = 0
    for prediction in habits.next(site, (), False):
        phrase = PHRASES.get(prediction.token) or PERMISSIONS.get(prediction.token)
        if prediction.token.startswith("send "):
            phrase = "email them"
        if phrase is None or prediction.token == before:
            continue
        detail = token_words(prediction.token, catalog)
        yield _one("step", caret, caret, lead + phrase, detail, prediction.reason)
        offered += 1
        if offered == STEPS:
            return


def _said(head: str, catalog: Catalog) -> str:
    """The step that was named last: the tool whose words stand furthest to the right."""
    words = head.casefold()
    best, found = -1, NOTHING
    for kind, said in (("Wait", "wait"), ("HandOff", "hand"), ("Ask", "ask ")):
        if words.rfind(said) > best:
            best, found = words.rfind(said), kind
    for tool in catalog.tools.values():
        for word in tool.words:
            place = words.rfind(word.casefold())
            if place > best:
                best, found = place, token_of_tool(tool.name, catalog)
    return found


def _words(head: str, caret: int, habits: Habits, catalog: Catalog) -> Iterator[Suggestion]:
    """The words of tools that begin as what is typed: the most used first."""
    last = _LAST.search(head)
    typed = last.group().casefold() if last is not None else ""
    if len(typed) < 2:
        return
    used = {name: count for counted in habits.tools.values() for name, count in counted.items()}
    for name in sorted(catalog.tools, key=lambda one: (-used.get(one, 0), one)):
        tool = catalog.tools[name]
        phrase = PERMISSIONS.get(name) or (tool.sentence if "{" not in tool.sentence else "")
        if phrase.casefold().startswith(typed):
            reason = f"{used.get(name, 0)} steps of the flows here do it." if used.get(name) else "A tool can do it."
            yield _one("tool", caret - len(typed), caret, phrase, name, reason)
