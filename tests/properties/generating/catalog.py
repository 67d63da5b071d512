"""The catalog that generated flows are written against: the standard one, and three flows to run."""

from functools import cache

import msgspec

from sayso.compiler import compile
from sayso.compiler.contracts import contracts
from sayso.connectors import standard_catalog
from sayso.dsl.catalog import Catalog
from sayso.interpreter import Linked, link

CALLED = (
    'flow "Greet"\non call with\n  contact: contact\nend\nuse crm.add_tags\n'
    'crm.add_tags(@contact, ["customer"])\nwait 1 day\nreturn "Hello {@contact.fullName}"\n',
    'flow "Tell"\non call with\n  words: text\n  often: number?\nend\nuse people.notify\n'
    'people.notify(@me, "{@words} {@often or 0}")\n',
    'flow "Refuse"\non call with\n  deal: deal\nend\n'
    'if @deal.value > $10k\n  fail "too big"\nend\nreturn @deal.value\n',
)
"""Flows that generated ones run: one that waits and returns, one that returns nothing, one that may fail."""


@cache
def catalog() -> Catalog:
    """The standard catalog with the contracts of the called flows."""
    standard = standard_catalog()
    return msgspec.structs.replace(standard, flows=contracts(list(CALLED), standard))


@cache
def programs() -> dict[str, Linked]:
    """The called flows, ready to run."""
    compiled = [compile(text, catalog()) for text in CALLED]
    found = [one.program for one in compiled if one.program is not None]
    assert len(found) == len(CALLED), [finding.sentence for one in compiled for finding in one.errors]
    return {program.flow: link(program) for program in found}
