"""E-books: all pages in reading order as one document, with the chapters as headings."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from formats.word_files import read, sentences, write_zip
from qualcode.errors import UnreadableInput
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle
from qualcode.formats.epub import reader as epub
from qualcode.formats.epub.reader import EpubReader

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def epub_parts(pages: Mapping[str, str], order: str = "", more: str = "", **others: str) -> dict[str, str | bytes]:
    """The parts of a book with these pages; ``order`` lists their names as they are read, ``more`` goes into the manifest."""
    names = list(pages)
    manifest = "".join(
        f'<item id="{name}" href="text/{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in (order.split() or names))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>A  book</dc:title></metadata><manifest>{manifest}{more}</manifest><spine>{spine}</spine></package>"
    )
    texts = {f"OEBPS/text/{name}.xhtml": body for name, body in pages.items()}
    return {
        "mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package,
        **texts, **others,
    }  # fmt: skip


def book(folder: Path, pages: Mapping[str, str], order: str = "", more: str = "", **others: str) -> Path:
    return write_zip(folder / "made.epub", epub_parts(pages, order, more, **others))


def test_pages_are_read_in_the_order_of_the_spine(tmp_path: Path) -> None:
    pages = {
        "c2": xhtml("<h2>第二章</h2><p>two<br/>lines</p>"),
        "c1": xhtml("<h1>One</h1><p>first<a id='x'/> page</p><ol><li>x</li></ol>"),
    }
    bundle = read(book(tmp_path, pages, "c1 c2 c1 missing"))
    (found,) = bundle.documents
    assert found.text == "One\nfirst page\n1.\tx\n第二章\ntwo\nlines"
    assert [(it.level, it.label) for it in found.sections] == [(1, "One"), (2, "第二章")]
    assert {"read: 2 pages of an e-book", "read: Title: A book"} <= set(sentences(bundle.report))


def test_chapters_without_headings_are_named_by_the_table_of_contents(tmp_path: Path) -> None:
    pages = {
        "c1": xhtml("<p class='t'>第一章  开头</p><p>text</p>"),
        "c2": xhtml("<p>no name</p>"),
        "c3": xhtml("<p>Three</p>"),
    }
    ncx = (
        '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>第一章 开头</text></navLabel>'
        '<content src="text/c1.xhtml#x"/></navPoint></navMap></ncx>'
    )
    nav = xhtml(
        '<nav epub:type="toc"><ol><li><a href="text/c2.xhtml">Other</a></li><li><a href="text/c3.xhtml">Three</a></li></ol></nav>'
    )
    more = '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="v" href="nav.xhtml" properties="nav" media-type="x"/>'
    found = read(book(tmp_path, pages, more=more, **{"OEBPS/toc.ncx": ncx, "OEBPS/nav.xhtml": nav})).documents[0]
    assert [(it.label, found.text[it.start : it.end]) for it in found.sections] == [
        ("第一章 开头", "第一章 开头"),
        ("Three", "Three"),
    ]


def test_a_broken_table_of_contents_costs_only_names(tmp_path: Path) -> None:
    more = '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    assert (
        read(book(tmp_path, {"c": xhtml("<p>x</p>")}, more=more, **{"OEBPS/toc.ncx": "<broken"})).documents[0].text
        == "x"
    )


def test_notes_on_another_page_are_tied_to_their_marks(tmp_path: Path) -> None:
    pages = {
        "c": xhtml('<p>Said<a epub:type="noteref" href="notes.xhtml#n1">1</a>.</p>'),
        "notes": xhtml('<aside epub:type="footnote" id="n1"><p>The note.</p><p>More.</p></aside>'),
    }
    found = read(book(tmp_path, pages)).documents[0]
    (note,) = found.sections
    assert (note.label, found.text[note.start : note.end], note.anchor) == ("1", "The note.\nMore.", 4)


def test_a_page_that_is_missing_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    parts = epub_parts({"a": xhtml("<p>one</p>"), "b": xhtml("<p>two</p>"), "c": xhtml("<p>three</p>")})
    del parts["OEBPS/text/b.xhtml"]
    bundle = read(write_zip(tmp_path / "made.epub", parts))
    assert bundle.documents[0].text == "one\nthree"
    (finding,) = bundle.report.of("not carried")
    assert finding.where == "OEBPS/text/b.xhtml"


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableInput) as caught:
        EpubReader().read(path, ReadOptions())
    assert caught.value.hint
    return caught.value.message


ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
    '<EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
)


def test_protected_books_are_refused_but_hidden_fonts_are_not_protection(tmp_path: Path) -> None:
    pages = {"c": xhtml("<p>x</p>")}
    locked = {"META-INF/encryption.xml": ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}
    assert "protected against copying" in refusal(book(tmp_path, pages, **locked))
    assert "protected against copying" in refusal(book(tmp_path, pages, **{"META-INF/rights.xml": "<rights/>"}))
    fonts = {"META-INF/encryption.xml": ENCRYPTION.format("http://www.idpf.org/2008/embedding")}
    assert read(book(tmp_path, pages, **fonts)).documents[0].text == "x"


def test_what_is_no_book_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "made.epub"
    path.write_bytes(b"")
    assert refusal(path) == "made.epub is empty: it holds not a single byte."
    path.write_bytes(b"words")
    assert refusal(path) == "made.epub is not an e-book, although its name says so."
    assert refusal(write_zip(path, {"a.txt": "a"})) == "made.epub is a zip file without an e-book in it."
    assert refusal(book(tmp_path, {})) == "made.epub holds no page that can be read."
    raw = book(tmp_path, {"c": xhtml("<p>x</p>")}).read_bytes()
    path.write_bytes(raw[:-200])
    assert "the end of its zip package" in refusal(path)


def test_bombs_and_entities_are_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = xhtml("<p>" + " " * 30_000_000 + "</p>")
    bundle = read(book(tmp_path, {"a": xhtml("<p>one</p>"), "b": big}))
    assert "would unpack to 30 MB" in bundle.report.of("not carried")[0].sentence
    entity = CONTAINER.replace("OEBPS/book.opf", "&a;")
    path = write_zip(
        tmp_path / "made.epub",
        epub_parts({"c": xhtml("x")}) | {"META-INF/container.xml": '<!DOCTYPE c [<!ENTITY a "x">]>' + entity},
    )
    assert "declares entities" in refusal(path)
    monkeypatch.setattr(epub, "MOST_TEXT", 300)
    bundle = read(book(tmp_path, {"a": xhtml("<p>one</p>"), "b": xhtml("<p>two</p>")}))
    assert bundle.documents[0].text == "one"
    assert "holds more than" in bundle.report.of("not carried")[0].sentence


def test_a_book_is_known_by_what_it_is(tmp_path: Path) -> None:
    path = book(tmp_path, {"c": xhtml("<p>x</p>")}).rename(tmp_path / "really.docx")
    assert read(path).report.format == "epub"


def test_damage_gives_a_document_or_a_clear_refusal(tmp_path: Path) -> None:
    raw = book(tmp_path, {"a": xhtml("<h1>A</h1><p>text</p>"), "b": xhtml("<p>more</p>")}).read_bytes()
    rng = random.Random(2)
    path = tmp_path / "made.epub"
    for _time in range(150):
        at = rng.randrange(len(raw))
        path.write_bytes(raw[:at] + rng.randbytes(rng.randrange(4)) + raw[at + rng.randrange(8) :])
        assert _read_or_refused(path)


def _read_or_refused(path: Path) -> bool | Bundle:
    try:
        return EpubReader().read(path, ReadOptions())
    except UnreadableInput as refused:
        return bool(refused.message and refused.hint)
