"""Which reader reads a file, which files are left alone, and what is said of formats that are not read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from formats.word_files import p, word_parts, write_zip
from qualcode.errors import UnreadableInput
from qualcode.formats.registry import SUPPORTED, find_files, is_ignored, reader_for


def made(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def test_content_goes_before_the_ending(tmp_path: Path) -> None:
    word = write_zip(tmp_path / "really-word.txt", word_parts(p("text")))
    assert reader_for(word).name == "docx"
    assert reader_for(made(tmp_path, "a.txt", b"text")).name == "text"
    assert reader_for(made(tmp_path, "a.MD", b"# text")).name == "markdown"


def test_every_supported_ending_has_a_reader_that_claims_it(tmp_path: Path) -> None:
    for ending in SUPPORTED:
        assert ending in reader_for(made(tmp_path, f"a{ending}", b"text")).extensions


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"\n%PDF-1.7 ...", "PDF"),
        ("a.rtf", b"{\\rtf1\\ansi ...", "RTF"),
        ("a.txt", b"{\\rtf1\\ansi ...", "RTF"),
        ("a.jpg", b"\xff\xd8\xff\xe0 ...", "picture or a recording"),
        ("a.mp3", b"ID3\3\0 ...", "picture or a recording"),
        ("a.m4a", b"\0\0\0\x20ftypM4A ", "picture or a recording"),
        ("a.gz", b"\x1f\x8b ...", "archive"),
        ("a.qualcode", b"SQLite format 3\0 ...", "SQLite"),
        ("a.csv", b"a,b", "ending"),
        ("no ending", b"text", "ending"),
    ],
)
def test_other_formats_are_named_with_a_way_out(tmp_path: Path, name: str, raw: bytes, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said) as caught:
        reader_for(made(tmp_path, name, raw))
    assert caught.value.hint


@pytest.mark.parametrize(
    "text", ["ID3: I was born here", "RIFF, he said", "What is %PDF-1.7?", "{\\rtf is a format}", "PK"]
)
def test_texts_that_begin_like_other_formats_are_texts(tmp_path: Path, text: str) -> None:
    assert reader_for(made(tmp_path, "a.txt", text.encode())).name == "text"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="Is a directory"):
        reader_for(tmp_path)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("Hello_World.odt", "OpenDocument"),
        ("trans4.xlsx", "Excel"),
        ("trans5.xls", "Excel"),
        ("trans6.doc", "old Word format"),
        ("trans7.rtf", "RTF"),
    ],
)
def test_real_files_of_other_formats_are_named(corpora: Path, file: str, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said):
        reader_for(corpora / "textreadr-transcripts" / file)


def test_an_archive_is_to_be_unpacked(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="archive"):
        reader_for(write_zip(tmp_path / "all.zip", {"a.txt": "text"}))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"gone\.txt cannot be read: No such file"):
        reader_for(tmp_path / "gone.txt")


@pytest.mark.parametrize(
    "name",
    ["~$interview.docx", ".~lock.interview.odt#", ".DS_Store", "Thumbs.db", "desktop.ini", ".hidden.txt", "~WRL0001.tmp",
     "study.qualcode", "study.qualcode-wal", "study.qualcode.lock"],
)  # fmt: skip
def test_files_nobody_means_are_ignored(name: str) -> None:
    assert is_ignored(Path("folder") / name)


@pytest.mark.parametrize("name", ["interview.docx", "访谈 1.txt", "notes~.md", "lock.txt", "a$.docx"])
def test_files_people_mean_are_not_ignored(name: str) -> None:
    assert not is_ignored(Path(".config") / name)


def test_a_folder_is_searched_in_depth_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.md", "a/1.docx", "a/~$1.docx", ".git/config", "a/b/c.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [path.relative_to(tmp_path).as_posix() for path in find_files(tmp_path)]
    assert found == ["a/1.docx", "a/2.md", "a/b/c.pdf", "b.txt"]


def test_the_registry_imports_no_reader() -> None:
    script = (
        "import sys, qualcode.formats.registry; print([m for m in ('lxml', 'chardet', 'yaml') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"
