"""Real codings: persons marked by three coders in passages of twelve novels."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import krippendorff
import numpy as np
import pytest

from analysis.plain_counts import Mark, join, marks_of, touches, units_of
from qualcode.analysis.agreement.by_code import code_agreement
from qualcode.analysis.agreement.incidence import coders_present
from qualcode.analysis.agreement.wanted import Wanted
from qualcode.analysis.coding_table import CodingTable
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.unit_grid import UnitGrid

BOOKS = [
    *("AliceInWonderland", "DavidCopperfield", "Dracula", "Emma", "Frankenstein", "HuckleberryFinn", "MobyDick"),
    *("OliverTwist", "PrideAndPrejudice", "TheCallOfTheWild", "Ulysses", "VanityFair"),
]


def novel(corpora: Path, book: str) -> tuple[CodingTable, UnitGrid]:
    """One book: a document a passage, the book's own labels as codes, sentences ending at . ! or ? as units."""
    lines = (corpora / "novels-three-coders" / "doccano" / f"{book}.jsonl").read_text(encoding="utf-8").split("\n")
    passages = [json.loads(line) for line in lines if line]
    rows = [
        (document, mark["start_offset"], mark["end_offset"], mark["label"], mark["user"] - 1)
        for document, passage in enumerate(passages)
        for mark in passage["annotations"]
    ]
    labels = sorted({row[3] for row in rows})
    document, start, end, label, user = zip(*rows, strict=True)
    table = CodingTable.from_arrays(
        *(document, start, end, [labels.index(one) for one in label], user),
        documents=[str(passage["id"]) for passage in passages],
        lengths=[len(passage["text"]) for passage in passages],
        codes=[f"label {label}" for label in labels],
        coders=["1", "2", "3"],
    )
    sentences = [
        (document, [found.span() for found in re.finditer(r"[^\s.!?][^.!?]*[.!?]*", passage["text"])])
        for document, passage in enumerate(passages)
    ]
    return table, UnitGrid.from_spans("sentence", sentences)


@pytest.mark.parametrize("book", ["Emma", "VanityFair"])
@pytest.mark.parametrize("across_coders", [True, False])
def test_cooccurrence_equals_comparing_characters(corpora: Path, book: str, across_coders: bool) -> None:
    table, _grid = novel(corpora, book)
    joined = [mark for document in range(len(table.documents)) for mark in join_one(table, document)]
    count = np.zeros((len(table.codes),) * 2, dtype=int)
    for one, other in combinations(joined, 2):
        meets = one.document == other.document and (across_coders or one.coder == other.coder)
        if meets and one.code != other.code and one.characters & other.characters:
            count[[one.code, other.code], [other.code, one.code]] += 1
    result = cooccurrence(table, across_coders=across_coders)
    assert result.count.tolist() == count.tolist()
    assert (result.count.sum() > 0) == across_coders  # one reader never gives two labels to the same words


def join_one(table: CodingTable, document: int) -> list[Mark]:
    groups: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks_of(table.select(table.document == document)):
        groups.setdefault((mark.code, mark.coder), []).append(mark)
    return [mark for group in groups.values() for mark in join(group)]


@pytest.mark.parametrize("book", BOOKS)
def test_alpha_of_each_code_equals_the_krippendorff_package(corpora: Path, book: str) -> None:
    table, grid = novel(corpora, book)
    done = coders_present(table)
    result = code_agreement(table, grid, done, Wanted(replicates=50))
    assert len(result.rows) == 3
    joined = [join_one(table, document) for document in range(len(table.documents))]
    for row in result.rows[:-1]:
        code = table.codes.index(row.code)
        judged = np.full((3, len(grid)), np.nan)
        for place, unit in enumerate(units_of(grid)):
            judged[list(done[unit[0]]), place] = 0
            for mark in joined[unit[0]]:
                if mark.code == code and touches(mark, unit, "half"):
                    judged[mark.coder, place] = 1
        assert row.result.estimate == pytest.approx(
            krippendorff.alpha(judged, level_of_measurement="nominal"), abs=1e-12
        )
        assert row.interval.low <= row.result.estimate <= row.interval.high


def test_a_coder_who_stopped_early_is_missing_afterwards_and_not_blank(corpora: Path) -> None:
    """Coder 1 marked the first passage of this book as densely as the others, and the rest hardly at all."""
    table, grid = novel(corpora, "VanityFair")
    documents = range(len(table.documents))
    stopped = {document: (0, 1, 2) if document == 0 else (1, 2) for document in documents}
    missing, blank = (
        code_agreement(table, grid, done, Wanted(replicates=2)).rows[-1].result
        for done in (stopped, dict.fromkeys(documents, (0, 1, 2)))
    )
    assert missing.estimate > blank.estimate + 0.2
    assert missing.n_pairable_units == blank.n_pairable_units
