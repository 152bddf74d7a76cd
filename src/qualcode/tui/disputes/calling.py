"""What coders are called where their readings are compared: a letter each, with the name or, so that nobody knows, without."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from string import ascii_uppercase

_LETTERS = [*ascii_uppercase, *(f"{one}{two}" for one in ascii_uppercase for two in ascii_uppercase)]


class Calling:
    """Letters of coders; ``anonymous`` ones are drawn by lot and stand for the names."""

    def __init__(self, coders: Sequence[str], anonymous: bool = False) -> None:
        self.coders, self.anonymous = tuple(coders), anonymous
        letters = _LETTERS[: len(coders)]
        if anonymous:
            Random().shuffle(letters)
        self._letters: dict[str, str] = dict(zip(coders, letters, strict=False))

    def letter(self, name: str) -> str:
        """The letter beside a coder's stripe."""
        return self._letters.get(name, "?")

    def called(self, name: str) -> str:
        """What a coder is called in a column or a list."""
        return self.letter(name) if self.anonymous else name

    def introduced(self, name: str) -> str:
        """The letter with the name, as far as that may be known."""
        return self.letter(name) if self.anonymous else f"{self.letter(name)} {name}"

    def ordered(self, names: Iterable[str]) -> list[str]:
        """Coders in the order of their letters, which tells nothing of who they are where letters are drawn by lot."""
        return sorted(names, key=lambda name: (len(self.letter(name)), self.letter(name)))
