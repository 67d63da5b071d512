"""Requests that are asked back before anything is made of them: attempts to change the rules, mass mail, deletion."""

import re

from sayso.copilot.hearing.meaning import Ask
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.words import Word

INJECTION = (
    (
        r"(?:ignore|forget|disregard|override|bypass|drop|skip|overrule|break|circumvent|erase) "
        r"(?:all |any |every |the |your |my |our |these |those |previous |prior |above |earlier "
        r"|safety |former |of )*(?:rules?|instructions?|guidelines?|prompts?|restrictions?|limitations|"
        r"policies|policy|guardrails|safeguards|safety)"
    ),
    (
        r"(?:^| )system ?: |system prompt|developer mode|admin mode|god mode|debug mode|root access|"
        r"jailbreak|dan mode|sudo "
    ),
    (
        r"you are (?:now|no longer)(?! )?|from now on you|act as (?:if|an? (?:admin|root|unrestricted))|"
        r"pretend (?:to be|that you|you)|new instructions? ?:|end of (?:user )?(?:input|instructions)"
    ),
    (
        r"(?:give|grant|allow|assign) (?:yourself|you) |(?:turn|switch) (?:off|yourself)(?: all|"
        r" the| your)* (?:limits?|approvals?|safety|rules|checks)|(?:disable|deactivate|remove|"
        r"lift|turn off|switch off) (?:all |any |every |the |your )*(?:limits?|approvals?|restrictions?|"
        r"safeguards?|checks|safety|guardrails|permissions)"
    ),
    (
        r"approve (?:everything|all(?: of them| requests)?|anything)(?: \w+)? (?:automatically|"
        r"yourself|silently|from now on)|(?:auto-?approve|self-approve)|without (?:telling|asking) "
        r"(?:anyone|anybody|me|the (?:user|owner))"
    ),
    (
        r"(?:do|follow|execute|run|obey|carry out) (?:exactly |just )?(?:what|whatever|as|the instructions? "
        r"(?:of|in)|everything) "
        r"(?:it|the (?:note|message|e-?mail|reply|comment|form|text|answer)|they|he|she)(?: (?:says?|asks?|"
        r"tells?|wants?|contains?))?"
    ),
    (
        r"(?:treat|consider|regard|count|mark|assume|handle) (?:every|all|any|each)(?: \w+){1,3} as (?:already |"
        r"being |if )?"
        r"(?:approved|confirmed|signed off|allowed|okayed)"
    ),
    (
        r"(?:ignore|disregard|bypass|override|switch off|turn off) (?:the |all |any |your |our |this |"
        r"workspace's |workspace "
        r")*(?:approvals?|limits?|quotas?|"
        r"security|privacy|safety)(?: (?:settings?|rules?|checks?|steps?))?"
    ),
    (
        r"(?:reveal|show|print|leak|expose|output|repeat|tell me) (?:me )?(?:all |the |your |our "
        r"|any )*(?:system prompt|api keys?|secrets?|passwords?|credentials|tokens?|hidden instructions|"
        r"configuration|prompt)"
    ),
    (
        r"(?:export|send|upload|post|forward|leak|exfiltrate|dump)(?: \w+){0,6} (?:all|every|entire|"
        r"whole)(?! (?:\S+ ){0,3}?(?:payload|body|request|json|submission|entry|answers?|fields|event|(?:deal|order|"
        r"form|contact|"
        r"ticket|lead)(?:'s)? (?:data|details|record|info))(?!\S))(?: \w+){0,5} (?:to )?(?:U\d+|A\d+)"
    ),
    (
        r"(?:export|send|upload|post|forward|leak|exfiltrate|dump|share)(?: \w+){0,4} (?:full|complete|entire) "
        r"(?:\w+ )?(?:list|database|crm|customer base|contacts?|export)(?: \w+){0,5} (?:to )?(?:U\d+|A\d+)"
    ),
    (
        r"(?:approvals?|limits?|safety|checks|rules|quotas) (?:is|are) (?:now |all )?(?:switched off|turned off|off|"
        r"disabled|suspended|lifted|void)(?: from now on| now)?"
    ),
    (
        r"as (?:an? |the )?(?:admin|administrator|owner|root|developer|ceo),? i (?:authori[sz]e|"
        r"order|permit|allow|grant|command)|i am (?:the |an? )?(?:admin|developer|your (?:creator|"
        r"owner|boss))"
    ),
)
"""Words that try to change what the product may do; they change nothing, and are asked about."""

_ALL = r"(?:all|every|each|everything|whole|entire|complete)"
DELETION = (
    (
        rf"(?:clear out|empty|drop) (?:{_ALL} |the (?:whole |entire )?(?:crm|database|pipeline|"
        rf"workspace)|our (?:crm|database))"
    ),
    (
        rf"(?:drop|clear out|clean out|empty|remove|kick out|flush) {_ALL} (?:of )?(?:the |our |my |your )?(?:\S+ )?"
        rf"(?:contacts?|deals?|customers?|compan(?:y|ies)|records?|leads?|accounts?|data|tables?)(?: (?:from|in|out of)"
        rf" (?:the |our )?(?:crm|database|db|system|workspace))?"
    ),
    (
        rf"(?:delet(?:e|es|ing)|wip(?:e|es|ing)|eras(?:e|es|ing)|purg(?:e|es|ing)|destroy(?:s|ing)?|"
        rf"truncat(?:e|ing)|nuk(?:e|es|ing)|trash|get rid of) (?:\S+ ){{0,3}}?(?:{_ALL}|the (?:crm|"
        rf"database|pipeline|workspace|list)|our (?:old )?\w+|old \w+|contacts?|deals?|customers?|"
        rf"compan(?:y|ies)|records?|leads?|accounts?|data|emails?|tasks?|history|files?)"
    ),
    (
        r"(?:fire|sack) (?:\w+ )?(?:everyone|everybody|all)|shut (?:down|off) (?:the |our )?(?:server|"
        r"system|company|crm|database)"
    ),
    r"(?:refund|charge|pay|transfer|wire|bill) (?:\S+ ){0,2}?(?:all|every|everyone|everybody|each) ",
)

_MASS = (
    r"(?:(?:everybody|everyone)(?! else)|every (?:single )?(?:contact|customer|lead|person|client|user|"
    r"prospect)|all (?:of )?(?:our |my |the |your |\d[\d,]* )?(?:\S+ )?(?:contacts?|customers?|"
    r"leads?|people|clients?|users?|prospects?)|(?:the |our |my )?(?:whole|entire|full) (?:\w+ "
    r")?(?:database|list|crm|address book|company|base)|the database|anyone|a million|thousands "
    r"of|every (?:single )?(?:phone )?number|every (?:e-?mail )?address|12000 contacts|\d{4,} (?:contacts|"
    r"people|leads|customers))"
)
_SEND = (
    r"(?:e-?mail|mail|send|text|sms|message|blast|spam|call|phone|ring|dial|write|ping|invite|dm|bombard|flood|push)"
)
_RECKLESS = (
    r"(?:no (?:limits?|caps?)|uncapped|without (?:any |a )?caps?|without (?:any )?(?:limits?|approval|asking|"
    r"checking|review)|(?<!not )(?<!never )unsubscribed|"
    r"(?<!not )(?<!never )opted[- ]out|opt-outs?|opt out|never mind the limits?|ignor(?:e|ing) (?:the )?(?:limits?|"
    r"opt|unsubscribes?)|skip (?:the )?(?:approvals?|limits?)|do(?:es)? not (?:matter|care)|"
    r"as many as (?:it takes|possible|you can)|until (?:they|he|she|it) (?:buys?|answers?|"
    r"repl(?:y|ies)|responds?|picks? up)|(?:asked|told) (?:us|me|you) (?:to stop|not to)|no approval|unlimited|"
    r"regardless|whether they (?:want|like) "
    r"it|keep going|non-?stop|as often as|over and over|again and again|even if|every (?:\d+ "
    r")?(?:minutes?|seconds?|hour)|every minute|no matter)"
)

_INJECTION = tuple(re.compile(pattern) for pattern in INJECTION)
_DELETION = tuple(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)") for pattern in DELETION)
_MASSES = re.compile(rf"(?<!\S){_SEND}s?(?!\S)(?: \S+){{0,6}}? {_MASS}(?!\S)")
_WILD = re.compile(rf"(?<!\S){_RECKLESS}(?!\S)")
_SENTENCE = (".", "!", "?", ";", "¶", "•")

RULES = (
    "That would change what I may do, and a request cannot do that: only the workspace's "
    "own settings can. Shall I build the rest?"
)
DELETES = (
    "That would delete or empty a lot at once, and cannot be taken back; there is no step "
    "for it. Which records do you mean, and what should happen to them instead?"
)
MASS = (
    "That would write to everybody without a limit. Who exactly should get it, how often, and how many a day at most?"
)


def dangers(words: list[Word]) -> tuple[list[Ask], set[int], bool]:
    """What must be asked back, the words that are not acted on, and whether nothing at all is planned."""
    line = Line(words)
    norm = line.norm
    asks: list[Ask] = []
    left: set[int] = set()
    for pattern in _INJECTION:
        match = pattern.search(norm)
        if match:
            places = _sentence(words, line.at(match.start()))
            left.update(places)
            asks.append(Ask(slug="rules", question=RULES, answers=("Build the rest", "Leave it"), places=tuple(places)))
    for pattern in _DELETION:
        match = pattern.search(norm)
        if match and not re.search(r"tags?|labels?", match[0]):
            places = list(range(line.at(match.start()), _sentence(words, line.at(match.start()))[-1] + 1))
            left.update(places)
            asks.append(Ask(slug="dangerous", question=DELETES, answers=("Leave it out",), places=tuple(places)))
    wild = _MASSES.search(norm) is not None and _WILD.search(norm) is not None
    if wild:
        asks.append(Ask(slug="dangerous", question=MASS, places=tuple(range(len(words)))))
    return _once(asks), left, wild


def _once(asks: list[Ask]) -> list[Ask]:
    """Each question once."""
    found: dict[str, Ask] = {}
    for ask in asks:
        if ask.question in found:
            found[ask.question].places = tuple(sorted({*found[ask.question].places, *ask.places}))
        else:
            found[ask.question] = ask
    return list(found.values())


def _sentence(words: list[Word], place: int) -> list[int]:
    """The words of the sentence that holds this one."""
    start = next((one + 1 for one in range(place - 1, -1, -1) if words[one].norm in _SENTENCE), 0)
    end = next((one for one in range(place, len(words)) if words[one].norm in _SENTENCE), len(words))
    return list(range(start, max(end, place + 1)))
