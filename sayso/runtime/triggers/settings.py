"""What a flow's owner may set besides its text: how fast it may start, whether runs wait for each other."""

from typing import Any

import msgspec

from sayso.runtime.catching_up import CatchUp
from sayso.runtime.engine.keeping import value_from


class FlowSettings(msgspec.Struct, frozen=True):
    """`silent_hours`: tell the owner when no run began for so long; None works it out from the past."""

    runs_per_minute: int = 10
    one_at_a_time: bool = False
    catch_up: CatchUp = "latest"
    silent_hours: float | None = None


def settings_of(flow: Any) -> FlowSettings:
    """The settings in a flow's row."""
    return msgspec.convert(value_from(flow.settings) or {}, FlowSettings)
