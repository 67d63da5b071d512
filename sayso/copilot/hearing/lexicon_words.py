"""Words as people type them: short forms, numbers in letters, and everyday words that are no misspelling."""

from functools import cache
from importlib.resources import files

CONTRACTIONS = {
    "can't": "can not", "cant": "can not", "won't": "will not", "wont": "will not", "cannot": "can not",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "hasnt": "has not", "havent": "have not", "wasnt": "was not", "wouldnt": "would not", "shouldnt": "should not",
    "theres": "there is", "thats": "that is", "werent": "were not", "couldnt": "could not", "hadnt": "had not",
    "weve": "we have", "youve": "you have", "ive": "i have", "youre": "you are", "im": "i am",
    "theyre": "they are", "theyve": "they have", "let's": "let us", "who's": "who is", "everyone's": "everyone is",
    "havnt": "have not", "dosnt": "does not", "doesent": "does not", "didint": "did not",
    "arnt": "are not", "cannt": "can not",
    "atleast": "at least", "aswell": "as well", "incase": "in case", "alot": "a lot", "upto": "up to",
    **{f"{every}{unit}": f"every {unit}" for every in ("every", "evry", "evey", "ever", "eveyr")
       for unit in ("time", "day", "week", "month", "hour", "monday", "tuesday", "wednesday", "thursday", "friday")},
}  # fmt: skip

SHORT = {
    "pls": "please", "plz": "please", "thru": "through", "b4": "before", "n": "and", "w": "with", "u": "you",
    "ur": "your", "em": "them", "'em": "them", "wks": "weeks", "wk": "week", "hrs": "hours", "hr": "hour",
    "mins": "minutes", "min": "minutes", "secs": "seconds", "mon": "monday", "tue": "tuesday", "tues": "tuesday",
    "wed": "wednesday", "thu": "thursday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
    "mths": "months", "mth": "month", "yr": "year", "yrs": "years", "msg": "message", "mtg": "meeting",
    "mtgs": "meetings", "cal": "calendar", "asap": "immediately", "tmrw": "tomorrow", "tmr": "tomorrow",
    "ppl": "people", "acct": "account", "accts": "accounts", "opp": "opportunity", "opps": "opportunities",
    "sat": "saturday", "sun": "sunday", "r": "are", "abt": "about", "mgr": "manager", "dir": "director",
    "replys": "replies", "calender": "calendar", "wen": "when", "wenever": "whenever",
    "til": "until", "till": "until", "okd": "approved", "oked": "approved", "scroe": "score",
    "reveiw": "review", "waht": "what", "tiket": "ticket",
    "evryone": "everyone", "smth": "something", "befor": "before", "bfore": "before", "ok'd": "approved",
    "txt": "text", "chanel": "channel", "loged": "logged",
    "remindr": "reminder", "custommer": "customer", "snd": "send", "snds": "sends", "sned": "send", "gos": "goes",
    "wiat": "wait", "emial": "email", "emials": "emails", "emali": "email", "eamil": "email", "teh": "the",
    "hte": "the", "taht": "that", "adn": "and", "tehn": "then", "thier": "their", "wiht": "with", "wehn": "when",
    "whne": "when",
    "tiem": "time", "laed": "lead", "laeds": "leads", "dela": "deal", "delas": "deals", "taks": "task", "evry": "every",
    "evey": "every", "somone": "someone", "sombody": "somebody", "fils": "fills", "webhok": "webhook",
    "contcat": "contact", "creat": "create", "craete": "create", "ceate": "create", "wirte": "write", "wriet": "write",
     "repli": "reply", "awnser": "answer", "anser": "answer", "writ": "write",
    "clinet": "client", "cleint": "client", "clinets": "clients", "cleints": "clients", "dael": "deal",
}  # fmt: skip

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1_000,
    "million": 1_000_000,
}  # fmt: skip


HAPPENED = frozenset(
    ("done", "over", "finished", "ended", "won", "lost", "gone", "left", "been", "escalated", "submitted", "inactive",
     "dark", "silent", "joined", "signed", "filled", "dropped", "fallen", "dropping", "falling", "slipping",
     "leaving", "quit", "reached", "arrived",
     "replied", "answered", "completed", "unhealthy", "wrapped", "coming", "about", "just", "not", "now")
)  # fmt: skip
"""What has happened: before these words "meeting's" is "meeting is"."""

HAS_JUST = frozenset(
    ("joined", "signed", "filled", "left", "been", "replied", "answered", "arrived", "reached", "dropped")
)
"""The same, where it is "has"."""

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
"""Places in a row, in letters; the first four are words of their own, because they count weekdays as well."""

OPENING = frozenset(
    ("if", "when", "whenever", "once", "as", "soon", "after", "unless", "and", "but", "only", "every", "time", "for",
     "each", "otherwise", "else", "in", "should")
)  # fmt: skip
"""Words that open a clause and say nothing of what it is about."""


@cache
def everyday() -> frozenset[str]:
    """Everyday words; a word that is here, or in a table of the domain, is never taken for a misspelling."""
    return frozenset(files("sayso.copilot.hearing").joinpath("everyday.txt").read_text("utf-8").split())
