"""How near greedy worlds come to what is proven of the templates, as the page `docs/tightness.md` tells it.

The worlds that were found are kept in `witnesses.json`, so that a test need not look for them again.
"""

from collections.abc import Callable
from pathlib import Path

import msgspec

from sayso.compiler import Compiled, compile
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog
from tests.bounds.greedy import Salts
from tests.bounds.plenty import ZONE
from tests.bounds.searching import CREDITS, SECONDS, STEPS, Reached, bounds_of, greediest

HERE = Path(__file__).parent
TEMPLATES = sorted((HERE.parent.parent / "sayso" / "templates").glob("*.flow"))
PAGE = HERE.parent.parent / "docs" / "tightness.md"
WITNESSES = HERE / "witnesses.json"
HEAD = """<!-- Made by tests/bounds. Run `python -m tests.bounds --rewrite` after a template or a bound was changed. -->

# How tight the bounds are

What is proven of a flow holds in every world. It is worth more the nearer a world can come to it. Here a greedy world
is looked for: lists as long as loops take them, the longest waits, answers at the last moment, calls that fail where
that costs most, records that make conditions come out so that more is done. The numbers are the most it was seen to
do in one run, of what is proven. Where the first is smaller, no such world was found, or the data does not allow it.

Where no condition depends on data, each bound is reached exactly; `tests/bounds/exact.flow` shows that for every
statement.

"""


def workspace() -> Catalog:
    """The standard catalog of a workspace whose clocks go back by the most there is."""
    return msgspec.structs.replace(standard_catalog(), zone=ZONE)


def compiled_template(file: Path) -> Compiled:
    """A template in that workspace."""
    return compile(file.read_text("utf-8"), workspace())


def witnesses() -> dict[str, list[Salts]]:
    """The greediest worlds of each template that were found."""
    return msgspec.json.decode(WITNESSES.read_bytes(), type=dict[str, list[Salts]]) if WITNESSES.exists() else {}


def reached(file: Path, tries: int) -> Reached:
    """What is reached of a template, beginning with the worlds that are kept."""
    compiled = compiled_template(file)
    wanted = [name for name in bounds_of(compiled) if name != SECONDS]
    return greediest(compiled, workspace(), tries, wanted, witnesses().get(file.stem, []))


def worlds_of(found: Reached) -> list[Salts]:
    """The worlds that reach the most of something, each once."""
    worlds = [salts for name, salts in found.by.items() if name != SECONDS and salts]
    return [salts for number, salts in enumerate(worlds) if salts not in worlds[:number]]


def page(reached_of: Callable[[Path], dict[str, int]]) -> str:
    """The page."""
    rows = [row(file.stem, reached_of(file), bounds_of(compiled_template(file))) for file in TEMPLATES]
    return HEAD + "\n".join(["| template | steps | credits | calls |", "|---|---|---|---|", *rows]) + "\n"


def row(name: str, amounts: dict[str, int], bounds: dict[str, int]) -> str:
    """One template's row."""
    steps, credits = (_of(amounts[one], bounds[one]) for one in (STEPS, CREDITS))
    tools = [tool for tool in bounds if tool not in (STEPS, CREDITS, SECONDS)]
    calls = ", ".join(f"`{tool}` {_of(amounts[tool], bounds[tool])}" for tool in tools)
    return f"| `{name}` | {steps} | {credits} | {calls} |"


def _of(amount: int, bound: int) -> str:
    return f"{amount} of {bound}"
