"""Secrets at rest: sealed with AES-256-GCM under a key that lies outside the database and can be changed.

A sealed text names the key it was sealed with; what was sealed with an older key can still be opened, and is sealed
anew when it is next kept.
"""

import base64
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK: Final = "sealed:"
KEY_BYTES: Final = 32
FILE: Final = "vault.keys"


class VaultProblem(Exception):
    """A secret cannot be opened: the key it was sealed with is not here. The sentence says which."""


class Vault:
    """Keys by their names; the last one seals."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        if not keys:
            raise VaultProblem("The vault has no key.")
        self._keys = keys
        self._newest = list(keys)[-1]

    @classmethod
    def open(cls, folder: Path) -> "Vault":
        """The vault whose keys lie in a folder, in a file nobody else may read; made where there is none.

        One key a line: its name, a blank, 32 bytes in base64. To change the key, add a line.
        """
        file = folder / FILE
        if not file.exists():
            line = f"k1 {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as out:
                out.write(line)
        rows = [line.split() for line in file.read_text(encoding="ascii").splitlines() if line.strip()]
        try:
            keys = {name: base64.b64decode(key, validate=True) for name, key in rows}
        except ValueError as problem:
            raise VaultProblem(f"`{FILE}` cannot be read: each line is a name and a key.") from problem
        if any(len(key) != KEY_BYTES for key in keys.values()):
            raise VaultProblem(f"`{FILE}` holds a key that is not {KEY_BYTES} bytes long.")
        return cls(keys)

    @classmethod
    def in_memory(cls) -> "Vault":
        """A vault with a key of its own that is gone with it."""
        return cls({"k1": secrets.token_bytes(KEY_BYTES)})

    def seal(self, text: str, about: str) -> str:
        """Seal a text; `about` says what it belongs to, and it opens for nothing else."""
        nonce = secrets.token_bytes(12)
        sealed = AESGCM(self._keys[self._newest]).encrypt(nonce, text.encode(), about.encode())
        return f"{MARK}{self._newest}:{base64.b64encode(nonce + sealed).decode()}"

    def open_sealed(self, sealed: str, about: str) -> str:
        """The text that was sealed; raises `VaultProblem`."""
        if not sealed.startswith(MARK):
            raise VaultProblem("This is no sealed secret.")
        name, _, body = sealed.removeprefix(MARK).partition(":")
        key = self._keys.get(name)
        if key is None:
            raise VaultProblem(f"This secret was sealed with the key `{name}`, which is not in `{FILE}`.")
        try:
            raw = base64.b64decode(body, validate=True)
            return AESGCM(key).decrypt(raw[:12], raw[12:], about.encode()).decode()
        except (ValueError, InvalidTag) as problem:
            raise VaultProblem("This secret was changed since, or belongs to something else.") from problem
