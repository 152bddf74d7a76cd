"""Three coders' real spans in twelve novels, from a table of codings to alpha."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pytest

from qualcode.actions import codes, coding, coding_files
from qualcode.actions.agreement import measuring
from qualcode.actions.importing import files
from qualcode.actions.material.documents import open_document
from qualcode.actions.tables import crossings
from qualcode.formats.bundle import CodingDraft, DocumentDraft, Report
from qualcode.project import Project, create_project
from qualcode.table import Table
from qualcode.text.units import sentences

CODERS = ("user 1", "user 2", "user 3")
SPANS = {  # by user 1, 2 and 3
    "AliceInWonderland": (194, 187, 187),
    "DavidCopperfield": (200, 182, 205),
    "Dracula": (227, 195, 229),
    "Emma": (257, 228, 246),
    "Frankenstein": (283, 215, 279),
    "HuckleberryFinn": (263, 259, 267),
    "MobyDick": (206, 202, 179),
    "OliverTwist": (187, 176, 182),
    "PrideAndPrejudice": (309, 293, 314),
    "TheCallOfTheWild": (226, 207, 209),
    "Ulysses": (289, 250, 280),
    "VanityFair": (87, 206, 218),
}


@pytest.fixture(scope="module")
def novels(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """One document a book, its passages one after another; one code for each label of a book; the spans with their words."""
    documents, drafts = [], []
    for book in SPANS:
        lines = (corpora / "novels-three-coders" / "doccano" / f"{book}.jsonl").read_text(encoding="utf-8").split("\n")
        text = ""
        for passage in (json.loads(line) for line in lines if line):
            drafts += [draft_of(book, passage["text"], span, len(text)) for span in passage["annotations"]]
            text += passage["text"] + "\n\n"
        documents.append(DocumentDraft(book, text))
    with create_project(tmp_path_factory.mktemp("novels") / "novels.qualcode", coder="user 1") as project:
        fill(project, documents, drafts)
        yield project


def draft_of(book: str, passage: str, span: dict[str, Any], before: int) -> CodingDraft:
    start, end = span["start_offset"], span["end_offset"]
    code, coder = f"{book}/label {span['label']}", f"user {span['user']}"
    return CodingDraft(book, before + start, before + end, code, coder, text=passage[start:end])


def fill(project: Project, documents: list[DocumentDraft], drafts: list[CodingDraft]) -> None:
    options = files.ImportOptions(speakers="none")
    read = [files.understand(draft, Path("novels"), Report(draft.name), options) for draft in documents]
    with project.write("user 1") as work:
        files.add_documents(work, read, [document.report for document in read], options)
        for book in SPANS:
            codes.add(work, book, is_codable=False)
        for code in sorted({draft.code for draft in drafts}):
            codes.add(work, code)
    with project.write("user 1") as work:
        report = Report("spans")
        assert coding_files.import_codings(work, drafts, report, create_coders=True) == 8123
        assert report.of("error") == []


def test_every_span_is_there_by_coder_and_book(novels: Project) -> None:
    with novels.read() as view:
        counted = Counter((row.document, row.coder) for row in coding.listing(view))
    assert {book: tuple(counted[book, coder] for coder in CODERS) for book in SPANS} == SPANS


def test_cooccurrence_equals_a_count_over_characters(novels: Project) -> None:
    """Here no coder puts both labels of a book on one word, so pairs are only found across coders."""
    with novels.read() as view:
        own = crossings.cooccurrence(view, layer="all").long()
        across = crossings.cooccurrence(view, layer="all", across_coders=True).long()
        spans = joined(coding.listing(view))
    pairs = [(a, b) for a in spans for b in spans if a[0] == b[0] and a[2] < b[2] and a[3] < b[4] and b[3] < a[4]]
    assert counts(own) == Counter((a[2], b[2]) for a, b in pairs if a[1] == b[1])
    assert counts(across) == Counter((a[2], b[2]) for a, b in pairs)
    assert counts(across).total() == 89


def counts(table: Table) -> Counter[tuple[str, str]]:
    return Counter({(str(row["code_a"]), str(row["code_b"])): int(str(row["count"])) for row in table.records()})


def joined(rows: list[coding.CodingRow]) -> list[tuple[str, str, str, int, int]]:
    """A coder's overlapping spans of one code as one."""
    made: list[tuple[str, str, str, int, int]] = []
    for row in sorted(rows, key=lambda row: (row.document, row.coder, row.code, row.start)):
        key = (row.document, row.coder, row.code)
        if made and made[-1][:3] == key and row.start < made[-1][4]:
            made[-1] = (*key, made[-1][3], max(row.end, made[-1][4]))
        else:
            made.append((*key, row.start, row.end))
    return made


@pytest.mark.parametrize("book", SPANS)
def test_alpha_by_sentence_equals_the_krippendorff_package(novels: Project, book: str) -> None:
    with novels.read() as view:
        table = measuring.by_code(view, measuring.Whose(documents=[book]), unit="sentence", replicates=10).to_table()
        rows = coding.of_document(view, book)
        judgements = judged(rows, open_document(view, book).text)
    figures = {str(row["code"]): row for row in table.records()}
    used = sorted({row.code for row in rows})
    assert set(figures) == {*used, "(all codes)"}
    for code in used:
        values = judgements[code]
        assert figures[code]["units"] == values.shape[1]
        expected = krippendorff.alpha(reliability_data=values, level_of_measurement="nominal")
        assert figures[code]["estimate"] == pytest.approx(expected, abs=1e-12)


def judged(rows: list[coding.CodingRow], text: str) -> dict[str, np.ndarray]:
    """For each code a table coders x sentences of yes and no by the rule of half."""
    units = sentences(text)
    made: dict[str, np.ndarray] = {}
    for row in rows:
        values = made.setdefault(row.code, np.zeros((len(CODERS), len(units))))
        for number, unit in enumerate(units):
            shared = min(row.end, unit.end) - max(row.start, unit.start)
            if shared > 0 and (2 * shared >= unit.length or 2 * shared >= row.end - row.start):
                values[CODERS.index(row.coder), number] = 1
    return made


def test_the_coder_who_stopped_early_is_named(novels: Project) -> None:
    with novels.read() as view:
        notes = measuring.by_code(view, unit="sentence", replicates=10).notes
    assert [note for note in notes if "may not have finished" in note] == [
        "Warning: user 1 may not have finished VanityFair: few codings in its second half, where others have many."
    ]
