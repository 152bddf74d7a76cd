"""From quotes to concepts and categories: the steps of paths, which passages are quoted, and cells that are joined."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from qualcode.actions import codes, coding
from qualcode.actions.comparing.evidence import COLUMNS, MERGED, evidence_table
from qualcode.actions.comparing.table_files import write_paper_table
from qualcode.actions.material import cases
from qualcode.actions.privacy import consent
from qualcode.errors import NotFound, WrongUse
from qualcode.formats.tables.merged import runs
from qualcode.project import Project
from qualcode.store import queries
from qualcode.store.models import PickedQuote, Segment
from qualcode.table import Table
from qualcode.text.span import Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def grown(file_project: Project) -> Iterator[Project]:
    with file_project.write("Anna") as work:
        for path in ("work/paper/by hand", "work/paper/twice", "work/data entry/at night"):
            codes.add(work, path)
        coding.apply(work, "N01", Span(32, 48), "by hand")
        coding.apply(work, "N01", Span(0, 30), "by hand")
        coding.apply(work, "P01", Span(4, 9), "by hand")
        coding.apply(work, "P01", Span(25, 31), "at night")
        codes.describe(work, "at night", status="settled")
        cases.link(work, "N01", "东麓县", role="site")
    yield file_project


def rows_of(project: Project, *given, **options) -> list[dict]:
    with project.read("Anna") as view:
        return list(evidence_table(view, *given, **options).records())


def test_paths_lead_from_concepts_to_main_categories(grown: Project) -> None:
    found = {row["concept"]: row for row in rows_of(grown)}
    steps = {name: (row["category"], row["main_category"]) for name, row in found.items()}
    assert steps == {
        "paper": (None, "work"),
        "by hand": ("paper", "work"),
        "data entry": (None, "work"),
        "at night": ("data entry", "work"),
    }
    assert (found["by hand"]["passages"], found["by hand"]["documents"], found["by hand"]["cases"]) == (3, 2, 2)
    assert (found["by hand"]["quote"], found["by hand"]["source"]) == ("The hall was full before nine.", "N01 0–30")
    assert [row["concept"] for row in rows_of(grown, settled=True)] == ["at night"]
    branch = rows_of(grown, "work/data entry")  # its steps are those it has in the whole tree
    assert [(row["concept"], row["main_category"]) for row in branch] == [("data entry", "work"), ("at night", "work")]


def test_in_a_tree_of_two_levels_the_top_is_the_category(file_project: Project) -> None:
    found = {row["concept"]: (row["category"], row["main_category"]) for row in rows_of(file_project)}
    assert found == {"paper": ("work", None), "data entry": ("work", None)}


def test_quotes_come_from_different_documents_before_a_second_of_one(grown: Project) -> None:
    def sources(**options) -> list[str]:
        return [row["source"] for row in rows_of(grown, "by hand", **options)]

    assert sources(quotes=2) == ["N01 0–30", "P01 4–9"]
    assert sources(quotes=9) == ["N01 0–30", "P01 4–9", "N01 32–48"]
    with grown.write("Anna") as work:
        coding.apply(work, "P01", Span(0, 31), "by hand")
    assert sources(quotes=1) == ["N01 0–30"]
    assert sources(quotes=9, longest=True) == ["P01 0–31", "N01 0–30", "N01 32–48", "P01 4–9"]


def test_what_was_picked_for_print_is_quoted_first_in_its_wording(grown: Project) -> None:
    with grown.write("Anna") as work:
        place = {"document_id": queries.document_named(work, "N01").id, "start": 32, "end": 48}
        segment = work.journal.insert(Segment, **place, coder_id=work.coder_id)
        made = {"coder_id": work.coder_id, "created_at": datetime.now(UTC)}
        work.journal.insert(PickedQuote, segment_id=segment, wording="Two clerks […]", **made)
        work.describe("picked", "picked")
    (row,) = rows_of(grown, "by hand")
    assert (row["quote"], row["source"]) == ("Two clerks […]", "N01 32–48")


def test_consent_is_obeyed_and_said(grown: Project) -> None:
    with grown.write("Anna") as work:
        consent.record(work, "P01 woman", {"quote": "no"})
    found = {row["concept"]: row for row in rows_of(grown, quotes=5)}
    assert found["at night"]["quote"] == "[1 passage not to be quoted]"
    assert found["by hand"]["source"] == "N01 32–48" and found["by hand"]["passages"] == 3
    with grown.read("Anna") as view:
        assert any("Consent does not allow to quote from: P01" in note for note in evidence_table(view).notes)


def test_a_code_that_is_retired_is_there_and_said_to_be(grown: Project) -> None:
    with grown.write("Anna") as work:
        codes.describe(work, "at night", retired=True)
    assert {row["concept"]: row["status"] for row in rows_of(grown, "work/data entry")} == {
        "data entry": "provisional",
        "at night": "settled, retired",
    }


def test_nothing_coded_is_said_and_a_wrong_name_too(grown: Project) -> None:
    with grown.read("Anna") as view:
        empty = evidence_table(view, where="document = N01 and pressure")
        assert (empty.columns, empty.rows) == (COLUMNS, [])
        assert "No code has a passage." in empty.notes
        with pytest.raises(NotFound):
            evidence_table(view, "papper")
        with pytest.raises(WrongUse):
            evidence_table(view, quotes=0)


@given(st.lists(st.tuples(*[st.sampled_from(["a", "b", None])] * 3), max_size=12), st.permutations([0, 1, 2]))
def test_joined_cells_are_equal_and_lie_within_those_around_them(rows, order) -> None:
    merged = order[:2]
    found = runs(Table(("x", "y", "z"), rows), merged)
    for depth, column in enumerate(merged):
        covered = [at for start, end in found[column] for at in range(start, end)]
        assert covered == list(range(len(rows)))
        for start, end in found[column]:
            keys = {tuple(rows[at][outer] for outer in merged[: depth + 1]) for at in range(start, end)}
            assert len(keys) == 1
            assert end - start == 1 or rows[start][column] is not None


def test_cells_of_categories_are_joined_in_word_and_excel(grown: Project, tmp_path: Path) -> None:
    with grown.write("Anna") as work:
        coding.apply(work, "N01", Span(3, 9), "twice")
    with grown.read("Anna") as view:
        table = evidence_table(view, "work", quotes=2)
    for ending in (".docx", ".xlsx"):
        write_paper_table(table, tmp_path / f"e{ending}", "From quotes", MERGED)
    with ZipFile(tmp_path / "e.docx") as parts:
        document = ElementTree.fromstring(parts.read("word/document.xml"))
    rows = list(document.iter(f"{W}tr"))
    assert len(rows) == 1 + len(table.rows)
    main = [row.findall(f"{W}tc")[COLUMNS.index("main_category")].find(f"{W}tcPr/{W}vMerge") for row in rows[1:]]
    assert [place.get(f"{W}val") for place in main] == ["restart"] + ["continue"] * (len(table.rows) - 1)
    with ZipFile(tmp_path / "e.xlsx") as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert f'<mergeCell ref="E2:E{len(table.rows) + 1}"/>' in sheet


def test_a_column_in_which_nothing_stands_is_not_printed(file_project: Project, tmp_path: Path) -> None:
    with file_project.read("Anna") as view:
        table = evidence_table(view)
    write_paper_table(table, tmp_path / "e.docx", "From quotes", MERGED)
    head = Document(str(tmp_path / "e.docx")).tables[0].rows[0].cells
    assert len(head) == len(COLUMNS) - 1  # in a tree of two levels nothing is a main category
