"""How people say when and how often."""

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip

_WD = r"(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)"
_DAYS = rf"{_WD}(?:(?: ,| and| &| , and| or| /| \+) {_WD})*"
_NTH = r"(?:first|second|third|fourth|last|1th|2th|3th|4th)"
_EACH = r"(?:every|each|a|the|any|per)"
_MONTH = rf"(?:{'|'.join(MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"

EVERY: tuple[tuple[str, str], ...] = (
    (
        rf"(?:on )?(?:the |every |each )?(?P<nth>{_NTH}) (?P<days>{_WD}) (?:(?:of|in) )?(?:{_EACH} (?:new )?months?|"
        rf"monthly|"
        r"of month)",
        "month",
    ),
    (r"(?:on )?(?:the |every |each )?last (?:working |business )?day of (?:the|each|every) months?", "month end"),
    (r"(?:on |by )?(?:the |every |each )?(?P<day>\d{1,2})(?:th)?(?: day)? of (?:each|every|the|a) months?", "month"),
    (
        r"(?:on )?(?:every|each) (?P<day>\d{1,2})th(?! (?:of|\w*day|weeks?|months?|quarters?|years?|hours?|minutes?|"
        r"contacts?|deals?|"
        r"leads?|e-?mails?|customers?|time|one|\w+s)(?!\S))",
        "month",
    ),
    (r"(?:on )?(?:the |every |each )?first day of (?:the|each|every) months?", "month first"),
    (rf"(?:every month|each month|monthly|once a month)(?: ,)? on the (?P<nth>{_NTH}) (?P<days>{_WD})", "month"),
    (
        rf"(?:every quarter|each quarter|quarterly|once a quarter)(?: ,)? on the (?P<nth>{_NTH}) (?P<days>{_WD})",
        "quarter",
    ),
    (
        rf"(?P<first>{_WD}) (?:to|through|until|till|-|–) (?P<last>{_WD})"
        r"(?= (?:at |around |T\d|,|:))(?<!monday to friday)",
        "days",
    ),
    (
        r"(?:every month|each month|monthly|once a month)(?: ,)? on the (?P<day>\d{1,2}|first|second|third|"
        r"fourth)(?:th)?",
        "month",
    ),
    (rf"on the (?P<nth>{_NTH}) (?P<days>{_WD})(?= (?:T\d|at |around |,|:|->|¶|•|noon|midnight|eod|cob))", "month"),
    (r"on the (?P<day>\d{1,2})th(?= (?:T\d|at |,|:|¶|•|each|every))(?! of)", "month"),
    (rf"(?:once )?(?:every|each) (?:other|second) (?P<days>{_WD})", "2 weeks"),
    (rf"(?:every|each) (?:2|other|second) weeks?(?: ,)?(?: on)? (?P<days>{_DAYS})", "2 weeks"),
    (rf"(?:biweekly|fortnightly|bi-weekly)(?: ,)?(?: on)? (?P<days>{_DAYS})", "2 weeks"),
    (rf"(?P<days>{_WD})(?: every| ,? every) (?:other|second|2) weeks?", "2 weeks"),
    (r"(?:every|each) (?:2 weeks|other week|second week|fortnight)|fortnightly|bi-?weekly", "2 weeks"),
    (r"(?:every|each) (?P<count>\d+) (?P<unit>minutes|hours|days|weeks|months)", "count"),
    (r"(?:every|each) other day", "2 days"),
    (
        (
            r"(?:once )?(?:every|each|on|per)(?: single)? (?:weekdays?|working days?|workdays?|business "
            r"days?|work days?)"
        ),
        "weekday",
    ),
    (
        (
            r"on (?:weekdays|workdays|working days|business days)|weekdays|workdays|(?:weekday|workday|working "
            r"day)(?= (?:mornings?|afternoons?|"
            r"evenings?|nights?))|monday (?:to|through|until|"
            r"-) friday|weekdaily"
        ),
        "weekday",
    ),
    (
        r"(?:(?:on|at|over|during) )?(?:the |every |each |all )*weekends?(?= (?:at |around |T\d|mornings?|evenings?|"
        r"afternoons?|"
        r"noon|,|:)|$)|(?:every|each) weekend|on weekends|weekends",
        "weekend",
    ),
    (rf"(?:weekly|every week|each week|once a week)(?: ,)?(?: on)? (?:a )?(?P<days>{_DAYS})", "week"),
    (rf"(?:come |on )?(?P<days>{_DAYS})(?: ,)? (?:of )?(?:each|every) week|come (?P<days2>{_DAYS})", "week"),
    (r"^(?:please |and |ok )*tomorrow(?: (?:morning|afternoon|evening|night))?|(?<=^remind me )tomorrow", "tomorrow"),
    (rf"(?<=^remind me )(?:on |this |next |coming )+(?P<days>{_WD})(?=$| (?!at |around ))(?! (?:and|or) )", "next day"),
    (rf"^(?:(?:on|this|next|coming) )+(?P<days>{_WD})(?= , remind me )", "next day"),
    (rf"^(?P<date>\d{{1,2}}(?:th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:th)?)(?= (?:at |T\d|,|:|->|noon))", "once"),
    (rf"(?:every|each)(?: single)? (?P<days>{_DAYS})", "week"),
    (rf"on (?P<days>{_WD}s(?:(?: ,| and| &| , and) {_WD}s)*)", "week"),
    (rf"(?:on )?(?P<days>{_WD}s?(?:(?: /| \+|, | &| ,) {_WD}s?)+)", "week"),
    (
        (
            rf"(?<!next )(?<!last )(?<!this )(?<!until )(?<!on )(?<!to )(?<!by )(?<!for )(?P<days>{_WD}s?"
            rf"(?:(?: ,| and| &| , and) {_WD}s?)*)(?= "
            rf"(?:at |around |T\d|mornings?|evenings?|afternoons?|noon))"
        ),
        "week",
    ),
    (rf"(?<!\S)(?P<days>{_WD}s(?:(?: ,| and| &| , and) {_WD}s?)*)(?!\S)", "week"),
    (
        (
            r"(?:every|each) (?:quarter|3 months)|quarterly|once (?:a|per|every) quarter|(?:at the "
            r")?(?:start|end|beginning) of (?:every|each) quarter"
        ),
        "quarter",
    ),
    (r"(?:every|each) month|monthly|once (?:a|per) month", "month"),
    (r"(?:every|each) week|weekly|once (?:a|per) week(?! (?:has|have|is|passes|passed|goes|went|later|over))", "week"),
    (r"(?:every|each) hour|hourly|once (?:an|per) hour|(?:at )?the top of (?:every|each) hour", "hour"),
    (r"(?:every|each)(?: single)? minutes?", "minute"),
    (
        (
            r"(?:every|each)(?: single)? (?:day|morning|evening|night|afternoon)|daily(?! (?:max|maximum|limit|cap|"
            r"quota|ceiling)(?!\S))|nightly|once "
            r"(?:a|per) day|every 24 hours|at the end of (?:every|each|the) day"
        ),
        "day",
    ),
    (rf"(?:on )?(?:the )?(?P<date>\d{{1,2}}(?:th)?(?: of)? {_MONTH}(?: ,)? \d{{4}})", "once"),
    (rf"(?:on )?(?P<date>{_MONTH} \d{{1,2}}(?:th)?(?: ,)? \d{{4}})", "once"),
    (rf"on (?:the )?(?P<date>\d{{1,2}}(?:th)?(?: of)? {_MONTH})(?! \d{{4}})", "once"),
    (rf"on (?P<date>{_MONTH} \d{{1,2}}(?:th)?)", "once"),
    (r"(?:on )?(?P<date>D\d{8})", "once"),
)
"""What to look for, and how often it means; the first that is found anywhere counts."""

TIME = (
    r"(?:T\d{4}(?: hours)?(?: in the (?:morning|afternoon|evening))?|half(?: past)? (?:\d{1,2}|one)|(?:\d{1,2}|one) "
    r"o'clock|(?:a "
    r")?quarter (?:past|to) (?:\d{1,2}|one)"
    r"|noon|midday|midnight|eod|cob|close of business|end of (?:the )?(?:business )?day)"
    r"(?: in the (?:morning|afternoon|evening)| at night| pm| am)?"
)
BARE_TIME = (
    r"(?:at|around|about|by) (?:around |about )?(?P<hour>\d{1,2}|one(?= o'clock| in the| sharp))(?: o'clock| sharp)?"
    r"(?: (?:in the|each|every) (?P<part>morning|afternoon|evening|night))?(?! (?:%|days?|"
    r"hours?|minutes?|weeks?|months?|per|emails|(?!(?:mon|tues|wednes|thurs|fri|satur|sun)days)\w+s(?!\S)))"
)
FIXED = {
    "noon": "12:00",
    "midday": "12:00",
    "midnight": "00:00",
    "eod": "17:00",
    "cob": "17:00",
    "close of business": "17:00",
}
END_OF_DAY = r"end of (?:the )?(?:business )?day"

ZONES = {
    "london": "Europe/London",
    "uk": "Europe/London",
    "berlin": "Europe/Berlin",
    "german": "Europe/Berlin",
    "paris": "Europe/Paris",
    "madrid": "Europe/Madrid",
    "rome": "Europe/Rome",
    "amsterdam": "Europe/Amsterdam",
    "vienna": "Europe/Vienna",
    "zurich": "Europe/Zurich",
    "dublin": "Europe/Dublin",
    "lisbon": "Europe/Lisbon",
    "stockholm": "Europe/Stockholm",
    "oslo": "Europe/Oslo",
    "copenhagen": "Europe/Copenhagen",
    "helsinki": "Europe/Helsinki",
    "warsaw": "Europe/Warsaw",
    "prague": "Europe/Prague",
    "brussels": "Europe/Brussels",
    "athens": "Europe/Athens",
    "istanbul": "Europe/Istanbul",
    "moscow": "Europe/Moscow",
    "dubai": "Asia/Dubai",
    "new york": "America/New_York",
    "eastern": "America/New_York",
    "est": "America/New_York",
    "boston": "America/New_York",
    "et": "America/New_York",
    "edt": "America/New_York",
    "toronto": "America/Toronto",
    "chicago": "America/Chicago",
    "central": "America/Chicago",
    "cst": "America/Chicago",
    "denver": "America/Denver",
    "mountain": "America/Denver",
    "los angeles": "America/Los_Angeles",
    "san francisco": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "sao paulo": "America/Sao_Paulo",
    "mexico city": "America/Mexico_City",
    "singapore": "Asia/Singapore",
    "tokyo": "Asia/Tokyo",
    "japan": "Asia/Tokyo",
    "hong kong": "Asia/Hong_Kong",
    "shanghai": "Asia/Shanghai",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "india": "Asia/Kolkata",
    "indian": "Asia/Kolkata",
    "ist": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata",
    "sydney": "Australia/Sydney",
    "melbourne": "Australia/Melbourne",
    "auckland": "Pacific/Auckland",
    "utc": "UTC",
    "gmt": "UTC",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "bst": "Europe/London",
}
"""Places and short forms that name a time zone; what is no abbreviation needs "time" behind it."""

BARE_ZONES = ("utc", "gmt", "cet", "cest", "bst", "est", "edt", "pst", "pdt", "cst", "ist")

DURATION = (
    r"(?P<count>\d+(?:\.\d+)?|an?|one|half an|(?:a )?couple(?: of)?|a few|another|one more)(?: "
    r"more| further| extra| full| whole)?"
    r" (?P<kind>business |working )?(?P<unit>minutes?|hours?|days?|weeks?|months?|quarters?|years?|fortnights?)"
)
PLAIN_DURATION = re.sub(r"\(\?P<\w+>", "(?:", DURATION)
"""The same without names for its parts."""

FEW = {
    "a": 1,
    "an": 1,
    "one": 1,
    "another": 1,
    "one more": 1,
    "couple": 2,
    "couple of": 2,
    "a couple": 2,
    "a couple of": 2,
    "a few": 3,
}
