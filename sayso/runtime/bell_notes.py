"""What stands in the bell's queue: a task and a short text as JSON. Nothing else is read, nothing is ever unpickled.

Whoever can write to the queue can make workers look at runs once more, and nothing besides.
"""

from typing import Annotated, Final, Literal

import msgspec
from huey.registry import Message  # type: ignore[import-untyped]

LONGEST: Final = 200
"""Letters of a message; a run's id is far shorter."""
_LARGEST: Final = 2_000


class NotANote(ValueError):
    """What was found in the queue is no ring."""


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One ring as it stands in the queue."""

    task: Literal["ring", "look"]
    message: Annotated[str, msgspec.Meta(max_length=LONGEST)]


class Notes:
    """Huey's serializer, in place of its own, which unpickles."""

    def serialize(self, message: Message) -> bytes:
        """A huey message as a note; what is no text in it becomes a question mark."""
        task = message.name.rpartition(".")[2]
        text = str(message.args[0]) if message.args else task
        return _ENCODER.encode(Note(task, text.encode("utf-8", "replace").decode()))

    def deserialize(self, data: object) -> Message:
        """The huey message of a note; raises NotANote for everything else."""
        if not isinstance(data, bytes) or len(data) > _LARGEST:
            raise NotANote
        try:
            note = _DECODER.decode(data)
        except (ValueError, RecursionError) as problem:
            raise NotANote from problem
        return Message(None, f"sayso.runtime.bell.{note.task}", args=(note.message,), kwargs={})


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Note, strict=True)
