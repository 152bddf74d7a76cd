"""Codebooks into the tree and out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions import codebooks, codes, coding, history
from qualcode.errors import UnreadableInput
from qualcode.formats.bundle import Codebook, CodeDraft
from qualcode.project import Project, create_project
from qualcode.text.span import Span


def tree(project: Project) -> list[str]:
    with project.read() as view:
        return [code.path for code in codes.listing(view)]


def import_codebook(project: Project, *drafts: CodeDraft) -> list[str]:
    with project.write("Anna") as work:
        report = codebooks.import_codebook(work, Codebook(list(drafts)), "book.yaml")
    return [f"{finding.kind}: {finding.sentence}" for finding in report.findings]


def test_new_codes_are_added_and_known_ones_take_over_what_the_file_says(project: Project) -> None:
    said = import_codebook(
        project,
        CodeDraft("Work", is_codable=False),
        CodeDraft("ＰＡＰＥＲ", ("work",), color="red", definition="on paper"),
        CodeDraft("ink", ("Work", "paper"), aliases=("墨",)),
        CodeDraft("new"),
    )
    assert said == ["changed: work/ＰＡＰＥＲ: color, definition taken over", "read: 4 codes"]
    assert tree(project) == ["work", "work/paper", "work/paper/ink", "work/data entry", "pressure", "new"]
    with project.read() as view:
        paper = codes.listing(view)[1]
        assert (paper.color, paper.definition, paper.aliases, paper.codings) == ("red", "on paper", ("纸",), 2)
    with project.write("Anna") as work:
        history.undo(work)
    assert tree(project) == ["work", "work/paper", "work/data entry", "pressure"]


def test_importing_a_codebook_twice_changes_nothing(file_project: Project) -> None:
    drafts = [CodeDraft("a", definition="x"), CodeDraft("b", ("a",), examples=("e",), alternatives=True)]
    import_codebook(file_project, *drafts)
    with file_project.write("Anna") as work:
        codebooks.import_codebook(work, Codebook(drafts))
        assert not work.journal.has_changes


def test_new_codes_come_after_those_that_are_there(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        for name in ("a", "b", "c"):
            codes.add(work, f"pressure/{name}")
        for name in ("a", "b"):
            codes.remove(work, f"pressure/{name}")
    import_codebook(file_project, CodeDraft("pressure"), CodeDraft("d", ("pressure",)), CodeDraft("e", ("pressure",)))
    assert tree(file_project)[-3:] == ["pressure/c", "pressure/d", "pressure/e"]


@pytest.mark.parametrize("ending", ["yaml", "csv", "tsv"])
def test_a_codebook_that_goes_out_comes_back_as_it_was(file_project: Project, tmp_path: Path, ending: str) -> None:
    with file_project.write("Anna") as work:
        codes.add(work, r"work/in\/out | \\", include="both", exclude="neither", examples=["a | b", "c"])
        codes.add(work, "码", is_codable=False, color="#ff0000")
    with file_project.read() as view:
        book = codebooks.export_codebook(view)
    codebooks.write_codebook(book, tmp_path / f"book.{ending}")
    with create_project(tmp_path / "other.qualcode", coder="Anna") as other:
        with other.write("Anna") as work:
            codebooks.import_codebook(work, codebooks.read_codebook(tmp_path / f"book.{ending}"))
        with other.read() as view:
            assert codebooks.export_codebook(view).codes == book.codes


def test_what_csv_cannot_hold_is_said(file_project: Project, tmp_path: Path) -> None:
    with file_project.write("Anna") as work:
        codes.describe(work, "pressure", for_kinds=["policy"])
        report = codebooks.write_codebook(codebooks.export_codebook(work), tmp_path / "book.csv")
    assert len(report.of("not carried")) == 1
    with pytest.raises(UnreadableInput, match="cannot be written"):
        codebooks.write_codebook(Codebook([]), tmp_path / "book.doc")
    with pytest.raises(UnreadableInput, match="not a codebook this program reads"):
        codebooks.read_codebook(tmp_path / "book.doc")


def test_what_a_careful_reader_objects_to(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.add(work, "empty", is_codable=False)
        codes.describe(work, "pressure", aliases=["Ｐａｐｅｒ"], definition="from above")
        coding.apply(work, "N01", Span(0, 3), "pressure")
    with file_project.read() as view:
        assert codebooks.check(view) == [
            "work/data entry has no definition",
            "empty is a heading with nothing below it",
            "'paper' may mean any of: pressure, work/paper",
        ]
