"""What is wished, needed or found missing, said of the thing itself; see `idioms` for how to read a row."""

_S = r"(?:^|(?P<lead>[.;:•¶!?,]|->|and|then|so|&|\+|plus) )(?:please |also |then )*"
"""Where a request begins; what opens it is kept."""
_WORDS = r"(?:(?!(?:and|then|but|->|[.;!?•¶,:])(?: |$))\S+ ?){1,8}?"
_FEW = r"(?:(?!(?:and|then|but|to|->|[.;!?•¶,:])(?: |$))\S+ ?){1,5}?"
_SHALL = r"(?:should|must|needs? to|has to|have to|ought to|is to|are to|shall)"
_PLACE = r"(?:salesforce|hubspot|notion|drive|jira|zendesk|gmail|slack|apollo|github|zoom)"
_PAPER = (
    r"(?:nda|contract|agreement|msa|sow|order form|proposal|offer|quote|document|paperwork|terms|letter|"
    r"addendum|amendment)"
)
_STATUS = (
    r"(?:how is|how are|where are we with|where do we stand (?:with|on)|what is happening with|any update "
    r"on|any news on|what about)"
)
_WHO = r"(?:(?:the|our|my|their|this|that|every|each) (?:\S+ ){0,2}?\S+|them|him|her|M\d+)"

WISHES: tuple[tuple[str, str], ...] = (
    # what is to be done to a thing
    (rf"{_S}(?P<what>(?:the|this|that|our|their|its|his|her|every|each|Q\d+) {_WORDS}) ?(?:needs?|wants?|"
     rf"requires?) (?P<doing>(?:chang|updat|"
     r"mov|send|tagg|post|creat|add|book|schedul|reschedul|shar|upload|sav|clos|remov|enrich|call|email|mail|"
     r"logg|summari[sz]|classify|"
     r"translat|archiv|assign|notify|inform|tell)ing)(?P<rest> [^\s.,;:!?]+(?: (?![.;!?•¶,])\S+){0,5})?(?= ?[.,;]|$)",
     "{lead} {doing} {what} {rest}"),
    (rf"{_S}(?P<what>the (?:(?:cell|status|source|value|amount|stage|title|city|country|industry|owner|plan|"
     rf"tier|segment|priority|"
     rf"next step|close date|discount|probability|phone number|job title|\S+ field|\S+ column)(?!\S))(?: "
     rf"{_FEW})?) ?{_SHALL} (?:be|read|"
     r"say|become|equal|show|state) (?=Q\d+|\$?\d|[a-z])(?!(?:changed|updated|set|moved|removed|added|approved|"
     r"sent|at least|under|over)(?!\S))",
     "{lead} set {what} to"),
    (rf"{_S}(?P<who>{_WHO}) {_SHALL} (?:get|receive|be given|be sent|have) (?:an? |the )?(?:quick |short |"
     rf"gentle |friendly )?(?:nudge|ping|"
     r"notification|heads-up|heads up|notice|word|warning|alert|shout)(?= |$)", "{lead} notify {who}"),
    (rf"{_S}(?P<who>{_WHO}) {_SHALL} (?:get|receive|be given|have) (?:an? |the )?(?:quick |short )?(?:call|ring|"
     rf"phone call)(?= ?[.,;]|$)",
     "{lead} phone {who}"),
    (rf"{_S}(?P<place>hubspot|salesforce) {_SHALL} (?:get|have|receive|know|hold|contain) (?:about "
     rf")?(?P<what>{_FEW})(?= ?(?:too|also|as well|"
     r"[.,;])|$)", "{lead} push {what} to {place}"),
    (rf"{_S}(?P<what>an? {_WORDS}) ?{_SHALL} (?:go|be put|be|appear|land|come|end up) (?:in|into|on|onto) "
     rf"(?:the |my |our |their )?(?:calendar|"
     r"diary)", "{lead} put {what} in the calendar"),
    (rf"{_S}(?P<what>the jira issue K\d+) {_SHALL} (?:go|move|be moved|be put|change|be set|be changed|be) "
     rf"(?:back |on |over )?(?:to|into|in)?",
     "{lead} move {what} to"),
    (rf"{_S}(?P<what>an? {_WORDS}) ?is (?:needed|required|wanted|necessary|called for)", "{lead} create {what}"),
    (rf"{_S}(?:i|we) could (?:do with|use) (?=an? |some )", "{lead} create"),
    (rf"{_S}(?P<what>this|that|the) (?P<thing>crash|bug|error|problem|complaint|request|idea|defect|outage) "
     rf"(?:deserves|calls for|needs|warrants|"
     rf"merits|is worth|should be|should become|must become) (?P<new>an? {_FEW})(?= ?[.,;]|$)",
     "{lead} create {new} for {what} {thing}"),
    # one thing into another
    (r"(?:turn|convert|transform|make) (?P<what>(?:it|this|that|them|the|these)(?: (?!into|out)\S+){0,3}) into "
     r"(?P<new>an? (?:\S+ )?(?:deck|slides|"
     r"presentation|document|contract|proposal))", "create {new} from {what} template"),
    (r"(?:turn|convert|transform|make) (?P<what>(?:it|this|that|them|the|these)(?: (?!into|out)\S+){0,3}) into "
     r"(?=an? )", "create"),
    (r"(?:get|bring|pull|put|take|carry|port|feed|load|import|pipe) (?P<what>(?:it|this|that|them|the|these|our|"
     r"every|each)(?: (?!into|onto|to)\S+)"
     r"{0,3}) (?:over )?(?:into|onto|over to) (?P<place>hubspot|salesforce)", "push {what} to {place}"),
    # signing
    (rf"(?:let|have|get|make|ask) (?P<who>{_WHO}) (?:to )?(?:e-?sign|sign|countersign) (?P<what>(?:the|an?|our|"
     rf"this) (?:\S+ )?{_PAPER})"
     r"(?: electronically| digitally| online)?", "get {what} signed by {who}"),
    # how it stands
    (rf"^{_STATUS} (?P<what>(?:the|our|their|this|that) {_WORDS}) ?(?:doing|going|coming along|getting on|"
     rf"looking|standing|progressing)? ?\?",
     "check {what}"),
    (rf"^{_STATUS} (?=the pull request)", "get"),
    (r"(?:see|check|find out|tell me|show me|look up|work out|i want to know) how (?:much|often|actively|"
     r"heavily|regularly) (?P<what>(?:the |our )?\S+)"
     r" (?:use|uses|used|log|logs|logged|has used|has logged|is using|are using|is logging|sign|signs|"
     r"signed)(?: in)?(?: the product| our product| "
     r"the app| the tool| the platform)?", "get the usage metrics of {what}"),
    (rf"(?:see|check|find out|tell me|work out|figure out|look) when (?P<who>{_WORDS}) ?(?:could|can|is|are|am|"
     rf"will|might|would)?(?: all| both)? ?"
     r"(?:be )?(?:meet|free|available|get together|talk)(?!\S)", "find a free slot for {who}"),
    (r"^what (?:health )?score does (?P<what>(?:the |our )?\S+) have(?: on health| for health)?",
     "get the health score of {what}"),
    (r"(?P<what>(?:the |our )?\S+'s|its|their) health(?: score)? is (?:now )?(?P<n>\d+)(?: now)?(?: ,| and| -| "
     r"–)? (?:please )?(?:record|set|save|note|"
     r"update|log|put|enter)(?: (?:that|it))?(?: down| in)?", "set the health score of {what} account to {n}"),
    (r"^what (?:does|do|is on|is at|stands on) (?P<page>U\d+|A\d+) ?(?:say|show|contain|offer|cost|look like)? "
     r"?\?(?: (?:please )?(?:read|check|open|fetch|"
     r"load)(?: (?:the page|it|that))?)?", "read the page {page}"),
    (r"(?:check|look|see) (?:on|in) linkedin (?:if|whether)", "check whether"),
    (r"(?:check|look|see)(?: in)?(?: the crm| our crm)?(?: to see)? (?:if|whether) (?:we have|there is|we know|"
     r"we already have) (?P<what>(?:(?![.;!?•¶,])"
     r"\S+ ){1,4}?)as an? (?P<kind>account|customer|client|company|contact|lead)", "find the {kind} {what} in "
     "the crm"),
    (rf"(?:find out|find|see|check|work out|look up) (?P<what>(?:(?![.;!?•¶,])\S+ ){{1,10}}?), (?:please "
     rf")?(?:use|using|ask|check|with|via|through|in) "
     rf"(?:the )?(?P<place>apollo|{_PLACE})(?= ?[.!]|$)", "search {place} for {what}"),
    (r"what was said (?:on|in|at|during) (?P<what>(?:the |our |that )?(?:\S+ )?(?:zoom )?(?:call|meeting))(?: "
     r",)?(?: (?:as|in) a transcript)?",
     "the zoom transcript of {what}"),
    (r"^(?P<what>(?:what|when|which|who|how|why|where)(?: (?![.;!•¶?])\S+){1,10}) \? (?:please )?ask "
     r"(?P<who>(?:the |our |my )?[a-z]+(?: owner| "
     r"manager)?)(?: about it| that| please)?(?= ?[.!]|$)", "ask {who} {what}"),
    # telling and writing
    (rf"let (?P<who>{_WHO}|me|us|[a-z]+) know (?P<rest>(?:(?!and |or |if |but |, |\. )\S+ ){{0,6}}?)(?:by|via|"
     rf"over|through|in an?) (?:sms|text|text "
     r"message)", "text {who} {rest}"),
    (rf"(?:pass|hand|give|get|bring) (?P<who>{_WHO}|[a-z]+) (?P<what>(?:the|our|an?|this|that) {_FEW})(?:by|via|"
     rf"through|over) e-?mail",
     "email {who} {what}"),
    (r"(?:pass|hand|give|get|bring) (?P<who>(?:the|our|my|this|that) (?:customer|client|contact|lead|prospect|"
     r"buyer|vendor|account)) (?P<what>(?:the|our|"
     r"an?|this|that) (?:\S+ ){1,4}?)(?:by|via|through|over) (?:e-?mail|mail)", "email {who} {what}"),
    (r"(?:get|have|ask|tell) (?P<who>(?:the |our |my )?[a-z]+) to (?P<what>(?:(?![.;!?•¶,])\S+ ){1,9}?),? ?as "
     r"an? (?:task|to-do)",
     "create a task for {who} : {what}"),
    (r"(?:start|begin|open|type up|set up) (?P<what>an? (?:\S+ )?(?:e-?mail|mail|message|"
     r"reply)(?: (?!but|and)(?![.;!?•¶,])\S+){0,8}?) ?"
     r"(?:,|and|but)+ ?(?:then )?(?:keep|leave|save|hold|store) it (?:as|in|under) (?:an? |the |my )?drafts?",
     "draft {what}"),
    (r"(?:answer|reply|respond|comment|react|write|post) (?:on|in|to|under|at) (?:the )?(?:github )?(?:issue|"
     r"thread)(?: (?P<n>\d+))? (?:in|on|at) github",
     "comment on the github issue {n}"),
    # tags, deals, folders
    (rf"(?:mark|flag|label|brand) (?P<what>{_WHO}) with (?:the |an? )?(?:tag|label) (?=Q\d+)", "tag {what}"),
    (r"put (?:it|this|that) on (?:the )?(?:record|file)(?: in the crm)?", "log it on the record"),
    (r"open (?:up )?(?P<what>(?:the|our|this|that) (?:\S+ ){0,3}?(?:folder|file|doc|deck|document|sheet|drive|"
     r"directory)) (?:up )?(?:to|for) "
     r"(?=the|our|them|him|her|everyone|A\d+)", "share {what} with"),
    (r"invite (?P<who>(?:the |our |this )?\S+) (?:to|for|onto) an? zoom(?: call| meeting)?",
     "create a zoom with {who}"),
    (rf"{_S}(?:from (?:here|now|there) on ,? ?)?(?P<who>[a-z]+) (?:looks after|takes care of|is in charge of|"
     rf"takes on|owns|is responsible for) (?P<what>it|"
     r"this|them|(?:the|this|that) (?:lead|deal|account|customer|contact|conversation|ticket|case|client))(?: "
     r"from (?:here|now) on)?",
     "{lead} hand {what} over to {who}"),
    # where and when it is said behind
    (r"(?:send|write|drop) (?P<who>them|him|her|each|the \w+) (?P<what>(?:an? |the |our |some )?(?:(?!(?:connection|"
     r"invite|invitation|request|message|note|e-?mail|mail)(?!\S))[^\s.,;:!?¶•]+ ){1,4}?)(?:on|via|over|through) "
     r"linkedin", "send {who} a linkedin message with {what}"),
    (r"^(?P<do>(?:please )?(?:e-?mail|mail|send|text|message|write to)(?: [^\s.;!?¶•]+)*? (?:all|every|each|everyone|"
     r"everybody|customers|contacts|leads|clients|people)(?: [^\s.;!?¶•]+)*?) (?P<when>tomorrow(?: morning| afternoon| "
     r"evening)?(?: at \S+)?)(?= ?$| ?[.!])", "{when} , {do}"),
    # a weekday and a time of its day
    (r"(?:on )?(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:evenings|nights) (?:at |around |about |by )?"
     r"(?P<at>\d{1,2}(?::\d\d)?)(?! ?(?:am|pm|days?|hours?))", "every {day} evening around {at}"),
    (r"(?:on )?(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day) mornings (?:at |around |about |by )?"
     r"(?P<at>\d{1,2}(?::\d\d)?)(?! ?(?:am|pm|days?|hours?))", "every {day} morning around {at}"),
    (r"on (?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:evenings|nights|mornings|afternoons)(?= )",
     "every {day}"),
    (r"(?:to|at) the (?:bottom|end|top) of (?P<the>the|our|my) (?P<what>(?:\S+ ){0,3}?(?:sheet|spreadsheet))",
     "to {the} {what}"),
    # what the contact is asked for, or offered
    (r"(?<!to )ask for (?P<what>(?:an?|some|their|the) (?:testimonial|review|referral|reference|feedback|case "
     r"study|intro|"
     r"introduction|recommendation|rating|quote))(?! from (?:me|the|our))", "email them asking for {what}"),
    (r"(?:(?<=^)|(?<=, )|(?<=and )|(?<=then ))offer (?:them |him |her )?(?P<what>(?:an? )?(?:\d+ ?%|discount|"
     r"extension|free|"
     r"upgrade|call|refund)(?: (?!and |then |if )\S+){0,3})", "email them about {what}"),
    # who gets whom
    (r"^(?:assign|route|give|distribute) new (?P<who>leads|contacts) from (?P<a>\S+) to (?P<x>\S+)(?: ,)? and "
     r"(?:those |ones |"
     r"leads )?from (?P<b>\S+) to (?P<y>\S+)",
     "when a new lead comes in , if they are from {a} hand them over to {x} ; if they are from {b} hand them over "
     "to {y}"),
    (r"^(?:assign|route|give|distribute) new (?P<who>leads|contacts) from (?P<a>\S+) to (?P<x>\S+)",
     "when a new lead comes in , if they are from {a} hand them over to {x}"),
    (r"^(?:assign|route|give|distribute) new (?P<who>leads|contacts) to (?P<x>\S+)",
     "when a new lead comes in , hand them over to {x}"),
    (r"(?P<do>post|send|list|show|tell|give|email|mail)(?P<me> me| us)? (?:the|all|our|upcoming|all the)(?: "
     r"upcoming)? renewals "
     r"(?:of|in|within|for|over|due in) (?:the )?(?:next |coming )?(?P<time>\d+ (?:days|weeks|months))",
     "{do} {me} the customers who renew in the next {time}"),
    (r"(?<=\S) an (?=(?:text|txt|e-?mail|send|post|tell|notify|if|then|call|create|add|tag|wait|put|move|"
     r"log)(?!\S)(?! (?:that|to the|is)))",
     " and "),
    (r"i (?:would|want|need)(?: to)? (?:like|get|have|receive)?(?: to get)? ?an? (?P<how>e-?mail|text|message|"
     r"slack message|notification) "
     r"(?:about (?:it|this|that)|too|as well)", "{how} me about it"),
    (r"(?P<first>when|whenever|after) (?:a|an|the|any|every|each) (?P<what>meeting|call) (?P<with>with "
     r"(?:(?!ends|is over|finishes)\S+ ){1,12}?)"
     r"(?:ends|is over|finishes|has ended|ended)(?= ?[,:])", "after every {what} {with}"),
    (r"is (?P<state>open|unsolved|unresolved|pending) even then", "is still {state}"),
    (r"^month-end (?P<what>report(?:ing|s)?|close|routine|review) ?(?=[.:])", "{what}"),
    (r"(?<![\w')] )with (?P<what>(?:an? )?(?:mrr|arr|health score|score|nps|value|volume|adoption|discount|"
     r"amount|roas)(?: of)? "
     r"(?:above|over|under|below|at least|more than|less than) \S+) , (?=\S)", "if the {what} , "),
    (r"save (?P<what>a (?:summary|recap|digest|report)(?: of (?:it|them|that|this))?) as (?:a |an )?(?:e-?mail "
     r")?draft(?: in (?:my )?gmail)?(?= ?(?:[.,;!]|$))",
     "draft an email to me with {what}"),
    (r"(?P<when>(?:every|each) (?:morning|evening|day|night|week|month|(?:mon|tues|wednes|thurs|fri|satur|"
     r"sun)day)(?: at \S+)?) "
     r"(?P<where>(?:on|via|in|over) (?:slack|teams)|by (?:e-?mail|text|sms))(?= ?(?:$|[.;!¶•]))", "{where} {when}"),
    (r"ask (?:them |him |her )?(?:if|whether) (?P<they>they|he|she) (?P<what>have|has|need|needs|want|wants|"
     r"would|are|is|liked?|got) ",
     "email them asking whether {they} {what} "),
    (r"(?P<do>move|push|shift|advance) (?P<all>all (?:the |our |of the )?|the |every |our )deals from "
     r"(?P<a>[\w-]+(?: [\w-]+)?) to "
     r"(?=\S)", "{do} all deals in {a} to"),
    (r"(?P<who>leads|contacts|prospects|people) from (?P<s>linkedin|google)(?! (?:source|sheet|sales))",
     "{who} with source {s}"),
    (r"(?:an?|the|any) (?:(?:customer|client|account) is |(?:customer|client|account)'s )?contract (?:is up|"
     r"ends|expires|runs out|is "
     r"ending|is expiring|is due) in (?P<n>\d+ (?:days|weeks|months))", "a customer renews in {n}"),
    (r"(?P<do>fills? (?:in|out)|submits?|completes?) (?P<the>the|our|a) (?P<q>Q\d+) from(?= ?(?:[,.;:]|$))",
     "{do} {the} {q} form"),
    (r"(?:every|each) fortnight on (?P<d>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?", "every second {d}"),
    # where something is passed on
    (r"(?:forward|pass) (?P<what>it|this|that|the [\w-]+)(?: on)? to (?P<who>\S+) (?:on|in|via|over|through) "
     r"(?P<app>teams|slack)(?!\S)", "message {who} on {app}"),
    (r"put (?P<what>it|that|this|them|everything|all of it) (?:all )?(?:in|into|on|onto) a (?:new |fresh )?notion page",
     "create a notion page with {what}"),
    (r"(?P<sign>,) to be (?:e-?mailed|sent|mailed)(?: out| off)?(?= |$)", ", email it"),
    # a mood in quotes, and reasons behind "with"
    (r"with (?P<what>[\w-]+(?: , [\w-]+)*(?: or [\w-]+)?) as (?:the|its|their) (?:lost |loss )?reason",
     "with the lost reason {what}"),
    # nobody there, whatever they are called
    (r"(?P<intro>when|whenever|once|if|as soon as) (?:an?|any|one of our) (?P<who>(?!deal|contact|lead|ticket|prospect)"
     r"[a-z]+) (?P<has>has|have) not (?:logged|signed) in", "{intro} a customer {has} not logged in"),
    (r"(?P<first>^|(?<=otherwise )|(?<=, )|(?<=only ))(?:go|goes) (?:only )?(?:in|into|to) (?P<app>hubspot|"
     r"salesforce)(?!\S)",
     "push to {app}"),
    (r"(?:check|look at|look in|look through|search|scan) (?:my|the|our|his|her) calendar for (?:an? )?(?:free|"
     r"open|empty) "
     r"(?:hour|half hour|slot|time|gap|window|spot)s?", "find a free slot in my calendar"),
    (r"(?P<do>make|create|generate|prepare|draw up|produce|fill in) (?P<the>the|an?|our|their) "
     r"(?P<what>(?!slides?|deck|presentation|e-?mail|mail|message|task|contact|deal|ticket|issue|event|report|doc|document)"
     r"[a-z-]+(?! slides| deck| presentation)(?: (?!slides|deck|email)[a-z-]+)?) from (?:the|our|its|a|their) template",
     "create {the} {what} document from the template"),
    (r"^should (?P<who>(?:an?|any) (?:[\w'-]+ ){1,4}?)(?:fall|drop|slip|sink|go) (?=(?:below|under))",
     "when {who} falls"),
    (r"^should (?P<who>(?:an?|any) (?:[\w'-]+ ){1,4}?)(?:rise|climb|go) (?=(?:above|over))", "when {who} rises"),
    (r"^should (?P<who>(?:an?|any) (?:[\w'-]+ ){1,4}?)reach ", "when {who} reaches"),
    (r"(?:with|has|have|having|contains?) (?P<q>Q\d+) in (?:the|its|their|his|her) comments?",
     "with a comment containing {q}"),
    # every one of them is looked up somewhere
    (r"look (?:each|every) (?:one )?of them up in (?P<where>\S+)", "for each one , look them up in {where}"),
    (r"from (?:the|our|its|a) tempalte|form (?P<the>the|our|its|a) (?:template|tempalte)", "from the template"),
    # a comparison that decides, in front of what is done
    (r"(?<![\w')] )with (?P<what>(?:more|fewer|less) than \d+ [a-z]+|at least \d+ [a-z]+|"
     r"\d+ or (?:more|fewer|less) [a-z]+|no [a-z]+) , (?=\S)", "if they have {what} , "),
    # what goes to an address of our own
    (r"(?:pass|hand|push|forward|send|post|submit|give) (?P<what>(?:(?:the|their|its|all|our|that|this|these|it|them)"
     r"(?: [\w-]+){0,3}? )?)(?:on )?(?:over )?to (?P<where>(?:our|the|your|an?|my) (?:\S+ ){0,3}?(?:api|endpoint|url|"
     r"backend|system|server)) (?:with|via|by|through|using|as|over|in) an? http (?:request|call|post)",
     "make an http request to {where}"),
    (r"(?:send|make|fire|do|trigger) (?:off )?an? (?:http|web|api) (?:request|call|post)(?: to (?:the |our |"
     r"your |my |an? |their )?"
     r"(?:[\w-]+ ?){1,3}?)?(?= ?(?:and |,|[.;!¶•]|$|with |for |when |if ))", "call the api"),
    (r"(?P<when>(?:this|last) (?:week|month|quarter)) (?:is|'s) (?P<how>won|lost|closed|new) (?P<what>deals|contacts|"
     r"leads|customers)", "{what} {how} {when}"),
    (r"the (?P<unit>week|month|quarter|year) (?:is|'s) (?P<how>won|lost|closed|new) (?P<what>deals|contacts|leads|"
     r"customers)", "{what} {how} this {unit}"),
    (r"(?P<when>today|yesterday) (?:is|'s) (?P<how>won|lost|closed|new) (?P<what>deals|contacts|leads|customers)",
     "{what} {how} {when}"),
    (r"overdue (?P<what>deals|opportunities)", "{what} past the close date"),
    (r"whose (?:contract|subscription|agreement|plan|licen[cs]e|term|policy|membership) (?:ends|expires|runs out|is up|"
     r"lapses|renews|comes up|is ending|is expiring|is due)", "who renew"),
    (r"import (?P<what>(?:the |all |any |every )*(?:new )?rows? (?:of|from|in) (?:the |our |my )?\S+ (?:google )?sheet)"
     r"(?P<when>(?: (?:every|each) \S+| hourly| daily)?) (?:as|into|to) (?:new |the )?(?:contacts|crm)",
     "{when} read {what} , for each row create a contact ,"),
    (r"(?:named|called) after(?= )", "named like"),
    (r"(?:in|to|into) (?:the |our )?(?P<what>(?:[\w-]+ ){1,2}?)channel (?:on|in|of) (?:microsoft )?"
     r"(?P<where>teams|slack)", "in {where} channel {what}"),
    (r"(?P<lead>^|[,.:;]|then) (?P<who>(?:the |our )?[a-z]+) (?:has to|must|needs to|should) "
     r"(?:approve|okay|sign off on) (?P<what>"
     r"(?:the|our|this|that|their) (?:\w+ )?(?:terms|discount|budget|price|pricing|quote|sla|exception|rate|"
     r"spend|expense|refund|credit|wording|conditions))(?= ?[.;,])", "{lead} get approval from {who} for {what}"),
    (r"and (?:also |then |should |must )*be (?:announced|posted|shared) (?=(?:in|on|to) )", "and post it"),
    (r"and (?:also |then |should |must )*be logged(?!\S)", "and log it"),
    (r"have (?P<what>it|them|this|that|the \w+) (?:e-|electronically |digitally )?signed(?! by)",
     "send {what} for signature"),
    (r"(?:pick|take|get|find|select|choose) (?P<most>(?:at most|up to|no more than|max|maximum) \d+) "
     r"(?P<what>contacts|leads|prospects|deals|customers|companies|people|accounts)"
     r"(?P<per> per run| each time| a day| per day)? (?P<rest>"
     r"(?:with|who|whose|in|at|from|that|tagged) (?:(?![.;!?•¶,])\S+ ?){1,16}?)"
     r"(?=(?: ?,(?! (?:that|who|which|whose|with|and))| ?[.;]|$))", "find {what} {rest} ( {most} {per} )"),
    (r"put (?P<what>it|that|this|them|those|everything) (?P<where>(?:in|on|into|to) (?:C\d+|teams|slack))",
     "post {what} {where}"),
    (r"send (?:that|this) (?:out |off |over )?(?:for (?:e-?)?signature|to be signed|for signing)",
     "send it for signature"),
    (r"send (?P<what>it|them|the \w+) (?:out|off|over) (?:for (?:e-?)?signature|to be signed|for signing)",
     "send {what} for signature"),
    (r"if there (?:are not|is not) (?:any|one)(?= ?[,:])", "if nothing is found"),
    (r"(?P<lead>[;.,]) (?:and |but )?if there (?:are|is)(?= ?[,:])", "{lead} otherwise"),
    (r"if there is still no signature", "if it is not signed"),
    (r", minus (?=(?:the ones|those|anyone|anybody|everyone|everybody|people|all|any)(?!\S))", ", except"),
    (r"meetings? (?:with|that has|that have|having|containing) (?P<q>Q\d+) in (?:the|its|their) (?:title|name|subject)",
     "meeting whose title contains {q}"),
    (r"(?:it|this|that|the deal|the discount) (?:needs|requires|must have) (?P<by>(?:the |our |my )?\S+'s) (?:approval|"
     r"sign-off|ok|okay)(?: (?:to|before it can|in order to) (?:go on|proceed|continue|move on|go ahead|go through))?"
     r"(?= ?[.;])", "get approval from {by} for it"),
    (r"(?<!and )(?<!then )(?<!also )ask (?:them |him |her |the customer |the contact )?for "
     r"(?P<what>(?:an? |their )(?:[\w-]+ )?(?:review|testimonial|referral|recommendation|"
     r"rating|reference)(?: on [\w-]+)?)", "email them asking for {what}"),
    # what comes first
    (r"(?:once|when|after|as soon as) (?:you have|we have|you are done|it has) (?P<done>created|made|sent|added|"
     r"enriched|emailed|tagged|posted|"
     r"logged|updated|booked|saved|summari[sz]ed|searched|found|drafted|called|texted|invited|shared|uploaded|"
     r"moved|classified|extracted|opened|filed|"
     r"scheduled|fetched) (?P<what>(?:(?![.;!?•¶,])\S+ ){1,8}?), ?(?:then )?", "{done} {what} , then "),
    (r"(?:think of|think up|dream up|brainstorm) (?=an? |some |one|\d)", "come up with"),
    (r"round up|gather up|scrape together|rake up", "find"),
)  # fmt: skip
"""A pattern over plain forms, and the words that stand for it; `{name}` keeps the words of a group."""
