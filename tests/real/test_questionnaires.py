"""Questionnaires others have published, SPSS files with their labels, and a transcript in a sheet: figures as published."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from qualcode.actions.importing import files
from qualcode.actions.material import cases
from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, ChoiceDraft
from qualcode.formats.questionnaires.reader import QuestionnaireOptions, read_questionnaire
from qualcode.formats.questionnaires.spss import read_spss
from qualcode.formats.registry import reader_for
from qualcode.formats.sheets.reading import read_grid
from qualcode.project import create_project

SURVEYS = {
    "2015-notebook-ux/20160115235816-SurveyExport.csv": (1706, 37),
    "2016-education/responses.csv": (125, 25),
    "2020-survey/text_fields.csv": (1135, 19),
}
OFTEN = "How often do you use Jupyter Notebook?"
WORDS = "Select all the words that best describe Jupyter Notebook."


@pytest.fixture(scope="session")
def notebook_survey(corpora: Path) -> Bundle:
    return read_questionnaire(corpora / "jupyter-surveys" / next(iter(SURVEYS)), QuestionnaireOptions())


@pytest.mark.parametrize("name", SURVEYS)
def test_tables_have_their_rows_and_columns(corpora: Path, name: str) -> None:
    header, *rows = (row for row in read_grid(corpora / "jupyter-surveys" / name).rows if row)
    assert (len(rows), len(header)) == SURVEYS[name]
    assert {len(row) for row in rows} == {len(header)}


def test_line_breaks_stay_in_their_cells(corpora: Path) -> None:
    _header, *rows = read_grid(corpora / "jupyter-surveys" / "2016-education" / "responses.csv").rows
    assert sum("\n" in cell for row in rows for cell in row) == 45


def test_answers_are_counted_as_published(notebook_survey: Bundle) -> None:
    given = Counter(it.answers.get(OFTEN, ("",)) for it in notebook_survey.respondents)
    assert given == {
        ("Daily",): 530,
        ("Weekly",): 392,
        ("Monthly",): 111,
        ("Less often than monthly",): 58,
        ("",): 615,
    }
    assert Counter(it.answers["Status"] for it in notebook_survey.respondents) == {
        ("Partial",): 927,
        ("Complete",): 779,
    }


def test_words_that_were_ticked_are_split(notebook_survey: Bundle) -> None:
    question = next(it for it in notebook_survey.questions if it.name == WORDS)
    assert (question.kind, question.many) == ("choice", True)
    words = {it.value for it in question.choices}
    assert {"comfortable", "intuitive", "convenient", "complicated", "Other word(s):"} <= words
    assert len(words) == 12


def test_every_answer_in_words_is_in_a_document_under_its_question(notebook_survey: Bundle, corpora: Path) -> None:
    header, *rows = read_grid(corpora / "jupyter-surveys" / next(iter(SURVEYS))).rows
    hindered = [row[4].strip() for row in rows if row[4].strip()]
    question = " ".join(header[4].split())
    found = []
    for document in notebook_survey.documents:
        ends = [*(it.start for it in document.sections[1:]), len(document.text)]
        assert "".join(document.text[it.start : it.end] for it in document.sections) == "".join(
            it.label for it in document.sections
        )
        found += [
            document.text[it.end : end].strip()
            for it, end in zip(document.sections, ends, strict=True)
            if it.label == question
        ]
    assert found == hindered
    assert len(hindered) == 764


def test_open_questions_with_few_answers_are_told_too(corpora: Path) -> None:
    bundle = read_questionnaire(corpora / "jupyter-surveys" / "2020-survey" / "text_fields.csv", QuestionnaireOptions())
    assert (len(bundle.respondents), bundle.questions) == (1135, [])
    assert bundle.respondents[0].name == "12390574951"
    rows = read_questionnaire(
        corpora / "jupyter-surveys" / "2020-survey" / "text_fields.csv", QuestionnaireOptions(shape="rows")
    )
    grid = read_grid(corpora / "jupyter-surveys" / "2020-survey" / "text_fields.csv")
    assert len(rows.documents) == sum(bool(cell.strip()) for row in grid.rows[1:] for cell in row[1:])


def test_a_published_survey_comes_into_a_project(corpora: Path, tmp_path: Path) -> None:
    options = files.ImportOptions()
    read = files.read_files([corpora / "jupyter-surveys" / "2016-education" / "responses.csv"], options)
    with create_project(tmp_path / "survey.qualcode", coder="team") as project:
        with project.write("team") as work:
            names = files.add_documents(work, read.documents, read.reports, options, read.questionnaires)
        with project.read() as view:
            table = cases.listing(view)
        assert len(table.rows) == 125
        assert sum(1 for it in table.column("documents") if it == 1) == len(names) == 121
        with project.write("team") as work:
            again = files.read_files([corpora / "jupyter-surveys" / "2016-education" / "responses.csv"], options)
            assert not files.add_documents(work, again.documents, again.reports, options, again.questionnaires)
            assert not work.journal.has_changes


SHAPES = {
    "sample.sav": (5, 7, "windows-1252"),
    "sample.zsav": (5, 7, "windows-1252"),
    "sample.por": (5, 7, ""),
    "sample_missing.sav": (7, 7, "windows-1252"),
    "sample_large.sav": (485, 7, "UTF-8"),
    "ordered_category.sav": (4, 1, "UTF-8"),
    "hebrews.sav": (99, 1, "UTF-8"),
    "tegulu.sav": (1, 2, "UTF-8"),
    "test_width.sav": (5, 4, "windows-1252"),
    "missing_char.sav": (2, 1, "windows-1252"),
    "missing_test.sav": (2, 1, "windows-1252"),
    "simple_alltypes.sav": (6, 12, "windows-1252"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_spss_files_have_their_rows_columns_and_encodings(corpora: Path, name: str) -> None:
    table = read_spss(corpora / "spss-samples" / name)
    assert (len(table.numbers), len(table.columns)) == SHAPES[name][:2]
    if name != "test_width.sav":  # nothing is published of its encoding
        assert table.report.encoding == SHAPES[name][2]


def spss(corpora: Path, name: str) -> Bundle:
    path = corpora / "spss-samples" / name
    return reader_for(path).read(path, ReadOptions())


@pytest.mark.parametrize("name", ["sample.sav", "sample.zsav", "sample.por"])
def test_one_table_in_three_formats(corpora: Path, name: str) -> None:
    bundle = spss(corpora, name)
    labels = {it.name.lower(): [(c.value, c.label) for c in it.choices] for it in bundle.questions}
    assert labels["mylabl"] == [("1", "Male"), ("2", "Female")]
    assert labels["myord"] == [("1", "low"), ("2", "medium"), ("3", "high")]
    first = {name.lower(): value for name, value in bundle.respondents[1].answers.items()}
    assert first == {
        "mychar": ("b",),
        "mynum": ("1.2",),
        "mydate": ("1880-05-06",),
        "dtime": ("1880-05-06 10:10:10",),
        "mylabl": ("2",),
        "myord": ("2",),
        "mytime": ("23:10:10",),
    }
    assert not bundle.report.failed


def test_missing_codes_are_marked(corpora: Path) -> None:
    bundle = spss(corpora, "sample_missing.sav")
    missing = {it.name: sorted(c.value for c in it.choices if c.missing) for it in bundle.questions}
    assert missing["mynum"] == ["-1", "2500"]
    assert missing["mylabl"] == ["-1"]
    assert missing["myord"] == ["-1", "-2", "-3"]
    assert ChoiceDraft("-1", "undetermined", missing=True) in next(
        it.choices for it in bundle.questions if it.name == "mylabl"
    )


def test_a_multiple_response_set_is_one_question(corpora: Path) -> None:
    bundle = spss(corpora, "simple_alltypes.sav")
    ticked = next(it for it in bundle.questions if it.name == "mymrset")
    assert (ticked.label, ticked.kind, ticked.many) == ("My multiple response set", "choice", True)
    assert [(it.value, it.label) for it in ticked.choices] == [
        ("bool1", "Response #1"),
        ("bool2", "Response #2"),
        ("bool3", "Response #3"),
    ]
    answers = [it.answers.get("mymrset") for it in bundle.respondents]
    assert answers == [("bool1", "bool2"), ("bool1",), ("bool2",), None, ("bool2",), ("bool1", "bool2")]
    assert not any(it.name.startswith(("bool", "ca_subvar")) for it in bundle.questions)
    z = next(it for it in bundle.questions if it.name == "z")
    assert (z.kind, z.label, sorted(it.value for it in z.choices if it.missing)) == (
        "decimal",
        "Numberic variable with missing value range",
        ["-9", "999"],
    )


def test_names_and_answers_in_other_scripts(corpora: Path) -> None:
    assert [it.name for it in spss(corpora, "hebrews.sav").questions] == ["ותק_ב"]
    assert re.fullmatch(
        r"[\u0c00-\u0c7f ]+", str(*spss(corpora, "tegulu.sav").respondents[0].answers["Q16br9oe_Q24br9oe"])
    )


@pytest.mark.parametrize("name", ["trans4.xlsx", "trans5.xls"])
def test_a_transcript_in_a_sheet_reads_as_the_same_transcript_in_word(corpora: Path, name: str) -> None:
    """In the sheets the last turn is one paragraph, with its quotation in braces instead of quotation marks."""
    folder = corpora / "textreadr-transcripts"
    (word,) = reader_for(folder / "trans1.docx").read(folder / "trans1.docx", ReadOptions()).documents
    (sheet,) = reader_for(folder / name).read(folder / name, ReadOptions()).documents
    head, _break, quotation = word.text.rpartition("\n\n")
    bare = re.sub('[“”"]', "", quotation)
    assert sheet.text == f"{head}{{{bare}}}"
    assert (sheet.turns, sheet.speakers) == (None, [])


def test_a_file_of_two_tables_is_one_clear_line(corpora: Path) -> None:
    path = corpora / "zoom-export" / "meeting001_participants.csv"
    with pytest.raises(UnreadableInput, match="two tables, one below the other, from line 1 and from line 4 on"):
        reader_for(path).read(path, ReadOptions())


def test_a_locked_workbook_is_one_clear_line(corpora: Path) -> None:
    with pytest.raises(UnreadableInput, match="password-protected"):
        path = corpora / "docx-edge-cases" / "encrypted" / "example_password.xlsx"
        reader_for(path).read(path, ReadOptions())
