"""Fields that hold words, and every way to say of any of them that it is empty or filled, or what stands in it.

A row names the field by its group `noun`, so that one way of saying it holds for all fields; for the rest see
`lexicon_conditions`. `how` "name" takes the names in front of the field: "the SMB segment".
"""

FIELDS: tuple[tuple[str, str], ...] = (
    (r"(?:meeting|call|event)(?:'s)? (?:titles?|names?|subjects?)", "meeting.title"),
    (r"(?:job |work )?titles?", "contact.title"),
    (r"e-?mail address(?:es)?|e-?mails?", "contact.email"),
    (r"(?:mobile|phone|telephone|cell|contact) (?:numbers?|phones?)|phones?|mobiles?|telephones?", "contact.phone"),
    (r"linkedin (?:profiles?|urls?|pages?)", "contact.linkedinUrl"),
    (r"(?:lead |deal |contact )?sources?", "*.source"),
    (r"(?:lead |deal |contact |account |ticket )?status(?:es)?", "*.status"),
    (r"countr(?:y|ies)", "*.country"),
    (r"cit(?:y|ies)|towns?", "*.city"),
    (r"tags?|labels?", "*.tags"),
    (r"seniority(?: levels?)?", "contact.seniority"),
    (r"(?:customer |market )?segments?", "contact.segment"),
    (r"(?:deal |account |contact |lead )?owners?", "*.owner"),
    (r"industr(?:y|ies)|sectors?|verticals?", "company.industry"),
    (r"(?:customer |account )?tiers?", "company.tier"),
    (r"(?:subscription |pricing )?plans?", "*.plan"),
    (r"contract types?", "company.contractType"),
    (r"(?:company |payload |event )?types?", "*.type"),
    (r"(?:previous|prior|earlier|old) stages?|stages? before(?: that| this)?", "deal.previousStage"),
    (r"(?:deal |sales |pipeline )?stages?", "deal.stage"),
    (r"(?:lost|loss|closing|losing)[- ]reasons?|reasons?(?: for (?:losing|the loss)(?: it)?)?", "deal.lostReason"),
    (r"next steps?", "deal.nextStep"),
    (r"close dates?|closing dates?", "deal.closeDate"),
    (r"(?:ticket )?priorit(?:y|ies)", "ticket.priority"),
    (r"(?:nps )?comments?|remarks?", "nps.comment"),
    (r"(?:contract )?milestones?", "contract.milestone"),
    (r"budgets?", "form.budget"),
    (r"(?:lead )?scores?", "contact.score"),
    (r"clients?", "row.client"),
)
"""What people call the fields, and which they are."""

_SET = (
    r"(?:is |are |was |were |has been |have been )?(?:given|set|filled(?: in| out)?|on file|on record|recorded|entered|"
    r"known|available|provided|assigned|listed|specified|attached|left|there|named|stated|in place)"
)
_MORE = r"(?: (?:yet|so far|at all|for (?:it|them|him|her)|in the crm|whatsoever))*"
_ENDS = r"(?= ?(?:,|->|\?|;|:|\)|$)| (?:and|or|but|then|who|that|which)(?!\S))"
_NO = (
    r"(?:(?:has|have|had|do|does|did|got|is|are|was|were|there|with|come|comes|came) )*"
    r"(?:no|not (?:yet )?(?:have|has|got|had|list|carry|show|give|given|leave|left|provide|provided|name|named|"
    r"state|stated|"
    r"contain)(?: (?:an?|any|their|the|its|a single|us (?:an?|their|any)))?|without(?: an?| any| their| the| its)?|"
    r"(?:is |are )?missing(?: an?| the| their| its| any)?|lack(?:s|ing)?(?: an?| the| any)?|"
    r"never (?:left|gave|given|got|had|stated|named)(?: an?| any| their| us(?: an?| their)?)?|"
    r"(?:with )?(?:an? |the )?(?:empty|blank|missing|unset|unknown))"
)
_EMPTY = (
    r"(?:empty|blank|missing|unset|unknown|unavailable|undefined|nowhere|none|not (?:yet )?(?:been )?(?:set|"
    r"filled(?: in| "
    r"out)?|known|given|there|available|on file|recorded|entered|provided|specified|stated|named))"
)
_FULL = (
    r"(?:there|known|set|filled(?: in| out)?|present|available|given|on file|recorded|provided|entered|exists?|"
    r"not (?:empty|blank|missing|unknown))"
)
_HAS = (
    r"(?:has|have|had|having|got|with|there (?:is|are)|is there|left|leaves?|gave|gives?|knows?|includes?|including|"
    r"provided|provides?)(?: already| also| got| us| in)*"
)
_OF = (
    r"(?: (?:of|for|in|on) (?:the|an?|our|their|its|this|that|each|every|any) (?:new |same )?(?:contact|lead|"
    r"prospect|person|deal|"
    r"opportunity|company|customer|client|account|ticket|issue|row|payload|webhook|message|crm|sheet|meeting|"
    r"form)(?:'s)?)?"
)
_BE = (
    r"(?:(?: |(?<=\S))(?:is|are|was|were|be|being|==|:|says|reads|equals|equal to|set to|remains|still|now|currently|"
    r"already|marked as|of(?! (?:an?|the|our|their|this|that|its|each|every)(?!\S))|as|called|named|has been|have "
    r"been|happens to be)(?! (?:created|added|won|lost|updated|changed|"
    r"escalated|submitted|filled|opened|answered|reached|hit|met|signed)(?!\S)))+"
)
_SAYS = (
    r"(?:(?:do|does|did|is|are|that|which|also|still) )*(?:not )?(?:contain(?:s|ing)?|includ(?:es?|ing)|"
    r"mention(?:s|ing|ed)?|ha(?:s|ve|ving)|says?|reads?|(?:start|begin)(?:s|ning|ing)? with|end(?:s|ing)? (?:with|"
    r"in|on)|"
    r"talks? about|speaks? of|refers? to)(?: (?:the |a )?(?:words?|terms?|phrase))?"
)

_EVERY = "|".join(words for words, _ in FIELDS)
_TEXTS = "|".join(
    words
    for words, field in FIELDS
    if field.partition(".")[2] in ("title", "email", "comment", "lostReason", "nextStep")
)
_NAMED = "|".join(
    words
    for words, field in FIELDS
    if field.partition(".")[2] not in ("email", "budget", "score", "closeDate", "comment", "phone")
)
_SHORT = "|".join(
    words
    for words, field in FIELDS
    if field.partition(".")[2]
    in ("source", "status", "tags", "seniority", "segment", "industry", "tier", "plan", "contractType", "type", "stage",
        "priority", "milestone")
)  # fmt: skip

_DIRECT = "|".join(
    words
    for words, field in FIELDS
    if field.partition(".")[2]
    in ("source", "status", "tags", "seniority", "segment", "industry", "tier", "plan", "contractType", "type", "stage",
        "priority", "milestone", "country", "city", "previousStage", "lostReason", "client")
)  # fmt: skip

FIELD_RULES: tuple[tuple[str, str, str], ...] = (
    (rf"{_NO} (?!(?:the |a |an )?(?:tag|label) (?!(?:at|yet|or|and|on|in|so|are|is|get|"
     rf"should)(?!\S))[a-z])(?P<noun>{_EVERY})(?: {_SET})?{_MORE}(?: field)?(?! (?:but|other than|of|by|from|"
     rf"contain|below|above|"
     rf"over|under)|(?: field)? (?:called |named )?Q\d)",
     "*.noun", "=missing"),
    (rf"(?P<noun>{_EVERY})(?: fields?| columns?)?{_OF}(?: (?:is|are|was|were|be|has been|left|still|completely))* "
     rf"{_EMPTY}"
     rf"(?! \S*Q\d){_MORE}",
     "*.noun", "=missing"),
    (r"(?:nobody|no one|no-one|none of us) (?:owns?|owned)(?: (?:it|them|him|her|the \w+))?(?: yet)?|(?:is |are )?"
     r"(?:unowned|ownerless)|(?:not )?(?:owned by|(?:assigned|belong(?:s|ing)?) to) (?:nobody|no one|anyone|anybody|"
     r"any rep)"
     r"(?: yet)?(?! but| except)", "*.owner", "=missing"),
    (r"(?:is |are )?(?:untagged|unlabell?ed)|not (?:yet )?(?:been )?tagged(?: at all)?(?= ?(?:,|->|$)| (?:and|but|"
     r"yet)(?!\S))",
     "*.tags", "=missing"),
    (rf"{_HAS} (?:an?|their|the|his|her|its|any|some|at least one)? ?(?P<noun>{_EVERY})(?: {_SET}{_MORE}|"
     rf"{_MORE}{_ENDS})",
     "*.noun", "=exists"),
    (rf"(?P<noun>{_EVERY})(?: fields?| columns?)?(?: (?:is|are|was|were|has been|already))* {_FULL}{_MORE}(?! (?:to|"
     rf"as|by)(?!\S))",
     "*.noun", "=exists"),
    (rf"(?P<noun>{_TEXTS}) {_SAYS}", "*.noun", "has"),
    (rf"(?P<noun>e-?mails?(?: address(?:es)?)?(?: domains?)?){_BE}(?: not)?(?: at| from)?(?= (?:neither |either "
     rf")?(?:A\d|"
     r"gmail|yahoo|hotmail|outlook|icloud|web\.de|gmx)(?!\S))", "*.noun", "has"),
    (rf"(?P<noun>{_NAMED})(?: fields?| columns?| level)?{_OF}{_BE}(?: not)?(?: in)?", "*.noun", "text"),
    (rf"(?P<noun>{_SHORT})(?! (?:{_SHORT})(?!\S)| ?(?:==|:)| (?:of|called|named|contains?|has|says|has been)(?!\S)| "
     rf"(?:is|are|was|were|"
     rf"gets?)(?! "
     r"(?:just |newly )?(?:created|added|won|lost|updated|changed|escalated|submitted|reached|hit|met)(?!\S)))",
         "*.noun", "name"),
    (rf"(?P<noun>{_DIRECT})(?: level)?(?= (?:not )?(?:Q\d|[a-z0-9]))", "*.noun", "next"),
)  # fmt: skip
"""Rules for all fields that hold words."""
