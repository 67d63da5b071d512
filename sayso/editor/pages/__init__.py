"""Every page by its address."""

from collections.abc import Awaitable, Callable
from typing import Any

from sayso.editor.pages import (
    flow,
    flows,
    home,
    inbox,
    nowhere,
    outbox,
    people,
    person,
    run,
    runs,
    template,
    templates,
)  # fmt: skip

PAGES: dict[str, Callable[..., Awaitable[Any]]] = {
    "/": home.build,
    "/flows": flows.build,
    "/flows/{flow}": flow.build,
    "/templates": templates.build,
    "/templates/{template}": template.build,
    "/people": people.build,
    "/people/{person}": person.build,
    "/runs": runs.build,
    "/runs/{run}": run.build,
    "/inbox": inbox.build,
    "/outbox": outbox.build,
    "/{rest:path}": nowhere.build,
}
"""Names in braces are given to the page; the first that fits is taken."""
