from __future__ import annotations

import builtins
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.continua_by_hand import Spans, least_disorder, overlapping
from qualcode.analysis.agreement import Continuum, measure
from qualcode.analysis.agreement import gamma_alignment as alignment
from qualcode.errors import Unreachable, WrongUse

pytest.importorskip("scipy", reason="gamma needs scipy")

LENGTH = 30
#: Few samples, where only what was coded matters.
FEW = {"samples": 2, "precision": None}


@st.composite
def coded(draw: st.DrawFn, coders: tuple[int, int] = (2, 3), most: int = 4) -> list[Spans]:
    marked = [draw(overlapping(LENGTH, most)) for _coder in range(draw(st.integers(*coders)))]
    return [spans or [(0, 3, "a")] for spans in marked]


weights = st.sampled_from([Fraction(1, 2), Fraction(1), Fraction(3)])


@settings(max_examples=60)
@given(coded(), weights, weights)
def test_no_alignment_costs_less(coders: list[Spans], alpha: Fraction, beta: Fraction) -> None:
    least = least_disorder(coders, alpha, beta) / Fraction(sum(map(len, coders)), len(coders))
    result = measure("gamma", Continuum.from_spans(LENGTH, coders), alpha=float(alpha), beta=float(beta), **FEW)
    assert result.observed == pytest.approx(float(least), abs=1e-9)


@settings(max_examples=15)
@given(coded(coders=(4, 5), most=2))
def test_no_alignment_of_many_coders_costs_less(coders: list[Spans]) -> None:
    least = least_disorder(coders, Fraction(3), Fraction(1)) / Fraction(sum(map(len, coders)), len(coders))
    result = measure("gamma", Continuum.from_spans(LENGTH, coders), **FEW)
    assert result.observed == pytest.approx(float(least), abs=1e-9)


@settings(max_examples=20)
@given(coded(), st.randoms(use_true_random=False))
def test_order_changes_no_bit(coders: list[Spans], random: object) -> None:
    other = [random.sample(spans, len(spans)) for spans in random.sample(coders, len(coders))]
    for name in ("gamma", "gamma_cat"):
        one, another = (measure(name, Continuum.from_spans(LENGTH, spans), **FEW) for spans in (coders, other))
        assert (one.estimate, one.observed, one.expected) == (another.estimate, another.observed, another.expected)


def hundred_units() -> list[Spans]:
    """Two coders who mostly agree; some units embed others."""
    one = [(9 * at, 9 * at + 6 + at % 5, "abc"[at % 3]) for at in range(50)]
    two = [(start + at % 4, end + at % 3, "abc"[(at + at % 7 // 6) % 3]) for at, (start, end, _value) in enumerate(one)]
    return [[*one, (0, 400, "a")], two[:45]]


def test_documents_coders_names_and_scale_do_not_matter() -> None:
    first, second = hundred_units()
    apart = [
        Continuum.from_spans(500, [first, second], ["A", "B"], "one"),
        Continuum.from_spans(400, [[(5, 20, "b")], [(6, 22, "b")]], ["A", "B"], "two"),
    ]
    base = measure("gamma", Continuum.join(apart))
    turned = Continuum.join(
        Continuum.from_spans(10 * length, [renamed(marked, 10) for marked in coders], ["X", "Y"])
        for length, coders in ((400, [[(6, 22, "b")], [(5, 20, "b")]]), (500, [second, first]))
    )
    assert measure("gamma", turned).estimate == pytest.approx(base.estimate, abs=1e-9)
    assert measure("gamma_cat", turned).estimate == pytest.approx(
        measure("gamma_cat", Continuum.join(apart)).estimate, abs=1e-9
    )


def renamed(spans: Spans, by: int) -> Spans:
    return [(start * by, end * by, {"a": "z", "b": "a", "c": "m"}[value]) for start, end, value in spans]


def test_equal_coders_agree_wholly() -> None:
    first, _second = hundred_units()
    for name in ("gamma", "gamma_cat"):
        assert measure(name, Continuum.from_spans(500, [first, first, first]), **FEW).estimate == 1


def test_seed_samples_and_precision() -> None:
    spans = Continuum.from_spans(500, hundred_units())
    once = measure("gamma", spans, seed=1)
    assert once.estimate == measure("gamma", spans, seed=1).estimate != measure("gamma", spans, seed=2).estimate
    precise = measure("gamma", spans, samples=5, precision=0.01)
    assert precise.counts["samples"] > 5 == measure("gamma", spans, samples=5, precision=None).counts["samples"]
    assert once.estimate == pytest.approx(precise.estimate, abs=0.03)
    for word in ("alpha 3", "beta 1", "delta_empty 1", "shuffle", "seed 1"):
        assert word in once.definition


def test_documents_are_resampled_and_taken_apart() -> None:
    spans = Continuum.join(
        Continuum.from_spans(60, [[(0, 10, "a"), (20, 30, "b")], [(number, 10, "a"), (20, 30 + 2 * number, "b")], None])
        for number in range(6)
    )
    result = measure("gamma", spans)
    interval = result.interval("documents")
    assert interval.low < result.estimate < interval.high
    assert result.per_document[0].estimate == 1
    assert result.per_document[5].estimate < 1
    assert result.per_pair[0, 1].estimate == pytest.approx(result.estimate, abs=1e-9)
    assert result.per_pair[0, 2].undefined
    assert set(result.per_category) == {"a", "b"}


def test_a_coder_who_marked_nothing_is_not_missing() -> None:
    spans = [(0, 10, "a"), (20, 30, "b")]
    blank = measure("gamma", Continuum.from_spans(60, [spans, spans, []]))
    missing = measure("gamma", Continuum.from_spans(60, [spans, spans, None]))
    assert missing.estimate == 1
    assert blank.estimate < 0.9


def test_a_code_that_is_not_there() -> None:
    spans = Continuum.from_spans(500, hundred_units())
    assert "nobody used z" in measure("gamma_k", spans, category="z").undefined
    nameless = measure("gamma_k", spans, **FEW)
    assert nameless.undefined
    assert nameless.per_category["a"].estimate == measure("gamma_k", spans, category="a", **FEW).estimate


@pytest.mark.parametrize(
    "options",
    [
        {"alpha": 0},
        {"alpha": "3"},
        {"beta": -1},
        {"delta_empty": 0},
        {"samples": 0},
        {"samples": 10**9},
        {"seed": -1},
        {"seed": "a"},
        {"precision": 2},
        {"sampler": "dice"},
    ],
)
def test_options_that_mean_nothing(options: dict[str, object]) -> None:
    with pytest.raises(WrongUse):
        measure("gamma", Continuum.from_spans(500, hundred_units()), **options)


def test_too_many_ways_to_align(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "MOST_GROUPS", 20)
    spans = [[(at, at + 20, "a") for at in range(5)]] * 3
    with pytest.raises(WrongUse, match="more than 20 ways") as stopped:
        measure("gamma", Continuum.from_spans(40, spans))
    assert "per_pair" in stopped.value.hint


def test_without_scipy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "scipy"]:
        monkeypatch.delitem(sys.modules, name)
    imported = builtins.__import__
    monkeypatch.setattr(alignment, "import_module", lambda name: imported("no_such_" + name))
    with pytest.raises(Unreachable, match="qualcode\\[gamma\\]"):
        measure("gamma", Continuum.from_spans(500, hundred_units()))
