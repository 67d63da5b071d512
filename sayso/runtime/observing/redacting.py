"""Takes secrets out of whatever is about to be logged: by the name of a field, by its looks, and by what it is.

Secrets that are registered are found anywhere, also in base64, in an address or inside JSON.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any, Final
from urllib.parse import quote, quote_plus

GONE: Final = "[redacted]"
SHORTEST: Final = 6
"""Characters. A shorter secret is not looked for: it would be found in every other word."""
LONGEST_TEXT: Final = 10_000
"""Characters of a text in a log line; the rest is cut, after the secrets were taken out."""
_LONGEST_READ: Final = 40_000
_DEEPEST: Final = 8
_MOST: Final = 200

_NAMES: Final = re.compile(
    r"passw(?:or)?d|passphrase|pwd$|token|secret|authori[sz]ation|cookie|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key"
    r"|signature|credential|bearer|dsn$|^auth$|session[-_ ]?id",
    re.IGNORECASE,
)
"""Fields whose values are never logged."""
_LOOKS: Final = (
    (re.compile(r"(?<=://)[^/\s:@]{0,200}:[^/\s@]{1,200}(?=@)"), GONE),
    (re.compile(r"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}", re.IGNORECASE), rf"\1 {GONE}"),
    (re.compile(r"\b(?:sk|rk|pk|xox[abprs]|ghp|gho|ghs|github_pat|whsec|tvly|shpat)[-_][A-Za-z0-9_-]{8,}"), GONE),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"), GONE),
    (
        re.compile(
            r"""(?i)\b([\w-]{0,40}(?:password|passwd|token|secret|api[-_]?key|signature)["']?\s?[=:]\s?)"""
            r"""("[^"]{0,500}"|'[^']{0,500}'|[^\s"',;&]{1,500})"""
        ),
        rf"\1{GONE}",
    ),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", re.DOTALL), GONE),
)
"""What gives a secret away by its looks: in an address, after `Bearer`, `sk_…`, a signed token, `password=…`."""


class Redactor:
    """Knows the secrets of the process, and takes them out of texts and fields. Only ever grows."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._values: tuple[str, ...] = ()
        for secret in secrets:
            self.register(secret)

    def register(self, secret: str) -> bool:
        """Look for this secret from now on; False where it is too short to be told from other words."""
        if len(secret) < SHORTEST:
            return False
        found = {*self._values, *_spellings(secret)}
        self._values = tuple(sorted(found, key=lambda value: (-len(value), value)))
        return True

    def text(self, text: str) -> str:
        """The text without secrets, cut where it is long."""
        text = text[:_LONGEST_READ]
        for value in self._values:
            text = text.replace(value, GONE)
        for pattern, instead in _LOOKS:
            text = pattern.sub(instead, text)
        return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"

    def value(self, value: object, depth: int = 0) -> object:
        """Plain data without secrets; anything else as the text it would be shown as."""
        if value is None or isinstance(value, bool | int | float):
            return GONE if str(value) in self._values else value
        if isinstance(value, str):
            return self.text(value)
        if depth >= _DEEPEST:
            return "…"
        if isinstance(value, Mapping):
            return self.fields(value, depth)
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value(one, depth + 1) for one in list(value)[:_MOST]]
        if isinstance(value, bytes | bytearray):
            return self.text(bytes(value[:_LONGEST_READ]).decode("utf-8", "replace"))
        return self.text(str(value))

    def fields(self, fields: Mapping[Any, object], depth: int = 0) -> dict[str, object]:
        """Named fields without secrets, and without the values of fields named like one."""
        return {
            self.text(str(name)): GONE if hides(str(name)) and value else self.value(value, depth + 1)
            for name, value in list(fields.items())[:_MOST]
        }

    def __call__(self, logger: object, method: str, event: MutableMapping[str, object]) -> dict[str, object]:
        """One line of the log, as structlog hands it from processor to processor."""
        return self.fields(dict(event))


def hides(name: str) -> bool:
    """Whether a field of this name holds a secret."""
    return _NAMES.search(name) is not None


def _spellings(secret: str) -> set[str]:
    """The ways a secret may stand in a text: plain, in an address, in JSON, shown by Python, and in base64."""
    raw = secret.encode("utf-8", "replace")
    coded = {base64.b64encode(raw).decode().rstrip("="), base64.urlsafe_b64encode(raw).decode().rstrip("=")}
    plain = {secret, quote(secret, safe=""), quote(secret), quote_plus(secret)}
    return plain | coded | {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}
