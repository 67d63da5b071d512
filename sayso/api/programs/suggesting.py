"""The route that suggests while somebody types. What was learned of a workspace's flows is kept until one changes."""

from collections import OrderedDict
from functools import lru_cache
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from sayso.api.programs.route import Asked, Route
from sayso.copilot.suggesting.english import suggest_english
from sayso.copilot.suggesting.habits import Habits
from sayso.copilot.suggesting.shapes import Suggestion
from sayso.copilot.suggesting.suggest import Suggester
from sayso.dsl.catalog import Catalog
from sayso.dsl.parse import parse
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.learning import learnable

MOST_WORKSPACES = 16
MOST_FLOWS = 32
"""So many flows under somebody's hands are remembered for a workspace."""
LONGEST = 50_000
"""The most characters of a text."""


class Typing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text, where the caret stands in it (in characters from 0), and what the text is."""

    text: Annotated[str, Meta(max_length=LONGEST)]
    caret: Annotated[int, Meta(ge=0, le=LONGEST)]
    language: Literal["flow", "english"] = "flow"


class Suggestions(msgspec.Struct, frozen=True):
    """What may stand at the caret, the likeliest first."""

    suggestions: list[Suggestion]


class _Learned:
    """What is known of one workspace, and the flows that are being typed in it."""

    def __init__(self, mark: str, texts: tuple[str, ...], catalog: Catalog) -> None:
        self.mark, self.catalog = mark, catalog
        read = (parse(text).flow for text in dict.fromkeys(texts))
        self.habits = Habits(catalog).learn(flow for flow in read if flow is not None)
        self.suggesters: OrderedDict[str, Suggester] = OrderedDict()

    def suggester(self, key: str) -> Suggester:
        """The one that has seen this flow before, or a new one."""
        found = self.suggesters.pop(key, None) or Suggester(self.habits, self.catalog)
        self.suggesters[key] = found
        while len(self.suggesters) > MOST_FLOWS:
            self.suggesters.popitem(last=False)
        return found


class _Desk:
    """Where a workspace's habits lie until one of its flows changes."""

    def __init__(self) -> None:
        self.learned: _Learned | None = None

    async def known(self, door: Door, workspace: str) -> _Learned:
        """What is known of the workspace as it is now."""
        fresh = await learnable(door, workspace, self.learned.mark if self.learned is not None else "")
        if fresh is not None:
            self.learned = _Learned(fresh.mark, fresh.texts, fresh.catalog)
        assert self.learned is not None
        return self.learned


@lru_cache(MOST_WORKSPACES)
def _desk(workspace: str) -> _Desk:
    """A workspace's desk; what lies on it bears the mark of what it was made of, so it is never taken for another's."""
    return _Desk()


async def suggest(door: Door, workspace: str, who: str, typing: Typing) -> Suggestions:
    """What may stand at the caret of a text that somebody types."""
    door.premises(workspace)
    known = await _desk(workspace).known(door, workspace)
    caret = min(typing.caret, len(typing.text))
    if typing.language == "english":
        return Suggestions(list(suggest_english(typing.text, caret, known.habits, known.catalog)))
    first = typing.text.split("\n", 1)[0]
    return Suggestions(list(known.suggester(f"{who}\n{first}").suggest(typing.text, caret)))


async def _suggest(asked: Asked) -> Suggestions:
    return await suggest(asked.door, asked.workspace, asked.who, asked.body)


ROUTES: tuple[Route, ...] = (
    Route("POST", "/suggest", _suggest, "What may stand at the caret of a flow's text or of an English request, with "
          "the edit that puts it there.", Suggestions, Typing,
          example={"text": 'flow "Call them"\non manual\n', "caret": 27, "language": "flow"}),
)  # fmt: skip
