"""The language services of one open flow: what an editor asks at every key. Pure: reads its arguments alone.

Every place counts code points from 0. No text, however broken, makes a service raise. What is remembered from one key
to the next makes the answers fast and never other than they would be without it.
"""

from collections.abc import Mapping

from sayso.compiler.rechecking import Checker
from sayso.copilot.suggesting.habits import Habits
from sayso.copilot.suggesting.suggest import Suggester
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Fix, apply_fix
from sayso.dsl.format import FormatProblem, format_text
from sayso.dsl.source import SourceProblem, normalise
from sayso.language import hovering
from sayso.language.colouring import pieces
from sayso.language.completing import completions
from sayso.language.finding import definition, renamed
from sayso.language.highlight import highlight_words
from sayso.language.outline import outline
from sayso.language.reading import problem_of, readable, unread
from sayso.language.shapes import Analysis, Completions, Formatted, HighlightWords, Hover, Piece, Place, Symbol

NO_VALUES: Mapping[str, str] = {}


class Services:
    """What an editor asks about one open flow; for another flow take other services."""

    def __init__(self, catalog: Catalog, habits: Habits | None = None) -> None:
        """`habits` are those of the flows that were learned from; without them nothing is predicted, only completed."""
        self.catalog = catalog
        self.habits = habits if habits is not None else Habits(catalog)
        self._checker = Checker()
        self._suggester = Suggester(self.habits, catalog)
        self._last: Analysis | None = None

    def analyse(self, text: str) -> Analysis:
        """The tree, the facts and every finding of a text."""
        if self._last is not None and self._last.text == text:
            return self._last
        problem = problem_of(text)
        if problem is not None:
            self._last = Analysis(text, unread(text, problem), (problem,))
        else:
            compiled = self._checker.check(readable(text), self.catalog)
            self._last = Analysis(text, compiled, compiled.diagnostics)
        return self._last

    def complete(self, text: str, caret: int, last_values: Mapping[str, str] = NO_VALUES) -> Completions:
        """What may stand at the caret; `last_values` are known by their paths as written, `@contact.email`."""
        if problem_of(text) is not None:
            return Completions(caret, caret)
        return completions(self._suggester, readable(text), caret, last_values)

    def hover(self, text: str, caret: int, last_values: Mapping[str, str] = NO_VALUES) -> Hover | None:
        """What stands under the caret, in words."""
        return hovering.hover(self._readable(text), caret, self.catalog, last_values)

    def fixes(self, text: str, start: int, end: int) -> list[Fix]:
        """What one click would mend in a stretch of the text, the smallest finding first; `start` may be `end`."""
        return [fix for finding in self.findings_in(text, start, end) for fix in finding.fixes]

    def findings_in(self, text: str, start: int, end: int) -> list[Diagnostic]:
        """The findings that touch a stretch of the text, the smallest first."""
        found = [one for one in self.analyse(text).findings if one.span.start <= end and start <= one.span.end]
        return sorted(found, key=lambda one: one.span.end - one.span.start)

    def fix(self, text: str, fix: Fix) -> str:
        """The text with a fix made."""
        return apply_fix(text, fix)

    def format(self, text: str) -> Formatted:
        """The text in its canonical form; where that would change its meaning, the same text and why."""
        try:
            return Formatted(format_text(normalise(text)))
        except (FormatProblem, SourceProblem) as problem:
            return Formatted(text, problem.sentence)

    def words(self) -> HighlightWords:
        """The words of the language and of the workspace, for colours."""
        return highlight_words(self.catalog)

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """The coloured pieces of a text, in order; a line that cannot be read has them too."""
        return tuple(pieces(text, self.catalog))

    def symbols(self, text: str) -> tuple[Symbol, ...]:
        """The outline of a text."""
        return outline(self._readable(text))

    def definition(self, text: str, caret: int) -> Place | None:
        """Where what stands under the caret is set: a name by its value, a tool by its `use` line."""
        return definition(self._readable(text), caret, self.catalog)

    def rename(self, text: str, caret: int, new: str) -> Formatted:
        """The text with the name under the caret called otherwise, wherever it means the same; else why not."""
        return renamed(self._readable(text), caret, new)

    def _readable(self, text: str) -> Analysis:
        """What is known of a text, with its places as they are and plain line ends."""
        found = self.analyse(text)
        plain = readable(text)
        return found if plain == text else Analysis(plain, found.compiled, found.findings)
