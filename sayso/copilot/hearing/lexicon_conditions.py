"""How people say conditions: comparisons, and the fields they compare.

In a pattern `{n}` is a number with its comparison ("more than 5", "5 or more", "50 to 200"), `{d}` a duration with one.
A field is `record.field`; record `*` is whatever is spoken of. `how`: `n` number, `d` days, `m` minutes, `within` days
that are at most so many, `yes` a yes-or-no field that "not" turns, `=x` a fixed text, `text` and `has` the words that
follow, `before` the words in front, `there` filled or empty.
"""

_LARGER = r"more|greater|higher|bigger|larger|longer|older|later|further|better"
_SMALLER = r"less|fewer|lower|smaller|shorter|younger|worse|sooner|earlier"
ABOVE = (
    rf"over|above|(?:{_LARGER}) than|exceeds?|exceeding|exceeded|beyond|>|past|upwards of|tops|topping|beats|"
    rf"surpass(?:es|ed|ing)?|passes|a good|well over|in the region above"
)
FROM = (
    rf"at least|a minimum of|minimum of|minimum|min|(?:no|not) (?:{_SMALLER}) than|not (?:under|below)|"
    r">=|from|starting at|starting from|reach(?:es|ed|ing)?|hits?|upward from|as (?:many|much) as"
)
UNDER = (
    rf"under|below|beneath|underneath|(?:{_SMALLER}) than|<|"
    r"(?:not|never) (?:yet )?(?:even )?(?:reach(?:ed|ing)?|hit|make|get to|come to|"
    r"at least)|short of|falls? short of|shy of|not as (?:many|much) as"
)
UPTO = (
    rf"at most|at the most|up to|(?:no|not|never) (?:{_LARGER}) than|not (?:over|above|beyond)|"
    r"(?:not|never) (?:yet )?(?:exceed(?:s|ed|ing)?|pass(?:ed)?|surpass(?:ed)?|top|go (?:over|above|beyond)|gone "
    r"(?:over|above))|"
    r"a maximum of|maximum of|maximum|max|within|<="
)
EXACT = r"exactly|equals?|equal to|==|precisely|just"
MORE = (
    r"(?:or more|or higher|or better|or above|or over|or greater|or longer|or up|or bigger|or larger|or upwards|and up|"
    r"and upwards?|and (?:above|over|higher|better)|and more|plus|\+|or later|or older|at least|minimum|at a minimum)"
    r"(?! than| \$?\d)"
)
LESS = (
    r"(?:or less|or lower|or fewer|or below|or under|or worse|or smaller|or sooner|or earlier|or younger|and below|"
    r"and under|and (?:lower|less|fewer|down)|or shorter|at most|at the most|maximum|max|tops)(?! than| \$?\d)"
)

VALUE = r"\$?\d+(?:\.\d+)?%?"
ONE = r"(?:(?<=than )|(?<=least )|(?<=most )|(?<=exactly )|(?<=minimum of ))(?:one|single)"
"""One, where it is said how it is compared."""
COMPARE = rf"(?:(?P<upto>{UPTO})|(?P<under>{UNDER})|(?P<from>{FROM})|(?P<above>{ABOVE})|(?P<exact>{EXACT}))"
NUMBER = (
    rf"(?:(?:(?:anywhere |somewhere )?(?:between|from|in) )?(?:the |an? )?(?P<low>{VALUE}) (?:to|-|–|and|until|"
    rf"through|up to) "
    rf"(?P<high>{VALUE})(?! or (?:more|less))"
    rf"|(?:(?:by |of |to |at |is |are |was |has |worth |set |in |a )*{COMPARE} )?(?:an? |the )?(?P<value>{VALUE}|"
    rf"{ONE})(?: "
    rf"x(?!\S))?(?: (?:(?P<more>{MORE})|(?P<less>{LESS})))?)"
)
LENGTH = (
    rf"(?:(?:between |from )?(?P<low>\d+) (?:to|-|–|and) (?=\d))?(?:{COMPARE} )?(?P<value>\d+|an?|one|a few|(?:a "
    rf")?couple(?: of)?)(?: (?P<more>\+|or "
    rf"more))?(?: (?:full|whole|straight|consecutive|calendar|business|working))?"
    r" (?P<unit>minutes?|hours?|days?|weeks?|months?|years?|quarters?|fortnights?)(?: (?:(?P<more2>or "
    r"more|or longer|plus)|(?P<less>or less)))?"
)

_LAST = r"(?:for|in|since|within|over(?= (?:the|these|last|past))|during)?(?: at least)? ?(?:the )?(?:last |past )?"

_RECORD = r"(?:contact|person|lead|prospect|record|company|customer|account|client|entry|match)s?"
_SUCH = rf"(?:they|he|she|it|(?:the|that|this|each|every|such an?) {_RECORD})"
_BASE = r"(?:it|there|(?:the |our )?(?:crm|database|records|contacts|customers|system))"
"""Who was looked for, and where."""

MEASURES: tuple[tuple[str, str, str], ...] = (
    (r"(?:the |their |his |her )?answer (?:contains?|mentions?|includes?|says)(?: the words?)?(?= Q)",
        "answer.text", "has"),
    (r"(?:nobody|no one)(?: has| have)? (?:yet )?(?:picked up or claimed|claimed or picked up)(?: yet)?",
        "contact.claimed", "=false"),
    # a call
    ((
        r"(?:no|nothing|not|never)(?: \w+){0,3}? (?:picks? up|picked up)|(?:nobody|no one) (?:picks? "
        r"up|picked up|answers the phone)|(?:call|phone)(?: \w+){0,2} (?:is |was )?not answered|"
        r"(?:does|do|did) not pick up|went to voicemail"
    ), "call.answered", "=false"),
    (r"(?:they )?(?:picks? up|picked up|answer(?:s|ed)? the (?:phone|call))", "call.answered", "=true"),
    ((
        r"requirements? (?:that |which )?(?:is |are |was |were |has been |have been )?(?:not )?(?:all |yet )?"
        r"(?:answered|met|covered)(?: yet)?"
    ), "requirement.answered", "yes"),
    # ages and distances
    (r"{d} without (?:logging in|signing in|using (?:us|it|the product)|(?:an?y? )?(?:logins?|sign-ins?))",
        "company.daysInactive", "d"),
    (r"{d} (?:gone |going |of )?(?:quiet|silence)|(?:gone|been|fallen|stayed|remained) (?:quiet|silent) (?:for )?{d}",
        "*.silent", "d"),
    (r"(?:silent|quiet) (?:for |since )?{d}", "*.silent", "d"),
    (r"{d} without (?:any )?(?:activity|movement|progress|updates?|touch)", "*.idle", "d"),
    ((
        rf"(?:nobody|no one|no-one|none of us)(?: has| have| had)? (?:touched|looked at|worked on|moved|updated|"
        rf"followed up(?: on)?|chased|done anything (?:on|with|about|for))(?: (?:it|them|on))? {_LAST}{{d}}"
    ), "*.idle", "d"),
    ((
        rf"(?:no|without(?: any)?|zero|not had any|not seen any)(?: new| recent)? (?:activity|activities|"
        rf"movement|progress|updates?) (?:on (?:it|them) )?{_LAST}{{d}}"
    ), "*.idle", "d"),
    (rf"(?:(?:saw|had|has|have|with|some|any|new|recent|got) )*(?:activity|movement) {_LAST}{{d}}(?: ago)?",
        "*.idle", "d"),
    ((
        rf"(?:idle|inactive|untouched|quiet|stale|cold|dormant|silent|not (?:been )?touched|not "
        rf"moved(?: an inch| at all| forward| on| along| anywhere)?|not been updated|nothing(?: at all| "
        rf"whatsoever)?(?: has)?(?: happened| happens| happening| going "
        rf"on| moved| moving)?(?: at all| (?:on|with|in) (?:it|them))?|been sitting|sitting "
        rf"idle|last activity)(?: (?:was|is|customers?|clients?|accounts?|users?))? (?:on it )?{_LAST}{{d}}(?: ago)?"
    ), "*.idle", "d"),
    ((
        rf"(?:logged?|logging|signed|log|sign|been|last) (?:in|on|active|seen)(?:to \w+ \w+)? (?:at "
        rf"all |there |to (?:it |them |there )?|even once )?{_LAST}{{d}}(?: ago)?|last (?:log-?in|sign-?in)(?: "
        rf"(?:was|is|more|lies))* {{d}}"
        rf"(?: ago| back)?"
    ), "company.daysInactive", "d"),
    ((
        rf"(?:repl(?:y|ied|ies)|answer(?:ed)?|respond(?:ed)?|response|written back|wrote back|heard (?:back )?from|"
        rf"got back to us)(?: \w+){{0,3}}? {_LAST}{{d}}(?: ago| back)?"
    ), "contact.daysSinceReply", "d"),
    ((
        rf"(?:been in touch(?: with)?|been contacted|contacted|talked to|spoken (?:to|with)|in "
        rf"contact(?: with)?|reach(?:ed)? out to|written to|emailed|touched base(?: with)?|without contact|"
        rf"no contact|last contact(?:ed)?|last (?:touch-?point|touch|conversation|call|chat)|heard from us|got in "
        rf"touch(?: with)?|"
        rf"chased|caught up with|met with|checked in (?:on|with))(?: \w+){{0,3}}? {_LAST}{{d}}(?: ago| back)?"
    ), "*.contacted", "d"),
    (rf"survey(?:ed|s)? (?:\w+ ){{0,3}}?{_LAST}{{d}}(?: ago| back)?", "contact.daysSinceSurvey", "d"),
    ((
        r"(?:created|added|joined|signed up|new|came in|arrived) (?:\w+ )?(?:in|within|during|"
        r"over|from) (?:the )?(?:last |past ){d}"
    ), "contact.age", "within"),
    (r"(?:created|added|joined|signed up|came in|new) (?P<one>yesterday|today|(?:this|last|past) (?:week|month|"
     r"quarter|year))",
        "contact.age", "one"),
    (r"(?:created|added|joined|signed up|came in|arrived|entered|in the (?:system|crm|database)|with us|around) "
     r"(?:for |since )?{d}"
     r"(?: ago| back)?", "contact.age", "d"),
    (r"(?=(?:not|no) (?:older|newer|younger) than |older than |younger than |newer than ){d}", "*.old", "d"),
    ((
        r"(?:created|added|joined|signed up|came in) (?:in|during|over|within) the (?:last|past) "
        r"(?P<one>day|week|month|hour)"
    ), "contact.age", "one"),
    ((
        r"(?:clos(?:e|es|ing)|due to (?:be )?close[d]?|expected to (?:be )?close[d]?|set to close|close date(?: is| "
        r"lies| falls)?)(?: date)? (?:is "
        r")?(?:due )?(?:within|in|over|during|inside)(?: (?:the )?(?:next|coming|following))? {d}"
    ), "deal.daysToClose", "within"),
    ((
        r"clos(?:e|es|ing)(?: date)? (?:is )?(?:this|within the|in the next|within a|in a) (?P<one>week|"
        r"month|quarter)"
    ), "deal.daysToClose", "one"),
    ((
        r"(?:close|closing) dates? (?:has |have |is |are |was |already |lies |in the |long |well |now )*(?:passed|"
        r"past|gone by|over|"
        r"behind us|gone|expired|missed|overdue|slipped)|(?:past|beyond|after) (?:its|their|the) (?:own )?(?:close|"
        r"closing) dates?|"
        r"should (?:already )?have (?:been )?closed(?: already| by now)?|overdue to (?:be )?close[d]?|overdue for "
        r"closing|missed (?:its|their|"
        r"the) close date"
    ), "deal.daysToClose", "<0"),
    (r"(?:lost|closed|won) (?:in|within|during|over) (?:the )?(?:last |past ){d}", "deal.daysSinceClosed", "within"),
    (r"(?:lost|closed|won)? ?(?:between |from )?(?P<low>\d+) (?:and|to|-|–) (?P<high>\d+) days ago",
        "deal.daysSinceClosed", "d"),
    (r"(?:lost|closed|won) {d} ago", "deal.daysSinceClosed", "d"),
    (r"(?:in|at) (?:that|this|the|its|their|one) (?:current |same )?stage (?:for )?{d}", "deal.daysInStage", "d"),
    (r"(?:been|sat|stuck|sitting|stayed) (?:there|in it|here) (?:for )?{d}", "deal.daysInStage", "d"),
    (r"(?:overdue|past due|late|in arrears)(?: by| for| since)* {d}|{d} (?:or more )?(?:overdue|late|past due|past "
     r"the due date|in arrears|"
     r"behind)", "row.daysOverdue", "d"),
    (r"(?:meetings?|calls?|sessions?|demos?|appointments?)(?: of| lasting| over| under)* {d}",
        "meeting.durationMinutes", "m"),
    ((
        r"(?:lasts|lasted|took|takes|ran|runs|was|went on for|longer|duration(?: is| of)?|that "
        r"was|long) (?:for )?{d}(?: long)?"
    ), "meeting.durationMinutes", "m"),
    (r"ones? (?:of|over|above|lasting|taking) {d}", "*.lasting", "m"),
    (r"(?:meetings?|calls?|demos?|sessions?) (?:of|over|above|lasting|taking) {d}", "meeting.durationMinutes", "m"),
    (r"(?=longer than |shorter than ){d}", "*.lasting", "m"),
    (r"{d} long(?:er)?", "meeting.durationMinutes", "m"),
    (r"{d} old|(?:been )?open (?:for )?{d}|(?=older than ){d}|age(?: is)? {d}", "*.old", "d"),
    ((
        r"(?:renew(?:s|al|als|ing)?|renewal date)(?: is| are| comes? up| coming up| due| happens)?(?: "
        r"within| in| in under| in less than)(?: the next)? {d}"
    ), "renewal.daysLeft", "within"),
    ((
        r"{d} (?:left )?(?:before|ahead of|prior to|out from|until|to|till|from) (?:the |their "
        r"|a |an |its |our |each |every |any )?(?:contract |customer |account )?renewals?(?: date)?"
    ), "renewal.daysLeft", "=="),
    ((
        r"renewals?(?: date)?(?: is| are| comes| gets| coming up| due)? (?:in )?{d}(?: away| out|"
        r" off| ahead)?"
    ), "renewal.daysLeft", "=="),
    # counts and amounts
    (r"^(?:found|match found|one found|they are found|it is found)$", "found.count", ">0"),
    (r"{n} (?:of (?:them|these|those)|in total|found|such (?:\w+))(?! a day| per)", "found.count", "n"),
    ((
        r"{n} (?:attendees|participants|guests|(?:people|persons|of them) (?:attended|attending|joined|came|took part|"
        r"were there|were in it|on the call))|(?:attendees|participants)(?: is| are| were| count| number)* {n}"
    ), "meeting.attendees", "n"),
    ((
        r"{n} (?:employees|people|staff|heads|colleagues|persons|workers|folks|team members|staff members|fte)|"
        r"(?:employs?|employing)(?: "
        r"\w+)?? {n}(?: people| staff| persons| workers)?|(?:employees|headcount|head "
        r"count|employee count|company size|team size|size of the company|number of employees)(?: "
        r"is| of| are)? {n}"
    ), "company.employees", "n"),
    (r"health(?: score)?s?(?: (?!and )\w+){0,4}? {n}", "health.score", "n"),
    (r"(?:nps|promoter)(?: \w+){0,4}? {n}|{n} (?:on|in|for|as)(?: \w+){0,2}? nps", "nps.score", "n"),
    (r"{n} points?", "*.score", "n"),
    (r"scor(?:ing|ed|e) {n}", "*.score", "n"),
    (r"(?:scores?|rates?|rated|gives?|gave|gave us|rating(?: of)?) (?:us )?(?:a |an )?{n}(?! off| "
     r"discount)", "*.score", "n"),
    (r"(?:lead )?scores?(?: \w+){0,2}? {n}", "*.score", "n"),
    ((
        r"(?:arr|annual (?:recurring )?revenue|yearly revenue)(?: \w+){0,2}? {n}|{n} (?:in |of "
        r")?(?:arr|annual (?:recurring )?revenue)"
    ), "company.arr", "n"),
    (r"(?:mrr|monthly (?:recurring )?revenue)(?: \w+){0,2}? {n}|{n} (?:in |of )?(?:mrr|monthly (?:recurring )?revenue)|"
     r"(?:pay(?:s|ing)?|spend(?:s|ing)?|worth|bring(?:s|ing)? in|bringing|generat(?:es|ing))(?: us)? {n} (?:a|per|"
     r"each|every|/) month|"
     r"{n} (?:a|per|each|every|/) month|(?:pay(?:s|ing)?)(?: us)? {n} monthly", "company.mrr", "n"),
    (r"(?:pay(?:s|ing)?|spend(?:s|ing)?|worth|bring(?:s|ing)? in|generat(?:es|ing))(?: us)? {n} (?:a|per|each|every|"
     r"/) year|"
     r"{n} (?:a|per|/) year", "company.arr", "n"),
    ((
        r"{n} (?:open |unsolved |support |unresolved )*tickets(?: open)?|open tickets?(?: count| "
        r"number)?(?: is| are| of)? {n}"
    ), "company.openTickets", "n"),
    (r"(?:no|zero|without(?: any| an?)?) (?:open|unsolved|unresolved) (?:support )?(?:tickets?|cases)|no tickets? open",
        "company.openTickets", "==0"),
    (r"(?:has |have |with |got |having |still )+(?:an?|any|some) (?:still )?(?:open|unsolved|unresolved) (?:support "
     r")?(?:tickets?|cases?)",
        "company.openTickets", ">0"),
    (r"(?:no|zero|never (?:had|got|asked for|received|requested)|without(?: any| an?)?|not (?:had|got|received))(?: "
     r"an?| any)? (?:single )?refunds?"
     r"(?: (?:so far|yet|ever))?|never (?:been )?refunded", "company.refundCount", "==0"),
    (r"{n} refunds?|refund(?:s|ed)?(?: count| number)?(?: is| are| of| stands at| ==| was)* {n}(?: times)?|number "
     r"of refunds (?:is |of )?{n}",
        "company.refundCount", "n"),
    (r"adopt(?:ion|ed|ing|s)(?: rate| percent| level)?(?: \w+){0,4}? {n}(?: mark)?|{n} adoption",
        "company.adoptionPercent", "n"),
    ((
        r"(?:using |used |use )?{n} (?:or more )?of (?:(?:their|its|the|all) )?seats(?: used| "
            r"in use)?|seats?(?: \w+){0,"
        r"3}? (?=(?:\S+ ){0,3}\d+%){n}(?: used| in use)?"
    ), "usage.seatsPercent", "n"),
    (r"{n} (?:active |used )?seats(?: (?:in use|used|taken))?|seats?(?: in use)?(?: is| are)? {n}", "*.seats", "n"),
    (r"(?:no|zero|without(?: any| an?)?) (?:logins?|sign-ins?|visits?)(?: (?:from|by) (?:an? |the |any |one "
     r"of our )?\w+)?"
     rf" {_LAST}{{d}}", "company.daysInactive", "d"),
    (r"still (?:no|without(?: any| an?)?) (?:logins?|sign-ins?)|no logins? (?:yet|since|by then)",
        "company.loggedIn", "=false"),
    (r"(?:no|zero|without(?: any)?) logins?", "usage.logins", "==0"),
    (r"(?:no|zero|without(?: any| an?)?) (?:team |teammate )?invit(?:es|ations)(?: sent)?(?: (?:yet|so far|at all))?|"
     r"not (?:yet )?invited (?:any(?:body|one)|any (?:\w+)|a single \w+|a (?:colleague|teammate|user))"
     r"(?: (?:yet|so far|at all))?", "usage.invites", "==0"),
    (r"(?:no|zero|without(?: any| an?)?) (?:active |used )?seats(?: (?:in use|used|taken))?", "*.seats", "==0"),
    (r"(?:(?:logs?|logged|sign(?:s|ed)?) in(?: \w+)?|(?:do|does|did) (?:it|so|that)) {n} times?", "usage.logins", "n"),
    (r"{n} logins?|logins?(?: is| are)? {n}", "usage.logins", "n"),
    (r"{n} (?:team )?invites|invites(?: is| are)? {n}", "usage.invites", "n"),
    (r"(?:no|zero|without(?: any| an?)?|not (?:got |have )?(?:an?|any)) discounts?(?: at all)?|undiscounted|at full "
     r"price",
        "deal.discount", "==0"),
    (r"discount(?:s|ed)?(?: \w+){0,6}? {n}|{n} (?:\w+ )?(?:discount|off)(?: or more)?", "deal.discount", "n"),
    ((
        r"(?:probability|likelihood|chances?|odds)(?: (?:of|on|for) (?:an? |the |any |this |our )*(?:deals?|"
        r"opportunit(?:y|ies)|winning))?"
        r"(?: \w+){0,2}? {n}|"
        r"{n} (?:probability|likely|likelihood|"
        r"chance)"
    ), "deal.probability", "n"),
    (r"budgets?(?: \w+){0,2}? {n}|{n} budget", "form.budget", "n"),
    (r"volumes?(?: \w+){0,2}? {n}(?: (?:a|per|each) month)?|{n} (?:units|pieces|pallets|copies)", "form.volume", "n"),
    (r"{n} (?:of (?:the |its |their )?(?:ad )?(?:budget|spend) )?(?:is |are |has been |have been )?(?:spent|"
     r"used up|used of the "
     r"budget|gone)", "row.spendPercent", "n"),
    (r"(?:roas|return on ad spend)(?: \w+){0,2}? {n}", "row.roas", "n"),
    ((
        r"(?:spend|spent|spending)(?: \w+){0,6}? (?=(?:\S+ ){0,3}\d+%){n}(?: of (?:the |its |their "
        r")?budget)?"
    ), "row.spendPercent", "n"),
    ((
        r"usage(?: \w+){0,3}? (?:drop|drops|dropped|fall|falls|fell|fallen|down|declines?|declined|decreases?|"
        r"decreased|"
        r"dips?|dipped|plunges?|plunged|sinks?|sank|sunk|shrinks?|shrunk|slips?|slipped|plummets?|plummeted|tumbles?|"
        r"tumbled|"
        r"crashes|crashed|tanks?|slides?|slid)(?: \w+)?? {n}|"
        r"(?:drops?|dropped|falls?|fell|fallen|down|declines?|declined|decreases?|decreased|"
        r"plunges?|dips?|dipped|shrinks?|plummets?|plummeted|tumbles?|sinks?|slides?|slips?)(?: off)? (?:by "
        r")?(?=(?:\S+ ){0,3}\d+%){n}"
    ), "usage.dropPercent", "n"),
    ((
        r"usage(?: \w+){0,3}? (?:up|rises?|rose|risen|spikes?|spiked|jumps?|jumped|grows?|grew|grown|increases?|"
        r"increased|climbs?|"
        r"climbed|surges?|surged|soars?|soared|leaps?|swells?)(?: \w+)?? {n}|(?:up|rises?|rose|risen|spikes?|spiked|"
        r"jumps?|jumped|grows?|grew|"
        r"grown|increases?|increased|climbs?|climbed|surges?|surged|soars?|soared|leaps?) "
        r"(?:by )?(?=(?:\S+ ){0,3}\d+%){n}"
    ), "usage.risePercent", "n"),
    ((
        r"{n} (?:(?:meeting|call|event|appointment|result|row|article|hit|issue|ticket|entr|record)s?|ies|match(?:es)?)"
    ), "found.count", "n"),
    (r"amounts?(?: \w+){0,2}? {n}", "*.amount", "n"),
    ((
        r"(?:deal |contract )?(?:worth|value|values|size|price)(?: \w+){0,2}? {n}|{n} (?:deal "
        r"value|in value|in size)"
    ), "*.value", "n"),
    # answers and searches
    (rf"(?:no(?:body| one)|none|no (?:such )?{_RECORD})(?: of (?:that|this|the same) \w+)?(?: (?:is|are|was|were|gets?|"
     rf"can be|could be|has been|there))* (?:found|there|known|in {_BASE})(?: yet)?|(?:there is|there are|we have|find|"
     rf"finds) no such {_RECORD}|no such {_RECORD}(?: exists)?|{_SUCH} (?:(?:is|are|was|were) not (?:yet )?(?:there|"
     rf"known|found|(?:in|among) {_BASE})|(?:do|does) not (?:yet )?exist|not exist)(?: yet)?", "found.count", "==0"),
    (rf"(?:somebody|someone|an? (?:such )?{_RECORD}) (?:is|was|gets?|has been|can be) found|{_SUCH} (?:(?:already )?"
     rf"exists?|(?:is|are) (?:already )?(?:known(?: to us)?|(?:in|among) {_BASE}))(?: already)?|there is (?:already )?"
     rf"(?:one|somebody|someone)(?: already)?", "found.count", ">0"),
    ((
        r"(?:answer|they|he|she|it|reply|response|owner|csm|rep)?(?: \w+)? ?(?:say|says|said|answers?|"
        r"answered|repl(?:y|ies|ied)|is|with|was) (?:with )?(?:a )?(?P<yes>yes|no)(?= ,|$)|^(?:on "
        r"|a )?(?P<yes2>yes|no)$"
    ), "answer.text", "answer"),
    ((
        r"(?:find|finds|found|there (?:is|are|was|were)|search (?:finds|found)|come up with|returns?|"
        r"gives?|got|turns? up|turned up)(?: \w+)?? (?:nothing|none|no (?!interest|budget|discount|comment|tag|"
        r"title|source|status|competitor|one|body|repl|answer|respon|word|"
        r"activity|next|phone|e-?mail|owner|login|linkedin|close)\w+|zero(?: \w+)?)|nothing (?:is |was |"
        r"comes up|came up|turns up)? ?(?:found)?|"
        r"no (?:results?|hits|matches|news|articles?|meetings?|rows|tickets)(?: (?:is|are|was|"
        r"were) found)?|(?:is|are|there is|there are) none|^none(?: of them)?$|none (?:were |was |is |are )?found|"
        r"not a single (?:one|hit|result)|list is empty"
    ), "found.count", "==0"),
    ((
        r"(?:find|finds|found|there (?:is|are|was|were)|turns? up|turned up|come up with) (?:something|"
        r"anything|any(?: \w+)?|some(?: \w+)?|results?|news|hits|matches)"
    ), "found.count", ">0"),
    ((
        r"(?:any|some)(?: \w+)?? (?:are |is |were |was |get |gets )?(?:found|left|there)|"
        r"there (?:are|is) (?:any|some|one)|"
        r"(?:any|some) (?:hits?|results?|matches|match|finds?)(?!\S)|(?:something|anything) (?:is |was |were |gets )?"
        r"(?:found|there|comes? up|came up|turns? up|turned up)|(?:hits|results|matches) (?:are |were )?found"
    ), "found.count", ">0"),
    # somebody answered
    (r"(?P<mood>negative|positive|neutral|angry|happy|unhappy|upset|annoyed) (?:e-?mail )?(?:repl(?:y|ies)|answers?|"
     r"responses?)", "*.sentiment", "mood"),
    ((
        r"no (?:repl(?:y|ies)|answers?|responses?|reaction|word)(?: (?:yet|still|back|comes?|came|"
        r"arrives?|from (?:them|him|her)|after that))*|still (?:nothing|silent|silence|quiet|no(?: "
        r"reply| answer| response)?)|nothing(?: (?:back|yet|still|comes? back|came back|happens|"
        r"happened|has|have|had|at all|by then|so far|since|in "
        r"return|in the meantime))*$|silence|(?:stay|stays|stayed|remain|remains|go|goes|went) (?:silent|quiet)|"
        r"(?:nobody|no one|none of them|neither) (?:repl(?:y|ies|ied)|answers?|answered|responds?|"
        r"responded)|radio silence|do not hear (?:back|from \w+)|not heard (?:back|from \w+|anything)"
    ), "contact.replied", "=false"),
    ((
        r"(?!(?:repl(?:y|ies)|answers?|responses?) (?:is|are|was|were|sounds?) (?:not )?(?:too |so |very |really "
        r")?(?:negative|positive|"
        r"neutral|angry|happy|unhappy|upset|annoyed|frustrated)(?!\S))"
        r"(?:repl(?:y|ies|ied|ying)|answers?|answered|respon(?:d|ds|ded|se)|writes? back|wrote "
        r"back|gets? back(?: to (?:us|me))?|got back|hear back|a response comes|come back to us)(?! "
        r"with (?:yes|no))(?: (?:to (?:it|me|us|the \w+)|yet|comes? in|came|arrives?|by then|in "
        r"time|us|me|at all))*"
    ), "contact.replied", "yes"),
)  # fmt: skip
"""Ages, distances, counts, amounts, and whether somebody answered."""
