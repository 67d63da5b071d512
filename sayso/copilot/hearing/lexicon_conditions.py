"""How people say conditions: comparisons, and the fields they compare.

In a pattern `{n}` is a number with its comparison ("more than 5", "5 or more", "50 to 200"), `{d}` a duration with one.
A field is `record.field`; record `*` is whatever is spoken of. `how`: `n` number, `d` days, `m` minutes, `within` days
that are at most so many, `yes` a yes-or-no field that "not" turns, `=x` a fixed text, `text` and `has` the words that
follow, `before` the words in front, `there` filled or empty.
"""

ABOVE = (
    r"over|above|more than|greater than|higher than|bigger than|larger than|longer than|older "
    r"than|exceeds?|exceeding|beyond|>|past|upwards of"
)
FROM = (
    r"at least|a minimum of|minimum of|minimum|min|no less than|not less than|no fewer than|"
    r">=|from|starting at|starting from"
)
UNDER = r"under|below|less than|fewer than|lower than|smaller than|shorter than|younger than|<"
UPTO = r"at most|up to|no more than|not more than|no longer than|a maximum of|maximum of|maximum|max|within|<="
EXACT = r"exactly|equals?|equal to|==|precisely"
MORE = (
    r"(?:or more|or higher|or better|or above|or over|or greater|or longer|or up|and up|and "
    r"above|and more|plus|\+|or later)(?! than| \$?\d)"
)
LESS = r"(?:or less|or lower|or fewer|or below|or under|or worse|and below|and under|or shorter)(?! than| \$?\d)"

VALUE = r"\$?\d+(?:\.\d+)?%?"
COMPARE = rf"(?:(?P<above>{ABOVE})|(?P<from>{FROM})|(?P<under>{UNDER})|(?P<upto>{UPTO})|(?P<exact>{EXACT}))"
NUMBER = (
    rf"(?:(?:between |from )?(?P<low>{VALUE}) (?:to|-|–|and|until|through) (?P<high>{VALUE})"
    rf"|(?:(?:by |of |to |at |is |are |was |has |worth |set )*{COMPARE} )?(?:an? |the )?(?P<value>{VALUE})(?: "
    rf"x(?!\S))?(?: (?:(?P<more>{MORE})|(?P<less>{LESS})))?)"
)
LENGTH = (
    rf"(?:{COMPARE} )?(?P<value>\d+|an?|one|a few|(?:a )?couple(?: of)?)(?: (?P<more>\+|or "
    rf"more))?(?: (?:full|whole|straight|consecutive|calendar|business|working))?"
    r" (?P<unit>minutes?|hours?|days?|weeks?|months?|years?|quarters?|fortnights?)(?: (?:(?P<more2>or "
    r"more|or longer|plus)|(?P<less>or less)))?"
)

_LAST = r"(?:for|in|since|within|over|during)?(?: at least)? ?(?:the )?(?:last |past )?"
_GAP = r"(?:\w+ ){0,3}?"

MEASURES: tuple[tuple[str, str, str], ...] = (
    # a call
    ((
        r"(?:no|nothing|not|never)(?: \w+){0,3}? (?:picks? up|picked up)|(?:nobody|no one) (?:picks? "
        r"up|picked up|answers the phone)|(?:call|phone)(?: \w+){0,2} (?:is |was )?not answered|"
        r"(?:does|do|did) not pick up|went to voicemail"
    ), "call.answered", "=false"),
    (r"(?:they )?(?:picks? up|picked up|answer(?:s|ed)? the (?:phone|call))", "call.answered", "=true"),
    ((
        r"requirements? (?:is |are |was |were |has been |have been )?(?:all )?(?:answered|met|"
        r"covered)"
    ), "requirement.answered", "yes"),
    # ages and distances
    ((
        rf"(?:nobody|no one|no-one|none of us)(?: has| have| had)? (?:touched|looked at|worked on|moved|updated|"
        rf"followed up(?: on)?|chased|done anything (?:on|with|about|for))(?: (?:it|them|on))? {_LAST}{{d}}"
    ), "*.idle", "d"),
    ((
        rf"(?:no|without(?: any)?|zero|not had any|not seen any)(?: new| recent)? (?:activity|activities|"
        rf"movement|progress|updates?) (?:on (?:it|them) )?{_LAST}{{d}}"
    ), "*.idle", "d"),
    ((
        rf"(?:idle|inactive|untouched|quiet|stale|cold|dormant|silent|not (?:been )?touched|not "
        rf"moved|not been updated|nothing(?: happened| happens| happening)?|been sitting|sitting "
        rf"idle|last activity)(?: (?:was|is|customers?|clients?|accounts?|users?))? (?:on it )?{_LAST}{{d}}(?: ago)?"
    ), "*.idle", "d"),
    ((
        rf"(?:logged?|logging|signed|log|sign|been) (?:in|on|active|seen)(?:to \w+ \w+)? (?:at "
        rf"all |there )?{_LAST}{{d}}"
    ), "company.daysInactive", "d"),
    ((
        rf"(?:repl(?:y|ied|ies)|answer(?:ed)?|respond(?:ed)?|written back|heard (?:back )?from|"
        rf"got back to us)(?: \w+){{0,2}}? {_LAST}{{d}}"
    ), "contact.daysSinceReply", "d"),
    ((
        rf"(?:been in touch(?: with)?|been contacted|contacted|talked to|spoken (?:to|with)|in "
        rf"contact(?: with)?|reached out to|written to|emailed|touched base(?: with)?|without contact|"
        rf"no contact|last contact(?:ed)?)(?: \w+){{0,2}}? {_LAST}{{d}}(?: ago)?"
    ), "*.contacted", "d"),
    (rf"survey(?:ed)? (?:\w+ ){{0,2}}?{_LAST}{{d}}", "contact.daysSinceSurvey", "d"),
    ((
        r"(?:created|added|joined|signed up|new|came in|arrived) (?:\w+ )?(?:in|within|during|"
        r"over|from) (?:the )?(?:last |past ){d}"
    ), "contact.age", "within"),
    (r"(?:created|added|joined|signed up|came in|new) (?P<one>yesterday|today|this week|this month)",
        "contact.age", "one"),
    (r"(?:created|added|joined|signed up) {d} ago", "contact.age", "d"),
    ((
        r"(?:created|added|joined|signed up|came in) (?:in|during|over|within) the (?:last|past) "
        r"(?P<one>day|week|month|hour)"
    ), "contact.age", "one"),
    ((
        r"(?:clos(?:e|es|ing)|due to close|expected to close|close date(?: is)?)(?: date)? (?:is "
        r")?(?:within|in|in under|in less than)(?: the next)? {d}"
    ), "deal.daysToClose", "within"),
    ((
        r"clos(?:e|es|ing)(?: date)? (?:is )?(?:this|within the|in the next|within a|in a) (?P<one>week|"
        r"month|quarter)"
    ), "deal.daysToClose", "one"),
    ((
        r"close date (?:has |is |already )*(?:passed|past|gone by|over|behind us)|(?:past|beyond) "
        r"(?:its|their|the) close date|should have closed"
    ), "deal.daysToClose", "<0"),
    (r"(?:lost|closed|won) (?:in|within|during|over) (?:the )?(?:last |past ){d}", "deal.daysSinceClosed", "within"),
    (r"(?:lost|closed|won)? ?(?:between |from )?(?P<low>\d+) (?:and|to|-|–) (?P<high>\d+) days ago",
        "deal.daysSinceClosed", "d"),
    (r"(?:lost|closed|won) {d} ago", "deal.daysSinceClosed", "d"),
    (r"(?:in|at) (?:that|this|the|its|their|one) (?:current |same )?stage (?:for )?{d}", "deal.daysInStage", "d"),
    (r"(?:been|sat|stuck|sitting|stayed) (?:there|in it|here) (?:for )?{d}", "deal.daysInStage", "d"),
    (r"overdue (?:by |for )?{d}|{d} (?:overdue|late|past due)", "row.daysOverdue", "d"),
    ((
        r"(?:lasts|lasted|took|takes|ran|runs|was|went on for|longer|duration(?: is| of)?|that "
        r"was|long) (?:for )?{d}(?: long)?"
    ), "meeting.durationMinutes", "m"),
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
    ((
        r"{n} (?:employees|people|staff|heads|colleagues|persons)|(?:employees|headcount|head "
        r"count|employee count|company size|team size|size of the company|number of employees)(?: "
        r"is| of| are)? {n}"
    ), "company.employees", "n"),
    (r"health(?: score)?s?(?: \w+){0,4}? {n}", "health.score", "n"),
    (r"(?:nps|promoter)(?: \w+){0,4}? {n}|{n} (?:on|in|for|as)(?: \w+){0,2}? nps", "nps.score", "n"),
    (r"(?:scores?|rates?|rated|gives?|gave|gave us|rating(?: of)?) (?:us )?(?:a |an )?{n}", "*.score", "n"),
    (r"(?:lead )?scores?(?: \w+){0,2}? {n}", "*.score", "n"),
    ((
        r"(?:arr|annual (?:recurring )?revenue|yearly revenue)(?: \w+){0,2}? {n}|{n} (?:in |of "
        r")?(?:arr|annual (?:recurring )?revenue)"
    ), "company.arr", "n"),
    (r"(?:mrr|monthly (?:recurring )?revenue)(?: \w+){0,2}? {n}|{n} (?:in |of )?mrr", "company.mrr", "n"),
    ((
        r"{n} (?:open |unsolved |support |unresolved )*tickets(?: open)?|open tickets(?: is| are)? "
        r"{n}"
    ), "company.openTickets", "n"),
    (r"{n} refunds?|refunds?(?: count)?(?: is| are)? {n}", "company.refundCount", "n"),
    (r"adoption(?: rate| percent)?(?: \w+){0,2}? {n}|{n} adoption", "company.adoptionPercent", "n"),
    ((
        r"(?:using |used |use )?{n} (?:or more )?of (?:(?:their|its|the|all) )?seats(?: used| "
            r"in use)?|seats?(?: \w+){0,"
        r"3}? (?=(?:\S+ ){0,3}\d+%){n}(?: used| in use)?"
    ), "usage.seatsPercent", "n"),
    (r"{n} (?:active |used )?seats(?: (?:in use|used|taken))?|seats?(?: in use)?(?: is| are)? {n}", "*.seats", "n"),
    (r"(?:no|zero|without(?: any)?) logins?", "usage.logins", "==0"),
    (r"(?:logs?|logged|sign(?:s|ed)?) in(?: \w+)? {n} times?", "usage.logins", "n"),
    (r"{n} logins?|logins?(?: is| are)? {n}", "usage.logins", "n"),
    (r"{n} (?:team )?invites|invites(?: is| are)? {n}", "usage.invites", "n"),
    (r"discounts?(?: \w+){0,6}? {n}|{n} discount", "deal.discount", "n"),
    ((
        r"(?:probability|likelihood|chance)(?: \w+){0,2}? {n}|{n} (?:probability|likely|likelihood|"
        r"chance)"
    ), "deal.probability", "n"),
    (r"budgets?(?: \w+){0,2}? {n}|{n} budget", "form.budget", "n"),
    (r"volumes?(?: \w+){0,2}? {n}", "form.volume", "n"),
    (r"(?:roas|return on ad spend)(?: \w+){0,2}? {n}", "row.roas", "n"),
    ((
        r"(?:spend|spent|spending)(?: \w+){0,3}? (?=(?:\S+ ){0,3}\d+%){n}(?: of (?:the |its |their "
        r")?budget)?"
    ), "row.spendPercent", "n"),
    ((
        r"usage(?: \w+){0,3}? (?:drop|drops|dropped|fall|falls|fell|down|declines?|decreases?|"
        r"dips?|plunges?|sinks?|shrinks?)(?: \w+)?? {n}|(?:drops?|falls?|fell|down|declines?|decreases?|"
        r"plunges?|dips?) (?:by )?(?=(?:\S+ ){0,3}\d+%){n}"
    ), "usage.dropPercent", "n"),
    ((
        r"usage(?: \w+){0,3}? (?:up|rises?|rose|spikes?|jumps?|grows?|grew|increases?|climbs?|"
        r"surges?|soars?)(?: \w+)?? {n}|(?:up|rises?|spikes?|jumps?|grows?|increases?|climbs?) "
        r"(?:by )?(?=(?:\S+ ){0,3}\d+%){n}"
    ), "usage.risePercent", "n"),
    ((
        r"{n} (?:meetings|calls|events|appointments|results|rows|articles|hits|matches|issues|"
        r"tickets)"
    ), "found.count", "n"),
    (r"amounts?(?: \w+){0,2}? {n}", "*.amount", "n"),
    ((
        r"(?:deal |contract )?(?:worth|value|values|size|price)(?: \w+){0,2}? {n}|{n} (?:deal "
        r"value|in value|in size)"
    ), "*.value", "n"),
    # answers and searches
    ((
        r"(?:answer|they|he|she|it|reply|response|owner|csm|rep)?(?: \w+)? ?(?:say|says|said|answers?|"
        r"answered|repl(?:y|ies|ied)|is|with|was) (?:with )?(?:a )?(?P<yes>yes|no)(?= ,|$)|^(?:on "
        r"|a )?(?P<yes2>yes|no)$"
    ), "answer.text", "answer"),
    ((
        r"(?:find|finds|found|there (?:is|are|was|were)|search (?:finds|found)|come up with|returns?|"
        r"gives?|got|turns? up|turned up)(?: \w+)?? (?:nothing|none|no (?!repl|answer|respon|word|"
        r"activity)\w+|zero(?: \w+)?)|nothing (?:is |was |comes up|came up|turns up)? ?(?:found)?|"
        r"no (?:results?|hits|matches|news|articles?|meetings?|rows|tickets)(?: (?:is|are|was|"
        r"were) found)?|(?:is|are|there is|there are) none|list is empty"
    ), "found.count", "==0"),
    ((
        r"(?:find|finds|found|there (?:is|are|was|were)|turns? up|turned up|come up with) (?:something|"
        r"anything|any(?: \w+)?|some(?: \w+)?|results?|news|hits|matches)"
    ), "found.count", ">0"),
    (r"any(?: \w+)?? (?:are |is |were |was |get |gets )?(?:found|left|there)|there (?:are|is) any",
        "found.count", ">0"),
    # somebody answered
    ((
        r"no (?:repl(?:y|ies)|answers?|responses?|reaction|word)(?: (?:yet|still|back|comes?|came|"
        r"arrives?|from (?:them|him|her)|after that))*|still (?:nothing|silent|silence|quiet|no(?: "
        r"reply| answer| response)?)|nothing(?: (?:back|yet|still|comes? back|came back|happens|"
        r"happened))*$|silence|(?:stay|stays|stayed|remain|remains|go|goes|went) (?:silent|quiet)|"
        r"(?:nobody|no one|none of them|neither) (?:repl(?:y|ies|ied)|answers?|answered|responds?|"
        r"responded)|radio silence|do not hear (?:back|from \w+)|not heard (?:back|from \w+|anything)"
    ), "contact.replied", "=false"),
    ((
        r"(?:repl(?:y|ies|ied|ying)|answers?|answered|respon(?:d|ds|ded|se)|writes? back|wrote "
        r"back|gets? back(?: to (?:us|me))?|got back|hear back|a response comes|come back to us)(?! "
        r"with (?:yes|no))(?: (?:to (?:it|me|us|the \w+)|yet|comes? in|came|arrives?|by then|in "
        r"time|us|me|at all))*"
    ), "contact.replied", "yes"),
)  # fmt: skip
"""Ages, distances, counts, amounts, and whether somebody answered."""
