"""Finding again, in other texts, what was quoted from one: needed to erase a passage wherever it was copied to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualcode.text.span import Span, united

_SHORTEST = 6  # code points two texts must share before it is looked at whether they share a quotation
_WEIGHT = 24  # a Han character counts three, another one: eight Han characters or 24 letters in a row are no chance
_MARKED_WEIGHT = 12  # between quotation marks, half of that
_MARKED = re.compile("[“\"「『‘']([^“”\"「」『』‘’'\n]+)[”\"」』’']")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


class Quotes:
    """What was said in some texts, ready to be recognised in others.

    A quotation is a stretch of at least eight Han characters or 24 others that stands letter by letter in one of the texts;
    half of that between quotation marks; and any text that is one of their paragraphs as a whole, however short.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [text for text in texts if text.strip()]
        self._openings: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(self._texts):
            for at in range(len(text) - _SHORTEST + 1):
                self._openings.setdefault(text[at : at + _SHORTEST], []).append((number, at))
        self._lines = {line.strip() for text in self._texts for line in text.split("\n") if line.strip()}

    def in_text(self, text: str) -> list[Span]:
        """Where ``text`` quotes, in order and apart."""
        if text.strip() in self._lines:
            return [Span(0, len(text))] if text else []
        return list(united([*self._found(text), *self._marked(text)]))

    def without(self, text: str, marker: str) -> str:
        """``text`` with ``marker`` in the place of every quotation."""
        pieces, done = [], 0
        for span in self.in_text(text):
            pieces += [text[done : span.start], marker]
            done = span.end
        return "".join([*pieces, text[done:]]) if done else text

    def _found(self, text: str) -> Iterator[Span]:
        """The stretches that stand in one of the texts, each as long as it gets."""
        for at in range(len(text) - _SHORTEST + 1):
            length = self._longest(text, at)
            if length and _weight(text[at : at + length]) >= _WEIGHT:
                yield Span(at, at + length)

    def _marked(self, text: str) -> Iterator[Span]:
        """What stands between quotation marks and in one of the texts."""
        for match in _MARKED.finditer(text):
            words = match[1].strip(" ，。,.…!?！？；;：:")
            if _weight(words) >= _MARKED_WEIGHT and any(words in one for one in self._texts):
                yield Span(*match.span(1))

    def _longest(self, text: str, at: int) -> int:
        """How many code points from ``at`` on stand in one of the texts as well."""
        places = self._openings.get(text[at : at + _SHORTEST], ())
        return max((_shared(text, at, self._texts[number], place) for number, place in places), default=0)


def _shared(one: str, at: int, other: str, place: int) -> int:
    length = _SHORTEST
    step = 256
    while step:  # in strides while they agree, then in ever shorter ones
        if (
            one[at + length : at + length + step] == other[place + length : place + length + step]
            and at + length + step <= len(one)
            and place + length + step <= len(other)
        ):
            length += step
        else:
            step //= 2
    return length


def _weight(text: str) -> int:
    return len(text) + 2 * len(_HAN.findall(text))
