"""Codings as tables: checked against the texts, and all or nothing for names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import projects
from qualcode.actions import coders, codes, coding, coding_files, exchange, history
from qualcode.actions.material.documents import OpenDocument, TurnRow
from qualcode.actions.studies import course
from qualcode.errors import NotFound, QualcodeError, Refused, WrongUse
from qualcode.formats.bundle import CodingDraft, Report
from qualcode.project import Project
from qualcode.store import queries

TEXT = projects.NOTE


def draft(start: int, end: int, *, code: str = "pressure", coder: str = "Anna", **more: object) -> CodingDraft:
    return CodingDraft("N01", start, end, code, coder, **more)  # type: ignore[arg-type]


def bring_in(
    project: Project, *drafts: CodingDraft, reanchor: bool = False, create_coders: bool = False
) -> dict[str, list[str]]:
    """What the report says, by the kind of its findings; an error with its line."""
    report = Report("codings.csv")
    with project.write("Anna") as work:
        coding_files.import_codings(work, drafts, report, reanchor=reanchor, create_coders=create_coders)
    said: dict[str, list[str]] = {}
    for finding in report.findings:
        said.setdefault(finding.kind, []).append(
            f"{finding.where}: {finding.sentence}" if finding.where else finding.sentence
        )
    return said


def spans(project: Project) -> list[tuple[int, int]]:
    with project.read() as view:
        return [(row.start, row.end) for row in coding.matching(view, document="N01")]


def test_a_row_must_say_what_the_document_says(project: Project) -> None:
    said = bring_in(
        project,
        draft(4, 8, text="hall", line=2),
        draft(4, 8, code="纸", text="Hall", line=3),
        draft(4, 9999, line=4),
        draft(9, 9, line=5),
        draft(0, 3, weight=101, line=6),
        draft(0, 3, weight=100, line=7),
    )
    assert said["read"] == ["2 codings brought in"]
    assert said["error"] == [
        "line 3: the document says 'hall' at 4–8, the file says 'Hall'",
        f"line 4: the span 4–9999 is not within 'N01', which has {len(TEXT)} characters",
        f"line 5: the span 9–9 is not within 'N01', which has {len(TEXT)} characters",
        "line 6: A weight lies between 0 and 100, not 101.",
    ]
    assert spans(project) == [(0, 3), (4, 8)]


def test_a_text_is_looked_for_elsewhere_only_when_asked_and_counts_only_when_found_once(file_project: Project) -> None:
    once, twice = draft(0, 4, text="hall", line=2), draft(5, 6, text="r", line=3)
    assert TEXT.count("hall") == 1
    assert TEXT.count("r") > 1
    with pytest.raises(Refused, match="None of the 2 rows can be brought in: line 2: the document says 'The '"):
        bring_in(file_project, once, twice)
    said = bring_in(file_project, once, twice, reanchor=True)
    assert said["changed"] == ["line 2: moved from 0–4 to 4–8, where its text is"]
    assert len(said["error"]) == 1
    assert spans(file_project) == [(4, 8)]


def test_a_text_that_stands_where_the_row_says_stays_there_however_often_it_occurs(file_project: Project) -> None:
    start = TEXT.rindex("r")
    bring_in(file_project, draft(start, start + 1, text="r"), reanchor=True)
    assert spans(file_project) == [(start, start + 1)]


def test_a_row_that_is_not_brought_in_is_not_said_to_have_moved(file_project: Project) -> None:
    said = bring_in(file_project, draft(4, 8), draft(0, 4, text="hall", line=3), reanchor=True)
    assert "changed" not in said
    assert said["error"] == ["line 3: Anna has 'pressure' on these very words already"]


def test_the_same_coding_comes_in_once(file_project: Project) -> None:
    rows = [draft(4, 8, line=2), draft(4, 8, line=3), draft(4, 8, coder="ＢＥＮ", line=4)]
    assert bring_in(file_project, *rows)["error"] == ["line 3: Anna has 'pressure' on these very words already"]
    with pytest.raises(Refused, match="None of the 3 rows"):
        bring_in(file_project, *rows)
    assert spans(file_project) == [(4, 8), (4, 8)]


def test_all_names_that_cannot_be_used_are_said_at_once(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        codes.add(work, "pressure/paper")
    wrong = [
        CodingDraft("N1", 0, 3, "pressure", "Anna"),
        draft(0, 3, code="presure"),
        draft(0, 3, code="work"),
        draft(0, 3, code="paper"),
        draft(0, 3, coder="Chen"),
    ]
    with pytest.raises(NotFound) as caught:
        bring_in(file_project, draft(0, 3), *wrong)
    for words in ("document 'N1'", "code 'presure'", "'work' is a heading", "Several codes are called", "coder 'Chen'"):
        assert words in caught.value.message
    assert spans(file_project) == []


@pytest.mark.parametrize(("code", "error"), [("work", Refused), ("paper", WrongUse)])
def test_an_error_is_of_the_kind_it_is(file_project: Project, code: str, error: type[QualcodeError]) -> None:
    with file_project.write("Anna") as work:
        codes.add(work, "pressure/paper")
    with pytest.raises(error):
        bring_in(file_project, draft(0, 3, code=code))


def test_coders_are_made_only_when_asked_for_and_go_with_the_import(project: Project) -> None:
    rows = [draft(0, 3, coder="Chen"), draft(4, 8, coder="ＣＨＥＮ")]
    with pytest.raises(NotFound, match="coder 'Chen'"):
        bring_in(project, *rows)
    bring_in(project, *rows, create_coders=True)
    with project.read() as view:
        assert coders.listing(view).rows[-1] == ("Chen", "coder", "person", False, 2, 1)
    with project.write("Anna") as work:
        assert history.undo(work) == "imported the codings of codings.csv"
    with project.read() as view:
        assert coders.listing(view).column("coder") == ["Anna", "Ben"]


def test_what_is_exported_comes_back_as_it_was(file_project: Project, tmp_path: Path) -> None:
    with file_project.read() as view:
        before = coding_files.table(view)
    exchange.write_table(before, tmp_path / "codings.csv", "csv")
    with file_project.write("Anna") as work:
        coding.remove(work, [row.guid for row in coding.listing(work)])
    drafts, report = coding_files.read_codings(tmp_path / "codings.csv")
    with file_project.write("Anna") as work:
        assert coding_files.import_codings(work, drafts, report) == 3
    with file_project.read() as view:
        after = coding_files.table(view)
    created = before.columns.index("created")
    assert [row[:created] for row in after.rows] == [row[:created] for row in before.rows]
    assert before.column("speaker") == ["受访者"] * 3


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3), st.booleans()), max_size=6), st.integers(0, 40))
def test_the_speaker_at_a_position(parts: list[tuple[int, int, bool]], position: int) -> None:
    turns, expected, at = [], None, 0
    for number, (length, gap, named) in enumerate(parts):
        speaker = str(number) if named else None
        turns.append(TurnRow(at, at + length, at, at, speaker, None, None))
        if at <= position < at + length:
            expected = speaker
        at += length + gap
    document = OpenDocument("", "", "", "", 1, "", tuple(turns), (), "")
    assert coding_files.speaker_at(document, position) == expected


def test_of_very_many_names_that_cannot_be_used_some_are_said(file_project: Project) -> None:
    wrong = [draft(0, 3, code=f"unknown {number}") for number in range(500)]
    with pytest.raises(NotFound) as caught:
        bring_in(file_project, *wrong)
    assert caught.value.message.count("There is no code") == 20
    assert caught.value.message.endswith("There may be more.")


def test_rows_come_in_by_place_and_are_said_in_the_order_of_the_file(file_project: Project) -> None:
    """More rows than go into the database at once, with two errors far from each other."""
    length = len(TEXT)
    places = [(start, end) for end in range(length, length - 20, -1) for start in range(60)]
    rows = [draft(start, end, line=line) for line, (start, end) in enumerate(places, 2)]
    said = bring_in(file_project, rows[0], *rows, draft(0, length + 1, line=9999))
    assert [finding.partition(":")[0] for finding in said["error"]] == ["line 2", "line 9999"]
    assert said["read"] == ["1200 codings brought in"]
    assert spans(file_project) == sorted(places)


def test_in_an_open_blind_round_nobody_brings_in_the_codings_of_another(file_project: Project) -> None:
    with file_project.write("Anna") as work:
        course.new(work, "pilot", course.Plan(["Anna", "Ben"], ["N01"], unit="sentence"))
    theirs = [draft(start, 8, coder="Ben", line=start + 2) for start in range(3)]
    said = bring_in(file_project, *theirs, draft(0, 8, line=5))
    refusal = "a blind round of pilot is open: there each coder brings in her own codings"
    assert said["error"] == [f"line {line}: {refusal}" for line in (2, 3, 4)]
    with file_project.read("Anna") as view:
        assert [(row.start, row.coder) for row in coding.of_document(view, "N01")] == [(0, "Anna")]
        assert [row.round for row in queries.codings(view) if row.start == 0] == [1]
