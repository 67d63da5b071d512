"""What is put right in the same breath: "3 weeks, no wait, make that 30 days"; see `idioms` for how to read a row."""

_NO = (
    r"(?:-|–|—|\.\.\.|,|;|\(|\.) ?(?:(?:no|nope|sorry|oops|ah|no wait|wait no|hang on|i mean|i meant|i meant to "
    r"say|rather|or rather|or better|correction|scratch that|strike that|make that|make it|let us make (?:it|that)|"
    r"let us "
    r"say|change that to|better|erm|hmm|uh|er|actually|on second thoughts?|(?:no )?apologies) ?(?:,|:|-|\.\.\.)? ?)+"
)
"""What takes back the word before it."""
_END = r"(?: (?:-|–|—|\)))?"
_TIME = r"(?:business |working )?(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?)"
_HOW = r"(?:over|under|above|below|more than|less than|at least|at most|up to|exactly|within|after|from)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_THING = (
    r"(?:contacts?|leads?|prospects?|customers?|deals?|opportunit(?:y|ies)|tickets?|compan(?:y|ies)|accounts?|tasks?)"
)
_PLACE = r"(?:slack|teams|hubspot|salesforce|jira|zendesk|notion|drive|github|e-?mail|sms|linkedin)"

CORRECTIONS: tuple[tuple[str, str], ...] = (
    (rf"(?:an? |\d+ ){_TIME} {_NO} ?(?P<new>\d+ {_TIME}|an? {_TIME}){_END}", "{new}"),
    (rf"(?:an? |\d+ )(?P<rest>{_TIME} (?:before|after|ahead of|prior to|until) (?:the |an? |each |every |our |their "
     rf")?\S+) {_NO} ?(?P<new>\d+)(?: {_TIME})?{_END}",
     "{new} {rest}"),
    (rf"(?:a|an|\d+) (?P<unit>{_TIME}) {_NO} ?(?P<new>\d+)(?! ?{_TIME}){_END}", "{new} {unit}"),
    (rf"{_HOW} \$?\d+%? {_NO} ?(?P<new>{_HOW} \$?\d+%?(?: {_TIME})?){_END}(?: ,(?= (?:is|are|has|gets|goes|was) ))?",
     "{new}"),
    (rf"\$?\d+%? {_NO} ?(?P<new>\$?\d+%?){_END}", "{new}"),
    (rf"T\d{{4}} {_NO} ?(?:at )?(?P<new>T\d{{4}}){_END}", "{new}"),
    (rf"Q\d+ {_NO} ?(?P<new>Q\d+){_END}", "{new}"),
    (rf"C\d+ {_NO} ?(?:in |to )?(?P<new>C\d+){_END}", "{new}"),
    (rf"{_DAY} {_NO} ?(?:on )?(?P<new>{_DAY}){_END}", "{new}"),
    (rf"{_THING} {_NO} ?(?:an? |the |our )?(?P<new>{_THING})(?=(?: (?:-|–|—|\)|,))){_END}", "{new}"),
    (rf"{_PLACE} {_NO} ?(?:in |on |to |by )?(?P<new>{_PLACE})(?= ?(?:-|–|—|\)|[.,;!?]|and|$)){_END}", "{new}"),
)  # fmt: skip
"""A pattern over plain forms, and what is meant instead."""
