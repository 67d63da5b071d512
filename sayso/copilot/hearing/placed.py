"""What is asked of a service that is named: by whether something is to be read there or to be done, and to what."""

import re

from sayso.copilot.hearing.lexicon_lists import KEPT_ELSEWHERE, PUT_THERE
from sayso.copilot.hearing.tools import Choice, Phrase, Tools

_READS = re.compile(
    r"(?:there (?:is|are)|is|are|was|were|does|do|did|has|have|what|which|who|whose|where|when|how|any|find|"
    r"show|look|search|check|list|pull|"
    r"fetch|see|read|dig|track|browse|scan|query|grab|retrieve|consult|view|compare|review)(?!\S)"
    r"|get (?:me )?(?:the|all|every|our|my|their|any|what|whatever)(?!\S)|(?:i |we )?need (?:to (?:see|know|"
    r"find)|some|all)(?!\S)"
)
"""Words with which it begins that something is to be read."""
_ASKS = re.compile(
    r"(?:there|is|are|was|were|does|do|did|has|have|what|which|who|where|when|how|any)(?!\S)|"
    r"show (?:me )?what"
)
"""Words with which a question begins."""
_UNSURE = 4.0
"""Below this, what the words of a tool say counts less than the service that is named."""
_FITS = 5.0


def placed(tools: Tools, norm: str, choice: Choice | None) -> Choice | None:
    """The tool that fits better than the one that was chosen; the one that was chosen where none does."""
    here = tools.here(norm)
    if len(here) != 1:
        return choice
    place = here[0]
    reads = _READS.match(norm) is not None
    if choice is not None and choice.tool.partition(".")[0] == place:
        same = not reads or tools.catalog.tools[choice.tool].effect == "read"
        if same or (choice.start == 0 and not _ASKS.match(norm)):
            return choice
    elif choice is not None and choice.score >= _UNSURE:
        return choice
    if not reads and norm.partition(" ")[0] in tools.verbs and choice is not None:
        return choice
    fits = [
        (_named(phrase, norm), phrase.tool)
        for phrase in tools.phrases
        if phrase.tool.startswith(f"{place}.") and (not reads or tools.catalog.tools[phrase.tool].effect == "read")
    ]
    most = max((count for count, _ in fits), default=0)
    if not fits or (most == 0 and not reads):
        return choice
    return Choice(next(tool for count, tool in fits if count == most), _FITS, 0, len(norm))


def _named(phrase: Phrase, norm: str) -> int:
    """How many of the things a phrase is about are named."""
    return sum(1 for other in phrase.others if other.search(norm))


def put_there(norm: str, fetched: set[str]) -> str:
    """ "Add them there", where they were looked for elsewhere: the tool that writes them, else ""."""
    kept = next((one for one in KEPT_ELSEWHERE if f"{one}.find" in fetched), "")
    return f"{kept}.upsert" if kept and PUT_THERE.fullmatch(norm) else ""
