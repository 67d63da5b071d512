"""Of every record that comes in, only what the flow uses is kept: the fields the compiler listed, and what names it."""

from typing import Any

from sayso.compiler.ir import Program

ALWAYS = ("type", "id")


def loaded(value: Any, program: Program) -> Any:
    """A tool's answer with its records cut down to the fields this flow uses."""
    uses, titles = dict(program.uses), dict(program.titles)
    return _cut(value, uses, titles)


def _cut(value: Any, uses: dict[str, tuple[str, ...]], titles: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_cut(item, uses, titles) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    if not isinstance(kind, str) or "id" not in value:
        return {name: _cut(item, uses, titles) for name, item in value.items()}
    wanted = {path.partition(".")[0] for path in uses.get(kind, ())} | {titles.get(kind, ""), *ALWAYS}
    return {name: _cut(item, uses, titles) for name, item in value.items() if name in wanted}
