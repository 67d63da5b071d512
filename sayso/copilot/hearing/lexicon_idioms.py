"""Turns of speech and what they mean in plain words; see `idioms` for how to read a row."""

_THEM = r"(?:it|this|that|them|him|her|each|everyone|everybody|those)"
_WHOM = (
    r"(?:(?:the|a|an|each|every|all|our|my|their|this|that|those|these|any) (?:\S+ ){0,2}?(?:contacts?|leads?|"
    r"prospects?|customers?|clients?|people|person|attendees?|users?|accounts?|ones?|signer|champion|buyer|"
    r"guests?)|them|him|"
    r"her|each|everyone|everybody|everyone else|all of them|each of them|M\d+|me|us)"
)
_CASE = (
    r"(?:(?:lead|deal|contact|account|ticket|case|customer|prospect|client|conversation|thread|company|opportunity)s?)"
)
_COLLEAGUE = (
    r"(?:(?:the|our|my|their|its|his|her|an?) (?:\w+ ){0,3}?(?:reps?|owners?|manager|csm|ae|team|lead|director|boss|vp|"
    r"finance|sales|support|legal|colleague|head|ceo|cto|coo|cfo|exec|executive|salesperson)|sales|finance|"
    r"support|legal)"
)
_ASIDE = r"(?:(?!and |or |if |then |but |, |\. |; |-> |• |¶ )\S+ ){0,8}?"
_TELLS = (
    r"(?:remind|tell|notify|inform|warn|alert|nudge|ping|chase|contact|reach|message|update|thank|congratulate|"
    r"ask|write to|"
    r"get back to|follow up with|reach out to|check in with|get in touch with|touch base with)"
)
_NOTE = r"(?:notes?|comment|remark|memo|entry)"

IDIOMS: tuple[tuple[str, str], ...] = (
    # lengths of time and dates
    (r"an hour and a half", "90 minutes"),
    (r"half an hour|half hour", "30 minutes"),
    (r"(?:a )?quarter of an hour", "15 minutes"),
    (r"half a day", "12 hours"),
    (r"half a year", "6 months"),
    (r"an? day or 2", "2 days"),
    (r"an? week or 2", "2 weeks"),
    (r"an? week and a half", "10 days"),
    (r"mon(?:day)? ?- ?fri(?:day)?|monday-friday|mon-fri|m-f", "weekdays"),
    (r"(?:at |by )?(?:the )?(?:end of (?:the|each|every) month|month-end|month end)", "on the last day of the month"),
    (r"(?:at |on )?(?:the )?(?:start|beginning|first) of (?:the|each|every|a) month", "on the 1th of the month"),
    (r"(?:at )?(?:the )?(?:start|beginning) of (?:the|each|every) week", "every monday"),
    (r"(?:at )?(?:the )?end of (?:each|every) week", "every friday"),
    (r"(?:2 times|twice) a month", "every 2 weeks"),
    (r"24/7|around the clock", "every hour"),
    (r"each and every", "every"),
    (r"(?:the )?(?:next|following) day(?= [:,])", "1 days later"),
    # amounts
    (r"in excess of|north of|upwards of|no fewer than", "over"),
    (r"south of", "under"),
    (r"(?:equal to or|greater than or|more than or) (?:more than|equal to|greater than)", "at least"),
    (r"by half|in half", "by 50%"),
    # nobody answers, or somebody does
    (
        r"(?:have|has|do|does|did)? ?(?:not )?(?:ghost(?:s|ed)?(?: us| me)?|go(?:es)? dark on us)|crickets|"
        r"(?:if )?(?:we|i) (?:do not|did not|have not|never) (?:hear|heard|get|got)(?: anything| a word)?(?: back)?"
        r"(?: from (?:them|him|her))?",
        "no reply",
    ),
    (r"(?:hear|hears|heard|get|gets|got) nothing(?: back)?(?: from (?:them|him|her))?", "no reply"),
    (r"(?:we|i) (?:do |did |finally )?(?:hear|heard|get an answer|get a reply|get a response|got a reply)(?: back)?"
     r"(?: from (?P<who>them|him|her))?(?= ,| ->|$)", "they replied"),
    (r"(?:keep|have) an eye on (?:the |our |all |any )*(?:incoming )?(?:replies|answers|responses)(?: [:,-])?|"
     r"(?:watch(?: out)? for|monitor|look out for) (?:the |our |all |any )*(?:incoming )?(?:replies|answers|responses)"
     r"(?: [:,-])?", "when somebody replies ,"),
    (r"ask (?P<who>them|him|her|the (?:customer|contact|client|lead|prospect)s?) (?=for (?:an? |the |their |some )?"
     r"(?:review|testimonial|referral|reference|feedback|rating|quote|case study))", "email {who} asking"),
    # what is kept
    (rf"(?:put|drop|paste|stick|attach) (?P<what>(?:the|a|that|this|its) (?:summary|notes?|recap|minutes)) "
     rf"(?:on|in|onto|into|to|under) (?P<case>(?:the|their|that|our) {_CASE})", "log {what} on {case}"),
    (r"(?:someone|somebody|anyone|anybody|an? (?:customer|contact|client|prospect|lead)) (?:replies|answers|responds|"
     r"writes back)(?: back)? (?P<mood>angry|annoyed|upset|unhappy|frustrated|happy)",
     "a reply is {mood}"),
    # writing to somebody
    (rf"(?:drop|send|shoot|write|fire) (?P<who>{_WHOM}) (?:off )?(?:a |an )?(?:quick |short |little |brief )?"
     r"(?:line|e-?mail)(?! template)", "email {who}"),
    (rf"(?:drop|shoot|send|fire) (?P<who>{_WHOM}) (?:off )?(?:a |an )?(?:quick |short |brief )?(?:text|sms|text "
     rf"message)",
     "text {who}"),
    (rf"(?:drop|shoot|send|fire|give) (?P<who>{_WHOM}|{_COLLEAGUE}) (?:a |an )?(?:quick |short |brief "
     rf")?(?:slack(?: message)?|dm)",
     "dm {who} on slack"),
    (rf"give (?P<who>{_WHOM}|{_COLLEAGUE}) (?:a |an )?(?:quick |short )?(?:ring|call|buzz|phone call)", "phone {who}"),
    (rf"hit (?P<who>{_WHOM}) up on linkedin", "send {who} a linkedin message"),
    (rf"{_TELLS} (?P<who>{_WHOM}) (?P<rest>{_ASIDE})(?:by|via|over|with a|as a|through) (?:text message|text|sms)",
     "text {who} {rest}"),
    (rf"{_TELLS} (?P<who>{_WHOM}) (?P<rest>{_ASIDE})(?:by|via|over|on|through) (?:the )?(?:phone|telephone)",
     "phone {who} {rest}"),
    (rf"{_TELLS} (?P<who>{_WHOM}) (?P<rest>{_ASIDE})(?:by|via|through|over|with an) e-?mail", "email {who} {rest}"),
    (rf"{_TELLS} (?P<who>{_WHOM}) (?P<rest>{_ASIDE})(?:on|via|over|through) linkedin", "send {who} a linkedin "
                                                                                       "message {rest}"),
    (rf"{_TELLS} (?P<who>{_WHOM}|{_COLLEAGUE}) (?P<rest>{_ASIDE})(?:on|via|over|in|through) slack", "dm {who} "
                                                                                                    "{rest} on slack"),
    (r"(?:reach out to|get in touch with|write to) (?=(?:them|him|her|each|everyone|the|our)(?!\S))", "email"),
    (rf"let (?P<who>{_COLLEAGUE}|{_WHOM}) know (?P<rest>{_ASIDE})(?:by|via) e-?mail", "email {who} {rest}"),
    (rf"let (?P<who>{_COLLEAGUE}|{_WHOM}) know (?P<rest>{_ASIDE})(?:on|via|in|over) slack", "dm {who} {rest} on slack"),
    # telling colleagues
    (rf"loop in (?P<who>{_COLLEAGUE}|[a-z]+)", "tell {who}"),
    (rf"loop (?P<who>{_COLLEAGUE}|[a-z]+) in", "tell {who}"),
    (rf"(?:keep|get) (?P<who>{_COLLEAGUE}|me|us|[a-z]+) (?:posted|updated|informed|in the loop|involved)", "tell "
                                                                                                           "{who}"),
    (rf"(?:give|send) (?P<who>{_COLLEAGUE}|me|us|[a-z]+) (?:a )?(?:heads-up|heads up|headsup|shout|nudge|notice|"
     rf"notification)",
     "tell {who}"),
    (rf"(?:flag|raise|report) (?:{_THEM}|the \w+) (?:to|with) (?P<who>{_COLLEAGUE}|me|us|[a-z]+)", "tell {who}"),
    (r"make sure (?P<who>(?:the )?(?:\w+ ){1,3}?)(?:knows?|is aware|are aware|hears?)", "tell {who}"),
    (rf"(?:give|assign|hand) (?P<who>{_COLLEAGUE}|me|us) (?:an? |the )?(?P<what>(?:\S+ )?(?:task|to-do|"
     rf"reminder))", "create a {what} for {who}"),
    (rf"page (?=(?:{_COLLEAGUE}|me|us)(?!\S))", "phone"),
    # fields
    (
        r"(?:set|change|update|put) (?:the |its |their |his |her )?(?:(?P<record>deal|contact|company|customer|"
        r"account|lead)(?:'s)? )?"
        r"(?P<field>value|amount|source|city|country|phone number|job title|industry|status|tier|plan|segment|"
        r"seniority|"
        r"probability|discount|close date|next step|lead score) (?:to|as|=)",
        "update the {record} field {field} to",
    ),
    # summaries
    (
        r"(?:put together|prepare|create|make|build|compile|generate|produce|draw up|write up) (?:an? |the )?(?:\w+ )?"
        r"(?:recap|summary|digest|overview|roundup|rundown) (?:of|on|about)",
        "summarise",
    ),
    (r"(?:look|search|hunt) for (?P<what>(?:\S+ ){1,6}?)(?:in|on|with) apollo", "search apollo for {what}"),
    (r"(?:replies|responds|answers|reply|respond) positively", "replies and the tone is positive"),
    (r"(?:replies|responds|answers|reply|respond) negatively", "replies and the tone is negative"),
    (
        r"(?P<before>before|until) (?:an?|the|their|its|any|each|our) (?:contract|customer|client|subscription|"
        r"account|licence|license|"
        r"agreement)(?:'s)? (?:renews?|expires?|runs out|ends|is up(?: for renewal)?|is due|comes up for renewal)",
        "{before} renewal",
    ),
    (r"(?:in (?:both|any|either|all) cases?|either way|in any event|regardless of that) ,?", "."),
    (rf"ask (?P<who>{_COLLEAGUE}) to (?!(?:approve|sign|ok|okay|confirm|review|check|decide|see|look)(?!\S))",
     "tell {who} to"),
    # passing on
    (rf"(?:give|assign|pass|route) (?:{_THEM}|the {_CASE})(?: over| on| off)? to (?=(?:(?:the |our |my "
     rf")?(?:sales|reps?|"
     rf"owners?|account|csm|deal|human|finance|support|legal)|{_COLLEAGUE})(?!\S))", "hand it to"),
    (rf"(?:let|have) (?P<who>{_COLLEAGUE}) (?:take|handle|deal with|own|pick up) (?:{_THEM}|the {_CASE})(?: over|"
     rf" from there| up)?",
     "hand it to {who}"),
    # notes
    (rf"(?:put|leave|make|drop|add|write|save|create|enter|jot down) (?:an? |the )?(?:quick |short |internal |"
     rf"crm )?{_NOTE}"
     rf" (?:on|in|to|against|under|about) (?=(?:the|their|his|her|its|our|this|that|each) (?:\w+ )?(?:{_CASE}|"
     rf"record|crm|timeline|file)(?!\S))",
     "log a note on"),
    (r"(?:note|log|record|write|jot) (?:it|this|that|down)? ?(?:down )?(?:on|in|against|under) (?:the|their|his|her) "
     rf"(?={_CASE}|record|crm|timeline|file)", "log it on the"),
    (r"i \. e \. ,?|that is to say ,?", "that are"),
    (r"e \. g \. ,?", "like"),
    # questions that ask for a list
    (r"whats", "what is"),
    (r"(?:what|which) (?P<list>meetings|calls|appointments|deals|contacts|customers|tickets|leads|companies|accounts) "
     r"(?:do|have|are|is|did) (?:i|we) (?:have |got |having )?", "list the {list}"),
    (r"(?:what is|what do i have) (?:on|in) (?=(?:my|the|our) (?:calendar|agenda|diary))", "list the meetings on"),
    (r"(?:show|give|tell) (?:me|us) (?=(?:all |the |every |our |which )*(?:open |active )?(?:deals|contacts|"
     r"customers|leads|"
     r"companies|accounts|clients|meetings|prospects)(?!\S))", "find"),
)  # fmt: skip
"""A pattern over plain forms, and the words that stand for it; `{name}` keeps the words of a group."""
