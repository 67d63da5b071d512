"""How people say that something happens: the words that bring it in, and what happens."""

WHENEVER = (
    r"when(?:ever)?|as soon as|once|after|every time|each time|any ?time|the moment|the minute|"
    r"on|upon|if|for (?:every|each|any)|right after|immediately after|following|should|in "
    r"case|starts? (?:when|once|as soon as|with)|begins? when|triggered (?:by|when)|trigger "
    r":?|starting (?:when|once)"
)
"""Words before what starts a flow."""

BEHIND = r"when(?:ever)?|as soon as|every time|each time|any ?time|the moment|once"
"""Words before what starts a flow where that stands behind what it does."""

_WHO = r"(?:contact|lead|prospect|person|people|somebody|someone|anybody|anyone|subscriber|signup|sign-up)s?"
_COMES = (
    r"(?:is|are|gets?|was|were|has been|have been|being|just)?(?: (?:newly|just))? ?(?:created|"
    r"added|made|entered|imported|captured)"
)
_IN = (
    r"(?:comes?|came|coming|arrives?|arrived|lands?|landed|pops? up|shows? up|drops? in|appears?|"
    r"joins?|signs? up|is in|rolls? in|hits? (?:the|our) crm)"
)
_DEAL = r"(?:deals?|opportunit(?:y|ies)|proposals?)"
_CUSTOMER = r"(?:customers?|clients?|accounts?|users?|compan(?:y|ies)|organi[sz]ations?)"
_UP = (
    r"(?:goes up|go up|going up|rises?|rose|spikes?|spiked|jumps?|jumped|grows?|grew|increases?|"
    r"increased|climbs?|climbed|surges?|surged|soars?|is up|shoots? up|explodes?|doubles?)"
)
_DOWN = (
    r"(?:drops?|dropped|falls?|fell|goes down|go down|declines?|declined|decreases?|decreased|"
    r"sinks?|sank|plunges?|plunged|dips?|dipped|slips?|slipped|shrinks?|plummets?|tanks?|is "
    r"down|gets? worse|deteriorates?|is below|is under|below|under)"
)
_SCORES = r"(?:gives?|gave|scores?|scored|rates?|rated|leaves?|left|submits?|answers?|fills? (?:in|out))"

EVENTS: tuple[tuple[str, str], ...] = (
    ((
        r"webhook|web hook|http (?:post|callback)|(?:posts?|sends? data|calls?|pings?) (?:to )?(?:our|"
        r"the|this) (?:webhook|endpoint|url)"
    ), "webhook"),
    ((
        r"(?:i |someone |somebody |anyone |a user |users? |they |you |a visitor |people |visitors? "
        r")(?:say|says|type|types|write|writes|send|sends|enter|enters|chat|chats|message|messages|"
        r"ask|asks|tell|tells)(?: (?:you|the agent|the bot|sayso|me|in))*(?: the chat)? (?:: )?(?=Q\d)(?P<q>Q\d+)(?:"
        r" (?:in|into|on|to) (?:the )?(?:chat|bot))?"
    ), "chat"),
    ((
        r"(?:chat|slash|voice)? ?command (?P<q>Q\d+)|(?P<q2>Q\d+) (?:is )?(?:typed|written|said|"
        r"sent|entered)(?: in(?:to)? (?:the )?chat)?|(?:in|from) (?:the |our )?chat|chats? with "
        r"us|(?:opens?|starts?) (?:a |the )?chat|chat (?:message|starts|begins|request|comes in)"
    ), "chat"),
    ((
        rf"renewals?(?: [\w$%'’-]+){{0,5}}? (?:approach(?:es|ing)?|comes? (?:up|near|close)|(?:is "
        rf"|are )?coming up|nears?|is (?:due|near)|draws near)|(?:before|until|ahead of|prior to|"
        rf"out from|from) (?:the |their |a |an |its |our |each |every |any )?(?:contract |customer "
        rf"|account )?renewals?|renewals?(?: date)?(?: is| are| comes| gets)? (?:in )?\d+ (?:days|"
        rf"weeks|months)|\d+ days (?:out|left)|renewal (?:playbook|is (?:up|approaching|coming))|"
        rf"(?:about|up) (?:to renew|for renewal)|{_CUSTOMER}(?: [\w$%'’-]+){{0,3}}? renews? in "
        rf"\d+"
    ), "renewal.approaching"),
    ((
        rf"(?:nps|promoter score|satisfaction)(?: \w+){{0,4}}|detractors?|promoters?|{_SCORES} "
        rf"us (?:an? )?\d+|{_SCORES}(?: us)? (?:an? )?\d+ or (?:an? )?\d+|{_SCORES}(?: us)?(?: "
        rf"an?)?(?: [\w$%'’-]+){{0,6}}? nps|(?:survey|feedback form) (?:is |gets )?(?:submitted|"
        rf"answered|comes in|response)"
    ), "nps.submitted"),
    ((
        r"(?:our |the |a |their )?(?:\w+ )?champions?(?: (?:at|of|from) (?:an? |the |our )?\w+)? "
        r"(?:leaves?|left|has left|quits?|changes? jobs?|is leaving|moves? on|departs?|goes|is "
        r"gone|switches? (?:jobs?|companies))|champion (?:left|leaves|change|departure)|(?:main|"
        r"key) contact (?:leaves|left|has left|changes jobs|moves on|quits)"
    ), "champion.left"),
    ((
        r"contracts?(?: [\w$%'’-]+){0,3}? milestones?|milestones?(?: [\w$%'’-]+){0,4}? (?:reached|"
        r"hit|passed|met|due|comes up)|(?:reaches|hits|passes) (?:a |the |its )?(?:contract )?milestones?|"
        r"milestone (?:in|of) (?:a|the) contract"
    ), "contract.milestone"),
    ((
        rf"health(?: scores?)?(?: (?:of|for) (?:an? |the |any |our )?\w+)?(?: \w+)?? {_DOWN}|(?:drop|"
        rf"fall|decline|dip) in health|health(?: score)?(?: [\w$%'’-]+){{0,3}}? (?:below|under)"
    ), "health_score.dropped"),
    ((
        rf"usage(?: (?:of|by|at|in|from) (?:an? |the |any |our )?\w+)?(?: \w+)?? {_DOWN}|(?:drop|"
        rf"fall|decline|dip|decrease) in (?:\w+ )?usage|usage (?:is )?(?:down|off)(?: by)?(?= \d)|usage (?:drop|"
        rf"decline)|uses? (?:the product "
        rf"|us )?(?:much )?less"
    ), "usage.dropped"),
    ((
        rf"usage(?: (?:of|by|at|in|from) (?:an? |the |any |our )?\w+)?(?: \w+)?? {_UP}|(?:rise|"
        rf"spike|jump|increase|surge|growth) in (?:\w+ )?usage|usage (?:is )?up(?: by)?(?= \d)|usage (?:spike|"
        rf"surge|jump)"
    ), "usage.spiked"),
    ((
        rf"(?:{_CUSTOMER}(?: [\w$%'’-]+){{0,6}}? (?:not|no longer|never)|nobody|no one)(?: \w+){{0,5}}? (?:logs?|"
        rf"logged|signed|log|been|seen) in\b|{_CUSTOMER} (?:has |have |is |are |goes |go |gets |becomes? "
        rf"|been |being |turns? )*(?:inactive|quiet|silent|dormant|dark)|{_CUSTOMER}(?: [\w$%'’-]+){{0,"
        rf"2}}? (?:stops?|stopped) (?:using|logging in)|(?:no|without) logins?|(?:inactive|dormant) {_CUSTOMER}"
    ), "customer.inactive"),
    ((
        r"(?:ticket|case|support request|support ticket|issue)s?(?: [\w$%'’-]+){0,3}? (?:is |are "
        r"|gets? |was |been |has been )*(?:escalated|escalates|escalate)|escalat(?:es|ed) (?:a "
        r"|the )?(?:ticket|case|issue)|(?:ticket|support) escalations?|escalated tickets?|escalation "
        r"(?:comes in|arrives|happens)|escalated to us"
    ), "ticket.escalated"),
    ((
        r"(?:meeting|call|demo|session|appointment|kickoff|kick-off|review)s?(?: with [\w' ]{1,"
        r"30}?)?(?: \w+){0,6}? (?:ends?|ended|is over|finishes|finished|is finished|is done|wraps? "
        r"up|has ended|concludes|concluded|has taken place|took place|was held|is through|are "
        r"over)|(?:after|following|right after) (?:a |an |the |every |each |any |all |my |our "
        r"|external |customer |sales |client )*(?:meeting|call|demo|session)s?|end of (?:a |an "
        r"|the |every |each |any |my )?(?:meeting|call|demo)"
    ), "meeting.ended"),
    ((
        r"(?:form|forms|whitepaper|questionnaire|request form|landing page)(?: [\w$%'’-]+){0,3}? "
        r"(?:is |are |gets? |was |been |has been )*(?:submitted|submits|filled(?: in| out)?|sent(?: "
        r"in)?|completed|received|comes? in|came in|arrives?|lands?)|(?:fills?|filled|filling) "
        r"(?:in|out) (?:the |our |a |an |my |this |your )?(?:[\w-]+ |Q\d+ ){0,3}form|(?:submits?|"
        r"submitted|completes?|sends?(?: in)?|uses?) (?:the |our |a |an |my )?(?:[\w-]+ |Q\d+ "
        r"){0,3}form|form (?:submission|comes? in|response|entry|fill)s?|(?:demo|quote|contact|"
        r"trial|nda|pricing|info|information|callback) requests? (?:form )?(?:comes? in|arrives?|"
        r"is submitted|submitted|is received|lands)|(?:after|via|through|from|on) (?:the |our "
        r"|a )?(?:[\w-]+ |Q\d+ ){0,3}form|(?:requests?|asks? (?:us )?for|wants|books|orders) (?:a |an |our |the "
        r")?(?:free )?(?:demo|quote|trial|callback|call back|pricing|"
        r"brochure|sample|info|information|whitepaper)(?: "
        r"(?:on|via|through) (?:our|the) (?:website|site|page))?|(?:signs? up|registers?|applies) "
        r"(?:on|through|via) (?:our|the) (?:website|site|form|landing page)|inbound (?:form|request)|"
        r"(?:the |our |a |an |this )?Q\d+ form"
    ), "form.submitted"),
    ((
        rf"(?:new (?:\w+ )??{_WHO})(?: {_COMES}| {_IN}| created| added)?(?: (?:in|to) (?:the |our "
        rf")?crm)?|{_WHO}(?: [\w$%'’/-]+){{0,2}}? {_COMES}|{_WHO}(?: [\w$%'’/-]+){{0,9}}? (?:is|"
        rf"are|gets?|was|were|has been|have been) (?:newly |just )?(?:created|added)(?: (?:in|to|"
        rf"into) (?:the |our )?crm)?|(?:inbound )?leads? {_IN}|(?:a |an )?(?:inbound |new )?lead "
        rf"(?:from|via) |(?:create|add|creates|adds) (?:a |an )?(?:new )?(?:contact|lead|prospect) "
        rf"(?:in|to) (?:the |our )?crm|{_WHO} (?:joins?|signs? up)"
    ), "contact.created"),
    ((
        r"(?:repl(?:y|ies)|answers?|responses?)(?: (?:to (?:our|my|an|the|one of our) (?:e-?mails?|"
        r"outreach|campaign|message))| from (?:a |an |the )?\w+)? (?:comes? (?:in|back)|arrives?|"
        r"lands?|came in|is received|gets in)|(?:somebody|someone|anybody|anyone|prospect|contact|"
        r"lead|customer|client|person|they|people|he|she|recipient)s? (?:\w+ )?(?:repl(?:y|ies|"
        r"ied)|answers?|answered|responds?|responded|writes? back|wrote back|gets? back to (?:us|"
        r"me)|e-?mails? (?:us|me)? ?back)|e-?mail(?:s)? (?:comes? back|gets? (?:a |an )?(?:reply|"
        r"answer|response))|(?:we|i) (?:get|receive|got) (?:a |an |any )?(?:\w+ )?(?:reply|answer|"
        r"response)|(?:a |an |any |each |every |the )?(?:email )?(?:reply|response)(?: comes in|"
        r" arrives)?(?= |$)"
    ), "email.replied"),
    ((
        rf"{_DEAL}(?: [\w$%'’-]+){{0,6}}? (?:is |are |gets? |was |has been |have been |moves? to "
        rf"|goes |just |finally )*(?:won|lost|closes(?= ,|$))(?!\S)|(?:we |i |you )(?:just |finally )?(?:win|won|lose|"
        rf"lost|close|closed) (?:a |an |the |another |any )?(?:deal|opportunity|customer|client)|"
        rf"(?:win|lose|close) (?:a |an |the )?deal|{_DEAL}(?: [\w$%'’-]+){{0,3}}? (?:is |are |gets? "
        rf"|has been |been |was )*(?:moved?|moves|goes?|went|changes?|changed|reach(?:es|ed)?|hits?|"
        rf"enters?|entered|advances?|progresses|switches|drops?|lands?|slips?|gets)(?: back)? (?:to|"
        rf"into|from|in|its|stages?|the|Q\d+|negotiation|proposal|closed|demo|contract|nurture|"
        rf"lead)|{_DEAL} (?:stage|status) (?:is )?(?:changes?|changed|moves|updated)|stage (?:of "
        rf"a deal )?changes?|closed won|closed lost|new customer onboarding"
    ), "deal.stage_changed"),
    ((
        rf"{_DEAL}(?: [\w$%'’-]+){{0,6}}? (?:is |are |gets? |was |has been )*(?:updated|changed|"
        rf"edited|modified|changes|updates)|(?:updates?|changes?) (?:to|on|in) (?:a |an |any |the "
        rf")?{_DEAL}|{_DEAL}(?:'s)?(?: [\w$%'’-]+){{0,2}}? (?:discount|value|amount|probability|"
        rf"close date)(?: [\w$%'’-]+){{0,3}}? (?:goes|rises|changes|is raised|exceeds|reaches|above|"
        rf"over|drops|falls|is set|gets|moves|climbs)|{_DEAL} (?:gets|becomes|grows|goes|rises) "
        rf"(?:bigger|larger|smaller|above|over|below|under|past)|(?:discount|probability)(?: (?:of|"
        rf"on) (?:a |an |the )?deal)? (?:goes|rises|exceeds|climbs)"
    ), "deal.updated"),
)  # fmt: skip
"""What happens, most particular first."""

SUBJECTS = {
    "contact.created": "contact",
    "deal.stage_changed": "deal",
    "deal.updated": "deal",
    "form.submitted": "form",
    "email.replied": "contact",
    "meeting.ended": "meeting",
    "health_score.dropped": "company",
    "ticket.escalated": "company",
    "renewal.approaching": "company",
    "nps.submitted": "company",
    "usage.spiked": "company",
    "usage.dropped": "company",
    "customer.inactive": "company",
    "champion.left": "company",
    "contract.milestone": "company",
    "webhook": "payload",
    "chat": "contact",
}
"""What a request speaks of after each event, unless it names something else."""
