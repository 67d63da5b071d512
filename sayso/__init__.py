"""Sayso: say in plain English what should happen, read it as a flow, test it without effect, let it run."""

__version__ = "0.1.0"
