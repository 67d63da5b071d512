"""What do I see, and what may I write next? The language services that every editor asks, behind one class."""

from sayso.language.services import Services
from sayso.language.shapes import (
    Analysis,
    Completion,
    Completions,
    Formatted,
    HighlightWords,
    Hover,
    Piece,
    Place,
    Symbol,
)

__all__ = [
    "Analysis",
    "Completion",
    "Completions",
    "Formatted",
    "HighlightWords",
    "Hover",
    "Piece",
    "Place",
    "Services",
    "Symbol",
]
