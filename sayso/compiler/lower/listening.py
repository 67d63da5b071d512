"""What an event pattern listens for: the condition, the key that finds the event, and since when it counts."""

from collections.abc import Iterable

from sayso.compiler import ir
from sayso.compiler.lower.expressions import Lowering
from sayso.compiler.lower.records import brought
from sayso.dsl import expressions as e
from sayso.dsl import statements as s
from sayso.dsl.node import walk


def listen(
    lower: Lowering, statement: s.Statement, node: s.EventPattern, operations: Iterable[ir.Operation]
) -> ir.Listen:
    """What a statement listens for; `operations` are those before it, the last one first."""
    event = lower.facts.events[id(node)]
    since = node.since.name if isinstance(node.since, e.Name) else None
    names = _event_names(lower, statement, event.short)
    return ir.Listen(
        event=event.name,
        where=lower.core(node.where) if node.where else None,
        key=_key(lower, node.where, names),
        after_tools=() if since else event.answers,
        after_step=_step_that_set(operations, since) if since else None,
        names=tuple(lower.called(name) for name in names),
        records=brought(lower, statement, names),
    )


def _event_names(lower: Lowering, statement: s.Statement, short: str) -> tuple[str, ...]:
    """`event`, and the short name where no other thing has it already."""
    taken = lower.facts.names.get(id(statement), {})
    return ("event",) if short in taken else ("event", short)


def _key(lower: Lowering, where: e.Expression | None, names: tuple[str, ...]) -> tuple[str, ir.Expression] | None:
    """The first equality between a field of the event, under one of its names, and something else."""
    for part in _conjuncts(where):
        if isinstance(part, e.Binary) and part.operator == "==":
            for mine, other in ((part.left, part.right), (part.right, part.left)):
                field = _event_field(mine, names)
                if field and not _mentions(other, names):
                    return field, lower.core(other)
    return None


def _conjuncts(condition: e.Expression | None) -> list[e.Expression]:
    if isinstance(condition, e.Binary) and condition.operator == "and":
        return _conjuncts(condition.left) + _conjuncts(condition.right)
    return [condition] if condition is not None else []


def _event_field(expression: e.Expression, names: tuple[str, ...]) -> str | None:
    fields: list[str] = []
    while isinstance(expression, e.Field):
        fields.append(expression.name)
        expression = expression.of
    root = isinstance(expression, e.Name) and expression.name in names
    return ".".join(reversed(fields)) if root and fields else None


def _mentions(expression: e.Expression, names: tuple[str, ...]) -> bool:
    return any(isinstance(node, e.Name) and node.name in names for node in walk(expression))


def _step_that_set(operations: Iterable[ir.Operation], name: str) -> str | None:
    """The step of the last call above whose answer was given that name."""
    return next((op.step for op in operations if isinstance(op, ir.Call) and op.into == name), None)
