"""Reports as web pages, Word documents and Markdown: the same words in each, and nothing from outside."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from formats.word_files import read
from qualcode.errors import Unreachable, WrongUse
from qualcode.formats.reports.parts import Figures, Paper, Paragraph, Quotation, Section, Terms, in_words, numbered
from qualcode.formats.reports.writing import write_paper

NASTY = 'a<b> & "c" | *d* _e_ `f` [g](h) \\ #i ~ 政策\u0000\u000b'
PAPER = Paper(
    "Title & more",
    "en",
    Terms([("Project", "P<1>")]),
    [
        Section("Methods", [Paragraph("First.\nSecond."), Paragraph(NASTY)]),
        Section(
            "Tables",
            [Figures("Codes", ["code", "n", "share"], [["a|b", 3, 0.25], ["中", None, 0.0001]], ["n: how many."])],
            [Section("below", [Quotation("He said\n\n“no”.", "D1, 3–9", "zh-Hans")], [Section("deep", [])])],
        ),
    ],
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(tmp_path: Path, ending: str, paper: Paper = PAPER) -> Path:
    path = tmp_path / f"out{ending}"
    write_paper(paper, path)
    return path


def page(tmp_path: Path, paper: Paper = PAPER) -> HTMLParser:
    return HTMLParser(written(tmp_path, ".html", paper).read_text("utf-8"))


def test_sections_and_tables_are_numbered():
    (_methods, tables) = numbered(PAPER).sections
    assert tables.heading == "2 Tables"
    assert tables.blocks[0].number == 1
    assert tables.sections[0].heading == "2.1 below"
    assert tables.sections[0].sections[0].heading == "deep"


@pytest.mark.parametrize(
    ("cell", "words"), [(None, "–"), (3, "3"), (0.25, "0.250"), (0.00012, "0.00012"), (-0.0, "0.000"), ("x", "x")]
)
def test_cells_in_words(cell, words):
    assert in_words(cell) == words


def test_a_page_needs_nothing_from_outside_and_runs_nothing(tmp_path):
    tree = page(tmp_path)
    assert tree.css_first("html").attributes["lang"] == "en"
    assert [it.attributes["href"] for it in tree.css("[href]")] == ["#s1", "#s2", "#s2-1"]
    assert not tree.css("[src], script, link, iframe, object, img")
    assert "default-src 'none'" in tree.css_first("meta[http-equiv]").attributes["content"]
    assert "url(" not in tree.css_first("style").text()
    for link in tree.css("nav a"):
        assert tree.css_first(link.attributes["href"]) is not None


def test_a_page_has_tables_that_can_be_heard(tmp_path):
    table = page(tmp_path).css_first("table")
    assert table.css_first("caption").text() == "Table 1. Codes"
    assert [it.text() for it in table.css("thead th[scope=col]")] == ["code", "n", "share"]
    assert [it.text() for it in table.css("tbody th[scope=row]")] == ["a|b", "中"]
    assert [it.text() for it in table.css("tbody td")] == ["3", "0.250", "–", "0.0001"]
    notes = page(tmp_path).css_first(f"#{table.attributes['aria-describedby']}")
    assert notes.text() == "n: how many."
    assert page(tmp_path).css_first("blockquote").attributes["lang"] == "zh-Hans"


def test_a_page_in_chinese_says_so(tmp_path):
    paper = Paper("报告", "zh", Terms([]), [])
    assert page(tmp_path, paper).css_first("html").attributes["lang"] == "zh-Hans"


def test_what_stands_in_the_text_is_text(tmp_path):
    clean = re.sub("[\x00\x0b]", "\ufffd", NASTY)
    assert page(tmp_path).css("main p")[1].text() == clean
    assert clean in read(written(tmp_path, ".docx")).documents[0].text
    shown = written(tmp_path, ".md").read_text("utf-8")
    assert re.sub(r"\\([\\`*_\[\]<>|~$^&#])", r"\1", shown).count(clean) == 1
    assert "a\\<b\\> \\&" in shown


def test_word_reads_headings_tables_and_fonts_for_chinese(tmp_path):
    path = written(tmp_path, ".docx")
    draft = read(path).documents[0]
    headings = [(it.level, draft.text[it.start : it.end]) for it in draft.sections if it.kind == "heading"]
    assert headings[-4:] == [(1, "1 Methods"), (1, "2 Tables"), (2, "2.1 below"), (3, "deep")]
    with ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
        assert not [name for name in archive.namelist() if "externalLink" in name or "media" in name]
    (header, *rows) = body.iter(f"{W}tr")
    assert header.find(f"{W}trPr/{W}tblHeader") is not None
    assert len(rows) == 2
    for name in ("Normal", "Heading1", "Quote", "TableText", "Caption"):
        (style,) = [it for it in styles.iter(f"{W}style") if it.get(f"{W}styleId") == name]
        assert style.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") in ("SimSun", "SimHei")
    used = {it.get(f"{W}val") for it in body.iter(f"{W}pStyle")}
    assert used <= {it.get(f"{W}styleId") for it in styles.iter(f"{W}style")}
    bookmarks = {it.get(f"{W}name") for it in body.iter(f"{W}bookmarkStart")}
    assert {it.get(f"{W}anchor") for it in body.iter(f"{W}hyperlink")} <= bookmarks


def test_markdown_is_what_it_looks_like(tmp_path):
    text = written(tmp_path, ".md").read_text("utf-8")
    assert "\n## 2 Tables\n" in text
    assert "| code | n | share |\n| --- | ---: | ---: |\n| a\\|b | 3 | 0.250 |\n| 中 | – | 0.0001 |\n" in text
    assert "> He said\n>\n> “no”.\n>\n> — D1, 3–9\n" in text


@pytest.mark.parametrize("line", ["# no heading", "- no list", "1. no list", "+ no list", "=== no rule", "---", "> no"])
def test_no_line_begins_what_it_is_not(tmp_path, line):
    paper = Paper("T", "en", Terms([]), [Section("S", [Paragraph(f"before\n{line}")])])
    (last,) = written(tmp_path, ".md", paper).read_text("utf-8").splitlines()[-1:]
    assert last != line
    assert last.replace("\\", "") == line


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_makes_a_page_and_a_document(tmp_path_factory, text):
    paper = Paper(
        text,
        "en",
        Terms([(text, text)]),
        [Section(text, [Figures(text, [text], [[text]], [text]), Quotation(text, text)])],
    )
    folder = tmp_path_factory.mktemp("any")
    tree = page(folder, paper)
    assert len(tree.css("table")) == 1
    assert not tree.css("script, img, iframe, [onclick]")
    with ZipFile(written(folder, ".docx", paper)) as archive:
        etree.fromstring(archive.read("word/document.xml"))
    assert written(folder, ".md", paper).stat().st_size


def test_another_ending_and_a_folder_that_is_not_there_are_said(tmp_path):
    with pytest.raises(WrongUse, match=r"\.html \.docx \.md"):
        write_paper(PAPER, tmp_path / "out.pdf")
    for ending in (".html", ".docx", ".md"):
        with pytest.raises(Unreachable):
            write_paper(PAPER, tmp_path / "nowhere" / f"out{ending}")
    assert list(tmp_path.iterdir()) == []
