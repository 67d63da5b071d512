"""The public form as a page: plain HTML without scripts, every word escaped, usable by keyboard and screen reader."""

import base64
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

from sayso.api.house import Form
from sayso.runtime.inbound import Entry, Problem
from sayso.runtime.inbound.forms import MAX_TEXT, SUBMISSION, TRAP

_STYLE: Final = """
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { max-width: 36rem; margin: 2rem auto; padding: 0 1rem; }
label, legend { display: block; margin-top: 1.25rem; font-weight: 600; }
input, select, textarea { width: 100%; box-sizing: border-box; padding: .5rem; font: inherit; }
button { margin-top: 1.5rem; padding: .6rem 1.4rem; font: inherit; }
.hint { margin: .25rem 0; font-size: .9rem; }
.problem { margin: .25rem 0; color: #b3261e; font-weight: 600; }
.trap { position: absolute; left: -10000px; }
@media (prefers-color-scheme: dark) { .problem { color: #ffb4ab; } }
"""
_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page may do: its own style and sending itself, nothing else."""

_INPUTS: Final = {
    "email": 'type="email" autocomplete="email"',
    "url": 'type="url"',
    "phone": 'type="tel" autocomplete="tel"',
    "number": 'type="text" inputmode="decimal"',
    "money": 'type="text" inputmode="decimal"',
    "percent": 'type="text" inputmode="decimal"',
    "date": 'type="date"',
    "time": 'type="time"',
    "datetime": 'type="datetime-local"',
    "duration": 'type="text"',
    "text": 'type="text"',
}
_HINTS: Final = {
    "money": "For example 120 or EUR 120",
    "percent": "For example 10%",
    "duration": "For example 5 days",
    "list": "One per line",
}
_AREA: Final = ("message", "comment", "notes", "description", "details")


def form_page(form: Form, values: Mapping[str, object] | None = None, problems: Sequence[Problem] = ()) -> str:
    """The form; with what was filled in before, and what is wrong with it."""
    told = {problem.field.partition("[")[0].partition(".")[0]: problem.sentence for problem in problems}
    given = values or {}
    fields = "\n".join(_field(entry, _shown(given.get(entry.name)), told.get(entry.name, "")) for entry in form.entries)
    summary = (
        '<p class="problem" role="alert">Nothing was sent yet: please look at the marked fields.</p>' if told else ""
    )
    id = _shown(given.get(SUBMISSION)) or uuid.uuid4().hex
    return page(
        form.title,
        f"""{summary}
<form method="post" accept-charset="utf-8">
<input type="hidden" name="{SUBMISSION}" value="{escape(id)}">
<div class="trap" aria-hidden="true"><label for="trap">Leave this empty</label>
<input id="trap" name="{TRAP}" tabindex="-1" autocomplete="off"></div>
{fields}
<button type="submit">Send</button>
</form>""",
    )


def thanks_page(title: str) -> str:
    """What is shown when the form was taken."""
    return page(title, '<p role="status">Thank you. This was received.</p>')


def refused_page(title: str, sentence: str) -> str:
    """What is shown when the form was not taken."""
    return page(title, f'<p class="problem" role="alert">{escape(sentence)}</p>')


def page(title: str, body: str) -> str:
    """A page of ours; the body is HTML, the title is text."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""


def _field(entry: Entry, value: str, problem: str) -> str:
    """A label, its control, and what is wrong with it; tied together for those who cannot see them."""
    id = f"field-{escape(entry.name)}"
    hint = _HINTS.get(entry.kind, "")
    described = [f"{id}-hint"] * bool(hint) + [f"{id}-problem"] * bool(problem)
    marks = f'id="{id}" name="{escape(entry.name)}"' + (" required" if entry.required else "")
    marks += f' aria-describedby="{" ".join(described)}"' if described else ""
    marks += ' aria-invalid="true"' if problem else ""
    optional = "" if entry.required else " (optional)"
    return "\n".join(
        filter(
            None,
            [
                f'<label for="{id}">{escape(entry.label)}{optional}</label>',
                f'<p class="hint" id="{id}-hint">{escape(hint)}</p>' if hint else "",
                _control(entry, marks, value),
                f'<p class="problem" id="{id}-problem">{escape(problem)}</p>' if problem else "",
            ],
        )
    )


def _control(entry: Entry, marks: str, value: str) -> str:
    if entry.kind in ("choice", "boolean"):
        options = entry.options if entry.kind == "choice" else ("yes", "no")
        rows = "".join(_option(option, option == value) for option in options)
        return f'<select {marks}><option value=""></option>{rows}</select>'
    if entry.kind == "list" or (entry.kind == "text" and entry.name.lower() in _AREA):
        return f'<textarea {marks} rows="5" maxlength="{MAX_TEXT}">\n{escape(value)}</textarea>'
    return f'<input {marks} {_INPUTS.get(entry.kind, _INPUTS["text"])} maxlength="{MAX_TEXT}" value="{escape(value)}">'


def _option(option: str, chosen: bool) -> str:
    return f'<option value="{escape(option)}"{" selected" if chosen else ""}>{escape(option)}</option>'


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value[:1_000])[:MAX_TEXT]
    return str(value)[:MAX_TEXT] if isinstance(value, str | int | float) else ""
