"""Every figure of the sample study, counted again the slow way: character by character and pair by pair."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import combinations, permutations
from pathlib import Path

import krippendorff
import pytest
from sqlalchemy import select

from qualcode.actions import coding
from qualcode.actions.agreement import measuring
from qualcode.actions.agreement.measuring import Whose
from qualcode.actions.material import documents
from qualcode.project import Project
from qualcode.store.models import Case, Document, DocumentCase
from qualcode.text.span import Span
from qualcode.text.units import units

SAMPLE = Path(__file__).parents[2] / "sample_data"
TOGETHER = ("I01 city data bureau", "I02 东麓县民政局", "I04 石渡镇 clerk")
TWO = Whose(documents=TOGETHER, coders=("Jonas", "Min"))


@dataclass(frozen=True)
class Marked:
    """A coding as the set of the characters it covers."""

    document: str
    code: str
    coder: str
    characters: frozenset[int]


@pytest.fixture(scope="module")
def marked(project: Project) -> list[Marked]:
    with project.read() as view:
        return [
            Marked(row.document, row.code, row.coder, frozenset(range(row.start, row.end)))
            for row in coding.listing(view)
        ]


@pytest.fixture(scope="module")
def record() -> dict[str, str]:
    """Whose codings count, by document."""
    with (SAMPLE / "assignments.csv").open(encoding="utf-8", newline="") as file:
        return {row["document"]: row["coder"] for row in csv.DictReader(file) if row["of_record"] == "yes"}


@pytest.fixture(scope="module")
def of_record(marked: list[Marked], record: dict[str, str]) -> list[Marked]:
    return [row for row in marked if record[row.document] == row.coder]


@pytest.fixture(scope="module")
def joined(of_record: list[Marked]) -> list[Marked]:
    """A coder's overlapping codings of one code as one."""
    made: list[Marked] = []
    for row in of_record:
        same = [m for m in made if (m.document, m.code, m.coder) == (row.document, row.code, row.coder)]
        touching = [m for m in same if m.characters & row.characters]
        made = [m for m in made if m not in touching]
        made.append(Marked(row.document, row.code, row.coder, row.characters.union(*(m.characters for m in touching))))
    return made


def records(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_frequencies(demonstrated: Path, of_record: list[Marked]) -> None:
    rows = records(demonstrated, "frequencies")
    assert sum(int(row["codings"]) for row in rows) == len(of_record) > 300
    for row in rows:
        mine = [m for m in of_record if m.code == row["code"]]
        covered = {(m.document, m.coder, character) for m in mine for character in m.characters}
        assert int(row["codings"]) == len(mine)
        assert int(row["documents"]) == len({m.document for m in mine})
        assert int(row["coders"]) == len({m.coder for m in mine})
        assert int(row["characters"]) == len(covered)
        assert float(row["share"]) == pytest.approx(len(mine) / len(of_record))


def test_codes_by_region(demonstrated: Path, project: Project, of_record: list[Marked]) -> None:
    with (SAMPLE / "cases.csv").open(encoding="utf-8", newline="") as file:
        region_of = {row["case"]: row["region:choice"] for row in csv.DictReader(file)}
    linked = select(Document.name, Case.name).join(DocumentCase, DocumentCase.document_id == Document.id).join(Case)
    regions: dict[str, set[str]] = {}
    with project.read() as view:
        for document, case in view.connection.execute(linked):
            regions.setdefault(document, set()).add(region_of.get(case, ""))
    expected = Counter((m.code, region) for m in of_record for region in regions.get(m.document, ()) if region)
    rows = records(demonstrated, "codes by region")
    got = {
        (row["codes"], region): int(n) for row in rows for region, n in row.items() if region != "codes" and n != "0"
    }
    assert got == expected
    assert len({region for _, region in got}) > 1


def test_every_cell_of_the_cooccurrence_matrix(demonstrated: Path, joined: list[Marked]) -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for one, other in permutations(joined, 2):
        if (one.document, one.coder) == (other.document, other.coder) and one.code != other.code:
            pairs[one.code, other.code] += bool(one.characters & other.characters)
    rows = records(demonstrated, "cooccurrence")
    codes = [row["code"] for row in rows]
    for row in rows:
        for code in codes:
            if code != row["code"]:
                assert int(row[code]) == pairs[row["code"], code], (row["code"], code)
    assert pairs.total() > 100


def unit_sets(project: Project, document: str, unit: str) -> list[frozenset[int]]:
    with project.read() as view:
        opened = documents.open_document(view, document)
    headings = [Span(part.start, part.end) for part in opened.sections if part.kind == "heading"]
    return [
        frozenset(range(span.start, span.end)) for span in units(opened.text, unit, opened.turns, headings=headings)
    ]


def touches(characters: frozenset[int], unit: frozenset[int]) -> bool:
    """The rule of half: half of the unit is covered, or half of the coding lies in it."""
    shared = len(characters & unit)
    return shared > 0 and (2 * shared >= len(unit) or 2 * shared >= len(characters))


def test_presence_by_sentence(
    demonstrated: Path, project: Project, joined: list[Marked], record: dict[str, str]
) -> None:
    present: dict[str, set[tuple[str, int]]] = {}
    total = 0
    for document in record:
        here = [m for m in joined if m.document == document]
        sentences = unit_sets(project, document, "sentence")
        total += len(sentences)
        for number, sentence in enumerate(sentences):
            for m in here:
                if touches(m.characters, sentence):
                    present.setdefault(m.code, set()).add((document, number))
    for row in records(demonstrated, "cooccurring pairs"):
        a, b = present.get(row["code_a"], set()), present.get(row["code_b"], set())
        assert int(row["units"]) == total
        assert (int(row["units_a"]), int(row["units_b"]), int(row["units_both"])) == (len(a), len(b), len(a & b))
        assert float(row["jaccard"]) == pytest.approx(len(a & b) / len(a | b))
        assert float(row["lift"]) == pytest.approx(len(a & b) * total / (len(a) * len(b)))


@pytest.mark.parametrize("unit", ["sentence", "paragraph", "turn", "document"])
def test_agreement_pair_by_pair(project: Project, marked: list[Marked], unit: str) -> None:
    with project.read() as view:
        table = measuring.by_code(view, TWO, unit=unit, replicates=20).to_table()
    figures = {str(row["code"]): row for row in table.records()}
    observed_all = expected_all = 0.0
    for code in sorted({m.code for m in marked if m.document in TOGETHER and m.coder in ("Jonas", "Min")}):
        values = judgements(project, marked, code, unit)
        observed, expected = disagreement(values)
        row = figures[code]
        assert row["units"] == len(values)
        assert row["coded_units"] == sum(any(pair) for pair in values)
        assert row["observed"] == pytest.approx(observed, abs=1e-12)
        assert row["expected"] == pytest.approx(expected, abs=1e-12)
        observed_all, expected_all = observed_all + observed, expected_all + expected
        if expected:
            assert row["estimate"] == pytest.approx(1 - observed / expected, abs=1e-12)
            assert row["estimate"] == pytest.approx(
                krippendorff.alpha(reliability_data=list(zip(*values, strict=True)), level_of_measurement="nominal"),
                abs=1e-12,
            )
        else:
            assert row["estimate"] is None
            assert "undefined" in str(row["note"])
    assert figures["(all codes)"]["estimate"] == pytest.approx(1 - observed_all / expected_all, abs=1e-12)


def judgements(project: Project, marked: list[Marked], code: str, unit: str) -> list[tuple[int, int]]:
    """For each unit of the interviews both read, what Jonas and what Min said: 1 or 0."""
    made = []
    for document in TOGETHER:
        mine = [m for m in marked if (m.document, m.code) == (document, code)]
        for characters in unit_sets(project, document, unit):
            said = {m.coder for m in mine if touches(m.characters, characters)}
            made.append((int("Jonas" in said), int("Min" in said)))
    return made


def disagreement(values: list[tuple[int, int]]) -> tuple[float, float]:
    """D_o and D_e by writing out every pair of values: within a unit, and of all values of all units."""
    within = [a != b for pair in values for a, b in permutations(pair, 2)]
    every = [value for pair in values for value in pair]
    different = sum(a != b for a, b in combinations(every, 2))
    return sum(within) / len(within), different / (len(every) * (len(every) - 1) / 2)
