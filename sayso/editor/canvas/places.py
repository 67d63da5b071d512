"""Addresses as the browser knows them: `3.then.0` for a step, `3.then:1` for a place between steps."""

from sayso.dsl.blocks import Address

TRIGGER, RULES = "trigger", "rules"


def written(address: Address) -> str:
    """An address as text."""
    return ".".join(str(part) for part in address)


def read(text: str) -> Address:
    """The address that was written."""
    return tuple(int(part) if part.isdigit() else part for part in text.split(".") if part)


def is_step(text: str) -> bool:
    """Whether a text names a step: a block's number stands at both ends."""
    return bool(text) and text.split(".")[-1].isdigit() and text[0].isdigit()


def place(block: Address, index: int) -> str:
    """A place between steps as text."""
    return f"{written(block)}:{index}"


def read_place(text: str) -> tuple[Address, int]:
    """The block and index of a place; raises ValueError for what is none."""
    block, colon, index = text.rpartition(":")
    if not colon:
        raise ValueError(text)
    return read(block), int(index)
