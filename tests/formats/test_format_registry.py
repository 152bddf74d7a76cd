"""Which reader reads a file, which files are left alone, and what is said of formats that are not read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from formats.word_files import p, word_parts, write_zip
from qualcode.errors import UnreadableInput
from qualcode.formats.registry import SUPPORTED, reader_for


def made(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def test_content_goes_before_the_ending(tmp_path: Path) -> None:
    word = write_zip(tmp_path / "really-word.txt", word_parts(p("text")))
    assert reader_for(word).name == "docx"
    assert reader_for(made(tmp_path, "a.txt", b"text")).name == "text"
    assert reader_for(made(tmp_path, "a.MD", b"# text")).name == "markdown"


@pytest.mark.parametrize(
    ("name", "raw", "reader"),
    [
        ("a.txt", b"\n%PDF-1.7 ...", "pdf"),
        ("a.doc", b"{\\rtf1\\ansi ...", "rtf"),
        ("a.doc", b"<html xmlns:o='urn:schemas-microsoft-com:office:office'>", "html"),
        ("a.docx", b"\xef\xbb\xbf\r\n<!-- saved --><!DOCTYPE HTML PUBLIC>", "html"),
        ("a.xml", b"<?xml version='1.0'?>\n<office:document xmlns:office='x'>", "odt"),
    ],
)
def test_formats_are_known_by_how_they_begin(tmp_path: Path, name: str, raw: bytes, reader: str) -> None:
    assert reader_for(made(tmp_path, name, raw)).name == reader


def test_every_supported_ending_has_a_reader_that_claims_it(tmp_path: Path) -> None:
    for ending in SUPPORTED:
        assert ending in reader_for(made(tmp_path, f"a{ending}", b"text")).extensions


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0 ...", "picture or a recording"),
        ("a.mp3", b"ID3\3\0 ...", "picture or a recording"),
        ("a.m4a", b"\0\0\0\x20ftypM4A ", "picture or a recording"),
        ("a.gz", b"\x1f\x8b ...", "archive"),
        ("a.qualcode", b"SQLite format 3\0 ...", "SQLite"),
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
        ("trans6.doc", "old Word format"),
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


def test_the_registry_imports_no_reader() -> None:
    script = (
        "import sys, qualcode.formats.registry; print([m for m in ('lxml', 'chardet', 'yaml') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", script], text=True).strip() == "[]"
