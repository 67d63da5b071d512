"""Numbers, money and times as they are written, in words."""

import re

UNITS = {
    "minute": "counted exactly",
    "hour": "counted exactly",
    "day": "calendar days, so at the same time of the day",
    "week": "calendar weeks, so at the same time of the day",
    "month": "calendar months, so on the same day",
    "year": "calendar years, so on the same day",
}
"""How a length of time is counted, by its unit."""
CURRENCIES = {"$": "US dollars", "€": "euros", "£": "pounds"}
"""What a sign of money stands for."""
THOUSANDS = {"k": 3, "m": 6}
"""How many zeros a letter behind a number stands for."""
_NUMBER = re.compile(r"(?P<sign>[$€£]?)(?P<whole>[\d_]+)(?:\.(?P<part>[\d_]+))?(?P<more>[km%]?)\Z")
_LENGTH = re.compile(r"[\d_.]+[ \t]+(?P<business>business[ \t]+)?(?P<unit>[a-z]+?)s?\Z")


def told_value(words: str, zone: str) -> str:
    """What a value says; "" where it says no more than it shows."""
    if (found := _LENGTH.match(words)) is not None:
        how = "Monday to Friday alone" if found["business"] else UNITS[found["unit"]]
        return f"A length of time, {how}."
    if ":" in words:
        return f"A {'date and a time' if '-' in words else 'time of day'} in {zone}."
    if "-" in words:
        return "A date: year, month, day."
    found = _NUMBER.match(words)
    return _number(found) if found is not None else ""


def _number(found: re.Match[str]) -> str:
    shown = _plain(found)
    if found["sign"]:
        return f"{shown} {CURRENCIES[found['sign']]}."
    if found["more"] == "%":
        return f"{shown} of a hundred."
    return f"The number {shown}." if found["more"] or "_" in found.group() else "A number."


def _plain(found: re.Match[str]) -> str:
    """The number with all its digits, grouped in thousands."""
    zeros = THOUSANDS.get(found["more"], 0)
    part = (found["part"] or "").replace("_", "")
    whole = found["whole"].replace("_", "") + part[:zeros].ljust(zeros, "0")
    digits = whole.lstrip("0") or "0"
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+\Z)", " ", digits)
    rest = part[zeros:]
    return f"{grouped}.{rest}" if rest else grouped
