"""Going to where something is set, and calling it otherwise."""

from sayso.dsl.blocks import find
from sayso.dsl.catalog import Catalog
from sayso.dsl.edit import EditProblem, rename
from sayso.dsl.flow import Flow
from sayso.language.data import defined_at
from sayso.language.shapes import Analysis, Formatted, Place
from sayso.language.tokens import Token, token_at

NO_NAME = "Put the caret on a name such as `@contact`."
UNREAD = "First mend the findings: the blocks of this flow have no safe reading yet."


def definition(analysis: Analysis, caret: int, catalog: Catalog) -> Place | None:
    """Where what stands under the caret is set."""
    token = token_at(analysis.text, caret)
    flow = analysis.compiled.flow
    if token is None or flow is None:
        return None
    if token.kind == "path":
        return defined_at(analysis, token, caret, catalog)
    return _listed(analysis.text, flow, token.words) if token.kind == "dotted" else None


def _listed(text: str, flow: Flow, tool: str) -> Place | None:
    """The place of a tool in its `use` line."""
    for use in flow.uses:
        if tool in use.tools:
            at = text.find(tool, use.span.start, use.span.end)
            return Place(at, at + len(tool), "The line that allows it.") if at >= 0 else None
    return None


def renamed(analysis: Analysis, caret: int, new: str) -> Formatted:
    """The text with the name under the caret called otherwise; else the same text and why."""
    flow, old, new = analysis.compiled.flow, name_at(analysis, caret), new.removeprefix("@")
    if flow is None or old is None:
        return Formatted(analysis.text, NO_NAME if flow is not None else UNREAD)
    facts = analysis.compiled.facts
    if facts is not None and any(new in brought for brought in facts.brought.values()):
        return Formatted(analysis.text, f"`@{new}` is another name here already.")
    try:
        return Formatted(rename(analysis.text, flow, old, new, find(flow, caret) or ()))
    except EditProblem as problem:
        return Formatted(analysis.text, str(problem))


def name_at(analysis: Analysis, caret: int) -> str | None:
    """The name that a path under the caret begins with, or that an input line declares."""
    token = token_at(analysis.text, caret)
    if token is None:
        return None
    if token.kind == "path":
        return token.words[1:].split(".")[0].split("[")[0]
    if token.kind == "key" and not token.cursor.call and _begins_line(analysis.text, token):
        return token.words.removesuffix(":")
    return None


def _begins_line(text: str, token: Token) -> bool:
    return not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip()
