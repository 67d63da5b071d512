"""Turns of speech and what they mean in plain words; see `idioms` for how to read a row."""

from sayso.copilot.hearing.lexicon_people import PERSONS

_THEM = r"(?:it|this|that|them|him|her|each|everyone|everybody|those)"
_WHOM = (
    r"(?:(?:the|a|an|each|every|all|our|my|their|this|that|those|these|any) (?:\S+ ){0,2}?(?:contacts?|leads?|"
    r"prospects?|customers?|clients?|people|person|attendees?|users?|accounts?|ones?|signer|champion|buyer|"
    rf"guests?|{PERSONS})|them|him|"
    r"her|each|everyone|everybody|everyone else|all of them|each of them|M\d+|me|us)"
)
CASE = (
    r"(?:(?:lead|deal|contact|account|ticket|case|customer|prospect|client|conversation|thread|company|opportunity)s?)"
)
"""What a conversation with somebody is about."""
_COLLEAGUE = (
    r"(?:(?:the|our|my|their|its|his|her|an?) (?:\w+ ){0,3}?(?:reps?|owners?|manager|csm|ae|team|lead|director|boss|vp|"
    r"finance|sales|support|legal|colleague|head|ceo|cto|coo|cfo|exec|executive|salesperson)|sales|finance|"
    r"support|legal)"
)
_ASIDE = r"(?:(?!and |or |if |then |but |, |\. |; |-> |• |¶ )\S+ ){0,8}?"
_TELLS = (
    r"(?:remind|tell|notify|inform|warn|alert|nudge|poke|prod|ping|chase|contact|reach|message|update|thank|"
    r"congratulate|"
    r"ask|write to|"
    r"get back to|follow up with|reach out to|check in with|get in touch with|touch base with)"
)

_OPENS = r"(?:^|(?P<lead>[.,:;•¶(]|->|and|then|but) )(?:then )?"
"""Where a clause begins; what opens it is kept."""
_NOT_AFTER = (
    r"(?:if|when|whenever|whether|once|that|what|after|as|until|unless|because|have|let|ask|use|to|with|by|the|our|"
    r"an?|my)"
)
_AI = (
    rf"(?:^|(?P<lead>(?!{_NOT_AFTER} )\S+) )(?:then )?"
    r"(?:(?:the |our |an )?(?:ai|assistant|copilot)|claude|gpt|chatgpt) (?:then |also )?"
)
"""AI as the one who does something; what stands before it is kept."""
_LETTER = r"(?:it|they|that|this|the (?:e-?mail|mail|message|letter|draft|recap|summary|digest|report|update)s?)"

_FIELD = r"(?:priority|severity|status|tier|plan|stage|segment|country|seniority|source|industry|sentiment)"
_INVERTED = r"(?P<who>they|he|she|it|we|you|i|nobody|no one|anyone|anybody|someone|somebody|(?:the|their|our) \S+)"

IDIOMS: tuple[tuple[str, str], ...] = (
    # "should there be no reply" is a condition, and nothing to reply
    (rf"{_OPENS}should there (?:still |then )?be", "{lead} if there is"),
    (rf"{_OPENS}should (?P<who>nobody|no one|none of them|they|he|she|it|anyone|somebody) (?:still |then )?have "
     r"(?=\S+(?:ed|en|ne|lt|nt|de|id)(?!\S))", "{lead} if {who}"),
    (rf"{_OPENS}should {_INVERTED} (?:still |then )?not (?:have|be) (?P<rest>\S+(?:ed|en|ne|lt|nt|de|id))",
     "{lead} if {who} is not {rest}"),
    (rf"{_OPENS}should {_INVERTED} (?:still |then )?not", "{lead} if {who} do not"),
    (rf"{_OPENS}should {_INVERTED} (?:still |then )?be", "{lead} if {who} is"),
    (rf"{_OPENS}should {_INVERTED} (?=(?!be |not |have |get |go |receive |stay )\S+ ?(?:\S+ ){{0,9}}?(?:,|:|->))",
     "{lead} if {who}"),
    (r"if so(?! (?:much|many|far)(?!\S))", "if yes"),
    # neither of two
    (r"(?P<have>have|has|did|do|does) neither (?P<one>\S+(?: (?!nor )\S+){0,3}) nor (?P<other>\S+)(?: anything|"
     r" any of it)?",
     "{have} not {one} and {have} not {other}"),
    (r"(?P<who>who|that|which|they|he|she|it|(?:contact|lead|customer|client|account|deal|prospect)s?|people|"
     r"companies) "
     r"(?P<be>are|is|was|were) neither (?P<one>(?:(?!nor )[^.;,!?•¶:\s]+ ){1,6}?)(?:, )?nor(?: (?:are|is) they)?",
     "{who} {be} not {one} and {be} not"),
    (r"with neither (?P<one>(?:(?!nor )[^.;,!?•¶:\s]+ ){1,6}?)(?:, )?nor", "without {one} and without"),
    (r"(?P<in>from|in|on|at) neither (?P<one>(?:(?!nor )[^.;,!?•¶:\s]+ ){1,6}?)(?:, )?nor(?: (?:from|in|on|at))?",
     "not {in} {one} and not {in}"),
    # what some get, and what the rest
    (r"(?P<what>(?:an? |the |our )(?:(?!to )[^.;,!?•¶:\s]+ ){1,5}?)to (?:those|the ones|everyone|everybody|anyone|"
     r"people|"
     r"whoever) ?(?:who|that)? (?P<which>[^.;!?•¶:]{3,60}?) ?,? and (?P<other>(?:an? |the |our )(?:(?!to "
     r")[^.;,!?•¶:\s]+ )"
     r"{1,5}?)to (?:the rest|the others|everyone else|everybody else|all others|the other ones)",
     ", if they {which} , send {what} , otherwise send {other}"),
    (r"(?:, )?(?:and |but )?(?P<do>e-?mail|text|call|phone|tag|invite|message|notify|tell|skip) (?:the ones|those|"
     r"people|"
     r"anyone|everyone|the others) without(?: one| it| that)?(?= ?[.,;!]|$)", ", otherwise {do} them"),
    # how many at a time, around what they are
    (r"up to (?P<count>\d+) (?P<what>(?!and |or |,)\S+(?: (?!and |or |,|at |with |in )\S+){0,3}) per (?P<time>run|day)",
     "{what} max {count} per {time}"),
    (r"create (?:each(?: one)?|them|all of them|every one|everyone|each of them) (?:in|as contacts? in) (?:the|our) "
     r"crm", "create the contact"),
    (rf"{_OPENS}(?P<what>(?!(?:get|find|search|source|pull|take|use|look|go|if|when|for|add|grab|fetch)(?!\S))"
     r"(?:(?!(?:->|[.;:•¶])(?: |$))\S+ ){1,20}?)(?:out of|from|off) apollo(?= ?[.;]|$)",
     "{lead} search apollo for {what}"),
    # a field and its value in front of what is done
    (rf"{_OPENS}(?:with|for|at|on|in) (?:any|every|all|an?) other {_FIELD}(?: only)?", "{lead} otherwise"),
    (rf"{_OPENS}(?:with|at|on|given) (?P<is>(?:an? |the )?{_FIELD} (?:of |is )?(?!of |is |and |or |over |under |above |"
     r"below |at |between |from )(?:[a-z-]+|Q\d+))(?= (?!and |or |,|:|->)\S+ \S)", "{lead} if {is} ,"),
    # what something is called is no call
    (r"(?P<thing>forms?|sheets?|spreadsheets?|folders?|channels?|pages?|templates?|tags?|lists?|tasks?|documents?|"
     r"docs?|deals?|boards?|decks?|surveys?|presentations?|files?|reports?) called (?=Q\d+)", "{thing} named"),
    (r"(?:make|give|open|set) (?:me|us) (?=an? (?:\S+ ){0,2}?(?:task|to-do|reminder|ticket|issue|folder|document|doc|"
     r"page|note)(?!\S))", "create"),
    (r"(?P<what>meeting|call|demo|session|event) is (?:finish|end|complete)", "{what} is over"),
    (r"nothing's (?=(?:been |there|found|back|left))", "nothing is"),
    (r"something's (?=(?:been |there|found|back|left))", "something is"),
    # what a name in quotes is the name of
    (r"(?P<name>Q\d+) (?:\(|,) (?:the |a |our )?(?:google )?(?P<kind>sheet|spreadsheet|list|template|tag|"
     r"channel|stage) \)",
     "the {name} {kind}"),
    (r"(?P<verb>read|open|go through|check) (?P<name>Q\d+)(?= ?[.,;:]|$| ->)", "{verb} the {name} sheet"),
    (r"append (?P<what>it|them|him|her|(?:the|a) \w+) to (?P<where>(?:the )?Q\d+(?: sheet| spreadsheet)?)",
     "add a row to {where} sheet"),
    # AI as the one who does it
    (rf"{_AI}(?:writes?|drafts?|composes?|words?|pens?|comes up with|drafting|writing)(?! down)",
     "{lead} , have ai write"),
    (rf"{_AI}(?:summari[sz]es?|recaps?|condenses?|boils? down|digests?|sums?)(?P<what> (?:it|them|that|this))?"
     r"(?: (?P<all>all|everything))?(?: up)?", "{lead} , have ai summarise {what} {all}"),
    (rf"{_AI}(?:extracts?|pulls? out|picks? out|lists|notes? down)", "{lead} , have ai extract"),
    (rf"{_AI}(?:classif(?:y|ies)|sorts?|categori[sz]es?|triages?|labels?|tags?)(?= (?:it|them|the|each|every|this|that)"
     r"(?!\S))", "{lead} , have ai classify"),
    (rf"{_AI}(?:decides?|judges?|works? out|determines?|figures? out|tells?|checks?)(?= (?:if|whether|which|"
     rf"what)(?!\S))",
     "{lead} , have ai decide"),
    # questions, and what becomes of something
    (r"(?:^|(?P<lead>[.:;•¶]|->) )(?:and |then |so )?(?P<be>are|is|was|were|have|has|did|do|does) "
     r"(?P<who>they|it|he|she|we|there|the (?:customer|contact|deal|lead|client|account|prospect|ticket|owner))"
     r"(?P<rest>(?: (?![.;!•¶])[^\s?]+){1,12}) \?", "{lead} {who} {be} {rest} ?"),
    (r"(?:each|every)(?: one| entry| answer| submission)?(?: that| which)? (?:gets |is )?(?:filled in|"
     r"filled out|submitted|sent in) "
     r"(?:becomes?|turns? into|goes into|is) (?=an? )", "create"),
    (r"(?:create|make|becomes?|turns? into) (?:an? |the )(?:new )?row (?:in|on|of)", "add a row to"),
    (rf"{_OPENS}gets? (?P<what>an? (?:\S+ )?(?:task|to-do|reminder))(?= ?[.,;]|$| to | for )", "{lead} create {what}"),
    (rf"{_OPENS}gets? (?P<what>an? (?:\S+ )?(?:e-?mail|mail|message|text|sms|invite|survey|brochure))(?= ?[.,;]|$)",
     "{lead} send {what}"),
    (r"(?:each(?: one| \w+(?: \w+)?)?|every one|all of them|they all|these|those) (?:becomes?|turns? into|"
     r"is turned into|is to become) "
     r"(?=an? )", ", for each create"),
    (r"(?:will |should |is to )?(?:becomes?|turns? into|is turned into|is to become) (?P<what>an? (?:\S+ "
     r")?(?:task|ticket|"
     r"issue|bug|deal|row|page|contact|folder|document))", "-> create {what}"),
    (r"(?:i|we) (?:would like|want|need) (?P<what>(?:an?|the|our|their) (?:\S+ ){1,5}?)(?:generated|created|"
     r"made|prepared|built|"
     r"drawn up|opened|set up|put together)(?= (?:from|for|with|in|on)| ?[.,]|$)", "create {what}"),
    (r"(?:i|we) (?:would like|want|need) (?P<what>(?:an?|the|our|their) (?:\S+ ){1,5}?)(?:sent|mailed|"
     r"emailed)(?= (?:to|with)"
     r"| ?[.,]|$)", "send {what}"),
    (r"(?:gets?|receives?|is given|are given) (?:the|a) (?=(?:tag|label) )", "add the"),
    # what is written goes its way
    (rf"{_OPENS}{_LETTER} (?:only |then )?(?:goes|go|is to go|should go|must go|gets sent|get sent|is sent|are sent)"
     r"(?: out)?(?= (?:on|via|over|through|by|to|in|into|once|after|as) | ?,| ?\.|$)", "{lead} send it"),
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
    (r"with / o", "without"),
    (r"(?P<how>paying |existing |current )?non-customers", "contacts who are not customers"),
    (r"(?:customers|clients|accounts|companies) ' (?P<who>contacts|people)", "{who}"),
    (r"should there (?:still )?be (?:none|nothing|no (?:reply|answer|response))(?: (?:still|yet|either))?", "if no "
     "reply"),
    (r"(?:loop|iterate|cycle|step|walk|run|go|work|browse|comb|trawl) (?:over|through|across|down|along) (?=(?:all|"
     r"the|every|each|our|my) )",
     "go through"),
    (r"(?P<n>\d+|an?) (?P<unit>minutes?|hours?|days?|weeks?|months?) after (?:that|this|which|it|the (?:e-?mail|"
     r"text|message|call))"
     r"(?! (?:is|was|goes|has))",
     "{n} {unit} later"),
    (r"the (?P<unit>day|week|month) after(?: that| this)?(?= ?(?:[.,;]|$))", "1 {unit} later"),
    (r"should (?P<n>\d+|an?) (?P<unit>minutes?|hours?|days?|weeks?|months?) (?:pass|go) by ", "after {n} {unit} "),
    (r"should (?P<n>\d+|an?) (?P<unit>minutes?|hours?|days?|weeks?|months?) pass(?= without)", "after {n} {unit}"),
    (r"(?:hold (?:your horses|fire)|sit tight|stand by|hang (?:on|tight)|bide your time|lie low|take a breather|"
     r"chill)(?= (?:for )?(?:\d|an? ))",
     "wait"),
    *((rf"(?P<in>in|within|inside|over|during) the (?:next|coming) {word}", f"{{in}} the next {days} days")
      for word, days in (("week", 7), ("fortnight", 14), ("month", 30), ("quarter", 90))),
    (r"(?:on|with|in case of|upon|given) an? (?P<a>yes|no)(?= ,| [a-z]+)", ", if the answer is {a} ,"),
    (r"(?:failed|fails|fail|forgot|forgets|neglected|omitted) to(?= (?:attend|show|reply|answer|open|click|log|sign|"
     r"register|respond|"
     r"accept))", "did not"),
    *((rf"{noun}'s (?=(?:just |been |newly |finally )*(?:created|added|won|lost|updated|moved|closed|escalated|"
    rf"submitted|inactive|"
       rf"over|finished|down|up)(?!\S))", f"{noun} is")
      for noun in ("contact", "lead", "deal", "form", "ticket", "meeting", "customer", "usage", "call", "prospect",
                   "account")),
    (r"(?P<x>amount|value|score|count|number|total|budget|discount|volume) (?P<y>of|is|==) (?:zero|nil)", "{x} {y} 0"),
    (r"(?P<v>mention(?:s|ed)?|discuss(?:es|ed)?|talk(?:s|ed)? about|brought up|named?) (?P<a>(?:an? |the "
     r")?(?:competitors?|budget)) "
     r"(?P<l>or|and) (?P<b>(?:an? |the )?(?:competitors?|budget))", "{v} {a} {l} {v} {b}"),
    (r"(?:a quarter|half|a third|1 quarter) \( (?P<p>\d+%) \)", "{p}"),
    (r"half of (?=(?:their|the|its|all|our) )", "50% of"),
    (r"a quarter of (?=(?:their|the|its|all|our) )", "25% of"),
    (r"(?:do not|never) (?P<what>(?:e-?mail|text|call|message|contact|notify|tell) \w+) (?:until|before) (?:at "
     r"least )?(?P<n>\d+|an?) "
     r"(?P<unit>minutes?|days?|hours?|weeks?|months?)(?: (?:have|has) (?:passed|gone by|elapsed)| later| "
     r"after(?:wards)?| are over)?",
     "wait {n} {unit} , {what}"),
    (r"(?:as soon as|once|when|after) (?P<n>\d+|an?) (?P<unit>minutes?|days?|hours?|weeks?|months?) (?:have |has |"
     r"are |is )?(?:passed?|gone by|"
     r"go by|goes by|elapsed?|went by|over|up|passes)(?= without)", "after {n} {unit}"),
    (r"(?<!can )(?<!could )(?<!should )(?<!may )(?:wait|hold off|hold on) (?:until|till) (?:tomorrow|the next "
     r"day|the next morning|the following day)(?: and|"
     r" then)?",
     ", wait 1 days ,"),
    (r"(?:on )?the (?:next|following) (?:morning|day|evening|afternoon)|the (?:day|morning) after(?= ?(?:,|[a-z]+ "
     r"(?:me|them|the|a|it)))|"
     r"1 day later",
     "1 days later ,"),
    (r"(?:with|after) a delay of (?P<n>\d+) (?P<unit>minutes?|hours?|days?|weeks?)", "after {n} {unit}"),
    (r"(?P<n>\d+) (?P<unit>minutes|hours|days|weeks|months) (?:on|down the line|down the road|from then|after the "
     r"fact)(?= ?(?:,|->|:))",
     "{n} {unit} later"),
    (r"(?:create|send|make|add|open|write|post|book) no (?:tasks?|e-?mails?|mails?|messages?|texts?|invites?|"
     r"tickets?|calls?)(?: at all)? "
     r"?(?:,|but)(?: but)?(?: just| only| simply)?", ","),
    # amounts
    (r"(?P<n>\d+(?:\.\d+)?) (?:euros?|dollars?|usd|eur|gbp|bucks|quid|us dollars)", "{n}"),
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
     rf"(?:on|in|onto|into|to|under) (?P<case>(?:the|their|that|our) {CASE})", "log {what} on {case}"),
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
    (rf"(?:and |but )?(?:cc|bcc|copy)(?:'?ing)?(?: in)? (?P<who>{_COLLEAGUE}|me|us|[a-z]+)(?: in)?(?= ?[,.;]|$)",
     ", email {who} a copy"),
    (rf"(?:and |but )?with (?P<who>{_COLLEAGUE}|me|us|[a-z]+) (?:in|on|as) (?:cc|copy|bcc)", ", email {who} a copy"),
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
    (r"(?:put|place|leave|stick) (?P<what>(?:an? |the )?(?:\S+ )?(?:task|to-do|todo|reminder)) (?:on|onto|in) "
     r"(?:my|our) (?:to-do |todo |task )?(?:list|plate|desk|queue)", "create {what} for me"),
    (r"(?:put|place|leave|stick) (?P<what>(?:an? |the )?(?:\S+ )?(?:task|to-do|todo|reminder)) (?:on|onto|in) "
     r"(?P<who>the \w+'s|\w+'s) (?:to-do |todo |task )?(?:list|plate|desk|queue)", "create {what} for {who}"),
    (rf"give (?P<who>(?:the|this|that|our|their) {CASE}) an? (?:new )?health score of (?P<n>\d+)",
     "set the health score of {who} to {n}"),
    (r"gets? (?P<what>(?:its|their|his|her) (?:\S+ ){1,3}?)(?:raised|changed|updated|set|lowered|cleared|"
     r"bumped)", "update {what}"),
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
    (r"(?:in (?:both|any|either|all|every|each)(?: of (?:these|those|the))?(?: (?:two|three|four|\d))? cases?|"
     r"either way|in any event|regardless of that) ,?", "."),
    (r"(?:and |but )?(?:whatever (?:happens|comes of it|they (?:say|do|answer)|(?:the|their|its|his|her) \w+"
     r"(?: (?:is|was|says|may be))?)|no matter (?:what|which|how|who)(?: (?:the|their|they|it|its) \w+| happens)?"
     r"(?: (?:is|was|says))?|regardless(?: of (?:the|their|its) \w+)?) ,", "."),
    (rf"ask (?P<who>{_COLLEAGUE}) to (?!(?:approve|sign|ok|okay|confirm|review|check|decide|see|look)(?!\S))",
     "tell {who} to"),
    (r"(?P<n>\$?\d+%?) and (?P<how>up|upwards|above)(?! \$?\d)", "{n} or more"),
    (r"(?P<n>\d+) and (?P<how>above|below|over|under|up|more|less|higher|lower)(?= ?(?:[:,;.¶•]|->|$|gets? |goes? ))",
     "{n} or {how}"),
    # what becomes of it by a number or a class
    (r"(?<!which )(?<!that )(?<!this )(?<!it )means (?:that )?(?=(?:an?|the) (?!\S+ (?:is|are|has|was) ))", "->"),
    (r"and (?:is|are|gets?) (?:handed|passed|routed|forwarded|transferred)(?: on| over| off)? to",
     "and hand it to"),
    (r"(?P<mood>positive|negative|neutral|happy|angry|unhappy) (?:ones|replies|answers|responses)(?= ?(?::|->|gets? |"
     r"goes? |go ))", "{mood}"),
    # passing on
    (rf"{_OPENS}(?P<who>[a-z]+|{_COLLEAGUE}) takes (?:(?:it|them|this|the {CASE}) over|over(?: from there| "
     rf"from here)?|"
     rf"(?:it|them|the {CASE}) (?:on|from there|from here))", "{lead} hand it to {who}"),
    (r"have (?P<what>an? (?:\S+ ){1,4}?)(?:made|written|created|drafted|prepared|generated|put together)(?= "
     r"?[.,;]|$| and| "
     r"from| for)", "create {what}"),
    (rf"(?:give|assign|pass|route) (?:{_THEM}|the {CASE})(?: over| on| off)? to (?=(?:(?:the |our |my "
     rf")?(?:sales|reps?|"
     rf"owners?|account|csm|deal|human|finance|support|legal)|{_COLLEAGUE})(?!\S))", "hand it to"),
    (rf"(?:let|have) (?P<who>{_COLLEAGUE}) (?:take|handle|deal with|own|pick up) (?:{_THEM}|the {CASE})(?: over|"
     rf" from there| up)?",
     "hand it to {who}"),
    (rf"(?:re-?)?(?:assign|allocate) (?P<who>{_THEM}(?: one| of (?:them|these|those))?|all of them|these|(?:the|"
     rf"each|every) "
     rf"{CASE}) to (?=(?:the |our |my )?[a-z]+(?!\S))", "hand {who} over to"),
    (r"make (?P<who>[a-z]+) (?:the |its |their |his |her )(?:new )?(?P<role>(?:account |deal |lead |contact )?owner)",
     "set the {role} to {who}"),
    # another value for the same
    (r"(?P<do>(?:set|change|update|put|hand|assign|push|route|pass|give) (?:(?![.;,!?•¶:])\S+ ){1,6}?to )"
     r"(?P<one>(?:(?!(?:to|and|then)(?!\S))[^.;,!?•¶:\s]+ ){1,9}?)(?P<sign>[,;] )?(?:and |or )?(?P<other>otherwise|"
     r"else|if not)"
     r"(?P<more> [,:])? to (?=\S)", "{do} {one} , otherwise {do} "),
    (r"(?:leave|drop|put|write|add) (?:an? |the )?(?:short |quick |brief )?(?:note|message|line|word|comment) (?:in|"
     r"on|to|at) "
     r"(?=(?:the )?(?:channel )?C\d)", "post a message to"),
)  # fmt: skip
"""A pattern over plain forms, and the words that stand for it; `{name}` keeps the words of a group."""
