"""From a request to its meanings, in the order they were said."""

import re
from datetime import date

import msgspec

from sayso.copilot.hearing.chunks import Chunk, Cutter
from sayso.copilot.hearing.classes import Classifier
from sayso.copilot.hearing.danger import dangers
from sayso.copilot.hearing.doing import Doer
from sayso.copilot.hearing.idioms import plainly
from sayso.copilot.hearing.lexicon_clauses import CORRECTION
from sayso.copilot.hearing.meaning import Approve, Begins, Limit, Meaning
from sayso.copilot.hearing.passing import approvals, limits
from sayso.copilot.hearing.spelling import mended
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.times import find_schedule
from sayso.copilot.hearing.tools import Tools, words_known
from sayso.copilot.hearing.vagueness import vague
from sayso.copilot.hearing.vocabulary import WORDS
from sayso.copilot.hearing.words import LONGEST, Word, words_of
from sayso.dsl.catalog import Catalog

_ENDS = (".", "!", "?", ";", "•", "¶")
_BARE = re.compile(
    r"(?:please |and |then |also )*(?:tell|send|show|give|remind|email|message|text|notify|inform|ping|let|dm|"
    r"nudge|chase|poke|warn|alert) "
    r"(?:me|us|him|her|them|[a-z]+|(?:the|my|our|their) \w+)(?: know)?|"
    r"(?:please |and |then |also |i |we |would like |want |need |have )*(?:(?:create|make|add|set|set up|open|put|"
    r"give me|"
    r"schedule) )?(?:an? |the )(?:\S+ )?(?:task|to-do|todo|reminder|nudge|ping)(?: for (?:me|us|(?:the |my |our "
    r")?\w+))?"
    r"(?: (?:should be |must be |is to be |to be |gets )?(?:created|made|added|set|set up|opened))?"
)
"""Whom something is told, without what."""
_BARE_TOO = re.compile(
    r"(?:please )?(?:(?:give|send|show|bring|slack|email|mail|post|write|make|prepare|create|put together)(?: "
    r"(?:C\d+(?: on slack)?|me|"
    r"us|him|her|"
    r"the \w+|[a-z]+))?(?: an?| one| the)?(?: \S+){0,2}? (?:summary|digest|recap|list|overview|report|rundown|roundup)"
    r"(?: (?:on|in|via|by|to|for) (?:the )?\S+)?|(?:search|look|check|query|go|scan|comb)(?: in| through)? (?:the |"
    r"our )?"
    r"(?:jira|zendesk|hubspot|salesforce|apollo|gmail|slack|drive|notion|crm|web|inbox))"
)
"""What is asked for, without of what; or where something is looked for, without what."""
_OF_WHAT = re.compile(r"(?:of|for|about|with|on) (?!(?:me|us|them|each|every|slack|teams)(?!\S))\S")
_GOES_ON = re.compile(r"(?:to (?!me|us|the )[a-z]+|which|what|how many|who|whose|about|that)(?!\S)")
_LEAVES = re.compile(r"goes|go|sent|sending|send|leaves|out")
_SENT = re.compile(
    r"(?:re)?sends?|sent|sending|e-?mail(?:s|ed|ing)?|mails?|messages?|dms?|texts?|posts?|invites?|invit\w+|slack|"
    r"linkedin|"
    r"teams|drafts?|sms|calls?|notify|share|publish|templates?|forward|notion|docs?|documents?|contracts?"
)
_NO_VERB = re.compile(
    r"the|an?|our|my|their|his|her|no|any|opened|not|never|have|has|last|open|read|got|received|"
    r"whose"
)
"""Words behind which a letter is something that is there, not something that is done."""
_CORRECTED = re.compile(rf"(?:{CORRECTION})(?!\S)")


class Hearing(msgspec.Struct):
    """A request as it was heard: its words, and what they mean in order."""

    request: str
    words: list[Word]
    meanings: list[Meaning]
    labels: tuple[str, ...] = ()
    aside: tuple[int, ...] = ()
    full: str = ""
    title: str = ""


def hear(request: str, catalog: Catalog, today: date) -> Hearing:
    """What a request says."""
    tools = Tools(catalog)
    words = plainly(mended(words_of(request), WORDS | words_known(catalog)))
    asks, left, nothing = dangers(words)
    unsaid = vague(words, request)
    heard = Hearing(request[:LONGEST], words, [*asks, *unsaid.asks], full=request)
    if nothing:
        return heard
    line = Line(words)
    taken: set[int] = {*left, *unsaid.taken}
    when = find_schedule(line, today)
    if when is not None and not left and (moved := _clock_first(words, when.places)):
        heard.words = words = moved
        line = Line(words)
        when = find_schedule(line, today)
    if when is not None and not set(when.places) & left:
        heard.meanings.append(Begins(kind="schedule", when=when, places=when.places))
        taken.update(when.places)
    approving = approvals(line, taken, request)
    limiting = limits(line, taken)
    heard.aside = tuple(place for one in (*approving, *limiting) for place in one.places)
    _clauses(heard, tools, taken, catalog, [*approving, *limiting], scheduled=when is not None, left=unsaid.left)
    return heard


def _clock_first(words: list[Word], places: tuple[int, ...]) -> list[Word]:
    """ "Remind me every Friday to call Ann": what is said of the clock goes in front, so that the rest is one clause;
    empty where nothing is torn apart by it."""
    first, last = min(places), max(places) + 1
    start = next((place + 1 for place in range(first - 1, -1, -1) if words[place].norm in _ENDS), 0)
    before, after = Line(words[start:first]).norm, Line(words[last:]).norm
    torn = (_BARE.fullmatch(before) and _GOES_ON.match(after)) or (
        _BARE_TOO.fullmatch(before) and _OF_WHAT.match(after)
    )
    if len(places) != last - first or not torn:
        return []
    comma = Word(",", ",", words[last - 1].end, words[last - 1].end, "mark")
    return [*words[:start], *words[first:last], comma, *words[start:first], *words[last:]]


def _clauses(
    heard: Hearing,
    tools: Tools,
    taken: set[int],
    catalog: Catalog,
    aside: list[Approve | Limit],
    *,
    scheduled: bool,
    left: set[int],
) -> None:
    """The meanings of the clauses, with what was said in passing where it stood."""
    doer = Doer(catalog, tools)
    doer.goes_out = _goes_out(heard.words, [one for one in aside if isinstance(one, Approve)])
    classifier = Classifier(catalog, doer, heard.request, scheduled)
    waiting = sorted(aside, key=lambda one: one.places[0])
    chunks = _corrected(Cutter(heard.words, tools, taken).chunks())
    for place, chunk in enumerate(chunks):
        classifier.follows = chunks[place + 1] if place + 1 < len(chunks) else None
        while waiting and waiting[0].places[0] < chunk.line.first:
            heard.meanings.append(waiting.pop(0))
        if not left & set(chunk.line.places()):
            heard.meanings.extend(classifier.hear(chunk))
    heard.meanings.extend(waiting)
    heard.labels, heard.title = classifier.labels, classifier.title


def _goes_out(words: list[Word], approving: list[Approve]) -> bool:
    """Whether what is written is sent, as is only said where somebody has to see it first: "… before it goes out"."""
    seen = {place for one in approving for place in one.places}
    leaves = any(_LEAVES.fullmatch(words[place].norm) for place in seen)
    sent = [place for place, word in enumerate(words) if place not in seen and _SENT.fullmatch(word.norm)]
    return leaves and all(place and _NO_VERB.fullmatch(words[place - 1].norm) for place in sent)


def _corrected(chunks: list[Chunk]) -> list[Chunk]:
    """Without the clause that is taken back: "text me... actually no, just notify Alex"."""
    kept: list[Chunk] = []
    for chunk in chunks:
        if _CORRECTED.match(f"{chunk.line.norm} ") or (
            chunk.line.norm in ("no", "well", "no wait", "wait") and chunk.begins == "..."
        ):
            match = _CORRECTED.match(chunk.line.norm)
            taken_back = kept.pop() if kept else None
            rest = chunk.line.cut(chunk.line.at(match.end() - 1) + 1, len(chunk.line)) if match else Line((), 0)
            if len(rest):
                kept.append(Chunk(_with_verb(taken_back, rest), chunk.ends, taken_back.begins if taken_back else ","))
            continue
        kept.append(chunk)
    return kept


def _with_verb(before: Chunk | None, rest: Line) -> Line:
    """What is said instead, with the verb of what was taken back where it has none: "go through the tasks... I mean
    the deals"."""
    if before is None or not re.match(r"(?:the|a|an|my|our|all|those) ", rest.norm):
        return rest
    words = before.body.words
    end = next((place for place, word in enumerate(words) if word.norm in ("the", "a", "an", "my", "our", "all")), 0)
    return Line([*words[:end], *rest.words], max(rest.first - end, 0))
