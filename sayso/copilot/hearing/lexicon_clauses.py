"""How clauses begin, and what is said in passing: limits, approvals, waits, due dates."""

import re

from sayso.copilot.hearing.lexicon_kinds import TITLES
from sayso.copilot.hearing.lexicon_times import PLAIN_DURATION as DURATION

ELSE_IF = r"(?:otherwise|else|or else|and else|elsewise) ?,? (?:if|when)|elseif|elif|or if|if instead|else ,? in case"
ELSE_WHOLE = (
    r"(?:if not|if (?:it|they|he|she|that|this|there|we) (?:is|are|does|do|did|has|have|was|were) not|"
    r"if (?:it|they) (?:is|was) not the case|if no|if nope|when not|or "
    r"not|not|neither|none of (?:the above|these|those)|nothing of (?:that|the kind|the sort))"
)
"""The other side of the condition before, where it is all a clause says."""
ELSE = (
    r"(?:otherwise|else|or else|(?:anything|everything|those|all|scores|ones) in between|"
    r"in all other cases|in (?:any )?other cases?|in every other case|failing that|"
    r"(?:for "
    r"|to |with |from |in )?(?:everyone|everybody|anyone|anybody|all|everything|anything|anywhere|everywhere|"
    r"somewhere) "
    r"(?:else|others)|elsewhere|(?:in|from|for|with|at|on) (?:all|any|every) other \w+|"
    r"(?:if|when) (?:it|they|he|she|that|(?:the|their|its|his|her) \w+(?: \w+)?) (?:is|are|has|have|says?|comes?) "
    r"(?:(?:in|on|at|from|of|with) )?(?:an?|any|some|every)? ?(?:(?:other|different) (?!than)\w+|something else|"
    r"anything else|different(?! from| than))|"
    r"(?:for |to |with )?(?:all )?(?:the )?(?:others|rest|other ones|remaining ones|all others|"
    r"remaining|other contacts|other customers|other deals|other leads|other people)|all other "
    r"\w+|any other \w+|(?:and |the )?other \w+(?= ?(?::|->|,|gets? |goes? |go ))|"
    r"if none of (?:that|these|those)|the other way round|in the other case|if (?:it|they) "
    r"(?:is|are) (?:from |in )?(?:anywhere|somewhere|someone|anyone|anything|something) else|"
    r"(?:for )?(?:the )?(?:smaller|bigger|larger|cheaper|lower|higher|older|newer|younger|lesser|minor|shorter|longer) "
    r"(?:ones|companies|firms|deals|accounts|customers|leads|contacts)|"
    r"(?:for )?(?:everything|anything|all|those|anyone|everyone|anybody|everybody) "
    r"(?:above|below|over|under|beyond|beneath|bigger|smaller|larger|higher|lower|more|less)(?: (?:that|this|it|"
    r"than that))?(?! "
    r"\$?\d)|leads from (?:elsewhere|anywhere else|other \w+)|(?:those |the ones |anyone |everyone |people |all )?from "
    r"(?:elsewhere|anywhere else|everywhere else|all other \w+|any other \w+|other countries|somewhere else)|"
    r"elsewhere|anywhere else|(?:for )?(?:any|every) other (?:case|one)|in (?:all|any) other (?:case|cases|event)|"
    r"(?:above|below|"
    r"over|under|lower than|higher than|less than|more than|fewer than) (?:that|this|it))"
)
FEWER = r"smaller|less|fewer|lower|cheaper|shorter|younger|below|under|lesser|weaker"
GREATER = r"bigger|larger|more|higher|greater|longer|older|above|over|pricier|stronger"
COMPARED_ONES = (
    r"(?:(?:the|any|all|every|anything|everything|anyone|anybody|everyone|everybody|those|a|an) )?"
    rf"(?P<how>{FEWER}|{GREATER})(?: (?:ones?|\w*(?:accounts?|deals?|compan(?:y|ies)|customers?|clients?|teams?|firms?|"
    r"scores?|orders?|amounts?|businesses|leads?|values?|opportunit(?:y|ies)|discounts?|contracts?)))?"
    r"(?: than (?:that|this|it))?"
)
"""Who is on the other side of a comparison: "smaller ones", "anything below"."""
RECOVERED = (
    r"(?:if|when) (?:it|they|the score|the health|things|he|she|usage|that|the \w+)? ?(?:has "
    r"|have |is |are )?(?:recover(?:s|ed)|improve(?:s|d)|better|back up|back to normal|gone "
    r"up again|smaller|bigger than that|below that|above that|less than that|fewer|larger|"
    r"cheaper|more than that|lower than that|gone up|(?:lower|higher|below|above|under|over|less|more)(?= ,| ->| ?:|$))"
    r"(?! than)|(?:lower|higher|fewer|less|more)$"
)
"""The other side of the condition before."""

IF = (
    r"(?:but |and |so |then )?(?:only )?(?:if|in case|provided(?: that)?|providing|as long "
    r"as|assuming|given that|suppose|on condition that|should)|but only (?:if|when|for|where)|"
    r"only (?:when|where|for|after)|where|for (?:the ones|those|anyone|anybody|any of them|people)(?= (?:who|"
    r"that|which|with|on|in|"
    r"from|whose|above|under|over|below|at|not|without|still|having)(?!\S))"
)
IF_LATER = r"(?:when|once|as soon as|whenever|after|upon|the moment)"
UNLESS = (
    r"unless|except(?: if| when| for| where| that)?|excepting|excluding|but not (?:if|when|for|"
    r"those)?|but (?:do not|never|skip|leave out|ignore|exclude) (?:it |this |that |them )?(?:if|"
    r"when|for)|not if|not when|not for"
)
SKIP = (
    r"(?:(?:but|and|please|then) )*(?:skip|skips|leave out|leaving out|(?:leave|leaving) alone|pass over|steer "
    r"clear of|"
    r"ignore|ignoring|exclude|"
    r"excluding|omit|not (?:for|to|those|any|the ones|anyone|people)|do not (?:include|email|contact|do (?:it|this|"
    r"that) for|bother|touch|message|take|count|send (?:it|this|that|anything) to|post))(?: "
    r"(?:it|that|this|them|the email|the step|the rest))?(?: (?:for|with|to|from))?(?: (?:if|"
    r"when))?"
)
"""Words before what is left out."""

FOR_EACH = (
    r"(?:and )?per(?= (?:customer|client|account|contact|lead|deal|company|row|prospect|person|opportunity)(?!\S))|"
    r"(?:and )?(?:then )?(?:for|with|to|from) (?:each|every|all|any)(?: (?:single )?(?:one))?(?: "
    r"of)?(?: (?:these|those|them|the|its|their|our|my))?"
    r"|each(?: one)? of (?:these|those|them|the)|every one of (?:these|those|them)"
    r"|(?:for|with)(?= (?:the |my |our |these |all |any )(?:\S+ )?ones(?! (?:who|that|which|with|on|in|from|"
    r"whose|above|under|over))(?: |$))"
    r"|(?:for|with)(?= (?:the |my |our |these |all |those )*(?:open |won |lost |active )?(?:contacts|leads|"
    r"prospects|deals|"
    r"customers|clients|accounts|companies|opportunities|rows|issues|lines|entries)(?: |$))"
)
PER_ITEM = r"(?<!\S)(?:each|every|all|any)(?: of)?(?: the)?(?: one)?(?!\S)|(?<!\S)(?:them|their|each|these|those)(?!\S)"

WAIT = (
    rf"(?:(?:wait|waits|pause|pauses|hold(?: on)?|hold off|sleep|delay|let|leave|give)(?: (?:it|"
    rf"them|him|her|this|that|up to|for|another|about|around|at least|a further|until|things?|each|everyone|"
    rf"everybody|all|people|the \w+|and|rest|sit|time|to reply|at most|up to|no longer than|max|maximum|a maximum "
    rf"of|for a reply|for an answer|for a response|exactly|"
    rf"some))* )(?={DURATION})"
)
WAIT_BEHIND = (
    rf"(?:a )?(?={DURATION})(?:\S+ ){{2,4}}?(?:later|after(?: that| this| which)?|afterwards|"
    rf"on|passes?|goes by|go by|pass|has passed|have passed)(?!\S)"
)
AFTER = (
    rf"(?:after|within|in|following|then after|if after)(?: about| around| another| a further|"
    rf" the next)? (?={DURATION})"
)
FOR_REPLY = (
    r"(?:for |to see (?:if|whether) )(?:a |an |the |any |their |his |her |they )*(?:repl\w+|"
    r"answer\w*|response|respond|hear back|get back)"
)

DAY_OFFSET = r"(?:on |in )?(?:day (?P<day>\d{1,3})|week (?P<week>\d{1,2})|month (?P<month>\d{1,2}))"
DAYS_BEFORE = (
    r"(?:starting |beginning |from |at |with )?(?P<before>\d{1,3}) (?P<unit>days?|weeks?|months?) "
    r"(?:(?:before|prior|to go|out|ahead|left)(?: (?:of |to )?(?:the |their |a |its )?(?:contract "
    r")?(?:renewal|that|it|expiry|end))?(?: date)?|until (?:the )?renewal)"
)

PER = (
    r"(?:(?:per|a|an|each|every|any) |/ ?)(?P<per>day|hour|run|week|month|time|go|batch)|daily|"
    r"in one (?:go|day|run)|at a time|at once"
)
LIMIT_WORDS = (
    r"(?:at most|max(?:imum)?(?: of)?|no more than|not more than|never more than|up to|limit(?:ed)?(?: "
    r"it| this| that| them| to| at)*(?: to)?|cap(?:ped)?(?: it| this| that| at| to)*|stay "
    r"(?:under|below|within)|(?:do not|never|not) (?:send|do|email|invite|exceed|go over|message|"
    r"take|process)(?: out)?(?: more than| over| above)?|keep (?:it|this) (?:under|below|to)|"
    r"stop (?:at|after)|only(?: take| send| do)?|not exceeding|maximally|the limit is|"
    r"(?:cap|limit|max|maximum|ceiling|quota|daily limit)(?: is| of)? ?:?)"
)
LIMITS: tuple[str, ...] = (
    (
        rf"(?:never |but |and )?{LIMIT_WORDS} (?P<count>\d+)(?: at most)?(?: of (?:them|these|those))?(?: "
        rf"(?P<what>(?!per |a |an |each |every )[\w-]+(?: (?:invites?|invitations|emails?|messages?|"
        rf"texts?|people|contacts))?))?(?: of them)?(?: (?:{PER}))(?: at (?:the )?most| max| maximum| tops)?"
    ),
    (
        r"(?P<count>\d+)(?: (?P<what>(?:(?:linkedin|slack|text|follow-up) )?(?:"
        r"emails?|mails?|invites?|invitations?|messages?|texts?|sms|"
        r"calls?|contacts?|deals?|prospects?|people|customers?|leads?|tasks?|posts?|companies|"
        r"issues|rows|accounts|clients|records|tickets)))?(?: of them)? (?:per|a|an|each|every) (?P<per>day|hour|run|"
        r"week|month)(?: at (?:the )?most| max| maximum| tops| limit| (?:is|being) (?:the|our|my) "
        r"(?:maximum|limit|max|cap|most|ceiling)|"
        r" is the most(?: we (?:do|send|want))?)?"
    ),
    (
        rf"{LIMIT_WORDS} (?P<count>\d+)(?: of (?:them|these|those)| (?P<what>contacts?|deals?|prospects?|"
        rf"people|customers?|leads?|companies|items|records|rows|issues|accounts|clients|ones|{TITLES}(?: of [a-z]+)?|"
        rf"of them|at "
        rf"most|emails|tickets))?(?! days?| hours?| minutes?| weeks?| months?| business| %| employees|"
        rf" seats| users| open)(?= [,.;:¶•)]| and | in total| altogether| then | from | who | with "
        rf"| that | in | at | out | whose | tagged | without |$)"
    ),
    r"(?P<count>\d+) (?:of them )?(?:at most|max|maximum|tops)(?: (?:per|a|each) (?P<per>day|hour|run|week))?",
    r"at most (?P<count>\d+)(?= [,.;:¶•)]| and | in total|$)",
)

_WHO = (
    r"(?:i|me|my|we|us|our|you|[a-z][\w-]*(?: (?:of|lead|manager|owner|rep|director|boss|head) "
    r"?[a-z]*)?|M\d+|(?:the|their|its|our|his|her) \w+(?: \w+)?(?: of \w+)?|\w+'s|a manager|someone|somebody)"
)
_OKS = (
    r"(?:approv(?:e|es|ed|al|als|ing)|oks?|okay(?:s|ed)?|ok'?s|ok'd|sign(?:s|ed)? (?:it |them "
    r"|this |that |the \w+ |each \w+ |every \w+ )?off|sign-off|"
    r"green-?lights?|confirm(?:s|ed)?|agree(?:s|d)?|(?:says?|said) (?:yes|"
    r"ok|so|go)|give(?:s|n)? (?:the |my |his |her |their |it |an? )*(?:ok|okay|go-ahead|go ahead|green "
    r"light|approval|blessing|nod|thumbs up|thumbs-up|all-clear|all clear|final yes|yes)|(?:had|has|have|having|take|"
    r"takes|taken|took) a (?:quick |final |last |proper )?look(?: at)?|look(?:s|ed)? (?:it|them|this|that) over)"
)
_THING = (
    r"(?:it|them|the sending|sending (?:it|them)|that step|this step|each(?: one| email| message| of them| "
    r"draft)?|every(?: one| email| message|"
    r" draft| invite)?|this|that|these|those|the (?:\w+ )?(?:email|emails|message|messages|"
    r"draft|text|invite|invitation|post|document|slides|contract|nda|deck|changes?|updates?|both|proposal|quote|offer|"
    r"agreement|report|reply|answer|letter|discount|price|"
    r"page|brief|issue|ticket|task|folder|file|sheet|sms)|all(?: of "
    r"them| emails)?|both the \w+ and the \w+|both|an? \w+)"
)
_THEN = (
    r"(?: (?:first|before (?:it|that|they|you|anything|each|we|sending|is|goes?)(?: (?:is|"
    r"gets?|are|go|goes|sent|sends|send|out|it|them|sending|posted|leaves?))*|beforehand|prior "
    r"to sending|in advance))*"
)
_NOTHING = (
    r"(?:but |and )?(?:nothing|none of (?:it|them|these)|no (?:emails?|mails?|messages?|invites?|texts?|one)|"
    r"(?:do not|never) (?:send|email|mail|post|text|message)(?: (?:it|them|anything|any|out|any of them|one))*)"
    r"(?: (?:goes|gets|is|are|should|may|must|can|be|go|leaves?|sent|send|out|posted))*"
)
APPROVALS: tuple[str, ...] = (
    rf"(?:but |and |, )?(?:please )?(?:let|have|make|get) (?P<who>{_WHO}) (?:to )?{_OKS}(?: {_THING})?{_THEN}",
    rf"(?:but |and |, )?(?:please )?(?:let|have|make|get) (?P<who>{_WHO}) (?:to )?(?:check|see|review|read|look at|"
    rf"look over|"
    rf"proofread|vet|inspect)(?: {_THING})?(?= (?:first|before|beforehand|prior)(?!\S)){_THEN}",
    (
        rf"(?:but )?(?:only )?(?:after|once|when|as soon as|if) (?P<who>{_WHO}) (?:has |have |had "
        rf")?{_OKS}(?: {_THING})?{_THEN}"
    ),
    (
        rf"(?:which |that |and |but )?(?P<who>{_WHO}) (?:need|needs|want|wants|has|have|must|should|"
        rf"will|would like|get|gets)(?: to)? (?:first )?(?:approve|ok|okay|sign off(?: on)?|"
        rf"sign (?:it|them|this|that|the \w+|each \w+|every \w+) off|confirm|see|check|review|look at|read|see and "
        rf"approve)(?: {_THING})?{_THEN}(?: before| first)?"
    ),
    (
        rf"(?:for|with|pending|subject to|after|needs?|requires?|requiring|awaiting|only with|upon|"
        rf"and wait for|wait for|following|not without|never without)(?: it needs)? (?P<who>my|"
        rf"our|his|her|their|\w+'s|the \w+'s|the \w+ \w+'s|M\d+(?:'s)?)(?: explicit| written)? "
        rf"(?:approval|ok|okay|sign-off|signoff|sign off|go-ahead|permission|consent|blessing){_THEN}(?: "
        rf"(?:before|for) (?:sending|posting|each|every|the|it|that|this|all)(?: \w+)?)?"
    ),
    (
        rf"(?P<who>i|we) approve (?:it|them|each one|every email|each email|every message|all of them|the email|"
        rf"every one|the (?:\w+ )?(?:e-?mails|mails|messages|drafts|invites|texts|posts|calls)|"
        rf"all (?:the )?(?:emails|mails|messages|invites|posts|texts)|each|every){_THEN}"
    ),
    rf"{_NOTHING} (?:without|unless there is|before) (?P<who>my|our|his|her|their|\w+'s|the \w+'s|the \w+ \w+'s)"
    rf" (?:approval|ok|okay|sign-off|signoff|sign off|go-ahead|permission|consent|blessing|yes|review)",
    rf"{_NOTHING} (?:before|until|unless|without) (?P<who>{_WHO}) (?:has |have |had |gave |give |gives |giving )?"
    rf"(?:{_OKS}|seen|saw|reviewed|checked|looked at|read)(?: {_THING})?",
    rf"(?<=[;,.:(] )(?P<who>{_WHO}) (?:approves|signs off|okays|oks)(?: on)? {_THING}{_THEN}(?= [;.,)]|$)",
    rf"(?:(?<=[;,.:(] )|and |but )(?P<who>{_WHO}) (?:signs? (?:it|them|each|each one|that|this) off|checks|"
    rf"reviews|confirms|"
    rf"looks (?:it|them|that) over|reads|approves|okays)(?: {_THING})?(?= (?:first|before|beforehand))"
    rf"(?: (?:first|beforehand|before (?:it|they|that|anything|each one|we)(?: (?:is|are|goes|go|gets|get|"
    rf"leaves?|sent|send|out|"
    rf"posted|them|it))+))(?= ?[;.,)]| and |$)",
    rf"(?:it |this |that |which )?(?:with|needs?|requires?|after|subject to|pending|wants?|must have)(?: (?:an?|the|"
    rf"some))? (?:approval|"
    rf"sign-off|signoff|sign off|clearance|ok|okay|green light|blessing|consent|permission|go-ahead)(?: (?:by|from|"
    rf"of) (?P<who>me|{_WHO}))?{_THEN}",
    (
        rf"(?:(?:run it|run them|check it|check them|clear it|okay it|show (?:it|them|me|each one)) "
        rf"(?:past|by|with|to)? ?|pass (?:it|them) (?:past|by) )(?P<who>me|us|{_WHO}){_THEN}"
    ),
    rf"(?:but |and |please )*(?:ask|check with|consult) (?P<who>me|us|{_WHO}) (?:first )?before (?:sending|"
    rf"posting|it|they|that|"
    rf"anything|the \w+(?: \w+){{0,3}}?(?= (?:goes|go|is|are|gets)))(?: (?:goes|go|is|are|gets|sent|out|posted|"
    rf"sends))*",
    rf"before (?:the|an?|any|each|every|that|it|they)(?: \w+){{0,2}}? (?:is|are|goes|go|gets|leaves)(?: (?:sent|out|"
    rf"posted|published|made|off))* , (?P<who>{_WHO}) (?:has to|have to|must|needs? to|should|will|wants? to) "
    rf"(?:{_OKS}|see|check|review|read)(?: {_THING})?(?: off)?",
    rf"(?P<who>i|we) (?:review|check|look at|approve|ok|okay|sign off|see) {_THING}(?: first| before(?: it| "
    rf"that)?|(?= , then| and then))",
    r"(?:and |then )?(?:get|ask for|wait for|need|needs|obtain|with) (?P<who>my|our|\w+'s|the (?:\w+ ){0,2}?\w+'s)"
    r" (?:approval|ok|okay|sign-off|go-ahead|permission) before(?= \w+ing )",
    r"(?:with |needs |requires |and |get )*(?P<who>my|our|\w+'s|the \w+'s) (?:approval|ok|okay|sign-off|go-ahead|"
    r"yes) before "
    r"(?:each|every|any|the|it|they|sending|posting|that|anything)(?: (?:\w+ )?(?:is |are |goes |go |gets "
    r")*(?:sent|out|e-?mails?|calls?|messages?|"
    r"posts?|invites?|texts?|one|posted|made))*",
    rf"(?:so (?:that )?)?(?P<who>i|we) (?:can|could|may) (?:approve|check|review|ok|see|read)(?: {_THING})?{_THEN}",
    rf"(?:but |and |, )?(?:please )?(?:let|have) (?P<who>{_WHO}) (?:see|check|review|read|look at) {_THING}"
    rf"(?=(?: first| before| beforehand)){_THEN}",
    (
        rf"(?:that |which )?(?P<who>{_WHO}) (?:approves|okays|oks|signs off|confirms)(?: {_THING})? "
        rf"(?:first|before){_THEN}"
    ),
)
"""A person sees it first: who, and perhaps what."""


_ALL_OF_IT = r"(?:it|them|him|her|this|that|the (?:contact|lead|deal|customer|ticket|account))"
STOPPERS = (
    r"(?:and )?(?:then )?(?:just |simply |please )?(?:(?:stop|end|finish|done|that is (?:it|all)|quit|end "
    r"there|stop there|"
    r"(?:we are|it is) done|call it a day|leave it)(?: "
    r"(?:there|here|the flow|everything|it|then|at that|the (?:sequence|flow|journey|cadence|campaign)|right there))?|"
    rf"do nothing(?: (?:more|else|further))?|"
    r"do not do anything(?: (?:more|else|further|then|at all))?|"
    r"nothing (?:more|else)?(?: )?(?:to do|happens|needs to happen)|"
    rf"take no (?:further )?action|(?:leave|ignore) {_ALL_OF_IT}|"
    rf"no (?:further |more )?action(?: (?:is )?needed)?|(?:leave|let) {_ALL_OF_IT} (?:alone|be|as (?:it is|"
    rf"is)|at that)|"
    r"(?:they|he|she|it) (?:is|are) done|out|exit(?: the flow)?)$"
)
"""The end, said aloud."""
NO_MORE = (
    r"(?:and |then |please )*(?:(?:stop|quit|cease|pause)(?: \w+)?? (?:\w+ing|the (?:e-?mails|messages|"
    r"outreach|reminders|"
    r"follow-ups))|(?:do not|never) (?:e-?mail|contact|message|text|call|write to|bother|chase) "
    rf"{_ALL_OF_IT} (?:any ?more|again|any further|from then on|after that)|no more (?:e-?mails|messages|texts|calls|"
    r"reminders|follow-ups))"
)
"""What was sent so far is not sent any more."""

CORRECTION = (
    r"(?:actually|no ,|no :|no wait|wait no|scratch that|i mean|or rather|sorry|rather|correction|make that|i meant|"
    r"let us say|better|simpler)"
)
CHATTER = (
    r"^(?:thanks?|thank you|cheers|thx|ok|okay|hi|hello|hey|please|for example|because .*|"
    r"since i .*|as i .*|so that .*|that way .*|which (?:is|are|means|helps|makes) .*|"
    r"i keep .*|we (?:keep|always|often|tend|(?:lose|miss)(?! (?:an?|the|"
    r"another|this|that) )|forget|(?:need|want)(?! (?:an?|the) (?:\S+ ){0,4}?form)) .*|it is (?:important|"
    r"urgent) .*|this (?:is|helps|way) .*|note that .*|i (?:hate|love|always|often|forget|"
    r"am|do not want to miss|miss) .*|in short|in other words|"
    r"and so on|etc|every single time|no exceptions|as usual|if possible|asap|nothing else|"
    r"that is all|that is it|fyi|no rush|and that is it|ideally|basically|you know|nice and "
    r"(?:easy|short)|keep it (?:short|friendly|simple|brief|casual|polite).*|be (?:nice|polite|"
    r"friendly|brief).*|"
    r"the usual|thanks a lot|many thanks|much appreciated|good luck)$"
)
"""Words said by the way, of which nothing is made."""

LABEL_WORDS = (
    "note",
    "subject",
    "message",
    "text",
    "saying",
    "task",
    "title",
    "titled",
    "called",
    "named",
    "body",
    "template",
    "line",
    "with",
    "that",
    "tag",
    "stage",
    "says",
)
"""A colon behind one of these does not end a clause."""

ASKS = re.compile(
    r"(?:please |then |and |also )*(?:ask|check|see|find out|decide|verify|confirm|determine|know|enquire|inquire|"
    r"test|let \S+ "
    r"(?:decide|check|judge)|have \S+ (?:decide|check|judge)|use ai)(?!\S)"
)
"""What asks for something that is told with "if"."""
UNDER_WHICH = re.compile(
    r"(?:(?:but |and )?only (?:if|when|where|provided)|if|provided(?: that)?|providing|as long as|so long as|assuming|"
    r"in case|given that|on (?:the )?condition that|unless|except(?:ing)? (?:if|when|where|for)|but not (?:if|when|"
    r"for)) "
    r"(?!so |any |needed|necessary|possible|yes|no |not )\S"
)
"""A condition behind something to do, without a sign before it."""
