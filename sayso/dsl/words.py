"""Names as words: what a field is called in a sentence."""

import re

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")
_OWN = {"linkedinUrl": "LinkedIn address", "email": "email address", "url": "address", "id": "id"}


def words_of(name: str) -> str:
    """`closeDate` as "close date"; a few names have words of their own."""
    return _OWN.get(name) or " ".join(part.lower() for part in _HUMP.split(name) if part)
