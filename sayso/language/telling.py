"""Tools, events and templates in a few sentences each: what one does, what it takes, what it gives."""

import re

from sayso.compiler.infer.words import listed, spoken
from sayso.copilot.english import a, sentence, words_of
from sayso.dsl.catalog import Audience, Catalog, Effect, Event, Parameter, Template, Tool

EFFECTS: dict[Effect, str] = {
    "compute": "Works something out; nothing is read or changed.",
    "read": "Reads; nothing is changed.",
    "write": "Changes something.",
}
"""What a tool does to the world."""
AUDIENCES: dict[Audience, str] = {
    "workspace": "",
    "person": "The person it is about sees it.",
    "ai": "The AI sees it.",
    "outside": "It leaves your workspace.",
}
"""Who sees what goes into a parameter."""
LONGEST_BODY = 400
_PLACE = re.compile(r"\{(\w+)\}")


def told_tool(tool: Tool, catalog: Catalog) -> tuple[str, ...]:
    """What a tool does, takes and gives."""
    said = [sentence(_PLACE.sub(r"`\1`", tool.sentence)), " ".join(_manners(tool, catalog))]
    said += [told for parameter in tool.parameters for told in [_row(parameter)]]
    if tool.returns is not None:
        said.append(sentence(f"Gives {spoken(tool.returns)}"))
    return tuple(said)


def _manners(tool: Tool, catalog: Catalog) -> list[str]:
    said = ["A message goes out." if tool.sends else EFFECTS[tool.effect]]
    said += ["A person does it by hand."] if tool.by_hand else []
    said += [f"Costs {tool.credits} credit{'s' if tool.credits > 1 else ''} a call."] if tool.credits else []
    said += ["Strangers wrote what it gives."] if tool.stranger else []
    said += ["Your workspace asks for approval each time."] if tool.name in catalog.policy.sensitive else []
    allowed, connected = catalog.policy.allowed, catalog.policy.connected
    said += ["Your workspace does not allow it."] if allowed is not None and tool.name not in allowed else []
    missing = tool.connection and connected is not None and tool.connection not in connected
    said += [f"`{tool.connection}` is not connected yet."] if missing else []
    return said


def _row(parameter: Parameter) -> str:
    """`to`: a contact"""
    return f"`{parameter.name}`: {wanted(parameter)}{'' if parameter.required else ', may be left out'}"


def wanted(parameter: Parameter) -> str:
    """What may stand for a parameter, in words."""
    if parameter.filter:
        return f"a condition on each {words_of(parameter.filter)}"
    if parameter.picks:
        return f"the name of a {parameter.picks}"
    if parameter.records:
        return " or ".join(a(words_of(name)) for name in parameter.records)
    return spoken(parameter.type)


def told_parameter(parameter: Parameter, tool: Tool) -> tuple[str, ...]:
    """What a tool's parameter takes."""
    needed = f"`{tool.name}` needs it." if parameter.required else "It may be left out."
    said = [sentence(f"Takes {wanted(parameter)}"), needed, AUDIENCES[parameter.audience]]
    said += ["It decides at what the step aims, so a stranger's words may not stand here."] if parameter.aims else []
    said += [f"The record needs {listed(list(parameter.needs))}."] if parameter.needs else []
    return tuple(one for one in said if one)


def told_event(event: Event) -> tuple[str, ...]:
    """What an event is, and what is known when it comes."""
    brings = [f"`@{name}`: {spoken(kind)}" for name, kind in event.binds]
    answers = [f"It is the answer to {listed(list(event.answers))}."] if event.answers else []
    outside = ["Strangers can bring it about."] if event.stranger else []
    return (sentence(event.sentence), *brings, *answers, *outside)


def told_template(template: Template) -> tuple[str, ...]:
    """An email template as it is written."""
    body = template.body.strip()
    short = body if len(body) <= LONGEST_BODY else body[:LONGEST_BODY].rstrip() + " …"
    return ("A template of your workspace.", f"Subject: {template.subject}", short)
