"""An address at which there is nothing."""

from sayso.editor.view import View
from sayso.runtime.operations.door import NotHere


async def build(view: View, rest: str) -> None:
    """Say so, in the frame."""
    raise NotHere("page")
