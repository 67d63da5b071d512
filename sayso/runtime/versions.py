"""The versions a journal's runs stand on: their texts are in it, and compile to the same programs or not at all."""

from collections.abc import Callable

import msgspec

from sayso.compiler import compile
from sayso.compiler.contracts import contracts
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked, link
from sayso.runtime.journal import Header, Journal


class OtherVersion(Exception):
    """A flow of the journal is no longer the version that ran; the sentence says why."""


def versions_of(journal: Journal, catalog: Catalog) -> Callable[[Header], Linked]:
    """The program of each run of a journal, made again from its own text; raises `OtherVersion`."""
    texts = [header.text for header in journal.headers()]
    known = msgspec.structs.replace(catalog, flows={**catalog.flows, **contracts(texts, catalog)})
    made: dict[str, Linked] = {}

    def version(header: Header) -> Linked:
        if header.version not in made:
            made[header.version] = _made_again(header, known)
        return made[header.version]

    return version


def _made_again(header: Header, catalog: Catalog) -> Linked:
    program = compile(header.text, catalog).program
    if program is None:
        raise OtherVersion(f"“{header.flow}” does not compile here; use the workspace where it was run.")
    if program.version != header.version:
        raise OtherVersion(f"“{header.flow}” is another version here: a tool or template it uses was changed.")
    return link(program, header.text)
