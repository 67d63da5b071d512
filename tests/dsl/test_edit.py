"""An edit changes the statements it names and no byte besides, and what it writes reads back as what was meant."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sayso.dsl import edit
from sayso.dsl.blocks import Address, block_at, blocks, statement_at, statements, with_block
from sayso.dsl.expressions import Argument, Binary, Boolean, Duration, Expression, Name, Number, Text
from sayso.dsl.flow import Flow, Limit, OnEvent, OnManual, Quota, Use
from sayso.dsl.node import NO_NOTES, Notes, rebuild, walk
from sayso.dsl.parse import parse
from sayso.dsl.splice import Rows
from sayso.dsl.statements import (
    Block,
    Branch,
    Broken,
    Do,
    ForEach,
    If,
    Line,
    Off,
    Skip,
    Statement,
    Stop,
    ToolCall,
    Try,
    Wait,
)

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

PLACES = [(name, address) for name, text in TEXTS.items() for address, _ in statements(parse(text).flow or Flow(""))]


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
    new = Do(ToolCall("zoom.create_meeting", (Argument("text", Text(("Hi\n  there",))),)))
    for index in (address[-1], address[-1] + 1):
        changed = edit.insert(text, flow, address[:-1], index, [new])
        items = block_at(flow, address[:-1]).statements
        assert bare(read(changed)) == bare(put(flow, address[:-1], (*items[:index], new, *items[index:])))
        assert "zoom.create_meeting" in listed(read(changed))
        again = edit.delete(changed, read(changed), (*address[:-1], index))
        assert without_uses(again).strip() == without_uses(text).strip()


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
        assert without_notes(statement_at(read(on), address)) == without_notes(statement_at(flow, address).statement)
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


@pytest.mark.parametrize(("name", "address"), [place for place in PLACES if place[0] != "example_fragments"])
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


def test_comments_go_along_and_long_texts_say_the_same() -> None:
    flow = read(CAREFUL)
    changed = edit.move(CAREFUL, flow, (1, "then", 0), (), 3)
    assert changed.endswith(
        '''   "Done" )   # last
# deeper than usual
people.notify(@me, """
  Two
    rows
""")
'''
    )
    assert "deeper" not in changed[: changed.index("# goodbye")]
    assert statement_at(read(changed), (3,)).call == statement_at(flow, (1, "then", 0)).call


def test_the_first_use_brings_its_line_and_the_last_takes_it_along() -> None:
    text = 'flow "A"\n\non manual\n\nskip\n'
    one = edit.insert(text, read(text), (), 0, [Do(ToolCall("a.b"))])
    assert one == 'flow "A"\n\non manual\n\nuse a.b\n\na.b()\nskip\n'
    two = edit.insert(one, read(one), (), 9, [Do(ToolCall("c.d")), Do(ToolCall("e.f"))])
    assert two == 'flow "A"\n\non manual\n\nuse a.b, c.d, e.f\n\na.b()\nskip\nc.d()\ne.f()\n'
    assert edit.delete(two, read(two), (0,)) == 'flow "A"\n\non manual\n\nuse c.d, e.f\n\nskip\nc.d()\ne.f()\n'
    assert edit.delete(one, read(one), (0,)) == text


def test_a_line_with_conditions_goes_with_its_tool() -> None:
    text = 'flow "A"\n\nuse x.y\nuse a.b at most 5 per day # few\n\na.b()\nx.y()\n'
    assert edit.delete(text, read(text), (0,)) == 'flow "A"\n\nuse x.y\n\nx.y()\n'
    assert edit.delete(text, read(text), (1,)) == 'flow "A"\n\nuse a.b at most 5 per day # few\n\na.b()\n'


def test_the_first_step_of_an_empty_flow() -> None:
    for text in ('flow "A"\n', 'flow "A"\n\ntest "t"\nend\n', 'flow "A"\n\nlimit 5 runs per day\n# end\n'):
        changed = edit.insert(text, read(text), (), 0, [Skip(), Stop()])
        assert read(changed).body.statements == (Skip(), Stop())


def test_replacing_a_head_leaves_the_blocks_alone() -> None:
    flow = read(CAREFUL)
    old = flow.body.statements[1]
    assert isinstance(old, If)
    branch = msgspec.structs.replace(old.branches[0], condition=Name("go"))
    changed = edit.replace(CAREFUL, flow, (1,), msgspec.structs.replace(old, branches=(branch,)))
    assert changed == CAREFUL.replace("if @news exists ", "if @go ")


def test_replacing_a_step_keeps_its_comments() -> None:
    flow = read(CAREFUL)
    changed = edit.replace(CAREFUL, flow, (1, "then", 1), Wait(Duration(Decimal(2), "weeks")))
    assert changed == CAREFUL.replace("wait 5 days", "wait 2 weeks")
    noted = edit.replace(CAREFUL, flow, (1, "then", 1), Skip(notes=Notes(("# why",), "# so")))
    assert "      # why\n      skip  # so\n      # at the end" in noted


@pytest.mark.parametrize("name", TEXTS)
def test_replace_any_expression(name: str) -> None:
    text = TEXTS[name]
    flow = read(text)
    done = 0
    for old in expressions_of(flow):
        for new in (Binary("or", Name("x"), Text(("a",))), Name("y"), Text(("two\n  lines",))):
            try:
                changed = edit.replace_expression(text, flow, old, new)
            except edit.EditProblem:
                continue
            done += 1
            assert new in list(walk(read(changed))) or isinstance(new, Text)
    assert done > 0


def expressions_of(flow: Flow) -> list[Expression]:
    """Every expression of a flow."""
    return [node for node in walk(flow) if isinstance(node, Expression)]


@pytest.mark.parametrize(
    ("before", "old", "new", "after"),
    [
        ('say "Hi @a.b!"', "@a.b", Text(("x",)), 'say "Hi x!"'),
        ('say "Hi @a.b!"', "@a.b", Binary("or", Name("a"), Text(("x",))), 'say "Hi {@a or "x"}!"'),
        ("let @x = @a * 2", "@a", Binary("+", Name("a"), Number(Decimal(1))), "let @x = (@a + 1) * 2"),
        ("let @x = (@a + 1)", "@a", Name("b"), "let @x = (@b + 1)"),
        ('stop "@a"   # why', "@a", Text(("x\ny",)), 'stop """\n  x\n  y\n"""  # why'),
    ],
)
def test_replacing_an_expression_touches_little(before: str, old: str, new: Expression, after: str) -> None:
    text = f'flow "A"\n\n{before}\n'
    flow = read(text)
    place = text.index(old, text.index(before))
    found = edit.find_expression(flow, place)
    while found is not None and text[found.span.start : found.span.end] != old:
        found = next(node for node in walk(flow) if text[node.span.start : node.span.end] == old)
    assert edit.replace_expression(text, flow, found, new) == f'flow "A"\n\n{after}\n'


def test_header_lines_come_in_their_order() -> None:
    text = 'flow "A"\n\nskip\n'
    lines = [Limit(5, "runs", "day"), OnManual(), Use(("a.b",), Quota(3, "day")), OnEvent("contact.created")]
    for line in lines:
        text = edit.set_line(text, read(text), None, line)
    text = edit.set_goal(text, read(text), "More")
    assert text == (
        'flow "A"\ngoal "More"\n\non manual\non contact.created\n\nuse a.b at most 3 per day\n\n'
        "limit 5 runs per day\n\nskip\n"
    )
    flow = read(text)
    text = edit.set_line(text, flow, flow.triggers[0], OnManual(notes=NO_NOTES))
    text = edit.set_line(text, read(text), read(text).triggers[0], None)
    text = edit.set_limits(text, read(text), (Limit(7, "runs", "day"),))
    text = edit.set_name(text, read(text), 'B "b"')
    text = edit.set_goal(text, read(text), None)
    assert text == (
        'flow "B \\"b\\""\n\non contact.created\n\nuse a.b at most 3 per day\n\nlimit 7 runs per day\n\nskip\n'
    )


def test_broken_lines_stay() -> None:
    text = 'flow "A"\n\nskip\n  let let let\nstop\n'
    flow = parse(text).flow
    assert flow is not None
    assert isinstance(flow.body.statements[1], Broken)
    changed = edit.insert(text, flow, (), 1, [Skip()])
    assert "\n  let let let\n" in changed
    with pytest.raises(edit.EditProblem):
        edit.switch_off(text, flow, (1,))


def test_find_the_innermost_step() -> None:
    flow = read(CAREFUL)
    assert edit.find(flow, CAREFUL.index("wait 5")) == (1, "then", 1)
    assert edit.find(flow, CAREFUL.index("if @news")) == (1,)
    assert edit.find(flow, 0) is None


def test_difference() -> None:
    flow = read(CAREFUL)
    assert edit.difference(flow, flow).same
    moved = read(edit.move(CAREFUL, flow, (0,), (), 3))
    script = edit.difference(flow, moved)
    assert [change.old for change in script.of_kind("moved")] == [(0,)]
    assert not script.of_kind("added", "removed", "changed")
    changed = read(edit.replace(CAREFUL, flow, (1, "then", 1), Wait(Duration(Decimal(2), "days"))))
    assert [(c.kind, c.new) for c in edit.difference(flow, changed).changes if c.kind != "unchanged"] == [
        ("changed", (1, "then", 1))
    ]
    wrapped = read(edit.wrap(CAREFUL, flow, (1,), Try(Block(), "e", Block())))
    script = edit.difference(flow, wrapped)
    assert [change.new for change in script.of_kind("added")] == [(1,)]
    assert [change.new for change in script.of_kind("moved")] == [(1, "body", 0)]
    assert script.matches()[(1, "body", 0, "then", 1)] == (1, "then", 1)
