"""Where something stands in a flow's text.

A span counts code points in the normalised text (see `source.normalise`). Spans never take part in equality: two
trees that say the same are equal wherever they stand.
"""

import msgspec


class Span(msgspec.Struct, frozen=True, eq=False, array_like=True, gc=False):
    """From `start` up to, not including, `end`; both count code points from the start of the text."""

    start: int = 0
    end: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Span)

    def __hash__(self) -> int:
        return 0

    def shifted(self, by: int) -> "Span":
        """The same place when `by` code points were put before it."""
        return Span(self.start + by, self.end + by)


NOWHERE = Span()
