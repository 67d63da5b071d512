"""Programs as JSON and back: what a database keeps of a version, so that a run goes on without compiling again.

The bytes are kept as they were written: the hash that names a version is taken of them, so what was changed on the way
is found, and a program stays what it was when later versions of Sayso know more fields.
"""

from typing import Final

import msgspec

from sayso.compiler.ir import Program, fingerprint

LARGEST: Final = 16_000_000
"""Bytes of a program; the largest flow that is taken gives a fraction of it."""
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")
_DECODER: Final = msgspec.json.Decoder(Program)


class StoredProgramProblem(ValueError):
    """A program cannot be kept as JSON, or bytes do not hold one; its text is a plain sentence."""


def program_to_json(program: Program) -> bytes:
    """The program as JSON, to be kept byte for byte; StoredProgramProblem where its version is not its own."""
    try:
        data = _ENCODER.encode(program)
    except (RecursionError, TypeError, UnicodeError, OverflowError, msgspec.MsgspecError) as problem:
        raise StoredProgramProblem("This program holds something that can't be kept; nothing was stored.") from problem
    if len(data) > LARGEST:
        raise StoredProgramProblem("This program is too large to be kept; nothing was stored. Split the flow in two.")
    if not _is_named_by(data, program.version):
        raise StoredProgramProblem("This program was changed after it was named; nothing was stored. Compile it again.")
    return data


def program_from_json(data: bytes) -> Program:
    """The program that `program_to_json` wrote; StoredProgramProblem for anything it would not write."""
    if len(data) > LARGEST:
        raise StoredProgramProblem("This is larger than any program that was kept here; it was not read.")
    try:
        program = _DECODER.decode(data)
    except (RecursionError, TypeError, ValueError, OverflowError, msgspec.MsgspecError) as problem:
        raise StoredProgramProblem("This is not a program that was kept here. Publish the flow again.") from problem
    if not _is_named_by(data, program.version):
        raise StoredProgramProblem("This program is not the one that was kept. Publish the flow again.")
    return program


def _is_named_by(data: bytes, version: str) -> bool:
    """Whether the version is the hash of the program that has none yet; it is the last of the fields."""
    unnamed = data.removesuffix(f'"version":"{version}"}}'.encode("utf-8", "replace")) + b'"version":""}'
    return fingerprint(msgspec.Raw(unnamed)) == version
