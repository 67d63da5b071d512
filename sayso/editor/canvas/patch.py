"""The difference between two graphs, as small as the browser needs it: boxes and edges by their id."""

from typing import Any

Graph = dict[str, Any]
"""`{"nodes": [...], "edges": [...], "greyed": bool, "bar": str}`; `web/README.md` says what a node holds."""

EMPTY: Graph = {"nodes": [], "edges": []}
NEEDED = frozenset({"id", "x", "y", "w", "h", "from", "to", "selectable"})
"""Fields that say something even where they say nothing or no."""


def lean(graph: Graph) -> Graph:
    """The same without the fields that say nothing."""
    return {**graph, "nodes": _said(graph["nodes"]), "edges": _said(graph["edges"])}


def _said(parts: list[Graph]) -> list[Graph]:
    return [{key: value for key, value in part.items() if value or key in NEEDED} for part in parts]


def difference(before: Graph, after: Graph) -> dict[str, Any]:
    """What turns one graph into the other: new and changed parts whole, the ids of those that are gone."""
    nodes, gone = _parts(before["nodes"], after["nodes"])
    edges, gone_edges = _parts(before["edges"], after["edges"])
    return {
        "nodes": nodes,
        "gone": gone,
        "edges": edges,
        "gone_edges": gone_edges,
        "greyed": after.get("greyed", False),
        "bar": after.get("bar", ""),
    }


def _parts(before: list[Graph], after: list[Graph]) -> tuple[list[Graph], list[str]]:
    known = {part["id"]: part for part in before}
    ids = {part["id"] for part in after}
    return [part for part in after if known.get(part["id"]) != part], [name for name in known if name not in ids]
