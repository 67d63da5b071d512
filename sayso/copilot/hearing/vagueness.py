"""Words that say too little to build on: "the right person", "in a while", "same as last time", "big customers"."""

import re
from functools import cache
from typing import NamedTuple

from sayso.copilot.hearing.meaning import Ask
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.words import Word

_RECORDS = (
    r"(?:deals?|contacts?|leads?|prospects?|customers?|clients?|accounts?|compan(?:y|ies)|opportunit(?:y|ies)|"
    r"tickets?|"
    r"candidates?|members?|users?|people|ones?)"
)
DOING: tuple[tuple[str, str], ...] = (
    (r"(?:the )?same (?:thing |way |one )?as (?:last time|before|always|usual|ever|the other|we did)|like "
     r"(?:last time|"
     r"we (?:always|usually) do|the other one|before)|as (?:last time|we always do|we did before)",
     "What was done “{said}”?"),
    (r"(?:the )?same (?:thing |way |one )?as (?:yesterday|last (?:week|month|year))(?= ?(?:[.,!?]|but|$))|"
     r"\S+ (?:up |out )?(?:the |teh |that |this |those |my |your )?(?:whatsits?|whatsitsname|thing(?:y|ies)|"
     r"thingamajigs?|thingamabobs?|"
     r"doodads?|doohickeys?|gubbins|whatchamacallits?)",
     "What exactly is “{said}”?"),
    (r"^(?:please |just |can you |could you )*(?:can you |could you |can u )?(?:sort|figure|work) "
     r"(?:it|this|that|them|things|everything|"
     r"the (?:thing|thingy|things|stuff|mess|whole thing)) "
     r"out(?= ?(?:[.,!?]|$))|"
     r"^(?:please |just )*(?:do|handle|fix|deal with|take care of|see to|make) (?:it|this|that|them|things|"
     r"everything)(?: work| happen| right|"
     r" properly| like it should| as usual){0,2}(?= ?(?:[.,!?]|$))|^(?:please |just )*send (?:it|this|that|"
     r"them)(?: out| over| off)?(?= ?[.!?]?$)",
     "What exactly should happen with “{said}”?"),
    (r"the (?:right|usual|appropriate|relevant|proper|correct|best|good|other|nice) (?:person|people|one|"
     r"ones|colleague|"
     r"colleagues|guy|folks|team|department|e-?mail|mail|message|template|channel|list|report|text|thing)",
     "Which is “{said}”?"),
    (r"(?:the |my |our )?(?:top )?(?:\d+|two|three|four|five|ten) (?:biggest|largest|smallest|oldest|newest|highest|"
     r"lowest|latest) "
     r"(?:deals|contacts|leads|customers|clients|companies|accounts|tickets|opportunities)|with the (?:highest|"
     r"lowest|biggest|"
     r"largest|smallest|most|fewest) (?:lead )?(?:scores?|value|arr|mrr|revenue|health(?: score)?|seats|tickets|"
     r"amount)",
     "I cannot tell which come first. From which value on is it “{said}”?"),
    (r"^(?:please |always )*(?:ask|check with) me before (?:e-?mailing|mailing|calling|texting|messaging|"
     r"contacting|writing to|"
     r"sending)(?: \S+){0,8}|^(?:please )?(?:do not|never) (?:e-?mail|mail|text|call|contact|message)(?: "
     r"\S+){0,6} more than "
     r"(?:once|\d+ times|twice)(?: \S+){0,3}",
     "“{said}” is a rule for everything that is sent; it belongs to the workspace's settings. For which flow do you "
     "mean it?"),
    (r"(?:\d+|two|three|four|five|several|a few) (?:e-?mails|mails|messages|texts|reminders|follow-ups|letters) "
     r"?,? (?:one|each|a "
     r"new one) (?:every|each) (?:\d+ )?(?:days?|weeks?|months?)",
     "What do “{said}” say? Name them one after the other, with the wait between them."),
    (r"^(?:please |just |ok |do )*the usual(?= ?(?:$|[,.!?]|with |for |thing|one|again))", "What is “{said}”?"),
)  # fmt: skip
"""What is to be done, or with whom, said too loosely to be done at all; and what is asked about it."""
LASTING: tuple[tuple[str, str], ...] = (
    (r"(?:wait(?: for)?|after|for|in|give it|within) (?:about )?(?:a (?:little )?while|a bit|some time|a moment|a few "
     r"moments|enough time|a reasonable time|a decent interval)|at some point|at the right (?:time|moment)|in due "
     r"course|sooner or later|eventually|when (?:it makes sense|the time is right|appropriate)|when the (?:moment|"
     r"time|day) (?:is right|comes|has come)",
     "How long is “{said}”?"),
    (r"(?<!than )(?<!least )(?<!most )(?<! in )(?<!up to )(?<!max )(?:twice|2 times|thrice|3 times|several times|a "
     r"few times|a couple of "
     r"times) (?:a|per|each|every) (?:day|week|hour|quarter|year)|every so often|every now and then|now and then|from "
     r"time to time|"
     r"once in a while|every once in a while|at a good (?:time|moment)|on a regular basis|at regular intervals|"
     r"periodically",
     "When exactly is “{said}”?"),
    (r"(?:wait|hold(?: off)?|pause) until (?!\w+day(?!\S))(?:things|it|the dust|they|everything|everybody|"
     r"everyone|he|she) "
     r"\S+(?: (?!and|then)\S+){0,3}", "How long is “{said}”?"),
    (r"(?:on|at|for) (?:their|his|her|the|its|each|every) (?:\w+'s )?(?:birthdays?|(?:work )?anniversar(?:y|"
     r"ies)|name day)",
     "Nothing here knows when “{said}” is. When should it happen?"),
    (r"(?:an hour|half an hour|\d+ (?:minutes|hours)) before (?:the|their|our|each|every|his|her) (?:meeting|"
     r"call|demo|event|"
     r"webinar|appointment)",
     "Nothing starts a flow “{said}”. When should it happen?"),
    (r"\d+ (?:days?|weeks?|months?) (?:after|before) (?:the |their |our |an? )?(?:onboarding|trial|"
     r"implementation|project|training|"
     r"launch|event|webinar|purchase|delivery|migration|go-live)(?: (?:ends|starts|begins|is over|finishes|is done))?"
     r"(?= ?(?:[.,;!]|$))",
     "Nothing here knows when “{said}” is. When should it happen?"),
    (r"(?<=\S )on day \d+(?= ?(?:[.!]|$))", "From when on is “{said}” counted?"),
    (r"(?<=\S )(?:an?|one|the|\d+) (?:day|hour|week|evening|night)s? before(?= ?(?:[.;!]|$))",
     "Before what is “{said}”, and what tells when that is?"),
)  # fmt: skip
"""Lengths of time that nobody can count."""
TELLING: tuple[tuple[str, str], ...] = (
    (rf"(?:{_RECORDS} )?(?:that |who |which )?(?:look|looks|seem|seems|feel|feels|appear|appears)(?: like)?(?: "
     rf"to be)? "
     r"(?:(?:an? )?(?:good|bad|great|right|poor) (?:fit|lead|match|one)|stuck|promising|serious|interesting|risky|big|"
     r"small|important|dead|ready|unhappy|happy|lost|off|strange|weird|busy|suitable)", "What tells “{said}”?"),
    (rf"(?:big|large|small|important|good|bad|promising|valuable|high-value|low-value|"
     rf"best|worst|serious|weak|strong|risky|at-risk|interesting|suitable|juicy|difficult|problematic) "
     rf"(?:\w+ )?{_RECORDS}(?! (?:owner|manager|team|list|template))", "What makes “{said}”?"),
    (r"(?:low|high|poor|good|bad|weak|strong) (?:usage|health|score|adoption|value|engagement|arr|mrr)(?! "
     r"score (?:of|over|"
     r"above|under|below))(?! (?:over|above|under|below|of) \$?\d)", "From which number on is it “{said}”?"),
    (r"(?:an? )?(?:decent|fair|reasonable|respectable|sufficient|satisfactory|healthy|poor|lousy|great|excellent) "
     r"(?:lead )?"
     r"(?:score|value|size|budget|amount|rating|rate|usage|adoption|probability)", "From which number on is it "
     "“{said}”?"),
    (r"(?:somebody|someone|anybody|anyone|a person|people) (?:relevant|important|interesting|suitable|promising|"
     r"special|"
     r"worthwhile|senior enough|big enough)", "Who is “{said}”?"),
    (r"(?:open|idle|waiting|inactive|quiet|there|stuck) (?:for )?(?:too long|far too long|quite some time|ages|a "
     r"long time|forever)",
     "How long is “{said}”?"),
    (r"(?:it is|is|are|they are|was|being) (?:an? )?(?:important|key|big|major|huge|special|interesting|promising|"
     r"strategic) "
     r"(?:one|ones|deal|deals|customer|customers|client|lead|account|case)", "What makes “{said}”?"),
    (r"(?:might|may|could|will|are likely to|is likely to|about to|ready to|going to) (?:\w+ )?(?:churn|leave(?: "
     r"us)?|cancel|buy|convert)"
     r"(?: soon)?", "What tells “{said}”?"),
    (r"if (?:needed|necessary|appropriate|it makes sense|relevant|required|applicable|you think so|it fits)",
     "When is that: “{said}”?"),
)  # fmt: skip
"""Conditions that nobody can decide."""


class Vague(NamedTuple):
    """What says too little: the questions, the words that belong to no clause, and those whose clause is left out."""

    asks: list[Ask]
    taken: set[int]
    left: set[int]


def vague(words: list[Word], request: str) -> Vague:
    """Everything that says too little."""
    doing, lasting, telling = (
        _found(rows, words, request) for rows in (_compiled(DOING), _compiled(LASTING), _compiled(TELLING))
    )
    return Vague([*doing, *lasting, *telling], _places(lasting), _places(doing))


def _places(asks: list[Ask]) -> set[int]:
    return {place for ask in asks for place in ask.places}


@cache
def _compiled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), question) for pattern, question in rows)


def _found(rows: tuple[tuple[re.Pattern[str], str], ...], words: list[Word], request: str) -> list[Ask]:
    """A question about every match of these rows outside of quotes."""
    line = Line(words)
    asks: list[Ask] = []
    for pattern, question in rows:
        for match in pattern.finditer(line.norm):
            found = line.of(match)
            if any(word.kind == "quote" for word in found.words):
                continue
            said = request[found.words[0].start : found.words[-1].end]
            asks.append(Ask(slug="vague", question=question.format(said=said), places=tuple(found.places())))
    return asks
