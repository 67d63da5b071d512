"""Email addresses, web addresses and phone numbers in the one form in which they are compared.

Nothing raises: what cannot be read as an address stays as it was written.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_CALLING: Final[dict[str, tuple[str, str]]] = {
    "AT": ("43", "0"), "AU": ("61", "0"), "BE": ("32", "0"), "BR": ("55", "0"), "CA": ("1", "1"), "CH": ("41", "0"),
    "CN": ("86", "0"), "CZ": ("420", ""), "DE": ("49", "0"), "DK": ("45", ""), "ES": ("34", ""), "FI": ("358", "0"),
    "FR": ("33", "0"), "GB": ("44", "0"), "GR": ("30", ""), "IE": ("353", "0"), "IL": ("972", "0"), "IN": ("91", "0"),
    "IT": ("39", ""), "JP": ("81", "0"), "KR": ("82", "0"), "MX": ("52", ""), "NL": ("31", "0"), "NO": ("47", ""),
    "NZ": ("64", "0"), "PL": ("48", ""), "PT": ("351", ""), "SE": ("46", "0"), "SG": ("65", ""), "TR": ("90", "0"),
    "US": ("1", "1"), "ZA": ("27", "0"),
}  # fmt: skip
"""Country: its calling code, and the digit dialled before a number inside the country."""
_EXTENSION: Final = r"(?i)(?:;ext=|\bext\.?|\bextension|x|#)\s*\d{1,7}\s*$"
_ESCAPED: Final = r"%([0-9a-fA-F]{2})"
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def fold(text: str) -> str:
    """The text without upper and lower case."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text.casefold())


def same_email(text: str) -> str:
    """The form that all spellings of one email address share: case-blind, no blanks around."""
    return fold(text.strip())


def same_phone(text: str, country: str = "US") -> str:
    """The number in E.164 ("+4930123456"), read as a number of that country where it names none; extensions dropped."""
    number = re.sub(_EXTENSION, "", text.strip().removeprefix("tel:")).strip()
    international = number.startswith("+")
    digits = "".join(c for c in number.replace("(0)", "" if international else "0") if c.isdecimal() and c.isascii())
    if not digits:
        return text.strip()
    if international:
        return "+" + digits
    if digits.startswith("00") and len(digits) > 8:
        return "+" + digits[2:]
    if country in ("US", "CA") and digits.startswith("011") and len(digits) > 11:
        return "+" + digits[3:]
    code, trunk = _CALLING.get(country, ("1", "1"))
    return "+" + code + (digits.removeprefix(trunk) if trunk else digits)


def same_url(text: str) -> str:
    """The form that all spellings of one web address share: no scheme, `www.`, fragment or closing slash.

    The host is case-blind, path and query are not.
    """
    text = text.strip()
    try:
        parts = urlsplit(text if "://" in text or text.startswith(("mailto:", "tel:")) else "https://" + text)
        port = parts.port
        host = (parts.hostname or "").removesuffix(".").removeprefix("www.")
    except ValueError:
        return text
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return text
    place = _ascii_host(host) + (f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else "")
    user = parts.netloc.rpartition("@")[0]
    path = _plain_escapes(parts.path).rstrip("/")
    return (user + "@" if user else "") + place + path + ("?" + _plain_escapes(parts.query) if parts.query else "")


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return fold(host)


def _plain_escapes(text: str) -> str:
    return re.sub(_ESCAPED, lambda found: _unescaped(found[1]), text)


def _unescaped(code: str) -> str:
    character = chr(int(code, 16))
    return character if character in _UNRESERVED else "%" + code.upper()
