"""Files to flows: reads what the command line names, compiles it against the workspace and its neighbours."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sayso.cli.console import Console, Problem
from sayso.compiler import Compiled
from sayso.compiler.compiling import compile_parsed
from sayso.compiler.contracts import calls, contracts_of
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog
from sayso.dsl.parse import Parsed, parse
from sayso.dsl.source import SourceProblem, normalise
from sayso.runtime.folder import holds_workspace

if TYPE_CHECKING:
    from sayso.interpreter import Linked
    from sayso.runtime.workspace import Workspace

STDIN = "standard input"
LARGEST = 10_000_000
"""Bytes; a larger file is not even read."""
MOST_NEIGHBOURS = 200
"""Flows in the same folder that are looked at."""


class Source(msgspec.Struct, frozen=True):
    """One flow's text and where it came from."""

    name: str
    text: str
    raw: str


def read(names: list[str], console: Console) -> list[Source]:
    """The flows named on the command line; `-` is standard input. Of several, those that can be read."""
    found = []
    for name in names:
        try:
            found.append(_read(name))
        except Problem as problem:
            if len(names) == 1:
                raise
            console.aside_problem(problem)
    return found


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
    return STDIN if name == "-" else name


def read_bytes(path: Path) -> bytes:
    """A file's bytes, or a `Problem` that says why not."""
    if path.is_dir():
        raise Problem(f"{path} is a directory. Name a file in it.", "is-a-directory")
    try:
        if path.stat().st_size > LARGEST:
            raise Problem(f"{path} has more than 10 MB, which no flow has.", "file-too-long")
        return path.read_bytes()
    except FileNotFoundError:
        raise Problem(f"There is no file {path}.", "no-such-file") from None
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.", "cannot-read-file") from None


def workspace(folder: str | None, needed: bool = False) -> "Workspace | None":
    """The workspace in a folder (SAYSO_HOME, else `sayso-data` here), or None where there is none yet."""
    place = Path(folder) if folder else None
    if not holds_workspace(place):
        if needed or folder:
            where = f"in {folder}" if folder else "here yet"
            raise Problem(f"There is no workspace {where}. Make one with `sayso import contacts.csv`.", "no-workspace")
        return None
    from sayso.runtime.workspace import Workspace

    return Workspace.open(place)


def catalog_for(found: "Workspace | None") -> Catalog:
    """The workspace's catalog, or the standard one."""
    return found.catalog() if found is not None else standard_catalog()


class Built(msgspec.Struct, frozen=True):
    """Flows compiled together: each with its source, the catalog that knows them all, and the programs to call."""

    flows: list[tuple[Source, Compiled]]
    catalog: Catalog
    programs: "dict[str, Linked]"


def build(names: list[str], found: "Workspace | None", console: Console) -> Built:
    """Compile the named flows; they and their neighbours in the same folder can call each other."""
    sources = read(names, console)
    read_ = {source.name: (source.text, parse(source.text)) for source in [*neighbours(names, found), *sources]}
    catalog = catalog_for(found)
    known = contracts_of([parsed.flow for _, parsed in read_.values() if parsed.flow is not None], catalog)
    catalog = msgspec.structs.replace(catalog, flows={**catalog.flows, **known})
    flows = [(source, compile_parsed(*read_[source.name], catalog)) for source in sources]
    return Built(flows, catalog, _programs(flows, list(read_.values()), catalog))


def _programs(
    flows: list[tuple[Source, Compiled]], known: list[tuple[str, Parsed]], catalog: Catalog
) -> "dict[str, Linked]":
    """The programs of all flows that these can call, directly or through others."""
    open_ = [name for _, compiled in flows if compiled.flow is not None for name in calls(compiled.flow)]
    if not open_:
        return {}
    from sayso.interpreter import link

    by_name = {parsed.flow.name: (text, parsed) for text, parsed in known if parsed.flow is not None}
    programs: dict[str, Linked] = {}
    met: set[str] = set()
    while open_:
        name = open_.pop()
        if name in met or name not in by_name or name not in catalog.flows:
            continue
        met.add(name)
        compiled = compile_parsed(*by_name[name], catalog)
        open_ += calls(compiled.flow) if compiled.flow is not None else ()
        if compiled.program is not None:
            programs[name] = link(compiled.program)
    return programs


def neighbours(names: list[str], found: "Workspace | None") -> list[Source]:
    """The flows in the same folders and in the workspace, themselves left out."""
    folders = {Path(name).parent for name in names}
    beside = [path for folder in folders for path in folder.glob("*.flow")] + list(found.flow_files() if found else ())
    named = {Path(name).resolve() for name in names if name != "-"}
    paths = sorted({path for path in beside if path.resolve() not in named})
    return [source for path in paths[:MOST_NEIGHBOURS] if (source := _readable(path)) is not None]


def _readable(path: Path) -> Source | None:
    """A neighbour's text; one that cannot be read is not this command's business."""
    try:
        return _read(str(path))
    except Problem:
        return None
