"""Runs a property on the flow of a seed; where it fails, the flow is made small and shown."""

import traceback
from collections.abc import Callable

import pytest

from sayso.compiler import Compiled
from sayso.dsl.flow import Flow
from sayso.dsl.print import print_flow
from tests.properties.generating.flows import make_flow
from tests.properties.playing import compiled_flow
from tests.properties.reducing import reduced

Property = Callable[[Compiled], None]


def holds(seed: int, property_: Property, size: int = 10) -> None:
    """Check a property of the flow with this number; flows that do not compile say nothing."""
    holds_for(make_flow(seed, size), property_)


def holds_for(flow: Flow, property_: Property) -> None:
    """The same for a flow."""
    guilt = _guilt(flow, property_)
    if guilt is None:
        return
    small = reduced(flow, lambda smaller: _kind(_guilt(smaller, property_)) == _kind(guilt))
    told = _guilt(small, property_) or guilt
    pytest.fail(f"a flow, made small:\n\n{print_flow(small)}\n{told}", pytrace=False)


def holds_for_text(text: str, property_: Property) -> None:
    """Check a property of a flow that must compile."""
    compiled = compiled_flow(text)
    assert compiled.program is not None, [finding.sentence for finding in compiled.errors]
    property_(compiled)


def _guilt(flow: Flow, property_: Property) -> str | None:
    """What goes wrong: the last lines of the error."""
    try:
        compiled = compiled_flow(print_flow(flow))
        if compiled.program is not None:
            property_(compiled)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {place.filename}:{place.lineno}\n{error}"
    return None


def _kind(guilt: str | None) -> str | None:
    return guilt.split("\n")[0] if guilt else None
