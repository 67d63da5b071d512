"""What a condition shows about the values in it, where it is met and where it is not.

Only `==` and `in` against trusted data narrow: then what is handed on is the trusted data's own element. A condition
that was not met may also be unknown, which shows something only beside written values, for these are never missing.
"""

from sayso.compiler.trust.env import NO_MATCHES, Env, Matches
from sayso.compiler.trust.label import MEMBER, NOBODY
from sayso.compiler.trust.reading import Reader, key_of, paths_in, root_of
from sayso.dsl import expressions as e
from sayso.dsl.expressions import Expression
from sayso.dsl.types import RecordOf, Scalar, present

WRITTEN = (e.Number, e.Percent, e.Money, e.Date, e.Time, e.DateTime, e.Boolean)
IDENTIFYING = ("email", "phone", "url")


def shown(reader: Reader, condition: Expression, env: Env, met: bool) -> Matches:
    """What holds where a condition was met, or where it was not."""
    return _shown(reader, condition, env, met, surely=met)


def _shown(reader: Reader, condition: Expression, env: Env, truth: bool, surely: bool) -> Matches:
    match condition:
        case e.Not(value=value):
            return _shown(reader, value, env, not truth, surely)
        case e.Binary(operator="and" | "or" as operator, left=left, right=right):
            one, other = (_shown(reader, side, env, truth, surely) for side in (left, right))
            return one.both(other) if (operator == "and") == truth else one.either(other)
        case e.Binary(operator="==", left=left, right=right) if truth:
            return _equal(reader, left, right, env, surely)
        case e.Binary(operator="!=", left=left, right=right) if not truth:
            return _equal(reader, left, right, env, surely)
        case e.Binary(operator="in", left=left, right=right) if truth and not isinstance(right, e.Range):
            return _is_one_of(reader, left, right, env, surely)
    return NO_MATCHES


def _equal(reader: Reader, left: Expression, right: Expression, env: Env, surely: bool) -> Matches:
    one = _is_one_of(reader, left, right, env, surely).both(_is_one_of(reader, right, left, env, surely))
    return one.both(_same_person(reader, left, right, env)) if surely else one


def _is_one_of(reader: Reader, value: Expression, known: Expression, env: Env, surely: bool) -> Matches:
    key = key_of(value)
    if key is None or isinstance(known, e.Missing | e.Todo) or not (surely or _is_written(known)):
        return NO_MATCHES
    label = reader.label(known, env)
    record = reader.record_of(known)
    listed = label.listed or (reader.listed(record) if record is not None else "")
    if label.stranger or listed:
        return NO_MATCHES
    paths = frozenset({key})
    return Matches(fresh=paths) if _goes_through_a_record(reader, value) else Matches(paths=paths)


def _same_person(reader: Reader, left: Expression, right: Expression, env: Env) -> Matches:
    """`@email.from == @contact.email` says that both records are about one person."""
    if not all(_identifies(reader, side) for side in (left, right)):
        return NO_MATCHES
    one, other = (reader.label(side, env).owners for side in (left, right))
    if len(one) != 1 or len(other) != 1 or {NOBODY, MEMBER} & (one | other):
        return NO_MATCHES
    return Matches(pairs=frozenset({one | other}))


def _identifies(reader: Reader, side: Expression) -> bool:
    kind = present(reader.facts.type_of(side))
    return isinstance(kind, RecordOf) or (isinstance(kind, Scalar) and kind.name in IDENTIFYING)


def _is_written(known: Expression) -> bool:
    match known:
        case e.Text(parts=parts):
            return all(isinstance(part, str) for part in parts)
        case e.List(items=items):
            return all(_is_written(item) for item in items)
    return isinstance(known, WRITTEN)


def _goes_through_a_record(reader: Reader, value: Expression) -> bool:
    inner = value.of if isinstance(value, e.Field | e.Index) else None
    while inner is not None:
        if reader.record_of(inner) is not None:
            return True
        inner = inner.of if isinstance(inner, e.Field | e.Index) else None
    return False


def decided_by(reader: Reader, condition: Expression, env: Env, elements: tuple[str, ...] = ()) -> str:
    """The stranger's words that decide whether a condition is met; "" if none do.

    An equality with trusted data inside a `where` may only say whose event or record is meant: then it does not count.
    """
    if elements:
        match condition:
            case e.Binary(operator="and" | "or", left=left, right=right):
                return decided_by(reader, left, env, elements) or decided_by(reader, right, env, elements)
            case e.Binary(operator="==", left=left, right=right):
                if any(_says_whose(reader, a, b, env, elements) for a, b in ((left, right), (right, left))):
                    return ""
    found = (reader.label(path, env).stranger for path in paths_in(condition))
    return next((words for words in found if words), "")


def _says_whose(reader: Reader, own: Expression, other: Expression, env: Env, elements: tuple[str, ...]) -> bool:
    """Whether an equality says whom an event or record is about: its very own address is one that is trusted."""
    direct = isinstance(own, e.Name) or (isinstance(own, e.Field) and isinstance(own.of, e.Name))
    return direct and root_of(own) in elements and _identifies(reader, own) and not reader.label(other, env).stranger
