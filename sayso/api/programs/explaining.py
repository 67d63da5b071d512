"""Routes that explain: what two versions of a flow differ in, and why a run went as it did."""

from typing import Annotated

import msgspec
from msgspec import Meta

from sayso.api.programs.route import Asked, Route
from sayso.copilot.explaining.cases import Explanation
from sayso.copilot.explaining.differing import Difference, differing
from sayso.copilot.explaining.runs import explain_run
from sayso.runtime.operations.door import Door
from sayso.runtime.operations.explaining import Sides, case_of_run, two_versions

Version = Annotated[str, Meta(max_length=20, pattern=r"^(draft|v?[0-9]{1,9})?$")]


class Between(msgspec.Struct, frozen=True, rename={"before": "from", "after": "to"}):
    """Two versions by number, or "draft". Without `to` the draft; without `from` the newest that says something
    else."""

    before: Version = ""
    after: Version = ""


class Compared(msgspec.Struct, frozen=True):
    """The difference of two versions, and which they are; `text` is all of it as rows."""

    flow: str
    name: str
    before: str
    after: str
    difference: Difference
    text: str


async def compare(door: Door, workspace: str, flow: str, before: str = "", after: str = "") -> Compared:
    """What two versions of a flow differ in."""
    sides: Sides = await two_versions(door, workspace, flow, before, after)
    found = differing(sides.old, sides.new, sides.catalog)
    return Compared(flow, sides.name, sides.before, sides.after, found, found.text)


async def explain(door: Door, workspace: str, run: str) -> Explanation:
    """Why a run went as it did."""
    case, catalog = await case_of_run(door, workspace, run)
    return explain_run(case, catalog)


async def _difference(asked: Asked) -> Compared:
    query: Between = asked.query
    return await compare(asked.door, asked.workspace, asked.ids["flow"], query.before, query.after)


async def _explanation(asked: Asked) -> Explanation:
    return await explain(asked.door, asked.workspace, asked.ids["run"])


ROUTES: tuple[Route, ...] = (
    Route("GET", "/flows/{flow}/difference", _difference, "What two versions of a flow differ in, in words, and what "
          "the flow may do more or less.", Compared, query=Between),
    Route("GET", "/runs/{run}/explanation", _explanation, "Why a run went as it did: step, cause, what was not done, "
          "what helps.", Explanation),
)  # fmt: skip
