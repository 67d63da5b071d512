"""The documents as the tests read them: pages, their code blocks and links, and how a fragment becomes a flow."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sayso.dsl.catalog import Catalog
from tests.house.sources import ROOT, files

FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>[^\n`]*)\n(?P<text>.*?)^(?P=indent)```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE = re.compile(r"`[^`\n]+`")
HEADING = re.compile(r"^#+ +(?P<title>.+?) *$", re.MULTILINE)
TOOL = re.compile(r"\b[a-z_]+\.[a-z_]+(?=\()")

HEADER_WORDS = ("use", "limit", "memory")
TRIGGER = "on manual with\n  contact: contact\n  deal: deal\n  customer: customer\nend"
"""What a fragment's names mean: a fragment without a trigger is started by hand with these."""


class Block(NamedTuple):
    """A fenced code block: `kind` is what stands after the fence, `line` where it begins in the page."""

    page: Path
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def pages() -> list[Path]:
    """Every page: the ones at the top and all of `docs/`."""
    return [path for path in files() if (path.suffix == ".md" and path.parent == ROOT) or is_doc(path)]


def is_doc(path: Path) -> bool:
    """Whether a file is a page of `docs/`."""
    return path.suffix == ".md" and path.is_relative_to(ROOT / "docs")


def text_of(name: str) -> str:
    """The text of a page, named from the top: `docs/tour.md`."""
    return (ROOT / name).read_text("utf-8")


def blocks(page: Path) -> Iterator[Block]:
    """The fenced code blocks of a page."""
    text = page.read_text("utf-8")
    for found in FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(page, line, found["kind"].strip(), found["text"])


def links(page: Path) -> Iterator[str]:
    """Where the links of a page lead, code left out."""
    text = CODE.sub("", FENCE.sub("", page.read_text("utf-8")))
    return (found["target"] for found in LINK.finditer(text))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, made as GitHub makes them."""
    titles = (found["title"] for found in HEADING.finditer(FENCE.sub("", page.read_text("utf-8"))))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def whole_flow(block: Block, catalog: Catalog) -> str:
    """The block as a flow that can be compiled: a fragment gets a name, a trigger and the `use` line it needs."""
    if block.kind == "flow":
        return block.text
    word = block.text.split(maxsplit=1)[0]
    if word == "on" and not block.text.startswith("on error"):
        return f'flow "Example"\n{block.text}\nstop "shown"\n'
    if word in HEADER_WORDS:
        return f'flow "Example"\n{TRIGGER}\n{block.text}\nstop "shown"\n'
    used = dict.fromkeys(name for name in TOOL.findall(block.text) if name in catalog.tools)
    use = f"use {', '.join(used)}\n" if used else ""
    return f'flow "Example"\n{TRIGGER}\n{use}\n{block.text}'
