"""The one call that makes a model's grammar for a catalog."""

from collections.abc import Collection

from sayso.copilot.decoding.blanks import with_blanks
from sayso.copilot.decoding.derive import derive, pruned
from sayso.copilot.decoding.lean import lean
from sayso.copilot.decoding.lists import closed_lists
from sayso.copilot.decoding.notation import Form, Grammar, Item, write
from sayso.dsl.catalog import Catalog
from sayso.dsl.grammar import grammar_text

HEADING = "The grammar of Sayso with the names of one workspace, made from flow.lark. Blanks are written out."


def model_grammar(catalog: Catalog, allowed: Collection[str] | None = None) -> str:
    """Lark text whose sentences are flows that may call the `allowed` tools (None: all of the catalog).

    Plain enough for Lark, llguidance and the dialect of hosted models: no look-around, lazy repetition, priorities,
    templates, `%declare` or `%import`.
    """
    return write(_starting(lean(derived(catalog, allowed), "flow")), HEADING)


def derived(catalog: Catalog, allowed: Collection[str] | None = None) -> Grammar:
    """The same as rules, under the names they have in `flow.lark`."""
    return pruned(with_blanks(derive(grammar_text(), closed_lists(catalog, allowed))), "flow")


def _starting(grammar: Grammar) -> Grammar:
    return pruned(Grammar({"start": (Form((Item("flow"),)),)} | grammar.rules, grammar.terminals), "start")
