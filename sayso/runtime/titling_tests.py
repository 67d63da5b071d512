"""What a test of one person's way is called: what happened, in a few words."""

from collections.abc import Iterator

from sayso.interpreter.state import Await, Effect, Outcome
from sayso.runtime.simulating import Simulation
from sayso.runtime.writing_tests import Happened, Way, heard_of, made, refused

SILENT = {"email.replied": "no reply"}
"""What is said where an event did not come."""
LONGEST_TITLE = 60


def title_of(way: Way) -> str:
    """What happened, in a few words: "replied", "no reply", "opted out"."""
    told = dict.fromkeys(word for one in way.happened for word in _told(one))
    words = ", ".join(told)
    if not words and way.ended is not None and way.ended.reason:
        words = way.ended.reason
    if not words:
        nobody = "nobody new" if refused(way) else "nothing found"
        words = "straight through" if way.lane or made(way.happened) else nobody
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"


def _told(one: Happened) -> Iterator[str]:
    want, outcome, heard = one.want, one.outcome, heard_of(one)
    if heard is not None:
        yield _word(heard.event)
    elif isinstance(want, Await):
        yield SILENT.get(want.event, f"never {_word(want.event)}")
    elif isinstance(want, Effect):
        if outcome.error == "opted-out":
            yield "opted out"
        elif outcome.kind == "rejected":
            yield "not approved"
        elif outcome.kind == "failed":
            yield f"{want.tool} fails"
        elif want.tool == "people.ask":
            yield _answered(outcome)


def _word(event: str) -> str:
    return event.partition(".")[2].replace("_", " ")


def _answered(outcome: Outcome) -> str:
    if outcome.kind != "done":
        return "no answer"
    return {True: "answered yes", False: "answered no"}.get(outcome.value, "answered") if isinstance(
        outcome.value, bool) else "answered"  # fmt: skip


def decided(found: Simulation, way: Way) -> str:
    """What the data decided on this way, to tell alike titles apart."""
    notes = [note for _, lane, note in found.run.notes if note.kind == "decided" and note.path.startswith(way.lane)]
    return ", ".join(dict.fromkeys(f"{note.text.replace('@', '')}: {'yes' if note.truth else 'no'}" for note in notes))
