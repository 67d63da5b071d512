"""An edit changes the statements it names and no byte besides, and what it writes reads back as what was meant."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.dsl import edit
from sayso.dsl.blocks import Address, block_at, blocks, statement_at, statements, with_block
from sayso.dsl.expressions import Argument, Binary, Boolean, Duration, Expression, Name, Number, Text
from sayso.dsl.flow import Flow, Limit, OnEvent, OnManual, Quota, Use
from sayso.dsl.node import NO_NOTES, rebuild, walk
from sayso.dsl.parse import parse
from sayso.dsl.splice import Rows
from sayso.dsl.statements import Block, Branch, Broken, Do, ForEach, If, Line, Off, Skip, Statement, Stop, ToolCall, Try, Wait

HERE = Path(__file__).parent
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(HERE.glob("example_*.flow"))}

CAREFUL = '''# what this is for
flow "Careful"   # a name

on manual

use people.notify, web.search

# first things
let @news = web.search( "Acme" )   # look

if @news exists     # odd blanks
      # deeper than usual
      people.notify(@me, """
        Two
          rows
      """)

      # kept apart
      wait 5 days
      # at the end
otherwise
  stop "nothing"
end

# goodbye
people.notify( @me,
   "Done" )   # last
'''
TEXTS["careful"] = CAREFUL

PLACES = [(name, address) for name, text in TEXTS.items() for address, _ in statements(parse(text).flow or Flow("")) ]


def read(text: str) -> Flow:
    """The flow of a text without findings."""
    parsed = parse(text)
    assert not parsed.diagnostics, parsed.diagnostics
    assert parsed.flow is not None
    return parsed.flow


def bare(flow: Flow) -> Flow:
    """A flow without `use` lines and comments, for comparing what it does."""
    return without_notes(msgspec.structs.replace(flow, uses=(), tail=()))


def without_notes(node: Any) -> Any:
    """A node without comments, here and below."""
    plain = rebuild(node, without_notes)
    if isinstance(plain, Line):
        return msgspec.structs.replace(plain, notes=NO_NOTES)
    return msgspec.structs.replace(plain, tail=()) if isinstance(plain, Block) else plain


def outside(text: str, flow: Flow, address: Address, count: int = 1) -> tuple[str, str]:
    """What stands before and after the rows of statements."""
    rows = Rows(text).of(flow, address, count)
    return text[: rows.start], text[rows.end :]


def without_uses(text: str) -> str:
    """A text without its `use` lines."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("use "))


def same_outside(before: str, after: str, edges: tuple[str, str]) -> bool:
    """Whether `after` begins and ends like `before` around the edges, `use` lines excepted."""
    start, end = (without_uses(edge).strip("\n") for edge in edges)
    changed = without_uses(after).strip("\n")
    return changed.startswith(start) and changed.endswith(end)


def called(flow: Flow) -> set[str]:
    """The tools that the steps call."""
    return {node.tool for node in walk(flow.body) if isinstance(node, ToolCall)}


def listed(flow: Flow) -> set[str]:
    """The tools in the `use` lines."""
    return {tool for use in flow.uses for tool in use.tools}


def put(flow: Flow, block: Address, items: tuple[Statement, ...]) -> Flow:
    """The flow with other statements in a block."""
    return with_block(flow, block, msgspec.structs.replace(block_at(flow, block), statements=items))


@pytest.mark.parametrize(("name", "address"), PLACES)
def test_delete(name: str, address: Address) -> None:
    text = TEXTS[name]
    flow = read(text)
    changed = edit.delete(text, flow, address)
    items = block_at(flow, address[:-1]).statements
    left = items[: address[-1]] + items[address[-1] + 1 :]
    assert bare(read(changed)) == bare(put(flow, address[:-1], left))
    assert same_outside(text, changed, outside(text, flow, address))
    gone = called(flow) - called(read(changed))
    assert listed(read(changed)) == listed(flow) - gone


@pytest.mark.parametrize(("name", "address"), PLACES)
def test_insert_before_and_after(name: str, address: Address) -> None:
    text = TEXTS[name]
    flow = read(text)
    new = Do(ToolCall("slack.send_message", (Argument("text", Text(("Hi\n  there",))),)))
    for index in (address[-1], address[-1] + 1):
        changed = edit.insert(text, flow, address[:-1], index, [new])
        items = block_at(flow, address[:-1]).statements
        assert bare(read(changed)) == bare(put(flow, address[:-1], (*items[:index], new, *items[index:])))
        assert "slack.send_message" in listed(read(changed))
        assert without_uses(text).strip() == without_uses(edit.delete(changed, read(changed), (*address[:-1], index))).strip()


@pytest.mark.parametrize(("name", "address"), PLACES)
def test_insert_into_empty_blocks(name: str, address: Address) -> None:
    text = TEXTS[name]
    flow = read(text)
    for block, held in blocks(statement_at(flow, address)):
        emptied, count = text, len(held.statements)
        if count:
            emptied = edit.delete(text, flow, (*address, block, 0), count)
        changed = edit.insert(emptied, read(emptied), (*address, block), 0, [Skip()])
        assert block_at(read(changed), (*address, block)).statements == (Skip(),)


@pytest.mark.parametrize(("name", "address"), PLACES)
def test_switch_off_and_on(name: str, address: Address) -> None:
    text = TEXTS[name]
    flow = read(text)
    if isinstance(statement_at(flow, address), Off):
        on = edit.switch_on(text, flow, address)
        assert statement_at(read(on), address) == statement_at(flow, address).statement
        assert edit.switch_off(on, read(on), address) == text
        return
    off = edit.switch_off(text, flow, address)
    assert isinstance(statement_at(read(off), address), Off)
    assert edit.switch_on(off, read(off), address) == text
    assert edit.switch_off(off, read(off), address) == off


@pytest.mark.parametrize(("name", "address"), PLACES)
def test_wrap_and_unwrap(name: str, address: Address) -> None:
    text = TEXTS[name]
    flow = read(text)
    frames = [
        If((Branch(Boolean(True), Block()),)),
        ForEach("x", Name("xs"), 5, Block()),
        Try(Block(), None, Block((Skip(),))),
    ]
    for frame in frames:
        wrapped = edit.wrap(text, flow, address, frame)
        name_of_block = blocks(frame)[0][0]
        inside = block_at(read(wrapped), (*address, name_of_block)).statements
        assert bare(Flow("", body=Block(inside))) == bare(Flow("", body=Block((statement_at(flow, address),))))
        assert same_outside(text, wrapped, outside(text, flow, address))
        if not isinstance(frame, Try):
            assert bare(read(edit.unwrap(wrapped, read(wrapped), address))) == bare(flow)


@pytest.mark.parametrize(("name", "address"), PLACES)
def test_move_and_copy_everywhere(name: str, address: Address) -> None:
    text = TEXTS[name]
    flow = read(text)
    moved = statement_at(flow, address)
    for block in [(), *((*place, inner) for place, frame in statements(flow) for inner, _ in blocks(frame))]:
        size = len(block_at(flow, block).statements)
        for index in (0, size):
            copied = edit.copy(text, flow, address, block, index)
            assert bare(Flow("", body=Block((statement_at(read(copied), (*block, index)),)))) == bare(
                Flow("", body=Block((moved,)))
            )
            if block[: len(address)] == address:
                with pytest.raises(edit.EditProblem):
                    edit.move(text, flow, address, block, index)
                continue
            changed = edit.move(text, flow, address, block, index)
            assert sorted(_kinds(read(changed))) == sorted(_kinds(flow))
            assert sorted(_words(changed)) == sorted(_words(text))


def _kinds(flow: Flow) -> list[str]:
    return [type(statement).__name__ for _, statement in statements(flow)]


def _words(text: str) -> list[str]:
    return text.split()
