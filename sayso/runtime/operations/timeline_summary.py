"""A timeline in one sentence: was somebody written to, when, by which flow; if not, why; and what they wait for."""

from collections.abc import Sequence

from sayso.runtime.operations.persons import Subject
from sayso.runtime.operations.timeline_shapes import Line, Standing
from sayso.runtime.operations.words import Words

TIMES = {1: "once", 2: "twice"}
REASONS = ("skipped", "held", "failed", "cancelled")
"""How a line stands that says why nothing went out."""


def answer_of(
    subject: Subject, words: Words, lines: Sequence[Line], standing: Sequence[Standing], where: str = ""
) -> str:  # fmt: skip
    """The short answer; `where` says of which flow or run alone it speaks."""
    by = f" {where}" if where else ""
    sent = [line for line in lines if line.sent]
    text = _written(subject, words, sent) if sent else _not_written(subject, lines, by)
    waits = [one.text for one in standing if one.state != "may have been sent"]
    unsure = [one for one in standing if one.state == "may have been sent"]
    if unsure:
        text += f"; one message may have been sent, by “{unsure[-1].name}”: somebody must look"
    if waits:
        text += f"; {waits[-1]}" + (f", and {len(waits) - 1} more on the way" if len(waits) > 1 else "")
    return f"{text.rstrip('.')}."


def _written(subject: Subject, words: Words, sent: list[Line]) -> str:
    count, last = len(sent), sent[-1]
    often = TIMES.get(count, f"{count} times")
    when = f"{', the last time' if count > 1 else ','} on {words.when(last.at)}, by “{last.name}”"
    if subject.kind in ("", "contact"):
        return f"{subject.name} was written to {often}{when}"
    return f"About {subject.name} {'one message' if count == 1 else f'{count} messages'} went out{when}"


def _not_written(subject: Subject, lines: Sequence[Line], by: str) -> str:
    reason = next((line for line in reversed(lines) if _says_why(line)), None)
    lead = f"{subject.name} was not written to{by}"
    if subject.kind not in ("", "contact"):
        lead = f"No message went out{by} about {subject.name}"
    if reason is None:
        return lead if lines else f"{lead}, and nothing else was done"
    where = f" by “{reason.name}”" if reason.name and not by else ""
    who = f"{reason.who}, " if reason.kind == "left" and reason.who not in ("", subject.name) else ""
    return f"{lead}{where}: {who}{reason.text}"


def _says_why(line: Line) -> bool:
    return line.state in REASONS or (line.decision is not None and line.decision.answer != "yes")
