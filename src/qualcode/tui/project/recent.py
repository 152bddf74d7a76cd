"""Which codes were used last, and the nine that have a number."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

_SLOTS = 9
_KEPT = ("latest", "together", "numbers")
_MOST_KEPT = 50


class Recent:
    """Codes by guid, the last used first. A code keeps its number until nine newer ones have pushed it out."""

    def __init__(self) -> None:
        self.latest: list[str] = []
        self.together: tuple[str, ...] = ()
        """What was put on a segment last, in one go."""
        self._slots: list[str] = []

    def begin(self, codes: Iterable[str], together: Sequence[str] = ()) -> None:
        """Take over what was used on an earlier day, the latest first, behind what has been used since."""
        self.together = self.together or tuple(together)
        for code in codes:
            if code not in self.latest:
                self.latest.append(code)
                if len(self._slots) < _SLOTS and code not in self._slots:
                    self._slots.append(code)

    def resume(self, kept: Mapping[str, Sequence[str]], known: Container[str]) -> None:
        """Go on as ``kept`` says, as far as there are such codes: a code has the number it had."""
        latest, together, slots = ([code for code in kept.get(name, ()) if code in known] for name in _KEPT)
        found, self.together = self.latest, tuple(together) or self.together
        self.latest = [*latest, *(code for code in found if code not in latest)]
        self._slots = [*slots, *(code for code in self._slots if code not in slots)][:_SLOTS]

    @property
    def kept(self) -> dict[str, list[str]]:
        """What is to be known another day."""
        return dict(zip(_KEPT, (self.latest[:_MOST_KEPT], list(self.together), list(self._slots)), strict=True))

    def use(self, codes: Sequence[str]) -> None:
        """Codes have been put on a segment."""
        self.together = tuple(codes)
        for code in codes:
            if code in self.latest:
                self.latest.remove(code)
            self.latest.insert(0, code)
            self._give_number(code)

    def number(self, code: str) -> int | None:
        """The number of a code, if it has one."""
        return self._slots.index(code) + 1 if code in self._slots else None

    def numbered(self, number: int) -> str | None:
        """The code with this number."""
        return self._slots[number - 1] if number <= len(self._slots) else None

    @property
    def highest(self) -> int:
        """The highest number that can be given."""
        return min(len(self._slots) + 1, _SLOTS)

    def give(self, code: str, number: int) -> None:
        """Give a code a number, and who had that the one it had itself, or a free one."""
        self._give_number(code)
        here = self._slots.index(code)
        there = min(number, len(self._slots)) - 1
        self._slots[here], self._slots[there] = self._slots[there], self._slots[here]
        if code not in self.latest:
            self.latest.insert(0, code)

    def _give_number(self, code: str) -> None:
        if code in self._slots:
            return
        if len(self._slots) < _SLOTS:
            self._slots.append(code)
        else:
            oldest = max(self._slots, key=self._age)
            self._slots[self._slots.index(oldest)] = code

    def _age(self, code: str) -> int:
        return self.latest.index(code) if code in self.latest else len(self.latest)
