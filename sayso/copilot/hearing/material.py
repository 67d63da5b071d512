"""What AI is to work on: what was read last, else what the trigger brought."""

from sayso.copilot.hearing.phrases import sentence
from sayso.copilot.hearing.reach import Reach, quoted

BROUGHT = (("ticket", "text", ""), ("form", "message", ' or "nothing"'), ("nps", "comment", ' or "nothing"'))
"""Records that come with words, the field that holds them, and what stands there where it may be empty."""


def material(reach: Reach, norm: str) -> str:
    """The text AI works on, as the language writes it; `norm` is what was said, where nothing else is there."""
    values, names = reach.values, reach.names
    if "email" in names and "list" not in values:
        return f"{names['email']}.body"
    for key in ("transcript", "page"):
        if key in values:
            return values[key]
    parts = [f"{{{values['titles']}}}"] if "titles" in values else []
    if "usage" in values:
        parts.append(f"{{{values['usage']}.summary}}")
    if parts:
        return f'"{" ".join(parts)}"'
    if "meeting" in names:
        return f"{names['meeting']}.transcript"
    for record, field, otherwise in BROUGHT:
        if record in names:
            return f'"{{{names[record]}.{field}{otherwise}}}"'
    return quoted(sentence(norm))
