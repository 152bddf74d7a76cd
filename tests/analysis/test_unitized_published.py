"""Figures about spans that others published, with the data they published them for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.agreement import AgreementResult, Continuum, measure

# Krippendorff (2019), Content Analysis, 4th ed., fig. 12.11, p. 340: three coders, 60 places.
ALEX = [(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")]
PAUL = [(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")]
SUZAN = [(0, 7, "1"), (7, 13, "4"), (13, 21, "5"), (32, 37, "6"), (37, 41, "6"), (41, 44, "6")]

# Krippendorff (2004), Content Analysis, 2nd ed., p. 254: two coders, places 150 to 450.
CODER_I = [(225, 295, "c"), (370, 400, "c"), (180, 240, "k"), (300, 350, "k")]
CODER_J = [(220, 300, "c"), (355, 375, "c"), (400, 420, "c"), (180, 240, "k"), (300, 350, "k")]


def figure_12_11() -> Continuum:
    return Continuum.from_spans(60, [ALEX, PAUL, SUZAN], ["Alex", "Paul", "Suzan"])


def page_254() -> Continuum:
    coders = [[(start - 150, end - 150, value) for start, end, value in spans] for spans in (CODER_I, CODER_J)]
    return Continuum.from_spans(300, coders, ["i", "j"])


def test_krippendorff_2019_figure_12_11_unitized() -> None:
    result = measure("unitized_alpha", figure_12_11())
    assert result.estimate == pytest.approx(0.510, abs=0.0005)


def test_krippendorff_2019_figure_12_11_binary() -> None:
    result = measure("binary_unitized_alpha", figure_12_11())
    assert result.estimate == pytest.approx(0.41360, abs=0.00001)  # printed .413, from rounded coincidences


def test_krippendorff_2019_figure_12_11_coding() -> None:
    result = measure("coding_alpha", figure_12_11())
    assert result.estimate == pytest.approx(0.724, abs=0.0005)
    # l..* = 83 of l.. = 180 characters; 18 of them stand against another value
    assert (result.observed, result.coverage) == (pytest.approx(18 / 83), pytest.approx(83 / 180))


@pytest.mark.parametrize(("value", "alpha"), [("1", 1), ("5", 1), ("6", 1), ("2", 0), ("3", 0), ("4", 0)])
def test_krippendorff_2019_figure_12_11_of_one_code(value: str, alpha: float) -> None:
    alone = measure("category_alpha", figure_12_11(), category=value)
    among_others = measure("coding_alpha", figure_12_11()).per_category[value]
    assert alone.estimate == among_others.estimate == pytest.approx(alpha, abs=1e-9)


def test_krippendorff_2019_figure_12_11_coverage() -> None:
    by_code = measure("category_alpha", figure_12_11()).per_category
    assert by_code["5"].coverage == pytest.approx(0.44, abs=0.005)
    assert (by_code["7"].coverage, by_code["7"].estimate) == (0, None)
    assert by_code["7"].undefined


def test_krippendorff_2004_page_254() -> None:
    result = measure("alpha_u_1995", page_254())
    assert result.estimate == pytest.approx(0.8591, abs=0.0005)  # the print divides rounded terms; exactly .85867
    of_c, of_k = result.per_category["c"], result.per_category["k"]
    assert (of_c.observed, of_c.expected) == (pytest.approx(0.0144, abs=1e-4), pytest.approx(0.0532, abs=1e-4))
    assert of_c.estimate == pytest.approx(0.7286, abs=1e-4)
    assert (of_k.estimate, of_k.observed) == (1, 0)


def test_examples_of_spans(shared_data: Path) -> None:
    examples = json.loads((shared_data / "agreement" / "examples.json").read_text(encoding="utf-8"))
    wanted = [one for one in examples if one["metric"].startswith("unitizing:")]
    assert len(wanted) >= 15
    for example in wanted:
        found = figure(example["metric"].removeprefix("unitizing:"), example_continuum(example["data"]))
        assert found == pytest.approx(example["expected"], abs=example["tolerance"]), example["name"]


def example_continuum(given: dict[str, Any]) -> Continuum:
    begin = given.get("begin", 0)
    spans = [[(start - begin, end - begin, value) for start, end, value in marked] for marked in given["spans"]]
    return Continuum.from_spans(given["length"], spans)


def figure(metric: str, spans: Continuum) -> float | None:
    name, _bracket, what = metric.rstrip("]").partition("[")
    if name == "alphaU_1995":
        value, _comma, part = what.partition(",")
        result = measure("alpha_u_1995", spans, **({"category": value} if value else {}))
        return {"Do": result.observed, "De": result.expected}.get(part, result.estimate)
    if name in ("ku", "coverage"):
        result = measure("category_alpha", spans, category=what)
        return result.coverage if name == "coverage" else result.estimate
    return measure({"u": "unitized_alpha", "|u": "binary_unitized_alpha", "cu": "coding_alpha"}[name], spans).estimate


# Of the corpora of a program that computes the alpha of 1995/2004: what it prints for each value.
@pytest.mark.parametrize(
    ("folder", "mark", "alphas"),
    [
        ("figure-2-example", "entities", {"c": 0.728599, "k": 1}),
        ("test-corpus-1", "entities", {"FOO": 1}),
        ("test-corpus-2", "entities", {"FOO": 1, "BAZ": 1, "BAR": -0.594406}),
        ("test-corpus-3", "entities", {"FOO": -0.798380, "BAR": -0.798380}),
        ("test-corpus-4", "entities", {"PERSON": 1, "LOCATION": -1.296875, "ORGANIZATION": -1.296875}),
        ("test-corpus-5", "token", {"token": 0.351351}),
        ("test-corpus-5", "sentence", {"sentence": 1}),
        ("test-corpus-5", "partOfSpeech", {"NOUN": 0.341897, "ADJ": 0.168257}),
        ("test-corpus-6", "token", {"token": 1}),
        ("test-corpus-6", "sentence", {"sentence": 0.584963}),
        ("test-corpus-6", "partOfSpeech", {"PRON": 0.869449, "PROPN": 0.580217}),
        ("test-corpus-7", "token", {"token": 1}),
    ],
)
def test_corpora_of_krippendorffs_first_alpha(corpora: Path, folder: str, mark: str, alphas: dict[str, float]) -> None:
    result = unitized_corpus(corpora / "krippendorff-unitized" / folder, mark)
    found = {value: result.per_category[value].estimate for value in alphas}
    assert found == pytest.approx(alphas, abs=1e-6)


def test_micro_averages_of_krippendorffs_first_alpha(corpora: Path) -> None:
    folder = corpora / "krippendorff-unitized"
    assert unitized_corpus(folder / "figure-2-example", "entities").estimate == pytest.approx(0.858665, abs=1e-6)
    assert unitized_corpus(folder / "test-corpus-2", "entities").estimate == pytest.approx(0.686633, abs=1e-6)


def unitized_corpus(folder: Path, mark: str) -> AgreementResult:
    files = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*/*.json"))]
    spans = [marked(file["attributes"], mark) for file in files]
    return measure("alpha_u_1995", Continuum.from_spans(len(files[0]["data"]), spans))


def marked(attributes: dict[str, Any], mark: str) -> list[tuple[int, int, str]]:
    if mark == "entities":
        found = [(one, each["type"]) for each in attributes[mark]["items"] for one in each["mentions"]]
    elif mark == "partOfSpeech":
        found = [(one, one["analyses"][0][mark]) for one in attributes["token"]["items"]]
    else:
        found = [(one, mark) for one in attributes[mark]["items"]]
    return [(one["startOffset"], one["endOffset"], value) for one, value in found]
