"""Group 4, bounds: the proven worst case of a flow per run, day and week, with its arithmetic, and its rules."""

from sayso.compiler.bounds.proof import bound
from sayso.compiler.bounds.rules import RULES, check
from sayso.compiler.bounds.shape import Bounds, Count, Each
from sayso.compiler.bounds.words import arithmetic, words

__all__ = ["RULES", "Bounds", "Count", "Each", "arithmetic", "bound", "check", "words"]
