from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.continua_by_hand import (
    Document,
    Spans,
    Terms,
    binary,
    category,
    coding,
    continuum,
    corpora,
    overlapping,
    unitized,
)
from qualcode.analysis.agreement import AgreementResult, Continuum, measure

NAMES = ("unitized_alpha", "binary_unitized_alpha", "coding_alpha")
Figures = tuple[float | None, float | None, float | None, float | None]


def figures(result: AgreementResult) -> Figures:
    return result.estimate, result.observed, result.expected, result.coverage


def same_as(result: AgreementResult, terms: Terms | None) -> None:
    """The estimate is 1 - D_o/D_e to twelve digits, and undefined where D_e is 0."""
    if terms is None or not terms[1]:
        assert result.estimate is None
        assert result.undefined
    else:
        assert result.estimate == pytest.approx(float(1 - terms[0] / terms[1]), abs=1e-12)
        assert result.undefined is None


@given(corpora())
def test_unitized_alpha_counts_as_character_by_character(documents: list[Document]) -> None:
    same_as(measure("unitized_alpha", continuum(documents)), unitized(documents))


@given(corpora())
def test_binary_alpha_counts_as_character_by_character(documents: list[Document]) -> None:
    same_as(measure("binary_unitized_alpha", continuum(documents)), binary(documents))


@given(corpora())
def test_coding_alpha_counts_as_character_by_character(documents: list[Document]) -> None:
    same_as(measure("coding_alpha", continuum(documents)), coding(documents))


@given(corpora(), st.sampled_from("abc"))
def test_category_alpha_counts_as_character_by_character(documents: list[Document], value: str) -> None:
    same_as(measure("category_alpha", continuum(documents), category=value), category(documents, value))


@given(corpora())
def test_one_code_against_all_other_text(documents: list[Document]) -> None:
    whole = measure("unitized_alpha", continuum(documents)).per_category
    for value, result in whole.items():
        only = [(length, [keep(spans, value) for spans in coders]) for length, coders in documents]
        same_as(result, binary(only))


def keep(spans: Spans | None, value: str) -> Spans | None:
    return None if spans is None else [span for span in spans if span[2] == value]


@st.composite
def overlapping_codes(draw: st.DrawFn) -> list[Document]:
    """Codes may overlap each other; a coder's spans of one code are joined."""
    length = draw(st.integers(2, 20))
    return [(length, [draw(overlapping(length, 5)) for _coder in range(draw(st.integers(2, 3)))])]


@given(overlapping_codes())
def test_overlapping_codes_are_pooled_over_disagreements(documents: list[Document]) -> None:
    joined = continuum(documents).without_overlaps()
    result = measure("binary_unitized_alpha", joined, per_code=True)
    terms = [(one.observed, one.expected) for one in result.per_category.values()]
    if terms and sum(one for _one, one in terms) > 0:
        observed, by_chance = (sum(column) / len(column) for column in zip(*terms, strict=True))
        assert figures(result)[:3] == pytest.approx((1 - observed / by_chance, observed, by_chance))


@given(overlapping_codes())
def test_joining_keeps_what_is_covered_and_counts(documents: list[Document]) -> None:
    spans = continuum(documents)
    joined = spans.without_overlaps()
    assert covered(joined) == covered(spans)
    assert joined.overlap(within_values=True) is None
    assert len(joined.start) + joined.joined == len(spans.start)
    assert measure("binary_unitized_alpha", joined, per_code=True).counts["joined"] == joined.joined


def covered(spans: Continuum) -> set[tuple[int, int, int]]:
    columns = (spans.coder.tolist(), spans.value.tolist(), spans.start.tolist(), spans.end.tolist())
    return {(coder, value, at) for coder, value, start, end in zip(*columns, strict=True) for at in range(start, end)}


def test_joining_leaves_touching_spans_apart() -> None:
    joined = Continuum.from_spans(9, [[(0, 3, "a"), (3, 5, "a"), (4, 6, "a"), (4, 6, "b")]]).without_overlaps()
    spans = zip(joined.start.tolist(), joined.end.tolist(), joined.value.tolist(), strict=True)
    assert (list(spans), joined.joined) == ([(0, 3, 0), (3, 6, 0), (4, 6, 1)], 1)


# --- what must change nothing ---


@given(corpora(), st.randoms(use_true_random=False))
def test_order_changes_no_bit(documents: list[Document], random: object) -> None:
    coders = list(range(len(documents[0][1])))
    random.shuffle(coders)
    other = [(length, [shuffled(marked[coder], random) for coder in coders]) for length, marked in documents]
    random.shuffle(other)
    for name in NAMES:
        assert figures(measure(name, continuum(other))) == figures(measure(name, continuum(documents)))


def shuffled(spans: Spans | None, random: object) -> Spans | None:
    return None if spans is None else random.sample(spans, len(spans))


def changed(documents: list[Document], change: Callable[[int, int, str], tuple[int, int, str]], by: int) -> Continuum:
    return continuum(
        [
            (length * by, [None if spans is None else [change(*span) for span in spans] for spans in coders])
            for length, coders in documents
        ]
    )


@given(corpora())
def test_names_of_codes_do_not_matter(documents: list[Document]) -> None:
    renamed = changed(documents, lambda start, end, value: (start, end, {"a": "z", "b": "a", "c": "m"}[value]), 1)
    for name in NAMES:
        assert figures(measure(name, renamed)) == pytest.approx(figures(measure(name, continuum(documents))), abs=1e-12)


@given(corpora())
def test_coverage_and_observed_do_not_depend_on_the_scale(documents: list[Document]) -> None:
    scaled = measure("coding_alpha", changed(documents, lambda start, end, value: (start * 7, end * 7, value), 7))
    assert figures(scaled) == pytest.approx(figures(measure("coding_alpha", continuum(documents))), abs=1e-12)


@given(corpora())
def test_documents_end_to_end_are_one_document(documents: list[Document]) -> None:
    complete = [(length, [spans or [] for spans in coders]) for length, coders in documents]
    one: list[Spans] = [[] for _coder in complete[0][1]]
    at = 0
    for length, coders in complete:
        for whole, spans in zip(one, coders, strict=True):
            whole += [(start + at, end + at, value) for start, end, value in spans]
        at += length
    for name in (*NAMES, "alpha_u_1995"):
        apart, together = measure(name, continuum(complete)), measure(name, Continuum.from_spans(at, one))
        assert figures(apart) == pytest.approx(figures(together), abs=1e-12)


# --- what a result says besides ---


def two_documents() -> Continuum:
    return Continuum.join(
        [
            Continuum.from_spans(60, [[(0, 10, "a"), (20, 30, "b")]] * 2, ["Anna", "Ben"], "agreed"),
            Continuum.from_spans(1000, [[(0, 300, "a")], [(500, 800, "a")], None], ["Anna", "Ben", "Chen"], "disputed"),
            Continuum.from_spans(500, [[(0, 5, "a")]], ["Chen"], "alone"),
        ]
    )


def test_documents_are_pooled_not_averaged() -> None:
    result = measure("unitized_alpha", two_documents())
    assert result.per_document["agreed"].estimate == 1
    assert result.per_document["disputed"].estimate < 0 < 0.5 * (1 + result.per_document["disputed"].estimate)
    assert result.estimate < 0
    assert result.per_document["alone"].undefined
    assert result.counts["documents"] == 2
    assert result.counts["single_coded_documents"] == 1


def test_a_missing_coder_is_not_a_blank_one() -> None:
    missing = Continuum.from_spans(50, [[(0, 10, "a")], [(0, 10, "a")], None])
    blank = Continuum.from_spans(50, [[(0, 10, "a")], [(0, 10, "a")], []])
    assert measure("unitized_alpha", missing).estimate == 1
    assert measure("unitized_alpha", blank).estimate < 0.5


def test_pairs_and_coders_left_out() -> None:
    result = measure("unitized_alpha", two_documents())
    assert result.per_pair["Anna", "Ben"].estimate == result.estimate == result.without_coder["Chen"].estimate
    assert result.per_pair["Anna", "Chen"].undefined


def test_interval_resamples_documents() -> None:
    spans = Continuum.join(
        Continuum.from_spans(50, [[(0, 10 + number, "a")], [(number, 12, "a")]]) for number in range(8)
    )
    result = measure("unitized_alpha", spans)
    interval = result.interval("documents", 0.9, 3)
    assert interval.low < result.estimate < interval.high
    assert interval == result.interval("documents", 0.9, 3)
    assert len(result.influence("documents")) == 8


def test_one_document_gives_no_interval_but_a_reason() -> None:
    result = measure("unitized_alpha", Continuum.from_spans(50, [[(0, 10, "a")], [(1, 10, "a")]]))
    assert result.interval().undefined
    assert result.interval().low is None


def test_touching_units_are_two() -> None:
    whole = Continuum.from_spans(40, [[(0, 20, "a")], [(0, 20, "a")], [(5, 20, "a")]])
    halves = Continuum.from_spans(40, [[(0, 10, "a"), (10, 20, "a")], [(0, 20, "a")], [(5, 20, "a")]])
    assert measure("unitized_alpha", whole).observed == measure("unitized_alpha", halves).observed
    assert measure("unitized_alpha", whole).expected != measure("unitized_alpha", halves).expected
