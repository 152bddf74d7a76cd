"""What of a Word document becomes text, construct by construct."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.word_files import p, paragraph, part, r, read_word, sentences, text_of, word_parts, write_zip
from formats.word_files import read as read_file

BOX = "<w:txbxContent>{}</w:txbxContent>"


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
        ("<w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t>", "ab"),
        ("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t>", "a\u2011b"),
        ("<w:t>a</w:t><w:softHyphen/><w:t>b</w:t>", "a\u00adb"),
        ("<w:t>a\nb&#13;c&#10;&#xD;d</w:t>", "a b c  d"),
        ("<w:t>a\nb</w:t><w:tab/><w:noBreakHyphen/><w:br/><w:t>c\r\nd</w:t>", "a b\t\u2011\nc d"),
        ("<w:t/><w:t>a</w:t>", "a"),
        ("<w:t>a</w:t><w:t> </w:t><w:t>b</w:t>", "a b"),
        ("<w:t>a<!-- not text -->b</w:t>", "ab"),
        ("<w:t><![CDATA[a < b]]></w:t>", "a < b"),
        ("<w:delText>gone</w:delText>", ""),
    ],
)
def test_what_a_run_holds(tmp_path: Path, inside_the_run: str, text: str) -> None:
    assert text_of(tmp_path, f"<w:p><w:r>{inside_the_run}</w:r></w:p>") == text


@pytest.mark.parametrize("kind", ["page", "column"])
def test_a_new_page_inside_a_paragraph_is_a_new_line_between_words(tmp_path: Path, kind: str) -> None:
    new = f'<w:r><w:br w:type="{kind}"/></w:r>'
    assert text_of(tmp_path, f"<w:p>{r('a')}{new}{r('b')}</w:p>") == "a\nb"
    assert text_of(tmp_path, f"<w:p>{new}{r('a')}{new}</w:p><w:p>{new}</w:p>{p('b')}") == "a\n\nb"


def test_foreign_elements_hold_no_text(tmp_path: Path) -> None:
    parts = word_parts(p("a") + f"<x:note>aside</x:note><w:p><x:note>aside</x:note>{r('b')}</w:p>")
    parts["word/document.xml"] = parts["word/document.xml"].replace("<w:document ", '<w:document xmlns:x="urn:x" ')
    assert read_file(write_zip(tmp_path / "made.docx", parts)).documents[0].text == "a\nb"


def test_layout_of_the_xml_itself_is_no_text(tmp_path: Path) -> None:
    assert text_of(tmp_path, "\n  <w:p>\n\t<w:r>\n    <w:t>a</w:t>\n  </w:r>\n</w:p>\n\n" + p("b")) == "a\nb"
    kept = f'<w:p xml:space="preserve">\n  {r("a")}\n</w:p>'
    assert text_of(tmp_path, kept + p("b")) == "a\nb"


@pytest.mark.parametrize(
    ("font", "position", "character"),
    [
        ("Symbol", "F061", "α"),
        ("Symbol", "F053", "Σ"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "F0DE", "⇒"),
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0A8", "☐"),
        ("Wingdings", "F04A", "☺"),
        ("Wingdings", "F081", "①"),
        ("Wingdings", "F0E0", "→"),
        ("Wingdings 2", "F052", "☑"),
        ("MS Gothic", "2612", "☒"),
        ("Webdings", "F068", "\ufffd"),
        ("Arial", "D800", "\ufffd"),
        ("Arial", "110000", "\ufffd"),
        ("Arial", "no number", "\ufffd"),
        ("Arial", "0", "\ufffd"),
        ("Arial", "D", "\ufffd"),
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


@pytest.mark.parametrize("element", ["hyperlink", "smartTag", "fldSimple", "customXml", "bdo", "dir", "ins"])
def test_what_stands_around_runs_keeps_them(tmp_path: Path, element: str) -> None:
    assert text_of(tmp_path, f"<w:p>{r('a')}<w:{element}>{r('b')}</w:{element}>{r('c')}</w:p>") == "abc"


def test_content_controls_keep_what_they_hold(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtPr><w:alias w:val='name'/><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inside = f"<w:p>{r('a')}{control.format(r('b') + control.format(r('c')))}</w:p>"
    assert text_of(tmp_path, inside + control.format(p("d") + p("e"))) == "abc\nd\ne"


def test_a_text_box_stored_twice_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    stored = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{BOX.format(p('box 1') + p('box 2'))}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{BOX.format(p('box 1') + p('box 2'))}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    bundle = read_word(tmp_path, f"<w:p><w:r><w:t>a</w:t>{stored}<w:t>b</w:t></w:r></w:p>" + p("next"))
    assert bundle.documents[0].text == "ab\nbox 1\nbox 2\nnext"
    assert bundle.report.of("not carried") == []


def test_several_boxes_and_boxes_in_boxes_keep_their_order(tmp_path: Path) -> None:
    inner = f"<w:p><w:r><w:t>outer</w:t><w:pict>{BOX.format(p('inner'))}</w:pict></w:r></w:p>"
    pictures = f"<w:pict>{BOX.format(inner + p('outer end'))}</w:pict><w:pict>{BOX.format(p('second'))}</w:pict>"
    assert text_of(tmp_path, f"<w:p><w:r><w:t>a</w:t>{pictures}</w:r></w:p>" + p("z")) == (
        "a\nouter\ninner\nouter end\nsecond\nz"
    )


def test_a_fallback_alone_is_read(tmp_path: Path) -> None:
    only = "<mc:AlternateContent><mc:Fallback><w:r><w:t>old</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    assert text_of(tmp_path, f"<w:p>{only}</w:p>") == "old"


@pytest.mark.parametrize(("kind", "text"), [("drop", "Once\nend"), ("margin", "Once\nend"), ("none", "O\nnce\nend")])
def test_a_drop_cap_begins_the_next_paragraph(tmp_path: Path, kind: str, text: str) -> None:
    letter = f'<w:p><w:pPr><w:framePr w:dropCap="{kind}"/></w:pPr>{r("O")}</w:p>'
    assert text_of(tmp_path, letter + p("nce") + p("end")) == text


def test_a_ruby_text_is_its_base(tmp_path: Path) -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby>"
    bundle = read_word(tmp_path, f"<w:p><w:r>{ruby}</w:r>{r('字')}</w:p>")
    assert bundle.documents[0].text == "汉字"
    assert "not carried: 1 phonetic guide" in sentences(bundle.report)


def test_several_bodies_are_read_one_after_the_other(tmp_path: Path) -> None:
    assert text_of(tmp_path, p("one") + "</w:body><w:body>" + p("two")) == "one\ntwo"


def test_any_prefix_will_do_and_one_that_is_not_declared_does_no_harm(tmp_path: Path) -> None:
    parts = word_parts(f'<w:p><w:hyperlink q:id="q1">{r("link")}</w:hyperlink></w:p>')
    assert read_file(write_zip(tmp_path / "a.docx", parts)).documents[0].text == "link"
    parts["word/document.xml"] = (
        '<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r><t>a</t></r></p></body></document>'
    )
    assert read_file(write_zip(tmp_path / "b.docx", parts)).documents[0].text == "a"


def test_a_strict_document_is_read_like_any_other(tmp_path: Path) -> None:
    parts = word_parts(f"<w:p>{r('a')}<w:r><w:tab/></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>")
    strict = parts["word/document.xml"].replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    strict = strict.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"
    )
    assert read_file(write_zip(tmp_path / "a.docx", parts | {"word/document.xml": strict})).documents[0].text == "a\tx"


def test_what_is_not_carried_is_said(tmp_path: Path) -> None:
    bundle = read_word(
        tmp_path,
        "<w:p><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>a</w:t><w:commentReference w:id='1'/>"
        "<w:footnoteReference/><w:footnoteReference/><w:endnoteReference/><w:drawing/></w:r>"
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p><w:altChunk/>"
        '<w:sectPr><w:headerReference r:id="r0"/></w:sectPr>',
        header=part("hdr", p("head")),
        footer=part("ftr", p()),
    )
    assert bundle.documents[0].text == "ax=1"
    assert sentences(bundle.report) == [
        "read: 4 characters",
        "changed: 1 equation was written as a plain row of characters.",
        "not carried: 1 comment",
        "not carried: 2 footnotes",
        "not carried: 1 endnote",
        "not carried: 1 header or footer",
        "not carried: 1 picture, chart or drawing",
        "not carried: 1 inserted file",
        "not carried: 1 automatic number or bullet",
    ]


def test_words_hidden_by_their_style_are_kept_and_said(tmp_path: Path) -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="like"><w:name w:val="Like"/><w:basedOn w:val="gone"/></w:style>'
        '<w:style w:type="character" w:styleId="faint"><w:name w:val="Faint"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="seen"><w:name w:val="Seen"/><w:basedOn w:val="faint"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>',
    )
    runs = "".join(
        f'<w:r><w:rPr><w:rStyle w:val="{style}"/>{own}</w:rPr><w:t>x</w:t></w:r>'
        for style, own in (("faint", ""), ("faint", '<w:vanish w:val="0"/>'), ("seen", ""))
    )
    body = paragraph('<w:pStyle w:val="like"/>', "a") + f"<w:p>{runs}</w:p>"
    bundle = read_word(tmp_path, body, styles=styles)
    assert bundle.documents[0].text == "a\nxxx"
    assert "changed: 2 hidden passages are in the text." in sentences(bundle.report)


def test_hidden_words_are_kept_and_said(tmp_path: Path) -> None:
    hidden = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r></w:p>"
    shown = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>b</w:t></w:r></w:p>'
    bundle = read_word(tmp_path, hidden + shown)
    assert bundle.documents[0].text == "a\nb"
    assert "changed: 1 hidden passage is in the text." in sentences(bundle.report)


def test_a_document_without_text_is_read_with_a_warning(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, "<w:p><w:r><w:drawing/></w:r></w:p>")
    assert bundle.documents[0].text == ""
    assert len(bundle.report.of("warning")) == 1


def test_a_byte_order_mark_in_front_is_no_text(tmp_path: Path) -> None:
    styled = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{r("two")}</w:p>'
    document = read_word(tmp_path, p("\ufeffone") + styled).documents[0]
    assert document.text == "one\ntwo"
    assert (document.sections[0].start, document.sections[0].end) == (4, 7)


@pytest.mark.parametrize(
    ("choice", "fallback", "text"),
    [
        (
            '<w16se:symEx xmlns:w16se="urn:symex" w16se:font="Segoe UI Emoji" w16se:char="1F600"/>',
            "<w:t>😀</w:t>",
            "😀",
        ),
        ("", "<w:t>old</w:t>", "old"),
        ("<w:t>new</w:t>", "<w:t>old</w:t>", "new"),
        ("<w:drawing/>", "<w:t>This chart needs another program.</w:t>", ""),
    ],
)
def test_of_what_is_stored_twice_the_first_that_says_anything_is_read(
    tmp_path: Path, choice: str, fallback: str, text: str
) -> None:
    both = f'<mc:Choice Requires="x">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    assert text_of(tmp_path, f"<w:p><w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r></w:p>") == text


def in_font(latin: str, others: str, text: str) -> str:
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{others}" w:eastAsia="宋体"/>'
    return f"<w:p><w:r><w:rPr>{fonts}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("latin", "others", "text", "shown"),
    [
        ("Wingdings", "Wingdings", "\uf0fe þ J", "☑ ☑ ☺"),
        ("Symbol", "Symbol", "ab\uf0ae", "αβ→"),
        ("Wingdings", "Wingdings", "已勾选 þ", "已勾选 ☑"),
        ("Calibri", "Wingdings", "Note \uf0fc", "Note ✓"),
        ("Calibri", "Calibri", "þ \uf0fc", "þ \uf0fc"),
        ("Wingdings", "Wingdings", "\uf0a0", "\ufffd"),
    ],
)
def test_text_in_a_symbol_font_is_what_it_shows(tmp_path: Path, latin: str, others: str, text: str, shown: str) -> None:
    bundle = read_word(tmp_path, in_font(latin, others, text))
    assert bundle.documents[0].text == shown
    assert ("\ufffd" in shown) == ("changed: 1 character of a symbol font became U+FFFD." in sentences(bundle.report))


def test_fields_that_nobody_filled_in_are_said(tmp_path: Path) -> None:
    asks = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Tap here.')}</w:sdtContent></w:sdt>"
    bundle = read_word(tmp_path, f"<w:p>{r('Name: ')}{asks}</w:p>")
    assert bundle.documents[0].text == "Name: Tap here."
    said = "changed: 1 field that nobody filled in stands in the text with the words that ask for it."
    assert said in sentences(bundle.report)
