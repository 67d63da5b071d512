"""Is it allowed, and what can it do at worst? One call takes a text and a catalog and gives all that is known of it."""

from sayso.compiler.bounds import Bounds
from sayso.compiler.compiling import CHECKS, RULES, Compiled, compile

__all__ = ["CHECKS", "RULES", "Bounds", "Compiled", "compile"]
