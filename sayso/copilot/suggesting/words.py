"""Steps in a few words, for the reasons of suggestions."""

from sayso.copilot.english import words_of
from sayso.copilot.readback_words import PERMISSIONS
from sayso.dsl.catalog import Catalog

KINDS = {
    "If": "check a condition", "Let": "work something out", "HandOff": "hand over to a person", "Ask": "ask a person",
    "Stop": "stop", "Wait": "wait", "WaitUntil": "wait until a date", "WaitFor": "wait for an answer",
    "ForEach": "go through a list", "Return": "give something back", "Try": "try something", "Stage": "begin a stage",
    "Skip": "leave one out", "Say": "say something", "Keep": "keep a result", "Sequence": "do several things in a row",
    "Repeat": "repeat something", "Set": "remember something", "Remember": "remember something",
    "RunFlow": "run another flow", "Fail": "count it as failed", "Off": "do nothing",
}  # fmt: skip
"""What flows do, by the kind of step."""


def token_words(token: str, catalog: Catalog) -> str:
    """What flows do at such a step: "send an email", "create a task"."""
    if token in KINDS:
        return KINDS[token]
    if token in PERMISSIONS:
        return PERMISSIONS[token]
    tool = catalog.tools.get(token)
    if tool is not None and "{" not in tool.sentence:
        return tool.sentence
    return words_of(token.rpartition(".")[2])
