"""What is put plainly before anything else: what a flow does, told of it ("it should tell me"), what becomes of records
("should each be upserted"), who is left out of an event, one that is meant among many. See `idioms` for how to read a
row."""

_IT = r"(?:it|sayso|the flow|the bot|the system|the automation|the workflow)"
_ALSO = r"(?:also |then |just |simply |automatically |always )*"
_SHOULD = r"(?:should|must|shall|needs to|has to|is to|ought to)"
_DOES = {
    "sums up": "summarise", "summarises": "summarise", "summarizes": "summarise", "sends": "send", "posts": "post",
    "emails": "email", "mails": "email", "writes": "write", "drafts": "draft", "tells": "tell", "notifies": "notify",
    "alerts": "alert", "warns": "warn", "reminds": "remind", "pings": "ping", "texts": "text", "messages": "message",
    "creates": "create", "makes": "make", "adds": "add", "updates": "update", "tags": "tag", "moves": "move",
    "looks up": "look up", "looks at": "look at", "goes over": "go over", "goes through": "go through",
    "checks": "check", "finds": "find", "pulls": "pull", "takes": "take", "asks": "ask", "puts": "put", "logs": "log",
    "invites": "invite", "hands": "hand", "assigns": "assign", "sets": "set", "gives": "give", "drops": "drop",
}  # fmt: skip
_VERBS = "|".join(sorted({said.split()[0] for said in _DOES.values()} | {"let", "call", "phone", "ring", "open"}))
_OPENS = r"(?:^|(?P<before>[,;:.•¶]|and|then|so) )"
_IF = r"(?P<before>(?:if|when|whenever|once) (?:(?!(?:it|then|and)(?: |$))[^\s,;:.•¶]+ ){2,14})"
_WHAT = r"(?= (?:the|all|every|each|our|my|a|an|that|it|them|what|whats|me|us|him|her|any|whatever)(?!\S))"

_DONE = {
    "upserted": "upsert", "synced": "sync", "pushed": "push", "added": "add", "tagged": "tag", "moved": "move",
    "enriched": "enrich", "emailed": "email", "mailed": "email", "texted": "text", "invited": "invite",
    "assigned": "assign", "handed": "hand", "sent": "send", "called": "call", "updated": "update", "set": "set",
}  # fmt: skip
_EACH_BE = r"(?:(?:should|must|shall|need to|have to|are to) (?:each|all) be|are (?:each|all) to be)"
_SCHEDULED = (
    r"(?P<often>(?:every|daily|weekly|monthly|hourly|nightly|weekdays?|(?:mon|tues|wednes|thurs|fri|satur|sun)days)"
    r"(?: [^\s;.•¶]+)+?)"
)
"""Where it is said how often; without that, what "should be" is a rule for every day."""
_THEN_DO = r"(?:tell|notify|email|move|tag|create|post|let|add|ask|alert|ping|send)"
_WHOEVER_IT_IS = r"(?P<who>someone|somebody|anyone|an? (?:lead|contact|customer|prospect))"
_REPLIES = rf"(?P<when>when|whenever|if|every time|as soon as) {_WHOEVER_IT_IS}"
_OFTEN = (
    r"^(?:every|each) (?:working )?(?:day|morning|evening|night|week|month|weekday|quarter|hour|(?:mon|tues|wednes|"
    r"thurs|fri|satur|"
    r"sun)day)(?: at T\d{4})?"
)
_MANY = (
    r"(?P<do>move|tag|mark|close|archive|delete|update|assign|enrich|upsert|sync|put|set|add|remove|email|mail|text|"
    r"call|"
    r"invite|message) (?:(?:all|any|our|the|every) )*"
    r"(?P<what>(?:open )?(?:deals|contacts|leads|customers|clients|companies|prospects|accounts|opportunities))"
    r"(?! (?:from|in|with|on|tagged|who|that|which|whose|at|over|under|without)(?!\S))"
)
_WORD = r"[^\s,;.•¶]+"
_WHICH = rf"if (?P<which>{_WORD}(?: (?!and {_THEN_DO} ){_WORD}){{1,20}}?)"
_MORE = rf" and (?P<more>{_THEN_DO}(?: {_WORD}){{1,16}}?)"
_EXCEPT = rf"(?: ,)? (?:except|but not|apart from|other than) (?P<without>{_WORD}(?: {_WORD}){{0,10}}?)"
_ONE_AT_A_TIME = (
    r"^(?P<all>(?:when|whenever|as soon as|once|every time|each time|if|(?:on |for )?(?:every|each) (?:new|"
    r"newly))(?: [^•¶]*?)?) ?, "
    r"(?:except|but not|apart from|other than|excluding)(?: for)? (?:those|the ones|ones|people|anyone|anybody|"
    r"somebody|contacts|"
    r"leads|customers|deals|companies)"
)
"""Something begins a flow for one of them, and some are left out."""
_UNLESS = {
    "from": "they are from", "in": "they are in", "on": "they are on", "tagged": "they are tagged", "with": "they have",
    "who are": "they are", "that are": "they are", "who have": "they have", "that have": "they have", "over": "it "
    "is over",
    "under": "it is under", "above": "it is above", "below": "it is below", "worth": "it is worth", "owned by": "it "
    "is owned by",
}  # fmt: skip
_IN_APP = r"(?= (?:to|in|into|with) (?:hubspot|salesforce|apollo|the crm|slack|drive))"
_WHOEVER = r"whoever (?:fills|submits|signs) (?:it|this|one|that) (?:in|out|up)"
_SHOULD_ONE = r"^should (?P<who>(?:an?|any|one of our) (?!of )(?:[\w'-]+ ){1,3}?)"
_BEGINS = {
    "churn": "churns", "cancel": "cancels", "reply": "replies", "become": "becomes", "sign": "signs", "open": "opens",
    "submit": "submits", "book": "books", "unsubscribe": "unsubscribes", "leave": "leaves",
}  # fmt: skip
"""What may happen: "should a customer cancel"."""
_SOME = r"(?P<rest>(?:[^\s,;:.•¶]+ ){1,8}?)"
_FROM = (
    r"(?P<do>(?:pull|get|fetch|grab|import|export|read|sync|load|take|bring|collect|download) "
    r"(?:[^\s,;:.•¶]+ ){1,6}?(?:from|in|out of))(?: the| our| my)?"
)
_AI = r"(?:ai|assistant|gpt|chatgpt|llm|language model)"

ITSELF: tuple[tuple[str, str], ...] = (
    (r"(?P<who>[a-z\d%]+)(?: (?:should|must|shall))? each (?:gets?|receives?) (?=an? (?:[^\s,;:.•¶]+ ){0,4}?e-?mail)",
     "{who} , send each"),
    (r"(?:smaller|larger|bigger|lower|higher) (?:budgets|amounts|values|sums|orders|numbers|offers|quotes) "
     r"(?:(?:just|only|simply) )?(?P<get>gets?|receives?|goes?)(?!\S)", "smaller ones {get}"),
    (r"(?P<if>if (?:[^\s,;:.•¶]+ ){1,8}?(?:is|equals|contains) (?:[^\s,;:.•¶]+ ){1,3}?or [^\s,;:.•¶]+) "
     r"(?P<do>pass|hand|route|send|forward|assign|give) (?=(?:it|them|him|her|this|that|the lead|the deal) (?:over "
     r")?to )",
     "{if} , {do}"),
    (r"(?P<one>[^\s,;:.•¶]+) (?:back )?to (?P<two>[^\s,;:.•¶]+) (?:is|means|would be) (?:an? |the )?(?:[^\s,;:.•¶]+ )?"
     r"(?:flag|warning|alarm|sign|problem|trouble|signal) [:.,] (?P<when>when|whenever|if|once) a deal does (?:that|"
     r"this|so)",
     "{when} a deal moves from {one} to {two}"),
    (r"(?:leave|let) (?:it|them|him|her|things) (?:alone|be|rest|sit|lie) for (?=\d|an? )", "wait"),
    (r"(?:get|put|send) (?:it|this|that) out for (?:e-?)?(?:signature|signing)", "send it for signature"),
    (rf"(?P<if>signed|approved|accepted|declined|rejected|won|lost) means (?P<do>{_VERBS}|announce|post|create|"
     rf"book)(?!\S)",
     "if it is {if} , {do}"),
    (rf"(?:unsigned|not signed) means (?P<do>{_VERBS}|announce|post|create|book)(?!\S)", "if it is not signed , {do}"),
    (r"(?P<when>when|whenever|if|once) (?:somebody|someone|anybody|anyone) (?=(?:has been|is|was|becomes|goes) "
     r"inactive(?!\S))",
     "{when} a customer"),
    (r"(?P<before>not logged in [^•]*?[.;]) if (?:they|he|she) (?:is|are) back(?: again)? ,", "{before} otherwise ,"),
    (r"post (?:all )?(?:the |our )?(?P<which>open|new|unassigned|unresolved|urgent) jira (?P<what>issues|tickets|bugs) "
     r"(?P<where>in|to|on)(?!\S)", "find the {which} jira {what} and post them {where}"),
    (r"search (?:our |the )?slack(?: messages)? about (?P<what>it|them|this|that) and (?:the |our "
     r")?(?P<place>zendesk|jira|"
     r"gmail|notion|drive)(?: (?:tickets|issues|mails|e-?mails|pages|files))?(?!\S)",
     "search slack for {what} , search {place} for {what}"),
    (r"^(?:month|quarter|year|week)-end (?P<what>[a-z-]+) \.", "{what} ."),
    (r"(?P<what>e-?mail|letter|note|message) to go with (?:them|it|that|these|those)", "{what}"),
    (r"plus (?P<what>an? (?:[^\s,;:.•¶]+ )?task)(?!\S)", ", create {what}"),
    (r"(?P<do>share) (?P<what>[^,;:.•¶]*?)with (?P<team>payroll|finance|legal|accounting|hr|marketing|procurement|"
     r"operations|"
     r"support|engineering|product)(?= ?(?:[,;.•]|$| and ))", "{do} {what} with the {team} team"),
    (r"on (?=an? (?:retainer|project|framework|prepaid|rolling|fixed-price|fixed-term) contract)", "with"),
    (r"(?P<do>fetch|read|visit|open|check|look at|scan|load|browse) each one's (?:company )?(?:web ?site|web ?page|"
     r"page|site|home ?page)", "{do} their company website"),
    (r"there (?P<are>are|were) (?P<n>\d+) (?P<what>tickets|issues|mails|e-?mails|messages|results|hits|files|pages|"
     r"contacts|"
     r"deals|of them) or more", "there {are} {n} or more {what}"),
    (r"(?:and |but )?if (?:it|they|that) (?:was|is|were|lasted) (?:shorter|less)(?: than that)?(?: ,)?(?= [a-z]+ "
     r"(?:an?|the|it|"
     r"them|me) )", "otherwise"),
    (r", say (?P<at>T\d{4})", ", at {at}"),
    (r"\( (?P<size>\d+ ?(?:-|to|–) ?\d+ (?:employees|people|seats|staff)) \)", "with {size}"),
    (r"\( (?P<size>\d+ \+ (?:employees|people|seats|staff)) \)", "with {size}"),
    (r"and (?=an? (?:google )?drive folder(?!\S))", "and create"),
    (r"and be sent (?P<what>the|an?|our)(?!\S)", "and send them {what}"),
    *((rf"(?:->|[;,.]|and) (?:then )?(?:also )?{done}{_IN_APP}", f", {do} them") for done, do in _DONE.items()),
    *((rf"{_WHOEVER} (?:gets?|is|should be|must be) {done}(?!\S)",
       f"when somebody fills in the form , {do} them") for done, do in (*_DONE.items(), ("created", "create"))),
    (r"^should (?P<who>(?:an?|any) (?:[\w'-]+ ){1,3}?)go without logging in for", "when {who} has not logged in for"),
    *((rf"{_SHOULD_ONE}{do}(?!\S)", f"when {{who}} {does}") for do, does in _BEGINS.items()),
    (r"and (?P<who>(?:the )?[a-z]+(?: [a-z]+)?) (?:alerted|notified|told|informed|pinged) (?P<where>(?:on|in) "
     r"(?:teams|slack)"
     r"(?: C\d+)?|C\d+)", "and alert {who} {where}"),
    (r"(?P<before>[,;.:]|->) (?:every|each) (?P<what>row|line|entry|contact|lead|deal|customer|company) ->",
     "{before} for each {what} ,"),
    (r"\( (?:which|sorry|i know|you know|believe me|as (?:always|usual|ever)) [^()]*\) ?", ""),
    (r"(?:go through|go over|look through|check|take) (?:all )?(?P<what>(?:today's|yesterday's|this week's|the|our) "
     r"zoom "
     r"(?:meetings|calls))", "list {what}"),
    (r"(?P<search>search zendesk for [^•]*?)(?P<how>if|when) there are (?P<n>\d+) or more (?:tickets|issues|of them|"
     r"results)",
     "{search} {how} at least {n} are found"),
    *(
        (rf"(?:^|(?P<often>{_OFTEN}) (?:, )?){_MANY}{rest} {_WHICH}{more}{without}(?= ?[.•¶]|$)",
         f"{{often}} , for all {{what}}{but} , if {{which}} , {{do}} them{' {rest}' if rest else ''}{and_}")
        for rest in ("", rf" (?P<rest>(?!if ){_WORD}(?: (?!if ){_WORD}){{0,6}}?)")
        for more, and_ in ((_MORE, " and {more}"), ("", ""))
        for without, but in ((_EXCEPT, " except {without}"), ("", ""))
    ),
    (rf"(?:give|bring) (?P<who>me|us) (?P<what>(?:my|our|the|a list of) (?:{_WORD} ){{0,5}}?(?:deals|contacts|leads|"
     r"customers|clients|tasks|tickets|meetings|companies|accounts))(?!\S)", "send {who} {what}"),
    (rf"(?P<when>when|whenever|if|once) (?:an?|any|some) (?:new )?(?P<what>ticket|case) from (?P<who>{_WORD}(?: "
     rf"{_WORD}){{0,6}}?) "
     r"(?:arrives|comes in|is created|lands|appears|is opened)(?!\S)", "{when} a {what} comes in from {who}"),
    (rf"^(?P<do>send|give|mail|email) (?P<what>{_WORD}(?: {_WORD}){{0,6}}?) (?P<to>to) (?:every|each|all) (?P<new>new) "
     r"(?P<kind>customers?|clients?)(?!\S)", "{do} {what} {to} them when we get a {new} {kind}"),
    (r"check in (?:after|in) (?P<one>an? [a-z]+|\d+ [a-z]+) and (?:then )?again (?:after|in) (?P<two>an? [a-z]+|\d+ "
     r"[a-z]+)",
     "after {one} send them a check-in email , then after {two} send them a check-in email"),
    (r"(?:,|then|and) (?:then )?check in (?:with them )?(?:after|in) (?P<one>an? [a-z]+|\d+ [a-z]+)(?= ?(?:[,;.•]|$))",
     ", after {one} send them a check-in email"),
    (r"(?P<before>has not (?P<what>[a-z]+(?: in| back)?) [^•]*?)if (?P<they>they|he|she) still (?:has|have) not "
     r"(?:after|in) "
     r"(?:another |a further )?(?P<later>\d+ [a-z]+|an? [a-z]+)(?: ,)?",
     "{before} after {later} if {they} still have not {what} ,"),
    (r"ask (?P<who>(?:each|every|all|the|our|these|those) (?:customers?|clients?|contacts?|leads?|prospects?)) "
     r"(?=(?:how|whether|if|what|why|which|when|for)(?!\S))", "email {who} asking"),
    (r"remove the tag (?P<tag>Q\d+) from (?:every|each|all) (?P<what>contacts?|companies|company|customers?|deals?|"
     r"leads?) "
     r"(?:that|who|which) (?:has|have|carries|carry) (?:it|this tag|that tag)", "remove the tag {tag} from every "
     r"{what} tagged {tag}"),
    *((rf"(?P<before>[,;:]|->|and) (?:they|he|she|it) (?:should|must|shall) be {done}(?!\S)", f"{{before}} {do} them")
      for done, do in (*_DONE.items(), ("phoned", "call"))),
    (r"(?:should|must) get (?:its|their|his|her) own (?P<what>notion page|drive folder|jira issue|github issue|page "
     r"in notion|"
     r"folder in drive)(?!\S)", ", create a {what}"),
    (r"(?:put|add|place) (?P<who>it|them|him|her) (?:in|into|to|on|onto) (?:our|the|my) (?P<where>mailchimp|klaviyo|"
     r"intercom|"
     r"activecampaign|trello|asana|airtable|pipedrive|convertkit|braze|lemlist) (?:audience|list|board|account|"
     r"sequence|campaign|"
     r"base|table|project)", "push {who} to {where}"),
    (r"(?P<from>from Q\d+) (?:straight|directly|right|back|all the way) (?=to Q\d+)", "{from}"),
    (r"anything (?:with no|without(?: any)?) activity (?:for|in) (?P<time>\d+ [a-z]+) (?:goes|moves|is moved|gets "
     r"moved) to "
     r"(?P<stage>Q\d+)", "if there has been no activity for {time} , move it to the stage {stage}"),
    (rf"search (?P<one>zendesk|gmail|drive|notion|jira|slack) for (?P<what>{_WORD}(?: {_WORD}){{0,4}}?) and "
     rf"(?P<two>slack|gmail|"
     rf"drive|notion|jira|zendesk) for (?P<more>{_WORD}(?: {_WORD}){{0,4}}?)(?= ?(?:[,;.•]|$| and ))",
     "search {one} for {what} , search {two} for {more}"),
    (r"(?:leave|give|set|drop|hand|send) (?P<who>(?:the|their|our|his|her) (?:account manager|account owner|csm|rep|"
     r"owner|sdr|"
     r"sales rep|sales lead|team lead)) an? (?P<what>(?:[a-z]+ )?task)(?!\S)", "create a {what} for {who}"),
    (r"(?P<look>(?:look|search|find) [^•]*? in (?:hubspot|salesforce|apollo) ?[.;,] )if nothing (?:comes back|turns "
     r"up|is there|"
     r"shows up)", "{look} if they are not found"),
    (r"(?:can|could|should|will) it (?P<do>go over|go through|look at|check)(?= (?:all|the|our|every|each)(?!\S))",
     "{do}"),
    *((rf"{_ONE_AT_A_TIME} {which}(?= \S)", f"{{all}} unless {is_}") for which, is_ in _UNLESS.items()),
    (r"^(?:nps|csat|survey) (?:flow|journey|process|rule|loop) [:.] (?:an? |the )?(?P<what>score|answer|response|"
     r"rating) "
     r"(?:comes|came|is) in(?!\S)", "when an nps {what} comes in ,"),
    (r"its (?=(?:sent|posted|shared|published|gone|going|ready|done|signed|approved|over|open|closed|won|lost|late|due|"
     r"not|been|still|too|above|below|under|more|less|out)(?!\S))", "it is"),
    (rf"give (?P<who>(?:every|each|all|any) (?:{_WORD} ){{0,6}}?)the tag (?P<tag>Q\d+)", "tag {who} with {tag}"),
    (r"have (?P<who>(?:the|our|their) (?:csm|rep|owner|sdr|account manager|sales rep|account owner)) (?:call|phone|"
     r"ring)"
     r"(?: (?:them|him|her))?(?= ?(?:[,;.•]|$))", "create a call task for {who}"),
    (rf"tell each (?:rep|owner|csm|salesperson|account manager|sales rep) which of (?:their|his|her) "
     rf"(?P<what>deals|customers|leads|contacts|accounts) (?P<which>(?:have|has|are|is|were|need) {_WORD}(?: "
     rf"{_WORD}){{0,9}})",
     "for all {what} that {which} , tell the owner"),
    (rf"^remind (?P<who>me|us) to (?P<what>{_WORD}(?: {_WORD}){{0,12}}?) (?P<day>today|tomorrow|on (?:next )?"
     r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|next (?:mon|tues|wednes|thurs|fri|satur|sun)day) (?P<at>at "
     r"T\d{4})(?= ?(?:\.|$))",
     "{day} {at} remind {who} to {what}"),
    (r"(?:add|import|load|put) (?:all |the |every )*(?:contacts|leads|people|everyone|everybody|rows|names|"
     r"attendees) (?:from|in|on) "
     r"(?:the |our )?(?P<sheet>Q\d+ (?:sheet|spreadsheet)|(?:sheet|spreadsheet) Q\d+) (?:to|into|in) (?:the |our )?crm",
     "read the {sheet} and for each row , create a contact"),
    (rf"{_REPLIES} (?:replies|answers|responds|writes back)"
     r"(?: with| saying| and (?:it|the (?:email|mail|reply|answer)) (?:contains|says|includes))? (?P<word>Q\d+) ,",
     "{when} {who} replies , classify it as {word} or other . if it is {word} ,"),
    (r"(?P<when>when|whenever|if) (?:someone's|somebody's|an?) (?:email )?(?:reply|answer) "
     r"(?:contains|says|includes) (?P<word>Q\d+) ,",
     "{when} someone replies , classify it as {word} or other . if it is {word} ,"),
    (r"(?P<when>when|whenever|if) an? (?P<title>vp|ceo|cto|cfo|coo|cmo|founder|director|manager|head of [a-z]+) "
     r"(?P<does>fills|submits|completes)(?!\S)", "{when} somebody whose title contains {title} {does}"),
    (r"yesterday's (?:new )?(?P<what>leads|contacts|deals|customers|signups|sign-ups)(?!\S)",
     "the {what} created yesterday"),
    (r"(?P<when>when|whenever|every time|each time|as soon as) (?:someone|somebody|anyone|a rep|one of us|"
     r"our team) closes a deal"
     r"(?: , with [^,;.•]*)?", "{when} we win a deal"),
    (r"(?:lose|loses) (?P<what>(?:the |their |its )?tags? Q\d+)", "remove {what}"),
    (r"(?P<and>and|,) (?:an? )?logged (?P<what>activity|note|call)", "{and} log a {what}"),
    *((rf"(?P<one>{_SCHEDULED} {_EACH_BE} [a-z]+ed {_SOME}and) {done}"
       r"(?= (?:to|in|into|on|with|at|as|from|Q\d+|C\d+|M\d+)(?!\S))",
       f"{{one}} {do} each")
      for done, do in _DONE.items()),
    *((rf"{_SCHEDULED} {_EACH_BE} {done}(?!\S)", f"{{often}} , {do} each") for done, do in _DONE.items()),
    *((rf"{_FROM} {place} (?:ads|adwords)(?!\S)", f"{{do}} {place}-ads")
      for place in ("google", "meta", "facebook", "bing", "tiktok", "linkedin")),
    (rf"{_FROM} (?:google analytics|ga4)(?!\S)", "{do} google-analytics"),
    (rf"(?:have|let|get) (?:the |our |an )?{_AI} (?:to )?(?P<do>write|draft|summarise|summarize|extract|classify|sort)"
     r"(?!\S)", ", {do}"),
    (rf"(?:should|must|shall) each (?:have|get|be sent) (?P<what>an? (?:[^\s,;:.•¶]+ ){{0,4}}?e-?mail) written"
     rf"(?: (?:for|to) them)?(?: by (?:the )?{_AI})?(?: and (?:sent|have it sent))?", ", write each {what}"),
    (rf"(?P<sorted>(?:classify|sort|categorise|categorize|label) [^•]*?(?<!\S)(?P<kind>[a-z][a-z-]+)(?: [^•]*?)?) "
     rf"?[,;.] "
     rf"(?:and |but )?for (?:an? |the |any )?(?P=kind)s?(?: ,)? (?P<do>{_VERBS}|raise|file|book|start|do|hand|pass|"
     rf"route)"
     r"(?!\S)", "{sorted} . if it is {kind} , {do}"),
    (r"(?P<end>[,;]|and|,? ?and) (?:yeah|yea|yep|erm|um|oh|well|btw)(?: ,)?(?= (?:if|when|also|please|then|for)(?!\S))",
     "{end}"),
    (rf"{_OPENS}{_IT} {_SHOULD} {_ALSO}(?P<do>{_VERBS})(?!\S)", "{before} {do}"),
    (rf"{_IF}{_IT} {_SHOULD} {_ALSO}(?P<do>{_VERBS})(?!\S)", "{before} , {do}"),
    *((rf"{_OPENS}{_IT} {_ALSO}{does}{_WHAT}", "{before} " + do) for does, do in _DOES.items()),
    *((rf"{_IF}{_IT} {_ALSO}{does}{_WHAT}", "{before} , " + do) for does, do in _DOES.items()),
    *(
        (rf"(?P<before>, (?:{do}) (?:(?!(?:it|then|and)(?: |$))[^\s,;:.•¶]+ ){{1,8}}and) {also}{_WHAT}",
         "{before} " + then)
        for do in ("summarise", "write", "draft")
        for also, then in (("sends", "send"), ("posts", "post"), ("emails", "email"), ("tells", "tell"))
    ),
)  # fmt: skip
