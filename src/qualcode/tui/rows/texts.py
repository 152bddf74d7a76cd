"""The texts of documents that rows on the screen are from: those used last are kept, what takes long is read beside the screen."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

_KEPT = 20_000_000  # characters
_AT_ONCE = 300_000  # characters that are read at once: it takes a millisecond or two


class Texts:
    """Texts by the ids of their documents. ``read`` reads some; ``later`` is told of those to be read beside the screen."""

    def __init__(self, read: Callable[[list[int]], Mapping[int, str]], later: Callable[[list[int]], None]) -> None:
        self._read, self._later = read, later
        self._texts: OrderedDict[int, str] = OrderedDict()
        self._ends: dict[int, list[int]] = {}
        self._characters = 0

    def prepare(self, wanted: Iterable[int], length_of: Callable[[int], int]) -> None:
        """Some texts will be asked for: those that are short are there then."""
        missing = [document for document in dict.fromkeys(wanted) if document not in self._texts]
        if not missing:
            return
        if sum(map(length_of, missing)) <= _AT_ONCE:
            self.add(self._read(missing))
        else:
            self._later(missing)

    def add(self, texts: Mapping[int, str]) -> None:
        """Keep some more, and let go of those not used for longest."""
        for document, text in texts.items():
            if document not in self._texts:
                self._texts[document] = text
                self._characters += len(text)
        while self._characters > _KEPT and len(self._texts) > len(texts):
            gone, text = self._texts.popitem(last=False)
            self._ends.pop(gone, None)
            self._characters -= len(text)

    def forget(self) -> None:
        """Texts may be others by now."""
        self._texts.clear()
        self._ends.clear()
        self._characters = 0

    def get(self, document: int) -> str | None:
        """A text, None where it is not there yet."""
        if document in self._texts:
            self._texts.move_to_end(document)
        return self._texts.get(document)

    def paragraph(self, document: int, offset: int) -> int | None:
        """The number of the paragraph at a place, None where the text is not there yet."""
        text = self.get(document)
        if text is None:
            return None
        if document not in self._ends:
            self._ends[document] = [match.start() for match in re.finditer("\n", text)]
        return bisect_right(self._ends[document], offset - 1) + 1
