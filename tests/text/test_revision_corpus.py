"""More than two hundred realistic revisions: nearly all spans are placed, and none wrongly."""

import pytest

from qualcode.text.revision.revising import compare, place
from text.revision_corpus import Revised, corpus

REVISIONS = list(corpus())


def test_there_are_two_hundred_revisions():
    assert len(REVISIONS) >= 200
    assert sum(len(revised.spans) for revised in REVISIONS) > 2000


@pytest.mark.parametrize("revised", REVISIONS, ids=lambda revised: revised.case)
def test_none_is_placed_wrongly(revised: Revised):
    found = place(revised.old, revised.new, compare(revised.old, revised.new), revised.spans)
    placed = [(number, it.span, it.span.of(revised.new)) for number, it in enumerate(found) if it.span]
    truth = [(number, span, span and span.of(revised.new)) for number, span in enumerate(revised.truth)]
    assert [it for it in placed if it[0] not in revised.open_ones and it not in truth] == []


def test_nearly_all_are_placed():
    still_there = placed = 0
    for revised in REVISIONS:
        found = place(revised.old, revised.new, compare(revised.old, revised.new), revised.spans)
        certain = [it for n, it in enumerate(found) if revised.truth[n] and n not in revised.open_ones]
        still_there += len(certain)
        placed += sum(it.span is not None for it in certain)
    assert placed > 0.99 * still_there


def test_the_right_place_is_among_the_candidates_of_most_that_are_not_placed():
    wanted = seen = 0
    for revised in REVISIONS:
        found = place(revised.old, revised.new, compare(revised.old, revised.new), revised.spans)
        left = [(it, truth) for it, truth in zip(found, revised.truth) if truth and it.span is None]
        wanted += len(left)
        seen += sum(truth in it.candidates for it, truth in left)
    assert seen >= 0.6 * wanted
