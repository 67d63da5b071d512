"""Which names of results a readback need not say: those that the sentence of the call says already.

"Find contacts." gives the contacts, where no other call of the flow gives any; whoever reads the readback finds the
call by its words again. Anything else is told: "Search the web for … (the news)."
"""

import re

from sayso.copilot.english import words_of
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow, Input
from sayso.dsl.node import walk
from sayso.dsl.statements import Ask, Do, ForEach, Let, RunFlow, ToolCall, Try

_PLACE = re.compile(r'"?\{\w+\}"?')


def own_words(call: ToolCall, catalog: Catalog | None) -> str:
    """What the sentence of a call says whatever it is given."""
    tool = catalog.tools.get(call.tool) if catalog else None
    return _PLACE.sub("", tool.sentence).lower() if tool else words_of(call.tool.rpartition(".")[2])


def gives(call: ToolCall, catalog: Catalog | None) -> bool:
    """Whether a call gives a result that could have a name."""
    tool = catalog.tools.get(call.tool) if catalog else None
    return tool is None or tool.returns is not None


def says(told: str, words: str) -> bool:
    """Whether a call's own words say what its result is called."""
    return bool(words) and words.rstrip("s") in told


class Unsaid:
    """Knows the names of one flow that go without saying."""

    def __init__(self, flow: Flow, catalog: Catalog | None) -> None:
        self.results: list[tuple[str, str]] = []
        self.others: set[str] = set()
        self.asks = [node.answer for node in walk(flow.body) if isinstance(node, Ask)]
        events = catalog.events if catalog else {}
        for node in (*walk(flow.body), *(one for trigger in flow.triggers for one in walk(trigger))):
            match node:
                case Let(name=name, value=ToolCall() as call):
                    self.results.append((name, own_words(call, catalog)))
                case Do(call=call) if gives(call, catalog):
                    self.results.append(("", own_words(call, catalog)))
                case Let(name=name) | Input(name=name):
                    self.others.add(name)
                case ForEach(item=item, collect=collect):
                    self.others |= {item, collect or ""}
                case RunFlow(result=result) | Try(error=result):
                    self.others.add(result or "")
        for trigger in flow.triggers:
            event = events.get(getattr(trigger, "event", ""))
            self.others |= {name for name, _ in event.binds} if event else set()

    def result(self, name: str, words: str) -> bool:
        """Whether the name of a call's result, told as these words, goes without saying."""
        alike = [given for given, told in self.results if says(told, words)]
        mine = [told for given, told in self.results if given == name]
        return {*alike} == {name} and len(alike) == len(mine) and name not in {*self.others, *self.asks}

    def answer(self, name: str) -> bool:
        """Whether what an answer is called goes without saying: where there is but one question."""
        return len(self.asks) == 1 and name not in self.others and name not in {given for given, _ in self.results}
