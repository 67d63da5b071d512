"""How deep a tree is, counted without recursion."""

from sayso.dsl.node import Node, children

MOST_DEEP = 200


def depth_of(node: Node) -> int:
    """The number of nodes on the longest way down."""
    deepest, level = 0, [node]
    while level:
        deepest += 1
        level = [child for one in level for child in children(one)]
    return deepest
