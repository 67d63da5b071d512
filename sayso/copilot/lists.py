"""Parts of lists in English: "the external meetings, earliest first", "the first 10 deals"."""

from collections.abc import Callable

from sayso.copilot.english import is_plural, words_of
from sayso.copilot.naming import Names
from sayso.copilot.readback_words import SINCE
from sayso.dsl.expressions import Binary, Boolean, Expression, Field, Name, Number, Sorted, Take, Where
from sayso.dsl.types import Scalar

Part = Where | Sorted | Take

_DATES = ("date", "datetime", "time")
_TEXTS = frozenset({"name", "full name", "first name", "last name", "title", "email", "city", "country"})
_BARE = frozenset({"start", "end", "date", "time"})


class Lists:
    """Says parts of lists; `value` says the lists themselves, `clause` what holds of their items."""

    def __init__(self, names: Names, value: Callable[[Expression], str], clause: Callable[[Where], str]) -> None:
        self.names = names
        self.value = value
        self.clause = clause

    def said(self, part: Part) -> str:
        """A part of a list as a phrase."""
        match part:
            case Where():
                return self._where(part)
            case Sorted():
                return f"{self.value(part.of)}, {self.order(part)}"
            case Take(end=end, count=Number(value=count), of=of) if count == 1:
                return f"the {end} of {self.value(of)}"
            case Take(end=end, count=count, of=Name() as of):
                return f"the {end} {self.value(count)} {self.value(of).removeprefix('the ')}"
            case Take(end=end, count=count, of=of):
                return f"the {end} {self.value(count)} of {self.value(of)}"

    def _where(self, part: Where) -> str:
        said = self.value(part.of)
        adjective = self.adjective(part)
        if adjective and isinstance(part.of, Name) and said.startswith("the "):
            return f"the {adjective} {said.removeprefix('the ')}"
        return f"{said} {self.clause(part)}"

    def adjective(self, part: Where) -> str | None:
        """The one word that a condition comes to: "external" for `where @it.external`."""
        condition = part.condition
        if isinstance(condition, Binary) and condition.operator == "==" and condition.right == Boolean(value=True):
            condition = condition.left
        if not (isinstance(condition, Field) and isinstance(condition.of, Name)):
            return None
        words = words_of(condition.name)
        own = condition.of.name in self.names.elements(part)
        return words if own and " " not in words else None

    def order(self, part: Sorted) -> str:
        """The order of a list: "highest value first"."""
        key, down = part.key, part.descending
        if isinstance(key, Field) and key.name in SINCE:
            return f"{'oldest' if down else 'latest'} {words_of(SINCE[key.name])} first"
        words = words_of(key.name) if isinstance(key, Field) else "" if isinstance(key, Name) else "sum"
        kind = self.names.type_of(key)
        scalar = kind.name if isinstance(kind, Scalar) else ""
        if scalar in _DATES or (not scalar and isinstance(key, Field) and key.name.endswith(("At", "Date"))):
            return " ".join(f"{'latest' if down else 'earliest'} {'' if words in _BARE else words} first".split())
        if scalar == "text" or (not scalar and words in _TEXTS):
            return (f"by {words}" if words else "by the alphabet") + (", from Z to A" if down else "")
        many = is_plural(words.split(" ", 1)[0]) if words else False
        size = ("most" if down else "fewest") if many else ("highest" if down else "lowest")
        return " ".join(f"{size} {words} first".split())
