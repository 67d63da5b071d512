"""Makes a guilty text small: takes away lines, then characters, as long as it stays guilty of the same."""

import time
from collections.abc import Callable


def smaller(text: str, guilty: Callable[[str], bool], seconds: float = 30) -> str:
    """The smallest text found in that time."""
    end = time.monotonic() + seconds
    for split, joined in ((_lines, "".join), (list, "".join)):
        text = joined(_fewer(split(text), lambda parts, joined=joined: guilty(joined(parts)), end))  # type: ignore[misc]
    return text


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _fewer(parts: list[str], guilty: Callable[[list[str]], bool], end: float) -> list[str]:
    """Without every stretch that is not needed: halves first, then ever shorter ones."""
    length = max(1, len(parts) // 2)
    while True:
        place = 0
        while place < len(parts) and time.monotonic() < end:
            fewer = parts[:place] + parts[place + length :]
            if fewer and guilty(fewer):
                parts = fewer
            else:
                place += length
        if length == 1 or time.monotonic() >= end:
            return parts
        length = max(1, length // 2)
