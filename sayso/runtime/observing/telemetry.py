"""Traces for OpenTelemetry, where it is installed and wanted (`SAYSO_OTEL`); else `span` does nothing at no cost.

Where traces go is OpenTelemetry's own affair: its settings are read by whoever starts the process.
"""

import os
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any, Final

WANTED: Final = "SAYSO_OTEL"
Attribute = str | bool | int | float


def span(name: str, **attributes: Attribute) -> AbstractContextManager[Any]:
    """Tell how long something took, and of what: `with span("commit", lanes=12):`"""
    tracer = _tracer()
    if tracer is None:
        return _NOTHING
    found: AbstractContextManager[Any] = tracer.start_as_current_span(name, attributes=attributes)
    return found


_NOTHING: Final = nullcontext()


@cache
def _tracer() -> Any:
    """OpenTelemetry's tracer, None where it is not installed or not wanted; a process asks once."""
    if os.environ.get(WANTED, "") in ("", "0"):
        return None
    try:
        from opentelemetry import trace  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    return trace.get_tracer("sayso")
