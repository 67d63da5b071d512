"""Which template a document is made from."""

import re
from typing import TYPE_CHECKING

from sayso.copilot.hearing.phrases import quote, sentence
from sayso.copilot.hearing.reach import Reach, quoted
from sayso.copilot.hearing.text import Line, as_typed
from sayso.dsl.catalog import Parameter

if TYPE_CHECKING:
    from sayso.copilot.hearing.arguments import Arguments

PAPER = re.compile(
    r"(?<!\S)(?P<name>ndas?|contract|proposal|agreement|quote|msa|sow|invoice|offer)(?P<other>)(?!\S)(?! "
    r"(?:slides|deck))"
)
"""Papers by their usual names."""


def doc_template(fill: "Arguments", parameter: Parameter) -> str:
    """The template a document is made from: quoted, a paper by its usual name, or what was said before "from"."""
    own = quote(fill.words)
    if own:
        return quoted(own)
    match = PAPER.search(fill.norm) or re.search(
        (
            r"(?:the|an?|our) (?P<name>[\w-]+(?: [\w-]+)??) (?:document|doc|slides|deck|from|template|"
            r"presentation)|(?:create|generate|draw up|prepare) (?:an?|the) (?P<other>[\w-]+)"
        ),
        fill.norm,
    )
    group = "name" if match and match["name"] else "other"
    name = as_typed(Line(fill.words).of(match, group).words, fill.writer.request) if match else "Standard"
    fill.writer.assume(
        f"document template “{sentence(name)}”",
        [(sentence(name), quoted(sentence(name))), ("Standard", '"Standard"')],
        quoted(sentence(name)),
    )
    return quoted(sentence(name))


def searched_by(request: str, reach: Reach) -> str:
    """What a document is looked for by: what it is called, and whom it is about."""
    called = PAPER.search(request.lower())
    if called is None:
        return quoted(sentence(request)[:40])
    record = next((one for one in ("deal", "company", "customer", "contact") if one in reach.names), "")
    about = f" {{{reach.names[record]}.{'fullName' if record == 'contact' else 'name'}}}" if record else ""
    return f'"{quoted(sentence(called["name"]))[1:-1]}{about}"'
