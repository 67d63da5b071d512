"""Events in English: as something one waits for ("a reply by email from the contact"), or that starts a run."""

from sayso.copilot.conditions import Conditions
from sayso.copilot.english import a, words_of
from sayso.copilot.readback_words import EVENTS, PARTICIPLES
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Binary, Expression, Field, Name
from sayso.dsl.statements import EventPattern

_SENDERS = frozenset({"from", "email", "sender"})


def event_words(pattern: EventPattern, conditions: Conditions, catalog: Catalog | None) -> str:
    """An event as something to wait for."""
    name = EVENTS.get(pattern.event)
    said = name or f'"{happening(pattern.event, catalog)}"'
    since = f" to {conditions.phrases.value(pattern.since)}" if pattern.since else ""
    if pattern.where is None:
        return said + since
    names = frozenset({"event", "it", pattern.event.partition(".")[0]})
    sender = _sender(pattern.where, names)
    if sender is not None and name:
        return f"{said}{since} from {conditions.phrases.value(sender)}"
    where = conditions.filter(pattern.where, names)
    return f"{said}{since} {where}"


def _sender(condition: Expression, names: frozenset[str]) -> Expression | None:
    """Whose answer it is, where the condition says only that: `@email.from == @contact.email`."""
    match condition:
        case Binary(operator="==", left=Field(of=Name(name=event), name=field), right=Field(of=owner, name="email")):
            return owner if event in names and field in _SENDERS else None
        case Binary(operator="==", left=Field(of=owner, name="email"), right=Field(of=Name(name=event), name=field)):
            return owner if event in names and field in _SENDERS else None
        case _:
            return None


def happening(event: str, catalog: Catalog | None) -> str:
    """An event as a clause: "a deal moves to another stage"."""
    known = catalog.events.get(event) if catalog else None
    if known:
        return known.sentence
    thing, _, what = event.partition(".")
    *before, last = words_of(what).split() or [""]
    verb = PARTICIPLES.get(last, f"is {last}" if last.endswith("ed") else last)
    owner = a(words_of(thing))
    return f"{owner}'s {' '.join(before)} {verb}" if before else f"{owner} {verb}"
