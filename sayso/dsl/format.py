"""Puts a text into its canonical form, and never changes what it says.

The output is read again and its tree compared; lines that cannot be read are kept as they were written.
"""

from sayso.dsl.parse import Parsed, parse
from sayso.dsl.print import print_flow


class FormatProblem(ValueError):
    """A text that cannot be put into form; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def format_text(text: str) -> str:
    """The normalised text in canonical form; raises FormatProblem where that would change its meaning."""
    parsed = parse(text)
    if parsed.flow is None:
        raise FormatProblem(parsed.diagnostics[0].sentence if parsed.diagnostics else "An `end` is missing.")
    formatted = print_flow(parsed.flow)
    again = parse(formatted)
    if again.flow != parsed.flow or _left_out(parsed) != _left_out(again):
        raise FormatProblem("This file was left as it is: in another form it would mean something else.")
    return formatted


def _left_out(parsed: Parsed) -> list[str]:
    """The findings, without those that form alone mends; one that vanishes tells of a line that is not in the tree."""
    return sorted(finding.slug for finding in parsed.diagnostics if finding.slug != "wrong-order")
