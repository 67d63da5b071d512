"""`sayso lsp`: the language services for editors. They start it themselves and speak to it over its pipes."""

import argparse
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import msgspec

from sayso import __version__
from sayso.cli.console import Console, Problem
from sayso.cli.sources import catalog_for, neighbours, workspace
from sayso.compiler.contracts import contracts_of
from sayso.copilot.suggesting.habits import Habits
from sayso.dsl.catalog import Catalog
from sayso.dsl.parse import parse
from sayso.language import Services
from sayso.runtime.bundled import bundled
from sayso.runtime.folder import WorkspaceProblem


def arguments(parser: argparse.ArgumentParser) -> None:
    """How editors reach it, and which workspace the flows belong to."""
    parser.add_argument("--tcp", type=int, metavar="PORT", help="listen on this port of this computer (0: a free one)")
    parser.add_argument("--workspace", metavar="FOLDER", help="the workspace (default: SAYSO_HOME, else ./sayso-data)")


def serve(options: argparse.Namespace, console: Console) -> int:
    """Answer until the editor leaves."""
    from sayso.language_server import serve_stdio, serve_tcp

    shelf = Shelf(options.workspace)
    if options.tcp is None:
        return serve_stdio(shelf.services_of, __version__)
    if not 0 <= options.tcp <= 65_535:
        raise Problem(f"There is no port {options.tcp}. Ports go from 0 to 65535.", "usage")

    def told(port: int) -> None:
        console.say(f"Editors on this computer reach it at 127.0.0.1:{port}. Ctrl+C stops it.")
        console.document("lsp", {"port": port})
        console.flush()

    return serve_tcp(shelf.services_of, __version__, options.tcp, told)


class Shelf:
    """What flows may name, by the folder they lie in: the workspace's catalog and the flows beside them."""

    def __init__(self, folder: str | None) -> None:
        """A workspace that cannot be opened is said now."""
        self.folder = folder
        self._catalog = catalog_for(workspace(folder))
        self._habits: Habits | None = None

    def services_of(self, uri: str) -> Services:
        """Services for a flow at an address."""
        catalog = self.catalog_of(path_of(uri))
        if self._habits is None or self._habits.catalog.tools != catalog.tools:
            flows = [flow for text in bundled() if (flow := parse(text).flow) is not None]
            self._habits = Habits(catalog).learn(flows)
        return Services(catalog, self._habits)

    def catalog_of(self, path: Path | None) -> Catalog:
        """What a flow in a file may name; where the workspace cannot be read just now, what was known last."""
        try:
            found = workspace(self.folder)
            self._catalog = catalog_for(found)
            beside = neighbours([str(path)] if path is not None else [], found)
        except (Problem, WorkspaceProblem, OSError):
            return self._catalog
        flows = [flow for source in beside if (flow := parse(source.text).flow) is not None]
        known = contracts_of(flows, self._catalog)
        return msgspec.structs.replace(self._catalog, flows={**self._catalog.flows, **known})


def path_of(uri: str) -> Path | None:
    """The file behind an address; None where it is none, as with a text that was never saved."""
    parts = urlparse(uri)
    if parts.scheme != "file":
        return None
    return Path(url2pathname(parts.path))
