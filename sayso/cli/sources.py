"""Files to flows: reads what the command line names, compiles it against the workspace and its neighbours."""

import sys
from pathlib import Path

import msgspec

from sayso.cli.console import Problem
from sayso.compiler import Compiled, compile
from sayso.compiler.contracts import contracts
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog
from sayso.dsl.parse import parse
from sayso.dsl.source import SourceProblem, normalise
from sayso.interpreter import Linked, link
from sayso.runtime.settings import WorkspaceProblem
from sayso.runtime.workspace import Workspace

LARGEST = 10_000_000
"""Bytes; a larger file is not even read."""


class Source(msgspec.Struct, frozen=True):
    """One flow's text and where it came from."""

    name: str
    text: str
    raw: str


def read(names: list[str]) -> list[Source]:
    """The flows named on the command line; `-` is standard input."""
    return [_read(name) for name in names]


def _read(name: str) -> Source:
    raw = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else read_bytes(Path(name))
    try:
        text = normalise(raw)
    except SourceProblem as problem:
        raise Problem(f"{_shown(name)}: {problem.sentence}", problem.slug) from None
    if not text.strip():
        raise Problem(f'{_shown(name)} is empty. A flow begins with `flow "Its name"`; try `sayso new`.', "empty-file")
    return Source(_shown(name), text, raw.decode("utf-8", "replace"))


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name


def read_bytes(path: Path) -> bytes:
    """A file's bytes, or a `Problem` that says why not."""
    if path.is_dir():
        raise Problem(f"{path} is a directory. Name the files in it, such as {path}/*.flow.", "is-a-directory")
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(f"{path} has more than 10 MB, which no flow has.", "file-too-long")
        return path.read_bytes()
    except FileNotFoundError:
        raise Problem(f"There is no file {path}.", "no-such-file") from None
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.", "cannot-read-file") from None


def workspace(folder: str | None, needed: bool = False) -> Workspace | None:
    """The workspace in a folder (SAYSO_HOME, else `sayso-data` here), or None where there is none yet."""
    place = Path(folder) if folder else None
    if not Workspace.exists(place):
        if needed or folder:
            raise Problem("There is no workspace here yet. Make one with `sayso import contacts.csv`.", "no-workspace")
        return None
    try:
        return Workspace.open(place)
    except WorkspaceProblem as problem:
        raise Problem(problem.sentence, "workspace") from None


def catalog_for(found: Workspace | None) -> Catalog:
    """The workspace's catalog, or the standard one."""
    return found.catalog() if found is not None else standard_catalog()


class Built(msgspec.Struct, frozen=True):
    """Flows compiled together: each with its source, the catalog that knows them all, and the programs to call."""

    flows: list[tuple[Source, Compiled]]
    catalog: Catalog
    programs: dict[str, Linked]


def build(names: list[str], found: Workspace | None) -> Built:
    """Compile the named flows; they and their neighbours in the same folder can call each other."""
    sources = read(names)
    texts = {source.name: source.text for source in [*_neighbours(names, found), *sources]}
    catalog = catalog_for(found)
    catalog = msgspec.structs.replace(catalog, flows={**catalog.flows, **contracts(list(texts.values()), catalog)})
    compiled = {name: compile(text, catalog) for name, text in texts.items() if _called(text, catalog)}
    programs = {c.program.flow: link(c.program, c.text) for c in compiled.values() if c.program is not None}
    flows = [(source, compiled.get(source.name) or compile(source.text, catalog)) for source in sources]
    return Built(flows, catalog, programs)


def _called(text: str, catalog: Catalog) -> bool:
    """Whether the flow is one that others can call."""
    flow = parse(text).flow
    return flow is not None and flow.name in catalog.flows


def _neighbours(names: list[str], found: Workspace | None) -> list[Source]:
    folders = {Path(name).parent for name in names if name != "-"}
    beside = [path for folder in folders for path in folder.glob("*.flow")] + list(found.flow_files() if found else ())
    paths = sorted(path for path in set(beside) if str(path) not in names)
    return [source for path in paths[:200] if (source := _readable(path)) is not None]


def _readable(path: Path) -> Source | None:
    """A neighbour's text; one that cannot be read is not this command's business."""
    try:
        return _read(str(path))
    except Problem:
        return None
