"""Tracked changes: accepted by default, taken back on request, counted either way."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.word_files import p, paragraph, part, r, read_original, read_word, row, sentences, table

DELETED = "<w:del><w:r><w:delText>old</w:delText><w:tab/></w:r></w:del>"
INSERTED = "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"


def both(folder: Path, body: str) -> tuple[str, str]:
    """The accepted and the original text."""
    return read_word(folder, body).documents[0].text, read_original(folder, body).documents[0].text


def test_insertions_and_deletions(tmp_path: Path) -> None:
    assert both(tmp_path, f"<w:p>{r('kept ')}{INSERTED}{DELETED}</w:p>") == ("kept new", "kept old\t")


def test_moves(tmp_path: Path) -> None:
    body = f"<w:p>{r('a')}<w:moveFrom>{r('b')}</w:moveFrom></w:p><w:p><w:moveTo>{r('b')}</w:moveTo>{r('c')}</w:p>"
    assert both(tmp_path, body) == ("a\nbc", "ab\nc")


def test_the_counts_are_reported_in_both_views(tmp_path: Path) -> None:
    body = f"<w:p>{INSERTED}{DELETED}<w:moveTo>{r('x')}</w:moveTo></w:p>"
    counts = "insertions 2, deletions 1."
    assert f"changed: Tracked changes were taken as accepted: {counts}" in sentences(read_word(tmp_path, body).report)
    assert f"changed: Tracked changes were taken back: {counts}" in sentences(read_original(tmp_path, body).report)


def test_what_was_inserted_and_deleted_again_is_in_neither(tmp_path: Path) -> None:
    assert both(tmp_path, f"<w:p>{r('a')}<w:ins>{DELETED}</w:ins></w:p>") == ("a", "a")


def ending(change: str, text: str) -> str:
    """A paragraph whose end was inserted or deleted."""
    return paragraph(f"<w:rPr><w:{change}/></w:rPr>", text)


@pytest.mark.parametrize(("change", "texts"), [("del", ("onetwo\nthree", "one\ntwo\nthree")), ("ins", ("one\ntwo\nthree", "onetwo\nthree")),
                                               ("moveFrom", ("onetwo\nthree", "one\ntwo\nthree")), ("moveTo", ("one\ntwo\nthree", "onetwo\nthree"))])  # fmt: skip
def test_an_end_that_is_out_joins_two_paragraphs(tmp_path: Path, change: str, texts: tuple[str, str]) -> None:
    assert both(tmp_path, ending(change, "one") + "<w:bookmarkEnd/>" + p("two") + p("three")) == texts


def test_several_ends_in_a_row_join_all(tmp_path: Path) -> None:
    assert both(tmp_path, "".join(ending("del", str(n)) for n in range(5)) + p("5")) == ("012345", "0\n1\n2\n3\n4\n5")


def test_a_joined_paragraph_is_what_the_last_one_was(tmp_path: Path) -> None:
    first = '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>Old</w:delText></w:r></w:del></w:p>'
    body = first + paragraph('<w:pStyle w:val="Heading2"/>', "New")
    assert [(s.level, s.label) for s in read_word(tmp_path, body).documents[0].sections] == [(2, "New")]
    assert [(s.level, s.label) for s in read_original(tmp_path, body).documents[0].sections] == [(1, "Old"), (2, "New")]


def test_an_end_that_is_out_joins_nothing_over_a_table(tmp_path: Path) -> None:
    body = ending("del", "one") + table(row(p("cell"))) + p("two")
    assert both(tmp_path, body) == ("one\ncell\ntwo", "one\ncell\ntwo")


def test_a_paragraph_deleted_in_front_of_a_table_is_gone(tmp_path: Path) -> None:
    deleted = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{DELETED}</w:p>"
    assert both(tmp_path, p("a") + deleted + table(row(p("cell"))) + p("b")) == ("a\ncell\nb", "a\nold\t\ncell\nb")


def test_rows_and_cells(tmp_path: Path) -> None:
    old = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('old row')}</w:tc></w:tr>"
    new = f"<w:tr><w:trPr><w:ins/></w:trPr><w:tc>{p('new row')}</w:tc></w:tr>"
    cells = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('c-')}</w:tc><w:tc><w:tcPr><w:cellIns/></w:tcPr>{p('c+')}</w:tc>"
    body = f"<w:tbl>{old}{new}<w:tr><w:tc>{p('c')}</w:tc>{cells}</w:tr></w:tbl>"
    assert both(tmp_path, body) == ("new row\nc\tc+", "old row\nc\tc-")


def test_a_table_all_of_whose_rows_are_out_stands_between_nothing(tmp_path: Path) -> None:
    gone = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('x')}</w:tc></w:tr></w:tbl>"
    bundle = read_word(tmp_path, ending("del", "one") + gone + p("two"))
    assert bundle.documents[0].text == "onetwo"


def test_former_properties_come_back_with_the_original(tmp_path: Path) -> None:
    changed = '<w:pStyle w:val="Heading1"/><w:pPrChange><w:pPr><w:pStyle w:val="Heading3"/></w:pPr></w:pPrChange>'
    assert read_word(tmp_path, paragraph(changed, "x")).documents[0].sections[0].level == 1
    assert read_original(tmp_path, paragraph(changed, "x")).documents[0].sections[0].level == 3
    was_plain = '<w:pStyle w:val="Heading1"/><w:rPr><w:ins/></w:rPr><w:pPrChange><w:pPr/></w:pPrChange>'
    original = read_original(tmp_path, paragraph(was_plain, "x") + p("y")).documents[0]
    assert (original.text, original.sections) == ("xy", [])


def test_numbers_given_by_a_change_are_taken_back_with_it(tmp_path: Path) -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    body = paragraph('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins/></w:numPr>', "x")
    assert read_word(tmp_path, body, numbering=numbering).documents[0].text == "1.\tx"
    assert read_original(tmp_path, body, numbering=numbering).documents[0].text == "x"


def test_fields_and_boxes_in_what_is_out(tmp_path: Path) -> None:
    marks = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    boxed = f"<w:r><w:pict><w:txbxContent>{p('box')}</w:txbxContent></w:pict></w:r>"
    body = f"<w:p>{r('a')}<w:del>{marks}{boxed}<w:r><w:delInstrText>PAGE</w:delInstrText></w:r></w:del></w:p>"
    assert both(tmp_path, body) == ("a", "a\nbox")
    assert read_word(tmp_path, body).report.of("not carried") == []
