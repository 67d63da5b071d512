"""The closed lists that a catalog fills into the grammar: what a model may name, and nothing else."""

import re
from collections.abc import Collection, Iterable
from typing import get_args

from sayso.dsl.catalog import Catalog, Tool
from sayso.dsl.functions import FUNCTIONS
from sayso.dsl.print_text import quoted
from sayso.dsl.types import ScalarName

SPOKEN = ("people.hand_off", "people.ask", "people.say")
"""How `hand off`, `ask` and `say` are called in tests; they need no `use` line, so they are always there."""

ROW = "record"
"""The function that makes a row of any fields."""

LONGEST_NAME = 64
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_SPECIAL = re.compile(r"[\\/.^$|?*+()\[\]{}#&~-]")
_SPELT = {"\n": r"\n", "\t": r"\t"}


def allowed_tools(catalog: Catalog, allowed: Collection[str] | None) -> list[str]:
    """The tools that may be called: those asked for, as far as the catalog has them and the workspace allows them."""
    policy = catalog.policy.allowed
    return sorted(
        name for name in catalog.tools if (allowed is None or name in allowed) and (policy is None or name in policy)
    )


def closed_lists(catalog: Catalog, allowed: Collection[str] | None) -> dict[str, str]:
    """A pattern for each closed list by the name of its terminal; an empty one where there is nothing to choose."""
    tools = allowed_tools(catalog, allowed)
    keys = {tool.name: template_keys(tool) for tool in catalog.tools.values()}
    known = sorted({key for name in tools for key in keys[name]})
    return {
        "TOOL": one_of(tools),
        "PLAIN_TOOL": one_of(name for name in tools if not keys[name]),
        "MAIL_TOOL": one_of(name for name in tools if keys[name]),
        "TOLD_TOOL": one_of(sorted({*tools, *(name for name in SPOKEN if name in catalog.tools)})),
        "EVENT": one_of(sorted(catalog.events)),
        "FUNCTION": one_of(sorted({*FUNCTIONS, *catalog.records, ROW})),
        "TYPE": one_of(sorted({*get_args(ScalarName), *catalog.records})),
        "TEMPLATE_KEY": one_of(f"{key}:" for key in known),
        "OTHER_KEY": any_name_but(known) + ":",
        "TEMPLATE": one_of(quoted(name) for name in sorted(catalog.templates)),
    }


def template_keys(tool: Tool) -> list[str]:
    """The parameters of a tool that hold the name of a template."""
    return [parameter.name for parameter in tool.parameters if parameter.picks == "template"]


def one_of(words: Iterable[str]) -> str:
    """A pattern for exactly these words; empty where there are none."""
    spelt = [_SPECIAL.sub(r"\\\g<0>", word) for word in words]
    joined = "|".join("".join(_SPELT.get(letter, letter) for letter in word) for word in spelt)
    return f"(?:{joined})" if joined else ""


def any_name_but(words: Collection[str]) -> str:
    """A pattern for names of letters, digits and `_` that are none of these words; needs no look-around."""
    return _other_than("", frozenset(words))


def _other_than(before: str, words: frozenset[str]) -> str:
    """How a name may go on that has begun with `before`, itself the beginning of some of the words."""
    letters = sorted({word[len(before)] for word in words if word.startswith(before) and word != before})
    goes_on = "[" + "".join(c for c in (_LETTERS + "0123456789" * bool(before)) if c not in letters) + "]"
    ways = [f"{goes_on}[A-Za-z0-9_]{{0,{LONGEST_NAME - 1}}}", *(c + _other_than(before + c, words) for c in letters)]
    return f"(?:{'|'.join(ways)})" + ("?" if before and before not in words else "")
