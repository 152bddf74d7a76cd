"""Where the spans of a text are after it was revised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.text.graphemes import snap
from qualcode.text.revision.borders import Borders
from qualcode.text.revision.candidates import Candidates
from qualcode.text.revision.chains import Chain, chains
from qualcode.text.revision.comparing import edits
from qualcode.text.revision.ink import amount
from qualcode.text.revision.survivors import Part, Survivors
from qualcode.text.revision.textmap import TextMap
from qualcode.text.span import Span

_ENOUGH = 0.5  # the share of a span's letters that must have survived together
_STRAY = 0.15  # the share that may have gone elsewhere
_TRACE = 0.2  # below this share a span is gone
_MUCH, _MORE = 4, 400  # lines of more than so many times the length of a span, and some code points, are not compared


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a span is after a revision.

    ``span`` is None where that is not sure; then ``certainty`` is "unsure" or "gone", and ``candidates`` are the places
    that come near, best first. Else it is "unchanged" (in its place, letter by letter), "moved" (elsewhere, letter by
    letter) or "edited".
    """

    span: Span | None
    certainty: Literal["unchanged", "moved", "edited", "unsure", "gone"]
    candidates: tuple[Span, ...] = ()


class Places:
    """Finds spans of an old text in a new one."""

    def __init__(self, old: str, new: str, text_map: TextMap) -> None:
        self._old, self._new = old, new
        self._survivors = Survivors(old, new, text_map)
        self._borders = Borders(old, new, self._survivors)
        self._candidates = Candidates(old, new, text_map)

    def place(self, span: Span) -> Placement:
        """Where ``span`` is, if that is sure."""
        parts = self._survivors.of(span)
        if len(parts) == 1 and parts[0].kind != "became" and parts[0].end - parts[0].start == span.length:
            return self._verbatim(span, parts[0])
        found = chains(self._old, span, parts)
        return (found and self._together(span, found)) or self._unplaced(span, found)

    def _together(self, span: Span, found: Sequence[Chain]) -> Placement | None:
        """The place of the letters that survived together, if they are most of the span and both its ends are sure."""
        chain = found[0]
        for part in (chain.parts[0], chain.parts[-1]):
            if self._reads_the_same(span, part):
                return self._verbatim(span, part)
        chain.reach(self._old, self._new, span)
        enough = chain.size >= _ENOUGH * self._size(span)
        if not enough or chain.stray(found[1:]) > _STRAY * self._size(span) or chain.is_torn(span):
            return None
        start, end = self._borders.start(span, chain.parts[0]), self._borders.end(span, chain.parts[-1])
        if chain.moved and (start is None or end is None):
            return self._in_its_line(span, found)
        if start is None or end is None or start >= end or self._borders.are_disputed(span):
            return None
        place = self._whole_clusters(span, self._borders.tidied(span, Span(start, end)))
        same = span.of(self._old) == place.of(self._new)
        return Placement(place, "edited" if not same else "moved" if chain.moved else "unchanged")

    def _in_its_line(self, span: Span, found: Sequence[Chain]) -> Placement | None:
        """Where ``span`` is by a comparison of its line with the one to which all of it moved, if that is not much longer."""
        line, new_line = _lines_around(self._old, span), _lines_around(self._new, found[0].image)
        old, new = line.of(self._old), new_line.of(self._new)
        is_short = "\n" not in span.of(self._old) and max(len(old), len(new)) <= _MUCH * span.length + _MORE
        if not is_short or not all(new_line.encloses(chain.image) for chain in found):
            return None
        within = Places(old, new, TextMap(len(old), len(new), tuple(edits(old, new))))
        place = within.place(Span(span.start - line.start, span.end - line.start)).span
        return Placement(Span(place.start + new_line.start, place.end + new_line.start), "edited") if place else None

    def _reads_the_same(self, span: Span, part: Part) -> bool:
        """Whether the whole span is, letter by letter, around the place of ``part``, though it might have stayed elsewhere."""
        start, end = span.start + part.shift, span.end + part.shift
        return part.kind != "became" and start >= 0 and span.of(self._old) == self._new[start:end]

    def _verbatim(self, span: Span, part: Part) -> Placement:
        found = Span(span.start + part.shift, span.end + part.shift)
        whole = self._whole_clusters(span, found)
        if whole != found:
            return Placement(whole, "edited")
        return Placement(found, "moved" if part.kind == "moved" else "unchanged")

    def _whole_clusters(self, span: Span, found: Span) -> Span:
        """``found`` widened to whole characters as a person sees them, if ``span`` was whole."""
        if _around(self._old, span) == _around(self._new, found) or snap(self._old, span) != span:
            return found
        return snap(self._new, found)

    def _unplaced(self, span: Span, found: Sequence[Chain]) -> Placement:
        trace = _TRACE * self._size(span)
        images = [chain.image for chain in found if chain.size >= trace]
        gone = not images and span.of(self._old) not in self._new
        return Placement(None, "gone" if gone else "unsure", self._candidates.of(span, images))

    def _size(self, span: Span) -> int:
        """How many letters ``span`` has, or where it has none, how many marks and spaces."""
        return amount(self._old, span.start, span.end) or span.length


def _lines_around(text: str, span: Span) -> Span:
    """The whole lines in which ``span`` lies."""
    end = text.find("\n", span.end - 1)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else max(end, span.end))


def _around(text: str, span: Span) -> tuple[str, str]:
    """The characters on both sides of both ends of ``span``."""
    return text[max(span.start - 1, 0) : span.start + 1], text[span.end - 1 : span.end + 1]
