"""Where a span begins and ends whose first or last letters were changed.

What was put in exactly at a border stays outside, and what replaced the letters at a border belongs to the span. Where a
replacement begins before the border and ends after it, nothing tells how to divide it, unless one side has no letters. A
replacement that says more than what it replaced may be one with something put in before it. Then the border is not sure.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from qualcode.text.revision.ink import INK, amount, fold, inside_word
from qualcode.text.revision.seams import marks_alike
from qualcode.text.revision.survivors import Part, Survivors
from qualcode.text.revision.textmap import Edit
from qualcode.text.span import Span

_MUCH, _MORE = 4, 8  # more than so many times the letters, and some, is more than a replacement
_LONG_WORD = 3  # letters; longer words are not in two places by chance
_SAME_WORD = 2  # letters; two changes with fewer between them may be one
_SENTENCE_END = re.compile(r"[.!?…。！？]")
_SET_OFF = re.compile(r"[.!?…。！？：:\n]+")
_TIME = r"[\[(（【<]?\b\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:[.,]\d{1,3})?\b[\])）】>]?"
_STAMP_FIRST, _STAMP_LAST = re.compile(rf"\s*{_TIME}\s*"), re.compile(rf"\s*{_TIME}\s*\Z")


class Borders:
    """The borders of edited spans in a new text."""

    def __init__(self, old: str, new: str, survivors: Survivors) -> None:
        self._old, self._new, self._survivors = old, new, survivors

    def start(self, span: Span, first: Part) -> int | None:
        """Where ``span`` begins, whose first surviving letters are ``first``; None where that is not sure."""
        if first.start == span.start:
            return first.new_start
        if not self._is_plain(span.start, first.start, first):
            return None
        if first.kind == "moved":
            marks = self._old[span.start : first.start]
            before = self._new[max(first.new_start - len(marks), 0) : first.new_start]
            kept = _alike(marks[::-1], before[::-1])
            return first.new_start - kept if not marks[: len(marks) - kept].strip() else None
        edit = self._survivors.edit_from(span.start)
        return self._opening(edit, span.start) if edit else self._survivors.image(span.start)

    def end(self, span: Span, last: Part) -> int | None:
        """Where ``span`` ends, whose last surviving letters are ``last``; None where that is not sure."""
        if last.end == span.end:
            return last.new_end
        if not self._is_plain(last.end, span.end, last):
            return None
        if last.kind == "moved":
            marks = self._old[last.end : span.end]
            kept = _alike(marks, self._new[last.new_end : last.new_end + len(marks)])
            return last.new_end + kept if not marks[kept:].strip() else None
        edit = self._survivors.edit_from(span.end - 1)
        return self._closing(edit, span.end) if edit else self._survivors.image(span.end - 1) + 1

    def tidied(self, span: Span, found: Span) -> Span:
        """``found`` without white space at its ends that ``span`` did not have, and with all of a word that was whole."""
        start, end = found.start, found.end
        while start + 1 < end and self._new[start].isspace() and not self._old[span.start].isspace():
            start += 1
        while start + 1 < end and self._new[end - 1].isspace() and not self._old[span.end - 1].isspace():
            end -= 1
        before, after = self._survivors.put_in_at(span.start), self._survivors.put_in_at(span.end)
        if before and self._is_one_word(before) and inside_word(self._new, start):
            start = before.new_start
        if after and self._is_one_word(after) and inside_word(self._new, end):
            end = after.new_end
        return Span(start, end)

    def are_disputed(self, span: Span) -> bool:
        """Whether what was put in just outside ``span`` may be a part of it.

        It may where words that were taken out inside are in it, and where the letters next to it in its line were changed too.
        """
        inner = self._survivors.edits_in(span)
        before, after = self._put_in(span.start), self._put_in(span.end)
        if not inner or not (before or after):
            return False
        removed = {pair for edit in inner for pair in _pairs(self._old[edit.old_start : edit.old_end])}
        return (
            not removed.isdisjoint(_pairs(before) | _pairs(after))
            or bool(before and before[-1] != "\n" and self._is_near(span.start, span.start, inner[0].old_start))
            or bool(after and after[0] != "\n" and self._is_near(span.end - 1, inner[-1].old_end, span.end))
        )

    def _put_in(self, border: int) -> str:
        """The words that were put in exactly at ``border``, but for time stamps; "" where there are none."""
        edit = self._survivors.put_in_at(border)
        words = _without_stamps(self._new[edit.new_start : edit.new_end]) if edit else ""
        return words if INK.search(words) else ""

    def _is_near(self, outermost: int, start: int, end: int) -> bool:
        """Whether hardly a letter stayed between a change and a border, and no mark sets off what is outside."""
        is_set_off = not INK.match(self._old, outermost) and self._survivors.edit_from(outermost) is None
        return not is_set_off and amount(self._old, start, end) < _SAME_WORD

    def _is_plain(self, start: int, end: int, part: Part) -> bool:
        """Whether what was between a border and the surviving ``part`` can be told: nothing, or words that became others."""
        if part.kind == "moved" or any(it.kind == "moved" for it in self._survivors.of(Span(start, end))):
            return not INK.search(self._old, start, end)
        edits = self._survivors.edits_over(start, end)
        return self._survivors.known or not any(self._is_more(edit) for edit in edits)

    def _is_more(self, edit: Edit) -> bool:
        """Whether ``edit`` may be more than a replacement: much longer, or whole sentences or lines, or from elsewhere."""
        words = self._old[edit.old_start : edit.old_end]
        others = _without_stamps(self._new[edit.new_start : edit.new_end])
        if not INK.search(others):
            return False
        longer = amount(others, 0, len(others)) > _MUCH * amount(words, 0, len(words)) + _MORE
        return longer or bool(_SET_OFF.search(words) or _SET_OFF.search(others)) or self._survivors.moves_in(edit)

    def _opening(self, edit: Edit, border: int) -> int | None:
        """Where in the new side of ``edit`` a span begins that began at ``border``."""
        stamp = _STAMP_FIRST.match(self._new, edit.new_start, edit.new_end)
        start, end = stamp.end() if stamp else edit.new_start, edit.new_end
        if start == end or self._survivors.known:
            return start
        outer, inner = self._old[edit.old_start : border], self._old[border : edit.old_end]
        letters = INK.search(self._new, start, end)
        if not letters and INK.search(outer + inner):
            marks = inner[: _marks_before(inner)]
            return end - _alike(marks[::-1], self._new[start:end][::-1])
        if not outer:
            return start
        if not INK.search(outer):
            return letters.start() if letters and INK.match(inner) else None
        return end if not INK.search(inner) and INK.match(self._new, end - 1) else None

    def _closing(self, edit: Edit, border: int) -> int | None:
        """Where in the new side of ``edit`` a span ends that ended at ``border``."""
        stamp = _STAMP_LAST.search(self._new, edit.new_start, edit.new_end)
        start, end = edit.new_start, stamp.start() if stamp else edit.new_end
        if start == end or self._survivors.known:
            return end
        inner, outer = self._old[edit.old_start : border], self._old[border : edit.old_end]
        letters = [match.end() for match in INK.finditer(self._new, start, end)]
        if not letters and INK.search(inner + outer):
            marks = inner[len(inner) - _marks_before(inner[::-1]) :]
            unsure = not marks and _SENTENCE_END.search(self._new, start, end)
            return None if unsure else start + _alike(marks, self._new[start:end])
        if not outer:
            return end
        if not INK.search(outer):
            return letters[-1] if letters and INK.match(inner, len(inner) - 1) else None
        return start if not INK.search(inner) and INK.match(self._new, start) else None

    def _is_one_word(self, edit: Edit) -> bool:
        return bool(INK.fullmatch(self._new, edit.new_start, edit.new_end))


def _alike(marks: str, others: str) -> int:
    """How many marks became their like, beginning with the first."""
    return len(list(takewhile(lambda pair: marks_alike(*pair), zip(marks, others))))


def _marks_before(words: str) -> int:
    """How many marks and spaces stand before the first letter."""
    letter = INK.search(words)
    return letter.start() if letter else len(words)


def _without_stamps(words: str) -> str:
    first = _STAMP_FIRST.match(words)
    return _STAMP_LAST.sub("", words[first.end() :] if first else words)


def _pairs(words: str) -> set[tuple[str, str]]:
    """Each two words that follow each other, and each long word with itself."""
    folded = [fold(word) for word in INK.findall(words)]
    return {*pairwise(folded), *((word, word) for word in folded if len(word) > _LONG_WORD)}
