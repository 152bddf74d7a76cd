"""A text that is edited while marks keep their places in it: what an edit does to a span is known without comparing texts.

The rules are those a person would give. What is put in exactly where a span begins or ends stays outside. What replaces
letters inside a span, at its ends too, belongs to it. A span that was taken out, or replaced, as a whole is gone, unless it
was only given another name. A span of which a replacement or a move took a part away over its border is open: it may be
placed or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile

_LETTER = re.compile(r"[^\W_]|[^\x00-\x7f\s\w\u2000-\u206f\u3000-\u303f\uff00-\uffef]")
Step = Callable[["Draft"], None]


@dataclass
class Draft:
    """A text, and the spans marked in it by number: from, to; None when gone. ``open_ones`` were torn at a border."""

    text: str
    marks: list[tuple[int, int] | None]
    open_ones: set[int] = field(default_factory=set)

    def find(self, words: str, occurrence: int = 0) -> tuple[int, int]:
        """Where ``words`` stand; they must stand once, unless it is said which occurrence is meant, beginning with 1."""
        places = [match.start() for match in re.finditer(re.escape(words), self.text)]
        assert len(places) == 1 or occurrence, f"{words!r} stands {len(places)} times"
        start = places[max(occurrence - 1, 0)]
        return start, start + len(words)

    def put(self, at: int, words: str) -> None:
        self.text = self.text[:at] + words + self.text[at:]
        size = len(words)
        self._each(lambda start, end: (start + size * (start >= at), end + size * (end > at)))

    def cut(self, first: int, last: int) -> None:
        self.text = self.text[:first] + self.text[last:]

        def left(at: int) -> int:
            return min(at, first) if at < last else at - (last - first)

        self._each(lambda start, end: (left(start), left(end)))

    def swap(self, first: int, last: int, words: str, *, name: bool = False) -> None:
        """Replace what stands from ``first`` to ``last``; a ``name`` is still the same thing under another one.

        Letters that both have at their ends were not touched, unless it is a name.
        """
        if not name:
            old = self.text[first:last]
            before = _in_common(old, words)
            after = _in_common(old[before:][::-1], words[before:][::-1])
            first, last, words = first + before, last - after, words[before : len(words) - after]
        if first == last or not words:
            self.cut(first, last)
            self.put(first, words)
            return
        more = len(words) - (last - first)
        for number, mark in enumerate(self.marks):
            if mark is None or mark[1] <= first:
                continue
            start, end = mark
            if start >= last:
                self.marks[number] = start + more, end + more
            elif (
                not name
                and not _LETTER.search(self.text[start:first] if start < first else "")
                and not _LETTER.search(self.text[last:end] if last < end else "")
            ):
                self.marks[number] = None
            elif start <= first and last <= end and ((start, end) != (first, last) or name):
                self.marks[number] = start, end + more
            elif first <= start and end <= last:
                self.marks[number] = None
            else:
                self.marks[number] = None
                self.open_ones.add(number)
        self.text = self.text[:first] + words + self.text[last:]

    def move(self, first: int, last: int, to: int) -> None:
        words, inside = self.text[first:last], {}
        for number, mark in enumerate(self.marks):
            if mark and first <= mark[0] and mark[1] <= last:
                inside[number] = mark[0] - first, mark[1] - first
            elif mark and first < mark[1] and mark[0] < last:
                self.open_ones.add(number)
        self.cut(first, last)
        to -= (last - first) * (to >= last)
        self.put(to, words)
        for number, (start, end) in inside.items():
            self.marks[number] = to + start, to + end

    def _each(self, moved: Callable[[int, int], tuple[int, int]]) -> None:
        for number, mark in enumerate(self.marks):
            if mark:
                start, end = moved(*mark)
                self.marks[number] = (start, end) if start < end else None


def _in_common(one: str, other: str) -> int:
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other))))


def swap(words: str, others: str, occurrence: int = 0) -> Step:
    return lambda draft: draft.swap(*draft.find(words, occurrence), others)


def cut(words: str, occurrence: int = 0) -> Step:
    return lambda draft: draft.cut(*draft.find(words, occurrence))


def after(words: str, more: str, occurrence: int = 0) -> Step:
    return lambda draft: draft.put(draft.find(words, occurrence)[1], more)


def before(words: str, more: str, occurrence: int = 0) -> Step:
    return lambda draft: draft.put(draft.find(words, occurrence)[0], more)


def move_after(words: str, place: str) -> Step:
    return lambda draft: draft.move(*draft.find(words), draft.find(place)[1])


def move_before(words: str, place: str) -> Step:
    return lambda draft: draft.move(*draft.find(words), draft.find(place)[0])


def rename(name: str, other: str) -> Step:
    """Another name wherever it stands."""
    return everywhere(re.escape(name), other, name=True)


def everywhere(pattern: str, words: str | Callable[[re.Match[str]], str], *, name: bool = False) -> Step:
    """Replace every match; what matches nothing is a place to put something in, what becomes nothing is cut."""

    def step(draft: Draft) -> None:
        matches = list(re.finditer(pattern, draft.text, re.MULTILINE))
        assert matches, f"{pattern!r} matches nothing"
        for match in reversed(matches):
            others = words(match) if callable(words) else match.expand(words)
            if others != match[0]:
                draft.swap(*match.span(), others, name=name)

    return step


def stamped(form: str = "[{:02}:{:02}:{:02}] ") -> Step:
    """A time stamp at the beginning of every paragraph."""

    def step(draft: Draft) -> None:
        places = [match.start() for match in re.finditer(r"^(?=.)", draft.text, re.MULTILINE)]
        for number, at in reversed(list(enumerate(places))):
            seconds = 7 + number * 23
            draft.put(at, form.format(seconds // 3600, seconds // 60 % 60, seconds % 60))

    return step


def marked(text: str, spans: list[str]) -> list[tuple[int, int]]:
    """Where ``spans`` stand in ``text``: each is unique words, or unique words with the span in them between ⟨ and ⟩."""
    found = []
    for span in spans:
        words = span.replace("⟨", "").replace("⟩", "")
        assert text.count(words) == 1, f"{span!r} stands {text.count(words)} times"
        start = text.index(words) + max(span.find("⟨"), 0)
        length = span.index("⟩") - span.index("⟨") - 1 if "⟨" in span else len(words)
        found.append((start, start + length))
    return found
