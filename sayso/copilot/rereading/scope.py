"""The names that are known at a place of a readback, what they are called there, and what kind of thing each is."""

from collections.abc import Iterable
from itertools import islice

from sayso.copilot.english import plural, words_of
from sayso.copilot.readback_words import COUNTED, NAMED, OWNERS
from sayso.copilot.rereading.splitting import MOST, Patience
from sayso.copilot.unsaid import says
from sayso.dsl.catalog import Catalog
from sayso.dsl.expressions import Binary, Call, Expression, Field, Index, List, Name, Number, Sorted, Take, Text, Where
from sayso.dsl.node import walk
from sayso.dsl.types import NUMBER, PERSON, TEXT, ListOf, RecordOf, Type, present

SAME = frozenset({"unique", "reverse", "without", "default"})


class Scope:
    """Knows names and types. What nobody declared is taken for the name of a result, and kept in `free`.

    `by_place` writes "the first deal" as `@deals[0]`, and "there are deals" as `@deals[0] exists`.
    """

    def __init__(self, catalog: Catalog, patience: Patience) -> None:
        self.catalog = catalog
        self.patience = patience
        self.types: dict[str, Type | None] = {}
        self.called: dict[str, list[str]] = {}
        self.free: set[str] = set()
        self.by_place = False
        self.results: list[tuple[str, Type | None]] = []
        self.nouns = {plural(words_of(name)): name for name in catalog.records}
        self.fields: dict[str, list[str]] = {}
        for record in catalog.records.values():
            for field in record.fields:
                names = self.fields.setdefault(words_of(field.name), [])
                if field.name not in names:
                    names.append(field.name)
        self._all_fields = {name for names in self.fields.values() for name in names}

    def declare(self, name: str, kind: Type | None = None) -> None:
        """A name that stands for something from here on."""
        self.types[name] = kind
        words = NAMED.get(name) or words_of(name)
        counted = (f"number of {words}",) if name in COUNTED else ()
        for said in (words, *counted):
            names = self.called.setdefault(said, [])
            if name in names:
                names.remove(name)
            names.insert(0, name)

    def names(self, words: str) -> list[str]:
        """What is called so: "quiet contacts" may be `quiet`, a list of contacts."""
        found = list(self.called.get(words, ()))
        first, _, rest = words.partition(" ")
        whose = next((name for name, said in OWNERS.items() if said == first), None)
        if whose and rest in self.nouns:
            found += self.called.get(whose, ())
        for noun in self.nouns:
            if words.endswith(f" {noun}"):
                found += self.called.get(words.removesuffix(f" {noun}"), ())
        return list(dict.fromkeys(found))

    def fields_called(self, owner: Expression, words: str) -> list[str]:
        """The fields that something has under these words, or else may have."""
        return self.known_fields(owner, words) or ([camel(words)] if is_name(words) else [])

    def known_fields(self, owner: Expression, words: str) -> list[str]:
        """The fields that something has under these words; any field of that name where nobody knows what it is."""
        kind = present_type(self.type_of(owner))
        item = present_type(kind.item) if isinstance(kind, ListOf) else kind
        record = self.catalog.records.get(item.name) if isinstance(item, RecordOf) else None
        if record is not None:
            return [field.name for field in record.fields if words_of(field.name) == words]
        return self.fields.get(words, []) if kind is None else []

    def type_of(self, value: Expression) -> Type | None:
        """The type of a value as far as it can be seen here."""
        match value:
            case Name(name="me"):
                return PERSON
            case Name(name=name):
                return self.types[name] if name in self.types else self._of_result(name)
            case Text():
                return TEXT
            case Number() | Binary(operator="+" | "-" | "*" | "/", right=Number()):
                return NUMBER
            case Field(of=of, name=name):
                return self._field(of, name)
            case Index(of=of):
                return self._item_of(of)
            case Call(function="first" | "last", arguments=(only,)):
                return self._item_of(only.value)
            case Where(of=of) | Sorted(of=of) | Take(of=of):
                return self.type_of(of)
            case Call(function=function, arguments=(first, *_)) if function in SAME:
                return self.type_of(first.value)
            case Binary(operator="or", left=left):
                return self.type_of(left)
            case List(items=(first, *_)):
                item = self.type_of(first)
                return ListOf(item) if item else None
            case _:
                return None

    def likeliest(self, values: Iterable[Expression]) -> list[Expression]:
        """The different ones among these, those first that name only fields there are."""
        return sorted(islice(dict.fromkeys(values), 3 * MOST), key=self._strange)[:MOST]

    def _strange(self, value: Expression) -> int:
        return sum(
            not self._is_there(node) if isinstance(node, Field) else isinstance(node, Name) and self._is_new(node.name)
            for node in walk(value)
        )

    def _is_new(self, name: str) -> bool:
        return name in self.free and name not in self.types and self._of_result(name) is None

    def _is_there(self, field: Field) -> bool:
        kind = present_type(self.type_of(field.of))
        item = present_type(kind.item) if isinstance(kind, ListOf) else kind
        record = self.catalog.records.get(item.name) if isinstance(item, RecordOf) else None
        if field.of in (Name("user"), Name("memory"), Name("trigger")):
            return True
        if kind is None:
            return field.name in self._all_fields
        return record is not None and record.field(field.name) is not None

    def _field(self, of: Expression, name: str) -> Type | None:
        if of == Name("user"):
            return PERSON
        kind = present_type(self.type_of(of))
        item = present_type(kind.item) if isinstance(kind, ListOf) else kind
        record = self.catalog.records.get(item.name) if isinstance(item, RecordOf) else None
        field = record.field(name) if record else None
        if field is None:
            return None
        return ListOf(field.type) if isinstance(kind, ListOf) else field.type

    def _item_of(self, items: Expression) -> Type | None:
        kind = present_type(self.type_of(items))
        return kind.item if isinstance(kind, ListOf) else None

    def _of_result(self, name: str) -> Type | None:
        """The type of a result that has no name yet and would be called so."""
        if name not in self.free:
            return None
        return next((kind for told, kind in reversed(self.results) if says(told, words_of(name))), None)

    def is_list(self, value: Expression) -> bool | None:
        """Whether a value is a list; None where nobody knows."""
        kind = present_type(self.type_of(value))
        if kind is None:
            return True if isinstance(value, Where | Sorted | Take | List) else None
        return isinstance(kind, ListOf)

    def noun(self, value: Expression) -> str | None:
        """What the items of a list are."""
        kind = present_type(self.type_of(value))
        item = present_type(kind.item) if isinstance(kind, ListOf) else None
        return item.name if isinstance(item, RecordOf) else None

    def element(self, items: Expression) -> str:
        """What an item is called in a condition on a list."""
        return self.item(self.noun(items) or "it")

    def item(self, kind: str) -> str:
        """The same for records of a kind; "it" where something else is called so."""
        return "it" if kind in self.types else kind


def present_type(kind: Type | None) -> Type | None:
    """The type of what is there."""
    return present(kind) if kind is not None else None


NO_NAMES = frozenset({
    "the", "a", "an", "is", "are", "was", "were", "has", "have", "had", "does", "do", "not", "no", "and", "or",
    "nor", "of", "at", "to", "than", "whose", "that", "with", "where", "there", "yes", "whether", "either",
    "neither", "any", "more", "most", "least", "less", "fewer", "between", "from", "until", "first", "it",
    "they", "because",
})  # fmt: skip
"""Words that no name has in it: what holds one is no name."""


def is_name(words: str) -> bool:
    """Whether words may be a name that nobody has told of."""
    parts = words.split(" ")
    return len(parts) <= 4 and all(part.isalnum() and part not in NO_NAMES for part in parts)


def camel(words: str) -> str:
    """`closeDate` for "close date"."""
    first, *rest = "".join(sign if sign.isalnum() else " " for sign in words).split() or [""]
    name = first.lower() + "".join(word[:1].upper() + word[1:].lower() for word in rest)
    return name if name[:1].isalpha() else ""
