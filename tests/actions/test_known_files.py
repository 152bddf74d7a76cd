"""What of an import the project has already: the same, and new versions of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qualcode.actions import history
from qualcode.actions.importing import files
from qualcode.actions.material import documents
from qualcode.actions.privacy import erasure
from qualcode.formats.bundle import DocumentDraft, Report
from qualcode.project import Project

PLAIN = files.ImportOptions()
ANSWERS = "\n".join(f"Li: Answer number {n} is about the {n}th form, which we filled in by hand." for n in range(40))


def outcomes(project: Project, *paths: Path, **options: object) -> list[tuple[str, str]]:
    """Import files; what became of each document, and what it or the one it is like is called."""
    chosen = files.ImportOptions(**options)  # type: ignore[arg-type]
    read = files.read_files(files.find_files(paths), chosen)
    with project.write("Anna") as work:
        files.add_documents(work, read.documents, read.reports, chosen)
    return [(document.outcome, document.name) for document in read.documents]


def bring(project: Project, *drafts: DocumentDraft, file: str = "all.mbox") -> list[tuple[str, str]]:
    """Import the documents of one file."""
    report = Report(file)
    read = [files.understand(draft, Path(file), report, PLAIN) for draft in drafts]
    for document in read:
        document.alone = len(drafts) == 1
    with project.write("Anna") as work:
        files.add_documents(work, read, [report], PLAIN)
    return [(document.outcome, document.name) for document in read]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("keep_original", [True, False])
def test_a_file_is_the_same_under_another_name_and_beside_its_copy(
    file_project: Project, tmp_path: Path, keep_original: bool
) -> None:
    first = write(tmp_path / "a" / "I01.txt", ANSWERS)
    shutil.copy(first, tmp_path / "a" / "I01 copy.txt")
    assert outcomes(file_project, tmp_path / "a", keep_original=keep_original) == [
        ("imported", "I01 copy"),
        ("known", "I01 copy"),
    ]
    renamed = shutil.move(first, tmp_path / "a" / "other.txt")
    assert outcomes(file_project, Path(renamed), keep_original=keep_original) == [("known", "I01 copy")]
    with file_project.write("Anna") as work:
        history.undo(work)
    assert outcomes(file_project, Path(renamed)) == [("imported", "other")]


def test_a_later_import_adds_only_what_is_new(file_project: Project, tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt", "one")
    assert outcomes(file_project, tmp_path / "a") == [("imported", "1")]
    write(tmp_path / "a" / "2.txt", "two")
    assert outcomes(file_project, tmp_path / "a") == [("known", "1"), ("imported", "2")]


def test_the_same_text_saved_once_more_is_known_by_its_name(file_project: Project, tmp_path: Path) -> None:
    outcomes(file_project, write(tmp_path / "a" / "I01.txt", ANSWERS))
    assert outcomes(file_project, write(tmp_path / "a" / "I01.md", ANSWERS.replace("\n", "\r\n"))) == [("known", "I01")]


def test_the_same_text_under_another_name_comes_in_and_is_told(file_project: Project, tmp_path: Path) -> None:
    outcomes(file_project, write(tmp_path / "a" / "I01.txt", ANSWERS))
    path = write(tmp_path / "a" / "I02.txt", ANSWERS.replace("\n", "\r\n"))
    read = files.read_files([path], PLAIN)
    with file_project.write("Anna") as work:
        files.add_documents(work, read.documents, read.reports, PLAIN)
    assert [it.sentence for it in read.reports[0].of("warning")] == ["its text is the same as that of 'I01'"]
    assert read.documents[0].outcome == "imported"


def test_a_new_version_is_offered_with_the_command_that_takes_it_over(file_project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a b" / "I01.txt", ANSWERS)
    outcomes(file_project, path)
    write(path, ANSWERS.replace("number 7 ", "number seven "))
    read = files.read_files([path], PLAIN)
    with file_project.write("Anna") as work:
        assert files.add_documents(work, read.documents, read.reports, PLAIN) == []
    (finding,) = read.reports[0].of("not carried")
    assert finding.sentence == (f"is a new version of 'I01'; to take it over: qualcode documents revise I01 '{path}'")
    assert outcomes(file_project, path) == [("new version", "I01")]


def test_a_new_version_can_be_taken_over_or_added(file_project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a" / "I01.txt", ANSWERS)
    outcomes(file_project, path)
    new = ANSWERS.replace("number 7 ", "number seven ")
    write(path, new)
    assert outcomes(file_project, path, new_versions="add") == [("imported", "I01 (a)")]
    with file_project.write("Anna") as work:
        documents.remove(work, ["I01 (a)"])
    assert outcomes(file_project, path, new_versions="revise") == [("revised", "I01")]
    with file_project.read() as view:
        opened = documents.open_document(view, "I01")
    assert (opened.text, opened.revision) == (new, 2)
    assert outcomes(file_project, path) == [("known", "I01")]


def test_of_several_documents_of_a_name_the_most_similar_has_the_new_version(
    file_project: Project, tmp_path: Path
) -> None:
    other = ANSWERS.replace("form", "letter")
    write(tmp_path / "a" / "I01.txt", ANSWERS)
    write(tmp_path / "b" / "I01.txt", other)
    outcomes(file_project, tmp_path / "a", tmp_path / "b")
    write(tmp_path / "c" / "I01.txt", other.replace("number 7 ", "number seven "))
    assert outcomes(file_project, tmp_path / "c") == [("new version", "I01 (b)")]


def test_of_two_new_versions_of_a_document_the_first_is_taken_over(file_project: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "a" / "I01.txt", ANSWERS)
    outcomes(file_project, path)
    for folder in ("b", "c"):
        write(tmp_path / folder / "I01.txt", ANSWERS.replace("number 7 ", f"number seven {folder} "))
    got = outcomes(file_project, tmp_path / "b", tmp_path / "c", new_versions="revise")
    assert got == [("revised", "I01"), ("new version", "I01")]


def test_an_unrelated_file_of_the_same_name_is_a_document_of_its_own(file_project: Project, tmp_path: Path) -> None:
    outcomes(file_project, write(tmp_path / "a" / "I01.txt", ANSWERS))
    assert outcomes(file_project, write(tmp_path / "b" / "I01.txt", "Something else.")) == [("imported", "I01 (b)")]


def test_a_file_read_in_another_way_is_a_new_version_of_itself(file_project: Project, tmp_path: Path) -> None:
    """Else nobody could mend a wrong guess of the encoding."""
    path = tmp_path / "P9.txt"
    path.write_bytes("ü ä ö ß".encode("cp1252"))
    assert outcomes(file_project, path, encoding="cp1251") == [("imported", "P9")]
    assert outcomes(file_project, path) == [("known", "P9")]
    assert outcomes(file_project, path, encoding="cp1252") == [("new version", "P9")]
    assert outcomes(file_project, path, encoding="cp1252", new_versions="revise") == [("revised", "P9")]
    assert outcomes(file_project, path, encoding="cp1251") == [("known", "P9")]


@pytest.mark.parametrize("new_versions", ["offer", "revise", "add"])
def test_what_was_erased_does_not_come_back_with_the_file(
    file_project: Project, tmp_path: Path, new_versions: str
) -> None:
    path = write(tmp_path / "a" / "G01.txt", f"{ANSWERS}\nWang: I withdraw this.\nLi: Why?\nWang: Because.\n")
    outcomes(file_project, path, speakers="(?P<speaker>Li|Wang):")
    with file_project.write("Anna") as work:
        erasure.erase(work, erasure.plan(work, "speaker", "Wang", "G01"))
    assert outcomes(file_project, path, new_versions=new_versions) == [("erased", "G01")]
    path.write_text(path.read_text() + "Li: One more word.\n")
    assert outcomes(file_project, path, new_versions=new_versions) == [("new version", "G01")]
    with file_project.read() as view:
        assert "withdraw" not in documents.open_document(view, "G01").text


def mail(name: str, text: str, identity: str) -> DocumentDraft:
    return DocumentDraft(name, text, kind="email", reference=identity, original=f"{identity} {text}".encode(), turns=[])


def test_messages_are_known_by_their_identity_whatever_they_say(file_project: Project) -> None:
    yes, again = mail("Re: when", "Yes.", "<1@x>"), mail("Re: when", "Yes.", "<2@x>")
    assert bring(file_project, yes, again) == [("imported", "Re: when"), ("imported", "Re: when 2")]
    assert bring(file_project, mail("Fwd", "Yes. Sent by phone", "<1@x>"), file="1.eml") == [("known", "Re: when")]
    other = mail("Bill", "Something else altogether.", "<1@x>")  # of a program that gives all its messages one identity
    assert bring(file_project, other, other, file="bills.mbox") == [("imported", "Bill"), ("known", "Bill")]
    assert bring(file_project, mail("Re: when", "No.", "<3@x>"), file="3.eml") == [("imported", "Re: when 3")]


def answers(*texts: str) -> list[DocumentDraft]:
    return [DocumentDraft(f"R{number}", text) for number, text in enumerate(texts, 1)]


def test_equal_answers_of_several_respondents_are_documents_each(file_project: Project) -> None:
    assert bring(file_project, *answers("no", "no", "yes"), file="survey.csv") == [
        ("imported", "R1"),
        ("imported", "R2"),
        ("imported", "R3"),
    ]
    assert bring(file_project, *answers("no", "no", "yes", "no"), file="survey.csv") == [
        ("known", "R1"),
        ("known", "R2"),
        ("known", "R3"),
        ("imported", "R4"),
    ]
    assert bring(file_project, *answers("no", "maybe", "yes", "no"), file="survey.csv")[1] == ("new version", "R2")


def test_what_is_known_of_a_file_with_many_documents_is_told_once(file_project: Project) -> None:
    bring(file_project, *answers("no", "no", "yes"))
    report = Report("all.mbox")
    read = [files.understand(draft, Path("all.mbox"), report, PLAIN) for draft in answers("no", "no", "yes")]
    for document in read:
        document.alone = False
    with file_project.write("Anna") as work:
        files.add_documents(work, read, [report], PLAIN)
    assert [it.sentence for it in report.findings] == [
        "3 documents in it are in the project already; not brought in twice"
    ]
