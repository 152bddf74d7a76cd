"""Other programs' figures: against their published or printed examples, and character by character."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.agreement.rivals import ALL_CODES, ALL_DOCUMENTS, Compared, programs, rival_figures
from qualcode.analysis.coding_table import CodingTable

Coding = tuple[int, int, int, int, int]  # document, start, end, code, coder


def compared(codings: list[Coding], lengths: list[int], codes: tuple[str, ...] = ("a",), coders: int = 2) -> Compared:
    columns = list(zip(*codings, strict=True)) or [()] * 5
    table = CodingTable.from_arrays(
        *columns,
        documents=[f"d{number}" for number in range(len(lengths))],
        lengths=lengths,
        codes=codes,
        coders=[f"c{number}" for number in range(coders)],
    )
    done = {document: range(coders) for document in range(len(lengths))}
    return Compared.of(table, done, tuple(range(len(codes))))


def figure(program: str, of: Compared, measure: str, document: str = ALL_DOCUMENTS, code: str = "a") -> float | None:
    (found,) = [
        it
        for it in rival_figures(program, of)  # type: ignore[arg-type]
        if (it.measure, it.document, it.code) == (measure, document, code)
    ]
    return found.estimate


def overlapping(first: int, second: int, both: int, length: int) -> Compared:
    return compared([(0, 0, first, 0, 0), (0, first - both, first - both + second, 0, 1)], [length])


def test_nvivo_help_prints_85_percent_for_50_both_150_one_and_800_neither():
    assert figure("nvivo", overlapping(100, 150, 50, 1000), "percent") == 0.85


@pytest.mark.parametrize(
    ("first", "second", "both", "cohen", "multiplied"), [(100, 100, 50, 0.444, 0.299), (600, 600, 400, 0.167, 0.482)]
)
def test_qualcoder_multiplies_the_terms_of_chance_that_cohen_adds(first, second, both, cohen, multiplied):
    found = overlapping(first, second, both, 1000)
    assert figure("nvivo", found, "kappa") == pytest.approx(cohen, abs=0.0005)
    assert figure("qualcoder", found, "kappa", "d0") == pytest.approx(multiplied, abs=0.0005)


def test_qualcoder_takes_two_spans_of_one_coder_for_an_agreement():
    twice = compared([(0, 0, 10, 0, 0), (0, 0, 10, 0, 0), (0, 50, 60, 0, 1)], [100])
    assert figure("qualcoder", twice, "kappa", "d0") > 0.4  # type: ignore[operator]
    assert figure("nvivo", twice, "kappa") < 0  # type: ignore[operator]


def test_maxqda_counts_a_segment_whose_border_differs_by_a_tenth_and_none_that_differs_more():
    near = [(0, 0, 100, 0, 0), (0, 10, 100, 0, 1), (0, 200, 300, 0, 0), (0, 211, 300, 0, 1)]
    found = compared(near, [400])
    assert figure("maxqda", found, "percent") == 0.5
    assert figure("maxqda", found, "kappa", code=ALL_CODES) == pytest.approx(
        (0.5 - 0.25) / 0.75
    )  # one code: 1/(1 + 1)²


def test_dedoose_judges_only_the_excerpts_of_the_first_coder():
    codings = [(0, 0, 10, 0, 0), (0, 20, 30, 1, 0), (0, 0, 10, 0, 1), (0, 20, 30, 1, 1), (0, 50, 90, 0, 1)]
    found = compared(codings, [100], ("a", "b"))
    assert figure("dedoose", found, "kappa") == 1
    assert figure("dedoose", found, "pooled kappa", code=ALL_CODES) == 1


def test_dedoose_pools_the_means_as_de_vries_and_others_do():
    codings = [(0, at * 10, at * 10 + 5, 0, 0) for at in range(4)] + [(0, 0, 5, 0, 1), (0, 10, 15, 1, 1)]
    found = rival_figures("dedoose", compared(codings, [100], ("a", "b")))
    *codes, pooled = found
    observed, expected = (sum(getattr(it, name) for it in codes) / 2 for name in ("observed", "expected"))
    assert pooled.estimate == pytest.approx((observed - expected) / (1 - expected))


def test_inception_leaves_out_what_was_not_marked_in_the_very_same_place():
    same = [(0, 0, 4, 0, coder) for coder in (0, 1)] + [(0, 10, 14, 1, coder) for coder in (0, 1)]
    elsewhere = [(0, at, at + 3 + coder, 0, coder) for at in range(20, 90, 10) for coder in (0, 1)]
    found = compared([*same, *elsewhere], [100], ("a", "b"))
    assert figure("inception", found, "kappa", code=ALL_CODES) == 1


def test_inception_says_why_where_nothing_was_marked_alike():
    (only, mean) = rival_figures("inception", compared([(0, 0, 4, 0, 0), (0, 0, 5, 0, 1)], [10]))
    assert (only.estimate, mean.estimate) == (None, None)
    assert only.undefined and mean.undefined


def test_atlas_refuses_a_domain_in_which_a_coder_gave_one_passage_two_codes():
    table = CodingTable.from_arrays(
        *zip((0, 0, 9, 1, 0), (0, 5, 9, 2, 0), (0, 0, 9, 1, 1), strict=True),
        documents=["d"],
        lengths=[20],
        codes=["top", "top/a", "top/b"],
        code_parents=[-1, 0, 0],
        coders=["x", "y"],
    )
    found = rival_figures("atlas", Compared.of(table, {0: (0, 1)}, (0, 1, 2)))
    (domain,) = [it for it in found if it.measure == "cu-alpha"]
    assert domain.estimate is None
    assert "several codes" in str(domain.undefined)


SPANS = st.tuples(st.integers(0, 1), st.integers(0, 9), st.integers(1, 6), st.integers(0, 1), st.integers(0, 2)).map(
    lambda it: (it[0], it[1], it[1] + it[2], it[3], it[4])
)


def coded(codings: list[Coding], document: int, code: int, coder: int) -> set[int]:
    mine = [it for it in codings if (it[0], it[3], it[4]) == (document, code, coder)]
    return {place for _document, start, end, *_rest in mine for place in range(start, end)}


@given(st.lists(SPANS, min_size=1, max_size=12))
def test_nvivo_equals_cohens_kappa_character_by_character(codings):
    of = compared(codings, [16, 20], ("a", "b"), coders=3)
    for found in rival_figures("nvivo", of):
        documents = [0, 1] if found.document == ALL_DOCUMENTS else [int(found.document[1:])]
        code, pair = "ab".index(found.code), [int(name[1:]) for name in found.coders]
        total, agreed, ones = 0, 0, [0, 0]
        for document in documents:
            both = [coded(codings, document, code, coder) for coder in pair]
            total += (16, 20)[document]
            agreed += (16, 20)[document] - len(both[0] ^ both[1])
            ones = [count + len(chars) for count, chars in zip(ones, both, strict=True)]
        chance = (ones[0] * ones[1] + (total - ones[0]) * (total - ones[1])) / total**2
        assert found.observed == pytest.approx(agreed / total)
        if found.measure == "kappa" and chance < 1:
            assert found.estimate == pytest.approx((agreed / total - chance) / (1 - chance))


@given(st.lists(SPANS, min_size=1, max_size=12))
def test_atlas_binary_alpha_equals_alpha_over_single_characters(codings):
    from qualcode.analysis.agreement import ReliabilityData, measure

    of = compared(codings, [16, 20], ("a", "b"), coders=3)
    for found in rival_figures("atlas", of):
        if found.measure == "alpha-binary":
            code = "ab".index(found.code)
            rows = [
                [
                    place in coded(codings, document, code, coder)
                    for document in (0, 1)
                    for place in range((16, 20)[document])
                ]
                for coder in range(3)
            ]
            assert found.estimate == measure("alpha", ReliabilityData.from_rows(rows)).estimate


@given(st.lists(SPANS, min_size=1, max_size=12))
def test_maxqda_percent_equals_the_segments_counted_one_by_one(codings):
    of = compared(codings, [16, 20], ("a", "b"), coders=3)
    kept = list(dict.fromkeys(codings))

    def match(one, other):
        shared = min(one[2], other[2]) - max(one[1], other[1])
        return (
            one[0] == other[0] and one[3] == other[3] and 10 * shared >= 9 * max(one[2] - one[1], other[2] - other[1])
        )

    for first, second in combinations(range(3), 2):
        for code in (0, 1):
            those = [it for it in codings if it[3] == code and it[4] in (first, second)]
            found = [
                it for it in those if any(match(it, other) for other in kept if other[4] in {first, second} - {it[4]})
            ]
            figures = [
                it.estimate
                for it in rival_figures("maxqda", of)
                if it.measure == "percent" and it.code == "ab"[code] and it.coders == (f"c{first}", f"c{second}")
            ]
            assert figures == ([pytest.approx(len(found) / len(those))] if those else [])


@pytest.mark.parametrize("program", programs())
def test_every_program_prints_nothing_or_a_reason_where_nobody_coded(program):
    assert all(it.undefined for it in rival_figures(program, compared([], [10])))
