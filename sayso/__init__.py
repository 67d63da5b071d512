"""Sayso: say in plain English what should happen, read it as a flow, test it without effect, let it run."""

import zoneinfo

__version__ = "0.1.0"

zoneinfo.reset_tzpath(to=())
"""Time zones are those of the pinned `tzdata` package, the same on every machine; a system's own may be years old."""
