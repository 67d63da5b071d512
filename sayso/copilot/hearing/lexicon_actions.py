"""Words for doing, whoever does it. What a tool is called for stands with the tool; here stand words of one meaning."""

import re

from sayso.copilot.hearing.lexicon_people import PERSONS

_ISSUE = (
    r"(?:it|them|each(?: one| of (?:them|these|those))?|every one|all of them|(?:the|that|this|each|every) issues?)"
)
TO_ISSUE = re.compile(
    r"(?:then |and |also |just )*(?:(?:bump|raise|increase|lift|up|escalate|lower|reduce|drop|change|set|push|"
    r"update)(?: up)? "
    r"(?:its|their|the|each one's|each issue's) (?:jira )?(?:priority|severity|status|assignee|labels?)(?!\S)|"
    rf"(?:bump|raise|increase|lift) the priority(?: of {_ISSUE})?|"
    rf"(?:close|reopen|resolve|update|escalate|reassign|bump|relabel|reprioriti[sz]e|move|set|transition|mark) {_ISSUE}"
    r"(?: (?:up|down|in jira|(?:in)?to|as|with|done|blocked|back|off|out)(?!\S)|(?= ?[,.;]|$)))"
)
"""What is done to an issue of a list, without a word of where."""

ALIKE: dict[str, str] = {
    "create": (
        r"create|creates|creating|created|make|makes|open|opens|generate|generates|raise|raises|"
        r"build|set up|sets up|setup|add|adds|start|starts|file|files|new|prepare|spin up|draw "
        r"up|draft up|register|assign|assigns|put together|produce|enter|leave"
    ),
    "find": (
        r"find|finds|search|searches|look for|looks for|look up|looks up|look at|looks at|get|"
        r"gets|list|lists|fetch|fetches|pull|pulls|pull up|grab|retrieve|check|checks|take|takes|"
        r"go through|go over|goes over|goes through|going through|collect|gather|count|show|pick|"
        r"select|run through|work through|have a look at|see|query|read|reads|identify|review|"
        r"dig up|bring up|compile|look|target"
    ),
    "search": (
        r"search|searches|google|look for|looks for|look up|research|check|find|finds|scan|browse|"
        r"look|dig|investigate|comb|go through|query|get|pull|fetch"
    ),
    "send": (
        r"send|sends|sending|shoot|shoots|fire off|forward|deliver|drop|resend|fling|gets|receive|"
        r"receives|mail out"
    ),
    "email": r"email|emails|emailed|emailing|e-mail|e-mails|e-mailed|mail|mails|newsletter|newsletters",
    "post": (
        r"post|posts|posted|posting|share|shares|drop|put|puts|publish|announce|announces|shout|"
        r"say|write|send|sends|tell|tells|told|ping|pings|message|messages|notify|alert|alerts|"
        r"warn|report|let|dm|dms|celebrate|brag|broadcast|remind|told|inform|mention|comment"
    ),
    "tell": (
        r"tell|tells|told|notify|notifies|notified|alert|alerts|alerted|warn|warns|inform|informs|"
        r"remind|reminds|ping|pings|let|lets|nudge|poke|prod|flag|update|heads up|heads-up|buzz|escalate|"
        r"escalates"
    ),
    "draft": r"draft|drafts|drafting|drafted",
    "write": r"write|writes|writing|written|compose|composes|craft|author|draft|generate",
    "summarise": (
        r"summarise|summarises|summarising|summarised|summarize|summarizes|summarizing|summarized|"
        r"sum up|recap|recaps|condense|boil down"
    ),
    "summary": (
        r"summary|summaries|recap|recaps|digest|digests|overview|briefing|roundup|round-up|rundown|one-pager|gist|"
        r"highlights|"
        r"takeaways"
    ),
    "update": r"update|updates|set|sets|change|changes|edit|modify|fill in|fill|put|mark|adjust|overwrite",
    "remove": (
        r"remove|removes|take off|takes off|take away|delete|drop|drops|strip|clear|untag|unlabel|"
        r"get rid of|pull"
    ),
    "book": (
        r"book|books|schedule|schedules|set up|sets up|arrange|arranges|put|puts|organise|"
        r"organises|organize|organizes|block|reserve|slot|add|propose|fix"
    ),
    "call": r"phone|phones|call|calls|ring|rings|dial|dials",
    "text": r"text|texts|sms|texting",
    "invite": (
        r"invite|invites|invitation|invitations|connect|connects|connection request|connection requests|"
        r"add(?= .*(?:linkedin|network))"
    ),
    "share": r"share|shares|give access",
    "move": (
        r"move|moves|moving|change|changes|advance|push|put|puts|set|sets|shift|transition|mark|"
        r"drag|bump|promote|switch|bring"
    ),
    "classify": r"classify|classifies|categorise|categorises|categorize|categorizes|triage",
    "extract": r"extract|extracts|pull out|pick out|pulls out|identify|note down|list",
    "save": r"save|saves|upload|uploads|store|stores|put|puts|file|archive|drop|back up|add",
    "log": r"log|logs|logged|record|records|note|notes|jot|track|document|documents",
    "hand": (
        r"hand|hands|handed|hand-off|handoff|hand-over|transfer|transfers|delegate|reassign|assign it to|"
        r"assign them to|assign "
            r"this to|give each to|give it to|give "
        r"them to|give him to|give her to|goes to|go to|pass it|pass them|pass this|passes it|"
        r"forward it to"
    ),
    "ask": r"ask|asks|check with|checks with|consult|question",
    "approve": r"approve|approval|sign off|sign-off|signoff|ok|okay|permission|go-ahead|green light|blessing|consent",
    "enrich": r"enrich|enriches|enriching|enrichment|augment",
    "push": (
        r"push|pushes|sync|syncs|upsert|upserts|upserted|copy|copies|send|sends|add|adds|write|"
        r"mirror|transfer|export|put|update|create|save|pushed|synced|added|copied|move"
    ),
    "meeting": (
        r"meeting|meetings|call|calls|demo|demos|interview|appointment|slot|session|kickoff|kick-off|event|"
        r"invite|review|check-in|training|workshop|catch-up|intro|walkthrough|one-on-one|webinar|"
        r"callback|handover|time|visit"
    ),
    "task": r"task|tasks|to-do|to-dos|todo|todos|reminder|follow-up task",
    "tag": r"tag|tags|label|labels|tagged|labelled|labeled|tagging",
    "ticket": r"ticket|tickets|case|cases",
    "issue": r"issue|issues|bug|bugs|story|stories|ticket|tickets|task|tasks",
    "contact": (
        r"contact|contacts|lead|leads|prospect|prospects|person|people|everybody|everyone|anyone|"
        r"subscriber|subscribers|vps?|ceos?|ctos?|cfos?|cmos?|founders?|directors?|heads?|managers?|"
        rf"attendees?|users?|decision makers|admins?|buyers?|{PERSONS}"
    ),
    "company": (
        r"company|companies|customer|customers|client|clients|account|accounts|organisation|organisations|"
        r"organization|organizations|business|businesses|firm|firms"
    ),
    "deal": r"deal|deals|opportunity|opportunities|pipeline",
    "stage": r"stage|stages",
    "row": r"row|rows|line|lines|entry|entries|numbers|data|figures|values|sheet|sheets|spreadsheet",
    "sheet": r"sheet|sheets|spreadsheet|spreadsheets|google sheet|table",
    "document": (
        r"document|documents|doc|docs|nda|ndas|(?:contract|proposal|agreement|quote|offer)(?! slides| deck| "
        r"presentation)|contracts|proposals|agreements|quotes|offers|invoice|report(?! slides| deck| email)|msa|sow|"
        r"one-pager|order form|statement of work"
    ),
    "slides": r"slides|slide deck|deck|presentation|slide|powerpoint|decks",
    "file": (
        r"file|files|document|documents|doc|deck|recording|pdf|presentation|minutes|slides|proposal|"
        r"contract|report|guide|notes"
    ),
    "folder": r"folder|folders|directory|space|workspace",
    "metrics": (
        r"usage|metrics|usage metrics|usage numbers|usage data|usage stats|usage statistics|usage "
        r"figures|product usage|adoption numbers"
    ),
    "signature": r"signature|signatures|e-signature|esignature|e-sign|esign|signed|sign|signing|e-signing|docusign",
    "signed": r"signed|signature|signing",
    "news": r"news|web|internet|online|google|website",
    "web": r"web|internet|online|google|news|the net",
    "transcript": r"transcript|transcripts|transcription",
    "recording": r"recording|recordings|video",
    "page": r"page|pages|doc|entry|wiki|notes|document",
    "calendar": r"calendar|calender|agenda|diary",
    "sms": r"sms|text|text message|text messages|txt",
    "phone": r"phone|call|phone call|ring",
    "know": r"know",
    "thank": (
        r"thank|thanks|congratulate|congratulates|welcome|greet|apologise|apologize|reply to|reply|"
        r"respond to|write to|write back|reach out|get back to|follow up|chase"
    ),
    "activity": r"activity|activities|interaction|reason|outcome",
    "score": r"score|scores",
    "availability": (
        r"availability|free time|free slot|free slots|free times|open slot|open slots|slot|slots|"
        r"time slot|free"
    ),
    "pull": r"pull|pr|merge",
    "thread": r"thread|threads|conversation|conversations|email chain",
    "reaction": r"reaction|emoji|thumbs up|react|reacts|E\d+",
    "emoji": r"emoji|emojis|thumbs up|smiley|tick|checkmark|check mark|E\d+|reaction",
    "pr": r"pr|pull request|merge request",
    "crm": r"crm|database|address book|contact list|records",
    "database": r"database|system",
    "enter": r"enter|put|add|save",
    "cell": r"cell|cells|[a-z]{1,2}\d{1,4}(?!\S)|[a-z]{1,2}\d{1,4}:[a-z]{1,2}\d{1,4}",
    "appointments": r"appointments?|events?|meetings?",

    "api": r"api|endpoint|url|https?|U\d+",
    "items": (
        r"items|points|tasks|requirements|to-dos|next steps|decisions|topics|questions|names|action "
        r"items|key points|pain points|dates"
    ),
    "get": r"get|gets|fetch|fetches|pull|pulls|grab|take|takes|retrieve|download|read|find|collect|load",
    "categorise": r"categorise|categorize|categorises|categorizes",
    "customer": r"company|companies|customer|customers|client|clients|account|accounts",
    "channel": r"channel|channels|C\d+|room",
    "compose": r"compose|composes|craft|crafts",
    "open": r"create|creates|make|makes|open|opens|raise|raises|file|files|add|start|generate|submit|log",
    "url": r"U\d+|url|page|website|site",
    "fetch": r"fetch|get|read|open|load|pull|download|visit|scrape|crawl|check",
}  # fmt: skip
"""A word of a tool's own phrases, and the words people say instead."""

DROPPED = frozenset(
    [
        "a",
        "an",
        "the",
        "it",
        "them",
        "they",
        "their",
        "your",
        "our",
        "my",
        "in",
        "on",
        "to",
        "with",
        "by",
        "of",
        "for",
        "at",
        "from",
        "into",
        "if",
        "was",
        "is",
        "be",
        "has",
        "not",
        "up",
        "and",
        "as",
        "there",
        "its",
        "out",
        "this",
        "that",
    ]
)
"""Words of a phrase that need not be said."""

FILLERS = (
    r"(?:(?:ok|okay|so|and|then|also|please|just|oh|hi|hey|hello|first|next ,|finally|afterwards|"
    r"after that|at the end|in the end|at the very end|once (?:that is )?done|when (?:that is )?done|to finish|"
    r"lastly|basically|actually|"
    r"at the same time|in that case|in this case|immediately|right away|straight away|again|"
    r"but|now|well|afterward|later|if possible|maybe|always|"
    r"(?:can|could|would|will) (?:someone|somebody|anyone|anybody|we|one of you)|i (?:want|need|would like)(?: "
    r"you)? to|i would like(?: it| you)? to|i want it to|what "
    r"i (?:want|need) is|can you|could you|would you|"
    r"you (?:should|can|could|must)|it (?:should|must|has to|needs to)|we (?:should|must|need "
    r"to|want to|have to)|make sure (?:to|you|that you)|"
    r"remember to|go ahead and|help me|let us|start by|begin by|have it|try to|i want|to|that|"
    r"please do|plus|as well as|additionally|furthermore|in addition|besides|"
    r"they should|he should|she should|it will|will|should|must|which|who|automatically|quickly|"
    r"only|simply|still|directly|proactively|finally|"
    r"let's|lets|use ai to|have ai|let ai|get ai to|ai should|ask ai to|with ai|make ai|use the ai to|"
    r"let the ai|the ai should|use claude to|use gpt to) (?:, )?)*"
)
"""Words at the beginning of a clause that say nothing about what to do."""

OBJECTS = (
    r"the|an?|them|him|her|it|me|us|my|our|their|his|its|all|each|every|everybody|everyone|"
    r"this|that|these|those|some|any|both|whoever|anybody|anyone|somebody|someone|\d+|[QCMUB]\d+"
)
"""Words with which what a verb is about begins."""
