"""Headings: by style, by what a style is based on, and as set on the paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats.word_files import p, paragraph, part, read, read_word, relations, sentences, word_parts, write_zip

STYLES = part(
    "styles",
    "<w:docDefaults/><w:latentStyles><w:lsdException w:name='heading 1'/></w:latentStyles>"
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="table" w:styleId="grid"><w:name w:val="heading 9"/></w:style>'
    '<w:style w:styleId="wps"><w:name w:val="标题 3"/></w:style>'
    '<w:style w:styleId="own"><w:name w:val="Own"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:styleId="deep"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>'
    '<w:style w:styleId="contents"><w:name w:val="TOC Heading"/><w:basedOn w:val="2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:styleId="body"><w:name w:val="Body"/><w:basedOn w:val="loop"/></w:style>'
    '<w:style w:styleId="loop"><w:name w:val="Loop"/><w:basedOn w:val="body"/></w:style>',
)


def styled(style: str, text: str, properties: str = "") -> str:
    return paragraph(f'<w:pStyle w:val="{style}"/>{properties}', text)


def test_headings_become_sections_at_their_place(tmp_path: Path) -> None:
    body = (
        p("front\U0001f600")
        + styled("Title", "The Title")
        + styled("Heading1", "  First  part ")
        + styled("2", "Second")
        + styled("wps", "第三")
        + styled("own", "Own")
        + styled("deep", "Deep")
        + styled("contents", "no heading")
        + styled("body", "no heading")
        + styled("grid", "no heading")
        + styled("body", "Direct", '<w:outlineLvl w:val="0"/>')
        + styled("2", "switched off", '<w:outlineLvl w:val="9"/>')
        + styled("2", " ")
        + styled("body", "was one", '<w:pPrChange><w:pPr><w:pStyle w:val="2"/></w:pPr></w:pPrChange>')
        + paragraph('<w:outlineLvl w:val="2"/>', "Bare")
    )
    document = read_word(tmp_path, body, styles=STYLES).documents[0]
    assert [(section.level, section.label) for section in document.sections] == [
        (1, "The Title"),
        (1, "First part"),
        (2, "Second"),
        (3, "第三"),
        (2, "Own"),
        (5, "Deep"),
        (1, "Direct"),
        (3, "Bare"),
    ]
    lines = [document.text[section.start : section.end] for section in document.sections]
    assert lines == ["The Title", "  First  part ", "Second", "第三", "Own", "Deep", "Direct", "Bare"]


def test_a_heading_of_two_lines_is_one_section(tmp_path: Path) -> None:
    broken = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r></w:p>'
    document = read_word(tmp_path, p("a") + broken + p("b")).documents[0]
    assert [(s.label, s.start, s.end) for s in document.sections] == [("One two", 2, 9)]


def test_the_default_style_speaks_for_paragraphs_that_name_none(tmp_path: Path) -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>',
    )
    numbering = part("numbering", "")
    document = read_word(tmp_path, p("a") + styled("x", "b"), styles=styles, numbering=numbering).documents[0]
    assert [(section.level, section.label) for section in document.sections] == [(2, "a")]


def test_broken_styles_cost_headings_and_not_the_text(tmp_path: Path) -> None:
    bundle = read_word(tmp_path, styled("2", "Heading") + styled("Heading1", "One"), styles="<w:styles")
    assert bundle.documents[0].text == "Heading\nOne"
    assert [section.label for section in bundle.documents[0].sections] == ["One"]
    assert any("The styles cannot be read" in sentence for sentence in sentences(bundle.report))


@pytest.mark.parametrize("way", ["", "<!-- made by hand -->", "<w:style w:styleId='x'/>"])
def test_styles_written_in_an_unusual_way_are_read_as_well(tmp_path: Path, way: str) -> None:
    document = read_word(tmp_path, styled("own", "Own"), styles=STYLES.replace("<w:docDefaults/>", way)).documents[0]
    assert [section.level for section in document.sections] == [2]
    foreign = STYLES.replace("<w:", "<x:").replace("</w:", "</x:").replace("w:", "x:").replace("xmlns:w=", "xmlns:x=")
    document = read_word(tmp_path, styled("own", "Own"), styles=foreign).documents[0]
    assert [section.level for section in document.sections] == [2]


def test_one_damaged_style_is_said_once_and_costs_no_other(tmp_path: Path) -> None:
    damaged = STYLES.replace('<w:name w:val="Deep"/>', "<w:name>")
    body = styled("deep", "Deep") + styled("deep", "Deep") + styled("own", "Own")
    bundle = read_word(tmp_path, body, styles=damaged)
    assert [section.label for section in bundle.documents[0].sections] == ["Own"]
    assert sum("The styles cannot be read" in sentence for sentence in sentences(bundle.report)) == 1


def test_a_missing_styles_part_is_said_where_it_matters(tmp_path: Path) -> None:
    parts = word_parts(styled("2", "a")) | {"word/_rels/document.xml.rels": relations(styles="styles.xml")}
    assert "The styles cannot be read" in sentences(read(write_zip(tmp_path / "a.docx", parts)).report)[0]
    parts = word_parts(p("a")) | {"word/_rels/document.xml.rels": relations(styles="styles.xml")}
    assert sentences(read(write_zip(tmp_path / "b.docx", parts)).report) == ["read: 1 character"]


@pytest.mark.parametrize(
    ("style", "level"),
    [
        ("berschrift2", 2), ("Ttulo3", 3), ("Titre 1", 1), ("標題 4", 4), ("제목 1", 1), ("Заголовок 2", 2), ("Titel", 1),
        ("Heading10", 0), ("TOC1", 0), ("heading", 0), ("1", 0), ("章节1", 0),
    ],
)  # fmt: skip
def test_built_in_headings_are_known_in_the_languages_of_menus(tmp_path: Path, style: str, level: int) -> None:
    sections = read_word(tmp_path, styled(style, "a")).documents[0].sections
    assert [section.level for section in sections] == ([level] if level else [])
    named = part("styles", f'<w:style w:styleId="x"><w:name w:val="{style}"/></w:style>')
    assert len(read_word(tmp_path, styled("x", "a"), styles=named).documents[0].sections) == bool(level)
