"""Values of a field that has only some: "declining" of a trend that is rising, steady or falling."""

from sayso.copilot.hearing.meaning import Test
from sayso.dsl.catalog import Catalog
from sayso.dsl.types import Choice, Optional

MEANT: dict[str, tuple[str, ...]] = {
    "falling": ("declining", "down", "downward", "dropping", "decreasing", "worsening", "negative", "bad", "sinking"),
    "rising": ("improving", "up", "upward", "growing", "increasing", "positive", "good", "climbing"),
    "steady": ("stable", "flat", "constant", "unchanged", "neutral", "sideways"),
    "urgent": ("critical", "p0", "p1", "highest", "top", "emergency", "blocker", "sev1"),
    "high": ("p2", "important", "major", "sev2"),
    "normal": ("medium", "p3", "moderate", "default", "standard", "regular"),
    "low": ("p4", "minor", "lowest", "trivial"),
    "solved": ("resolved", "fixed", "done"),
}
"""Options, and the words people have for them."""


def option_meant(test: Test, catalog: Catalog) -> str:
    """The option that a value stands for; the value itself where it is one, or where nobody knows."""
    record = catalog.records.get(test.record)
    field = record.field(test.field) if record is not None else None
    kind = field.type.of if field is not None and isinstance(field.type, Optional) else field.type if field else None
    if not isinstance(kind, Choice) or test.value in kind.options:
        return test.value
    said = test.value.lower()
    return next((option for option in kind.options if option == said or said in MEANT.get(option, ())), test.value)


def told(said: str, option: str) -> str:
    """The assumption that one stands for the other."""
    return f"“{said}” is “{option}”"
