"""Word frequencies: qualcode beside jieba and beside its segmenter alone, over the same text in one run.

    python benchmarks/words.py [MEGABYTES]

The text is invented, half Chinese and half English. Each route counts the words of all of it; figures are CPU seconds of this
process, the least of some rounds, without imports and without the loading of dictionaries. Where jieba is not installed
(``pip install jieba``; qualcode does not use it), qualcode is set beside its segmenter alone, which nothing that cuts with it
can outrun, and nothing is claimed about jieba. What is counted is checked first: every route finds the same English words.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.util import find_spec

import rjieba

import generated
from qualcode.text.folding import folded
from qualcode.text.words import cut_words

Cut = Callable[[str], Iterable[str]]

ROUNDS = 3
TIMES_JIEBA = 10  # what is promised
_ENGLISH = re.compile("[a-z]+")


def texts(megabytes: float) -> list[str]:
    """Interviews of some 50,000 characters, together of a size in UTF-8."""
    made: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        made.append(generated.interview(50_000, len(made)))
        size += len(made[-1].encode())
    return made


def counted(documents: list[str], cut: Cut) -> Counter[str]:
    """How often each word stands in all documents."""
    count: Counter[str] = Counter()
    for text in documents:
        count.update(cut(text))
    return count


def ours(text: str) -> list[str]:
    """The words as the command ``words`` cuts them."""
    return cut_words(folded(text))[0]


def cpu_seconds(documents: list[str], cut: Cut) -> float:
    """The least CPU time of some rounds."""
    taken = []
    for _round in range(ROUNDS):
        began = time.process_time()
        counted(documents, cut)
        taken.append(time.process_time() - began)
    return min(taken)


def routes() -> dict[str, Cut]:
    """The routes that can be run here."""
    found: dict[str, Cut] = {"qualcode": ours, "its segmenter alone": rjieba.cut}
    if find_spec("jieba"):
        import jieba

        jieba.setLogLevel(60)
        jieba.initialize()
        found["jieba"] = jieba.cut
    return found


def main(megabytes: float) -> int:
    """Print the speed of each route; 1 where the promise is not kept."""
    documents = texts(megabytes)
    size = sum(len(text.encode()) for text in documents) / 1e6
    taken = {}
    expected = {word: n for word, n in counted(documents, ours).items() if _ENGLISH.fullmatch(word)}
    for name, cut in routes().items():
        found = Counter(part.lower() for text in documents for part in cut(text))
        assert {word: n for word, n in found.items() if _ENGLISH.fullmatch(word)} == expected, name
        taken[name] = cpu_seconds(documents, cut)
        print(f"{name:20} {taken[name]:7.2f} s  {size / taken[name]:6.2f} MB/s")
    print(f"qualcode takes {taken['qualcode'] / taken['its segmenter alone']:.2f} times its segmenter alone")
    if "jieba" not in taken:
        print("jieba is not installed: nothing is said of it")
        return 0
    times = taken["jieba"] / taken["qualcode"]
    print(f"jieba takes {times:.1f} times as long; promised: {TIMES_JIEBA}")
    return int(times < TIMES_JIEBA)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 2))
