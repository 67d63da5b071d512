"""How clauses open, and the signs and words between them."""

import re

from sayso.copilot.hearing import lexicon_clauses as said
from sayso.copilot.hearing.lexicon_actions import FILLERS, OBJECTS

HARD = frozenset((".", ";", "?", "!", "->", "¶", "•", "...", "|"))
SOFT = frozenset(
    (",", "and", "then", "&", "+", "but", "(", ")", "/", "-", "–", "—", "also", "or", "plus", "while", "so")
)
NOUNS = frozenset(
    [
        "email",
        "mail",
        "call",
        "text",
        "tag",
        "task",
        "update",
        "note",
        "contact",
        "message",
        "draft",
        "book",
        "share",
        "schedule",
        "invite",
        "move",
        "report",
        "change",
        "answer",
        "reply",
        "post",
        "phone",
        "record",
        "log",
        "open",
        "mark",
        "search",
        "list",
        "show",
        "score",
        "comment",
        "file",
        "ring",
        "route",
        "flag",
        "review",
        "check",
        "plan",
        "order",
        "use",
        "fix",
        "set",
        "start",
        "name",
        "track",
        "sync",
        "google",
        "research",
        "transfer",
        "store",
        "sort",
        "place",
        "label",
    ]
)
"""Verbs that are nouns as well."""
OPENERS = re.compile(
    rf"(?:{said.ELSE_IF}|{said.ELSE}|{said.UNLESS}|{said.SKIP}|{said.IF}|when(?:ever)?|as soon "
    rf"as|once|every time|{said.FOR_EACH}"
    rf"|after (?:a|an|one|\d+|another|that|approval|the|they|he|she|it|i|we)|{said.WAIT_BEHIND}|"
    rf"{said.DAY_OFFSET}|{said.DAYS_BEFORE}"
    r"|no (?:reply|answer|response)|still (?:no|nothing)|it should|they should|i (?:want|need)|"
    r"let me|(?:should|must) be|complaints?|hand it|nothing (?:back|happens)"
    r"|(?:below|under|above|over) (?:that|this|it|\$?\d+)|\$?\d+%? or (?:more|less|higher|"
    r"lower|above|below|over|under)|because|since|as i|so that|which (?:is|means)|if)(?!\S)"
)
WAITS = re.compile(said.WAIT)
FILLERS_FIRST = re.compile(FILLERS)
IMPERATIVE = re.compile(
    rf"(?!(?:if|when|whenever|whose|once|after|before|unless|until|while|with|without|for|from|"
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
NO_OBJECT = frozenset(
    [
        "is",
        "are",
        "was",
        "has",
        "have",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "and",
        "or",
        "contains",
        "that",
        "which",
        "whose",
        "where",
        "who",
        "comes",
        "came",
        "ends",
        "ended",
        "gets",
        "goes",
        "below",
        "above",
        "over",
        "under",
        "score",
        "number",
        "should",
        "must",
        "will",
        "can",
        "been",
        "not",
        "address",
        "addresses",
        "template",
        "templates",
        "prep",
        "report",
        "review",
        "reviews",
        "being",
    ]
)
PASSIVE = re.compile(
    rf"(?:{OBJECTS}) (?:\S+ ){{0,5}}?(?:should|must|has to|have to|needs to|need to|is to|are "
    rf"to|gets?|get) (?:each |all |also |then )?be \w+"
)

OTHERWISE = re.compile(rf"(?:otherwise|else|unless|but only (?:if|when))(?!\S)|{said.WAIT}")
GOES_ON_ELSE = frozenset(
    ["or", "someone", "everyone", "everybody", "anyone", "anything", "everything", "nothing", "somebody", "and"]
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

LEFT_OUT = re.compile(r"(?:but |and |please )*(?:do not|not|never|skip|leave out|ignore|except|unless)(?!\S)")
CONDITIONAL = re.compile(
    rf"(?:{FILLERS})(?:if|when|whenever|once|as soon as|every time|after|in case|for (?:each|"
    rf"every|all|the ones|those|anyone|anybody|people)|new|unless|on|hot|only if"
    r"|otherwise if|else if|each|every|\d+ days before|below|under|above|over|at least|\$?\d+%? "
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
    r"(?:the|an?|it|this|that|those|these|them|him|her|me|us|my|our|their|each|every|asking|[QCM]\d+)(?!\S)"
)
