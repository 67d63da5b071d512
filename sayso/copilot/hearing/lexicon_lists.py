"""What lists are called, and how it is said what is done for each of their items."""

import re

from sayso.copilot.hearing.lexicon_people import PERSONS

NOUNS: tuple[tuple[str, str], ...] = (
    (r"deals?|opportunit(?:y|ies)|pipeline", "deal"),
    (
        (
            r"(?:customer|client|account|compan|organi[sz]ation|business|firm)(?:s|y|ies|es)?(?!'s? (?:contacts?|"
            r"people)|"
            r"'? contacts(?!\S))(?! (?:owner|"
            r"manager|executive|team|success))"
        ),
        "company",
    ),
    (r"rows?|campaigns?|invoices?|lines|entries", "row"),
    (r"issues?|bugs?|stories", "issue"),
    (r"meetings?", "meeting"),
    (r"tickets?", "ticket"),
    (
        (
            r"contacts?|leads?|prospects?|persons?|people|subscribers?|vps?|ceos?|ctos?|cfos?|founders?|"
            rf"non-customers?|directors?|admins?|everyone|everybody|users?|attendees?|{PERSONS}"
        ),
        "contact",
    ),
)

MOVES = "crm.move_stage"
"""Where it moves something to says nothing about what is moved."""
LISTS = {
    "deal": "crm.find_deals",
    "company": "crm.find_companies",
    "contact": "crm.find_contacts",
    "meeting": "calendar.list_events",
}

PLURAL = re.compile(
    r"(?<!\S)(?:(?P<each>each|every|all(?: of)?(?: the| our| my)?|any) (?:\S+ ){0,3}?|(?:the|"
    r"our|my|these|those|today's|tomorrow's|yesterday's|list of|which|how many|of|for|to|about|with|"
    r"email|text|invite|notify|summarise|summarize|recap|count) (?:\S+ ){0,3}?)?"
    r"(?P<noun>deals|opportunities|customers|clients|accounts|companies|contacts|leads|prospects|"
    r"meetings|vps|ceos|ctos|cfos|founders|directors|admins|(?<=each )\w+|(?<=every )\w+|"
    rf"(?=\S+s(?!\S))(?:{PERSONS}))(?!\S)"
)

SUMMARY = re.compile(
    r"(?<!\S)(?:summar(?:y|ies)|recap|digest|overview|briefing|roundup|round-up|rundown|gist|short version|highlights|"
    r"(?:key )?takeaways|bottom line)(?! (?:email|mail|template))(?!\S)"
)

EACH_ONE = re.compile(
    r"(?<!\S)(?P<each>each|every) (?:\S+ ){0,2}?(?P<noun>deal|opportunity|customer|client|account|company|"
    rf"contact|lead|prospect|{PERSONS})(?!\S)"
)

ANY_ONE = re.compile(
    r"^any (?:\S+ ){0,2}?(?:deal|opportunity|customer|client|account|company|contact|lead|prospect)(?!\S)"
)
"""Whichever it is: each of them."""

THOSE = re.compile(
    r"(?<!\S)(?:(?:every|each|all|the)(?: \w+){1,3}?|those|the ones|ones|anyone|anybody|everyone|"
    r"everybody|people|only those) (?P<by>who|that|which|with|without|whose|where|in which|for which|on which) "
)

EVERYONE = re.compile(
    r"(?<!\S)(?:everyone|everybody|anyone|anybody|people|whoever|all those|all)(?: (?:who|that|with|without|"
    r"whose|tagged|labelled|labeled|"
    r"in|from|on)(?= )|(?<=whoever)(?= ))"
)
"""People who are not called anything, and what is told of them."""
EVERY_CONTACT = re.compile(r"(?<!\S)(?:each|every|all)(?: (?:of )?(?:the|its|their|our))? (?:contacts?|people)(?!\S)")
"""Contacts of the companies that were found."""
ONE_OF_THEM = re.compile(r"(?:\w+ )?ones?(?!\S)|of (?:them|these|those)(?!\S)")
"""One of those that were found."""
NARROWS = re.compile(r"(?<!\S)(?:those|the ones|ones|only those) (?:who|that|which|with|without|whose) ")
"""Some of them, which is less than all of whom something was said before."""

NAMED_LIST = re.compile(
    r"(?:(?:all|any|the|our|my|of|every|each) )*(?:(?!(?:to|for|with|at|in|on|of|from|by|and|or|if|when|who|that|which|"
    r"is|are|has|have)(?!\S))[\w-]+ ){0,2}?"
    r"(?P<noun>[a-z]+s|people|(?<=every )\w+|(?<=each )\w+)(?: (?!(?:(?:should|must|needs?|has|have|are|is|to|will|"
    r"shall|can) (?:to |each |all |also )*(?:be|get|receive|go)|gets?|receives?|goes|go|should|must|will|to)(?!\S))|$)"
)
"""A list by its name, of which nothing is said but which records it holds."""

BEARERS = re.compile(r" (?:from|off|of) (?=\S)")
"""Behind the tag that is taken off: of whom it is."""
IN_SHEET = re.compile(
    r"(?:rows?|lines?|entry|entries|records?|person|people|names?|contacts?|leads?|guests?|one|customers?|clients?|"
    rf"companies|company|{PERSONS}) (?:of|in|from|on|inside) (?:the |our |my |that |a )?(?:google )?(?:Q\d+ )?"
    r"(?:sheet|spreadsheet)(?!\S)"
)
"""What stands in a sheet, one below the other."""

EACH_SHOULD = re.compile(
    r" (?:(?:should|must|has to|have to|needs to|need to|are to|get) (?:each |all |also |always )?(?:be (?=\w+)|"
    r"(?=(?:get|receive|create|"
    r"have) ))|(?:each |all )?needs? (?=an? ))|"
    r"(?: should| must| will| are to)?(?: each| all| also)? (?=(?:gets?|receives?) (?:an?|the|our|tagged|Q\d+)(?!\S))"
)
BOTH_DONE = re.compile(
    r"(?P<first>(?!if |when |once )(?:\S+ ){1,6}?(?:should|must|has to|have to|needs to|need to|is to|are to) "
    r"(?:then |also )?be "
    r"(?P<verb>[a-z]+)(?: (?!and )\S+){0,8}?),? (?:and then|and|then) (?P<verb2>(?!not |no )[a-z]+)(?= |$)"
)
"""Two things that should be done to one."""
PUT_THERE = re.compile(
    r"(?:add|push|create|put|insert|save|sync|copy|enter|write|store) "
    r"(?:(?:them|it|him|her|one|this|the \w+|this \w+|a \w+)(?: as an? \w+)? )?(?:there|in there|to it)(?: too| "
    r"as well)?"
)
"""Somebody is put where they were looked for."""
KEPT_ELSEWHERE = ("hubspot", "salesforce")
"""Services that keep contacts beside ours."""
SEARCHED = {"issue": "jira.search", "ticket": "zendesk.search"}
"""Records that are searched for where they are kept."""
LIST_THEM = re.compile(r"(?:please |just )*(?:list|show|name) (?:them|these|those)(?: all)?(?: here| please)?")
"""Asks for what was asked for already."""
SHOULD_BE = re.compile(r" (?:should|must|has to|have to|needs to|need to|is to|are to) (?:\w+ )?be \w")
"""Tells what should become of something."""
COUNTED = re.compile(r"\S+ \d+ \S+$")
"""A number behind one word, which asks for nothing."""
GUARDS = re.compile(
    r"(?<!\S)(?:approv(?:e|es|ed|al)|signs? (?:\S+ )?off|sign-off|okays?|go-ahead|green light|permission|consent|"
    r"before (?:it|they|anything|that|each) (?:is|are|goes|go|gets|leaves))(?!\S)"
)
"""Speaks of somebody's say about what happens, which is never left out unasked."""
COVERED_ONES = re.compile(
    r"(?:each|every|any|all|the) (?:(?P<un2>unanswered|open) )?(?:requirement|question|point|item|one)s?(?: of them)?"
    r"(?(un2)| (?:that|which) (?:is|are|was|were|has been|have been)(?: still)?(?P<not> not)?(?: yet| "
    r"still)?(?: been)? "
    r"(?P<un>un)?(?:answered|covered|met|addressed))"
)
"""Those of the things that were extracted that are answered, or not."""
VALUES = re.compile(
    r"(?:add|append|put|write|log|enter) (?P<what>(?!(?:a|an|the|their|his|her|it|them|this|that|every|each|all|new) )"
    r"[^.;]+? , [^.;]+?) (?:to|in|into|on|at) (?:the )?(?:\S+ ){0,5}?(?:sheet|spreadsheet)"
)
"""Values for a row, one after the other: "add Acme, 4 seats, 1200 to the Quotes sheet"."""
NO_TOOL_DOES = re.compile(
    r"(?:clean|cleanse|tidy|deduplicate|dedupe|merge|organi[sz]e|improve|optimi[sz]e|grow|boost|increase|maximi[sz]e|reduce|"
    r"clear|segment|analy[sz]e|audit|reconcile|consolidate|archive)(?: up| out)? (?:the |all |our |my |every )?"
    r"(?:duplicate |old |stale |dead |invalid )?(?:contacts|leads|customers|deals|companies|accounts|crm|data|"
    r"list|lists|pipeline|"
    r"sales|revenue|churn|database|records)(?!\S)|(?:create|make|open|set up|start|archive|rename) (?:an? |the "
    r")?(?:new )?(?:private |"
    r"shared )?(?:slack |teams )?channel(?!\S)"
)
"""What no step does, however it goes on."""
TELL_WHEN = re.compile(
    r"(?P<tell>(?:please )?(?:(?:tell|notify|alert|inform|ping|text|dm|message|e-?mail) (?:me|us|(?:the |my |"
    r"our )?\w+)|let (?:me|us|"
    r"(?:the |my |our )?\w+) know)(?: on slack| by e-?mail| in slack)?) (?:when|once|if|as soon as|whenever) "
    r"(?P<which>(?:it|they|he|"
    r"she|that|this|the \w+|someone|somebody|nobody|no one) .+)$"
)
"""Somebody is told of something as soon as it is so."""
QUOTE_ALONE = re.compile(r"(?:then |and |the |our )*Q\d+(?: (?:template|e-?mail|mail|one))?")
"""The next of several letters, by its name alone."""
