"""Is it allowed, and what can it do at worst? One call takes a text and a catalog and gives all that is known of it."""

from sayso.compiler.bounds import Bounds
from sayso.compiler.compiling import CHECKS, Compiled, compile, rules

__all__ = ["CHECKS", "Bounds", "Compiled", "compile", "rules"]
