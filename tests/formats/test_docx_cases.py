"""Word files that parsers of many kinds stumble over, by many programs; the files are others' and lie beside the checkout."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest

from formats.word_files import read, sentences
from qualcode.errors import UnreadableInput

ALL = 67
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

TEXTS = {
    "mammoth/single-paragraph": "Walking on imported air",
    "mammoth/utf8-bom": "This XML has a byte order mark.",
    "mammoth/strict-format": "Test",
    "mammoth/empty": "",
    "mammoth/simple-list": "Apple\nBanana",
    "mammoth/tables": "Above\nTop left\nTop right\nBottom left\nBottom right\nBelow",
    "mammoth/strikethrough": "Today's Special: Salmon Sold out",
    "mammoth/text-box": "\nDatum plane",
    "mammoth/footnotes": "Ouch.",
    "mammoth/endnotes": "Ouch.",
    "mammoth/footnote-hyperlink": "",
    "mammoth/comments": "Ouch.",
    "mammoth/external-picture": "",
    "docx2python/renamed_document_xml": "This is a link to my website.",
    "docx2python/hyperlink": "This is a link to my website.",
    "docx2python/soft_line_breaks": "Line1\nLine2\nLine3\nLine4\n\n\n",
    "docx2python/strict": "Bullet1\nBullet2\nNumber1\nNumber2\nCellaa\nCellab\nCellba\nCellbb\n",
    "docx2python/ControlTest": "This is a test\nFor a content control or content container in word. ",
    "python-docx/sct-inner-content": "P1\nT2\n\n\n\nP3\nT4\nP5\nP6\nP7\nP8\nP9",
    "python-docx/par-hyperlinks": "No hyperlinks\nOne awesome hyperlink.\n"
    "Three hyperlinks: the first one here, the second one, and the third.",
    "python-docx/hdr-header-footer": "section with header\n\nsection without header of its own.",
    "python-docx/doc-no-coreprops": "",
    "docxtractr/trackchanges": "2\n",
    "docxtractr/none": "",
    "encrypted/example": "Lorem ipsum\n",
    "encrypted/ecma376standard_password_plain": "lorem ipsum",
}


@pytest.fixture
def cases(corpora: Path) -> Path:
    return corpora / "docx-edge-cases"


def test_every_file_is_read_or_refused_with_a_way_out(cases: Path) -> None:
    files = sorted(cases.glob("*/*.docx"))
    refused = []
    for path in files:
        try:
            text = read(path).documents[0].text
        except UnreadableInput as error:
            assert error.hint
            refused.append(path.name)
        else:
            assert "\r" not in text and "\ufeff" not in text
    assert len(files) == ALL
    assert refused == ["ecma376standard_password.docx", "example_password.docx"]


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_of_a_case(cases: Path, name: str) -> None:
    assert read(cases / f"{name}.docx").documents[0].text == TEXTS[name]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("mammoth/comments", "not carried: 2 comments"),
        ("python-docx/comments-rich-para", "not carried: 4 comments"),
        ("mammoth/footnotes", "not carried: 2 footnotes"),
        ("mammoth/endnotes", "not carried: 2 endnotes"),
        ("mammoth/tiny-picture", "not carried: 1 picture, chart or drawing"),
        ("python-docx/hdr-header-footer", "not carried: 2 headers and footers"),
        ("docxtractr/trackchanges", "changed: Tracked changes were taken as accepted: insertions 1, deletions 1."),
    ],
)
def test_what_a_report_says(cases: Path, name: str, sentence: str) -> None:
    assert sentence in sentences(read(cases / f"{name}.docx").report)


def test_symbols_keep_their_places(cases: Path) -> None:
    bundle = read(cases / "docx2python" / "symbols.docx")
    assert len(bundle.documents[0].text) == 19 + 7
    assert len(bundle.report.of("changed")) == 1


def test_a_chinese_tender_document_is_whole(cases: Path) -> None:
    document = read(cases / "docx2python" / "libreoffice_conversion.docx").documents[0]
    assert document.text.startswith("东阳八婺招标代理有限公司关于东阳市歌山镇农贸市场经营管理权项目\n")
    with ZipFile(cases / "docx2python" / "libreoffice_conversion.docx") as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    stored_twice = sum(1 for fallback in root.iter(f"{MC}Fallback") for _paragraph in fallback.iter(f"{W}p"))
    paragraphs = sum(1 for _paragraph in root.iter(f"{W}p")) - stored_twice
    breaks = sum(1 for found in root.iter(f"{W}br") if found.get(f"{W}type") is None)
    assert stored_twice > 0
    assert document.text.count("\n") == paragraphs - 1 + breaks
    assert document.sections[0].label == "第一章 竞争性谈判采购公告"


@pytest.mark.parametrize(
    "name", ["encrypted/plain.doc", "encrypted/rc4cryptoapi_password.doc", "docxtractr/preserve.doc"]
)
def test_an_old_word_file_says_so_under_any_name(cases: Path, tmp_path: Path, name: str) -> None:
    renamed = tmp_path / "renamed.docx"
    renamed.write_bytes((cases / name).read_bytes())
    for path in (cases / name, renamed):
        with pytest.raises(UnreadableInput, match=r"is in the old Word format \(\.doc\)\. .* save it as \.docx\."):
            read(path)


@pytest.mark.parametrize("name", ["ecma376standard_password.docx", "example_password.docx", "example_password.xlsx"])
def test_a_locked_file_says_so(cases: Path, name: str) -> None:
    with pytest.raises(
        UnreadableInput, match=r"is password-protected\. Remove the password in Word and save it again\."
    ):
        read(cases / "encrypted" / name)


PLAIN = [
    "docx2python/basic",
    "docx2python/apples_and_pears",
    "docx2python/slanted_quotes",
    "docx2python/multiple_runs_per_paragraph",
    "docx2python/created-in-pages-paragraphs-only",
    "docx2python/test-docx2python-conversion-google_docs",
    "python-docx/par-hlink-frags",
    "python-docx/par-known-paragraphs",
    "docxtractr/comments",
]


@pytest.mark.parametrize("name", PLAIN)
def test_plain_paragraphs_are_those_python_docx_finds(cases: Path, name: str) -> None:
    path = cases / f"{name}.docx"
    with path.open("rb") as file:
        expected = [paragraph.text for paragraph in docx.Document(file).paragraphs]
    assert read(path).documents[0].text == "\n".join(expected)


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
