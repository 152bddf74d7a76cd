"""Figures that others published, with the data they published them for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qualcode.analysis.agreement import AgreementResult, ReliabilityData, measure
from qualcode.analysis.agreement.distances import of_sets

# Krippendorff (2011), Computing Krippendorff's alpha-reliability: examples A, B, and C and D; a row is a coder.
K2011_A = ["0100000010", "1110010000"]
K2011_B = ["aabbdcccedda", "babbbccceddd"]
K2011_C = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]

# Wikipedia, Krippendorff's alpha: the computational example.
WIKIPEDIA = ["*****34121133*3", "1*213343*******", "**21344*21133*4"]

# Krippendorff (1980), Content Analysis: nine units, a word each, of three coders.
K1980 = ["111", "122", "222", "444", "144", "222", "123", "333", "222"]

# Fleiss (1971), Psychological Bulletin 76: 30 patients, the diagnoses of six psychiatrists.
FLEISS1971 = """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 144444 124444 222333 144444 224445
333335 111455 111112 224444 133555 555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""

# Cohen (1960), Educational and Psychological Measurement 20, p. 45: two psychologists, 200 patients.
COHEN1960 = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]

# Artstein & Poesio (2008), Computational Linguistics 34(4): their first and second table.
AP2008_1 = [[20, 10], [20, 50]]
AP2008_2 = [[46, 0, 0], [6, 32, 6], [0, 0, 10]]

# Gwet's own worked tables, as in the documentation of his package irrCAC.
GWET_SKEWED = [[80, 7], [8, 5]]
GWET_BY_HAND = [[8, 1], [0, 1]]
GWET_RAW4 = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]

# The nine units of DKPro Agreement's tests of sets of values.
SETS = [
    ("", ""),
    ("A", ""),
    ("A", "A"),
    ("A", "B"),
    ("AB", "A"),
    ("AB", "AC"),
    ("ABC", "ABC"),
    ("C", "AC"),
    ("C", "AC"),
]


def cross_table(counts: list[list[int]], categories: Iterable[Any] = (1, 2, 3)) -> ReliabilityData:
    """Two coders: the first one's value chooses the row, the second one's the column."""
    names = list(categories)
    units = [
        (names[row], names[column])
        for row, times in enumerate(counts)
        for column, count in enumerate(times)
        for _unit in range(count)
    ]
    return ReliabilityData.from_rows(list(zip(*units, strict=True)))


def by_unit(units: Iterable[Iterable[Any]]) -> ReliabilityData:
    return ReliabilityData.from_rows(list(zip(*units, strict=True)))


def numbers(rows: list[str]) -> ReliabilityData:
    return ReliabilityData.from_rows([[None if one == "*" else int(one) for one in row] for row in rows])


def alpha(data: ReliabilityData, metric: Any = "nominal") -> AgreementResult:
    return measure("alpha", data, metric=metric)


def test_krippendorff_2011_a() -> None:
    assert alpha(ReliabilityData.from_rows(K2011_A)).estimate == pytest.approx(0.095, abs=5e-4)


def test_krippendorff_2011_b() -> None:
    assert alpha(ReliabilityData.from_rows(K2011_B)).estimate == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(
    ("metric", "estimate"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorff_2011_c(metric: str, estimate: float) -> None:
    assert alpha(ReliabilityData.from_rows(K2011_C), metric).estimate == pytest.approx(estimate, abs=5e-4)


@pytest.mark.parametrize(("metric", "observed", "expected"), [("nominal", 0.2, 0.779), ("interval", 0.433, 2.872)])
def test_krippendorff_2004_chapter_11_disagreements(metric: str, observed: float, expected: float) -> None:
    result = alpha(ReliabilityData.from_rows(K2011_C), metric)
    assert result.terms == "disagreement"
    assert (result.observed, result.expected) == pytest.approx((observed, expected), abs=6e-4)


@pytest.mark.parametrize(("metric", "estimate"), [("nominal", 0.691), ("interval", 0.811)])
def test_wikipedia(metric: str, estimate: float) -> None:
    assert alpha(numbers(WIKIPEDIA), metric).estimate == pytest.approx(estimate, abs=5e-4)


@pytest.mark.parametrize(("metric", "estimate"), [("nominal", 0.642), ("interval", 0.547)])
def test_krippendorff_1980(metric: str, estimate: float) -> None:
    data = by_unit([int(value) for value in unit] for unit in K1980)
    assert alpha(data, metric).estimate == pytest.approx(estimate, abs=6e-4)


def test_fleiss_1971() -> None:
    result = measure("fleiss_kappa", by_unit(FLEISS1971.split()))
    assert result.estimate == pytest.approx(0.430, abs=5e-4)
    assert result.terms == "agreement"
    assert result.observed == pytest.approx(0.5556, abs=1e-4)
    assert result.expected == pytest.approx(0.2201, abs=1e-3)  # printed from rounded proportions
    assert measure("percent", by_unit(FLEISS1971.split())).estimate == result.observed


def test_cohen_1960() -> None:
    result = measure("cohen_kappa", cross_table(COHEN1960))
    assert result.estimate == pytest.approx(0.492, abs=5e-4)
    assert (result.observed, result.expected) == pytest.approx((0.70, 0.41))


def test_gwet_on_cohen_1960() -> None:
    data = cross_table(COHEN1960)
    assert measure("gwet_ac1", data, categories=[1, 2, 3]).estimate == pytest.approx(0.57597, abs=1e-5)
    assert measure("gwet_ac2", data, weights="quadratic").estimate == pytest.approx(0.63855, abs=6e-6)


def test_gwet_2008() -> None:
    assert measure("gwet_ac1", cross_table(GWET_SKEWED)).estimate == pytest.approx(0.808, abs=1e-5)
    assert measure("gwet_ac1", cross_table(GWET_BY_HAND, "yn")).estimate == pytest.approx(0.8658, abs=1e-4)
    assert measure("scott_pi", cross_table(GWET_BY_HAND, "yn")).estimate == pytest.approx(0.6078, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "estimate"),
    [
        ("percent", 0.8181818),
        ("gwet_ac1", 0.77544),
        ("fleiss_kappa", 0.76117),
        ("brennan_prediger", 0.77273),
        ("alpha", 0.74342),
    ],
)
def test_gwet_2014_with_missing_values(name: str, estimate: float) -> None:
    assert measure(name, ReliabilityData.from_rows(GWET_RAW4)).estimate == pytest.approx(estimate, abs=6e-6)


def test_gwet_2014_quadratic_weights_with_missing_values() -> None:
    result = measure("gwet_ac2", ReliabilityData.from_rows(GWET_RAW4), weights="quadratic", categories=[1, 2, 3, 4, 5])
    assert result.estimate == pytest.approx(0.914, abs=6e-6)


@pytest.mark.parametrize(
    ("name", "estimate"), [("percent", 0.7), ("brennan_prediger", 0.4), ("scott_pi", 0.341), ("cohen_kappa", 0.348)]
)
def test_artstein_poesio_2008_first_table(name: str, estimate: float) -> None:
    assert measure(name, cross_table(AP2008_1)).estimate == pytest.approx(estimate, abs=5e-4)


@pytest.mark.parametrize(
    ("name", "estimate"),
    [("percent", 0.88), ("brennan_prediger", 0.82), ("scott_pi", 0.7995), ("cohen_kappa", 0.8013), ("alpha", 0.800)],
)
def test_artstein_poesio_2008_second_table(name: str, estimate: float) -> None:
    assert measure(name, cross_table(AP2008_2)).estimate == pytest.approx(estimate, abs=6e-4)


def holds(one: frozenset[str], other: frozenset[str]) -> float:
    """How sets lie to each other, in thirds: equal, one in the other, overlapping, apart (Passonneau 2004)."""
    return 0 if one == other else 1 / 3 if one <= other or other <= one else 2 / 3 if one & other else 1


def dkpro_masi(one: frozenset[str], other: frozenset[str]) -> float:
    """What DKPro Agreement calls MASI: it multiplies the two distances, where Passonneau multiplies likenesses."""
    return holds(one, other) * (1 - len(one & other) / len(one | other) if one | other else 0)


@pytest.mark.parametrize(("metric", "estimate"), [(dkpro_masi, 0.252), (holds, 0.186), ("masi", 0.273081)])
def test_dkpro_sets(metric: str | Callable[[Any, Any], float], estimate: float) -> None:
    data = by_unit([set(value) for value in unit] for unit in SETS)
    assert alpha(data, metric).estimate == pytest.approx(estimate, abs=1e-3)


def test_masi_of_passonneau_2006() -> None:
    assert float(
        of_sets([frozenset("AB"), frozenset("ABCD")], "masi")(np.array([0]), np.array([1]))[0]
    ) == pytest.approx(2 / 3)
    data = by_unit([set(value) for value in unit] for unit in SETS if all(unit))
    assert alpha(data, "masi").estimate == pytest.approx(0.177215, abs=1e-6)


def test_nvivo_help_coding_comparison() -> None:
    assert measure("percent", cross_table([[50, 150], [0, 800]])).estimate == pytest.approx(0.85)


def test_holsti_1969() -> None:
    """40 agreed decisions of 50 by the one coder and 60 by the other."""
    rows = [["a"] * 40 + ["b"] * 10 + [None] * 10, ["a"] * 40 + ["c"] * 20]
    assert measure("holsti", ReliabilityData.from_rows(rows)).estimate == pytest.approx(80 / 110)


def test_conger_1980_on_gwets_table_with_missing_values() -> None:
    assert measure("conger_kappa", ReliabilityData.from_rows(GWET_RAW4)).estimate == pytest.approx(0.76282, abs=5e-6)


def test_fleiss_cohen_everitt_1969_unweighted() -> None:
    """Psychological Bulletin 72: proportions of 100 patients."""
    assert measure("cohen_kappa", crossed([[53, 5, 2], [11, 14, 5], [1, 6, 3]])).estimate == pytest.approx(
        0.429, abs=5e-4
    )


@pytest.mark.parametrize(
    ("table", "kappa", "positive", "negative"),
    [([[40, 9], [6, 45]], 0.70, 0.842, 0.857), ([[80, 10], [5, 5]], 0.32, 0.914, 0.400)],
)
def test_feinstein_cicchetti_1990_high_agreement_but_low_kappa(
    table: list[list[int]], kappa: float, positive: float, negative: float
) -> None:
    """Journal of Clinical Epidemiology 43: both tables agree in 85 of 100, and kappa does not."""
    data = crossed(table)
    assert measure("percent", data).estimate == pytest.approx(0.85)
    assert measure("cohen_kappa", data).estimate == pytest.approx(kappa, abs=0.005)
    for category, figure in ((0, positive), (1, negative)):
        assert measure("positive_agreement", data, category=category).estimate == pytest.approx(figure, abs=5e-4)


def test_wikipedia_fleiss_kappa() -> None:
    """Fourteen coders, ten units, five categories: how often each was given."""
    given = ["0000e", "02642", "00356", "03920", "22811", "77000", "32630", "25322", "65210", "02237"]
    counts = [[int(one, 16) for one in unit] for unit in given]
    result = measure("fleiss_kappa", ReliabilityData.from_patterns(14, [1] * 10, counts, range(5)))
    assert (result.estimate, result.observed, result.expected) == pytest.approx((0.210, 0.378, 0.213), abs=5e-4)


def crossed(table: list[list[int]]) -> ReliabilityData:
    """Two coders, who gave the unit the row and the column."""
    cells = [(row, column) for row, line in enumerate(table) for column, n in enumerate(line) for _unit in range(n)]
    return ReliabilityData.from_rows(list(zip(*cells, strict=True)))


def example_data(data: dict[str, Any]) -> ReliabilityData:
    if "matrix" in data:
        return ReliabilityData.from_rows(data["matrix"])
    if "units" in data:
        return by_unit([set(value) if isinstance(value, list) else value for value in unit] for unit in data["units"])
    if "decisions" in data:
        one, other, agreed = *data["decisions"], data["agreed"]
        units = [("a", "a")] * agreed + [("b", "c")] * (one - agreed) + [(None, "c")] * (other - one)
        return by_unit(units)
    return cross_table(data["table"], data["categories"])


def example_figure(metric: str, data: dict[str, Any]) -> float | None:
    """The figure that an example of the collection names by its own words."""
    name, _colon, part = metric.partition(":")
    if metric == "masi_distance":
        return float(of_sets([frozenset(one) for one in data["sets"]], "masi")(np.array([0]), np.array([1]))[0])
    units = example_data(data)
    if name == "alpha_set":
        return alpha(units, {"masi_dkpro": dkpro_masi, "set2004": holds}.get(part, part)).estimate
    if name.startswith("alpha_"):
        result = alpha(units, name.removeprefix("alpha_"))
        return {"Do": result.observed, "De": result.expected}.get(part, result.estimate)
    if name in ("fleiss_po", "fleiss_pe"):
        result = measure("fleiss_kappa", units)
        return result.observed if name == "fleiss_po" else result.expected
    if name == "gwet_ac2_quadratic":
        return measure("gwet_ac2", units, weights="quadratic", categories=data["categories"]).estimate
    options = {"categories": data["categories"]} if name in ("gwet_ac1", "brennan_prediger") else {}
    return measure(name.removesuffix("_missing"), units, **options).estimate


def test_every_published_example_over_units(shared_data: Path) -> None:
    examples = json.loads((shared_data / "agreement" / "examples.json").read_text(encoding="utf-8"))
    over_units = [example for example in examples if "spans" not in example["data"]]
    assert len(over_units) >= 45
    for example in over_units:
        figure = example_figure(example["metric"], example["data"])
        assert figure == pytest.approx(example["expected"], abs=example["tolerance"]), example["name"]
