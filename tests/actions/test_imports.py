"""Documents into a project: names, contents that are there already, speakers, and the report that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import projects
from qualcode.actions import history
from qualcode.actions.importing import files
from qualcode.actions.material import documents
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.formats.bundle import DocumentDraft, Report, SectionDraft, SpeakerDraft, TurnDraft
from qualcode.project import Project
from qualcode.store.models import DocumentOriginal, ImportReport

PLAIN = files.ImportOptions()


def names(project: Project) -> list[Any]:
    with project.read() as view:
        return documents.listing(view).column("document")


def import_files(
    project: Project, *paths: Path, options: files.ImportOptions = PLAIN
) -> tuple[list[str], dict[str, list[str]]]:
    """The names the documents got, and what was said of each file."""
    read, reports = files.read_files(files.find_files(paths), options)
    with project.write("Anna") as work:
        got = files.add_documents(work, read, reports, options)
    return got, {
        str(Path(report.source).parent.name + "/" + Path(report.source).name): [
            finding.sentence for finding in report.findings if finding.kind != "read"
        ]
        for report in reports
    }


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_name_that_is_taken_is_settled_by_folder_then_by_number(file_project: Project, tmp_path: Path) -> None:
    write(tmp_path / "a", "P01.txt", "one")
    write(tmp_path / "b", "ｐ01.txt", "two")
    write(tmp_path / "b", "P01.md", "three")
    got, said = import_files(file_project, tmp_path / "a", tmp_path / "b")
    assert got == ["P01 (a)", "P01 (b)", "ｐ01 2"]
    assert said["a/P01.txt"] == ["named 'P01 (a)', since its name is taken"]
    assert names(file_project) == ["N01", "P01", "P01 (a)", "P01 (b)", "ｐ01 2"]


def test_a_file_that_is_there_already_is_named_as_it_is_called(file_project: Project, tmp_path: Path) -> None:
    """Also within one import, where the name the first of two copies got is not the name of its file."""
    write(tmp_path / "a", "P01.txt", "one")
    write(tmp_path / "b", "P01.txt", "one")
    got, said = import_files(file_project, tmp_path / "a", tmp_path / "b")
    assert got == ["P01 (a)"]
    assert said["b/P01.txt"] == ["is in the project already, as 'P01 (a)'; not brought in twice"]
    with file_project.write("Anna") as work:
        documents.rename(work, "P01 (a)", "first")
    got, said = import_files(file_project, tmp_path / "b")
    assert got == []
    assert said["b/P01.txt"] == ["is in the project already, as 'first'; not brought in twice"]


def test_bringing_in_nothing_new_is_no_operation(file_project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a", "new.txt", "one")
    import_files(file_project, path)
    with file_project.read() as view:
        number = history.latest_operation(view)
    import_files(file_project, path)
    with file_project.read() as view:
        assert history.latest_operation(view) == number


def test_without_its_file_a_document_is_known_by_its_text(file_project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a", "new.txt", "one")
    without = files.ImportOptions(keep_original=False)
    assert import_files(file_project, path, options=without)[0] == ["new"]
    for options in (without, PLAIN):
        assert import_files(file_project, path, options=options)[0] == []
    with file_project.read() as view:
        assert len(view.connection.execute(select(DocumentOriginal.id)).all()) == 2  # those of the two before it


def test_one_bad_file_stops_no_other_and_its_report_is_kept(project: Project, tmp_path: Path) -> None:
    write(tmp_path / "a", "good.txt", "问：好吗？\n答：好。\n问：真的？\n答：真的。")
    (tmp_path / "a" / "bad.docx").write_bytes(b"no document at all")
    got, said = import_files(project, tmp_path / "a")
    assert got == ["good"]
    assert said["a/bad.docx"]
    with project.read() as view:
        (content,) = view.connection.scalars(select(ImportReport.content).order_by(ImportReport.id.desc()).limit(1))
    assert [report["source"] for report in content] == ["bad.docx", "good.txt"]  # without the folders of this machine
    assert content[0]["findings"][0][0] == "error"


def test_a_kind_or_a_pattern_that_cannot_be_is_said_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a", "new.txt", "A: one\nB: two")
    with pytest.raises(WrongUse, match="no kind of document"):
        files.read_files([path], files.ImportOptions(kind="poem"))
    with pytest.raises(WrongUse):
        files.read_files([path], files.ImportOptions(speakers="("))
    with pytest.raises(UnreadableInput, match="no file"):
        files.find_files([tmp_path / "nowhere.txt"])


@pytest.mark.parametrize(
    ("text", "language"),
    [("她说这个办法好。", "zh-Hans"), ("她說這個辦法好。", "zh-Hant"), ("Nobody knew why.", "en"), ("…", "")],
)
def test_the_language_is_told_by_the_script(file_project: Project, tmp_path: Path, text: str, language: str) -> None:
    path = write(tmp_path / "a", "new.txt", text)
    import_files(file_project, path)
    with file_project.read() as view:
        assert documents.open_document(view, "new").language == language


def test_the_language_a_person_names_goes_before_what_is_guessed(file_project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a", "new.txt", "Nobody knew why.")
    import_files(file_project, path, options=files.ImportOptions(language="fr"))
    with file_project.read() as view:
        assert documents.open_document(view, "new").language == "fr"


def test_turns_speakers_and_headings_are_kept_where_they_are(project: Project) -> None:
    text = "Title\nQ: why?\nA: because\nQ: so?"
    draft = DocumentDraft(
        "new",
        text,
        kind="observation",
        sections=[SectionDraft(1, "Title", 0, 5)],
        turns=[
            TurnDraft(6, 13, 6, 8, "Q", 0, 1500),
            TurnDraft(14, 24, 14, 16, "A"),
            TurnDraft(25, 31, 25, 27, None),
        ],
        speakers=[SpeakerDraft("Q", ("Question",), "interviewer"), SpeakerDraft("A", (), "respondent")],
    )
    read = files.understand(draft, Path("field/new.xml"), Report("new.xml"), PLAIN)
    with project.write("Anna") as work:
        projects.add_documents(work, read)
    with project.read() as view:
        opened = documents.open_document(view, "new")
        table = documents.turns_table(view, "new")
    assert opened.kind == "observation"  # what the file says goes before the option
    assert [(it.label, it.level, it.start, it.end) for it in opened.sections] == [("Title", 1, 0, 5)]
    assert [tuple(row)[2:] for row in table.rows] == [
        ("Q", "interviewer", 6, 13, "0:00:00", "why?"),
        ("A", "respondent", 14, 24, None, "because"),
        (None, None, 25, 31, None, "so?"),
    ]


def test_what_was_imported_is_undone_although_something_was_away_and_came_back(
    file_project: Project, tmp_path: Path
) -> None:
    """Rows made in bulk are known by the operation that made them, not by keys they may lose."""
    before = names(file_project)
    for name in ("A", "B", "C"):
        write(tmp_path / "a", f"{name}.txt", f"Q: {name}?\nA: yes\nQ: sure?\nA: no")
    import_files(file_project, tmp_path / "a")
    with file_project.write("Anna") as work:
        documents.remove(work, ["A"])
    for expected in ("removed A", "imported 3 documents"):
        with file_project.write("Anna") as work:
            assert history.undo(work) == expected
    assert names(file_project) == before
    with file_project.write("Anna") as work:
        history.redo(work)
    assert len(names(file_project)) == len(before) + 3


LAW = "某市救助办法\n第一条 为了救助，制定本办法。\n第二条 本办法适用于本市。\n第三条 自发布之日起施行。\n"


@pytest.mark.parametrize(
    ("text", "given", "kind"),
    [
        (projects.INTERVIEW, None, "interview"),
        (projects.INTERVIEW, "focus group", "focus group"),
        (projects.NOTE, None, "other"),
        (LAW, None, "policy"),
        (LAW, "literature", "literature"),
    ],
)
def test_a_text_in_which_somebody_interviews_is_an_interview_unless_something_says_otherwise(
    tmp_path: Path, text: str, given: str | None, kind: str
) -> None:
    file = tmp_path / "A.txt"
    file.write_text(text, encoding="utf-8")
    read, _reports = files.read_files([file], files.ImportOptions(kind=given))
    (document,) = read
    sentences = [finding.sentence for finding in document.report.findings]
    assert document.kind == kind
    assert any("Taken for an interview, as 访谈者 asks" in sentence for sentence in sentences) == (
        given is None and kind == "interview"
    )
    assert any("as it has numbered articles" in sentence for sentence in sentences) == (
        given is None and kind == "policy"
    )
