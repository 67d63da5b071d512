"""What is done with meetings, messages, scores and services, in the words of every day; see `idioms` for how to read a
row."""

from sayso.copilot.hearing.lexicon_people import COLLEAGUES, OWNER

_S = r"(?:^|(?P<lead>[.;:•¶!?,(]|->|and|then|&|\+|plus) )(?:please |also |then |just |now )*"
"""Where a request begins; what opens it is kept."""
_SHIFT = (
    r"(?:move|push|shift|shove|bump|slide|pull|bring|drag|knock|switch|change|nudge|kick|put|rearrange|reschedule|"
    r"postpone|"
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
_SERVICE = r"(?:apollo)"
_GAPS = (
    r"(?:(?:in )?(?:the |any |all |their |its |his |her )*(?:gaps?|blanks?|holes|rest|missing \S+|details|data|record|"
    r"profile|info|information)|(?:in )?(?:what|whatever) (?:is|we are) missing)"
)

_APPS = (
    r"(?:(?:my |our |the )?(?:gmail|slack(?: messages| channels| history)?|drive|google drive|notion|jira|zendesk|"
    r"hubspot|salesforce|web|crm|inbox))"
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
    (r"(?P<call>(?:phone|ring|call|dial|give) (?:the |our |my |their )?(?:[a-z]+|M\d+)(?: (?:a )?(?:call|"
     r"ring))?) (?:and|to) "
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
    (r"(?:read|visit|open|load|fetch|look at|check|scan) (?P<whose>the|their|its|his|her|our)(?: [\w']+)?? "
     r"(?:web ?page|home ?page|landing page)(?! (?:for|visits?|traffic|form))", "fetch the page of {whose} website"),
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
    (rf"(?:anything|everything|everybody|everyone|all|the) (?:else|others?|rest|less|smaller|lower|below(?: that)?|"
     rf"under(?: that)?|more|bigger|higher|above(?: that)?) (?:should |must |will "
     rf")?(?:go(?:es)?|lands?|ends? up|(?:is |are |gets? |be )?(?:put|added|saved|written|"
     rf"logged|recorded|entered)) (?:straight |right )?(?:in|into|to|on|onto) (?P<where>{_SHEET})(?: as (?:an? "
     rf")?(?:new )?(?:rows?|lines?))?", "otherwise add a row to {where}"),
    # what is left out
    (rf"(?:,|-|–|\() ?{_LEFT_OUT} (?:the |our |those who are |people who are )?(?:(?:already|existing|current|"
     rf"paying) )+(?:customers?|clients?)",
     ", unless they are existing customers"),
    (rf"(?:, )?{_LEFT_OUT} (?:the ones|those|the customers|the contacts|the deals|customers|contacts|deals|anyone|"
     rf"anybody|everyone)"
     r"(?: who are| that are| which are)? (?P<at>in|from|on|at|under|over|above|below|with) ", "that are not {at}"),
    # fourteen days, and days of the week
    (r"(?:an?|one|1) fortnight", "14 days"),
    (rf"(?:twice|2 times|3 times) (?:a|per|each|every) week ?(?:,|\(|:|-)? ?(?:on )?(?P<days>{_DAYS}(?: ,? "
     rf"?{_DAYS})?(?: ,)? and {_DAYS})(?: \))?(?: ,(?= at ))?", "every {days}"),
    # who it happens to, with where they are from
    (r"(?P<when>when(?:ever)?|as soon as|once|if|every time|each time|the moment) (?P<who>(?:an?|any|some|one of "
     r"our) (?:prospect|lead|contact|customer|client|person)|someone|somebody) "
     r"(?P<at>(?:from|in|at|with|on) (?:(?!(?:who|that|which|and|,)(?!\S))\S+ ){1,4}?)(?P<does>repl(?:y|ies)|"
     r"writes? back|answers?|responds?|is (?:created|added)|comes in|signs up)(?! (?:to|with)(?!\S))",
     "{when} {who} {does} {at}"),
    # answering by mail
    (r"(?:reply|respond|answer|write back)(?: to (?:them|him|her))?(?P<how> in (?:their|his|her) (?:own )?language)? "
     r"(?:by|via|over|with an?) (?:e-?mail|mail)", "email them {how}"),
    # signs and labels come off
    (r"(?:knock|take|strip|pull|get|rip|peel|kick) (?:the |that )?(?P<tag>Q\d+)(?: (?:tag|label))? off(?: of)? "
     r"(?=(?:the|this|that|them|him|her|it|our|every|each|all|M\d+)(?!\S))",
     "remove the tag {tag} from"),
    (r"(?:knock|strip|pull|get|rip|peel|kick) (?:the |that )?(?P<tag>Q\d+)(?: (?:tag|label))? off(?= ?(?:[.,;!]|$|"
     r"and))", "remove the tag {tag}"),
    # sent, lists put somewhere, who is who
    (r"(?:fire|shoot|fling|zip|ping|whizz) (?:over|across|off|out) (?=(?:the|an?|our|their) )", "send"),
    (r"(?:fire|shoot|fling|zip|whizz) (?P<what>(?:the|an?|our|their) (?:(?!(?:and|to|for)(?!\S))\S+ ){1,4}?)(?:over|"
     r"across|off|out) (?=(?:to|for) )", "send {what}"),
    (r"list (?P<what>them|these|those|it|all of them) (?:in|on) (?=(?:slack|teams|the \S+ channel|C\d+)(?!\S))",
     "post {what} in"),
    (r"(?:look up|find out|work out|see|check) (?P<who>who (?:(?!(?:and|then)(?!\S))\S+ ){1,9}?)(?:in|on|with|"
     r"through|via|using) apollo", "search apollo for {who}"),
    (rf"{_S}how (?:is|has|are) (?P<what>(?:the |our |their )?health(?: score)?(?: (?:of|at) (?:the |our )?\S+)?|"
     rf"(?:\S+ ){{1,2}}health(?: score)?) (?:been |was )?(?:trending|developing|"
     r"moving|evolving|doing lately|changing)(?: lately| recently)?(?: ?\?)?", "{lead} get the health trend of {what}"),
    (rf"(?:get on|pick up|hop on|jump on) the (?:phone|blower|horn|line) (?:to|with) (?={_PERSON}|(?:the |our |their "
     rf")?(?:customer|client|contact|lead|prospect)|them|him|her)", "phone"),
    # contracts and their stops
    (r"(?P<when>when(?:ever)?|as soon as|once|if|the moment) (?P<what>(?:an?|the|our|any|their) contract) (?:reaches|"
     r"hits|gets to|passes|arrives at|makes it to|enters) (?P<name>Q\d+)(?! (?:days|stage))",
     "{when} {what} reaches the milestone {name}"),
    # a list into a sheet
    (rf"(?:export|dump|write out|pull|copy) (?P<what>(?:the |all |all the |our |my )(?:(?!(?:to|into|in|"
     rf"and)(?!\S))\S+ ){{0,3}}?(?:deals|contacts|leads|customers|accounts|companies)(?: (?!(?:to|"
     rf"into)(?!\S))\S+){{0,8}}?) (?:to|into|in) (?P<where>{_SHEET})",
     "find {what} and add a row to {where} for each"),
    # which meetings, which plans, which webhooks
    (r"only (?:for )?(?:the )?(?P<which>external|internal) (?:ones|meetings|calls)", "only if it is {which}"),
    (r"(?P<not>not )?(?:from|by|with|at|for) (?:an? |the )?(?P<plan>[\w-]+) plan (?:customers?|clients?|accounts?|"
     r"users?)", "{not} on the {plan} plan"),
    (r"(?P<when>when(?:ever)?|if|once) (?:the|our|an?) (?:webhook|payload)'s (?P<field>status|type|amount|kind) "
     r"(?:is|says|reads|equals)",
     "{when} a webhook comes in with {field}"),
    # praise where it is seen
    (rf"(?:congratulate|praise|applaud|cheer|thank) (?P<who>{_PERSON}) (?:on|in|via|over) (?P<where>slack|teams|"
     rf"C\d+)(?! (?:for|on) )", "tell {who} on {where}"),
    # what was said where, and all of it in short
    (r"what (?:did|have|has|do|was|were) (?:we|they|he|she|people|anyone|the \S+|been) ?(?:say|said|write|written|"
     r"post|posted|saying) (?:about|on) "
     r"(?P<what>(?:(?!(?:and|then)(?!\S))\S+ ){1,5}?)(?:in|on) slack(?: ?\?)?", "search slack for {what}"),
    (r"sum (?P<what>(?:this|that|the|it|them|all|everything)(?: (?!(?:and|then|for)(?!\S))[a-z-]+){0,4}?) up",
     "summarise {what}"),
    (r"(?:give|get|show) (?:me|us) (?:the |a )?(?:gist|short version|highlights|takeaways|bottom line|quick "
     r"version)(?= ?(?:[.,;!]|$))", "summarise it for me"),
    # somebody answers, fills in, uses more
    (r"(?:an? |the )?(?:e-?mail|mail|message|answer|response|reply) (?:comes|came|arrives|lands|gets|is) (?:back|"
     r"in)(?: to us)? from (?P<who>(?:an?|any|one of our|one of the) "
     r"(?:\S+ )?(?:prospect|lead|contact|customer|client)s?)", "{who} replies"),
    (r"(?P<who>(?:an?|any|some|somebody|someone|anyone|anybody|people|visitors?|leads?|prospects?|customers?)(?: "
     r"\S+)?) fills? (?=(?:the|our|an?|this|that) (?:\S+ ){0,3}?form(?!\S))", "{who} fills in"),
    (r"(?:leaves?|left|drops?|enters?) (?:their|his|her|your) (?:contact |personal )?(?:details|info|information|"
     r"data|name|e-?mail(?: address)?|number) (?:on|in|at|via|through) "
     r"(?:the |our |a |an )?(?:\S+ ){0,2}?(?:page|site|website|landing page|web site)", "fills in the form"),
    (r"usage (?:goes|went|shoots|shot|has gone) (?:through the roof|off the charts?|sky[ -]high|ballistic)|usage "
     r"(?:skyrockets|explodes|balloons|mushrooms)", "usage rises"),
    (r"usage (?P<how>rises|drops|falls|goes up|goes down)(?: off a cliff)? \( (?:by |down |up |of )?(?P<n>\d+%) "
     r"(?:\+|or more|plus) \)",
     "usage {how} by at least {n}"),
    (r"nps (?=(?:detractors?|promoters?|passives?)(?!\S))", ""),
    (r"^(?:when(?:ever)?|if|once) the payload (?:has|contains|says|carries|comes with|brings|shows) (?:an? |the |its "
     r")?(?P<field>status|type|amount|kind)",
     "when a webhook comes in with {field}"),
    (r"(?P<say>(?:i|you|we|someone|somebody|anyone) (?:say|says|type|types|write|writes|enter|enters)) ! (?=[a-z])",
     "{say} chat command"),
    # the on-call is paged, and who else
    (rf"page (?P<who>(?:the |our |whoever is )?(?:\S+ )?(?:on-call|on call|on duty|{OWNER}|{COLLEAGUES})(?: "
     rf"\S*(?:engineer|manager|person|team))?) by phone", "phone {who}"),
    (rf"page (?=(?:the |our )(?:\S+ )?(?:on-call|on-call \S+|{OWNER}|{COLLEAGUES})(?!\S))", "tell"),
    (r"(?P<who>who|what|where) else(?= )", "{who}"),
    # what is done to tickets, deals and files, by the by
    (r"(?P<what>(?:tickets?|cases?)) (?:is|are|gets?|was|has been) (?:\S+ ){1,3}?\( escalated \)",
     "{what} is escalated"),
    (rf"{_S}(?:put|add|place|drop|log|file) (?:an? )(?:new )?(?:case|ticket|issue|bug|card|story) (?:in|into|on) "
     rf"(?P<place>jira|zendesk|github)(?!\S)",
     "{lead} create a {place} ticket"),
    (r"give (?P<who>(?!me |us )(?:the |our |my |their )?(?:[a-z-]+ ){0,2}?[a-z-]+) an? (?:quick |short )?(?:ring|"
     r"call|buzz|bell|phone call)(?= ?(?:[.,;!]|$|and|about|to|if|when))",
     "phone {who}"),
    (r"(?:take|bring|carry|walk) (?P<what>(?:the|this|that|our) (?:deal|opportunity|opp)) (?:on |along |over |"
     r"forward |back )?(?:to|into) (?=Q\d+|the (?:\S+ )?stage)", "move {what} to stage"),
    (r"(?:let|give) (?P<who>(?:the |our |my )?[a-z]+(?: team)?) (?:get at|get into|see|open|use|into|have access to|"
     r"access to|get access to|access) "
     r"(?P<what>(?:the|our|this|that|my) (?:Q\d+ )?(?:\S+ ){0,2}?(?:folder|file|doc|document|deck|sheet|spreadsheet))",
      "share {what} with {who}"),
    (rf"^(?P<place>{_APPS}) : (?:where|what|who|which|when)(?: is| are|'s) (?P<what>(?:(?![.;!?]|->)\S+ ?){{1,10}}?) "
     rf"?\?", "search {place} for {what}"),
    (r"(?P<what>(?:call|meeting|demo|session)(?: with (?:\S+ ){1,3}?)?) ?wraps(?! up)", "{what} ends"),
    (r"(?P<what>(?:an?|another) (?:\S+ )?(?:lead|contact|prospect)) has (?:just |newly )?been (?:added|created|"
     r"entered|imported)", "new {what} comes in"),
    (r"(?:would|do) you mind (?P<doing>building|making|creating|setting up)", "build"),
    (r"(?:whatever|whoever|everyone|everything|anyone)(?: (?:that|who))? (?:comes in|comes through|fills it in|fills "
     r"it out|signs up)(?: there)? (?:goes|lands|ends up|is put|gets put|is added|gets added) "
     r"(?:in|into|to) (?:the |our )?(?:crm|database) as an? (?P<what>contact|lead|prospect|deal)", "create a {what}"),
    (r"(?P<field>budgets?|values?|amounts?|volumes?|scores?|arr|mrr) (?:of |is |at )?(?P<how>(?:over|under|above|"
     r"below|at least|more than|less than|up to) \$?\d+|\$?\d+ (?:or|and) (?:more|less|above|over|up|higher|lower|"
     r"under)) "
     r"(?:goes?|gets? (?:sent|passed|handed|routed)) (?:straight |over |directly )?to(?= )",
      "if the {field} is {how} , hand it over to"),
    (r"(?:get|have) (?P<what>them|it|this|that|these|everything|all of it)(?: all)? (?:summed up|summari[sz]ed|"
     r"boiled down|condensed) (?:for|in|into|to) (?=C\d+)", "summarise {what} and post it in"),
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
