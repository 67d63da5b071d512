"""The patterns of `matches`: checked while a flow is written, found in linear time while it runs.

The engine is RE2, so no pattern and no text can make it slow; what it leaves out (looking ahead, repeating a group's
text) is refused in plain words.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import re2

MAX_PATTERN: Final = 1_000

_REASONS: Final[tuple[tuple[str, str], ...]] = (
    ("missing )", "a bracket `(` is opened and never closed"),
    ("unexpected )", "a bracket `)` closes nothing"),
    ("missing ]", "a bracket `[` is opened and never closed"),
    ("invalid character class range", "a range in `[…]` runs backwards"),
    ("invalid character class", "what stands in `[…]` names no known group of characters"),
    ("no argument for repetition operator", "a `*`, `+`, `?` or `{…}` has nothing before it to repeat"),
    ("bad repetition operator", "two repetition signs stand next to each other"),
    ("invalid repetition size", "a piece may repeat at most 1000 times"),
    ("invalid perl operator", "looking ahead or behind, as in `(?=…)`, is not available"),
    ("invalid named capture group", "a group's name is not closed or is used twice"),
    ("trailing \\", "it ends with a lone `\\`"),
    ("invalid escape sequence", "a `\\` stands before a character that has no special meaning"),
    ("pattern too large", "it is too large"),
    ("invalid UTF-8", "it holds a character that is no text"),
)


def check_pattern(pattern: str) -> str | None:
    """What is wrong with a pattern, in a plain sentence, or None if it can be used."""
    if len(pattern) > MAX_PATTERN:
        return f"This pattern is longer than {MAX_PATTERN:,} characters."
    engine = _engine()
    try:
        _compiled(pattern)
    except engine.error as problem:
        return f"The pattern `{pattern}` can't be used: {_reason(problem)}."
    except UnicodeError:
        return f"The pattern can't be used: {dict(_REASONS)['invalid UTF-8']}."
    return None


def matcher(pattern: str) -> Callable[[object], bool | None]:
    """Whether a text holds the pattern anywhere, ignoring case; unknown for missing texts and for a bad pattern."""
    engine = _engine()
    try:
        search = _compiled(pattern).search
    except (engine.error, UnicodeError):
        return _unknown

    def run(text: object) -> bool | None:
        try:
            return search(text) is not None if isinstance(text, str) else None
        except UnicodeError:
            return None

    return run


def _engine() -> Any:
    """Loaded when the first pattern is met: most flows have none, and a command should begin quickly."""
    import re2

    return re2


def _compiled(pattern: str) -> "re2._Regexp":
    re2 = _engine()
    if len(pattern) > MAX_PATTERN:
        raise re2.error("pattern too large")
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = 1 << 20
    return re2.compile(pattern, options)


def _unknown(text: object) -> bool | None:
    return None


def _reason(problem: Exception) -> str:
    said = problem.args[0] if problem.args else ""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return next((reason for start, reason in _REASONS if words.startswith(start)), "it can't be read")
