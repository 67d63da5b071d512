"""The route of Test Mode: a draft tried over copies of today's data."""

from typing import Any

import msgspec

from sayso.api.programs.route import Asked, Route
from sayso.runtime.operations.trying import Tried, try_out


class Trial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data that the trigger would bring, and what is chosen of the outside: answers, replies, approvals, in the
    shape of a world file."""

    data: dict[str, Any] = {}
    world: dict[str, Any] = {}


async def try_it(asked: Asked) -> Tried:
    """Try it."""
    body: Trial = asked.body
    return await try_out(asked.door, asked.workspace, asked.ids["flow"], body.data, body.world)


ROUTES: tuple[Route, ...] = (
    Route("POST", "/flows/{flow}/test", try_it, "Test Mode: what the draft would do today. Nothing is sent or changed.",
          Tried, Trial, example={"data": {}}),
)  # fmt: skip
