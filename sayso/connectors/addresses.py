"""Whether a text is an email address that mail can be sent to; plain, and strict about control characters."""

import re
from typing import Final

LONGEST: Final = 254
PATTERN: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)


def is_email(text: str) -> bool:
    """Whether this is one address, with a domain, and nothing else."""
    return len(text) <= LONGEST and len(text.partition("@")[0]) <= 64 and PATTERN.fullmatch(text) is not None
