"""Counts of words against counting by hand."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.dimension import Dimension
from qualcode.analysis.running_words import Gatherer, grams
from qualcode.analysis.words import word_list, word_matrix
from qualcode.text.words import cut_words

TEXTS = st.lists(st.text("ab 数据,\n", max_size=30), min_size=1, max_size=4)


def gathered(texts, for_grams=True):
    gatherer = Gatherer(for_grams)
    for number, text in enumerate(texts):
        gatherer.add(number, *cut_words(text), text)
    return gatherer.done()


def grams_by_hand(text, size):
    words, starts = cut_words(text)
    runs = []
    for at in range(len(words) - size + 1):
        gaps = [text[starts[i] + len(words[i]) : starts[i + 1]] for i in range(at, at + size - 1)]
        if all(not gap.strip() and "\n" not in gap for gap in gaps):
            runs.append(tuple(words[at : at + size]))
    return runs


@given(TEXTS, st.integers(1, 3), st.sets(st.sampled_from(["a", "b", "数据"])))
def test_words_and_runs_of_words_are_counted(texts, size, stop):
    running = gathered(texts)
    dropped = np.array([word in stop for word in running.vocabulary], dtype=bool)
    made, counted, _first = grams(running, size, dropped)
    every = [grams_by_hand(text, size) for text in texts]
    listed = [[run for run in runs if run[0] not in stop and run[-1] not in stop] for runs in every]
    count = Counter(" ".join(run) for runs in listed for run in runs)
    total = sum(map(len, every))
    table = word_list(made, counted)
    assert {row[0]: row[1] for row in table.rows} == count
    for word, times, documents, share in table.rows:
        assert documents == sum(word in {" ".join(run) for run in runs} for runs in listed)
        assert share == times / total
    assert [(-row[1], row[0]) for row in table.rows] == sorted((-times, word) for word, times in count.items())


@given(TEXTS)
def test_a_matrix_adds_up_to_the_list(texts):
    running = gathered(texts)
    counted = np.ones(len(running), dtype=bool)
    by = Dimension.of_codings("documents", [str(number) for number in range(len(texts))], running.document)
    crossed = word_matrix(running, counted, by)
    plain = word_list(running, counted)
    assert [row[0] for row in crossed.rows] == [row[0] for row in plain.rows]
    assert [sum(row[1:]) for row in crossed.rows] == plain.column("count")
    for word, *cells in crossed.rows:
        assert cells == [cut_words(text)[0].count(word) for text in texts]


def test_what_is_not_shown_is_said():
    running = gathered(["a b a c"], for_grams=False)
    counted = np.ones(len(running), dtype=bool)
    table = word_list(running, counted, at_least=2)
    assert table.column("word") == ["a"]
    assert "2 rarer words are not shown." in table.notes
    assert word_list(running, counted, most=2).column("word") == ["a", "b"]
    assert "There are no words to list." in word_list(running, ~counted).notes


def test_one_word_in_two_unicode_forms_is_one():
    table = word_list(running := gathered(["café cafe\u0301"]), np.ones(len(running), dtype=bool))
    assert table.rows == [("café", 2, 1, 1.0)]


def test_what_follows_a_word_left_out_follows_nothing():
    running = gathered(["a b a"])
    kept = running.where(np.array([True, False, True]))
    made, counted, _first = grams(kept, 2, np.zeros(2, dtype=bool))
    assert (len(made), len(counted)) == (0, 0)
