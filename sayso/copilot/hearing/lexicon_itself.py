"""What a flow does, told of it: "it goes over all deals", "it should tell me", "it sums up what happened". See `idioms`
for how to read a row."""

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
_EACH_BE = r"(?:should|must|shall|need to|have to|are to) (?:each|all) be"
_SCHEDULED = (
    r"(?P<often>(?:every|daily|weekly|monthly|hourly|nightly|weekdays|(?:mon|tues|wednes|thurs|fri|satur|sun)days)"
    r"(?: [^\s;.•¶]+)+?)"
)
"""Where it is said how often; without that, what "should be" is a rule for every day."""
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
