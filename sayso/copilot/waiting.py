"""Events in English: as something one waits for ("a reply by email from the contact"), or that starts a run."""

from sayso.copilot.conditions import Conditions
from sayso.copilot.english import a, possessive, words_of
from sayso.copilot.readback_words import EVENTS, PARTICIPLES, PAST
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Binary, Expression, Field, Name
from sayso.dsl.statements import EventPattern

_SENDERS = frozenset({"from", "email", "sender"})


def event_words(pattern: EventPattern, conditions: Conditions, catalog: Catalog | None) -> str:
    """An event as something to wait for."""
    name = EVENTS.get(pattern.event)
    said = name or f'"{happening(pattern.event, catalog)}"'
    since = f" to {_sent(pattern.since, conditions)}" if pattern.since else ""
    if pattern.where is None:
        return said + since
    names = frozenset({"event", "it", pattern.event.partition(".")[0]})
    sender = _sender(pattern.where, names)
    if sender is not None and name and since and pattern.event.endswith(".replied"):
        return f"{possessive(conditions.phrases.value(sender))} reply{since}"
    if sender is not None and name:
        return f"{said}{since} from {conditions.phrases.value(sender)}"
    where = conditions.filter(pattern.where, names)
    return f"{said}{since} {where}"


def _sent(since: Expression, conditions: Conditions) -> str:
    """What was answered: "that email", where it goes by its usual name."""
    usual = _MESSAGES.get(since.name) if isinstance(since, Name) else None
    return f"that {usual}" if usual else conditions.phrases.value(since)


_MESSAGES = {"mail": "email", "email": "email", "message": "message"}


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


def happened(event: str, catalog: Catalog | None) -> str:
    """An event as it is told afterwards: "a deal moved to another stage"."""
    first, *others = happening(event, catalog).split(" ")
    verb = next((number for number, word in enumerate(others) if word in PAST), None)
    if verb is not None:
        others[verb] = PAST[others[verb]]
    return " ".join((first, *others))
