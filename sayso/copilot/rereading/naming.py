"""Names that the readback leaves unsaid, given back to the results and answers they belong to."""

from itertools import pairwise

from msgspec.structs import replace

from sayso.copilot.english import words_of
from sayso.copilot.rereading.steps import ANSWER
from sayso.copilot.unsaid import gives, own_words, says
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Name
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, rebuild, walk
from sayso.dsl.statements import Ask, Block, Do, ForEach, Let


def named(flow: Flow, free: set[str], catalog: Catalog) -> Flow:
    """The flow in which each result has the name that it is used by. `free` are names that nobody declared."""
    used = {node.name for node in walk(flow.body) if isinstance(node, Name)}
    declared = {node.name for node in walk(flow.body) if isinstance(node, Let)}
    wanted = sorted(free & used - declared)

    def result(node: Node) -> Node:
        inner = rebuild(node, result)
        if isinstance(inner, Do) and gives(inner.call, catalog):
            told = own_words(inner.call, catalog)
            name = next((one for one in wanted if says(told, words_of(one))), None)
            return Let(name, inner.call) if name else inner
        return inner

    found = result(flow)
    assert isinstance(found, Flow)
    return _answered(_at_once(found), wanted)


def _answered(flow: Flow, wanted: list[str]) -> Flow:
    """The one answer without a name is what is asked for by a name that no result has."""
    results = {node.name for node in walk(flow.body) if isinstance(node, Let)}
    name = next((one for one in (*wanted, "answer") if one not in results), ANSWER)

    def answer(node: Node) -> Node:
        inner = rebuild(node, answer)
        return replace(inner, answer=name) if isinstance(inner, Ask) and inner.answer == ANSWER else inner

    found = answer(flow)
    assert isinstance(found, Flow)
    return found


def _at_once(flow: Flow) -> Flow:
    """What a loop goes through at once is the result of the step before it."""
    names = {one.name for one in walk(flow.body) if isinstance(one, Let)}

    def block(node: Node) -> Node:
        inner = rebuild(node, block)
        if not isinstance(inner, Block):
            return inner
        found = list(inner.statements)
        for at, (one, after) in enumerate(pairwise(inner.statements)):
            items = after.items if isinstance(after, ForEach) else None
            if isinstance(one, Do) and isinstance(items, Name) and items.name not in names:
                found[at] = Let(items.name, one.call)
        return replace(inner, statements=tuple(found))

    changed = block(flow)
    assert isinstance(changed, Flow)
    return changed
