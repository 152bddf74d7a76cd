"""Gamma's figures for data that others published. Gamma is drawn by chance, so they are bands; many samples lie well within."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qualcode.analysis.agreement import Continuum, measure

pytest.importorskip("scipy", reason="gamma needs scipy")

# Mathet, Widlöcher & Métivier (2015), as held in the tests of pygamma-agreement.
ALEX = [(2, 9, "1"), (11, 17, "2"), (24, 30, "5"), (32, 36, "6"), (36, 44, "6"), (44, 60, "7")]
PAUL = [(2, 9, "1"), (11, 17, "3"), (19, 25, "5"), (32, 44, "6")]
SUZAN = [(2, 9, "1"), (11, 17, "4"), (21, 27, "5"), (32, 36, "6"), (36, 40, "6"), (40, 44, "6")]
ALEX_PAUL_SUZAN = Continuum.from_spans(60, [ALEX, PAUL, SUZAN], ["Alex", "Paul", "Suzan"])

AS_PUBLISHED = {"alpha": 3, "beta": 1, "delta_empty": 1, "samples": 300, "precision": None}


def test_mathet_2015_best_alignment() -> None:
    result = measure("gamma", ALEX_PAUL_SUZAN, alpha=3, beta=1)
    assert result.observed == pytest.approx(0.960625, abs=1e-9)
    assert result.counts["unitary_alignments"] == 6


def test_mathet_2015_gamma() -> None:
    result = measure("gamma", ALEX_PAUL_SUZAN, **AS_PUBLISHED)
    assert result.estimate == pytest.approx(0.455, abs=0.02)
    assert result.counts["samples"] == 300


def test_mathet_2015_gamma_cat() -> None:
    assert measure("gamma_cat", ALEX_PAUL_SUZAN, **AS_PUBLISHED).estimate == pytest.approx(0.4, abs=0.02)


def test_mathet_2015_gamma_k() -> None:
    by_code = measure("gamma_cat", ALEX_PAUL_SUZAN, **AS_PUBLISHED).per_category
    assert by_code["6"].estimate == pytest.approx(0.37, abs=0.011)
    assert by_code["1"].estimate == by_code["5"].estimate == 1
    assert all(by_code[value].estimate <= 0 for value in ("2", "3", "4", "7"))
    assert measure("gamma_k", ALEX_PAUL_SUZAN, category="6", **AS_PUBLISHED).estimate == by_code["6"].estimate


def test_gamma_cat_without_lone_units() -> None:
    result = measure("gamma_cat", ALEX_PAUL_SUZAN, unaligned="ignored")
    assert result.per_category["6"].estimate == 1
    assert "aligned" in result.per_category["7"].undefined


@pytest.mark.parametrize("sampler", ["shuffle", "statistical"])
@pytest.mark.parametrize(
    ("name", "alignments", "gamma", "gamma_cat"),
    [("3by100", 127, (0.79, 0.81), (0.89, 0.91)), ("2by1000", 1085, (0.39, 0.42), (0.38, 0.42))],
)
def test_continua_of_pygamma_agreement(
    corpora: Path,
    name: str,
    sampler: str,
    alignments: int,
    gamma: tuple[float, float],
    gamma_cat: tuple[float, float],
) -> None:
    spans = continuum(corpora / "gamma-continua" / f"{name}.csv")
    result = measure("gamma", spans, sampler=sampler)
    assert result.counts["unitary_alignments"] == alignments
    assert gamma[0] <= result.estimate <= gamma[1]
    low, high = gamma_cat
    assert low <= measure("gamma_cat", spans, sampler=sampler).estimate <= high


def test_example_of_gamma_disorder(corpora: Path) -> None:
    """Mathet et al. (2015), figure 19: one long unit against four short ones in it."""
    result = measure("gamma", continuum(corpora / "gamma-continua" / "example_figure19.csv"), alpha=1, beta=1)
    # the long unit and one short one: ((0 + 15)/(20 + 5))² = 0.36; three short ones alone; 2.5 units a coder
    assert result.observed == pytest.approx((0.36 + 3) / 2.5)


def continuum(file: Path) -> Continuum:
    with file.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.reader(lines))
    coders = sorted({row[0] for row in rows})
    spans = [[(int(row[2]), int(row[3]), row[1]) for row in rows if row[0] == coder] for coder in coders]
    return Continuum.from_spans(max(int(row[3]) for row in rows), spans, coders)
