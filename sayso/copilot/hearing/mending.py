"""Until it compiles: each finding is mended the way its fix says, or the step is left out and asked about."""

import re

from sayso.compiler import Compiled, compile
from sayso.copilot.hearing.marks import Written
from sayso.copilot.hearing.meaning import Ask
from sayso.dsl import edit
from sayso.dsl.blocks import Address, find, statement_at
from sayso.dsl.catalog import Catalog
from sayso.dsl.diagnostics import Diagnostic, Edit, Fix

ROUNDS = 10
"""Times the text is compiled anew before what still does not fit is left out."""

TOO_MANY = ("schedule-outruns-quota", "more-calls-than-allowed", "more-credits-than-allowed", "more-steps-than-allowed")

WARNINGS = ("unused-name", "unused-tool")
"""Findings that are no errors, and mended all the same."""

_MARK = re.compile(r"¤(\d+)")
_WRAPPED = re.compile(r"\n(?P<end> *end)  # (?P<mark>¤\d+)(?=\n|$)")
"""The mark of a step that a fix put a check around: it belongs to the step, not to the check's end."""


def mend(written: Written, catalog: Catalog) -> Compiled:
    """The text compiled, after all mends; steps that cannot be mended are gone and asked about in `written`."""
    text = written.text
    compiled = compile(text, catalog)
    for _ in range(ROUNDS):
        wrong = [finding for finding in compiled.diagnostics if finding.severity == "error" or finding.slug in WARNINGS]
        if not wrong:
            break
        after = _fixed(text, wrong)
        if after == text and any(finding.slug in TOO_MANY for finding in wrong):
            after = _fewer(text, written)
        if after == text:
            after = _without(text, compiled, wrong, written)
        if after == text:
            break
        text = after
        compiled = compile(text, catalog)
    return compiled


def _fixed(text: str, wrong: list[Diagnostic]) -> str:
    """The text with one fix for each finding, as far as they do not touch the same place."""
    edits: list[Edit] = []
    for finding in wrong:
        fix = _chosen(finding)
        if fix is None or any(_touch(one, other) for one in fix.edits for other in edits):
            continue
        edits.extend(fix.edits)
    for one in sorted(edits, key=lambda one: one.span.start, reverse=True):
        text = text[: one.span.start] + one.text + text[one.span.end :]
    return _WRAPPED.sub(r"  # \g<mark>\n\g<end>", text)


def _fewer(text: str, written: Written) -> str:
    """Half as many items in the loops whose number nobody said."""
    assumed = {guess.mark for guess in written.guesses if guess.current.startswith("at most")}
    rows = text.split("\n")
    for place, row in enumerate(rows):
        mark = _MARK.search(row)
        match = re.search(r"^(\s*for each .*? at most )(\d+)", row)
        if match and mark and int(mark[1]) in assumed and int(match[2]) > 1:
            rows[place] = f"{match[1]}{int(match[2]) // 2}{row[match.end() :]}"
            for guess in written.guesses:
                if guess.mark == int(mark[1]) and guess.current.startswith("at most"):
                    guess.current = f"at most {int(match[2]) // 2}"
                    guess.text = f"at most {int(match[2]) // 2} each time"
    return "\n".join(rows)


def _touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def _chosen(finding: Diagnostic) -> Fix | None:
    """The fix that changes least; none that would leave something to be decided."""
    fixes = [fix for fix in finding.fixes if "todo" not in "".join(one.text for one in fix.edits)]
    return fixes[0] if fixes else None


def _without(text: str, compiled: Compiled, wrong: list[Diagnostic], written: Written) -> str:
    """The text without the first step that cannot be mended."""
    for finding in wrong:
        if finding.severity != "error":
            continue
        address = find(compiled.flow, finding.span.start) if compiled.flow is not None else None
        if address is not None and compiled.flow is not None:
            return _left_out(text, compiled, address, finding, written)
        line = _line_at(text, finding.span.start)
        if " where " in line:
            _asked(line, finding, written)
            return text.replace(line, re.sub(r" where .*?(?=  # ¤|$)", "", line), 1)
        bare = re.sub(r" at most \d+ per \w+| with private data", "", line)
        if bare != line:
            return text.replace(line, bare, 1)
    return text


def _left_out(text: str, compiled: Compiled, address: Address, finding: Diagnostic, written: Written) -> str:
    assert compiled.flow is not None
    _asked(statement_at(compiled.flow, address).notes.after or "", finding, written)
    return edit.delete(text, compiled.flow, address)


def _asked(line: str, finding: Diagnostic, written: Written) -> None:
    """Ask about what was left out, where somebody had asked for it."""
    match = _MARK.search(line)
    mark = written.marks[int(match[1])] if match else None
    if mark is not None and mark.places:
        written.asks.append(
            Ask(
                slug="does-not-fit",
                question=f"I left a step out: {finding.sentence} What should it be?",
                places=mark.places,
            )
        )


def _line_at(text: str, offset: int) -> str:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[start : end if end >= 0 else len(text)]
