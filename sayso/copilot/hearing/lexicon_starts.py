"""Turns of speech for what starts a flow, and what they mean in plain words; see `idioms` for how to read a row."""

from sayso.copilot.hearing.lexicon_people import PERSONS

_A = r"(?:an?|any|each|every|the|our|another|one of (?:our|the|my)|some|no)"
_CUSTOMER = r"(?:customers?|clients?|accounts?|users?|compan(?:y|ies)|organi[sz]ations?|subscribers?)"
_SOMEBODY = (
    r"(?:contacts?|leads?|prospects?|people|persons?|somebody|someone|anybody|anyone|recipients?|buyers?|"
    rf"{_CUSTOMER}|{PERSONS})"
)
_DEAL = r"(?:deals?|opportunit(?:y|ies))"
_COUNT = r"(?:\d+|an?|one|a couple of|a few)"
_TIME = (
    rf"(?:{_COUNT} (?:full |whole |calendar |business |working )?(?:days?|weeks?|months?|fortnights?|quarters?|years?))"
)
_TERMS = (
    r"(?:contract|subscription|licen[cs]e|policy|agreement|plan|term|membership|retainer|lease|tenancy|maintenance)"
)
_RENEWS = (
    rf"(?:(?:{_A}|their|its|his|her|when|that|this) )*(?:(?:{_CUSTOMER}|{_TERMS}|\w+)(?:'s?)? ){{0,2}}?(?:renewal"
    r"(?: date| day)?(?: comes up| is due| arrives)?|(?:renews?|is renewed|is (?:up|due) (?:for renewal|to renew)|"
    r"comes up for renewal)|expir(?:es|y)(?: date)?|runs? out|lapses|expiring|renewing|running out|lapsing|being "
    r"(?:up for renewal|renewed)|comes to an end|has to renew|needs to renew)"
)
_DOWN = (
    r"(?:drops?|dropped|falls?|fell|fallen|sinks?|sank|sunk|dips?|dipped|slips?|slipped|slides?|slid|tumbles?|tumbled|"
    r"plummets?|plummeted|crashes|crashed|goes|went|gone|gets?|is|scores?|scored)"
)
_AWAY = r"(?:dark|quiet|silent|dormant|inactive|idle|awol|cold|missing|mute|asleep)"
_PRODUCT = (
    r"(?:(?:the |our |this )?(?:products?|apps?|applications?|platforms?|portals?|tools?|software|systems?|site|"
    r"dashboards?|workspace|service)|us|it)"
)
_LED = r"(?P<lead>^|[.,:;•¶(]|->|when|whenever|once|if|after|upon|on|following|for|moment|minute)"
"""Where a clause about what happens begins; what stands there is kept."""
_MEETING = (
    r"(?:meetings?|calls?|demos?|sessions?|appointments?|kick-?offs?|viewings?|interviews?|workshops?|consultations?)"
)
_FORM = r"(?:(?:[\w-]+|Q\d+) ){0,3}?forms?"

STARTS: tuple[tuple[str, str], ...] = (
    # what is going on, and what has just been
    (rf"(?P<who>{_SOMEBODY}|{_DEAL}|tickets|cases|replies|forms)(?P<rest>(?: (?!(?:and|or|who|that|which|is|are|"
     rf"not)(?!\S))[^\s,.:;]+)"
     r"{0,5}?) coming (?P<in>in|through|back|to|up)", "{who} {rest} come {in}"),
    (rf"(?P<who>{_SOMEBODY}|{_DEAL}|tickets|cases|replies|forms)(?P<rest>(?: (?:from|with|in|of|over|worth) "
     rf"(?:[^\s,.:;]+ ?){{1,4}}?)?) "
     r"(?:just )?(?:landing|arriving|showing up|turning up|popping up|rolling in)", "{who} {rest} come in"),
    (rf"(?P<who>{_SOMEBODY}) (?:answering|replying|responding|writing back|getting back)(?: to)?(?= |"
     rf"$)", "{who} replies to"),
    (rf"(?P<who>{_DEAL}) (?:moving|going|progressing|advancing|switching|changing) (?=(?:in|on)?to |from "
     rf")", "{who} moves"),
    (rf"(?P<who>{_DEAL}) (?:entering|reaching|hitting)(?= )", "{who} enters"),
    (rf"(?P<who>{_SOMEBODY}) (?:signing|subscribing|registering) (?=up|on|via|through|with|for)", "{who} signs"),
    (rf"(?P<who>{_SOMEBODY}) (?:filling|filing) (?=in|out)", "{who} fills"),
    (rf"(?P<who>{_SOMEBODY}) (?:submitting|completing|sending in) ", "{who} submits "),
    (r"(?:has|have)(?: just)? come (?=in|back|through)", "comes"),
    (rf"^(?:\w+ly )?(?:just )?(?P<how>won|lost|landed|closed|signed|bagged) (?=(?:an?|another|the) (?:\S+ "
     rf")?{_DEAL}(?!\S))", "we {how}"),
    (r"^(?:just |we just |we have |have )?got (?=the (?:deal|contract|order))", "we win "),
    # somebody new
    (rf"(?:the )?(?:creation|addition|arrival|appearance) of (?:{_A} )?(?:new |fresh )*(?P<who>{_SOMEBODY})",
     "new {who} created"),
    (r"(?:the )?(?:new )?(?P<who>contact|lead|prospect)(?:'s)? (?:creation|addition|arrival)", "new {who} created"),
    (rf"{_LED} ?(?:adding|creating|importing|gaining) (?:an? |any |each |every )?(?:new )?(?P<who>contacts?|leads?|"
     rf"prospects?|{PERSONS})", "{lead} new {who} created"),
    (r"(?P<who>someone|somebody|anyone|anybody) (?:brand |completely )?new", "new {who}"),
    # won and lost
    (rf"{_LED} ?(?:winning|landing|closing|sealing|bagging|securing|signing) (?={_A} (?:\S+ )?{_DEAL}(?!\S))",
     "{lead} we win"),
    (rf"{_LED} ?losing (?={_A} (?:\S+ )?{_DEAL}(?!\S))", "{lead} we lose"),
    (rf"(?:lands?|landed|seals?|sealed|bags?|bagged|secures?|secured|nails?|nailed|clinch(?:es|ed)?|signs?|"
     rf"signed)(?: off)? "
     rf"(?=(?:an?|the|another) (?:\S+ )?{_DEAL}(?!\S))", "win"),
    (rf"(?:we|i) (?:do|did|have) not (?:get|got|win|won|land|close) (?P<what>(?:an?|the|this|that) {_DEAL})",
     "we lose {what}"),
    (rf"(?P<deal>{_DEAL}) (?:has |have |just )*(?:falls?|fell|fallen) (?:through|apart)|(?P<deal2>{_DEAL}) (?:dies|"
     r"died|is dead|"
     r"is off|goes south|went south|is a no|has died|collapses|collapsed|slips through our fingers)",
     "{deal} {deal2} is lost"),
    (rf"(?P<deal>{_DEAL}) (?:is |gets |has been )*(?:signed|inked|sealed|landed|bagged|in the bag|clinched)(?! in)",
     "{deal} is won"),
    (r"(?:we|i) (?P<how>win|won|lose|lost) (?P<what>something|anything|business|work|an order|a project|a tender|a bid|"
     r"a pitch)", "we {how} a deal"),
    # from stage to stage
    (rf"(?P<deal>{_DEAL})(?:'s)? (?:move|progress|advance|transition|promotion|step|shift|switch|change) (?=(?:in)?to "
     r")", "deal moves"),
    (rf"(?:move|progress|advance|transition|promotion|shift) of (?P<deal>{_A} {_DEAL}) (?=(?:in)?to )", "{deal} moves"),
    (rf"(?P<deal>{_DEAL}|card) (?:is |are |gets? |got |has been |have been |was |just |being |that is |that are "
     r")*(?:dragged|"
     r"pushed|bumped|"
     r"promoted|put|shifted|transferred|progressed|placed|brought|dropped|transitioned|taken|pulled|flipped)(?: on| "
     r"over|"
     r" up| forward| back| down| along)? (?:in|on)?to(?= (?!the (?:crm|sheet)|hold)\S)", "{deal} moves to"),
    (rf"(?P<deal>{_DEAL}) (?:that |which )?(?:is |are |has been |have been )?(?:now|newly|just|finally) (?:in|at)(?= "
     r"(?!the crm)\S)", "{deal} moves to"),
    (rf"(?P<deal>{_DEAL}) (?:that |which )?(?:makes? it|made it|gets? as far as|arrives?|arrived|comes?|came|steps?|"
     r"slides?|rolls?|"
     r"heads?|graduates?|jumps?|transitions?|proceeds?|progresses|climbs?|passes)(?: on| up| over| forward| "
     r"back| down)? "
     r"(?:in|at|into|to|onto)(?= (?!the (?:crm|sheet)|our crm|\$?\d)\S)", "{deal} moves to"),
    (rf"(?P<how>when(?:ever)?|once|as soon as|the moment|if|after|every time|each time) (?P<deal>(?:an?|any) {_DEAL}) "
     r"(?:is|sits) (?:in|at)(?= (?:the )?(?:stage )?(?:[\w-]+|Q\d+)(?: [\w-]+)?(?: stage)? ?(?:,|"
     r"$))", "{how} {deal} moves to"),
    (rf"(?P<how>when(?:ever)?|once|as soon as|the moment|if|after) (?P<deal>(?:an?|any) {_DEAL}) (?:is|sits) (?:in|at) "
     r"(?=(?:the )?(?:[\w-]+ ){1,3}(?:stage|phase|step)(?! for))", "{how} {deal} moves to "),
    (rf"(?P<deal>{_DEAL}) (?:is |has |have |just )*(?:leaves?|left|exits?|exited|comes? out of|came out of|moves? out "
     r"of|moved out "
     r"of|go(?:es)? out of|is out of|moves? on from|drops? out of)(?= (?:the )?(?:stage )?(?:[A-Z]|Q\d+|\w+))",
     "{deal} moves from"),
    (r"(?:an? |the |one of our )?card (?=moves to |moves from )", "a deal"),
    # deals that change
    (rf"(?P<deal>{_DEAL})(?:'s)? (?:value|amount|size|worth) (?:is (?:raised|increased|bumped up|changed|set)|grows?|"
     r"increases?|swells|"
     r"climbs?|shoots up)(?: up)? (?:to|past|beyond)?(?= )", "deal value changes to"),
    (rf"(?P<deal>{_DEAL}) (?:is |has been |gets |was )*(?:changed|updated|raised|set|moved|lifted|bumped|lowered|cut|"
     rf"goes|moves|"
     r"changes|jumps|rises|falls|drops)(?: up| down)? to (?:an? |the )?(?:new )?(?P<field>value|amount|probability|"
     r"discount) of",
     "deal {field} changes to"),
    # answers
    (rf"(?:we|i)(?: have)? (?:hear|heard|get word|got word)(?: back)? (?:from|of) (?P<who>(?:{_A} )?(?:new "
     rf")?{_SOMEBODY})",
     "{who} replied"),
    (rf"{_LED} ?(?:getting|receiving|obtaining) (?=(?:an?|any|the) (?:\w+ )?(?:reply|response|"
     rf"answer))", "{lead} we get"),
    (rf"(?P<who>{_SOMEBODY}) (?:has |have |just |finally )*(?:reacts?|reacted|responds?|responded|comes?|came|"
     rf"gets?|got) (?:back )?to "
     r"(?:us|me|(?:our|my|the|one of our|an) (?:\w+ )?(?:e-?mails?|mails?|message|mailing|campaign|outreach|sequence|"
     r"newsletter|offer))", "{who} replies"),
    (rf"(?P<who>{_SOMEBODY}) (?:has |have |just )*(?:comes?|came|come) back to (?:us|me)", "{who} replies"),
    (r"(?:incoming|inbound|new|fresh) (?P<what>repl(?:y|ies)|responses?|answers?)(?! (?:form|survey))",
     "{what} comes in"),
    (r"(?P<what>repl(?:y|ies)|responses?) (?:has been |is |are |was |just |gets? )*(?:received|back|in|here|there)(?= "
     r"?(?:[,.:?!;]|->|$))",
     "{what} comes in"),
    # meetings
    (rf"(?:we|i|you|they|someone|somebody|the team|a rep)(?: have| has| just)* (?:finish(?:es|ed)?|ends?|ended|wraps? "
     r"up|wrapped up|concludes?|"
     r"concluded|completes?|completed|leaves?|left|gets? off|got off|gets? out of|got out of|comes? out of|came out of|"
     rf"hangs? up(?: on| after)?|close out|is done with|are done with|am done with) (?P<what>{_A} (?:[\w-]+ ){{0,2}}?"
     rf"{_MEETING})",
     "{what} ends"),
    (rf"(?P<what>{_MEETING}) (?:draws|comes|has come|came|is coming) to (?:a close|an end|its end)|"
     rf"(?P<what2>{_MEETING}) "
     r"(?:has |have )?(?:been )?(?:completed|closed|adjourned|"
     r"winds up|wound up|wraps|wrapped)(?: up)?(?! with)", "{what} {what2} ends"),
    (rf"(?:(?:at|upon|on|by|after|with) )(?:the )?(?:very )?(?:end|conclusion|completion|close) of (?P<what>{_A} "
     rf"(?:[\w-]+ ){{0,2}}?"
     rf"{_MEETING})", "when {what} ends"),
    (rf"(?:the )?(?:end|conclusion|completion|close) of (?P<what>{_A} (?:[\w-]+ ){{0,2}}?{_MEETING})", "{what} ends"),
    (rf"(?P<what>{_MEETING} with (?:\S+ ){{1,3}}?)(?:concludes?|concluded|finishes|finished|is over|is done|wraps? up|"
     rf"wrapped up|"
     r"is finished|has ended|closes)(?! with)", "{what} ends"),
    # health
    (rf"{_LED} ?(?:an? |any |the )?(?:falling|dropping|declining|sinking|deteriorating|worsening|shrinking) health"
     r"(?: scores?)?", "{lead} health score drops"),
    (rf"(?P<who>{_CUSTOMER}) (?:has |have )?{_DOWN} (?P<than>below|under|beneath|underneath|less than|lower than) "
     r"(?P<n>\d+%?) "
     r"(?:on|in|for|of|at) (?:the |their |its )?health(?: scores?| index| check)?",
     "{who} health score drops below {n}"),
    (rf"(?P<who>{_CUSTOMER}) (?:becomes?|became|turns?|turned|gets?|is getting|looks?) (?:unhealthy|sick|wobbly|shaky)",
     "{who} health drops"),
    # tickets
    (r"(?:the )?escalations? of (?P<what>(?:(?:an?|any|the|each|every|all|our) )?(?:\w+ ){0,2}?(?:ticket|case|"
     r"issue)s?)",
     "{what} is escalated"),
    (r"escalating (?P<what>(?:an?|any|the) (?:\w+ ){0,2}?(?:ticket|case|issue))", "{what} is escalated"),
    (r"(?:bumps?|bumped|kicks?|kicked|raises?|raised|pushes|pushed|moves?|moved|sets?|flags?|flagged|marks?|marked) "
     r"(?P<what>(?:an?|any|the|one) (?:\w+ ){0,2}?(?:ticket|case))"
     r" (?:up )?(?:to|as) (?:escalated|escalation|(?:the )?(?:2th|second|2|next) (?:level|tier|line)|level 2|tier 2)",
     "{what} is escalated"),
    (r"(?P<what>(?:ticket|case)s?) (?:is |are |gets? |has been )*(?:bumped|kicked|raised|pushed|moved|flagged|marked|"
     r"goes|"
     r"moves) (?:up )?(?:to|as) "
     r"(?:escalated|escalation|(?:the )?(?:2th|second|2|next) (?:level|tier|line)|level 2|tier "
     r"2)", "{what} is escalated"),
    # scores given by customers
    (r"(?P<lead>^|[.,:;?•¶(]|->|when|whenever|once|if|every|each|any|for|get|gets|by|from|new|moment)(?: an?| new)* "
     r"?detractors?(?!(?: (?![,.;:])\S+){0,8} \d)(?! (?:list|tag|segment|survey))", "{lead} nps of 6 or less"),
    (r"(?P<lead>^|[.,:;?•¶(]|->|when|whenever|once|if|every|each|any|for|get|gets|by|from|new|moment)(?: an?| new)* "
     r"?promoters?(?!(?: (?![,.;:])\S+){0,8} \d)(?! (?:score|list|tag|segment|survey))", "{lead} nps of 9 or more"),
    (r"(?P<lead>when|whenever|once|if|every|each|any|for|get|gets|by|from|new|moment) (?:an? |new )*passives?(?= "
     r"?[a-z,:?]|$)"
     r"(?! (?:list|tag|segment|survey|candidate))", "{lead} nps between 7 and 8"),
    # more and less usage
    (r"(?:product |platform |app |system |api |tool |software )?(?:consumption|utili[sz]ation|engagement)(?= (?:\w+ )"
     r"{0,2}?(?:rises?|rose|"
     r"risen|climbs?|jumps?|goes|gone|falls?|fell|fallen|drops?|dropped|declines?|shrinks?|sinks?|surges?|spikes?|"
     r"grows?|"
     r"plummets?|dips?|is (?:up|down)|increases?|decreases?))", "usage"),
    (r"activity (?:in|on|within) (?:the |our )?(?:product|app|platform|tool|portal|software|system)", "usage"),
    (rf"(?:(?:starts?|started|begins?|is|are|be|has been|have been) )*(?:us(?:es?|ing)|to use) {_PRODUCT} "
     r"(?:(?:much|a lot|far|way|significantly|noticeably|a bit) )?less(?: and less)?(?: often)?", "usage drops"),
    (rf"(?:(?:starts?|started|begins?|is|are|be|has been|have been) )*(?:us(?:es?|ing)|to use) {_PRODUCT} "
     r"(?P<n>\d+%) (?:less)(?: often)?", "usage drops by {n}"),
    (rf"(?:(?:starts?|started|begins?|is|are|be|has been|have been) )*(?:us(?:es?|ing)|to use) {_PRODUCT} "
     r"(?P<n>\d+%) (?:more)(?: often)?", "usage rises by {n}"),
    (rf"(?:(?:starts?|started|begins?|is|are|be|has been|have been) )*(?:us(?:es?|ing)|to use) {_PRODUCT} "
     r"(?:(?:much|a lot|far|way|significantly|noticeably) )?more(?: and more)?(?: often)?(?! than \d)", "usage rises"),
    (r"doubles? (?:their|its|his|her) usage|usage (?:\w+ ){0,2}?doubles(?=.*%)", "usage rises"),
    (r"halves? (?:their|its) usage|usage (?:\w+ ){0,2}?halves(?=.*%)", "usage drops"),
    (r"usage (?:(?:has|is|more|than) )*(?:halves|halved)", "usage drops by 50%"),
    (r"usage (?:(?:has|is|more|than) )*(?:doubles|doubled)", "usage rises by 100%"),
    # nobody there
    (rf"(?P<who>{_CUSTOMER}) (?:that |who |which )?(?:has |have |is |are |been |goes |go |went |gone |stays? |remains? "
     rf"|falls? |turns? |becomes? |"
     rf"lies? |being )+{_AWAY}(?: on us)? (?:for|since|over)(?= (?:more than |over |at least )?{_TIME}(?!\S))",
     "{who} has not logged in for"),
    (rf"(?P<have>has|have|had|did|does|do) (?P<not>not|never) (?:used?|show up in|turn up in|come (?:back )?(?:in|"
     rf"into|to)|opened?(?! it(?!\S))|touched|been (?:in|on|into|inside|seen "
     rf"in|"
     rf"seen on|active in|active on)|visited|accessed|entered|launched|shown up in) {_PRODUCT}(?: at all| once)?",
     "{have} {not} logged in"),
    (rf"(?P<who>nobody|no one|no-one)(?P<at>(?: \w+){{0,4}}?) (?:has|have) (?:used|opened(?! it(?!\S))|touched|been "
     rf"(?:in|on|into|"
     rf"inside|seen in)|visited|"
     rf"accessed) {_PRODUCT}", "{who} {at} has logged in"),
    (rf"(?:there (?:is|has|have|was|were)(?: been)? )?(?:no|zero) (?:activity|log-?ins?|sign-?ins?|signs? of life|"
     rf"usage|"
     rf"sessions?|movement|action)"
     rf" (?:from|by|at|of|in|on) (?P<who>(?:{_A} )?{_CUSTOMER}) (?:for|in|within|over|since)(?= (?:the last "
     rf"|more than |over |at least )?{_TIME}(?!\S))",
     "{who} has not logged in for"),
    (rf"(?P<lead>^|after|upon|once|[.:;•¶]) ?(?:there (?:are|is|have been) )?(?P<time>{_TIME}) (?:of|with|without) "
     rf"(?:an?y? |no |any "
     r"|total |complete |customer )?(?:inactivity|silence|log-?ins?|sign-?ins?|usage|radio silence|logging in|signing "
     r"in)"
     r"(?: (?:from|by|at|of|on|for) (?:an? |any |the |our )?(?:customers?|clients?|accounts?|users?|compan(?:y|"
     r"ies)))?(?! "
     r"(?:on|in|from|of|for|by) (?:an? |any |the )?(?:deal|contact|lead|opportunity|prospect))",
     "{lead} a customer has not logged in for {time}"),
    (rf"(?P<who>{_CUSTOMER}) (?:has|have) not been (?:active|around|seen|online)", "{who} has not logged in"),
    # a champion goes
    (r"(?:we |i )?(?:lose|lost|losing|loses) (?:our|the|an?|their) (?:\w+ )?champion", "our champion leaves"),
    (r"(?:the )?(?:departure|loss|exit|resignation|leaving) of (?:an?|the|our|any|your) (?:\w+ )?champion",
     "our champion leaves"),
    (r"champion(?:'s)? (?:departure|exit|resignation|leaving|departing|quitting|resigning|moving on|changing jobs|"
     r"going)",
     "champion leaves"),
    (r"champions? (?:at (?:an? |the |our )?\w+ )?(?:has |have |is |just |gets |got |who )*(?:resigns?|resigned|"
     r"hand(?:s|ed) "
     r"in (?:his|her|their) notice|"
     r"walks? (?:out|away)|jump(?:s|ed) ship|let go|laid off|fired|(?:no longer|not) (?:with|at|there|around|working "
     r"(?:there|at)|employed)|(?:takes?|took|"
     r"gets?|got|finds?|found|starts?) (?:an? )?(?:new |another |different )+(?:job|role|position|employer)|retires?|"
     r"retired|"
     r"steps? down|stepped down|bows out|exits?|exited|goes elsewhere|(?:moves?|moved|goes|switch(?:es|ed)) (?:on )?to "
     r"(?:an?other|an? new|an? different) "
     r"(?:company|job|employer|role|firm|place))", "champion leaves"),
    # milestones
    (rf"{_LED} ?(?:reaching|hitting|passing|meeting|achieving|completing|(?:the )?(?:completion|achievement) of) "
     r"(?P<what>(?:an?|the|any|each|every) (?:\S+ )?(?:contract )?milestone)", "{lead} contract reaches {what}"),
    (r"(?P<what>milestones?) (?:(?:in|of|on) (?P<of>(?:an?|the|our|each|every) contract) )?(?:is |are |has been |"
     r"gets? |was "
     r")*(?:achieved|completed|"
     r"fulfilled|delivered|accomplished|ticked off|cleared|finished|done|behind us)", "contract {what} reached"),
    # renewals
    (rf"(?P<time>{_TIME}) (?:(?:left|remaining|still|more|to go) )?(?:before|prior to|ahead of|in advance of|out from|"
     rf"away from|shy of|off|from|to go (?:until|"
     rf"till|to|"
     rf"before)|left (?:until|till|to|before)|until|till|to) (?:{_RENEWS})", "{time} before renewal"),
    (rf"(?:within|with|at) (?P<time>{_TIME} before renewal)", "{time}"),
    (rf"(?P<what>renewals?) (?:is |are )?(?:coming up|due|happens|comes up|is up|falls due) in "
     rf"(?P<time>{_TIME})", "{time} before renewal"),
    (r"turns? (?P<what>(?:each|every|any|all) (?:(?:\S+ ){0,4}?)(?:submissions?|entr(?:y|ies)|repl(?:y|ies)|"
     r"responses?|replies|leads?|"
     r"tickets?|webhooks?)) into (?P<into>an? (?:\S+ )?(?:contact|task|row|deal|ticket|issue|"
     r"page))", "when {what} comes in , create {into}"),
    (r"(?P<lead>^|[.,:;•¶]|->|and|then|means|that) ?(?P<who>(?:the |our |my )?(?:[a-z]+ ){1,3}?)(?:needs?|wants?|has|"
     r"have|should|must|would "
     r"like)(?: to)? (?:know|hear|be told|be informed|be notified|be alerted|be warned|find out|learn)(?: (?:about|"
     r"of))?(?: (?:it|that|"
     r"this))?(?= ?(?:[.,;!]|$))", "{lead} tell {who}"),
    (r"(?:be so kind as to|be so good as to|do me a favou?r and|would you mind|i would be grateful if you could|"
     r"kindly|it would be (?:great|"
     r"good|nice) (?:if you could|to))", "please"),
    # forms
    (rf"(?:(?:please )?(?:build|make|create|set up|put up|design|give)(?: me| us)? |(?:i|we) (?:would )?(?:want|need|"
     rf"like)(?: to have)? )an? (?P<what>{_FORM}) for (?:(?!and |the |our )[\w-]+ ){{1,4}}[.;] (?:when|whenever|"
     rf"once|as soon as) "
     r"(?:one|an (?:entry|enquiry|inquiry)|an answer) (?:comes in|arrives|is submitted|is sent|lands|gets here)",
     "when {what} submitted"),
    (rf"(?:(?:please )?(?:build|make|create|set up|put up|design|give)(?: me| us)? |(?:i|we) (?:would )?(?:want|need|"
     rf"like)(?: to have)? )an? (?:(?:new|small|simple|short|public|web) )*(?P<what>{_FORM})(?: (?:named|titled|"
     r"called) Q\d+)?(?: (?:with|asking|that asks|where)(?: (?![.:;!?]|->)\S+){1,14}?)?(?= ?(?:[.:;!]|->|$))",
     "{what} submitted"),
    (rf"(?P<how>leaves?|left|drops?|enters?|gives?|puts?|types?) (?:(?:their|his|her|your) )?(?:contact |personal "
     r")?(?:details|info|information|data|name|"
     rf"e-?mail(?: address)?|number) (?:on|in|into|via|through|using) (?P<what>(?:the|our|an?|this) {_FORM})",
     "fills in {what}"),
    (rf"(?:submission|completion|filling(?: in| out)?) of (?P<what>(?:the |our |an? |any )?{_FORM})",
     "{what} submitted"),
    (rf"(?:filled|filled-in|filled-out|filled in|filled out|completed|submitted) (?P<what>{_FORM})(?! (?:is|gets|"
     rf"comes))",
     "{what} submitted"),
    (r"(?:^|(?P<lead>[.,:;•¶(]|->|and) )(?:the |all |all the |their |any )?(?:answers?|entries|responses?|"
     r"submissions?|results?|what "
     r"(?:people|they|"
     r"guests|visitors) (?:enter|write|fill in|submit|answer|type)) (?:should |must |will |then |are to "
     r")*(?:go(?:es)?|lands?|ends? up|"
     r"(?:be |get |is |are )?posted)"
     r" (?:straight |right )?(?:to|in|into|on)(?= (?:the )?(?:C\d+|slack|teams|\S+ channel))", "{lead} post it in"),
    (r"(?P<lead>[.,:;•¶(]|->|and) (?:each|every)(?: \w+)? (?:becomes?|turns? into|is turned into|is to become|makes) "
     r"(?P<what>an? (?:\S+ )?(?:task|ticket|issue|deal|row|contact))", "{lead} create {what}"),
    (r"(?P<what>an? (?:\S+ )?(?:task|to-do|ticket|reminder)(?: for (?:the )?\S+)?) (?:is|are|will be) (?:needed|"
     r"required|wanted|"
     r"called for|in order)", "create {what}"),
    (r"(?:i|we) (?:would |do )?(?:want|need|like|love|wish|have) to (?:know|hear|be told|be informed|be notified|be "
     r"alerted|be "
     r"pinged|"
     r"get notified|get told|be made aware|learn|find out)(?= (?:about|of|when|whenever|if|each|every|as|any|once|"
     r"the moment|the "
     r"second)(?!\S)|$| ?[.,])", "tell me"),
    (r"(?:i|we) (?:would )?(?:want|need|like|love)(?: to (?:have|get))? an? (?:ping|heads-up|heads up|notification|"
     r"alert|message|note|"
     r"shout|notice|warning)(?= (?:about|of|when|whenever|if|each|every|as|any|once|the moment|the second)(?!\S)|"
     r"$)", "tell me"),
    (r"(?:on|upon|after) (?:submit|submission|completion|submitting)(?= ,)", "when the form is submitted"),
    (r"(?:^|(?P<lead>[.,:;•¶]|->|and|please) )(?:i|we) (?:would )?(?:want|need|like|love)(?: to (?:have|get|be "
     r"sent))? (?:an? |the )?(?:\w+ )?"
     r"reminders?(?= (?:at|on|in|to|about|every|each|when|that|for|once|of|T\d))", "{lead} remind me"),
    (r"have (?P<who>me|us|(?:the |our |my )?[a-z]+(?: [a-z]+)?) (?:reminded|told|notified|informed|alerted|"
     r"pinged)", "remind {who}"),
    (r"(?P<verb>gives?|scores?|scored|rates?|rated|gave) us (?:an? )?zero", "{verb} us 0"),
    (r"(?P<lead>^|[.,:;•¶]|->|and|then) ?(?P<who>(?:the |our |my )?(?:[a-z]+ ){1,3}?)(?:needs?|wants?|has|have|"
     r"should|must|would like)"
     r"(?: to)? (?:know|hear|be told|be informed|be notified|be alerted|be warned|find out|learn)(?: about it)?(?= "
     r"(?:when|whenever|if|"
     r"once|as soon|each time|every time|any time|about (?:each|every|any|all|new)|of (?:each|every|any)|the moment|"
     r"the minute)(?!\S))",
     "{lead} tell {who}"),
    (r"(?:put|place|drop|stick) (?P<what>an? (?:\S+ )?(?:task|to-do|todo)) (?:in|into) (?:the|our) (?:crm|system|"
     r"tool)", "create {what}"),
    (r"(?P<where>C\d+)(?: (?:on|in) (?:slack|teams))? (?:(?:should|must|needs? to|has to|wants to|will|is to) "
     r")?(?:(?:gets?|receives?) "
     r"(?:an? |the |to )?(?:message|post|note|ping|heads-up|notification|update|know|see)|(?:hears?|knows?|be told|be "
     r"informed|be "
     r"notified|"
     r"is told|learns?)(?= ?(?:[.,;!]|$| about| of| when| if)))(?: (?:about|of|it|that|this|"
     r"there))*", "post it in {where} on slack"),
    (r"(?P<lead>-|–|—|->|:|,) (?:an? )?(?:quick )?(?:heads-up|heads up|headsup|ping|shout|alert|notice|notification) "
     r"(?:to|for) "
     r"(?=(?:the|our|my|[a-z]+))", "{lead} tell "),
    # commands
    (r"(?:^|(?P<lead>command|type|types|enter|enters|say|says|write|writes|[.:;•¶]) )/ "
     r"(?=[a-z])", "{lead} chat command "),
    # webhooks
    (r"(?:calls?|hits?|pings?|triggers?|fires?) (?:our|the|this|my) (?:hook|endpoint|callback|"
     r"url)", "calls the webhook"),
    (r"post request|http request|post call|api call(?= (?:comes|arrives|hits|reaches))", "http post"),
)  # fmt: skip
"""A pattern over plain forms, and the words that stand for it; `{name}` keeps the words of a group."""
