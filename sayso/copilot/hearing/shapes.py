"""Conditions that are said without a verb: stages, countries, titles, kinds of companies, states of deals."""

import re
from collections.abc import Iterator

from sayso.copilot.hearing.lexicon_kinds import COUNTRIES, INDUSTRIES, STAGES, TIERS, TITLES, TWO_WORD_COUNTRIES
from sayso.copilot.hearing.lexicon_sectors import INDUSTRY
from sayso.copilot.hearing.meaning import Condition, Joined, Test, opposite
from sayso.copilot.hearing.sourcing import denied, place_of, titled
from sayso.copilot.hearing.text import Line
from sayso.copilot.hearing.typed import Values

PLANS = ("free", "pro", "starter", "basic", "premium", "enterprise", "team", "business", "growth", "trial")
"""Plans that are often called so."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NO_PLAN = re.compile(r" (?:list|tier|team|call|channel|sheet|campaign|sequence|segment|side|plans?|contracts?)(?!\S)")
Found = tuple[int, int, Condition]

_COUNTRY = "|".join((*TWO_WORD_COUNTRIES, *sorted(COUNTRIES)))
_IN_COUNTRY = re.compile(
    rf"(?<!\S)(?P<not>not |outside |outside of )?(?:in |from |based in |located in |across "
    rf")?(?:the )?(?P<list>(?:{_COUNTRY})(?:(?: ,| or| and| , or| , and|/)(?: the)? (?:{_COUNTRY}))*)(?!\S)"
)
_STAGE = re.compile(
    r"(?<!\S)(?P<not>not |out of )?(?:in|at|reach(?:es|ed)?|hits?|enters?|entered|lands? in|"
    r"into|becomes?|is in|are in|moves? (?:in)?to|moved (?:in)?to|goes (?:in)?to|went to|gets "
    r"to|changes? to|changed to"
    r"|switch(?:es|ed) to|marked(?: as)?|set to|advances? to|progresses to) (?:the |stage )*(?!\S*__)"
)
_STANDS = re.compile(r"(?:not |out of )?(?:in|at|into|is in|are in) ")
"""Where a deal is, not where it goes."""
_SMALL_STAGE = re.compile(
    r" ?(?!(?:an?|any|another|some|its|their|our|my|next|previous|new|final|last|later|this|that|different|other|more|"
    r"less|"
    r"over|under|above|below|at|won|lost|it|them|\d+|stage|stages|crm)(?!\S))(?P<stage>[a-z][a-z-]+(?: (?!(?:stage|"
    r"phase|step|and|or|"
    r"with|for|by|from|in|on|at|if|then|when|than|which|that|who)(?!\S))[a-z][a-z-]+){0,2})(?: (?:stage|phase|step))?$"
)
"""A stage in small letters that ends what is said: "goes into legal review"."""
_FROM_STAGE = re.compile(
    r"(?<!originated )(?<!sourced )(?<!generated )(?<!in )(?<!acquired )(?<!stems )"
    r"(?<!\S)(?:moves?|moved|goes|went|changes?|changed|switches|drops|slips|falls|fell|slides|returns|reverts|"
    r"bounces|regresses|pushed|sent|advances|advanced)?(?: back)? ?from (?:the |stage )*"
)
_WENT = re.compile(r"(?:moved|went|changed|fell|slid|dropped|slipped|advanced|pushed)(?: back)? ")
"""A deal that has changed its stage, of a list."""
_CAME = re.compile(r"(?:^| )(?:came|comes?|coming)(?: in)? $")
_WON = re.compile(
    r"(?<!\S)(?:(?:deal|deals|opportunity|it|we|one|proposal|they|contract|is|are|gets?|was|"
    r"have|has|been|just) )*(?:closed-)?(?P<what>won|win|wins|lost|lose|loses|closes|(?<=we )close|(?<=we )closed)(?: "
    r"(?:a|an|the|another|"
    r"any))?(?: (?:deal|deals|opportunity|one))?(?!\S)(?! reasons?(?!\S))"
)
_DEAL_STATE = re.compile(
    r"(?<!\S)(?P<state>open|won|lost) (?:\S+ )?(?:deals|opportunities|deal|opportunity|ones)(?!\S)|"
    r"(?:deals|opportunities)(?: that| which)?(?: are| were| have been| got| we| i)?(?: have)? (?:still "
    r")?(?P<state2>open|won|lost)(?!\S)|(?:deal|opportunity) (?:(?:that|which) (?:is|was|has "
    r"been|got)|(?:that )?(?:we|i)(?: have)?) (?P<state3>open|won|lost)(?!\S)|(?:every|each|all|any) (?:deal|"
    r"opportunity) "
    r"(?P<state4>won|lost)(?!\S)"
)
_CLOSED = re.compile(r"(?<!\S)closed[- ](?P<state>won|lost)(?!\S)")
_STATUS = re.compile(
    r"(?<!\S)(?P<state>active|churned|inactive|paying|paused|trialing|new|qualified|unqualified|"
    r"expired) (?P<what>clients?|customers?|accounts?|companies|company|contacts?|leads?|users?|ones)(?!\S)"
)
_PLAN = re.compile(
    r"(?<!\S)(?P<not>not )?(?:on |with |have |has |is |are )*(?:a |an |the |our )?(?P<plan>\S+) "
    r"plans?(?!\S)(?! is| are| ==)"
)
_ON_PLAN = re.compile(
    r"(?<!\S)(?:customers?|clients?|accounts?|companies|company|users?|they|he|she|it|those|ones|anyone|everyone|"
    r"people|"
    r"who|that)(?: (?:is|are|was|were|who|that|still|currently|already))*(?P<not> not)? on (?:the |our )?(?=\S)"
)
"""Customers and the plan they are on, without the word."""
_ON_PLAN_TOO = re.compile(r"(?<!\S)(?:,|and|but) (?P<not>not )?on (?:the )?(?=\S)")
"""The same as one of several things told of them."""
_TIER = re.compile(
    rf"(?<!\S)(?:(?:in the|in|on the|with) )?(?P<tier>(?:{'|'.join(TIERS)})(?:(?: ,| or| and|"
    rf" , or) (?:{'|'.join(TIERS)}))*)(?:(?: tier)?(?: customers?| clients?| accounts?| companies|"
    rf" company| ones)| tier)(?!\S)"
)
_NO_CITY = re.compile(
    r" (?:status|title|source|channel|queue|role|phase|industry|sector|tier|plan|segment|list|"
    r"stage|space|business|sheet|spreadsheet|table|file|folder|channel|campaign|sequence)(?!\S)"
)
_NO_STAGE = re.compile(r" (?:tier|plan|segment|industry|channel|sheet|calendar|crm|country|region)(?!\S)")
_URGENT = re.compile(r"(?<!\S)(?P<level>urgent|high|low|normal)(?:[- ]priority)? (?:support )?(?:tickets?|ones)(?!\S)")
_IS_URGENT = re.compile(
    r"(?<!\S)(?:it is |that is |is |are |it |being )?(?P<not>not )?(?:really |very |super |marked |flagged |rated |"
    r"an? )*"
    r"(?P<level>urgent)(?: one| case)?(?!\S)(?! (?:email|mail|message|template|task|text|note))"
)
"""How urgent a ticket is, where one is spoken of."""
_IS_TIER = re.compile(
    r"(?<!\S)(?:who|that|which|they|it|customers?|clients?|accounts?|company|companies) (?:is|are) (?P<not>not )?"
    rf"(?:an? |on |in )?(?P<tier>{'|'.join(TIERS)})(?= (?:or|and|,)|$)"
)
_LIVES = re.compile(
    r"(?<!\S)(?:(?:live|lives|living|based|located|sitting|sits?|situated|resid(?:es|ing)|created|added|working|works) "
    r"(?:in|near|around|out of)|out of|(?:contacts?|leads?|prospects?|people|persons?|users?|company|companies|firms?|"
    rf"businesses|customers?|clients?|accounts?|(?:{TITLES})(?: of [a-z]+)?) (?:in|from)|"
    r"(?:they|he|she|it|who|contact|lead|person|company|customer|client|contacts that|leads that) (?:is|are) (?:not )?"
    r"(?:currently )?in) "
    r"(?:the )?(?=\S)"
)
_AT_COMPANY = re.compile(
    r"(?<!\S)(?:contacts?|leads?|prospects?|people|persons?|users?|everyone|everybody|anyone|anybody|somebody|someone|those|deals?|"
    r"opportunit(?:y|ies))(?: (?:who|that))?(?: (?:work|works|working|is|are|replies|answers|responds|"
    r"unsubscribes|opens|clicks))? "
    r"(?P<at>at (?:the company )?|whose company is (?:called )?|(?:with|from) the company )"
)
_SORT_OF_COMPANY = re.compile(
    r" ?(?:compan(?:y|ies)|startups?|start-ups?|firms?|business(?:es)?|agenc(?:y|ies)|accounts?|vendors?|stage)"
)
_SERVICES = frozenset(
    ("CRM", "Slack", "Teams", "Notion", "Jira", "Zoom", "HubSpot", "Salesforce", "Apollo", "LinkedIn", "Gmail", "Drive",
     "Zendesk", "GitHub", "Google", "Sheets", "Stripe", "Intercom", "Sheet", "Google Sheet", "Google Sheets")
)  # fmt: skip
"""Where records are kept, which is no city and no stage."""
_NO_TOWN = frozenset(
    (*STAGES, *TIERS, *INDUSTRIES, "marketing", "sales", "finance", "hr", "it", "engineering", "operations", "product",
     "procurement", "support", "legal", "emea", "apac", "dach", "latam", "eu", "nam", "january", "february", "march",
     "april", "may", "june", "july", "august", "september", "october", "november", "december", "crm", "q1", "q2",
     "q3", "german", "english", "french",
     "spanish", "dutch", "italian", "portuguese", "polish", "swedish", "danish", "chinese", "japanese",
     "q4")
)  # fmt: skip
"""Names with a capital behind "in" that are no town."""
_PAYLOAD = re.compile(
    r"(?<!\S)(?P<state>failed|successful|paid|refunded|cancelled|canceled|overdue|completed|"
    r"declined|pending|expired) (?:payment|order|charge|invoice|subscription|transaction|card|"
    r"purchase)(?!\S)"
)
_ISSUE_STATE = re.compile(
    r"(?<!\S)(?:(?:that |which )?(?:is |are |still )*)(?P<not>not (?:yet )?)?(?P<state>done|in progress|in "
    r"review|blocked|"
    r"in testing|to do|in qa)(?!\S)"
)
_ISSUES_SO = re.compile(
    r"(?<!\S)(?P<state>open|closed|unresolved|blocked|reopened) (?:(?!(?:and|or)(?!\S))\S+ )?(?:issues|bugs|stories|"
    r"jira tickets)(?!\S)"
)
_OPEN_ISSUES = re.compile(
    r"(?:^|(?:the|all|any|our|every|each|for|find|search|list|get|check|look up|pull|up|their|my) )(?:still )?open "
    r"(?:jira (?:issues?|"
    r"bugs?|tickets?|stor(?:y|ies)|tasks?)|issues|bugs)(?!\S)"
)
"""Issues nobody has closed."""
_MEETING_WITH = re.compile(
    r"(?<!\S)(?:meetings?|calls?|sessions?) with (?:(?:the |our |my )?(?:customer|client|"
    r"account|company) )?(?=\S)"
)


def shapes(line: Line, subject: str, event: str, stages: tuple[str, ...], values: Values) -> Iterator[Found]:
    """Every such condition in the line."""
    norm = line.norm
    yield from _countries(norm, subject, line)
    if subject == "deal" or event.startswith("deal"):
        yield from _deals(norm, event, values)
    for match in _DEAL_STATE.finditer(norm):
        yield (
            match.start(),
            match.end(),
            _deal_state(next(said for said in match.groups() if said)),
        )
    for match in _STATUS.finditer(norm):
        if match["state"] != "new" and not (event == "customer.inactive" and match["state"] == "inactive"):
            spoken = subject if match["what"] == "ones" and subject else match["what"]
            record = "company" if re.match(r"client|customer|account|compan", spoken) else "contact"
            yield match.start(), match.end(), Test(record, "status", "==", match["state"], text=True)
    for match in _URGENT.finditer(norm):
        yield match.start(), match.end(), Test("ticket", "priority", "==", match["level"], text=True)
    if event == "ticket.escalated":
        yield from _urgent(norm)
    yield from _cities(norm, subject, values)
    if event == "webhook":
        for match in _PAYLOAD.finditer(norm):
            yield match.start(), match.end(), Test("payload", "status", "==", match["state"], text=True)
    yield from _companies(norm, line, values)
    yield from _plans(norm, subject, values)
    if subject in ("contact", "profile"):
        yield from titled(norm, line)
    yield from _issues(norm, subject, line)
    if event == "meeting.ended":
        for match in _MEETING_WITH.finditer(norm):
            found, end = values.after(match.end())
            if found and found[0][:1].isupper():
                yield match.start(), end, Test("meeting", "customer", "==", found[0], text=True)


def _issues(norm: str, subject: str, line: Line) -> Iterator[Found]:
    """Issues that are open, or stand somewhere else."""
    for match in _OPEN_ISSUES.finditer(norm):
        yield match.start(), match.end(), Test("issue", "status", "==", "open", text=True)
    if subject == "issue":
        for match in _ISSUES_SO.finditer(norm):
            state = match["state"]
            test = Test("issue", "status", "==", "open" if state == "unresolved" else state, text=True)
            yield match.start(), match.end("state"), test
        for match in _ISSUE_STATE.finditer(norm):
            said = line.of(match, "state").words
            test = Test("issue", "status", "==", " ".join(word.raw for word in said), text=True)
            yield match.start(), match.end(), opposite(test) if match["not"] else test


def _urgent(norm: str) -> Iterator[Found]:
    """How urgent the ticket is."""
    for match in _IS_URGENT.finditer(norm):
        test = Test("ticket", "priority", "==", match["level"], text=True)
        yield match.start(), match.end(), opposite(test) if match["not"] else test


def _countries(norm: str, subject: str, line: Line) -> Iterator[Found]:
    record = subject if subject in ("contact", "company", "form") else "company" if subject == "customer" else "contact"
    if re.search(r"(?:companies|company|firms|businesses)(?: \S+){0,7}? (?:in|from|based)", norm) and subject != "form":
        record = "company"
    for match in _IN_COUNTRY.finditer(norm):
        word = line.words[line.at(match.start("list"))]
        if match["list"] == "us" and word.raw != "US":
            continue
        names = [
            line.words[place]
            for place in range(*line.within(*match.span("list")))
            if line.words[place].norm not in ("or", "and", ",", "the", "/")
        ]
        tests: list[Condition] = [Test(record, "country", "==", name, text=True) for name in _named(names)]
        test = tests[0] if len(tests) == 1 else Joined("or", tuple(tests))
        yield match.start(), match.end(), opposite(test) if match["not"] else test


def _named(words: list) -> list[str]:  # type: ignore[type-arg]
    """Country names, two-word ones put together."""
    found: list[str] = []
    for word in words:
        if found and f"{found[-1]} {word.raw}".lower() in TWO_WORD_COUNTRIES:
            found[-1] = f"{found[-1]} {word.raw}"
        else:
            found.append(word.raw)
    return found


def _deals(norm: str, event: str, values: Values) -> Iterator[Found]:
    """Stages: "in Proposal or Negotiation", "goes from Proposal to Closed Lost", "is won"."""
    taken = 0
    for match in _FROM_STAGE.finditer(norm):
        found, end = values.after(match.end())
        if _CAME.search(norm, 0, match.start()) and found and found[0].lower() not in STAGES:
            continue
        went = event == "deal.stage_changed" or (not event and _WENT.match(match[0]))
        if went and found and _is_name(found[0]):
            yield match.start(), end, Test("deal", "previousStage", "==", found[0], text=True)
            to = re.match(r" (?:back |on |over )?(?:in)?to (?:the |stage )*", norm[end:])
            if to:
                after, stop = values.after(end + to.end())
                if after:
                    yield end + 1, stop, Test("deal", "stage", "==", after[0], text=True)
                    taken = stop
    for match in _STAGE.finditer(norm, taken):
        found, end = values.after(match.end())
        small = (
            _SMALL_STAGE.match(norm, match.end())
            if event == "deal.stage_changed" and found and not _STANDS.match(match[0])
            else None
        )
        if small and not _is_name(found[0]):
            found, end = [small["stage"]], small.end()
        elif _NO_STAGE.match(norm, end) or not found or not _is_name(found[0]) or found[0].lower() in COUNTRIES:
            continue
        tests: list[Condition] = [Test("deal", "stage", "==", one, text=True) for one in found]
        test = tests[0] if len(tests) == 1 else Joined("or", tuple(tests))
        yield match.start(), end, opposite(test) if match["not"] else test
    for match in _CLOSED.finditer(norm) if event != "deal.stage_changed" else ():
        yield match.start(), match.end(), _deal_state(match["state"])
    if event == "deal.stage_changed":
        for match in _WON.finditer(norm):
            stage = "Closed Lost" if match["what"].startswith("l") else "Closed Won"
            yield match.start(), match.end(), Test("deal", "stage", "==", stage, text=True)


def _deal_state(said: str) -> Test:
    """Open deals have a status; won and lost ones stand in the stage of that name."""
    stage = {"won": "Closed Won", "lost": "Closed Lost"}.get(said)
    return Test("deal", "stage", "==", stage, text=True) if stage else Test("deal", "status", "==", said, text=True)


def _is_name(text: str) -> bool:
    """Whether a stage may be called so: a quote or a name with a capital, no weekday, no place for messages."""
    return (
        bool(text)
        and (text.lower() in STAGES or text[0].isupper() or " " in text or "-" in text)
        and text not in _SERVICES
        and text != "I"
    )


def _is_company(named: str) -> bool:
    """Whether a company may be called so: a name with a capital that is no service, trade, title or month."""
    return named[:1].isupper() and named not in _SERVICES and named.lower() not in _NO_TOWN


def _companies(norm: str, line: Line, values: Values) -> Iterator[Found]:
    for match in INDUSTRY.finditer(norm):
        group = next(name for name in ("kind", "kind2", "kind3", "kind4", "kind5") if match[name])
        sector = _any("company", "industry", values.listed(*match.span(group)))
        no = match["no"] or match["no2"] or denied(norm, match.start())
        whose = norm.index(" ", match.start()) + 1 if group == "kind3" else match.start()  # "Enterprise customers in …"
        yield whose, match.end(), opposite(sector) if no else sector
    for match in _AT_COMPANY.finditer(norm):
        found, end = values.after(match.end())
        named = found[0] if len(found) == 1 else ""
        if _is_company(named) and not _SORT_OF_COMPANY.match(norm[end:]):
            yield match.start("at"), end, Test("company", "name", "contains", named, text=True)
    for match in _TIER.finditer(norm):
        tier = _any("company", "tier", values.listed(*match.span("tier")))
        yield match.start(), match.end(), opposite(tier) if denied(norm, match.start()) else tier
    for match in _IS_TIER.finditer(norm):
        tier = _any("company", "tier", values.listed(*match.span("tier")))
        yield match.start(), match.end(), opposite(tier) if match["not"] else tier
    for match in _PLAN.finditer(norm):
        word = line.words[line.at(match.start("plan"))]
        if not (word.raw[:1].isupper() or word.kind == "quote" or match["plan"] in PLANS):
            continue
        listed, start = values.before(match.end("plan") + 1)
        if len(listed) > 1:
            several = _any("company", "plan", listed)
            yield min(start, match.start()), match.end(), opposite(several) if match["not"] else several
            continue
        test = Test("company", "plan", "==", word.value or word.raw, text=True)
        if word.raw in ("Success", "Save", "Project"):
            continue
        yield match.start(), match.end(), opposite(test) if match["not"] else test


def _plans(norm: str, subject: str, values: Values) -> Iterator[Found]:
    """ "Customers on Growth or Scale"."""
    listed = _ON_PLAN_TOO.finditer(norm) if subject in ("company", "customer") else ()
    for match in (*_ON_PLAN.finditer(norm), *listed):
        found, end = values.after(match.end())
        known = all((one[:1].isupper() or one in PLANS) and one not in _SERVICES for one in found)
        days = any(one.lower().rstrip("s") in WEEKDAYS for one in found)
        if found and known and not days and not _NO_PLAN.match(norm, end):
            test = _any("company", "plan", found)
            yield match.end(), end, opposite(test) if match["not"] else test


def _any(record: str, field: str, found: list[str]) -> Condition:
    """Any of these values."""
    tests: list[Condition] = [Test(record, field, "==", one, text=True) for one in found]
    return tests[0] if len(tests) == 1 else Joined("or", tuple(tests))


def _cities(norm: str, subject: str, values: Values) -> Iterator[Found]:
    """ "Contacts that live in Berlin": a place that is no country."""
    behind_title = place_of(norm)
    spots = [(match.start(), match.end(), match[0]) for match in _LIVES.finditer(norm)]
    spots += [(behind_title - 3, behind_title, "in ")] if behind_title is not None else []
    for start, spot, said in spots:
        found, end = values.after(spot)
        known = [
            one
            for one in found
            if one.lower() in COUNTRIES
            or not one[:1].isupper()
            or one.lower() in TWO_WORD_COUNTRIES
            or one in _SERVICES
            or one.lower() in _NO_TOWN
        ]
        place = re.search(r"(?:in|from) (?:the )?$", said)
        if found and not known and not _NO_CITY.match(norm, end):
            record = "company" if "compan" in said or subject == "company" else "contact"
            city = _any(record, "city", found)
            begins = start + (place.start() if place else 0)
            yield begins, end, opposite(city) if denied(norm, begins) else city
