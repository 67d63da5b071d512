"""The other side of a condition, told by what it compares: "smaller ones", "Fintech" after "retail", a class."""

import re

from sayso.copilot.hearing.conditions import Read
from sayso.copilot.hearing.lexicon_clauses import COMPARED_ONES, FEWER
from sayso.copilot.hearing.lexicon_kinds import COUNTRIES, INDUSTRIES
from sayso.copilot.hearing.meaning import Condition, Joined, Test, tests_of
from sayso.copilot.hearing.text import Line, as_typed

_ONES = re.compile(
    rf"(?:and |but |then |with |for |to )*{COMPARED_ONES}(?= ?(?:,|:|->|gets?|receives?|goes?|are|is|$))"
)
_ANOTHER = re.compile(
    r"(?:if |when |and |but )*(?:it is |they are |he is |she is |that is )?(?:still |now |already )?"
    r"(?:in |from |on |at |of )?(?:an? |the )?"
    r"(?P<value>\S+(?: (?!plan|tier|industry|stage|company|ones?)\S+)?)(?: (?:plan|tier|industry|stage|company|ones?))?"
)
_SEVERAL = ("country", "city", "industry", "plan", "tier", "source", "segment", "type", "region", "status")
"""Fields that hold one of many names."""
_SORTED_TO = re.compile(
    r"(?:and |but )?(?:the |an? |all |any )?(?P<label>(?!(?:it|they|he|she|this|that|each|every|everything|everyone|"
    r"rest|others?|owner|rep|csm|customer|contact|lead|deal|ticket|one|which|who|reply|email|if|when|once) )"
    r"[a-z][a-z-]+(?: (?:questions?|requests?|inquir(?:y|ies)|issues?|enquir(?:y|ies)|problems?))?)"
    r"(?: (?:ones|replies|e-?mails|mails|messages|tickets|answers|comments))? "
    r"(?=(?:goes?|gets?|becomes?|receives?|is|are) (?:straight |over |directly )?(?:to|into|in|an?|the|our|handed|"
    r"passed|routed|sent|forwarded|Q\d+) )"
)
"""A class nobody listed, and what becomes of it."""
_SUCH = r"(?:customers?|clients?|accounts?|companies|deals?|leads?|contacts?|tickets?|people|ones|rows|lines|entries)"
_SUCH_GET = re.compile(
    rf"(?P<which>(?!(?:new|inbound|incoming|each|every|all|the) {_SUCH} )(?:(?:\S+ ){{1,4}}?{_SUCH}"
    r"(?: (?:in|from|on|over|under|above|below|with|at) (?:\S+ ){0,4}?\S+)?|"
    rf"{_SUCH} (?:in|from|on|over|under|above|below|with|at|that are|who are|whose) (?:\S+ ){{0,4}}?\S+)) "
    r"(?:(?:should|must) )?(?P<how>gets?|receives?|go(?:es)?|are|is|be) (?:straight |directly |right |over )?"
    r"(?P<rest>(?:an?|the|our|to|Q\d+|handed|passed|sent|given|added|tagged|routed) .+)"
)
"""Which of them get something, told before it: "enterprise customers go to Dana"."""


def such_get(norm: str) -> re.Match[str] | None:
    """Which of them get something, and what."""
    return _SUCH_GET.fullmatch(norm)


def contrast(norm: str, last: Condition | None) -> int | None:
    """Where the words end that name the other side of a comparison, as "smaller ones" do after "over 50k"; None where
    they do not."""
    match = _ONES.match(norm)
    if match is None or last is None or (isinstance(last, Joined) and last.how == "or"):
        return None
    fewer = re.fullmatch(FEWER, match["how"]) is not None
    signs = (">", ">=") if fewer else ("<", "<=")
    return match.end() if any(test.op in (*signs, "in") and not test.text for test in tests_of(last)) else None


_HOLDS = re.compile(r"(?:it|this|that) (?:contains|mentions|says|includes|has) (?P<value>Q\d+)")
"""Another word in what was asked for one just before."""


def another(line: Line, last: Condition | None, request: str) -> Read:
    """Another name of what the condition before asked for: "else if it's Fintech" after "in retail"."""
    match = _ANOTHER.fullmatch(line.norm)
    tests = tests_of(last)
    holds = _HOLDS.fullmatch(line.norm)
    if holds is not None and len(tests) == 1 and tests[0].op == "contains":
        word = line.of(holds, "value").words[0]
        return Read(Test(tests[0].record, tests[0].field, "contains", word.value, text=True), tuple(line.places()))
    if match is None or not tests or any(test.field != tests[0].field or not test.text for test in tests):
        return Read(None, ())
    said = line.of(match, "value")
    typed = as_typed(said.words, request)
    known = said.norm in (INDUSTRIES if tests[0].field == "industry" else COUNTRIES)
    named = known or said.words[0].kind == "quote" or (match.start("value") > 0 and typed[:1].isupper())
    if tests[0].field not in _SEVERAL or not named:
        return Read(None, ())
    return Read(Test(tests[0].record, tests[0].field, tests[0].op, typed, text=True), tuple(line.places()))


def sorted_to(norm: str) -> re.Match[str] | None:
    """ "Product goes into a new Jira issue": the class, and where what becomes of it begins."""
    return _SORTED_TO.match(norm)


def sorted_into(norm: str) -> re.Match[str] | None:
    """ "Goes into a new Jira issue": something is made of it."""
    return re.match(
        r"(?:goes?|becomes?|is put|turns?) (?:straight |directly )?(?:in|into) (?=an? )|becomes? (?=an? )", norm
    )
