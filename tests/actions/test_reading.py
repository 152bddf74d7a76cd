"""Files read one by one: what stops one of them stops no other, and is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.actions.importing import files
from qualcode.formats import registry
from qualcode.formats.base import ReadOptions

PLAIN = files.ImportOptions()


def said(paths: list[Path], options: files.ImportOptions = PLAIN) -> list[str]:
    """What is wrong with each file, "" where nothing is."""
    read = files.read_files(paths, options)
    return [" ".join(it.sentence for it in report.of("error")) for report in read.reports]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_that_changes_while_it_is_read_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "one")

    class Meddling(files.ImportOptions):
        """Options that are asked for just before a file is read, and write to it then."""

        def for_readers(self) -> ReadOptions:
            write(path, "one and more")
            return super().for_readers()

    (sentence,) = said([path], Meddling())
    assert sentence == "was changed while it was read; import it again when it is finished"
    assert said([path]) == [""]


def test_a_text_longer_than_any_talk_is_left_out(tmp_path: Path) -> None:
    (sentence, other) = said([write(tmp_path / "a.txt", "a" * 20_000_001), write(tmp_path / "b.txt", "b")])
    assert sentence.startswith("a has 20,000,001 characters, more than a document may have (20,000,000).")
    assert other == ""


def test_a_fault_of_a_reader_stops_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._READERS, "markdown", "builtins:dict")  # which cannot read at all
    (sentence, other) = said([write(tmp_path / "a.md", "a"), write(tmp_path / "b.txt", "b")])
    assert "by a fault of qualcode (AttributeError" in sentence
    assert other == ""


def test_each_file_is_read_once_however_often_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", "a")
    monkeypatch.chdir(tmp_path)
    assert files.find_files([Path("a.txt"), tmp_path, path]) == [Path("a.txt")]


def test_progress_counts_files(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.txt", "a") for n in range(3)]
    steps: list[tuple[int, int]] = []
    files.read_files(paths, PLAIN, lambda done, total: steps.append((done, total)))
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_what_was_read_unpacks_into_documents_and_reports(tmp_path: Path) -> None:
    documents, reports = files.read_files([write(tmp_path / "a.txt", "a")], PLAIN)
    assert [document.called for document in documents] == ["a"]
    assert [report.source for report in reports] == [str(tmp_path / "a.txt")]
