"""What the tests of forms read: every specimen and template, compiled against the fixed catalog."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sayso.compiler import Compiled, compile
from sayso.connectors import standard_catalog
from sayso.dsl.blocks import statements
from sayso.dsl.catalog import Catalog
from sayso.editor.inspector.shapes import Where

ROOT = Path(__file__).parents[2]
FILES = sorted([
    *(ROOT / "tests" / "specimens").glob("*.flow"), *(ROOT / "sayso" / "templates").glob("*.flow"),
    *(ROOT / "tests" / "dsl").glob("*.flow"), ROOT / "tests" / "identity.flow",
])  # fmt: skip

FEW = [file for file in FILES if file.parent.name == "specimens" or file.stem.endswith(("outbound", "fragments"))]
"""Those in which every field is changed."""


@cache
def catalog() -> Catalog:
    """The fixed catalog of tests."""
    return standard_catalog()


@cache
def compiled(file: Path) -> Compiled:
    """A file, compiled."""
    return compile(file.read_text("utf-8"), catalog())


def of(text: str) -> Compiled:
    """A text, compiled."""
    return compile(text, catalog())


def places(known: Compiled) -> Iterator[Where]:
    """Everything that can be selected in a flow."""
    assert known.flow is not None
    yield from (None, "rules", *(f"trigger:{number}" for number in range(max(1, len(known.flow.triggers)))))
    yield from (address for address, _ in statements(known.flow))
