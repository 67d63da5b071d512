"""What a planted bug is: one small change in one file of the product, and the tests that must not let it pass."""

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Mutant(NamedTuple):
    """A bug to plant. `breaks` says in the words of a user what goes wrong; each of `tests` must go red by itself."""

    name: str
    breaks: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def planted_in(self, text: str) -> str:
        """The file's text with the bug in it."""
        if text.count(self.old) != 1:
            raise NotThere(f"{self.name}: its text stands {text.count(self.old)} times in {self.file}, not once")
        return text.replace(self.old, self.new)


class NotThere(Exception):
    """The text that a mutant changes is not in its file, or not once: the mutant needs a new one."""
