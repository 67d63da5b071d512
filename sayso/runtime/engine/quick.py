"""Changes that need no look at other rows: kept by the database's own driver, in one piece.

What it does is what `Commits.write` does; that one stays for whatever must look before it writes, and for a second try.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from sayso.runtime.engine.changes import Arrival, Change, Kept, Verdict
from sayso.runtime.engine.texts import Text, Texts
from sayso.runtime.storage import Storage

Quick = Callable[[Sequence[Change]], Awaitable[list[Verdict]]]
Loop = tuple[str, str, str]


def is_plain(change: Change) -> bool:
    """Whether nothing must be looked at but the lane's own guard."""
    return not (change.acts or change.demands or change.veto)


def quick_for(storage: Storage, statements: Mapping[str, Any]) -> Quick:
    """How this database keeps plain changes."""
    texts = Texts(storage, statements)
    if storage.sqlite is not None:
        from sayso.runtime.engine.quick_sqlite import quick as sqlite

        return sqlite(storage.sqlite, texts)
    from sayso.runtime.engine.quick_postgresql import quick as postgresql

    assert storage.direct is not None
    return postgresql(storage.direct, texts)


def kept(changes: Iterable[Change], verdicts: Iterable[Verdict]) -> list[tuple[Change, Kept]]:
    """The changes that count, with their verdicts."""
    return [(change, verdict) for change, verdict in zip(changes, verdicts, strict=True) if isinstance(verdict, Kept)]


def grouped(texts: Texts, counting: Iterable[Change]) -> list[tuple[Text, list[tuple[Any, ...]]]]:
    """The rows for other tables: each text once with the parameters of all its rows, in the order of the statements."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for change in counting:
        for name, row in change.ops:
            found[name].append(row)
    result = []
    for name in texts.names:
        if name in found:
            text = texts.of(name, found[name][0])
            result.append((text, text.values(found[name])))
    return result


def arrivals(counting: Iterable[Change]) -> dict[Loop, tuple[int, bool]]:
    """For each loop whose items ended: how many, and whether it must stop."""
    found: dict[Loop, list[Arrival]] = defaultdict(list)
    for change in counting:
        if change.arrival is not None:
            found[change.workspace, change.run, change.arrival.loop].append(change.arrival)
    return {loop: (len(some), any(arrival.halts for arrival in some)) for loop, some in found.items()}
