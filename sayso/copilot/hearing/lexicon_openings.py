"""How clauses open, and the signs and words between them."""

import re

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.lexicon_actions import FILLERS, OBJECTS
from sayso.copilot.hearing.lexicon_kinds import COUNTRIES, INDUSTRIES
from sayso.copilot.hearing.lexicon_times import PLAIN_DURATION as DURATION

HARD = frozenset((".", ";", "?", "!", "->", "¶", "•", "...", "|"))
SOFT = frozenset(
    (",", "and", "then", "&", "+", "but", "(", ")", "/", "-", "–", "—", "also", "or", "plus", "while", "so")
)
NOUNS = frozenset((
    "email", "mail", "call", "text", "tag", "task", "update", "note", "contact", "message", "draft", "book", "share",
    "schedule", "invite", "move", "report", "change", "answer", "reply", "post", "phone", "record", "log", "open",
    "mark", "search", "list", "show", "score", "comment", "file", "ring", "route", "flag", "review", "check", "plan",
    "order", "use", "fix", "set", "start", "name", "track", "sync", "google", "research", "transfer", "store", "sort",
    "place", "label", "source", "load", "run", "hit", "complete", "drop", "turn", "reply", "word", "react", "block",
    "request", "push", "pull",
))  # fmt: skip
"""Verbs that are nouns as well."""
_COMPARED = rf"{said.COMPARED_ONES}(?= ?(?:,|:|->|gets?|goes|go) )"
OPENERS = re.compile(
    rf"(?:{said.ELSE_IF}|{said.ELSE}|{_COMPARED}|{said.UNLESS}|{said.SKIP}|{said.IF}|when(?:ever)?|as soon "
    rf"as|once|every time|{said.FOR_EACH}"
    rf"|after (?:a|an|one|\d+|another|that|approval|the|they|he|she|it|i|we)|{said.WAIT_BEHIND}|"
    rf"{said.DAY_OFFSET}|{said.DAYS_BEFORE}"
    rf"|(?=(?:do|we|nothing|leave|let|call|take|no|stop|end|out|exit|finish|they) "
    rf")(?:{said.STOPPERS[:-1]}(?= [,.;:!?•¶]|"
    r" otherwise| else| if| ->|$))|(?:stop|end|finish)(?= [,.;:!?•¶]| otherwise| else| if| ->|$)"
    r"|(?:begins?|starts?|runs|fires|triggers|goes off|launches|kicks off) (?:when(?:ever)?|once|"
    r"as soon as|on (?:each|every|an?|any|new))"
    r"|(?:those|the ones) (?:who|from|in|with|without|on|that|past|over|under|above|below|idle|inactive|older|not|"
    r"whose|"
    r"tagged|owned|worth|closing|between)|whoever"
    r"|without (?:an?|any|them|him|her) \S+(?= ,)"
    rf"|{said.NO_MORE}|no (?:e-?mails?|mails?|messages?|texts?|calls?)(?= at all| please| then| here| ,| \\.|$)"
    r"|(?:have|get|let) (?:the|our|my|their) (?:\S+ )?\S+ (?:to )?(?:call|phone|ring|e-?mail|text|check|review|contact|"
    r"reach|follow|look|decide|write|message|visit|send|create|prepare|handle|take|chase|set)"
    r"|(?:with )?no (?:reply|answer|response)|still (?:no|nothing)|it should|they should|i (?:want|need)|"
    r"let me|(?:should|must) be|complaints?|hand it|nothing (?:back|happens)"
    r"|\d{1,2} (?:or|to|-|–) \d{1,2}(?= (?!days|hours|weeks|minutes|months|people|times)[a-z]| ->| :)"
    rf"|{DURATION}(?= [,:.;] | ->)"
    r"|(?:below|under|above|over) (?:that|this|it|\$?\d+)|\$?\d+%? or (?:more|less|higher|"
    r"lower|above|below|over|under)|because|since|as i|so that|which (?:is|means)|if)(?!\S)"
)
WAITS = re.compile(said.WAIT)
FILLERS_FIRST = re.compile(FILLERS)
IMPERATIVE = re.compile(
    rf"(?!(?:source|segment|status|stage|tier|plan|industry|city|country|title|priority|label|type|milestone|reason|"
    rf"owner|"
    rf"template|score|budget|contains?|mentions?|sits|sector|sentiment|"
    rf"if|when|whenever|whose|once|after|before|unless|until|while|with|without|for|from|"
    rf"to|in|on|at|of|by|about|into|over|under|above|below|than|that|which|who|where|what|how|"
    rf"why|as|is|are|was|were|be|been|has|have|had|does|do|did|will|would|can|could|should|"
    rf"may|might|must|shall|the|a|an|all|each|every|any|some|no|not|and|or|but|so|then|also|"
    rf"my|our|your|their|his|her|its|this|these|those|it|they|he|she|we|you|i|there|within|"
    rf"between|during|until|via|through|across|around|per|like|plus|least|most|more|less|exactly|"
    rf"either|neither|both|only|just|because|since|though|although|including|except|excluding|"
    rf"containing|using|against|toward|towards|onto|upon|among|mentioning|asking|saying|congratulating|"
    rf"thanking|telling|called|named|titled|tagged|labelled|worth|than|goes|gets|comes|moves|"
    rf"contains|equals|includes|exceeds|owned|based|created|added|lasted|unlike|regarding|concerning|"
    rf"versus|near|beside|beyond|behind|inside|outside|up|down|out|off|again|later|today|tomorrow|"
    rf"yesterday|minus|times|let|reaches|hits|approaching|overdue|idle|open|due|new|old|last|"
    rf"first|next)(?!\S))[a-z][a-z-]+ (?:{OBJECTS})(?!\S)"
)
"""Something to do, by its form: a word and what it is about."""
PRONOUNS = frozenset(
    [
        "i",
        "we",
        "you",
        "they",
        "he",
        "she",
        "it",
        "who",
        "which",
        "that",
        "to",
        "the",
        "a",
        "an",
        "of",
        "my",
        "our",
        "your",
        "their",
        "his",
        "her",
        "its",
        "this",
        "no",
        "any",
        "not",
        "do",
        "does",
        "did",
        "will",
        "must",
        "should",
        "can",
        "'s",
        "is",
        "are",
        "was",
        "been",
        "be",
        "has",
        "have",
        "had",
        "for",
        "with",
        "in",
        "on",
        "at",
        "by",
        "from",
        "per",
        "each",
        "every",
        "all",
        "some",
        "new",
        "last",
        "next",
    ]
)
SAYS = frozenset(["say", "says", "said", "answer", "answers", "answered", "reply", "replies", "replied", "with", "is"])
"""Words behind which "yes" or "no" is an answer."""
NO_OBJECT = frozenset((
    "is", "are", "was", "has", "have", "of", "in", "on", "at", "to", "for", "from", "with", "by", "and", "or",
    "contains", "that", "which", "whose", "where", "who", "comes", "came", "ends", "ended", "gets", "goes", "below",
    "above", "over", "under", "score", "number", "numbers", "should", "must", "will", "can", "been", "not",
    "address", "addresses", "template", "templates", "prep", "report", "review", "reviews", "being",
))  # fmt: skip
PASSIVE = re.compile(
    rf"(?:{OBJECTS}) (?:\S+ ){{0,5}}?(?:should|must|has to|have to|needs to|need to|is to|are "
    rf"to|gets?|get) (?:each |all |also |then )?be \w+"
)
DONE_TO_IT = re.compile(
    r"(?:the|our|my|an?|someone|somebody) (?:\S+ ){0,2}?(?:must|has to|have to|needs to|should)(?: first| then)? "
    r"(?:approve|ok|okay|confirm|sign off|sign|call|phone|e-?mail|tell|decide|review|check|write|send|"
    r"create|get)(?!\S)|"
    r"an? (?:[\w-]+ ){1,2}?(?:is|are|gets) (?:then |also |automatically |immediately )?(?:created|opened|posted|made|"
    r"raised|filed|"
    r"logged|sent|emailed|texted|handed|added to)(?!\S)|"
    r"(?:it|they|he|she|this|that|the \w+) (?:is |are |gets? |then |also |just |immediately )+(?:handed|"
    r"passed|transferred|routed|"
    r"forwarded|reassigned|emailed|texted|called|phoned|posted|invited|notified|told|informed|alerted|sent "
    r"(?:to|an?|the|"
    r"our|Q\d+))(?!\S)|(?:it|they|the \w+) (?:should |must |then )?(?:goes?|get(?=s? (?:an?|the|our|Q\d+) )s?)"
    r" (?:to (?!\$?\d)|an? |the |our |Q\d+ )(?!(?:reply|response|answer))\S"
)
"""Something to do, told as what becomes of it: "it is handed over to the VP", "they get the brochure"."""
DICTATED = re.compile(
    r"(?!(?:when|whenever|if|once|every|each|after|on|at|before|unless|day|for|in)(?!\S))"
    r"(?:(?:please|then|and|also|new|an?|the|another|can you|could you) )*"
    r"(?:(?:create|add|make|set|open|log|raise|file|leave|write|post|send|drop|put|give|assign|submit|new|record) "
    r"(?:an? |the |me |us |new )*)?(?:(?!(?:to|for|is|and|or|that|on|in|escalated)(?!\S))\S+ ){0,2}?"
    r"(?:task|to-do|todo|reminder|note|comment|message|dm|post|text|sms|ticket|issue|bug|bug report|story|case|"
    r"activity|call|notification|"
    r"alert|e-?mail|mail|invite|question (?:for|to) \S+|log (?:it|a note) on the \S+|comment on the \S+)(?: "
    r"(?:to|for|on|in|with|at|against|from) (?:\S+ ){0,4}?\S+)?"
)
"""What a text behind a colon is the text of."""

OTHERWISE = re.compile(rf"(?:otherwise|else|unless|but only (?:if|when))(?!\S)|{said.WAIT}")
GOES_ON_ELSE = frozenset(
    [
        "or",
        "anywhere",
        "somewhere",
        "someone",
        "everyone",
        "everybody",
        "anyone",
        "anything",
        "everything",
        "nothing",
        "somebody",
        "and",
    ]
)
"""Words behind which "else" opens nothing."""

CONDITION = re.compile(
    r"(?:when|whenever|as soon as|if|once|every time|after) (?:a|an|the|they|it|there|someone|"
    r"somebody|i|we|he|she|no|any|our|this"
    r"|that|nobody|new|my|\w+ (?:is|are|has|have|moves|replies|comes))(?!\S)"
    r"|(?:whenever|as soon as|every time|each time) \S"
)
GOES_ON_IF = frozenset(
    [
        "only",
        "or",
        "and",
        "even",
        "but",
        "whether",
        "see",
        "know",
        "check",
        "except",
        "unless",
        "not",
        "ask",
        "starts",
        "begins",
        "start",
        "begin",
        "skip",
        "skips",
        "it",
        "anybody",
        "decide",
        "decides",
        "determine",
        "classify",
        "judge",
        "find",
        "out",
        "tell",
        "detect",
    ]
)
"""Words behind which "if" and "when" open nothing."""

LEFT_OUT = re.compile(
    r"(?:but |and |please )*(?:do not|not|never|skip|leave out|leave alone|pass over|steer clear "
    r"of|ignore|except|unless)(?!\S)"
)
_NAMED = "|".join((*INDUSTRIES, *COUNTRIES))
CONDITIONAL = re.compile(
    rf"(?:{FILLERS})(?:if|when|whenever|once|as soon as|every time|after|{DURATION} (?:after|before)|in case|"
    rf"(?:as|so) long as|provided(?: that)?|providing|assuming|given that|"
    rf"upon|following|any ?time|the "
    rf"(?:moment|minute|second|instant)|right after|(?:\d+|an?|one) (?:days?|weeks?|months?) before|for (?:each|"
    rf"every|all|the ones|those|anyone|anybody|people)|new|unless|on|hot|only if"
    r"|otherwise if|else if|each|every|"
    r"\d+ (?:days|weeks|months) (?:before|ahead of|prior to|out from|after)|"
    r"(?:(?:and |then )?(?:with|given|on|at) |still )?no (?:reply|answer|response)|"
    rf"(?:in|from) (?:the )?(?:{_NAMED})|"
    r"below|under|above|over|at least|\d{1,2} (?:or|to|-|"
    r"–) \d{1,2}(?! "
    r"(?:days|hours|weeks|minutes|months|people|times))|\$?\d+%? "
    r"(?:or|and) (?:more|less|higher|lower|above|below|over|under))(?!\S)"
)
"""Beginnings of clauses behind which something to do may follow without a sign."""

COMES_IN = frozenset(
    ["logged", "log", "signed", "checked", "comes", "came", "come", "filled", "sent", "arrives", "coming"]
)
NO_ACTION_AFTER = frozenset(["and", "or", "not", "never", "to", ",", "then", "job", "first", "contact's"])
NO_ACTION = frozenset(
    [
        "open",
        "set",
        "use",
        "look",
        "report",
        "answer",
        "score",
        "reply",
        "close",
        "change",
        "gets",
        "goes",
        "start",
        "need",
        "want",
        "make",
        "take",
        "list",
        "asks",
        "moves",
        "drops",
        "says",
        "signed",
        "tagged",
        "logged",
    ]
)
"""Verbs that open nothing in the middle of a clause."""

OBJECT = re.compile(
    r"(?:\d+ (?:hours?|minutes?)|"
    r"the|an?|it|this|that|those|these|them|him|her|me|us|my|our|their|each|every|asking|[QCM]\d+)(?!\S)"
)
