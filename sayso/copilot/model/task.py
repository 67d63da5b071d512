"""What a model engine is asked, and what passes between it and the model. Plain data."""

from datetime import date
from typing import Literal

import msgspec

from sayso.copilot.proposal import Turn
from sayso.dsl.blocks import Address
from sayso.dsl.catalog import Catalog

Way = Literal["tools", "guided", "schema", "plain"]
"""How a model's answer is held to the language: a custom tool whose input follows the grammar; a `guided_grammar`;
a JSON schema; or not at all. Whatever the way, the compiler has the last word."""

LONGEST_ANSWER = 60_000
"""Letters of a model's answer; a longer one is no answer."""


class Task(msgspec.Struct, frozen=True):
    """A request, and all that may be known of it. `current_flow` is the text that it may speak of, or empty; `step` is
    the address of the step that is to say these words, or None."""

    request: str
    catalog: Catalog
    today: date
    conversation: tuple[Turn, ...] = ()
    current_flow: str = ""
    step: Address | None = None


class Message(msgspec.Struct, frozen=True):
    """One message to a model."""

    role: Literal["system", "user", "assistant"]
    content: str
