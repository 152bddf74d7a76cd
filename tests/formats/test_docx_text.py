"""What of a Word document becomes text, construct by construct."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.word_files import p, read_word, sentences, text_of

TEXT_BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_paragraphs_are_lines_without_one_at_the_end(tmp_path: Path) -> None:
    assert text_of(tmp_path, p("one", " and") + "<w:p/>" + p("two")) == "one and\n\ntwo"


@pytest.mark.parametrize(
    ("inside_the_run", "text"),
    [
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a\tb"),
        ("<w:t>a</w:t><w:ptab/><w:t>b</w:t>", "a\tb"),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t>", "a\nb"),
        ('<w:t>a</w:t><w:br w:type="textWrapping"/><w:t>b</w:t>', "a\nb"),
        ("<w:t>a</w:t><w:cr/><w:t>b</w:t>", "a\nb"),
        ('<w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t>', "ab"),
        ('<w:t>a</w:t><w:br w:type="column"/><w:t>b</w:t>', "ab"),
        ("<w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t>", "ab"),
        ("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t>", "a\u2011b"),
        ("<w:t>a</w:t><w:softHyphen/><w:t>b</w:t>", "a\u00adb"),
        ("<w:t>a\nb&#13;c</w:t>", "a b c"),
        ("<w:t/><w:t>a</w:t>", "a"),
        ("<w:t>a<!-- not text -->b</w:t>", "ab"),
        ("<w:instrText>PAGE</w:instrText><w:t>7</w:t>", "7"),
        ("<w:delText>gone</w:delText>", ""),
        ('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>', "☒"),
        ('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar>', "☐"),
    ],
)  # fmt: skip
def test_what_a_run_holds(tmp_path: Path, inside_the_run: str, text: str) -> None:
    assert text_of(tmp_path, f"<w:p><w:r>{inside_the_run}</w:r></w:p>") == text


@pytest.mark.parametrize(
    ("font", "position", "character"),
    [
        ("Symbol", "F061", "α"),
        ("Symbol", "F053", "Σ"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "☐"),
        ("MS Gothic", "2612", "☒"),
        ("Webdings", "F068", "\ufffd"),
        ("Arial", "D800", "\ufffd"),
        ("Arial", "110000", "\ufffd"),
        ("Arial", "no number", "\ufffd"),
        ("Arial", "0", "\ufffd"),
    ],
)
def test_a_symbol_is_a_character_or_said_to_be_unknown(
    tmp_path: Path, font: str, position: str, character: str
) -> None:
    bundle = read_word(tmp_path, f'<w:p><w:r><w:sym w:font="{font}" w:char="{position}"/></w:r></w:p>')
    assert bundle.documents[0].text == character
    assert bool(bundle.report.of("changed")) == (character == "\ufffd")


def test_tab_stops_are_no_tabs(tmp_path: Path) -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    assert text_of(tmp_path, f"<w:p>{stops}<w:r><w:tab/><w:t>a</w:t></w:r></w:p>") == "\ta"


def test_links_controls_and_smart_tags_keep_what_they_hold(tmp_path: Path) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    inside = (
        f"<w:hyperlink>{run.format('a')}</w:hyperlink><w:smartTag>{run.format('b')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run.format('c')}</w:sdtContent></w:sdt><w:fldSimple>{run.format('d')}</w:fldSimple>"
    )
    assert text_of(tmp_path, f"<w:p>{inside}</w:p>") == "abcd"


def test_tables_are_read_row_by_row_and_cell_by_cell(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('inner')}</w:tc></w:tr></w:tbl>"
    table = (
        f"<w:tbl><w:tr><w:tc>{p('1')}{p('1b')}</w:tc><w:tc>{p('2')}{inner}{p()}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('3')}</w:tc><w:tc>{p('4')}</w:tc></w:tr></w:tbl>"
    )
    assert text_of(tmp_path, p("before") + table + p("after")) == "before\n1\n1b\n2\ninner\n\n3\n4\nafter"


def test_tracked_changes_are_accepted_and_counted(tmp_path: Path) -> None:
    bundle = read_word(
        tmp_path,
        "<w:p><w:r><w:t>kept </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>old</w:delText><w:tab/></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>here</w:t></w:r></w:moveFrom></w:p>"
        "<w:p><w:moveTo><w:r><w:t>there</w:t></w:r></w:moveTo></w:p>",
    )
    assert bundle.documents[0].text == "kept new\nthere"
    assert "changed: Tracked changes were taken as accepted: insertions 2, deletions 2." in sentences(bundle.report)


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    marked = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one, </w:t></w:r></w:p>"
    assert text_of(tmp_path, marked + "<w:bookmarkEnd/>" + p("two") + p("three")) == "one, two\nthree"


def test_a_deleted_paragraph_mark_before_a_table_joins_nothing(tmp_path: Path) -> None:
    marked = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{p('cell')}</w:tc></w:tr></w:tbl>"
    assert text_of(tmp_path, marked + table + p("two")) == "one\ncell\ntwo"


def test_deleted_rows_and_cells_are_left_out(tmp_path: Path) -> None:
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr>".format(p("gone"))
    cell = "<w:tr><w:tc>{}</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>{}</w:tc></w:tr>".format(p("kept"), p("gone too"))
    assert text_of(tmp_path, f"<w:tbl>{row}{cell}</w:tbl>") == "kept"


def test_a_text_box_stored_twice_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    stored = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{TEXT_BOX.format(p('box 1') + p('box 2'))}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{TEXT_BOX.format(p('box 1') + p('box 2'))}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    bundle = read_word(tmp_path, f"<w:p><w:r><w:t>a</w:t>{stored}<w:t>b</w:t></w:r></w:p>" + p("next"))
    assert bundle.documents[0].text == "ab\nbox 1\nbox 2\nnext"
    assert bundle.report.of("not carried") == []


def test_several_boxes_and_boxes_in_boxes_keep_their_order(tmp_path: Path) -> None:
    inner = f"<w:p><w:r><w:t>outer</w:t><w:pict>{TEXT_BOX.format(p('inner'))}</w:pict></w:r></w:p>"
    pictures = (
        f"<w:pict>{TEXT_BOX.format(inner + p('outer end'))}</w:pict><w:pict>{TEXT_BOX.format(p('second'))}</w:pict>"
    )
    assert text_of(tmp_path, f"<w:p><w:r><w:t>a</w:t>{pictures}</w:r></w:p>" + p("z")) == (
        "a\nouter\ninner\nouter end\nsecond\nz"
    )


def test_a_fallback_alone_is_read(tmp_path: Path) -> None:
    only = "<mc:AlternateContent><mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    assert text_of(tmp_path, f"<w:p>{only}</w:p>") == "old"


def test_what_is_not_carried_is_said(tmp_path: Path) -> None:
    bundle = read_word(
        tmp_path,
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>a</w:t><w:commentReference/><w:footnoteReference/><w:footnoteReference/>"
        "<w:endnoteReference/><w:drawing/><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t>"
        "</w:r></w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p><w:altChunk/>"
        '<w:sectPr><w:headerReference r:id="r0"/></w:sectPr>',
        header=f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p("head")}</w:hdr>',
    )
    assert bundle.documents[0].text == "a汉x=1"
    assert sentences(bundle.report) == [
        "read: 5 characters",
        "changed: 1 equation was written as a plain row of characters.",
        "not carried: 1 comment",
        "not carried: 2 footnotes",
        "not carried: 1 endnote",
        "not carried: 1 header or footer",
        "not carried: 1 picture, chart or drawing",
        "not carried: 1 inserted file",
        "not carried: 1 phonetic guide",
        "not carried: 1 automatic number or bullet",
    ]


def test_a_document_without_text_is_read_with_a_warning(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, "<w:p><w:r><w:drawing/></w:r></w:p>")
    assert bundle.documents[0].text == ""
    assert len(bundle.report.of("warning")) == 1


STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="wps"><w:name w:val="标题 3"/></w:style>'
    '<w:style w:styleId="own"><w:name w:val="Own"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:styleId="deep"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>'
    '<w:style w:styleId="body"><w:name w:val="Body"/><w:basedOn w:val="loop"/></w:style>'
    '<w:style w:styleId="loop"><w:name w:val="Loop"/><w:basedOn w:val="body"/></w:style>'
    "</w:styles>"
)


def styled(style: str, text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def test_headings_become_sections_at_their_place(tmp_path: Path) -> None:
    body = (
        p("front\U0001f600")
        + styled("Heading1", "  First  part ")
        + styled("2", "Second")
        + styled("wps", "第三")
        + styled("own", "Own")
        + styled("deep", "Deep")
        + styled("body", "no heading")
        + styled("body", "Direct", '<w:outlineLvl w:val="0"/>')
        + styled("2", "switched off", '<w:outlineLvl w:val="9"/>')
        + styled("2", " ")
        + styled("body", "was one", '<w:pPrChange><w:pPr><w:pStyle w:val="2"/></w:pPr></w:pPrChange>')
    )
    document = read_word(tmp_path, body, styles=STYLES).documents[0]
    assert [(section.level, section.label) for section in document.sections] == [
        (1, "First part"),
        (2, "Second"),
        (3, "第三"),
        (2, "Own"),
        (5, "Deep"),
        (1, "Direct"),
    ]
    lines = [document.text[section.start : section.end] for section in document.sections]
    assert lines == ["  First  part ", "Second", "第三", "Own", "Deep", "Direct"]


def test_broken_styles_cost_headings_and_not_the_text(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, styled("2", "Heading"), styles="<w:styles")
    assert bundle.documents[0].text == "Heading"
    assert len(bundle.report.of("warning")) == 1


def test_a_byte_order_mark_in_front_is_no_text(tmp_path: Path) -> None:
    document = read_word(tmp_path, p("\ufeffone") + styled("Heading1", "two")).documents[0]
    assert document.text == "one\ntwo"
    assert (document.sections[0].start, document.sections[0].end) == (4, 7)
