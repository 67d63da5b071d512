"""The word catalogue: every word of ours on a page, by its key, in the files `LANGUAGE*.toml` of `words`.

Texts have `{name}` places. A key with `.one` and `.more` is chosen by `n`. A key that is missing raises: a page with a
hole in it is a mistake of ours.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGE = "en"
PSEUDO = "xx"
"""Not a language: every word of the catalogue in brackets, so that what bypasses it is seen."""


class Words:
    """The words of one language."""

    def __init__(self, texts: dict[str, str], language: str) -> None:
        self.texts, self.language = texts, language

    def __call__(self, key: str, **values: Any) -> str:
        """The text of a key, with its places filled; `n` chooses between one and more."""
        if "n" in values and f"{key}.one" in self.texts:
            key = f"{key}.{'one' if values['n'] == 1 else 'more'}"
        text = self.texts[key].format(**values)
        return f"⟦{text}⟧" if self.language == PSEUDO else text

    def all_of(self, section: str) -> dict[str, str]:
        """Every text of a section by its own key, with its places open: for what fills them in the browser."""
        mine = {key.partition(".")[2]: text for key, text in self.texts.items() if key.startswith(f"{section}.")}
        return {key: f"⟦{text}⟧" if self.language == PSEUDO else text for key, text in mine.items()}

    def known(self, key: str, otherwise: str) -> str:
        """The text of a key that may not be there."""
        return self(key) if key in self.texts else otherwise


@cache
def words(language: str = LANGUAGE) -> Words:
    """The catalogue of a language; an unknown one reads as English."""
    texts: dict[str, str] = {}
    for file in files("sayso.editor").joinpath("words").iterdir():
        if file.name.startswith(LANGUAGE) and file.name.endswith(".toml"):
            _flatten(tomllib.loads(file.read_text("utf-8")), "", texts)
    return Words(texts, language if language == PSEUDO else LANGUAGE)


def _flatten(table: dict[str, Any], before: str, texts: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{before}{name}.", texts)
        else:
            texts[before + name] = value
