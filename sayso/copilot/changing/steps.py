"""Which step is meant: steps by what people call them, which of several, and how each is named in an answer."""

import re

from sayso.copilot.changing.copy import Copy
from sayso.dsl.blocks import Address, blocks, inner, statement_at, statements, with_blocks
from sayso.dsl.expressions import Text
from sayso.dsl.node import walk
from sayso.dsl.print import print_statement
from sayso.dsl.statements import (
    Ask,
    Block,
    Do,
    ForEach,
    HandOff,
    Let,
    Repeat,
    Say,
    Stage,
    Statement,
    ToolCall,
    Wait,
    WaitFor,
    WaitUntil,
)

CALLED: tuple[tuple[str, str], ...] = (
    (r"slack", r"slack(?: \w+)?|post|message|channel"),
    (r"teams", r"teams(?: \w+)?|post|message"),
    (r"email\.|gmail\.", r"e-?mails?|mails?|message|follow-up"),
    (r"people\.notify", r"notif(?:y|ication|ications|ying)|alert|notice|heads-up"),
    (r"linkedin\.invite", r"linkedin|invit(?:e|es|ation|ations|ing)|connection request"),
    (r"linkedin\.message", r"linkedin message|message"),
    (r"linkedin\.check", r"check(?:ing)?|acceptance"),
    (r"crm\.create_task", r"tasks?|to-?dos?|reminder"),
    (r"crm\.(?:add|remove)_tags", r"tags?|tagging|label"),
    (r"crm\.log_activity", r"log|activity|note|logging"),
    (r"crm\.move_stage", r"move|stage change"),
    (r"crm\.create_deal", r"(?:new )?deal"),
    (r"crm\.find|\.search$", r"search|lookup|find"),
    (r"web\.", r"web|research|news|search"),
    (r"apollo", r"apollo|enrich(?:ment|ing)?"),
    (r"ai\.", r"ai|summary|sorting|classification|opening"),
    (r"twilio\.send_sms", r"sms|text(?: message)?"),
    (r"twilio\.call", r"(?:phone )?call"),
    (r"calendar\.create", r"(?:calendar )?(?:event|invite|invitation|meeting)"),
    (r"drive", r"folder|drive"),
    (r"docs", r"document|doc|plan"),
    (r"slides", r"slides|presentation|deck"),
    (r"health", r"health(?: check| score)?"),
    (r"analytics", r"usage|figures|metrics"),
)
"""What people call a step, by its tool; the words after the namespace serve for any other."""
FRAMES: tuple[tuple[type, str], ...] = (
    (HandOff, r"hand-?off|handover|hand over|hand off|handing over"),
    (Ask, r"question|asking"),
    (Wait, r"wait|pause|delay|waiting(?: time)?|break"),
    (WaitUntil, r"wait|pause|delay"),
    (WaitFor, r"wait|wait for (?:a|the|their) (?:reply|answer)"),
    (Stage, r"stage"),
    (ForEach, r"loop"),
    (Repeat, r"repetition|retries"),
    (Say, r"message|answer"),
)
ORDINALS = {
    "first": 0,
    "1th": 0,
    "second": 1,
    "2th": 1,
    "third": 2,
    "3th": 2,
    "fourth": 3,
    "last": -1,
    "final": -1,
    "other": -1,
}
_SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "that",
        "this",
        "our",
        "my",
        "all",
        "any",
        "every",
        "each",
        "of",
        "to",
        "for",
        "it",
        "them",
        "step",
        "steps",
        "at",
        "in",
        "on",
        "with",
        "from",
    ]
)


def calls(statement: Statement) -> ToolCall | None:
    """The call of a step, if it is one."""
    own = inner(statement)
    if isinstance(own, Do):
        return own.call
    return own.value if isinstance(own, Let) and isinstance(own.value, ToolCall) else None


def names_of(statement: Statement) -> str:
    """What people call this step, as a pattern; "" for one without a name."""
    call = calls(statement)
    if call is not None:
        return called(call.tool)
    own = inner(statement)
    return next((names for kind, names in FRAMES if isinstance(own, kind)), "")


def called(tool: str) -> str:
    """What people call a step of this tool."""
    known = [names for pattern, names in CALLED if re.search(pattern, tool)]
    return known[0] if known else "|".join(re.split(r"[._]", tool))


def texts_of(statement: Statement) -> set[str]:
    """The words in its texts."""
    return {
        word
        for node in walk(head(statement))
        if isinstance(node, Text)
        for part in node.parts
        if isinstance(part, str)
        for word in re.findall(r"[a-z0-9]+", part.lower())
    }


def head(statement: Statement) -> Statement:
    """A step without the steps in it."""
    held = blocks(statement)
    return with_blocks(statement, {name: Block() for name, _ in held}) if held else statement


def meant(norm: str, copy: Copy, only: tuple[type, ...] = ()) -> list[Address]:
    """The steps that words like "the second email" may mean, in order of the text."""
    found: list[Address] = []
    for address, statement in statements(copy.flow):
        names = names_of(statement)
        if only and not isinstance(inner(statement), only):
            continue
        if names and re.search(rf"(?<!\S)(?:{names})(?!\S)", norm):
            found.append(address)
    return chosen(_narrowed(norm, found, copy), copy)


def _narrowed(norm: str, found: list[Address], copy: Copy) -> list[Address]:
    if len(found) < 2:
        return found
    nth = next((ORDINALS[word] for word in norm.split() if word in ORDINALS), None)
    words = {word for word in re.findall(r"[a-z0-9]+", norm) if word not in _SMALL and word not in ORDINALS}
    scores = {address: len(words & _words(statement_at(copy.flow, address))) for address in found}
    best = max(scores.values())
    if best:
        found = [address for address in found if scores[address] == best]
    if nth is not None and (nth < 0 or nth < len(found)):
        return [found[nth]]
    return found


def _words(statement: Statement) -> set[str]:
    """The words of its texts and of its tool."""
    call = calls(statement)
    return texts_of(statement) | (set(re.split(r"[._]", call.tool)) if call is not None else set())


def chosen(found: list[Address], copy: Copy) -> list[Address]:
    """The one that was clicked, if one was."""
    clicked = [address for address in found if label(address, found, copy) in copy.answers]
    return clicked[:1] or found


def label(address: Address, among: list[Address], copy: Copy) -> str:
    """A step in a few words, different from those of the others: its place in the row and how its line begins."""
    place = among.index(address)
    nth = ("first", "second", "third", "fourth", "fifth")[place] if place < 5 else f"{place + 1}th"
    line = " ".join(print_statement(head(statement_at(copy.flow, address))).split())
    quoted = re.findall(r'"([^"]{2,60})"', line)
    about = f": “{quoted[0][:40]}”" if quoted else f": {line[:40]}"
    return f"The {nth}{about}"
