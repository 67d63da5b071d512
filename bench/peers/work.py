"""What every engine does for a contact, apart from its own work."""

from typing import Any

People = list[dict[str, Any]]


def is_urgent(person: dict[str, Any]) -> bool:
    """The workload's condition."""
    return "ceo" in person["title"].lower() and person["company"]["employees"] > 50


def text_for(person: dict[str, Any]) -> str:
    """The workload's text."""
    return f"Hi {person['firstName']}, about {person['company']['name']}"
