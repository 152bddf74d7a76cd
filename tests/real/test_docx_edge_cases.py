"""Word files that parsers of many kinds stumble over, by many programs; the files are others' and lie beside the checkout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
import pytest

from formats.word_files import read, sentences
from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.docx.reader import DocxReader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

TEXTS = {
    "docx2python/ControlTest": "This is a test\nFor a content control or content container in word. ",
    "docx2python/apples_and_pears": "Apples and Pears\nPears and Apples\nApples and Pears\nPears and Apples",
    "docx2python/basic": "No lists in this document.",
    "docx2python/created-in-pages-bulleted-lists": "This is a document for testing docx2python module.\n\n"
    "1.\tWhy did the chicken cross the road?\nA.\tJust because\nB.\tDon't know\nC.\tTo get to the other side\n"
    "2.\tWhat's the meaning of life, universe and everything?\nD.\t42\nE.\t0\nF.\t-1",
    "docx2python/equations": "Professional Format\n01x\nLinear Format\n\\int_{0}^{1}x\nLinear Format with lt\n\\int0<1x<5",
    "docx2python/example_numbering": "II.\texpect II\nC.\texpect C\nD.\texpect D\n4.\texpect 4\ne.\texpect e\nf.\texpect f\n"
    "6)\texpect 6\nf)\texpect f\n(viii)\texpect viii\n(ix)\texpect ix\n\n",
    "docx2python/hyperlink": "This is a link to my website.",
    "docx2python/long_hyperlink": "This is a long hyperlink",
    "docx2python/merged_cells": "0-0\t0-12\t0-3\n12-0\t1-1\t1-2\t1-3\n\t2-1\t2-2\t2-3\n3-0\t34-123\n4-0\t\n",
    "docx2python/renamed_document_xml": "This is a link to my website.",
    "docx2python/slanted_quotes": "“double quote”\n‘single quote’\nApostrophe’s",
    "docx2python/soft_line_breaks": "Line1\nLine2\nLine3\nLine4\n\n\n",
    "docx2python/strict": "• Bullet1\n• Bullet2\n1.\tNumber1\n2.\tNumber2\nCellaa\tCellab\nCellba\tCellbb\n",
    "docx2python/symbols": "\ufffd≠\ufffd∞×÷≥≤±™®©¥£€µαβπ\N{OHM SIGN}∑\ufffd\ufffd\ufffd\ufffd\ufffd",
    "docxtractr/none": "",
    "docxtractr/trackchanges": "2\n",
    "encrypted/ecma376standard_password_plain": "lorem ipsum",
    "encrypted/example": "Lorem ipsum\n",
    "mammoth/comments": "Ouch.",
    "mammoth/embedded-style-map": "Walking on imported air",
    "mammoth/empty": "",
    "mammoth/endnotes": "Ouch[^e1].[^e2]\n[^e1] A tachyon walks into a bar.\n[^e2] Fin.",
    "mammoth/external-picture": "",
    "mammoth/footnote-hyperlink": "[^1]\n[^1] Example",
    "mammoth/footnotes": "Ouch[^1].[^2]\n[^1] A tachyon walks into a bar.\n[^2] Fin.",
    "mammoth/simple-list": "• Apple\n• Banana",
    "mammoth/single-paragraph": "Walking on imported air",
    "mammoth/strict-format": "Test",
    "mammoth/strikethrough": "Today's Special: Salmon Sold out",
    "mammoth/tables": "Above\nTop left\tTop right\nBottom left\tBottom right\nBelow",
    "mammoth/text-box": "\nDatum plane",
    "mammoth/tiny-picture": "",
    "mammoth/underline": "The Sunset Tree",
    "mammoth/utf8-bom": "This XML has a byte order mark.",
    "python-docx/blk-containing-table": "\t\n\t\n",
    "python-docx/doc-no-coreprops": "",
    "python-docx/hdr-header-footer": "section with header\n\nsection without header of its own.",
    "python-docx/num-having-numbering-part": "1.\tParagraph having List Number style.",
    "python-docx/par-hyperlinks": "No hyperlinks\nOne awesome hyperlink.\n"
    "Three hyperlinks: the first one here, the second one, and the third.",
    "python-docx/sct-inner-content": "P1\nT2\t\n\t\nP3\nT4\nP5\nP6\nP7\nP8\nP9",
    "python-docx/set-no-settings-part": "",
    "python-docx/sty-having-no-styles-part": "",
    "python-docx/tbl-cell-access": "1\t2\t3\n4\t5\t6\n7\t8\t9\n\n1\t2\t3\n4\t6\n7\t8\t9\n\n1\t2\t3\n4\t5\t6\n7\t\t9\n\n1\t2\t3\n4\t6\n\t9\n",
}  # fmt: skip

# Nothing in them but paragraphs that the other library reads as well.
PLAIN = (
    "docx2python/comments", "docx2python/created-in-pages-paragraphs-only", "docx2python/merged_links",
    "docx2python/multiple_runs_per_paragraph", "docx2python/test-docx2python-conversion-google_docs", "docxtractr/comments",
    "python-docx/comments-rich-para", "python-docx/par-hlink-frags", "python-docx/par-known-paragraphs",
    "python-docx/par-rendered-page-breaks",
)  # fmt: skip

# Too long to be written out here: how they begin.
BEGINNINGS = {
    "docx2python/checked_boxes": "Office Use Only     ☐ Urgent     ☐ Routine\tDate:",
    "docx2python/invalid_tag_name": "\nSUBJECT*\t593-23-3-701-0061 | Management Developmental Coaching",
    "docx2python/libreoffice_conversion": "东阳八婺招标代理有限公司关于东阳市歌山镇农贸市场经营管理权项目\n\n竞\n争\n性\n谈\n判\n文\n件\n",
    "docx2python/nested_paragraphs": "aaa aab aac aad",
    "docx2python/paragraphs_and_tables": "This document has paragraphs.\nThis\tDocument\nAlso\tHas\nTables\t\nThere are",
    "docx2python/test_file_with_comments": "magna fringilla urna porttitor",
    "docx2python/zen_of_python": "Contents\nBeautiful is better than ugly.\t1\n\n\n\nBeautiful is better than ugly.\nExplicit",
    "docxtractr/complex": "This\tIs\tA\tColumn\n1\tCat\t3.4\tDog\n3\tFish\t100.3\tBird\n5\tPelican\t-99\tKangaroo\nSome heading\n",
    "docxtractr/data3": "This\tIs\tA\tColumn\n1\tCat\t3.4\tDog\n3\tFish\t100.3\tBird\n5\tPelican\t-99\tKangaroo\nSome heading\n",
    "docxtractr/preserve": "Test1:\tApple\nTest2:\tBanana\nTest3:\tCranberry\nDark\nTest4:\tElephant, Farm\nGrandpa\n",
    "docxtractr/realworld": "DEMOGRAPHICS DATA TABLE\n\nLESSON 1\n\nLesson 1:  Step 1\nCountry\tBirthrate\tDeath Rate\t",
    "python-docx/blk-paras-and-tables": "\t\n\t\nLorem ipsum dolor sit amet",
}  # fmt: skip

REFUSED = ("encrypted/ecma376standard_password", "encrypted/example_password")


@pytest.fixture
def cases(corpora: Path) -> Path:
    return corpora / "docx-edge-cases"


def text_of(path: Path) -> str:
    return read(path).documents[0].text


def test_every_file_is_looked_at_here(cases: Path) -> None:
    files = {f"{path.parent.name}/{path.stem}" for path in cases.glob("*/*.docx")}
    assert len(files) == 67
    assert files == {*TEXTS, *PLAIN, *BEGINNINGS, *REFUSED}


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_of_a_case(cases: Path, name: str) -> None:
    assert text_of(cases / f"{name}.docx") == TEXTS[name]


@pytest.mark.parametrize("name", PLAIN)
def test_plain_paragraphs_are_those_python_docx_finds(cases: Path, name: str) -> None:
    path = cases / f"{name}.docx"
    with path.open("rb") as file:
        expected = [paragraph.text for paragraph in docx.Document(file).paragraphs]
    assert text_of(path) == "\n".join(expected)


@pytest.mark.parametrize("name", BEGINNINGS)
def test_the_beginning_of_a_long_case(cases: Path, name: str) -> None:
    assert text_of(cases / f"{name}.docx").startswith(BEGINNINGS[name])


def stored(element: ElementTree.Element) -> Iterator[str]:
    """The words of a part but for what is stored a second time and what was deleted."""
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag not in (f"{MC}Fallback", f"{W}del"):
            yield from stored(child)


ADDED = {  # boxes, the entry shown of a list, labels
    "docx2python/checked_boxes": Counter("☐" * 32 + "☒" * 12 + "Select..." * 14),
    "docx2python/invalid_tag_name": Counter("•" * 24 + "I.A.B.C.E.F." + "II.A.B.C.D.E.F.G.H.I.J."),
    "docx2python/libreoffice_conversion": Counter("三、六、"),
    "docxtractr/realworld": Counter("1)2)" * 4 + "3)" * 2),
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_every_stored_character_comes_once(cases: Path, name: str) -> None:
    path = cases / f"{name}.docx"
    with ZipFile(path) as archive:
        words = "".join(stored(ElementTree.fromstring(archive.read("word/document.xml"))))
    expected, found = Counter("".join(words.split())), Counter("".join(text_of(path).split()))
    assert found == expected + ADDED.get(name, Counter())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("mammoth/comments", "read: 2 comments, which became memos"),
        ("python-docx/comments-rich-para", "read: 4 comments, which became memos"),
        ("docx2python/comments", "read: 8 comments, which became memos"),
        ("docx2python/test_file_with_comments", "read: 12 comments, which became memos"),
        ("mammoth/footnotes", "changed: 2 notes were put behind the text, with their marks where they belong."),
        ("mammoth/endnotes", "changed: 2 notes were put behind the text, with their marks where they belong."),
        ("docx2python/example_numbering", "changed: 10 automatic numbers or bullets were written into the text."),
        ("docx2python/symbols", "changed: 7 characters of symbol fonts became U+FFFD."),
        ("docx2python/equations", "changed: 3 equations were written as plain rows of characters."),
        ("mammoth/tiny-picture", "not carried: 1 picture, chart or drawing"),
        ("mammoth/external-picture", "not carried: 1 picture, chart or drawing"),
        ("python-docx/hdr-header-footer", "not carried: 2 headers and footers"),
        ("docxtractr/trackchanges", "changed: Tracked changes were taken as accepted: insertions 1, deletions 1."),
    ],
)
def test_what_a_report_says(cases: Path, name: str, sentence: str) -> None:
    assert sentence in sentences(read(cases / f"{name}.docx").report)


def test_the_original_of_a_changed_document(cases: Path) -> None:
    bundle = DocxReader().read(cases / "docxtractr" / "trackchanges.docx", ReadOptions(track_changes="original"))
    assert bundle.documents[0].text == "1\n"
    assert "changed: Tracked changes were taken back: insertions 1, deletions 1." in sentences(bundle.report)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mammoth/comments", [("A tachyon walks into a bar.", "Ouch", ""), ("Fin.", "Ouch.", "")]),
        (
            "docxtractr/comments",
            [
                ("This is the first comment", None, ""),
                ("This is the second comment", "convenire ", ""),
                ("This is a reply to the second comment", "convenire ", "Reply to boB Rudis"),
            ],
        ),
    ],
)
def test_comments_are_memos_on_their_words(cases: Path, name: str, expected: list[tuple[str, str | None, str]]) -> None:
    document = read(cases / f"{name}.docx").documents[0]
    for memo, (text, words, title) in zip(document.memos, expected, strict=True):
        assert (memo.text, memo.title) == (text, title)
        assert memo.start is not None
        assert words is None or document.text[memo.start : memo.end] == words


def test_a_thread_of_comments_keeps_every_answer(cases: Path) -> None:
    document = read(cases / "docx2python" / "comments.docx").documents[0]
    assert [bool(memo.title) for memo in document.memos] == [False, True, True, False] * 2
    assert {memo.author for memo in document.memos} == {"Randy Bartels", "Shay Hill"}
    paragraph = "Lorem ipsum dolor sit amet, consectetur adipiscing elit"
    quotes = [document.text[memo.start : memo.end] for memo in document.memos]
    assert all(quote.startswith(("tempor", paragraph)) for quote in quotes)


def test_headings_of_a_chinese_tender_document(cases: Path) -> None:
    document = read(cases / "docx2python" / "libreoffice_conversion.docx").documents[0]
    assert document.sections[0].label == "第一章 竞争性谈判采购公告"
    lines = document.text.split("\n")
    assert "六、其他补充事宜" in lines and "三、服务期限及地点： " in lines


@pytest.mark.parametrize("name", ["encrypted/plain.doc", "docxtractr/preserve.doc"])
def test_an_old_word_file_says_so_under_any_name(cases: Path, tmp_path: Path, name: str) -> None:
    renamed = tmp_path / "renamed.docx"
    renamed.write_bytes((cases / name).read_bytes())
    for path in (cases / name, renamed):
        with pytest.raises(UnreadableInput, match=r"is in the old Word format \(\.doc\)\. .* save it as \.docx\."):
            read(path)


LOCKED = [
    *(f"{name}.docx" for name in REFUSED),
    "encrypted/example_password.xlsx",
    "encrypted/rc4cryptoapi_password.doc",
]


@pytest.mark.parametrize("name", LOCKED)
def test_a_locked_file_says_so(cases: Path, tmp_path: Path, name: str) -> None:
    renamed = tmp_path / "renamed.docx"
    renamed.write_bytes((cases / name).read_bytes())
    for path in (cases / name, renamed):
        with pytest.raises(UnreadableInput, match=r"is password-protected\. Remove the password"):
            read(path)


def test_an_archive_without_entries_is_refused(cases: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.docx"
    empty.write_bytes((cases / "mammoth" / "empty.zip").read_bytes())
    with pytest.raises(UnreadableInput, match="empty zip file"):
        read(empty)
