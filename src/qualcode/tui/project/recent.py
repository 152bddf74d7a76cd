"""Which codes were used last, and the nine that have a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_SLOTS = 9


class Recent:
    """Codes by guid, the last used first. A code keeps its number until nine newer ones have pushed it out."""

    def __init__(self) -> None:
        self.latest: list[str] = []
        self.together: tuple[str, ...] = ()
        """What was put on a segment last, in one go."""
        self._slots: list[str] = []

    def begin(self, codes: Iterable[str]) -> None:
        """Take over what was used on an earlier day, the latest first, behind what has been used since."""
        for code in codes:
            if code not in self.latest:
                self.latest.append(code)
                if len(self._slots) < _SLOTS:
                    self._slots.append(code)

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
            oldest = max(self._slots, key=self.latest.index)
            self._slots[self._slots.index(oldest)] = code
