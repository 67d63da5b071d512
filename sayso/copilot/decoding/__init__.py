"""Constrained decoding: the grammar as a language model gets it, and what a prompt tells of the language."""

from sayso.copilot.decoding.grammar import model_grammar
from sayso.copilot.decoding.prompt import system_rules

__all__ = ["model_grammar", "system_rules"]
