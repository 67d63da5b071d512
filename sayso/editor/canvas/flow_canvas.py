"""The flow canvas as an element of a page. It sends graphs as patches and hands on what a person wants, as intents.

Nothing there changes by itself: a person's move, insert or delete is a wish; the next `show` draws what came of it.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import msgspec
from nicegui import __version__, ui
from nicegui.dependencies import esm_modules
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from sayso.editor.canvas.intents import is_intent
from sayso.editor.canvas.patch import EMPTY, Graph, difference, lean
from sayso.editor.canvas.said import WORDS
from sayso.editor.web import DIST, MODULE, WEB

OnIntent = Callable[[dict[str, Any]], Awaitable[None] | None]
"""Called with one of `canvas.intents.INTENTS`: `{"do": "move", "ids": ["s3"], "place": "0.then:1", "copy": False}`."""


class FlowCanvas(Element, component=WEB / "flow_canvas.js", esm={MODULE: str(DIST)}):
    """A flow as boxes and edges, to look at, to walk and to change."""

    def __init__(
        self,
        graph: Graph | None = None,
        on_intent: OnIntent | None = None,
        read_only: bool = False,
        label: str = "Flow",
        words: Mapping[str, str] | None = None,
    ) -> None:
        """`words` replace those of `canvas.said.WORDS`, by key."""
        super().__init__()
        ui.add_head_html(_early())
        self._graph: Graph = lean(graph or EMPTY)
        self._on_intent = on_intent
        self._keep(self._graph, 0)
        with self._props.suspend_updates():
            self._props["read-only"] = read_only
            self._props["label"] = label
            self._props["words"] = {**WORDS, **(words or {})}
        self.on("intent", self._hear)

    @property
    def graph(self) -> Graph:
        """The graph that was shown last, without the fields that say nothing."""
        return self._graph

    def show(self, graph: Graph) -> None:
        """Draw this graph; only what differs from the last one travels, and zoom, selection and focus stay."""
        graph = lean(graph)
        patch = difference(self._graph, graph)
        self._keep(graph, self._version + 1)
        self.run_method("patch", {**patch, "since": self._version - 1, "version": self._version})

    def states(self, changes: Mapping[str, Mapping[str, str]]) -> None:
        """Set how steps stand while a flow runs: `{"s3": {"state": "done", "counts": "20: 8 done"}}`; nothing moves."""
        nodes = [_with_state(node, changes.get(node["id"])) for node in self._graph["nodes"]]
        self._keep({**self._graph, "nodes": nodes}, self._version)
        self.run_method("states", dict(changes))

    def select(self, ids: Sequence[str]) -> None:
        """Mark these boxes as chosen; no intent comes back."""
        self.run_method("select", list(ids))

    def reveal(self, node: str) -> None:
        """Bring a box into sight with the smallest shift."""
        self.run_method("reveal", node)

    def focus_box(self, node: str = "") -> None:
        """Put the keyboard on a box, or on the one it was on last."""
        self.run_method("focus", node)

    def fit(self) -> None:
        """Show the whole flow."""
        self.run_method("fit")

    def search(self) -> None:
        """Open the search field over the canvas."""
        self.run_method("search")

    def amber(self, edges: Mapping[str, str]) -> None:
        """While boxes are dragged: edges where a drop would leave a name unset, each with the sentence that says so."""
        self.run_method("amber", dict(edges))

    def clipboard(self, text: str) -> None:
        """Put text on the person's clipboard: the answer to the intents `copy` and `cut`."""
        self.run_method("clipboard", text)

    def set_read_only(self, locked: bool) -> None:
        """Forbid or allow changes; looking, walking and choosing always work."""
        with self._props.suspend_updates():
            self._props["read-only"] = locked
        self.run_method("set_read_only", locked)

    def _keep(self, graph: Graph, version: int) -> None:
        """What the page of a canvas begins with, as text: nobody looks into it on the way."""
        self._graph, self._version = graph, version
        with self._props.suspend_updates():
            self._props["graph"] = msgspec.json.encode(graph).decode()
            self._props["version"] = version

    def _hear(self, event: GenericEventArguments) -> Awaitable[None] | None:
        said = event.args
        if not is_intent(said):
            return None
        if said["do"] in ("ready", "resync"):
            self._repeat(said)
            return None
        return self._on_intent(said) if self._on_intent else None

    def _repeat(self, said: dict[str, Any]) -> None:
        """A canvas that was away, or missed a patch, gets the whole graph."""
        if said["do"] == "resync" or said.get("version") != self._version:
            self.run_method("whole", self._graph, self._version)


def _with_state(node: dict[str, Any], change: Mapping[str, str] | None) -> dict[str, Any]:
    if change is None:
        return node
    return {**node, "state": change.get("state", ""), "counts": change.get("counts", "")}


def _early() -> str:
    """Lets the browser fetch what the canvas needs together with the page, instead of one file after the other."""
    key = next(key for key, module in esm_modules.items() if module.name == MODULE)
    names = ["canvas.js", *sorted(file.name for file in DIST.glob("chunk-*.js"))]
    return "".join(f'<link rel="modulepreload" href="/_nicegui/{__version__}/esm/{key}/{name}">' for name in names)
