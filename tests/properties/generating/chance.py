"""Choices from one seed: the same seed makes the same flow, so a failing example is a number."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A source of choices."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def yes(self, percent: int = 50) -> bool:
        """Yes, so often in a hundred."""
        return self._random.randrange(100) < percent

    def one(self, options: Sequence[T]) -> T:
        """One of them."""
        return options[self._random.randrange(len(options))]

    def weighted(self, options: Sequence[tuple[int, T]]) -> T:
        """One of them, by weight."""
        weights = [weight for weight, _ in options]
        return self._random.choices([option for _, option in options], weights)[0]

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Several different ones, in random order."""
        most = min(most, len(options))
        return self._random.sample(list(options), self.number(min(least, most), most))

    def mixed(self, options: Sequence[T]) -> list[T]:
        """All of them in random order."""
        return self.some(options, len(options), len(options))

    def first_of(self, makers: Sequence[Callable[[], T | None]]) -> T | None:
        """What the first maker gives that gives anything, tried in random order."""
        for maker in self.mixed(makers):
            made = maker()
            if made is not None:
                return made
        return None
