"""One transcript in eight formats, and the Declaration of Human Rights as PDF beside its text: the same words from all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import DocumentDraft
from qualcode.formats.registry import reader_for

FOLDER = "textreadr-transcripts"


def document(path: Path) -> DocumentDraft:
    (found,) = reader_for(path).read(path, ReadOptions()).documents
    return found


def closed_up(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_rich_text_and_opendocument_give_one_text(corpora: Path) -> None:
    folder = corpora / FOLDER
    assert document(folder / "trans7.rtf").text == document(folder / "trans8.odt").text


def test_they_give_the_text_of_the_word_file_but_for_a_line_they_do_not_hold(corpora: Path) -> None:
    folder = corpora / FOLDER
    in_word = document(folder / "trans1.docx").text
    assert in_word.count("[Cross Talk 3:00]\n\n") == 1
    assert document(folder / "trans8.odt").text == in_word.replace("[Cross Talk 3:00]\n\n", "")


def test_a_first_line_and_another_mark_are_the_only_differences_of_the_other_word_files(corpora: Path) -> None:
    folder = corpora / FOLDER
    in_word = document(folder / "trans1.docx").text
    assert document(folder / "trans2.docx").text == f"Joe Transcribing Company,  Only the best since 2011\n\n{in_word}"
    assert document(folder / "trans3.docx").text == re.sub(r"(?m)^(\w+ ?\w*):\t", r"\1-\t", in_word)


def test_the_old_word_format_is_refused_with_a_way_out(corpora: Path) -> None:
    with pytest.raises(UnreadableInput, match="old Word format") as caught:
        reader_for(corpora / FOLDER / "trans6.doc")
    assert "docx" in caught.value.hint


def test_the_smallest_opendocument_text(corpora: Path) -> None:
    assert document(corpora / FOLDER / "Hello_World.odt").text == "Hello World\nI am Open Document Text Format!"


def test_the_chinese_declaration_as_pdf_has_the_letters_of_its_text(corpora: Path) -> None:
    """The PDF holds the first page only; some of its Chinese is spread over the line."""
    folder = corpora / "encodings-udhr"
    found = document(folder / "UDHR_chinese.pdf")
    whole = (folder / "UDHR_Chinese_UTF-8.txt").read_text(encoding="utf-8")
    assert len(closed_up(found.text)) == 623
    assert closed_up(whole).startswith(closed_up(found.text))
    paragraphs = [closed_up(line) for line in whole.split("\n") if line.strip()]
    assert [closed_up(line) for line in found.text.split("\n")] == paragraphs[:13]


def test_the_english_declaration_as_pdf_has_the_paragraphs_of_its_text(corpora: Path) -> None:
    """The PDF ends with article 5 and says Article I; a paragraph that ends with a full line cannot be told from the next."""
    folder = corpora / "encodings-udhr"
    found = document(folder / "UDHR_english.pdf")
    whole = (folder / "UDHR_English_UTF-8.txt").read_text(encoding="utf-8")
    for here, there in (("Article 1\n", "Article I\n"), ("status.\n\nFurthermore", "status. Furthermore")):
        whole = whole.replace(here, there)
    paragraphs = [closed_up(line) for line in whole.split("\n") if line.strip() and not line.startswith("File altered")]
    assert [closed_up(line) for line in found.text.split("\n")] == paragraphs[:22]
    assert paragraphs[21].endswith("treatmentorpunishment.")
    assert [it.label for it in found.sections if it.kind == "page"] == ["page 1", "page 2"]
