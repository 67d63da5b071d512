"""What flows usually do next, counted in the flows there are: the bundled ones and the workspace's own.

Counting is all: a place is told by a few pairs and triples of what stands around it, and each says how often which
step stood there. The one that says most gives the reason: "5 of 6 times, flows that send an email wait next".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from sayso.copilot.explaining.facets import called
from sayso.copilot.suggesting.sites import NOTHING, Reading, Site, token_of_tool
from sayso.copilot.suggesting.words import token_words
from sayso.dsl.blocks import inner
from sayso.dsl.catalog import Catalog
from sayso.dsl.flow import Flow
from sayso.dsl.print import print_expression
from sayso.dsl.statements import Let, ToolCall, Wait

FEATURES = (
    ("before", "behind", "around"), ("before", "fresh", "around"), ("around", "behind"), ("before", "behind"),
    ("earlier", "before"), ("before",), ("behind", "looped", "ending"), ("around", "ahead"), ("around",), ("unset",),
    ("ending", "around", "behind"),
)  # fmt: skip
"""The pieces of a place that are counted together; each weighs as much as it has pieces."""
SURE = 4.0
"""What a name weighs that is read and set nowhere: the step that sets it is missing."""
DOUBT = 1.5
"""So many unseen times are held against what was counted."""
LISTED = 5.0
"""What a tool weighs that the header lists and no step calls."""
BINDS = 0.3
PLAIN = 0.3
"""What the whole of all flows weighs, where nothing else is known."""


class Prediction(msgspec.Struct, frozen=True):
    """A step that may come next: its token, how much speaks for it, and why in words."""

    token: str
    score: float
    reason: str


class Habits:
    """Counts of places; learned flow by flow, asked place by place."""

    def __init__(self, catalog: Catalog) -> None:
        """Nothing is learned yet."""
        self.catalog = catalog
        self.counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self.base: Counter[str] = Counter()
        self.names: dict[str, Counter[str]] = defaultdict(Counter)
        self.tools: dict[str, Counter[str]] = defaultdict(Counter)
        self.given: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        self.waits: Counter[str] = Counter()
        self.flows = 0

    def learn(self, flows: Iterable[Flow]) -> "Habits":
        """Count the places of flows."""
        for flow in flows:
            reading = Reading(flow, self.catalog)
            self.flows += 1
            for address, token in reading.tokens.items():
                self.base[token] += 1
                site = reading.site(address)
                for key in _keys(site):
                    self.counts[key][token] += 1
                step = inner(reading.steps[address])
                if isinstance(step, Wait):
                    self.waits[print_expression(step.duration)] += 1
                if (call := called(step)) is not None:
                    self.tools[token][call.tool] += 1
                    self.given[call.tool][_given(call, self.catalog)] += 1
                    if isinstance(step, Let):
                        self.names[call.tool][step.name] += 1
        return self

    def next(self, site: Site, listed: Iterable[str], header: bool = True) -> list[Prediction]:
        """Steps that may stand at a place, the likeliest first. `listed` tools are those of the flow's `use` lines;
        with `header` only they come, as nothing else may be called yet."""
        known = {token_of_tool(tool, self.catalog) for tool in listed}
        fresh = known - site.taken if header else set()
        candidates = {token for token in {*self.base, *fresh} if not header or not _is_tool(token) or token in known}
        seen = {key: counter for key in _keys(site) if (counter := self.counts.get(key))}
        found = [self._judged(token, site, seen, token in fresh) for token in candidates]
        return sorted(found, key=lambda one: (-one.score, one.token))

    def _judged(self, token: str, site: Site, seen: dict[tuple[str, ...], Counter[str]], listed: bool) -> Prediction:
        score = PLAIN * self.base[token] / max(1, self.base.total())
        best: tuple[float, tuple[str, ...]] | None = None
        for key, counter in seen.items():
            total = counter.total()
            weight = SURE if key[0] == "unset" else float(key[0].count("+") + 1)
            part = weight * total / (total + DOUBT) * counter[token] / total
            score += part
            if counter[token] and (best is None or part > best[0]):
                best = part, key
        if site.unset:
            score += BINDS if _is_tool(token) or token in ("Let", "Ask") else -BINDS
        if listed:
            score += LISTED
            words = token_words(token, self.catalog)
            return Prediction(token, score, f"The flow may {words}, and no step does it yet.")
        return Prediction(token, score, self._reason(token, best[1] if best else None, site))

    def _reason(self, token: str, key: tuple[str, ...] | None, site: Site) -> str:
        words = token_words(token, self.catalog)
        if key is None:
            return f"{self.base[token]} of {self.base.total()} steps of the flows here {words}."
        counter = self.counts[key]
        often = f"{counter[token]} of {counter.total()} times"
        if key[0] == "unset":
            return f"@{site.unset} is used here and nothing sets it; {often}, flows {words} for that."
        told = dict(zip(key[0].split("+"), key[1:], strict=True))
        return f"{often}, flows {_context(told, self.catalog)} {words} there."


def _keys(site: Site) -> Iterable[tuple[str, ...]]:
    for names in FEATURES:
        values = tuple(getattr(site, name) for name in names)
        if names != ("unset",) or values[0]:
            yield ("+".join(names), *values)


def _given(call: ToolCall, catalog: Catalog) -> tuple[str, ...]:
    """The parameters that a call gives, by name."""
    tool = catalog.tools.get(call.tool)
    free = [one.name for one in tool.parameters] if tool is not None else []
    named = {one.name for one in call.arguments}
    places = iter([name for name in free if name not in named])
    return tuple(one.name or next(places, "") for one in call.arguments)


def _is_tool(token: str) -> bool:
    return "." in token or token.startswith("send ")


def _context(told: dict[str, str], catalog: Catalog) -> str:
    """Which flows are meant: "that send an email before" """
    words = []
    for name, lead in (("earlier", "that first"), ("before", "that just")):
        if told.get(name, NOTHING) != NOTHING:
            words.append(f"{lead} {token_words(told[name], catalog)}")
    if told.get("before") == NOTHING:
        words.append("that begin" if not told.get("around") else "that begin a block")
    if told.get("behind", NOTHING) != NOTHING:
        words.append(f"that {token_words(told['behind'], catalog)} next")
    inside = f", inside “{token_words(told['around'].partition(' ')[0], catalog)}”," if told.get("around") else ""
    return (" and ".join(words) or "like this one") + inside
