from __future__ import annotations

import pytest

from qualcode.analysis.agreement import AgreementResult, Continuum, ReliabilityData, measure
from qualcode.errors import QualcodeError, WrongUse

OF_SPANS = ("unitized_alpha", "binary_unitized_alpha", "coding_alpha", "category_alpha", "alpha_u_1995")
WITH_GAMMA = (*OF_SPANS, "gamma", "gamma_cat", "gamma_k")

UNDEFINED = {
    "no coder": (10, []),
    "one coder": (10, [[(0, 3, "a")]]),
    "nobody coded it": (10, [None, None]),
    "one did not code it": (10, [[(0, 3, "a")], None]),
    "no text": (0, [[], []]),
    "nothing marked": (10, [[], []]),
}


@pytest.mark.parametrize("name", WITH_GAMMA)
@pytest.mark.parametrize("case", UNDEFINED)
def test_what_cannot_be_compared_has_a_reason(name: str, case: str) -> None:
    is_undefined(measure(name, Continuum.from_spans(*UNDEFINED[case])))


@pytest.mark.parametrize("name", ["unitized_alpha", "binary_unitized_alpha", "coding_alpha", "category_alpha"])
def test_all_text_one_unit_has_a_reason(name: str) -> None:
    spans = Continuum.from_spans(10, [[(0, 10, "a")], [(0, 10, "a")], [(0, 10, "a")]])
    is_undefined(measure(name, spans, **({"category": "a"} if name == "category_alpha" else {})))


def is_undefined(result: AgreementResult) -> None:
    assert result.estimate is None
    assert result.undefined
    assert result.interval().undefined
    assert result.to_frame()["estimate"].isna().all()
    for parts in (result.per_category, result.per_pair, result.per_document, result.without_coder):
        assert all(part.estimate is None and part.undefined for part in parts.values())


def test_no_document_at_all() -> None:
    is_undefined(measure("unitized_alpha", Continuum.join([])))


def test_one_value_only_is_defined_where_gaps_differ() -> None:
    spans = Continuum.from_spans(20, [[(0, 10, "a")], [(0, 9, "a")]])
    assert measure("unitized_alpha", spans).estimate == pytest.approx(0.87, abs=0.05)
    assert "equal" in measure("coding_alpha", spans).undefined


@pytest.mark.parametrize("name", ["category_alpha", "alpha_u_1995"])
def test_a_code_nobody_used(name: str) -> None:
    spans = Continuum.from_spans(20, [[(0, 10, "a")], [(0, 9, "b")]])
    assert "nobody used z" in measure(name, spans, category="z").undefined


def test_a_code_of_one_coder_only() -> None:
    spans = Continuum.from_spans(20, [[(0, 10, "a"), (10, 15, "b")], [(0, 9, "a")]])
    result = measure("category_alpha", spans, category="b")
    assert (result.estimate, result.coverage) == (None, 0)
    assert "another coder" in result.undefined


@pytest.mark.parametrize("name", OF_SPANS[:4])
def test_overlapping_spans_are_refused_with_place_and_remedy(name: str) -> None:
    spans = Continuum.from_spans(20, [[(0, 10, "a"), (8, 15, "b")], []], ["Anna", "Ben"], "interview 1")
    with pytest.raises(WrongUse) as refused:
        measure(name, spans)
    said = str(refused.value)
    for word in ("Anna", "interview 1", "0–10 (a)", "8–15 (b)", name, "per_code", "gamma"):
        assert word in said


@pytest.mark.parametrize(("name", "options"), [("binary_unitized_alpha", {"per_code": True}), ("alpha_u_1995", {})])
def test_overlapping_spans_of_one_code_are_refused(name: str, options: dict[str, bool]) -> None:
    overlapping_codes = Continuum.from_spans(20, [[(0, 10, "a"), (8, 15, "b")], [(0, 9, "a")]])
    assert measure(name, overlapping_codes, **options).estimate is not None
    overlapping_code = Continuum.from_spans(20, [[(0, 10, "a"), (8, 15, "a")], [(0, 9, "a")]])
    with pytest.raises(WrongUse, match="without_overlaps"):
        measure(name, overlapping_code, **options)
    assert measure(name, overlapping_code.without_overlaps(), **options).estimate is not None


@pytest.mark.parametrize(
    "span",
    [(5, 25, "a"), (-1, 4, "a"), (4, 4, "a"), (6, 4, "a"), (0, 1), (0, 1, []), (0.5, 3, "a"), ("0", 3, "a"), 7],
)
def test_spans_that_are_none(span: object) -> None:
    with pytest.raises(WrongUse):
        Continuum.from_spans(20, [[span], []])


def test_a_span_outside_says_which() -> None:
    with pytest.raises(WrongUse, match=r"Ben.*5.*25.*20"):
        Continuum.from_spans(20, [[], [(5, 25, "a")]], ["Anna", "Ben"])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Continuum.from_spans(-1, []),
        lambda: Continuum.from_spans(2**40, [[], []]),
        lambda: Continuum.from_spans(9, [[], []], ["Anna"]),
        lambda: Continuum.from_spans(9, [[], []], ["Anna", "Anna"]),
        lambda: Continuum.join([Continuum.from_spans(9, [[]], document="a")] * 2),
        lambda: measure("unitized_alpha", ReliabilityData.from_rows([[1, 2], [1, 2]])),
        lambda: measure("gamma", [[(0, 3, "a")]]),
        lambda: measure("unitized_alpha", Continuum.from_spans(9, [[], []]), metric="nominal"),
        lambda: measure("binary_unitized_alpha", Continuum.from_spans(9, [[], []]), per_code="yes"),
    ],
)
def test_calls_that_cannot_mean_anything(wrong: object) -> None:
    with pytest.raises(WrongUse):
        wrong()


def test_the_first_alpha_needs_every_coder_everywhere() -> None:
    spans = Continuum.join(
        [Continuum.from_spans(9, [[(0, 3, "a")], [(0, 4, "a")]]), Continuum.from_spans(9, [[], [], []])]
    )
    assert "unitized_alpha" in measure("alpha_u_1995", spans).undefined


def test_no_error_is_a_fault() -> None:
    with pytest.raises(QualcodeError) as wrong:
        Continuum.from_spans(20, [[(5, 25, "a")]])
    assert wrong.value.hint
