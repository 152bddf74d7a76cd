"""Literature and quotes at the command line: what is typed, what is said, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from publications import AGAIN, FIRST


@pytest.fixture
def study(qualcode, tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert qualcode("new", "study.qualcode", "-c", "Anna").exit_code == 0
    return tmp_path


def test_a_broken_entry_ends_with_one_and_the_others_come_in(qualcode, study: Path) -> None:
    (study / "a.bib").write_text(FIRST + "@book{broken, title={Never closed\n", encoding="gb18030")
    ended = qualcode("import", "a.bib", "-c", "Anna")
    assert ended.exit_code == 1
    assert "error: this entry is never closed: a brace or bracket is missing (line 4)" in ended.stderr
    assert "wang2019" in qualcode("references", "list").stdout


def test_duplicates_are_counted(qualcode, study: Path) -> None:
    (study / "a.bib").write_text(FIRST, encoding="utf-8")
    (study / "b.ris").write_text(AGAIN, encoding="utf-8")
    ended = qualcode("import", "a.bib", "b.ris", "-c", "Anna")
    assert ended.exit_code == 0
    assert "3 new documents, 1 duplicate left out." in ended.stderr
    assert ",duplicates,,1\n" in qualcode("screening", "flow", "--format", "csv").stdout


@pytest.mark.parametrize(
    ("line", "header"),
    [
        ("references list", "key,document,type"),
        ("screening list", "document,stage,coder"),
        ("screening conflicts", "document,stage,include"),
        ("screening agreement", "stage,coders,documents"),
        ("quotes list", "quote,number,document"),
    ],
)
def test_nothing_is_an_empty_table(qualcode, study: Path, line: str, header: str) -> None:
    ended = qualcode(*line.split(), "--format", "csv")
    assert (ended.exit_code, ended.stdout.count("\n")) == (0, 1)
    assert ended.stdout.startswith(header)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("screen --stage title --include", 2),
        ("screen nobody --stage title", 2),
        ("screen nobody --stage title --include --exclude", 2),
        ("screen nobody --stage title --include", 4),
        ("screen --where document.year<1900 --stage title --include", 4),
        ("references show nobody", 4),
        ("references export all.txt", 2),
        ("quotes pick", 2),
        ("quotes drop 1", 4),
        ("quotes export out.pdf", 2),
        ("quotes export out.md --context {nothing}", 2),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(qualcode, study: Path, line: str, code: int) -> None:
    ended = qualcode(*line.split(), "-c", "Anna")
    assert ended.exit_code == code
    assert ended.stderr.startswith("Error: ")
    assert "Traceback" not in ended.stderr


def test_a_quote_from_its_passage_to_the_file_and_back(qualcode, study: Path) -> None:
    (study / "note.txt").write_text("The hall was full before nine.", encoding="utf-8")
    qualcode("import", "note.txt", "-c", "Anna")
    assert qualcode("quotes", "pick", "--at", "note", "0", "17", "-c", "Anna").exit_code == 0
    assert qualcode("quotes", "word", "1", "[…] hall was full", "-c", "Anna").exit_code == 0
    assert qualcode("quotes", "export", "out.csv", "-c", "Anna").exit_code == 0
    short = (study / "out.csv").read_text("utf-8").splitlines()[1].split(",")[0]
    assert "⟦The hall was full⟧ before nine." in qualcode("read", short, "--plain").stdout
