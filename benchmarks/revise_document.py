"""A coded interview of a megabyte corrected in three hundred places: where its spans are afterwards.

    python benchmarks/revise_document.py [code points]

The text is invented, half Chinese, half English. It is compared with its corrected version, and two thousand spans, from a
word to some sentences, are placed; where each is in truth is known from how the edits were made, and checked. Beside it
difflib compares the same two texts, by lines and by words; it gives no places for spans, and by words only a part of the
text is given to it, as its time grows with the square. The worst cases follow: two texts with nothing in common, one line
over and over, and every line set anew. Times are CPU seconds, the best of three (difflib by words and the worst cases: one).
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher

from generated import interview
from qualcode.text.revision.revising import compare, place
from qualcode.text.span import Span

LENGTH, EDITS, SPANS = 1_000_000, 300, 2_000
PART = 20  # of so many, one part is given to difflib by words
PHRASES = (
    "系统",
    "了一下",
    " the new form",
    "？",
    "后来我们又去了一次窗口，",
    "",
    " nobody told us",
    "\nRespondent: 对。\n",
)


def revised(old: str, chance: random.Random) -> tuple[str, list[tuple[int, int, int]]]:
    """A new text, and (start, end, shift) of the stretches of the old one that are in it as they were."""
    pieces: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    done = length = 0
    for at in sorted(chance.sample(range(len(old) - 100), EDITS)):
        at = max(at, done)
        stretches.append((done, at, length - done))
        phrase = chance.choice(PHRASES)
        pieces += [old[done:at], phrase]
        length += at - done + len(phrase)
        done = at + chance.choice((0, 1, 4, 30))
    stretches.append((done, len(old), length - done))
    return "".join([*pieces, old[done:]]), stretches


def spans_in(stretches: list[tuple[int, int, int]], chance: random.Random) -> tuple[list[Span], list[Span]]:
    """Spans of the old text that were not touched, and where they are in the new one."""
    spans, truth = [], []
    while len(spans) < SPANS:
        start, end, shift = chance.choice(stretches)
        if end - start > 40:
            first = chance.randrange(start, end - 20)
            last = min(first + chance.choice((12, 40, 150, 400)), end)
            spans.append(Span(first, last))
            truth.append(Span(first + shift, last + shift))
    return spans, truth


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    times = []
    for _round in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+|\s|.", text)


def difflib_by(units: Callable[[str], list[str]], old: str, new: str) -> int:
    """How many changes difflib finds."""
    return len(SequenceMatcher(None, units(old), units(new), autojunk=False).get_opcodes())


def show_revision(old: str) -> None:
    chance = random.Random(1)
    new, stretches = revised(old, chance)
    spans, truth = spans_in(stretches, chance)
    text_map = compare(old, new)
    found = [placement.span for placement in place(old, new, text_map, spans)]
    wrong = sum(one is not None and one != other for one, other in zip(found, truth))
    placed = sum(one is not None for one in found)
    assert not wrong, f"{wrong} spans are in a wrong place"
    print(f"{len(old):,} code points, {EDITS} edits, {len(spans)} spans: {placed} placed, {wrong} wrongly")
    print(f"  compare                    {seconds(lambda: compare(old, new)):8.2f} s")
    print(f"  place                      {seconds(lambda: place(old, new, text_map, spans)):8.2f} s")
    print(
        f"  difflib, lines             {seconds(lambda: difflib_by(lambda text: text.split(chr(10)), old, new)):8.2f} s"
    )
    part, new_part = old[: len(old) // PART], new[: len(old) // PART]
    ours = seconds(lambda: compare(part, new_part), 1)
    theirs = seconds(lambda: difflib_by(words, part, new_part), 1)
    print(f"  difflib, words, 1/{PART} of it {theirs:8.2f} s (compare on the same part: {ours:.2f} s)")


def show_worst_cases(old: str) -> None:
    line = "Respondent: 对。\n"
    repeated = line * (len(old) // len(line))
    half = len(repeated) // 2 // len(line) * len(line)
    cases = {
        "two unrelated texts": (old, interview(len(old), 99)),
        "one line over and over": (repeated, f"{repeated[:half]}Interviewer: 真的吗？\n{repeated[half:-10_000]}"),
        "wrapped anew": (old, re.sub(r"([ 。])", r"\1\n", old)),
        "a time stamp in every line": (old, re.sub(r"(?m)^", "[00:01:02] ", old)),
    }
    print("worst cases")
    for name, (one, other) in cases.items():
        text_map = compare(one, other)
        spans = [Span(at, at + 30) for at in range(0, len(one) - 30, len(one) // SPANS)]
        placed = sum(placement.span is not None for placement in place(one, other, text_map, spans))
        comparing = seconds(lambda: compare(one, other), 1)  # noqa: B023
        placing = seconds(lambda: place(one, other, text_map, spans), 1)  # noqa: B023
        print(f"  {name:27}{comparing:8.2f} s to compare, {placing:.2f} s to place {placed} of {len(spans)} spans")


def main() -> None:
    """Measure an ordinary revision, then the worst ones."""
    old = interview(int(sys.argv[1]) if len(sys.argv) > 1 else LENGTH, 1)
    show_revision(old)
    show_worst_cases(old)


if __name__ == "__main__":
    main()
