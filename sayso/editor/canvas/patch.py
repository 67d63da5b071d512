"""The difference between two graphs, as small as the browser needs it: boxes and edges by their id."""

from typing import Any

Graph = dict[str, Any]
"""`{"nodes": [...], "edges": [...], "greyed": bool, "bar": str}`; `web/README.md` says what a node holds."""

EMPTY: Graph = {"nodes": [], "edges": []}


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
