"""Transcripts as Word files: labels stand where they stood, tabs and quotation marks included."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from formats.word_files import read, sentences


@pytest.mark.parametrize("name", ["trans1", "trans2", "trans3"])
def test_a_classroom_transcript_in_three_variants(corpora: Path, name: str) -> None:
    path = corpora / "textreadr-transcripts" / f"{name}.docx"
    text = read(path).documents[0].text
    with path.open("rb") as file:
        assert text == "\n".join(paragraph.text for paragraph in docx.Document(file).paragraphs)
    mark = "-" if name == "trans3" else ":"
    labels = [line.partition("\t")[0] for line in text.split("\n") if "\t" in line]
    assert labels == [f"{label}{mark}" for label in ("Researcher 2", "Teacher 4", "Multiple Students", "Teacher 4")]
    assert "[Student discussion; unintelligible]" in text and "[Cross Talk 3:00]" in text
    assert text.count("\n") + 1 == {"trans1": 13, "trans2": 15, "trans3": 13}[name]


def test_a_form_of_content_controls_and_drawings(corpora: Path) -> None:
    bundle = read(corpora / "textreadr-transcripts" / "TestReport.docx")
    text = bundle.documents[0].text
    assert text.count("Click here to enter text.") == 9
    assert any("picture" in sentence for sentence in sentences(bundle.report))


@pytest.mark.parametrize(
    ("name", "twin", "found"),
    [
        ("2016-02-04-focus-group.inline-labels", "zh-Hant/2016-02-04-*.md", 48),
        ("2016-06-30-research-interview.inline-labels", "zh-Hant/2016-06-30-*.md", 74),
        ("2017-08-28-interview-en.inline-labels", "en/2017-08-28-*.md", 81),
        ("2026-04-26-thesis-interview.heading-labels", "zh-Hant/2026-04-26-*.md", 66),
        ("2020-08-25-townhall-99-speakers.heading-labels", "zh-Hant/2020-08-25-*.md", 394),
    ],
)
def test_labels_of_real_interviews_stand_where_they_stood(corpora: Path, name: str, twin: str, found: int) -> None:
    folder = corpora / "tang-digital-government"
    markdown = next(folder.glob(twin)).read_text(encoding="utf-8")
    labels = tuple(line.removeprefix("### ") for line in markdown.split("\n") if line.startswith("### "))
    text = read(folder / "derived-docx" / f"{name}.docx").documents[0].text
    assert sum(line.startswith(labels) for line in text.split("\n")) == found


def test_labels_that_are_headings_are_sections(corpora: Path) -> None:
    folder = corpora / "tang-digital-government" / "derived-docx"
    document = read(folder / "2020-08-25-townhall-99-speakers.heading-labels.docx").documents[0]
    labels = [section for section in document.sections if section.level == 3]
    assert len(labels) == 394
    assert len({section.label for section in labels}) == 99
    assert all(document.text[section.start : section.end].endswith("：") for section in labels)
