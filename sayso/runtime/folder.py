"""Where a workspace is, told without opening it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

FILE: Final = "workspace.toml"
DEFAULT_FOLDER: Final = "sayso-data"


class WorkspaceProblem(Exception):
    """The workspace cannot be opened; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def default_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the workspace is when nobody says otherwise."""
    return Path(environment.get("SAYSO_HOME") or DEFAULT_FOLDER)


def holds_workspace(folder: Path | None = None) -> bool:
    """Whether that folder holds a workspace."""
    return ((folder or default_folder()) / FILE).is_file()
