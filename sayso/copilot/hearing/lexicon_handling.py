"""What is done with meetings, messages, scores and services, in the words of every day; see `idioms` for how to read a
row."""

from sayso.copilot.hearing.lexicon_people import COLLEAGUES, OWNER

_S = r"(?:^|(?P<lead>[.;:•¶!?,(]|->|and|then|&|\+|plus) )(?:please |also |then |just |now )*"
"""Where a request begins; what opens it is kept."""
_END = r"(?= ?[.,;!?:)•¶]|$| and | -> | then )"
_SHIFT = (
    r"(?:move|push|shift|bump|slide|pull|bring|drag|knock|switch|change|nudge|kick|put|rearrange|reschedule|postpone|"
    r"delay|set)(?: back| forward| up| out)?"
)
_WHEN = r"(?:T\d{4}|\d{1,2} o'clock|noon|midday|lunch)"
_WHOSE = (
    r"(?:my|the|our|his|her|their|this|that|today's|tomorrow's|tonight's|(?:mon|tues|wednes|thurs|fri|satur|sun)day's|"
    r"(?:this |next )?(?:morning|afternoon|evening|week)'s)"
)
_EMOJI = (
    r"(?:\S+ )?(?:emojis?|thumbs[ -]up|reaction|smiley|tick|check ?mark|heart|rocket|party popped|party popper|"
    r"confetti|"
    r"clapping hands|clap|green tick|star|eyes)|E\d+"
)
_POST = r"(?:\S+ ){0,4}?(?:message|post|comment|update|announcement|reply|news)s?"
_SERVICE = r"(?:apollo)"
_GAPS = (
    r"(?:(?:in )?(?:the |any |all |their |its |his |her )*(?:gaps?|blanks?|holes|rest|missing \S+|details|data|record|"
    r"profile|info|information)|(?:in )?(?:what|whatever) (?:is|we are) missing)"
)

_APPS = (
    r"(?:gmail|slack|drive|google drive|notion|jira|zendesk|hubspot|salesforce|the web|(?:the |our )?crm|(?:my |our |"
    r"the )?inbox)"
)
_LOOK = r"(?:search|check|look (?:in|into|through|at)|go through|comb|browse|scan|query|dig through|look around in)"
_SITE = (
    r"(?:(?:the |their |its |his |her |our |this |company |company's )(?:\S+ )?(?:web ?site|site|web ?page|home ?page|"
    r"landing page))"
)
_RECEIVED = r"(?:answers?|entr(?:y|ies)|responses?|submissions?|repl(?:y|ies)|requests?|registrations?|sign-?ups?)"
_SHEET = (
    r"(?:(?:the |our |a )?(?:Q\d+ (?:google )?(?:sheet|spreadsheet)|(?:sheet|spreadsheet) Q\d+|(?:\S+ )?(?:sheet|"
    r"spreadsheet)))"
)
_LEFT_OUT = r"(?:but not(?: for)?|except(?: for)?|not for|excluding|excepting|apart from|other than|just not(?: for)?)"

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_LISTED = (
    r"(?:deals?|contacts?|leads?|prospects?|customers?|clients?|accounts?|compan(?:y|ies)|opportunit(?:y|ies)|"
    r"issues?|rows?)"
)
_TO_THEM = (
    r"(?:gets?|should|must|needs?|goes?|shall|will|receives?|becomes?|won|lost|repl(?:y|ies)|answers?|signs?|submits?|"
    r"enters?|reach(?:es)?|when|if|once|send|email|create|post)"
)
_DOING = (
    r"(?:update|create|add|send|email|ping|post|tag|notify|tell|remind|call|text|put|move|set|write|draft|log|hand|"
    r"push|sync|"
    r"message|enrich|open|raise|book|schedule|slack|dm|invite|check|look|get|find|search|make|give|drop|mark|change|"
    r"generate|"
    r"upload|share|ask|warn|alert|nudge|let|list|pull|fetch|summari[sz]e|read|show|label|phone|ring|mail)"
)

_PERSON = rf"(?:me|us|(?:the |my |our |their )?(?:\S+ )?(?:{OWNER}|{COLLEAGUES}))"

HANDLING: tuple[tuple[str, str], ...] = (
    # what somebody called M has
    (r"(?P<who>M\d+) ' s", "{who}"),
    # meetings are moved by their time
    (rf"{_S}{_SHIFT} (?P<what>{_WHOSE}(?: (?:first|next|last|weekly|daily))? {_WHEN}(?: (?:meeting|call|slot|"
     rf"appointment|"
     rf"session))?)(?= (?:with|to|by|from|until|till|on|into|for|earlier|"
     rf"later|back|forward|up|out|over|ahead|an?|\d+)(?!\S)| ?[.,;]|$)",
     "{lead} reschedule the meeting {what}"),
    (rf"{_S}(?:bring|pull) (?P<what>(?:{_WHOSE} )(?:\S+ )?(?:meeting|call|appointment|session|{_WHEN})) (?:forward|"
     rf"ahead)",
     "{lead} reschedule the meeting {what}"),
    # a sign on a message
    (rf"(?:put|leave|drop|stick|add|pop|place|throw|smash|hit) (?:an? |the |some )?(?:{_EMOJI}) (?:on|at|under|to|"
     rf"onto) "
     rf"(?P<what>(?:\S+ ){{0,4}}?(?:message|post|comment|announcement|update)s?)(?! of the (?:ticket|deal|contact))",
     "add an emoji to the slack message"),
    (rf"(?:give|award) (?P<what>(?:\S+ ){{0,4}}?(?:message|post|announcement)s?)(?: in C\d+)? (?:an? |the |some "
     rf")?(?:{_EMOJI})",
     "add an emoji to the slack message"),
    (rf"react with (?:an? |the )?(?:{_EMOJI}) (?:to|on|at|under) (?:\S+ ){{0,4}}?(?:message|post|announcement|"
     rf"update)s?",
     "add an emoji to the slack message"),
    # channels
    (r"(?:show|tell|give|list|get|name|find out|check)(?: me| us)? (?:which|what) (?:slack )?channels(?: (?:on|in) "
     r"slack)?"
     r"(?: (?:we have(?: got)?|there are|exist|are there|do we have)(?: (?:on|in) slack)?)?",
      "list the slack channels"),
    (rf"{_S}(?:which|what) (?:slack )?channels (?:do we have|have we got|are there|exist)(?: (?:on|in) slack)?(?: "
     rf"?\?)?",
     "{lead} list the slack channels"),
    # scores of health
    (r"(?:bump|raise|lift|lower|drop|cut|knock|bring|push|move|turn|put|set|take|change|reset|correct|adjust) "
     r"(?P<what>(?:M\d+ ' s|(?:the |their |its |our |this |that |his |her )?(?:\S+ ){0,2}?)health(?: score)?(?: "
     r"of (?:the |this |that |our )?\S+)?)"
     r"(?: (?:up|down|back|by hand|manually))* (?:to|at) (?P<n>\d+)",
     "set the health score {what} to {n}"),
    (r"(?P<before>health score(?: \S+){1,60}? )(?:set|put|change|reset|lower|raise|drop|bump) (?:the|their|its) "
     r"score (?:back )?(?:down |up )?"
     r"to (?P<n>\d+)(?: by hand| manually)?", "{before} set the health score to {n}"),
    (r"(?P<what>set the health score(?: \S+){0,5}? to \d+) (?:by hand|manually)", "{what}"),
    # somebody is called and told
    (r"(?P<call>(?:phone|ring|call|dial|give) (?:the |our |my |their )?[a-z]+(?: (?:a )?(?:call|ring))?) (?:and|to) "
     r"(?:say|tell "
     r"(?:them|him|her)|let (?:them|him|her) know|explain|mention)(?: that)?(?= (?!if|when|about))",
      "{call} saying that"),
    # several places are searched for one thing
    (rf"{_LOOK} (?P<one>{_APPS}) and (?P<two>{_APPS}) for (?P<what>(?:(?!(?:and|then|if|->|[.;!?•¶,:])(?: |$))\S+ "
     rf"?){{1,8}})",
     "search {one} for {what} , search {two} for {what}"),
    (rf"{_LOOK} (?P<one>{_APPS}) , (?P<two>{_APPS})(?: ,)? and (?P<three>{_APPS}) for "
     r"(?P<what>(?:(?!(?:and|then|if|->|[.;!?•¶,:])(?: |$))\S+ ?){1,8})",
     "search {one} for {what} , search {two} for {what} , search {three} for {what}"),
    (rf"look (?P<what>(?:\S+ ){{1,4}})up in (?P<one>{_APPS}) and (?P<two>{_APPS})",
     "search {one} for {what} , search {two} for {what}"),
    (rf"(?:read|visit|open|load|fetch|go through|look (?:at|through|over)|have a look at|check(?: out)?|scan|scrape|"
     rf"browse) "
     rf"(?P<what>{_SITE})(?! (?:for|visits?|traffic|form|analytics))", "fetch the page of {what}"),
    (r"(?:go through|look at|look through|have a look at|review|check|scan|get|open|pull up) (?P<what>(?:the |our |"
     r"their )?(?:last |latest |whole |full )?"
     r"(?:e-?mail|mail|gmail) (?:thread|conversation|exchange|chain)) ?(?=and|,|[.;]|$|with|to)", "read the thread "),
    # what comes in through a form goes somewhere
    (rf"{_S}(?:(?:each|every|all|any|the|all the|their|new) )+(?:\S+ )?{_RECEIVED} (?:should |must |will |are to |is "
     rf"to )?(?:go(?:es)?|lands?|ends? up|(?:is |are |gets? |be )?"
     rf"(?:put|added|saved|written|stored|logged|recorded|entered)) (?:straight |right )?(?:in|into|to|on|onto) "
     rf"(?P<where>{_SHEET})"
     r"(?: as (?:an? )?(?:new |extra |own )?(?:rows?|lines?|entr(?:y|ies)))?", "{lead} add a row to {where}"),
    (rf"{_S}(?P<who>(?!(?:he|she|they|who|which|that|everyone|each|nobody)(?!\S))(?:the |our |my |their )?[a-z]+(?: "
     rf"team| owner| manager| lead)?) "
     r"(?:then |also )?gets? (?:an? |the )?(?:quick |short )?(?:heads[ -]up|ping|shout|notification|alert|nudge|word|"
     r"warning)(?: (?:about it|too|as well))?",
     "{lead} notify {who}"),
    # what is left out
    (rf"(?:,|-|–|\() ?{_LEFT_OUT} (?:the |our |those who are |people who are )?(?:(?:already|existing|current|"
     rf"paying) )+(?:customers?|clients?)",
     ", unless they are existing customers"),
    (rf"(?:, )?{_LEFT_OUT} (?:the ones|those|the customers|the contacts|the deals|customers|contacts|deals|anyone|"
     rf"anybody|everyone)"
     r"(?: who are| that are| which are)? (?P<at>in|from|on|at|under|over|above|below|with) ", "that are not {at}"),
    # somebody is brought in
    (rf"(?:get|bring|have|let|put|keep|loop|pull|draw) (?P<who>{_PERSON}(?:(?: ,)? and {_PERSON})?) (?:in on|on|in "
     rf"the loop|into the loop|"
     r"up to speed|in the picture|posted|informed|in the know|in) ?(?:it|this|that|about it|on it|on this|the case|"
     r"about this)?(?= ?[.,;!]|$| and )", "tell {who}"),
    (rf"{_S}make sure (?:that )?(?P<who>{_PERSON}) (?:is|are|gets?|stays?) (?:in the loop|informed|told|up to speed|"
     rf"aware|notified|in the picture)",
     "{lead} tell {who}"),
    # somebody new
    (r"(?P<what>(?:new|fresh|another) (?:\S+ )?(?:contact|lead|prospect|person|signup|sign-up|subscriber|name|"
     r"inbound)s?|(?:someone|somebody|anyone) new) "
     r"(?:shows?|pops?|turns?|rolls?|crops?) up(?! (?:for|at|to)(?!\S))(?: (?:in|on) (?:the |our )?(?:crm|system|"
     r"database|list))?", "{what} comes in"),
    # a list in front of what is done to each
    (rf"(?:^|(?P<lead>[.:;•¶,]|->|morning|evening|afternoon|day|night|nightly|daily|weekly|week|month|{_DAYS}|"
     rf"weekdays?|hour|T\d{{4}}|noon) )(?:,? ?)"
     rf"(?P<what>(?:every|each|all|any)(?: (?:of )?(?:the|our|my))? (?:(?!(?:new|other|day|week|month|morning|"
     rf"evening|night|afternoon|"
     rf"hour|quarter|weekday)(?!\S))[\w-]+ ){{0,2}}?{_LISTED}(?: (?!{_TO_THEM}(?!\S))(?![.;:!?•¶,]|->)\S+){{1,25}}) "
     rf"?(?:,|->|:) (?={_DOING}(?!\S))",
     "{lead} , for {what} ,"),
    # a word in chat, and at once what is done
    (rf"(?P<say>(?:i|you|we|someone|somebody|anyone) (?:say|says|type|types|write|writes|enter|enters) (?:/ "
     rf")?(?:Q\d+)(?: (?:in|into|on) (?:the |our )?(?:chat|slack))?) (?={_DOING}(?!\S))",
     "{say} ,"),
    # "if so", and at once what is done
    (rf"(?P<so>if (?:so|yes|they (?:did|have|do|are)|(?:he|she|it) (?:did|has|does|is))) (?={_DOING} (?:the|an?|them|"
     rf"him|her|it|me|us|my|our|their|each|"
     r"every|Q\d+|@|to|in|on|C\d+|M\d+)(?!\S))", "{so} ,"),
    # fields of what a webhook brings
    (r"(?P<field>status|type|amount|kind) (?:in|of|from|inside) (?:the|its|that) (?:payload|body|request|webhook|"
     r"json)", "{field}"),
    # AI puts it in words
    (r"(?:have|let|get|ask) (?:the )?ai (?:to )?(?:say|explain|describe|tell us|tell me|sum up)(?= (?:in|what|how|"
     r"why|briefly|shortly))", "have ai summarise"),
    (r"(?:put|leave|post|add|drop|write) (?:that|it|this|them|the \w+) (?:as|in) an? comment(?: (?:on|under|there|to|"
     r"in)(?: (?:it|there|github|the "
     r"(?:pr|pull request|issue|thread)))?)?", "comment on the github issue"),
    # Apollo as the one who does it
    (rf"(?:have|let|get|ask|use|make|tell|with) {_SERVICE}(?: to)? (?:fill|complete|top up|flesh out|round out|"
     rf"enrich|add|find|work "
     rf"out|supply|bring in|fetch|look up) ?(?:out |in |up )?{_GAPS}", "enrich with apollo"),
    (rf"(?:fill|complete|top up|flesh out|round out|bring up to date|beef up|pad out) ?(?:in |out |up "
     rf")?(?P<what>(?:(?:the |any |all |their |"
     rf"its |his |her |this |that |it|them|him)(?:\S+ ){{0,3}}?)?(?:{_GAPS})?) ?(?:from|with|via|using|through|by|in|"
     rf"off) apollo",
     "enrich with apollo"),
    # one thing of a service, without what it is
    (rf"{_S}(?:open|raise|file|log|make|create|add|start|cut|write|put in) (?:an? )(?:new )?(?P<place>jira|zendesk|"
     rf"github)"
     rf"(?= (?:for|about|on|to|so|with|that|and|->)| ?[.,;:]|$)", "{lead} create a {place} ticket"),
)  # fmt: skip
"""A pattern over plain forms, and the words that stand for it; `{name}` keeps the words of a group."""
