"""Where a span that could not be placed may be: shown to a person, the likeliest first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from qualcode.text.revision.ink import INK, fold
from qualcode.text.revision.textmap import TextMap
from qualcode.text.sentences import sentences
from qualcode.text.span import Span

_MOST = 5
_LIKE = 0.3  # the share of words and pairs of words in common below which nothing reminds of the span
_COMMON = 40  # what stands in more sentences than this says nothing
_LONG = 2_000  # code points; longer sentences are not looked through
_ROOM = 3  # times the length of the span, and some letters more, is too much to be what became of it
_MORE = 40


class Candidates:
    """Places in a new text that remind of spans of the old one."""

    def __init__(self, old: str, new: str, text_map: TextMap) -> None:
        self._old, self._new, self._edits = old, new, text_map.edits
        self._starts = [edit.old_start for edit in text_map.edits]

    def of(self, span: Span, images: Iterable[Span]) -> tuple[Span, ...]:
        """At most five places, best first: ``images``, like words, and what stands where the span stood."""
        words = _traits_of(span.of(self._old))
        near = self._expected(span)
        near_it = (self._tidied(span, place) for place in (*images, *self._instead(span)))
        found = {*near_it, *self._repeated(span, near), *self._like(words)}
        ranked = sorted(
            (-_likeness(words, _traits_of(place.of(self._new))), abs(place.start - near), place) for place in found
        )
        return tuple(place for *_, place in ranked[:_MOST])

    def _expected(self, span: Span) -> int:
        """Where the span would begin if nothing near it had changed."""
        number = bisect_right(self._starts, span.start) - 1
        if number < 0:
            return span.start
        edit = self._edits[number]
        return max(span.start - edit.old_end, 0) + edit.new_end if span.start >= edit.old_end else edit.new_start

    def _repeated(self, span: Span, near: int) -> Iterator[Span]:
        """The places nearest to ``near`` that read as the span did."""
        words = span.of(self._old)
        for at in (self._new.find(words, near), self._new.rfind(words, 0, near + span.length)):
            if at >= 0:
                yield Span(at, at + span.length)

    def _instead(self, span: Span) -> Iterator[Span]:
        """What was put in where the span was taken out, if that is not too much."""
        first, last = bisect_right(self._starts, span.start) - 1, bisect_left(self._starts, span.end) - 1
        touched = [edit for edit in self._edits[max(first, 0) : last + 1] if edit.old_end > span.start]
        if touched:
            start, end = touched[0].new_start, touched[-1].new_end
            if start < end <= start + _ROOM * span.length + _MORE and INK.search(self._new, start, end):
                yield Span(start, end)

    def _tidied(self, span: Span, place: Span) -> Span:
        """``place`` without spaces around it, and with the mark after it that ``span`` ends with."""
        words = place.of(self._new)
        if words.isspace():
            return place
        start, end = place.start + len(words) - len(words.lstrip()), place.start + len(words.rstrip())
        last = self._old[span.end - 1]
        return Span(start, end + (not INK.match(last) and self._new.startswith(last, end)))

    def _like(self, words: Counter[tuple[str, str]]) -> Iterator[Span]:
        """New sentences that share rare words, or pairs of words, with the span."""
        votes: Counter[int] = Counter()
        for trait in words:
            votes.update(self._by_trait.get(trait, ()))
        for number, _shared in votes.most_common(_MOST):
            place = self._sentences[number]
            if _likeness(words, _traits_of(place.of(self._new))) >= _LIKE:
                yield place

    @cached_property
    def _sentences(self) -> list[Span]:
        """The sentences in which something was put in."""
        places = (place for start, end in self._put_in() for place in sentences(self._new, start, end))
        return [place for place in places if place.length <= _LONG]

    def _put_in(self) -> Iterator[tuple[int, int]]:
        """The lines of the new text in which something was put in, each once."""
        reached = 0
        for edit in self._edits:
            if edit.new_end <= max(reached, edit.new_start):
                continue
            start = max(self._new.rfind("\n", 0, edit.new_start) + 1, reached)
            end = self._new.find("\n", edit.new_end)
            reached = len(self._new) if end < 0 else end
            yield start, reached

    @cached_property
    def _by_trait(self) -> dict[tuple[str, str], list[int]]:
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, place in enumerate(self._sentences):
            for trait in _traits_of(place.of(self._new)):
                found[trait].append(number)
        return {trait: numbers for trait, numbers in found.items() if len(numbers) <= _COMMON}


def _traits_of(words: str) -> Counter[tuple[str, str]]:
    """Each word, and each two words that follow each other."""
    folded = [_fold(word) for word in INK.findall(words)]
    return Counter(chain(pairwise(folded), ((word, "") for word in folded)))


_fold = lru_cache(maxsize=1 << 16)(fold)


def _likeness(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
