"""Steps and their data on the move: which names a place would leave unset, and which `let` lines would go along."""

import re
from collections.abc import Mapping

from sayso.dsl.blocks import Address, block_at, statement_at, statements
from sayso.dsl.expressions import Name
from sayso.dsl.flow import Flow
from sayso.dsl.node import Node, children, walk
from sayso.dsl.print import print_statement
from sayso.dsl.splice import later
from sayso.dsl.statements import Block, ForEach, Let, Statement

Reach = Mapping[int, Mapping[str, object]]
"""The names in reach of each statement, by its `id`, as the compiler found them."""


def unset_at(flow: Flow, reach: Reach, first: Address, count: int, block: Address, index: int) -> list[str]:
    """The names that moving steps to a place would leave unset: theirs that are not known there, and those of moved
    `let` lines for whoever stays behind."""
    moved = [statement_at(flow, later(first, number)) for number in range(count)]
    used = set[str]().union(*(_names(one) for one in moved)) & set(reach.get(id(moved[0]), ()))
    missing = used - _known_at(flow, reach, block, index)
    bound = {one.name for one in moved if isinstance(one, Let)}
    for address, statement in statements(flow) if bound else ():
        stays = not any(address[: len(first)] == later(first, number) for number in range(count))
        if stays and not _comes_before(block, index, address):
            missing |= bound & _own_names(statement)
    return sorted(missing)


def _known_at(flow: Flow, reach: Reach, block: Address, index: int) -> set[str]:
    held = block_at(flow, block).statements
    if index < len(held):
        return set(reach.get(id(held[index]), ()))
    last = held[-1] if held else statement_at(flow, block[:-1]) if block else None
    return {*reach.get(id(last), ()), *_binds(last)} if last is not None else set()


def _binds(statement: Statement) -> tuple[str, ...]:
    if isinstance(statement, ForEach):
        return (statement.item, *((statement.collect,) if statement.collect else ()))
    return (statement.name,) if isinstance(statement, Let) else ()


def _names(statement: Statement) -> set[str]:
    return {node.name for node in walk(statement) if isinstance(node, Name)}


def _own_names(statement: Statement) -> set[str]:
    """Those of its own line, without the steps inside."""
    found, pending = set[str](), list[Node]([statement])
    while pending:
        node = pending.pop()
        found |= {node.name} if isinstance(node, Name) else set()
        pending += [child for child in children(node) if not isinstance(child, Block)]
    return found


def _comes_before(block: Address, index: int, address: Address) -> bool:
    """Whether what is put at a place stands before a step, in its block or further out."""
    return address[: len(block)] == block and len(address) > len(block) and int(address[len(block)]) >= index


def needed_along(flow: Flow, first: Address, count: int, block: Address, index: int) -> list[Address]:
    """The `let` lines in reach of the steps that they, or such a line itself, name, and the new place does not see; in
    the order in which they stand."""
    written = "\n".join(print_statement(statement_at(flow, later(first, number))) for number in range(count))
    found: list[Address] = []
    for address, let in _lets_before(flow, first):
        if re.search(rf"@{re.escape(let.name)}\b", written) and not _sees(block, index, address):
            found.append(address)
            written += "\n" + print_statement(let)
    return found[::-1]


def _lets_before(flow: Flow, first: Address) -> list[tuple[Address, Let]]:
    """Those in reach of a step, the nearest first."""
    found = []
    for depth in range(len(first) - 1, -1, -2):
        place, until = first[:depth], int(first[depth])
        for number in range(until - 1, -1, -1):
            statement = block_at(flow, place).statements[number]
            if isinstance(statement, Let):
                found.append(((*place, number), statement))
    return found


def _sees(block: Address, index: int, address: Address) -> bool:
    """Whether what is put at a place comes after a step, in its block or further in."""
    around, number = address[:-1], int(address[-1])
    here = (*block, index)
    return here[: len(around)] == around and int(here[len(around)]) > number
