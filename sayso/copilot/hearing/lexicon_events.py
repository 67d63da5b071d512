"""How people say that something happens: the words that bring it in, and what happens."""

import re

from sayso.copilot.hearing.lexicon_people import PERSONS

WHENEVER = (
    r"when(?:ever)?|as soon as|once|after|every (?:single )?time|each (?:single )?time|any ?time|the (?:very )?"
    r"(?:moment|minute|second|instant)(?: that)?|directly after|straight after|"
    r"on|upon|if|for (?:every|each|any)|for an?(?= (?:new|won|lost|closed|signed|escalated|fresh|submitted|"
    r"completed)(?!\S))|right after|immediately after|following|should|in "
    r"case|starts? (?:when|once|as soon as|with)|begins? when|triggered (?:by|when)|trigger "
    r":?|starting (?:when|once)|in case of|in the event (?:of|that)"
)
"""Words before what starts a flow."""

BEHIND = (
    r"when(?:ever)?|as soon as|every time|each time|any ?time|the (?:moment|minute|second|instant)(?: that)?|once|"
    r"(?:every|each) (?:single )?time|directly when|right when|in case"
)
"""Words before what starts a flow where that stands behind what it does."""

NOMINAL = (
    r"(?:an? |the |our )?(?:\w+ )?(?:(?:ticket|case|support) escalations?|escalations?|champion (?:departures?|exits?|"
    r"changes?)|"
    r"usage (?:drops?|spikes?|declines?|surges?|jumps?|dips?)|health (?:score )?(?:drops?|declines?|dips?)|(?:form|"
    r"survey|nps|quote|"
    r"demo) (?:submissions?|responses?|entries|scores?|answers?|requests?)|deal (?:updates?|changes?|wins?|losses|"
    r"loss)|stage "
    r"changes?|renewals?|contract milestones?|lost deals?|won deals?|lost opportunit(?:y|ies)|won opportunit(?:y|ies)|"
    r"inactivity|"
    r"replies)"
)
"""What happens, by a noun: "tell me of ticket escalations"."""

NEW = r"(?:new|fresh|brand[- ]new|(?:newly|freshly|just|recently) (?:added|created)|another|incoming)"
"""What somebody is who just came in."""

_SOMEBODY = (
    rf"(?:somebody|someone|anybody|anyone|prospect|contact|lead|customer|client|account|buyer|user|person|they|people|"
    rf"he|she|"
    rf"recipient|{PERSONS})s?"
)

_WHO = (
    r"(?:(?:contact|lead|prospect|person|people|somebody|someone|anybody|anyone|subscriber|signup|sign-up|enquirer|"
    r"inquirer|"
    r"walk-in|newcomer|joiner|visitor to the crm)s?|"
    rf"{PERSONS})"
)
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
    r"(?:goes up|went up|shoots up|go up|going up|rises?|rose|spikes?|spiked|jumps?|jumped|grows?|grew|increases?|"
    r"increased|climbs?|climbed|surges?|surged|soars?|soared|is up|shoots? up|shot up|explodes?|exploded|doubles?|"
    r"doubled|triples?|"
    r"risen|grown|gone up|sky-?rockets?|skyrocketed|balloons?|takes? off|picks? up|ramps? up|swells?|leaps?|"
    r"is (?:growing|rising|climbing|increasing|surging|going up|higher|way up|spiking))"
)
_DOWN = (
    r"(?:drops?|dropped|falls?|fell|goes down|went down|go down|declines?|declined|decreases?|decreased|"
    r"sinks?|sank|sunk|plunges?|plunged|dips?|dipped|slips?|slipped|slides?|slid|shrinks?|shrunk|plummets?|plummeted|"
    r"tanks?|"
    r"tanked|tumbles?|tumbled|crashes|crashed|nosedives?|nosedived|collapses|collapsed|halves|halved|weakens?|"
    r"worsens?|worsened|"
    r"erodes?|fallen|gone down|come down|comes down|loses|lost|"
    r"is down|(?:gets?|is getting|got) (?:worse|bad|lower|low)|goes (?:south|downhill|under|below|beneath)|takes? an? "
    r"(?:\w+ "
    r")?(?:hit|dive|"
    r"turn for the worse|tumble|knock)|deteriorates?|deteriorated|is (?:now |getting )?(?:below|going downhill|going "
    r"south|going bad|heading south|heading down|on the way down|slipping|worsening|"
    r"deteriorating|suffering|slumping|under|beneath|dropping|falling|"
    r"declining|"
    r"sinking|going down|lower|worse)|below|under|beneath)"
)
_SCORES = r"(?:gives?|gave|scores?|scored|rates?|rated|leaves?|left|submits?|answers?|fills? (?:in|out))"

EVENTS: tuple[tuple[str, str], ...] = (
    ((
        r"webhook|web hook|http (?:post|callback)|^(?:an? )?post (?:request )?(?:from|by|comes|hits|arrives|reaches|"
        r"sent by)(?= )|(?:posts?|sends? data|calls?|pings?) (?:to )?(?:our|"
        r"the|this) (?:webhook|endpoint|url)"
    ), "webhook"),
    ((
        r"(?:i |someone |somebody |anyone |a user |users? |they |you |a visitor |people |visitors? "
        r")(?:say|says|type|types|write|writes|send|sends|enter|enters|chat|chats|message|messages|"
        r"ask|asks|tell|tells)(?: (?:you|the agent|the bot|sayso|me|in))*(?: the chat)? (?:: )?(?=Q\d)(?P<q>Q\d+)(?:"
        r" (?:in|into|on|to) (?:the )?(?:chat|bot))?"
    ), "chat"),
    ((
        r"(?:chat|slash|voice)? ?command (?P<q>Q\d+)|(?:^|(?:chat|slash|the) command |commands? (?:called )?|(?:type|"
        r"types|enter|enters|"
        r"say|write) )/ [a-z][\w-]*|(?:chat|slash) command(?= |$)|(?:on|by|via) command (?=Q\d)(?P<q3>Q\d+)|"
        r"(?P<q2>Q\d+) (?:is )?(?:typed|written|said|"
        r"sent|entered)(?: in(?:to)? (?:the )?chat)?|(?:in|from) (?:the |our )?chat|chats? with "
        r"us|(?:opens?|starts?) (?:a |the )?chat|chat (?:message|starts|begins|request|comes in)"
    ), "chat"),
    ((
        rf"(?:upcoming|approaching|coming|forthcoming|impending|pending|looming) renewals?|renewals?(?: "
        rf"[\w$%'’-]+){{0,5}}? (?:approach(?:es|ing)?|comes? (?:up|near|close)|(?:is "
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
        r"(?:our |the |a |their )?(?:\w+ )?champions?(?: (?:at|of|from) (?:an? |the |our |one of our )?\w+)? "
        r"(?:who |that )?(?:is |has |have |just )*(?:leaves?|left|has left|gone|quits?|changes? jobs?|is leaving|"
        r"moves? on|departs?|goes|is "
        r"gone|switches? (?:jobs?|companies))|champion (?:left|leaves|changes?|switch|departures?|exits?)|(?:main|"
        r"key) contact (?:leaves|left|has left|changes jobs|moves on|quits)"
    ), "champion.left"),
    ((
        r"contracts?(?: [\w$%'’-]+){0,3}? milestones?|milestones?(?: [\w$%'’-]+){0,4}? (?:reached|"
        r"hit|passed|met|due|comes up)|(?:reaches|hits|passes) (?:a |the |its )?(?:contract )?milestones?|"
        r"milestones? (?:Q\d+ )?(?:in|of|on) (?:an?|the|our|any|each|every) contract|(?:reaches|hits|passes|gets to|"
        r"arrives at|"
        r"comes to|meets|completes|achieves) (?:the |its |an? )?(?:Q\d+ milestones?|milestones?)"
    ), "contract.milestone"),
    ((
        rf"health(?: scores?)?(?: (?:of|for)(?: \S+){{1,6}}?)?(?: \w+){{0,2}}? {_DOWN}|(?:drop|"
        rf"fall|decline|dip|deterioration|slump) (?:in|of) (?:an? |the |any )?(?:\w+ )?(?:customer's |account's |"
        rf"client's )?health|"
        rf"{_CUSTOMER}(?:'s)? scores? (?:has |have )?{_DOWN}|(?:customer|client|account)'s scores? (?:has |have "
        rf")?{_DOWN}|"
        rf"health(?: scores?)? (?:of|at|is|hits|reaches|gets to|is at) \d+ (?:or|and) (?:less|lower|below|under|"
        rf"worse)|health(?: score)?(?: [\w$%'’-]+){{0,3}}? (?:below|under)"
    ), "health_score.dropped"),
    ((
        rf"usage(?: (?:of|by|at|in|from)(?: \S+){{1,7}}?)?(?: \w+){{0,2}}? {_DOWN}|(?:declining|falling|dropping|"
        rf"sinking|shrinking|decreasing|dwindling|"
        rf"lower|waning|fading) usage|(?:drop|"
        rf"fall|decline|dip|decrease|slump|downturn|fall-off) in (?:\w+ )?usage|usage (?:is )?(?:down|off)(?: by)?(?= "
        rf"(?:(?:at least|over|more than|by|under) )?\d)|usage (?:drop|"
        rf"decline)|uses? (?:the product "
        rf"|us )?(?:much )?less"
    ), "usage.dropped"),
    ((
        rf"usage(?: (?:of|by|at|in|from)(?: \S+){{1,7}}?)?(?: \w+){{0,2}}? {_UP}|(?:rising|growing|climbing|surging|"
        rf"increasing|soaring|"
        rf"spiking|exploding|higher) usage|(?:rise|"
        rf"spike|jump|increase|surge|growth|leap|uptick) in (?:\w+ )?usage|usage (?:is )?up(?: by)?"
        rf"(?= (?:(?:at least|over|more than|by|under) )?\d)|usage "
        rf"(?:spike|"
        rf"surge|jump)"
    ), "usage.spiked"),
    ((
        rf"(?:{_CUSTOMER}(?: [\w$%'’-]+){{0,6}}? (?:not|no longer|never)|nobody|no one)(?: \w+){{0,5}}? (?:logs?|"
        rf"logged|signed|log|been|seen) in\b|{_CUSTOMER} (?:has |have |is |are |goes |go |gets |becomes? "
        rf"|been |being |turns? )*(?:inactive|quiet|silent|dormant|dark)|{_CUSTOMER}(?: [\w$%'’-]+){{0,"
        rf"2}}? (?:stops?|stopped) (?:using|logging in)|(?:no|without) logins?|(?:inactive|dormant) {_CUSTOMER}|"
        rf"{_CUSTOMER} (?:goes?|has gone|spends?|passes) (?:\S+ ){{1,4}}?without (?:logging|signing|using|activity|any)"
    ), "customer.inactive"),
    ((
        r"(?:ticket|case|support request|support ticket|issue)s?(?: [\w$%'’-]+){0,3}? (?:is |are "
        r"|gets? |was |been |has been )*(?:escalated|escalates|escalate)|escalat(?:es|ed) (?:a "
        r"|the )?(?:ticket|case|issue)|(?:ticket|case|support) escalations?|escalated tickets?|escalation "
        r"(?:comes in|arrives|happens)|escalated to us"
    ), "ticket.escalated"),
    ((
        r"(?:meeting|call|demo|session|appointment|kickoff|kick-off|review)s?(?: with [\w' ]{1,"
        r"30}?)?(?: \w+){0,6}? (?:ends?|ended|is over|finishes|finished|is finished|is done|wraps? "
        r"up|has ended|concludes|concluded|over|finished|has taken place|took place|was held|is through|are "
        r"over)|(?:after|following|right after) (?:a |an |the |every |each |any |all |my |our "
        r"|external |customer |sales |client )*(?:meeting|call|demo|session)s?|(?:finished|completed|past|ended|"
        r"concluded|held|closed) (?:\w+ )?(?:meetings?|calls?|demos?|sessions?)|^(?:meetings?|"
        r"calls?|demos?|sessions?) (?:of|over|longer than|above)(?= (?:more|over|\d|an?))|end of (?:a |an "
        r"|the |every |each |any |my )?(?:meeting|call|demo)|(?:came|comes|come|was|is|gets?|got|been|were) (?:up|"
        r"mentioned|"
        r"discussed|named|raised|talked about|brought up)(?: \w+){0,2}? (?:in|during|on|at) (?:an? |any |one of our |"
        r"our |the |my "
        r")(?:\w+ )?(?:meeting|call|demo|session)s?|(?:meetings?|calls?|demos?|sessions?) (?:that |which )?(?:ran|"
        r"runs?|lasted|"
        r"lasts?|took|takes|went|goes|lasting|running)(?= )|(?:mentions?|mentioned|brings? up|brought up|names?|"
        r"raises?|"
        r"raised)(?: "
        r"\w+){0,3}? (?:in|during|on) (?:an? |any |one of our |our |the )(?:\w+ )?(?:meeting|call|demo)s?"
    ), "meeting.ended"),
    ((
        r"^(?:build|make|create|set up|put up|add|give|i need|i want|we need)(?: me| us)? (?:an? |the "
        r")(?:[\w-]+ |Q\d+ ){0,3}"
        r"form (?:where|for|in which|with which|that|with|on|asking|to)(?: \S+)*|"
        r"^(?:build|make|create|set up|put up|put together|add|give|design|launch|i need|i want|we need|we want)(?: "
        r"me| us)? (?:an? |the "
        r")(?:[\w-]+ |Q\d+ ){0,4}form$|"
        r"^(?:the |our |an? |any |new )?(?:[\w-]+ |Q\d+ ){1,3}form(?: (?:entry|answer|filled|sent|please|on (?:the|"
        r"our) (?:web)?(?:site|"
        r"page)))?$|(?:new |each |every |any )form Q\d+|"
        r"(?:form|forms|whitepaper|questionnaire|request form|landing page)(?: [\w$%'’-]+){0,3}? "
        r"(?:is |are |gets? |was |been |has been )*(?:submitted|submits|filled(?: in| out)?|sent(?: "
        r"in)?|completed|received|(?<=is )in(?= and| ,|$)|comes? in|came in|arrives?|lands?)|(?:fills?|filled|filling) "
        r"(?:in|out) (?:the |our |a |an |my |this |your )?(?:[\w-]+ |Q\d+ ){0,3}form|(?:submits?|"
        r"submitted|completes?|sends?(?: in)?|uses?) (?:the |our |a |an |my )?(?:[\w-]+ |Q\d+ "
        r"){0,3}form|form (?:submission|comes? in|response|entrie|entry|fill)s?|(?:we|i)(?: have| just)* (?:get|got|"
        r"receive|"
        r"received|have) (?:an? |the |any |another )?(?:new |filled "
        r"|completed )?(?:[\w-]+ |Q\d+ ){0,3}form|form (?:has|gets|got|receives?|received) "
        r"(?:an? )?(?:new "
        r"|another |fresh )?(?:entry|entries|submission|response|answer|reply)s?|(?:demo|quote|contact|"
        r"trial|nda|pricing|info|information|callback) requests? (?:form )?(?:comes? in|arrives?|"
        r"is submitted|submitted|is received|lands)|(?:after|via|through|from|on|using) (?:the |our "
        r"|a )?(?:[\w-]+ |Q\d+ ){0,3}form|(?:requests?|asks? (?:us )?for|wants|books|orders) (?:a |an |our |the "
        r")?(?:free )?(?:demo|quote|trial|callback|call back|pricing|"
        r"brochure|sample|info|information|whitepaper)(?: "
        r"(?:on|via|through) (?:our|the) (?:website|site|page))?|(?:signs? up|registers?|applies) "
        r"(?:on|through|via) (?:our|the) (?:website|site|form|landing page)|inbound (?:form|request)|"
        r"(?:the |our |a |an |this )?Q\d+ form"
    ), "form.submitted"),
    ((
        rf"(?:{NEW} (?:\w+ )??{_WHO})(?: {_COMES}| {_IN}| created| added)?(?: (?:in|to) (?:the |our "
        rf")?crm)?|{_WHO}(?: [\w$%'’/-]+){{0,2}}? {_COMES}|{_WHO}(?: [\w$%'’/-]+){{0,9}}? (?:is|"
        rf"are|gets?|was|were|has been|have been) (?:newly |just )?(?:created|added)(?: (?:in|to|"
        rf"into) (?:the |our )?crm)?|{_WHO}(?: (?!(?:repl|answer|respon|e-?mail|form|request|ticket|survey|webinar|"
        rf"list|deal)\w*(?!\S))[\w$%'’/,-]+){{0,9}}? (?:comes? in|came in|rolls in|drops in)(?! (?:contact|touch|"
        rf"handy|first|last)(?!\S))|(?:inbound )?leads? {_IN}|{_WHO} (?:comes? in|arrives?|lands?|pops? up|"
        rf"shows? up|appears?) (?:in|on|inside) (?:the|our) crm|(?:a |an )?(?:inbound |new )?lead "
        rf"(?:from|via) |(?:create|add|creates|adds) (?:a |an )?(?:new )?(?:contact|lead|prospect) "
        rf"(?:in|to) (?:the |our )?crm|{_WHO}(?: (?:from|in|of|with|at|on) (?:\S+ ){{1,4}}?| )(?:who |that "
        rf")?(?:joins?|signs? up|subscribes|registers with us)|"
        rf"{_WHO}(?: (?!(?:who|that|which|and|or|,|if|when|is|are|has|have|not|no)(?!\S))[\w$%'’/-]+){{0,5}}? "
        rf"(?:(?:comes?|came|"
        r"rolls?|rolled|walks?|flows?|pours?) in|lands?|landed|turns? up|shows? up|pops? up|arrives?|arrived|appears?|"
        r"enters? "
        r"(?:the|our) (?:crm|database|system|pipeline|funnel|list|pool))|{NEW} [\w-]+ (?:is |are )?(?:in|added to|put "
        r"in|enters?|entering) (?:the |our )?(?:crm|database)|(?:we|i)(?: have| just)* (?:get|got|gain|"
        r"gained|receive|"
        rf"received|have|see|acquire|capture|pick up) (?:an? )?{NEW} (?:\w+ )??{_WHO}|{_WHO} (?:is|are|gets?|was|has "
        rf"been) "
        r"(?:put|entered|registered|recorded|saved|stored|loaded|uploaded|synced|set up) (?:in|into|to|on|with) "
        r"(?:the |our )?(?:crm|"
        r"database|system|list|pipeline|pool)"
    ), "contact.created"),
    ((
        r"(?:repl(?:y|ies)|answers?|responses?)(?: (?:to (?:our|my|an|the|one of our) (?:e-?mails?|"
        r"outreach|campaign|message))| from (?:a |an |the )?\w+)? (?:comes? (?:in|back)|arrives?|"
        r"lands?|came in|is received|gets in|turns? up|shows? up|rolls? in|hits? (?:my|our|the) (?:inbox|mailbox))|"
        rf"{_SOMEBODY} (?:\w+ )?(?:repl(?:y|ies|"
        r"ied)|answers?|answered|responds?|responded|writes? back|wrote back|(?:gets?|got|has got|have got) back to "
        r"(?:us|"
        r"me)|e-?mails? (?:us|me)? ?back)|e-?mails? (?:is|are|gets?) (?:answered|replied to)|e-?mail(?:s)? "
        r"(?:comes? back|gets? (?:a |an )?(?:reply|"
        r"answer|response))|(?:we|i) (?:get|receive|got) (?:a |an |any )?(?:\w+ )?(?:reply|answer|"
        r"response)|(?:repl(?:y|ies)|responses?|answers?) from (?:an? |the |our |any )?\w+ (?:is|are|sounds?|"
        r"seems?)(?= )|^(?:any |all |every |each |new |the )?(?:e-?mail )?(?:repl(?:y|ies)|responses?|answers?) "
        r"(?:from|"
        r"by) (?:\S+ ?){1,4}$|"
        r"(?:a |an |any |each |every |the )?(?:email )?(?:reply|response)(?: comes in|"
        r" arrives)?(?= (?:comes|arrives|lands|from|is|we|i|you|to (?:our|my|an|the) (?:e-?mails?|mails?|outreach|"
        r"campaign|"
        r"message)|gets|in|"
        r"shows|sounds|seems|with|that|says|,|->|:|\?)|$)"
    ), "email.replied"),
    ((
        rf"{_DEAL}(?: [\w$%'’-]+){{0,6}}? (?:is |are |gets? |was |has been |have been |moves? to "
        rf"|goes |just |finally )*(?:won|lost|closes(?= ,|$))(?!\S)|(?:we |i |you )(?:just |finally )?(?:win|won|lose|"
        rf"lost|close|closed) (?:a |an |the |another |any )?(?:deal|opportunity|customer|client)|"
        rf"(?:win|lose|close) (?:a |an |the )?deal|{_DEAL} (?:that |which )?(?:we|i|the team|sales|they|you)(?: have| "
        rf"just)* "
        rf"(?:wins?|won|loses?|lost|closes?|closed|lands?|landed)|(?:^|when |whenever |once |if |soon as |time |"
        rf"moment )(?:we|i|the "
        rf"team|sales) (?:wins?|loses?) (?:one|another|it)|{_DEAL}(?: (?!value|amount|size|probability|discount|close|"
        rf"likelihood)[\w$%'’-]+){{0,7}}? (?:is |are |gets? "
        rf"|has been |been |was )*(?:moved?|moves|goes?|went|changes?|changed|reach(?:es|ed)?|hits?|"
        rf"enters?|entered|advances?|progresses|switches|drops?|lands?|slips?|gets|falls?|fell|slides?|slid|slipped|"
        rf"returns?|"
        rf"reverts?|bounces?|regresses|pushed|sent)(?: back)? (?:to|"
        rf"into|from|in|its|stages?|the|Q\d+|negotiation|proposal|closed|demo|contract|nurture|"
        rf"lead)|{_DEAL} (?:just |has |have )?(?:reach(?:es|ed)?|hits?|enters?|entered|lands? in|becomes?)"
        rf" (?!\$?\d|an? |worth)\S+|{_DEAL} (?:is |are |gets? |was |has been |have been )*(?:marked|flagged|set|put|"
        rf"listed)(?: as| to)? "
        rf"(?:closed[- ])?(?:won|lost|Q\d+|(?=closed))|{_DEAL} (?:(?:worth|over|above|of|from|with|in|for) "
        rf"(?:[\w$%'’-]+ "
        rf"){{1,6}}?)(?:enters?|hits?|"
        rf"reach(?:es|ed)?|moves? to) (?!\$?\d|an? )\S+|^(?:gets? |is )?moved (?:in)?to (?!\$?\d)\S+(?: "
        rf"stage)?$|deal (?:wins?|loss|losses)|(?:^|for (?=an? |any |every |each )|(?:of|about|on|upon|case) )(?:an? |"
        rf"any |every |each )?(?:lost|won|closed[- ]won|"
        rf"closed[- ]lost) {_DEAL}(?= "
        rf"\+| ,| ->| :|$| (?:bigger|over|above|worth|of|with|larger|greater|more|exceeding|under|below|smaller))|"
        rf"{_DEAL} (?:stage|status) (?:is |gets |has been |has |just )*(?:changes?|changed|moves|moved|updated|"
        rf"becomes?|became|turns?|"
        r"goes|switches|switched|flips?|flipped|set|now|hits|reaches) ?|stage (?:of "
        rf"(?:an? |any |the )?deals? )?(?:is |gets )?(?:changes?|changed|becomes?|turns?|set|switches)|closed[- ]won|"
        rf"closed[- ]lost|new customer onboarding"
    ), "deal.stage_changed"),
    ((
        rf"{_DEAL}(?: [\w$%'’-]+){{0,6}}? (?:is |are |gets? |was |has been )*(?:updated|changed|"
        rf"edited|modified|changes|updates)|(?:someone|somebody|anyone|anybody|an? rep|they|people) "
        rf"(?:changes?|updates?|edits?|touch(?:es)?|touched|modif(?:y|ies|ied)|amends?|alters?|adjusts?|revises?|"
        rf"tweaks?|"
        rf"works on|fiddles with|changed|updated|edited) (?:an? |any |the |one of our )?{_DEAL}|(?:updates?|changes?|"
        rf"edits?|modifications?|"
        rf"tweaks?) (?:to|on|of|"
        rf"in) (?:a |an |any |the |each |every |our |one of our "
        rf")?{_DEAL}|{_DEAL}(?: record)? (?:is |are |gets? |has been )*(?:touched|amended|revised|adjusted|altered)|"
        rf"{_DEAL} (?:is|gets|becomes|looks) (?:now )?(?:at least |over |more than |above )?\d+% (?:or more "
        rf")?(?:likely|probable|certain|sure)|{_DEAL} (?:gets?|"
        rf"receives?|is given|is granted|is offered|has|carries) (?:an? )?(?:\S+ )??discount|(?:gives?|grants?|"
        rf"offers?|adds?|"
        rf"applies|approves|puts?|enters?) (?:an? |any )?(?:\S+ ){{0,6}}?(?:discount|off)(?: or more| or higher)? "
        rf"(?:on|to|for|in) "
        rf"(?:an? |any |the |one of our |our )?{_DEAL}|(?:discounts?|discounting) (?:an? |any |the )?{_DEAL}|"
        rf"(?:{_DEAL}|deal's|opportunity's)(?:'s)?(?: [\w$%'’-]+){{0,2}}? (?:discount|value|amount|probability|"
        rf"close date|likelihood)(?: [\w$%'’-]+){{0,3}}? (?:climbs|jumps|grows|swells|raised|lifted|bumped|set|is "
        rf"raised|dips|dipped|sinks|tumbles|slips|jumps|hits|goes|rises|"
        rf"changes|is raised|exceeds|reaches|above|"
        rf"over|drops|falls|is set|gets|moves|climbs)|{_DEAL} (?:gets|becomes|grows|goes|rises) "
        rf"(?:bigger|larger|smaller|above|over|below|under|past)|(?:discount|probability|likelihood|chance|odds)(?: "
        rf"(?:of|"
        rf"on) (?:a |an |the )?deal)? (?:goes|rises|exceeds|climbs|dips|drops|falls|sinks|slips|hits|reaches|tops|"
        rf"passes)|(?:discount|probability|likelihood|chance|odds|value|amount|size|close date)"
        rf" (?:of|on|for) (?:an? |any |the |one of our )?{_DEAL} (?:goes|rises|rose|exceeds|climbs|changes|changed|"
        rf"reaches|drops|dropped|falls|fell|slips|sinks|is|gets|moves|jumps|passes|dips|dipped|tumbles|tops|hits|"
        rf"grows|shrinks)"
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

COMES_UP = re.compile(
    r"(?:when|whenever|if|once|as soon as|every time|each time) (?:an?|another|any|some) (?:[\w-]+ ){0,2}?(?:ticket|"
    r"invoice|order|payment|booking|comment|bug|issue|review|refund|complaint|purchase)s? "
    r"(?:is|are|gets?|has been|was|comes?) (?:opened|created|raised|filed|received|placed|submitted|logged|made|left|"
    r"paid|posted|in)(?!\S)"
)
"""What nothing here tells of, whatever else is said of it."""
