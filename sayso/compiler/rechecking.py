"""Checks a flow again and again while it is edited; each time only what an edit can have changed.

What comes out is what `compile` gives. Statements that did not change keep their nodes, which are moved to where they
stand now: the tree and the facts of a result are good until the next check, everything else for ever. A program that is
asked for after that is made from its text.
"""

from sayso.compiler.compiling import Compiled, compile_parsed
from sayso.compiler.facts import Remembered
from sayso.dsl.catalog import Catalog
from sayso.dsl.reparse import Rereader


class Checker:
    """Checks one flow under the hands of somebody; for another flow take another checker."""

    def __init__(self) -> None:
        """Nothing was checked yet."""
        self._rereader = Rereader()
        self._remembered = Remembered()
        self._last: Compiled | None = None

    def check(self, text: str, catalog: Catalog) -> Compiled:
        """What `compile` gives for a normalised text."""
        if self._last is not None and self._last.lowerable is not None:
            self._last.lowerable.let_go()
        compiled = self._last = compile_parsed(text, self._rereader.parse(text), catalog, self._remembered)
        if compiled.facts is not None:
            self._remembered.forget_all_but(compiled.facts.body)
        return compiled
