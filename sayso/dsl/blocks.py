"""Where statements stand: the named blocks of a statement, and addresses such as `(3, "body", 0)`.

An address is the place in the flow's body, then block name and place for every level below. A block's address is the
same without the last place; the body's is `()`. `off` is looked through: its blocks are those of what it switches off.
"""

from collections.abc import Iterator

import msgspec

from sayso.dsl.flow import Flow
from sayso.dsl.statements import Block, ForEach, If, Off, Repeat, Sequence, Stage, Statement, Try, WaitFor

Address = tuple[int | str, ...]
"""Where a statement stands, `(3, "body", 0)`, or a block, `(3, "body")`; the flow's body is `()`."""


class NoSuchPlace(LookupError):
    """An address leads nowhere in this flow."""


def blocks(statement: Statement) -> tuple[tuple[str, Block], ...]:
    """The blocks of a statement by name, in the order of the text.

    Names: `body`, `otherwise`, `unless`, `handler`; of an `if`: `then`, `then2`, `then3`, …, `otherwise`.
    """
    match statement:
        case WaitFor() | Repeat():
            return (("body", statement.body), *_otherwise(statement))
        case Sequence():
            return (("body", statement.body), ("unless", statement.unless))
        case If():
            return (*_branches(statement), *_otherwise(statement))
        case ForEach() | Stage():
            return (("body", statement.body),)
        case Try():
            return (("body", statement.body), ("handler", statement.handler))
        case Off():
            return blocks(statement.statement)
        case _:
            return ()


def _otherwise(statement: WaitFor | Repeat | If) -> tuple[tuple[str, Block], ...]:
    return () if statement.otherwise is None else (("otherwise", statement.otherwise),)


def _branches(statement: If) -> Iterator[tuple[str, Block]]:
    for number, branch in enumerate(statement.branches, 1):
        yield ("then" if number == 1 else f"then{number}"), branch.body


def with_blocks(statement: Statement, new: dict[str, Block]) -> Statement:
    """The statement with the named blocks replaced; an `otherwise` that is not there yet is added."""
    match statement:
        case Off():
            return msgspec.structs.replace(statement, statement=with_blocks(statement.statement, new))
        case If():
            names = [name for name, _ in _branches(statement)]
            branches = tuple(
                msgspec.structs.replace(branch, body=new.get(name, branch.body))
                for name, branch in zip(names, statement.branches, strict=True)
            )
            return msgspec.structs.replace(
                statement, branches=branches, otherwise=new.get("otherwise", statement.otherwise)
            )
        case _:
            return msgspec.structs.replace(statement, **new)


def inner(statement: Statement) -> Statement:
    """The statement itself, or what an `off` switches off."""
    return statement.statement if isinstance(statement, Off) else statement


def statements(flow: Flow) -> Iterator[tuple[Address, Statement]]:
    """Every statement of the body with its address, in the order of the text."""
    yield from _below((), flow.body)


def _below(place: Address, block: Block) -> Iterator[tuple[Address, Statement]]:
    for number, statement in enumerate(block.statements):
        address = (*place, number)
        yield address, statement
        for name, child in blocks(statement):
            yield from _below((*address, name), child)


def block_at(flow: Flow, place: Address) -> Block:
    """The block at a block's address; raises NoSuchPlace."""
    block = flow.body
    for number, name in zip(place[::2], place[1::2], strict=True):
        found = dict(blocks(_nth(block, number, place))).get(str(name))
        if found is None:
            raise NoSuchPlace(place)
        block = found
    return block


def statement_at(flow: Flow, address: Address) -> Statement:
    """The statement at an address; raises NoSuchPlace."""
    if not address:
        raise NoSuchPlace(address)
    return _nth(block_at(flow, address[:-1]), address[-1], address)


def _nth(block: Block, number: int | str, address: Address) -> Statement:
    if not isinstance(number, int) or not 0 <= number < len(block.statements):
        raise NoSuchPlace(address)
    return block.statements[number]


def address_of(flow: Flow, statement: Statement) -> Address:
    """Where this very statement (by identity) stands; raises NoSuchPlace."""
    for address, found in statements(flow):
        if found is statement or inner(found) is statement:
            return address
    raise NoSuchPlace(statement)


def find(flow: Flow, offset: int) -> Address | None:
    """The innermost statement whose text holds the place `offset` (code points from the start), if any."""
    found: Address | None = None
    for address, statement in statements(flow):
        if statement.span.start <= offset <= statement.span.end:
            found = address
    return found


def with_block(flow: Flow, place: Address, block: Block) -> Flow:
    """The flow with one block replaced; everything else stays the same objects."""
    return msgspec.structs.replace(flow, body=_replaced(flow.body, place, block))


def _replaced(outer: Block, place: Address, block: Block) -> Block:
    if not place:
        return block
    number, name, rest = place[0], str(place[1]), place[2:]
    old = _nth(outer, number, place)
    child = dict(blocks(old)).get(name, Block())
    new = with_blocks(old, {name: _replaced(child, rest, block)})
    return msgspec.structs.replace(
        outer, statements=tuple(new if nth == number else one for nth, one in enumerate(outer.statements))
    )
