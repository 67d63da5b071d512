"""Small whole flows for the tables of rules: the header is made, the body is what the rule is about."""

import re

import msgspec

from sayso.dsl.catalog import Catalog, Contract, Template
from sayso.dsl.types import RecordOf

_CALLS = re.compile(r"\b([a-z]+\.[a-z_]+)\(")


def sample(body: str, on: str = "manual") -> str:
    """A whole flow with this body; its `use` line lists the tools the body calls."""
    lines = body.strip("\n").splitlines()
    called = list(dict.fromkeys(name for line in lines for name in _CALLS.findall(line) if "given" not in line))
    use = [f"use {', '.join(called)}", ""] if called else []
    return "\n".join(['flow "Sample"', "", *(f"on {trigger}" for trigger in on.split("; ")), "", *use, *lines, ""])


def for_contact(body: str) -> str:
    """A whole flow that starts when a contact is created."""
    return sample(body, "contact.created")


def for_deal(body: str) -> str:
    """A whole flow that starts when a deal is changed."""
    return sample(body, "deal.updated")


def with_samples(catalog: Catalog) -> Catalog:
    """A catalog with what samples speak of besides the standard one: a bare template, a broken one, another flow."""
    names = (("contact", RecordOf("contact")),)
    templates = (
        Template("Bare", "Hello", "Hi @contact.firstName, how are you?", names),
        Template("Broken", "Hello", "Hi {@contact., how are you?", names),
    )
    return msgspec.structs.replace(
        catalog,
        templates=catalog.templates | {template.name: template for template in templates},
        flows=catalog.flows | {"Cleanup": Contract("Cleanup", (), None)},
    )
