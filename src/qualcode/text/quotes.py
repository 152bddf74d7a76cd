"""Finding again, in other texts, what was quoted from one: needed to erase a passage wherever it was copied to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from qualcode.text.span import Span, united

_HAN_OPENING, _OPENING = 4, 8  # code points two texts must share before it is looked at whether they share a quotation
_WEIGHT = 24  # a Han character counts three, another one: eight Han characters or 24 letters in a row are no chance
_MARKED_WEIGHT = 12  # between quotation marks, half of that
_HINT_WEIGHT, _HAN_WEIGHT = 12, 3  # worth a look, where nothing else in the project says so
_MARKED = re.compile("[“\"「『‘']([^“”\"「」『』‘’'\n]+)[”\"」』’']")
_MARKS_AROUND = " \n，。,.…!?！？；;：:"
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def put_in_place(text: str, spans: Iterable[Span], instead: Callable[[str], str]) -> str:
    """``text`` with something else in the place of each of ``spans``, which are in order and apart."""
    pieces, done = [], 0
    for span in spans:
        pieces += [text[done : span.start], instead(span.of(text))]
        done = span.end
    return "".join([*pieces, text[done:]]) if done else text


def blotted(words: str) -> str:
    """As many black squares as ``words`` have code points."""
    return "\u2588" * len(words)


class Quotes:
    """What was said in some texts, ready to be recognised in others.

    A quotation is a stretch of at least eight Han characters or 24 others that stands letter by letter in one of the texts;
    half of that between quotation marks; and any text that is one of their paragraphs as a whole, however short.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [text for text in texts if text.strip()]
        self._openings: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(self._texts):
            for at in range(len(text)):
                self._openings.setdefault(_opening(text, at), []).append((number, at))
        self._lines = {line.strip() for text in self._texts for line in text.split("\n") if line.strip()}

    def in_text(self, text: str) -> list[Span]:
        """Where ``text`` quotes, in order and apart."""
        if text.strip() in self._lines:
            return [Span(0, len(text))] if text else []
        return list(united([*self._found(text), *self._marked(text)]))

    def hints(self, text: str, known: Sequence[str]) -> list[Span]:
        """Where ``text`` may quote, though it is too short to be sure of: stretches of four Han characters or twelve others,
        what is between quotation marks, and all of it, if it stands in one of the texts and in none of the ``known`` ones."""
        short = [*self._found(text, _HINT_WEIGHT), *self._marked(text, _HAN_WEIGHT * 2)]
        whole = text.strip(_MARKS_AROUND)
        if _weight(whole) >= _HAN_WEIGHT * 2 and any(whole in one for one in self._texts):
            short.append(Span(0, len(text)))
        return [span for span in united(short) if not any(span.of(text).strip(_MARKS_AROUND) in one for one in known)]

    def without(self, text: str, marker: str) -> str:
        """``text`` with ``marker`` in the place of every quotation."""
        return put_in_place(text, self.in_text(text), lambda _words: marker)

    def masked(self, text: str) -> str:
        """``text`` as long as it is, with every letter of a quotation blotted out."""
        return put_in_place(text, self.in_text(text), blotted)

    def _found(self, text: str, least: int = _WEIGHT) -> Iterator[Span]:
        """The stretches that stand in one of the texts, each as long as it gets."""
        for at in range(len(text)):
            length = self._longest(text, at)
            if length and _weight(text[at : at + length]) >= least:
                yield Span(at, at + length)

    def _marked(self, text: str, least: int = _MARKED_WEIGHT) -> Iterator[Span]:
        """What stands between quotation marks and in one of the texts."""
        for match in _MARKED.finditer(text):
            words = match[1].strip(_MARKS_AROUND)
            if _weight(words) >= least and any(words in one for one in self._texts):
                yield Span(*match.span(1))

    def _longest(self, text: str, at: int) -> int:
        """How many code points from ``at`` on stand in one of the texts as well."""
        places = self._openings.get(_opening(text, at), ())
        return max((_shared(text, at, self._texts[number], place) for number, place in places), default=0)


def _opening(text: str, at: int) -> str:
    """What must be the same where a quotation begins: in an alphabet more, for a few letters are in a thousand places."""
    opening = text[at : at + _OPENING]
    return opening[:_HAN_OPENING] if _HAN.search(opening[:_HAN_OPENING]) else opening


def _shared(one: str, at: int, other: str, place: int) -> int:
    length, step = 0, 256
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
    return len(text) + (_HAN_WEIGHT - 1) * len(_HAN.findall(text))
