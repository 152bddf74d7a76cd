"""How often words stand in documents, alone or in runs, and crossed with whatever documents and speakers are sorted by."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from qualcode.analysis.arrays import BoolArray, IntArray, begins, distinct, integers
from qualcode.analysis.dimension import Dimension
from qualcode.analysis.results import cells, ratio
from qualcode.analysis.running_words import RunningWords
from qualcode.messages import _, plural
from qualcode.table import Cell, Table

COLUMNS = ("word", "count", "documents", "share")


def word_list(words: RunningWords, counted: BoolArray, *, at_least: int = 1, most: int | None = None) -> Table:
    """The words (or n-grams, see ``grams``), the most frequent first; words of one frequency in the order of their characters.

    ``counted`` says of each running word whether it counts. ``documents`` is in how many documents the word stands.
    ``share`` is its part of all running words, those that do not count included, so that no list of stop words changes it.
    ``at_least`` leaves out rarer words, ``most`` keeps only the first rows.
    """
    size = len(words.vocabulary)
    count = np.bincount(words.word[counted], minlength=size)
    documents = _documents_with(words, counted)
    shown, notes = _shown(words, count, at_least, most)
    share = ratio(count, np.array([len(words)]))
    rows: list[tuple[Cell, ...]] = [
        (words.vocabulary[word], int(count[word]), int(documents[word]), float(share[word])) for word in shown
    ]
    said = plural(
        "share: the word's part of the {n} word there is, those left out of the list included.",
        "share: the word's part of all {n} words, those left out of the list included.",
        len(words),
    )
    return Table(COLUMNS, rows, (said, *notes))


def _documents_with(words: RunningWords, counted: BoolArray) -> IntArray:
    """In how many documents each word stands: document by document, for all at once would take several times their memory."""
    word, document = words.word[counted], words.document[counted]
    total = np.zeros(len(words.vocabulary), dtype=np.int64)
    for first, stop in pairwise(np.append(np.flatnonzero(begins(document)), len(document)).tolist()):
        total[distinct(word[first:stop])] += 1
    return total


def word_matrix(
    words: RunningWords, counted: BoolArray, by: Dimension, *, at_least: int = 1, most: int | None = None
) -> Table:
    """How often each word stands in each label of ``by``, whose pairs are running words and labels; rows as in ``word_list``.

    A word that belongs to several labels counts for each, one that belongs to none for none; the notes say how many there are.
    """
    count = np.bincount(words.word[counted], minlength=len(words.vocabulary))
    shown, notes = _shown(words, count, at_least, most)
    kept = counted[by.coding]
    width = max(len(by.labels), 1)
    place = integers(words.word[by.coding[kept]]) * width + by.label[kept]
    table = np.bincount(place, minlength=len(words.vocabulary) * width).reshape(-1, width)[:, : len(by.labels)]
    rows = [(words.vocabulary[word], *cells(table[word])) for word in shown]
    return Table(("word", *by.labels), rows, (_("Cells count words."), *_belonging(words, counted, by), *notes))


def _shown(words: RunningWords, count: IntArray, at_least: int, most: int | None) -> tuple[list[int], tuple[str, ...]]:
    """The words that get a row, in order, and how many get none."""
    wanted = np.flatnonzero(count >= max(at_least, 1)).tolist()
    wanted.sort(key=lambda word: (-int(count[word]), words.vocabulary[word]))
    left = int(np.count_nonzero(count)) - len(wanted[:most])
    if not left:
        return wanted[:most], () if wanted else (_("There are no words to list."),)
    return wanted[:most], (plural("{n} rarer word is not shown.", "{n} rarer words are not shown.", left),)


def _belonging(words: RunningWords, counted: BoolArray, by: Dimension) -> list[str]:
    labels = np.bincount(by.coding, minlength=len(words))[counted]
    several, none = int(np.count_nonzero(labels > 1)), int(np.count_nonzero(labels == 0))
    notes = []
    if several:
        notes.append(
            plural(
                "{n} word belongs to several labels of {name} and counts for each.",
                "{n} words belong to several labels of {name} and count for each.",
                several,
                name=by.name,
            )
        )
    if none:
        notes.append(
            plural(
                "{n} word has no value for {name} and is left out.",
                "{n} words have no value for {name} and are left out.",
                none,
                name=by.name,
            )
        )
    return notes
