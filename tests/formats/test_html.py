"""Web pages: the text a browser shows, whoever saved them, in whatever encoding they declare."""

from __future__ import annotations

import random
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from formats.word_files import read, sentences, write_zip
from qualcode.errors import UnreadableInput, WrongUse
from qualcode.formats.base import ReadOptions
from qualcode.formats.bundle import Bundle, DocumentDraft
from qualcode.formats.html.reader import HtmlReader
from qualcode.formats.html.text import PageText


def page(folder: Path, body: str, head: str = "", encoding: str = "utf-8", name: str = "made.html") -> Path:
    path = folder / name
    path.write_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return path


def document(folder: Path, body: str, **options: str) -> DocumentDraft:
    return HtmlReader().read(page(folder, body), ReadOptions(**options)).documents[0]  # type: ignore[arg-type]


def text(folder: Path, body: str, **options: str) -> str:
    return document(folder, body, **options).text


def labelled(*labels: str) -> str:
    return "\n".join(f"{label}\tx" for label in labels)


# Lines


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<div>two<p>three</p>four</div>five", "one\ntwo\nthree\nfour\nfive"),
        ("<p>one<br>two<br></p><p><br></p><p>three", "one\ntwo\n\nthree"),
        ("<p>a<br><br>b</p>", "a\n\nb"),
        ("<p></p><div><p> \n </p></div><p>only</p>", "only"),
        ("<p>  one \n\t two  <b> three</b> </p>", "one two three"),
        ("<p>one</p>\n\ntwo <i>three</i>\n<hr>four", "one\ntwo three\nfour"),
        ("<p>a&nbsp;&nbsp;b&#8217;&eacute;&amp;&lt;&unknown;</p>", "a\u00a0\u00a0b’é&<&unknown;"),
        ("<p>中\n文 and\nEnglish，\n中文 한\n국</p>", "中文 and English，中文 한 국"),
        ("<pre>\n  one\n\ttwo\n</pre>three", "  one\n\ttwo\nthree"),
        ("<p style='white-space: pre-wrap'>a  b\nc</p>", "a  b\nc"),
        ("<q>said</q>", "“said”"),
        ("H<sub>2</sub>O, x<sup>2</sup>, soft&shy;hyphen, long<wbr>word", "H2O, x2, soft\u00adhyphen, longword"),
    ],
)
def test_lines_are_as_a_browser_lays_them_out(tmp_path: Path, body: str, shown: str) -> None:
    assert text(tmp_path, body) == shown


def test_what_a_browser_does_not_show_is_no_text(tmp_path: Path) -> None:
    body = (
        "<script>var a = '<p>no</p>'</script><style>p {}</style><template><p>no</p></template><noscript>no</noscript><!-- no -->"
        "<p hidden>secret</p><p style='color:red; display : none'>secret</p><dialog>secret</dialog>a<img src='x.png' alt='no'>"
        "<svg><text>no</text></svg><iframe src='http://example.org'></iframe><video>no</video><ruby>漢<rp>(</rp><rt>kan</rt></ruby>"
    )
    bundle = HtmlReader().read(page(tmp_path, body, "<title>The  title</title>"), ReadOptions())
    assert bundle.documents[0].text == "a漢"
    assert {
        "read: Title: The title", "not carried: 2 pictures, charts or drawings", "not carried: 1 inserted file",
        "not carried: 3 stretches of hidden text", "not carried: 1 recording", "not carried: 1 phonetic guide",
    } <= set(sentences(bundle.report))  # fmt: skip


def test_forms_show_what_was_filled_in(tmp_path: Path) -> None:
    body = (
        "<input type=checkbox checked> yes <input type=radio> no <input value='my answer'><input type=hidden value=x>"
        "<select><option>a<option selected>b</select><textarea>two\nlines</textarea>"
    )
    assert text(tmp_path, body) == "☒ yes ☐ no my answerb\ntwo\nlines"


def test_headings_are_sections(tmp_path: Path) -> None:
    body = "<h1>One</h1><p>a<h3><a href=x>Three</a><br>more</h3><div role=heading aria-level=4>Four</div><h2> </h2>"
    body += "<p style='mso-outline-level:2'>Word</p>"
    found = document(tmp_path, body)
    assert [(it.level, it.label, found.text[it.start : it.end]) for it in found.sections] == [
        (1, "One", "One"), (3, "Three more", "Three\nmore"), (4, "Four", "Four"), (2, "Word", "Word"),
    ]  # fmt: skip


# Lists and tables


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<ol><li>x<li>x</ol>", labelled("1.", "2.")),
        ("<ol start=9 type=i><li>x<li value=20>x<li>x</ol>", labelled("ix.", "xx.", "xxi.")),
        ("<ol reversed start=2><li>x<li>x</ol>", labelled("2.", "1.")),
        ("<ol type=A><li>x<ol type=a><li>x</ol><li><p>x</p></ol>", labelled("A.", "a.", "B.")),
        ("<ol style='list-style-type: cjk-ideographic'><li>x</ol>", labelled("一.")),
        ("<ul><li>x<ul><li>x</ul></ul>", "• x\n• x"),
        ("<ul style='list-style:none'><li>x</ul>", "x"),
        ("<ol><li></li><li>x</ol>", labelled("2.")),
        ("<dl><dt>x<dd>y</dl>", "x\ny"),
    ],
)
def test_lists_show_their_numbers(tmp_path: Path, body: str, shown: str) -> None:
    assert text(tmp_path, body) == shown


def test_the_cells_of_a_row_are_set_apart(tmp_path: Path) -> None:
    body = (
        "before<table><caption>Cap</caption><thead><tr><th>问题<th> <b>Answer</b> </tr></thead>"
        "<tr><td>1<td><p>one</p><p>two</p><td>three</tr><tr><td></td><td></td></tr><tr><td>a<br>b<td></tr></table>after"
    )
    assert text(tmp_path, body) == "before\nCap\n问题\tAnswer\n1\tone\ntwo\nthree\na\nb\n\nafter"


def test_tables_in_tables_are_read_in_their_place(tmp_path: Path) -> None:
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    assert text(tmp_path, f"<table><tr><td>{inner}below<td>right</table>") == "a\tb\nc\td\nbelow\nright"


# What word processors write


def test_notes_are_tied_to_their_marks(tmp_path: Path) -> None:
    of_word = (
        "<p>Word<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'>[1]</a>.</p><div style='mso-element:footnote-list'>"
        "<div style='mso-element:footnote' id=ftn1><p><a style='mso-footnote-id:ftn1' href='#_ftnref1' name='_ftn1'>[1]</a> First.</p>"
        "<p>More.</p></div></div>"
    )
    of_others = (
        "<p>Other<a href='#fn1' role='doc-noteref'>2</a>.</p><ol><li id=fn1><p>Second.</p></ol>"
        "<p>Libre<a class=sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'>3</a></p>"
        "<div id=sdfootnote1><p><a class=sdfootnotesym name=sdfootnote1sym href='#sdfootnote1anc'>3</a>Third.</p></div>"
    )
    found = document(tmp_path, of_word + of_others)
    notes = [it for it in found.sections if it.kind == "note"]
    assert [(it.label, found.text[it.start : it.end]) for it in notes] == [
        ("[1]", "[1] First.\nMore."), ("2", "1.\tSecond."), ("3", "3Third."),
    ]  # fmt: skip
    assert [found.text[it.anchor : it.anchor + len(it.label)] for it in notes if it.anchor] == ["[1]", "2", "3"]


def test_comments_of_word_become_memos_on_their_words(tmp_path: Path) -> None:
    body = (
        "<p>She <a style='mso-comment-reference:AB_1;mso-comment-date:20220301T1011'>left the</a><span class=MsoCommentReference>"
        "<![if !supportAnnotations]><a class=msocomanchor id='_anchor_1' href='#_msocom_1'>[AB1]</a><![endif]>"
        "<span style='mso-special-character:comment'>&nbsp;</span></span> room</p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><div id='_com_1' class=msocomtxt>"
        "<span style='mso-comment-author:\"Anna B\"'><a name='_msocom_1'></a></span><p><a href='#_msoanchor_1' class=msocomoff>[AB1]</a>Why?</p>"
        "</div></div></div>"
    )
    found = document(tmp_path, body)
    (memo,) = found.memos
    assert found.text == "She left the room"
    assert (found.text[memo.start : memo.end], memo.text, memo.author, memo.at) == (
        "left the", "Why?", "Anna B", "2022-03-01T10:11:00",
    )  # fmt: skip


def test_labels_and_tabs_of_word_are_read(tmp_path: Path) -> None:
    body = (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>One</p>"
        "<p><span style='mso-list:Ignore;font-family:Wingdings'>l<span>&nbsp;</span></span>Two</p>"
        "<p>Int:<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>Yes<o:p></o:p></p><!--[if gte mso 9]><xml>no</xml><![endif]-->"
    )
    assert text(tmp_path, body) == "1.\tOne\n• Two\nInt:\tYes"


@pytest.mark.parametrize("date", ["", " cite='mailto:A' datetime='2022-03-01'"])
def test_what_was_put_in_and_taken_out_is_a_tracked_change(tmp_path: Path, date: str) -> None:
    body = f"<p>a <del{date}>old</del><ins{date}>new</ins> <s>struck</s></p><del{date}><p>gone</p></del><p>b</p>"
    assert text(tmp_path, body) == "a new struck\nb"
    assert text(tmp_path, body, track_changes="original") == "a old struck\ngone\nb"
    said = "changed: Tracked changes were taken as accepted: insertions 1, deletions 2."
    assert said in sentences(read(page(tmp_path, body)).report)


def test_links_back_to_a_mark_and_what_is_hidden_with_force_are_no_text(tmp_path: Path) -> None:
    body = "<p>a<a href='#n' class=footnote-ref>1</a></p><p id=n>note <a href='#m' class='x footnote-back'>↩</a></p>"
    assert text(tmp_path, body) == "a1\nnote"
    assert text(tmp_path, "<p>a<b style='DISPLAY: None !important'>b</b></p>") == "a"


def test_a_page_whose_encoding_is_a_guess_shows_how_it_would_read(tmp_path: Path) -> None:
    said = sentences(read(page(tmp_path, "<p>中文</p>", encoding="gb18030")).report)
    assert any(it.startswith("warning: As gb18030 it reads: ") and "<p>中文</p>" in it for it in said)


def test_empty_elements_of_xhtml_do_not_swallow_the_text(tmp_path: Path) -> None:
    path = tmp_path / "made.xhtml"
    path.write_text(
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x"/></head>'
        '<body><p>one<a id="x"/></p><p/><p>two<br/>three</p></body></html>',
        encoding="utf-8",
    )
    assert read(path).documents[0].text == "one\ntwo\nthree"


# Encodings


@pytest.mark.parametrize(
    ("declared", "encoding", "words", "found"),
    [
        ("gb2312", "gb18030", "镕㑇受访者", "gb18030"),
        ("GBK", "gb18030", "受访者", "gb18030"),
        ("iso-8859-1", "cp1252", "“café”", "cp1252"),
        ("big5", "big5hkscs", "受訪者說", "big5hkscs"),
        ("shift_jis", "cp932", "こんにちは①", "cp932"),
        ("utf-8", "utf-8", "受访者", "utf-8"),
        ("no-such", "utf-8", "受访者", "utf-8"),
    ],
)
def test_a_page_is_read_as_browsers_read_what_it_declares(
    tmp_path: Path, declared: str, encoding: str, words: str, found: str
) -> None:
    for head in (
        f'<meta charset="{declared}">',
        f'<meta http-equiv=Content-Type content="text/html; charset={declared}">',
    ):
        bundle = HtmlReader().read(page(tmp_path, words, head, encoding), ReadOptions())
        assert (bundle.documents[0].text, bundle.report.encoding) == (words, found)
        assert not bundle.report.of("warning")


def test_a_mark_and_a_choice_go_before_what_is_declared(tmp_path: Path) -> None:
    path = page(tmp_path, "受访者", "<meta charset=big5>", "utf-16")
    assert read(path).documents[0].text == "受访者"
    path = page(tmp_path, "受访者", "<meta charset=big5>", "gb18030")
    assert read(path, "gb18030").documents[0].text == "受访者"
    with pytest.raises(WrongUse):
        read(path, "no-such")


def test_a_page_that_declares_what_it_is_not_is_read_and_said(tmp_path: Path) -> None:
    words = "受访者说今天天气很好，我们一起去县政府。" * 3
    bundle = HtmlReader().read(page(tmp_path, words, "<meta charset=gb2312>"), ReadOptions())
    assert (bundle.documents[0].text, bundle.report.encoding) == (words, "utf-8")
    assert "but is in UTF-8" in bundle.report.of("warning")[0].sentence
    bundle = HtmlReader().read(page(tmp_path, words, "<meta charset=utf-8>", "gb18030"), ReadOptions())
    assert (bundle.documents[0].text, bundle.report.encoding) == (words, "gb18030")
    assert "but is not in it" in bundle.report.of("warning")[0].sentence


def test_a_few_broken_characters_cost_only_themselves(tmp_path: Path) -> None:
    path = page(tmp_path, "受访者说" * 50 + "X", "<meta charset=gb2312>", "gb18030")
    path.write_bytes(path.read_bytes().replace(b"X</body>", b"\xff</body>"))
    bundle = HtmlReader().read(path, ReadOptions())
    assert bundle.documents[0].text == "受访者说" * 50 + "\ufffd"
    assert "1 character means nothing in gb18030" in bundle.report.of("warning")[0].sentence


def test_a_page_that_declares_nothing_is_recognised(tmp_path: Path) -> None:
    words = "受访者说今天天气很好，我们一起去县政府。" * 3
    assert HtmlReader().read(page(tmp_path, words, "", "gb18030"), ReadOptions()).documents[0].text == words


# What the file is called, and what it is


@pytest.mark.parametrize("name", ["report.doc", "page.txt", "letter.docx"])
def test_a_page_is_a_page_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    bundle = read(page(tmp_path, "<p>hello</p>", name=name))
    assert (bundle.report.format, bundle.documents[0].text) == ("html", "hello")


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableInput) as caught:
        HtmlReader().read(path, ReadOptions())
    assert caught.value.hint
    return caught.value.message


def test_what_is_no_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made.html"
    path.write_bytes(b"")
    assert refusal(path) == "made.html is empty: it holds not a single byte."
    path.write_bytes(b"%PDF-1.7 ...")
    assert "PDF" in refusal(path)
    path.write_bytes(random.Random(3).randbytes(2000))
    assert refusal(path)
    assert "archive" in refusal(write_zip(path, {"a.txt": "text"}))


def test_pages_nested_beyond_measure_are_refused_at_once(tmp_path: Path) -> None:
    assert "too deep" in refusal(page(tmp_path, "<div>" * 200_000))
    attributes = " ".join(f"a{number}=1" for number in range(50_000))
    assert "too many attributes" in refusal(page(tmp_path, f"<p {attributes}>x"))
    assert text(tmp_path, "<div>" * 3000 + "deep") == "deep"


def test_formatting_that_is_never_closed_costs_nothing(tmp_path: Path) -> None:
    body = "".join(f"<p><font id={number}><b>{number}" for number in range(3000))
    assert text(tmp_path, body) == "\n".join(map(str, range(3000)))


@given(
    st.lists(
        st.text(
            st.characters(
                codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\ufeff"
            ),
            min_size=1,
            max_size=9,
        )
    )
)
def test_what_is_written_is_read(words: list[str]) -> None:
    read_back = PageText(False)
    body = LexborHTMLParser("<body>" + "".join(f"<p>{escape(word)}</p>" for word in words)).body
    assert body is not None
    read_back.read(body)
    assert read_back.passage.text == "\n".join(words)


def test_shuffled_elements_give_a_document(tmp_path: Path) -> None:
    body = (
        "<table><tr><td>a</td></tr></table><ol><li>b</li></ol><a href='#n' role=doc-noteref>1</a><p id=n>c</p><pre>\n d</pre>"
        "<select><option>e</select><h1>f</h1><br><ruby>g<rt>h</rt></ruby><del datetime=x>i</del><div style='mso-element:comment-list'>"
        "<div style='mso-element:comment'>j</div></div><span style='mso-list:Ignore'>k</span><q>l</q><td><li><tr></p></table></div>"
    )
    rng = random.Random(6)
    pieces = body.replace("<", "\n<").split("\n")
    for _time in range(300):
        rng.shuffle(pieces)
        assert _read_or_refused(page(tmp_path, "".join(pieces)))


def _read_or_refused(path: Path) -> bool | Bundle:
    try:
        return HtmlReader().read(path, ReadOptions())
    except UnreadableInput as refused:
        return bool(refused.message and refused.hint)


def test_text_in_a_symbol_font_is_what_it_shows(tmp_path: Path) -> None:
    body = "<p><span style='font-family:Wingdings'>þ<span style='font-family:\"宋体\",serif'> þ </span></span>"
    assert text(tmp_path, body + "<font face='Symbol'>a\uf062</font> b</p>") == "☑ þ αβ b"
