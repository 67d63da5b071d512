"""One call for everything that is offered while somebody types: `Suggester.suggest(text, caret)`.

What is offered can be taken with one key: after its edits the text can be read, and compiles where nothing is left to
decide. The same text at the same caret gives the same list.
"""

import re
from collections.abc import Iterable, Iterator

from sayso.compiler.header import list_tool
from sayso.copilot.suggesting.completing import PERSON_TAILS, Entry, entries
from sayso.copilot.suggesting.cursor import Cursor, cursor_at
from sayso.copilot.suggesting.habits import Habits
from sayso.copilot.suggesting.reach import Looker, Reach
from sayso.copilot.suggesting.shapes import Suggestion, TextEdit
from sayso.copilot.suggesting.steps import Writer, Written, hole
from sayso.copilot.suggesting.words import token_words
from sayso.dsl.catalog import Catalog
from sayso.dsl.parse import parse

MOST = 12
"""So many suggestions at most."""
STEPS = 6
"""So many next steps, where nothing is typed yet."""
LONGEST_LINE = 4_000
"""No suggestions in a line that is longer."""
_GIVEN = re.compile(r"\b([A-Za-z_]\w*):(?!:)")


class Suggester:
    """Suggests in one flow while it is edited: it remembers what did not change since the last key."""

    def __init__(self, habits: Habits, catalog: Catalog) -> None:
        """`habits` are those of the flows that were learned from."""
        self.habits, self.catalog = habits, catalog
        self._looker = Looker()

    def suggest(self, text: str, caret: int, most: int = MOST) -> tuple[Suggestion, ...]:
        """What may stand at the caret of a normalised text, the likeliest first, so many at most."""
        cursor = cursor_at(text, caret)
        if len(cursor.head) > LONGEST_LINE or _in_comment(cursor):
            return ()
        rest = text[cursor.caret : cursor.end]
        begins = (
            cursor.typed == cursor.word
            and not rest.strip()
            and not cursor.path
            and not cursor.in_text
            and not cursor.call
        )
        reach = self._looker.at(text, cursor, self.catalog, begins)
        found: Iterator[Suggestion]
        if begins and reach.site is not None:
            found = self._steps(text, cursor, reach)
        elif begins:
            found = iter(())
        else:
            found = self._completions(text, cursor, reach)
        return tuple(_first(found, most))

    # ------------------------------------------------------------------ steps

    def _steps(self, text: str, cursor: Cursor, reach: Reach) -> Iterator[Suggestion]:
        """The next step: those that flows take here, then every tool whose name begins so."""
        assert reach.site is not None
        writer = Writer(reach, self.habits, self.catalog)
        typed, offered = cursor.word.casefold(), set[str]()
        known = bool(reach.listed)
        for prediction in self.habits.next(reach.site, reach.listed, known):
            written = writer.step(prediction.token)
            words = token_words(prediction.token, self.catalog)
            if written is None or not _begins(typed, [written.text, *written.tools, *words.split()]):
                continue
            offered.add(written.text.split("(")[0])
            yield self._step(text, cursor, reach, written, words, prediction.reason)
            if not typed and len(offered) == STEPS:
                return
        for name, tool in self.catalog.tools.items() if typed else ():
            if _begins(typed, [name, name.rpartition(".")[2], *tool.words]) and self._allowed(name):
                written = writer.call(tool)
                if written.text.split("(")[0] not in offered:
                    yield self._step(text, cursor, reach, written, tool.sentence, f"Its name begins with “{typed}”.")

    def _allowed(self, tool: str) -> bool:
        allowed = self.catalog.policy.allowed
        return allowed is None or tool in allowed

    def _step(
        self, text: str, cursor: Cursor, reach: Reach, written: Written, detail: str, reason: str
    ) -> Suggestion:  # fmt: skip
        rows = ("\n" + cursor.indent).join(written.text.split("\n"))
        place = cursor.start + len(cursor.indent)
        edits = [TextEdit(place, cursor.caret, rows), *self._listed(text, reach, written.tools)]
        label = written.tools[0] if written.tools else written.text.split("\n")[0]
        caret = place + len(rows.split("\n")[0]) + sum(len(one.text) for one in edits[1:] if one.start <= place)
        return Suggestion("step", label, detail, reason, tuple(edits), caret)

    def _listed(self, text: str, reach: Reach, tools: Iterable[str]) -> Iterator[TextEdit]:
        """The header's line for a tool that is new to the flow."""
        for tool in tools:
            flow = reach.flow
            if flow is None or tool in reach.listed or not (flow.uses or flow.triggers or flow.goal):
                continue
            fix = list_tool(flow, tool)
            for edit in fix.edits if fix is not None else ():
                yield TextEdit(edit.span.start, edit.span.end, edit.text)

    # ------------------------------------------------------------------ words

    def _completions(self, text: str, cursor: Cursor, reach: Reach) -> Iterator[Suggestion]:
        typed = cursor.word.casefold()
        behind = set(_GIVEN.findall(text[cursor.caret : cursor.end])) if cursor.call else set()
        here = (one for one in entries(cursor, reach, self.catalog) if one.label.rstrip(":") not in behind)
        found = [one for one in here if _matches(typed, one)]
        found.sort(key=lambda one: (not one.fits, not one.label.casefold().startswith(typed)))
        for entry in found:
            made = self._completion(text, cursor, reach, entry)
            if made is not None:
                yield made

    def _completion(self, text: str, cursor: Cursor, reach: Reach, entry: Entry) -> Suggestion | None:
        """The entry with whatever ends the line, unless the line could not be read then."""
        rest = text[cursor.caret : cursor.end]
        first, *below = entry.text.split("\n")
        for tail in _tails(cursor, rest, entry, self.catalog):
            line = text[cursor.start : cursor.word_at] + first + tail + rest
            if not _can_be_read(line.strip(), below):
                continue
            below = ["end"] if reach.unended and not below else below if not rest.strip() else []
            rows = "".join(f"\n{cursor.indent}{row}" for row in below)
            edits = [TextEdit(cursor.word_at, cursor.caret, first + tail)]
            if rows and rest:
                edits.append(TextEdit(cursor.end, cursor.end, rows))
            elif rows:
                edits = [TextEdit(cursor.word_at, cursor.caret, first + tail + rows)]
            edits += self._listed(text, reach, [cursor.call] if cursor.call in self.catalog.tools else [])
            caret = cursor.word_at + len(first) + sum(len(one.text) for one in edits[1:] if one.start < cursor.word_at)
            return Suggestion(entry.kind, entry.label, entry.detail, entry.reason, tuple(edits), caret)
        return None


def _tails(cursor: Cursor, rest: str, entry: Entry, catalog: Catalog) -> Iterator[str]:
    """What may have to follow: nothing, the closing signs, or these after the parameters that are still missing."""
    if cursor.typed.startswith(("if ", "otherwise if ")) and not entry.truth and not rest.strip() and cursor.path:
        yield cursor.closers + " exists"
    yield ""
    if cursor.call and rest.strip() and not rest.lstrip().startswith((")", ",", "]")):
        yield ", "
    if cursor.closers and not rest.strip():
        tool = catalog.tools.get(cursor.call)
        passed = -1 if cursor.given or cursor.argument else cursor.number
        given = {*cursor.given, cursor.argument}
        numbered = enumerate(tool.parameters if tool is not None else ())
        lacking = [one for n, one in numbered if one.required and one.name not in given and n > passed]
        more = "".join(f", {one.name}: {hole(one)}" for one in lacking)
        if cursor.closers.endswith(")"):
            yield cursor.closers[:-1] + more + ")"
        yield cursor.closers
    if not rest.strip():
        yield cursor.closers + " exists"
        yield cursor.closers + PERSON_TAILS.get(cursor.typed.split(" ")[0], "")


def _can_be_read(line: str, below: list[str]) -> bool:
    """Whether a line, with what belongs below it, is a statement or a line of the header."""
    body = "\n".join([line, *below])
    word = line.split(" ")[0]
    around = {
        "if": f"{body}\nend", "for": f"{body}\nend" if not below else body, "stage": f"{body}\nend",
        "repeat": f"{body}\nend", "unless": f"sequence\n{body}\nend", "otherwise": f"if true\n{body}\nend",
    }  # fmt: skip
    whole = around.get(word, body)
    header = "" if word in ("on", "use", "goal", "limit") else "on manual\n"
    parsed = parse(f'flow "A"\n{header}{whole}\n')
    return parsed.flow is not None and not any(one.severity == "error" for one in parsed.diagnostics)


def _in_comment(cursor: Cursor) -> bool:
    return cursor.typed.startswith("#")


def _begins(typed: str, names: Iterable[str]) -> bool:
    return not typed or any(name.casefold().startswith(typed) for name in names)


def _matches(typed: str, entry: Entry) -> bool:
    label = entry.label.casefold()
    return label.startswith(typed) or (len(typed) > 1 and typed.lstrip("@") in label)


def _first(found: Iterator[Suggestion], most: int) -> Iterator[Suggestion]:
    """So many, each once."""
    seen: set[tuple[str, str]] = set()
    for one in found:
        if (one.label, one.edits[0].text) not in seen:
            seen.add((one.label, one.edits[0].text))
            yield one
        if len(seen) == most:
            return
