"""How people say states and texts that conditions ask for; see `lexicon_conditions` for how to read a row."""

from sayso.copilot.hearing.lexicon_conditions import MEASURES
from sayso.copilot.hearing.lexicon_fields import FIELD_RULES
from sayso.copilot.hearing.lexicon_kinds import TITLES

_MOOD = r"(?:negative|unhappy|angry|upset|frustrated|annoyed|positive|happy|neutral)"
STATES: tuple[tuple[str, str, str], ...] = (
    # yes or no
    ((
        r"no(?:body|ne| one)? (?:has |have |is |are )?(?:assigned|working on it|picked it up|picks "
            r"it up|takes it|took it)|"
        r"(?:un|not (?:yet )?)assigned|(?:has |have )?no assignee"
    ), "ticket.assigned", "=false"),
    (r"no(?:body| one)(?: is| was| has been| gets)? (?:assigned|put|set)(?: (?:to|on) (?:it|them|the \w+))?|"
     r"has(?: still)? (?:nobody|no one)(?: assigned| on it)?|without (?:an )?assignee", "ticket.assigned", "=false"),
    (r"(?:(?:someone|somebody|an agent|a colleague) (?:is |was |has been |got )?)?(?:is |are |been |already "
     r")*assigned(?: to "
     r"(?:somebody|someone|it|an agent)|(?! to(?!\S)))|somebody (?:works|is working) on it|(?:has|with) an assignee",
        "ticket.assigned", "=true"),
    ((
        r"accept(?:s|ed|ance|ing)?(?: (?:the|our|my|your))?(?: linkedin)?(?: invit\w+| request|"
        r" connection)?(?: yet)?|connected(?: with us| on linkedin)?"
    ), "contact.linkedinAccepted", "yes"),
    (r"(?:without|no)(?: an?| any| the| their)? (?:signature|countersignature)(?: (?:yet|so far|by then))?|(?:been |"
     r"yet )?(?:unsigned)", "esign.status", "!=signed"),
    ((
        r"(?:been |was |is |gets |got |has been |yet )?signed(?! (?:in|up|on))(?: (?:yet|it|the "
        r"\w+))?|signs(?! (?:in|up|on|off))(?: it)?|signature (?:is |has )?(?:there|arrived|done|complete)"
    ), "esign.status", "signed"),
    ((
        r"(?:document|contract|nda|envelope|agreement|signature|signing)(?: \w+){0,3} (?:declined|"
        r"rejected|refused)"
    ), "esign.status", "declined"),
    (r"(?:still |are |is |remain(?:s|ed)? |currently )*(?:(?<!un)subscribed(?! to (?:the|our|an?) (?!newsletter|"
     r"list|mailing))|opted in|on (?:the|our) (?:mailing|"
     r"newsletter) list)",
        "contact.unsubscribed", "no"),
    (r"unsubscribe[ds]?|opt(?:s|ed|ing)?[- ](?:out|outs)|opted out|opt-outs?|do not want (?:any )?(?:more "
     r")?(?:e-?mails|mails)",
        "contact.unsubscribed", "yes"),
    (r"not (?:that |really |so |very |at all )?(?:interested|keen)(?: at all)?|uninterested|no (?:real )?interest|"
     r"(?:has |have )?lost interest|(?:has |have )no interest", "contact.interested", "=false"),
    (r"(?:they are |is |are |there is |show(?:s|ed|ing)? |express(?:es|ed)? |sounds? |seems? |really |very |some |"
     r"any )*"
     r"(?:interest(?:ed)?|keen)(?! rate)", "contact.interested", "yes"),
    ((
        r"(?:open(?:s|ed|ing)?|read|looked at) (?:the |our |my |an? |that |last |any (?:of )?)*(?:e-?mails?|mails?|"
        r"message|newsletter|"
        r"it)(?: yet| at all)?"
    ), "contact.openedEmail", "yes"),
    (r"(?:(?:is|are|was|were|still|remains?|left|the e-?mail|the mail|it|sits?|goes|went) )*(?:unread|unopened)"
     r"(?: e-?mails?| mails?)?|(?:e-?mails?|mails?|messages?|newsletters?|it) (?:was |is |has |were |still )*never "
     r"(?:been )?(?:opened|read)",
        "contact.openedEmail", "=false"),
    (r"(?:e-?mails?|mails?|messages?|newsletters?)(?: (?:was|is|has|been|were|gets?|got|not|still|already|ever))* "
     r"(?:opened|read)",
        "contact.openedEmail", "yes"),
    ((
        r"(?:(?:an?|any|no|single) )*click(?:s|ed|ing)?(?: (?:on |through )?(?:the |our |a |any |anything |"
        r"something )?(?:last )?"
        r"(?:link|links|email|it|button|through|in it))?"
    ), "contact.clicked", "yes"),
    (r"(?:regist(?:er|ers|ered|ration|rants?)|sign(?:ed|s)? up for|enroll?ed|book(?:ed)? a (?:seat|place))(?: "
     r"(?:for )?(?:the |our |an? )?"
     r"(?:\w+ )?(?:webinar|event|demo|session|meeting|training|workshop|course|conference|it))?",
         "contact.registered", "yes"),
    ((
        r"attend(?:s|ed)?(?! ?ees)(?: (?:the |our )?(?:webinar|event|demo|session|meeting|it))?|"
        r"show(?:s|ed)? up|came to the (?:webinar|event|demo)|no-show"
    ), "contact.attended", "yes"),
    (r"miss(?:es|ed)(?: (?:out on )?(?:it|that|(?:the |our |this )?(?:webinar|event|demo|session|meeting|"
     r"call|training|workshop)))"
        r"|(?:was|were) (?:absent|not there)|no[- ]shows?|(?:did not|never|has not|have not) (?:show(?:n|ed)?(?: "
        r"up)?|turn(?:ed)? up|"
     r"make it|made it|come|came)", "contact.attended", "=false"),
    (r"(?:showed|turned|shown) up|made it to (?:the |our )?\w+|was there|were there", "contact.attended", "=true"),
    (r"(?:is |are |still |remains? |goes |went )*unclaimed|(?:nobody|no one|no rep|none of the reps)(?: has| have)? "
     r"(?:yet )?"
     r"(?:picked (?:them|it|him|her) up|taken (?:them|it)|grabbed (?:them|it)|(?:picked up or )?claimed(?: or "
     r"picked up)?(?: (?:them|"
     r"it|him|her))?)"
     r"(?: yet)?", "contact.claimed", "=false"),
    (r"(?:somebody |someone |a rep |has |been |is |was |already |got |gets )*(?:picked up or )?claim(?:s|ed)?"
     r"(?: (?:it|them|him|her|the \w+))?(?: yet| by (?:a rep|anybody|anyone|somebody))?", "contact.claimed", "yes"),
    (r"(?:is |are )*(?:not (?:yet )?(?:an? )?|non-)(?:paying |existing )*customers?(?: yet)?",
        "contact.isCustomer", "=false"),
    (r"(?:is |are )?(?:already )?(?:1 of|one of|among) our (?:existing |current |paying )*customers?(?: already)?|"
     r"(?:is |are )(?:already )?(?:an? |our )?(?:existing|current|paying) customers?", "contact.isCustomer", "yes"),
    ((
        r"(?:is |are |been |already |has become |have become |become |became |not |yet )+(?:a "
        r"|an )?(?:paying |existing )?customers?"
    ), "contact.isCustomer", "yes"),
    (r"(?:log(?:s|ged)?|sign(?:s|ed)?) in(?:to \w+(?: \w+)?)?(?: yet| at all| since| once| even once| a single time|"
     r" by then| so far)*",
        "company.loggedIn", "yes"),
    ((
        r"(?:no )?(?:budget|money)(?: \w+){0,2} (?:mentioned|came up|comes up|come up|discussed|talked about|raised|"
        r"a topic|touched on)|"
        r"(?:mentions?|mentioned|discuss(?:es|ed)?|talk(?:s|ed)? about|talk(?:s|ed)? money|brought up|brings? up|"
        r"raised|spoke about)"
        r"(?: (?!competitor)\w+){0,2} (?:budget|money)"
    ), "meeting.budgetMentioned", "yes"),
    ((
        r"(?:no )?(?:competitors?|competition|rivals?)(?: \w+){0,2} (?:mentioned|came up|comes up|come up|named|"
        r"discussed|dropped|"
        r"talked about|brought up|raised)|(?:mentions?|mentioned|named|brought up|brings? up|discuss(?:es|ed)?|"
        r"talk(?:s|ed)? about)"
        r"(?: \w+){0,2} (?:competitors?|competition|rivals?)"
    ), "meeting.competitorMentioned", "yes"),
    (r"(?:purely |only )internal|(?:among|between) (?:ourselves|colleagues|us)|(?:without|no) (?:external guests|"
     r"guests|outsiders|externals)",
        "meeting.external", "=false"),
    (r"(?:was |is |are |an? )?(?:internal)(?: (?:meetings?|calls?|ones?))?", "meeting.external", "no"),
    ((
        r"(?:was |is |are )?external(?: (?:meetings?|calls?))?|with (?:people|guests|someone) "
        r"(?:from )?outside"
    ), "meeting.external", "yes"),
    (r"(?:already |been |is |are |yet )*enriched(?: (?:yet|already|before|so far))*", "contact.enriched", "yes"),
    # states
    (r"(?:(?:has|have|had|is|are|been|already|recently|since) )+(?P<v>churned)", "company.status", "text"),
    ((
        r"(?:still )?(?:is |are |been |not yet )?(?:un|not )(?:been |yet )*(?:solved|resolved|"
        r"closed|fixed|done)(?: (?:yet|by then|so far))*"
    ), "ticket.status", "!=solved"),
    (r"(?:ticket|case|request)(?: (?:is|was|has|been|now|already|gets|got))+ (?P<v>closed|pending|open|new)",
        "ticket.status", "text"),
    (r"(?:is |are |has been |been |gets |got )(?:solved|resolved|fixed)|^(?:solved|resolved|fixed)$",
        "ticket.status", "solved"),
    (r"(?:ticket|case|it|request) (?:is |are )?(?:still )+open|still open", "*.open", "open"),
    ((
        r"(?:sentiment|mood|tone|feeling|customer|they|client|reply|answer|it|call|meeting)?(?: "
        r"\w+){0,2}? ?(?:sounds?|sounded|seems?|seemed|feels?|felt|was|is|were|are|came across as|turned out) "
        r"(?:really "
        rf"|very |quite |rather |a bit |either |neither )*(?P<mood>{_MOOD}(?: (?:or|and|,|nor) {_MOOD})*)"
    ), "*.sentiment", "mood"),
    ((
        r"(?:sentiment|mood|tone)(?: of (?:the|it|their) \w+)?(?: \w+)? (?P<mood>negative|positive|"
        r"neutral)|(?P<mood2>negative|positive|neutral) (?:sentiment|mood|tone)"
    ), "*.sentiment", "mood"),
    (rf"(?:repl(?:y|ies)|answers?|responses?|e-?mails?|messages?|it|they|that) (?:is|are|was|were|be) not (?:too |so "
     rf"|very |exactly |"
     rf"really )?(?P<mood>{_MOOD}(?: (?:or|nor) {_MOOD})*)", "reply.mood", "mood"),
    ((
        r"(?:trend|health|trending|it (?:is|goes|keeps))(?: \w+){0,2}? (?P<trend>falling|rising|steady|down|declining|"
        r"improving|dropping|worsening|negative|positive|flat|up|growing|stable)"
    ), "health.trend", "trend"),
    ((
        r"(?:once|when|if|is |are |has |have |been |was |were |gets |got |it is |she |he |they "
        r"|not |being )*(?:approv(?:e|es|ed)|(?:is |was |been )granted|agrees?|agreed|oks|okays|"
        r"signs? off|signed off|says? ok|gives? (?:the )?(?:ok|go-ahead|green light))(?: it| this|"
        r" that)?"
    ), "approval.approved", "yes"),
    ((
        r"(?:is |was |gets |been |they |she |he |it |has been )*(?:rejects?|rejected|declines?|"
        r"declined|refuses?|refused|turned down|turns? it down|denied|denies|says? no)(?: it)?"
    ), "approval.approved", "=false"),
    (r"^(?P<mood>negative|positive|neutral)$", "*.sentiment", "mood"),
    (r"(?:still |not )*opened(?: it)?(?= ,| but| and| ->|$)", "contact.openedEmail", "yes"),
    ((
        r"priority (?:is |are |of |== |level )*(?P<v>(?:urgent|high|low|normal)(?: (?:or|and|,|/) (?:urgent|high|"
        r"low|normal))*)"
    ), "ticket.priority", "text"),
    (r"(?:with|has|have|having|leaves?|left|contains?|without)(?: also)?(?: an?| any| no)? comments?|no comments?",
        "nps.comment", "=exists"),
    (r"comment (?:is |was )?(?:empty|missing|blank)", "nps.comment", "=missing"),
    (r"comment(?: \w+)? (?:contains?|mentions?|includes?|says)(?: the word)?", "nps.comment", "has"),
    (r"^(?:it |they )?(?:contains?|mentions?|says|includes?)(?: the word)?(?= Q)", "nps.comment", "has"),
    # texts
    ((
        r"(?:meeting|call|event)(?:'s)? (?:title|name) (?:contains?|containing|includes?|has|mentions?|"
        r"says)(?: the word)?|"
        r"(?:title|name) of the (?:meeting|call|event) (?:contains?|includes?|has|mentions?)(?: the word)?"
    ), "meeting.title", "has"),
    ((
        r"(?:with|from|has|have|having|using|uses?)(?: not)? (?:an? )?(?P<v>A\d+)(?: e-?mails?(?: "
        r"address(?:es)?)?| address(?:es)?| "
        r"accounts?| domains?)"
    ), "contact.email", "has"),
    (rf"(?:they|he|she|it|this|that|person|contact|lead|prospect|somebody|someone|who|which) (?:is|are) (?:not "
     rf")?(?:an? |the )?"
     rf"(?P<v>{TITLES}(?: of \w+)?(?: or (?:an? )?{TITLES}(?: of \w+)?)*)", "contact.title", "has"),
    ((
        r"(?:email|e-mail|address|email address)(?: address)? (?:does not |do not |not )?(?:contains?|"
        r"containing|includes?|including|has|ends? (?:with|in)|is (?:at|from))"
    ), "contact.email", "has"),
    ((
        r"(?:job )?title(?:s)? (?:is |are |that |which |does |do |not )*(?:contains?|containing|"
        r"includes?|including|has|have|with|mentions?|like)(?: the word)?"
    ), "contact.title", "has"),
    (r"(?:with|have|has|having) (?:the )?(?:words? )?(?P<v>(?:(?! in | somewhere | anywhere ).)+?)(?: somewhere| "
     r"anywhere)? in "
     r"(?:the|their|his|her|its) (?:job )?title", "contact.title", "has"),
    (r"(?P<v>\S+(?: (?:or|and) \S+){0,3}?)(?: is| appears| occurs| comes up| stands)?(?: somewhere| anywhere)? in "
     r"(?:the|their|his|her|its) (?:job )?title", "contact.title", "has"),
    ((
        r"(?:job )?titles?(?: is| are|'s| ==| says| of| starts with| begins with)(?: not)?(?: "
        r"an?)?"
    ), "contact.title", "text"),
    ((
        r"who (?:is|are) (?:an? |the )?(?P<v>admins?|administrators?|champions?|buyers?|founders?|"
        r"ceos?|ctos?|cfos?|vps?|directors?|managers?|executives?|owners?|decision makers?|students?)(?: "
        r"there)?"
    ), "contact.title", "has"),
    (r"with (?:the |a )?(?:job )?titles?(?: of)?", "contact.title", "text"),
    (r"(?:seniority|level)(?: is| of| ==)?(?: at)?", "contact.seniority", "text"),
    (r"segment(?: is| of| ==)?", "contact.segment", "text"),
    (r"(?:from|via|with) (?:the |a )?(?P<before>\S+) source", "*.source", "before"),
    (r"(?:lead )?source(?: is| of| ==)?", "*.source", "text"),
    ((
        r"(?:lost |loss |closing )?reason(?: is| was| ==| of)(?: not)?|lost reason(?: not)?|lost (?:because of|"
        r"due to|over|"
        r"on(?! the| a))|because of"
    ), "deal.lostReason", "text"),
    ((
        r"(?:do not have|does not have|not have|have no|has no|with no|without(?: an?| any)?|no|"
        r"missing(?: an?| the)?|lacks?(?: an?)?|is missing(?: an?)?) next step(?: set)?|next step(?: "
        r"field)? (?:is |are )?(?:still )?(?:empty|missing|blank|not set)"
    ), "deal.nextStep", "=missing"),
    (r"next step(?: is| ==)", "deal.nextStep", "text"),
    ((
        r"(?:do not have|does not have|not have|have no|has no|with no|without(?: an?| any)?|no|"
        r"missing(?: an?)?|lacks?(?: an?)?) (?:an? )?(?P<thing>phone(?: number)?|email(?: address)?|"
        r"linkedin(?: profile| url)?|owner|rep|industry|country|company|title|job title|city|source|"
        r"mobile(?: number)?)"
    ), "*.thing", "=missing"),
    ((
        r"(?P<thing>phone(?: number)?|email(?: address)?|linkedin(?: profile| url)?|owner|industry|"
        r"country|title|close date|city) (?:is |are |field is )?(?:still )?(?:empty|missing|blank|not set|"
        r"not known|unknown)"
    ), "*.thing", "=missing"),
    ((
        r"(?:has|have|got|there is|is there) (?:an?|no|their) (?P<thing3>e-?mail|phone|mobile|owner|next "
        r"step)(?! \w+ing)"
        r"(?= ,| ->|$)|"
        r"(?:has|have|with|got|there is|is there)(?: already| got)* (?:an? |their |the )?(?P<thing>phone(?: "
        r"number)?|email address|linkedin(?: profile| url)?|mobile(?: number)?|(?:account )?owner|rep|job title)|"
        r"(?P<thing2>phone(?: "
        r"number)?|email address) (?:is |are )?(?:there|known|set|filled(?: in)?|present|available|"
        r"exists?)"
    ), "*.thing", "=exists"),
    ((
        r"(?:are|is|be|was|were)? ?(?:not )?(?:already )?(?:tagged|labell?ed)(?: as| with)?|(?:have|"
        r"has|with|carry|carries)(?: got)? (?:the |a )?tags?|tags? (?:does not |do not |not )?(?:contains?|"
        r"includes?|is|are)|without (?:the |a )?tags?"
    ), "*.tags", "has"),
    (r"(?:issue )?labels?(?: is| ==| contains)?|with (?:the )?label", "issue.label", "text"),
    (r"(?:that|which|who) (?:is|are)(?: still)?(?= (?:Q|done|blocked|open|closed|in progress|in review|in "
     r"testing|to do|ready|in qa|on hold|reopened|waiting))", "*.state", "text"),
    (r"(?:ticket |issue )?priority(?: is| of| ==| level)?|with priority", "ticket.priority", "text"),
    (r"(?:marked|flagged|rated|classed)(?: as)? (?P<before>urgent|high|low|normal)(?: "
     r"priority)?", "ticket.priority", "before"),
    (r"(?:is|are|has|with)? ?(?:not )?(?P<before>urgent|high|low|normal)(?: |-)priority", "ticket.priority", "before"),
    (r"(?:deal )?owners? (?:is|are|==)(?: not)?|owned by|belong(?:s|ed|ing)? to(?! (?:the |an? |our )?(?:\S+ "
     r")?(?:segment|tier|industry|sector|plan|list|group|cohort|stage)(?!\S))|assigned to", "*.owner", "text"),
    (r"(?:contract|contract type)(?: is| type is| ==)(?: an?)?(?! [\d_])", "company.contractType", "text"),
    ((
        r"(?:on|with|in)? ?(?:a |an |the |some )?(?P<before>yearly|annual|monthly|quarterly|multi-year|"
        r"retainer|project|fixed-price|fixed-term|framework|time-and-materials|pay-as-you-go|prepaid|rolling)(?: "
        r"contracts?| plans?| terms?)(?: only)?"
    ), "company.contractType", "before"),
    (r"(?:originat(?:ed|es|ing)|came|comes?|coming|sourced|generated|acquired|arriv(?:ed|es|ing)|referred|brought "
     r"in)(?: to us| in)? "
     r"(?:from|through|via|by way of|by|over|out of)(?: the| a| an| our)?"
     r"(?! (?:(?:the|an?|our) )?\S+ (?:tier|plan|customers?|clients?|accounts?|company|contacts?)(?!\S))",
        "*.source", "named"),
    (r"(?:industry|sector)(?: is| ==| of)?", "company.industry", "text"),
    (r"plans?(?: is| are| ==)(?: not)?(?: the)?|(?:on|in|with)(?: the)? plan", "*.plan", "text"),
    (r"(?:\w+ )?tier(?: is| ==)(?: not)?|(?:in|of|on|with)(?: the)? tier", "company.tier", "text"),
    (r"(?:country|based|located|living)(?: is| ==| in)+", "*.country", "text"),
    (r"city(?: is| ==)", "*.city", "text"),
    (r"(?:health )?trend (?:is|==|was)(?= Q)", "health.trend", "text"),
    (r"(?:it|this|that|this one) (?:is|was)(?: not)?(?: the)?", "contract.it", "named"),
    (r"(?:with|from|at|on|has|have|having|using|uses?)(?: not)? (?:an? )?(?P<v>(?:gmail|yahoo|hotmail|outlook|"
     r"icloud|gmx|aol|"
     r"protonmail|web\.de|live|msn)(?: (?:or|and|,|nor) (?:an? )?(?:gmail|yahoo|hotmail|outlook|icloud|gmx|aol|"
     r"protonmail|web\.de|"
     r"live|msn))*)(?: e-?mail)?(?: address(?:es)?| accounts?| domains?| e-?mails?)", "contact.email", "has"),
    (r"with (?P<before>\S+) as (?:the |its |their |an? )?(?:\w+ )?owner", "*.owner", "before"),
    (r"(?:(?:invit\w+|request|they|it|he|she)(?: is| are)? )?still pending(?! (?:deal|ticket))",
        "contact.linkedinAccepted", "=false"),
    (r"(?P<mood2>falling|rising|steady|declining|improving|negative|positive|flat|growing|stable|downward|upward) "
     r"(?:(?:health )?trend|health(?: scores?)?)",
        "health.trend", "trend"),
    (r"(?P<before>\S+) is(?: not)? (?:the|its|their) (?:account |deal )?owner", "*.owner", "before"),
    (r"(?:due to|owing to|on account of|thanks to|because of)(?: the| an?)?", "deal.lostReason", "named"),
    (r"milestone(?: is| ==| called| named)|milestone(?= Q)", "contract.milestone", "text"),
    (r"(?P<before>Q\d+) (?:contract )?milestone", "contract.milestone", "before"),
    (r"(?P<before>Q\d+) stage", "deal.stage", "before"),
    (r"(?P<before>Q\d+) (?:tag|label)", "*.tags", "before"),
    (r"(?P<before>Q\d+) segment", "contact.segment", "before"),
    (r"(?P<before>Q\d+) tier", "company.tier", "before"),
    (r"(?<=on )(?:an? )?(?P<before>(?!the|our|their|its|this|that|an?|new|signed|renewal)[a-z-]+) (?:contract|"
     r"agreement)s?"
     r"(?! milestone)", "company.contractType", "before"),
    (r"(?P<before>Q\d+) plan", "*.plan", "before"),
    (r"(?P<before>Q\d+) (?:industry|sector)", "company.industry", "before"),
    (r"(?:loss|payment|event|webhook)? ?type(?: is| ==| of)|(?:with|of|whose|has|having)(?: an?| the)? type(?= "
     r"Q)", "*.type", "text"),
    (r"(?:lost|loss|lose|losing|reason)(?: on| for| due to| because of)? (?:the )?reason(?: is| was| ==| of| given "
     r"as)?(?= Q)", "deal.lostReason", "text"),
    (r"(?:with |in |whose |has |have )?status(?: is| ==| of| set to)?(?: not)?", "*.status", "text"),
    (r"stages?(?: is| ==| of(?! an? | the ))(?: not)?", "deal.stage", "text"),
    (r"(?:(?<=won )|(?<=lost )|(?<=closed )|(?<=_ ))(?:in |within |over |during )?(?:the )?(?P<one>(?:this|last|past) "
     r"(?:week|month|quarter|year)|yesterday|today)", "*.ago", "one"),
    ((
        r"(?:from|on|in|of) (?:the|our|my|a) (?P<v>(?!same|whole|full|mailing|contact|e-?mail|price|to-?do|short|long|"
        r"wait|following|attached)[a-z][\w-]*(?: [a-z][\w-]*)?) (?:list|segment|cohort|audience)"
    ), "contact.tags", "has"),
    (r"(?:for|since) {d}|(?=longer than |beyond |past |over |more than |at least |exceeding |no longer than )"
     r"{d}(?! ago)", "*.spent", "d"),
    (r"(?:with|without|from|by way of|via|through) (?:the |a |an |our )?(?P<before>\S+) channel", "*.source", "before"),
    (r"(?:meetings?|calls?|sessions?|events?) (?:is |was |are )?(?:called|named|titled|entitled)(?= Q| [a-z])",
        "meeting.title", "text"),
    (r"(?:with|has|have|leaving|left with) (?:an? )?(?:empty|blank) next step", "deal.nextStep", "=missing"),
    (r"{d} ago", "*.ago", "d"),
    (r"(?:in|within|during|over) (?:the )?(?:last |past ){d}", "*.ago", "within"),
)  # fmt: skip
"""Yes or no, states, and fields compared with words."""

RULES = (*FIELD_RULES, *MEASURES, *STATES)
"""Every rule; what one of them took, no later one takes."""
