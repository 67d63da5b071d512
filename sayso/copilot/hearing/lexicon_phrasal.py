"""Verbs of two words and of the street, put as the plain verb; see `idioms` for how to read a row."""

_S = r"(?:^|(?P<lead>[.;:•¶!?,]|->|and|then|&|\+|plus) )(?:please |also |then )*"
"""Where a request begins; what opens it is kept."""
_IT = r"(?:it|this|that|them|these|those|everything|all of it|all of them|the lot)"
_OBJECT = r"(?=(?:an?|the|it|this|that|them|these|those|my|our|all|every|any|Q\d+)(?!\S))"
_DONE_FIRST = (
    r"(?:enriching|creating|sending|adding|emailing|tagging|posting|logging|updating|booking|saving|summari[sz]ing|"
    r"searching|finding|reading|writing|drafting|calling|phoning|texting|inviting|sharing|uploading|moving|"
    r"classifying|"
    r"extracting|checking|looking|getting|pulling|syncing|pushing|opening|filing|messaging|notifying|fetching|"
    r"scheduling)"
)
_MEETING = r"(?:demo|call|meeting|kickoff|kick-off|review|session|workshop|slot|chat|catch-up|walkthrough|training)"

PHRASAL: tuple[tuple[str, str], ...] = (
    (r"(?P<what>(?:the )?(?:jira )?(?:issue |ticket |story |bug )?)(?P<key>K\d+)(?: in jira)?",
     "the jira issue {key}"),
    # put, send, create, find
    (rf"(?:slap|stick|pop|whack|bung|chuck|throw|lob|pin|paste|place|dump|shove) {_OBJECT}", "put"),
    (r"(?:fire off|fire out|ping over|ping off|dash off|rattle off|shoot off|shoot over|shoot out|send over|"
     r"send off|send across|"
     r"get out|pass along|fling over) (?=an? (?:\S+ ){0,3}?(?:e-?mail|mail|message|text|sms|note|reminder|"
     r"newsletter|survey|dm|"
     r"template|invite|invitation|reply|letter))", "send"),
    (r"(?:whip up|knock up|knock out|rustle up|cook up|throw together|bang together|bash out|spin up|stand up|"
     r"fire up|mock up|"
     r"draw up|write up|make out|put together|pull together) (?!an? (?:\S+ ){0,3}?(?<!order )form(?!\S))(?=an? |"
     r"the |some |our |Q\d+)(?!the (?:notes|"
     r"minutes|call|"
     r"meeting|conversation))", "create"),
    (rf"(?:track down|hunt down|hunt out|dig out|dig up|root out|seek out|turn up|call up|bring up|pull up|"
     rf"search out) {_OBJECT}",
     "find"),
    (rf"(?:sum|wrap|boil|condense) (?P<what>{_IT}|the \S+) (?:up|down)", "summarise {what}"),
    (r"sum up", "summarise"),
    (r"have a (?:quick |good |proper )?(?:look|peek|glance) (?:at|in|into|through|over)", "look at"),
    (r"take a (?:quick |good |close )?(?:look|peek|glance) (?:at|in|into|through|over)", "look at"),
    (r"(?:do|run|make|perform|carry out|start) an? (?:quick |short |thorough )?(?:web|online|internet|google) "
     r"(?:search|check|look-up|"
     r"lookup)(?: (?:on|for|about|of|into))?", "search the web for"),
    (r"(?:do|run|make|perform|carry out) an? (?:quick |short )?(?P<place>crm|drive|gmail|notion|zendesk|jira|"
     r"slack|apollo|hubspot|"
     r"salesforce) (?:search|look-up|lookup|query)(?: (?:on|for|about|of))?", "search {place} for"),
    (r"prospect for", "search for"),
    (r"get (?P<what>(?:the|an?|our|this|that|my) (?:(?!(?:and|then|to|on|in|from|for)(?!\S))\S+ ){1,5}?)(?:out |"
     r"over |across |off )"
     r"to (?=(?:the|them|him|her|our|all|every|each|A\d+|M\d+)(?!\S))", "send {what} to"),
    (rf"get (?P<what>an? (?:\S+ )?{_MEETING}) (?:on|in|into) (?:the |their |our |my )?(?:books|calendar|diary|"
     rf"schedule)",
     "book {what}"),
    (r"(?P<first>find a free slot(?: (?![.;!?•¶])\S+){0,8}) (?:and|then|,) book (?:it|that|one|that one|the "
     r"slot|the time)(?!\S)",
     "{first} and book a meeting"),
    (rf"{_S}(?P<who>C\d+) (?:should |must |needs to |has to )?(?:gets?|receives?|is sent|hears|sees) (?=an? |"
     rf"the )", "{lead} post to {who}"),
    (r"(?:give|send|drop|shoot) (?P<where>(?:the )?C\d+(?: channel)?(?: on slack)?) (?:an? )?(?:quick |short "
     r")?(?:heads-up|heads up|"
     r"shout|ping|nudge|note|message|update|notice)", "post to {where}"),
    # what goes before what
    (rf"(?:^|(?P<lead>[.;•¶]|->) )after (?P<doing>{_DONE_FIRST}(?: (?![.;!?•¶,])\S+){{1,8}}) ,",
     "{lead} {doing} , then"),
    (rf"(?:^|(?P<lead>[.;•¶]|->) )before (?P<doing>{_DONE_FIRST}(?: (?![.;!?•¶,])\S+){{1,8}}) , "
     rf"(?P<first>(?:(?![.;!?•¶,])\S+ ?)"
     r"{1,12})(?= ?[.;]|$)", "{lead} {first} , then {doing}"),
    (r",? (?:along |together )?with (?P<what>an? (?:\S+ ){0,2}?(?:task|to-do|reminder|follow-up task|folder|"
     r"ticket)(?: (?:for|to|"
     r"about) (?:(?![.;!?•¶,])\S+ ?){1,5}?)?) ?(?:as well|too|also|on top)", ", create {what}"),
    (r",? (?:along |together )?with (?P<what>an? (?:\S+ ){0,2}?(?:notification|alert|heads-up) (?:to|for) "
     r"(?:(?![.;!?•¶,])\S+ ?){1,4}?)"
     r" ?(?:as well|too|also|on top)", ", {what}"),
    # places
    (r"(?:leave|drop|add|put|post|write|make) (?:an? |the )?(?:quick |short )?(?:comment|note|reply|remark|"
     r"message) (?:on|in|to|under|"
     r"at) (?=(?:the |that |this )?(?:github|pr|pull request)(?!\S))", "comment on"),
    (r"(?:say|reply|answer|respond|write|post|mention) (?:on|in|to|under) (?=(?:the |that |this )?(?:github "
     r"(?:issue|pr|pull|thread)|pr|"
     r"pull request)(?!\S))", "comment on"),
    (rf"{_S}(?:an? |the )?(?:comment|note|reply|remark) (?:on|in|to|under) (?=(?:the |that |this )?(?:github|pr|"
     rf"pull request)(?!\S))",
     "{lead} comment on"),
    (r"(?:the )?(?:pr|merge request|mr|pull request)(?: no \.| number)? (?P<n>\d+)", "the pull request {n}"),
    (r"(?:fetch|get|open|read|pull up|load|show|grab)(?: me)? (?:the |that |this )(?:full |whole |complete |"
     r"entire )?(?:e-?mail |"
     r"gmail |mail )?thread(?!s)", "read the thread"),
    (rf"{_S}(?P<what>an? (?:new )?(?:jira|zendesk|github|notion|google|drive) (?:\S+ )?(?:bug|issue|ticket|"
     rf"story|page|folder|sheet|"
     r"doc|case))(?= and| plus| ,| \+|$| for| about| on| with| named| called| :)", "{lead} create {what}"),
    (rf"{_S}(?:an? )?(?:slack )?(?:message|note|post|announcement|shout-?out|ping|update) (?:in|to|on|into) "
     rf"(?=(?:the )?C\d+)",
     "{lead} post a message in"),
    (rf"{_S}(?:an? )?(?:new )?row (?:in|into|to|on) (?=(?:the |our |my )?(?:\S+ )?(?:sheet|spreadsheet)(?!\S))",
     "{lead} add a row to"),
    (rf"{_S}(?:an? )?(?:e-?sign(?:ature)?|signature|signing|docusign) request (?=to|for)",
     "{lead} send for signature"),
    (r"(?:make sure|ensure|see to it)(?: that)? (?P<what>(?:the|this|that|our|each|every) \S+) (?:is|are|gets?|"
     r"stays?|exists?) (?:up to "
     r"date|up-to-date|current|updated|correct|synced|in sync|there|present|saved|stored|created)? ?(?:in|on|with|to) "
     r"(?P<place>hubspot|salesforce)", "push {what} to {place}"),
    (r"(?:keep|bring) (?P<what>(?:the|this|that|our|each|every) \S+) (?:up to date|up-to-date|current|in sync|"
     r"updated|synced) (?:in|on|"
     r"with) (?P<place>hubspot|salesforce)", "push {what} to {place}"),
    (r"(?:,|and) (?:then )?(?:update|upsert|create|change|save|add|put|write) (?P<what>it|them|him|her|this|"
     r"that) (?:back )?(?:in )?there"
     r"(?= |$)", ", then update {what} there"),
    (r"(?:look|search|dig|check|hunt) (?:in|through|around|inside) (?P<place>gmail|(?:my |the |our )?(?:inbox|"
     r"mailbox)|drive|notion|"
     r"slack|zendesk|jira|hubspot|salesforce) (?:for|after)", "search {place} for"),
    # agenda
    (r"(?P<verb>slack|e-?mail|text|send|dm|message|give|show|tell|mail) me (?:my|the|today's|tomorrow's) "
     r"(?:agenda|schedule|diary|"
     r"appointments|calendar)", "{verb} me the list of my meetings"),
    # new people, and what is corrected
    (r"^new (?P<what>contact|lead|prospect|person)(?: for the crm)? (?::|-|–) (?=(?:(?![.;!?•¶]|->)\S+ ){1,8}?A\d+)",
     "create a {what}"),
    (r" ?\. (?:his|her|their|the) (?:e-?mail|mail)(?: address)? is (?=A\d+)", ","),
    (r"(?P<verb>fix|correct|change|update) (?P<what>(?:the|his|her|their|its) (?:\S+ ){0,3}?\S+) , (?:it is|"
     r"should be|is) (?:now )?"
     r"(?P<new>(?:(?![.;!?•¶,]|now)\S+ ?){1,6})(?: ?now)?(?= ?[.;]|$)", "change {what} to {new}"),
    (r"(?:put|place|leave|stick|drop|add) (?P<what>(?:an? |the )?(?:(?!(?:and|then|to|in)(?!\S))\S+ "
     r"){1,8}?)(?:on|onto|to) (?P<who>"
     r"(?!the |my |our )[a-z]+'s) (?:to-do |todo |task )?(?:list|plate|desk|queue|pile)",
     "create a task for {who} : {what}"),
    (r"(?:can|could) (?P<who>(?:the )?\S+)(?: on the \S+| in \S+)? (?:get|have|be given) an? (?P<what>task|"
     r"to-do|reminder)",
     "create a {what} for {who}"),
    (r"(?P<what>draft(?: (?![.;!?•¶,])\S+){1,10}) ,? ?(?:but |and )?(?:do not|never|without) send(?:ing)? (?:it|"
     r"them|anything)"
     r"(?: yet| out| off| now)?", "{what}"),
    # AI
    (r"(?:i (?:want|need|would like)|create|get|make) (?P<what>an? (?:(?![.;!?•¶,])\S+ ?){1,10}?) ?,? "
     r"(?:written|drafted|composed|"
     r"worded|generated|done) by (?:the )?ai", "have ai write {what}"),
    (r"^(?:is|are|does|do) (?P<what>(?:the |this |that )(?:(?![.;!?•¶,])\S+ ?){1,10}?) ?\? (?:please )?(?:have|"
     r"let|ask|get) (?:the )?ai "
     r"(?:to )?(?:judge|decide|tell|determine|find out|work it out|classify)(?: it)?", "have ai decide whether "
     "{what}"),
    (r"^(?:which|what) (?P<what>(?:\S+ ){1,3}?)(?:are|is|do we have|were) (?:named |mentioned |written |listed "
     r")?in (?P<source>the "
     r"\S+) \? (?:please )?(?:list|extract|pull|get|name|note) (?:them|it)(?: out| down)?(?: with (?:the )?ai)?",
     "extract {what} from {source}"),
    # asking and approving
    (r"(?:find out from|check with|ask) (?P<who>(?:the |our |my )?\S+(?: of \S+)?) (?:if|whether) ",
     "ask {who} whether "),
    (r"find out from (?P<who>(?:the |our |my )?\S+) (?=which|what|how|when|why|who)", "ask {who}"),
    (r"(?:have|get|let|make) (?P<who>(?:the |our |my )?[a-z]+) (?:to )?(?:sign off|approve|ok|okay|green-?light|"
     r"rubber-?stamp|wave through)"
     r" ?(?:on )?(?P<what>(?:the|our|this|that|their) (?:new |final |revised |special )?(?:terms|discount|"
     r"budget|price|pricing|plan|"
     r"quote|numbers|conditions|rate|exception|spend|expense|refund|credit|wording))", "get approval from {who} "
     "for {what}"),
    # what somebody needs
    (rf"{_S}(?P<who>(?:the |our |my )?(?!i |we |you )[a-z]+(?: team)?) (?:needs?|wants?|requires?|should have|"
     rf"should get|must have) "
     r"(?:to have |to get )?(?:\S+ )?(?:access|permission|permissions) (?:to|for|on) (?=the|our|this|that|Q\d+)",
     "{lead} share it with {who} :"),
    (rf"{_S}there (?:should|must|needs to|has to|ought to) be (?=an? )", "{lead} create"),
    (rf"{_S}(?P<who>(?:the |our |my )?(?!i |we |you |it |that )[a-z]+(?: team)?) (?:ought to|should|must|needs "
     rf"to|has to|deserves to) "
     r"(?:know|hear|be aware|be told|learn|find out|get wind)(?: about| of)?", "{lead} tell {who}"),
    (rf"{_S}(?P<who>(?:the |our |my )?(?!i |we |you )[a-z]+) (?:needs?|wants?|should|must|has)(?: to)? ?(?:get |"
     rf"have |be given )?an? "
     r"(?P<what>(?:\S+ )?(?:task|to-do|reminder))(?= ?[:.,]| to | about |$)", "{lead} create a {what} for {who}"),
    (rf"{_S}(?P<what>(?:the|this|that|our|each|every) \S+) (?:has to|should|must|needs to|ought to|is to) "
     rf"(?:land|end up|go|appear|show up|"
     r"be|live|sit|turn up|arrive|come) (?:in|into|on|at) (?=(?:the |our )?(?:hubspot|salesforce|notion|drive|"
     r"jira|zendesk|slack|crm|Q\d+ "
     r"sheet))", "{lead} put {what} in"),
    (rf"{_S}(?P<what>(?:the|this|that|our|each|every) \S+) belongs? (?:in|into|on) (?=(?:the |our )?(?:hubspot|"
     rf"salesforce|notion|drive|"
     r"jira|zendesk|crm|Q\d+ sheet))", "{lead} put {what} in"),
    (rf"{_S}(?P<who>(?:the|this|that|our) \S+) (?:should|must|need) not be (?:labelled|labeled|tagged|marked|"
     rf"flagged)(?: as)? (?P<tag>Q\d+)"
     r"(?: any more| anymore| any longer)?(?: ?,? (?:please )?(?:remove|drop|delete) it)?",
     "{lead} remove the tag {tag} from {who}"),
    (rf"{_S}(?:an? |the )?question (?:for|to) (?P<who>(?:the |our |my )?[a-z]+(?: owner| manager| team)?) ?(?::|"
     rf",|-)(?: is| are| does| do| "
     r"has| can| did)?", "{lead} ask {who} about"),
    (rf"{_S}(?P<what>(?:the |this |that )?(?:\S+ )?(?:discount|budget|price|terms|offer|quote|plan|spend|refund|"
     rf"exception)) (?:needs?|requires?|"
     r"has to have|must have|should have) (?:an? |the )?(?:sign-?off|approval|ok|okay|go-ahead|blessing|green "
     r"light) (?:from|by|of) "
     r"(?P<who>(?:the |our |my )?[a-z]+(?: of \S+)?)", "{lead} get approval from {who} for {what}"),
    (rf"(?P<first>(?:^|[.;•¶] |, )(?:add|tag|create|move|enrich|log|update|put|post|open|save|search|find|get|"
     rf"pull)(?: (?!approv|ok|review|check|"
     rf"let|want)(?![.;!?•¶,])\S+){{1,9}}) before (?=(?:{_DONE_FIRST}|handing|passing|routing|forwarding|"
     rf"assigning) )", "{first} , then"),
    # what it says in plain words
    (r"attach (?=(?:the |a )?(?:tag|label)(?!\S))", "add"),
    (r"pencil in", "book"),
    (r"(?:flesh out|fill out|round out|beef up|complete) (?=(?:the|this|that|it|them|him|her|every|"
     r"each)(?!\S)(?: \S+){0,3} (?:from|with|"
     r"using|via|through|in) apollo)", "enrich"),
    (r"(?:fire|shoot|send|make|issue|trigger) an? (?:http |get |post |api )?(?:request|call|ping) (?:at|to|"
     r"against|on|towards) (?=U\d+)",
     "call the api"),
    (r"(?:drop|leave|stick|throw|smash|pop|hit) (?:an? |the )?(?P<what>(?:\S+ )?(?:emoji|thumbs up|thumbs-up|"
     r"reaction|smiley|tick|check ?mark"
     r")|E\d+) (?:on|at|under|to) (?P<where>(?:the |that |this )?)(?:slack )?(?:message|post)(?: (?:in|on) "
     r"slack)?",
     "add an emoji to {where} slack message"),
    (r"put (?:an? |the )?(?P<what>(?:\S+ )?(?:emoji|thumbs up|reaction)|E\d+) (?:on|at|under|to) "
     r"(?P<where>(?:the |that |this )?)(?:slack )?"
     r"(?:message|post)(?: (?:in|on) slack)?", "add an emoji to {where} slack message"),
    (r"get (?P<who>(?:the|our|this|that) \S+|them|him|her) on the (?:phone|line|blower|horn)", "phone {who}"),
    (r"(?:give|hand|pass|leave|turn) (?P<what>it|this|that|them|(?:the|this|that) \S+) (?:over )?to (?=(?:an? "
     r")?(?:human|person|real person|"
     r"live agent|colleague|someone|somebody)(?!\S))", "hand {what} over to"),
    (r"(?:make|take|leave|keep) (?:an? )?(?:note|record|entry) of (?P<what>(?:the|this|that|their|our|it) "
     r"?(?:(?!(?:and|then|on|in)(?!\S))\S+ ?)"
     r"{0,4}?)(?= ?(?:on|in|against|and|[.,;])|$)", "log {what} "),
    (r"(?:hand|bring|pass|give|get) (?:me|us) (?=(?:the|all|all the|every) (?:(?!summary|gist|recap|digest|"
     r"overview|rundown|essence|short)\S+ )"
     r"{0,4}?(?:transcripts?|recordings?|channels|records?|metrics|score|trend|accounts|contacts|deals|leads|"
     r"customers|rows|thread|tickets|"
     r"issues|messages|files?|pages?)(?!\S))", "get"),
    (r"get (?:the )?(?:gist|short version|tl;dr|tldr|highlights|key points|takeaways|main points|essence) (?:of|"
     r"from)", "summarise"),
    (r"(?:find out|figure out|work out|tell|see|determine|decide|check) (?:if|whether) (?=(?:the|this|that) "
     r"(?:e-?mail|mail|reply|message|ticket|"
     r"comment|feedback|answer|text|note|request|review) is (?:(?![.;!?•¶,])\S+ ){1,5}?or )",
     "have ai decide whether "),
    (r"^(?:has|have|did) (?P<what>(?:(?![.;!?•¶,])\S+ ){1,8}?)(?:in|on) (?P<place>slack|gmail|notion|zendesk|"
     r"jira|drive) \? (?:please )?"
     r"(?:search|look|check)(?: for it| for that| it up| there| please)?(?= ?[.!]|$)", "search {place} for {what}"),
    (r"^what (?:did|has|have|does) (?P<what>(?:(?![.;!?•¶,])\S+ ){1,8}?)(?:say|said|write|written|mail|mailed|"
     r"email|emailed|send|sent|tell|told)"
     r"(?P<rest>(?: (?![.;!?•¶,])\S+){0,4}) \? (?:please )?(?:look|check|search|see) (?:in )?(?:the |my |our "
     r")?(?:inbox|mailbox|gmail|mails?|"
     r"e-?mails?)", "search gmail for {what} {rest}"),
    (rf"{_S}(?:in|on|to) (?P<where>C\d+(?: (?:on|in) slack)?|the \S+ (?:slack |teams )?channel(?: (?:on|in) "
     rf"(?:slack|teams))?) ,? ?(?:please )?"
     r"(?:say|post|announce|tell|write|share|mention|drop|put)", "{lead} post to {where}"),
    (r"^(?:did|have|has) (?P<who>they|he|she|(?:the|our) \S+) (?P<done>sign|signed|accept|accepted) "
     r"(?P<rest>(?:(?![.;!?•¶,])\S+ ?){1,7}?) ?\?"
     r"(?: (?:please )?(?:check|look|look it up|find out|can you check)(?: it)?(?: please)?)?(?= ?[.!]|$)",
     "check whether {who} {done} {rest}"),
    (r"^what (?P<what>slots|times|time|gaps|availability|openings) (?:does|do|has|have|is|are) ",
     "find a free slot for "),
    (r"^(?:has|have) (?P<what>(?:the |our |this )?(?:\S+ )?(?:\S+ )?health(?: score)?) (?:been |got |gotten "
     r")?(?:going |getting )?(?:up|down|better|"
     r"worse|improving|improved|declining|declined|dropping|dropped|worsened|rising|risen)(?: \? (?:please "
     r")?(?:show|pull|get|check)(?: me)? "
     r"(?:the |its )?trend)?", "get the health trend of {what}"),
    (r"^what is (?:on|in|up on|planned on|happening on) zoom(?P<when>(?: today| tomorrow| this week| next)?) "
     r"\?(?: (?:please )?(?:list|show|get|give me)"
     r"(?: me)?(?: the)? (?:meetings|calls|them))?", "list the zoom meetings"),
    (rf"{_S}(?:an? )?(?:new )?ticket (?:for|with|to) (?=support|the helpdesk|customer care)",
     "{lead} create a ticket for "),
    (r"make (?=an? jira )", "create"),
    (r"(?:let us |let's |lets )?get (?P<what>an? (?:\S+ )?(?:opportunity|deal|task|ticket|folder|page|sheet|"
     r"spreadsheet|contact|issue|bug)) (?:set up|"
     r"going|created|opened|started|made|rolling)", "create {what}"),
    (r"(?:have a look|look|check|see|read) (?:at )?what (?:it says|is written|is said|they say|they write|is "
     r"there) (?:on|at|under) (?=U\d+|A\d+)",
     "read the page"),
    (r"(?:i (?:want|would like|need) to be|get me|make me) connected (?:with|to)", "connect with"),
    # nouns at the beginning
    (r"^(?=(?:the )?(?:usage metrics|usage data|usage numbers|product usage|health trend|health score)(?: "
     r"trend)? (?:and|,|for|of)(?!\S))",
     "get "),
    (r"health score trend", "health trend"),
    (r"^where (?:is|are) (?P<what>(?:the|our|my|that) (?:(?![.;!?•¶,])\S+ ?){1,10}?) ?\?(?: (?:please "
     r")?(?:fetch|get|grab|pull|find|send|"
     r"show)(?: me)? (?:it|them))?", "find {what}"),
)  # fmt: skip
"""A pattern over plain forms, and the words that stand for it; `{name}` keeps the words of a group."""
