"""How people say states and texts that conditions ask for; see `lexicon_conditions` for how to read a row."""

from sayso.copilot.hearing.lexicon_conditions import MEASURES
from sayso.copilot.hearing.lexicon_kinds import TITLES

STATES: tuple[tuple[str, str, str], ...] = (
    # yes or no
    ((
        r"no(?:body|ne| one)? (?:has |have |is |are )?(?:assigned|working on it|picked it up|picks "
            r"it up|takes it|took it)|"
        r"(?:un|not (?:yet )?)assigned|(?:has |have )?no assignee"
    ), "ticket.assigned", "=false"),
    (r"(?:is |are |been )?assigned(?: to somebody)?", "ticket.assigned", "=true"),
    ((
        r"accept(?:s|ed|ance|ing)?(?: (?:the|our|my|your))?(?: linkedin)?(?: invit\w+| request|"
        r" connection)?(?: yet)?|connected(?: with us| on linkedin)?"
    ), "contact.linkedinAccepted", "yes"),
    (r"(?:been |yet )?(?:unsigned)", "esign.status", "!=signed"),
    ((
        r"(?:been |was |is |gets |got |has been |yet )?signed(?! (?:in|up|on))(?: (?:yet|it|the "
        r"\w+))?|signs(?! (?:in|up|on))(?: it)?|signature (?:is |has )?(?:there|arrived|done|complete)"
    ), "esign.status", "signed"),
    ((
        r"(?:document|contract|nda|envelope|agreement|signature|signing)(?: \w+){0,3} (?:declined|"
        r"rejected|refused)"
    ), "esign.status", "declined"),
    (r"unsubscribed?|opt(?:s|ed)?[- ](?:out|outs)|opted out", "contact.unsubscribed", "yes"),
    (r"not interested|uninterested|no interest|(?:has |have )?lost interest", "contact.interested", "=false"),
    (r"(?:they are |is |are |show(?:s|ed)? |express(?:es|ed)? |sounds? )?interest(?:ed)?", "contact.interested", "yes"),
    ((
        r"open(?:s|ed|ing)? (?:the |our |my |an? |that |last )*(?:e-?mails?|mails?|message|newsletter|"
        r"it)"
    ), "contact.openedEmail", "yes"),
    ((
        r"click(?:s|ed)?(?: (?:on )?(?:the |our |a |any )?(?:last )?(?:link|links|email|it|button|"
        r"through))?"
    ), "contact.clicked", "yes"),
    (r"regist(?:er|ers|ered|ration)(?: for (?:the |our )?\w+)?", "contact.registered", "yes"),
    ((
        r"attend(?:s|ed)?(?! ?ees)(?: (?:the |our )?(?:webinar|event|demo|session|meeting|it))?|"
        r"show(?:s|ed)? up|came to the (?:webinar|event|demo)|no-show"
    ), "contact.attended", "yes"),
    (r"claim(?:s|ed)?(?: (?:it|the \w+))?", "contact.claimed", "yes"),
    ((
        r"(?:is |are |been |already |has become |have become |become |became |not |yet )+(?:a "
        r"|an )?(?:paying |existing )?customers?"
    ), "contact.isCustomer", "yes"),
    (r"(?:log(?:s|ged)?|sign(?:s|ed)?) in(?: yet| at all| since| once)?", "company.loggedIn", "yes"),
    ((
        r"(?:budget|money)(?: \w+){0,2} (?:mentioned|came up|comes up|discussed|talked about)|"
        r"(?:mentions?|mentioned|discussed|talked about)(?: \w+){0,2} budget"
    ), "meeting.budgetMentioned", "yes"),
    ((
        r"competitors?(?: \w+){0,2} (?:mentioned|came up|comes up|named|discussed)|(?:mentions?|"
        r"mentioned|named)(?: \w+){0,2} competitors?"
    ), "meeting.competitorMentioned", "yes"),
    (r"(?:was |is |are |an? )?(?:internal)(?: (?:meetings?|calls?|ones?))?", "meeting.external", "no"),
    ((
        r"(?:was |is |are )?external(?: (?:meetings?|calls?))?|with (?:people|guests|someone) "
        r"(?:from )?outside"
    ), "meeting.external", "yes"),
    (r"(?:enriched)", "contact.enriched", "yes"),
    # states
    ((
        r"(?:still )?(?:is |are |been |not yet )?(?:un|not )(?:been |yet )*(?:solved|resolved|"
        r"closed|fixed|done)(?: yet)?"
    ), "ticket.status", "!=solved"),
    (r"(?:is |are |has been |been |gets |got )(?:solved|resolved|fixed)", "ticket.status", "solved"),
    (r"(?:ticket|case|it|request) (?:is |are )?(?:still )+open|still open", "*.open", "open"),
    ((
        r"(?:sentiment|mood|tone|feeling|customer|they|client|reply|answer|it|call|meeting)?(?: "
        r"\w+){0,2}? ?(?:sounds?|sounded|seems?|seemed|feels?|felt|was|is|were|are) (?:really "
        r"|very |quite )?(?P<mood>negative|unhappy|angry|upset|frustrated|annoyed|positive|happy|"
        r"neutral)"
    ), "*.sentiment", "mood"),
    ((
        r"(?:sentiment|mood|tone)(?: of (?:the|it|their) \w+)?(?: \w+)? (?P<mood>negative|positive|"
        r"neutral)|(?P<mood2>negative|positive|neutral) (?:sentiment|mood|tone)"
    ), "*.sentiment", "mood"),
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
    # texts
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
    (r"with (?:the )?(?P<v>(?:(?! in ).)+?) in (?:the|their|his|her|its) (?:job )?title", "contact.title", "has"),
    (r"(?P<v>\S+(?: (?:or|and) \S+){0,3}) (?:is )?in (?:the|their|his|her|its) (?:job )?title", "contact.title", "has"),
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
        r"field)? (?:is |are )?(?:empty|missing|blank|not set)"
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
        r"country|title|close date|city) (?:is |are |field is )?(?:empty|missing|blank|not set|"
        r"not known|unknown)"
    ), "*.thing", "=missing"),
    ((
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
    (r"(?:that|which|who) (?:is|are)(?: still)?(?= (?:Q|done|blocked|open|closed|in progress))", "*.state", "text"),
    (r"(?:ticket |issue )?priority(?: is| of| ==| level)?|with priority", "ticket.priority", "text"),
    (r"(?:is|are|has|with)? ?(?:not )?(?P<before>urgent|high|low|normal)(?: |-)priority", "ticket.priority", "before"),
    (r"(?:deal )?owners? (?:is|are|==)(?: not)?|owned by|belongs? to|assigned to", "*.owner", "text"),
    (r"(?:contract|contract type)(?: is| type is| ==)(?: an?)?(?! [\d_])", "company.contractType", "text"),
    ((
        r"(?:on|with|in)? ?(?:a |an |the |some )?(?P<before>yearly|annual|monthly|quarterly|multi-year)(?: "
        r"contract| plan| terms?)"
    ), "company.contractType", "before"),
    (r"(?:industry|sector)(?: is| ==| of)?", "company.industry", "text"),
    (r"plans?(?: is| are| ==)(?: not)?(?: the)?", "*.plan", "text"),
    (r"(?:\w+ )?tier(?: is| ==)(?: not)?", "company.tier", "text"),
    (r"(?:country|based|located|living)(?: is| ==| in)+", "*.country", "text"),
    (r"city(?: is| ==)", "*.city", "text"),
    (r"milestone(?: is| ==| called| named)", "contract.milestone", "text"),
    (r"(?:loss|payment|event|webhook)? ?type(?: is| ==)", "*.type", "text"),
    (r"(?:with |in |whose |has |have )?status(?: is| ==| of| set to)?(?: not)?", "*.status", "text"),
    (r"stages?(?: is| ==| of(?! an? | the ))(?: not)?", "deal.stage", "text"),
    (r"(?:(?<=won )|(?<=lost )|(?<=closed )|(?<=_ ))(?P<one>this week|this month|this quarter)", "*.ago", "one"),
    ((
        r"(?:from|on|in|of) (?:the|our|my|a) (?P<v>(?!same|whole|full|mailing|contact|e-?mail|price|to-?do|short|long|"
        r"wait|following|attached)[a-z][\w-]*(?: [a-z][\w-]*)?) (?:list|segment|cohort|audience)"
    ), "contact.tags", "has"),
    (r"for {d}", "*.spent", "d"),
    (r"{d} ago", "*.ago", "d"),
    (r"(?:in|within|during|over) (?:the )?(?:last |past ){d}", "*.ago", "within"),
)  # fmt: skip
"""Yes or no, states, and fields compared with words."""

RULES = (*MEASURES, *STATES)
"""Every rule; what one of them took, no later one takes."""
