"""Words as people type them: short forms, numbers in letters, and everyday words that are no misspelling."""

from functools import cache
from importlib.resources import files

CONTRACTIONS = {
    "can't": "can not", "cant": "can not", "won't": "will not", "wont": "will not", "cannot": "can not",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not",
    "hasnt": "has not", "havent": "have not", "wasnt": "was not", "wouldnt": "would not", "shouldnt": "should not",
    "theyre": "they are", "theyve": "they have", "let's": "let us", "who's": "who is", "everyone's": "everyone is",
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
}  # fmt: skip

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip


@cache
def everyday() -> frozenset[str]:
    """Everyday words; a word that is here, or in a table of the domain, is never taken for a misspelling."""
    return frozenset(files("sayso.copilot.hearing").joinpath("everyday.txt").read_text("utf-8").split())
