"""Words that were replaced by the same words again and again: names, labels, characters of the other script."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from qualcode.text.revision.blocks import Gap, common_start
from qualcode.text.revision.ink import INK, inside_word
from qualcode.text.revision.textmap import Edit

_LONGEST = 40  # letters of what counts as a name
_AGAIN = 2  # times
_CLOSED_BEFORE = re.compile(r"[^\[(【（]*[\])】）]")


class Substitutions:
    """What became what at least twice, and is itself gone, or nearly so, from the new text."""

    def __init__(self, old: str, new: str, edits: Iterable[Edit]) -> None:
        self._old, self._new = old, new
        pairs: Counter[tuple[str, str]] = Counter()
        for edit in edits:
            words, others = _sides(old, new, edit)
            if len(words) <= _LONGEST and INK.search(words) and INK.search(others):
                pairs[words, others] += 1
                if len(words) == len(others) > 1:
                    pairs.update(zip(words, others))
        self._known = {pair for pair, n in pairs.items() if n >= _AGAIN and new.count(pair[0]) < n}

    def whole(self, edit: Edit) -> bool:
        """Whether ``edit`` is one of them."""
        return _sides(self._old, self._new, edit) in self._known

    def by_letter(self, edit: Edit) -> bool:
        """Whether each letter of ``edit`` became another one, and each is one of them."""
        words, others = _sides(self._old, self._new, edit)
        return len(words) == len(others) and all(pair in self._known for pair in zip(words, others))


def parted(old: str, new: str, edits: Sequence[Edit]) -> list[Edit]:
    """``edits``, those in two that replace words by what replaces them elsewhere and put in something beside it.

    Where "Anna" is "Participant 3" everywhere, "[00:12] Participant 3" is a time stamp before it.
    """
    replacements: defaultdict[str, list[str]] = defaultdict(list)
    for edit in edits:
        words, others = _sides(old, new, edit)
        if others and len(words) <= _LONGEST and INK.search(words):
            replacements[words].append(others)
    usual = {words: _usual(others) for words, others in replacements.items() if len(others) >= _AGAIN}
    return [part for edit in edits for part in _parted(new, edit, usual.get(_sides(old, new, edit)[0], ""))]


def _sides(old: str, new: str, edit: Edit) -> tuple[str, str]:
    return old[edit.old_start : edit.old_end], new[edit.new_start : edit.new_end]


def _usual(replacements: Sequence[str]) -> str:
    """What ``replacements`` are, if two are the same, else what all end with."""
    [(most, times)] = Counter(replacements).most_common(1)
    if times >= _AGAIN:
        return most
    one, other = min(reverse := [it[::-1] for it in replacements]), max(reverse)
    length = common_start(one, other, Gap(0, len(one), 0, len(other)))
    while length and any(inside_word(it, len(it) - length) for it in replacements):
        length -= 1
    return _CLOSED_BEFORE.sub("", replacements[0][len(replacements[0]) - length :]).strip()


def _parted(new: str, edit: Edit, usual: str) -> Iterator[Edit]:
    """What was put in before ``usual`` or after it, and ``usual`` instead of the old words."""
    start, end = edit.new_start, edit.new_end
    if not usual or end - start <= len(usual):
        yield edit
    elif new.endswith(usual, start, end) and not inside_word(new, middle := end - len(usual)):
        yield Edit(edit.old_start, edit.old_start, start, middle)
        yield Edit(edit.old_start, edit.old_end, middle, end)
    elif new.startswith(usual, start, end) and not inside_word(new, middle := start + len(usual)):
        yield Edit(edit.old_start, edit.old_end, start, middle)
        yield Edit(edit.old_end, edit.old_end, middle, end)
    else:
        yield edit
