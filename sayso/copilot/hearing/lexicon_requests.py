"""Ways to ask for something without telling anybody to do it: questions, wishes, nouns, and what shall become of a
thing. Each is put as what is asked for; see `idioms` for how to read a row."""

from sayso.copilot.hearing.lexicon_people import COLLEAGUES, OWNER

_S = r"(?:^|(?P<lead>[.;:•¶!?,]|->|and|then|&|\+|plus) )(?:please |hey |hi |ok |so |also |then )*"
"""Where a request begins; what opens it is kept."""
_END = r"(?= ?[.,;!?:]|$| and | -> | then )"
_DET = r"(?:the|a|an|all|our|my|this|that|these|those|their|his|her|its|every|each|some)"
_SHORT = r"(?:(?!(?:and|then|or|but|if|->|to|[.,;:!?•¶])(?: |$))\S+ ?){1,6}?"
"""A few words that name one thing."""
_LONG = r"(?:(?!(?:->|[.;!?•¶])(?: |$))\S+ ?){1,12}?"
_MANY = r"(?:(?!(?:and|but|then|or|->|[.;!?•¶,:])(?: |$))\S+ ?){0,8}?"
"""Who it is for and what it says."""
_PLACE = (
    r"(?:salesforce|sfdc|hubspot|notion|(?:google )?drive|jira|zendesk|gmail|slack|apollo|github|zoom|"
    r"crm|database|records|inbox|mailbox|calendar|diary|web|internet)"
)
_WHO = rf"(?:(?:the |our |my |their |its |an? )?(?:\S+ )?(?:{OWNER}|{COLLEAGUES})|[a-z]+|me|us|M\d+)"
_THING = r"(?:lead|deal|contact|account|customer|prospect|client|company|opportunity|person|record|ticket|case)"
_ONE = rf"(?:(?:the|this|that|our|their|a|an|every|each) (?:\S+ )?{_THING}s?|it|them|him|her|this|that)"
_MANY_SUCH = (
    r"(?:(?:all|the|our|my|every|any|those) )*(?:\S+ )?(?:contacts|leads|prospects|customers|clients|accounts|"
    r"companies|"
    r"deals|opportunities|people|issues|tickets)(?: (?![.;:!?•¶,])\S+){0,5}? (?:tagged|labell?ed|created|added|"
    r"assigned|"
    r"closed|opened|entered|posted|booked)(?!\S)"
)
"""Many that are such, which is not what shall become of them."""
_FREE = r"(?:free|available|open|spare|empty)"
_SLOT = r"(?:time|times|slots?|gaps?|windows?|room|space|opening|openings|availability)"
_DONE = (
    r"(?:tagged|labelled|labeled|untagged|enriched|created|opened|raised|filed|added|entered|logged|recorded|noted|"
    r"posted|shared|sent|emailed|mailed|texted|called|phoned|told|informed|notified|alerted|moved|advanced|changed|"
    r"updated|set|marked|removed|booked|scheduled|rescheduled|postponed|saved|uploaded|stored|archived|filed|"
    r"summari[sz]ed|"
    r"classified|categori[sz]ed|extracted|written|drafted|generated|built|made|prepared|drawn up|put together|"
    r"synced|pushed|exported|copied|handed over|handed off|passed on|passed|routed|transferred|searched|looked up|"
    r"fetched|pulled|invited|assigned|closed)"
)

REQUESTS: tuple[tuple[str, str], ...] = (
    # two things shall become of one
    (rf"(?P<what>(?:the |this |that |our |each |every )?(?:contact|{_THING}|them|they|it)) "
     r"(?P<must>should|must|needs to|has to|have to|is to|ought to) be "
     rf"(?P<first>{_DONE}(?: (?!(?:and|or|if|then|when|->|[.;:!?•¶])(?: |$))\S+){{0,8}}?) and (?:also |then )?(?:be )?"
     rf"(?={_DONE}(?!\S))", "{what} {must} be {first} and {what} {must} be "),
    # questions about time
    (rf"{_S}(?:when (?:is|are|am|will|would|could|can|does|do) (?P<who>{_LONG}) ?(?:be |both |all )*(?:{_FREE}|"
     rf"have time|"
     rf"meet|got time))(?!\S)", "{lead} find a free slot for {who}"),
    (rf"{_S}(?:is|are|am) (?P<who>(?!there)\S+(?: and \S+)?) (?:both )?(?:free|available) (?=on|at|next|this|"
     rf"tomorrow|today|for|"
     rf"to)(?P<rest>{_LONG}) ?\?", "{lead} find a free slot for {who} {rest}"),
    (rf"(?:is|are) there (?:any |an? |still |some )*{_FREE} {_SLOT}", "find a free slot"),
    (r"(?:find|look for|check for|search for|hunt for|spot) (?:an? |any |some |the )?(?:\S+ )?(?:gap|hole|"
     r"opening|window) "
     r"(?=in|on|for|next|this|between|tomorrow)", "find a free slot"),
    (r"(?:find|look for|pick|work out|figure out|suggest|check) (?:an? |the |some )?(?:\S+ )?(?:times?|dates?|day) "
     r"(?=that|which|when|where|for (?:everyone|everybody|both|all|us|a|the)|to meet|works|suits)",
     "find a free slot "),
    (r"(?P<what>find a free slot(?: (?:(?![?.,;!•¶]|->)\S+)){0,10}) \? (?:please )?(?:check|look (?:at|in|into)|see)"
     r" (?:the|my|our) (?:calendars?|diary)(?! for)", "{what}"),
    # questions about a place
    (rf"{_S}(?:where is|where are|who is|who are|what is|what are|any|is there|are there) (?P<what>{_LONG}) ?\? "
     rf"(?:please )?(?:look|check|ask|search|see|try|use)(?: it up)?(?: in| on| with| at)? (?:the |our |my )?"
     rf"(?P<place>{_PLACE}){_END}", "{lead} search {place} for {what}"),
    (rf"{_S}(?:does|do|did|has|have) (?P<what>{_LONG}) ?\? (?:please )?(?:look|check|ask|search|see)(?: it up)?"
     rf"(?: in| on| with)? (?:the |our |my )?(?P<place>{_PLACE}){_END}", "{lead} search {place} for {what}"),
    (rf"{_S}what has been (?:said|written|posted) (?:about|on) (?P<what>{_SHORT}) ?(?:in|on) slack(?: ?\? find the "
     rf"(?:messages|posts))?{_END}", "{lead} search slack for {what}"),
    (rf"{_S}(?:is|are) (?P<what>(?!there|it|they|this|that|he|she|we|you|i)\S+(?: (?!in|on)\S+){{0,2}}) (?:already |"
     rf"still |also )?(?:in|on) (?:the |our )?(?P<place>{_PLACE}) ?\?", "{lead} find {what} in {place}"),
    (rf"{_S}(?:is|are) there (?:already )?(?:(?:any|an|a|some) )?(?:anything|something|info|information) "
     rf"(?:about|on|for) (?P<what>{_SHORT}) ?(?:in|on) (?:the |our )?(?P<place>{_PLACE}){_END}",
     "{lead} search {place} for {what}"),
    (rf"{_S}(?:is|are) there (?:already )?(?:(?:any|an|a|some) )?(?P<what>(?:record|entry|contact|lead|prospect|"
     rf"account|"
     rf"company|customer|client|deal|file|document|page|doc|e-?mail|message|issue|bug|ticket|case|opportunity)s?(?: "
     rf"{_SHORT})?) ?(?:in|on) (?:the |our )?(?P<place>{_PLACE}){_END}", "{lead} find {what} in {place}"),
    (rf"{_S}where (?:in|on) (?:the |our )?(?P<place>{_PLACE}) (?:is|are|do we keep|did we put|can i find) "
     rf"(?P<what>{_SHORT})"
     rf"{_END}", "{lead} search {place} for {what}"),
    (r"^(?:do|did|have) we (?:already |still )?(?:have |got |know |keep )?(?=(?:an?|any|the|some|anyone|"
     r"somebody|someone) "
     r"(?:\S+ )?(?:contact|lead|prospect|person|people|customer|client|account|company|companies|deal|opportunity|"
     r"record)s?(?!\S))", "find"),
    (rf"^(?:which|what) (?P<what>(?:\S+ )?slack channels|channels)(?: (?:do we have|are there|have we got|exist))?"
     rf"(?P<rest>{_LONG})? ?\?", "list the slack channels"),
    (r"^(?:which|what) (?P<list>(?:zoom|jira|zendesk|support|github|open|upcoming)? ?(?:leads|contacts|"
     r"prospects|people|"
     r"customers|clients|accounts|companies|deals|opportunities|issues|bugs|tickets|meetings|calls)) (?P<be>are|"
     r"is|have|has|do|"
     r"did|were|was|came|come) (?=(?!i |we )\S)", "find the {list} that {be}"),
    (r"^(?:which|what) (?P<list>leads|contacts|prospects|people|customers|clients|accounts|companies|deals|"
     r"opportunities|"
     r"issues|bugs|tickets) (?=(?:in|at|from|on|over|under|above|below|with|without|worth|tagged)(?!\S))",
     "find the {list}"),
    (rf"^what is (?:written |stored |noted )?(?:in|on) (?P<what>(?:the |our |my )?(?:\S+ ){{0,3}}?(?:sheet|"
     rf"spreadsheet))"
     rf"{_END}", "read {what}"),
    (r"(?:open|view|go to|look at|look into|check out) (?P<what>(?:the |our |my )?Q\d+ (?:google )?(?:sheet|"
     r"spreadsheet))",
     "read {what}"),
    (r"^what (?:is|are) (?=(?:the|our|my|their|its|\S+'s)(?!\S))", "get"),
    # questions that check
    (rf"{_S}(?:has|have|did) (?P<who>(?:the |our |my )?\S+) (?P<done>accept|accepted|sign|signed)(?: (?!if|when)"
     rf"(?P<rest>(?:(?![?.,;]|->)\S+ ?){{1,6}}))? ?(?:\?|$)(?: (?:please )?(?:check|look|look it up|find out|"
     rf"can you check)"
     rf"(?: it)?{_END})", "{lead} check whether {who} {done} {rest}"),
    (r"(?:look|see|find out|verify|check|let me know|tell me|confirm|i (?:want|need|would like) to know) (?:if|"
     r"whether)"
     r"(?=(?: (?![.,;!?•¶])\S+){1,8}? (?:signed|signing|accepted|went through|connected|linkedin)(?!\S))",
     "check whether"),
    (rf"{_S}(?:is|are) (?P<what>the (?:contract|agreement|nda|order form|proposal|document|offer|msa|sow|"
     rf"quote)) signed"
     rf"(?: yet| already)? ?\?$", "{lead} check whether {what} is signed"),
    # questions about health and use
    (rf"{_S}how (?:healthy|well|happy|are things|is it going) (?:is|are|with|does) (?P<what>{_SHORT}){_END}",
     "{lead} get the health score of {what}"),
    (rf"{_S}how (?:much|often|actively|heavily|intensively|well) (?:is|are|does|do|has|have) (?P<what>{_SHORT}) ?"
     rf"(?:using|uses?|used|logging in|log in|logged in)(?!\S)", "{lead} get the usage metrics of {what}"),
    (rf"{_S}(?:show |see |check |tell me |find out |look )?(?:me )?how (?P<what>(?:the |our |their )?(?:\S+ "
     rf")?(?:\S+ )?"
     rf"health(?: score)?) (?:has |have |is |was )?(?:developed|developing|changed|changing|moved|moving|"
     rf"evolved|evolving|"
     rf"trending|doing|going|looked)(?: over time)?", "{lead} get the health trend of {what}"),
    (rf"{_S}(?:is|are) (?P<what>(?:the |our |their )?(?:\S+ )?(?:\S+ )?health(?: score)?) (?:going |trending |"
     rf"getting )?"
     rf"(?:up or down|better or worse|rising or falling|improving or declining|improving|declining|dropping)"
     rf"(?: ?\? (?:pull|get|check|show)(?: me)? (?:the |its )?trend)?", "{lead} get the health trend of {what}"),
    (rf"{_S}(?:any|is there any|are there any|what is the|what is) (?:recent |new |latest |fresh "
     rf")*(?P<news>news|press) "
     rf"(?:on|about|from|around)", "{lead} search the web for {news} on"),
    (r"see what the (?:internet|web) (?:says|has|knows) (?:about|on|of)", "search the web for"),
    # what is wished
    (r"^(?:can|could|may|might) (?:i|we) (?:please )?(?:have|get|see|ask for) (?=(?!you|it )\S)", "get"),
    (r"^(?:i|we) (?:want|need|would like|would love|wish|have) to (?:see|view|look at|have a look at|read|know) "
     r"(?=(?:the|all|our|my|every|which|a list)(?!\S))", "get"),
    (rf"{_S}(?:i|we) (?:want|need|would like|would love|am looking for|are looking for) (?:to have |to get )?"
     rf"(?=(?:the (?!\S+ (?:to|tagged|called|informed|told|{_DONE})(?!\S))|all |our |my |every |an overview|an? "
     rf"(?:full |complete )?"
     rf"(?:list|overview) of ))", "{lead} get "),
    (rf"{_S}(?:i|we) (?:want|need|would like|would love|require) (?P<what>(?!an? ){_DET} {_SHORT}) ?(?:to (?:be|"
     rf"get) )?"
     rf"(?P<done>{_DONE})(?!\S)", "{lead} {what} should be {done}"),
    (rf"{_S}(?:i|we) (?:want|need|would like|would love|require) (?=an? )"
     rf"(?!an? (?:\S+ ){{1,5}}?{_DONE}(?!\S))(?!an? (?:\S+ ){{0,3}}?(?<!order )form(?!\S))", "{lead} create"),
    (rf"{_S}(?:have|get) (?!{_MANY_SUCH})(?P<what>(?!(?:\S+ ){{0,4}}?(?:(?:who|that|which) "
     rf"(?:have|has|had|are|is|do|does|did|were|was)|not|whose) )"
     rf"(?!to |me |us |not |been |never |already |just |ever |also |"
     rf"(?:an? |the "
     rf")?(?:list|overview) |all |every |any |"
     rf"(?:\S+ ){{1,3}}?(?:approve|sign|okay|ok|check|review|see|read) )(?:{_DET} "
     rf")?{_SHORT}) ?(?P<done>{_DONE})(?= |$)(?! by (?:ai|e-?mail))",
     "{lead} {what} should be {done}"),
    (rf"{_S}(?:have|get) (?P<what>{_DET} {_SHORT}) ?signed", "{lead} get {what} signed"),
    (r"get (?:an? |the |their |his |her )?signature (?:on|under|for|from)", "send for signature"),
    (rf"have (?P<what>an? {_SHORT}) ?(?=sent to)", "send {what} "),
    (rf"{_S}(?P<what>{_DET} {_SHORT}) ?(?:needs? to|has to|have to|must|should|is to) (?:be )?(?:signed|"
     rf"e-signed|countersigned)"
     rf"(?: by (?P<who>(?:the |our )?\S+))?", "{lead} get {what} signed"),
    (rf"{_S}docusign (?=(?:the|an?|this|that|our|it)(?!\S))", "{lead} send for signature"),
    (rf"{_S}(?P<what>(?:the |an? )?(?:contract|agreement|nda|order form|msa|sow|proposal|offer|quote)) (?:out )?for "
     rf"(?:e-?)?(?:signing|signature|sign-?off by the client)", "{lead} send {what} for signature"),
    # nouns that ask for something
    (rf"{_S}(?:an? |the |another )?(?:short |quick |friendly )*(?:notification|alert|warning|heads-up|heads up|"
     rf"notice|nudge) "
     rf"(?:to|for) (?=(?:{_WHO})(?!\S))", "{lead} notify"),
    (rf"{_S}(?:an? )?(?:approval|sign-off|signoff|ok|okay|go-ahead|green light) (?:from|by|of) (?P<who>{_WHO})"
     rf"(?: is| are)?(?: needed| required| necessary| wanted)?(?= |$)", "{lead} get approval from {who}"),
    (rf"{_S}(?:the )?enrichment (?:of|for)", "{lead} enrich"),
    (rf"{_S}(?:the |this )?(?:deal|opportunity) (?:to|into) (?:the )?(?:stage )?(?=\S)", "{lead} move the deal "
     "to stage"),
    (rf"{_S}(?P<what>(?:the |this |that |our )?(?:deal|opportunity)) (?:should|must|needs to|has to|can|is to|"
     rf"shall) (?:go|move|"
     rf"come|advance|progress|proceed) (?:back |on |over )?(?:to|into) (?:the )?(?:stage )?",
     "{lead} move {what} to stage"),
    (rf"{_S}(?:tl ; dr|tl / dr|tldr|tl;dr)(?: of| for| on)?(?= )", "{lead} summarise"),
    (rf"{_S}(?:give|send|get|show) (?:me|us) (?:the |a )?(?:gist|essence|short version|highlights|key takeaways|"
     rf"takeaways|tldr|main points|bottom line) (?:of|from)", "{lead} summarise"),
    (rf"{_S}(?:give|send|get|show|write|make|do) (?:(?:me|us) )?(?:a |an )?(?:quick |short |brief )?(?:summary|"
     rf"recap|overview|"
     rf"digest|rundown) of (?P<what>them|it|this|that|those|these|everything){_END}", "{lead} summarise {what}"),
    (rf"{_S}(?:an? |the |our )?(?:google )?(?P<what>(?:\S+ ){{0,2}}?(?:slides|deck|presentation|doc|document|"
     rf"contract|proposal|"
     r"nda|quote|sow|agreement)) (?=(?:from|out of|based on) (?:the |our |an? )?(?:\S+ )?template)",
     "{lead} create the {what}"),
    # what shall become of something
    (rf"{_S}(?P<what>(?:the|its|their|his|her|this|that) {_SHORT}) ?(?:should|must|needs? to|has to|have to|"
     rf"ought to|is to) be "
     r"(?:changed|switched|set|updated|put|moved|adjusted)(?: over)? to", "{lead} change {what} to"),
    (rf"{_S}(?P<what>(?:the |this |that |its )?(?:(?:tags?|labels?) )?(?P<name>Q\d+)(?: (?:tags?|labels?))?) "
     rf"(?:can|should|must|has "
     rf"to|needs to|may|is to|ought to) (?:go|go away|disappear|come off|vanish|be (?:removed|dropped|stripped|taken "
     rf"off|deleted|cleared|gone))", "{lead} remove the tag {name}"),
    (rf"{_S}(?P<what>{_ONE}) (?:should|must|has to|needs to|is to|ought to) be taken over by (?P<who>{_WHO})(?!\S)",
     "{lead} hand {what} over to {who}"),
    (rf"{_S}(?P<what>{_ONE}) (?:needs|wants|could use|could do with|deserves) (?:an? |the )?(?P<name>Q\d+) "
     rf"(?P<tag>tag|label)",
     "{lead} add the {tag} {name} to {what}"),
    # writing to somebody
    (rf"(?:drop|shoot|send|fire|write) (?P<who>{_ONE}|[a-z]+) (?:off )?(?:a |an )?(?:quick |short |brief "
     rf")?(?:linkedin "
     rf"(?:dm|message|note)|inmail|in-mail)", "send {who} a linkedin message"),
    (r"(?:an? )?linkedin (?:dm|direct message|note|inmail) (?=to )", "send a linkedin message"),
    (r"inmails?", "linkedin message"),
    (r"(?:keep|kick|bounce|punt|throw|toss|chuck|sling|lob) (?P<what>it|this|that|them|him|her|the \S+)(?: "
     r"one)?(?: over| across| "
     r"on)? to (?=(?:the |our )?(?:sales|support|finance|legal|marketing|success|account|enterprise|team|owner|"
     r"rep|csm|ops|"
     r"human|somebody|someone)(?!\S))", "hand {what} over to"),
    (rf"{_S}(?:let|have) (?P<who>{_WHO}) (?:take|run with|handle|own|pick up|deal with) (?:it|this|them|that|"
     rf"the {_THING})"
     rf"(?: over| from here| from there| on| up)*", "{lead} hand it over to {who}"),
    (rf"(?:kick|bounce|send|throw|toss|ship|hand|pass|feed|port|bring|carry) (?P<what>{_SHORT}) ?(?:over |"
     rf"across |on )?"
     r"(?:to|into|in|onto) (?P<place>hubspot|salesforce)", "push {what} to {place}"),
    # texts
    (rf"{_S}(?:word|phrase|pen) (?=an? )", "{lead} write"),
    (r"(?:pull|take|get|pick|lift|dig|fish) (?P<what>(?:(?!(?:->|[.;!?•¶:])(?: |$))\S+ ){1,8}?)out of "
     r"(?P<source>(?:the|this|that|"
     r"these|those|their|his|her|its) (?:\S+ )?(?:text|e-?mails?|mail|notes|transcripts?|messages?|thread|reply|"
     r"replies|call|document|"
     r"minutes|conversation|page|article|pdf|contract))(?!\S)", "extract {what} from {source}"),
    (rf"(?:have ai )?(?:write|compose) (?P<what>(?:an? |the )?(?:\S+ )?(?:e-?mail|mail|reply|message|answer)"
     rf"(?: {_MANY})?) ?(?:and|but|,)(?: then)? (?:leave|keep|put|save|store|park) it (?:in|as|under|to|into) "
     r"(?:my |the |a |our )?(?:gmail )?drafts?(?: folder)?(?!\S)", "have ai write {what} and save as draft"),
    (rf"(?:prepare|put together|get ready|create|make) (?P<what>(?:an? |the )?(?:\S+ )?(?:e-?mail|"
     rf"mail|reply|"
     rf"message|answer)(?: {_MANY})?) ?(?:and|but|,)(?: then)? (?:leave|keep|put|save|store|park) it (?:in|as|"
     rf"under|to|into) "
     rf"(?:my |the |a |our )?(?:gmail )?drafts?(?: folder)?(?!\S)", "draft {what}"),
    (rf"(?:put|leave|save|store|park|file|place) (?P<what>(?:an? |the |my |this )?(?:\S+ )?(?:e-?mail|mail|"
     rf"reply|message|answer)"
     rf"(?: {_MANY})?) ?(?:in|into|to|under) (?:my |the |a |our )?(?:gmail )?drafts?(?: folder)?(?!\S)",
     "draft {what}"),
    (r"(?:,|and) ?(?:then )?(?:name|call|title) (?:it|them|that) (?=Q\d+)", "called"),
    (r"(?:,|and)? ?followed by (?=an? (?:\S+ )?(?:e-?mail|mail|text|message|sms|dm|invite|linkedin))", ", then send"),
    (r"(?:,|and)? ?followed by (?=an? (?:\S+ )?(?:task|folder|ticket|meeting|issue|deal|page|row|reminder|"
     r"to-do))", ", then create"),
    (r"and (?:also )?(?=(?:in|to) (?:(?:the |our )?(?:\S+ ){1,2}channel (?:on|in) teams|(?:the |our )?(?:\S+ "
     r")?(?:channel|room) on "
     r"(?:slack|teams)|C\d+ ?(?:on slack)?|teams|slack)(?= |$))", "and post it"),
    # issues
    (r"(?:re-?)?assign (?=(?:the |this |that )?jira (?:issue|ticket|bug|story|task)(?!\S))", "update"),
    (rf"{_S}(?P<what>(?:the |this |that )?jira (?:issue|ticket|bug|story|task)) (?:should|must|needs to|has to|"
     rf"is to) be "
     rf"(?:re-?)?(?:assigned|given)", "{lead} update {what} , owner"),
    (rf"{_S}(?:an? )?new (?=(?:zendesk|support|jira|github|notion|drive|google) (?:\S+ )?(?:ticket|issue|bug|"
     rf"story|task|page|folder|"
     rf"sheet|spreadsheet|case|doc)(?!\S))", "{lead} create a new"),
    (r"(?P<what>(?:bump|raise|push|lift|increase|set|bring|put|move|get|lower|drop|cut|reduce) (?:\S+ "
     r"){1,4}?(?:score|health|value|"
     r"amount|discount|probability|price|quota|mrr|arr)) (?:back |all the way )?(?:up|down) to (?=\$?\d)",
     "{what} to"),
    # tags and fields
    (rf"(?:flag|mark|stamp|brand) (?P<what>{_ONE}) (?:as |with |up as )?(?=Q\d+)(?!.* (?:stage|status))",
     "tag {what}"),
    (rf"(?:put|slap|stick|pop|set|place) (?P<name>(?:the )?Q\d+) on(?= (?:it|them|him|her|this|that|the "
     rf"{_THING}|instead)|$)",
     "add the tag {name}"),
    (r"(?:the|this|that) (?:slack )?(?P<what>message|post) (?:should|must|needs to|has to|could|deserves to) "
     r"(?:get|receive|have) "
     r"(?=an? )", "react to the slack {what} with "),
    (r"run (?P<what>it|this|that|them|him|her|(?:the|this|every|each) \S+) (?:through|past|against|by) "
     r"(?:apollo|enrichment)",
     "enrich {what} with apollo"),
    (r"(?:set|change|update|put|switch|adjust|correct|fix) (?:the |its |their |his |her )?(?P<field>next step|"
     r"close date|value|"
     r"amount|probability|discount|source|city|country|phone number|job title|industry|status|tier|plan|segment|"
     r"seniority|"
     r"lead score|lead status) (?:field )?(?:of|on|for|in) (?:the |this |that |our )?(?P<record>deal|contact|"
     r"company|customer|"
     r"account|lead|opportunity) (?:to|as|=)", "update the {record} field {field} to"),
    # places
    (r"(?:get|list|show|find|fetch|give|pull)(?: me| us)? (?:an? |the |all )?(?:(?:list|overview) of )?(?:all |"
     r"the |our |my )*"
     r"(?:slack channels|channels (?:in|on|of) (?:our )?slack)", "list the slack channels"),
    (r"(?:get|find|fetch|show|check|pull|see|what|which) (?:me )?(?:what |all |my |our |the |upcoming |next |"
     r"planned |scheduled |"
     r"today's |this week's )*zoom (?:meetings|calls|sessions)(?: (?:are|is|do|have) (?:coming up|scheduled|"
     r"planned|upcoming|there|"
     r"we have|i have|we got)(?: scheduled| planned| coming up)?)?", "list the zoom meetings"),
    (rf"{_S}(?:an? |another )?new (?:row|line|entry|record) (?:in|into|to|on|at) (?=\S+ (?:\S+ )?(?:sheet|"
     rf"spreadsheet))",
     "{lead} add a row to"),
    (rf"{_S}(?:document|capture|write up|type up|note down) (?P<what>{_SHORT}) ?in (?:our |the )?notion",
     "{lead} put {what} in notion"),
    (r"sfdc|sales force", "salesforce"),
    (r"ms teams|msft teams", "teams"),
)  # fmt: skip
"""A pattern over plain forms, and the words that stand for it; `{name}` keeps the words of a group."""
